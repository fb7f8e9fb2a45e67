//! Writes pages as HTML from the templates in `assets/templates`. All values are escaped by default.

use std::borrow::Cow;

use askama::Template;

use crate::words::result_view::Figures;
use crate::words::result_view::estimate::RANGE;

use super::CampaignReport;
use super::media_kit::{MediaKit, POST_HEADS, RESULT_HEADS};
use super::{CreatorLine, emv};

/// The page of a campaign.
#[derive(Template)]
#[template(path = "campaign.html", config = "assets/templates/askama.toml")]
struct CampaignPage<'a> {
    report: &'a CampaignReport,
    columns: Vec<Label>,
    range: &'static str,
    emv_title: &'static str,
}

impl CampaignPage<'_> {
    /// The cells of a creator under the columns.
    fn cells(&self, line: &CreatorLine) -> Vec<(Label, String)> {
        labelled(self.report, &line.figures)
    }

    /// The cells of the total row.
    fn total(&self) -> Vec<(Label, String)> {
        labelled(self.report, &self.report.figures)
    }
}

/// The heading of a column.
type Label = Cow<'static, str>;

fn labelled(report: &CampaignReport, figures: &Figures) -> Vec<(Label, String)> {
    report.view().table.iter().map(|figure| (figures.label(*figure), figures.text(*figure))).collect()
}

/// Writes the page of a campaign.
pub(super) fn campaign(report: &CampaignReport) -> String {
    written(&CampaignPage {
        report,
        columns: report.view().table.iter().map(|figure| report.figures.label(*figure)).collect(),
        range: RANGE,
        emv_title: emv::TITLE,
    })
}

/// Renders a template. Writing to memory does not fail, and neither do the calls in the templates.
fn written(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}

/// The page of a creator.
#[derive(Template)]
#[template(path = "media_kit.html", config = "assets/templates/askama.toml")]
struct KitPage<'a> {
    kit: &'a MediaKit,
    post_heads: [&'static str; 5],
    result_heads: [&'static str; 5],
}

/// Writes the media kit of a creator.
pub(super) fn media_kit(kit: &MediaKit) -> String {
    written(&KitPage { kit, post_heads: POST_HEADS, result_heads: RESULT_HEADS })
}
