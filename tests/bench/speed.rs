//! Speed. Run with `cargo bench`; a quick look at a few creators only with `cargo bench -- --test`.
//!
//! Budgets, on two cores: a window of rows under 1 ms, a frame under 1 ms at 80x24 and 4 ms at 200x60, bulk tagging of 10,000
//! under 100 ms with undo, a verdict under 10 ms, imports above 50,000 rows a second, results over 100,000 orders under 50 ms.

#![expect(clippy::expect_used, reason = "a bench that cannot be set up must stop")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use tenfold::analysis::rules::Rules;

use chrono::NaiveDate;
use divan::{Bencher, counter::ItemsCount};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use tempfile::TempDir;
use tenfold::clock::Clock;
use tenfold::domain::day::{Calendar, DayOrder};
use tenfold::domain::{CreatorId, Currency, TierBorders, Verdict, filter};
use tenfold::jobs::importer::{Defaults, Importer};
use tenfold::jobs::writer::WriterThread;
use tenfold::proto::{Answer, Event, Query, Target, WriteCmd};
use tenfold::store::answer::Asker;
use tenfold::store::{Reader, Writer};
use tenfold::tui::app::{Model, Surroundings, screens};
use tenfold::tui::kit::{Ctx, Effect, Msg, Place};
use tenfold::tui::look::Theme;

/// Creators of the large list; the figures for a million are measured from outside, on a file made once.
const CREATORS: usize = 100_000;

fn main() {
    divan::main();
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
}

fn list(folder: &Path, rows: usize) -> PathBuf {
    let path = folder.join("list.csv");
    let mut text = String::from("handle,name,followers,engagement rate,avg views,country,niche\n");
    for n in 0..rows {
        let mixed = n * 7_919 % rows;
        let _ = writeln!(
            text,
            "user{mixed}.x,Name {n},{},{}.{}%,{},us,niche{}",
            900 + n * 31 % 400_000,
            n % 17,
            n % 10,
            n * 13 % 90_000,
            n % 40
        );
    }
    std::fs::write(&path, text).expect("the list is written");
    path
}

fn import(database: &Path, file: &Path) {
    let (events, _heard) = crossbeam_channel::unbounded();
    let writer = Writer::open(database, Clock::fixed(today()), std::sync::Arc::default()).expect("opens");
    let thread = WriterThread::start(writer, events).expect("starts");
    let defaults = Defaults { currency: Currency::USD, day_order: DayOrder::DayFirst };
    let importer = Importer::new(thread.imports(), database.to_owned(), defaults);
    importer.import(file, &tenfold::proto::column::Wish::Usual, &AtomicBool::new(false), &mut |_| ()).expect("imports");
    drop(importer);
    thread.stop();
}

/// A file with the large list.
fn large() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("shop.db");
    import(&database, &list(folder.path(), CREATORS));
    (folder, database)
}

#[divan::bench(sample_count = 3, sample_size = 1, args = [CREATORS, 2 * CREATORS])]
fn import_creators_with_undo(bencher: Bencher<'_, '_>, creators: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = list(folder.path(), creators);
    let mut number = 0;
    bencher.counter(ItemsCount::new(creators)).bench_local(|| {
        number += 1;
        import(&folder.path().join(format!("shop{number}.db")), &file);
    });
}

#[divan::bench(args = ["", "sort:-followers", "sort:-er", "followers:20k..50k er>6", "niche:niche3 sort:-views", "name", "zzz"])]
fn list_of_100_000(bencher: Bencher<'_, '_>, text: &str) {
    let (_folder, database) = large();
    let asker = Asker::open(&database).expect("opens");
    let read = filter::parse(text, Calendar::day_first(today())).expect("a filter");
    let query = Query::Index { filter: read.expr.map(std::sync::Arc::new), sort: read.sort };
    bencher.bench_local(|| asker.answer(&query, today(), &Rules::default()).expect("a list"));
}

#[divan::bench(args = ["name", "user99", "nobody.like.that", "x", "12345"])]
fn anything_among_100_000(bencher: Bencher<'_, '_>, text: &str) {
    let (_folder, database) = large();
    let asker = Asker::open(&database).expect("opens");
    let query = Query::Find(text.to_owned());
    bencher.bench_local(|| asker.answer(&query, today(), &Rules::default()).expect("an answer"));
}

#[divan::bench]
fn window_of_50(bencher: Bencher<'_, '_>) {
    let (_folder, database) = large();
    let reader = Reader::open(&database).expect("opens");
    let ids: Vec<CreatorId> = (1..=50).map(|n| CreatorId(n * 1_999)).collect();
    bencher.bench_local(|| reader.window(&ids, today()).expect("rows"));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn duplicates_of_100_000(bencher: Bencher<'_, '_>) {
    let (_folder, database) = large();
    let asker = Asker::open(&database).expect("opens");
    bencher.bench_local(|| asker.answer(&Query::Duplicates, today(), &Rules::default()).expect("groups"));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn tag_10_000_with_undo(bencher: Bencher<'_, '_>) {
    let (_folder, database) = large();
    let mut writer = Writer::open(&database, Clock::fixed(today()), std::sync::Arc::default()).expect("opens");
    let ids: std::sync::Arc<[CreatorId]> = (1..=10_000).map(CreatorId).collect();
    let mut number = 0;
    bencher.counter(ItemsCount::new(10_000_usize)).bench_local(|| {
        number += 1;
        let command =
            WriteCmd::EditTags { target: Target::Ids(ids.clone()), add: vec![format!("tag{number}")], remove: vec![] };
        writer.run(&command).expect("tags")
    });
}

#[divan::bench(sample_count = 100, sample_size = 1)]
fn verdict_among_100_000(bencher: Bencher<'_, '_>) {
    let (_folder, database) = large();
    let mut writer = Writer::open(&database, Clock::fixed(today()), std::sync::Arc::default()).expect("opens");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let target = Target::Ids([CreatorId(number)].into());
        let (verdict, reason, until) = (Verdict::Picked, None, None);
        writer.run(&WriteCmd::SetVerdict { target, verdict, reason, until }).expect("a verdict")
    });
}

#[divan::bench]
fn results_of_the_demo(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("demo.db");
    tenfold::jobs::demo::make(&database, &Clock::fixed(today())).expect("the made-up shop");
    let asker = Asker::open(&database).expect("opens");
    bencher.bench_local(|| asker.answer(&Query::Results(None), today(), &Rules::default()).expect("results"));
}

#[divan::bench(args = [(80, 24), (120, 36), (200, 60)])]
fn frame_of_creators(bencher: Bencher<'_, '_>, (width, height): (u16, u16)) {
    let (_folder, database) = large();
    let asker = Asker::open(&database).expect("opens");
    let reader = Reader::open(&database).expect("opens");
    let ctx = Ctx::new(0, Calendar::day_first(today()), TierBorders::default(), Currency::USD, false);
    let around = Surroundings { data: String::new(), home: None, folder: PathBuf::new() };
    let mut model = Model::new(ctx, Theme::default(), screens(&around), Place::Creators);
    model.sized(Rect::new(0, 0, width, height));
    let mut effects = model.start(0, today());
    while let Some(effect) = effects.pop() {
        let msg = match effect {
            Effect::Ask(generation, query) => {
                let answer: Answer = asker.answer(&query, today(), &Rules::default()).expect("an answer");
                Msg::Event(Event::QueryDone(query.slot(), generation, answer))
            }
            Effect::ReadWindow(ids) => Msg::Window(reader.window(&ids, today()).expect("rows")),
            _ => continue,
        };
        effects.extend(model.update(msg, 0, today()));
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal in memory");
    bencher.bench_local(|| terminal.draw(|frame| model.draw(frame)).map(|_| ()));
}
