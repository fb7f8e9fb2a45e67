//! What a person does at the desk beside the campaigns: lists come in and are triaged, notes and tags are written, tasks made.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};

use crate::domain::creator::CreatorField;
use crate::domain::record::Value;
use crate::domain::{Handle, RejectReason, Verdict, WeeklyGoal};
use crate::proto::WriteCmd;
use crate::proto::agenda::{AgendaCmd, TaskFields};
use crate::proto::command::ViewFields;
use crate::proto::ingest::{ImportKind, Record};
use crate::proto::niche::NicheCmd;
use crate::proto::page_change::PageCmd;

use super::Pages;
use super::creators::{Candidate, LISTS};
use super::moment::{Account, CreatorDeed, Deed};
use super::stage::Stage;

/// How often a list is sat down to, and how many days apart.
const SESSIONS: [(u64, u64); 4] = [(14, 10), (9, 11), (9, 9), (5, 5)];

/// How many creators are snoozed until today, and until next week.
const SNOOZED: [(usize, u64); 2] = [(12, 0), (5, 6)];

/// Days since the weekly goal was set.
const GOAL_AGO: u64 = 21;

/// A task that is put off, and one that is done.
const PUT_OFF: &str = "Order more mailer boxes";
const DONE: &str = "Renew the code WELCOME10 in the shop";

/// A task with a check list.
const PHOTOS: &str = "Photos of the serum for the brief";
const SHOTS: &str = "- [x] borrow the lamp\n- bottle on white\n- texture on skin\n- hand with the dropper";

/// What was noted of those who were booked, by the role they play and the days since.
const NOTES: &[(&str, u64, &str)] = &[
    ("bo", 330, "Films in her kitchen, good light. Prefers email over messages."),
    ("cleo", 310, "Video was fine, nobody saw it. Posts at 6 a.m."),
    ("kit", 222, "Posted nine days late, without a word."),
    ("lotte", 168, "Her followers ask where to buy it in Canada."),
    ("london", 140, "Invoices from a UK company. Speak to her manager about longer rights."),
    ("gala", 126, "Best clip of the shoot. Ask for raw footage next time."),
    ("whale", 60, "One of the orders is from a spa: 32 bottles. Not her usual buyers."),
    ("steady", 51, "Sells a little every week, also long after the post. Try a second video."),
    ("carla", 3, "Carrier lost the parcel. Asked whether the code can wait."),
    ("finn", 5, "Wants $260 for one video. We said $150."),
    ("star", 2, "Filmed the next serum already, unasked. Send her the new batch first."),
];

/// How those who were booked were tagged.
const TAGS: &[(&str, u64, &str)] = &[
    ("bo", 250, "own light"),
    ("gala", 126, "own light"),
    ("rhea", 126, "own light"),
    ("gala", 126, "book again"),
    ("rhea", 126, "book again"),
    ("london", 126, "book again"),
    ("star", 50, "book again"),
    ("star", 50, "fast reply"),
    ("steady", 50, "fast reply"),
    ("vera", 50, "slow reply"),
];

/// Brings the lists in and triages them. Those who were booked are picked with their batch.
pub(super) fn collect(stage: &mut Stage<'_>, candidates: &[Candidate], booked: &HashMap<&'static str, &Candidate>) {
    let is_booked = |one: &Candidate| booked.values().any(|booked| booked.account() == one.account());
    for (list, ((file, ago), (sessions, apart))) in LISTS.iter().zip(SESSIONS).enumerate() {
        let own: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.list == list).collect();
        let records = own.iter().map(|one| Record::Creator(Box::new(one.record.clone()))).collect();
        stage.on(stage.ago(*ago), Deed::Import { file: (*file).to_owned(), kind: ImportKind::Creators, records });
        let decided: Vec<&Candidate> =
            own.into_iter().filter(|one| one.verdict != Verdict::New && !is_booked(one)).collect();
        for session in 0..sessions {
            let part = |number: u64| usize::try_from(number * decided.len() as u64 / sessions).unwrap_or(0);
            let day = stage.ago(*ago - 1) + Days::new(session * apart);
            triage(stage, day, &decided[part(session)..part(session + 1)]);
        }
    }
    rate(stage, booked);
    snooze(stage, candidates);
}

/// Decides on some creators, those with the same verdict together.
fn triage(stage: &mut Stage<'_>, day: NaiveDate, some: &[&Candidate]) {
    let mut groups: BTreeMap<(Verdict, String), Vec<&Candidate>> = BTreeMap::new();
    for one in some {
        let reason = one.reason.as_ref().map(RejectReason::words).unwrap_or_default();
        groups.entry((one.verdict, reason.to_owned())).or_default().push(one);
    }
    for ((verdict, reason), creators) in groups {
        let reason = Some(reason).filter(|reason| !reason.is_empty()).map(|reason| RejectReason::from_words(&reason));
        let who = accounts(creators.iter().copied());
        stage.on(day, Deed::Creators(who, CreatorDeed::Decide(verdict, reason, None)));
        for stars in 3..=5 {
            let who = accounts(creators.iter().copied().filter(|one| one.stars == stars));
            if !who.is_empty() {
                stage.on(day, Deed::Creators(who, CreatorDeed::Rate(stars)));
            }
        }
    }
}

fn accounts<'a>(creators: impl Iterator<Item = &'a Candidate>) -> Vec<Account> {
    creators.map(Candidate::account).collect()
}

/// Stars for those whose work is known.
fn rate(stage: &mut Stage<'_>, booked: &HashMap<&'static str, &Candidate>) {
    for (role, stars, ago) in
        [("star", 5, 50), ("gala", 5, 126), ("bo", 4, 250), ("steady", 4, 50), ("rhea", 4, 126), ("dud", 2, 50)]
    {
        if let Some(one) = booked.get(role) {
            stage.on(stage.ago(ago), Deed::Creators(vec![one.account()], CreatorDeed::Rate(stars)));
        }
    }
}

fn snooze(stage: &mut Stage<'_>, candidates: &[Candidate]) {
    let mut waiting = candidates.iter().filter(|one| {
        one.verdict == Verdict::New
            && one.list < LISTS.len() - 1
            && one.record.fields.followers.is_some_and(|all| all > 20_000)
    });
    for (count, days) in SNOOZED {
        let who = accounts(waiting.by_ref().take(count));
        let until = stage.today + Days::new(days);
        stage.on(stage.ago(14), Deed::Creators(who, CreatorDeed::Decide(Verdict::Snoozed, None, Some(until))));
    }
}

/// Notes, tags and what else is known of those who were booked.
pub(super) fn remember(stage: &mut Stage<'_>, booked: &HashMap<&'static str, &Candidate>) {
    let on = |stage: &mut Stage<'_>, role: &str, ago: u64, deed: CreatorDeed| {
        if let Some(one) = booked.get(role) {
            stage.on(stage.ago(ago), Deed::Creators(vec![one.account()], deed));
        }
    };
    for (role, ago, text) in NOTES {
        on(stage, role, *ago, CreatorDeed::Note(text));
    }
    for (role, ago, tag) in TAGS {
        on(stage, role, *ago, CreatorDeed::Tag(tag));
    }
    // What is typed first is taken for a niche.
    let names = ["own light", "fast reply", "slow reply", "book again"].map(str::to_owned).to_vec();
    stage.on(stage.ago(46), Deed::Write(WriteCmd::Niche(NicheCmd::SetKind { names, is_niche: false })));
    on(stage, "oda", 200, CreatorDeed::Note("Asked not to be written to again."));
    on(stage, "oda", 200, CreatorDeed::Block);
    let since = Value::Day(Some(stage.ago(48)));
    on(stage, "star", 48, CreatorDeed::Set(CreatorField::AmbassadorOn, since));
}

/// The goal of the week, own tasks and saved views.
pub(super) fn plan(stage: &mut Stage<'_>, booked: &HashMap<&'static str, &Candidate>) {
    let goal = WeeklyGoal { niche: "skincare".to_owned(), ..WeeklyGoal::default() };
    stage.on(stage.ago(GOAL_AGO), Deed::Write(WriteCmd::Agenda(AgendaCmd::SetGoal(Some(goal)))));
    for (name, filter, sort, ago) in [
        ("Ready to write to", "status:picked -is:blocked", "er", 300),
        ("Skincare to triage", "niche:skincare status:new followers>10k", "", 110),
        ("Book again", "tag:\"book again\"", "", 50),
        ("To pay", "is:unpaid", "", 30),
    ] {
        let fields = ViewFields {
            name: name.to_owned(),
            filter: filter.to_owned(),
            sort: sort.to_owned(),
            columns: String::new(),
        };
        stage.on(stage.ago(ago), Deed::Write(WriteCmd::SaveView { id: None, fields: Box::new(fields) }));
    }
    let about =
        |role: &str| booked.get(role).map(|one| one.record.fields.handle.as_str().to_owned()).unwrap_or_default();
    let today = stage.today;
    for (title, due_on, ago, creator) in [
        (DONE, stage.ago(20), 25, String::new()),
        (PUT_OFF, stage.ago(8), 12, String::new()),
        ("Send the new batch before it is in the shop", stage.ago(1), 2, about("star")),
        ("Ask the printer for new labels", today, 5, String::new()),
        (PHOTOS, today + Days::new(3), 5, String::new()),
        ("Ask what a second video costs", today + Days::new(9), 6, about("steady")),
    ] {
        let note = if title == PHOTOS { SHOTS.to_owned() } else { String::new() };
        let fields = TaskFields { title: title.to_owned(), due_on, creator, note };
        stage.on(stage.ago(ago), Deed::Write(WriteCmd::Agenda(AgendaCmd::SaveTask { id: None, fields })));
    }
    stage.on(stage.ago(20), Deed::Tick(DONE));
    stage.on(stage.ago(8), Deed::PutOff(PUT_OFF, today + Days::new(5)));
}

/// Looks at the pages of some creators: their posts, their followers week by week, who watches them.
pub(super) fn look_closer(stage: &mut Stage<'_>, pages: &Pages) {
    let day = stage.imported;
    let posts = pages.posts.iter().map(|post| Record::Post(Box::new(post.clone()))).collect();
    stage.on(day, Deed::Import { file: "posts.csv".to_owned(), kind: ImportKind::Posts, records: posts });
    let counts = pages.counts.iter().map(|count| Record::Count(Box::new(count.clone()))).collect();
    stage.on(day, Deed::Import { file: "followers.csv".to_owned(), kind: ImportKind::Followers, records: counts });
    for (place, seen) in (0..).zip(&pages.seen) {
        // A few pages a day were looked at over the last weeks.
        let day = stage.ago(4 + place / 2);
        let looked_at = |cmd| Deed::Creators(vec![seen.account.clone()], CreatorDeed::Page(cmd));
        for (facet, shares) in &seen.audience {
            stage.on(day, looked_at(PageCmd::SetAudience(*facet, shares.clone())));
        }
        stage.on(day, looked_at(PageCmd::SetSponsored(Some(seen.sponsored))));
    }
}

/// Somebody who was booked goes by another handle.
pub(super) fn rename(stage: &mut Stage<'_>, booked: &HashMap<&'static str, &Candidate>) {
    let Some(one) = booked.get("dud") else { return };
    if let Ok(handle) = Handle::parse(&format!("{}.hq", one.record.fields.handle.as_str())) {
        stage.on(stage.last, Deed::Creators(vec![one.account()], CreatorDeed::Rename(handle)));
    }
}
