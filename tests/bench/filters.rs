//! Every filter and order of the filter language, on one file. Run with `cargo bench --bench filters`.
//!
//! The file has 100,000 made-up creators; `TENFOLD_BENCH_CREATORS=1000000` makes a larger one, and `TENFOLD_BENCH_FILE` names
//! one that is kept: made at the first run, asked again at the next. Questions given as arguments are asked alone. Times are those the thread worked. Budgets to the first page: 30 ms at 100,000 creators, 150 ms at 1,000,000.

#![expect(clippy::expect_used, reason = "a bench that cannot be set up must stop")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use tempfile::TempDir;
use tenfold::analysis::rules::Rules;
use tenfold::clock::Clock;
use tenfold::domain::Currency;
use tenfold::domain::day::{Calendar, DayOrder};
use tenfold::domain::filter;
use tenfold::jobs::importer::{Defaults, Importer};
use tenfold::jobs::writer::WriterThread;
use tenfold::proto::{Answer, Query};
use tenfold::store::Writer;
use tenfold::store::answer::Asker;

/// The readings of the language, each with a word that some creators have, and orders by fields of every kind.
const ASKED: &[&str] = &[
    "",
    "niche:booktok tier:micro er>6 followers:10k..50k -status:rejected \"glass skin\" due<fri country:us,ca",
    "tag:skincare tag:vegan",
    "tag:skincare,vegan",
    "(niche:booktok OR niche:cozy) er>=4.5",
    "niche:booktok or niche:cozy er>4",
    "-(country:us or country:gb) has:email",
    "no:email is:untagged",
    "er>6,5",
    "rating:4,5",
    "followers:50k..",
    "followers:..10k",
    "price<=$250 sort:-er sort:price",
    "due:today..fri",
    "due:overdue",
    "posted>-30d",
    "added:last7d",
    "newer_than:30d",
    "@glow",
    "#vegan +cozy",
    "\"glass skin\" bio:\"dry skin\"",
    "NOT status:rejected,maybe",
    "status!=rejected",
    "name:sofía",
    "日本 コスメ",
    "glow",
    "zzz",
    "sk",
    "country:us",
    "stage:posted",
    "roas>2",
    "owed>0",
    "late>3",
    "is:stale",
    "is:duplicate",
    "contacted<-7d replied:none",
    "no:address",
    "note:parcel",
    "sort:-followers",
    "sort:-er",
    "sort:price",
    "sort:handle",
    "sort:name",
    "sort:country",
    "sort:niche",
    "sort:status",
    "sort:added",
    "sort:-due",
    "sort:-roas",
    "sort:-late",
    "sort:age",
];

/// Each question is asked so often, and the median counts.
const SAMPLES: usize = 7;

/// And so often by somebody who has asked nothing before.
const LOOKS: usize = 3;

/// Words that profiles are made of.
const WORDS: [&str; 24] = [
    "skin", "glass", "glow", "dry", "routine", "honest", "reviews", "vegan", "cozy", "reads", "romance", "clean",
    "home", "fitness", "meal", "budget", "travel", "slow", "curly", "barrier", "coffee", "plants", "teacher",
    "creator",
];
const NAMES: [&str; 8] = ["Mia", "Sofía", "Léa", "Noah", "Zoë", "Kim", "Yuki", "Chloé"];
const NICHES: [&str; 8] = ["skincare", "booktok", "cleantok", "skincare/acne", "vegan", "cozy", "fitness", "travel"];
const COUNTRIES: [&str; 8] = ["us", "us", "gb", "ca", "de", "fr", "es", "br"];

fn main() {
    // A quick look, as other benches take it: does every question have an answer?
    let is_test = std::env::args().any(|argument| argument == "--test");
    let creators = std::env::var("TENFOLD_BENCH_CREATORS").ok().and_then(|creators| creators.parse().ok());
    let file = File::open(creators.unwrap_or(if is_test { 500 } else { 100_000 }));
    let asker = Asker::open(&file.path).expect("opens");
    let mut out = std::io::stdout().lock();
    let mut say = |line: &str| writeln!(out, "{line}").expect("a line");
    say(&format!(
        "{:>10} {:>10} {:>10} {:>9}   question (medians, ms)",
        "first look", "first page", "whole list", "creators"
    ));
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let asked = if given.is_empty() { ASKED.to_vec() } else { given.iter().map(String::as_str).collect() };
    for text in asked {
        // Nothing is kept of an earlier question at the first look; later ones find what holds.
        let looks = if is_test { 1 } else { LOOKS };
        let mut first: Vec<_> = (0..looks).map(|_| ask(&Asker::open(&file.path).expect("opens"), text).page).collect();
        first.sort_unstable();
        let mut times: Vec<_> = (0..if is_test { 1 } else { SAMPLES }).map(|_| ask(&asker, text)).collect();
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        let mut median = |of: fn(&Times) -> Duration| {
            times.sort_unstable_by_key(of);
            ms(of(&times[times.len() / 2]))
        };
        let (page, whole) = (median(|times| times.page), median(|times| times.whole));
        say(&format!("{:>10.1} {page:>10.1} {whole:>10.1} {:>9}   {text}", ms(first[looks / 2]), times[0].creators));
    }
}

/// How long one question took.
struct Times {
    /// Until there is something to see: the first page of a long list, or a short list as a whole.
    page: Duration,
    whole: Duration,
    creators: usize,
}

/// The time this thread has worked: others that work at the same time do not count. Elsewhere than on Linux they do.
fn spent() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let worked = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = worked.and_then(|line| line.split(' ').next()?.parse().ok()).map(Duration::from_nanos);
    worked.unwrap_or_else(|| START.get_or_init(Instant::now).elapsed())
}

fn ask(asker: &Asker, text: &str) -> Times {
    let start = spent();
    let read = filter::parse(text, Calendar::day_first(today())).expect("a filter");
    let query = Query::Index { filter: read.expr.map(Arc::new), sort: read.sort };
    let mut page = None;
    let early = &mut |_| page = page.or_else(|| Some(spent().saturating_sub(start)));
    let answer = asker.answer_early(&query, today(), &Rules::default(), early).expect("a list");
    let whole = spent().saturating_sub(start);
    let Answer::Index(ids) = answer else { return Times { page: whole, whole, creators: 0 } };
    Times { page: page.unwrap_or(whole), whole, creators: ids.len() }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
}

/// Made-up creators with profile texts, in no order.
fn list(path: &Path, rows: usize) {
    let mut text = String::from("handle,name,followers,engagement rate,avg views,price,country,niche,bio,email\n");
    for n in 0..rows {
        let mixed = n * 7_919 % rows;
        let word = |step: usize| WORDS[(mixed / step + n) % WORDS.len()];
        let bio: Vec<&str> = (1..4 + n % 9).map(|step| word(step * step + 1)).collect();
        let _ = writeln!(
            text,
            "{}{mixed}.x,{} {},{},{}.{}%,{},{},{},{};{},{},{}",
            word(1),
            NAMES[n * 31 % NAMES.len()],
            word(5),
            900 + n * 31 % 400_000,
            n % 17,
            n % 10,
            n * 13 % 90_000,
            if n % 3 == 0 { (50 + n % 400).to_string() } else { String::new() },
            COUNTRIES[n * 7 % COUNTRIES.len()],
            NICHES[n * 11 % NICHES.len()],
            NICHES[n * 5 % NICHES.len()],
            bio.join(" "),
            if n % 5 == 0 { format!("u{n}@example.com") } else { String::new() },
        );
    }
    std::fs::write(path, text).expect("the list is written");
}

/// The file that all questions are put to.
struct File {
    path: PathBuf,
    /// Where it lies, if it was made for this.
    _folder: Option<TempDir>,
}

impl File {
    fn open(creators: usize) -> Self {
        let file = if let Some(path) = std::env::var_os("TENFOLD_BENCH_FILE") {
            let path = PathBuf::from(path);
            if !path.exists() {
                let folder = tempfile::tempdir().expect("a folder");
                make(&path, folder.path(), creators);
            }
            Self { path, _folder: None }
        } else {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("shop.db");
            make(&path, folder.path(), creators);
            Self { path, _folder: Some(folder) }
        };
        // With its index of words filled, as it is a minute after an import.
        let mut writer = Writer::open(&file.path, Clock::fixed(today()), Arc::default()).expect("opens");
        while writer.sweep().expect("fills") {}
        writer.close().expect("closes");
        file
    }
}

/// Makes a file of creators, as an import does.
fn make(path: &Path, folder: &Path, creators: usize) {
    let csv = folder.join("list.csv");
    list(&csv, creators);
    let (events, _heard) = crossbeam_channel::unbounded();
    let writer = Writer::open(path, Clock::fixed(today()), Arc::default()).expect("opens");
    let thread = WriterThread::start(writer, events).expect("starts");
    let defaults = Defaults { currency: Currency::USD, day_order: DayOrder::DayFirst };
    let importer = Importer::new(thread.imports(), path.to_owned(), defaults);
    importer.import(&csv, &tenfold::proto::column::Wish::Usual, &AtomicBool::new(false), &mut |_| ()).expect("imports");
    drop(importer);
    thread.stop();
}
