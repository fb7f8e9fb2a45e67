//! Made-up data and a small stage for the tests of the screens.

pub(crate) mod doubts;
pub(crate) mod niches;
mod odds;
mod sent;
mod shop;
pub(crate) mod told;
mod tracked;

pub(crate) use odds::odds;
pub(crate) use sent::{act, act_times, answer};
pub(crate) use shop::Shop;
pub(crate) use tracked::{awful_results, results};

use chrono::NaiveDate;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use crate::domain::day::Calendar;
use crate::domain::success_rule::{RuleMeasure, Tracked};
use crate::domain::{
    AmountState, BatchId, BatchStatus, Budget, CampaignId, CollaborationFields, CollaborationId, CostKind, Counts,
    CreatorId, Currency, Goal, Judgement, OpId, Ruling, SuccessRule, TierBorders,
};
use crate::proto::command::{BatchFields, CampaignFields};
use crate::proto::event::{Event, Generation};
use crate::proto::history::{Origin, StepRow};
use crate::proto::post::ReadingRecord;
use crate::proto::query::{Answer, Slot};
use crate::proto::row::{AmountRow, BatchPlan, BatchRow, CampaignRow, CollaborationRow};
use crate::tui::kit::effect::Effect;
use crate::tui::kit::overlay::{Choice, Overlay, Value};
use crate::tui::kit::{Asked, Ctx, Msg, Request, Screen};
use crate::tui::look::{SizeClass, Theme, text};

/// Text that breaks careless screens.
pub(crate) const AWFUL: &str =
    "👩‍👩‍👧‍👦 Дмитрий \u{202e}日本コスメ\u{1b}[31m e\u{301}\u{302}\u{303}\u{304} a very long name that goes on and on and on";

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

pub(crate) fn ctx() -> Ctx {
    // Wednesday 11 march 2026, 12:00.
    Ctx::new(1_773_230_400_000, Calendar::day_first(day(3, 11)), TierBorders::default(), Currency::USD, false)
}

/// Draws a screen into a window of this size, less the lines that the app keeps for tabs and hints.
pub(crate) fn drawn(screen: &dyn Screen, width: u16, height: u16) -> String {
    drawn_with(screen, ctx(), width, height)
}

/// Draws a screen as [`drawn`] does, with what the app knows.
pub(crate) fn drawn_with(screen: &dyn Screen, mut ctx: Ctx, width: u16, height: u16) -> String {
    ctx.size = SizeClass::of(Rect::new(0, 0, width, height));
    let height = height.saturating_sub(4).max(1);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    terminal.draw(|frame| screen.draw(frame, frame.area(), &ctx, Theme::default())).expect("a frame");
    let buffer = terminal.backend().buffer();
    let lines = (0..height).map(|y| {
        let mut line = String::new();
        let mut x = 0;
        while x < width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(text::width(symbol).max(1)).expect("narrow");
        }
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Draws a screen at very many sizes, also inside a larger window.
pub(crate) fn survives_all_sizes(screen: &dyn Screen) {
    for width in (1..=220).step_by(17).chain([39, 40, 59, 60, 79, 80, 109, 110, 149, 150, 220]) {
        for height in (1..=70).step_by(9).chain([2, 3, 5, 8, 12]) {
            drawn(screen, width, height + 4);
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(30, 10)).expect("a terminal");
    let beyond = Rect::new(5, 5, 90, 40);
    terminal.draw(|frame| screen.draw(frame, beyond, &ctx(), Theme::mono())).expect("a frame");
}

/// The generation under which a screen asked a slot last.
pub(crate) fn asked(requests: &[Request], slot: Slot) -> Generation {
    let found = requests.iter().rev().find_map(|request| match request {
        Request::Effect(Effect::Ask(generation, query)) if query.slot() == slot => Some(*generation),
        _ => None,
    });
    found.expect("the screen asks")
}

/// Enters a screen and answers its query.
pub(crate) fn feed(screen: &mut dyn Screen, slot: Slot, answer: Answer) -> Vec<Request> {
    feed_with(screen, ctx(), slot, answer)
}

/// Does as [`feed`] does, with what the app knows.
pub(crate) fn feed_with(screen: &mut dyn Screen, mut ctx: Ctx, slot: Slot, answer: Answer) -> Vec<Request> {
    screen.refresh(&mut ctx);
    let generation = asked(&ctx.sent(), slot);
    screen.msg(&Msg::Event(Event::QueryDone(slot, generation, answer)), &mut ctx);
    ctx.sent()
}

/// The commands among requests.
pub(crate) fn writes(requests: &[Request]) -> Vec<&crate::proto::WriteCmd> {
    let command = |request| match request {
        &Request::Effect(Effect::Write(_, ref command)) => Some(command),
        _ => None,
    };
    requests.iter().filter_map(command).collect()
}

pub(crate) fn campaign_fields(name: &str) -> CampaignFields {
    CampaignFields {
        name: name.to_owned(),
        product: "Glow Serum 30 ml".to_owned(),
        question: "Can micro skincare creators sell the $37 serum at ROAS 1.7 or better?".to_owned(),
        goal: Goal::Conversions,
        niches: ["GlassSkin", "SkinTok", "FitnessOver40"].map(str::to_owned).to_vec(),
        currency: Currency::USD,
        budget_minor: Some(500_000),
        margin_bp: Some(6_000),
        target_roas_e4: None,
        brief: "Show the texture; the words are theirs.".to_owned(),
        starts_on: Some(day(3, 2)),
        ends_on: Some(day(4, 30)),
        counts: Counts::Orders,
        conversion_minor: None,
        lead_days: None,
    }
}

pub(crate) fn batch(id: i64, campaign: i64, status: BatchStatus, creators: i64, money: (i64, i64)) -> BatchRow {
    BatchRow {
        id: BatchId(id),
        fields: BatchFields {
            campaign: CampaignId(campaign),
            name: format!("Batch {}", id % 10),
            rule: (id % 10 != 3)
                .then(|| SuccessRule::proposed(Goal::Conversions, usize::try_from(creators).unwrap_or(0))),
            success_rule: String::new(),
            ends_on: (id % 10 != 3).then(|| day(3, 10 + u32::try_from(id % 10).expect("small") * 5)),
        },
        status,
        imported: false,
        rule_set_on: None,
        judged: (status != BatchStatus::Planned).then(|| judgement(status == BatchStatus::Finished, creators)),
        starts_on: (status != BatchStatus::Planned).then(|| day(3, 2)),
        creators,
        spend_minor: money.0,
        revenue_minor: money.1,
        budget: Budget { paid_minor: money.0, offered_minor: money.0 / 4, ..Budget::default() },
        current: id % 10 == 2,
        plan: BatchPlan::default(),
    }
}

/// A rule that was missed, or that is met so far.
fn judgement(is_over: bool, creators: i64) -> Judgement {
    Judgement {
        ruling: if is_over { Ruling::Missed } else { Ruling::MetSoFar },
        needed: 4,
        reached: if is_over {
            Vec::new()
        } else {
            ["glowwithmia", "skinbysofi", "dermdaily.jo", "noorglow"].map(str::to_owned).to_vec()
        },
        can_still: if is_over { 0 } else { 3 },
        creators,
        measure: RuleMeasure::Roas,
        goal: Goal::Conversions,
        tracked: Some(Tracked::Roas { e4: if is_over { 11_461 } else { 22_300 }, orders: 98 }),
        orders: 98,
        ends_on: Some(day(3, 20)),
        waits_for_orders_after: None,
    }
}

pub(crate) fn campaigns() -> Vec<CampaignRow> {
    let row = |id, name: &str, batches: Vec<BatchRow>| CampaignRow {
        id: CampaignId(id),
        fields: campaign_fields(name),
        spend_minor: batches.iter().map(|batch| batch.spend_minor).sum(),
        revenue_minor: batches.iter().map(|batch| batch.revenue_minor).sum(),
        orders: 127,
        budget: Budget {
            limit_minor: Some(500_000),
            offered_minor: 60_000,
            agreed_minor: 40_000,
            paid_minor: batches.iter().map(|batch| batch.spend_minor).sum::<i64>().saturating_sub(40_000).max(0),
            ..Budget::default()
        },
        batches,
        estimate: None,
    };
    let mut lip = row(2, "Lip Oil micro test", vec![batch(21, 2, BatchStatus::Planned, 5, (0, 0))]);
    lip.fields.niches.truncate(1);
    lip.fields.margin_bp = None;
    let mut set = row(3, "Holiday gift set", Vec::new());
    set.fields = CampaignFields { name: set.fields.name, ..campaign_fields("") };
    set.fields.budget_minor = None;
    set.budget = Budget::default();
    set.fields.question = String::new();
    vec![
        row(
            1,
            "Glow Serum spring test",
            vec![
                batch(11, 1, BatchStatus::Finished, 5, (89_000, 102_000)),
                batch(12, 1, BatchStatus::Running, 8, (163_900, 365_500)),
                batch(13, 1, BatchStatus::Planned, 0, (0, 0)),
            ],
        ),
        lip,
        set,
    ]
}

pub(crate) fn awful_campaigns() -> Vec<CampaignRow> {
    let mut rows = campaigns();
    for row in &mut rows {
        row.fields.name = AWFUL.to_owned();
        row.fields.question = AWFUL.repeat(3);
        row.fields.niches = vec![AWFUL.to_owned(); 9];
        row.fields.brief = AWFUL.repeat(9);
        row.fields.currency = "CLP".parse().expect("a currency");
        row.spend_minor = 1_234_567_890;
        for batch in &mut row.batches {
            batch.fields.name = AWFUL.to_owned();
            batch.fields.success_rule = AWFUL.to_owned();
            batch.fields.rule = None;
        }
    }
    rows
}

pub(crate) fn collaborations() -> Vec<CollaborationRow> {
    let rows = [
        ("glowwithmia", 33_700, 22_000, "Results", "GLOWMIA", Some(41_200)),
        ("skinbysofi", 12_100, 9_000, "Posted", "SOFI10", None),
        ("dermdaily.jo", 47_900, 25_000, "Shipped", "JO15", None),
        ("noorglow", 8_300, 0, "Agreed", "", None),
        ("lena.routine", 15_000, 8_000, "Contacted", "", None),
    ];
    let rows = rows.into_iter().zip(1..).map(|((handle, followers, fee, stage, code, views), id)| CollaborationRow {
        id: CollaborationId(id),
        creator: CreatorId(id * 10),
        handle: handle.to_owned(),
        platform: crate::domain::Platform::TikTok,
        followers: Some(followers),
        stage: stage.to_owned(),
        tracks: crate::domain::collaboration::Tracks::default(),
        fields: CollaborationFields {
            fee: Some(fee).filter(|fee| *fee > 0),
            product_cost: Some(1_200),
            shipping_cost: Some(450),
            commission: (id == 1).then_some(1_000),
            codes: if code.is_empty() { Vec::new() } else { vec![code.to_owned()] },
            post_url: if views.is_some() {
                "https://www.tiktok.com/@glowwithmia/video/1".to_owned()
            } else {
                String::new()
            },
            posted_on: views.map(|_| day(3, 6)),
            views,
            likes: views.map(|views| views / 12),
            contacted_on: Some(day(2, 24)),
            ..CollaborationFields::default()
        },
        counts: ReadingRecord { views, likes: views.map(|views| views / 12), ..ReadingRecord::default() },
        amounts: [(CostKind::Fee, fee), (CostKind::Product, 1_200), (CostKind::Shipping, 450)]
            .into_iter()
            .filter(|(_, minor)| *minor > 0)
            .map(|(kind, minor)| AmountRow {
                kind,
                minor,
                paid_minor: 0,
                state: match stage {
                    "Contacted" | "Agreed" => AmountState::Offered,
                    _ => AmountState::stated(kind, true),
                },
                day: day(2, 24),
            })
            .collect(),
        parcel: None,
    });
    rows.collect()
}

/// How long ago the window of the made-up shop was opened, minutes.
pub(crate) const OPENED_AGO_MIN: i64 = 30;

pub(crate) fn steps() -> Vec<StepRow> {
    let opened = |ago_min: i64| ctx().now_ms - ago_min * 60_000;
    let step = |op, label: &str, ago_min: i64, origin| StepRow {
        op: OpId(op),
        label: label.to_owned(),
        made_at: opened(ago_min),
        origin,
        undone: false,
        undone_by: None,
        undoes: None,
    };
    let here = Origin::Window(opened(OPENED_AGO_MIN));
    let other = opened(95);
    vec![
        StepRow { undone: true, ..step(11, "Rated @glowwithmia 4 stars", 1, here.clone()) },
        step(10, "Tagged 187 of 200 creators with vip, 13 already had it", 3, here.clone()),
        StepRow { undoes: Some(OpId(8)), ..step(9, "Undid \"Picked @glowwithmia\"", 20, here) },
        StepRow { undone: true, undone_by: Some(OpId(9)), ..step(8, "Picked @glowwithmia", 45, Origin::Window(other)) },
        step(7, "Started Batch 2 of Glow Serum spring test", 50, Origin::Command("start".to_owned())),
        step(6, "Imported march list.csv: 431 new, 152 updated", 60 * 26, Origin::Import(other - 60 * 26 * 60_000)),
        step(5, "Added campaign Glow Serum spring test", 60 * 24 * 9, Origin::Unknown),
    ]
}

pub(crate) fn last_posts() -> Vec<crate::proto::row::LastPost> {
    let posts = [
        (9, "3 moisturisers that did nothing for me (and the one that did)", 31_000),
        (8, "reading the label so you do not have to, part 14", 22_900),
        (6, "answering: is glass skin just grease?", 39_200),
        (5, "", 14_000),
        (3, AWFUL, 18_300),
        (1, "", 9_100),
    ];
    let post = |(on, caption, views): (u32, &str, i64)| crate::proto::row::LastPost {
        posted_on: Some(day(3, on)),
        caption: caption.to_owned(),
        views: Some(views),
    };
    posts.map(post).to_vec()
}

/// A creator with nothing but an account.
pub(crate) fn creator_row() -> crate::proto::row::CreatorRow {
    let handle = crate::domain::Handle::parse("mia.glow").expect("a handle");
    crate::proto::row::CreatorRow {
        id: CreatorId(1),
        fields: crate::domain::creator::CreatorFields::new(crate::domain::Platform::TikTok, handle),
        tags: Vec::new(),
        verdict: crate::domain::Verdict::New,
        reason: String::new(),
        snoozed_until: None,
        rating: 0,
        do_not_contact: false,
        added_on: day(3, 1),
        updated_at: 0,
        standing: crate::proto::row::Standing::default(),
        odds: None,
        likeness: None,
        totals: crate::proto::row::CreatorTotals::default(),
    }
}

/// An overlay that a screen opened: what it asks, and the labels of its entries.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    pub(crate) asked: Asked,
    labels: Vec<String>,
}

impl Opened {
    pub(crate) fn new(overlay: &Overlay, asked: &Asked) -> Self {
        Self { asked: asked.clone(), labels: labels(overlay) }
    }

    /// The entry with this label, or a new one called so.
    pub(crate) fn choice(&self, label: &str) -> Choice {
        let at = self.labels.iter().position(|known| known == label);
        at.map_or_else(|| Choice::Made(label.to_owned()), Choice::Entry)
    }

    /// Entries switched on and off.
    pub(crate) fn switched(&self, add: &[&str], remove: &[&str]) -> Value {
        let choices = |labels: &[&str]| labels.iter().map(|label| self.choice(label)).collect();
        Value::Switched { add: choices(add), remove: choices(remove) }
    }
}

/// What the entries of an overlay are called, in order: those of a list, or the letters of a proposal.
pub(crate) fn labels(overlay: &Overlay) -> Vec<String> {
    match overlay {
        Overlay::Pick(pick) => pick.items.iter().map(|item| item.label.clone()).collect(),
        Overlay::Letters(letters) => letters.entries.iter().map(|(_, label)| label.clone()).collect(),
        Overlay::Proposal(proposal) => proposal.others.iter().map(|(letter, _)| letter.to_string()).collect(),
        _ => Vec::new(),
    }
}
