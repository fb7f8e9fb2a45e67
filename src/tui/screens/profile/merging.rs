//! Merging as it is looked at first: who stays, who goes, what comes from whom, and what is put aside.

use crate::domain::merge::{Choice, merge};
use crate::proto::WriteCmd;
use crate::proto::duplicates::AlikeRow;
use crate::tui::kit::overlay::{Overlay, Proposal};
use crate::tui::look::{figure, text};

/// The letter that lets another one stay.
pub const OTHER: &str = "s";

/// Creators about to be merged.
#[derive(Clone, Debug)]
pub struct Merging {
    rows: Vec<AlikeRow>,
    stays: usize,
}

impl Merging {
    /// Merges these into the one at `stays`. Accounts of other platforms are left as they are.
    pub fn new(rows: Vec<AlikeRow>, stays: usize) -> Self {
        let stays = stays.min(rows.len().saturating_sub(1));
        Self { rows, stays }
    }

    /// Lets the next one stay.
    pub fn turn(&mut self) {
        self.stays = (self.stays + 1) % self.rows.len().max(1);
    }

    /// Who goes: the others on the platform of the one that stays.
    fn going(&self) -> impl Iterator<Item = &AlikeRow> {
        let platform = self.rows.get(self.stays).map(|row| row.row.fields.platform);
        let others = self.rows.iter().enumerate().filter(|(at, _)| *at != self.stays).map(|(_, row)| row);
        others.filter(move |row| Some(row.row.fields.platform) == platform)
    }

    fn apart(&self) -> impl Iterator<Item = &AlikeRow> {
        let platform = self.rows.get(self.stays).map(|row| row.row.fields.platform);
        self.rows.iter().filter(move |row| Some(row.row.fields.platform) != platform)
    }

    /// The command, or why there is none.
    pub fn command(&self) -> Result<WriteCmd, String> {
        let Some(stays) = self.rows.get(self.stays) else { return Err("There is nobody to merge.".to_owned()) };
        let from: Vec<_> = self.going().map(|row| row.row.id).collect();
        if !from.is_empty() {
            return Ok(WriteCmd::MergeCreators { into: stays.row.id, from });
        }
        let handle = &stays.row.fields.handle;
        Err(if self.rows.len() < 2 {
            format!("{handle} cannot be merged into itself: it takes two.")
        } else {
            "Accounts on two platforms stay two creators: a note can say that they are one person.".to_owned()
        })
    }

    /// All of it, to be looked at.
    pub fn overlay(&self) -> Overlay {
        let Some(stays) = self.rows.get(self.stays) else { return Overlay::Proposal(Proposal::default()) };
        let name = stays.row.fields.handle.to_string();
        let mut facts = vec![("Stays".to_owned(), format!("{name}: {}", weight(stays)))];
        let mut side = stays.side();
        let mut going = Vec::new();
        for row in self.going() {
            let handle = row.row.fields.handle.to_string();
            let label = if going.is_empty() { "Goes" } else { "" };
            facts.push((label.to_owned(), format!("{handle}: {}; all of it comes along", weight(row))));
            let (merged, choices) = merge(&side, &row.side());
            facts.extend(choices.iter().map(|choice| said(choice, &handle)));
            side = merged;
            going.push(handle);
        }
        let new: Vec<&str> = self
            .going()
            .flat_map(|row| &row.row.tags)
            .filter(|tag| !stays.row.tags.contains(tag))
            .map(String::as_str)
            .collect();
        if !new.is_empty() {
            facts.push(("tags".to_owned(), format!("also {}", new.join(", "))));
        }
        let with_deals = self.going().filter(|row| row.collaborations > 0).count();
        if with_deals > 0 && stays.collaborations > 0 {
            let said = "two in one batch become one, with the costs, codes, posts and sales of both";
            facts.push(("deals".to_owned(), said.to_owned()));
        }
        if !going.is_empty() {
            facts.push(("handle".to_owned(), format!("{} still finds {name}, also in imports", going.join(", "))));
        }
        let apart: Vec<String> =
            self.apart().map(|row| format!("{} ({})", row.row.fields.handle, row.row.fields.platform.word())).collect();
        if !apart.is_empty() {
            let stay = if apart.len() == 1 { "stays a creator" } else { "stay creators" };
            facts.push(("Not merged".to_owned(), format!("{}: another platform, {stay} of its own", apart.join(", "))));
        }
        let yes = if going.is_empty() { String::new() } else { format!("merge into {name}") };
        let title = if going.is_empty() {
            format!("Nothing to merge into {name}")
        } else {
            format!("Merge {} into {name}", going.join(", "))
        };
        let others = if self.rows.len() > 1 { vec![('s', "another one stays".to_owned())] } else { Vec::new() };
        Overlay::Proposal(Proposal { title, facts, yes, others })
    }
}

/// `2 collaborations, 14 posts, 3 notes`.
pub fn weight(row: &AlikeRow) -> String {
    let part = |count: i64, one, many| (count > 0).then(|| figure::counted(count, one, many));
    let parts = [
        part(row.collaborations, "collaboration", "collaborations"),
        part(row.posts, "post", "posts"),
        part(row.notes, "note", "notes"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "no posts, notes or collaborations".to_owned() } else { parts.join(", ") }
}

/// `followers | 60,000 from @mia.old (newer; 52,100 goes into a note)`.
fn said(choice: &Choice, from: &str) -> (String, String) {
    let kept = text::fit(&choice.kept, 60);
    let aside = choice.aside.as_ref().map(|aside| text::fit(aside, 60));
    let said = match (choice.is_taken, aside) {
        (true, None) => format!("{kept} from {from}"),
        (true, Some(aside)) => format!("{kept} from {from}, which is newer ({aside} goes into a note)"),
        (false, Some(aside)) => format!("{kept} stays ({aside} of {from} goes into a note)"),
        (false, None) => kept,
    };
    (choice.what.to_owned(), said)
}
