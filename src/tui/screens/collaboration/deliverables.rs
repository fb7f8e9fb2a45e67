//! Deliverables: one below the other with their readings at equal age, and what can be done with the one under the cursor.

use chrono::NaiveDate;

use crate::domain::collaboration::Product;
use crate::domain::deliverable::{DeliverableKind, Style};
use crate::domain::number::compact;
use crate::domain::post;
use crate::domain::reading_age::AGES;
use crate::proto::WriteCmd;
use crate::proto::collaboration::{CollaborationPage, DeliverableRow};
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, Which};
use crate::tui::kit::overlay::{Choice, Confirm, Field, FieldKind, Form, Letters, NOTHING, Overlay, Prompt};
use crate::tui::kit::{Action, Ctx, Effect, Notice};
use crate::tui::look::figure::UNKNOWN;
use crate::tui::look::{Role, day, text};
use crate::tui::screens::form::{Reader, reading};
use crate::tui::widgets::plot;
use crate::words::collaboration as words;

use super::CollaborationScreen;
use super::deed::Deed;
use super::lines::{Lines, Stop};
use super::question::Question;
use crate::tui::screens::sections::Run;

/// Width of the number and the kind.
const NAME: usize = 10;
/// Indent of the lines below it, where that leaves too little room.
const NARROW: usize = 2;
/// From this width on each age is written out.
const WIDE: usize = 75;
/// The most readings a sparkline shows.
const MOST: usize = 12;

/// The letters of the deeds.
const DEEDS: [(char, &str, Deed); 10] = [
    ('s', "style: organic or polished", Deed::Style),
    ('e', "due date", Deed::Due),
    ('d', "draft in", Deed::Draft),
    ('c', "ask for changes", Deed::Changes),
    ('a', "approve", Deed::Approve),
    ('p', "posted: link and day", Deed::Post),
    ('m', "missed", Deed::Miss),
    ('r', "enter a reading", Deed::Read),
    ('o', "open the post", Deed::Open),
    ('x', "remove", Deed::Remove),
];

/// The letters of the styles.
const STYLES: [(char, &str, Style); 3] = [
    ('o', "organic: as their own posts look", Style::Organic),
    ('p', "polished: produced like an ad", Style::Polished),
    ('n', "not known", Style::Unknown),
];

/// The letters of what can be promised.
const KINDS: [(char, DeliverableKind); 4] = [
    ('v', DeliverableKind::Video),
    ('s', DeliverableKind::Story),
    ('l', DeliverableKind::Live),
    ('p', DeliverableKind::Photo),
];

pub(super) fn write(lines: &mut Lines, page: &CollaborationPage, ctx: &Ctx) {
    if page.deliverables.is_empty() {
        let said = format!("Nothing is promised yet. {} adds a deliverable.", ctx.key(Action::ItemAdd));
        return lines.sentence(Some(Stop::Empty), &said, Role::Quiet);
    }
    for (index, row) in page.deliverables.iter().enumerate() {
        let name = format!("{} {}", index + 1, row.kind.word());
        lines.marked(Some(Stop::Deliverable(row.which)), (&name, NAME), &stands(row, ctx));
        if row.progress.has_post {
            lines.put(None, readings(row, lines.cells()));
        }
        if let Some(link) = link(row, ctx) {
            lines.put(None, vec![(" ".repeat(NARROW), Role::Text), (link, Role::Quiet)]);
        }
    }
}

/// Style, due date, and the day of each step.
fn stands(row: &DeliverableRow, ctx: &Ctx) -> String {
    let style = Some(row.style.word()).filter(|word| !word.is_empty()).map(str::to_owned);
    let is_open = !row.progress.has_post && row.progress.missed_on.is_none();
    let due = row.due_on.map(|due| match is_open {
        true if due < ctx.today => format!("! due {}", day::relative(due, ctx.today)),
        true => format!("due {}", day::relative(due, ctx.today)),
        false => format!("due {}", day::tiny(due, ctx.today)),
    });
    let all: Vec<String> = style.into_iter().chain(due).chain(words::progress(row, ctx.today)).collect();
    if all.is_empty() { "promised".to_owned() } else { all.join(" · ") }
}

/// Views at equal ages beside each other, the newest, and the curve of all readings.
fn readings(row: &DeliverableRow, cells: usize) -> Vec<Run> {
    let (indent, is_wide) = if cells >= WIDE { (NAME, true) } else { (NARROW, false) };
    let mut runs: Vec<Run> = vec![(" ".repeat(indent), Role::Text)];
    for (age, at) in AGES.into_iter().zip(row.at_ages()) {
        let count = at.map_or_else(
            || UNKNOWN.to_owned(),
            |at| format!("{}{}", if at.is_read { "" } else { "~" }, compact(at.count)),
        );
        let role = if at.is_some() { Role::Text } else { Role::Quiet };
        let label = if is_wide || age == AGES[0] { format!("day {age} ") } else { format!("{age} ") };
        runs.push((label, Role::Quiet));
        runs.push((format!("{count}  "), role));
    }
    let now = row.views().map_or_else(|| UNKNOWN.to_owned(), compact);
    runs.push(("now ".to_owned(), Role::Quiet));
    runs.push((format!("{now}  "), Role::Strong));
    let views: Vec<Option<i64>> = row.views_by_day().into_iter().map(|(_, views)| Some(views)).collect();
    let newest = views.get(views.len().saturating_sub(MOST)..).unwrap_or_default();
    if newest.len() > 1 {
        runs.extend(plot::columns(newest, 1, 1, 0).into_iter().map(|curve| (curve, Role::Good)));
    }
    runs
}

/// The time that the link tells, and the link in short.
fn link(row: &DeliverableRow, ctx: &Ctx) -> Option<String> {
    if row.url.is_empty() {
        return None;
    }
    let bare = row.url.trim_start_matches("https://").trim_start_matches("www.");
    let bare = bare.split('?').next().unwrap_or(bare);
    let made = row.made_at().map(|made| format!("made {} UTC, ", day::moment(made.naive_utc(), ctx.today)));
    Some(text::shown(&format!("{}{bare}", made.unwrap_or_default())))
}

impl CollaborationScreen {
    /// The deliverable under the cursor.
    pub(super) fn deliverable_here(&self, ctx: &Ctx) -> Option<&DeliverableRow> {
        let Some(Stop::Deliverable(which)) = self.here(ctx) else { return None };
        self.deliverable(which)
    }

    fn deliverable(&self, which: Which) -> Option<&DeliverableRow> {
        self.page.as_deref()?.deliverables.iter().find(|row| row.which == which)
    }

    /// `video 1 of @mia`.
    pub(super) fn deliverable_name(&self, which: Which) -> String {
        let rows = self.page.as_deref().map(|page| page.deliverables.as_slice()).unwrap_or_default();
        let found = rows.iter().position(|row| row.which == which).and_then(|at| Some((at, rows.get(at)?)));
        found.map_or_else(String::new, |(at, row)| format!("{} {} of {}", row.kind.word(), at + 1, self.name()))
    }

    /// Asks what to do with a deliverable.
    pub(super) fn ask_deed(&self, which: Which, ctx: &mut Ctx) {
        let has_link = self.deliverable(which).is_some_and(|row| !row.url.is_empty());
        let deeds = DEEDS.into_iter().filter(|(.., deed)| *deed != Deed::Open || has_link);
        let (entries, deeds): (Vec<_>, Vec<_>) =
            deeds.map(|(letter, label, deed)| ((letter, label.to_owned()), deed)).unzip();
        let letters = Letters { title: self.deliverable_name(which), entries };
        ctx.open(Overlay::Letters(letters), Question::Deed(which, deeds));
    }

    /// Does what was chosen, or asks for what it needs.
    pub(super) fn take_deed(&self, which: Which, deed: Deed, ctx: &mut Ctx) {
        let Some(row) = self.deliverable(which) else { return };
        match deed {
            Deed::Style => {
                let entries = STYLES.map(|(letter, label, _)| (letter, label.to_owned())).to_vec();
                let title = format!("{}: style", self.deliverable_name(which));
                ctx.open(Overlay::Letters(Letters { title, entries }), Question::Style(which));
            }
            Deed::Due => self.ask_day(which, deed, "due", row.due_on, ctx),
            Deed::Draft => self.ask_day(which, deed, "draft in", row.progress.draft_on, ctx),
            Deed::Changes => self.ask_day(which, deed, "changes asked", None, ctx),
            Deed::Approve => self.ask_day(which, deed, "approved", row.progress.approved_on, ctx),
            Deed::Miss => self.ask_day(which, deed, "missed", row.progress.missed_on, ctx),
            Deed::Post => self.ask_post(which, ctx),
            Deed::Read => self.ask_reading(which, ctx),
            Deed::Open => ctx.effect(Effect::OpenLink(row.url.clone())),
            Deed::Remove => self.change(DeliverableCmd::Remove(which), ctx),
        }
    }

    /// Asks for the day of a step; today is what is meant most often.
    fn ask_day(&self, which: Which, deed: Deed, step: &str, known: Option<NaiveDate>, ctx: &mut Ctx) {
        let value = match (known, deed) {
            (Some(known), _) => known.to_string(),
            (None, Deed::Due) => String::new(),
            (None, _) => "today".to_owned(),
        };
        let may_clear = deed != Deed::Changes;
        let hint = if may_clear { "a day, such as fri or -2d; - to clear" } else { "a day, such as fri or -2d" };
        let title = format!("{}: {step}", self.deliverable_name(which));
        let prompt =
            Prompt { title, kind: FieldKind::Day, value, hint: hint.to_owned(), may_clear, ..Prompt::default() };
        ctx.open(Overlay::Prompt(prompt), Question::Day(which, deed));
    }

    /// Writes a step with its day.
    pub(super) fn set_day(&self, which: Which, deed: Deed, typed: &str, ctx: &mut Ctx) {
        let day = if typed == NOTHING { None } else { ctx.calendar().read(typed).ok() };
        let cmd = match (deed, day) {
            (Deed::Due, day) => DeliverableCmd::SetDue(which, day),
            (Deed::Draft, day) => DeliverableCmd::Draft(which, day),
            (Deed::Approve, day) => DeliverableCmd::Approve(which, day),
            (Deed::Miss, day) => DeliverableCmd::Miss(which, day),
            (Deed::Changes, Some(day)) => DeliverableCmd::AskChanges(which, day),
            _ => return,
        };
        self.change(cmd, ctx);
    }

    /// Sets the style that was chosen.
    pub(super) fn set_style(&self, which: Which, choice: &Choice, ctx: &mut Ctx) {
        if let Some((.., style)) = choice.of(&STYLES) {
            self.change(DeliverableCmd::SetStyle(which, *style), ctx);
        }
    }

    /// Asks which kind of deliverable to add.
    pub(super) fn ask_kind(&self, ctx: &mut Ctx) {
        let entries = KINDS.map(|(letter, kind)| (letter, kind.word().to_owned())).to_vec();
        let title = format!("Add a deliverable of {}", self.name());
        ctx.open(Overlay::Letters(Letters { title, entries }), Question::Kind);
    }

    /// Adds one of the chosen kind.
    pub(super) fn add_kind(&self, choice: &Choice, ctx: &mut Ctx) {
        if let Some((_, kind)) = choice.of(&KINDS) {
            self.change(DeliverableCmd::Add(*kind, Style::Unknown), ctx);
        }
    }

    /// Asks for link and day of the post.
    fn ask_post(&self, which: Which, ctx: &mut Ctx) {
        let row = self.deliverable(which);
        let url = row.map(|row| row.url.clone()).unwrap_or_default();
        let on = row.and_then(|row| row.progress.posted_on).map(|on| on.to_string()).unwrap_or_default();
        let form = Form {
            title: format!("Post of {}", self.deliverable_name(which)),
            fields: vec![
                Field::new("url", "Link", FieldKind::Text).with(url).hint("https://...; empty: not known"),
                Field::new("on", "Day", FieldKind::Day).with(on).hint("empty: the day the link tells, else today"),
            ],
            save: "Save".to_owned(),
        };
        ctx.open(Overlay::Form(form), Question::Post(which));
    }

    /// Notes the post, or asks first where the parcel was not there before it.
    pub(super) fn set_post(&self, which: Which, form: Form, ctx: &mut Ctx) {
        let mut reader = Reader::new(form, ctx.calendar());
        let (url, typed) = (reader.text("url"), reader.day("on"));
        if let Err(form) = reader.finish(()) {
            return ctx.open(Overlay::Form(*form), Question::Post(which));
        }
        let on = typed.or_else(|| post::day(&url).map(|day| day.min(ctx.today))).unwrap_or(ctx.today);
        let cmd = DeliverableCmd::Post { which, url, on: Some(on) };
        let Some(why) = self.before_parcel(on, ctx) else { return self.change(cmd, ctx) };
        let confirm = Confirm {
            title: format!("{} was posted before the parcel?", self.deliverable_name(which)),
            text: why,
            yes: "Posted all the same".to_owned(),
            no: "Go back".to_owned(),
        };
        ctx.open(Overlay::Confirm(confirm), Question::PostAnyway(cmd));
    }

    /// Why a post of a day cannot show the parcel; nothing where it can, or where no parcel is sent.
    fn before_parcel(&self, on: NaiveDate, ctx: &Ctx) -> Option<String> {
        let page = self.page.as_deref()?;
        let fields = &page.fields;
        let arrived = fields.delivered_on.or(fields.shipped_on);
        match (page.tracks.product, arrived) {
            (Product::ToShip, _) => Some("The parcel has not left yet.".to_owned()),
            (_, Some(arrived)) if on < arrived => {
                let word = if fields.delivered_on.is_some() { "arrived" } else { "left" };
                Some(format!("The parcel {word} on {}.", day::short(arrived, ctx.today)))
            }
            _ => None,
        }
    }

    /// Asks for the counts of a post: five numbers, or all of them on the first line.
    pub(super) fn ask_reading(&self, which: Which, ctx: &mut Ctx) {
        let Some(row) = self.deliverable(which) else { return };
        if !row.progress.has_post {
            let name = self.deliverable_name(which);
            return ctx.say(Notice::error(format!("There is no post of {name} yet. Note the post first.")));
        }
        ctx.open(reading::build(&self.deliverable_name(which)), Question::Reading(which));
    }

    /// Keeps the counts, and goes on to the next post.
    pub(super) fn set_reading(&self, which: Which, form: Form, ctx: &mut Ctx) {
        let today = ctx.today;
        match reading::read(form, ctx.calendar()) {
            Err(form) => ctx.open(Overlay::Form(*form), Question::Reading(which)),
            Ok((on, reading)) => {
                self.change(DeliverableCmd::Read(which, on.unwrap_or(today), reading), ctx);
                let rows = self.page.as_deref().map(|page| page.deliverables.as_slice()).unwrap_or_default();
                let after = rows.iter().skip_while(|row| row.which != which).skip(1);
                if let Some(next) = after.filter(|row| row.progress.has_post).map(|row| row.which).next() {
                    self.ask_reading(next, ctx);
                }
            }
        }
    }

    /// The first post whose reading is to be entered: that under the cursor, else the first that was posted.
    pub(super) fn to_read(&self, ctx: &Ctx) -> Option<Which> {
        let here = self.deliverable_here(ctx).filter(|row| row.progress.has_post);
        let rows = self.page.as_deref().map(|page| page.deliverables.as_slice()).unwrap_or_default();
        here.or_else(|| rows.iter().find(|row| row.progress.has_post)).map(|row| row.which)
    }

    /// Writes a change of a deliverable.
    pub(super) fn change(&self, cmd: DeliverableCmd, ctx: &mut Ctx) {
        if let Some(collaboration) = self.id {
            ctx.write(WriteCmd::Deliverable(DeliverableChange { collaboration, cmd }));
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_kind_and_every_style_has_a_letter() {
        assert!(DeliverableKind::iter().all(|kind| KINDS.iter().any(|(_, known)| *known == kind)));
        assert!(Style::iter().all(|style| STYLES.iter().any(|(.., known)| *known == style)));
    }
}
