//! What a command writes and prints harms nothing: no file of the person, no terminal, no spreadsheet.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::{CREATORS, Shop, TRACKER, name};

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a command that may never end; the test fails then.
fn patiently(mut command: Command) -> Output {
    // So long that only a fault reaches it.
    const PATIENCE: Duration = Duration::from_mins(1);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let id = child.id();
    let (ended, end) = std::sync::mpsc::channel();
    std::thread::spawn(move || ended.send(child.wait_with_output()));
    let Ok(output) = end.recv_timeout(PATIENCE) else {
        let _ = Command::new("kill").arg(id.to_string()).status();
        panic!("{command:?} did not end");
    };
    output.expect("its output")
}

fn with_tracker() -> Shop {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("tracker.csv", TRACKER))]);
    shop
}

#[cfg(unix)]
#[test]
fn a_report_never_takes_the_place_of_a_database() {
    use std::os::unix::fs::symlink;
    let shop = with_tracker();
    let before = std::fs::read(shop.path("shop.db")).expect("the file");
    symlink(shop.path("shop.db"), shop.path("soft.html")).expect("a link");
    std::fs::hard_link(shop.path("shop.db"), shop.path("hard.html")).expect("a link");
    for target in ["shop.db", "soft.html", "hard.html", "shop.db-wal", "shop.db-shm"] {
        for command in [["report", "Serum test"], ["media-kit", "@ana.glow"]] {
            let path = shop.path(target);
            let output = shop.run(&[command[0], command[1], "--format", "html", "--force", "-o", name(&path)]);
            assert_eq!(output.status.code(), Some(1), "{target}: {}", said(&output));
            assert!(said(&output).contains("database"), "{target}: {}", said(&output));
        }
    }
    assert!(std::fs::read(shop.path("shop.db")).expect("the file") == before);
    assert!(shop.text(&["list", "--format", "plain"]).contains("@ana.glow"));
}

#[cfg(unix)]
#[test]
fn a_report_is_for_its_owner_and_follows_no_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let shop = with_tracker();
    let precious = shop.file("precious.txt", "precious");
    symlink(&precious, shop.path("report.html")).expect("a link");
    shop.text(&["report", "Serum test", "--force", "-o", name(&shop.path("report.html"))]);
    assert_eq!(std::fs::read_to_string(&precious).expect("it stays"), "precious");
    let meta = std::fs::symlink_metadata(shop.path("report.html")).expect("it is there");
    assert!(meta.is_file());
    assert_eq!(meta.permissions().mode() & 0o777, 0o600);
}

#[test]
fn rejects_that_were_corrected_by_hand_stay() {
    let shop = Shop::new();
    let list = shop.file("list.csv", CREATORS);
    let rejects = |file: &PathBuf| {
        let report = shop.json(&["import", name(file), "--format", "json"]);
        PathBuf::from(report[0]["rejects_file"].as_str().expect("a rejects file"))
    };
    let first = rejects(&list);
    assert_eq!(first, shop.path("list.rejects.csv"));
    assert_eq!(rejects(&list), first, "the same rejects need no second file");
    let corrected = "row,column,reason,handle,followers\n3,,,@good.one,12\n4,,,still bad,1\n";
    std::fs::write(&first, corrected).expect("it is corrected");
    assert_eq!(rejects(&list), shop.path("list.rejects-2.csv"));
    // Importing them again writes beside them, never over them.
    assert_eq!(rejects(&first), shop.path("list.rejects-3.csv"));
    assert_eq!(std::fs::read_to_string(&first).expect("it stays"), corrected);
    assert!(shop.text(&["list", "--format", "plain"]).contains("@good.one"));
}

#[test]
fn no_output_holds_what_a_terminal_obeys() {
    let shop = Shop::new();
    let evil = "list\u{1b}]0;owned\u{7}\u{61c}\u{9b}2J.csv";
    let list = shop.file(evil, CREATORS);
    let output = shop.run(&["import", name(&list)]);
    assert!(output.status.success(), "{}", said(&output));
    let json = shop.run(&["import", name(&list), "--dry-run", "--format", "json"]);
    let missing = shop.run(&["import", "no\u{1b}[31m.csv"]);
    let odd = shop.run(&["list", "\u{1b}[31m(("]);
    let usage = shop.run(&["list", "--\u{1b}[31m"]);
    let no_file = shop.run(&["list", "--db", "no\u{1b}[31m.db"]);
    let history = shop.run(&["show", "@mia.glow"]);
    for output in [&output, &json, &missing, &odd, &usage, &no_file, &history] {
        let text = said(output);
        let raw = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{61c}';
        assert!(!text.contains(raw), "{text:?}");
    }
    // Programs still find the file by its name.
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(report[0]["file"], name(&list));
}

#[test]
fn every_sheet_is_guarded_alike() {
    let shop = Shop::new();
    let text = "handle,name,niche,email,address,campaign\n\
                @mia.glow,＝1+1,=tag,+x@example.com,\u{61c}=cmd|' /C calc'!A0,x\n\
                @zoe,－2,＠x,-y@example.com,@SUM(A1),x\n,=1+1,,,,\n＝bad handle,＋1,,,,\n";
    let report = shop.json(&["import", name(&shop.file("list.csv", text)), "--format", "json"]);
    let rejects = std::fs::read_to_string(report[0]["rejects_file"].as_str().expect("rejects")).expect("rejects");
    for sheet in [shop.text(&["list", "--format", "csv"]), rejects] {
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(sheet.as_bytes());
        for record in reader.records().map(|record| record.expect("a row")) {
            for cell in &record {
                let bare = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{61c}');
                let is_number = cell.parse::<f64>().is_ok();
                assert!(is_number || !bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
            }
        }
    }
}

#[test]
fn standard_input_is_read_once_and_imported() {
    let shop = Shop::new();
    for named in ["-", "/dev/stdin"] {
        if named != "-" && !cfg!(target_os = "linux") {
            continue;
        }
        let mut command = shop.command(&["import", named, "--format", "json"]);
        command.current_dir(shop.path(""));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
        child.stdin.take().expect("its input").write_all(CREATORS.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", said(&output));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((report[0]["rows"].as_i64(), report[0]["rejected"].as_i64()), (Some(2), Some(1)), "{report}");
        assert_eq!(report[0]["file"], named);
        assert_eq!(report[0]["rejects_file"], "stdin.rejects.csv");
        assert!(shop.path("stdin.rejects.csv").exists());
    }
    assert_eq!(shop.text(&["list", "--format", "plain"]), "@mia.glow\n");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_once_and_imported() {
    let shop = Shop::new();
    let pipe = shop.path("list.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let (writer, to) = (pipe.clone(), CREATORS.replace("bad handle", "@ok"));
    let writer = std::thread::spawn(move || std::fs::write(writer, to));
    let report = shop.json(&["import", name(&pipe), "--format", "json"]);
    writer.join().expect("the writer ends").expect("it writes");
    assert_eq!((report[0]["new"].as_i64(), report[0]["rejected"].as_i64()), (Some(2), Some(0)), "{report}");
}

#[test]
fn a_line_of_megabytes_is_refused_by_its_number_before_anything_comes_in() {
    let shop = Shop::new();
    let mut text = String::from("handle,followers\n");
    for number in 0..9_000 {
        writeln!(text, "@user{number},{number}").expect("text");
    }
    text.push_str("@mia,");
    text.push_str(&"9".repeat(3 * 1024 * 1024));
    text.push_str("\n@zoe,5\n");
    let long = shop.file("long.csv", &text);
    let early = shop.file("early.csv", &format!("handle,bio\n@mia,{}\n", "x".repeat(3 * 1024 * 1024)));
    for (file, line) in [(&long, "line 9002"), (&early, "line 2")] {
        let output = shop.run(&["import", name(file)]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(line), "{}", said(&output));
    }
    assert!(!shop.path("shop.db").exists() || shop.text(&["list", "--format", "plain"]).is_empty());
}

#[test]
fn any_damaged_file_ends_a_command() {
    let shop = Shop::new();
    let mut text = String::from("handle,name,followers,engagement rate,niche,email\n");
    for number in 0..200 {
        let (followers, rate) = (1_000 + number, number % 9);
        writeln!(text, "@user{number},Name {number},{followers},{rate}%,skincare,u{number}@example.com").expect("text");
    }
    shop.text(&["import", name(&shop.file("list.csv", &text))]);
    let sound = std::fs::read(shop.path("shop.db")).expect("the file");
    let page = 4096;
    // A fixed sequence, so that what fails once fails again.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut damaged = 0;
    for round in 0..60 {
        let mut bytes = sound.clone();
        for _ in 0..[1, 4, 20][round % 3] {
            // Where a page begins stand the pointers that send a reader in circles.
            let at = 100
                + random(sound.len() / page - 1) * page
                + if random(2) == 0 { random(40) } else { random(page - 100) };
            bytes[at] = u8::try_from(random(256)).expect("a byte");
        }
        let path = shop.path("flipped.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(shop.path(&format!("flipped.db{end}")));
        }
        std::fs::write(&path, &bytes).expect("writes");
        for args in [&["list", "--format", "json"][..], &["list"], &["show", "@user7"]] {
            let output = patiently(shop.command(&[&["--db", name(&path)], args].concat()));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            match output.status.code() {
                Some(1) if said.contains("damaged") => {
                    assert!(said.contains("tenfold restore"), "{round}: {said}");
                    damaged += 1;
                }
                Some(0 | 1) => {}
                code => panic!("round {round}: {args:?} ended with {code:?}: {said}"),
            }
        }
    }
    assert!(damaged > 10, "{damaged}");
}
