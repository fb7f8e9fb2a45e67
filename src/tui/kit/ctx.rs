//! The context every screen gets, with the outbox for its requests.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use ratatui::layout::Rect;

use crate::domain::day::{Calendar, DayOrder};
use crate::domain::filter::{Expr, SortTerm};
use crate::domain::tax::TaxRules;
use crate::domain::{BatchId, CreatorId, Currency, TierBorders};
use crate::proto::agenda::GoalProgress;
use crate::proto::command::WriteKind;
use crate::proto::event::{Generation, Ticket};
use crate::proto::odds::{CampaignOdds, CandidateOdds};
use crate::proto::query::Counts;
use crate::proto::setting::SettingChange;
use crate::proto::{Query, WriteCmd};
use crate::tui::look::SizeClass;

use super::confirmation::{Confirmation, MANY};
use super::overlay::{Form, Overlay};
use super::question::Question;
use super::{Action, Again, Asked, Does, Effect, Hint, Keymap, Notice, Request};

/// What the table of creators shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The name of the saved view; empty without one.
    pub name: String,
    /// The filter as typed; empty for all creators.
    pub filter: String,
    /// The parsed filter, with `is:marked` replaced by the marked creators.
    pub expr: Option<Arc<Expr>>,
    /// The order; newest first without one.
    pub sort: Vec<SortTerm>,
}

/// The context every screen gets; owned by the app.
#[derive(Debug)]
pub struct Ctx {
    /// The time of this message, unix milliseconds.
    pub now_ms: i64,
    /// Today.
    pub today: NaiveDate,
    /// Which number of `3/4` is the day where a person types it.
    pub day_order: DayOrder,
    /// The window's size class at the last frame.
    pub size: SizeClass,
    /// Rows of its list that fit on the current screen, as [`super::Screen::list_lines`] said for the last frame.
    pub list_lines: usize,
    /// The area that [`super::Screen::draw`] got for the last frame.
    pub body: Rect,
    /// Counts for headers.
    pub counts: Counts,
    /// Tier borders of the configuration.
    pub borders: TierBorders,
    /// Currency of new campaigns and prices.
    pub currency: Currency,
    /// The batch that `b` and `P` fill, with its own name and that of its campaign: `Batch 2 of Spring`.
    pub current_batch: Option<(BatchId, String)>,
    /// Whether the file is the made-up shop.
    pub is_demo: bool,
    /// Turns unix milliseconds into the person's own day and time; UTC until the runtime says otherwise.
    pub local_time: fn(i64) -> NaiveDateTime,
    /// Says what is wrong with a change of a setting in the text of a configuration, if anything; nothing until the runtime says it.
    pub check_setting: fn(&str, &SettingChange) -> Result<(), String>,
    /// When this window was opened, unix milliseconds; nothing until the runtime says it.
    pub opened_ms: Option<i64>,
    /// Which key does what, for sentences that name a key.
    pub keys: Keymap,
    /// The creators list as last seen; a new triage queue starts from it.
    pub shown: Option<Shown>,
    /// The last tags and snooze, for repeating them.
    pub again: Again,
    /// The state of the weekly goal, if there is one.
    pub goal: Option<Box<GoalProgress>>,
    /// The odds in the current campaign, if it has any; nothing until they were worked out.
    pub odds: Option<Arc<CampaignOdds>>,
    /// The name of the current campaign where it has odds, also while these are worked out.
    pub odds_in: Option<String>,
    /// Tags with a letter in the configuration.
    pub quick_tags: Vec<(char, String)>,
    /// The rules of the tax form 1099.
    pub tax: TaxRules,
    /// The question waiting for a second press of the same key.
    pub confirmation: Confirmation,
    outbox: Vec<Request>,
    next: u64,
}

fn utc(ms: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(ms).unwrap_or_default().naive_utc()
}

impl Ctx {
    /// A context for a file that has not been read yet.
    pub fn new(now_ms: i64, calendar: Calendar, borders: TierBorders, currency: Currency, is_demo: bool) -> Self {
        Self {
            now_ms,
            today: calendar.today,
            day_order: calendar.order,
            size: SizeClass::Medium,
            list_lines: 10,
            body: Rect::new(0, 2, 80, 19),
            counts: Counts::default(),
            borders,
            currency,
            current_batch: None,
            is_demo,
            local_time: utc,
            check_setting: |_, _| Ok(()),
            opened_ms: None,
            keys: Keymap::default(),
            shown: None,
            again: Again::default(),
            goal: None,
            odds: None,
            odds_in: None,
            quick_tags: Vec::new(),
            tax: TaxRules::default(),
            confirmation: Confirmation::default(),
            outbox: Vec::new(),
            next: 0,
        }
    }

    /// The footer hint for adding to the current batch; it names the batch.
    pub fn to_batch(&self) -> Hint {
        let title = self.current_batch.as_ref().map_or("batch", |(_, title)| title.as_str());
        let hint = Hint::new(format!("to {title}"), Does::Writes(WriteKind::AddToBatch));
        Hint { may_cut: true, ..hint }
    }

    /// What a creator promises in the current campaign; nothing for one who is no candidate, and while nothing is known.
    pub fn odds_of(&self, creator: CreatorId) -> Option<(&CampaignOdds, &CandidateOdds)> {
        let odds = self.odds.as_deref()?;
        Some((odds, odds.of(creator)?))
    }

    /// The campaign that odds are about, and whether they are still worked out; nothing where there are none.
    pub fn odds_in(&self) -> Option<(&str, bool)> {
        let known = self.odds.as_deref().map(|odds| (odds.name.as_str(), false));
        known.or_else(|| Some((self.odds_in.as_deref()?, true)))
    }

    /// The calendar settings for parsing typed dates.
    pub fn calendar(&self) -> Calendar {
        Calendar { today: self.today, order: self.day_order }
    }

    /// Returns the key that does an action now, as a person reads it (`g i`, `Enter`, `>`).
    pub fn key(&self, action: Action) -> String {
        self.keys.first(action)
    }

    /// Whether a change of this many creators needs its key twice.
    pub fn asks_for(&self, creators: usize) -> bool {
        creators > MANY
    }

    /// Returns whether this many creators may change now: a few at once, many after a second press of the same key. If it
    /// returns false, the question is on screen and the caller must change nothing. `verb` is what happens to them: `rejects`, or with a slot
    /// in it `puts {} into the batch`.
    pub fn may_change(&mut self, creators: usize, verb: &str) -> bool {
        let undo = self.key(Action::Undo);
        let number = crate::domain::money::grouped(creators as u64);
        let creators_named = format!("{number} creators");
        let does =
            if verb.contains("{}") { verb.replace("{}", &creators_named) } else { format!("{verb} {creators_named}") };
        creators <= MANY || self.confirmation.agrees(format!("{does}. {undo} would undo it."))
    }

    fn next(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Sends a write command; its report carries the returned ticket.
    pub fn write(&mut self, command: WriteCmd) -> Ticket {
        let ticket = Ticket(self.next());
        self.effect(Effect::Write(ticket, command));
        ticket
    }

    /// Sends a query; its answer carries the returned generation.
    pub fn ask(&mut self, query: Query) -> Generation {
        let generation = Generation(self.next());
        self.effect(Effect::Ask(generation, query));
        generation
    }

    /// Requests a side effect.
    pub fn effect(&mut self, effect: Effect) {
        self.outbox.push(Request::Effect(effect));
    }

    /// Says something on the status line.
    pub fn say(&mut self, notice: Notice) {
        self.outbox.push(Request::Say(notice));
    }

    /// Opens an overlay. Its value comes back to the screen together with the question, which holds all that the answer needs:
    /// the creators it is about, and the item behind each entry.
    pub fn open(&mut self, overlay: Overlay, question: impl Question) {
        self.outbox.push(Request::Open(overlay, Asked::new(question)));
    }

    /// Runs a filled-in form. A form with errors opens again with the same question.
    pub fn submit(&mut self, read: Result<WriteCmd, Box<Form>>, again: impl Question) {
        match read {
            Ok(command) => _ = self.write(command),
            Err(form) => self.open(Overlay::Form(*form), again),
        }
    }

    /// Opens something to read, which hands nothing back.
    pub fn read(&mut self, overlay: Overlay) {
        self.outbox.push(Request::Open(overlay, Asked::nothing()));
    }

    /// Leads elsewhere: to a place, or to one thing in it.
    pub fn lead(&mut self, to: Request) {
        self.outbox.push(to);
    }

    /// Takes everything that was asked for since the last time, in order.
    pub fn sent(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.outbox)
    }
}
