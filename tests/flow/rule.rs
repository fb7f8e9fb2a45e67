//! Stories about the success rule and the budget of a batch: typed in parts, fixed by the start, judged by what comes in; and a step
//! that goes over the budget says so first.

use tenfold::store::open;

use super::driver::Person;

/// A campaign of three creators at $100 each, two agreed and one offered, with a margin of 50% and a budget of $350.
fn shop(batch: &str) -> Person {
    let mut person = Person::with_nothing();
    person.elsewhere(|writer| {
        writer
            .connection()
            .execute_batch(&format!(
                "INSERT INTO creator (id, handle, address, added_on, updated_at) VALUES
                   (1, 'ana', 'x', '2026-03-01', 1), (2, 'ben', 'x', '2026-03-01', 1), (3, 'cy', 'x', '2026-03-01', 1);
                 INSERT INTO campaign (id, name, folded, currency, budget_minor, margin_bp, brief, updated_at)
                   VALUES (1, 'Toner', 'toner', 'USD', 35000, 5000, 'Your words.', 1);
                 INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (1, 1, 'Batch 1', 'batch 1', 1);
                 INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (1, 1, 1, 1), (2, 1, 2, 1), (3, 1, 3, 1);
                 INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day) VALUES
                   (1, 1, 'fee', 20000, 'offered', '2026-03-02'), (2, 2, 'fee', 10000, 'agreed', '2026-03-02'),
                   (3, 3, 'fee', 10000, 'agreed', '2026-03-02');
                 INSERT INTO code (collaboration_id, code, folded) VALUES (1, 'ANA', 'ana'), (2, 'BEN', 'ben'), (3, 'CY', 'cy');
                 UPDATE batch SET {batch};"
            ))
            .expect("a shop");
    });
    person
}

fn text(person: &Person, sql: &str) -> String {
    let conn = open::open_reader(&person.path).expect("opens");
    conn.query_row(sql, [], |row| row.get(0)).expect("a text")
}

#[test]
fn a_rule_is_typed_in_parts_seen_as_a_sentence_and_fixed_by_the_start() {
    let mut person = shop("ends_on = '2026-04-30'");
    person.press("g m g g j enter");
    person.sees("none yet. E b sets it.");
    person.press("E b tab");
    person.type_text("2");
    person.press("tab tab tab");
    person.type_text("5");
    person.sees("2 of 3 creators, ROAS over break-even, on 5 orders");
    person.press("ctrl-s");
    person.sees("2 of 3 creators, ROAS over break-even, on 5 orders or more, by Apr 30");
    person.press(">");
    person.again(">");
    assert_eq!(text(&person, "SELECT status FROM batch"), "running");
    person.press("E b tab");
    person.type_text("3");
    person.press("ctrl-s");
    person.sees("can't change after the start");
    person.press("esc");
    // Fees may change until the post.
    person.press("e ctrl-s");
    assert_eq!(text(&person, "SELECT concat_ws(' ', rule_creators, rule_measure, rule_orders) FROM batch"), "2 roas 5");
}

#[test]
fn a_rule_is_open_then_met_so_far_and_at_the_end_met_or_missed() {
    let rule =
        "status = 'running', starts_on = '2026-03-01', rule_creators = 2, rule_measure = 'roas', rule_orders = 2";
    let mut person = shop(&format!("{rule}, ends_on = '2026-03-20'"));
    let change = |person: &mut Person, sql: &str| {
        person.elsewhere(|writer| writer.connection().execute_batch(sql).expect("a change"));
    };
    person.press("g m g g j enter");
    person.sees("Open: 0 creators have reached it, 2 are needed; 3 others still can until Mar 20");
    let mut id = 0;
    let mut sale = |owner: i64| {
        id += 1;
        format!(
            "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id)
             VALUES ('s', '{id}', 1, '2026-03-09', 'USD', 15000, 15000, 'sale', {owner});"
        )
    };
    let sales = [2, 2, 3, 3].map(&mut sale).join("");
    change(&mut person, &sales);
    person.sees("Met so far: 2 creators have reached it (@ben, @cy)");
    change(&mut person, "UPDATE batch SET ends_on = '2026-03-10'");
    person.sees("Met: 2 creators reached it by Mar 10");
    person.press("g r R");
    person.sees("Rule Met: ");
    change(&mut person, "DELETE FROM sale_order WHERE external_id = '1'");
    person.sees("Rule Missed: ");
    person.press("g m");
    person.sees("Missed: 1 creator reached it by Mar 10 (@cy), 2 were needed.");
    change(
        &mut person,
        "UPDATE batch SET ends_on = '2026-03-20'; UPDATE collaboration SET outreach = 'declined' WHERE id < 3",
    );
    person.sees("Can no longer be met: ");
}

/// Logs the step under the cursor by typing its name.
fn agree(person: &mut Person) {
    person.press("g g w");
    person.type_text("agreed");
    person.press("enter");
}

#[test]
fn a_step_over_the_budget_says_by_how_much_before_it_happens() {
    let mut person = shop("status = 'running', starts_on = '2026-03-01'");
    person.press("g m g g j enter");
    person.sees("$350: $200 agreed, $200 offered; left $150, forecast $400");
    let state = "SELECT state FROM cost_item WHERE id = 1";
    agree(&mut person);
    person.sees("This puts Toner $50.00 over its budget of $350. Agree anyway?");
    person.press("esc");
    assert_eq!(text(&person, state), "offered");
    agree(&mut person);
    person.press("y");
    assert_eq!(text(&person, state), "agreed");
    person.sees("over by $50.00");
    person.press("u");
    assert_eq!(text(&person, state), "offered");
}
