//! Whatever the user does, taking all of it back gives the first file, and doing all of it again the last.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use strum::IntoEnumIterator;

mod agenda;

use self::agenda::agenda;
use super::outlook::built;
use super::*;
use crate::domain::creator::CreatorField;
use crate::domain::deliverable::{DeliverableKind, Style};
use crate::domain::payable::{Month, PayableId};
use crate::domain::{AmountId, OrderId, PostId};
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, RightChange, Which};
use crate::proto::niche::NicheCmd;
use crate::proto::outlook::{Choice, OutlookCmd, Terms};
use crate::proto::page_change::{Facet, PageChange, PageCmd, SponsoredSeen};
use crate::proto::payment::{PaymentCmd, PaymentFields};
use crate::proto::planned_batch::PlannedBatch;
use crate::proto::post::PostEntry;
use crate::proto::tally::TallyCmd;
use crate::store::fixture::{kept_sums, sums};
use crate::store::scores::Scorer;
use crate::store::scores::tests::{results, settle};

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        3 => proptest::collection::vec(1_i64..6, 1..4).prop_map(|list| ids(&list)),
        1 => (1_i64..4).prop_map(|id| Target::Shown { filter: None, except: Arc::new([CreatorId(id)]) }),
    ]
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["vip", "BookTok", "Sofía's", "skincare/acne", "a \"b\"", "'; --"]).prop_map(str::to_owned)
}

fn words() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(word(), 0..3)
}

fn days() -> impl Strategy<Value = Option<NaiveDate>> {
    proptest::option::of((0_u64..40).prop_map(|days| clock().today() - Days::new(20) + Days::new(days)))
}

fn creator() -> impl Strategy<Value = Box<CreatorFields>> {
    let handle = prop::sample::select(vec!["mia", "jo.k", "ann", "bo", "cat_"]);
    (handle, word(), proptest::option::of(0_i64..3_000_000), proptest::option::of(0.0..50.0)).prop_map(
        |(handle, name, followers, er)| {
            let handle = Handle::parse(handle).expect("a handle");
            Box::new(CreatorFields { name, followers, er, ..CreatorFields::new(Platform::TikTok, handle) })
        },
    )
}

fn collaboration() -> impl Strategy<Value = Box<CollaborationFields>> {
    let kinds = prop::sample::select(CostKind::iter().collect::<Vec<_>>());
    let costs = proptest::collection::btree_map(kinds, 0_i64..50_000, 0..3);
    let codes = proptest::collection::vec(prop::sample::select(vec!["MIA10", "mia10", "GLOW", "x"]), 0..3);
    let link =
        prop::sample::select(vec!["", "https://shop.example/?utm_content=mia", "https://shop.example/?utm_campaign=b"]);
    (costs, codes, link, [days(), days(), days()], proptest::option::of(0_i64..9_000), 0_i64..2_000).prop_map(
        |(costs, codes, link, [posted_on, contacted_on, shipped_on], views, commission_bp)| {
            let fields = CollaborationFields {
                commission: Some(commission_bp).filter(|share| *share > 0),
                codes: codes.into_iter().map(str::to_owned).collect(),
                link: link.to_owned(),
                posted_on,
                contacted_on,
                shipped_on,
                views,
                ..CollaborationFields::default()
            };
            Box::new(costs.into_iter().fold(fields, |fields, (kind, minor)| fields.with_cost(kind, minor)))
        },
    )
}

fn niche() -> impl Strategy<Value = WriteCmd> {
    let names = || proptest::collection::vec(word(), 1..3);
    prop_oneof![
        (word(), prop::sample::select(vec!["vip", "skincare", "skincare/acne/teen", "BookTok/x", "new"]))
            .prop_map(|(from, to)| NicheCmd::Rename { from, to: to.to_owned() }),
        (names(), word()).prop_map(|(from, into)| NicheCmd::Merge { from, into }),
        (names(), any::<bool>()).prop_map(|(names, is_niche)| NicheCmd::SetKind { names, is_niche }),
        names().prop_map(NicheCmd::Delete),
    ]
    .prop_map(WriteCmd::Niche)
}

fn payment() -> impl Strategy<Value = WriteCmd> {
    let month = Month::parse("2026-03").expect("a month");
    let what = || {
        let one = prop_oneof![
            4 => (1_i64..6).prop_map(|id| PayableId::Amount(AmountId(id))),
            1 => (1_i64..3).prop_map(move |id| PayableId::Commission(CollaborationId(id), month)),
        ];
        proptest::collection::vec(one, 1..3)
    };
    let collaboration = || (1_i64..4).prop_map(CollaborationId);
    let eur: Currency = "EUR".parse().expect("a currency");
    let fields = (
        proptest::option::of(0_i64..20_000),
        proptest::option::of(Just(eur)),
        proptest::option::of(0_i64..2_000_000),
        days(),
        word(),
        any::<bool>(),
    );
    let fields = fields.prop_map(|(minor, currency, rate_e6, on, reference, is_bonus)| PaymentFields {
        minor,
        currency,
        rate_e6,
        on,
        method: String::new(),
        reference,
        is_bonus,
    });
    let fields = fields.boxed();
    prop_oneof![
        (what(), fields.clone()).prop_map(|(what, fields)| PaymentCmd::Pay { what, fields }),
        (collaboration(), fields).prop_map(|(id, fields)| PaymentCmd::PayCreator { id, fields }),
        (what(), word(), days()).prop_map(|(what, number, on)| PaymentCmd::Invoice { what, number, on }),
        (collaboration(), word(), days()).prop_map(|(id, number, on)| PaymentCmd::InvoiceCreator { id, number, on }),
        (what(), days()).prop_map(|(what, due_on)| PaymentCmd::SetDue { what, due_on }),
    ]
    .prop_map(WriteCmd::Payment)
}

fn outlook() -> impl Strategy<Value = OutlookCmd> {
    let campaign = || (1_i64..3).prop_map(CampaignId);
    let creator = || (1_i64..4).prop_map(CreatorId);
    let choices = prop::sample::select(vec![Choice::Open, Choice::Pinned, Choice::Excluded]);
    let leak = || (0_i64..12_000, 0_i64..12_000);
    let owner = || proptest::option::of((1_i64..8).prop_map(CollaborationId));
    let bookings = proptest::collection::vec((1_i64..4, 1_u32..3), 0..3);
    let batch = proptest::option::of((1_i64..4).prop_map(BatchId));
    prop_oneof![
        (proptest::collection::vec((1_i64..4).prop_map(OrderId), 1..3), owner())
            .prop_map(|(orders, owner)| OutlookCmd::GiveOrders(orders, owner)),
        creator().prop_map(|winner| OutlookCmd::SettleCodes { codes: ("mia10".to_owned(), "glow".to_owned()), winner }),
        (campaign(), leak(), leak(), proptest::option::of(0_i64..90_000)).prop_map(|(id, leak, halo, budget)| {
            let terms = Terms {
                leak_low_bp: leak.0,
                leak_high_bp: leak.1,
                halo_low_bp: halo.0,
                halo_high_bp: halo.1,
                next_budget_minor: budget,
            };
            OutlookCmd::SetTerms(id, terms)
        }),
        (campaign(), creator(), proptest::option::of(leak()))
            .prop_map(|(id, who, leak)| OutlookCmd::SetLeak(id, who, leak)),
        (campaign(), creator(), choices).prop_map(|(id, who, choice)| OutlookCmd::SetChoice(id, who, choice)),
        (campaign(), creator(), creator()).prop_map(|(campaign, out, into)| OutlookCmd::Swap { campaign, out, into }),
        (campaign(), batch, bookings).prop_map(|(campaign, batch, bookings)| {
            OutlookCmd::PlanBatch(Box::new(PlannedBatch { campaign, ..built(batch, &bookings) }))
        }),
        (1_i64..5).prop_map(|id| OutlookCmd::EmptyBatch(BatchId(id))),
    ]
}

fn page() -> impl Strategy<Value = PageCmd> {
    let counts = || proptest::option::of(0_i64..9_000);
    let urls = prop::sample::select(vec!["", "https://t.example/1", "https://t.example/2"]);
    let posts =
        (urls, days(), word(), counts(), counts()).prop_map(|(url, posted_on, caption, views, likes)| PostEntry {
            url: url.to_owned(),
            posted_on,
            caption,
            reading: ReadingRecord { views, likes, ..ReadingRecord::default() },
        });
    let facets = prop::sample::select(Facet::iter().collect::<Vec<_>>());
    prop_oneof![
        3 => proptest::collection::vec(posts, 0..4).prop_map(PageCmd::SavePosts),
        1 => (1_i64..6).prop_map(|id| PageCmd::DeletePost(PostId(id))),
        2 => proptest::collection::vec((days(), 0_i64..90_000), 0..4).prop_map(|counts| {
            PageCmd::SaveSnapshots(counts.into_iter().filter_map(|(day, count)| Some((day?, count))).collect())
        }),
        1 => (facets, proptest::collection::vec((word(), 0_i64..6_000), 0..3))
            .prop_map(|(facet, shares)| PageCmd::SetAudience(facet, shares)),
        1 => proptest::option::of((0_i64..5, 0_i64..5)).prop_map(|seen| {
            PageCmd::SetSponsored(seen.map(|(seen, disclosed)| SponsoredSeen { seen, disclosed }))
        }),
        1 => (word(), word()).prop_map(|(how, detail)| PageCmd::SetFound { how, detail }),
    ]
}

pub(super) fn command() -> impl Strategy<Value = WriteCmd> {
    let verdicts = prop::sample::select(Verdict::iter().collect::<Vec<_>>());
    let batch_id = || (1_i64..4).prop_map(BatchId);
    let campaign_id = || (1_i64..3).prop_map(CampaignId);
    prop_oneof![
        (target(), verdicts, word(), days()).prop_map(|(target, verdict, reason, until)| WriteCmd::SetVerdict {
            target,
            verdict,
            reason: Some(RejectReason::Other(reason)),
            until
        }),
        (target(), 0_u8..6).prop_map(|(target, stars)| WriteCmd::Rate { target, stars }),
        (target(), words(), words()).prop_map(|(target, add, remove)| WriteCmd::EditTags { target, add, remove }),
        (target(), word()).prop_map(|(target, text)| WriteCmd::AddNote { target, text: format!("{text}\nand more") }),
        (target(), any::<bool>()).prop_map(|(target, blocked)| WriteCmd::SetDoNotContact { target, blocked }),
        (target(), word()).prop_map(|(target, to)| WriteCmd::SetField {
            target,
            value: FieldValue::text(CreatorField::Country, &to)
        }),
        (target(), proptest::option::of(0_i64..9_000)).prop_map(|(target, price)| WriteCmd::SetField {
            target,
            value: FieldValue::price(price.map(|minor| (minor, Currency::USD)))
        }),
        target().prop_map(WriteCmd::DeleteCreators),
        (1_i64..6).prop_map(|id| WriteCmd::DeleteKeepingLedger(CreatorId(id))),
        (
            proptest::collection::vec((1_i64..8).prop_map(CollaborationId), 1..3),
            prop::sample::select(Milestone::all()),
            0_u64..3
        )
            .prop_map(|(ids, milestone, ago)| WriteCmd::PassMilestone {
                ids,
                milestone,
                day: clock().today() - Days::new(ago)
            }),
        super::board::any_move(),
        (proptest::collection::vec(creator(), 1..4), words()).prop_map(|(all, tags)| WriteCmd::AddCreators {
            accounts: all.into_iter().map(|fields| collect::account(fields.handle.as_str())).collect(),
            tags
        }),
        (1_i64..6, proptest::collection::vec(1_i64..6, 1..3)).prop_map(|(into, from)| WriteCmd::MergeCreators {
            into: CreatorId(into),
            from: from.into_iter().map(CreatorId).collect()
        }),
        (proptest::collection::vec(1_i64..6, 1..4), any::<bool>())
            .prop_map(|(all, is_same)| WriteCmd::SetApart { ids: all.into_iter().map(CreatorId).collect(), is_same }),
        (1_i64..6, creator(), 0_i64..2).prop_map(|(id, fields, seen)| WriteCmd::EditCreator {
            id: CreatorId(id),
            fields,
            seen
        }),
        (proptest::option::of(campaign_id()), word(), words(), proptest::option::of(1_i64..900)).prop_map(
            |(id, name, niches, value)| {
                let counts = if value.is_some() { Counts::SignUps } else { Counts::Orders };
                let fields = CampaignFields { niches, counts, conversion_minor: value, ..campaign(&name) };
                WriteCmd::SaveCampaign { id, fields: Box::new(fields) }
            }
        ),
        ((1_i64..8).prop_map(CollaborationId), 0_i64..4, 0_u64..3, any::<bool>(), any::<bool>()).prop_map(
            |(id, count, ago, is_total, is_clicks)| {
                let day = clock().today() - Days::new(ago);
                WriteCmd::Tally(if is_clicks {
                    TallyCmd::Clicks { id, clicks: count, day, is_total }
                } else {
                    TallyCmd::Conversions { id, count, day }
                })
            }
        ),
        (proptest::option::of(batch_id()), campaign_id(), word(), days()).prop_map(|(id, campaign, name, ends_on)| {
            WriteCmd::SaveBatch { id, fields: Box::new(BatchFields { campaign, ends_on, ..batch(&name) }) }
        }),
        (batch_id(), days(), proptest::option::of(0_i64..9_000)).prop_map(|(id, ends_on, next_budget_minor)| {
            let fields = Box::new(BatchFields { ends_on, ..batch("A") });
            WriteCmd::SaveNextBatch { id, fields, terms: Terms { next_budget_minor, ..Terms::default() } }
        }),
        (proptest::option::of(batch_id()), word(), days(), proptest::collection::vec(1_i64..6, 0..3)).prop_map(
            |(id, name, ends_on, all)| WriteCmd::PlanBatch {
                id,
                fields: Box::new(BatchFields { ends_on, ..batch(&name) }),
                creators: all.into_iter().map(CreatorId).collect()
            }
        ),
        batch_id().prop_map(WriteCmd::ChooseBatch),
        batch_id().prop_map(WriteCmd::StartBatch),
        batch_id().prop_map(WriteCmd::FinishBatch),
        (batch_id(), target(), any::<bool>()).prop_map(|(batch, target, pick)| WriteCmd::AddToBatch {
            batch,
            target,
            pick
        }),
        proptest::collection::vec((1_i64..8).prop_map(CollaborationId), 1..3).prop_map(WriteCmd::RemoveFromBatch),
        ((1_i64..8).prop_map(CollaborationId), collaboration())
            .prop_map(|(id, fields)| WriteCmd::SaveCollaboration { id, fields }),
        ((1_i64..4).prop_map(CollaborationId), deliverable())
            .prop_map(|(collaboration, cmd)| { WriteCmd::Deliverable(DeliverableChange { collaboration, cmd }) }),
        ((1_i64..4).prop_map(CollaborationId), proptest::option::of(1_i64..4), proptest::option::of(days())).prop_map(
            |(collaboration, id, ends)| WriteCmd::Right(RightChange {
                collaboration,
                id: id.map(crate::domain::RightId),
                right: ends.map(|ends_on| crate::domain::rights::Right { ends_on, ..Default::default() })
            })
        ),
        (word(), word()).prop_map(|(name, value)| WriteCmd::SetSetting { name, value }),
        niche(),
        payment(),
        agenda(),
        outlook().prop_map(WriteCmd::Outlook),
        (1_i64..4, page()).prop_map(|(id, cmd)| WriteCmd::Page(PageChange { creator: CreatorId(id), cmd })),
        Just(WriteCmd::Undo),
        Just(WriteCmd::Redo),
    ]
}

fn deliverable() -> impl Strategy<Value = DeliverableCmd> {
    let which = || prop_oneof![(1_usize..5).prop_map(Which::Number), (1_i64..5).prop_map(|id| Which::Post(PostId(id)))];
    let kinds = prop::sample::select(DeliverableKind::iter().collect::<Vec<_>>());
    let styles = || prop::sample::select(Style::iter().collect::<Vec<_>>());
    let links = prop::sample::select(vec!["", "https://t.example/1", "https://t.example/2"]);
    prop_oneof![
        (kinds, styles()).prop_map(|(kind, style)| DeliverableCmd::Add(kind, style)),
        (which(), styles()).prop_map(|(which, style)| DeliverableCmd::SetStyle(which, style)),
        (which(), days()).prop_map(|(which, on)| DeliverableCmd::SetDue(which, on)),
        (which(), days()).prop_map(|(which, on)| DeliverableCmd::Draft(which, on)),
        (which(), days()).prop_map(|(which, on)| DeliverableCmd::AskChanges(which, on.unwrap_or_default())),
        (which(), days()).prop_map(|(which, on)| DeliverableCmd::Approve(which, on)),
        (which(), links, days()).prop_map(|(which, url, on)| DeliverableCmd::Post { which, url: url.to_owned(), on }),
        (which(), days()).prop_map(|(which, on)| DeliverableCmd::Miss(which, on)),
        (which(), days(), proptest::option::of(0_i64..9_000)).prop_map(|(which, on, views)| {
            DeliverableCmd::Read(which, on.unwrap_or_default(), ReadingRecord { views, ..ReadingRecord::default() })
        }),
        which().prop_map(DeliverableCmd::Remove),
    ]
}

/// Turns the history until nothing is left to turn.
pub(super) fn turn(f: &mut Fixture, cmd: &WriteCmd) {
    while f.run(cmd).expect("the history turns").op.is_some() {}
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_can_be_taken_back_and_done_again(commands in proptest::collection::vec(command(), 1..30)) {
        let mut f = fixture();
        f.conn
            .execute_batch(
                "INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10');
                 INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, codes)
                   VALUES (2, 'shopify', '78', 1, '2026-03-05', 'USD', 9000, 9000, 'sale', 'GLOW + MIA10'),
                          (3, 'shopify', '79', 1, '2026-03-06', 'USD', 900, -100, 'sale', '');
                 INSERT INTO order_code (order_id, folded) VALUES (2, 'glow'), (2, 'mia10');",
            )
            .expect("orders");
        let first = dump(&f.conn);
        for cmd in &commands {
            let before = dump(&f.conn);
            match f.run(cmd) {
                Ok(done) => prop_assert_eq!(done.op.is_some(), dump(&f.conn) != before, "{}", done.sentence),
                Err(error) => {
                    prop_assert_ne!(error.kind(), ErrorKind::Fault, "{:?} {}", cmd, error);
                    prop_assert_eq!(dump(&f.conn), before);
                }
            }
            prop_assert_eq!(kept_sums(&f.conn), sums(&f.conn), "{:?}", cmd);
        }
        turn(&mut f, &WriteCmd::Redo);
        let last = dump(&f.conn);
        turn(&mut f, &WriteCmd::Undo);
        prop_assert_eq!(dump(&f.conn), first);
        turn(&mut f, &WriteCmd::Redo);
        prop_assert_eq!(dump(&f.conn), last);
        prop_assert_eq!(kept_sums(&f.conn), sums(&f.conn));
    }
    #[test]
    fn scores_follow_whatever_is_done(commands in proptest::collection::vec(command(), 1..20)) {
        let mut f = fixture();
        let today = clock().today();
        let mut scorer = Scorer::new(&Rules::default());
        settle(&mut f.conn, &mut scorer, today);
        for cmd in &commands {
            let _ = f.run(cmd);
            settle(&mut f.conn, &mut scorer, today);
        }
        let kept = results(&f.conn);
        f.conn
            .execute_batch("DELETE FROM creator_vetting; DELETE FROM creator_signals; UPDATE vetting_pass SET basis = ''")
            .expect("forgotten");
        settle(&mut f.conn, &mut Scorer::new(&Rules::default()), today);
        prop_assert_eq!(kept, results(&f.conn));
    }
}
