//! What one more booking is worth, for many at once.

use super::addendum::candidate;
use super::*;
use crate::analysis::best_next::{BestNext, booking_worths};

#[test]
fn worths_for_many_are_those_of_the_estimate() {
    let mut creators = worked_example();
    for (place, (cost_minor, commission_bp)) in [(9_500, 0), (19_500, 1_500), (9_500, 10_000)].into_iter().enumerate() {
        let mut new = candidate(&format!("new{place}"), Some(cost_minor));
        new.plan.commission_bp = commission_bp;
        creators.push(new);
    }
    creators.push(creator("free", 9_000, None, Vec::new()));
    let (campaign, constants) = (campaign(creators), Constants::default());
    let whole = estimate(&campaign, &constants);
    let worths = booking_worths(&campaign, &constants);
    assert_eq!(worths.len(), whole.creators.len());
    for (creator, worth) in whole.creators.iter().zip(&worths) {
        let value = creator.returns.as_ref().and_then(|returns| returns.value_minor);
        assert_eq!(value.is_some(), worth.is_some(), "{}", creator.handle);
        let Some((value, worth)) = value.zip(*worth) else { continue };
        assert!((value / worth.value_minor() - 1.0).abs() < 1e-9, "{}: {value} {worth:?}", creator.handle);
        assert_eq!(worth.advice, creator.advice, "{}", creator.handle);
    }
    let best = BestNext::of(&whole).map(|best| best.index);
    let largest = worths.iter().enumerate().filter_map(|(index, worth)| Some((index, worth.as_ref()?.value_minor())));
    assert_eq!(best, largest.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(index, _)| index));
}
