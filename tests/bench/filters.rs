//! Every filter and order of the filter language, on one file. Run with `cargo bench --bench filters`.
//!
//! The file has 100,000 made-up creators; `TENFOLD_BENCH_CREATORS=1000000` makes a larger one, and `TENFOLD_BENCH_FILE` names
//! one that is there already. Budgets on two cores, to the first page: 30 ms at 100,000 creators, 150 ms at 1,000,000.

#![expect(clippy::expect_used, reason = "a bench that cannot be set up must stop")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use divan::Bencher;
use tempfile::TempDir;
use tenfold::analysis::rules::Rules;
use tenfold::clock::Clock;
use tenfold::domain::filter;
use tenfold::jobs::importer::{Defaults, Importer};
use tenfold::jobs::writer::WriterThread;
use tenfold::proto::Query;
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
    "is:stale",
    "is:duplicate",
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
    "sort:age",
];

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
    divan::main();
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
fn file() -> &'static Path {
    static FILE: OnceLock<(Option<TempDir>, PathBuf)> = OnceLock::new();
    let (_folder, path) = FILE.get_or_init(|| {
        if let Some(path) = std::env::var_os("TENFOLD_BENCH_FILE") {
            return (None, path.into());
        }
        let rows = std::env::var("TENFOLD_BENCH_CREATORS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
        let folder = tempfile::tempdir().expect("a folder");
        let (csv, database) = (folder.path().join("list.csv"), folder.path().join("shop.db"));
        list(&csv, rows);
        let (events, _heard) = crossbeam_channel::unbounded();
        let writer = Writer::open(&database, Clock::fixed(today()), Arc::default()).expect("opens");
        let thread = WriterThread::start(writer, events).expect("starts");
        let importer = Importer { lane: thread.imports(), database: database.clone(), defaults: Defaults::default() };
        importer.import(&csv, &AtomicBool::new(false), &mut |_| ()).expect("imports");
        drop(importer);
        thread.stop();
        (Some(folder), database)
    });
    path
}

#[divan::bench(args = ASKED, sample_count = 5, sample_size = 1)]
fn whole_list(bencher: Bencher<'_, '_>, text: &str) {
    let asker = Asker::open(file()).expect("opens");
    let read = filter::parse(text, today()).expect("a filter");
    let query = Query::Index { filter: read.expr.map(Arc::new), sort: read.sort };
    bencher.bench_local(|| asker.answer(&query, today(), &Rules::default()).expect("a list"));
}
