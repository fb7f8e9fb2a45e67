//! What is to be done next in a collaboration, and by when.

use chrono::{Days, NaiveDate};

use super::PostingWindow;
use super::collaboration::{Content, Decision, Outreach, Product, Tracks};
use super::deliverable::Progress;

/// Days from a parcel to a post where the campaign does not say.
pub const LEAD_DAYS: i64 = 14;
/// Days of silence after which a message is followed up.
const FOLLOW_UP_DAYS: u64 = 3;

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Write to the creator.
    Contact,
    /// Write once more.
    FollowUp,
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

impl NextStep {
    /// Whether somebody else has to act, or only time passes.
    pub fn is_waiting(self) -> bool {
        matches!(self, Self::AwaitParcel | Self::AwaitDraft(_) | Self::AwaitPost(_) | Self::AwaitEnd | Self::FollowUp)
    }
}

/// A deliverable as the next step sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Promised {
    /// How far it has come.
    pub progress: Progress,
    /// The day by which it is to be out.
    pub due_on: Option<NaiveDate>,
    /// The age at which a reading is missing.
    pub unread: Option<u16>,
}

/// Where a collaboration stands.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Its tracks.
    pub tracks: Tracks,
    /// Day of the first message.
    pub contacted_on: Option<NaiveDate>,
    /// Whether something is to be sent: an item or its cost is noted.
    pub has_item: bool,
    /// When the post is to go out.
    pub window: Option<PostingWindow>,
    /// Days from a parcel to a post.
    pub lead_days: i64,
    /// What was promised, and what was posted beyond that.
    pub deliverables: &'a [Promised],
    /// What is owed to the creator, minor units, and the first day on which some of it is due.
    pub owed: (i64, Option<NaiveDate>),
    /// Whether orders or readings exist.
    pub has_results: bool,
    /// The last day of the right that runs longest.
    pub rights_end: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
}

/// The last day on which a parcel can leave and still arrive in time for the first day of a window.
pub fn ship_by(window: PostingWindow, lead_days: i64) -> Option<NaiveDate> {
    let first = window.from.unwrap_or(window.until);
    first.checked_sub_days(Days::new(u64::try_from(lead_days).unwrap_or(0)))
}

impl Situation<'_> {
    /// What is to be done next, and by when: first what is due today or overdue, then what you can do now, then what others owe you.
    pub fn next(&self) -> (NextStep, Option<NaiveDate>) {
        let steps = self.steps();
        let late = |(_, by): &&(NextStep, Option<NaiveDate>)| by.is_some_and(|by| by <= self.today);
        let overdue = steps.iter().filter(late).min_by_key(|(_, by)| *by);
        let found = overdue.or_else(|| steps.iter().find(|(step, _)| !step.is_waiting())).or(steps.first());
        found.copied().unwrap_or((NextStep::Nothing, None))
    }

    /// Everything that is open, in the usual order of the work.
    fn steps(&self) -> Vec<(NextStep, Option<NaiveDate>)> {
        let mut steps = Vec::new();
        if !self.tracks.has_ended() {
            match self.talk() {
                Some(talk) => steps.push(talk),
                None => self.work(&mut steps),
            }
        }
        let (owed, due) = self.owed;
        if owed > 0 {
            steps.push((NextStep::Pay(owed), due));
        }
        let is_open = matches!(self.tracks.decision, Decision::Undecided | Decision::Wait);
        if self.tracks.is_posted() && self.has_results && is_open {
            steps.push((NextStep::Decide, None));
        }
        if let Some(end) = self.rights_end.filter(|end| *end >= self.today) {
            steps.push((NextStep::AwaitEnd, Some(end)));
        }
        steps
    }

    /// What is left of the talk; nothing once both sides agreed.
    fn talk(&self) -> Option<(NextStep, Option<NaiveDate>)> {
        if self.tracks.is_agreed() {
            return None;
        }
        match self.tracks.outreach {
            Outreach::ToContact => Some((NextStep::Contact, None)),
            Outreach::Contacted | Outreach::FollowedUp => {
                let since = self.contacted_on?;
                Some((NextStep::FollowUp, since.checked_add_days(Days::new(FOLLOW_UP_DAYS))))
            }
            _ => Some((NextStep::Agree, None)),
        }
    }

    fn work(&self, steps: &mut Vec<(NextStep, Option<NaiveDate>)>) {
        let until = self.window.map(|window| window.until);
        let is_out = self.tracks.is_posted();
        match self.tracks.product {
            Product::ToShip => steps.push((NextStep::Ship, self.ship_by())),
            Product::NotNeeded if self.has_item && !is_out => steps.push((NextStep::Ship, self.ship_by())),
            Product::Lost if !is_out => steps.push((NextStep::Replace, None)),
            Product::Shipped => steps.push((NextStep::AwaitParcel, None)),
            _ => {}
        }
        if self.tracks.content == Content::BriefToSend {
            steps.push((NextStep::SendBrief, None));
        }
        if self.deliverables.is_empty() && !is_out && self.tracks.content != Content::Missed {
            steps.push((NextStep::AwaitPost(0), until));
        }
        for (index, promised) in self.deliverables.iter().enumerate() {
            let (number, by) = (index + 1, promised.due_on.or(until));
            match promised.progress.content() {
                Some(Content::Posted) => {
                    if let Some(age) = promised.unread {
                        steps.push((NextStep::Read(number, age), None));
                    }
                }
                Some(Content::Missed) => {}
                Some(Content::DraftIn) => steps.push((NextStep::Review(number), by)),
                Some(Content::Approved) => steps.push((NextStep::AwaitPost(number), by)),
                _ => steps.push((NextStep::AwaitDraft(number), by)),
            }
        }
    }

    fn ship_by(&self) -> Option<NaiveDate> {
        ship_by(self.window?, self.lead_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    fn agreed() -> Situation<'static> {
        Situation {
            tracks: Tracks { outreach: Outreach::Agreed, content: Content::BriefSent, ..Tracks::default() },
            contacted_on: None,
            has_item: false,
            window: PostingWindow::between(day(12, 1), day(12, 14)),
            lead_days: LEAD_DAYS,
            deliverables: &[],
            owed: (0, None),
            has_results: false,
            rights_end: None,
            today: day(11, 10),
        }
    }

    #[test]
    fn a_parcel_leaves_the_lead_time_before_the_posting_window() {
        let parcel = Situation { has_item: true, ..agreed() };
        assert_eq!(parcel.next(), (NextStep::Ship, Some(day(11, 17))));
        let sent = Situation { tracks: Tracks { product: Product::Shipped, ..agreed().tracks }, ..parcel };
        assert_eq!(sent.next(), (NextStep::AwaitParcel, None));
        assert_eq!(agreed().next(), (NextStep::AwaitPost(0), Some(day(12, 14))));
    }

    #[test]
    fn what_is_overdue_comes_before_what_can_be_done_now() {
        let talking = Tracks { outreach: Outreach::Contacted, ..Tracks::default() };
        let silent = Situation { tracks: talking, contacted_on: Some(day(11, 2)), ..agreed() };
        assert_eq!(silent.next(), (NextStep::FollowUp, Some(day(11, 5))));
        let posted = Tracks { content: Content::Posted, ..agreed().tracks };
        let done = Situation { tracks: posted, has_results: true, ..agreed() };
        assert_eq!(done.next(), (NextStep::Decide, None));
        let owes = Situation { owed: (16_500, Some(day(11, 30))), ..done };
        assert_eq!(owes.next(), (NextStep::Pay(16_500), Some(day(11, 30))));
        let decided = Situation { tracks: Tracks { decision: Decision::Drop, ..posted }, ..done };
        assert_eq!(decided.next(), (NextStep::Nothing, None));
        let runs = Situation { rights_end: Some(day(12, 31)), ..decided };
        assert_eq!(runs.next(), (NextStep::AwaitEnd, Some(day(12, 31))));
        let over = Situation { rights_end: Some(day(11, 9)), ..decided };
        assert_eq!(over.next(), (NextStep::Nothing, None));
    }

    #[test]
    fn each_deliverable_brings_its_own_step() {
        let draft = Promised {
            progress: Progress { draft_on: Some(day(11, 9)), ..Progress::default() },
            ..Promised::default()
        };
        let posted = Promised {
            progress: Progress { posted_on: Some(day(11, 1)), has_post: true, ..Progress::default() },
            unread: Some(7),
            ..Promised::default()
        };
        let two = [posted, draft];
        let both = Situation { deliverables: &two, ..agreed() };
        assert_eq!(both.next(), (NextStep::Read(1, 7), None));
        let one = [Promised { unread: None, ..posted }, draft];
        assert_eq!(Situation { deliverables: &one, ..agreed() }.next(), (NextStep::Review(2), Some(day(12, 14))));
    }

    #[test]
    fn nothing_is_to_be_done_once_the_talk_has_ended() {
        let declined = Tracks { outreach: Outreach::Declined, ..Tracks::default() };
        assert_eq!(Situation { tracks: declined, ..agreed() }.next(), (NextStep::Nothing, None));
    }
}
