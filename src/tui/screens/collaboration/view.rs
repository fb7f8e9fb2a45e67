//! What stands in the header of the page, and the page as text.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::proto::collaboration::CollaborationPage;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::sections::{self, Head};
use crate::words::collaboration as words;

use super::CollaborationScreen;
use super::section::Section;

/// Width of the page as text.
const TEXT: usize = 100;

/// Draws the screen.
pub(super) fn draw(screen: &CollaborationScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let said = match (screen.id, screen.is_gone, screen.page.as_deref()) {
        (.., Some(page)) => return sections::draw(screen, header(page, ctx), frame, area, ctx, theme),
        (None, ..) => format!(
            "No collaboration is open. {} shows the campaigns; {} opens a batch and then a creator of it.",
            ctx.key(Action::Go(Place::Campaigns)),
            ctx.key(Action::NavOpen)
        ),
        (Some(_), true, None) => {
            format!("This creator is no longer in the batch. {} goes back.", ctx.key(Action::Back))
        }
        (Some(_), false, None) => "Loading the collaboration …".to_owned(),
    };
    sections::draw_sentence(&said, frame, area, theme);
}

/// Who in which batch, and the next step.
fn header(page: &CollaborationPage, ctx: &Ctx) -> Head {
    let is_late = page.next(ctx.today).is_late(ctx.today);
    let (sign, role) = if is_late { ("! ", Role::Warn) } else { ("", Role::Text) };
    let next = format!("{sign}{}", words::next(page, ctx.today));
    Head {
        left: heads(page),
        right: format!("{} of {}   {}", page.place(), page.siblings.len(), page.stage.word()),
        below: vec![(" Next: ".to_owned(), Role::Quiet), (next, role)],
    }
}

/// `@mia (Mia Ray) in Batch 2 of Glow Serum`, then shorter ones: without the name, and with both places cut.
fn heads(page: &CollaborationPage) -> Vec<String> {
    const CUTS: [usize; 3] = [40, 30, 20];
    let name = text::shown(&page.creator.fields.name);
    let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
    let (batch, campaign) = (text::shown(&page.batch_name), text::shown(&page.campaign_name));
    let handle = format!("@{}", text::shown(page.creator.fields.handle.as_str()));
    let whole = [format!("{handle}{name} in {batch} of {campaign}"), format!("{handle} in {batch} of {campaign}")];
    let cut = |cells| format!("{handle} in {} of {}", text::fit(&batch, cells), text::fit(&campaign, cells));
    whole.into_iter().chain(CUTS.map(cut)).collect()
}

/// The page as plain text.
pub(super) fn as_text(page: &CollaborationPage, ctx: &Ctx) -> String {
    let whose = heads(page).swap_remove(0);
    let head = vec![format!("{whose}: {}", page.stage.word()), format!("Next: {}", words::next(page, ctx.today))];
    sections::as_text(head, |part: Section| part.lines(page, ctx, TEXT).sheet).join("\n")
}
