use crate::tui::kit::{Action, Acts, Availability, Effect, Notice, Request};
use rstest::rstest;

use super::*;
use crate::domain::collaboration::{Decision, Outreach, Product};
use crate::domain::milestone::Milestone;
use crate::domain::record::{self, Kind};
use crate::domain::{AmountState, CollaborationField, CollaborationFields, CostKind, Counts, Goal};
use crate::proto::payment::{PackingLine, PaymentSheet};
use crate::proto::query::Slot;
use crate::proto::tally::TallyCmd;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::{Choice, Form, Overlay};
use crate::tui::screens::sample::{self, told};

fn screen(batch: i64, campaigns: Vec<CampaignRow>, rows: Vec<CollaborationRow>) -> BatchScreen {
    let mut screen = BatchScreen::new();
    screen.turn_to(BatchId(batch));
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(campaigns));
    sample::feed(&mut screen, Slot::Batch, Answer::Batch(BatchId(batch), rows));
    screen
}

fn normal() -> BatchScreen {
    let mut screen = screen(12, sample::campaigns(), sample::collaborations());
    sample::feed(&mut screen, Slot::Results, Answer::Results(sample::told::told_results()));
    screen
}

fn awful() -> BatchScreen {
    let mut rows = sample::collaborations();
    for row in &mut rows {
        row.handle = sample::AWFUL.to_owned();
        row.fields.codes = vec![sample::AWFUL.to_owned(); 3];
        (row.fields.fee, row.fields.product_cost, row.fields.shipping_cost) = (Some(999_999_999_999), None, None);
    }
    screen(12, sample::awful_campaigns(), rows)
}

fn act(screen: &mut BatchScreen, action: Action) -> Vec<Request> {
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
    let mut screen = BatchScreen::new();
    screen.turn_to(BatchId(12));
    sample::feed_with(&mut screen, shop.ctx(), Slot::Campaigns, Answer::Campaigns(shop.campaigns()));
    let rows = shop.collaborations();
    sample::feed_with(&mut screen, shop.ctx(), Slot::Batch, Answer::Batch(BatchId(12), rows));
    screen.act(Action::NavDown, 1, &mut shop.ctx());
    let drawn = sample::drawn_with(&screen, shop.ctx(), width, height);
    assert!(!drawn.contains('$'), "{drawn}");
    insta::assert_snapshot!(shop.named(&format!("batch_{width}x{height}")), drawn);
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    insta::assert_snapshot!(format!("batch_{width}x{height}"), sample::drawn(&normal(), width, height));
    insta::assert_snapshot!(format!("batch_awful_{width}x{height}"), sample::drawn(&awful(), width, height));
    let empty = screen(13, sample::campaigns(), Vec::new());
    insta::assert_snapshot!(format!("batch_empty_{width}x{height}"), sample::drawn(&empty, width, height));
}

#[test]
fn the_estimate_stands_beside_the_judged_rule() {
    let before = sample::drawn(&screen(12, sample::campaigns(), Vec::new()), 200, 50);
    assert!(before.contains("Met so far") && !before.contains("booked again"), "{before}");
    let shown = sample::drawn(&normal(), 200, 50);
    let result = &sample::told::told_results()[0];
    let said = result.batch(BatchId(12)).and_then(|batch| batch.estimate.as_ref()).expect("an estimate");
    let range = crate::words::result_view::estimate::range(said, Currency::USD).expect("a range");
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for fact in [format!("If booked again: ROAS {range} (80% range)"), "chance to beat".to_owned()] {
        assert!(words.contains(&fact), "{fact}: {shown}");
    }
}

#[test]
fn the_figure_of_the_goal_stands_in_the_list_even_where_cells_are_few() {
    for (goal, heads) in
        [(Goal::Awareness, &["CPM"][..]), (Goal::Ugc, &["ASSETS", "PER ASSET"]), (Goal::Conversions, &[])]
    {
        let mut screen = normal();
        let mut campaigns = sample::campaigns();
        campaigns[0].fields.goal = goal;
        sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(campaigns));
        let results = told::judged_by(goal, told::told_results());
        let rows: Vec<_> = screen.creators.rows().iter().map(|row| row.id).collect();
        let told = |id: &CollaborationId| {
            let all = results[0].batches.iter().flat_map(|batch| &batch.creators);
            all.into_iter().any(|creator| creator.collaboration == *id)
        };
        assert!(rows.iter().any(told), "the sample shop knows a result of its batch");
        sample::feed(&mut screen, Slot::Results, Answer::Results(results));
        for (width, all) in [(200, heads), (80, &heads[heads.len().saturating_sub(1)..])] {
            let drawn = sample::drawn(&screen, width, 36);
            for head in all {
                assert!(drawn.contains(head), "{goal:?} at {width}:\n{drawn}");
            }
            if goal != Goal::Conversions {
                let line = drawn.lines().find(|line| line.contains("@glowwithmia ")).expect("a row");
                assert!(line.contains('$'), "{line}");
            }
        }
        let text = act(&mut screen, Action::CopySummary);
        assert!(heads.iter().all(|head| format!("{text:?}").contains(head)), "{text:?}");
    }
}

#[test]
fn every_size_is_drawn() {
    for screen in [normal(), awful(), BatchScreen::new()] {
        sample::survives_all_sizes(&screen);
    }
}

#[test]
fn a_collaboration_survives_its_form() {
    let mut screen = normal();
    let asked = act(&mut screen, Action::ItemEdit);
    let mut form = opened(&asked);
    assert_eq!(form.text("fee"), "220");
    let requests = sample::answer(&mut screen, &asked, Value::Form(form.clone()), &mut sample::ctx());
    let expected = sample::collaborations().remove(0);
    let fields = Box::new(expected.fields);
    assert_eq!(sample::writes(&requests), [&WriteCmd::SaveCollaboration { id: expected.id, fields }]);

    form.fields.iter_mut().find(|field| field.key == "post_url").expect("a field").value =
        "tiktok, last week".to_owned();
    let again = opened(&sample::answer(&mut screen, &asked, Value::Form(form), &mut sample::ctx()));
    assert!(again.fields.iter().any(|field| field.key == "post_url" && field.error.is_some()));
}

#[test]
fn every_fact_of_a_collaboration_is_typed_into_the_form_and_stands_there_again() {
    for field in CollaborationField::ALL {
        let typed = match (field.key(), field.fact().kind) {
            ("link" | "post_url", _) => "https://shop.example.com/?a=1",
            ("pay_terms", _) => "net 30 from invoiced",
            ("deliverables", _) => "2 videos, 1 story",
            ("book_again", _) => "yes",
            (_, Kind::Word | Kind::Code | Kind::Lines | Kind::Prose) => "DHL Express",
            (_, Kind::Count) => "12.4k",
            (_, Kind::Percent) => "4.5",
            (_, Kind::Share) => "12.5",
            (_, Kind::Money) => "$150.50",
            (_, Kind::Day) => "9 mar",
            (_, Kind::List) => "GLOW10, GLOW20",
            (_, Kind::Window) => "9 mar to 20 mar",
        };
        let mut rows = sample::collaborations();
        rows[0].fields = CollaborationFields::default();
        let mut screen = self::screen(12, sample::campaigns(), rows.clone());
        let asked = act(&mut screen, Action::ItemEdit);
        let mut form = opened(&asked);
        form.fields.iter_mut().find(|slot| slot.key == field.key()).expect("a field").value = typed.to_owned();
        let requests = sample::answer(&mut screen, &asked, Value::Form(form), &mut sample::ctx());
        let [WriteCmd::SaveCollaboration { fields, .. }] = &sample::writes(&requests)[..] else { panic!("{field:?}") };
        assert_eq!(record::changed(&rows[0].fields, fields), [*field]);

        // What is known stands in the form as it can be typed again.
        rows[0].fields = (**fields).clone();
        let mut again = self::screen(12, sample::campaigns(), rows);
        let asked = act(&mut again, Action::ItemEdit);
        let form = opened(&asked);
        let requests = sample::answer(&mut again, &asked, Value::Form(form), &mut sample::ctx());
        let [WriteCmd::SaveCollaboration { fields: kept, .. }] = &sample::writes(&requests)[..] else {
            panic!("{field:?}")
        };
        assert_eq!(kept, fields, "{field:?}");
    }
}

#[test]
fn the_next_stage_is_refused_with_a_sentence_or_written() {
    let mut campaigns = sample::campaigns();
    campaigns[0].batches[1].fields.ends_on = Some(sample::ctx().today);
    let mut running = screen(12, campaigns, sample::collaborations());
    assert_eq!(sample::writes(&act(&mut running, Action::StageNext)), [&WriteCmd::FinishBatch(BatchId(12))]);
    let mut empty = screen(13, sample::campaigns(), Vec::new());
    assert!(
        matches!(&act(&mut empty, Action::StageNext)[..], [Request::Say(Notice { text, .. })] if text.contains("3 to 10"))
    );
    let mut campaigns = sample::campaigns();
    let mut unmeasured = screen(21, campaigns.clone(), sample::collaborations());
    assert_eq!(act(&mut unmeasured, Action::StageNext), [], "without a margin the rule can't be judged: asked first");
    campaigns[1].fields.margin_bp = Some(6_000);
    let mut planned = screen(21, campaigns, sample::collaborations());
    assert_eq!(sample::writes(&act(&mut planned, Action::StageNext)), [&WriteCmd::StartBatch(BatchId(21))]);
}

#[test]
fn a_batch_before_its_end_or_just_started_is_finished_by_a_second_press_only() {
    for (ends_in, starts_today) in [(Some(17), true), (Some(17), false), (None, true), (Some(-1), true)] {
        let mut ctx = sample::ctx();
        let mut campaigns = sample::campaigns();
        let batch = &mut campaigns[0].batches[1];
        batch.fields.ends_on = ends_in.map(|days| ctx.today + chrono::Duration::days(days));
        batch.starts_on = Some(if starts_today { ctx.today } else { ctx.today - chrono::Duration::days(9) });
        let mut screen = screen(12, campaigns, sample::collaborations());
        let first = sample::act(&mut screen, Action::StageNext, &mut ctx);
        assert!(sample::writes(&first).is_empty() && ctx.confirmation.is_asking(), "{ends_in:?} {starts_today}");
        assert!(ctx.confirmation.question().is_some_and(|asked| asked.contains("Batch 2")));
        ctx.confirmation.confirm();
        let second = sample::act(&mut screen, Action::StageNext, &mut ctx);
        assert_eq!(sample::writes(&second), [&WriteCmd::FinishBatch(BatchId(12))]);
    }
}

#[test]
fn at_every_width_a_column_stands_whole_or_not_at_all() {
    let mut rows = sample::collaborations();
    for row in &mut rows {
        row.handle = "ana".to_owned();
        row.fields.codes = vec!["BARRIERWITHLULU10".to_owned()];
        row.fields.posted_on = Some(sample::day(11, 15));
    }
    let screen = screen(12, sample::campaigns(), rows);
    for width in 30..=160 {
        let drawn = sample::drawn(&screen, width, 24);
        let line = drawn.lines().find(|line| line.contains("@ana")).expect("a row");
        assert!(!line.contains('…'), "{width}: {line}");
    }
    let wide = sample::drawn(&screen, 120, 36);
    assert!(wide.contains("BARRIERWITHLULU10") && wide.contains("Nov 15"), "{wide}");
}

#[test]
fn keys_act_on_the_creator_under_the_cursor() {
    let mut screen = normal();
    act(&mut screen, Action::NavDown);
    assert_eq!(screen.acts_on(&sample::ctx()), "@skinbysofi");
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowCollaboration(CollaborationId(2))]);
    assert_eq!(act(&mut screen, Action::CreatorOpen), [Request::ShowPage(crate::domain::CreatorId(20))]);
    let requests = act(&mut screen, Action::BatchAdd);
    assert_eq!(sample::writes(&requests), [&WriteCmd::RemoveFromBatch(vec![CollaborationId(2)])]);
    assert_eq!(
        act(&mut screen, Action::LinkOpen),
        [Request::Effect(Effect::OpenLink("https://www.tiktok.com/@skinbysofi".to_owned()))]
    );
}

/// What the list of steps answers for a step, on a day.
fn step(asked: &[Request], milestone: Milestone, day: chrono::NaiveDate) -> Value {
    let [Request::Open(Overlay::Pick(pick), _)] = asked else { panic!("a list of steps: {asked:?}") };
    let at = Milestone::all().iter().position(|known| *known == milestone).expect("a step");
    assert_eq!((pick.items.len(), pick.items[at].label.as_str()), (Milestone::all().len(), milestone.word()));
    Value::Dated(Choice::Entry(at), day)
}

#[test]
fn a_step_is_logged_for_the_creator_under_the_cursor_or_for_the_marked_ones() {
    let (mut screen, day) = (normal(), sample::day(3, 9));
    act(&mut screen, Action::NavDown);
    let asked = act(&mut screen, Action::StagePick);
    let shipped = Milestone::Parcel(Product::Shipped);
    let requests = sample::answer(&mut screen, &asked, step(&asked, shipped, day), &mut sample::ctx());
    let (ids, milestone) = (vec![CollaborationId(2)], shipped);
    assert_eq!(sample::writes(&requests), [&WriteCmd::PassMilestone { ids, milestone, day }]);

    act(&mut screen, Action::MarkToggle);
    act(&mut screen, Action::MarkExtendDown);
    assert_eq!(screen.acts_on(&sample::ctx()), "a range of 2 (3 with the marks)");
    let asked = act(&mut screen, Action::StagePick);
    let drops = Milestone::Decision(Decision::Drop);
    let requests = sample::answer(&mut screen, &asked, step(&asked, drops, day), &mut sample::ctx());
    let ids = [2, 3, 4].map(CollaborationId).to_vec();
    assert_eq!(sample::writes(&requests), [&WriteCmd::PassMilestone { ids, milestone: drops, day }]);
    assert_eq!(screen.acts_on(&sample::ctx()), "@noorglow", "the marks are done with");
}

#[test]
fn verbs_on_creators_act_on_the_marked_ones() {
    let mut screen = normal();
    act(&mut screen, Action::MarkAll);
    assert_eq!(screen.acts_on(&sample::ctx()), "5 marked");
    let target = || Target::Ids([10, 20, 30, 40, 50].map(CreatorId).into());
    let requests = act(&mut screen, Action::Rate(4));
    assert_eq!(sample::writes(&requests), [&WriteCmd::Rate { target: target(), stars: 4 }]);
    let Availability::No(why) = screen.availability(Action::ItemEdit, &sample::ctx()) else { panic!("one form") };
    assert!(why.contains("Clear the marks"), "{why}");
    let asked = act(&mut screen, Action::NoteAdd);
    let note = Value::Text("asks for more".to_owned());
    let requests = sample::answer(&mut screen, &asked, note, &mut sample::ctx());
    assert_eq!(sample::writes(&requests), [&WriteCmd::AddNote { target: target(), text: "asks for more".to_owned() }]);
    let requests = act(&mut screen, Action::BatchAdd);
    let ids = [1, 2, 3, 4, 5].map(CollaborationId).to_vec();
    assert_eq!(sample::writes(&requests), [&WriteCmd::RemoveFromBatch(ids)]);
    assert!(!screen.step_back(&mut sample::ctx()), "the marks are done with");
}

#[test]
fn removing_more_than_twenty_asks_first() {
    let one = sample::collaborations().remove(0);
    let rows = (1..=21).map(|id| CollaborationRow { id: CollaborationId(id), creator: CreatorId(id), ..one.clone() });
    let mut screen = screen(12, sample::campaigns(), rows.collect());
    act(&mut screen, Action::MarkAll);
    let mut ctx = sample::ctx();
    assert!(sample::writes(&sample::act(&mut screen, Action::BatchAdd, &mut ctx)).is_empty());
    assert!(ctx.confirmation.is_asking());
}

/// The screen on a batch of a campaign with so much left for offers, with the fee of its first creator offered.
fn with_room(room_minor: i64) -> BatchScreen {
    let mut campaigns = sample::campaigns();
    let budget = &mut campaigns[0].budget;
    budget.limit_minor = Some(budget.committed_minor() + room_minor);
    budget.offered_minor = 0;
    let mut rows = sample::collaborations();
    rows[0].amounts.retain(|amount| amount.kind == CostKind::Fee);
    rows[0].amounts[0].state = AmountState::Offered;
    screen(12, campaigns, rows)
}

#[test]
fn a_fee_over_the_budget_is_asked_about_with_the_amount_before_it_is_saved() {
    for (fee, over) in [("319", None), ("340", Some("$20.00 over its budget")), ("100", None)] {
        let mut screen = with_room(10_000);
        let asked = act(&mut screen, Action::ItemEdit);
        let mut form = opened(&asked);
        form.fields.iter_mut().find(|field| field.key == "fee").expect("a field").value = fee.to_owned();
        let requests = sample::answer(&mut screen, &asked, Value::Form(form), &mut sample::ctx());
        let Some(over) = over else {
            assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCollaboration { .. }]), "{fee}");
            continue;
        };
        let [Request::Open(Overlay::Confirm(confirm), _)] = &requests[..] else { panic!("{requests:?}") };
        assert!(confirm.text.contains(over) && confirm.text.ends_with("Save anyway?"), "{}", confirm.text);
        let requests = sample::answer(&mut screen, &requests, Value::Yes, &mut sample::ctx());
        assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCollaboration { .. }]), "{fee}");
    }
}

#[test]
fn agreeing_over_the_budget_is_asked_about_and_an_unknown_budget_says_nothing() {
    let agree = |screen: &mut BatchScreen| {
        let asked = act(screen, Action::StagePick);
        let agreed = step(&asked, Milestone::Talk(Outreach::Agreed), sample::day(3, 9));
        sample::answer(screen, &asked, agreed, &mut sample::ctx())
    };
    let mut tight = with_room(10_000);
    let requests = agree(&mut tight);
    let [Request::Open(Overlay::Confirm(confirm), _)] = &requests[..] else { panic!("{requests:?}") };
    assert!(
        confirm.text.contains("$120 over its budget") && confirm.text.ends_with("Agree anyway?"),
        "{}",
        confirm.text
    );
    let mut roomy = with_room(22_000);
    assert!(matches!(sample::writes(&agree(&mut roomy))[..], [WriteCmd::PassMilestone { .. }]));
    let mut campaigns = sample::campaigns();
    campaigns[0].budget.limit_minor = None;
    let mut unknown = screen(12, campaigns, sample::collaborations());
    assert!(matches!(sample::writes(&agree(&mut unknown))[..], [WriteCmd::PassMilestone { .. }]));
}

#[test]
fn batch_and_campaign_are_edited_where_they_are_looked_at() {
    let mut screen = normal();
    let asked = act(&mut screen, Action::BatchEdit);
    let mut form = opened(&asked);
    assert_eq!((form.text("creators"), form.text("level")), ("4", "break-even"));
    form.fields[0].value = "First".to_owned();
    let requests = sample::answer(&mut screen, &asked, Value::Form(form), &mut sample::ctx());
    let [WriteCmd::SaveBatch { id: Some(BatchId(12)), fields }] = sample::writes(&requests)[..] else {
        panic!("{requests:?}")
    };
    assert_eq!((fields.name.as_str(), fields.rule), ("First", sample::campaigns()[0].batches[1].fields.rule));
    let asked = act(&mut screen, Action::CampaignEdit);
    let form = opened(&asked);
    let requests = sample::answer(&mut screen, &asked, Value::Form(form), &mut sample::ctx());
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCampaign { id: Some(_), .. }]));
}

#[test]
fn adding_opens_the_picks_or_all_creators() {
    let mut ctx = sample::ctx();
    ctx.counts.all = 10;
    let to_pick = sample::act(&mut normal(), Action::ItemAdd, &mut ctx);
    assert!(matches!(&to_pick[..], [Request::Go(crate::tui::kit::Place::Creators), Request::Say(_)]));
    ctx.counts.picked = 4;
    let picked = sample::act(&mut normal(), Action::ItemAdd, &mut ctx);
    assert!(matches!(&picked[..], [Request::ShowFilter(filter), Request::Say(_)] if filter == "status:picked"));
}

#[test]
fn a_collaboration_of_a_creator_leads_to_that_creator() {
    let mut screen = normal();
    let last = screen.creators.rows().last().map(|row| row.creator).expect("a row");
    screen.show(&Show::Booking(BatchId(12), last), &mut sample::ctx());
    sample::feed(&mut screen, Slot::Batch, Answer::Batch(BatchId(12), sample::collaborations()));
    assert_eq!(screen.creators.here().map(|row| row.creator), Some(last));
}

#[test]
fn a_refresh_keeps_the_cursor_on_the_same_creator() {
    let mut screen = normal();
    screen.act(Action::NavDown, 3, &mut sample::ctx());
    let mut rows = sample::collaborations();
    rows.remove(0);
    sample::feed(&mut screen, Slot::Batch, Answer::Batch(BatchId(12), rows));
    assert_eq!(screen.acts_on(&sample::ctx()), "@noorglow");
    assert!(screen.creators.is_known());
}

#[test]
fn clicks_are_typed_for_a_day_or_in_total() {
    let (mut screen, day) = (normal(), sample::day(3, 9));
    let asked = act(&mut screen, Action::ClicksAdd);
    let [Request::Open(Overlay::Form(form), _)] = &asked[..] else { panic!("a form: {asked:?}") };
    let fill = |values: &[(&str, &str)]| {
        let mut form = form.clone();
        for (key, value) in values {
            form.fields.iter_mut().find(|field| field.key == *key).expect("a field").value = (*value).to_owned();
        }
        Value::Form(form)
    };
    let answer = |screen: &mut BatchScreen, values: &[(&str, &str)]| {
        sample::answer(screen, &asked, fill(values), &mut sample::ctx())
    };
    let id = CollaborationId(1);
    let requests = answer(&mut screen, &[("count", "1.2k"), ("day", "2026-03-09")]);
    let typed = TallyCmd::Clicks { id, clicks: 1_200, day, is_total: false };
    assert_eq!(sample::writes(&requests), [&WriteCmd::Tally(typed)]);
    let requests = answer(&mut screen, &[("count", "40"), ("kind", "in total so far")]);
    let typed = TallyCmd::Clicks { id, clicks: 40, day: sample::ctx().today, is_total: true };
    assert_eq!(sample::writes(&requests), [&WriteCmd::Tally(typed)]);
    for wrong in [&[("count", "")][..], &[("count", "x")], &[("count", "4"), ("day", "2030-01-01")]] {
        let requests = answer(&mut screen, wrong);
        assert!(sample::writes(&requests).is_empty(), "{wrong:?}: {requests:?}");
    }
    act(&mut screen, Action::MarkAll);
    let Availability::No(why) = screen.availability(Action::ClicksAdd, &sample::ctx()) else { panic!("one count") };
    assert!(why.contains("Clear the marks"), "{why}");
}

#[test]
fn conversions_are_typed_where_the_campaign_counts_them() {
    let mut screen = normal();
    let Availability::No(why) = screen.availability(Action::ConversionsAdd, &sample::ctx()) else { panic!("orders") };
    assert!(why.contains("counts orders"), "{why}");
    let mut campaigns = sample::campaigns();
    campaigns[0].fields.counts = Counts::SignUps;
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(campaigns));
    let asked = act(&mut screen, Action::ConversionsAdd);
    let [Request::Open(Overlay::Form(form), _)] = &asked[..] else { panic!("a form: {asked:?}") };
    assert_eq!(form.fields[0].label, "Sign-ups");
}

#[test]
fn a_post_before_its_parcel_is_asked_about_and_logged_only_when_it_is_meant() {
    let mut rows = sample::collaborations();
    rows[1].fields.shipped_on = chrono::NaiveDate::from_ymd_opt(2026, 3, 9);
    rows[1].fields.posted_on = None;
    let id = rows[1].id;
    let mut screen = screen(12, sample::campaigns(), rows);
    act(&mut screen, Action::NavDown);
    let asked = act(&mut screen, Action::StagePick);
    let steps = Milestone::all();
    let posted = Milestone::Content(crate::domain::collaboration::Content::Posted);
    let at = steps.iter().position(|step| *step == posted).expect("the step");
    for (day, is_early) in [(8, true), (10, false)] {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let value = Value::Dated(Choice::Entry(at), day);
        let asked = sample::answer(&mut screen, &asked, value, &mut sample::ctx());
        let expected = WriteCmd::PassMilestone { ids: vec![id], milestone: posted, day };
        if !is_early {
            assert_eq!(sample::writes(&asked), [&expected]);
            continue;
        }
        let [Request::Open(Overlay::Confirm(confirm), _)] = asked.as_slice() else { panic!("{asked:?}") };
        assert!(confirm.text.contains("before the parcel"), "{}", confirm.text);
        let written = sample::answer(&mut screen, &asked, Value::Yes, &mut sample::ctx());
        assert_eq!(sample::writes(&written), [&expected]);
    }
}

#[test]
fn a_packing_list_is_of_the_batch_or_of_the_marked_creators() {
    let mut rows = sample::collaborations();
    for row in rows.iter_mut().skip(2) {
        let line = PackingLine { handle: row.handle.clone(), ..PackingLine::default() };
        row.parcel = Some(line);
    }
    let mut screen = screen(12, sample::campaigns(), rows);
    let packed = |screen: &mut BatchScreen| match &act(screen, Action::PackingWrite)[..] {
        [Request::Effect(Effect::WriteSheet(sheet))] => match &**sheet {
            PaymentSheet::Packing(lines) => lines.iter().map(|line| line.handle.clone()).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(packed(&mut screen), ["dermdaily.jo", "noorglow", "lena.routine"]);
    act(&mut screen, Action::NavBottom);
    act(&mut screen, Action::MarkToggle);
    assert_eq!(packed(&mut screen), ["lena.routine"]);
    let none = normal();
    assert!(matches!(none.availability(Action::PackingWrite, &sample::ctx()), Availability::No(_)));
}
