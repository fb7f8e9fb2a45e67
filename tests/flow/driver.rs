//! The whole app in process: real screens, a real file, scripted keys, a clock that only the test moves.
//!
//! Effects are carried out one after the other on this thread, so after each key everything has settled.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tenfold::analysis::rules::Rules;

use crate::shops::Shop;
use chrono::NaiveDate;
use crossbeam_channel::unbounded;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tempfile::TempDir;
use tenfold::clock::Clock;
use tenfold::config::{Config, settings, settings_file};
use tenfold::jobs::importer::{Defaults, Importer};
use tenfold::jobs::writer::ImportLane;
use tenfold::proto::Event;
use tenfold::proto::command::WriteKind;
use tenfold::report::{CampaignReport, MediaKit, Shape};
use tenfold::store::answer::Asker;
use tenfold::store::{Reader, Writer, open, undo};
use tenfold::tui::app::{Model, Surroundings, screens};
use tenfold::tui::kit::effect::Turn;
use tenfold::tui::kit::key::{KeyCombination, parse};
use tenfold::tui::kit::{Ctx, Does, Effect, Gesture, Hint, Keymap, Mouse, Msg, Place};
use tenfold::tui::look::Theme;
use unicode_width::UnicodeWidthStr;

/// The day on which every story happens: a wednesday.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
}

/// A person at the keyboard, with a file of their own.
pub struct Person {
    pub folder: TempDir,
    pub path: PathBuf,
    model: Model,
    writer: Writer,
    reader: Reader,
    asker: Asker,
    config: Config,
    rules: Arc<Rules>,
    now_ms: i64,
    terminal: Terminal<TestBackend>,
    /// What was put on the clipboard last.
    pub copied: Option<String>,
    /// What it was called, where several creators gave it.
    pub copied_words: String,
    /// The address that was opened in the browser last.
    pub opened: Option<String>,
    /// Whether the program ended.
    pub has_left: bool,
    /// What kinds of changes were asked for, in their order.
    pub wrote: Vec<WriteKind>,
    /// Whether a file was imported.
    pub has_imported: bool,
}

impl Person {
    /// Somebody with the made-up shop.
    pub fn with_demo() -> Self {
        Self::in_shop(Shop::First)
    }

    /// The owner of a sample shop, with their own configuration.
    pub fn in_shop(shop: Shop) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("demo.db");
        shop.make(&path, &Clock::fixed(today()));
        Self::at(folder, path, Place::Creators, shop.config())
    }

    /// Somebody who starts with nothing.
    pub fn with_nothing() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.db");
        Self::at(folder, path, Place::Creators, Config::default())
    }

    /// Somebody with a file like this one, of their own.
    pub fn with_copy_of(file: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.db");
        std::fs::copy(file, &path).expect("the file is copied");
        Self::at(folder, path, Place::Creators, Config::default())
    }

    /// The keys at the foot and what they are said to do.
    pub fn hints(&self) -> Vec<(String, Hint)> {
        self.model.hints()
    }

    /// Which screen is shown.
    pub fn place(&self) -> Place {
        self.model.place()
    }

    /// What has the keys beside the screen.
    pub fn on_top(&self) -> Option<Does> {
        self.model.on_top()
    }

    fn at(folder: TempDir, path: PathBuf, place: Place, config: Config) -> Self {
        let rules = Arc::new(config.rules());
        let clock = Clock::fixed(today());
        let writer = Writer::open(&path, clock, Arc::clone(&rules)).expect("the file opens");
        let reader = Reader::open(&path).expect("the file opens for reading");
        let asker = Asker::open(&path).expect("the file opens for questions");
        let model = model(folder.path(), place, &config);
        let terminal = Terminal::new(TestBackend::new(120, 36)).expect("a terminal in memory");
        let mut person = Self {
            folder,
            path,
            model,
            writer,
            reader,
            asker,
            config,
            rules,
            now_ms: clock.now_ms(),
            terminal,
            copied: None,
            copied_words: String::new(),
            opened: None,
            has_left: false,
            wrote: Vec::new(),
            has_imported: false,
        };
        person.start();
        person
    }

    /// The program is killed, with nothing kept on the way out, and started again on the same file.
    pub fn kill(&mut self) {
        self.model = model(self.folder.path(), Place::Creators, &self.config);
        self.start();
    }

    /// Leaves and starts the program again on the same file.
    pub fn restart(&mut self) {
        for (name, value) in self.model.memory() {
            self.writer.remember(name, &value).expect("it is remembered");
        }
        self.model = model(self.folder.path(), Place::Creators, &self.config);
        self.has_left = false;
        self.start();
    }

    fn start(&mut self) {
        let reader = &self.reader;
        // They begin where they left: that a day's first start begins at what is due is told beside the app.
        self.model.recall(&|name| reader.memory(name).ok().flatten(), || false);
        let size = self.terminal.size().expect("a size");
        self.model.sized(Rect::new(0, 0, size.width, size.height));
        let effects = self.model.start(self.now_ms, today());
        self.carry_out(effects);
    }

    /// Gives the person keys of their own, as the configuration writes them.
    pub fn own_keys(&mut self, keys: &str) {
        let (map, faults) = Keymap::with_own(&keys.parse().expect("a table"));
        assert_eq!(faults, Vec::<String>::new());
        self.model.ctx.keys = map;
        self.send(Msg::Redraw);
    }

    /// Resizes the window.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.model.sized(Rect::new(0, 0, width, height));
        self.send(Msg::Redraw);
    }

    /// Presses keys, separated by blanks, in the notation of the configuration.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            self.press_one(parse(key).unwrap_or_else(|| panic!("{key} is no key")));
        }
    }

    /// Presses one key.
    pub fn press_one(&mut self, key: KeyCombination) {
        // Nobody types faster: held keys and messages are told apart by time.
        self.now_ms += 120;
        self.send(Msg::Key(key));
    }

    /// A key held down: it repeats faster than anybody presses.
    pub fn hold(&mut self, key: &str) {
        self.now_ms += 30;
        self.send(Msg::Key(parse(key).unwrap_or_else(|| panic!("{key} is no key"))));
    }

    /// Lets a key go and presses it once more, for what asks for it twice.
    pub fn again(&mut self, key: &str) {
        self.wait(500);
        self.press(key);
        self.wait(500);
    }

    /// Types text, letter by letter.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            let name = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
            self.press_one(parse(&name).unwrap_or_else(|| panic!("{letter} is no key")));
        }
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) {
        self.send(Msg::Paste(text.to_owned()));
    }

    /// Lets the program look whether its file is still in its place.
    pub fn look(&mut self) {
        self.send(Msg::Event(Event::FileMoved(self.writer.file_place())));
    }

    /// Does something with the mouse.
    pub fn mouse(&mut self, at: Position, gesture: Gesture) {
        self.send(Msg::Mouse(Mouse { at, gesture }));
    }

    /// Where a text stands on the screen, the first time from the top.
    pub fn find(&mut self, text: &str) -> Position {
        let screen = self.screen();
        let buffer = self.terminal.backend().buffer();
        for y in 0..buffer.area.height {
            let line: Vec<&str> = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
            let found = (0..line.len()).find(|x| line[*x..].concat().starts_with(text));
            if let Some(x) = found {
                return Position::new(u16::try_from(x).expect("narrow"), y);
            }
        }
        panic!("\"{text}\" is not on the screen:\n{screen}");
    }

    /// Says that the open file is the made-up shop's.
    pub fn is_in_demo(&mut self) {
        self.model.ctx.is_demo = true;
    }

    /// Waits, as far as the program can tell.
    pub fn wait(&mut self, ms: i64) {
        self.now_ms += ms;
        self.send(Msg::Wake);
    }

    /// Lets another program change the file.
    pub fn elsewhere(&mut self, work: impl FnOnce(&mut Writer)) {
        let mut other = Writer::open(&self.path, Clock::fixed(today()), Arc::clone(&self.rules)).expect("opens twice");
        work(&mut other);
        other.close().expect("closes");
        if self.writer.changed_outside().expect("the version can be read") {
            self.send(Msg::Event(Event::OutsideChange));
        }
    }

    /// What stands on the screen.
    pub fn screen(&mut self) -> String {
        let model = &self.model;
        self.terminal.draw(|frame| model.draw(frame)).expect("it draws");
        self.terminal.backend().to_string()
    }

    /// Shows everything in another theme.
    pub fn wear(&mut self, theme: Theme) {
        self.model.theme = theme;
        self.send(Msg::Redraw);
    }

    /// The cells of the screen.
    pub fn cells(&mut self) -> &Buffer {
        self.screen();
        self.terminal.backend().buffer()
    }

    /// Fails unless this text stands on the screen.
    pub fn sees(&mut self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "\"{text}\" is not on the screen:\n{screen}");
    }

    /// Fails where a cell of the screen holds what a terminal may obey, or draw in more or fewer cells than it has.
    pub fn is_in_line(&mut self) {
        let screen = self.screen();
        let buffer = self.terminal.backend().buffer();
        let is_raw = |c: char| {
            c.is_control()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
                || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F1E6}'..='\u{1F1FF}')
        };
        for y in 0..buffer.area.height {
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                let cells = UnicodeWidthStr::width(symbol).max(1);
                let is_steady = cells <= 2 && symbol.chars().count() <= 3 && !symbol.chars().any(is_raw);
                assert!(is_steady, "{symbol:?} in column {x} of line {y}:\n{screen}");
                x += u16::try_from(cells).expect("narrow");
            }
            assert_eq!(x, buffer.area.width, "line {y} is longer than the window:\n{screen}");
        }
    }

    /// Every row of every table that holds the person's work, as text.
    pub fn tables(&self) -> String {
        let conn = open::open_reader(&self.path).expect("opens");
        let mut dump = String::new();
        for table in undo::triggers::RECORDED {
            let mut rows = conn.prepare(&format!("SELECT * FROM {table} ORDER BY id")).expect("a table with an id");
            let columns = rows.column_count();
            let mut rows = rows.query([]).expect("rows");
            while let Some(row) = rows.next().expect("a row") {
                let cells: Vec<_> = (0..columns).map(|column| format!("{:?}", row.get_ref(column))).collect();
                let _ = writeln!(dump, "{table} {}", cells.join(" "));
            }
        }
        dump
    }

    fn send(&mut self, msg: Msg) {
        let effects = self.model.update(msg, self.now_ms, today());
        self.carry_out(effects);
        self.screen();
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            for msg in self.answer(effect) {
                queue.extend(self.model.update(msg, self.now_ms, today()));
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::Write(ticket, command) => {
                self.wrote.push(WriteKind::from(&command));
                vec![Msg::Event(match self.writer.run(&command) {
                    Ok(done) => Event::WriteDone(ticket, done),
                    Err(error) => Event::WriteFailed(ticket, error.full()),
                })]
            }
            Effect::Ask(generation, query) => {
                let slot = query.slot();
                vec![Msg::Event(match self.asker.answer(&query, today(), &self.rules) {
                    Ok(answer) => Event::QueryDone(slot, generation, answer),
                    Err(error) => Event::QueryFailed(slot, generation, error.full()),
                })]
            }
            Effect::ReadWindow(ids) => vec![Msg::Window(self.reader.window(&ids, today()).expect("rows are read"))],
            Effect::ReadDetail(id) => {
                let detail = self.reader.detail(id, &self.rules).expect("a creator is read");
                vec![Msg::Detail(id, detail.map(Box::new))]
            }
            Effect::ReadColumns(path, wish) => {
                vec![Msg::Event(self.with_importer(move |importer| match importer.columns(&path, wish) {
                    Ok(columns) => Event::ColumnsRead(columns),
                    Err(error) => Event::PreviewFailed(path, error.full()),
                }))]
            }
            Effect::Preview(path, wish) => {
                vec![Msg::Event(self.with_importer(move |importer| match importer.glance(&path, wish) {
                    Ok(preview) => Event::PreviewDone(preview),
                    Err(error) => Event::PreviewFailed(path, error.full()),
                }))]
            }
            Effect::Import(path, wish) => {
                self.has_imported = true;
                vec![Msg::Event(self.with_importer(move |importer| {
                    match importer.import(&path, &wish, &AtomicBool::new(false), &mut |_| ()) {
                        Ok(report) => Event::ImportDone(report),
                        Err(error) => Event::ImportFailed(path, error.full()),
                    }
                }))]
            }
            Effect::Remember { name, value } => {
                self.writer.remember(name, &value).expect("it is remembered");
                Vec::new()
            }
            Effect::Copy(text) => {
                self.copied = Some(text);
                Vec::new()
            }
            Effect::CopyAs(text, said) => {
                (self.copied, self.copied_words) = (Some(text), said);
                Vec::new()
            }
            Effect::WriteKit(page) => {
                let kit = MediaKit::new(&page, today(), self.rules.borders(), false).written(Shape::Html);
                self.file("kit.html", &kit);
                Vec::new()
            }
            Effect::WriteSheet(sheet) => {
                let (_, stem) = tenfold::report::payments::names(&sheet);
                self.file(&format!("{stem}.csv"), &tenfold::report::payments::sheet(&sheet));
                Vec::new()
            }
            Effect::WriteReport(result) => {
                let page = CampaignReport::new(&result, today(), &self.rules).written(Shape::Html);
                self.file("report.html", &page);
                Vec::new()
            }
            Effect::Quit => {
                self.has_left = true;
                Vec::new()
            }
            Effect::OpenLink(link) => {
                self.opened = Some(link);
                Vec::new()
            }
            Effect::SaveCopy => {
                let saved = self.writer.save_copy(self.folder.path()).map_err(|error| error.full());
                vec![Msg::Event(Event::CopySaved(saved))]
            }
            Effect::ReadSettings => vec![Msg::Settings(Arc::new(settings_file::read(&self.settings())))],
            Effect::ChangeSetting(change) => {
                let made = settings_file::make(&self.settings(), &change).ok();
                let done = made.map(|step| Msg::SettingDone(Turn::Make, Some(Box::new(step))));
                done.into_iter().chain([self.settings_now()]).collect()
            }
            Effect::TurnSetting(turn, step) => {
                let step = settings_file::turn(&self.settings(), turn == Turn::Undo, &step).ok();
                vec![Msg::SettingDone(turn, step.map(Box::new)), self.settings_now()]
            }
            Effect::ListFolder(_)
            | Effect::SwitchFile(_)
            | Effect::ShowTour
            | Effect::OpenAgain
            | Effect::CancelImport
            | Effect::WakeAt(_)
            | Effect::ChooseTheme(_)
            | Effect::TurnMouse
            | Effect::Repaint => Vec::new(),
        }
    }

    /// The configuration file of this person.
    pub fn settings(&self) -> PathBuf {
        self.folder.path().join("config.toml")
    }

    fn settings_now(&self) -> Msg {
        Msg::Settings(Arc::new(settings_file::read(&self.settings())))
    }

    /// Runs the importer on a thread of its own while this one does the writer's work.
    fn with_importer(&mut self, work: impl FnOnce(&Importer) -> Event + Send + 'static) -> Event {
        let (lane, jobs) = unbounded();
        let defaults = Defaults { currency: self.config.currency(), day_order: self.rules.day_order };
        let importer = Importer::new(ImportLane::new(lane), self.path.clone(), defaults);
        let thread = std::thread::spawn(move || work(&importer));
        // The lane closes when the importer is done.
        while let Ok(job) = jobs.recv() {
            job(&mut self.writer);
        }
        thread.join().expect("the importer ends")
    }

    /// Whether there is a step to take back.
    pub fn has_steps(&self) -> bool {
        let conn = open::open_reader(&self.path).expect("opens");
        undo::steps(&conn).expect("steps are counted").0 > 0
    }

    /// Takes back every step there is.
    pub fn undo_everything(&mut self) {
        while self.writer.run(&tenfold::proto::WriteCmd::Undo).expect("it can be taken back").op.is_some() {}
    }

    /// Does every step again.
    pub fn redo_everything(&mut self) {
        while self.writer.run(&tenfold::proto::WriteCmd::Redo).expect("it can be done again").op.is_some() {}
    }

    /// Writes a file into the person's folder and returns its path.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("the file is written");
        path
    }
}

fn model(folder: &Path, place: Place, config: &Config) -> Model {
    let now = Clock::fixed(today()).now_ms();
    let rules = config.rules();
    let mut ctx = Ctx::new(now, rules.calendar(today()), rules.borders(), config.currency(), false);
    ctx.check_setting = |text, change| settings::changed(text, change).map(drop).map_err(|error| error.to_string());
    let around = Surroundings { data: "own.db".to_owned(), home: None, folder: folder.to_owned() };
    Model::new(ctx, Theme::default(), screens(&around), place)
}
