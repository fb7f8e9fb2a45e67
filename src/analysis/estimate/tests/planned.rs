//! Another booking on other terms than the last.

use super::addendum::with_candidates;
use super::*;
use crate::analysis::plan::forecast;

#[test]
fn a_planned_fee_moves_the_odds_of_its_creator_alone() {
    let with = |cost_minor| {
        let mut all = with_candidates();
        let last = all[0].bookings.last().expect("booked").clone();
        all[0].next = Some(Plan { posts: 1, cost_minor: Some(cost_minor), commission_bp: last.commission_bp });
        (run(all.clone()), forecast(&campaign(all), &[(0, 1), (3, 1)], &Constants::default()).expect("a forecast"))
    };
    let last = with_candidates()[0].bookings.last().expect("booked").cost_minor;
    let (same, _) = with(last);
    let plain = run(with_candidates());
    assert_eq!(returns(&same, 0).roas, returns(&plain, 0).roas, "the same terms");
    let ((dear, dear_plan), (cheap, cheap_plan)) = (with(4 * last), with(last / 4));
    assert!(returns(&dear, 0).p_target < returns(&plain, 0).p_target && dear.creators[0].advice == Advice::Drop);
    assert!(returns(&cheap, 0).p_target > returns(&plain, 0).p_target && cheap.creators[0].advice == Advice::Scale);
    assert!(dear_plan.cost_minor > cheap_plan.cost_minor && dear_plan.p_profit < cheap_plan.p_profit);
    near(dear.creators[0].highest_price_minor, plain.creators[0].highest_price_minor, 1e-6);
    for index in 1..5 {
        assert_eq!(returns(&dear, index).roas, returns(&plain, index).roas, "what was paid says what views cost");
    }
    assert_eq!((dear.efficiency, dear.new_creator_cost_minor), (plain.efficiency, plain.new_creator_cost_minor));
    let (free, _) = with(0);
    assert_eq!((free.creators[0].advice, &free.creators[0].returns), (Advice::Free, &None));
}
