//! The loop: takes what happens, lets the screens decide, carries out what they ask for, and draws when something changed.
//!
//! Idle means blocked: nothing here wakes up by itself. The timer is armed only while a message on the status line, a sequence
//! of keys or a frame is due. This is the only place where the screens, the file and the terminal meet.

mod change;
mod documents;
mod file;
mod looks;
mod mouse;
mod opening;
mod outside;
mod setting_check;
mod settings;
mod start;

use std::collections::{BTreeSet, VecDeque};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, after, never, select_biased, unbounded};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::log;
use crate::output::{self, Existing};
use crate::tui::app::Model;
use crate::tui::kit::effect::FileChoice;
use crate::tui::kit::{Effect, Msg, Notice};
use crate::tui::term::about::About;
use crate::tui::term::background::{self, Background, LateAnswer};
use crate::tui::term::{self, Display, Guard, clipboard, input, signals};

use file::File;
use looks::Looks;
use opening::{Opening, Why};
use start::model;

pub use start::Start;

/// Longest time spent on messages before looking at the frame again.
const DRAIN: Duration = Duration::from_millis(4);
/// Shortest time between two frames.
const FRAME: Duration = Duration::from_millis(16);

/// Shows the screens until the user leaves. The caller has checked [`term::refusal`].
///
/// # Errors
/// Fails when the terminal cannot be taken over or the file cannot be opened; the terminal is given back first.
pub fn run(start: Start) -> Result<()> {
    let (to_loop, messages) = unbounded();
    signals::start(to_loop.clone()).map_err(|error| Error::io("listen for signals", error))?;
    let guard = Guard::take(start.mouse).map_err(|error| Error::io("use the terminal", error))?;
    log::catch_crashes();
    let no_color = term::wants_no_color();
    let is_ascii = About::here().is_utf8 == Some(false);
    let display =
        Display::new(io::stdout(), no_color, is_ascii).map_err(|error| Error::io("use the terminal", error))?;
    let mut world = World::new(start, display, no_color, to_loop, messages);
    let ended = world.live();
    // The terminal first: closing the file may wait for the writer's last step.
    drop(guard);
    world.close();
    ended
}

/// Everything the loop holds.
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own, and any two of them occur together")]
struct World<W: Write> {
    start: Start,
    model: Model,
    looks: Looks,
    /// What the terminal said of its background.
    background: Option<Background>,
    display: Display<W>,
    /// The open file with its threads; nothing before the first frame.
    file: Option<File>,
    /// The file that is being opened.
    opening: Option<Opening>,
    /// Why the program cannot continue.
    failure: Option<Error>,
    /// Whether the terminal is the shell's until the program continues.
    is_suspended: bool,
    /// Whether the tour begins as soon as the demo is open.
    is_tour_due: bool,
    to_loop: Sender<Msg>,
    messages: Receiver<Msg>,
    /// A message that was read to see whether it belongs to the one before.
    ahead: Option<Msg>,
    /// When the screens asked to be woken, unix milliseconds.
    wakes: BTreeSet<i64>,
    began: Instant,
    last_frame: Option<Instant>,
    is_dirty: bool,
    is_over: bool,
}

impl<W: Write> World<W> {
    fn new(start: Start, display: Display<W>, no_color: bool, to_loop: Sender<Msg>, messages: Receiver<Msg>) -> Self {
        let looks = Looks::new(&start.config, no_color);
        let (theme, faults) = looks.theme(&start.theme, None);
        let start = Start { faults: start.faults.into_iter().chain(faults).collect(), ..start };
        let model = model(&start, &looks, theme, None);
        Self {
            start,
            model,
            looks,
            background: None,
            display,
            file: None,
            opening: None,
            failure: None,
            is_suspended: false,
            is_tour_due: false,
            to_loop,
            messages,
            ahead: None,
            wakes: BTreeSet::new(),
            began: Instant::now(),
            last_frame: None,
            is_dirty: true,
            is_over: false,
        }
    }

    fn live(&mut self) -> Result<()> {
        // Paint first, query second: the user sees the screen before the file is even open.
        self.draw()?;
        let is_asked = self.goes_by_background();
        input::start(self.to_loop.clone(), LateAnswer::after(is_asked))
            .map_err(|error| Error::io("read the keyboard", error))?;
        self.begin_opening(Why::Start)?;
        while !self.is_over {
            self.wait();
            let until = Instant::now() + DRAIN;
            while !self.is_over && Instant::now() < until {
                let Some(msg) = self.next() else { break };
                self.apply(msg);
            }
            if self.is_dirty && !self.is_over && !self.is_suspended && self.frame_in().is_zero() {
                self.draw()?;
            }
        }
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Looks as the background of the terminal asks for, where the theme goes by it. Returns whether the terminal was asked.
    fn goes_by_background(&mut self) -> bool {
        let asks = self.looks.asks(&self.start.theme);
        if let Some(background) = asks.then(background::asked).flatten() {
            self.model.theme = self.looks.theme(&self.start.theme, Some(background)).0;
            self.background = Some(background);
            self.model.themes = self.looks.offered(self.background);
            self.is_dirty = true;
        }
        asks
    }

    /// Blocks until something happens, and takes it.
    fn wait(&mut self) {
        if let Some(msg) = self.ahead.take() {
            let msg = self.gathered(msg);
            return self.apply(msg);
        }
        let (nothing, never_opened) = (never(), never());
        let events = self.file.as_ref().map_or(&nothing, |file| &file.events);
        let opened = self.opening.as_ref().map_or(&never_opened, |opening| &opening.done);
        let timer = self.timer();
        let msg = select_biased! {
            recv(opened) -> opened => {
                let gone = || Err(Error::fault("Tenfold hit an internal error while opening the file."));
                return self.opened(opened.unwrap_or_else(|_| gone()));
            }
            recv(self.messages) -> msg => Some(msg.unwrap_or(Msg::Terminate)),
            recv(events) -> event => event.ok().map(Msg::Event),
            recv(timer) -> _ => None,
        };
        match msg {
            Some(msg) => {
                let msg = self.gathered(msg);
                self.apply(msg);
            }
            None => self.wake(),
        }
    }

    fn next(&mut self) -> Option<Msg> {
        let msg = self.ahead.take().or_else(|| self.waiting())?;
        Some(self.gathered(msg))
    }

    fn waiting(&self) -> Option<Msg> {
        let event = || self.file.as_ref().and_then(|file| file.events.try_recv().ok()).map(Msg::Event);
        self.messages.try_recv().ok().or_else(event)
    }

    /// A timer for what is due next: a frame that had to wait, or a wake-up.
    fn timer(&self) -> Receiver<Instant> {
        let wake = self.wakes.first().map(|at| {
            let wait = at.saturating_sub(self.now_ms()).max(0);
            Duration::from_millis(u64::try_from(wait).unwrap_or(0))
        });
        let frame = (self.is_dirty && !self.is_suspended).then(|| self.frame_in());
        match (wake, frame) {
            (Some(wake), Some(frame)) => after(wake.min(frame)),
            (Some(wait), None) | (None, Some(wait)) => after(wait),
            (None, None) => never(),
        }
    }

    fn wake(&mut self) {
        let now = self.now_ms();
        let later = self.wakes.split_off(&now.saturating_add(1));
        let due = std::mem::replace(&mut self.wakes, later);
        if !due.is_empty() {
            self.apply(Msg::Wake);
        }
    }

    /// The time; a clock that stops in tests and demos continues here, or no message would ever go away.
    fn now_ms(&self) -> i64 {
        let since = i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX);
        match self.start.clock {
            Clock::Real => self.start.clock.now_ms(),
            fixed @ Clock::Fixed { .. } => fixed.now_ms().saturating_add(since),
        }
    }

    /// Takes a message, and what follows from it before the next frame.
    fn apply(&mut self, msg: Msg) {
        let Some(msg) = self.kept_for_later(msg) else { return };
        let mut queue = VecDeque::from([msg]);
        while let Some(msg) = queue.pop_front() {
            match &msg {
                Msg::Redraw => {
                    self.measure();
                    if let Ok(area) = self.display.area() {
                        tracing::debug!(columns = area.width, lines = area.height, "window");
                    }
                }
                Msg::Suspend => self.suspend(),
                Msg::Continue => self.go_on(),
                Msg::FocusGained => {
                    if let Some(file) = &self.file {
                        file.look();
                    }
                }
                _ => {}
            }
            let effects = self.model.update(msg, self.now_ms(), self.start.clock.today());
            self.is_dirty = true;
            self.carry_out(effects, &mut queue);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>, queue: &mut VecDeque<Msg>) {
        for effect in effects {
            match effect {
                Effect::WakeAt(at) => _ = self.wakes.insert(at),
                Effect::Repaint => {
                    // A terminal that cannot be cleared cannot be drawn on either; the next frame says so.
                    let _ = self.display.forget();
                }
                Effect::TurnMouse => self.turn_mouse(queue),
                Effect::ChooseTheme(name) => self.choose_theme(&name, queue),
                Effect::ReadSettings => queue.push_back(self.read_settings()),
                Effect::ChangeSetting(change) => self.change_setting(&change, queue),
                Effect::TurnSetting(turn, step) => self.turn_setting(turn, &step, queue),
                Effect::Copy(text) => {
                    let said = self.copy(&text, None);
                    self.say(said, queue);
                }
                Effect::CopyAs(text, what) => {
                    let said = self.copy(&text, Some(&what));
                    self.say(said, queue);
                }
                Effect::WriteReport(result) => {
                    let folder = documents::folder(self.path());
                    let said = documents::report(&result, self.start.clock.today(), &self.start.rules, &folder);
                    self.say(said, queue);
                }
                Effect::WriteKit(page) => {
                    let folder = documents::folder(self.path());
                    let said = documents::kit(&page, self.start.clock.today(), &self.start.rules, &folder);
                    self.say(said, queue);
                }
                Effect::WriteSheet(sheet) => {
                    let folder = documents::folder(self.path());
                    let said = documents::sheet(&sheet, self.start.clock.today(), &folder);
                    self.say(said, queue);
                }
                Effect::OpenLink(link) => {
                    if let Err(sentence) = outside::open_link(&link) {
                        let copied = self.copy(&link, None).text;
                        self.say(Notice::error(format!("{sentence} {copied}")), queue);
                    }
                }
                Effect::ListFolder(folder) => outside::list_folder(folder, self.to_loop.clone()),
                Effect::SwitchFile(choice) => {
                    if let Err(error) = self.switch(choice) {
                        self.say(Notice::error(error.full()), queue);
                    }
                }
                Effect::ShowTour => self.switch_to_tour(queue),
                Effect::SaveCopy => {
                    let folders = self.path().parent().map(Path::to_owned).into_iter();
                    let folders = folders.chain(crate::paths::documents()).chain(crate::paths::home()).collect();
                    if let Some(file) = &self.file {
                        file.save_copy(folders);
                    }
                }
                Effect::OpenAgain => {
                    if let Err(error) = self.open_again() {
                        self.say(Notice::error(error.full()), queue);
                    }
                }
                Effect::Quit => self.is_over = true,
                work => {
                    if let Some(file) = &mut self.file {
                        queue.extend(file.carry_out(work));
                    }
                }
            }
        }
    }

    fn say(&mut self, notice: Notice, queue: &mut VecDeque<Msg>) {
        let mut effects = Vec::new();
        self.model.say(notice, &mut effects);
        self.carry_out(effects, queue);
    }

    /// Puts text on the clipboard, and into a file for terminals that keep their clipboard closed.
    fn copy(&mut self, text: &str, what: Option<&str>) -> Notice {
        let path = self.path().with_file_name("last-copy.txt");
        let kept = output::write(&path, text, Existing::IsReplaced);
        let sent = clipboard::fits(text) && clipboard::copy(self.display.writer(), text).is_ok();
        outside::copied(text, what, sent, kept.is_ok().then_some(path.as_path()))
    }

    fn path(&self) -> &Path {
        match self.start.choice {
            FileChoice::Own => &self.start.own,
            FileChoice::Demo => &self.start.demo,
        }
    }

    /// Keeps how the screens were left, and closes the file with its threads.
    fn close(&mut self) {
        let Some(file) = self.file.take() else { return };
        for (name, value) in self.model.memory() {
            file.remember(name, value);
        }
        file.close();
    }

    fn measure(&mut self) {
        if let Ok(area) = self.display.area() {
            self.model.sized(area);
        }
    }

    fn frame_in(&self) -> Duration {
        self.last_frame.map_or(Duration::ZERO, |last| FRAME.saturating_sub(last.elapsed()))
    }

    fn draw(&mut self) -> Result<()> {
        self.measure();
        let model = &self.model;
        match self.display.draw(|frame| model.draw(frame)) {
            // Nobody is left to read why; what was done is saved.
            Err(_) if term::is_gone() => self.is_over = true,
            drawn => drawn.map_err(|error| Error::io("draw on the terminal", error))?,
        }
        self.last_frame = Some(Instant::now());
        self.is_dirty = false;
        Ok(())
    }
}
