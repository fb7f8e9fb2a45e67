//! The reference pages are written from the tables they describe, so that they cannot be out of date.
//!
//! `TENFOLD_WRITE_DOCS=1 cargo test --test docs` writes them anew.

#![expect(clippy::expect_used, reason = "a page that cannot be read must fail the test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use strum::IntoEnumIterator;
use tenfold::analysis::attribution::Attribution;
use tenfold::analysis::constants::{Constants, TAUS};
use tenfold::analysis::deviation::FEWEST_PEERS;
use tenfold::analysis::estimate::estimate;
use tenfold::analysis::grid::{POINTS, x};
use tenfold::analysis::head::assets::{ENOUGH_OF_ALL, TOO_DEAR};
use tenfold::analysis::input::{BookingInput, CampaignInput, CreatorInput, PostInput, Target};
use tenfold::analysis::order_cap::ENOUGH_SALES;
use tenfold::analysis::peers::CUT;
use tenfold::analysis::ramp::FEWEST_DELAYS;
use tenfold::analysis::study;
use tenfold::domain::Counts;
use tenfold::domain::number::full;
use tenfold::proto::column::Target as Column;
use tenfold::proto::creator_fact::CreatorFact;
use tenfold::proto::ingest::ImportKind;
use tenfold::tui::kit::Action;
use tenfold::tui::kit::Group;
use tenfold::words::result_view::ProfitAndLoss;

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
fn keys_page_matches_the_action_table() {
    let mut page = String::from(
        "# Keys\n\nEvery action, its name in the configuration and its default keys. The mouse does the same as the keys: `tenfold help-topic mouse`.\n",
    );
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
fn facts_page_matches_the_field_table() {
    let mut page = String::from(
        "# Field names\n\n\
         Each field of a creator has one name everywhere: in `tenfold list --format csv` and `--format json`, in\n\
         `tenfold show --format json`, in filters, and in `tenfold import --map COLUMN=NAME` if a file can contain it. Unknown values are\n\
         empty in CSV and null in JSON. A list written as CSV imports back to the same creators. Notes are not in the list; use\n\
         `tenfold show` to see them.\n\n",
    );
    for fact in CreatorFact::all() {
        let _ = writeln!(page, "- `{}`: {}.", fact.key(), fact.label());
    }
    page.push_str("\nIn filters, `is:blocked` finds creators marked do not contact.\n");
    check("facts.md", &page);
}

/// The type of a value, as the manual states it: `whole number or null`, `list of Batch`.
fn kind(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap_or_default().trim_end_matches("Json").to_owned();
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let name = |word: &str| match word {
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "string" => "text".to_owned(),
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" if schema["additionalProperties"].is_object() => {
            format!("object of {}", kind(&schema["additionalProperties"]))
        }
        other => other.to_owned(),
    };
    match &schema["type"] {
        Value::String(word) => name(word),
        Value::Array(words) => words.iter().filter_map(Value::as_str).map(name).collect::<Vec<_>>().join(" or "),
        _ => "any value".to_owned(),
    }
}

/// An entry of a list, in lines that fit an editor.
fn entry(text: &str) -> String {
    const WIDEST: usize = 120;
    let (mut entry, mut width) = ("-".to_owned(), 1);
    for word in text.split_whitespace() {
        if width + 1 + word.len() > WIDEST {
            entry.push_str("\n ");
            width = 1;
        }
        entry.push(' ');
        entry.push_str(word);
        width += 1 + word.len();
    }
    entry.push('\n');
    entry
}

/// Writes a type: what it is, and its values, one a line.
fn write_type(page: &mut String, title: &str, schema: &Value) {
    let text = |schema: &Value| schema["description"].as_str().unwrap_or_default().replace('\n', " ");
    let _ = write!(page, "\n## {title}\n\n{}\n", entry(&text(schema)).trim_start_matches("- ").replace("\n  ", "\n"));
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        assert!(!text(value).is_empty() || value["$ref"].is_string(), "{title}: {key} has no description");
        page.push_str(&entry(&format!("`{key}`: {}. {}", kind(value), text(value))));
    }
}

#[test]
fn json_page_matches_the_written_types() {
    let mut page = String::from(
        "# JSON for programs\n\n\
         What the commands write with `--format json`. Names match those in filters and CSV, and the ending states the unit: `_minor` is\n\
         minor units of the currency next to it, `_e4` is a ratio x 10,000, `_bp` is basis points. CSV uses the same names without the\n\
         ending, in whole units and percent. Unknown values are null. `tenfold list --format json` writes a list of objects with the\n\
         names in topic `facts`. `tenfold results` without a campaign, `campaigns`, `history` and `import` write a list.\n",
    );
    let mut known = std::collections::BTreeSet::new();
    for (command, schema) in tenfold::cli::json_schemas() {
        let schema = schema.to_value();
        write_type(&mut page, command, &schema);
        for (name, part) in schema["$defs"].as_object().into_iter().flatten() {
            if known.insert(name.clone()) {
                write_type(&mut page, name.trim_end_matches("Json"), part);
            }
        }
    }
    check("json.md", &page);
}

#[test]
fn commands_page_matches_the_help_texts() {
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

/// A page of the manual or the README, with every run of blanks as one.
fn page(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(path).expect("the page");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes a whole number with its commas.
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
fn whole(number: f64) -> String {
    full(number.round() as i64)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

#[test]
fn manual_states_the_constants_in_force() {
    let manual = page("assets/help/numbers.md");
    let constants = Constants::default();
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
        format!("SCALE at least {}", percent(constants.p_scale)),
        format!("RETEST {} to {}", percent(constants.p_drop), percent(constants.p_scale)),
        format!("DROP less than {}", percent(constants.p_drop)),
        format!("Below {}, for one post", percent(constants.early)),
        format!("Orders later than {:.0} days after the last post", constants.window),
        format!("the second booking at {}", percent(constants.dim)),
        format!("the {:.0}th percentile", 100.0 * constants.q_index),
        format!("expected to get {} fewer views", percent(1.0 - constants.ln_sponsored.exp())),
        format!("typically by a factor of {:.1} either way", constants.s_view.exp()),
        format!("or else from {} views with a very wide range", whole(constants.views_none)),
        format!("log-sd {:.1} within a creator, history against sponsored {:.2}", constants.s_view, constants.d_ref),
        format!("surprises clipped at {}", constants.z_cap),
        format!("conversion luck {}", constants.s_conv),
        format!("with rho {} between groups", constants.rho),
        format!("log-sd on six points from {:.2} to {:.2}", constants.taus[0], constants.taus[TAUS - 1]),
        format!("fixed grid of {POINTS} points from {:.0} to {:.0}", x(0), x(POINTS - 1)),
        format!("at prices paid is {} with log-sd {:.1}", constants.roas_prior, constants.mu_sd),
        format!("a common error of {}", constants.sd_common),
        format!("by a factor of about {:.1} from post to post", constants.s_conv.exp()),
        format!("from {FEWEST_PEERS} creators with posts on"),
        format!("a modified z beyond {CUT}"),
        format!("about {:.0} orders of a creator", constants.cv2_0 / constants.tau_aov.powi(2)),
        format!("ten times the views bring about {:.0} times the orders", 10.0_f64.powf(constants.gamma)),
        format!("to the power of {}", constants.gamma),
        format!("{} for each log unit of surprise", constants.s_gamma),
        format!("one order counts at most {} times the usual order", constants.cap_orders),
        format!("below {ENOUGH_SALES} sales, their mean"),
        format!("all orders of the campaign and {} more", constants.cap_n0),
        format!("book the creator {} more times", constants.later_bookings),
        format!("reads \"just under {}\"", percent(constants.p_scale)),
        format!("has {FEWEST_DELAYS} orders from complete collaborations"),
        format!("RETEST up to {TOO_DEAR} times the target"),
        format!("fewer than {ENOUGH_OF_ALL} of a batch"),
    ];
    for sentence in said {
        assert!(manual.contains(&sentence), "{sentence}");
    }
    assert!(TAUS == 6 && manual.contains("averages over six values"));
    let at = |age| constants.order_ramp.share(age, &constants);
    assert!(at(3.5) < constants.early && at(4.5) > constants.early && manual.contains("until about the fourth day"));
}

/// A campaign of one creator with a history of ten posts, booked once with so many views.
fn one_post(views: i64) -> CampaignInput {
    let post = PostInput { views: Some(views), views_age_days: 40.0, orders_age_days: 40.0 };
    let booking = BookingInput { posts: vec![post], fee_minor: 9_000, cost_minor: 9_000, ..BookingInput::default() };
    let creator = CreatorInput {
        reference_posts: 10,
        reference_views: Some(9_000.0),
        bookings: vec![booking],
        ..CreatorInput::default()
    };
    let target = Target::new(None, Some(6_000)).expect("a target");
    CampaignInput { creators: vec![creator], ..CampaignInput::new(target, Some(6_000), 4_000) }
}

#[test]
fn manual_says_of_luck_and_verdicts_what_the_method_does() {
    let (manual, constants) = (page("assets/help/numbers.md"), Constants::default());
    let expected = |views| estimate(&one_post(views), &constants).creators[0].views.log_mean;
    let kept = (expected(24_000) - expected(9_000)) / (24_000.0_f64 / 9_000.0).ln();
    assert!(
        (0.70..0.80).contains(&(1.0 - kept)) && manual.contains("about three quarters of a surprise count as luck")
    );
    assert!(manual.contains(&format!("At a margin of 60% it is {:.2}", one_post(1).target.roas())));
    // Spend of 49 against 100 earned at the margin.
    let facts = ProfitAndLoss { spend_minor: 4_900, earned_minor: 10_000 };
    let floor = facts.pays_only(Counts::Orders).expect("a share");
    assert!(manual.contains(floor.trim_end_matches('.')), "{floor}");
    for claim in
        ["first batch of a campaign buys knowledge", "no test left pays for itself", "A code-free week", "A survey"]
    {
        assert!(manual.contains(claim), "{claim}");
    }
    // A tracked order that stands for fewer real ones changes the answer, and so do sales without a code.
    let both = Attribution { leak_low: 0.2, leak_high: 0.2, halo_low: 0.5, halo_high: 0.5 };
    assert!((both.multiplier().kappa - 0.8 * 1.5).abs() < 1e-9 && manual.contains("(1 - leak) x (1 + halo)"));
}

#[test]
fn manual_states_what_the_studies_found() {
    let manual = page("assets/help/numbers.md");
    let percents = |[low, high]: study::Between| format!("{low}% to {high}%");
    let points = |[low, high]: study::Between| format!("{low} to {high} points");
    let ([counting, counting_90], [leak, gifted, worst]) = (study::COUNTING_HELD, study::HELD_UNDER_STRESS);
    let [ours, kept, spent, everyone, clairvoyant] = study::PROFITS.map(|profit| format!("{profit:.2}"));
    let [(_, twice), (_, five), (_, ten)] = study::TOLD_APART;
    let [(twelve, [few, most]), (many, [eight, _])] = study::FIRST_BATCHES;
    let [tracked, named] = study::BEST_NAMED;
    let said = [
        format!("80% ranges that held the truth {}", percents(study::HELD_OF_80)),
        format!("90% ranges that held the truth {}", percents(study::HELD_OF_90)),
        format!("80% ranges of whole batches {}", percents(study::BATCHES_HELD)),
        format!("leak that Tenfold wasn't told of {leak}%"),
        format!("All creators gifted {gifted}%"),
        format!("(creators differ wildly) {worst}%"),
        format!("80% ranges from counting orders alone {counting}%"),
        format!("90% ranges from counting orders alone {counting_90}%"),
        format!("about {} were truly profitable", study::SCALE_PAID),
        format!("within about {} points", study::CHANCES_OFF),
        format!("They are {} too low", points(study::CHANCES_TOO_LOW)),
        format!("They are {} too high", points(study::CHANCES_TOO_HIGH)),
        format!("was {ours} with the rules before these, {kept} if"),
        format!("{spent} if you rebook by tracked ROAS and spend everything, {everyone} if you rebook everyone"),
        format!("and {clairvoyant} if you knew the truth"),
        format!("first batch itself loses about {}", study::FIRST_BATCH_COSTS),
        format!("must return about {} times the target", study::CREATOR_TOLD_APART),
        format!("truly the best {tracked} times in 100; the one named here, {named} times"),
        format!("five for {five} times, ten for {ten} times"),
        format!("{few} to {most} of {twelve} collaborations, {eight} of {many}"),
    ];
    for sentence in said {
        assert!(manual.contains(&sentence), "{sentence}");
    }
    assert!((twice - 2.0).abs() < 0.2 && manual.contains("a batch that returns twice the target"));
    assert!(study::NICHE_NEEDS == 10 && manual.contains("takes about ten creators in each"));
    let ([low, high], readme) = (study::HELD_OF_80, page("README.md"));
    let held = format!("of 100 such 80% ranges, {low} to {high} held it, compared with {counting} when only orders");
    assert!(readme.contains(&held), "{held}");
}

#[test]
fn import_page_lists_every_tracker_column() {
    const BEFORE: &str = "## Columns of a tracker\n\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help/import.md");
    let kept = fs::read_to_string(path).expect("the page");
    let (before, rest) = kept.split_once(BEFORE).expect("the columns of a tracker");
    let (_, after) = rest.split_once("\n\n").expect("the end of the columns");
    let words: Vec<&str> = Column::of(ImportKind::Collaborations).iter().map(|target| target.word()).collect();
    let words = entry(&format!("`{}`", words.join(", ")));
    check("import.md", &format!("{before}{BEFORE}{words}\n{after}"));
}

#[test]
fn contributing_names_files_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join(".github/CONTRIBUTING.md")).expect("the page");
    let names =
        page.split('`').skip(1).step_by(2).filter(|name| {
            ["src/", "tests/", "assets/", ".ci/", ".github/"].iter().any(|folder| name.starts_with(folder))
        });
    // What is in a block of commands stands between three signs, and has blanks.
    let missing: Vec<&str> = names.filter(|name| !name.contains([' ', '\n']) && !root.join(name).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
