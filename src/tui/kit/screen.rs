//! The contract between the app and its screens.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::day::{Calendar, DayOrder};
use crate::domain::filter::{Expr, SortTerm};
use crate::domain::{BatchId, CampaignId, CreatorId, Currency, TierBorders};
use crate::proto::agenda::GoalStand;
use crate::proto::command::WriteKind;
use crate::proto::event::{Generation, Ticket};
use crate::proto::query::Counts;
use crate::proto::{Query, WriteCmd};
use crate::tui::look::{SizeClass, Theme};

use super::overlay::{Overlay, Purpose, Value};
use super::twice::{MANY, Twice};
use super::{Action, Again, Does, Effect, Hint, Keymap, Msg, Notice, Place};

/// Whether an action can be done now, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Yes,
    /// It cannot, for this reason.
    No(String),
    /// It means nothing here.
    Elsewhere,
}

impl Availability {
    /// `Yes` when the condition holds, else `No` with the reason.
    pub fn when(condition: bool, reason: impl Into<String>) -> Self {
        if condition { Self::Yes } else { Self::No(reason.into()) }
    }
}

/// What a screen asks of the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Do something outside.
    Effect(Effect),
    /// Go to a place.
    Go(Place),
    /// Go back to where one came from.
    Back,
    /// Show this campaign in the list.
    ShowCampaign(CampaignId),
    /// Show the results of this campaign.
    ShowResults(CampaignId),
    /// Show the creators of this batch.
    ShowBatch(BatchId),
    /// Show this creator in this batch.
    ShowBooking(BatchId, CreatorId),
    /// Show everything about this creator.
    ShowPage(CreatorId),
    /// Show this creator in the table.
    ShowCreator(crate::domain::CreatorId),
    /// Show the creators that this filter finds.
    ShowFilter(String),
    /// Open an overlay; its value comes back to the screen.
    Open(Overlay),
    /// Say something on the status line.
    Say(Notice),
}

impl Request {
    /// Whether it leads to another screen, or to another place on this one.
    pub fn leads(&self) -> bool {
        match self {
            Self::Go(_)
            | Self::Back
            | Self::ShowCampaign(_)
            | Self::ShowResults(_)
            | Self::ShowBatch(_)
            | Self::ShowBooking(..)
            | Self::ShowPage(_)
            | Self::ShowCreator(_)
            | Self::ShowFilter(_) => true,
            Self::Effect(_) | Self::Open(_) | Self::Say(_) => false,
        }
    }
}

/// What to bring into view on the screen one is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Show {
    /// This campaign.
    Campaign(CampaignId),
    /// This batch.
    Batch(BatchId),
    /// This creator in this batch.
    Booking(BatchId, CreatorId),
    /// This creator.
    Creator(crate::domain::CreatorId),
    /// What this filter finds.
    Filter(String),
}

/// What the table of creators shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The name of the saved view; empty without one.
    pub name: String,
    /// The filter as typed; empty for everyone.
    pub filter: String,
    /// What it means, with those who are marked in the place of `is:marked`.
    pub expr: Option<Arc<Expr>>,
    /// The order; newest first without one.
    pub sort: Vec<SortTerm>,
}

/// What every screen may know and use; owned by the app.
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
    /// Rows of its list that fit on the current screen, as [`Screen::list_lines`] said for the last frame.
    pub list_lines: usize,
    /// The area that [`Screen::draw`] got for the last frame.
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
    /// Which key does what, for sentences that name a key.
    pub keys: Keymap,
    /// What the table of creators shows, since it was looked at: a new queue of triage begins with it.
    pub shown: Option<Shown>,
    /// What was done last, for doing it again.
    pub again: Again,
    /// How the weekly goal stands, where there is one.
    pub goal: Option<Box<GoalStand>>,
    /// Tags that the configuration gives a letter.
    pub quick_tags: Vec<(char, String)>,
    /// What waits for the same key once more.
    pub twice: Twice,
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
            keys: Keymap::default(),
            shown: None,
            again: Again::default(),
            goal: None,
            quick_tags: Vec::new(),
            twice: Twice::default(),
            next: 0,
        }
    }

    /// The verb for what puts creators into the current batch: it names the batch.
    pub fn to_batch(&self) -> Hint {
        let title = self.current_batch.as_ref().map_or("batch", |(_, title)| title.as_str());
        let hint = Hint::new(format!("to {title}"), Does::Writes(WriteKind::AddToBatch));
        Hint { may_cut: true, ..hint }
    }

    /// What typed days are read with.
    pub fn calendar(&self) -> Calendar {
        Calendar { today: self.today, order: self.day_order }
    }

    /// Returns the key that does an action now, as a person reads it (`g i`, `Enter`, `>`).
    pub fn key(&self, action: Action) -> String {
        self.keys.first(action)
    }

    /// Whether changing so many creators takes its key twice.
    pub fn asks_for(&self, creators: usize) -> bool {
        creators > MANY
    }

    /// Says whether so many creators may be changed now: a few at once, many after the same key was pressed again. Where it
    /// says no, nothing must be changed; the question is on screen. `verb` is what happens to them: `rejects`, or with their place
    /// in it `puts {} into the batch`.
    pub fn may_change(&mut self, creators: usize, verb: &str) -> bool {
        let undo = self.key(Action::Undo);
        let number = crate::domain::money::grouped(creators as u64);
        let creators_named = format!("{number} creators");
        let does =
            if verb.contains("{}") { verb.replace("{}", &creators_named) } else { format!("{verb} {creators_named}") };
        creators <= MANY || self.twice.agrees(format!("{does}. {undo} would undo it."))
    }

    /// Makes a request to carry out a command, with the ticket that its report will carry.
    pub fn write(&mut self, command: WriteCmd) -> (Ticket, Request) {
        self.next += 1;
        let ticket = Ticket(self.next);
        (ticket, Request::Effect(Effect::Write(ticket, command)))
    }

    /// Makes a request to ask a question, with the generation that its answer will carry.
    pub fn ask(&mut self, query: Query) -> (Generation, Request) {
        self.next += 1;
        let generation = Generation(self.next);
        (generation, Request::Effect(Effect::Ask(generation, query)))
    }
}

/// A screen: its state, how it changes, and how it is drawn.
///
/// `act`, `msg` and `answer` are pure: what must happen outside comes back as requests. `draw` changes nothing.
pub trait Screen {
    /// Called each time the screen is entered: asks for what it shows.
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request>;

    /// Brings something into view; called before `enter` when another place sends one here.
    fn show(&mut self, _what: &Show, _ctx: &mut Ctx) -> Vec<Request> {
        Vec::new()
    }

    /// Whether the screen itself can show this creator, so that taking back a change need not lead elsewhere.
    fn has(&self, _creator: CreatorId) -> bool {
        false
    }

    /// Called when undo is pressed: how many steps it takes back, more than one where a key held down made them.
    fn undo_steps(&mut self) -> usize {
        1
    }

    /// Says how many rows of its list fit into the area that `draw` will get; the app keeps it in [`Ctx::list_lines`].
    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        usize::from(area.height)
    }

    /// Called when data changed, inside or outside: asks again for what it shows, keeping cursor and marks.
    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request>;

    /// Carries out an action; only called where `availability` said yes. `count` is the number typed before it, else 1.
    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request>;

    /// Says whether an action can be done now.
    fn availability(&self, action: Action, ctx: &Ctx) -> Availability;

    /// The verb for an action at the foot of the screen, and what comes of it, as things stand now; nothing for what needs no
    /// hint. Only asked where `availability` said yes.
    fn hint(&self, action: Action, _ctx: &Ctx) -> Option<Hint> {
        Hint::of(action)
    }

    /// Takes a message that is not a key: answers, rows, reports. Messages for others are ignored.
    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request>;

    /// Takes the value of an overlay that this screen opened.
    fn answer(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request>;

    /// Whether a text box of the screen has the focus, so that letters are text.
    fn is_typing(&self) -> bool {
        false
    }

    /// The hints for the last line while `is_typing`.
    fn typing_hints(&self) -> &'static str {
        "Enter keep what is typed   Esc leave the box"
    }

    /// Takes a key while `is_typing`.
    fn type_key(&mut self, _key: crokey::KeyCombination, _ctx: &mut Ctx) -> Vec<Request> {
        Vec::new()
    }

    /// Takes pasted text; in a text box it is inserted, elsewhere the screen may offer something but changes nothing.
    fn paste(&mut self, _text: &str, _ctx: &mut Ctx) -> Vec<Request> {
        Vec::new()
    }

    /// One step back inside the screen (range, marks, filter); false when there is none.
    fn step_back(&mut self, ctx: &mut Ctx) -> Option<Vec<Request>>;

    /// What a verb acts on now: `4 marked, 2 more hidden by the filter: not touched`.
    fn acts_on(&self, ctx: &Ctx) -> String;

    /// What the foot says at its right instead of how things stand, where that fits: `next: @mia`.
    fn comes_next(&self, _ctx: &Ctx) -> Option<String> {
        None
    }

    /// What stands to the right of the tabs, such as the campaign's name.
    fn title(&self) -> String {
        String::new()
    }

    /// The screen as plain text, for copying.
    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        None
    }

    /// What to keep for the next start (name and value), such as cursor and filter.
    fn memory(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// Takes back what was kept; unknown or broken values are ignored.
    fn recall(&mut self, _memory: &dyn Fn(&str) -> Option<String>) {}

    /// Draws the screen into its area (below the tabs, above the two footer lines).
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme);
}
