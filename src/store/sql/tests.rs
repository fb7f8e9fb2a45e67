use std::borrow::Cow;

use chrono::Days;
use proptest::prelude::*;
use rusqlite::{Connection, params, params_from_iter};

use super::*;
use crate::clock::Clock;
use crate::domain::creator::CreatorFields;
use crate::domain::filter::{Amount, Facts, parse};
use crate::domain::filter::{Flag, Thing, WARNINGS};
use crate::domain::text::fold;
use crate::domain::{Currency, Handle, Platform, Verdict};
use crate::store::open::open_writer;
use crate::store::row::{Day, search_text};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
}

/// A creator with everything around it that a filter can ask for.
#[derive(Clone, Debug)]
struct Person {
    fields: CreatorFields,
    tags: Vec<String>,
    notes: Vec<String>,
    verdict: Verdict,
    reason: String,
    snoozed_until: Option<NaiveDate>,
    rating: i64,
    added_on: NaiveDate,
    posts: Vec<Option<NaiveDate>>,
    /// Campaign, batch, codes and sales of each collaboration.
    collaborations: Vec<(String, String, Vec<String>, i64)>,
    duplicate: bool,
    /// What vetting found, if it has had its turn: score, growth, flags as bits, rising.
    found: Option<(Option<i64>, Option<f64>, usize, bool)>,
}

impl Facts for Person {
    fn id(&self) -> Option<crate::domain::CreatorId> {
        None
    }

    fn text(&self, field: Field) -> Cow<'_, str> {
        match field {
            Field::Handle => self.fields.handle.as_str().into(),
            Field::Name => (&*self.fields.name).into(),
            Field::Bio => (&*self.fields.bio).into(),
            // A note begins like a word does.
            Field::Note => self.notes.join("\n ").into(),
            other => panic!("{other:?} is no text"),
        }
    }

    fn values(&self, field: Field) -> Vec<Cow<'_, str>> {
        let one = |text: &'static str| vec![Cow::Borrowed(text)];
        let known = |text: &str| if text.is_empty() { Vec::new() } else { vec![Cow::Owned(text.to_owned())] };
        match field {
            Field::Niche | Field::Tag => self.tags.iter().map(|tag| Cow::Borrowed(&**tag)).collect(),
            Field::Tier => {
                let tier = self.fields.followers.and_then(|n| TierBorders::default().tier(n));
                tier.map(|tier| one(tier.word())).unwrap_or_default()
            }
            Field::Status => one(self.verdict.word()),
            Field::Country => known(&self.fields.country),
            Field::Lang => known(&self.fields.language),
            Field::Reason => known(&self.reason),
            Field::Campaign => self.collaborations.iter().map(|c| Cow::Borrowed(&*c.0)).collect(),
            Field::Batch => self.collaborations.iter().map(|c| Cow::Borrowed(&*c.1)).collect(),
            Field::Code => {
                self.collaborations.iter().flat_map(|c| c.2.iter().map(|code| Cow::Borrowed(&**code))).collect()
            }
            Field::Flag => {
                let flags = self.found.map_or(0, |found| found.2);
                WARNINGS
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| flags >> at & 1 == 1)
                    .map(|(_, word)| (*word).into())
                    .collect()
            }
            other => panic!("{other:?} is no set"),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "small made-up numbers")]
    fn number(&self, field: Field) -> Option<f64> {
        let price =
            self.fields.price_minor.map(|minor| minor as f64 / self.fields.price_currency.minor_per_unit() as f64);
        match field {
            Field::Followers => self.fields.followers.map(|n| n as f64),
            Field::Er => self.fields.er,
            Field::Views => self.fields.views.map(|n| n as f64),
            Field::Price => price,
            Field::Cpm => {
                self.fields.views.filter(|n| *n > 0).and_then(|n| price.map(|price| price / n as f64 * 1000.0))
            }
            Field::Rating => (self.rating > 0).then_some(self.rating as f64),
            Field::Posts => Some(self.posts.len() as f64),
            Field::Orders => {
                let sold = self.collaborations.iter().map(|c| c.3).sum::<i64>() as f64;
                (!self.collaborations.is_empty()).then_some(sold)
            }
            Field::Score => self.found.and_then(|found| found.0).map(|score| score as f64),
            Field::Growth => self.found.and_then(|found| found.1),
            other => panic!("{other:?} is no number"),
        }
    }

    fn date(&self, field: Field) -> Option<NaiveDate> {
        match field {
            Field::Added => Some(self.added_on),
            Field::Posted => self.posts.iter().flatten().max().copied(),
            other => panic!("{other:?} is no day"),
        }
    }

    fn is(&self, flag: Flag) -> bool {
        match flag {
            Flag::Tagged => !self.tags.is_empty(),
            Flag::Untagged => self.tags.is_empty(),
            Flag::Snoozed => self.verdict == Verdict::Snoozed && self.snoozed_until.is_none_or(|until| until > today()),
            Flag::Duplicate => self.duplicate,
            Flag::Rising => self.found.is_some_and(|found| found.3 && found.1.is_some()),
            other => panic!("{other:?} is not answered"),
        }
    }

    fn has(&self, thing: Thing) -> bool {
        match thing {
            Thing::Email => !self.fields.email.is_empty(),
            Thing::Price | Thing::Rate => self.fields.price_minor.is_some(),
            Thing::Note => !self.notes.is_empty(),
            Thing::Flag => self.found.is_some_and(|found| found.2 != 0),
            Thing::Code => !self.values(Field::Code).is_empty(),
            Thing::Stats => self.fields.followers.is_some() || self.fields.er.is_some() || self.fields.views.is_some(),
            other => panic!("{other:?} is not answered"),
        }
    }
}

/// An open file of such people, numbered from 1.
fn file(people: &mut [Person]) -> (tempfile::TempDir, Connection) {
    for index in 0..people.len() {
        let same = |other: &Person| {
            let (a, b) = (&people[index].fields, &other.fields);
            a.handle == b.handle || (!a.email.is_empty() && a.email.eq_ignore_ascii_case(&b.email))
        };
        let duplicate = people.iter().enumerate().any(|(at, other)| at != index && same(other));
        people[index].duplicate = duplicate;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let conn = open_writer(&folder.path().join("shop.db"), &Clock::fixed(today())).expect("opens");
    conn.execute_batch("BEGIN").expect("begins");
    for (id, person) in (1_i64..).zip(people.iter()) {
        let f = &person.fields;
        conn.execute(
            "INSERT INTO creator (id, platform, handle, name, followers, er, views, price_minor, price_currency, country, \
             language, email, bio, verdict, reason, snoozed_until, rating, search, added_on, updated_at) \
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,1)",
            params![
                id, f.platform, f.handle, f.name, f.followers, f.er, f.views, f.price_minor, f.price_currency, f.country,
                f.language, f.email, f.bio, person.verdict, person.reason, person.snoozed_until.map(Day), person.rating,
                search_text(f), Day(person.added_on)
            ],
        )
        .expect("a creator");
        if let Some((score, growth, flags, rising)) = person.found {
            conn.execute(
                "INSERT INTO creator_vetting VALUES (?1, ?2, 50, ?3, 0, NULL, ?4, ?5)",
                params![id, score, i64::try_from(flags).expect("few"), growth, rising],
            )
            .expect("a result");
        }
        for tag in &person.tags {
            conn.execute(
                "INSERT INTO tag (name, folded) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                params![tag, fold(tag)],
            )
            .expect("a tag");
            conn.execute(
                "INSERT INTO creator_tag (creator_id, tag_id) SELECT ?1, id FROM tag WHERE folded = ?2 ON CONFLICT DO NOTHING",
                params![id, fold(tag)],
            )
            .expect("a tag of a creator");
        }
        for note in &person.notes {
            conn.execute(
                "INSERT INTO note (creator_id, text, folded, written_at) VALUES (?1, ?2, ?3, 1)",
                params![id, note, fold(note)],
            )
            .expect("a note");
        }
        for post in &person.posts {
            conn.execute("INSERT INTO post (creator_id, posted_on) VALUES (?1, ?2)", params![id, post.map(Day)])
                .expect("a post");
        }
        for (n, (campaign, batch, codes, sales)) in person.collaborations.iter().enumerate() {
            collaboration(&conn, id, n, campaign, batch, codes, *sales);
        }
    }
    conn.execute_batch("COMMIT").expect("commits");
    (folder, conn)
}

fn collaboration(conn: &Connection, creator: i64, n: usize, campaign: &str, batch: &str, codes: &[String], sales: i64) {
    let unique = format!("{creator} {n}");
    conn.execute(
        "INSERT INTO campaign (name, folded, currency, updated_at) VALUES (?1, ?2, 'USD', 1) ON CONFLICT DO NOTHING",
        params![campaign, fold(campaign)],
    )
    .expect("a campaign");
    conn.execute(
        "INSERT INTO batch (campaign_id, name, folded, updated_at) SELECT id, ?1, ?2, 1 FROM campaign WHERE folded = ?3 \
         ON CONFLICT DO NOTHING",
        params![batch, fold(batch), fold(campaign)],
    )
    .expect("a batch");
    conn.execute(
        "INSERT INTO collaboration (batch_id, creator_id, updated_at) SELECT batch.id, ?1, 1 FROM batch \
         JOIN campaign ON campaign.id = campaign_id WHERE batch.folded = ?2 AND campaign.folded = ?3",
        params![creator, fold(batch), fold(campaign)],
    )
    .expect("a collaboration");
    let id = conn.last_insert_rowid();
    for code in codes {
        conn.execute(
            "INSERT INTO code (collaboration_id, code, folded) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![id, code, fold(code)],
        )
        .expect("a code");
    }
    for sale in 0..sales {
        conn.execute(
            "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, \
             collaboration_id) VALUES ('shopify', ?1, 1, '2026-03-01', 'USD', 1, 1, 'sale', ?2)",
            params![format!("{unique} {sale}"), id],
        )
        .expect("a sale");
    }
}

fn shown(conn: &Connection, expr: &Expr) -> Vec<i64> {
    let filter = where_clause(expr, today(), TierBorders::default()).expect("a condition");
    let sql = format!("SELECT id FROM creator WHERE {} ORDER BY id", filter.sql);
    let mut statement = conn.prepare(&sql).unwrap_or_else(|error| panic!("{error} in {sql}"));
    let rows = statement.query_map(params_from_iter(&filter.params), |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("an id")).collect()
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "Sofía",
        "glass skin",
        "skin",
        "book",
        "Booktok soap",
        "50% off",
        "a_b",
        "o'neil",
        "ÉTÉ",
    ])
    .prop_map(str::to_owned)
}

fn tag() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Skincare", "skincare/acne", "skin", "BookTok", "Été", "a%b", "skincareful"])
        .prop_map(str::to_owned)
}

fn a_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..6).prop_map(|n| today() - Days::new(n * 2))
}

prop_compose! {
    fn person()(
        (handle, name, bio, country, language, email) in (
            prop::sample::select(vec!["mia", "leo", "noa_b", "zoe.x"]), text(), text(),
            prop::sample::select(vec!["", "us", "CA", "türkiye"]), prop::sample::select(vec!["", "en", "De"]),
            prop::sample::select(vec!["", "a@x.org", "A@x.org", "b@x.org"])
        ),
        (followers, er, views, price, currency) in (
            prop::option::of(prop::sample::select(vec![0, 999, 1_000, 9_500, 10_000, 99_999, 100_000, 2_000_000])),
            prop::option::of(prop::sample::select(vec![0.0, 0.5, 5.5, 6.0, 6.5, 6.049])),
            prop::option::of(prop::sample::select(vec![0, 1, 9_999, 10_400])),
            prop::option::of(prop::sample::select(vec![0, 4_950, 5_000, 25_049, 250_000])),
            prop::sample::select(vec!["USD", "JPY", "KWD"])
        ),
        (tags, notes, verdict, reason, snoozed_until) in (
            prop::collection::vec(tag(), 0..3), prop::collection::vec(text().prop_filter("said", |t| !t.is_empty()), 0..3),
            prop::sample::select(vec![Verdict::New, Verdict::Picked, Verdict::Rejected, Verdict::Snoozed]),
            prop::sample::select(vec!["", "price", "fake-looking"]), prop::option::of(a_day())
        ),
        (rating, found, added_on, posts, collaborations) in (
            0_i64..6,
            prop::option::of((
                prop::option::of(prop::sample::select(vec![0, 1, 6, 50, 100])),
                prop::option::of(prop::sample::select(vec![-3.0, 0.0, 6.0, 6.049, 50.0])), 0_usize..40, any::<bool>()
            )), a_day(), prop::collection::vec(prop::option::of(a_day()), 0..3),
            prop::collection::vec((tag(), prop::collection::vec(text().prop_filter("a code", |t| !t.is_empty()), 0..2), 0_i64..3), 0..2)
        ),
    ) -> Person {
        let fields = CreatorFields {
            name, followers, er, views, price_minor: price, price_currency: currency.parse::<Currency>().expect("a currency"),
            country: country.to_owned(), language: language.to_owned(), email: email.to_owned(), bio,
            ..CreatorFields::new(Platform::TikTok, Handle::parse(handle).expect("a handle"))
        };
        let collaborations = collaborations.into_iter().enumerate()
            .map(|(n, (campaign, codes, sales))| (campaign, format!("Batch {n}"), codes, sales)).collect();
        Person { fields, tags, notes, verdict, reason: reason.to_owned(), snoozed_until, rating, added_on, posts, collaborations, duplicate: false, found }
    }
}

/// People with different accounts: the same handle stands on three platforms at most.
fn people() -> impl Strategy<Value = Vec<Person>> {
    prop::collection::vec(person(), 1..12).prop_map(|mut people| {
        let mut taken = std::collections::HashSet::new();
        for (n, person) in people.iter_mut().enumerate() {
            person.fields.platform = [Platform::TikTok, Platform::Instagram][n % 2];
            while !taken.insert((person.fields.platform, person.fields.handle.clone())) {
                person.fields.handle =
                    Handle::parse(&format!("{}{n}", person.fields.handle.as_str())).expect("a handle");
            }
        }
        people
    })
}

fn word() -> impl Strategy<Value = Word> {
    prop::sample::select(vec![
        "sofia",
        "glass skin",
        "skin",
        "SKINCARE",
        "book",
        "50%",
        "a_",
        "o'neil",
        "été",
        "mia",
        "us",
        "b",
        "price",
        "batch 0",
        "fake",
        "few-comments",
        "er-low",
    ])
    .prop_map(Word::new)
}

fn set_value() -> impl Strategy<Value = SetValue> {
    let beginning = prop_oneof![word(), Just(Word::new(""))];
    prop_oneof![3 => word().prop_map(SetValue::Is), 1 => beginning.prop_map(SetValue::Prefix), 1 => Just(SetValue::None)]
}

fn amount() -> impl Strategy<Value = Amount> {
    use crate::domain::filter::Unit;
    prop::sample::select(vec!["0", "1", "6", "6.5", "50", "250.49", "10k", "1000", "99999", "3"])
        .prop_map(|typed| Amount::read(typed, Unit::Count).expect("a number"))
}

fn compare() -> impl Strategy<Value = Compare> {
    prop::sample::select(vec![Compare::Less, Compare::AtMost, Compare::More, Compare::AtLeast])
}

fn number_test() -> impl Strategy<Value = NumberTest> {
    let value = prop_oneof![amount().prop_map(NumberValue::Near), Just(NumberValue::None)];
    prop_oneof![
        (compare(), amount()).prop_map(|(compare, amount)| NumberTest::Compare(compare, amount)),
        (prop::option::of(amount()), prop::option::of(amount()))
            .prop_map(|(low, high)| NumberTest::Range { low, high }),
        (prop::collection::vec(value, 1..3), any::<bool>())
            .prop_map(|(values, negated)| NumberTest::OneOf { values, negated }),
    ]
}

fn date_test() -> impl Strategy<Value = DateTest> {
    use crate::domain::day::Period;
    let named = prop::sample::select(vec!["thisweek", "lastweek", "thismonth", "last7d"]).prop_map(|word| {
        let period = Period::from_word(word).expect("a period");
        DateValue::Named(period, period.days(today()))
    });
    let value = prop_oneof![a_day().prop_map(DateValue::Day), named, Just(DateValue::None)];
    prop_oneof![
        (compare(), a_day()).prop_map(|(compare, day)| DateTest::Compare(compare, day)),
        (prop::option::of(a_day()), prop::option::of(a_day())).prop_map(|(from, to)| DateTest::Range { from, to }),
        (prop::collection::vec(value, 1..3), any::<bool>())
            .prop_map(|(values, negated)| DateTest::OneOf { values, negated }),
    ]
}

fn term() -> impl Strategy<Value = Term> {
    let words = prop::sample::select(vec![Field::Handle, Field::Name, Field::Bio, Field::Note]);
    let sets = prop::sample::select(vec![
        Field::Niche,
        Field::Tag,
        Field::Tier,
        Field::Status,
        Field::Country,
        Field::Lang,
        Field::Reason,
        Field::Campaign,
        Field::Batch,
        Field::Code,
        Field::Flag,
    ]);
    let numbers = prop::sample::select(vec![
        Field::Followers,
        Field::Er,
        Field::Views,
        Field::Price,
        Field::Cpm,
        Field::Rating,
        Field::Posts,
        Field::Orders,
        Field::Score,
        Field::Growth,
    ]);
    let things = || {
        prop::sample::select(vec![
            Thing::Email,
            Thing::Price,
            Thing::Rate,
            Thing::Note,
            Thing::Code,
            Thing::Stats,
            Thing::Flag,
        ])
    };
    let values = || prop::collection::vec(set_value(), 1..3);
    prop_oneof![
        word().prop_map(Term::Text),
        (words, values(), any::<bool>()).prop_map(|(field, values, negated)| Term::Words { field, values, negated }),
        (sets, values(), any::<bool>()).prop_map(|(field, values, negated)| Term::Set { field, values, negated }),
        (numbers, number_test()).prop_map(|(field, test)| Term::Number { field, test }),
        (prop::sample::select(vec![Field::Added, Field::Posted]), date_test())
            .prop_map(|(field, test)| Term::Date { field, test }),
        prop::sample::select(vec![Flag::Tagged, Flag::Untagged, Flag::Snoozed, Flag::Duplicate, Flag::Rising])
            .prop_map(Term::Is),
        things().prop_map(Term::Has),
        things().prop_map(Term::No),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    term().prop_map(Expr::Term).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Expr::Or),
            inner.prop_map(|expr| Expr::Not(Box::new(expr))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn sql_shows_whom_the_reference_shows(mut people in people(), exprs in prop::collection::vec(expr(), 1..40)) {
        let (_folder, conn) = file(&mut people);
        for expr in exprs {
            let expected: Vec<i64> =
                (1..).zip(&people).filter(|(_, person)| expr.matches(*person)).map(|(id, _)| id).collect();
            prop_assert_eq!(shown(&conn, &expr), expected, "{:?}", expr);
        }
    }
}

#[test]
fn what_the_file_cannot_answer_yet_is_refused() {
    for (typed, sentence) in [
        ("stage:posted", "stage: cannot be searched yet."),
        ("roas>2", "roas: cannot be searched yet."),
        ("due<tomorrow", "due: cannot be searched yet."),
        ("mia or is:overdue", "is:overdue: cannot be searched yet."),
        ("-has:disclosure", "has:disclosure: cannot be searched yet."),
    ] {
        let expr = parse(typed, today()).expect("reads").expr.expect("a condition");
        let error = where_clause(&expr, today(), TierBorders::default()).expect_err("refused");
        assert_eq!(error.to_string(), sentence);
    }
}

#[test]
fn every_value_is_bound() {
    let expr = parse("\"'; DROP TABLE creator; --\" niche:o'neil country:\"x' or 1\"", today())
        .expect("reads")
        .expr
        .expect("terms");
    let filter = where_clause(&expr, today(), TierBorders::default()).expect("a condition");
    assert!(
        !filter.sql.contains("DROP") && !filter.sql.contains("neil") && !filter.sql.contains("or 1"),
        "{}",
        filter.sql
    );
    assert_eq!(filter.sql.matches('?').count(), filter.params.len());
}

#[test]
fn what_vetting_found_is_asked_of_its_indices() {
    let (_folder, conn) = file(&mut []);
    for (typed, index) in [
        ("score>70", "creator_vetting_score"),
        ("score:60..80", "creator_vetting_score"),
        ("growth>5", "creator_vetting_growth"),
        ("is:rising", "creator_vetting_growth"),
        ("flag:dormant", "creator_vetting_flags"),
        ("has:flag", "creator_vetting_flags"),
    ] {
        let expr = parse(typed, today()).expect("reads").expr.expect("a term");
        let filter = where_clause(&expr, today(), TierBorders::default()).expect("a condition");
        let sql = format!("EXPLAIN QUERY PLAN SELECT id FROM creator WHERE {}", filter.sql);
        let mut statement = conn.prepare(&sql).expect("a plan");
        let steps =
            statement.query_map(params_from_iter(&filter.params), |row| row.get::<_, String>(3)).expect("steps");
        let plan: String = steps.map(|step| step.expect("text") + "\n").collect();
        assert!(plan.contains(&format!("USING COVERING INDEX {index}")), "{typed}: {plan}");
        assert!(plan.starts_with("SEARCH creator USING INTEGER PRIMARY KEY"), "{typed}: {plan}");
    }
}
