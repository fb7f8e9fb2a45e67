//! The demo campaigns: three products, with tests that mostly do not pay and a few that do.

use chrono::{Days, NaiveDate, NaiveTime};

use crate::domain::order::OrderAmounts;
use crate::domain::{BatchStatus, CollaborationFields, Counts, Goal, Money, OrderState, SuccessRule};
use crate::proto::command::CampaignFields;
use crate::proto::ingest::{CollaborationRecord, Newness, OrderRecord, PaidRecord};

use super::creators::Candidate;
use super::random::{Random, whole};
use super::{Market, post_url};

/// A campaign with its batches.
#[derive(Clone, Debug)]
pub struct CampaignPlan {
    /// The fields of its form.
    pub fields: CampaignFields,
    /// Its batches, oldest first.
    pub batches: Vec<BatchPlan>,
}

/// A batch with its collaborations.
#[derive(Clone, Debug)]
pub struct BatchPlan {
    /// Name.
    pub name: String,
    /// Success rule.
    pub rule: SuccessRule,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Its status today.
    pub status: BatchStatus,
    /// Its creators as the tracker knew them before the start: terms and codes, no posts.
    pub terms: Vec<CollaborationRecord>,
    /// The same rows with posts, as the tracker stood on these days.
    pub readings: Vec<(NaiveDate, Vec<CollaborationRecord>)>,
}

/// An amount owed to a creator, with its dates.
#[derive(Clone, Debug)]
pub struct PaymentPlan {
    /// Campaign by name.
    pub campaign: String,
    /// Batch by name.
    pub batch: String,
    /// The creator's handle.
    pub handle: String,
    /// Minor units.
    pub amount_minor: i64,
    /// When it was agreed.
    pub agreed_on: NaiveDate,
    /// When the invoice came.
    pub invoiced_on: NaiveDate,
    /// When it is due: Net 15 from the invoice.
    pub due_on: NaiveDate,
    /// When it was paid, if it was.
    pub paid_on: Option<NaiveDate>,
}

/// A product: campaign, price in minor units, cost of goods, and its batches as (start days ago, creators, status).
struct Product {
    name: &'static str,
    sells: &'static str,
    question: &'static str,
    niches: [&'static str; 3],
    margin_bp: i64,
    budget_minor: i64,
    price_minor: i64,
    goods_minor: i64,
    batches: &'static [(u64, usize, BatchStatus)],
}

const PRODUCTS: [Product; 3] = [
    Product {
        name: "Glow Serum spring test",
        sells: "Glow Serum 30 ml",
        question: "Can micro skincare creators sell the {price} serum above break-even?",
        niches: ["skincare", "k-beauty", "skincare/acne"],
        margin_bp: 6_000,
        budget_minor: 500_000,
        price_minor: 3_700,
        goods_minor: 1_200,
        batches: &[(62, 5, BatchStatus::Finished), (20, 8, BatchStatus::Running), (0, 4, BatchStatus::Planned)],
    },
    Product {
        name: "Lip Oil micro test",
        sells: "Lip Oil, four shades",
        question: "Does the {price} lip oil sell through makeup creators at all?",
        niches: ["makeup", "k-beauty", "thrift"],
        margin_bp: 5_500,
        budget_minor: 200_000,
        price_minor: 1_400,
        goods_minor: 380,
        batches: &[(45, 4, BatchStatus::Finished), (12, 5, BatchStatus::Running)],
    },
    Product {
        name: "SPF stick teaser",
        sells: "SPF 50 stick",
        question: "Do fitness creators bring new buyers for the SPF stick before summer?",
        niches: ["FitnessOver40", "skincare", "diy"],
        margin_bp: 6_500,
        budget_minor: 150_000,
        price_minor: 2_200,
        goods_minor: 640,
        batches: &[(0, 3, BatchStatus::Planned)],
    },
];

/// Everything that follows from the campaigns.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    /// The campaigns.
    pub campaigns: Vec<CampaignPlan>,
    /// Orders, oldest first.
    pub orders: Vec<OrderRecord>,
    /// Payments to the creators.
    pub payments: Vec<PaymentPlan>,
}

/// Returns the campaigns, their orders and payments; `chosen` are the picked candidates in the order in which they are booked.
pub fn plans(random: &mut Random, market: &Market, chosen: &[&Candidate], today: NaiveDate) -> Plans {
    let mut plans = Plans::default();
    let mut booked = chosen.iter();
    for product in &PRODUCTS {
        let mut batches = Vec::new();
        for (number, (days_ago, size, status)) in product.batches.iter().enumerate() {
            let starts_on = today - Days::new(*days_ago);
            let creators: Vec<&Candidate> = booked.by_ref().take(*size).copied().collect();
            let batch = BatchPlan {
                name: format!("Batch {}", number + 1),
                rule: SuccessRule::proposed(Goal::Conversions, *size),
                starts_on,
                ends_on: starts_on + Days::new(30),
                status: *status,
                terms: Vec::new(),
                readings: Vec::new(),
            };
            batches.push(run(random, market, product, batch, (&creators, today), &mut plans));
        }
        let niches = product.niches.iter().map(|niche| (*niche).to_owned()).collect();
        let starts_on = batches.first().map(|batch| batch.starts_on);
        let fields = CampaignFields {
            name: product.name.to_owned(),
            product: product.sells.to_owned(),
            question: product.question.replace("{price}", &Money::new(product.price_minor, market.currency).short()),
            goal: Goal::Conversions,
            niches,
            currency: market.currency,
            budget_minor: Some(product.budget_minor),
            margin_bp: Some(product.margin_bp),
            target_roas_e4: None,
            brief: "Say it in your own words. Show the texture. Name the product once, and say that it is an ad."
                .to_owned(),
            starts_on,
            ends_on: None,
            counts: Counts::Orders,
            conversion_minor: None,
            lead_days: None,
        };
        plans.campaigns.push(CampaignPlan { fields, batches });
    }
    walk_ins(random, market, today, &mut plans.orders);
    plans.orders.sort_by_key(|order| order.placed_at);
    for (number, order) in plans.orders.iter_mut().enumerate() {
        order.name = format!("#{}", 1_001 + number);
        order.external_id = format!("{}", 5_300_000_000_000_u64 + number as u64 * 7_919);
    }
    plans
}

/// Fills a batch: terms, posts with readings, orders and payments.
#[expect(clippy::cast_precision_loss, reason = "views and prices are far below 2^53")]
fn run(
    random: &mut Random,
    market: &Market,
    product: &Product,
    mut batch: BatchPlan,
    (creators, today): (&[&Candidate], NaiveDate),
    plans: &mut Plans,
) -> BatchPlan {
    let days = [1_u64, 3, 7, 14].map(|age| batch.starts_on + Days::new(6 + age));
    let mut snapshots: Vec<Vec<CollaborationRecord>> = vec![Vec::new(); days.len()];
    for (place, creator) in creators.iter().enumerate() {
        let (platform, handle) = (creator.record.fields.platform, creator.record.fields.handle.clone());
        let usual_views = creator.record.fields.views.unwrap_or(6_000) as f64;
        let gifted = random.chance(0.05);
        // What small creators ask for rises far slower than their views.
        let asked = random.log_normal(10_500.0, 0.45) * (usual_views / 8_000.0).powf(0.4);
        let fee_minor = if gifted { 0 } else { whole(asked).clamp(4_000, 60_000) / 500 * 500 };
        let code = format!("{}{}", code_word(handle.as_str()), if place % 2 == 0 { "15" } else { "10" });
        let terms = CollaborationRecord {
            campaign: product.name.to_owned(),
            batch: Some(batch.name.clone()),
            platform,
            handle: handle.clone(),
            currency: Some(market.currency),
            stated: CollaborationFields {
                fee: Some(fee_minor * 10),
                product_cost: Some(product.goods_minor * 10),
                shipping_cost: Some(6_500),
                codes: vec![code.clone()],
                link: format!(
                    "https://shop.example.com/?utm_source={}&utm_content={}",
                    platform.word(),
                    code.to_lowercase()
                ),
                ..CollaborationFields::default()
            },
            amount_states: Vec::new(),
            paid: PaidRecord::default(),
            margin_bp: None,
            note: String::new(),
        };
        batch.terms.push(terms.clone());
        if batch.status == BatchStatus::Planned {
            continue;
        }
        // One post in eight goes far beyond what the creator usually gets: the lottery that fools a bare ROAS.
        let luck = if random.chance(0.12) { random.log_normal(3.6, 0.4) } else { random.log_normal(0.85, 0.7) };
        let views = usual_views * luck;
        let posted_on = batch.starts_on + Days::new(4 + random.below(3) as u64);
        let drawn = random.below(90_000_000_000) as u64;
        // The number of a post holds the second in which it was made.
        let midnight = posted_on.and_time(NaiveTime::MIN).and_utc().timestamp().cast_unsigned();
        let number = ((midnight + drawn % 86_400) << 32) | (drawn % 0xffff_ffff);
        for (snapshot, day) in snapshots.iter_mut().zip(&days) {
            let age = (*day - posted_on).num_days() as f64;
            let grown = views * (1.0 - (-(age / 2.5).powf(0.45)).exp());
            let part = |share: f64| Some(whole(grown * share));
            let engagement = creator.record.fields.er.unwrap_or(6.0) / 100.0;
            let stated = CollaborationFields {
                posted_on: Some(posted_on),
                post_url: post_url(platform, handle.as_str(), number),
                views: part(1.0),
                likes: part(engagement * 0.86),
                comments: part(engagement * 0.05),
                shares: part(engagement * 0.05),
                saves: part(engagement * 0.04),
                ..terms.stated.clone()
            };
            snapshot.push(CollaborationRecord { stated, ..terms.clone() });
        }
        // Orders per view scatter widely between creators: few sell, most do not. A cheaper product sells more pieces.
        let rate = 1.15 / product.price_minor as f64 * creator.fit * random.log_normal(0.8, 0.7);
        let age = (today - posted_on).num_days().clamp(0, 30) as f64;
        let expected = views * rate * (1.0 - (-(age / 5.0).powf(0.7)).exp());
        for _ in 0..random.poisson(expected.min(180.0)) {
            let share = random.unit();
            let placed_on = posted_on + Days::new(u64::try_from(whole(share * share * age)).unwrap_or(0));
            plans.orders.push(order(random, market, placed_on, (product.price_minor, Some(&code))));
        }
        if fee_minor > 0 {
            let invoiced_on = posted_on + Days::new(1);
            let due_on = invoiced_on + Days::new(15);
            let paid = due_on + Days::new(random.below(5) as u64);
            plans.payments.push(PaymentPlan {
                campaign: product.name.to_owned(),
                batch: batch.name.clone(),
                handle: handle.as_str().to_owned(),
                amount_minor: fee_minor,
                agreed_on: batch.starts_on,
                invoiced_on,
                due_on,
                // Most are paid on time.
                paid_on: (paid <= today).then_some(paid - Days::new(3)),
            });
        }
    }
    batch.readings = days.into_iter().zip(snapshots).filter(|(day, rows)| *day <= today && !rows.is_empty()).collect();
    batch
}

/// The letters of a handle as a promo code.
fn code_word(handle: &str) -> String {
    handle.chars().filter(char::is_ascii_alphanumeric).take(9).collect::<String>().to_uppercase()
}

/// Orders without a creator: direct ones, or with a code of the shop.
fn walk_ins(random: &mut Random, market: &Market, today: NaiveDate, orders: &mut Vec<OrderRecord>) {
    for _ in 0..420 {
        let placed_on = today - Days::new(random.below(75) as u64);
        let price = *random.pick(&[3_700, 1_400, 2_200]);
        let code = random.chance(0.15).then_some("WELCOME10");
        orders.push(order(random, market, placed_on, (price, code)));
    }
}

fn order(
    random: &mut Random,
    market: &Market,
    placed_on: NaiveDate,
    (price_minor, code): (i64, Option<&str>),
) -> OrderRecord {
    let gross = price_minor * (1 + random.poisson(0.35));
    let discount = if code.is_some() { gross * 15 / 100 } else { 0 };
    let goods = gross - discount;
    let (tax, shipping) = (goods * 8 / 100, if goods >= 5_000 { 0 } else { 495 });
    let total = goods + tax + shipping;
    let (state, status, refunded) = match random.unit() {
        ..0.03 => (OrderState::Sale, "refunded", total),
        0.03..0.06 => (OrderState::Sale, "partially_refunded", goods / 2),
        0.06..0.08 => (OrderState::Void, "voided", 0),
        0.08..0.10 => (OrderState::Pending, "pending", 0),
        _ => (OrderState::Sale, "paid", 0),
    };
    let second = i64::try_from(random.below(86_000)).unwrap_or(0);
    OrderRecord {
        external_id: String::new(),
        name: String::new(),
        placed_at: (placed_on.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() + second) * 1_000,
        placed_on,
        currency: market.currency,
        amounts: OrderAmounts { total, tax, shipping, refunded },
        discount,
        state,
        status: status.to_owned(),
        codes: code.map(str::to_owned).into_iter().collect(),
        utm: Vec::new(),
        newness: Newness::default(),
    }
}
