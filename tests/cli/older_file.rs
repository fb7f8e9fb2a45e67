//! A file of an older version: what bringing it up to date changes is said once, and what was spent stays spent.

use std::path::Path;

use rusqlite::Connection;

use crate::Shop;

/// The number of migrations behind a file whose amounts were planned, committed or spent.
const MIGRATIONS: usize = 12;

/// A file with one batch: ana has a fee and a payment, ben was marked as paid by an import, cleo's fee is only planned.
#[expect(clippy::disallowed_methods, reason = "the file is made as an older program left it, not opened as ours")]
fn older_file(path: &Path) {
    let conn = Connection::open(path).expect("opens");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the migrations").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    for file in &files[..MIGRATIONS] {
        conn.execute_batch(&std::fs::read_to_string(file).expect("a migration")).expect("it runs");
    }
    conn.execute_batch(&format!(
        "PRAGMA application_id = {}; PRAGMA user_version = {MIGRATIONS};",
        tenfold::store::header::APPLICATION_ID
    ))
    .expect("the marks of a file");
    conn.execute_batch(
        "INSERT INTO creator (id, handle, verdict, added_on, updated_at) VALUES (1, 'ana', 'picked', '2026-03-01', 1),
           (2, 'ben', 'picked', '2026-03-01', 1), (3, 'cleo', 'picked', '2026-03-01', 1);
         INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (1, 'Spring', 'spring', 'USD', 1);
         INSERT INTO batch (id, campaign_id, name, folded, status, updated_at) VALUES (1, 1, 'A', 'a', 'running', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, outreach, money, updated_at) VALUES
           (1, 1, 1, 'agreed', 'paid', 1), (2, 1, 2, 'agreed', 'paid', 1), (3, 1, 3, 'contacted', 'agreed', 1);
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES
           (1, 'fee', 10000, 'spent', '2026-03-01'), (2, 'fee', 6000, 'spent', '2026-03-01'),
           (2, 'product', 1200, 'spent', '2026-03-01'), (2, 'boost', 300, 'committed', '2026-03-01'),
           (3, 'fee', 4000, 'planned', '2026-03-01');
         INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on) VALUES (1, 10000, 'USD', '2026-03-09');",
    )
    .expect("rows");
}

#[test]
fn paid_without_a_payment_is_reset_and_said_once_and_spend_stays() {
    let shop = Shop::new();
    older_file(&shop.path("shop.db"));
    let first = shop.run(&["list", "is:paid", "--format", "plain"]);
    assert_eq!(String::from_utf8_lossy(&first.stdout), "@ana\n");
    let said = String::from_utf8_lossy(&first.stderr).into_owned();
    assert!(said.contains("1 collaboration was marked as paid without a payment"), "{said}");
    let again = shop.run(&["list", "is:unpaid", "--format", "plain"]);
    assert_eq!(String::from_utf8_lossy(&again.stdout), "@ben\n", "an offer is not owed");
    assert!(again.stderr.is_empty(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(shop.json(&["results", "Spring", "--format", "json"])["spend_minor"], 17_500);
}
