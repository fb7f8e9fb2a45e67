//! Adding creators: a typed handle, a pasted column, and the preview.

use super::*;
use crate::proto::collect::Known;
use crate::tui::kit::overlay::{Prompt, Proposal};

fn prompt(requests: &[Request]) -> Prompt {
    let open = |request: &Request| match request {
        Request::Open(Overlay::Prompt(prompt), _) => Some(prompt.clone()),
        _ => None,
    };
    requests.iter().find_map(open).expect("a box")
}

fn proposal(requests: &[Request]) -> Proposal {
    let open = |request: &Request| match request {
        Request::Open(Overlay::Proposal(proposal), _) => Some(proposal.clone()),
        _ => None,
    };
    requests.iter().rev().find_map(open).expect("a proposal")
}

fn mia(handle: &str, do_not_contact: bool) -> Known {
    let handle = Handle::parse(handle).expect("a handle");
    Known { id: CreatorId(7), handle, verdict: Verdict::Picked, do_not_contact }
}

/// Types a text into the input and answers which of its accounts exist.
fn type_handles(table: &mut Table, text: &str, known: Vec<Option<Known>>) -> Vec<Request> {
    table.act(Action::ItemAdd);
    table.type_in(text);
    table.requests.clear();
    table.reply(Slot::Known, Answer::Known(known));
    table.requests.clone()
}

fn facts(proposal: &Proposal) -> String {
    let lines: Vec<String> = proposal.facts.iter().map(|(label, said)| format!("{label}: {said}")).collect();
    lines.join("\n")
}

const COLUMN: &str = "@ana\n@ben\njo k\n@ana\nhttps://www.tiktok.com/@mia\n";

#[test]
fn adds_a_creator_with_a_handle_and_enter() {
    let mut table = Table::new(0);
    assert!(prompt(&table.act(Action::ItemAdd)).takes_lines);
    let requests = type_handles(&mut table, "https://www.instagram.com/Mia.Glow/ via #glow", vec![None]);
    let WriteCmd::AddCreators { accounts, tags } = command(&requests) else { panic!() };
    let [account] = accounts.as_slice() else { panic!("{accounts:?}") };
    assert_eq!((account.platform, account.handle.as_str()), (Platform::Instagram, "mia.glow"));
    assert_eq!((account.remark.via.as_str(), tags.len()), ("#glow", 0));
}

#[test]
fn an_invalid_handle_reopens_with_a_suggestion() {
    let mut table = Table::new(0);
    table.act(Action::ItemAdd);
    let again = prompt(&table.type_in("jo k"));
    assert_eq!(again.value, "jo k");
    assert_eq!(again.hint, "\"jo k\" isn't a handle: it contains a space. Did you mean @jo_k?");
}

#[test]
fn an_existing_creator_is_shown() {
    let mut table = Table::new(50);
    let requests = type_handles(&mut table, "glow", vec![Some(mia("mia", true))]);
    assert_eq!(table.notices(), ["@mia (earlier @glow) is already in the list: picked, do not contact."]);
    assert!(requests.contains(&Request::ShowCreator(CreatorId(7))));
}

#[test]
fn a_pasted_column_is_previewed_before_adding() {
    let mut table = Table::new(50);
    let requests = type_handles(&mut table, COLUMN, vec![None, None, Some(mia("mia", false))]);
    assert!(!requests.iter().any(|request| matches!(request, Request::Effect(Effect::Write(..)))));
    let shown = proposal(&requests);
    assert_eq!(shown.title, "5 lines: 2 new, 1 already in the list, 1 unreadable");
    assert_eq!(
        facts(&shown),
        "2 new: @ana, @ben\n\
         Defaults: tiktok, no tags; values in a line take priority\n\
         1 in the list: @mia: picked (unchanged)\n\
         1 repeated: lines with a handle that appears further up\n\
         1 unreadable: line 3: \"jo k\" isn't a handle: it contains a space. Did you mean @jo_k?"
    );
    assert_eq!(shown.yes, "add 2 creators");

    let copied = table.choose("y");
    assert_eq!(copied.first(), Some(&Request::Effect(Effect::Copy("jo k".into()))));
    assert_eq!(proposal(&copied), shown, "and the lines stay on screen");

    let mut form = form_of(&table.choose("o"));
    fill(&mut form, "platform", "instagram");
    fill(&mut form, "tags", "#GlowUp, vegan, vegan");
    fill(&mut form, "via", "#ad");
    table.answer(Value::Form(form));
    let Query::Known(accounts) = table.reply(Slot::Known, Answer::Known(vec![None, None, None])) else { panic!() };
    let platforms: Vec<Platform> = accounts.iter().map(|(platform, _)| *platform).collect();
    assert_eq!(platforms, [Platform::Instagram, Platform::Instagram, Platform::TikTok], "a link says where it leads");

    let requests = table.answer(Value::Yes);
    let WriteCmd::AddCreators { accounts, tags } = command(&requests) else { panic!() };
    assert_eq!((accounts.len(), tags), (3, vec!["GlowUp".to_owned(), "vegan".to_owned()]));
    assert!(accounts.iter().all(|account| account.remark.via == "#ad"));
    let ticket = requests.iter().find_map(|request| match request {
        Request::Effect(Effect::Write(ticket, _)) => Some(*ticket),
        _ => None,
    });
    let sentence = "Added 3 creators.".to_owned();
    let done = crate::proto::event::Done { op: None, sentence, changed: 3, show: None };
    table.requests.clear();
    table.receive(&Msg::Event(Event::WriteDone(ticket.expect("a ticket"), done)));
    assert_eq!(table.notices(), ["Added 3 creators. Could not read 1 line."]);
}

#[test]
fn a_preview_of_existing_creators_has_nothing_to_add() {
    let mut table = Table::new(50);
    let requests = type_handles(&mut table, "@a, @b", vec![Some(mia("a", false)), Some(mia("b", false))]);
    assert_eq!(proposal(&requests).title, "1 line: 0 new, 2 already in the list");
    assert_eq!(proposal(&requests).yes, "");
}

#[test]
fn a_paste_outside_an_input_is_only_offered() {
    let mut table = Table::new(50);
    let mut paste = |text: &str| {
        table.requests.clear();
        table.screen.paste(text, &mut table.ctx);
        table.run_requests();
        assert!(table.requests.iter().all(|request| matches!(request, Request::Say(_))), "{:?}", table.requests);
        table.notices().concat()
    };
    assert_eq!(paste("what is this"), "That isn't a handle or a profile link. Pasted text never runs keys.");
    assert_eq!(paste("@a @b"), "Pasted 2 handles: press a to preview.");
    assert_eq!(paste("tiktok.com/@Mia.Glow?x=1\n"), "Pasted @mia.glow: press a to add this creator.");
    assert_eq!(paste("@a\n@b\nnot a handle\n"), "Pasted 3 lines with 2 handles: press a to preview.");
    table.act(Action::ItemAdd);
    table.requests.clear();
    table.reply(Slot::Known, Answer::Known(vec![None, None]));
    assert_eq!(proposal(&table.requests).yes, "add 2 creators");
    prompt(&table.act(Action::ItemAdd));
}

#[test]
fn the_box_stays_open_for_the_next_handle_and_keeps_the_words_behind_one() {
    let mut table = Table::new(0);
    table.act(Action::ItemAdd);
    let again = prompt(&table.type_in("@late.find #gifted saw her under Plain Jar"));
    assert!(again.value.is_empty() && again.hint.contains("next"), "{again:?}");
    table.requests.clear();
    table.reply(Slot::Known, Answer::Known(vec![None]));
    let WriteCmd::AddCreators { accounts, .. } = command(&table.requests) else { panic!() };
    let said = &accounts[0].remark;
    assert_eq!((&*said.found_by, &*said.via, &*said.note), ("#gifted", "Plain Jar", "saw her under Plain Jar"));
}
