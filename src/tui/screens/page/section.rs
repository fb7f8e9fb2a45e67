//! The sections of the page: what there is, in which order, and what stands in each.

use strum::IntoEnumIterator;

use crate::proto::page::CreatorPage;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::Role;
use crate::tui::look::figure::counted;

use super::sheet::Sheet;
use super::{booked, facts, kit, posts, vetted, watched};

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum Section {
    /// Who it is, and where that is known from.
    #[default]
    Facts,
    /// The score and what it is made of.
    Fit,
    /// Warning signs.
    Flags,
    /// What follows from the posts.
    Vetting,
    /// What a media kit states.
    Kit,
    /// Who watches, and past sponsored posts.
    Audience,
    /// The posts with their newest counts.
    Posts,
    /// Followers and views over time.
    Charts,
    /// Every collaboration ever.
    Collaborations,
    /// Notes and messages.
    Notes,
}

impl Section {
    /// The sections in the left of two columns; the others stand in the right one.
    const LEFT: [Self; 6] = [Self::Facts, Self::Fit, Self::Flags, Self::Vetting, Self::Kit, Self::Audience];

    /// Heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Facts => "Facts",
            Self::Fit => "Fit",
            Self::Flags => "Flags",
            Self::Vetting => "Vetting",
            Self::Kit => "Media kit",
            Self::Audience => "Audience and ad labels",
            Self::Posts => "Posts",
            Self::Charts => "Over time",
            Self::Collaborations => "Collaborations",
            Self::Notes => "Notes",
        }
    }

    /// The sections of each column.
    pub fn columns(two: bool) -> Vec<Vec<Self>> {
        if !two {
            return vec![Self::iter().collect()];
        }
        vec![Self::LEFT.to_vec(), Self::iter().filter(|section| !Self::LEFT.contains(section)).collect()]
    }

    /// The section so many places further on, around the end.
    pub fn beside(self, forward: bool) -> Self {
        let all: Vec<Self> = Self::iter().collect();
        let at = all.iter().position(|section| *section == self).unwrap_or(0);
        let step = if forward { 1 } else { all.len() - 1 };
        all.get((at + step) % all.len()).copied().unwrap_or_default()
    }

    /// What stands to the right of the heading: how much there is, or which key does something.
    pub fn note(self, page: &CreatorPage, ctx: &Ctx) -> String {
        let count = |count: usize, one: &str, many: &str| counted(count, one, many);
        match self {
            Self::Facts => format!("{} edits", ctx.key(Action::FieldEdit)),
            Self::Fit | Self::Vetting => format!("{} says how", ctx.key(Action::PaneInfo)),
            Self::Flags if page.vetting.flags.is_empty() => String::new(),
            Self::Flags => count(page.vetting.flags.len(), "sign", "signs"),
            Self::Posts => {
                format!("{}   {} adds, or paste", count(page.posts.len(), "post", "posts"), ctx.key(Action::ItemAdd))
            }
            Self::Collaborations if page.bookings.is_empty() => String::new(),
            Self::Collaborations => format!("{} in all", page.bookings.len()),
            Self::Notes => format!("{} adds", ctx.key(Action::NoteAdd)),
            Self::Kit | Self::Audience | Self::Charts => String::new(),
        }
    }

    /// The lines of the section. `plain` asks for words and numbers in the place of pictures.
    pub fn sheet(self, page: &CreatorPage, ctx: &Ctx, cells: usize, plain: bool) -> Sheet {
        let mut sheet = Sheet::new(cells);
        match self {
            Self::Facts => facts::write(&mut sheet, page, ctx),
            Self::Fit => vetted::write_fit(&mut sheet, page),
            Self::Flags => vetted::write_flags(&mut sheet, page),
            Self::Vetting => vetted::write(&mut sheet, page),
            Self::Kit => kit::write(&mut sheet, page),
            Self::Audience => watched::write(&mut sheet, page),
            // On paper no key adds any.
            Self::Posts if plain && page.posts.is_empty() => sheet.say("No posts yet.", Role::Text),
            Self::Collaborations if plain && page.bookings.is_empty() => sheet.say("Never booked.", Role::Text),
            Self::Notes if plain && page.notes.is_empty() => sheet.say("No notes yet.", Role::Text),
            Self::Posts => posts::write(&mut sheet, page, ctx),
            Self::Charts if plain => posts::write_counts(&mut sheet, page),
            Self::Charts => posts::write_charts(&mut sheet, page, ctx),
            Self::Collaborations => booked::write(&mut sheet, page, ctx),
            Self::Notes => booked::write_notes(&mut sheet, page, ctx),
        }
        sheet
    }
}

/// The whole page as text, for copying and printing.
pub fn text(page: &CreatorPage, ctx: &Ctx, cells: usize) -> Vec<String> {
    let mut lines = vec![facts::head(page, ctx)];
    for section in Section::iter() {
        lines.push(String::new());
        lines.push(section.title().to_uppercase());
        lines.extend(section.sheet(page, ctx, cells, true).text());
    }
    lines
}
