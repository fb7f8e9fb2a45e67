//! Pages for other people: the report of a campaign for the boss, and the media kit of a creator.
//!
//! A page is made in two steps: first what it says (plain values, in words), then how it is written: as one HTML file that needs
//! nothing else and runs nothing, as Markdown, or as a sheet. Foreign text loses everything that could steer a terminal, a browser
//! or a spreadsheet on its way in. Pure: the day comes from the caller, and writing files is not done here.

pub mod campaign;
pub mod chart;
mod html;
mod markdown;
pub mod media_kit;
mod sheet;
mod words;

pub use crate::words::result_view::{CreatorLine, Group, Standing, emv};
pub use campaign::CampaignReport;
pub use media_kit::MediaKit;

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Shape {
    /// One HTML file: for a browser, a phone, a printer.
    Html,
    /// Markdown: for a mail or a wiki.
    Markdown,
    /// Comma-separated values: for a spreadsheet.
    Csv,
}

impl Shape {
    /// The ending of its files.
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
    /// Writes the media kit; a sheet of it does not exist, so that shape is written as Markdown.
    pub fn written(&self, shape: Shape) -> String {
        match shape {
            Shape::Html => html::media_kit(self),
            Shape::Markdown | Shape::Csv => markdown::media_kit(self),
        }
    }
}

/// Returns a name for a file, without its ending: `glow-serum-spring-test`.
pub fn file_stem(name: &str) -> String {
    /// Longer names are cut: some systems take no more than 255 bytes with folder and date.
    const LONGEST: usize = 60;
    let folded = crate::domain::text::fold(name);
    let words: Vec<String> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let stem: String = words.join("-").chars().take(LONGEST).collect();
    if stem.is_empty() { "page".to_owned() } else { stem }
}

#[cfg(test)]
pub(crate) mod tests;
