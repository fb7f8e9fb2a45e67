//! Orders that came before anybody was in a batch: one key gives their codes to creators.

use crate::driver::Person;

const ORDERS: &str = "\
Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id
#1001,paid,USD,50.00,0.00,0.00,50.00,BEN10,2026-03-05 10:00:00 +0000,1,Serum,50.00,0.00,5001
#1002,paid,USD,30.00,0.00,0.00,30.00,ben10,2026-03-09 11:00:00 +0000,1,Serum,30.00,0.00,5002
#1003,paid,USD,20.00,0.00,0.00,20.00,HELLO,2026-03-01 11:00:00 +0000,1,Serum,20.00,0.00,5003
";

fn bring(person: &mut Person, name: &str, text: &str) {
    let path = person.file(name, text);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter enter enter");
}

#[test]
fn codes_find_their_creators_before_there_is_a_campaign() {
    let mut person = Person::with_nothing();
    bring(&mut person, "list.csv", "handle,followers\n@ana.glow,12000\n@ben.balm,8000\n@cleo.skin,9000\n");
    bring(&mut person, "orders.csv", ORDERS);
    let before = person.tables();
    person.press("g r");
    person.sees("Codes that no creator has");
    person.sees("BEN10: 2 orders, $80.00");

    // The creator whose name the code has comes first, and what will be made is said before.
    person.press("enter");
    person.sees("2 orders with BEN10: whose code is it?");
    person.sees("1 @ben.balm");
    person.sees("makes Campaign 1 and Batch 1");
    person.press("enter");
    person.sees("2 orders are theirs now. Made Campaign 1 with Batch 1");
    person.sees("Campaign 1 (1 of 1)");
    // The other code stays at hand, and its creator joins the batch.
    person.press("enter");
    person.sees("1 order with HELLO: whose code is it?");
    person.sees("@ben.balm, Batch 1");
    person.sees("joins Batch 1");
    person.type_text("cleo");
    person.press("enter");
    person.sees("Put @cleo.skin into");

    // Each is one step.
    person.press("u u");
    assert_eq!(person.tables(), before);
    person.sees("BEN10: 2 orders, $80.00");
}
