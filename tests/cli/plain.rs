//! The prompt for screen readers, through a pipe.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::{Shop, name};

const ORDERS: &str = "\
Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id
#1001,paid,USD,500.00,0.00,0.00,500.00,ana10,PLACED 10:00:00 +0000,1,Serum,500.00,0.00,5001
";

impl Shop {
    /// Types lines at the prompt, and returns what was said.
    fn typed(&self, lines: &[u8]) -> Output {
        let mut command = self.command(&["--plain"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        child.stdin.take().expect("a pipe").write_all(lines).expect("lines are taken");
        child.wait_with_output().expect("it ends")
    }

    /// Types lines that are all answered, and returns the answers.
    fn answers(&self, lines: &str) -> Vec<String> {
        let output = self.typed(lines.as_bytes());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect()
    }
}

#[test]
fn a_test_runs_from_nothing_to_a_verdict_and_a_result() {
    let shop = Shop::new();
    let today = tenfold::clock::Clock::Real.today();
    let orders = shop.file("orders.csv", &ORDERS.replace("PLACED", &today.to_string()));
    let lines = format!(
        "add ana ben cleo --tag skincare\nset ana followers=12.4k \"name=Ana Glow\"\nnext\npick\npick\ntenfold verdict picked ben ana cleo\n\
         campaign \u{201c}Spring serum\u{201d} margin=60%\nplan 'Spring serum' A ana ben cleo --ends 3w --rule 'ROAS over 1.7'\n\
         book 'Spring serum' A ana fee=100 code=ANA10\nbook 'Spring serum' A ben fee=100 code=BEN10\n\
         book 'Spring serum' A cleo fee=100 code=CLEO10\nstart 'Spring serum' A\nstep 'Spring serum' A ana agreed\n\
         step 'Spring serum' A ana posted\n\n# orders\nimport '{}'\nresults 'Spring serum' --format json\nquit\nadd never\n",
        name(&orders)
    );
    let said = shop.answers(&lines);
    // One line an answer: the verdict and who is next.
    assert!(said[3].starts_with("Picked @") && said[3].contains(". Next: @"), "{said:?}");
    let result = said.join("\n");
    let result: Value = serde_json::from_str(&result[result.find("{\n").expect("JSON")..]).expect("JSON");
    assert_eq!(result["orders"].as_i64(), Some(1), "{result}");
    assert!(!said.iter().any(|line| line.contains(['\u{1b}', '│', '─'])), "{said:?}");
    assert!(!shop.text(&["list", "--format", "plain"]).contains("never"), "nothing is done after quit");
}

#[test]
fn the_queue_names_each_creator_once_and_an_undone_verdict_comes_back() {
    let shop = Shop::new();
    shop.text(&["add", "ana", "ben", "cleo"]);
    let said =
        shop.answers("triage sort:handle\nnext\nreject off niche\nundo\nnext\nmaybe\nnext\ntriage sort:handle\n");
    let named: Vec<&str> = ["@ana:", "@ben:", "@cleo:", "Undid", "@ben:", "@cleo:"].into();
    for (line, part) in said.iter().zip(named) {
        assert!(line.contains(part), "{line:?} has no {part:?}: {said:?}");
    }
    assert!(said[2].starts_with("Rejected @ben (off niche)."), "{said:?}");
    assert_eq!(shop.json(&["list", "verdict:maybe", "--format", "json"])[0]["handle"], "ben");
}

#[test]
fn nobody_is_decided_on_who_was_not_named() {
    let shop = Shop::new();
    shop.text(&["add", "ana", "ben"]);
    for line in ["pick\n", "reject price\n", "snooze fri\n", "next\nundo\npick\n"] {
        let output = shop.typed(line.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{line}");
        shop.run(&["redo"]);
        assert_eq!(shop.json(&["list", "verdict:new", "--format", "json"]).as_array().map(Vec::len), Some(2), "{line}");
    }
    assert_eq!(shop.answers("help\n").len(), 1, "help is one line");
    assert_eq!(shop.answers("reject @ben too quiet\n"), ["Rejected @ben (too quiet)."]);
}

#[test]
fn a_slip_is_one_line_and_the_sitting_goes_on() {
    let shop = Shop::new();
    shop.text(&["add", "ana"]);
    let long = vec![b'x'; 200_000];
    let slips: [&[u8]; 9] = [
        b"pik",
        b"add",
        b"add 'ana",
        b"verdict liked ana",
        b"list --nonsense",
        b"demo",
        b"keys --try",
        b"--db x list",
        &long,
    ];
    for slip in slips {
        let output = shop.typed(&[slip, b"\nlist --format plain\n"].concat());
        let (said, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!((&*said, failed.trim_end().lines().count()), ("@ana\n", 1), "{failed}");
        assert_eq!(output.status.code(), Some(1));
    }
    let awful = shop.typed(b"\xff\xfe\x1b[2J\nadd \x1b]0;x\x07\nhelp\nhelp step\nquit");
    let all = [awful.stdout, awful.stderr].concat();
    assert!(!all.contains(&0x1b) && !all.contains(&0x07), "{}", String::from_utf8_lossy(&all));
}

#[test]
fn a_closed_pipe_ends_the_sitting_before_the_next_line() {
    let shop = Shop::new();
    shop.text(&["add", "ana"]);
    let mut command = shop.command(&["--plain"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    child.stdin.take().expect("a pipe").write_all(b"list\nadd ben\n").expect("lines are taken");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(shop.text(&["list", "--format", "plain"]), "@ana\n");
}
