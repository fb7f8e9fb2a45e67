//! Published and computed vectors against the arithmetic. `TENFOLD_ORACLE` names another folder of the same files.

#![expect(clippy::expect_used, reason = "a test that cannot read its vectors must fail")]

mod addendum;
mod campaigns;
mod compare;
mod input;
mod markets;
mod money;
mod special;
mod vetting;

use std::path::PathBuf;

/// Reads a vector file.
fn vectors(file: &str) -> serde_json::Value {
    let folder = std::env::var_os("TENFOLD_ORACLE")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/oracle"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join(file)).expect("the vector file is there");
    serde_json::from_str(&text).expect("the vector file is JSON")
}

/// The constants that a vector file was made with.
fn header(file: &str) -> serde_json::Value {
    vectors(file)["header"].take()
}

/// The cases of a vector file.
fn cases(file: &str) -> Vec<serde_json::Value> {
    let serde_json::Value::Array(cases) = vectors(file)["cases"].take() else { panic!("{file} has no cases") };
    assert!(!cases.is_empty(), "{file} has no cases");
    cases
}
