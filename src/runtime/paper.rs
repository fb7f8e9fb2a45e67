//! Pages that a person asks for inside the program: written where people look for documents, and told where.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::analysis::rules::Rules;
use crate::jobs::page;
use crate::paths;
use crate::proto::results::CampaignResult;
use crate::report::{CampaignReport, Shape, file_stem};
use crate::tui::kit::Notice;

/// Returns the folder for pages: the person's documents, else beside the file.
pub(super) fn folder(database: &Path) -> PathBuf {
    paths::documents().unwrap_or_else(|| database.parent().map_or_else(PathBuf::new, Path::to_owned))
}

/// Writes the report of a campaign into a folder and says where it lies.
pub(super) fn report(result: &CampaignResult, today: NaiveDate, rules: &Rules, folder: &Path) -> Notice {
    let shape = Shape::Html;
    let text = CampaignReport::new(result, today, rules).written(shape);
    let stem = format!("tenfold-{}-{today}", file_stem(&result.name));
    match page::write_beside(folder, &stem, shape.extension(), &text) {
        Ok(path) => Notice::done(format!("Report written: {}", paths::spoken(&path))),
        Err(error) => Notice::error(error.full()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::kit::notice::Tone;
    use crate::tui::screens::sample;

    #[test]
    fn a_report_says_where_it_lies_and_never_replaces_another() {
        let dir = tempfile::tempdir().expect("a folder");
        let result = &sample::results()[0];
        let write = || report(result, sample::day(3, 11), &Rules::default(), dir.path());
        let (first, second) = (write(), write());
        assert!(first.text.ends_with("tenfold-glow-serum-spring-test-2026-03-11.html"), "{}", first.text);
        assert!(second.text.ends_with("tenfold-glow-serum-spring-test-2026-03-11-2.html"), "{}", second.text);
        assert_eq!(std::fs::read_dir(dir.path()).expect("the folder").count(), 2);
        let nowhere = report(result, sample::day(3, 11), &Rules::default(), &dir.path().join("missing"));
        assert_eq!(nowhere.tone, Tone::Error);
    }
}
