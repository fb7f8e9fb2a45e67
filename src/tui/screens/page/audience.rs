//! The audience, and past sponsored posts.

use strum::IntoEnumIterator;

use crate::proto::page::CreatorPage;
use crate::proto::page_change::Facet;
use crate::tui::look::{Role, figure, text};

use crate::tui::screens::sections::Sheet;

pub(super) fn write(sheet: &mut Sheet, page: &CreatorPage) {
    for facet in Facet::iter() {
        let mut shares: Vec<_> = page.audience.iter().filter(|share| share.facet == facet).collect();
        shares.sort_by_key(|share| std::cmp::Reverse(share.share_bp));
        let said =
            shares.iter().map(|share| format!("{} {}", text::shown(&share.key), figure::percent(share.share_bp)));
        let label = match facet {
            Facet::Country => "Country",
            Facet::Age => "Age",
            Facet::Gender => "Gender",
        };
        sheet.fact(label, &said.collect::<Vec<_>>().join(", "), Role::Text);
    }
    let seen = match page.sponsored {
        None => "-  nobody looked yet".to_owned(),
        Some(seen) if seen.seen == 0 => "checked, none found".to_owned(),
        Some(seen) => format!("{} of {} sponsored posts seen had an ad label", seen.disclosed, seen.seen),
    };
    sheet.fact("Ad labels", &seen, Role::Text);
}
