//! Views: none, zero, no history at all.

use super::*;

#[test]
fn views_that_are_not_known_are_no_views_of_zero() {
    for views in ["", "0"] {
        let rows = [row("ana", "100", views), row("ben", "100", "9000"), row("cleo", "100", "9000")];
        let shop = shop(&tracker(&rows), &many("ben10", 50, "40.00", 3));
        let (ana, ben) = (estimate(&shop, "ana"), estimate(&shop, "ben"));
        let [low, _, high] = range(&ana);
        // What was never seen is less sure than what was.
        let [ben_low, _, ben_high] = range(&ben);
        assert!(high / low > ben_high / ben_low, "{views:?}: {low} {high}, {ben_low} {ben_high}");
        let note = notes(&ana).into_iter().find(|note| note.starts_with("No orders")).expect("a note");
        assert!(note.contains("from unknown views"), "{views:?}: {note}");
        let facts = creator(&results(&shop), "ana");
        assert!(facts["cpm_minor"].is_null(), "{views:?}: {facts}");
    }
}

#[test]
fn nothing_known_of_anybody_gives_a_very_wide_range() {
    let row = |who: &str| row(who, "100", "");
    let shop = shop(&tracker(&["ana", "ben", "cleo"].map(row)), &many("ana10", 50, "40.00", 3));
    for who in ["ana", "ben", "cleo"] {
        let found = estimate(&shop, who);
        let [low, _, high] = range(&found);
        // A forecast from nothing alone has a log standard deviation of 1.3.
        assert!(high / low > (2.0 * 1.2816 * 1.3_f64).exp(), "{who}: {low} to {high}");
    }
    let text = shop.text(&["results", "Serum"]);
    assert!(text.contains("No views are known yet"), "{text}");
}
