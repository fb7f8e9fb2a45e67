//! One collaboration in sentences: what comes next, how each track stands, what happened.

use chrono::NaiveDate;

use crate::domain::collaboration::{Content, Outreach, Payment, Product, Rights};
use crate::domain::day::{dayed, relative, short};
use crate::domain::milestone::Track;
use crate::domain::next_step::NextStep;
use crate::domain::payable::{Payable, Purpose};
use crate::domain::{AmountState, CostKind, Currency, DeliverableKind, Money};
use crate::proto::collaboration::{AmountDays, CollaborationPage, DeliverableRow, Logged};
use crate::words::affected::Affected;
use crate::words::next_step;

/// What is to be done next: `ship the parcel by Tue, Dec 1 (in 3 days)`.
pub fn next(page: &CollaborationPage, today: NaiveDate) -> String {
    let open = page.next(today);
    if open.step == NextStep::Nothing && page.tracks.has_ended() {
        return "nothing; the talk has ended".to_owned();
    }
    let kinds: Vec<DeliverableKind> = page.deliverables.iter().map(|row| row.kind).collect();
    next_step::open(open, &kinds, page.currency, today)
}

/// Says whether you would book creators again: `You would book @mia again.`
pub fn book_again(affected: &Affected, answer: &str) -> String {
    match answer {
        "yes" => format!("You would book {} again.", affected.all()),
        "no" => format!("You would not book {} again.", affected.all()),
        _ => format!("Whether you would book {} again is open.", affected.all()),
    }
}

/// How a track stands, with its days: `agreed · contacted Oct 23 · replied Oct 27`.
pub fn track(page: &CollaborationPage, track: Track, today: NaiveDate) -> String {
    let tracks = page.tracks;
    let (stands, details) = match track {
        Track::Outreach => (tracks.outreach.word(), talk(page, today)),
        Track::Product => (tracks.product.word(), parcel(page, today)),
        Track::Content => (tracks.content.word(), content(page, today)),
        Track::Rights => (tracks.rights.word(), rights(page, today)),
        Track::Money => (paying(page, today).word(), money(page, today)),
        Track::Decision => (tracks.decision.word(), logged_on(page, "decision", today)),
    };
    // A detail with its day says more than the word alone.
    let is_said = details.iter().any(|detail| detail.starts_with(stands));
    let stands = Some(stands.to_owned()).filter(|_| !is_said);
    stands.into_iter().chain(details).collect::<Vec<_>>().join(" · ")
}

/// Each step of the talk with its day, oldest first; one that was made several times with how often and its last day.
fn talk(page: &CollaborationPage, today: NaiveDate) -> Vec<String> {
    let mut steps: Vec<(Outreach, usize, NaiveDate)> = Vec::new();
    for row in page.log.iter().rev() {
        let Logged::Talk(step) = row.what else { continue };
        match steps.iter_mut().find(|(known, ..)| *known == step) {
            Some((_, times, on)) => (*times, *on) = (*times + 1, row.on),
            None => steps.push((step, 1, row.on)),
        }
    }
    let said = |(step, times, on): (Outreach, usize, NaiveDate)| match times {
        1 => format!("{} {}", step.word(), dayed(on, today)),
        times => format!("{} {times} times, last {}", step.word(), dayed(on, today)),
    };
    steps.into_iter().map(said).collect()
}

fn parcel(page: &CollaborationPage, today: NaiveDate) -> Vec<String> {
    let fields = &page.fields;
    let days = [
        (Product::Shipped, fields.shipped_on),
        (Product::Delivered, fields.delivered_on),
        (Product::Lost, fields.lost_on),
    ];
    let known = days.into_iter().filter_map(|(step, on)| Some(format!("{} {}", step.word(), dayed(on?, today))));
    known.chain(logged_on(page, "product", today)).collect()
}

fn content(page: &CollaborationPage, today: NaiveDate) -> Vec<String> {
    let posted = page.deliverables.iter().filter(|row| row.progress.content() == Some(Content::Posted)).count();
    match page.deliverables.as_slice() {
        [] => logged_on(page, "content", today),
        [one] => progress(one, today),
        several => vec![format!("{posted} of {} posted", several.len())],
    }
}

/// The days of a deliverable, oldest step first: `draft Nov 10 · approved Nov 11 · posted Nov 14`.
pub fn progress(row: &DeliverableRow, today: NaiveDate) -> Vec<String> {
    let progress = row.progress;
    let rounds = match row.feedback_rounds {
        0 | 1 => "changes asked".to_owned(),
        rounds => format!("changes asked {rounds} times, last"),
    };
    let days = [
        ("draft", progress.draft_on),
        (rounds.as_str(), progress.changes_on),
        ("approved", progress.approved_on),
        ("posted", progress.posted_on),
        ("missed", progress.missed_on),
    ];
    let mut known: Vec<String> =
        days.into_iter().filter_map(|(word, on)| Some(format!("{word} {}", dayed(on?, today)))).collect();
    if progress.has_post && progress.posted_on.is_none() {
        known.push("posted, day unknown".to_owned());
    }
    known
}

fn rights(page: &CollaborationPage, today: NaiveDate) -> Vec<String> {
    let last = page.rights.iter().filter_map(|(_, right)| right.ends_on).max();
    match (page.tracks.rights, last) {
        (Rights::Granted, Some(end)) => vec![format!("until {}", relative(end, today))],
        (Rights::Expired, Some(end)) => vec![format!("ended {}", dayed(end, today))],
        _ => logged_on(page, "rights", today),
    }
}

/// How far paying has come: what is past its day is overdue, and nothing is paid of which a commission is left.
fn paying(page: &CollaborationPage, today: NaiveDate) -> Payment {
    let is_open = page.left_minor() > 0;
    match page.tracks.payment {
        _ if is_open && page.due_on().is_some_and(|due| due < today) => Payment::Overdue,
        Payment::Paid if is_open => Payment::PartPaid,
        kept => kept,
    }
}

fn money(page: &CollaborationPage, today: NaiveDate) -> Vec<String> {
    let money = |minor| Money::new(minor, page.currency).exact();
    let left = page.left_minor();
    let mut said = Vec::new();
    if left > 0 {
        said.push(format!("{} left", money(left)));
    }
    said.extend(page.due_on().map(|due| format!("due {}", relative(due, today))));
    match page.payments.as_slice() {
        [] => {}
        [paid] => said.push(format!("paid {} {}", paid.money.exact(), dayed(paid.on, today))),
        [all @ .., last] => {
            let sum = all.iter().fold(last.settles_minor, |sum, paid| sum.saturating_add(paid.settles_minor));
            said.push(format!("paid {}, last {}", money(sum), dayed(last.on, today)));
        }
    }
    said
}

/// How the commission of a month stands: `Oct 2026 · $4.00 paid · $6.00 left · due Sun, Nov 15`.
pub fn commission(row: &Payable, today: NaiveDate) -> String {
    let money = |minor| Money::new(minor, row.currency).exact();
    let mut said = Vec::new();
    if let Purpose::Commission(month) = row.purpose {
        said.push(month.name());
    }
    said.push(row.state.word().to_owned());
    said.extend(row.paid_on.filter(|_| row.is_paid()).map(|on| dayed(on, today)));
    if row.paid_minor > 0 && !row.is_paid() {
        said.extend([format!("{} paid", money(row.paid_minor)), format!("{} left", money(row.left_minor()))]);
    }
    said.extend(row.due_on.filter(|_| !row.is_paid()).map(|due| format!("due {}", short(due, today))));
    said.join(" · ")
}

/// Steps of a track that have no home but the log, oldest first.
fn logged_on(page: &CollaborationPage, wanted: &str, today: NaiveDate) -> Vec<String> {
    let rows = page.log.iter().rev().filter_map(|row| match &row.what {
        Logged::Step(track, word) if track == wanted => Some(format!("{word} {}", dayed(row.on, today))),
        _ => None,
    });
    rows.collect()
}

/// How far an amount has come, with the day of each change and what is left of a part payment:
/// `agreed Oct 29 · owed Nov 15 · $50.00 paid · $130.00 left · due Mon, Nov 30`.
pub fn amount(row: &AmountDays, currency: Currency, today: NaiveDate) -> String {
    // The last day is that of the state it is in.
    let mut said: Vec<String> =
        row.days.iter().map(|(state, on)| format!("{} {}", state.word(), dayed(*on, today))).collect();
    if row.days.last().is_none_or(|(state, _)| *state != row.state) {
        said.push(row.state.word().to_owned());
    }
    if !row.invoice.is_empty() {
        said.push(format!("invoice {}", row.invoice));
    }
    if (1..row.minor).contains(&row.paid_minor) && !row.state.is_settled() {
        let [paid, left] = [row.paid_minor, row.left_minor()].map(|minor| Money::new(minor, currency).exact());
        said.extend([format!("{paid} paid"), format!("{left} left")]);
    }
    said.extend(row.due_on.filter(|_| row.left_minor() > 0).map(|due| format!("due {}", short(due, today))));
    said.join(" · ")
}

/// The sums of all amounts by their state, those above 0: `offered $20.00, agreed $180.00`, then what is left to pay.
pub fn sums(page: &CollaborationPage) -> String {
    let money = |minor| Money::new(minor, page.currency).exact();
    let states =
        [AmountState::Offered, AmountState::Agreed, AmountState::Owed, AmountState::Paid, AmountState::Released];
    let by_state = states.into_iter().map(|state| (state.word(), page.sum(state)));
    let all = by_state.chain([("left to pay", page.left_minor())]).filter(|(_, minor)| *minor > 0);
    let said = all.map(|(word, minor)| format!("{word} {}", money(minor))).collect::<Vec<_>>();
    if said.is_empty() { "no amounts yet".to_owned() } else { said.join(", ") }
}

/// When the parcel has to leave to be there for the posting window, and whether it is late for that; nothing without a window.
pub fn lead_time(page: &CollaborationPage, today: NaiveDate) -> Option<(String, bool)> {
    let (window, by) = (page.fields.posting_window?, page.ship_by()?);
    let goal = match window.from {
        Some(from) => format!("to post from {}", dayed(from, today)),
        None => format!("to post by {}", dayed(window.until, today)),
    };
    let days = |count: i64| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    let lead = format!("{} lead time", days(page.lead_days));
    let said = format!("ship by {} {goal} ({lead})", dayed(by, today));
    match page.fields.shipped_on {
        Some(shipped) if shipped > by => Some((format!("{said}; left {} late", days((shipped - by).num_days())), true)),
        Some(_) => Some((format!("{said}; left in time"), false)),
        None if page.tracks.product.was_sent() => Some((said, false)),
        None if today > by => Some((format!("{said}; {} late", days((today - by).num_days())), true)),
        None => Some((said, false)),
    }
}

/// Something that happened: `shipped`, `fee $165.00 agreed`, `video 1 posted`.
pub fn logged(what: &Logged, page: &CollaborationPage, today: NaiveDate) -> String {
    let money = |minor: i64| Money::new(minor, page.currency).exact();
    match what {
        Logged::Talk(step) => step.word().to_owned(),
        Logged::Parcel(step) => format!("parcel {}", step.word()),
        Logged::Step(track, word) => format!("{track}: {word}"),
        Logged::Content(number, kind, content) => format!("{} {number}: {}", kind.word(), content.word()),
        Logged::Amount(kind, minor, state) => format!("{} {} {}", kind.word(), money(*minor), state.word()),
        Logged::Invoice(number, minor) if number.is_empty() => format!("invoice for {}", money(*minor)),
        Logged::Invoice(number, minor) => format!("invoice {number} for {}", money(*minor)),
        Logged::Payment(paid, method) if method.is_empty() => format!("paid {}", paid.exact()),
        Logged::Payment(paid, method) => format!("paid {} by {method}", paid.exact()),
        Logged::Right(right, true) => format!("right begins: {}", super::rights::right(right, today)),
        Logged::Right(right, false) => format!("right ended: {}", right.kind.word()),
    }
}

/// The name of a track, as the first word of a line: `Outreach`.
pub fn track_label(track: Track) -> &'static str {
    match track {
        Track::Outreach => "Outreach",
        Track::Product => "Product",
        Track::Content => "Content",
        Track::Rights => "Rights",
        Track::Money => "Money",
        Track::Decision => "Decision",
    }
}

/// What an amount is for, as the first word of a line: `Fee`.
pub fn cost(kind: CostKind) -> &'static str {
    match kind {
        CostKind::Fee => "Fee",
        CostKind::Product => "Product",
        CostKind::Shipping => "Shipping",
        CostKind::Rights => "Rights",
        CostKind::Bonus => "Bonus",
        CostKind::Boost => "Boost",
        CostKind::Other => "Other",
    }
}
