//! Deleting one creator: whoever took part in a batch leaves amounts, payments and results, and a question says so first.

use crate::proto::deletion::Deletion;
use crate::proto::event::Generation;
use crate::proto::{Query, Target};
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{Confirm, Overlay};
use crate::tui::look::text;
use crate::words::deletion as words;

use super::{Change, OnCreators, Question, send};

/// Asks what is owed to the creator, and what would stay.
pub(super) fn look<S: OnCreators>(screen: &mut S, _: usize, ctx: &mut Ctx) {
    let Some(creators) = screen.creators() else { return };
    let Target::Ids(ids) = &creators.target else { return };
    if let [id] = ids[..] {
        let asked = ctx.ask(Query::Deletion(id));
        screen.verbs_mut().deleting = Some((asked, creators));
    }
}

/// Deletes the creator, or asks first. Returns whether the answer was waited for.
pub(super) fn arrived<S: OnCreators>(
    screen: &mut S,
    generation: Generation,
    leaving: Option<&Deletion>,
    ctx: &mut Ctx,
) -> bool {
    let verbs = screen.verbs_mut();
    let Some((_, creators)) = verbs.deleting.take_if(|(asked, _)| *asked == generation) else { return false };
    match leaving.filter(|leaving| leaving.keeps_ledger()) {
        Some(leaving) => {
            let confirm = Confirm {
                title: format!("Delete @{}", text::shown(&leaving.handle)),
                text: text::shown(&words::before(leaving)),
                yes: "Delete, keep the ledger".to_owned(),
                no: "Cancel".to_owned(),
            };
            ctx.open(Overlay::Confirm(confirm), Question::Delete(leaving.id));
        }
        None => send(screen, &creators, &Change::Delete, ctx),
    }
    true
}
