//! Any step of any history: undoing it is refused and changes nothing, or leaves what the other steps alone would have made.

use proptest::prelude::*;
use rusqlite::Connection;

use super::super::history::{command, turn};
use super::*;
use crate::store::attribute::recredit;
use crate::store::undo::triggers::columns;

/// Every row without ids and without the columns that say when it changed: what two files must share where ids were given
/// out in another order.
pub(super) fn content(conn: &Connection) -> Vec<String> {
    let mut lines = Vec::new();
    for table in RECORDED {
        let columns = columns(conn, table).expect("columns");
        let is_content = |name: &&String| *name != "id" && !name.ends_with("_id") && *name != "updated_at";
        let mut quoted: Vec<String> = columns.iter().filter(is_content).map(|name| format!("quote({name})")).collect();
        if *table == "setting" {
            quoted.retain(|name| name != "quote(value)");
        }
        let quoted = if quoted.is_empty() { "''".to_owned() } else { quoted.join("||','||") };
        // A tag that nobody carries vanishes with the last removal, and stays where its carriers were deleted.
        let only = if *table == "tag" { "WHERE id IN (SELECT tag_id FROM creator_tag)" } else { "" };
        let mut select = conn.prepare(&format!("SELECT '{table} ' || {quoted} FROM {table} {only}")).expect("selects");
        let rows = select.query_map([], |row| row.get::<_, String>(0)).expect("rows");
        lines.extend(rows.map(|row| row.expect("text")));
    }
    lines.sort();
    lines
}

/// The fixture with orders that carry codes.
fn shop() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10');
             INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, codes)
               VALUES (2, 'shopify', '78', 1, '2026-03-05', 'USD', 9000, 9000, 'sale', 'GLOW + MIA10'),
                      (3, 'shopify', '79', 1, '2026-03-06', 'USD', 900, -100, 'sale', '');
             INSERT INTO order_code (order_id, folded) VALUES (2, 'glow'), (2, 'mia10');",
        )
        .expect("orders");
    // As an import would have left them.
    recredit(&f.conn, &["mia10".to_owned(), "glow".to_owned()], &[]).expect("owners");
    f
}

/// Runs commands, and returns what each said and its step.
fn run_all(f: &mut Fixture, commands: &[WriteCmd]) -> Vec<(String, Option<OpId>)> {
    let said = commands.iter().map(|cmd| match f.run(cmd) {
        Ok(done) => (done.sentence, done.op),
        Err(error) => (error.to_string(), None),
    });
    said.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_step_in_the_middle_is_refused_or_as_if_it_had_never_been(
        commands in proptest::collection::vec(command(), 4..24),
        which in any::<prop::sample::Index>(),
    ) {
        let commands: Vec<WriteCmd> =
            commands.into_iter().filter(|cmd| !matches!(cmd, WriteCmd::Undo | WriteCmd::Redo)).collect();
        let mut f = shop();
        let said = run_all(&mut f, &commands);
        let made: Vec<usize> = (0..said.len()).filter(|at| said[*at].1.is_some()).collect();
        prop_assume!(made.len() > 1);
        let at = made[which.index(made.len() - 1)];
        let op = said[at].1.expect("a step");
        let before = dump(&f.conn);
        let listed = steps(&f);
        let needed = needed_by(&f, op);
        if let Err(error) = f.run(&WriteCmd::UndoStep(op)) {
            prop_assert_eq!(error.kind(), ErrorKind::Conflict, "{}", error);
            prop_assert!(!needed.is_empty(), "{} {:?}", error, commands);
            prop_assert_eq!(dump(&f.conn), before);
            prop_assert_eq!(steps(&f), listed);
        } else {
            prop_assert!(needed.is_empty(), "{:?}", needed);
            let after = dump(&f.conn);
            prop_assert_eq!(kept_sums(&f.conn), sums(&f.conn));
            // The same without that step, where the others did the same then.
            let mut without = shop();
            let others: Vec<WriteCmd> =
                commands.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, cmd)| cmd.clone()).collect();
            let said_without: Vec<String> = run_all(&mut without, &others).into_iter().map(|(said, _)| said).collect();
            let said_with: Vec<String> =
                said.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, (said, _))| said.clone()).collect();
            if said_without == said_with {
                prop_assert_eq!(content(&f.conn), content(&without.conn), "{:?} of {:?}", commands[at], commands);
            }
            f.run(&WriteCmd::Undo).expect("undoes");
            prop_assert_eq!(dump(&f.conn), before);
            f.run(&WriteCmd::Redo).expect("redoes");
            prop_assert_eq!(dump(&f.conn), after);
        }
    }

    #[test]
    fn any_steps_are_undone_in_any_order_and_undo_leads_back(
        commands in proptest::collection::vec(command(), 4..16),
        chosen in proptest::collection::vec(any::<prop::sample::Index>(), 1..8),
    ) {
        let mut f = shop();
        let first = dump(&f.conn);
        run_all(&mut f, &commands);
        for which in chosen {
            let all = steps(&f);
            if all.is_empty() {
                break;
            }
            let before = dump(&f.conn);
            if let Err(error) = f.run(&WriteCmd::UndoStep(all[which.index(all.len())].op)) {
                prop_assert_ne!(error.kind(), ErrorKind::Fault, "{}", error);
                prop_assert_eq!(dump(&f.conn), before);
            }
            prop_assert_eq!(kept_sums(&f.conn), sums(&f.conn));
        }
        turn(&mut f, &WriteCmd::Undo);
        prop_assert_eq!(dump(&f.conn), first);
        turn(&mut f, &WriteCmd::Redo);
        prop_assert_eq!(steps(&f).iter().filter(|step| step.can_redo()).count(), 0);
    }
}
