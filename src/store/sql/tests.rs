mod booking;
mod figures;

use std::borrow::Cow;

use chrono::Days;
use proptest::prelude::*;
use rusqlite::{Connection, params, params_from_iter};

use super::*;
use crate::clock::Clock;
use crate::domain::creator::CreatorField;
use crate::domain::creator::CreatorFields;
use crate::domain::day::Calendar;
use crate::domain::filter::{
    Amount, Compare, DateTest, DateValue, Facts, NumberTest, NumberValue, STALE_DAYS, SortTerm, Word, parse,
};
use crate::domain::filter::{Flag, Kind, Thing, Values, WARNINGS};
use crate::domain::text::fold;
use crate::domain::{Currency, Handle, Platform, Verdict};
use crate::store::index;
use crate::store::list_context::ListContext;
use crate::store::open::open_writer;
use crate::store::row::{Day, search_text};
use crate::store::search;
use booking::{Booking, booking};

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
    blocked: bool,
    added_on: NaiveDate,
    posts: Vec<Option<NaiveDate>>,
    stats_on: Option<NaiveDate>,
    typed_on: Option<NaiveDate>,
    /// The days on which the notes were written.
    noted: Vec<NaiveDate>,
    bookings: Vec<Booking>,
    duplicate: bool,
    /// What vetting found, if it has had its turn: score, growth, flags as bits, rising.
    found: Option<(Option<i64>, Option<f64>, usize, bool)>,
}

impl Person {
    /// Anyone who is rated in these files was decided so many days ago.
    fn decided_on(&self) -> Option<NaiveDate> {
        (self.rating > 0).then(|| today() - Days::new(self.rating.unsigned_abs()))
    }

    /// Adds up what the collaborations say, where there are any.
    fn booked(&self, of: fn(&Booking) -> i64) -> Option<i64> {
        (!self.bookings.is_empty()).then(|| self.bookings.iter().map(of).sum())
    }

    /// Spend and sales in minor units, with how many make one unit; nothing where two currencies would be mixed.
    #[expect(clippy::cast_precision_loss, reason = "small made-up numbers")]
    fn money(&self) -> Option<(f64, f64, f64)> {
        let currency = self.bookings.first()?.currency();
        let is_one = self.bookings.iter().all(|booking| booking.currency() == currency);
        let of = |sum: fn(&Booking) -> i64| self.booked(sum).map(|sum| sum as f64);
        let (spend, net) = (of(Booking::spend_minor)?, of(Booking::net_minor)?);
        is_one.then_some((spend, net, currency.minor_per_unit() as f64))
    }
}

impl Facts for Person {
    fn id(&self) -> Option<crate::domain::CreatorId> {
        None
    }

    fn text(&self, field: Field) -> Cow<'_, str> {
        match field {
            Field::Handle => self.fields.handle.as_str().into(),
            Field::Of(CreatorField::Name) => (&*self.fields.name).into(),
            Field::Of(CreatorField::Bio) => (&*self.fields.bio).into(),
            Field::Of(CreatorField::Email) => (&*self.fields.email).into(),
            Field::Found | Field::Of(CreatorField::FoundVia) => (&*self.fields.found_via).into(),
            Field::Of(CreatorField::Address) => (&*self.fields.address).into(),
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
            Field::Of(CreatorField::Country) => known(&self.fields.country),
            Field::Of(CreatorField::Language) => known(&self.fields.language),
            Field::Reason => known(&self.reason),
            Field::Platform => one(self.fields.platform.word()),
            Field::Campaign => self.bookings.iter().map(|b| Cow::Borrowed(&*b.campaign)).collect(),
            Field::Batch => self.bookings.iter().map(|b| Cow::Borrowed(&*b.batch)).collect(),
            Field::In => [self.values(Field::Campaign), self.values(Field::Batch)].concat(),
            Field::Stage => self.bookings.iter().map(|b| b.stage().word().into()).collect(),
            Field::Code => {
                self.bookings.iter().flat_map(|b| b.codes.iter().map(|code| Cow::Borrowed(&**code))).collect()
            }
            Field::Flag => {
                let flags = self.found.map_or(0, |found| found.2);
                let set = WARNINGS.iter().enumerate().filter(|(at, _)| flags >> at & 1 == 1);
                set.map(|(_, word)| (*word).into()).collect()
            }
            other => panic!("{other:?} is no set"),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "small made-up numbers")]
    fn number(&self, field: Field) -> Option<f64> {
        let price =
            self.fields.price_minor.map(|minor| minor as f64 / self.fields.price_currency.minor_per_unit() as f64);
        match field {
            Field::Of(CreatorField::Followers) => self.fields.followers.map(|n| n as f64),
            Field::Of(CreatorField::Er) => self.fields.er,
            Field::Of(CreatorField::Views) => self.fields.views.map(|n| n as f64),
            Field::Of(CreatorField::Price) => price,
            Field::Cpm => {
                self.fields.views.filter(|n| *n > 0).and_then(|n| price.map(|price| price / n as f64 * 1000.0))
            }
            Field::Rating => (self.rating > 0).then_some(self.rating as f64),
            Field::Posts => Some(self.posts.len() as f64),
            Field::Orders => self.booked(Booking::sales).map(|sales| sales as f64),
            Field::Spend => self.money().map(|(spend, _, unit)| spend / unit),
            Field::Sales => self.money().map(|(_, net, unit)| net / unit),
            Field::Cpa => {
                let sales = self.booked(Booking::sales).filter(|sales| *sales > 0)?;
                self.money().map(|(spend, _, unit)| spend / unit / sales as f64)
            }
            Field::Roas => self.money().filter(|money| money.0 != 0.0).map(|(spend, net, _)| net / spend),
            Field::Roi => {
                let shares: Option<Vec<i64>> =
                    self.bookings.iter().map(|b| b.margin_bp().map(|margin| b.net_minor() * margin)).collect();
                let contribution = shares?.iter().sum::<i64>() as f64 / 10_000.0;
                let (spend, ..) = self.money().filter(|money| money.0 != 0.0)?;
                Some(100.0 * (contribution - spend) / spend)
            }
            Field::Owed => {
                let owing = self.bookings.iter().filter(|booking| booking.owed_minor() > 0);
                let first = owing.clone().next()?.currency();
                let is_one = owing.clone().all(|booking| booking.currency() == first);
                let owed: i64 = owing.map(Booking::owed_minor).sum();
                is_one.then_some(owed as f64 / first.minor_per_unit() as f64)
            }
            Field::Late => {
                let days = self.date(Field::Due).map(|due| (today() - due).num_days());
                days.filter(|days| *days > 0).map(|days| days as f64)
            }
            Field::Age => Some((today() - self.added_on).num_days() as f64),
            Field::Score => self.found.and_then(|found| found.0).map(|score| score as f64),
            Field::Growth => self.found.and_then(|found| found.1),
            other => panic!("{other:?} is no number"),
        }
    }

    fn date(&self, field: Field) -> Option<NaiveDate> {
        match field {
            Field::Added => Some(self.added_on),
            Field::Until => self.snoozed_until,
            Field::Decided => self.decided_on(),
            Field::Posted => self.posts.iter().flatten().max().copied(),
            Field::Due => self.bookings.iter().filter_map(Booking::due).min(),
            Field::Contacted => self.bookings.iter().filter_map(|b| b.days[0]).max(),
            Field::Replied => self.bookings.iter().filter_map(|b| b.days[1]).max(),
            Field::Shipped => self.bookings.iter().filter_map(|b| b.days[2]).max(),
            Field::Paid => self.bookings.iter().filter_map(Booking::paid).max(),
            Field::Last => {
                let of_posts_and_notes = self.posts.iter().flatten().chain(&self.noted).copied();
                let of_money = self.bookings.iter().flat_map(|b| [b.paid(), b.last_sale()].into_iter().flatten());
                let of_talk = self.bookings.iter().flat_map(|b| b.days.into_iter().flatten());
                of_posts_and_notes.chain(of_money).chain(of_talk).max()
            }
            other => panic!("{other:?} is no day"),
        }
    }

    fn is(&self, flag: Flag) -> bool {
        match flag {
            Flag::Tagged => !self.tags.is_empty(),
            Flag::Untagged => self.tags.is_empty(),
            Flag::Snoozed => self.verdict == Verdict::Snoozed && self.snoozed_until.is_none_or(|until| until > today()),
            Flag::Blocked => self.blocked,
            Flag::Duplicate => self.duplicate,
            Flag::Rising => self.found.is_some_and(|found| found.3 && found.1.is_some()),
            Flag::Due => self.date(Field::Due).is_some_and(|due| due <= today()),
            Flag::Overdue => self.date(Field::Due).is_some_and(|due| due < today()),
            Flag::Unpaid => self.bookings.iter().any(Booking::is_owed),
            Flag::Paid => !self.is(Flag::Unpaid) && self.bookings.iter().any(Booking::is_paid),
            Flag::Stale => {
                let newest = self.typed_on.max(Some(self.stats_on.unwrap_or(self.added_on)));
                newest < Some(today() - Days::new(STALE_DAYS))
            }
            // These files say nothing of a demo.
            Flag::Demo => false,
            other => panic!("{other:?} is not answered"),
        }
    }

    fn has(&self, thing: Thing) -> bool {
        match thing {
            Thing::Email => !self.fields.email.is_empty(),
            Thing::Address => !self.fields.address.is_empty(),
            Thing::Price | Thing::Rate => self.fields.price_minor.is_some(),
            Thing::Note => !self.notes.is_empty(),
            Thing::Flag => self.found.is_some_and(|found| found.2 != 0),
            Thing::Code => !self.values(Field::Code).is_empty(),
            Thing::Disclosure => self.bookings.iter().any(Booking::is_verified),
            Thing::Stats => self.fields.followers.is_some() || self.fields.er.is_some() || self.fields.views.is_some(),
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
    let mut conn = open_writer(&folder.path().join("shop.db"), &Clock::fixed(today())).expect("opens");
    conn.execute_batch("BEGIN").expect("begins");
    for (id, person) in (1_i64..).zip(people.iter()) {
        // The index of words knows the first half, but not what the first one is called now.
        if usize::try_from(id).is_ok_and(|id| id == people.len() / 2 + 1) {
            conn.execute_batch("UPDATE creator SET search = 'an older name' WHERE id = 1; COMMIT").expect("commits");
            while search::fill(&mut conn).expect("fills") {}
            conn.execute_batch("BEGIN").expect("begins");
            let known = search_text(&people[0].fields);
            conn.execute("UPDATE creator SET search = ?1 WHERE id = 1", [known]).expect("a new name");
        }
        let f = &person.fields;
        conn.execute(
            "INSERT INTO creator (id, platform, handle, name, followers, er, views, price_minor, price_currency, country, \
             language, email, bio, verdict, reason, snoozed_until, rating, do_not_contact, search, added_on, stats_on, address, \
             decided_on, updated_at) \
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,1)",
            params![
                id, f.platform, f.handle, f.name, f.followers, f.er, f.views, f.price_minor, f.price_currency, f.country,
                f.language, f.email, f.bio, person.verdict, person.reason, person.snoozed_until.map(Day), person.rating, person.blocked,
                search_text(f), Day(person.added_on), person.stats_on.map(Day), f.address,
                person.decided_on().map(Day)
            ],
        )
        .expect("a creator");
        if let Some(day) = person.typed_on {
            conn.execute(
                "INSERT INTO figure_source (creator_id, figure, day) VALUES (?1, 'er', ?2)",
                params![id, Day(day)],
            )
            .expect("a source");
        }
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
        for (note, day) in person.notes.iter().zip(&person.noted) {
            let noon = day.and_hms_opt(12, 0, 0).expect("noon").and_utc().timestamp_millis();
            conn.execute(
                "INSERT INTO note (creator_id, text, folded, written_at) VALUES (?1, ?2, ?3, ?4)",
                params![id, note, fold(note), noon],
            )
            .expect("a note");
        }
        for post in &person.posts {
            conn.execute("INSERT INTO post (creator_id, posted_on) VALUES (?1, ?2)", params![id, post.map(Day)])
                .expect("a post");
        }
        for (n, booking) in person.bookings.iter().enumerate() {
            booking.insert(&conn, id, n);
        }
    }
    conn.execute_batch("COMMIT").expect("commits");
    (folder, conn)
}

fn shown(conn: &Connection, expr: &Expr) -> Vec<i64> {
    let words = Words::of(conn, Some(expr)).expect("an index");
    let filter = where_clause(expr, today(), TierBorders::default(), &words).expect("a condition");
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
        ((rating, blocked), found, added_on, posts, bookings, [stats_on, typed_on], noted) in (
            (0_i64..6, any::<bool>()),
            prop::option::of((
                prop::option::of(prop::sample::select(vec![0, 1, 6, 50, 100])),
                prop::option::of(prop::sample::select(vec![-3.0, 0.0, 6.0, 6.049, 50.0])), 0_usize..40, any::<bool>()
            )), prop_oneof![a_day(), Just(today() - Days::new(100))], prop::collection::vec(prop::option::of(a_day()), 0..3),
            prop::collection::vec(booking(), 0..3),
            prop::array::uniform2(prop::option::of(prop::sample::select(vec![today() - Days::new(90), today() - Days::new(91)]))),
            prop::collection::vec(a_day(), 3)
        ),
    ) -> Person {
        let fields = CreatorFields {
            name, followers, er, views, price_minor: price, price_currency: currency.parse::<Currency>().expect("a currency"),
            country: country.to_owned(), language: language.to_owned(), email: email.to_owned(), bio,
            // Anyone who has one in these files is of no country.
            address: if country.is_empty() { "1 Main Street".to_owned() } else { String::new() },
            ..CreatorFields::new(Platform::TikTok, Handle::parse(handle).expect("a handle"))
        };
        // Twice in one batch nobody is.
        let bookings = bookings.into_iter().enumerate().map(|(n, mut booking)| {
            booking.batch = format!("Batch {n}");
            booking
        }).collect();
        let noted = noted.into_iter().take(notes.len()).collect();
        Person {
            fields, tags, notes, verdict, reason: reason.to_owned(), snoozed_until, rating, blocked, added_on, posts, stats_on, typed_on, noted,
            bookings, duplicate: false, found,
        }
    }
}

/// People with different accounts: the same handle is on three platforms at most.
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
        "america",
        "cana",
        "b",
        "price",
        "batch 0",
        "fake",
        "few-comments",
        "er-low",
        "posted",
        "closed",
        "skincare/acne",
    ])
    .prop_map(Word::new)
}

fn set_value() -> impl Strategy<Value = SetValue> {
    let beginning = prop_oneof![word(), Just(Word::new(""))];
    prop_oneof![3 => word().prop_map(SetValue::Is), 1 => beginning.prop_map(SetValue::Prefix), 1 => Just(SetValue::None)]
}

fn amount() -> impl Strategy<Value = Amount> {
    use crate::domain::filter::Unit;
    prop::sample::select(vec![
        "0", "1", "6", "6.5", "50", "250.49", "10k", "1000", "99999", "3", "-20", "0.5", "2", "4.1",
    ])
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
    let words = prop::sample::select(vec![
        Field::Handle,
        Field::Of(CreatorField::Name),
        Field::Of(CreatorField::Bio),
        Field::Note,
        Field::Of(CreatorField::Email),
        Field::Found,
        Field::Of(CreatorField::FoundVia),
        Field::Of(CreatorField::Address),
    ]);
    let sets = prop::sample::select(vec![
        Field::Niche,
        Field::Tag,
        Field::Tier,
        Field::Status,
        Field::Of(CreatorField::Country),
        Field::Of(CreatorField::Language),
        Field::Reason,
        Field::Platform,
        Field::Campaign,
        Field::Batch,
        Field::Code,
        Field::Flag,
        Field::Stage,
        Field::In,
    ]);
    let numbers = prop::sample::select(vec![
        Field::Of(CreatorField::Followers),
        Field::Of(CreatorField::Er),
        Field::Of(CreatorField::Views),
        Field::Of(CreatorField::Price),
        Field::Cpm,
        Field::Rating,
        Field::Posts,
        Field::Orders,
        Field::Score,
        Field::Growth,
        Field::Spend,
        Field::Sales,
        Field::Cpa,
        Field::Roas,
        Field::Roi,
        Field::Owed,
        Field::Late,
        Field::Age,
    ]);
    let dates = prop::sample::select(vec![
        Field::Added,
        Field::Until,
        Field::Decided,
        Field::Posted,
        Field::Due,
        Field::Paid,
        Field::Last,
        Field::Contacted,
        Field::Replied,
        Field::Shipped,
    ]);
    let flags = prop::sample::select(vec![
        Flag::Tagged,
        Flag::Untagged,
        Flag::Snoozed,
        Flag::Blocked,
        Flag::Duplicate,
        Flag::Due,
        Flag::Overdue,
        Flag::Paid,
        Flag::Unpaid,
        Flag::Stale,
        Flag::Rising,
        Flag::Demo,
    ]);
    let things = || {
        prop::sample::select(vec![
            Thing::Email,
            Thing::Price,
            Thing::Rate,
            Thing::Flag,
            Thing::Note,
            Thing::Address,
            Thing::Code,
            Thing::Stats,
            Thing::Disclosure,
        ])
    };
    let values = || prop::collection::vec(set_value(), 1..3);
    prop_oneof![
        word().prop_map(Term::Text),
        (words, values(), any::<bool>()).prop_map(|(field, values, negated)| Term::Words { field, values, negated }),
        (sets, values(), any::<bool>()).prop_map(|(field, values, negated)| Term::Set { field, values, negated }),
        (numbers, number_test()).prop_map(|(field, test)| Term::Number { field, test }),
        (dates, date_test()).prop_map(|(field, test)| Term::Date { field, test }),
        flags.prop_map(Term::Is),
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
            prop_assert_eq!(shown(&conn, &expr), &*expected, "{:?}", expr);
            // The list itself joins long lists as bits.
            let sort = [SortTerm { field: Field::Of(CreatorField::Followers), descending: false }];
            for sort in [&sort[..0], &sort] {
                let ids = index::list(&conn, Some(&expr), sort, ListContext::usual(today())).expect("a list");
                let mut ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
                ids.sort_unstable();
                prop_assert_eq!(ids, &*expected, "{:?}", expr);
            }
        }
    }
}

#[test]
fn every_field_is_answered() {
    let (_folder, conn) = file(&mut []);
    for field in Field::all() {
        let values: Vec<&str> = match field.kind() {
            Kind::Words => vec!["mia", "mia*", "none"],
            Kind::Set(Values::Open | Values::Tags) => vec!["x", "x*", "none"],
            Kind::Set(Values::Closed { known, .. }) => known.to_vec(),
            Kind::Number(_) => vec!["5", "..5", "none"],
            Kind::Date => vec!["today", "last7d", "none"],
            // Only the screen knows the marks.
            Kind::YesNo(words) => words.iter().copied().filter(|word| *word != Flag::Marked.word()).collect(),
            Kind::Sort => continue,
        };
        for value in values {
            let typed = format!("{}:{value}", field.name());
            let expr = parse(&typed, Calendar::day_first(today()))
                .unwrap_or_else(|error| panic!("{typed}: {error:?}"))
                .expr
                .expect("a condition");
            let listed = index::list(&conn, Some(&expr), &[], ListContext::usual(today()));
            // A view that doesn't exist is refused by its name, and odds where there is no campaign.
            let may_refuse = matches!(field, Field::View | Field::Like | Field::Odds | Field::Worth);
            assert!(listed.is_ok() || may_refuse, "{typed}: {listed:?}");
        }
    }
}

#[test]
fn every_value_is_bound() {
    let expr = parse("\"'; DROP TABLE creator; --\" niche:o'neil country:\"x' or 1\"", Calendar::day_first(today()))
        .expect("reads")
        .expr
        .expect("terms");
    let words = Words::Indexed { filled_to: 7, in_tags: std::iter::once("o'neil".to_owned()).collect() };
    let filter = where_clause(&expr, today(), TierBorders::default(), &words).expect("a condition");
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
        let expr = parse(typed, Calendar::day_first(today())).expect("reads").expr.expect("a term");
        let filter = where_clause(&expr, today(), TierBorders::default(), &Words::Read).expect("a condition");
        let sql = format!("EXPLAIN QUERY PLAN SELECT id FROM creator WHERE {}", filter.sql);
        let mut statement = conn.prepare(&sql).expect("a plan");
        let steps =
            statement.query_map(params_from_iter(&filter.params), |row| row.get::<_, String>(3)).expect("steps");
        let plan: String = steps.map(|step| step.expect("text") + "\n").collect();
        assert!(plan.contains(&format!("USING COVERING INDEX {index}")), "{typed}: {plan}");
        assert!(plan.starts_with("SEARCH creator USING INTEGER PRIMARY KEY"), "{typed}: {plan}");
    }
}
