//! Every list that states figures of the shop states what the rules of the domain say, whichever way its SQL adds them up.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::analysis::rules::Rules;
use crate::domain::{CollaborationId, CreatorId};
use crate::proto::row::BatchPlan;
use crate::store::estimates::Headlines;
use crate::store::{lists, niches, page, report, triage};

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
                cost_minor: of.iter().map(|(.., booking)| booking.planned_minor()).sum(),
                no_fee: without(|booking| booking.fee_minor().is_some()),
                no_code: without(|booking| !booking.codes.is_empty()),
            };
            assert_eq!(batch.plan, expected, "{} of {}", batch.fields.name, result.name);
            let stages = lists::batch(conn, batch.id).expect("a batch");
            let told: Vec<_> = stages.iter().map(|row| (row.id, row.stage.as_str())).collect();
            assert_eq!(told, of.iter().map(|(id, _, booking)| (*id, booking.stage().word())).collect::<Vec<_>>());
        }
    }
}

fn check_verdicts(conn: &Connection, people: &[Person]) {
    let counts = lists::counts(conn, today()).expect("counts");
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
    let calendar = Calendar::day_first(today());
    let queue = triage::queue(conn, None, &[], calendar, TierBorders::default()).expect("a queue");
    let waits = |person: &Person| person.verdict == Verdict::New || woken(&person);
    let expected: BTreeSet<i64> = (1..).zip(people).filter(|(_, person)| waits(person)).map(|(id, _)| id).collect();
    assert_eq!(queue.iter().map(|id| id.0).collect::<BTreeSet<_>>(), expected);
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
        let ids = index::list(conn, None, &sort, Calendar::day_first(today()), TierBorders::default()).expect("a list");
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
    }
}
