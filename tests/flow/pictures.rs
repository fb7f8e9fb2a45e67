//! The pictures of the README: the real screens of the demo shop. They are compared with the files in `assets/screens`, and
//! written anew with `TENFOLD_WRITE_DOCS=1 cargo test --test flow pictures`.

use std::fs;
use std::path::Path;

use rstest::rstest;
use tenfold::tui::look::{Role, Theme};

use crate::driver::Person;
use crate::svg::picture;

/// So large that a page shows it at once, in bytes.
const LARGEST: usize = 60_000;

/// Somebody with the demo shop in a dark window.
fn person() -> Person {
    let mut person = Person::with_demo();
    person.wear(dark());
    person.resize(110, 32);
    person
}

fn dark() -> Theme {
    Theme::built_in("dark").expect("a theme of the program")
}

/// Compares a picture of the screen with its file, or writes it when asked to.
fn check(person: &mut Person, name: &str, title: &str) {
    let page = picture(person.cells(), dark().style(Role::Text), title);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screens");
    let path = folder.join(format!("{name}.svg"));
    if std::env::var_os("TENFOLD_WRITE_DOCS").is_some() {
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(&path, &page).expect("the picture can be written");
    }
    assert!(page.len() < LARGEST, "{name}: {} bytes", page.len());
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == page,
        "{name}.svg shows an older screen: write it anew with TENFOLD_WRITE_DOCS=1 cargo test --test flow pictures"
    );
}

#[rstest]
#[case::results("results", "g r", "SCALE", "Results of a campaign: which creators to scale, retest or drop, and why")]
#[case::triage(
    "triage",
    "g t p x p",
    "Queue",
    "Triage: one creator at a time, compared with your picks and with the queue"
)]
#[case::board("board", "g b", "»Board«", "The board: a column for each stage, a card for each creator")]
fn pictures_show_the_real_screens(
    #[case] name: &str,
    #[case] keys: &str,
    #[case] seen: &str,
    #[case] title: &'static str,
) {
    let mut person = person();
    person.press(keys);
    person.sees(seen);
    check(&mut person, name, title);
}

#[test]
fn readme_shows_every_picture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let mut shown = 0;
    for file in fs::read_dir(root.join("assets/screens")).expect("the pictures") {
        let name = file.expect("a file").file_name();
        let name = name.to_str().expect("a name");
        assert!(readme.contains(&format!("](assets/screens/{name})")), "{name}");
        shown += 1;
    }
    assert_eq!(shown, readme.matches("](assets/screens/").count(), "the README shows a picture that is not there");
}
