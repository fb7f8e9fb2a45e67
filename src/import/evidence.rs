//! What a file holds, by one table of evidence: which columns make which kind.
//!
//! A row is what it carries. An order number makes it an order and the address of a post makes it a post, whatever handle
//! stands beside; only a row about nothing but an account is a creator. The first line of the table that fits decides.

use std::collections::{HashMap, HashSet};

use super::clicks;
use super::columns::Dictionary;
use super::matcher::{self, Matched, Nearest};
use super::options::Options;
use super::table::Table;
use super::values::money;
use crate::domain::creator::CreatorField;
use crate::domain::{CollaborationField as F, Handle, post};
use crate::proto::column::{Sureness, Target};
use crate::proto::ingest::ImportKind;

/// What a file can show of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sign {
    /// Columns of a Shopify export.
    ShopifyColumns,
    /// A campaign, an account and something about the two.
    Tracker,
    /// A fee and a day of a collaboration, whatever campaign it belongs to.
    Deal,
    /// The number of an order.
    OrderNumber,
    /// The number, the day or the way of a payment.
    Payment,
    /// Account, amount and day of a payment.
    PaymentRow,
    /// The same with its method or reference, and no term of a collaboration: a ledger, whatever campaign it names.
    Ledger,
    /// An amount of money that is not a price.
    Amount,
    /// A column of accounts, or of links that name them.
    Account,
    /// Addresses of posts in the cells.
    PostLink,
    /// Numbers of posts.
    PostNumber,
    /// A column that can only be the day of a post.
    PostDay,
    /// A column that places a post: its day, address or number.
    PostPlace,
    /// A count of a post.
    Count,
    /// Two counts or more.
    Counts,
    /// A day of a count.
    CountDay,
    /// A link or a code, a day, and its clicks.
    Clicks,
    /// A link or a code, a day, and its sign-ups, leads or installs.
    Conversions,
    /// Followers.
    Followers,
    /// Nothing but account, day and followers.
    NothingElse,
    /// Most accounts are in several rows.
    AccountsRepeat,
    /// Most accounts are in several rows, each of another day.
    DaysRepeat,
    /// Something that only creators have: price, rate, typical views.
    CreatorOnly,
    /// A creator's contact or profile: email, profile text.
    Person,
}

use Sign as S;

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Read as this.
    Read(ImportKind),
    /// Collaborations without the campaign they belong to.
    Deals,
    /// Orders of a shop whose export is not known.
    Orders,
    /// Payments.
    Payments,
    /// Figures of accounts by day.
    Days,
}

/// A line of the table: of each group one sign must be there, and of the others none.
struct Line {
    rows: Rows,
    all: &'static [&'static [Sign]],
    none: &'static [Sign],
}

/// What a row is about that counts no link or code: an account, a post, or what is paid.
const NOT_COUNTED_BY_LINK: &[Sign] =
    &[S::Account, S::PostLink, S::PostNumber, S::PostDay, S::Payment, S::Followers, S::CreatorOnly, S::Person];

const TABLE: &[Line] = &[
    Line { rows: Rows::Read(ImportKind::ShopifyOrders), all: &[&[S::ShopifyColumns]], none: &[] },
    Line {
        rows: Rows::Read(ImportKind::Payments),
        all: &[&[S::Ledger]],
        none: &[S::OrderNumber, S::Person, S::Followers],
    },
    Line { rows: Rows::Read(ImportKind::Collaborations), all: &[&[S::Tracker]], none: &[] },
    Line { rows: Rows::Orders, all: &[&[S::OrderNumber]], none: &[] },
    Line { rows: Rows::Read(ImportKind::Clicks), all: &[&[S::Clicks]], none: NOT_COUNTED_BY_LINK },
    Line { rows: Rows::Read(ImportKind::Conversions), all: &[&[S::Conversions]], none: NOT_COUNTED_BY_LINK },
    Line {
        rows: Rows::Read(ImportKind::Posts),
        all: &[&[S::PostLink, S::PostNumber], &[S::Account], &[S::AccountsRepeat]],
        none: &[],
    },
    Line {
        rows: Rows::Read(ImportKind::Posts),
        all: &[&[S::PostLink, S::PostNumber], &[S::Account]],
        none: &[S::CreatorOnly, S::Person, S::Followers],
    },
    Line {
        rows: Rows::Read(ImportKind::Posts),
        all: &[&[S::PostDay], &[S::Account], &[S::Count]],
        none: &[S::CreatorOnly, S::Person, S::Followers],
    },
    Line { rows: Rows::Read(ImportKind::Posts), all: &[&[S::PostPlace], &[S::Account], &[S::Counts]], none: &[] },
    Line {
        rows: Rows::Read(ImportKind::Followers),
        all: &[&[S::Account], &[S::CountDay], &[S::Followers], &[S::NothingElse, S::DaysRepeat]],
        none: &[S::CreatorOnly, S::Person],
    },
    Line { rows: Rows::Deals, all: &[&[S::Account], &[S::Deal]], none: &[S::Person, S::Followers] },
    Line {
        rows: Rows::Read(ImportKind::Payments),
        all: &[&[S::PaymentRow], &[S::Amount]],
        none: &[S::CreatorOnly, S::Person, S::Followers],
    },
    Line {
        rows: Rows::Payments,
        all: &[&[S::Account], &[S::Amount], &[S::Payment, S::CountDay]],
        none: &[S::CreatorOnly, S::Person, S::Followers],
    },
    Line {
        rows: Rows::Days,
        all: &[&[S::Account], &[S::DaysRepeat]],
        none: &[S::CreatorOnly, S::Person, S::Followers],
    },
];

/// What the columns of a file mean, as each kind of file would have it.
pub(super) struct Evidence {
    signs: HashSet<Sign>,
    orders: Matched,
    tracker: Option<Matched>,
    posts: Matched,
    followers: Matched,
    payments: Matched,
    clicks: Matched,
    conversions: Matched,
    creators: Result<Matched, Option<Nearest>>,
}

impl Evidence {
    /// Looks at a table.
    pub(super) fn of(table: &Table, options: Options) -> Self {
        let mut evidence = Self {
            signs: HashSet::new(),
            orders: matcher::shopify(table),
            tracker: matcher::people(ImportKind::Collaborations, table, options.platform).ok(),
            posts: matcher::by_name(ImportKind::Posts, table),
            followers: matcher::by_name(ImportKind::Followers, table),
            payments: matcher::by_name(ImportKind::Payments, table),
            clicks: clicks::matched(table),
            conversions: matcher::by_name(ImportKind::Conversions, table),
            creators: matcher::people(ImportKind::Creators, table, options.platform),
        };
        evidence.signs = evidence.read(table);
        evidence
    }

    /// What the rows are, by the first line of the table that fits; nothing where none does.
    pub(super) fn rows(&self) -> Option<Rows> {
        let has = |sign: &Sign| self.signs.contains(sign);
        let fits = |line: &&Line| line.all.iter().all(|group| group.iter().any(has)) && !line.none.iter().any(has);
        let rows = TABLE.iter().find(fits).map(|line| line.rows);
        rows.or_else(|| self.creators.is_ok().then_some(Rows::Read(ImportKind::Creators)))
    }

    /// Whether the file can be read as a kind that the user names.
    pub(super) fn can_be(&self, kind: ImportKind) -> bool {
        match kind {
            ImportKind::ShopifyOrders => true,
            ImportKind::Collaborations => self.signs.contains(&S::Tracker),
            ImportKind::Creators => self.creators.is_ok(),
            ImportKind::Posts
            | ImportKind::Followers
            | ImportKind::Payments
            | ImportKind::Clicks
            | ImportKind::Conversions => self.is_complete(kind),
        }
    }

    /// Whether there is a column for all that a kind needs.
    fn is_complete(&self, kind: ImportKind) -> bool {
        let has = |target| targets(self.matched(kind)).any(|found| found == target);
        Target::needed(kind).iter().all(|group| group.iter().any(|target| has(*target)))
    }

    /// The columns as a kind of file would have them.
    pub(super) fn matched(&self, kind: ImportKind) -> &Matched {
        static NOTHING: Matched = Matched { becomes: Vec::new(), notes: Vec::new() };
        match kind {
            ImportKind::ShopifyOrders => &self.orders,
            ImportKind::Collaborations => self.tracker.as_ref().unwrap_or(&NOTHING),
            ImportKind::Posts => &self.posts,
            ImportKind::Followers => &self.followers,
            ImportKind::Payments => &self.payments,
            ImportKind::Clicks => &self.clicks,
            ImportKind::Conversions => &self.conversions,
            ImportKind::Creators => self.creators.as_ref().unwrap_or(&NOTHING),
        }
    }

    /// The column that comes nearest to holding handles, where none does.
    pub(super) fn nearest(&self) -> Option<&Nearest> {
        self.creators.as_ref().err().and_then(Option::as_ref)
    }

    fn read(&self, table: &Table) -> HashSet<Sign> {
        let dictionary = Dictionary::get();
        let named = |names: &[String]| table.headers.iter().any(|header| header.is_one_of(names));
        let has = |kind, wanted: &[Target]| targets(self.matched(kind)).any(|target| wanted.contains(&target));
        let sure = |kind, wanted| self.matched(kind).becomes.contains(&Some((wanted, Sureness::Sure)));
        let marks = dictionary.shopify_marks(&table.headers);
        let is_shopify = marks >= 4
            || (marks >= 1
                && has(ImportKind::ShopifyOrders, &[Target::OrderName])
                && has(ImportKind::ShopifyOrders, &[Target::Total]));
        let identity = [Target::Campaign, Target::Handle, Target::Platform, Target::Currency, Target::Notes];
        let is_tracker = has(ImportKind::Collaborations, &[Target::Campaign])
            && targets(self.matched(ImportKind::Collaborations)).any(|target| !identity.contains(&target));
        let deal_days = [F::ContactedOn, F::RepliedOn, F::ShippedOn, F::PostedOn].map(Target::Collaboration);
        let is_deal = !is_tracker
            && sure(ImportKind::Collaborations, Target::Collaboration(F::Fee))
            && deal_days.into_iter().any(|day| sure(ImportKind::Collaborations, day));
        let (posts, counts) = (ImportKind::Posts, ImportKind::Followers);
        let of_post = [Target::Of(CreatorField::Views), Target::Likes, Target::Comments, Target::Shares, Target::Saves];
        let counted = targets(&self.posts).filter(|target| of_post.contains(target)).count();
        let link = column(&self.posts, Target::PostUrl).filter(|column| mostly(table, *column, post::is_known));
        let number = column(&self.posts, Target::PostId).filter(|column| mostly(table, *column, is_post_number));
        let is_amount = |(index, header): (usize, &super::header::Header)| {
            header.is_one_of(&dictionary.amount) && mostly(table, index, |cell| money::parse(cell).is_some())
        };
        let names = table.headers.iter().filter(|header| !header.shown.is_empty()).count();
        let (accounts, days) = self.repeats(table);
        // Only creators have these: an email address, and texts of several lines.
        let is_of_people = |field: &CreatorField| field.fact().kind.is_long() || *field == CreatorField::Email;
        let of_people: Vec<Target> = CreatorField::ALL.iter().copied().filter(is_of_people).map(Target::Of).collect();
        let creator_only = [Target::Of(CreatorField::Er), Target::Of(CreatorField::Price)];
        let paid = ImportKind::Payments;
        let is_payment_row = Target::needed(paid).iter().all(|group| has(paid, group));
        let is_of_deal = |target| matches!(target, Target::Collaboration(_));
        let mut tracked = self.matched(ImportKind::Collaborations).becomes.iter().flatten();
        let has_terms = tracked.any(|(target, sureness)| is_of_deal(*target) && *sureness == Sureness::Sure);
        let is_ledger = is_payment_row
            && !has_terms
            && sure(paid, Target::PaidOn)
            && sure(paid, Target::Amount)
            && has(paid, &[Target::Method, Target::Reference]);
        [
            (S::ShopifyColumns, is_shopify),
            (S::PaymentRow, is_payment_row),
            (S::Ledger, is_ledger),
            (S::Tracker, is_tracker),
            (S::Deal, is_deal),
            (S::OrderNumber, named(&dictionary.order)),
            (S::Payment, named(&dictionary.payment)),
            (S::Amount, table.headers.iter().enumerate().any(is_amount)),
            (S::Account, has(posts, &[Target::Handle]) || link.is_some() || has(counts, &[Target::Handle])),
            (S::PostLink, link.is_some()),
            (S::PostNumber, number.is_some()),
            (S::PostDay, sure(posts, Target::PostedAt)),
            (S::PostPlace, has(posts, &[Target::PostedAt, Target::PostUrl, Target::PostId])),
            (S::Count, counted >= 1),
            (S::Counts, counted >= 2),
            (S::Clicks, self.is_complete(ImportKind::Clicks)),
            (S::Conversions, self.is_complete(ImportKind::Conversions)),
            (S::CountDay, has(counts, &[Target::CountedOn])),
            (
                S::Followers,
                has(counts, &[Target::Of(CreatorField::Followers)])
                    || has(posts, &[Target::Of(CreatorField::Followers)]),
            ),
            (S::NothingElse, names == targets(&self.followers).count()),
            (S::AccountsRepeat, accounts),
            (S::DaysRepeat, days),
            (
                S::CreatorOnly,
                has(ImportKind::Creators, &creator_only) || sure(ImportKind::Creators, Target::Of(CreatorField::Views)),
            ),
            (S::Person, has(ImportKind::Creators, &of_people)),
        ]
        .into_iter()
        .filter_map(|(sign, is_there)| is_there.then_some(sign))
        .collect()
    }

    /// Whether most accounts are in several rows, and whether in rows of different days.
    fn repeats(&self, table: &Table) -> (bool, bool) {
        let by_creators = self.creators.as_ref().ok().and_then(|matched| column(matched, Target::Handle));
        let Some(handle) = column(&self.posts, Target::Handle)
            .or_else(|| column(&self.followers, Target::Handle))
            .or(by_creators)
            .or_else(|| column(&self.posts, Target::PostUrl))
        else {
            return (false, false);
        };
        let day = column(&self.followers, Target::CountedOn);
        let mut seen: HashMap<Handle, (usize, HashSet<&str>)> = HashMap::new();
        for row in &table.body {
            let cell = row.cells.get(handle).map_or("", String::as_str);
            let Ok(found) = Handle::find(cell) else { continue };
            let (times, days) = seen.entry(found.handle).or_default();
            *times += 1;
            days.extend(day.and_then(|day| row.cells.get(day)).map(String::as_str));
        }
        let rows: usize = seen.values().map(|(times, _)| times).sum();
        let of_several: usize = seen.values().filter(|(times, _)| *times > 1).map(|(times, _)| times).sum();
        let of_days: usize =
            seen.values().filter(|(times, days)| *times > 1 && days.len() == *times).map(|(times, _)| times).sum();
        // If few rows repeat a creator, that creator was entered twice by mistake.
        (of_several * 4 > rows, of_days * 2 > rows)
    }
}

fn targets(matched: &Matched) -> impl Iterator<Item = Target> {
    matched.becomes.iter().flatten().map(|(target, _)| *target)
}

fn column(matched: &Matched, wanted: Target) -> Option<usize> {
    matched.becomes.iter().position(|found| found.is_some_and(|(target, _)| target == wanted))
}

/// Whether at least half of the known cells of a column are so.
fn mostly(table: &Table, column: usize, is: impl Fn(&str) -> bool) -> bool {
    let (mut seen, mut good) = (0_usize, 0);
    for cell in table.cells(column).take(500) {
        seen += 1;
        good += usize::from(is(cell));
    }
    seen > 0 && good * 2 >= seen
}

/// The number of a post on TikTok has 19 digits; a number that a spreadsheet rounded no longer names a post.
fn is_post_number(cell: &str) -> bool {
    (17..=20).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
}
