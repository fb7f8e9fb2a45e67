//! Pages to share: the report of a campaign, and the media kit of a creator.
//!
//! A page is made in two steps: first its content as plain values, then the output: one self-contained HTML file without scripts,
//! Markdown, or CSV. Imported text is stripped of everything a terminal, browser or spreadsheet could execute. The module is pure:
//! the day comes from the caller, and it writes no files.

pub mod campaign;
pub mod chart;
mod html;
mod markdown;
pub mod media_kit;
pub mod payments;
mod sheet;
mod words;

pub use crate::words::result_view::{CreatorLine, Group, Standing, emv};
pub use campaign::CampaignReport;
pub use media_kit::MediaKit;

/// The format of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Shape {
    /// One HTML file, for a browser, a phone or a printer.
    Html,
    /// Markdown, for an email or a wiki.
    Markdown,
    /// Comma-separated values, for a spreadsheet.
    Csv,
}

impl Shape {
    /// The file extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
        }
    }
}

impl CampaignReport {
    /// Writes the report.
    pub fn written(&self, shape: Shape) -> String {
        match shape {
            Shape::Html => html::campaign(self),
            Shape::Markdown => markdown::campaign(self),
            Shape::Csv => sheet::campaign(self),
        }
    }
}

impl MediaKit {
    /// Writes the media kit. It has no CSV form, so CSV gives Markdown.
    pub fn written(&self, shape: Shape) -> String {
        match shape {
            Shape::Html => html::media_kit(self),
            Shape::Markdown | Shape::Csv => markdown::media_kit(self),
        }
    }
}

/// Returns a file name without extension: `glow-serum-spring-test`.
pub fn file_stem(name: &str) -> String {
    /// Longer names are cut: some systems allow at most 255 bytes, including folder and date.
    const LONGEST: usize = 60;
    let folded = crate::domain::text::fold(name);
    let words: Vec<String> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let stem: String = words.join("-").chars().take(LONGEST).collect();
    if stem.is_empty() { "page".to_owned() } else { stem }
}

#[cfg(test)]
pub(crate) mod tests;
