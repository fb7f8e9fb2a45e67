//! A whole campaign by keys alone, from an empty file to paid and decided, and every step of it back again; once with
//! letters, once with arrows, Enter, Tab, Esc and the list of commands alone; and by plain commands, which leave the same tables.

use std::path::Path;
use std::process::Command;

use chrono::{Days, NaiveDate};
use rstest::rstest;
use rusqlite::types::Value;
use tenfold::clock::Clock;
use tenfold::store::{open, undo};
use tenfold::tui::kit::{Action, Place};

use crate::driver::{Person, today};

/// Who takes part, with fee and code. Eve declines.
const CREATORS: [(&str, &str, &str); 5] = [
    ("ana.glow", "200", "ANA10"),
    ("ben.balm", "150", "BEN10"),
    ("cleo.skin", "100", "CLEO10"),
    ("dora.derm", "90", "DORA10"),
    ("eve.reads", "80", "EVE10"),
];

/// What is decided about those who posted.
const DECISIONS: [(&str, &str); 4] =
    [("ana.glow", "scale"), ("ben.balm", "drop"), ("cleo.skin", "scale"), ("dora.derm", "retest")];

/// Three orders for Ana, one for Ben, two for Cleo, one without a code.
const ORDERS: &str = "\
Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id
#1001,paid,USD,200.00,0.00,0.00,200.00,ana10,2026-03-11 10:00:00 +0000,1,Serum,200.00,0.00,5001
#1002,paid,USD,200.00,0.00,0.00,200.00,ANA10,2026-03-11 10:00:00 +0000,1,Serum,200.00,0.00,5002
#1003,paid,USD,100.00,0.00,0.00,100.00,ANA10,2026-03-11 11:00:00 +0000,1,Serum,100.00,0.00,5003
#1004,paid,USD,50.00,0.00,0.00,50.00,BEN10,2026-03-11 11:00:00 +0000,1,Serum,50.00,0.00,5004
#1005,paid,USD,150.00,0.00,0.00,150.00,CLEO10,2026-03-11 11:00:00 +0000,1,Serum,150.00,0.00,5005
#1006,paid,USD,120.00,0.00,0.00,120.00,CLEO10,2026-03-11 11:00:00 +0000,1,Serum,120.00,0.00,5006
#1007,paid,USD,99.00,0.00,0.00,99.00,,2026-03-11 11:00:00 +0000,1,Serum,99.00,0.00,5007
";

/// How somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keys {
    /// With the letters of vim and of the commands.
    Letters,
    /// With arrows, Enter, Tab, Esc and the list of commands; letters only where text is typed.
    Arrows,
}

/// The keys of somebody who knows no letter: `:` opens the list of commands.
const PLAIN: [&str; 10] = ["up", "down", "left", "right", "enter", "tab", "backtab", "esc", "backspace", ":"];

/// A person and their keys.
struct Story {
    person: Person,
    keys: Keys,
}

impl Story {
    /// The whole campaign.
    fn live(&mut self) {
        plan(self);
        agree(self);
        post(self);
        pay(self);
        decide(self);
    }

    fn press(&mut self, keys: &str) {
        if self.keys == Keys::Arrows {
            assert!(keys.split(' ').all(|key| PLAIN.contains(&key)), "{keys}: not by arrows and the list of commands");
        }
        self.person.press(keys);
    }

    /// Runs a command: by its key, or by its name in the list of commands.
    fn run(&mut self, key: &str, action: Action) {
        match self.keys {
            Keys::Letters => self.press(key),
            Keys::Arrows => {
                // A few words find it, as somebody types them.
                let words = match (action, self.person.place()) {
                    (Action::ItemAdd, Place::Creators) => "add creators",
                    (Action::ItemAdd, Place::Campaigns) => "new campaign",
                    (Action::ItemAdd, _) => "add to",
                    (Action::MarkToggle, _) => "mark or unmark",
                    (Action::Go(place), _) => place.name(),
                    _ => action.title().split([':', ',', '(']).next().unwrap_or_default().trim(),
                };
                self.press(":");
                self.person.type_text(&words.to_lowercase());
                self.press("enter");
            }
        }
    }

    /// Runs a command that asks to be confirmed: what ran it is pressed once more.
    fn run_twice(&mut self, key: &str, action: Action) {
        self.run(key, action);
        self.person.again(if self.keys == Keys::Letters { key } else { "enter" });
    }

    /// Moves down so many rows.
    fn down(&mut self, rows: usize) {
        let down = if self.keys == Keys::Letters { "j" } else { "down" };
        (0..rows).for_each(|_| self.press(down));
    }

    fn top(&mut self) {
        self.run("g g", Action::NavTop);
    }

    fn go(&mut self, place: Place, letter: char) {
        self.run(&format!("g {letter}"), Action::Go(place));
        assert_eq!(self.person.place(), place, "{}", self.person.screen());
    }

    /// Goes to the batch, onto the first row.
    fn open_batch(&mut self) {
        self.go(Place::Campaigns, 'm');
        self.top();
        self.down(1);
        self.press("enter");
        assert_eq!(self.person.place(), Place::Batch);
        self.top();
    }

    /// From one collaboration to the next.
    fn next(&mut self) {
        self.run("J", Action::CollaborationNext);
    }

    /// Marks so many rows from the first one on.
    fn mark_first(&mut self, rows: usize) {
        self.top();
        (0..rows).for_each(|_| self.run("space", Action::MarkToggle));
    }

    /// Replaces what stands in the box.
    fn replace(&mut self, text: &str) {
        match self.keys {
            Keys::Letters => self.press("ctrl-u"),
            Keys::Arrows => (0..30).for_each(|_| self.press("backspace")),
        }
        self.person.type_text(text);
    }

    /// Saves a form from the field at a place: with its key, or with its button, which is before the first field.
    fn save(&mut self, field: usize) {
        match self.keys {
            Keys::Letters => self.press("ctrl-s"),
            Keys::Arrows => {
                (0..=field).for_each(|_| self.press("backtab"));
                self.press("enter");
            }
        }
    }

    /// Chooses from a menu of letters.
    fn choose(&mut self, letter: &str, place: usize) {
        match self.keys {
            Keys::Letters => self.press(letter),
            Keys::Arrows => {
                (0..=place).for_each(|_| self.press("down"));
                self.press("enter");
            }
        }
    }

    /// Logs a step of what is marked or under the cursor.
    fn log_step(&mut self, step: &str) {
        let action = if self.person.place() == Place::Results { Action::DecisionPick } else { Action::StagePick };
        self.run("w", action);
        self.person.type_text(step);
        self.press("enter");
    }

    /// Goes to the line of the page with this text under the cursor.
    fn go_to_line(&mut self, acts_on: &str) {
        self.person.wait(5_000);
        for _ in 0..30 {
            if self.person.screen().contains(&format!("acts on: {acts_on}")) {
                return;
            }
            self.down(1);
        }
        self.person.sees(&format!("acts on: {acts_on}"));
    }

    /// A value of the file.
    fn value(&self, sql: &str) -> String {
        let conn = open::open_reader(&self.person.path).expect("opens");
        conn.query_row(&format!("SELECT CAST(({sql}) AS TEXT)"), [], |row| row.get::<_, Option<String>>(0))
            .expect("a row")
            .unwrap_or_default()
    }

    /// The amounts in this state together.
    fn in_state(&self, state: &str) -> String {
        self.value(&format!("SELECT ifnull(sum(amount_minor), 0) FROM cost_item WHERE state = '{state}'"))
    }

    fn spend(&self) -> String {
        self.value("SELECT ifnull(sum(amount_minor), 0) FROM spend_item")
    }
}

#[rstest]
#[case::letters(Keys::Letters)]
#[case::arrows(Keys::Arrows)]
fn a_campaign_is_lived_by_keys_from_nothing_to_paid_and_decided_and_back(#[case] keys: Keys) {
    let mut story = Story { person: Person::with_nothing(), keys };
    let nothing = story.person.tables();
    story.live();

    let end = story.person.tables();
    let mut undone = 0;
    while story.person.has_steps() {
        story.run("u", Action::Undo);
        undone += 1;
        assert!(undone < 200, "the way back has no end:\n{}", story.person.screen());
    }
    assert_eq!(story.person.tables(), nothing);
    story.person.redo_everything();
    assert_eq!(story.person.tables(), end);
}

/// Creators, a campaign with a budget of $1,000, a batch with a rule and an end, fees and codes.
fn plan(story: &mut Story) {
    // The box stays open for the next one.
    story.run("a", Action::ItemAdd);
    for (handle, ..) in CREATORS {
        story.person.type_text(handle);
        story.press("enter");
    }
    story.press("esc");
    story.go(Place::Campaigns, 'm');
    story.run("a", Action::ItemAdd);
    story.person.type_text("Spring serum");
    story.press("tab");
    story.person.type_text("Serum");
    story.press("tab tab tab tab");
    story.replace("1000");
    story.press("tab tab");
    story.replace("50");
    story.save(7);
    story.run("B", Action::BatchNew);
    assert_eq!(story.person.place(), Place::Builder);
    // Nobody has a price yet: the batch is planned without anybody.
    story.press("enter");
    story.open_batch();
    story.run("E b", Action::BatchEdit);
    story.press("tab");
    story.replace("2");
    story.press("tab tab tab");
    story.replace("2");
    story.press("tab");
    story.replace("2026-03-20");
    story.save(5);
    assert_eq!(
        story.value("SELECT concat_ws(' ', rule_creators, rule_measure, rule_orders, ends_on) FROM batch"),
        "2 roas 2 2026-03-20"
    );
    story.go(Place::Creators, 'c');
    story.run("A", Action::MarkAll);
    story.run("P", Action::VerdictPickBatch);
    assert_eq!(story.value("SELECT count(*) FROM collaboration"), "5");

    story.open_batch();
    story.press("enter");
    for (at, (handle, fee, code)) in CREATORS.into_iter().enumerate() {
        if at > 0 {
            story.next();
        }
        assert_eq!(story.person.place(), Place::Collaboration);
        if !story.person.screen().contains("»Terms«") {
            story.press("tab");
        }
        story.top();
        story.go_to_line(&format!("fee of @{handle}"));
        story.press("enter");
        story.replace(fee);
        story.press("enter");
        story.go_to_line(&format!("promo codes of @{handle}"));
        story.press("enter");
        story.replace(code);
        story.press("enter");
    }
    assert_eq!((story.in_state("offered"), story.spend()), ("62000".to_owned(), "0".to_owned()), "only offers yet");
}

/// The batch starts; everybody is written to, four agree, Eve declines.
fn agree(story: &mut Story) {
    story.open_batch();
    story.run_twice(">", Action::StageNext);
    assert_eq!(story.value("SELECT status FROM batch"), "running");
    story.run("A", Action::MarkAll);
    story.log_step("contacted");
    for step in ["agreed", "shipped", "delivered"] {
        story.mark_first(4);
        story.log_step(step);
    }
    assert_eq!((story.in_state("agreed"), story.in_state("offered")), ("54000".to_owned(), "8000".to_owned()));
    assert_eq!(story.value("SELECT count(*) FROM collaboration WHERE product = 'delivered'"), "4");
    story.run("G", Action::NavBottom);
    story.log_step("declined");
    for fact in ["Released", "$80", "@eve.reads"] {
        story.person.sees(fact);
    }
    assert_eq!((story.in_state("released"), story.spend()), ("8000".to_owned(), "54000".to_owned()));
}

/// Each of the four posts one video, which is read; then the orders come in.
fn post(story: &mut Story) {
    story.open_batch();
    story.press("enter");
    for (at, (handle, ..)) in CREATORS.into_iter().take(4).enumerate() {
        if at > 0 {
            story.next();
        }
        while !story.person.screen().contains("»Deliverables«") {
            story.press("tab");
        }
        story.run("a", Action::ItemAdd);
        story.choose("v", 0);
        story.press("enter");
        story.choose("p", 5);
        story.person.type_text(&post_of(handle, today()));
        story.save(0);
        assert_eq!(story.value("SELECT count(*) FROM post"), (at + 1).to_string());
        story.run("r", Action::ReadingAdd);
        story.person.type_text("12.4k 800 20 5 9");
        story.save(0);
    }
    assert_eq!(story.value("SELECT count(*) FROM post WHERE posted_on = '2026-03-11' AND url <> ''"), "4");
    assert_eq!(story.value("SELECT count(*) || ' ' || sum(views) FROM reading"), "4 49600");
    assert_eq!(story.in_state("owed"), "54000", "what is posted is owed");
    let path = story.person.file("orders.csv", ORDERS);
    story.go(Place::Import, 'i');
    story.person.paste(&path.display().to_string());
    for step in ["2 of 4: columns", "3 of 4: check"] {
        story.press("enter");
        story.person.sees(step);
    }
    story.press("enter");
    assert_eq!(story.value("SELECT count(*) FROM sale_order WHERE collaboration_id IS NOT NULL"), "6");
    story.open_batch();
    story.person.sees("Met so far: 2 creators");
}

/// Ana has an invoice and is paid in two parts, the others at once.
fn pay(story: &mut Story) {
    story.go(Place::Payments, 'p');
    story.person.sees("You owe $540 to 4 creators");
    story.top();
    story.go_to_line("@ana.glow");
    story.run("v", Action::PaymentInvoice);
    story.person.type_text("INV-9");
    story.save(0);
    story.press("tab");
    story.replace("50");
    story.save(0);
    story.person.sees("$150.00 is left");
    story.person.sees("You owe $490 to 4 creators");
    story.run("A", Action::MarkAll);
    story.run("p", Action::PaymentPay);
    assert_eq!(story.value("SELECT count(*) || ' ' || sum(amount_minor) FROM payment"), "5 54000");
    assert_eq!((story.in_state("paid"), story.in_state("owed")), ("54000".to_owned(), "0".to_owned()));
    assert_eq!(story.spend(), "54000", "paying changes no spend");
}

/// Two are scaled, one is dropped, one retested; the batch is finished.
fn decide(story: &mut Story) {
    story.go(Place::Results, 'r');
    for (handle, decision) in DECISIONS {
        story.top();
        story.go_to_line(&format!("@{handle}"));
        story.log_step(decision);
    }
    assert_eq!(
        story.value(
            "SELECT group_concat(decision, ' ' ORDER BY handle) FROM collaboration JOIN creator ON creator.id = creator_id"
        ),
        "scale drop scale retest undecided"
    );
    story.open_batch();
    story.run(">", Action::StageNext);
    if story.value("SELECT status FROM batch") == "running" {
        story.person.again(if story.keys == Keys::Letters { ">" } else { "enter" });
    }
    assert_eq!(story.value("SELECT status FROM batch"), "finished");
}

/// The address of a creator's post of this day: its number holds the second.
fn post_of(handle: &str, day: NaiveDate) -> String {
    let second = day.and_hms_opt(9, 0, 0).expect("nine").and_utc().timestamp();
    let at = handle.bytes().next().map_or(0, i64::from);
    format!("https://www.tiktok.com/@{handle}/video/{}", (second << 32) + at)
}

/// What the tables of a file say, without numbers of rows and moments, with days as if `day` were the day of the stories.
fn facts(path: &Path, day: NaiveDate) -> Vec<String> {
    let conn = open::open_reader(path).expect("opens");
    let mut facts = Vec::new();
    for table in undo::triggers::RECORDED {
        let columns: Vec<String> = {
            let mut names = conn.prepare("SELECT name FROM pragma_table_info(?1)").expect("names");
            names.query_map([table], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect()
        };
        let wanted: Vec<String> = columns.iter().filter_map(|column| wanted(table, column)).collect();
        if wanted.is_empty() {
            continue;
        }
        let mut rows = conn.prepare(&format!("SELECT {} FROM {table}", wanted.join(", "))).expect("a table");
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let cells: Vec<String> =
                (0..wanted.len()).map(|at| format!("{:?}", row.get::<_, Value>(at).expect("a value"))).collect();
            facts.push(format!("{table} {}", cells.join(" ")));
        }
    }
    for fact in &mut facts {
        for (handle, ..) in CREATORS {
            *fact = fact.replace(&post_of(handle, day), &post_of(handle, today()));
        }
        for later in 0..40 {
            *fact = fact.replace(&(day + Days::new(later)).to_string(), &format!("day {later}"));
        }
    }
    facts.sort();
    facts
}

/// How a column is compared: the handle for whom it belongs to; `None` for numbers of rows and moments.
fn wanted(table: &str, column: &str) -> Option<String> {
    match column {
        "creator_id" => Some(format!("(SELECT handle FROM creator WHERE creator.id = {table}.creator_id)")),
        "collaboration_id" => Some(format!(
            "(SELECT handle FROM collaboration JOIN creator ON creator.id = creator_id \
              WHERE collaboration.id = {table}.collaboration_id)"
        )),
        "external_id" => Some(column.to_owned()),
        "id" | "content_hash" => None,
        _ if column.ends_with("_id") || column.ends_with("_at") => None,
        _ => Some(format!("\"{column}\"")),
    }
}

/// The same campaign by plain commands, today.
fn by_commands(folder: &Path, today: NaiveDate) {
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tenfold"))
            .args(args)
            .env("TENFOLD_DB", folder.join("shop.db"))
            .env("TENFOLD_CONFIG", folder.join("config.toml"))
            .env("HOME", folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let (campaign, batch) = ("Spring serum", "Batch 1");
    let orders = folder.join("orders.csv");
    std::fs::write(&orders, ORDERS.replace(&crate::driver::today().to_string(), &today.to_string())).expect("written");
    let handles = CREATORS.map(|(handle, ..)| handle);
    for handle in handles {
        run(&["add", handle]);
    }
    run(&[&["verdict", "picked"][..], &handles].concat());
    run(&["campaign", campaign, "product=Serum", "budget=1000", "margin=50%"]);
    let ends = (today + Days::new(9)).to_string();
    run(&[
        &["plan", campaign, batch][..],
        &handles,
        &["--rule", "2 creators, ROAS over break-even, on 2 orders or more", "--ends", &ends],
    ]
    .concat());
    for (handle, fee, code) in CREATORS {
        run(&["book", campaign, batch, handle, &format!("fee={fee}"), &format!("code={code}")]);
    }
    run(&["start", campaign, batch]);
    for handle in handles {
        run(&["step", campaign, batch, handle, "contacted"]);
    }
    for (at, handle) in handles.into_iter().enumerate() {
        let steps: &[&str] = if at < 4 { &["agreed", "shipped", "delivered"] } else { &["declined"] };
        for step in steps {
            run(&["step", campaign, batch, handle, step]);
        }
    }
    for handle in &handles[..4] {
        run(&["book", campaign, batch, handle, "deliverables=1 video"]);
        run(&["step", campaign, batch, handle, "posted", "--deliverable", "1", "--link", &post_of(handle, today)]);
        run(&["reading", campaign, batch, handle, "views=12.4k", "likes=800", "comments=20", "shares=5", "saves=9"]);
    }
    run(&["import", orders.to_str().expect("a path")]);
    run(&["invoice", campaign, batch, handles[0], "INV-9"]);
    run(&["pay", campaign, batch, handles[0], "50"]);
    for handle in &handles[..4] {
        run(&["pay", campaign, batch, handle, "all"]);
    }
    for (handle, decision) in DECISIONS {
        run(&["decide", campaign, batch, handle, decision]);
    }
    run(&["finish", campaign, batch]);
}

#[rstest]
#[case::letters(Keys::Letters)]
#[case::arrows(Keys::Arrows)]
fn keys_and_commands_leave_the_same_tables(#[case] keys: Keys) {
    let mut story = Story { person: Person::with_nothing(), keys };
    story.live();
    let folder = tempfile::tempdir().expect("a folder");
    let day = Clock::Real.today();
    by_commands(folder.path(), day);
    let (keys, commands) = (facts(&story.person.path, today()), facts(&folder.path().join("shop.db"), day));
    let only = |these: &[String], those: &[String]| {
        these.iter().filter(|fact| !those.contains(fact)).cloned().collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        keys,
        commands,
        "only by keys:\n{}\nonly by commands:\n{}",
        only(&keys, &commands),
        only(&commands, &keys)
    );
}
