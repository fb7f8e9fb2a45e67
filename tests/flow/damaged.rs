//! Files with a stray quote mark: it costs the row it stands in, and no other.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use tenfold::domain::Currency;
use tenfold::domain::day::DayOrder;
use tenfold::import::{Options, open};

/// What a file gives: the rows that are read, as they were read, and the rows that are rejected.
fn read(text: &str) -> (Vec<(u64, String)>, Vec<u64>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.csv");
    std::fs::write(&path, text).expect("a file");
    read_file(&path)
}

fn read_file(path: &Path) -> (Vec<(u64, String)>, Vec<u64>) {
    let (mut good, mut rejected) = (Vec::new(), Vec::new());
    for record in
        open(path, &Options::new(Currency::USD, DayOrder::DayFirst)).expect("a list").records().expect("its rows")
    {
        match record {
            Ok(record) => good.push((record.row, format!("{:?}", record.record))),
            Err(reject) => rejected.push(reject.row),
        }
    }
    (good, rejected)
}

/// How the cells of a made-up list are written.
#[derive(Clone, Copy, Debug)]
struct Style {
    delimiter: char,
    all_quoted: bool,
    bio_first: bool,
    line_end: &'static str,
}

fn cell(text: &str, style: Style) -> String {
    let needs = text.contains(['"', '\n', style.delimiter]) || style.all_quoted;
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// The rows of a made-up list, header first, each as it stands in the file.
fn rows(bios: &[String], style: Style) -> Vec<String> {
    let line = |cells: [&str; 5]| {
        let mut cells = cells.map(|text| cell(text, style)).to_vec();
        if style.bio_first {
            cells.rotate_right(2);
        }
        cells.join(&style.delimiter.to_string())
    };
    let mut rows = vec![line(["handle", "followers", "email", "bio", "notes"])];
    for (index, bio) in bios.iter().enumerate() {
        let (handle, followers) = (format!("creator{index}"), (1_000 + index).to_string());
        let email = if index % 3 == 0 { String::new() } else { format!("c{index}@mail.example") };
        rows.push(line([&handle, &followers, &email, bio, "asked, twice"]));
    }
    rows
}

fn style() -> impl Strategy<Value = Style> {
    let delimiters = prop_oneof![Just(','), Just(';'), Just('\t')];
    let ends = prop_oneof![Just("\n"), Just("\r\n")];
    (delimiters, any::<bool>(), any::<bool>(), ends).prop_map(|(delimiter, all_quoted, bio_first, line_end)| Style {
        delimiter,
        all_quoted,
        bio_first,
        line_end,
    })
}

fn bio() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z]{1,8}",
        1 => Just(String::new()),
        1 => "[a-z]{1,6}, [a-z]{1,6}",
        1 => "[a-z]{1,6} \"[a-z]{1,4}\" [a-z]{1,4}",
        1 => "[a-z]{1,6}\n[a-z]{1,6}",
        1 => "[a-z]{1,6}\n\n[a-z ]{1,9}, [a-z]{1,6}\nmail me",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stray_quote_costs_the_row_it_stands_in_and_no_other(
        bios in proptest::collection::vec(bio(), 8..40),
        style in style(),
        victim in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        removes in any::<bool>(),
    ) {
        let rows = rows(&bios, style);
        let (clean, none) = read(&(rows.join(style.line_end) + style.line_end));
        prop_assert_eq!((clean.len(), none.len()), (bios.len(), 0));

        let victim = victim.index(bios.len());
        let mut damaged = rows.clone();
        let row = &mut damaged[victim + 1];
        let marks: Vec<usize> = row.match_indices('"').map(|(at, _)| at).collect();
        let cuts: Vec<usize> = row.char_indices().map(|(at, _)| at).chain([row.len()]).collect();
        if removes && !marks.is_empty() {
            row.remove(marks[place.index(marks.len())]);
        } else {
            row.insert(cuts[place.index(cuts.len())], '"');
        }
        let written = row.clone();
        let (good, rejected) = read(&(damaged.join(style.line_end) + style.line_end));

        // A row of several lines may fall into as many pieces, for one of them may look like a row of its own.
        let (pieces, found) = (written.lines().count().max(1), good.len() + rejected.len());
        prop_assert!((bios.len()..bios.len() + pieces).contains(&found), "{} rows: {:?} {:?}", found, written, rejected);
        let others = clean.iter().enumerate().filter(|(index, _)| *index != victim);
        let mut after = good.iter().map(|(_, record)| record);
        for (_, (_, record)) in others {
            prop_assert!(after.any(|read| read == record), "{:?} took {:?} along", written, record);
        }
    }
}

#[test]
fn one_quote_among_three_hundred_rows_loses_one_row_and_says_so() {
    let mut text = "handle,name,followers,email\n".to_owned();
    for index in 1..=300 {
        let name = if index == 50 { "\"Mia".to_owned() } else { format!("Name {index}") };
        let _ = writeln!(text, "creator{index},{name},{},c{index}@mail.example", 1_000 + index);
    }
    let (good, rejected) = read(&text);
    assert_eq!((good.len(), rejected), (299, vec![51]));
}

#[test]
fn a_quote_that_takes_the_next_row_along_leaves_the_neighbor_alone() {
    let text = "handle,name,followers,email\n\
        mia.glow,\"Mia,1000,mia@mail.example\n\
        zoe.b,\"Zoe, B\",2000,zoe@mail.example\n\
        kim.k2,Kim,3000,kim@mail.example\n";
    let (good, rejected) = read(text);
    assert_eq!((good.len(), rejected), (2, vec![2]));
    assert!(good[0].1.contains("2000") && good[0].1.contains("zoe@mail.example"), "{}", good[0].1);
}
