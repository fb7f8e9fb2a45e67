use super::*;
use crate::config::settings as configured;
use crate::proto::setting::SettingChange;
use crate::tui::kit::key::parse;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Acts, Availability, Request};
use crate::tui::screens::sample::{self, AWFUL};

const TEXT: &str = "[model]\nrisk = \"bold\"\n\n[quick_tags]\nv = \"vegan\"\n";

fn ctx() -> Ctx {
    let mut ctx = sample::ctx();
    ctx.check_setting = |text, change| configured::changed(text, change).map(|_| ()).map_err(|error| error.to_string());
    ctx
}

fn file(text: &str, fault: Option<&str>) -> SettingsFile {
    let (path, fault) = ("~/.config/tenfold/config.toml".to_owned(), fault.map(str::to_owned));
    SettingsFile { path, text: text.to_owned(), exists: !text.is_empty(), fault, settings: configured::list(text) }
}

fn screen(text: &str) -> SettingsScreen {
    let mut screen = SettingsScreen::new();
    screen.msg(&Msg::Settings(Arc::new(file(text, None))), &mut ctx());
    screen
}

fn at(text: &str, name: &str) -> SettingsScreen {
    let mut screen = screen(text);
    let found = screen.list.rows().iter().find(|setting| setting.name.to_string() == name);
    let key = found.unwrap_or_else(|| panic!("{name}")).key();
    screen.list.go_to(key);
    screen
}

fn type_in(screen: &mut SettingsScreen, keys: &str, ctx: &mut Ctx) {
    for key in keys.split(' ') {
        screen.type_key(parse(key).expect("a key"), ctx);
    }
}

fn changes(sent: Vec<Request>) -> Vec<SettingChange> {
    let change = |request| match request {
        Request::Effect(Effect::ChangeSetting(change)) => Some(change),
        _ => None,
    };
    sent.into_iter().filter_map(change).collect()
}

#[test]
fn a_value_is_typed_where_it_stands_and_checked_at_every_letter() {
    let (mut screen, mut ctx) = (at("", "agenda.silence"), ctx());
    sample::act(&mut screen, Action::NavOpen, &mut ctx);
    assert!(screen.is_typing());
    type_in(&mut screen, "x enter", &mut ctx);
    assert!(
        screen
            .editing
            .as_ref()
            .and_then(|editing| editing.fault.as_deref())
            .is_some_and(|fault| fault.contains("number"))
    );
    assert!(changes(ctx.sent()).is_empty(), "what is wrong is not kept");
    type_in(&mut screen, "backspace backspace 9 enter", &mut ctx);
    let sent = changes(ctx.sent());
    assert_eq!((sent[0].to.as_deref(), sent[0].from.as_deref()), (Some("9"), None));
    assert!(!screen.is_typing());
    sample::act(&mut screen, Action::ItemEdit, &mut ctx);
    type_in(&mut screen, "1 esc", &mut ctx);
    assert!(changes(ctx.sent()).is_empty() && !screen.is_typing());
}

#[test]
fn yes_turns_few_words_are_offered_and_own_entries_are_added_and_removed() {
    let (mut screen, mut ctx) = (at("", "keyboard.by_place"), ctx());
    let turned = changes(sample::act(&mut screen, Action::NavOpen, &mut ctx));
    assert_eq!(turned[0].to.as_deref(), Some("false"));
    let mut screen = at(TEXT, "model.risk");
    let opened = sample::act(&mut screen, Action::NavOpen, &mut ctx);
    let Some(Request::Open(Overlay::Pick(pick), asked)) = opened.last() else { panic!("{opened:?}") };
    assert_eq!((pick.at, pick.items.len()), (2, 3));
    screen.answered(asked, Value::Chosen(crate::tui::kit::overlay::Choice::Entry(0)), &mut ctx);
    let chosen = changes(ctx.sent());
    assert_eq!((chosen[0].from.as_deref(), chosen[0].to.as_deref()), (Some("\"bold\""), Some("\"cautious\"")));
    let mut screen = at(TEXT, "quick_tags.v");
    assert_eq!(screen.hint(Action::SettingReset, &ctx).map(|hint| hint.label), Some("remove".into()));
    let removed = changes(sample::act(&mut screen, Action::SettingReset, &mut ctx));
    assert_eq!((removed[0].from.as_deref(), removed[0].to.as_deref()), (Some("\"vegan\""), None));
    sample::act(&mut screen, Action::ItemAdd, &mut ctx);
    type_in(&mut screen, "g enter", &mut ctx);
    assert!(screen.is_typing(), "a name alone is no entry");
    type_in(&mut screen, "= s k i n enter", &mut ctx);
    let added = changes(ctx.sent());
    assert_eq!((added[0].name.key.as_str(), added[0].to.as_deref()), ("g", Some("\"skin\"")));
    let at_default = at("", "look.theme");
    assert!(matches!(at_default.availability(Action::SettingReset, &ctx), Availability::No(_)));
    assert!(matches!(at_default.availability(Action::ItemAdd, &ctx), Availability::No(_)));
}

#[test]
fn words_narrow_the_list_by_name_comment_and_value() {
    let (mut screen, mut ctx) = (screen(TEXT), ctx());
    let all = screen.list.rows().len();
    sample::act(&mut screen, Action::FilterEdit, &mut ctx);
    type_in(&mut screen, "v e g a n enter", &mut ctx);
    let tables: Vec<&str> = screen.list.rows().iter().map(|setting| setting.name.table.as_str()).collect();
    assert_eq!(tables, ["quick_tags"]);
    assert!(screen.step_back(&mut ctx) && !screen.step_back(&mut ctx));
    assert_eq!(screen.list.rows().len(), all);
}

#[test]
fn looks() {
    let mut ctx = ctx();
    let mut editing = at(TEXT, "tiers.nano");
    sample::act(&mut editing, Action::NavOpen, &mut ctx);
    type_in(&mut editing, "0 0", &mut ctx);
    let mut faulty = SettingsScreen::new();
    let fault = "The file has an error, line 5: [tiers]: the thresholds must rise from nano to mega.";
    faulty.msg(&Msg::Settings(Arc::new(file(TEXT, Some(fault)))), &mut ctx);
    for (name, screen) in
        [("top", screen(TEXT)), ("editing", editing), ("faulty", faulty), ("new", at(TEXT, "quick_tags."))]
    {
        for (width, height) in [(120, 36), (80, 24)] {
            insta::assert_snapshot!(format!("settings_{name}_{width}x{height}"), sample::drawn(&screen, width, height));
        }
        sample::survives_all_sizes(&screen);
    }
    let awful = toml::Value::String(AWFUL.to_owned());
    sample::survives_all_sizes(&screen(&format!("[look]\ntheme = {awful}\n")));
}
