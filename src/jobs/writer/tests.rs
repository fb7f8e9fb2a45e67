use super::*;
use crate::clock::Clock;
use crate::domain::{Currency, Handle, Platform};
use crate::jobs::importer::{Defaults, Importer};
use crate::proto::collect::NewAccount;
use crate::proto::column::{DayOrder, Wish};
use chrono::NaiveDate;

const LONG: Duration = Duration::from_secs(20);

struct Fixture {
    folder: tempfile::TempDir,
    thread: WriterThread,
    events: Receiver<Event>,
}

fn clock() -> Clock {
    Clock::fixed(NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"))
}

fn start() -> Fixture {
    let folder = tempfile::tempdir().expect("a folder");
    let writer = Writer::open(&folder.path().join("shop.db"), clock(), std::sync::Arc::default()).expect("opens");
    let (sender, events) = unbounded();
    Fixture { folder, thread: WriterThread::start(writer, sender).expect("starts"), events }
}

fn add(handle: &str) -> WriteCmd {
    let handle = Handle::parse(handle).expect("a handle");
    WriteCmd::AddCreators { accounts: vec![NewAccount::new(Platform::TikTok, handle)], tags: Vec::new() }
}

impl Fixture {
    fn send(&self, ticket: u64, cmd: WriteCmd) {
        self.thread.jobs().send(WriterJob::Command(Ticket(ticket), cmd)).expect("the thread lives");
    }

    fn event(&self) -> Event {
        self.events.recv_timeout(LONG).expect("an event in time")
    }

    /// The next answer to a command, as its ticket and sentence.
    fn answer(&self) -> (u64, String) {
        match self.event() {
            Event::WriteDone(ticket, done) => (ticket.0, done.sentence),
            Event::WriteFailed(ticket, sentence) => (ticket.0, sentence),
            other => panic!("an answer was expected: {other:?}"),
        }
    }
}

#[test]
fn commands_are_answered_and_nothing_is_left_beside_the_file() {
    let f = start();
    f.send(1, add("mia"));
    assert_eq!(f.answer(), (1, "Added @mia.".to_owned()));
    f.send(2, add("mia"));
    assert_eq!(f.answer(), (2, "@mia is already in the list. Nothing was added.".to_owned()));
    f.send(3, WriteCmd::Undo);
    f.thread.jobs().send(WriterJob::Remember { name: "cursor".to_owned(), value: "7".to_owned() }).expect("lives");
    f.thread.jobs().send(WriterJob::Backup).expect("lives");
    f.thread.stop();
    assert!(matches!(f.events.recv_timeout(LONG), Ok(Event::WriteDone(Ticket(3), _))), "what was asked is finished");
    let mut names: Vec<_> = std::fs::read_dir(f.folder.path())
        .expect("lists")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names, ["backups", "shop.db"]);
    let reader = crate::store::open::open_reader(&f.folder.path().join("shop.db")).expect("opens");
    assert_eq!(crate::store::memory::get(&reader, "cursor").expect("reads").as_deref(), Some("7"));
}

#[test]
fn commands_overtake_waiting_batches_of_an_import() {
    let f = start();
    let (begun, has_begun) = bounded::<()>(0);
    let (go, may_go) = bounded::<()>(0);
    let (order, seen) = unbounded();
    let hold: ImportJob = Box::new(move |_| {
        begun.send(()).expect("the test waits");
        may_go.recv().expect("the test lets go");
    });
    f.thread.imports().send(hold).expect("lives");
    has_begun.recv_timeout(LONG).expect("the first batch runs");
    f.thread
        .imports()
        .send(Box::new(move |writer| {
            let creators = crate::store::undo::steps(writer.connection()).expect("counts").0;
            order.send(creators).expect("the test waits");
        }))
        .expect("lives");
    f.send(1, add("mia"));
    go.send(()).expect("the batch waits");
    assert_eq!(seen.recv_timeout(LONG), Ok(1), "the command came before the second batch");
    assert_eq!(f.answer().0, 1);
    f.thread.stop();
}

#[test]
fn a_panic_is_told_and_the_next_command_works() {
    let f = start();
    let fault: ImportJob = Box::new(|writer| {
        crate::store::undo::open_op(writer.connection(), "half", 1, true).expect("opens");
        panic!("boom");
    });
    f.thread.imports().send(fault).expect("lives");
    let Event::WorkerFailed(text) = f.event() else { panic!("the panic was not told") };
    assert!(text.contains("boom"), "{text}");
    f.send(1, add("mia"));
    let answer = std::iter::repeat_with(|| f.event()).find(|event| !matches!(event, Event::WorkerFailed(_)));
    assert!(matches!(answer, Some(Event::WriteDone(Ticket(1), _))), "{answer:?}");
    f.send(2, WriteCmd::Undo);
    assert_eq!(f.answer(), (2, "Undid: added @mia.".to_owned()));
    f.thread.stop();
}

#[test]
fn changes_of_other_programs_are_told_and_own_ones_are_not() {
    let f = start();
    f.send(1, add("mia"));
    assert_eq!(f.answer().0, 1);
    let mut other =
        Writer::open(&f.folder.path().join("shop.db"), clock(), std::sync::Arc::default()).expect("another window");
    other.run(&add("jo")).expect("adds");
    assert_eq!(f.event(), Event::OutsideChange, "an idle writer looks by itself");
    other.run(&add("ann")).expect("adds");
    f.send(2, add("bo"));
    assert_eq!(f.event(), Event::OutsideChange, "before each job");
    assert_eq!(f.answer().0, 2);
    drop(other);
    f.thread.jobs().send(WriterJob::Look).expect("lives");
    f.thread.stop();
    assert_eq!(f.events.try_iter().collect::<Vec<_>>(), []);
}

#[test]
fn the_first_rows_of_an_import_are_told_however_fast_they_are() {
    let f = start();
    let csv = f.folder.path().join("list.csv");
    std::fs::write(&csv, "handle,followers\n@mia,12000\n").expect("writes");
    let defaults = Defaults { currency: Currency::USD, day_order: DayOrder::DayFirst };
    let importer = Importer::new(f.thread.imports(), f.folder.path().join("shop.db"), defaults);
    let mut told = Vec::new();
    importer
        .import(&csv, &Wish::Usual, &std::sync::atomic::AtomicBool::new(false), &mut |progress| told.push(progress))
        .expect("imports");
    assert_eq!(told.first().map(|progress| progress.counts.new), Some(1));
    drop(importer);
    f.thread.stop();
}

#[test]
fn a_file_that_changes_while_it_is_read_brings_nothing() {
    for change in [
        |file: &std::fs::File, bytes: u64| file.set_len(bytes * 3 / 4),
        |file: &std::fs::File, bytes: u64| file.set_len(bytes + 10),
    ] {
        let f = start();
        let csv = f.folder.path().join("list.csv");
        let rows: Vec<String> = (0..20_000).map(|n| format!("@user{n},{}\n", n + 1_000)).collect();
        std::fs::write(&csv, format!("handle,followers\n{}", rows.concat())).expect("writes");
        let defaults = Defaults { currency: Currency::USD, day_order: DayOrder::DayFirst };
        let database = f.folder.path().join("shop.db");
        let importer = Importer::new(f.thread.imports(), database.clone(), defaults);
        let mut is_first = true;
        let mut cut = |progress: crate::proto::event::Progress| {
            if std::mem::replace(&mut is_first, false) {
                let file = std::fs::OpenOptions::new().write(true).open(&csv).expect("opens");
                change(&file, progress.bytes_total).expect("changes");
            }
        };
        let done = importer.import(&csv, &Wish::Usual, &std::sync::atomic::AtomicBool::new(false), &mut cut);
        let why = done.expect_err("half a file").full();
        assert!(why.contains("changed while it was read") && why.contains("Import it again"), "{why}");
        drop(importer);
        f.thread.stop();
        let reader = crate::store::open::open_reader(&database).expect("opens");
        let creators: i64 = reader.query_row("SELECT count(*) FROM creator", [], |row| row.get(0)).expect("counts");
        assert_eq!(creators, 0, "half of a file is no list");
    }
}

#[test]
fn a_preview_gives_way_to_commands_and_comes_to_its_end() {
    let f = start();
    let csv = f.folder.path().join("list.csv");
    let rows: Vec<String> = (0..3_000).map(|n| format!("@user{n},{}\n", n + 1_000)).collect();
    std::fs::write(&csv, format!("handle,followers\n{}", rows.concat())).expect("writes");
    let defaults = Defaults { currency: Currency::USD, day_order: DayOrder::DayFirst };
    let database = f.folder.path().join("shop.db");
    let importer = Importer::new(f.thread.imports(), database.clone(), defaults);
    std::thread::scope(|scope| {
        let preview = scope.spawn(|| importer.glance(&csv, Wish::Usual));
        for ticket in 1..=20 {
            f.send(ticket, add(&format!("mia{ticket}")));
            let answer = std::iter::from_fn(|| f.events.recv_timeout(LONG).ok())
                .find(|event| matches!(event, Event::WriteDone(..) | Event::WriteFailed(..)));
            assert!(matches!(&answer, Some(Event::WriteDone(of, _)) if of.0 == ticket), "{answer:?}");
        }
        let preview = preview.join().expect("no panic").expect("a preview");
        assert_eq!((preview.counts.new, preview.is_whole), (3_000, true));
    });
    assert!(!f.thread.imports().is_commanded());
    drop(importer);
    f.thread.stop();
    let reader = crate::store::open::open_reader(&database).expect("opens");
    let creators: i64 = reader.query_row("SELECT count(*) FROM creator", [], |row| row.get(0)).expect("counts");
    assert_eq!(creators, 20, "nothing of the preview stays");
}
