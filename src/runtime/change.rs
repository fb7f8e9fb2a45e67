//! Changes of what the loop works on: a file is opened, exchanged or opened again, and the terminal is lent to the shell.

use super::opening::{Opening, Why};
use super::{World, model};
use crate::error::{Error, ErrorKind, Result};
use crate::handles;
use crate::paths;
use crate::runtime::file::File;
use crate::tui::kit::effect::FileChoice;
use crate::tui::kit::{Msg, Notice, Place};
use crate::tui::term::{self, Guard, signals};
use std::collections::VecDeque;
use std::io::{Read as _, Write};
use std::path::Path;

impl<W: Write> World<W> {
    /// Begins to open the chosen file.
    pub(super) fn begin_opening(&mut self, why: Why) -> Result<()> {
        let opening = Opening::begin(self.path().to_owned(), &self.start, why, self.to_loop.clone())?;
        self.opening = Some(opening);
        Ok(())
    }

    /// Keeps keys and text back while there isn't a file that they could act on, and hears those that leave. What is typed while
    /// the user was told to wait is dropped: they cannot see what it would do.
    pub(super) fn kept_for_later(&mut self, msg: Msg) -> Option<Msg> {
        let Some(opening) = self.opening.as_mut().filter(|_| self.file.is_none()) else { return Some(msg) };
        match msg {
            Msg::FileBusy => {
                opening.is_told = true;
                opening.early.clear();
                Some(Msg::FileBusy)
            }
            Msg::Key(key) if self.model.leaves(key) && (opening.is_told || opening.early.is_empty()) => {
                self.is_over = true;
                None
            }
            // Nobody sees yet what a click would meet.
            Msg::Mouse(_) => None,
            Msg::Key(_) | Msg::Paste(_) => {
                if !opening.is_told {
                    opening.early.push(msg);
                }
                None
            }
            other => Some(other),
        }
    }

    /// Takes a file that was opened, or the reason why it was not.
    pub(super) fn opened(&mut self, opened: Result<File>) {
        let Some(mut opening) = self.opening.take() else { return };
        self.is_dirty = true;
        match (opened, opening.why) {
            (Ok(file), why) => self.show(file, why, std::mem::take(&mut opening.early)),
            (Err(error), Why::Start) => {
                self.failure = Some(error);
                self.is_over = true;
            }
            (Err(error), Why::Switch(before)) => {
                self.is_tour_due = false;
                self.start.faults.push(error.full());
                self.start.choice = before;
                self.model = model(&self.start, &self.looks, self.model.theme, self.background);
                if let Err(error) = self.begin_opening(Why::Start) {
                    self.failure = Some(error);
                    self.is_over = true;
                }
            }
            // The one before is closed, and there is nothing to go back to.
            (Err(error), Why::Again) if self.file.is_none() => {
                self.failure = Some(error);
                self.is_over = true;
            }
            (Err(error), Why::Again) => {
                self.model.file_is_given_up();
                let mut queue = VecDeque::new();
                self.say(Notice::error(error.full()), &mut queue);
            }
        }
    }

    /// Shows a file as it was left, in the place of the one before.
    fn show(&mut self, file: File, why: Why, early: Vec<Msg>) {
        if let Some(before) = self.file.take() {
            before.close();
            self.model = model(&self.start, &self.looks, self.model.theme, self.background);
        }
        self.model.file_is_free();
        let (clock, rules) = (self.start.clock, &self.start.rules);
        self.model.ctx.is_demo |= file.is_demo();
        self.model.recall(&|name| file.remembered(name), || file.has_due(clock.today(), rules));
        // Until there is somebody, nothing else is of use.
        if !matches!(why, Why::Again) && self.start.choice == FileChoice::Own && !file.has_creators() {
            self.model.begin_at(Place::Welcome);
        }
        let (news, notes) = (file.news.clone(), file.notes.clone());
        self.file = Some(file);
        self.measure();
        let mut effects = self.model.start(self.now_ms(), self.start.clock.today());
        let notes = notes.into_iter().filter(|_| self.start.choice == FileChoice::Own);
        for fault in std::mem::take(&mut self.start.faults).into_iter().chain(notes) {
            self.model.say(Notice::error(fault), &mut effects);
        }
        if let Some(news) = news {
            self.model.say(Notice::info(news), &mut effects);
        }
        if std::mem::take(&mut self.is_tour_due) && self.model.ctx.is_demo {
            self.model.begin_tour(&mut effects);
        }
        let mut queue = VecDeque::new();
        self.carry_out(effects, &mut queue);
        for msg in queue.into_iter().chain(early) {
            self.apply(msg);
        }
    }

    /// Leaves this file and opens another one; when that fails, this one is opened again.
    pub(super) fn switch(&mut self, choice: FileChoice) -> Result<()> {
        let before = self.start.choice;
        if choice == before || self.opening.is_some() {
            return Ok(());
        }
        self.close();
        self.start.choice = choice;
        self.model = model(&self.start, &self.looks, self.model.theme, self.background);
        self.begin_opening(Why::Switch(before))
    }

    /// Leaves this file for the demo, and begins the tour there.
    pub(super) fn switch_to_tour(&mut self, queue: &mut VecDeque<Msg>) {
        self.is_tour_due = self.start.choice == FileChoice::Own && self.opening.is_none();
        if let Err(error) = self.switch(FileChoice::Demo) {
            self.is_tour_due = false;
            self.say(Notice::error(error.full()), queue);
        }
    }

    /// Opens what is at the path now. Nothing is made where nothing lies: that would be an empty file under the old name.
    pub(super) fn open_again(&mut self) -> Result<()> {
        if self.opening.is_some() {
            return Ok(());
        }
        if !self.path().exists() {
            let sentence = format!("There is no file at {}.", paths::spoken(self.path()));
            return Err(Error::new(ErrorKind::Access, sentence).with_hint("Put it back first, or save a copy."));
        }
        if !looks_openable(self.path()) {
            let sentence = format!("{} isn't a Tenfold file.", paths::spoken(self.path()));
            return Err(Error::new(ErrorKind::Access, sentence).with_hint("Put the right one back, or save a copy."));
        }
        // First this one is closed: while its journal is in use, the other file would be opened with it.
        self.close();
        self.model = model(&self.start, &self.looks, self.model.theme, self.background);
        self.begin_opening(Why::Again)
    }

    /// Gives the terminal to the shell and stops, until someone lets the program continue.
    pub(super) fn suspend(&mut self) {
        self.is_suspended = true;
        Guard::lend();
        signals::stop();
    }

    /// Takes the terminal over again and draws everything.
    pub(super) fn go_on(&mut self) {
        self.is_suspended = false;
        if Guard::take_again().is_err() && term::is_gone() {
            self.is_over = true;
            return;
        }
        // A terminal that cannot be cleared cannot be drawn on either; the next frame says so.
        let _ = self.display.forget();
        self.measure();
    }
}

/// Whether a file begins as a database does. One that is open here is not looked at: that would give its locks away.
fn looks_openable(path: &Path) -> bool {
    let mut start = [0; 6];
    match handles::open(path).and_then(|mut file| file.read_exact(&mut start)) {
        Ok(()) => start == *b"SQLite",
        Err(error) => error.kind() == std::io::ErrorKind::ResourceBusy,
    }
}
