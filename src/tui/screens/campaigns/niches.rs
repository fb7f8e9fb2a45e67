//! The niches of a campaign: how many candidates each has, and how to show them.

use crate::domain::money::grouped;
use crate::domain::text::fold;
use crate::proto::niche::NicheRow;
use crate::proto::row::CampaignRow;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem};
use crate::tui::kit::{Action, Ctx, Verb};
use crate::tui::look::{figure, text};

use super::{CampaignsScreen, Question};

/// Says what a niche holds: `212 candidates, 31 picked`.
fn held(row: &NicheRow) -> String {
    let candidates = figure::plural(row.candidates, "candidate");
    format!("{candidates}, {} picked", grouped(row.picked.unsigned_abs()))
}

/// Finds the row of a name.
pub(super) fn find<'a>(niches: &'a [NicheRow], name: &str) -> Option<&'a NicheRow> {
    let folded = fold(name);
    niches.iter().find(|row| fold(&row.name) == folded)
}

/// Lists the niches of a campaign with what each holds, as far as that is known.
pub(super) fn said(names: &[String], niches: &[NicheRow], ctx: &Ctx) -> String {
    if names.is_empty() {
        return figure::UNKNOWN.to_owned();
    }
    let one = |name: &String| match find(niches, name) {
        Some(row) => format!("{} {}", text::shown(name), held(row)),
        None => text::shown(name),
    };
    let told: Vec<String> = names.iter().map(one).collect();
    if names.iter().any(|name| find(niches, name).is_some()) {
        format!("{} ({} shows them)", told.join("; "), ctx.key(Action::FilterTag))
    } else {
        told.join(", ")
    }
}

/// Asks for which niche of a campaign to show the creators.
pub(super) fn verb(campaign: Option<&CampaignRow>, ctx: &Ctx) -> Verb<CampaignsScreen> {
    let fields = campaign.map(|campaign| campaign.fields.clone()).filter(|fields| !fields.niches.is_empty());
    let Some(fields) = fields else {
        return Verb::no(format!("This campaign has no niches yet. {} on it adds some.", ctx.key(Action::ItemEdit)));
    };
    Verb::new(move |screen: &mut CampaignsScreen, _, ctx| {
        let item = |name: &String| PickItem {
            label: name.clone(),
            hint: find(screen.niches.rows(), name).map(held).unwrap_or_default(),
            ..PickItem::default()
        };
        let pick = Pick {
            title: format!("Show creators in a niche of {}", text::shown(&fields.name)),
            items: fields.niches.iter().map(item).collect(),
            ..Pick::default()
        };
        ctx.open(Overlay::Pick(pick), Question::Niche(fields.niches));
    })
}
