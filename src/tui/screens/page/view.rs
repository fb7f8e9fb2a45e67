//! What stands in the header of the page.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::proto::page::CreatorPage;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::figure::plural;
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::profile::info;
use crate::tui::screens::sections::{self, Head};

use super::{PageScreen, facts, vetting};

/// Draws the screen.
pub(super) fn draw(screen: &PageScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let said = match (screen.creator, screen.is_gone, screen.page.as_deref()) {
        (.., Some(page)) => return sections::draw(screen, head(page, ctx), frame, area, ctx, theme),
        (None, ..) => format!(
            "No creator is open. {} shows the creators, {} opens the one under the cursor.",
            ctx.key(Action::Go(Place::Creators)),
            ctx.key(Action::NavOpen)
        ),
        (Some(_), true, None) => format!("This creator is no longer in the file. {} goes back.", ctx.key(Action::Back)),
        (Some(_), false, None) => "Loading the page …".to_owned(),
    };
    sections::draw_sentence(&said, frame, area, theme);
}

/// Name, place and size; below them the verdict, the tags and the score.
fn head(page: &CreatorPage, ctx: &Ctx) -> Head {
    let row = &page.detail.row;
    // A score is only shown with how much of it is known.
    let known = vetting::known(page);
    let right = page.vetting.fit.score.map_or_else(String::new, |score| format!("fit {score} of 100 ({known} known)"));
    let mut below = vec![(format!(" {}", info::verdict(row)), info::meaning(row.verdict))];
    let flags = page.vetting.flags.len();
    if flags > 0 {
        let signs = plural(flags, "warning sign");
        below.push((format!("   ! {signs}"), Role::Warn));
    }
    if row.do_not_contact {
        below.push(("   ! do not contact".to_owned(), Role::Bad));
    }
    if row.rating > 0 {
        below.push((format!("   {} of 5 stars", row.rating), Role::Text));
    }
    if !row.tags.is_empty() {
        below.push((format!("   {}", text::shown(&row.tags.join(", "))), Role::Text));
    }
    Head { left: vec![facts::head(page, ctx)], right, below }
}
