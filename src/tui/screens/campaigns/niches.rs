//! The niches of a campaign: how many candidates each has, and the way to them.

use crate::domain::money::grouped;
use crate::domain::text::fold;
use crate::proto::niche::NicheRow;
use crate::proto::row::CampaignRow;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Purpose};
use crate::tui::kit::{Action, Availability, Ctx, Request};
use crate::tui::look::{figure, text};

use super::CampaignsScreen;

/// Which niche to show the creators of.
pub(super) const SHOW: Purpose = "campaigns.niche";

/// Says what a niche holds: `212 candidates, 31 picked`.
fn held(row: &NicheRow) -> String {
    let candidates = figure::plural(row.candidates, "candidate");
    format!("{candidates}, {} picked", grouped(row.picked.unsigned_abs()))
}

/// Finds the row of a name.
fn find<'a>(niches: &'a [NicheRow], name: &str) -> Option<&'a NicheRow> {
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

/// Whether there is a niche to show creators of.
pub(super) fn can_show(campaign: Option<&CampaignRow>, ctx: &Ctx) -> Availability {
    let has = campaign.is_some_and(|campaign| !campaign.fields.niches.is_empty());
    Availability::when(has, format!("This campaign names no niches: {} on it adds some.", ctx.key(Action::ItemEdit)))
}

impl CampaignsScreen {
    /// Asks which niche of the campaign to show the creators of.
    pub(super) fn open_niches(&self) -> Vec<Request> {
        let Some(campaign) = self.campaign() else { return Vec::new() };
        let item = |name: &String| PickItem {
            label: name.clone(),
            hint: find(&self.niches, name).map(held).unwrap_or_default(),
            ..PickItem::default()
        };
        vec![Request::Open(Overlay::Pick(Pick {
            purpose: SHOW,
            title: format!("Show the creators of a niche of {}", text::shown(&campaign.fields.name)),
            items: campaign.fields.niches.iter().map(item).collect(),
            ..Pick::default()
        }))]
    }

    /// Shows the creators of a niche.
    pub(super) fn show_niche(&self, name: &str) -> Vec<Request> {
        find(&self.niches, name).map(|row| Request::ShowFilter(row.filter())).into_iter().collect()
    }
}
