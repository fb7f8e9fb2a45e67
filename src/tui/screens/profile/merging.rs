//! The preview of a merge: which creator is kept, which are merged into it, which value wins, and what goes into a note.

use crate::domain::merge::{Choice, merge};
use crate::proto::WriteCmd;
use crate::proto::duplicates::AlikeRow;
use crate::tui::kit::overlay::{Overlay, Proposal};
use crate::tui::look::{figure, text};

/// The letter that keeps another creator.
pub const OTHER: &str = "s";

/// Creators about to be merged.
#[derive(Clone, Debug)]
pub struct Merging {
    rows: Vec<AlikeRow>,
    stays: usize,
}

impl Merging {
    /// Merges the rows into the one at `stays`. Accounts on other platforms are left alone.
    pub fn new(rows: Vec<AlikeRow>, stays: usize) -> Self {
        let stays = stays.min(rows.len().saturating_sub(1));
        Self { rows, stays }
    }

    /// Keeps the next creator in the list instead.
    pub fn keep_next(&mut self) {
        self.stays = (self.stays + 1) % self.rows.len().max(1);
    }

    /// The creators merged away: the others on the platform of the kept one.
    fn merged_away(&self) -> impl Iterator<Item = &AlikeRow> {
        let platform = self.rows.get(self.stays).map(|row| row.row.fields.platform);
        let others = self.rows.iter().enumerate().filter(|(at, _)| *at != self.stays).map(|(_, row)| row);
        others.filter(move |row| Some(row.row.fields.platform) == platform)
    }

    fn other_platforms(&self) -> impl Iterator<Item = &AlikeRow> {
        let platform = self.rows.get(self.stays).map(|row| row.row.fields.platform);
        self.rows.iter().filter(move |row| Some(row.row.fields.platform) != platform)
    }

    /// The command, or why there is none.
    pub fn command(&self) -> Result<WriteCmd, String> {
        let Some(stays) = self.rows.get(self.stays) else { return Err("There is nothing to merge.".to_owned()) };
        let from: Vec<_> = self.merged_away().map(|row| row.row.id).collect();
        if !from.is_empty() {
            return Ok(WriteCmd::MergeCreators { into: stays.row.id, from });
        }
        let handle = &stays.row.fields.handle;
        Err(if self.rows.len() < 2 {
            format!("Merging takes two creators. Only {handle} is marked.")
        } else {
            "Accounts on different platforms can't be merged. Add a note that they are the same person.".to_owned()
        })
    }

    /// The preview.
    pub fn overlay(&self) -> Overlay {
        let Some(stays) = self.rows.get(self.stays) else { return Overlay::Proposal(Proposal::default()) };
        let name = stays.row.fields.handle.to_string();
        let mut facts = vec![("Keep".to_owned(), format!("{name}: {}", weight(stays)))];
        let mut side = stays.side();
        let mut going = Vec::new();
        for row in self.merged_away() {
            let handle = row.row.fields.handle.to_string();
            let label = if going.is_empty() { "Merge in" } else { "" };
            facts.push((label.to_owned(), format!("{handle}: {}, all moved over", weight(row))));
            let (merged, choices) = merge(&side, &row.side());
            facts.extend(choices.iter().map(|choice| choice_line(choice, &handle)));
            side = merged;
            going.push(handle);
        }
        let new: Vec<&str> = self
            .merged_away()
            .flat_map(|row| &row.row.tags)
            .filter(|tag| !stays.row.tags.contains(tag))
            .map(String::as_str)
            .collect();
        if !new.is_empty() {
            facts.push(("tags".to_owned(), format!("also {}", new.join(", "))));
        }
        let with_deals = self.merged_away().filter(|row| row.collaborations > 0).count();
        if with_deals > 0 && stays.collaborations > 0 {
            let said = "two in the same batch become one, with the costs, codes, posts and sales of both";
            facts.push(("collaborations".to_owned(), said.to_owned()));
        }
        if !going.is_empty() {
            facts.push(("handle".to_owned(), format!("{} still finds {name}, also in imports", going.join(", "))));
        }
        let apart: Vec<String> = self
            .other_platforms()
            .map(|row| format!("{} ({})", row.row.fields.handle, row.row.fields.platform.word()))
            .collect();
        if !apart.is_empty() {
            let stay = if apart.len() == 1 { "it stays separate" } else { "they stay separate" };
            facts.push(("Not merged".to_owned(), format!("{}: on another platform, so {stay}", apart.join(", "))));
        }
        let yes = if going.is_empty() { String::new() } else { format!("merge into {name}") };
        let title = if going.is_empty() {
            format!("Nothing to merge into {name}")
        } else {
            format!("Merge {} into {name}", going.join(", "))
        };
        let others = if self.rows.len() > 1 { vec![('s', "keep another one".to_owned())] } else { Vec::new() };
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

/// `followers | 60,000 from @mia.old, which is newer (52,100 goes into a note)`.
fn choice_line(choice: &Choice, from: &str) -> (String, String) {
    let kept = text::fit(&choice.kept, 60);
    let aside = choice.aside.as_ref().map(|aside| text::fit(aside, 60));
    let said = match (choice.is_taken, aside) {
        (true, None) => format!("{kept} from {from}"),
        (true, Some(aside)) => format!("{kept} from {from}, which is newer ({aside} goes into a note)"),
        (false, Some(aside)) => format!("keeps {kept} ({aside} from {from} goes into a note)"),
        (false, None) => kept,
    };
    (choice.what.to_owned(), said)
}
