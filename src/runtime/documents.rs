//! Pages that the user asks for inside the program: written where people look for documents, and told where.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::analysis::rules::Rules;
use crate::output;
use crate::paths;
use crate::proto::page::CreatorPage;
use crate::proto::payment::PaymentSheet;
use crate::proto::results::CampaignResult;
use crate::report::{CampaignReport, MediaKit, Shape, file_stem, payments};
use crate::tui::kit::Notice;

/// Returns the folder for pages: the user's documents, else next to the file.
pub(super) fn folder(database: &Path) -> PathBuf {
    paths::documents().unwrap_or_else(|| database.parent().map_or_else(PathBuf::new, Path::to_owned))
}

/// Writes the report of a campaign into a folder and says where it is.
pub(super) fn report(result: &CampaignResult, today: NaiveDate, rules: &Rules, folder: &Path) -> Notice {
    let text = CampaignReport::new(result, today, rules).written(Shape::Html);
    deliver("Report", &format!("{}-{today}", file_stem(&result.name)), &text, folder)
}

/// Writes the media kit of a creator into a folder, without what was paid and came back, and says where it is.
pub(super) fn kit(page: &CreatorPage, today: NaiveDate, rules: &Rules, folder: &Path) -> Notice {
    let text = MediaKit::new(page, today, rules.borders(), false).written(Shape::Html);
    let stem = file_stem(page.detail.row.fields.handle.as_str());
    deliver("Media kit", &format!("{stem}-{today}"), &text, folder)
}

/// Writes a file about payments into a folder and says where it is.
pub(super) fn sheet(sheet: &PaymentSheet, today: NaiveDate, folder: &Path) -> Notice {
    let (what, stem) = payments::names(sheet);
    let text = payments::sheet(sheet);
    write(what, &format!("{stem}-{today}"), Shape::Csv, &text, folder)
}

fn deliver(what: &str, stem: &str, text: &str, folder: &Path) -> Notice {
    write(what, stem, Shape::Html, text, folder)
}

fn write(what: &str, stem: &str, shape: Shape, text: &str, folder: &Path) -> Notice {
    match output::write_beside(folder, stem, shape.extension(), text) {
        Ok(path) => Notice::done(format!("{what}: {}", paths::spoken(&path))),
        Err(error) => Notice::error(error.full()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::rich;
    use crate::tui::kit::notice::Tone;

    #[test]
    fn a_report_says_where_it_lies_and_never_replaces_another() {
        let dir = tempfile::tempdir().expect("a folder");
        let (result, today) = (rich(), NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"));
        let write = || report(&result, today, &Rules::default(), dir.path());
        let (first, same) = (write(), write());
        assert_eq!(first.text, same.text);
        std::fs::write(dir.path().join("glow-serum-spring-test-2026-03-11.html"), "an older one").expect("writes");
        let second = write();
        assert!(first.text.ends_with("/glow-serum-spring-test-2026-03-11.html"), "{}", first.text);
        assert!(second.text.ends_with("/glow-serum-spring-test-2026-03-11-2.html"), "{}", second.text);
        assert_eq!(std::fs::read_dir(dir.path()).expect("the folder").count(), 2);
        let nowhere = report(&result, today, &Rules::default(), &dir.path().join("missing"));
        assert_eq!(nowhere.tone, Tone::Error);
    }
}
