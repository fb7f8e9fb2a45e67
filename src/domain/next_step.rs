//! What is open in a collaboration, and by when: the one list that the page, the board and the agenda read.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::collaboration::{Content, Decision, Outreach, Product, Tracks};
use super::deliverable::{DeliverableKind, Progress};
use super::{BatchStatus, Cadence, PostingWindow, reading_age};

/// Days from a parcel to a post where the campaign does not say.
pub const LEAD_DAYS: i64 = 14;

/// The lead times that a campaign can have, in days.
pub const LEAD_TIMES: RangeInclusive<i64> = 0..=365;
/// Days within which an answer, an agreement or a draft is to be dealt with.
const ANSWER_DAYS: u16 = 2;

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Write to the creator.
    Contact,
    /// Write once more; the number of the follow-up, from 1.
    FollowUp(usize),
    /// Give up after so many follow-ups: nobody answers.
    GiveUp(usize),
    /// Agree on the terms.
    Agree,
    /// Send the parcel.
    Ship,
    /// Send another parcel, or do without.
    Replace,
    /// Wait for the parcel to arrive.
    AwaitParcel,
    /// Send the brief.
    SendBrief,
    /// Wait for the draft of a deliverable, counted from 1.
    AwaitDraft(usize),
    /// Approve the draft of a deliverable or ask for changes.
    Review(usize),
    /// Wait for the post of a deliverable; 0 where none is listed.
    AwaitPost(usize),
    /// Enter the reading of a deliverable at an age in days.
    Read(usize, u16),
    /// Pay so much, minor units.
    Pay(i64),
    /// Decide what comes of the test.
    Decide,
    /// Watch the end of the last right.
    AwaitEnd,
    /// Nothing.
    Nothing,
}

/// Something open, with the day by which it is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// What.
    pub step: NextStep,
    /// By when; nothing where no fact says.
    pub by: Option<NaiveDate>,
}

impl Open {
    /// Whether somebody else has to act, or only time passes.
    fn is_waiting(self, today: NaiveDate) -> bool {
        match self.step {
            NextStep::AwaitParcel
            | NextStep::AwaitDraft(_)
            | NextStep::AwaitPost(_)
            | NextStep::AwaitEnd
            | NextStep::FollowUp(_)
            | NextStep::GiveUp(_) => true,
            NextStep::Read(..) => self.by.is_some_and(|by| by > today),
            _ => false,
        }
    }

    /// Whether its day has passed.
    pub fn is_late(self, today: NaiveDate) -> bool {
        self.by.is_some_and(|by| by < today)
    }
}

/// What is to be done next of what is open: first what is due today or overdue, then what you can do now, then what others owe you.
pub fn next(open: &[Open], today: NaiveDate) -> Open {
    let overdue = open.iter().filter(|open| open.by.is_some_and(|by| by <= today)).min_by_key(|open| open.by);
    let found = overdue.or_else(|| open.iter().find(|open| !open.is_waiting(today))).or(open.first());
    found.copied().unwrap_or(Open { step: NextStep::Nothing, by: None })
}

/// A deliverable as the next step sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Promised {
    /// What is made.
    pub kind: DeliverableKind,
    /// How far it has come.
    pub progress: Progress,
    /// The day by which it is to be out.
    pub due_on: Option<NaiveDate>,
    /// The day of its newest reading.
    pub read_on: Option<NaiveDate>,
}

/// The days a collaboration has behind it, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PastDays {
    /// The first message.
    pub contacted_on: Option<NaiveDate>,
    /// The newest message or step of the talk.
    pub talked_on: Option<NaiveDate>,
    /// The first answer.
    pub replied_on: Option<NaiveDate>,
    /// Both sides agreed.
    pub agreed_on: Option<NaiveDate>,
    /// The parcel left.
    pub shipped_on: Option<NaiveDate>,
    /// It arrived.
    pub delivered_on: Option<NaiveDate>,
    /// It was lost.
    pub lost_on: Option<NaiveDate>,
}

/// Where a collaboration stands.
#[derive(Clone, Debug)]
pub struct Situation {
    /// Its tracks.
    pub tracks: Tracks,
    /// Its batch.
    pub batch: BatchStatus,
    /// The day on which the batch started.
    pub started_on: Option<NaiveDate>,
    /// The day on which the test ends.
    pub ends_on: Option<NaiveDate>,
    /// Its days.
    pub days: PastDays,
    /// How often a message was followed up.
    pub follow_ups: usize,
    /// When the post is to go out.
    pub window: Option<PostingWindow>,
    /// Days from a parcel to a post.
    pub lead_days: i64,
    /// What was promised, and what was posted beyond that.
    pub deliverables: Vec<Promised>,
    /// What is owed to the creator, minor units, and the first day on which some of it is due.
    pub owed: (i64, Option<NaiveDate>),
    /// Whether orders or readings exist.
    pub has_results: bool,
    /// The last day of the right that runs longest.
    pub rights_end: Option<NaiveDate>,
}

/// The last day on which a parcel can leave and still arrive in time for the first day of a window.
pub fn ship_by(window: PostingWindow, lead_days: i64) -> Option<NaiveDate> {
    let first = window.from.unwrap_or(window.until);
    first.checked_sub_days(Days::new(u64::try_from(lead_days).unwrap_or(0)))
}

/// So many days after a day.
fn after(day: Option<NaiveDate>, days: u16) -> Option<NaiveDate> {
    day?.checked_add_days(Days::new(u64::from(days)))
}

impl Situation {
    /// Everything that is open, in the usual order of the work, each with the day by which it is to be done.
    pub fn open(&self, cadence: &Cadence, today: NaiveDate) -> Vec<Open> {
        let mut open = Vec::new();
        let mut add = |step, by| open.push(Open { step, by });
        let is_undecided = matches!(self.tracks.decision, Decision::Undecided | Decision::Wait);
        if !self.tracks.has_ended() && is_undecided {
            if self.tracks.is_agreed() {
                self.work(cadence, today, &mut add);
            } else {
                let (step, by) = self.talk(cadence);
                // A test that is over asks nobody any more.
                add(step, by.filter(|_| self.batch != BatchStatus::Finished));
            }
        }
        let (owed, due) = self.owed;
        if owed > 0 {
            add(NextStep::Pay(owed), due);
        }
        if self.tracks.is_posted() && self.has_results && is_undecided && !self.is_underway(today) {
            add(NextStep::Decide, self.ends_on);
        }
        if let Some(end) = self.rights_end.filter(|end| *end >= today) {
            add(NextStep::AwaitEnd, Some(end));
        }
        open
    }

    /// Whether something promised is still to come before the test ends: it is too early to decide then.
    fn is_underway(&self, today: NaiveDate) -> bool {
        let is_to_come =
            |promised: &Promised| !matches!(promised.progress.content(), Some(Content::Posted | Content::Missed));
        self.ends_on.is_some_and(|end| end > today) && self.deliverables.iter().any(is_to_come)
    }

    /// What is left of a talk that has not come to an agreement.
    fn talk(&self, cadence: &Cadence) -> (NextStep, Option<NaiveDate>) {
        let days = self.days;
        match self.tracks.outreach {
            Outreach::ToContact => (NextStep::Contact, self.started_on),
            Outreach::Contacted | Outreach::FollowedUp => {
                let last = days.talked_on.max(days.contacted_on);
                match cadence.gap(self.follow_ups) {
                    Some(gap) => {
                        let planned =
                            after(days.contacted_on, cadence.follow_ups.get(self.follow_ups).copied().unwrap_or(gap));
                        // One that went out late is followed by the next after the same time as always.
                        (NextStep::FollowUp(self.follow_ups + 1), planned.max(after(last, gap)))
                    }
                    None => (NextStep::GiveUp(self.follow_ups), after(last, cadence.silence)),
                }
            }
            _ => (NextStep::Agree, after(days.talked_on.max(days.replied_on), ANSWER_DAYS)),
        }
    }

    fn work(&self, cadence: &Cadence, today: NaiveDate, add: &mut impl FnMut(NextStep, Option<NaiveDate>)) {
        let days = self.days;
        let is_out = self.tracks.is_posted();
        match self.tracks.product {
            Product::ToShip => add(NextStep::Ship, self.ship_by()),
            Product::Lost if !is_out => add(NextStep::Replace, days.lost_on),
            Product::Shipped if !is_out => add(NextStep::AwaitParcel, after(days.shipped_on, cadence.parcel)),
            _ => {}
        }
        if self.tracks.content == Content::BriefToSend {
            add(NextStep::SendBrief, after(days.agreed_on, ANSWER_DAYS));
        }
        // A product that came is to be shown within a time, also where nobody agreed on a day.
        let sample = after(days.delivered_on, cadence.sample);
        let until = self.window.map(|window| window.until).or(sample);
        if self.deliverables.is_empty() && !is_out && self.tracks.content != Content::Missed {
            add(NextStep::AwaitPost(0), until);
        }
        for (index, promised) in self.deliverables.iter().enumerate() {
            let (number, by) = (index + 1, promised.due_on.or(until));
            match promised.progress.content() {
                Some(Content::Posted) => {
                    if let Some((age, by)) = promised.unread(today) {
                        add(NextStep::Read(number, age), Some(by));
                    }
                }
                Some(Content::Missed) => {}
                Some(Content::DraftIn) => {
                    let soon = after(promised.progress.draft_on, ANSWER_DAYS);
                    add(NextStep::Review(number), soon.into_iter().chain(by).min());
                }
                Some(Content::Approved) => add(NextStep::AwaitPost(number), by),
                // Nobody can film what was lost on the way.
                None | Some(Content::BriefToSend | Content::BriefSent) if self.tracks.product == Product::Lost => {}
                _ => {
                    let draft_by = by.and_then(|by| by.checked_sub_days(Days::new(u64::from(cadence.draft))));
                    let changed_by = after(promised.progress.changes_on, cadence.draft);
                    add(NextStep::AwaitDraft(number), draft_by.max(changed_by));
                }
            }
        }
    }

    fn ship_by(&self) -> Option<NaiveDate> {
        let first_due = self.deliverables.iter().filter_map(|promised| promised.due_on).min();
        let window = self.window.or(first_due.map(|until| PostingWindow { from: None, until }));
        window.map_or_else(|| after(self.days.agreed_on, ANSWER_DAYS), |window| ship_by(window, self.lead_days))
    }
}

impl Promised {
    /// The age at which a reading is missing or comes next, and its day; nothing after the last one.
    fn unread(self, today: NaiveDate) -> Option<(u16, NaiveDate)> {
        let posted_on = self.progress.posted_on?;
        let age =
            reading_age::missing(posted_on, self.read_on, today).or_else(|| reading_age::upcoming(posted_on, today))?;
        Some((age, after(Some(posted_on), age)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    fn agreed() -> Situation {
        Situation {
            tracks: Tracks { outreach: Outreach::Agreed, content: Content::BriefSent, ..Tracks::default() },
            batch: BatchStatus::Running,
            started_on: Some(day(11, 1)),
            ends_on: None,
            days: PastDays::default(),
            follow_ups: 0,
            window: PostingWindow::between(day(12, 1), day(12, 14)),
            lead_days: LEAD_DAYS,
            deliverables: Vec::new(),
            owed: (0, None),
            has_results: false,
            rights_end: None,
        }
    }

    fn step(situation: &Situation) -> (NextStep, Option<NaiveDate>) {
        let today = day(11, 10);
        let Open { step, by } = next(&situation.open(&Cadence::default(), today), today);
        (step, by)
    }

    fn silent(follow_ups: usize, talked_on: NaiveDate) -> Situation {
        let outreach = if follow_ups == 0 { Outreach::Contacted } else { Outreach::FollowedUp };
        let tracks = Tracks { outreach, ..Tracks::default() };
        let days = PastDays { contacted_on: Some(day(11, 2)), talked_on: Some(talked_on), ..PastDays::default() };
        Situation { tracks, days, follow_ups, ..agreed() }
    }

    #[test]
    fn a_parcel_leaves_the_lead_time_before_the_posting_window() {
        let parcel = Situation { tracks: Tracks { product: Product::ToShip, ..agreed().tracks }, ..agreed() };
        assert_eq!(step(&parcel), (NextStep::Ship, Some(day(11, 17))));
        let days = PastDays { shipped_on: Some(day(11, 6)), ..PastDays::default() };
        let sent = Situation { tracks: Tracks { product: Product::Shipped, ..agreed().tracks }, days, ..parcel };
        assert_eq!(step(&sent), (NextStep::AwaitParcel, Some(day(11, 13))));
        assert_eq!(step(&agreed()), (NextStep::AwaitPost(0), Some(day(12, 14))));
        let posted = Tracks { content: Content::Posted, ..sent.tracks };
        assert_eq!(
            step(&Situation { tracks: posted, ..sent }),
            (NextStep::Nothing, None),
            "a post shows that the parcel came"
        );
    }

    #[test]
    fn no_draft_is_due_while_the_parcel_is_lost() {
        let steps = |product| {
            let tracks = Tracks { product, ..agreed().tracks };
            let deliverables = vec![Promised::default()];
            let some = Situation { tracks, deliverables, ..agreed() };
            some.open(&Cadence::default(), day(11, 10)).into_iter().map(|open| open.step).collect::<Vec<_>>()
        };
        assert!(steps(Product::Delivered).contains(&NextStep::AwaitDraft(1)));
        let lost = steps(Product::Lost);
        assert!(lost.contains(&NextStep::Replace) && !lost.contains(&NextStep::AwaitDraft(1)), "{lost:?}");
    }

    #[test]
    fn nobody_is_decided_on_while_a_promise_is_open_and_the_test_runs() {
        let out = Progress { posted_on: Some(day(11, 2)), has_post: true, ..Progress::default() };
        let posted = Promised { progress: out, read_on: Some(day(11, 9)), ..Promised::default() };
        let tracks = Tracks { content: Content::Posted, ..agreed().tracks };
        let test = |deliverables: Vec<Promised>, ends_on| {
            let some = Situation { tracks, deliverables, ends_on: Some(ends_on), has_results: true, ..agreed() };
            some.open(&Cadence::default(), day(11, 10)).iter().any(|open| open.step == NextStep::Decide)
        };
        assert!(test(vec![posted], day(12, 16)));
        assert!(!test(vec![posted, Promised::default()], day(12, 16)));
        assert!(test(vec![posted, Promised::default()], day(11, 9)), "the test is over");
    }

    #[test]
    fn silence_is_followed_up_three_times_and_then_given_up() {
        assert_eq!(step(&silent(0, day(11, 2))), (NextStep::FollowUp(1), Some(day(11, 5))));
        assert_eq!(step(&silent(1, day(11, 5))), (NextStep::FollowUp(2), Some(day(11, 9))));
        assert_eq!(
            step(&silent(1, day(11, 10))),
            (NextStep::FollowUp(2), Some(day(11, 14))),
            "the first one went out late"
        );
        assert_eq!(step(&silent(2, day(11, 9))), (NextStep::FollowUp(3), Some(day(11, 16))));
        assert_eq!(step(&silent(3, day(11, 16))), (NextStep::GiveUp(3), Some(day(11, 23))));
        let over = Situation { batch: BatchStatus::Finished, ..silent(0, day(11, 2)) };
        assert_eq!(step(&over), (NextStep::FollowUp(1), None), "nobody is chased for a test that is over");
    }

    #[test]
    fn a_product_that_came_is_shown_within_a_time_where_nobody_agreed_on_a_day() {
        let days = PastDays { delivered_on: Some(day(10, 30)), ..PastDays::default() };
        let tracks = Tracks { product: Product::Delivered, ..agreed().tracks };
        let gift = Situation { window: None, days, tracks, ..agreed() };
        assert_eq!(step(&gift), (NextStep::AwaitPost(0), Some(day(11, 13))));
    }

    #[test]
    fn what_is_overdue_comes_before_what_can_be_done_now() {
        let posted = Tracks { content: Content::Posted, ..agreed().tracks };
        let done = Situation { tracks: posted, has_results: true, ends_on: Some(day(12, 16)), ..agreed() };
        assert_eq!(step(&done), (NextStep::Decide, Some(day(12, 16))));
        let owes = Situation { owed: (16_500, Some(day(11, 30))), ..done.clone() };
        assert_eq!(step(&owes), (NextStep::Pay(16_500), Some(day(11, 30))));
        let decided = Situation { tracks: Tracks { decision: Decision::Drop, ..posted }, ..done };
        assert_eq!(step(&decided), (NextStep::Nothing, None));
        let runs = Situation { rights_end: Some(day(12, 31)), ..decided.clone() };
        assert_eq!(step(&runs), (NextStep::AwaitEnd, Some(day(12, 31))));
        let over = Situation { rights_end: Some(day(11, 9)), ..decided };
        assert_eq!(step(&over), (NextStep::Nothing, None));
    }

    #[test]
    fn each_deliverable_brings_its_own_step() {
        let draft = Promised {
            progress: Progress { draft_on: Some(day(11, 9)), ..Progress::default() },
            ..Promised::default()
        };
        let posted = Promised {
            progress: Progress { posted_on: Some(day(11, 1)), has_post: true, ..Progress::default() },
            ..Promised::default()
        };
        let both = Situation { deliverables: vec![posted, draft], ..agreed() };
        assert_eq!(step(&both), (NextStep::Read(1, 7), Some(day(11, 8))));
        let read = Promised { read_on: Some(day(11, 9)), ..posted };
        let one = Situation { deliverables: vec![read, draft], ..agreed() };
        assert_eq!(step(&one), (NextStep::Review(2), Some(day(11, 11))));
        let open = one.open(&Cadence::default(), day(11, 10));
        assert!(open.contains(&Open { step: NextStep::Read(1, 30), by: Some(day(12, 1)) }), "the next age: {open:?}");
    }

    #[test]
    fn nothing_is_to_be_done_once_the_talk_has_ended() {
        let declined = Tracks { outreach: Outreach::Declined, ..Tracks::default() };
        assert_eq!(step(&Situation { tracks: declined, ..agreed() }), (NextStep::Nothing, None));
    }
}
