//! The campaigns of the year.

use crate::domain::Goal;
use crate::domain::collaboration::Decision;
use crate::domain::rights::RightKind;

use super::cast::{Campaign, Clause, Course, Part, Pay, Test};

const POSTS: Part = Part {
    who: "",
    course: Course::Posts,
    lag: 0,
    late: 0,
    rounds: 0,
    promise: "1 video",
    fee: None,
    commission_bp: None,
    terms: "",
    pay: Pay::OnTime,
    luck: 1.0,
    orders: 0,
    early: 0,
    tail: 0,
    whale_minor: None,
    code: None,
    unread_from: u64::MAX,
    rights: &[],
    decision: None,
    again: None,
    note: "",
};

const DROPPED: Part = Part { decision: Some(Decision::Drop), again: Some(false), ..POSTS };
const KEPT: Part = Part { decision: Some(Decision::Retest), again: Some(true), ..POSTS };
const FALLS_OUT: Part = Part { pay: Pay::Open, ..POSTS };

const fn usage(days: u64, price_minor: Option<i64>) -> Clause {
    Clause { kind: RightKind::Usage, days, price_minor, detail: "product page and ads" }
}

const fn spark(days: u64, detail: &'static str) -> Clause {
    Clause { kind: RightKind::SparkCode, days, price_minor: None, detail }
}

/// The year, oldest first.
pub(super) const CAMPAIGNS: &[Campaign] = &[
    Campaign {
        name: "Oat Cleanser launch",
        sells: "Oat Cleanser 150 ml",
        question: "Which small creators get the cleanser seen for less than our ads do?",
        goal: Goal::Awareness,
        niches: &["skincare", "makeup", "skincare/acne"],
        margin_bp: 6_200,
        budget_minor: 260_000,
        price_minor: 2_400,
        goods_minor: 520,
        brief: "Show the lather in daylight. Say what your skin was like before. Name the product once, and say that it is an ad.",
        planned_ago: 354,
        starts_in: None,
        tests: &[
            Test {
                name: "Batch 1",
                started_ago: Some(350),
                rule: (3, Some(120_000), None),
                cast: &[
                    Part { who: "ada", luck: 0.5, orders: 1, pay: Pay::Late(4), ..DROPPED },
                    Part { who: "bo", luck: 1.9, orders: 3, rounds: 1, ..KEPT },
                    Part { who: "cleo", luck: 0.45, ..DROPPED },
                    Part { who: "star", luck: 1.7, orders: 4, rights: &[spark(30, "video of the lather")], ..KEPT },
                    Part { who: "dina", luck: 0.7, orders: 1, late: 6, ..DROPPED },
                ],
            },
            Test {
                name: "Batch 2",
                started_ago: Some(300),
                rule: (3, Some(120_000), None),
                cast: &[
                    Part { who: "bo", luck: 1.7, orders: 2, ..KEPT },
                    Part { who: "elio", luck: 2.2, orders: 3, promise: "2 videos", ..KEPT },
                    Part { who: "fay", luck: 0.8, rounds: 2, late: 3, ..DROPPED },
                    Part { who: "gala", luck: 2.0, orders: 1, decision: Some(Decision::Scale), ..KEPT },
                    Part { who: "hana", course: Course::Silent, ..FALLS_OUT },
                    Part { who: "ivo", luck: 1.9, orders: 1, pay: Pay::Late(2), ..KEPT },
                ],
            },
        ],
    },
    Campaign {
        name: "Lip Oil micro test",
        sells: "Lip Oil, four shades",
        question: "Does the {price} lip oil sell through makeup creators at all?",
        goal: Goal::Conversions,
        niches: &["makeup", "k-beauty", "thrift"],
        margin_bp: 5_500,
        budget_minor: 200_000,
        price_minor: 1_400,
        goods_minor: 380,
        brief: "Put it on without a mirror. Show one shade, not all four. Name the code once, and say that it is an ad.",
        planned_ago: 266,
        starts_in: None,
        tests: &[
            Test {
                name: "Batch 1",
                started_ago: Some(262),
                rule: (2, None, Some(5)),
                cast: &[
                    Part { who: "jana", luck: 0.9, orders: 3, ..DROPPED },
                    Part { who: "kit", luck: 0.6, orders: 1, late: 9, ..DROPPED },
                    Part { who: "lotte", luck: 1.3, orders: 9, pay: Pay::Late(6), ..KEPT },
                    Part {
                        who: "mai",
                        course: Course::Misses,
                        note: "Got the parcel, then stopped answering. Asked twice.",
                        ..DROPPED
                    },
                ],
            },
            Test {
                name: "Batch 2",
                started_ago: Some(212),
                rule: (2, None, Some(5)),
                cast: &[
                    Part { who: "lotte", luck: 0.9, orders: 7, code: Some("GLAM10"), ..DROPPED },
                    Part { who: "nia", luck: 1.0, orders: 4, code: Some("GLAM10"), ..DROPPED },
                    Part { who: "oda", course: Course::Declines, ..FALLS_OUT },
                    Part { who: "pia", luck: 1.6, orders: 5, ..DROPPED },
                    Part { who: "quinn", course: Course::PostsAfterLoss, luck: 0.8, orders: 2, ..DROPPED },
                ],
            },
        ],
    },
    Campaign {
        name: "Sleep Mask clips",
        sells: "Sleep Mask 75 ml",
        question: "What does a clip cost that we can run as an ad?",
        goal: Goal::Ugc,
        niches: &["skincare", "k-beauty", "FitnessOver40"],
        margin_bp: 6_000,
        budget_minor: 240_000,
        price_minor: 2_900,
        goods_minor: 760,
        brief: "Two vertical clips of 20 seconds: the jar being opened, and the morning after. No music, no text on screen.",
        planned_ago: 176,
        starts_in: None,
        tests: &[Test {
            name: "Batch 1",
            started_ago: Some(172),
            rule: (4, Some(1_000_000), None),
            cast: &[
                Part {
                    who: "rhea",
                    fee: Some(13_000),
                    promise: "2 videos",
                    luck: 0.5,
                    rights: &[usage(180, Some(4_000)), spark(157, "clip of the morning after")],
                    decision: Some(Decision::Scale),
                    ..KEPT
                },
                Part {
                    who: "gala",
                    fee: Some(13_000),
                    promise: "2 videos",
                    luck: 0.6,
                    rights: &[usage(161, Some(4_000))],
                    decision: Some(Decision::Scale),
                    ..KEPT
                },
                Part {
                    who: "sol",
                    fee: Some(9_000),
                    promise: "2 videos",
                    luck: 0.3,
                    rounds: 2,
                    rights: &[usage(90, None)],
                    ..KEPT
                },
                Part {
                    who: "london",
                    fee: Some(11_500),
                    promise: "2 videos",
                    luck: 0.4,
                    pay: Pay::Pounds,
                    rights: &[usage(365, Some(6_000))],
                    decision: Some(Decision::Scale),
                    note: "Invoices in pounds. Paid from the UK account.",
                    ..KEPT
                },
                Part {
                    who: "tala",
                    fee: Some(27_500),
                    promise: "2 videos",
                    luck: 0.4,
                    rounds: 1,
                    late: 5,
                    rights: &[usage(60, None)],
                    ..DROPPED
                },
                Part { who: "uma", course: Course::Declines, ..FALLS_OUT },
            ],
        }],
    },
    Campaign {
        name: "Glow Serum test",
        sells: "Glow Serum 30 ml",
        question: "Can micro skincare creators sell the {price} serum above break-even?",
        goal: Goal::Conversions,
        niches: &["skincare", "k-beauty", "skincare/acne"],
        margin_bp: 6_000,
        budget_minor: 500_000,
        price_minor: 3_700,
        goods_minor: 1_200,
        brief: "Say it in your own words. Show the texture. Name the product once, and say that it is an ad.",
        planned_ago: 102,
        starts_in: None,
        tests: &[
            Test {
                name: "Batch 1",
                started_ago: Some(98),
                rule: (2, None, Some(5)),
                cast: &[
                    Part {
                        who: "star",
                        luck: 1.5,
                        orders: 36,
                        tail: 2,
                        rights: &[
                            usage(88, Some(5_000)),
                            Clause {
                                kind: RightKind::Exclusivity,
                                days: 120,
                                price_minor: Some(7_500),
                                detail: "no other serum",
                            },
                        ],
                        decision: Some(Decision::Scale),
                        note: "Answers within a day. Wants the next serum first.",
                        ..KEPT
                    },
                    // One spa bought for its whole shelf: the bare ROAS looks like a winner.
                    Part {
                        who: "whale",
                        luck: 0.9,
                        orders: 3,
                        whale_minor: Some(118_400),
                        decision: Some(Decision::Retest),
                        ..POSTS
                    },
                    Part { who: "dud", fee: Some(31_000), luck: 1.1, orders: 1, pay: Pay::Late(11), ..DROPPED },
                    Part {
                        who: "steady",
                        luck: 1.1,
                        orders: 10,
                        early: 2,
                        tail: 3,
                        commission_bp: Some(1_000),
                        rounds: 1,
                        ..KEPT
                    },
                    Part {
                        who: "vera",
                        fee: Some(24_000),
                        promise: "2 videos",
                        luck: 0.8,
                        orders: 4,
                        late: 8,
                        rounds: 3,
                        terms: "net 60 from posted",
                        pay: Pay::Half(2),
                        note: "The second video is too dark. The other half of the fee waits until she films it again.",
                        decision: Some(Decision::Drop),
                        again: Some(false),
                        ..POSTS
                    },
                ],
            },
            Test {
                name: "Batch 2",
                started_ago: Some(26),
                rule: (4, None, Some(5)),
                cast: &[
                    Part {
                        who: "star",
                        luck: 1.4,
                        orders: 30,
                        rights: &[spark(14, "serum on bare skin"), usage(90, Some(5_000))],
                        pay: Pay::Open,
                        ..POSTS
                    },
                    Part {
                        who: "wren",
                        lag: 1,
                        luck: 0.9,
                        orders: 3,
                        pay: Pay::Open,
                        terms: "net 7 from posted",
                        ..POSTS
                    },
                    Part { who: "yuki", lag: 3, luck: 5.2, orders: 14, pay: Pay::Open, unread_from: 7, ..POSTS },
                    Part { who: "zoe", lag: 7, luck: 1.0, orders: 9, pay: Pay::Open, ..POSTS },
                    Part { who: "alma", lag: 9, unread_from: 0, pay: Pay::Open, ..POSTS },
                    Part { who: "bea", lag: 12, rounds: 1, pay: Pay::Open, ..POSTS },
                    Part { who: "carla", lag: 5, course: Course::Loses, ..FALLS_OUT },
                    Part { who: "dara", lag: 20, pay: Pay::Open, promise: "2 videos", ..POSTS },
                    Part { who: "edda", lag: 18, course: Course::Silent, ..FALLS_OUT },
                    Part { who: "finn", lag: 17, course: Course::Haggles, ..FALLS_OUT },
                ],
            },
            Test {
                name: "Batch 3",
                started_ago: None,
                rule: (2, None, Some(5)),
                cast: &[
                    Part { who: "steady", commission_bp: Some(1_000), ..FALLS_OUT },
                    Part { who: "greta", ..FALLS_OUT },
                    Part { who: "ines", promise: "1 video, 1 story", ..FALLS_OUT },
                    Part { who: "juno", ..FALLS_OUT },
                ],
            },
        ],
    },
    Campaign {
        name: "SPF stick teaser",
        sells: "SPF 50 stick",
        question: "Do fitness creators bring new buyers for the SPF stick?",
        goal: Goal::Conversions,
        niches: &["FitnessOver40", "skincare", "diy"],
        margin_bp: 6_500,
        budget_minor: 150_000,
        price_minor: 2_200,
        goods_minor: 640,
        brief: "Put it on before you go outside. Say where you are. Name the product once, and say that it is an ad.",
        planned_ago: 6,
        starts_in: Some(18),
        tests: &[Test {
            name: "Batch 1",
            started_ago: None,
            rule: (2, None, Some(5)),
            cast: &[
                Part { who: "kemi", ..FALLS_OUT },
                Part { who: "lena", ..FALLS_OUT },
                Part { who: "malu", ..FALLS_OUT },
            ],
        }],
    },
];
