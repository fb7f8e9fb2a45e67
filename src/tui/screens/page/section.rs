//! The sections of the page: their order and contents.

use crate::proto::page::CreatorPage;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::Role;
use crate::tui::look::figure::counted;

use super::{audience, facts, kit, posts, relationship, vetting};
use crate::tui::screens::sections::{self, Part, Sheet};

/// A section of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum Section {
    /// The facts and their sources.
    #[default]
    Facts,
    /// The fit score and its parts.
    Fit,
    /// Warning signs.
    Flags,
    /// Figures computed from the posts.
    Vetting,
    /// The figures of a media kit.
    Kit,
    /// Audience, and past sponsored posts.
    Audience,
    /// The posts with their newest counts.
    Posts,
    /// Followers and views over time.
    Charts,
    /// What working together was like.
    Memory,
    /// Every collaboration.
    Collaborations,
    /// Notes and messages.
    Notes,
}

impl Section {
    /// The text at the right of the heading: a count, or the key that acts here.
    pub fn note(self, page: &CreatorPage, ctx: &Ctx) -> String {
        let count = |count: usize, one: &str, many: &str| counted(count, one, many);
        match self {
            Self::Facts => format!("{} edits", ctx.key(Action::FieldEdit)),
            Self::Fit | Self::Vetting => format!("{} explains", ctx.key(Action::PaneInfo)),
            Self::Flags if page.vetting.flags.is_empty() => String::new(),
            Self::Flags => count(page.vetting.flags.len(), "sign", "signs"),
            Self::Posts => {
                format!("{}   {} adds, or paste", count(page.posts.len(), "post", "posts"), ctx.key(Action::ItemAdd))
            }
            Self::Collaborations if page.bookings.is_empty() => String::new(),
            Self::Collaborations => format!("{} in total", page.bookings.len()),
            Self::Notes => format!("{} adds", ctx.key(Action::NoteAdd)),
            Self::Kit | Self::Audience | Self::Charts | Self::Memory => String::new(),
        }
    }

    /// The lines of the section. `plain` uses words and numbers instead of charts.
    pub fn sheet(self, page: &CreatorPage, ctx: &Ctx, cells: usize, plain: bool) -> Sheet {
        let mut sheet = Sheet::new(cells);
        match self {
            Self::Facts => facts::write(&mut sheet, page, ctx),
            Self::Fit => vetting::write_fit(&mut sheet, page),
            Self::Flags => vetting::write_flags(&mut sheet, page),
            Self::Vetting => vetting::write(&mut sheet, page),
            Self::Kit => kit::write(&mut sheet, page, ctx.today),
            Self::Audience => audience::write(&mut sheet, page),
            // Printed text can't name keys.
            Self::Posts if plain && page.posts.is_empty() => sheet.sentence("No posts yet.", Role::Text),
            Self::Collaborations if plain && page.bookings.is_empty() => {
                sheet.sentence("No collaborations yet.", Role::Text);
            }
            Self::Notes if plain && page.notes.is_empty() => sheet.sentence("No notes yet.", Role::Text),
            Self::Posts => posts::write(&mut sheet, page, ctx),
            Self::Charts if plain => posts::write_counts(&mut sheet, page),
            Self::Charts => posts::write_charts(&mut sheet, page, ctx),
            Self::Memory => relationship::write_memory(&mut sheet, page, ctx, plain),
            Self::Collaborations => relationship::write(&mut sheet, page, ctx, plain),
            Self::Notes => relationship::write_notes(&mut sheet, page, ctx),
        }
        sheet
    }
}

impl Part for Section {
    const LEFT: &'static [Self] = &[Self::Facts, Self::Fit, Self::Flags, Self::Vetting, Self::Kit, Self::Audience];

    fn title(self) -> &'static str {
        match self {
            Self::Facts => "Facts",
            Self::Fit => "Fit",
            Self::Flags => "Flags",
            Self::Vetting => "Vetting",
            Self::Kit => "Media kit",
            Self::Audience => "Audience and ad labels",
            Self::Posts => "Posts",
            Self::Charts => "Over time",
            Self::Memory => "Working together",
            Self::Collaborations => "Collaborations",
            Self::Notes => "Notes",
        }
    }
}

/// The whole page as text, for copying and printing.
pub fn text(page: &CreatorPage, ctx: &Ctx, cells: usize) -> Vec<String> {
    sections::as_text(vec![facts::head(page, ctx)], |part: Section| part.sheet(page, ctx, cells, true))
}
