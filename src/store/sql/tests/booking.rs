//! One collaboration of a made-up person, and what follows from it by the rules of the trade.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use proptest::prelude::*;
use rusqlite::{Connection, params};
use strum::IntoEnumIterator;

use crate::domain::collaboration::{Content, Decision, Outreach, Payment, Product, Rights, Stage, Tracks};
use crate::domain::payable::Month;
use crate::domain::text::fold;
use crate::domain::{AmountState, CostKind, Currency};
use crate::store::row::Day;

use super::{a_day, tag, text, today};

/// One creator in one batch.
#[derive(Clone, Debug)]
pub(super) struct Booking {
    pub(super) campaign: String,
    pub(super) batch: String,
    pub(super) codes: Vec<String>,
    tracks: Tracks,
    commission_bp: i64,
    /// What it costs, each amount for something and in some state.
    costs: Vec<(CostKind, AmountState, i64)>,
    /// State, whether in the campaign's currency, net and day of each order.
    orders: Vec<(&'static str, bool, i64, NaiveDate)>,
    /// When each payment was made; it is for nothing else.
    payments: Vec<NaiveDate>,
    /// When each task is due, and whether it is done.
    tasks: Vec<(NaiveDate, bool)>,
    /// Days of message, answer and parcel.
    pub(super) days: [Option<NaiveDate>; 3],
}

impl Booking {
    /// Every campaign has a currency and perhaps a margin, by its name.
    fn terms(&self) -> (Currency, Option<i64>) {
        match fold(&self.campaign).len() % 3 {
            0 => (Currency::USD, Some(6_000)),
            1 => ("JPY".parse().expect("a currency"), Some(2_550)),
            _ => (Currency::USD, None),
        }
    }

    pub(super) fn currency(&self) -> Currency {
        self.terms().0
    }

    pub(super) fn margin_bp(&self) -> Option<i64> {
        self.terms().1
    }

    fn sold(&self) -> impl Iterator<Item = i64> {
        self.orders.iter().filter(|(state, same, ..)| *state == "sale" && *same).map(|(_, _, net, _)| *net)
    }

    pub(super) fn sales(&self) -> i64 {
        i64::try_from(self.sold().count()).expect("few")
    }

    pub(super) fn net_minor(&self) -> i64 {
        self.sold().sum()
    }

    pub(super) fn spend_minor(&self) -> i64 {
        let counting = self.costs.iter().filter(|(kind, state, _)| state.counts(*kind, self.tracks.product));
        let costs: i64 = counting.map(|(.., amount)| amount).sum();
        let commission = i128::from(self.net_minor().max(0)) * i128::from(self.commission_bp);
        costs + crate::domain::money::div_round(commission, 10_000).expect("no zero")
    }

    /// The fee that was not released.
    pub(super) fn fee_minor(&self) -> Option<i64> {
        let fees =
            self.costs.iter().filter(|(kind, state, _)| *kind == CostKind::Fee && *state != AmountState::Released);
        fees.map(|(.., amount)| *amount).reduce(|a, b| a + b)
    }

    /// All that was noted and not released.
    pub(super) fn planned_minor(&self) -> i64 {
        let standing = self.costs.iter().filter(|(_, state, _)| *state != AmountState::Released);
        standing.map(|(.., amount)| amount).sum()
    }

    /// Whether a parcel is still to go to the creator.
    pub(super) fn is_to_ship(&self) -> bool {
        let goods = self
            .costs
            .iter()
            .any(|(kind, state, amount)| kind.goes_with_the_parcel() && *state != AmountState::Released && *amount > 0);
        let goes_on =
            !matches!(self.tracks.outreach, Outreach::Declined | Outreach::NoResponse) && !self.tracks.is_posted();
        self.tracks.product == Product::ToShip || self.tracks.product == Product::NotNeeded && goods && goes_on
    }

    pub(super) fn stage(&self) -> Stage {
        let mut for_them = self.costs.iter().filter(|(kind, ..)| kind.is_for_the_creator());
        let is_settled =
            for_them.all(|(_, state, amount)| *amount == 0 || state.is_settled()) && self.commissions().is_empty();
        self.tracks.stage(self.orders.iter().any(|(state, ..)| *state == "sale"), is_settled)
    }

    pub(super) fn is_verified(&self) -> bool {
        self.tracks.content == Content::Verified
    }

    pub(super) fn is_owed(&self) -> bool {
        let agreed = self.costs.iter().any(|(kind, state, amount)| {
            kind.is_for_the_creator() && matches!(state, AmountState::Agreed | AmountState::Owed) && *amount > 0
        });
        !matches!(self.tracks.payment, Payment::NothingOwed | Payment::Agreed | Payment::Paid)
            || agreed && self.tracks.payment != Payment::Paid
            || !self.commissions().is_empty()
    }

    /// What is owed now. The months of commission in these files have not ended.
    pub(super) fn owed_minor(&self) -> i64 {
        let owed = self.costs.iter().filter(|(kind, state, _)| {
            kind.is_for_the_creator() && *state == AmountState::Owed && self.tracks.payment != Payment::Paid
        });
        owed.map(|(.., amount)| *amount).sum()
    }

    /// The months of which a commission is to be paid, by their last days.
    fn commissions(&self) -> Vec<NaiveDate> {
        let mut sold: Vec<_> = self
            .orders
            .iter()
            .filter(|(state, same, ..)| *state == "sale" && *same)
            .map(|order| (order.3, order.2))
            .collect();
        sold.sort_unstable();
        let (mut net, mut most, mut months) = (0, 0, Vec::new());
        for month in sold.chunk_by(|(one, _), (other, _)| Month::of(*one) == Month::of(*other)) {
            net += month.iter().map(|(_, net)| net).sum::<i64>();
            let share = i128::from(net.max(0)) * i128::from(self.commission_bp);
            let share = crate::domain::money::div_round(share, 10_000).expect("no zero");
            if share > most {
                most = share;
                let first = month[0].0.with_day(1).expect("a first day");
                months.push(first + Months::new(1) - Days::new(1));
            }
        }
        months
    }

    pub(super) fn is_paid(&self) -> bool {
        self.tracks.payment == Payment::Paid || self.paid().is_some()
    }

    pub(super) fn paid(&self) -> Option<NaiveDate> {
        self.payments.iter().copied().max()
    }

    /// When what is owed is due, by Net 15 from the day on which an amount became owed, which is the first of March, and from the
    /// end of a month of commission.
    pub(super) fn payments_due(&self) -> impl Iterator<Item = NaiveDate> {
        let owed = self.costs.iter().filter(|(kind, state, amount)| {
            kind.is_for_the_creator()
                && *state == AmountState::Owed
                && *amount > 0
                && self.tracks.payment != Payment::Paid
        });
        let owed = owed.filter_map(|_| NaiveDate::from_ymd_opt(2026, 3, 16));
        owed.chain(self.commissions().into_iter().map(|end| end + Days::new(15)))
    }

    /// When each task is due that is not done.
    pub(super) fn tasks_due(&self) -> impl Iterator<Item = NaiveDate> {
        self.tasks.iter().filter(|(_, done)| !done).map(|(due, _)| *due)
    }

    pub(super) fn due(&self) -> Option<NaiveDate> {
        self.payments_due().chain(self.tasks_due()).min()
    }

    /// Adds up the amounts in a state.
    pub(super) fn minor_in(&self, wanted: AmountState) -> i64 {
        self.costs.iter().filter(|(_, state, _)| *state == wanted).map(|(.., amount)| amount).sum()
    }

    pub(super) fn last_sale(&self) -> Option<NaiveDate> {
        self.orders.iter().filter(|(state, ..)| *state == "sale").map(|(.., day)| *day).max()
    }

    pub(super) fn insert(&self, conn: &Connection, creator: i64, n: usize) {
        let (currency, margin) = self.terms();
        conn.execute(
            "INSERT INTO campaign (name, folded, currency, margin_bp, updated_at) VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT DO NOTHING",
            params![self.campaign, fold(&self.campaign), currency, margin],
        )
        .expect("a campaign");
        conn.execute(
            "INSERT INTO batch (campaign_id, name, folded, updated_at) SELECT id, ?1, ?2, 1 FROM campaign WHERE folded = ?3 \
             ON CONFLICT DO NOTHING",
            params![self.batch, fold(&self.batch), fold(&self.campaign)],
        )
        .expect("a batch");
        let Tracks { outreach, product, content, rights, payment, decision } = self.tracks;
        conn.execute(
            "INSERT INTO collaboration (batch_id, creator_id, outreach, product, content, rights, money, decision, \
             commission_bp, contacted_on, replied_on, shipped_on, updated_at) \
             SELECT batch.id, ?1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1 FROM batch \
             JOIN campaign ON campaign.id = campaign_id WHERE batch.folded = ?2 AND campaign.folded = ?3",
            params![
                creator,
                fold(&self.batch),
                fold(&self.campaign),
                outreach,
                product,
                content,
                rights,
                payment,
                decision,
                self.commission_bp,
                self.days[0].map(Day),
                self.days[1].map(Day),
                self.days[2].map(Day),
            ],
        )
        .expect("a collaboration");
        let id = conn.last_insert_rowid();
        for code in &self.codes {
            conn.execute(
                "INSERT INTO code (collaboration_id, code, folded) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                params![id, code, fold(code)],
            )
            .expect("a code");
        }
        for (kind, state, amount) in &self.costs {
            conn.execute(
                "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (?1, ?2, ?3, ?4, '2026-03-01')",
                params![id, kind, amount, state],
            )
            .expect("a cost");
        }
        for (at, (state, same, net, day)) in self.orders.iter().enumerate() {
            let currency = if *same { currency.code() } else { "EUR" };
            conn.execute(
                "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, \
                 collaboration_id) VALUES ('shopify', ?1, 1, ?2, ?3, ?4, ?4, ?5, ?6)",
                params![format!("{creator} {n} {at}"), Day(*day), currency, net, state, id],
            )
            .expect("an order");
        }
        for paid in &self.payments {
            conn.execute(
                "INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on) VALUES (?1, 5, 'USD', ?2)",
                params![id, Day(*paid)],
            )
            .expect("a payment");
        }
        for (at, (due, done)) in self.tasks.iter().enumerate() {
            // A task knows its collaboration, or only the creator.
            let (collaboration, creator) = if at % 2 == 0 { (Some(id), None) } else { (None, Some(creator)) };
            conn.execute(
                "INSERT INTO task (collaboration_id, creator_id, kind, title, due_on, done_on) VALUES (?1, ?2, 'x', 'x', ?3, ?4)",
                params![collaboration, creator, Day(*due), done.then_some("2026-03-01")],
            )
            .expect("a task");
        }
    }
}

fn one_of<T: IntoEnumIterator + Clone + std::fmt::Debug + 'static>() -> impl Strategy<Value = T> {
    prop::sample::select(T::iter().collect::<Vec<_>>())
}

fn soon() -> impl Strategy<Value = NaiveDate> {
    (0_u64..5).prop_map(|n| today() - Days::new(2) + Days::new(n))
}

prop_compose! {
    fn tracks()(
        outreach in one_of::<Outreach>(), product in one_of::<Product>(), content in one_of::<Content>(),
        rights in one_of::<Rights>(), payment in one_of::<Payment>(), decision in one_of::<Decision>(),
    ) -> Tracks {
        Tracks { outreach, product, content, rights, payment, decision }
    }
}

prop_compose! {
    pub(super) fn booking()(
        campaign in tag(), tracks in tracks(), commission_bp in prop::sample::select(vec![0, 1_000, 1_250]),
        codes in prop::collection::vec(text().prop_filter("a code", |t| !t.is_empty()), 0..2),
        costs in prop::collection::vec((one_of::<CostKind>(), one_of::<AmountState>(),
            prop::sample::select(vec![0, 100, 5_000])), 0..4),
        orders in prop::collection::vec((prop::sample::select(vec!["sale", "sale", "pending", "sample"]),
            any::<bool>(), prop::sample::select(vec![-500, 1, 4_100, 10_000]), a_day()), 0..4),
        payments in prop::collection::vec(a_day(), 0..2),
        tasks in prop::collection::vec((soon(), any::<bool>()), 0..3),
        days in prop::array::uniform3(prop::option::of(a_day())),
    ) -> Booking {
        Booking { campaign, batch: String::new(), codes, tracks, commission_bp, costs, orders, payments, tasks, days }
    }
}

#[test]
fn the_stage_in_sql_is_the_stage_of_the_domain() {
    let conn = Connection::open_in_memory().expect("a file in memory");
    conn.execute_batch(
        "CREATE TABLE collaboration (id INTEGER PRIMARY KEY, outreach, product, content, rights, money, decision,
           batch_id, commission_bp DEFAULT 0);
         CREATE TABLE order_sum (collaboration_id, currency, state, day, net_minor); CREATE TABLE batch (id, campaign_id);
         CREATE TABLE campaign (id, currency);
         CREATE TABLE payment (collaboration_id, commission_month, amount_minor, settles_minor);
         CREATE TABLE cost_item (collaboration_id, amount_minor, state, kind DEFAULT 'fee'); CREATE INDEX cost ON cost_item (collaboration_id);
         CREATE TABLE rights (collaboration_id, ends_on); CREATE TABLE sale_order (collaboration_id, state); CREATE TABLE post (id, collaboration_id); CREATE TABLE reading (post_id);
         CREATE INDEX sale ON sale_order (collaboration_id); CREATE INDEX posted ON post (collaboration_id);",
    )
    .expect("tables");
    let mut insert = conn
        .prepare(
            "INSERT INTO collaboration (outreach, product, content, rights, money, decision) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .expect("inserts");
    let mut expected = Vec::new();
    for outreach in Outreach::iter() {
        for product in Product::iter() {
            for content in Content::iter() {
                for payment in Payment::iter() {
                    for decision in Decision::iter() {
                        for (rights, has_results, state) in [
                            (Rights::None, false, AmountState::Paid),
                            (Rights::Expired, true, AmountState::Released),
                            (Rights::Granted, true, AmountState::Paid),
                            (Rights::None, true, AmountState::Agreed),
                        ] {
                            insert
                                .execute(params![outreach, product, content, rights, payment, decision])
                                .expect("a row");
                            let id = conn.last_insert_rowid();
                            conn.execute(
                                "INSERT INTO cost_item (collaboration_id, amount_minor, state) VALUES (?1, 5, ?2)",
                                params![id, state],
                            )
                            .expect("an amount");
                            if has_results {
                                conn.execute("INSERT INTO sale_order VALUES (?1, 'sale')", [id]).expect("a sale");
                            }
                            let tracks = Tracks { outreach, product, content, rights, payment, decision };
                            expected.push(tracks.stage(has_results, state.is_settled()).word().to_lowercase());
                        }
                    }
                }
            }
        }
    }
    let sql = format!("SELECT {} FROM collaboration ORDER BY id", super::super::booked::stage());
    let mut statement = conn.prepare(&sql).expect("selects");
    let stages: Vec<String> =
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("stages");
    assert_eq!(stages, expected);
}
