//! The board: its columns, and which steps a move from one column to the next writes.

use super::collaboration::{Content, Decision, Outreach, Payment, Product, Rights, Stage, Tracks};
use super::milestone::Milestone;

/// The columns of the board, in the order of the work.
pub const COLUMNS: [Stage; 7] =
    [Stage::Shortlist, Stage::Contacted, Stage::Agreed, Stage::Shipped, Stage::Posted, Stage::Results, Stage::Closed];

/// The stages of those who left the board.
pub const LEFT: [Stage; 2] = [Stage::Declined, Stage::Missed];

/// Where a collaboration stands, as far as a move has to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that are independent of each other")]
pub struct Standing {
    /// Its tracks, as of today.
    pub tracks: Tracks,
    /// Whether orders or readings exist.
    pub has_results: bool,
    /// Whether every amount is paid or released.
    pub is_settled: bool,
    /// How many posts are out.
    pub posts: usize,
    /// Whether the day of an answer is known.
    pub has_replied: bool,
    /// Whether the creator was paid something, or sent an invoice.
    pub is_billed: bool,
    /// Whether something is to be sent.
    pub needs_parcel: bool,
}

impl Standing {
    /// The column it stands in.
    pub fn stage(&self) -> Stage {
        self.tracks.stage(self.has_results, self.is_settled)
    }
}

/// Where a card goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One column on.
    Forward,
    /// One column back.
    Back,
}

/// One thing that a move writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A step of a track.
    Pass(Milestone),
    /// The post goes, with its day and its link.
    RemovePost,
}

impl Deed {
    /// The tracks after it.
    fn in_tracks(self, tracks: Tracks) -> Tracks {
        match self {
            Self::Pass(milestone) => milestone.in_tracks(tracks),
            Self::RemovePost => Tracks { content: Content::BriefSent, ..tracks },
        }
    }
}

/// Why a card stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// It is in the first column.
    First,
    /// It is in the last column.
    Last,
    /// The creator declined, or no post came.
    Left,
    /// Neither an order nor a reading is there.
    NoResults,
    /// Orders or readings are there and stay.
    HasResults,
    /// Money is still open.
    Owes,
    /// A right still runs.
    RightRuns,
    /// Nothing was decided.
    Undecided,
    /// The creator was paid, or sent an invoice.
    Billed,
    /// Several posts are out.
    SeveralPosts,
}

/// What a move writes, and where the card stands then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The column.
    pub to: Stage,
    /// What is written, in this order.
    pub deeds: Vec<Deed>,
}

impl Move {
    /// Whether the move notes that a post is out.
    pub fn posts(&self) -> bool {
        self.deeds.contains(&Deed::Pass(Milestone::Content(Content::Posted)))
    }

    /// Whether the move notes that both sides agreed.
    pub fn agrees(&self) -> bool {
        self.deeds.contains(&Deed::Pass(Milestone::Talk(Outreach::Agreed)))
    }
}

/// What moving a card one column on or back writes. `decision` is what was answered for the last column, if anything.
///
/// # Errors
/// Says why the card stays where it is.
pub fn plan(from: &Standing, way: Way, decision: Decision) -> Result<Move, Barrier> {
    let deed = match way {
        Way::Forward => forward(from, decision)?,
        Way::Back => back(from)?,
    };
    let mut deeds = vec![deed];
    // Closed is what was decided and owes nothing: a card that leaves or passes by that is open again.
    let after = deed.in_tracks(from.tracks);
    let is_closing = matches!(deed, Deed::Pass(Milestone::Decision(_)));
    if !is_closing && after.stage(from.has_results, true) == Stage::Closed {
        deeds.insert(0, Deed::Pass(Milestone::Decision(Decision::Undecided)));
    }
    let tracks = deeds.iter().fold(from.tracks, |tracks, deed| deed.in_tracks(tracks));
    Ok(Move { to: tracks.stage(from.has_results, from.is_settled), deeds })
}

fn forward(from: &Standing, decision: Decision) -> Result<Deed, Barrier> {
    Ok(Deed::Pass(match from.stage() {
        Stage::Shortlist => Milestone::Talk(Outreach::Contacted),
        Stage::Contacted => Milestone::Talk(Outreach::Agreed),
        // Where nothing is to be sent, the post comes next.
        Stage::Agreed if !from.needs_parcel => Milestone::Content(Content::Posted),
        Stage::Agreed => Milestone::Parcel(Product::Shipped),
        Stage::Shipped => Milestone::Content(Content::Posted),
        Stage::Posted => return Err(Barrier::NoResults),
        Stage::Results => return close(from, decision),
        Stage::Closed => return Err(Barrier::Last),
        Stage::Declined | Stage::Missed => return Err(Barrier::Left),
    }))
}

/// The decision is all that may be missing in the last column.
fn close(from: &Standing, decision: Decision) -> Result<Deed, Barrier> {
    let owes = !matches!(from.tracks.payment, Payment::Paid | Payment::NothingOwed);
    if owes || !from.is_settled {
        return Err(Barrier::Owes);
    }
    if from.tracks.rights == Rights::Granted {
        return Err(Barrier::RightRuns);
    }
    match decision {
        Decision::Undecided | Decision::Wait => Err(Barrier::Undecided),
        decision => Ok(Deed::Pass(Milestone::Decision(decision))),
    }
}

/// The step that brought the card where it is gives way to the one before it.
fn back(from: &Standing) -> Result<Deed, Barrier> {
    Ok(match from.stage() {
        Stage::Shortlist => return Err(Barrier::First),
        Stage::Contacted | Stage::Agreed if from.is_billed => return Err(Barrier::Billed),
        Stage::Contacted => Deed::Pass(Milestone::Talk(Outreach::ToContact)),
        // An answer noted after an agreement would undo nothing.
        Stage::Agreed => Deed::Pass(Milestone::Talk(Outreach::Negotiating)),
        Stage::Declined if from.has_replied => Deed::Pass(Milestone::Talk(Outreach::Replied)),
        Stage::Declined => Deed::Pass(Milestone::Talk(Outreach::Contacted)),
        Stage::Shipped => Deed::Pass(Milestone::Parcel(Product::ToShip)),
        Stage::Missed => Deed::Pass(Milestone::Content(Content::BriefSent)),
        Stage::Posted if from.posts > 1 => return Err(Barrier::SeveralPosts),
        Stage::Posted => Deed::RemovePost,
        Stage::Results => return Err(Barrier::HasResults),
        Stage::Closed => Deed::Pass(Milestone::Decision(Decision::Undecided)),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator;

    use super::*;

    /// All standings there can be: every value of every track beside every other, and the facts around them.
    fn all() -> Vec<Standing> {
        let mut all = Vec::new();
        for (outreach, product) in Outreach::iter().flat_map(|o| Product::iter().map(move |p| (o, p))) {
            for (content, rights) in Content::iter().flat_map(|c| Rights::iter().map(move |r| (c, r))) {
                for (payment, decision) in Payment::iter().flat_map(|p| Decision::iter().map(move |d| (p, d))) {
                    let tracks = Tracks { outreach, product, content, rights, payment, decision };
                    for bits in 0..32_u8 {
                        let bit = |at: u8| bits & (1 << at) != 0;
                        all.push(Standing {
                            tracks,
                            has_results: bit(0),
                            is_settled: bit(1),
                            posts: usize::from(tracks.is_posted()),
                            has_replied: bit(2),
                            is_billed: bit(3),
                            needs_parcel: bit(4),
                        });
                    }
                }
            }
        }
        all
    }

    fn rank(stage: Stage) -> Option<usize> {
        COLUMNS.iter().position(|column| *column == stage)
    }

    #[test]
    fn after_a_move_the_card_stands_where_it_was_to_go_or_the_move_was_refused() {
        let mut refused = BTreeSet::new();
        for from in all() {
            let stage = from.stage();
            for way in [Way::Forward, Way::Back] {
                let planned = match plan(&from, way, Decision::Scale) {
                    Ok(planned) => planned,
                    Err(barrier) => {
                        refused.insert(format!("{stage:?} {way:?} {barrier:?}"));
                        continue;
                    }
                };
                let tracks = planned.deeds.iter().fold(from.tracks, |tracks, deed| deed.in_tracks(tracks));
                // Paying and releasing are no part of a move, but may follow from it.
                let stages = [true, false].map(|is_settled| tracks.stage(from.has_results, is_settled));
                if planned.to != Stage::Closed {
                    assert_eq!(stages, [planned.to; 2], "{from:?} {way:?}");
                }
                let expected: &[Stage] = match (stage, way) {
                    (Stage::Shortlist, Way::Forward) | (Stage::Declined | Stage::Agreed, Way::Back) => {
                        &[Stage::Contacted]
                    }
                    (Stage::Contacted, Way::Forward) => &[Stage::Agreed],
                    (Stage::Agreed, Way::Forward) if from.needs_parcel => &[Stage::Shipped],
                    (Stage::Agreed | Stage::Shipped, Way::Forward) => &[Stage::Posted, Stage::Results],
                    (Stage::Results, Way::Forward) => &[Stage::Closed],
                    (Stage::Contacted, Way::Back) => &[Stage::Shortlist],
                    // Whatever the other tracks say: a parcel may leave before anybody agreed.
                    (Stage::Shipped, Way::Back) => {
                        &[Stage::Shortlist, Stage::Contacted, Stage::Agreed, Stage::Declined]
                    }
                    (Stage::Posted | Stage::Missed, Way::Back) => {
                        &[Stage::Shortlist, Stage::Contacted, Stage::Agreed, Stage::Shipped, Stage::Declined]
                    }
                    (Stage::Closed, Way::Back) => &[
                        Stage::Shortlist,
                        Stage::Contacted,
                        Stage::Agreed,
                        Stage::Shipped,
                        Stage::Posted,
                        Stage::Results,
                        Stage::Declined,
                        Stage::Missed,
                    ],
                    _ => panic!("{from:?} {way:?} goes to {:?}", planned.to),
                };
                assert!(expected.contains(&planned.to), "{from:?} {way:?} goes to {:?}", planned.to);
                if let (Some(before), Some(after)) = (rank(stage), rank(planned.to)) {
                    assert_eq!(after > before, way == Way::Forward, "{from:?}");
                }
            }
        }
        let expected = [
            "Agreed Back Billed",
            "Closed Forward Last",
            "Contacted Back Billed",
            "Declined Forward Left",
            "Missed Forward Left",
            "Posted Forward NoResults",
            "Results Back HasResults",
            "Results Forward Owes",
            "Results Forward RightRuns",
            "Shortlist Back First",
        ];
        assert_eq!(refused, expected.map(str::to_owned).into());
    }

    #[test]
    fn only_a_decision_that_ends_the_test_closes_it() {
        let tracks = Tracks { outreach: Outreach::Agreed, content: Content::Posted, ..Tracks::default() };
        let from = Standing { tracks, has_results: true, is_settled: true, posts: 1, ..Standing::default() };
        for decision in [Decision::Undecided, Decision::Wait] {
            assert_eq!(plan(&from, Way::Forward, decision), Err(Barrier::Undecided));
        }
        let closed = plan(&from, Way::Forward, Decision::Drop).expect("closes");
        assert_eq!((closed.to, closed.deeds.len()), (Stage::Closed, 1));
    }

    #[test]
    fn several_posts_are_not_removed_by_one_key() {
        let tracks = Tracks { outreach: Outreach::Agreed, content: Content::Posted, ..Tracks::default() };
        let from = Standing { tracks, posts: 2, ..Standing::default() };
        assert_eq!(plan(&from, Way::Back, Decision::Undecided), Err(Barrier::SeveralPosts));
    }
}
