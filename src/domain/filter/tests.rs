use std::borrow::Cow;

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;
use strum::IntoEnumIterator;

use super::*;
use crate::domain::collaboration::Stage;
use crate::domain::creator::CreatorField;
use crate::domain::{Tier, Verdict};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a wednesday")
}

fn calendar() -> Calendar {
    Calendar::day_first(today())
}

fn read(text: &str) -> Query {
    parse(text, calendar()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn error(text: &str) -> FilterError {
    parse(text, calendar()).expect_err(text)
}

#[rstest]
#[case(
    "niche:booktok tier:micro er>6 followers:10k..50k -status:rejected \"glass skin\" due<fri country:us,ca",
    "(niche in booktok AND tier in micro AND er > 6 AND followers 10000 to 50000 AND NOT verdict in rejected AND text \"glass skin\" AND due < 2026-03-13 AND country in us/ca)"
)]
#[case("tag:skincare tag:vegan", "(tags in skincare AND tags in vegan)")]
#[case("tag:skincare,vegan", "tags in skincare/vegan")]
#[case("(niche:booktok OR niche:cozy) er>=4.5", "((niche in booktok OR niche in cozy) AND er >= 4.5)")]
#[case("niche:booktok or niche:cozy er>4", "(niche in booktok OR (niche in cozy AND er > 4))")]
#[case("-(country:us or country:gb) has:email", "(NOT (country in us OR country in gb) AND has email)")]
#[case("no:email is:untagged", "(no email AND is untagged)")]
#[case("er>6,5", "er > 6.5")]
#[case("rating:4,5", "rating in 4/5")]
#[case("followers:50k..", "followers 50000 to open")]
#[case("followers:..10k", "followers open to 10000")]
#[case("followers:10k..*", "followers 10000 to open")]
#[case("stars:10..50", "rating 10 to 50")]
#[case("price<=$250 sort:-er sort:price", "price <= 250 ; sort -er, price")]
#[case("due:today..fri", "due 2026-03-11 to 2026-03-13")]
#[case("due:overdue", "due named overdue")]
#[case("posted>-30d", "posted > 2026-02-09")]
#[case("added:last7d", "added named last7d")]
#[case("newer_than:30d", "last >= 2026-02-09")]
#[case("@glowwithmia", "handle has glowwithmia")]
#[case("#vegan +cruelty-free", "(tags in vegan AND tags in cruelty-free)")]
#[case("“glass skin” bio:\"dry skin\"", "(text \"glass skin\" AND bio has dry skin)")]
#[case("NOT status:rejected,maybe", "NOT verdict in rejected/maybe")]
#[case("status!=rejected", "verdict not in rejected")]
#[case("view:\"Ready to contact\" is:overdue", "(view in Ready to contact AND is overdue)")]
#[case("name:sofía", "name has sofía")]
#[case("日本 コスメ", "(text \"日本\" AND text \"コスメ\")")]
#[case("(niche:booktok", "niche in booktok")]
// Not in the table of readings, but in the grammar and the habits around it.
#[case("", "everything")]
#[case("sort:-er", "everything ; sort -er")]
#[case("verdict:Picked", "verdict in picked")]
#[case("label:vegan region:us user:mia", "(tags in vegan AND country in us AND handle has mia)")]
#[case("eng:>4%", "er > 4")]
#[case("er > 6", "er > 6")]
#[case("er:6", "er = 6")]
#[case("er!=4..6", "NOT er 4 to 6")]
#[case("er:4,5..6,5", "er 4.5 to 6.5")]
#[case("followers>10,000", "followers > 10000")]
#[case("price:none", "price in none")]
#[case("niche:none,skin*", "niche in none/skin*")]
#[case("tag:\"none\"", "tags in none")]
#[case("tier:none", "tier in none")]
#[case("due:none", "due in none")]
#[case("due:\"14 mar\"", "due = 2026-03-14")]
#[case("older_than:2w", "last < 2026-02-25")]
#[case("is:due,overdue", "(is due OR is overdue)")]
#[case("score>70 growth:5..20", "(score > 70 AND growth 5 to 20)")]
#[case("flag:dead-followers,dormant", "flags in dead-followers/dormant")]
#[case("flag:ONE_HIT,\"flat views\"", "flags in one-hit/flat-views")]
#[case("-flag:none has:flag is:rising", "(NOT flags in none AND has flag AND is rising)")]
#[case("a | b and c", "(text \"a\" OR (text \"b\" AND text \"c\"))")]
#[case("--a not -b", "(text \"a\" AND text \"b\")")]
#[case("() a (", "text \"a\"")]
#[case("\"glass sk", "text \"glass sk\"")]
#[case("bio:\"dry sk", "bio has dry sk")]
#[case("\"or\"", "text \"or\"")]
#[case("https://www.tiktok.com/@GlowWithMia?lang=en er>4", "(handle has glowwithmia AND er > 4)")]
#[case("-tiktok.com/@mia", "NOT handle has mia")]
fn filters_read_as_meant(#[case] typed: &str, #[case] reading: &str) {
    assert_eq!(read(typed).to_string(), reading);
}

#[rstest]
#[case("folowers:10k..50k", "There is no field \"folowers\". Did you mean followers?", 0, Some("followers:10k..50k"))]
#[case("er>six", "er needs a number, such as 6 or 6.5, not \"six\"", 3, None)]
#[case(
    "followers:50k..10k",
    "This range ends before it starts. Did you mean 10k..50k?",
    10,
    Some("followers:10k..50k")
)]
#[case("tier:mikro", "tier can be nano, micro, macro or mega, not \"mikro\"", 5, Some("tier:micro"))]
#[case("is:overdu", "There is no is:overdu. Did you mean is:overdue?", 3, Some("is:overdue"))]
#[case(
    "flag:dead",
    "flags can be low-like-rate, high-like-rate, few-comments, many-comments, er-too-high, er-low, dead-followers, follower-jump, one-hit, flat-views, dormant, no-disclosure, price-high or peer-outlier, not \"dead\"",
    5,
    Some("flag:dead-followers")
)]
#[case("statuss:new", "There is no field \"statuss\". Did you mean verdict?", 0, Some("verdict:new"))]
#[case("due<blursday", "\"blursday\" isn't a date. Try today, fri, 3d, -30d, 14mar or 2026-03-14", 4, None)]
#[case("niche>3", "niche is a word, not a number: use niche:3", 0, Some("niche:3"))]
#[case("note:", "note: needs a value", 5, None)]
#[case("er>6 )", "This ) has no matching (", 5, Some("er>6 "))]
#[case(
    "http://x.y",
    "There is no field \"http\". To search for the text itself, put it in quotes.",
    0,
    Some("\"http://x.y\"")
)]
#[case("a é folowers:1", "There is no field \"folowers\". Did you mean followers?", 4, Some("a é followers:1"))]
#[case("due:fri..today", "This range ends before it starts. Did you mean today..fri?", 4, Some("due:today..fri"))]
#[case(
    "due:tomorow",
    "\"tomorow\" isn't a date. Try today, fri, 3d, -30d, 14mar or 2026-03-14",
    4,
    Some("due:tomorrow")
)]
#[case(
    "is:xyzzy",
    "There is no is:xyzzy. is can be marked, overdue, due, paid, unpaid, tagged, untagged, duplicate, snoozed, blocked, demo, stale or rising",
    3,
    None
)]
#[case("status:none", "verdict can be new, picked, maybe, rejected or snoozed, not \"none\"", 7, None)]
#[case("followers>many", "followers needs a number, such as 500 or 10k, not \"many\"", 10, None)]
#[case("er>4..6", "er> needs a single value, not a range", 3, None)]
#[case("# vegan", "# needs a value", 1, None)]
#[case("er:..", "er:.. needs a value", 5, None)]
#[case("a or", "\"or\" needs a condition on both sides", 2, None)]
#[case("a -", "\"-\" needs something to exclude", 2, None)]
#[case(":)", "This : needs a field before it. To search for the text itself, put it in quotes.", 0, None)]
#[case("sort:is", "You can't sort by is. Try sort:-er or sort:price", 5, None)]
#[case("sort:-folowers", "There is no field \"folowers\". Did you mean followers?", 5, Some("sort:-followers"))]
#[case("-sort:er", "sort: can't be negated. To reverse the order, write sort:-er", 1, None)]
fn mistakes_say_what_where_and_what_to_do(
    #[case] typed: &str,
    #[case] message: &str,
    #[case] caret: usize,
    #[case] fixed: Option<&str>,
) {
    let error = error(typed);
    assert_eq!(error.to_string(), message);
    assert_eq!(error.at.start, caret + typed.len() - typed.chars().count(), "byte position");
    assert_eq!(error.caret(typed), caret, "column");
    assert_eq!(error.fixed(typed).as_deref(), fixed);
}

#[test]
fn what_tab_puts_right_is_right() {
    for typed in
        ["folowers:10k..50k", "followers:50k..10k", "tier:mikro", "is:overdu", "niche>3", "er>6 )", "http://x.y"]
    {
        let fixed = error(typed).fixed(typed).expect("a fix");
        assert!(parse(&fixed, calendar()).is_ok(), "{typed} became {fixed}");
    }
}

#[test]
fn mixing_or_with_blanks_shows_both_readings() {
    let mixed = read("niche:booktok or niche:cozy er>4");
    let other = mixed.other_reading.as_ref().expect("another reading");
    assert!(mixed.mixed_or());
    assert_eq!(other.to_string(), "((niche in booktok OR niche in cozy) AND er > 4)");
    for clear in ["(a or b) c", "a or (b c)", "a or b", "a b", "a or b sort:er", "a or b and c"] {
        assert!(!read(clear).mixed_or(), "{clear}");
    }
    assert!(read("(a or b c) d").mixed_or(), "inside brackets too");
}

#[rstest]
#[case(
    "niche:skincare followers:5k..50k er>4 -status:rejected",
    "niche is skincare; followers 5,000 to 50,000; engagement over 4%; not rejected"
)]
#[case("niche:booktok or niche:cozy er>4.5", "niche is booktok or (niche is cozy and engagement over 4.5%)")]
#[case("-(a b) has:email no:price", "not (mentions \"a\" and mentions \"b\"); with an email address; without a price")]
#[case("due<fri added:last7d", "due before Friday, March 13, 2026; added in the last 7 days (Mar 4 to Mar 11, 2026)")]
#[case("due:overdue -due:overdue", "overdue; not overdue")]
#[case("niche:none -tag:a,b rating:4,none", "no niche; tag is not a or b; rating 4 or unknown")]
#[case(
    "score>=70 growth>5 is:rising",
    "fit score at least 70; growth in 30 days over 5%; growing by 10% or more in 30 days"
)]
#[case("flag:none or flag:one-hit", "no warning sign or warning sign is one-hit")]
#[case("no:flag sort:-growth", "without a warning sign; sorted by growth in 30 days, highest first")]
#[case("sort:-er sort:handle", "sorted by engagement, highest first, then handle, a to z")]
#[case(
    "sort:tier sort:-status sort:-flag",
    "sorted by tier, nano first, then verdict, snoozed first, then warning sign, the worst first"
)]
#[case("contacted:none or -shipped:*", "contacted on no known day or shipped on no known day")]
#[case("replied!=none shipped:*", "replied on some day; shipped on some day")]
#[case(
    "no:address in:spring -is:stale",
    "without a postal address; campaign or batch is spring; not stale (figures older than 90 days)"
)]
#[case("added:lastmonth", "added last month (February 2026)")]
#[case("-posted:last30d", "posted not in the last 30 days (Feb 9 to Mar 11, 2026)")]
#[case("due:nextweek", "due next week (Mar 16 to Mar 22, 2026)")]
#[case("", "everything")]
fn filters_are_read_back_in_words(#[case] typed: &str, #[case] words: &str) {
    assert_eq!(read(typed).in_words(), words);
}

#[test]
fn the_words_of_closed_sets_are_those_of_the_trade() {
    let known = |field: Field| match field.kind() {
        Kind::Set(Values::Closed { known, .. }) => known.to_vec(),
        _ => Vec::new(),
    };
    let tiers: Vec<_> = Tier::iter().map(Tier::word).collect();
    let verdicts: Vec<_> = Verdict::iter().map(Verdict::word).collect();
    let stages: Vec<_> = Stage::iter().map(|stage| stage.word().to_lowercase()).collect();
    assert_eq!(known(Field::Tier), tiers);
    assert_eq!(known(Field::Status), verdicts);
    assert_eq!(known(Field::Stage), stages);
}

#[test]
fn every_field_has_a_name_of_its_own_and_can_be_asked() {
    let mut names = std::collections::BTreeSet::new();
    for field in Field::all() {
        let spec = field.spec();
        for name in std::iter::once(&spec.name).chain(spec.aliases) {
            assert!(names.insert(*name), "{name} stands twice");
            assert_eq!(Field::from_word(&name.to_uppercase()), Some(field));
        }
        assert!(!spec.words.is_empty());
        let value = match field.kind() {
            Kind::Words | Kind::Set(Values::Tags | Values::Open) => "x",
            Kind::Set(Values::Closed { known, .. }) | Kind::YesNo(known) => known[0],
            Kind::Number(_) => "5",
            Kind::Date => "today",
            Kind::Sort => "er",
        };
        let query = read(&format!("{}:{value}", spec.name));
        assert_eq!(query.expr.is_some(), field.kind() != Kind::Sort);
        assert!(!query.in_words().is_empty());
        if field.sortable() {
            assert_eq!(read(&format!("sort:-{}", spec.name)).sort, [SortTerm { field, descending: true }]);
        }
    }
}

/// A row for the evaluator.
struct Mia {
    tags: &'static [&'static str],
    number: Option<f64>,
    date: Option<NaiveDate>,
    flag: bool,
}

const MIA: Mia = Mia { tags: &["Skincare/Acne", "vegan"], number: Some(5.5), date: None, flag: true };

impl Facts for Mia {
    fn text(&self, field: Field) -> Cow<'_, str> {
        match field {
            Field::Handle => "glowwithmia".into(),
            Field::Of(CreatorField::Name) => "Mía Glow".into(),
            Field::Of(CreatorField::Bio) => "Glass skin for dry skin".into(),
            _ => "".into(),
        }
    }
    fn values(&self, field: Field) -> Vec<Cow<'_, str>> {
        match field {
            Field::Niche | Field::Tag => self.tags.iter().map(|tag| (*tag).into()).collect(),
            Field::Of(CreatorField::Country) => vec!["us".into()],
            Field::Campaign => vec!["Glow/Serum".into()],
            _ => Vec::new(),
        }
    }
    fn number(&self, _: Field) -> Option<f64> {
        self.number
    }
    fn date(&self, _: Field) -> Option<NaiveDate> {
        self.date
    }
    fn is(&self, _: Flag) -> bool {
        self.flag
    }
    fn has(&self, _: Thing) -> bool {
        self.flag
    }
    fn id(&self) -> Option<crate::domain::CreatorId> {
        None
    }
}

fn passes(text: &str, facts: &Mia) -> bool {
    read(text).expr.is_none_or(|expr| expr.matches(facts))
}

#[rstest]
#[case("mia", true)]
#[case("\"GLASS skin\" acne", true)]
#[case("niche:skincare", true)]
#[case("niche:skin", false)]
#[case("niche:skin*", true)]
#[case("niche:acne", false)]
#[case("campaign:glow", false)]
#[case("campaign:glow/serum", true)]
#[case("niche:none", false)]
#[case("code:none", true)]
#[case("code:*", false)]
#[case("name:mía name:MIA", true)]
#[case("bio:skin* -bio:kin*", true)]
#[case("note:none", true)]
#[case("er:6", true)]
#[case("er:5", false)]
#[case("er:5.5", true)]
#[case("er!=6", false)]
#[case("er:4..5,5", true)]
#[case("er>5.5", false)]
#[case("due:none", true)]
#[case("due<fri or due>=fri", false)]
#[case("due!=today", true)]
#[case("-due<fri", true)]
#[case("is:stale has:email", true)]
#[case("no:email", false)]
fn rows_answer(#[case] typed: &str, #[case] expected: bool) {
    assert_eq!(passes(typed, &MIA), expected);
}

#[test]
fn an_unknown_number_passes_no_comparison_and_every_opposite() {
    let unknown = Mia { number: None, ..MIA };
    for typed in ["er>4", "er<=4", "er:4", "er:4..", "er:*", "er:..4"] {
        assert!(!passes(typed, &unknown), "{typed}");
        assert!(passes(&format!("-{typed}"), &unknown), "-{typed}");
    }
    assert!(passes("er:none", &unknown) && passes("er!=4", &unknown));
}

#[rstest]
#[case("", Slot::Field, "niche:")]
#[case("er>4 foll", Slot::Field, "followers")]
#[case("-stat", Slot::Field, "verdict:")]
#[case("star", Slot::Field, "rating")]
#[case("er", Slot::Operator(Field::Of(CreatorField::Er)), "er>")]
#[case("niche:", Slot::Value(Field::Niche), "none")]
#[case("#veg", Slot::Value(Field::Tag), "")]
#[case("@gl", Slot::Value(Field::Handle), "")]
#[case("tier:nano,mi", Slot::Value(Field::Tier), "micro")]
#[case("status!=re", Slot::Value(Field::Status), "rejected")]
#[case("due:this", Slot::Value(Field::Due), "thisweek")]
#[case("due:today..to", Slot::Value(Field::Due), "today")]
#[case("followers:50k..", Slot::Value(Field::Of(CreatorField::Followers)), "")]
#[case("contacted:", Slot::Value(Field::Contacted), "today")]
#[case("contacted:l", Slot::Value(Field::Contacted), "lastweek")]
#[case("has:", Slot::Value(Field::Has), "email")]
#[case("(is:ov", Slot::Value(Field::Is), "overdue")]
#[case("sort:-er", Slot::Value(Field::Sort), "-er_views")]
#[case("sort:-e", Slot::Value(Field::Sort), "-er")]
#[case("newer_than:", Slot::Value(Field::Last), "today")]
#[case("\"glass sk", Slot::Nothing, "")]
#[case("blah:x", Slot::Nothing, "")]
fn tab_offers_what_fits(#[case] typed: &str, #[case] slot: Slot, #[case] first: &str) {
    let completion = complete(typed, typed.len());
    assert_eq!(completion.slot, slot);
    assert_eq!(completion.offers.first().map_or("", |offer| &offer.text), first);
}

#[test]
fn an_offer_takes_the_place_of_the_word_under_the_cursor() {
    let typed = "er>4 tier:nano,mixx a";
    let completion = complete(typed, 17);
    assert_eq!(&typed[completion.replace], "mixx");
    assert_eq!(completion.typed, "mi");
}

#[test]
fn terms_can_be_dropped_and_brackets_have_a_bottom() {
    let query = read("niche:booktok er>4 (a or b) sort:er");
    assert_eq!(query.without(1).to_filter(), "niche:booktok (a or b) sort:er");
    assert_eq!(error(&"(".repeat(100_000)).problem, Problem::TooDeep);
    assert_eq!(read(&format!("{}a", "-".repeat(100_000))).to_string(), "text \"a\"");
}

/// Pieces that make most random texts nearly filters.
fn nearly_filters() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "niche",
        "er",
        "due",
        "status",
        "followers",
        "is",
        "has",
        "sort",
        "tag",
        ":",
        ">",
        "<=",
        "!=",
        ",",
        "..",
        "*",
        "(",
        ")",
        "\"",
        "“",
        " ",
        " ",
        " or ",
        " and ",
        "not ",
        "-",
        "#",
        "@",
        "+",
        "|",
        "fri",
        "-30d",
        "last7d",
        "10k",
        "6,5",
        "$250",
        "4%",
        "none",
        "rejected",
        "overdue",
        "email",
        "sofía",
        "日本",
        "a/b",
        "tiktok.com/@mia",
        "newer_than:",
        "14mar",
        "\u{301}",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..14).prop_map(|pieces| pieces.concat())
}

/// Terms that are surely filters, joined at random.
fn filters() -> impl Strategy<Value = String> {
    const TERMS: &[&str] = &[
        "niche:skincare",
        "-tag:vegan,none",
        "er>4",
        "er:6",
        "-er:none",
        "followers:5..",
        "due<fri",
        "due:overdue",
        "is:stale",
        "no:email",
        "\"dry skin\"",
        "sofia",
        "name!=mia",
        "country:us,gb",
        "bio:gl*",
        "er:4..6",
        "posted!=today",
    ];
    let leaf = prop::sample::select(TERMS).prop_map(str::to_owned);
    leaf.prop_recursive(3, 16, 3, |inner| {
        (prop::collection::vec(inner, 1..4), prop::sample::select(vec![" ", " or ", " and "]), any::<bool>())
            .prop_map(|(parts, between, not)| format!("{}({})", if not { "-" } else { "" }, parts.join(between)))
    })
}

fn rows() -> Vec<Mia> {
    let mut rows = Vec::new();
    for tags in [&[][..], &["skincare/spf"][..], &["vegan"][..]] {
        for (number, date) in [(None, Some(today())), (Some(5.0), None), (Some(6.2), today().pred_opt())] {
            rows.push(Mia { tags, number, date, flag: number.is_some() });
        }
    }
    rows
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,60}", cursor in 0_usize..70) {
        if let Err(error) = parse(&text, calendar()) {
            prop_assert!(text.get(error.at.clone()).is_some(), "{error:?} is outside of the text");
        }
        let completion = complete(&text, cursor);
        prop_assert!(text.get(completion.replace).is_some());
    }

    #[test]
    fn what_is_read_can_be_written_and_read_again(text in nearly_filters(), cursor in 0_usize..70) {
        match parse(&text, calendar()) {
            Ok(query) => {
                let again = parse(&query.to_filter(), calendar());
                let again = again.map_err(|error| TestCaseError::fail(format!("{}: {error}", query.to_filter())))?;
                prop_assert_eq!(&again.expr, &query.expr);
                prop_assert_eq!(&again.sort, &query.sort);
                prop_assert!(!again.mixed_or());
                prop_assert!(!query.in_words().is_empty());
            }
            Err(error) => {
                prop_assert!(text.get(error.at.clone()).is_some(), "{error:?} is outside of the text");
                prop_assert!(!error.to_string().is_empty());
            }
        }
        prop_assert!(text.get(complete(&text, cursor).replace).is_some());
    }

    #[test]
    fn not_and_or_keep_the_laws_of_logic(a in filters(), b in filters()) {
        let (Some(a), Some(b)) = (read(&a).expr, read(&b).expr) else { return Ok(()) };
        let not = |expr: &Expr| Expr::Not(Box::new(expr.clone()));
        for row in rows() {
            prop_assert_eq!(not(&not(&a)).matches(&row), a.matches(&row));
            prop_assert_eq!(a.clone().negated().matches(&row), !a.matches(&row));
            let both = not(&Expr::And(vec![a.clone(), b.clone()])).matches(&row);
            prop_assert_eq!(both, Expr::Or(vec![not(&a), not(&b)]).matches(&row));
            let one = not(&Expr::Or(vec![a.clone(), b.clone()])).matches(&row);
            prop_assert_eq!(one, Expr::And(vec![not(&a), not(&b)]).matches(&row));
        }
    }
}
