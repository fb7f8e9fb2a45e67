//! The reason in each row.

use super::*;
use crate::proto::results::Surprise;

/// The most cells that the short form of a reason takes.
const SHORTEST: usize = 34;

#[test]
fn a_lucky_video_is_told_with_its_numbers() {
    let results = told::told_results();
    let view = ResultView::new(&results[0]);
    let mut said = told::estimate(Advice::Retest, [1.1, 2.5, 4.1], 0.6);
    said.head.tracked = Some(6.9);
    said.basis.surprise = Some(Surprise { views: 8.0, rate: 1.0, counts: Some((75_941.0, 13_120.0)) });
    assert_eq!(view.why(&said)[0], "one lucky video: 76k views, usually 13k");
    said.head.tracked = Some(0.4);
    assert!(!view.why(&said)[0].contains("lucky"), "luck explains no bad result");
}

#[test]
fn each_verdict_has_a_reason_and_the_short_one_is_short() {
    let results = told::told_results();
    let goals = [Goal::Conversions, Goal::Awareness, Goal::Ugc].map(|goal| told::judged_by(goal, results.clone()));
    for result in goals.iter().flatten() {
        for creator in result.batches.iter().flat_map(|batch| &batch.creators) {
            let Some(mut said) = creator.estimate.clone() else { continue };
            for advice in [Advice::Scale, Advice::Retest, Advice::Wait, Advice::Drop, Advice::Free, Advice::Untested] {
                said.head.advice = advice;
                let [long, short] = ResultView::new(result).why(&said);
                assert!(!long.is_empty() && !short.is_empty(), "{advice:?}");
                assert!(short.chars().count() <= SHORTEST, "{short}");
                assert!(short.chars().count() <= long.chars().count(), "{short}: {long}");
            }
        }
    }
}
