//! What can be done with niches, and what is asked before.

use crate::domain::WeeklyGoal;
use crate::domain::creator::tag_name;
use crate::domain::money::grouped;
use crate::domain::niche::{is_in, leaf, parent};
use crate::domain::text::fold;
use crate::proto::WriteCmd;
use crate::proto::agenda::AgendaCmd;
use crate::proto::niche::{NicheCmd, NicheRow};
use crate::tui::kit::overlay::{Confirm, Make, Overlay, Pick, PickItem, Prompt, Purpose, Value};
use crate::tui::kit::{Ctx, Notice, Request};
use crate::tui::look::{figure, text};
use crate::tui::screens::form;

use super::{NichesScreen, Subject};

const RENAME: Purpose = "niches.rename";
const UNDER: Purpose = "niches.under";
const MERGE: Purpose = "niches.merge";
const CLASH: Purpose = "niches.clash";
/// Why a name is none.
const UNNAMED: &str = "A niche has a letter or digit in its name, and at most 60 characters.";
/// What takes a niche out from below another one.
const TOP: &str = "(the top: below no other)";

impl NichesScreen {
    /// Names of those acted on.
    fn names(&self) -> Vec<String> {
        self.acting().into_iter().map(|row| row.name.clone()).collect()
    }

    fn entry(row: &NicheRow) -> PickItem {
        PickItem {
            label: row.name.clone(),
            hint: figure::counted(row.creators, "creator", "creators"),
            ..PickItem::default()
        }
    }

    pub(super) fn ask_name(&mut self) -> Vec<Request> {
        let Some(row) = self.acting().first().map(|row| (*row).clone()) else { return Vec::new() };
        self.ask_name_of(row.name.clone(), &row.name, "a slash puts it below another: skincare/acne")
    }

    fn ask_name_of(&mut self, name: String, value: &str, hint: &str) -> Vec<Request> {
        let title = format!("Rename {}", text::shown(&name));
        self.subject = Subject::Names(vec![name]);
        vec![Request::Open(Overlay::Prompt(Prompt {
            purpose: RENAME,
            title,
            value: value.to_owned(),
            hint: hint.to_owned(),
            ..Prompt::default()
        }))]
    }

    pub(super) fn ask_parent(&mut self) -> Vec<Request> {
        let Some(row) = self.acting().first().map(|row| (*row).clone()) else { return Vec::new() };
        let folded = fold(&row.name);
        let above = parent(&row.name).map(fold);
        let top = above.is_some().then(|| PickItem { label: TOP.to_owned(), ..PickItem::default() });
        let others = self.rows().iter().filter(|other| {
            let other = fold(&other.name);
            !is_in(&other, &folded) && Some(other) != above
        });
        let items = top.into_iter().chain(others.map(Self::entry)).collect();
        self.subject = Subject::Names(vec![row.name.clone()]);
        vec![Request::Open(Overlay::Pick(Pick {
            purpose: UNDER,
            title: format!("Put {} below", text::shown(&row.name)),
            items,
            may_make: Make::Tag,
            empty: "Type a name and press Enter.".to_owned(),
            ..Pick::default()
        }))]
    }

    pub(super) fn ask_target(&mut self) -> Vec<Request> {
        let names = self.names();
        let is_one = names.len() == 1;
        let only = names.first().map(|name| fold(name)).unwrap_or_default();
        let others = self.rows().iter().filter(|row| row.id.is_some() && !(is_one && is_in(&fold(&row.name), &only)));
        let items: Vec<PickItem> = others.map(Self::entry).collect();
        let what = if is_one { text::shown(&names.join("")) } else { format!("{} niches", names.len()) };
        self.subject = Subject::Names(names);
        vec![Request::Open(Overlay::Pick(Pick {
            purpose: MERGE,
            title: format!("Merge {what} into"),
            items,
            may_make: if is_one { Make::Nothing } else { Make::Tag },
            empty: "There is no other niche to merge with.".to_owned(),
            ..Pick::default()
        }))]
    }

    pub(super) fn switch_kind(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let acting = self.acting();
        let is_niche = !acting.iter().find(|row| row.id.is_some()).is_some_and(|row| row.is_niche);
        let names = acting.iter().filter(|row| row.id.is_some()).map(|row| row.name.clone()).collect();
        self.marks.clear();
        vec![ctx.write_request(WriteCmd::Niche(NicheCmd::SetKind { names, is_niche })).1]
    }

    /// How many creators carry these, those below them included; one with two of them counts twice.
    pub(super) fn creators_of(&self, names: &[String]) -> usize {
        let is_meant = |row: &&NicheRow| names.iter().any(|name| fold(&row.name) == fold(name));
        let creators: i64 = self.rows().iter().filter(is_meant).map(|row| row.creators).sum();
        usize::try_from(creators).unwrap_or(0)
    }

    pub(super) fn delete(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let names = self.names();
        if !ctx.may_change(self.creators_of(&names), "removes tags from") {
            return Vec::new();
        }
        self.marks.clear();
        vec![ctx.write_request(WriteCmd::Niche(NicheCmd::Delete(names))).1]
    }

    /// A goal for the niche under the cursor.
    pub(super) fn ask_goal(&self, ctx: &Ctx) -> Vec<Request> {
        let known = ctx.goal.as_ref().map(|stand| &stand.goal);
        let niche = self.here().map(|row| row.name.clone());
        let goal = niche.map(|niche| WeeklyGoal { niche, ..known.cloned().unwrap_or_default() });
        vec![Request::Open(form::goal::build(goal.as_ref().or(known)))]
    }

    pub(super) fn answered(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        if self.merges(purpose, &value).is_some_and(|creators| !ctx.may_change(creators, "changes the niche of")) {
            return Vec::new();
        }
        match (purpose, value, self.subject()) {
            (RENAME, Value::Text(to), Subject::Names(names)) => match (names.first(), tag_name(&to)) {
                // A name that cannot be stays in its box.
                (Some(name), None) => self.ask_name_of(name.clone(), &to, UNNAMED),
                _ => self.rename(names, &to, ctx),
            },
            (UNDER, Value::Picked(under), Subject::Names(names)) => {
                let Some(name) = names.first() else { return Vec::new() };
                let to = if under == TOP { leaf(name).to_owned() } else { format!("{under}/{}", leaf(name)) };
                self.rename(names, &to, ctx)
            }
            (MERGE, Value::Picked(into), Subject::Names(from)) => self.merge(from, into, ctx),
            (CLASH, Value::Yes, Subject::Clash { from, to }) => self.merge(vec![from], to, ctx),
            (form::goal::PURPOSE, Value::Form(filled), _) => match form::goal::read(filled, ctx.calendar()) {
                Ok(goal) => vec![ctx.write_request(WriteCmd::Agenda(AgendaCmd::SetGoal(goal))).1],
                Err(form) => vec![Request::Open(Overlay::Form(*form))],
            },
            _ => Vec::new(),
        }
    }

    /// How many creators the value of an overlay gives another niche; nothing where it merges none.
    fn merges(&self, purpose: Purpose, value: &Value) -> Option<usize> {
        match (purpose, value, &self.subject) {
            (MERGE, Value::Picked(_), Subject::Names(from)) => Some(self.creators_of(from)),
            (CLASH, Value::Yes, Subject::Clash { from, .. }) => Some(self.creators_of(std::slice::from_ref(from))),
            _ => None,
        }
    }

    /// Renames, or offers to merge where the name is taken.
    fn rename(&mut self, names: Vec<String>, to: &str, ctx: &mut Ctx) -> Vec<Request> {
        let Some(from) = names.into_iter().next() else { return Vec::new() };
        let Some(to) = tag_name(to) else {
            return vec![Request::Say(Notice::error(UNNAMED))];
        };
        let is_taken = |row: &&NicheRow| row.id.is_some() && fold(&row.name) == fold(&to) && fold(&to) != fold(&from);
        if let Some(taken) = self.rows().iter().find(is_taken) {
            let here = self.rows().iter().find(|row| row.name == from).map_or(0, |row| row.creators);
            let question = Confirm {
                purpose: CLASH,
                title: format!("There is a niche called {} already", text::shown(&taken.name)),
                text: format!(
                    "Merging puts the {} of {} into {}, which has {}. Each keeps it once.",
                    figure::counted(here, "creator", "creators"),
                    text::shown(&from),
                    text::shown(&taken.name),
                    grouped(taken.creators.unsigned_abs())
                ),
                yes: "Merge the two".to_owned(),
                no: "Keep both".to_owned(),
            };
            self.subject = Subject::Clash { from, to: taken.name.clone() };
            return vec![Request::Open(Overlay::Confirm(question))];
        }
        self.marks.clear();
        self.wanted = Some(to.clone());
        vec![ctx.write_request(WriteCmd::Niche(NicheCmd::Rename { from, to })).1]
    }

    fn merge(&mut self, from: Vec<String>, into: String, ctx: &mut Ctx) -> Vec<Request> {
        self.marks.clear();
        self.wanted = Some(into.clone());
        vec![ctx.write_request(WriteCmd::Niche(NicheCmd::Merge { from, into })).1]
    }
}
