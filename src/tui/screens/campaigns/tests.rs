use crate::tui::kit::Request;
use rstest::rstest;

use super::*;
use crate::domain::Goal;
use crate::proto::WriteCmd;
use crate::proto::query::Slot;
use crate::tui::kit::overlay::{Choice, Form, Overlay};
use crate::tui::kit::{Action, Acts, Availability};
use crate::tui::kit::{Effect, notice::Tone};
use crate::tui::screens::sample;

fn screen(rows: Vec<CampaignRow>) -> CampaignsScreen {
    let mut screen = CampaignsScreen::new();
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(rows));
    screen
}

/// The screen with estimates.
fn told() -> CampaignsScreen {
    let results = sample::told::told_results();
    let mut rows = sample::campaigns();
    rows[0].estimate.clone_from(&results[0].estimate);
    let mut screen = screen(rows);
    sample::feed(&mut screen, Slot::Results, Answer::Results(results));
    screen
}

fn act(screen: &mut CampaignsScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
}

fn opened(requests: &[Request]) -> Form {
    match requests {
        [Request::Open(Overlay::Form(form), _)] => form.clone(),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn the_second_shop_looks(#[case] width: u16, #[case] height: u16) {
    let shop = sample::Shop::Second;
    let results = shop.told_results();
    let mut rows = shop.campaigns();
    rows[0].estimate.clone_from(&results[0].estimate);
    let mut screen = CampaignsScreen::new();
    sample::feed_with(&mut screen, shop.ctx(), Slot::Campaigns, Answer::Campaigns(rows));
    sample::feed_with(&mut screen, shop.ctx(), Slot::Results, Answer::Results(results));
    for name in ["campaigns_told", "campaigns_told_batch"] {
        let drawn = sample::drawn_with(&screen, shop.ctx(), width, height);
        assert!(!drawn.contains('$'), "{drawn}");
        insta::assert_snapshot!(shop.named(&format!("{name}_{width}x{height}")), drawn);
        screen.act(Action::NavDown, 2, &mut shop.ctx());
    }
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
#[case(160, 50)]
fn looks(#[case] width: u16, #[case] height: u16) {
    let mut normal = screen(sample::campaigns());
    insta::assert_snapshot!(format!("campaigns_{width}x{height}"), sample::drawn(&normal, width, height));
    normal.act(Action::NavDown, 3, &mut sample::ctx());
    insta::assert_snapshot!(format!("campaigns_batch_{width}x{height}"), sample::drawn(&normal, width, height));
    let mut told = told();
    insta::assert_snapshot!(format!("campaigns_told_{width}x{height}"), sample::drawn(&told, width, height));
    told.act(Action::NavDown, 2, &mut sample::ctx());
    insta::assert_snapshot!(format!("campaigns_told_batch_{width}x{height}"), sample::drawn(&told, width, height));
    let awful = screen(sample::awful_campaigns());
    insta::assert_snapshot!(format!("campaigns_awful_{width}x{height}"), sample::drawn(&awful, width, height));
    let empty = screen(Vec::new());
    insta::assert_snapshot!(format!("campaigns_empty_{width}x{height}"), sample::drawn(&empty, width, height));
}

#[test]
fn every_size_is_drawn() {
    for rows in [Vec::new(), sample::campaigns(), sample::awful_campaigns()] {
        sample::survives_all_sizes(&screen(rows));
    }
    let mut told = screen(sample::awful_campaigns());
    sample::feed(&mut told, Slot::Results, Answer::Results(sample::told::awful_told_results()));
    sample::survives_all_sizes(&told);
    sample::survives_all_sizes(&CampaignsScreen::new());
}

#[test]
fn a_new_campaign_is_saved_and_the_cursor_goes_to_it() {
    let mut screen = screen(sample::campaigns());
    let asked = act(&mut screen, Action::ItemAdd);
    let mut form = opened(&asked);
    form.fields[0].value = "Body mist".to_owned();
    let requests = sample::answer(&mut screen, &asked, Value::Form(form), &mut sample::ctx());
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCampaign { id: None, .. }]));
    let mut rows = sample::campaigns();
    rows.push(CampaignRow { id: CampaignId(9), ..rows[2].clone() });
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(rows));
    assert_eq!(screen.list.here().map(Item::key), Some(Key::Campaign(CampaignId(9))));
}

#[test]
fn a_form_with_a_fault_comes_back_with_what_was_typed() {
    let mut screen = screen(sample::campaigns());
    let asked = act(&mut screen, Action::ItemAdd);
    let again = sample::answer(&mut screen, &asked, Value::Form(opened(&asked)), &mut sample::ctx());
    let again = opened(&again);
    assert!(again.fields[0].error.is_some());
}

#[test]
fn another_goal_in_the_middle_says_first_what_it_changes() {
    let mut screen = screen(sample::campaigns());
    let asked = act(&mut screen, Action::CampaignEdit);
    let with_goal = |goal: Goal| {
        let mut form = opened(&asked);
        let field = form.fields.iter_mut().find(|field| field.key == "goal").expect("a goal");
        field.value = goal.word().to_owned();
        Value::Form(form)
    };
    let same = sample::answer(&mut screen, &asked, with_goal(Goal::Conversions), &mut sample::ctx());
    assert!(matches!(sample::writes(&same)[..], [WriteCmd::SaveCampaign { .. }]), "{same:?}");
    let question = sample::answer(&mut screen, &asked, with_goal(Goal::Awareness), &mut sample::ctx());
    let [Request::Open(Overlay::Confirm(confirm), _)] = &question[..] else { panic!("{question:?}") };
    for fact in ["from conversions to awareness", "CPM instead of ROAS", "which measure"] {
        assert!(confirm.text.contains(fact), "{}", confirm.text);
    }
    assert_eq!(sample::writes(&question), Vec::<&WriteCmd>::new());
    let saved = sample::answer(&mut screen, &question, Value::Yes, &mut sample::ctx());
    let [WriteCmd::SaveCampaign { fields, .. }] = sample::writes(&saved)[..] else { panic!("{saved:?}") };
    assert_eq!(fields.goal, Goal::Awareness);
    // Before anything has started there is nothing to say.
    let mut planned = sample::campaigns();
    planned[0].batches.iter_mut().for_each(|batch| batch.status = BatchStatus::Planned);
    let mut screen = super::tests::screen(planned);
    let asked = act(&mut screen, Action::CampaignEdit);
    let saved = sample::answer(&mut screen, &asked, with_goal(Goal::Ugc), &mut sample::ctx());
    assert!(matches!(sample::writes(&saved)[..], [WriteCmd::SaveCampaign { .. }]), "{saved:?}");
}

#[test]
fn a_batch_is_planned_chosen_started_and_finished() {
    let mut screen = screen(sample::campaigns());
    assert_eq!(act(&mut screen, Action::BatchNew), [Request::ShowBuilder(CampaignId(1))]);

    screen.act(Action::NavDown, 2, &mut sample::ctx());
    let mut ctx = sample::ctx();
    sample::act(&mut screen, Action::StageNext, &mut ctx);
    ctx.confirmation.confirm();
    let requests = sample::act(&mut screen, Action::StageNext, &mut ctx);
    assert_eq!(sample::writes(&requests), [&WriteCmd::FinishBatch(BatchId(12))]);
    assert!(matches!(screen.availability(Action::BatchChoose, &sample::ctx()), Availability::No(_)));

    act(&mut screen, Action::NavDown);
    let requests = act(&mut screen, Action::StageNext);
    assert!(matches!(&requests[..], [Request::Say(notice)] if notice.tone == Tone::Error), "no creators yet");
    assert_eq!(sample::writes(&act(&mut screen, Action::BatchChoose)), [&WriteCmd::ChooseBatch(BatchId(13))]);

    screen.act(Action::NavDown, 2, &mut sample::ctx());
    assert_eq!(act(&mut screen, Action::StageNext), [], "without a margin the rule can't be judged: asked first");
    let mut campaigns = sample::campaigns();
    campaigns[1].fields.margin_bp = Some(6_000);
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(campaigns));
    let requests = act(&mut screen, Action::StageNext);
    assert_eq!(sample::writes(&requests), [&WriteCmd::StartBatch(BatchId(21))], "{:?}", screen.list.here());
}

#[test]
fn enter_opens_what_is_under_the_cursor() {
    let mut screen = screen(sample::campaigns());
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowResults(CampaignId(1))]);
    act(&mut screen, Action::NavDown);
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowBatch(BatchId(11))]);
    assert_eq!(screen.acts_on(&sample::ctx()), "Batch 1 of Glow Serum spring test");
    assert!(
        matches!(&act(&mut screen, Action::CopySummary)[..], [Request::Effect(Effect::Copy(text))] if text.contains("Batch 2"))
    );
}

#[test]
fn a_refresh_keeps_the_cursor_on_the_same_batch() {
    let mut screen = screen(sample::campaigns());
    screen.act(Action::NavDown, 5, &mut sample::ctx());
    let before = screen.list.here().map(Item::key);
    let mut rows = sample::campaigns();
    rows.reverse();
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(rows));
    assert_eq!(screen.list.here().map(Item::key), before);
}

#[test]
fn niches_say_how_many_candidates_each_has_and_lead_to_them() {
    let mut screen = screen(sample::campaigns());
    let mut ctx = sample::ctx();
    sample::feed(&mut screen, Slot::Niches, Answer::Niches(sample::niches::niches()));
    insta::assert_snapshot!("campaigns_niches_120x36", sample::drawn(&screen, 120, 36));
    let requests = act(&mut screen, Action::FilterTag);
    let [Request::Open(Overlay::Pick(pick), _)] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(pick.items[0].hint, "159 candidates, 31 picked");
    let shown = sample::answer(&mut screen, &requests, Value::Chosen(Choice::Entry(0)), &mut ctx);
    assert_eq!(shown, [Request::ShowFilter("niche:GlassSkin".to_owned())]);
}

#[test]
fn an_older_answer_is_ignored() {
    let mut screen = screen(sample::campaigns());
    let mut ctx = sample::ctx();
    screen.refresh(&mut ctx);
    let old = sample::asked(&ctx.sent(), Slot::Campaigns);
    screen.refresh(&mut ctx);
    let answer = Answer::Campaigns(Vec::new());
    screen.msg(&Msg::Event(crate::proto::Event::QueryDone(Slot::Campaigns, old, answer)), &mut ctx);
    assert_eq!(screen.list.rows().len(), rows(&sample::campaigns()).len());
}

#[test]
fn the_row_survives_a_restart() {
    let mut first = screen(sample::campaigns());
    first.act(Action::NavDown, 2, &mut sample::ctx());
    let kept = first.memory();
    let mut second = CampaignsScreen::new();
    second.recall(&|name| kept.iter().find(|(kept, _)| *kept == name).map(|(_, value)| value.clone()));
    sample::feed(&mut second, Slot::Campaigns, Answer::Campaigns(sample::campaigns()));
    assert_eq!(second.list.here().map(Item::key), Some(Key::Batch(BatchId(12))));
}

#[test]
fn other_screens_lead_to_the_form_of_a_new_campaign() {
    let mut screen = screen(Vec::new());
    let mut ctx = sample::ctx();
    screen.show(&crate::tui::kit::Show::Adding, &mut ctx);
    assert_eq!(opened(&ctx.sent()).fields.len(), opened(&act(&mut screen, Action::ItemAdd)).fields.len());
}
