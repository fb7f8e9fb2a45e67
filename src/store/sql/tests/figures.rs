//! Every list that states figures of the shop states what the rules of the domain say, whichever way its SQL adds them up.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::analysis::rules::Rules;
use crate::domain::goal::monday;
use crate::domain::{AmountState, Cadence, CollaborationId, CreatorId, Tier};
use crate::proto::agenda::{DueKind, DueRow};
use crate::proto::row::BatchPlan;
use crate::store::agenda::goal;
use crate::store::estimates::Headlines;
use crate::store::list_context::ListContext;
use crate::store::{agenda, amounts, lists, niches, page, report, triage};

fn number(count: usize) -> i64 {
    i64::try_from(count).expect("few")
}

/// What a collaboration cost, sold and brought in.
fn sums(booking: &Booking) -> (i64, i64, i64) {
    (booking.spend_minor(), booking.sales(), booking.net_minor())
}

fn check_pages(conn: &Connection, people: &[Person]) {
    for (id, person) in (1..).map(CreatorId).zip(people) {
        let page = page::page(conn, id, today(), &Rules::default()).expect("reads").expect("a creator");
        let told: Vec<_> =
            page.bookings.iter().rev().map(|row| (row.cost_minor, row.orders, row.revenue_minor)).collect();
        assert_eq!(told, person.bookings.iter().map(sums).collect::<Vec<_>>(), "the page of {id:?}");
        let told: Vec<_> = page.bookings.iter().rev().map(|row| (row.stage.as_str(), row.fields.fee)).collect();
        let expected: Vec<_> = person.bookings.iter().map(|b| (b.stage().word(), b.fee_minor())).collect();
        assert_eq!(told, expected, "the page of {id:?}");
    }
}

/// The campaigns by their folded names, with all collaborations in the order they were put in.
fn by_campaign(people: &[Person]) -> BTreeMap<String, Vec<(CollaborationId, &Person, &Booking)>> {
    let mut campaigns: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let bookings = people.iter().flat_map(|person| person.bookings.iter().map(move |booking| (person, booking)));
    for (id, (person, booking)) in (1..).map(CollaborationId).zip(bookings) {
        campaigns.entry(fold(&booking.campaign)).or_default().push((id, person, booking));
    }
    campaigns
}

fn check_campaigns(conn: &Connection, people: &[Person]) {
    let rules = Rules::default();
    let campaigns = by_campaign(people);
    let results = report::results(conn, None).expect("results");
    let rows = lists::campaigns(conn, today(), &rules, &Headlines::default()).expect("campaigns");
    assert_eq!((results.len(), rows.len()), (campaigns.len(), campaigns.len()));
    for result in results {
        let of = &campaigns[&fold(&result.name)];
        let total =
            of.iter().map(|(.., booking)| sums(booking)).fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
        assert_eq!((result.sums.spend_minor, result.sums.orders, result.sums.revenue_minor), total, "{}", result.name);
        let row = rows.iter().find(|row| row.id == result.id).expect("a row");
        assert_eq!((row.spend_minor, row.orders, row.revenue_minor), total, "{}", result.name);
        // All batches are planned, so every offer may be agreed yet.
        let planned: i64 = of.iter().map(|(.., booking)| booking.planned_minor()).sum();
        assert_eq!(row.budget.committed_minor(), total.0, "{}", result.name);
        assert_eq!(row.budget.forecast_minor() - row.budget.commission_minor, planned, "{}", result.name);
        for creator in result.batches.iter().flat_map(|batch| &batch.creators) {
            let (.., booking) = of.iter().find(|(id, ..)| *id == creator.collaboration).expect("a collaboration");
            let told = (creator.sums.spend_minor, creator.sums.orders, creator.sums.revenue_minor);
            assert_eq!(told, sums(booking), "{}", creator.handle);
        }
        for batch in &row.batches {
            let of: Vec<_> = of.iter().filter(|(.., booking)| booking.batch == batch.fields.name).collect();
            let without = |has: fn(&Booking) -> bool| {
                let without = of.iter().filter(|(.., booking)| !has(booking));
                without.map(|(_, person, _)| person.fields.handle.as_str().to_owned()).collect::<Vec<_>>()
            };
            let expected = BatchPlan {
                no_fee: without(|booking| booking.fee_minor().is_some()),
                no_code: without(|booking| !booking.codes.is_empty()),
                no_address: of
                    .iter()
                    .filter(|(_, person, booking)| person.fields.address.is_empty() && booking.is_to_ship())
                    .map(|(_, person, _)| person.fields.handle.as_str().to_owned())
                    .collect(),
            };
            assert_eq!(batch.plan, expected, "{} of {}", batch.fields.name, result.name);
            let open = [AmountState::Offered, AmountState::Agreed]
                .map(|state| (state, of.iter().map(|(.., booking)| booking.minor_in(state)).sum::<i64>()));
            let open: Vec<_> = open.into_iter().filter(|(_, minor)| *minor > 0).collect();
            assert_eq!(amounts::open_in_batch(conn, batch.id).expect("sums"), open, "{}", result.name);
            let stages = lists::batch(conn, batch.id).expect("a batch");
            let told: Vec<_> = stages.iter().map(|row| (row.id, row.stage.as_str())).collect();
            assert_eq!(told, of.iter().map(|(id, _, booking)| (*id, booking.stage().word())).collect::<Vec<_>>());
        }
    }
}

fn check_verdicts(conn: &Connection, people: &[Person]) {
    let counts = lists::counts(conn, today(), &Cadence::default()).expect("counts");
    let of = |verdict| number(people.iter().filter(|person| person.verdict == verdict).count());
    let woken = |person: &&Person| person.verdict == Verdict::Snoozed && !person.is(Flag::Snoozed);
    assert_eq!(
        [counts.all, counts.new, counts.picked, counts.maybe, counts.rejected, counts.snoozed, counts.woken],
        [
            number(people.len()),
            of(Verdict::New),
            of(Verdict::Picked),
            of(Verdict::Maybe),
            of(Verdict::Rejected),
            of(Verdict::Snoozed),
            number(people.iter().filter(woken).count()),
        ]
    );
    let queue = triage::queue(conn, None, &[], ListContext::usual(today())).expect("a queue");
    let waits = |person: &Person| person.verdict == Verdict::New || woken(&person);
    let expected: BTreeSet<i64> = (1..).zip(people).filter(|(_, person)| waits(person)).map(|(id, _)| id).collect();
    assert_eq!(queue.iter().map(|id| id.0).collect::<BTreeSet<_>>(), expected);
}

/// Under which days things are due, sorted.
fn days(rows: &[DueRow], kind: DueKind) -> Vec<(NaiveDate, i64)> {
    rows.iter().filter(|row| row.key.kind == kind).map(|row| (row.day, row.count)).collect()
}

fn check_agenda(conn: &Connection, people: &[Person]) {
    let rows = agenda::agenda(conn, today(), TierBorders::default(), &Cadence::default()).expect("an agenda").rows;
    let sorted = |mut days: Vec<(NaiveDate, i64)>| {
        days.sort_unstable();
        days
    };
    let bookings = || people.iter().flat_map(|person| &person.bookings);
    let payments = sorted(bookings().flat_map(Booking::payments_due).map(|day| (day, 1)).collect());
    assert_eq!(days(&rows, DueKind::Payment), payments);
    let tasks = sorted(bookings().flat_map(Booking::tasks_due).map(|day| (day, 0)).collect());
    assert_eq!(days(&rows, DueKind::Task), tasks);
    let mut snoozed: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for until in people.iter().filter(|person| person.verdict == Verdict::Snoozed).filter_map(|p| p.snoozed_until) {
        *snoozed.entry(until.max(today())).or_default() += 1;
    }
    assert_eq!(days(&rows, DueKind::Snoozed), snoozed.into_iter().collect::<Vec<_>>());
    for (typed, flag) in [("is:due", Flag::Due), ("is:overdue", Flag::Overdue)] {
        let calendar = Calendar::day_first(today());
        let filter = parse(typed, calendar).expect("a filter").expr;
        let found = lists::count(conn, filter.as_ref(), ListContext::usual(today())).expect("a count");
        assert_eq!(found, number(people.iter().filter(|person| person.is(flag)).count()), "{typed}");
    }
    let due = rows.iter().filter(|row| row.day <= today()).count();
    assert_eq!(agenda::due(conn, today(), &Cadence::default()).expect("a count"), number(due));
}

/// Everybody in these files who has an address was picked on the day of their first note, and may have been smaller then.
fn picked(person: &Person) -> Option<(NaiveDate, Option<i64>)> {
    let day = person.noted.first().filter(|_| !person.fields.address.is_empty())?;
    Some((*day, person.blocked.then_some(9_999)))
}

fn check_goals(conn: &Connection, people: &[Person]) {
    for (id, person) in (1_i64..).zip(people) {
        if let Some((day, followers)) = picked(person) {
            conn.execute(
                "INSERT INTO pick (creator_id, day, followers) VALUES (?1, ?2, ?3)",
                params![id, Day(day), followers],
            )
            .expect("a pick");
        }
    }
    let borders = TierBorders::default();
    let names: BTreeMap<String, &String> =
        people.iter().flat_map(|person| &person.tags).map(|tag| (fold(tag), tag)).collect();
    let niches = names.values().map(|name| Some(name.as_str())).chain([None]);
    for (niche, tier) in niches.flat_map(|niche| [None, Some(Tier::Nano), Some(Tier::Mega)].map(|tier| (niche, tier))) {
        // In force for all weeks that are looked back on.
        conn.execute(
            "INSERT INTO weekly_goal (week, wanted, tier, tag_id, until)
             VALUES ('2025-12-01', 5, ?1, (SELECT id FROM tag WHERE folded = ?2), 5)
             ON CONFLICT (week) DO UPDATE SET tier = excluded.tier, tag_id = excluded.tag_id",
            params![tier.map_or("", Tier::word), niche.map(fold)],
        )
        .expect("a goal");
        let stand = goal::progress(conn, today(), borders).expect("a stand").expect("a goal");
        let is_of = |person: &Person, followers: Option<i64>| {
            let is_tagged = niche.map(fold).is_none_or(|niche| {
                let below = format!("{niche}/");
                person.tags.iter().map(|tag| fold(tag)).any(|tag| tag == niche || tag.starts_with(&below))
            });
            is_tagged && tier.is_none_or(|tier| followers.and_then(|count| borders.tier(count)) == Some(tier))
        };
        let in_week = |week: NaiveDate, still: &dyn Fn(&Person) -> bool| {
            let of_week = people.iter().filter(|person| {
                picked(person).is_some_and(|(day, then)| {
                    monday(day) == week && still(person) && is_of(person, then.or(person.fields.followers))
                })
            });
            number(of_week.count())
        };
        let this_week = in_week(monday(today()), &|person| person.verdict == Verdict::Picked);
        assert_eq!(stand.picked, this_week, "{:?}", stand.goal);
        for past in &stand.weeks {
            assert_eq!(past.picked, in_week(past.week, &|_| true), "{:?} {}", stand.goal, past.week);
        }
        // The filter that shows them counts the same.
        let calendar = Calendar::day_first(today());
        let filter = parse(&stand.filter(), calendar).expect("a filter").expr;
        assert_eq!(stand.to_triage, lists::count(conn, filter.as_ref(), ListContext::usual(today())).expect("a count"));
        let waits = |person: &&Person| {
            let is_woken = person.verdict == Verdict::Snoozed && !person.is(Flag::Snoozed);
            (person.verdict == Verdict::New || is_woken) && is_of(person, person.fields.followers)
        };
        assert_eq!(stand.to_triage, number(people.iter().filter(waits).count()), "{:?}", stand.goal);
    }
}

fn check_niches(conn: &Connection, people: &[Person]) {
    for row in niches::list(conn, Calendar::day_first(today())).expect("niches") {
        let (name, below) = (fold(&row.name), format!("{}/", fold(&row.name)));
        let holds = |person: &&Person| {
            person.tags.iter().map(|tag| fold(tag)).any(|tag| tag == name || tag.starts_with(&below))
        };
        let held: Vec<&Person> = people.iter().filter(holds).collect();
        let with = |is: fn(Verdict) -> bool| number(held.iter().filter(|person| is(person.verdict)).count());
        assert_eq!(
            (row.creators, row.picked, row.candidates),
            (number(held.len()), with(|v| v == Verdict::Picked), with(|v| v != Verdict::Rejected)),
            "{}",
            row.name
        );
    }
}

fn check_orders(conn: &Connection, people: &[Person]) {
    let sorted = |field| {
        let sort = [SortTerm { field, descending: false }];
        let ids = index::list(conn, None, &sort, ListContext::usual(today())).expect("a list");
        ids.iter().map(|id| &people[usize::try_from(id.0 - 1).expect("an id")]).collect::<Vec<_>>()
    };
    assert!(sorted(Field::Status).is_sorted_by_key(|person| person.verdict));
    assert!(sorted(Field::Tier).is_sorted_by_key(|person| {
        let tier = person.fields.followers.and_then(|count| TierBorders::default().tier(count));
        (tier.is_none(), tier)
    }));
    assert!(sorted(Field::Stage).is_sorted_by_key(|person| {
        let stage = person.bookings.last().map(Booking::stage);
        (stage.is_none(), stage)
    }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn every_list_states_what_the_rules_say(mut people in people()) {
        let (_folder, conn) = file(&mut people);
        check_pages(&conn, &people);
        check_campaigns(&conn, &people);
        check_verdicts(&conn, &people);
        check_niches(&conn, &people);
        check_orders(&conn, &people);
        check_agenda(&conn, &people);
        check_goals(&conn, &people);
    }
}
