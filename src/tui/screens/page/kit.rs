//! The figures of a media kit: views and reactions of a usual post, its price, and the price per 1,000 views.

use chrono::NaiveDate;

use crate::analysis::Spread;
use crate::domain::Money;
use crate::domain::money::div_round;
use crate::domain::number::compact;
use crate::proto::page::CreatorPage;
use crate::tui::look::{Role, text};
use crate::words::page::{fee, price_guess};

use super::vetting::{percent, whole};
use crate::tui::screens::sections::Sheet;

/// The most agreed fees the section lists.
const MOST_FEES: usize = 3;

/// The middle half of the views of the creator's posts. `None` if fewer than four are known.
pub(super) fn usual_views(page: &CreatorPage) -> Option<Spread> {
    const FEWEST: usize = 4;
    let views = page.posts.iter().filter_map(|post| post.entry.reading.views).collect::<Vec<_>>();
    Spread::of(views).filter(|spread| spread.count >= FEWEST)
}

pub(super) fn write(sheet: &mut Sheet, page: &CreatorPage, today: NaiveDate) {
    let fields = &page.detail.row.fields;
    let views = usual_views(page).map(|views| {
        format!("{}  ({} to {}, the middle half)", compact(views.middle), compact(views.low), compact(views.high))
    });
    sheet.fact("Views/post", &views.or(fields.views.map(compact)).unwrap_or_default(), Role::Text);
    let er = page.vetting.engagement.by_views.map(|rate| format!("{} of viewers react", percent(rate)));
    sheet.fact("ER/v", &er.unwrap_or_default(), Role::Text);
    let asks = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency));
    // What both sides agreed on is a price; what is asked may be talked about.
    let price = page.agreed.first().map(|agreed| agreed.fee).or(asks);
    let guess = page.detail.price_guess.as_ref().and_then(price_guess);
    for (index, agreed) in page.agreed.iter().take(MOST_FEES).enumerate() {
        sheet.fact(if index == 0 { "Price/post" } else { "" }, &text::shown(&fee(agreed, today)), Role::Text);
    }
    match (asks, page.agreed.is_empty()) {
        (Some(asks), true) => sheet.fact("Price/post", &asks.short(), Role::Text),
        (Some(asks), false) => sheet.fact("Asks", &asks.short(), Role::Text),
        (None, _) => sheet.fact("Price guess", &guess.unwrap_or_else(|| "-  never asked".to_owned()), Role::Text),
    }
    // What 1,000 views would cost at this price. An estimate, because the views of the next post are unknown.
    let cpm = |views: i64| {
        let price = price?;
        let minor = div_round(i128::from(price.minor) * 1_000, i128::from(views))?;
        Some(Money::new(minor, price.currency).short())
    };
    let guess = match usual_views(page).filter(|views| views.low > 0) {
        Some(views) => {
            cpm(views.high).zip(cpm(views.low)).map(|(low, high)| format!("~{low} to {high} per 1,000 views"))
        }
        None => fields.views.filter(|views| *views > 0).and_then(cpm).map(|cpm| format!("~{cpm} per 1,000 views")),
    };
    sheet.fact("CPM guess", &guess.unwrap_or_default(), Role::Text);
    if let Some(asked) = page.vetting.asked {
        let expected = compact(whole(asked.expected_views));
        let mut words = format!("{} per 1,000 of {expected} expected views", asked.cpm().exact());
        if let Some(quote) = page.vetting.quote {
            words.push_str("; usual ");
            words.push_str(&quote.usual().exact());
        }
        sheet.fact("Against", &words, Role::Text);
    }
}
