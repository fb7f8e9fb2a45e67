//! How each creator goes through a batch: from the terms to the decision, a step a day at most, so that steps of one day can be
//! noted together.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::collaboration::{Content, Outreach, Product};
use crate::domain::creator::CreatorField;
use crate::domain::milestone::Milestone;
use crate::domain::record::Value;
use crate::domain::rights::Right;
use crate::domain::{CollaborationFields, Currency, PostingWindow};
use crate::proto::collaboration_change::{DeliverableCmd, Which};
use crate::proto::payment::PaymentFields;

use super::cast::{Campaign, Clause, Course, Part, Pay};
use super::creators::Candidate;
use super::moment::{Account, Act, BatchKey, CreatorDeed, Deed, Moment};
use super::post_url;
use super::random::whole;
use super::stage::{LENGTH, Stage};

/// Minor units of the currency that sending a parcel costs.
const SHIPPING_MINOR: i64 = 650;
/// Days from a post to its payment by the usual terms.
const NET: u64 = 15;

/// A post that went out, in one piece or several, a day apart.
pub(super) struct Post {
    pub posted_on: NaiveDate,
    pub urls: Vec<String>,
}

/// A creator in a batch, with all that was agreed.
pub(super) struct Booking<'a> {
    pub campaign: &'a Campaign,
    pub part: &'a Part,
    pub candidate: &'a Candidate,
    pub batch: &'a BatchKey,
    /// The place in the batch, which spreads what happens over the days.
    pub place: u64,
    /// How often they were booked before.
    pub before: usize,
    /// The day of the start; of the planning where there is none yet.
    pub start: NaiveDate,
    pub is_started: bool,
}

impl Booking<'_> {
    fn account(&self) -> Account {
        self.candidate.account()
    }

    fn act(&self, act: Act) -> Deed {
        Deed::Booked(self.batch.clone(), vec![self.account()], act)
    }

    fn step(&self, milestone: Milestone) -> Deed {
        self.act(Act::Step(milestone))
    }

    /// So many days after the first message.
    fn day(&self, days: u64) -> NaiveDate {
        self.start + Days::new(self.part.lag + days)
    }

    /// The fee: what small creators ask for rises far slower than their views, and with every booking.
    #[expect(clippy::cast_precision_loss, reason = "views are far below 2^53")]
    fn fee_minor(&self) -> i64 {
        self.part.fee.unwrap_or_else(|| {
            let views = self.candidate.record.fields.views.unwrap_or(6_000) as f64;
            let grown = 1.0 + 0.12 * self.before as f64;
            whole((5_000.0 + views * 0.75).clamp(6_000.0, 34_000.0) * grown) / 500 * 500
        })
    }

    /// The promo code of the creator.
    pub(super) fn code(&self) -> String {
        self.part.code.map_or_else(
            || {
                let letters = self.candidate.record.fields.handle.as_str().chars().filter(char::is_ascii_alphanumeric);
                let word: String = letters.take(9).collect();
                format!("{}{}", word.to_uppercase(), if self.place.is_multiple_of(2) { "15" } else { "10" })
            },
            str::to_owned,
        )
    }

    /// The mark of the creator's link in this batch.
    pub(super) fn mark(&self) -> String {
        let letters = self.batch.campaign.chars().filter(char::is_ascii_alphabetic).take(4);
        let handle = self.candidate.record.fields.handle.as_str().replace(['.', '_'], "-");
        let number = self.batch.batch.chars().filter(char::is_ascii_digit);
        format!("{}{}-{handle}", letters.collect::<String>().to_lowercase(), number.collect::<String>())
    }

    /// What the rights cost, where it is one price: each of several is an amount of its own once the right is there.
    fn rights_minor(&self) -> Option<i64> {
        let mut prices = self.part.rights.iter().filter_map(|clause| clause.price_minor);
        let first = prices.next();
        first.filter(|_| prices.next().is_none())
    }

    fn terms(&self) -> CollaborationFields {
        let platform = self.candidate.record.fields.platform;
        CollaborationFields {
            fee: Some(self.fee_minor()),
            product_cost: Some(self.campaign.goods_minor),
            shipping_cost: Some(SHIPPING_MINOR),
            rights_cost: self.rights_minor(),
            commission: self.part.commission_bp,
            // A code that two creators share can't be typed; the tracker brings it.
            codes: if self.part.code.is_none() { vec![self.code()] } else { Vec::new() },
            link: format!("https://shop.example.com/?utm_source={}&utm_content={}", platform.word(), self.mark()),
            item: self.campaign.sells.to_owned(),
            deliverables: self.part.promise.to_owned(),
            pay_terms: self.part.terms.to_owned(),
            posting_window: self.is_started.then(|| PostingWindow { from: None, until: self.day(20) }),
            note: self.part.note.to_owned(),
            ..CollaborationFields::default()
        }
    }

    /// The day of the answer.
    fn answered_on(&self) -> NaiveDate {
        self.day(1 + self.place % 2)
    }

    /// The form once the parcel has left, with its carrier and number.
    fn sent(&self) -> CollaborationFields {
        let number = 10_000 + (self.place * 7_919 + u64::from(self.start.ordinal()) * 1_013) % 90_000;
        CollaborationFields {
            contacted_on: Some(self.day(0)),
            replied_on: Some(self.answered_on()),
            shipped_on: Some(self.day(5)),
            codes: vec![self.code()],
            carrier: "USPS".to_owned(),
            tracking: format!("9400 1000 {number}"),
            ..self.terms()
        }
    }

    /// Tells the whole booking, and returns the post where one goes out.
    pub(super) fn tell(&self, stage: &mut Stage<'_>) -> Option<Post> {
        let planned = if self.is_started { self.start - Days::new(2) } else { self.start };
        stage.on(planned, self.act(Act::Terms(Box::new(self.terms()))));
        if !self.is_started {
            return None;
        }
        stage.on(self.day(0), self.step(Milestone::Talk(Outreach::Contacted)));
        match self.part.course {
            Course::Silent => self.nobody_answers(stage),
            Course::Declines => {
                stage.on(self.day(2), self.step(Milestone::Talk(Outreach::Replied)));
                stage.on(self.day(3), self.step(Milestone::Talk(Outreach::Declined)));
            }
            Course::Haggles => stage.on(self.day(4), self.step(Milestone::Talk(Outreach::Negotiating))),
            _ => return self.is_agreed(stage),
        }
        None
    }

    fn nobody_answers(&self, stage: &mut Stage<'_>) {
        for after in [3, 7, 14] {
            stage.on(self.day(after), self.step(Milestone::Talk(Outreach::FollowedUp)));
        }
        stage.on(self.day(24), self.step(Milestone::Talk(Outreach::NoResponse)));
    }

    fn is_agreed(&self, stage: &mut Stage<'_>) -> Option<Post> {
        stage.on(self.answered_on(), self.step(Milestone::Talk(Outreach::Replied)));
        stage.on(self.day(3), self.step(Milestone::Talk(Outreach::Agreed)));
        if self.before == 0 {
            stage.on(self.day(3), self.how_to_reach());
        }
        stage.on(self.day(4), self.step(Milestone::Content(Content::BriefSent)));
        stage.on(self.day(5), self.step(Milestone::Parcel(Product::Shipped)));
        stage.on(self.day(5), self.act(Act::Terms(Box::new(self.sent()))));
        let mut arrives = 8 + self.place % 3;
        match self.part.course {
            Course::Loses => {
                stage.on(self.day(18), self.step(Milestone::Parcel(Product::Lost)));
                return None;
            }
            Course::PostsAfterLoss => {
                stage.on(self.day(14), self.step(Milestone::Parcel(Product::Lost)));
                stage.on(self.day(15), self.step(Milestone::Parcel(Product::Shipped)));
                arrives += 11;
            }
            _ => {}
        }
        stage.on(self.day(arrives), self.step(Milestone::Parcel(Product::Delivered)));
        if self.part.course == Course::Misses {
            stage.on(self.day(30), self.step(Milestone::Content(Content::Missed)));
            // So that the fee is no longer agreed.
            stage.on(self.day(31), self.step(Milestone::Talk(Outreach::Declined)));
            self.is_decided(stage);
            return None;
        }
        let mut day = arrives + 2;
        stage.on(self.day(day), self.step(Milestone::Content(Content::DraftIn)));
        for _ in 0..self.part.rounds {
            stage.on(self.day(day + 1), self.step(Milestone::Content(Content::ChangesAsked)));
            stage.on(self.day(day + 3), self.step(Milestone::Content(Content::DraftIn)));
            day += 3;
        }
        stage.on(self.day(day + 1), self.step(Milestone::Content(Content::Approved)));
        let posted_on = self.day((day + 3).max(14) + self.part.late);
        self.is_out(stage, posted_on)
    }

    /// What is asked for once both sides agreed: where the parcel goes, and how they are paid.
    fn how_to_reach(&self) -> Deed {
        let fields = &self.candidate.record.fields;
        let text = |text: &str| Value::Text(text.to_owned());
        let method = if fields.country == "us" { "bank transfer" } else { "PayPal" };
        let mut facts = vec![(CreatorField::PayMethod, text(method))];
        if fields.address.is_empty() {
            let number = fields.followers.unwrap_or(0) % 90 + 1;
            facts.push((CreatorField::Address, text(&format!("{number} Sample Street, Exampleton"))));
        }
        if fields.email.is_empty() {
            let name = fields.handle.as_str().trim_matches('.');
            facts.push((CreatorField::Email, text(&format!("{name}@example.com"))));
        }
        if fields.country == "us" && self.place % 3 != 2 {
            facts.push((CreatorField::W9On, Value::Day(Some(self.day(3)))));
        }
        Deed::Creators(vec![self.account()], CreatorDeed::Fill(facts))
    }

    /// The post, its bill, its rights and what comes of it.
    fn is_out(&self, stage: &mut Stage<'_>, posted_on: NaiveDate) -> Option<Post> {
        if !stage.has_come(posted_on) {
            return None;
        }
        let fields = &self.candidate.record.fields;
        let pieces: usize = if self.part.promise == "1 video" { 1 } else { 2 };
        let urls: Vec<String> = (0..pieces)
            .map(|piece| {
                let drawn = stage.random.below(90_000_000_000) as u64;
                // The number of a post holds the second in which it was made.
                let midnight = (posted_on + Days::new(piece as u64)).and_time(chrono::NaiveTime::MIN);
                let second = midnight.and_utc().timestamp().cast_unsigned() + drawn % 80_000;
                post_url(fields.platform, fields.handle.as_str(), (second << 32) | (drawn % 0xffff_ffff))
            })
            .collect();
        for (number, url) in (1..).zip(&urls) {
            let on = posted_on + Days::new(number as u64 - 1);
            let post = DeliverableCmd::Post { which: Which::Number(number), url: url.clone(), on: Some(on) };
            stage.on(on, self.act(Act::Deliverable(post)));
        }
        if self.place.is_multiple_of(2) {
            stage.on(posted_on + Days::new(2), self.step(Milestone::Content(Content::Verified)));
        }
        for clause in self.part.rights {
            stage.on(posted_on, self.act(Act::Right(right(clause, posted_on))));
        }
        self.is_paid(stage, posted_on);
        self.is_decided(stage);
        Some(Post { posted_on, urls })
    }

    fn is_paid(&self, stage: &mut Stage<'_>, posted_on: NaiveDate) {
        let net = match self.part.terms {
            "net 60 from posted" => 60,
            "net 7 from posted" => 7,
            _ => NET,
        };
        // What is promised in two pieces is owed once both are out.
        let out_on = if self.part.promise == "1 video" { posted_on } else { posted_on + Days::new(1) };
        let due_on = out_on + Days::new(net);
        if self.place % 3 != 1 {
            let invoiced_on = out_on + Days::new(1);
            let letters: String =
                self.candidate.record.fields.name.split(' ').filter_map(|word| word.chars().next()).collect();
            let number = format!("{letters}-{}", invoiced_on.format("%y%m"));
            stage.on(invoiced_on, self.act(Act::Invoice(number)));
        }
        let all = PaymentFields {
            reference: format!("{} {}", self.campaign.sells, self.batch.batch),
            ..PaymentFields::default()
        };
        let (on, fields) = match self.part.pay {
            Pay::OnTime => (due_on - Days::new(2 + self.place % 4), all),
            Pay::Late(days) => (due_on + Days::new(days), all),
            Pay::Half(days) => (due_on - Days::new(days), PaymentFields { minor: Some(self.fee_minor() / 2), ..all }),
            Pay::Pounds => {
                let rate_e6 = if stage.market.currency == Currency::USD { 1_270_000 } else { 1_170_000 };
                let pounds = "GBP".parse().ok();
                (due_on - Days::new(1), PaymentFields { currency: pounds, rate_e6: Some(rate_e6), ..all })
            }
            Pay::Open => return,
        };
        stage.on(on, self.act(Act::Pay(fields)));
        // The last months of a commission come after the fee.
        if self.part.commission_bp.is_some() {
            stage.on(on + Days::new(32), self.act(Act::Pay(PaymentFields::default())));
        }
    }

    fn is_decided(&self, stage: &mut Stage<'_>) {
        let decided_on = self.start + Days::new(LENGTH + 4);
        if let Some(decision) = self.part.decision {
            stage.on(decided_on, self.step(Milestone::Decision(decision)));
        }
        if let Some(again) = self.part.again {
            stage.on(decided_on, self.act(Act::BookAgain(again)));
        }
    }
}

fn right(clause: &Clause, posted_on: NaiveDate) -> Right {
    Right {
        kind: clause.kind,
        starts_on: Some(posted_on),
        ends_on: Some(posted_on + Days::new(clause.days)),
        price_minor: clause.price_minor,
        detail: clause.detail.to_owned(),
    }
}

/// Puts steps that several creators of a batch took on one day into one moment, as a person who marks them all does.
pub(super) fn together(moments: Vec<Moment>) -> Vec<Moment> {
    let mut all: Vec<Moment> = Vec::with_capacity(moments.len());
    for moment in moments {
        let Deed::Booked(batch, who, act @ (Act::Step(_) | Act::BookAgain(_))) = &moment.deed else {
            all.push(moment);
            continue;
        };
        let same =
            all.iter_mut().rev().take_while(|known| known.day == moment.day).find_map(|known| match &mut known.deed {
                Deed::Booked(known, with, same) if known == batch && same == act => Some(with),
                _ => None,
            });
        match same {
            Some(with) => with.extend(who.iter().cloned()),
            None => all.push(moment),
        }
    }
    all
}
