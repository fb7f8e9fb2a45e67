//! The queue: the creators to decide on, in a frozen order, and the current position. Pure.

use std::sync::Arc;

use crate::domain::day::Calendar;
use crate::domain::filter::{Expr, parse};
use crate::domain::{CreatorId, Verdict};

/// The passes over a queue, as photographers cull pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Pass {
    /// First: a verdict for everyone.
    #[default]
    Verdicts,
    /// Second: picked and maybe again, with stars.
    Stars,
    /// Third: the same again, with tags.
    Tags,
}

impl Pass {
    const ALL: [Self; 3] = [Self::Verdicts, Self::Stars, Self::Tags];

    fn word(self) -> &'static str {
        match self {
            Self::Verdicts => "verdicts",
            Self::Stars => "stars",
            Self::Tags => "tags",
        }
    }

    /// The pass after this one.
    pub(super) fn next(self) -> Option<Self> {
        match self {
            Self::Verdicts => Some(Self::Stars),
            Self::Stars => Some(Self::Tags),
            Self::Tags => None,
        }
    }
}

/// What a queue was made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Source {
    /// The name of the saved view; empty without one.
    pub(super) name: String,
    /// The filter as typed; empty for everyone.
    pub(super) filter: String,
    /// The order in filter syntax: `sort:-er sort:price`.
    pub(super) sort: String,
    /// The parsed filter. Not stored: it is parsed again at the next start.
    pub(super) expr: Option<Arc<Expr>>,
}

impl Source {
    /// The parsed filter. Marks are gone after a restart, so `is:marked` then means the creators of the queue.
    pub(super) fn expr(&self, ids: &[CreatorId], calendar: Calendar) -> Option<Arc<Expr>> {
        // A stored filter that no longer parses counts as no filter.
        let read = || parse(&self.filter, calendar).unwrap_or_default().expr;
        let meant = |expr: Expr| Arc::new(if expr.asks_for_marks() { expr.with_marked(&ids.into()) } else { expr });
        self.expr.clone().or_else(|| read().map(meant))
    }
}

/// How many creators of a queue there are, by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// All that still exist.
    pub(super) all: usize,
    /// By verdict, in the order of `Verdict`.
    by_verdict: [usize; 5],
}

impl Tally {
    /// How many have this verdict.
    pub(super) fn of(&self, verdict: Verdict) -> usize {
        self.by_verdict[place(verdict)]
    }

    fn count(&mut self, verdict: Option<Verdict>, more: bool) {
        let Some(verdict) = verdict else { return };
        for number in [&mut self.all, &mut self.by_verdict[place(verdict)]] {
            *number = if more { *number + 1 } else { number.saturating_sub(1) };
        }
    }
}

fn place(verdict: Verdict) -> usize {
    match verdict {
        Verdict::New => 0,
        Verdict::Picked => 1,
        Verdict::Maybe => 2,
        Verdict::Rejected => 3,
        Verdict::Snoozed => 4,
    }
}

/// The move after a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Advance {
    /// To the next card.
    On,
    /// Back to the first of this many skipped cards.
    BackTo(usize),
    /// Past the last card.
    Out,
}

/// A frozen queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Queue {
    /// What it was made from.
    pub(super) source: Source,
    /// The current pass.
    pub(super) pass: Pass,
    /// All ids, in order.
    pub(super) ids: Arc<[CreatorId]>,
    /// Verdicts in the same order; `None` for deleted creators.
    verdicts: Vec<Option<Verdict>>,
    /// The counts by verdict.
    pub(super) tally: Tally,
    /// Whether the verdicts have been read from the file. After a start nothing can be counted until they are.
    pub(super) is_known: bool,
    /// The current card; one past the last card at the end.
    pub(super) at: usize,
    /// The furthest card reached.
    seen: usize,
    /// Verdicts given.
    pub(super) given: usize,
}

impl Queue {
    /// A queue at its first card, with nothing decided.
    pub(super) fn new(source: Source, ids: Arc<[CreatorId]>) -> Self {
        let verdicts = vec![Some(Verdict::New); ids.len()];
        let mut queue = Self { source, verdicts, ids, is_known: true, ..Self::default() };
        queue.count();
        queue
    }

    /// The next pass: picked and maybe creators in the same order. `None` after the last pass, or if there are none.
    pub(super) fn next_pass(&self) -> Option<Self> {
        let pass = self.pass.next()?;
        let stays = |verdict: &Option<Verdict>| matches!(verdict, Some(Verdict::Picked | Verdict::Maybe));
        let kept = self.ids.iter().zip(&self.verdicts).filter(|(_, verdict)| stays(verdict));
        let (ids, verdicts): (Vec<CreatorId>, Vec<_>) = kept.map(|(id, verdict)| (*id, *verdict)).unzip();
        let mut queue =
            Self { source: self.source.clone(), pass, ids: ids.into(), verdicts, is_known: true, ..Self::default() };
        queue.count();
        (!queue.ids.is_empty()).then_some(queue)
    }

    /// Appends creators that aren't in the queue yet. Returns how many.
    pub(super) fn add(&mut self, more: &[CreatorId]) -> usize {
        let known: std::collections::HashSet<CreatorId> = self.ids.iter().copied().collect();
        let fresh: Vec<CreatorId> = more.iter().copied().filter(|id| !known.contains(id)).collect();
        self.ids = self.ids.iter().chain(&fresh).copied().collect();
        self.verdicts.resize(self.ids.len(), Some(Verdict::New));
        self.count();
        fresh.len()
    }

    /// Stores the verdicts from the file, in the order of the queue.
    pub(super) fn set_verdicts(&mut self, verdicts: &[Option<Verdict>]) {
        if verdicts.len() != self.ids.len() {
            return;
        }
        self.verdicts = verdicts.to_vec();
        let was_known = std::mem::replace(&mut self.is_known, true);
        self.count();
        let here = self.verdict(self.at);
        // A resumed queue continues at the first open card. At the end it stays there only if no card is open.
        let leaves = !was_known || self.is_out() || here.is_none();
        if self.pass == Pass::Verdicts && here != Some(Verdict::New) && leaves {
            self.at = self.open_from(self.at).or_else(|| self.open_from(0)).unwrap_or(self.ids.len());
        }
        if self.here().is_none() && !self.is_out() {
            let lives = |at: &usize| self.verdicts[*at].is_some();
            let near = (self.at..self.ids.len()).find(lives).or_else(|| (0..self.at).rev().find(lives));
            self.at = near.unwrap_or(self.ids.len());
        }
    }

    fn count(&mut self) {
        let mut tally = Tally::default();
        for verdict in &self.verdicts {
            tally.count(*verdict, true);
        }
        self.tally = tally;
    }

    /// The current creator, unless deleted.
    pub(super) fn here(&self) -> Option<CreatorId> {
        let lives = self.verdicts.get(self.at).is_some_and(Option::is_some);
        self.ids.get(self.at).copied().filter(|_| lives)
    }

    /// The creator that a decision moves to next.
    pub(super) fn after(&self) -> Option<CreatorId> {
        let below = self.at + 1;
        let next = match self.pass {
            Pass::Verdicts => self.open_from(below).or_else(|| self.open_from(0).filter(|at| *at != self.at)),
            Pass::Stars | Pass::Tags => (below..self.ids.len()).find(|at| self.verdicts[*at].is_some()),
        };
        self.ids.get(next.filter(|_| self.is_known)?).copied()
    }

    /// Whether the position is past the last card.
    pub(super) fn is_out(&self) -> bool {
        self.at >= self.ids.len()
    }

    /// The number of the current card and of how many, without those that no longer exist.
    pub(super) fn place(&self) -> (usize, usize) {
        let all = self.ids.len();
        if !self.is_known || self.tally.all == all {
            return ((self.at + 1).min(all), all);
        }
        let before = self.verdicts.iter().take(self.at).flatten().count();
        ((before + 1).min(self.tally.all), self.tally.all)
    }

    /// How many are left in this pass, if the verdicts are known.
    pub(super) fn left(&self) -> Option<usize> {
        self.is_known.then(|| self.tally.all.saturating_sub(self.done()))
    }

    /// Whether nothing is left in this pass.
    pub(super) fn is_done(&self) -> bool {
        self.left() == Some(0)
    }

    /// How many are decided; in later passes, how many were reviewed.
    pub(super) fn done(&self) -> usize {
        match self.pass {
            Pass::Verdicts => self.tally.all - self.tally.of(Verdict::New).min(self.tally.all),
            Pass::Stars | Pass::Tags => self.seen.min(self.tally.all),
        }
    }

    /// The verdict at a position, if known.
    pub(super) fn verdict(&self, at: usize) -> Option<Verdict> {
        self.verdicts.get(at).copied().flatten().filter(|_| self.is_known)
    }

    /// Sets the verdict of a creator and returns the one before.
    pub(super) fn set(&mut self, id: CreatorId, verdict: Verdict) -> Option<Verdict> {
        let at = if self.here() == Some(id) { self.at } else { self.find(id)? };
        let before = self.verdicts[at]?;
        self.tally.count(Some(before), false);
        self.tally.count(Some(verdict), true);
        self.verdicts[at] = Some(verdict);
        Some(before)
    }

    /// The position of a creator.
    pub(super) fn find(&self, id: CreatorId) -> Option<usize> {
        self.ids.iter().position(|known| *known == id)
    }

    fn open_from(&self, at: usize) -> Option<usize> {
        let open = |verdict: &Option<Verdict>| *verdict == Some(Verdict::New);
        self.verdicts.iter().skip(at).position(open).map(|more| at + more)
    }

    /// Moves to a position.
    pub(super) fn go(&mut self, at: usize) {
        self.at = at.min(self.ids.len());
        self.seen = self.seen.max(self.at);
    }

    /// Moves on after a decision: to the next open card, back to skipped cards, or past the end.
    pub(super) fn advance(&mut self) -> Advance {
        self.given += 1;
        if self.pass != Pass::Verdicts {
            self.step(1);
            return if self.is_out() { Advance::Out } else { Advance::On };
        }
        if let Some(at) = self.open_from(self.at + 1) {
            self.go(at);
            return Advance::On;
        }
        if let Some(at) = self.open_from(0) {
            self.go(at);
            return Advance::BackTo(self.tally.of(Verdict::New));
        }
        self.go(self.ids.len());
        Advance::Out
    }

    /// Moves by a number of cards, negative for up, skipping deleted ones. The end is reached if the pass is done by moving.
    pub(super) fn step(&mut self, cards: isize) {
        let down = cards > 0;
        for _ in 0..cards.unsigned_abs().min(self.ids.len()) {
            let lives = |at: &usize| self.verdicts[*at].is_some();
            let next = if down {
                ((self.at + 1)..self.ids.len()).find(lives)
            } else {
                (0..self.at.min(self.ids.len())).rev().find(lives)
            };
            match next {
                Some(at) => self.go(at),
                None if down && (self.pass != Pass::Verdicts || self.is_done()) => return self.go(self.ids.len()),
                None => return,
            }
        }
    }
}

/// The part of a queue that is stored once: everything except the position.
pub(super) fn keep(queue: &Queue) -> String {
    let Source { name, filter, sort, .. } = &queue.source;
    let one_line = |text: &str| text.replace(['\n', '\r'], " ");
    let lines = [queue.pass.word(), &one_line(name), &one_line(filter), &one_line(sort), &written(&queue.ids)];
    lines.join("\n")
}

/// The part stored at each step: current card, furthest card, verdicts given.
pub(super) fn keep_place(queue: &Queue) -> String {
    format!("{} {} {}", queue.at, queue.seen, queue.given)
}

/// Parses both parts; `None` if they make no sense.
pub(super) fn kept(queue: &str, place: &str) -> Option<Queue> {
    let mut lines = queue.splitn(5, '\n');
    let word = lines.next()?;
    let pass = Pass::ALL.into_iter().find(|pass| pass.word() == word)?;
    let mut text = || lines.next().map(str::to_owned);
    let source = Source { name: text()?, filter: text()?, sort: text()?, expr: None };
    let ids = read(lines.next()?)?;
    let mut numbers = place.split(' ').map_while(|number| number.parse::<usize>().ok());
    let mut next = || numbers.next().unwrap_or(0);
    let mut queue = Queue { pass, is_known: false, ..Queue::new(source, ids.into()) };
    queue.at = next().min(queue.ids.len());
    queue.seen = next().min(queue.ids.len()).max(queue.at);
    queue.given = next();
    (!queue.ids.is_empty()).then_some(queue)
}

const BASE: u32 = 36;

/// Writes ids as differences. Neighbors in a list are mostly neighbors in the file, so the differences are short: 501, 502,
/// 505 becomes 501, 1, 3.
fn written(ids: &[CreatorId]) -> String {
    let mut out = String::new();
    let mut before = 0_i64;
    for id in ids {
        let step = id.0.wrapping_sub(before);
        before = id.0;
        if !out.is_empty() {
            out.push(' ');
        }
        if step < 0 {
            out.push('-');
        }
        let mut digits = Vec::new();
        let mut rest = step.unsigned_abs();
        while digits.is_empty() || rest > 0 {
            let digit = u32::try_from(rest % u64::from(BASE)).unwrap_or(0);
            digits.extend(char::from_digit(digit, BASE));
            rest /= u64::from(BASE);
        }
        out.extend(digits.iter().rev());
    }
    out
}

fn read(text: &str) -> Option<Vec<CreatorId>> {
    let mut before = 0_i64;
    let step = |step: &str| {
        before = before.checked_add(i64::from_str_radix(step, BASE).ok()?)?;
        Some(CreatorId(before))
    };
    text.split_ascii_whitespace().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn queue(cards: i64) -> Queue {
        let ids: Vec<CreatorId> = (0..cards).map(|id| CreatorId(100 - id)).collect();
        Queue::new(Source::default(), ids.into())
    }

    fn decide(queue: &mut Queue, verdict: Verdict) -> Advance {
        let here = queue.here().expect("a card");
        queue.set(here, verdict);
        queue.advance()
    }

    #[test]
    fn decisions_move_to_the_next_open_card_then_skipped_ones() {
        let mut queue = queue(5);
        assert_eq!(decide(&mut queue, Verdict::Picked), Advance::On);
        queue.step(2);
        assert_eq!(queue.at, 3);
        decide(&mut queue, Verdict::Rejected);
        assert_eq!(decide(&mut queue, Verdict::Maybe), Advance::BackTo(2));
        assert_eq!((queue.at, queue.done()), (1, 3));
        queue.step(-1);
        // A card that was decided is decided anew, and one is back where one was.
        assert_eq!(decide(&mut queue, Verdict::Rejected), Advance::On);
        assert_eq!(queue.at, 1);
        decide(&mut queue, Verdict::Snoozed);
        assert_eq!(decide(&mut queue, Verdict::Picked), Advance::Out);
        assert!(queue.is_out() && queue.is_done());
        assert_eq!(queue.tally.of(Verdict::Rejected), 2);
        queue.step(-1);
        assert_eq!(queue.at, 4);
    }

    #[test]
    fn later_passes_review_picked_and_maybe() {
        let mut queue = queue(4);
        for verdict in [Verdict::Picked, Verdict::Rejected, Verdict::Maybe, Verdict::Snoozed] {
            decide(&mut queue, verdict);
        }
        let mut second = queue.next_pass().expect("a second pass");
        assert_eq!((second.pass, second.ids.to_vec()), (Pass::Stars, vec![CreatorId(100), CreatorId(98)]));
        assert_eq!(decide(&mut second, Verdict::Rejected), Advance::On);
        second.step(1);
        assert!(second.is_out() && second.is_done());
        let third = second.next_pass().expect("a third pass");
        assert_eq!(third.ids.to_vec(), [CreatorId(98)]);
        assert_eq!(third.next_pass(), None);
    }

    #[test]
    fn skips_deleted_creators_and_finds_open_cards() {
        let mut queue = queue(4);
        queue.is_known = false;
        queue.set_verdicts(&[Some(Verdict::Picked), None, Some(Verdict::New), None]);
        assert_eq!((queue.at, queue.tally.all, queue.done()), (2, 2, 1));
        assert_eq!(queue.place(), (2, 2), "those that are gone are not counted");
        queue.step(-5);
        assert_eq!(queue.at, 0);
        queue.step(1);
        assert_eq!(queue.at, 2);
        queue.set_verdicts(&[Some(Verdict::Picked), None, None, None]);
        assert!(queue.is_out(), "nobody is left");
        queue.set_verdicts(&[Some(Verdict::Picked), None, Some(Verdict::New), None]);
        assert_eq!(queue.at, 2, "what was taken back is open again");
    }

    #[test]
    fn appends_new_creators_once() {
        let mut queue = queue(2);
        assert_eq!(queue.add(&[CreatorId(100), CreatorId(7)]), 1);
        assert_eq!(queue.ids.to_vec(), [100, 99, 7].map(CreatorId));
        assert_eq!(queue.tally.of(Verdict::New), 3);
    }

    proptest! {
        #[test]
        fn state_survives_a_restart(ids in prop::collection::vec(0..i64::MAX, 1..60), at in 0_usize..70, filter in "[a-z:>.,0-9 ]{0,20}") {
            let ids: Vec<CreatorId> = ids.into_iter().map(CreatorId).collect();
            let mut queue = Queue::new(Source { filter, sort: "sort:-er".into(), ..Source::default() }, ids.into());
            queue.go(at);
            (queue.given, queue.is_known) = (3, false);
            prop_assert_eq!(kept(&keep(&queue), &keep_place(&queue)), Some(queue));
        }

        #[test]
        fn damaged_state_is_skipped(text in "\\PC{0,40}", place in "\\PC{0,10}") {
            kept(&text, &place);
            kept(&format!("verdicts\n\n\n\n{text}"), &place);
        }

        #[test]
        fn position_is_always_a_card_or_the_end(steps in prop::collection::vec((0_u8..4, -9_isize..9), 0..60)) {
            let mut queue = queue(7);
            for (what, cards) in steps {
                match what {
                    0 => queue.step(cards),
                    1 if queue.here().is_some() => _ = decide(&mut queue, Verdict::Picked),
                    2 => queue.set_verdicts(&[None, Some(Verdict::New), None, Some(Verdict::Maybe), Some(Verdict::New), None, None]),
                    _ => queue = queue.next_pass().unwrap_or(queue),
                }
                prop_assert!(queue.here().is_some() || queue.is_out(), "{queue:?}");
            }
        }
    }

    #[test]
    fn neighboring_ids_are_stored_short() {
        let ids: Vec<CreatorId> = (1..=100_000).rev().map(CreatorId).collect();
        assert!(written(&ids).len() < 400_000);
    }
}
