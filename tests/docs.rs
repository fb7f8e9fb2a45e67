//! The reference pages are written from the tables they describe, so that they cannot be out of date.
//!
//! `TENFOLD_WRITE_DOCS=1 cargo test --test docs` writes them anew.

#![expect(clippy::expect_used, reason = "a page that cannot be read must fail the test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use strum::IntoEnumIterator;
use tenfold::analysis::constants::Constants;
use tenfold::analysis::deviation::FEWEST_PEERS;
use tenfold::analysis::peers::CUT;
use tenfold::proto::column::Target;
use tenfold::proto::creator_fact::CreatorFact;
use tenfold::proto::ingest::ImportKind;
use tenfold::tui::kit::Action;
use tenfold::tui::kit::Group;

/// Compares a page with the file in `assets/help`, or writes it when asked to.
fn check(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help").join(name);
    if std::env::var_os("TENFOLD_WRITE_DOCS").is_some() {
        fs::write(&path, page).expect("the page can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, page, "{name} is out of date: write it anew with TENFOLD_WRITE_DOCS=1 cargo test --test docs");
}

#[test]
fn the_keys_page_is_the_action_table() {
    let mut page = String::from("# Keys\n\nEvery action, its name in the configuration and its default keys.\n");
    for group in Group::iter() {
        let _ = write!(page, "\n## {}\n\n| Keys | Action | Name | Where |\n|---|---|---|---|\n", group.title());
        for action in Action::ALL.iter().filter(|action| action.group() == group) {
            let keys: Vec<String> = action.default_keys().iter().map(|keys| format!("`{keys}`")).collect();
            let scopes: Vec<&str> = action.scopes().iter().map(|scope| scope.name()).collect();
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} |",
                keys.join(" "),
                action.title(),
                action.name(),
                scopes.join(", ")
            );
        }
    }
    check("keys.md", &page);
}

#[test]
fn the_facts_page_is_the_table_of_facts() {
    let mut page = String::from(
        "# The names of facts\n\n\
         Every fact of a creator has one name: in `tenfold list --format csv` and `--format json`, in `tenfold show --format json`, in\n\
         filters, and in `tenfold import --map COLUMN=NAME` where a file can state it. What is unknown is empty in CSV and null in JSON.\n\
         A list that was written as CSV can be imported again and gives the same creators.\n\n",
    );
    for fact in CreatorFact::ALL {
        let _ = writeln!(page, "- `{}`: {}.", fact.key(), fact.label());
    }
    page.push_str("\nDo not contact is asked for by `is:blocked` in filters.\n");
    check("facts.md", &page);
}

#[test]
fn the_commands_page_is_the_help_of_the_program() {
    let mut root = tenfold::cli::command();
    root.build();
    let mut page = String::from("# Commands\n");
    let mut add = |command: &mut clap::Command, name: &str| {
        let help = command.render_long_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(page, "\n## {name}\n\n```text\n{}\n```\n", lines.join("\n").trim_end());
    };
    add(&mut root.clone(), "tenfold");
    for command in root.get_subcommands_mut().filter(|command| command.get_name() != "help") {
        let name = format!("tenfold {}", command.get_name());
        add(command, &name);
    }
    check("commands.md", &page);
}

#[test]
fn the_manual_states_the_constants_of_the_method_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help/numbers.md");
    let text = fs::read_to_string(path).expect("the manual");
    let manual = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let constants = Constants::default();
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let arrived = |ramp: tenfold::analysis::constants::Ramp| {
        [1.0, 3.0, 7.0, 14.0].map(|age| percent(ramp.share(age, &constants)))
    };
    let [one, three, seven, fourteen] = arrived(constants.order_ramp);
    let orders =
        format!("about {one} after one day, {three} after three, {seven} after seven, {fourteen} after fourteen");
    let [one, three, seven, fourteen] = arrived(constants.view_ramp);
    let views = format!("Views come sooner: {one}, {three}, {seven} and {fourteen}");
    let said = [
        orders,
        views,
        format!("SCALE at least {:.0} in 10", 10.0 * constants.p_scale),
        format!("DROP less than {:.0} in 10", 10.0 * constants.p_drop),
        format!("Below {}, for one post", percent(constants.early)),
        format!("Orders later than {:.0} days after the last post", constants.window),
        format!("the second booking at {}", percent(constants.dim)),
        format!("the {:.0}th percentile", 100.0 * constants.q_index),
        format!("expected to get {} fewer views", percent(1.0 - constants.ln_sponsored.exp())),
        format!("log-sd {:.1} within a creator, history against sponsored {:.2}", constants.s_view, constants.d_ref),
        format!("surprises clipped at {}", constants.z_cap),
        format!("conversion luck {}", constants.s_conv),
        format!("with rho {} between groups", constants.rho),
        format!("at prices paid is {} with log-sd {:.1}", constants.roas_prior, constants.mu_sd),
        format!("a common error of {}", constants.sd_common),
        format!("by a factor of about {:.1} from post to post", constants.s_conv.exp()),
        format!("from {FEWEST_PEERS} creators with posts on"),
        format!("a modified z beyond {CUT}"),
        format!("about {:.0} orders of a creator", constants.cv2_0 / constants.tau_aov.powi(2)),
    ];
    for sentence in said {
        assert!(manual.contains(&sentence), "{sentence}");
    }
}

#[test]
fn the_readme_names_every_column_of_a_tracker() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let words: Vec<&str> = Target::of(ImportKind::Collaborations).iter().map(|target| target.word()).collect();
    assert!(readme.contains(&words.join(", ")), "{}", words.join(", "));
}
