//! The sections of the page: their order and contents.

use strum::IntoEnumIterator;

use crate::domain::collaboration_fields::Home;
use crate::domain::milestone::Track;
use crate::domain::number::full;
use crate::domain::record::{Kind, View};
use crate::domain::{CollaborationField, CostKind, Currency};
use crate::proto::collaboration::CollaborationPage;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::figure;
use crate::tui::look::{Role, day, text};
use crate::tui::screens::sections::Part;
use crate::words::collaboration as words;

use super::lines::{Lines, Stop};
use super::{deliverables, money};

/// Width of a day before what happened on it.
const DAYS: usize = 10;

/// A section of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum Section {
    /// The six tracks.
    #[default]
    Tracks,
    /// What was agreed.
    Terms,
    /// What is sent.
    Parcel,
    /// What is made, and what came of it.
    Deliverables,
    /// Amounts and payments.
    Money,
    /// Usage, Spark codes, exclusivity.
    Rights,
    /// The note of the collaboration, and those of the creator.
    Notes,
    /// What happened.
    Log,
}

impl Section {
    /// The section in which a fact of the table is edited: those of a post with its deliverable, amounts with all money.
    pub(super) fn of(field: CollaborationField) -> Self {
        use CollaborationField as F;
        match (field.home(), field) {
            (Home::Post | Home::Reading, _) => Self::Deliverables,
            (Home::Cost(CostKind::Product | CostKind::Shipping), _)
            | (_, F::Item | F::ShippedOn | F::DeliveredOn | F::LostOn | F::Carrier | F::Tracking) => Self::Parcel,
            (Home::Cost(kind), _) if kind != CostKind::Fee => Self::Money,
            (_, F::Note) => Self::Notes,
            _ => Self::Terms,
        }
    }

    /// The text at the right of the heading: a count, or the key that acts here.
    pub(super) fn note(self, page: &CollaborationPage, ctx: &Ctx) -> String {
        match self {
            Self::Tracks => format!("{} logs a step", ctx.key(Action::StagePick)),
            Self::Terms => format!("{} edits", ctx.key(Action::FieldEdit)),
            Self::Parcel => format!("{} copies the address", ctx.key(Action::CopyAddress)),
            Self::Deliverables => {
                let (add, read) = (ctx.key(Action::ItemAdd), ctx.key(Action::ReadingAdd));
                format!("{add} adds, {read} enters a reading")
            }
            Self::Money => format!("spend {}", figure::money(page.spend_minor(), page.currency)),
            Self::Rights => format!("{} adds", ctx.key(Action::ItemAdd)),
            Self::Notes => format!("{} edits the note", ctx.key(Action::NoteAdd)),
            Self::Log => String::new(),
        }
    }

    /// What the cursor can stop at.
    pub(super) fn stops(self, page: &CollaborationPage, ctx: &Ctx) -> Vec<Stop> {
        self.lines(page, ctx, 80).stops
    }

    /// The lines of the section.
    pub(super) fn lines(self, page: &CollaborationPage, ctx: &Ctx, cells: usize) -> Lines {
        let mut lines = Lines::new(cells);
        match self {
            Self::Tracks => {
                for track in Track::iter() {
                    let said = words::track(page, track, ctx.today);
                    lines.fact(Stop::Track(track), words::track_label(track), &text::shown(&said), Role::Text);
                }
            }
            Self::Terms => fields(&mut lines, self, page, ctx),
            Self::Parcel => parcel(&mut lines, page, ctx),
            Self::Deliverables => deliverables::write(&mut lines, page, ctx),
            Self::Money => {
                money::write(&mut lines, page, ctx);
                lines.sentence(None, &money::sums(page), Role::Quiet);
            }
            Self::Rights => money::write_rights(&mut lines, page, ctx),
            Self::Notes => notes(&mut lines, page, ctx),
            Self::Log => log(&mut lines, page, ctx),
        }
        lines
    }
}

impl Part for Section {
    const LEFT: &'static [Self] = &[Self::Tracks, Self::Terms, Self::Parcel];

    fn title(self) -> &'static str {
        match self {
            Self::Tracks => "Tracks",
            Self::Terms => "Terms",
            Self::Parcel => "Parcel",
            Self::Deliverables => "Deliverables",
            Self::Money => "Money",
            Self::Rights => "Rights",
            Self::Notes => "Notes",
            Self::Log => "Log",
        }
    }
}

/// The facts of the table that stand in a section, each on its line.
fn fields(lines: &mut Lines, section: Section, page: &CollaborationPage, ctx: &Ctx) {
    for field in CollaborationField::ALL.iter().copied().filter(|field| Section::of(*field) == section) {
        let said = value(field, page, ctx);
        let role = if field == CollaborationField::PayTerms && page.fields.pay_terms.is_empty() {
            Role::Quiet
        } else {
            Role::Text
        };
        lines.fact(Stop::Field(field), field.fact().label, &text::shown(&said), role);
    }
}

/// What is known, as a person reads it; empty where it is unknown.
pub(super) fn value(field: CollaborationField, page: &CollaborationPage, ctx: &Ctx) -> String {
    let kind = field.fact().kind;
    match page.fields.get(field) {
        View::Text("") if field == CollaborationField::PayTerms => format!("{}, as usual", page.pay_terms),
        View::Count(Some(minor)) if kind == Kind::Money => amount(minor, page.currency),
        View::Count(Some(share)) if kind == Kind::Share => figure::percent(share),
        View::Count(Some(count)) => full(count),
        View::Decimal(Some(number)) => number.to_string(),
        View::Day(Some(on)) => day::relative(on, ctx.today),
        View::Window(Some(window)) => window.spoken(ctx.today),
        View::List(words) => words.join(", "),
        View::Text(said) => said.to_owned(),
        _ => String::new(),
    }
}

fn amount(minor: i64, currency: Currency) -> String {
    crate::domain::Money::new(minor, currency).exact()
}

fn parcel(lines: &mut Lines, page: &CollaborationPage, ctx: &Ctx) {
    if let Some((said, is_late)) = words::lead_time(page, ctx.today) {
        let (sign, role) = if is_late { ("! ", Role::Warn) } else { ("", Role::Text) };
        lines.sentence(None, &format!("{sign}{said}"), role);
    }
    fields(lines, Section::Parcel, page, ctx);
    let address = text::shown_lines(&page.creator.fields.address);
    lines.fact(Stop::Address, "Postal address", &address, Role::Text);
}

/// The note of the collaboration, then those of the creator, named as such.
fn notes(lines: &mut Lines, page: &CollaborationPage, ctx: &Ctx) {
    let (field, note) = (CollaborationField::Note, &page.fields.note);
    if note.is_empty() {
        let said = format!("No note about this collaboration yet. {} writes one.", ctx.key(Action::NoteAdd));
        lines.sentence(Some(Stop::Field(field)), &said, Role::Quiet);
    } else {
        lines.sentence(Some(Stop::Field(field)), &text::shown_lines(note), Role::Text);
    }
    let handle = text::shown(page.creator.fields.handle.as_str());
    if page.creator_notes.is_empty() {
        return;
    }
    lines.sentence(None, &format!("About @{handle}, in every collaboration:"), Role::Quiet);
    for (index, (on, said)) in page.creator_notes.iter().enumerate() {
        lines.marked(Some(Stop::Read(index)), (&day::tiny(*on, ctx.today), DAYS), &text::shown_lines(said));
    }
}

fn log(lines: &mut Lines, page: &CollaborationPage, ctx: &Ctx) {
    if page.log.is_empty() {
        lines.sentence(Some(Stop::Empty), "Nothing has happened yet.", Role::Quiet);
    }
    for (index, row) in page.log.iter().enumerate() {
        let said = words::logged(&row.what, page, ctx.today);
        lines.marked(Some(Stop::Read(index)), (&day::tiny(row.on, ctx.today), DAYS), &text::shown(&said));
    }
}
