use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn calendar() -> Calendar {
    // A Wednesday.
    Calendar::day_first(chrono::NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"))
}

fn vocabulary() -> Vocabulary {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    Vocabulary::new(
        own(&["skincare", "skincare/acne", "BookTok", "glass skin", "FitnessOver40"]),
        own(&["Glow Serum spring test", "Batch 2"]),
    )
}

fn reading(text: &str) -> Reading {
    read(text, calendar(), &vocabulary()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What a marketer types, and the canonical text it is read as.
#[rstest]
#[case("nano", "tier:nano")]
#[case("skincare nano", "niche:skincare tier:nano")]
#[case("skincare creators in germany under 50k", "niche:skincare country:de followers<50k")]
#[case("show me all micro influencers please", "tier:micro")]
#[case("acne over 70", "niche:skincare/acne score>70")]
#[case("like mia", "like:@mia sort:-likeness")]
#[case("like @mia.glow", "like:@mia.glow sort:-likeness")]
#[case("creators like mia.glow and @kat in germany", "like:@mia.glow,@kat country:de sort:-likeness")]
#[case("more like @mia, not rejected", "like:@mia -verdict:rejected sort:-likeness")]
#[case("nano similar to mia under $200", "tier:nano like:@mia price<200 sort:-likeness")]
#[case("people like my winners so far", "like:winners sort:-likeness")]
#[case("like the winners or mia.glow", "like:winners,@mia.glow sort:-likeness")]
#[case("dogs like bones", "dogs like bones")]
#[case("like mia sorted by price", "like:@mia sort:price")]
#[case("cheapest like @mia", "sort:price like:@mia")]
#[case("like:@mia", "like:@mia")]
#[case("not like @mia", "-like:@mia")]
#[case("nano or like @mia", "tier:nano or like:@mia")]
#[case("like skincare", "like niche:skincare")]
#[case("between 5k and 50k", "followers:5k..50k")]
#[case("between 50k and 5k followers", "followers:5k..50k")]
#[case("5k-50k", "followers:5k..50k")]
#[case("from 5 to 50k", "followers:5k..50k")]
#[case("5k to 50k views", "views:5k..50k")]
#[case("50k+ followers", "followers>=50k")]
#[case(">50k", "followers>50k")]
#[case("< 10,000 followers, not rejected", "followers<10000 -verdict:rejected")]
#[case("more than 10k views and under $200", "views>10k and price<200")]
#[case("price at most 200 dollars", "price<=200")]
#[case("engagement over 5%", "er>5")]
#[case("over 5 percent", "er>5")]
#[case("booktok with email", "niche:BookTok has:email")]
#[case("glass skin without a price", "niche:\"glass skin\" no:price")]
#[case("no website, no email", "no:website no:email")]
#[case("picked in the us", "verdict:picked country:us")]
#[case("in de or at", "country:de,at")]
#[case("nano or micro from germany, austria or switzerland", "tier:nano,micro country:de,at,ch")]
#[case("nano micro", "tier:nano,micro")]
#[case("united states", "country:us")]
#[case("new zealand", "country:nz")]
#[case("new", "verdict:new")]
#[case("german speaking creators on tiktok", "language:de,german platform:tiktok")]
#[case("creators not in germany", "-country:de")]
#[case("skincare but not nano", "niche:skincare -tier:nano")]
#[case("without skincare", "-niche:skincare")]
#[case("skincare or booktok", "niche:skincare,BookTok")]
#[case("skincare and booktok", "niche:skincare and niche:BookTok")]
#[case("sort by followers", "sort:-followers")]
#[case("micro sorted by price", "tier:micro sort:price")]
#[case("nano order by engagement rate low to high", "tier:nano sort:er")]
#[case("cheapest skincare first", "sort:price niche:skincare")]
#[case("highest engagement", "sort:-er")]
#[case("added this week", "added:thisweek")]
#[case("posted in the last 30 days", "posted:last30d")]
#[case("posted last month", "posted:lastmonth")]
#[case("added in the past month", "added:last30d")]
#[case("contacted in the past week", "contacted:last7d")]
#[case("not contacted last month", "-contacted:lastmonth")]
#[case("due next month", "due:nextmonth")]
#[case("not posted in 2 weeks", "-posted:last14d")]
#[case("contacted since monday", "contacted>=2026-03-09")]
#[case("not contacted yet", "-contacted:*")]
#[case("overdue and unpaid", "is:overdue and is:unpaid")]
#[case("in glow serum spring test", "in:\"Glow Serum spring test\"")]
#[case("verdict maybe, tier nano", "verdict:maybe tier:nano")]
#[case("tagged vip", "tags:vip")]
#[case("4 stars", "rating:4")]
#[case("\"new\" mom", "\"new\" mom")]
#[case("Deutschland", "country:de")]
#[case("vegan cooking", "vegan cooking")]
#[case("niche:skincare er>4 sort:-er", "niche:skincare er>4 sort:-er")]
#[case("@mia #vegan tiktok.com/@kat", "@mia #vegan tiktok.com/@kat")]
fn sloppy_sentences_are_read_as_meant(#[case] typed: &str, #[case] canonical: &str) {
    let found = reading(typed);
    assert_eq!(found.text, canonical);
    assert_eq!(parse(&found.text, calendar()).expect("canonical text").expr, found.query.expr);
}

#[rstest]
#[case("us", "us")]
#[case("de in", "de")]
#[case("indie suede", "indie suede")]
#[case("it", "it")]
fn short_words_stay_text_without_in_or_from(#[case] typed: &str, #[case] canonical: &str) {
    assert_eq!(reading(typed).text, canonical);
}

#[test]
fn likeness_sorts_by_itself_and_the_words_say_so() {
    let said = reading("like mia").query.in_words();
    assert!(said.ends_with("sorted by likeness, highest first"), "{said}");
}

#[test]
fn fillers_are_ignored_and_named() {
    let found = reading("please show me the skincare people");
    assert_eq!(found.notes, [Note::Ignored(["please", "show", "me", "the", "people"].map(str::to_owned).to_vec())]);
    let all = reading("show me all creators");
    assert_eq!((all.text.as_str(), all.query.expr), ("", None));
    assert_eq!(reading("creators and nano or").text, "tier:nano");
}

#[test]
fn guesses_and_doubts_are_told() {
    let found = reading("georgia over 70");
    assert_eq!(found.guesses, [Guess { typed: "georgia".into(), term: "country:ge".into() }]);
    assert_eq!(found.notes, [Note::Field { typed: "over 70".into(), field: Field::Score }]);
    let two = Vocabulary::new(["German".to_owned()], []);
    let found = read("german", calendar(), &two).expect("reads");
    assert_eq!(found.text, "niche:German");
    assert_eq!(found.notes, [Note::OrElse { typed: "german".into(), term: "language:de,german".into() }]);
}

#[test]
fn an_unknown_country_is_text_and_said() {
    let near = |typed: &str| reading(typed);
    let found = near("nano in germny");
    assert_eq!(found.text, "tier:nano germny");
    assert_eq!(found.notes, [Note::NoPlace { typed: "germny".into(), guess: Some("Germany".into()) }]);
    assert_eq!(near("in atlantis").notes, [Note::NoPlace { typed: "atlantis".into(), guess: None }]);
    assert!(near("in berlin").notes.iter().all(|note| matches!(note, Note::NoPlace { guess: None, .. })));
}

#[rstest]
#[case("over 50k under 5k", true)]
#[case("followers>5k followers<5k", true)]
#[case("followers>=5k followers<=5k", false)]
#[case("er:1..3 er>3", true)]
#[case("er:1..3 er>=3", false)]
#[case("added>today added<yesterday", true)]
#[case("over 50k views under 5k", false)]
fn conditions_nobody_can_meet_are_told(#[case] typed: &str, #[case] expected: bool) {
    let is_told = reading(typed).notes.iter().any(|note| matches!(note, Note::Nobody { .. }));
    assert_eq!(is_told, expected);
}

#[test]
fn what_was_kept_as_text_stays_text_in_the_box() {
    for kept in ["skincare", "glass skin", "new mom er>4", "under 50k", "show me"] {
        let exact = parse(kept, calendar()).expect("reads");
        let boxed = boxed(kept, calendar(), &vocabulary());
        assert_eq!(reading(&boxed).query.expr, exact.expr, "{boxed}");
    }
    assert_eq!(boxed("niche:skincare mia", calendar(), &vocabulary()), "niche:skincare mia");
}

#[rstest]
#[case("country:de,us", "country is Germany or United States")]
#[case("language:de,german", "language is German")]
fn codes_are_read_back_by_name(#[case] typed: &str, #[case] words: &str) {
    assert_eq!(reading(typed).query.in_words(), words);
}

#[test]
fn strange_texts_are_read() {
    let long = "a".repeat(10_000);
    assert_eq!(reading(&long).text, long);
    let words = "show nano under 50k ".repeat(500);
    assert!(reading(&words).text.starts_with("tier:nano followers<50k"));
    for text in ["🧴✨", "مكياج عربي", "ברלין", "日本 コスメ", "\u{202e}abc", "🇩🇪", "...", ", ,", "in", "from the"]
    {
        let found = reading(text);
        assert!(!found.query.in_words().is_empty());
    }
    assert_eq!(reading("in 🇩🇪").text, "country:de");
}

/// Pieces that make most random texts nearly sentences.
fn nearly_sentences() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "skincare",
        "nano",
        "new",
        "zealand",
        "united",
        "states",
        "in",
        "from",
        "de",
        "germany",
        "germny",
        "with",
        "no",
        "email",
        "price",
        "under",
        "over",
        "between",
        "50k",
        "5k",
        "70",
        "$200",
        "5%",
        "5k-50k",
        "and",
        "or",
        "not",
        "-",
        "(",
        ")",
        "\"new\"",
        "\"",
        "show",
        "me",
        ",",
        "sort",
        "by",
        "followers",
        "posted",
        "last",
        "30",
        "days",
        "glass",
        "skin",
        "german",
        "speaking",
        ">50k",
        "er>4",
        "niche:",
        "tier:nano",
        "#vegan",
        "@mia",
        "tagged",
        "in:x",
        "high",
        "to",
        "low",
        "without",
        "verdict",
        "picked",
        "🇩🇪",
        "日本",
        "first",
        "is:stale",
        "stage",
        "+",
        "..",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..12).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,60}") {
        match read(&text, calendar(), &vocabulary()) {
            Ok(found) => { parse(&found.text, calendar()).map_err(|error| TestCaseError::fail(error.to_string()))?; }
            Err(error) => prop_assert!(text.get(error.at).is_some()),
        }
        let _ = offers(&text, calendar(), &vocabulary());
        let _ = boxed(&text, calendar(), &vocabulary());
    }

    #[test]
    fn canonical_text_read_again_is_the_same_filter(text in nearly_sentences()) {
        let Ok(found) = read(&text, calendar(), &vocabulary()) else { return Ok(()) };
        let exact = parse(&found.text, calendar()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&exact.expr, &found.query.expr);
        let again = read(&found.text, calendar(), &vocabulary());
        let again = again.map_err(|error| TestCaseError::fail(format!("{}: {error}", found.text)))?;
        prop_assert_eq!(&again.text, &found.text);
        prop_assert_eq!(&again.query.expr, &found.query.expr);
        prop_assert_eq!(&again.query.sort, &found.query.sort);
    }

    #[test]
    fn kept_text_in_the_box_is_the_same_filter(text in nearly_sentences()) {
        let Ok(exact) = parse(&text, calendar()) else { return Ok(()) };
        let boxed = boxed(&text, calendar(), &vocabulary());
        let read = read(&boxed, calendar(), &vocabulary()).map_err(|error| TestCaseError::fail(format!("{boxed}: {error}")))?;
        prop_assert_eq!(read.query.expr, exact.expr);
    }
}
