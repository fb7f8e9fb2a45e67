//! The word lists of the demo shop. All people are made up.

/// First names.
pub const NAMES: &[&str] = &[
    "Ada", "Alma", "Amara", "Anouk", "Arlo", "Asta", "Bea", "Benno", "Bo", "Carla", "Cato", "Dara", "Dewi", "Dina",
    "Edda", "Elio", "Elva", "Enzo", "Fay", "Femi", "Finn", "Gala", "Greta", "Hana", "Ida", "Ines", "Inga", "Iris",
    "Ivo", "Jana", "Jo", "Juno", "Kaja", "Kemi", "Kit", "Lale", "Lena", "Lio", "Lotte", "Lulu", "Mai", "Malu", "Mara",
    "Mika", "Milo", "Mina", "Nala", "Nia", "Nils", "Noor", "Nova", "Oda", "Olga", "Orla", "Paz", "Pia", "Quinn",
    "Rafa", "Remi", "Rhea", "Romy", "Ruth", "Sada", "Sami", "Selma", "Sol", "Suki", "Tala", "Tess", "Thea", "Tilda",
    "Uma", "Vera", "Vito", "Wanda", "Wren", "Yara", "Yuki", "Zadie", "Zoe",
];

/// Family names.
pub const FAMILIES: &[&str] = &[
    "Abel", "Adeyo", "Balint", "Birk", "Castel", "Corvin", "Dalgas", "Ekeno", "Falk", "Ferro", "Grande", "Hartl",
    "Idowa", "Jarvo", "Kessel", "Kimura", "Lindt", "Marsh", "Moreau", "Nakata", "Olsen", "Petrik", "Quist", "Rosado",
    "Sandoz", "Tanner", "Ulm", "Varga", "Winkel", "Xander", "Yilan", "Zeman",
];

/// A niche: its name, words for handles, bios and captions, and how well it fits a skin-care shop (0 to 1).
pub struct Niche {
    /// Written like its hashtag.
    pub name: &'static str,
    /// Parts of handles.
    pub words: &'static [&'static str],
    /// Profile texts.
    pub bios: &'static [&'static str],
    /// Captions.
    pub captions: &'static [&'static str],
    /// How well its viewers fit the shop.
    pub fit: f64,
}

/// The niches of the demo list.
pub const NICHES: &[Niche] = &[
    Niche {
        name: "skincare",
        words: &["skin", "glow", "barrier", "dewy", "balm", "jars", "spf"],
        bios: &["reading labels so you do not have to", "simple routines for tired skin", "one bottle at a time"],
        captions: &[
            "3 moisturisers that did nothing for me (and the one that did)",
            "reading the label so you do not have to",
            "my whole routine in forty seconds 🧴",
            "what two weeks without toner looks like",
            "you are probably using too much of it",
            "cheap jar, expensive jar, same list",
            "rinse, wait, then the serum",
            "sunscreen under makeup: the honest test ☀️",
        ],
        fit: 1.0,
    },
    Niche {
        name: "skincare/acne",
        words: &["clear", "calm", "acne", "patch"],
        bios: &["acne at thirty, honestly", "no filters, some scars"],
        captions: &[
            "day 40 of leaving it alone",
            "patch on, phone down, bed",
            "what actually calmed this cheek",
            "no filter, bad light, good week",
            "things people say about skin like mine 🙃",
            "pillowcases matter more than you think",
            "the spot I did not touch: a love story",
            "asking a pharmacist your questions",
        ],
        fit: 0.95,
    },
    Niche {
        name: "k-beauty",
        words: &["seoul", "glass", "mask", "toner"],
        bios: &["ten steps, three that matter", "glass skin on a budget"],
        captions: &[
            "answering: is glass skin just grease?",
            "ten steps, but I skip seven",
            "sheet masks ranked by how funny they look",
            "the essence that smells like rain 🌧️",
            "toner first or toner never",
            "packing a bag with only minis",
            "five things from the corner shop in seoul",
            "glass skin on four hours of sleep ✨",
        ],
        fit: 0.9,
    },
    Niche {
        name: "makeup",
        words: &["gloss", "brush", "liner", "lips"],
        bios: &["five-minute faces", "drugstore first"],
        captions: &[
            "five-minute face, timed",
            "one lipstick, three moods 💄",
            "blush placement for tired people",
            "drugstore only, wedding ready",
            "the brush I would buy again",
            "eyeliner on a moving train",
            "copying my sister's face",
            "what stayed on after nine hours",
        ],
        fit: 0.7,
    },
    Niche {
        name: "BookTok",
        words: &["reads", "pages", "shelf", "plot"],
        bios: &["crying over paper since 2009", "one book a week, spoilers never"],
        captions: &[
            "books that ruined my week 📚",
            "reading one page a day is still reading",
            "the plot twist I saw coming and cried anyway",
            "five short books for long trains",
            "unhauling twenty books, pray for me",
            "the library is free and it shows",
            "rating first sentences",
            "if you liked the sad one, read this one",
        ],
        fit: 0.3,
    },
    Niche {
        name: "CleanTok",
        words: &["tidy", "soap", "scrub", "shine"],
        bios: &["small flats, big resets", "the smell of done"],
        captions: &[
            "sunday reset, small kitchen",
            "what is under the stove (do not look)",
            "one cloth, whole bathroom",
            "ten minutes before guests 🫧",
            "the drawer everyone has",
            "vinegar: yes here, never there",
            "cleaning the thing that cleans",
            "grout, before and after",
        ],
        fit: 0.4,
    },
    Niche {
        name: "FitnessOver40",
        words: &["lifts", "strong", "moves", "stretch"],
        bios: &["late start, no excuses", "knees that still work"],
        captions: &[
            "first pull-up at forty-six 💪",
            "knees that complain, a warm-up that helps",
            "three lifts, twenty minutes, done",
            "what I eat before six a.m.",
            "walking counts, it always did",
            "stretching next to the kettle",
            "strong is a slow word",
            "the week I did nothing, and why",
        ],
        fit: 0.5,
    },
    Niche {
        name: "diy",
        words: &["makes", "glue", "paint", "fixes"],
        bios: &["measured once, cut twice", "my landlord does not follow me"],
        captions: &[
            "a shelf from one plank",
            "I glued it, it held, I am shocked",
            "paint first, regret later 🎨",
            "fixing the chair nobody sits on",
            "my landlord will never know",
            "measured once, obviously",
            "hooks that hold a winter coat",
            "from pallet to bench in a weekend",
        ],
        fit: 0.3,
    },
    Niche {
        name: "coffee",
        words: &["brews", "beans", "crema", "roast"],
        bios: &["one good cup", "dialing in, always"],
        captions: &[
            "dialing in a stubborn bag",
            "one good cup on a camping stove",
            "why your crema is a lie ☕",
            "cheap grinder, long morning",
            "iced, in january, no notes",
            "the beans I was saving",
            "pour over for people in a hurry",
            "what the water does",
        ],
        fit: 0.2,
    },
    Niche {
        name: "plants",
        words: &["leaf", "pots", "moss", "roots"],
        bios: &["forty pots, one window", "propagating everything"],
        captions: &[
            "propagating everything again 🌿",
            "this leaf took four months",
            "repotting with too little soil",
            "which window gets the sun",
            "do not water it on a schedule",
            "the moss is back",
            "a tour of the sad shelf",
            "roots after ten days in a jar",
        ],
        fit: 0.3,
    },
    Niche {
        name: "meal-prep",
        words: &["eats", "oats", "bowls", "batch"],
        bios: &["sunday cooks for monday", "cheap and green"],
        captions: &[
            "five lunches, eleven dollars",
            "sunday cooks, monday thanks",
            "overnight oats that are not wet cement",
            "one tray, four dinners 🍠",
            "the sauce that fixes leftovers",
            "freezing rice, the right way",
            "green things I ate this week",
            "batch cooking with one pan",
        ],
        fit: 0.4,
    },
    Niche {
        name: "thrift",
        words: &["thrifts", "denim", "finds", "vintage"],
        bios: &["second hand, first choice", "under ten dollars"],
        captions: &[
            "everything under ten dollars",
            "the denim rack, an investigation",
            "it was two sizes up, now look 🧵",
            "things I put back and still think about",
            "how to smell wool before you buy it",
            "a whole outfit from one aisle",
            "vintage tags and what they say",
            "i found the other glove",
        ],
        fit: 0.5,
    },
    Niche {
        name: "dogs",
        words: &["paws", "walks", "pup", "fetch"],
        bios: &["he chose the sofa", "two dogs, one brain cell"],
        captions: &[
            "he chose the sofa again",
            "two dogs, one brain cell 🐾",
            "teaching fetch to a cat person's dog",
            "the walk we both needed",
            "what is in his mouth, the series",
            "muddy paws, clean hallway: a plan",
            "he hears the cheese drawer",
            "first day at the lake",
        ],
        fit: 0.3,
    },
    Niche {
        name: "knitting",
        words: &["knits", "wool", "loops", "yarn"],
        bios: &["sleeve island, population me", "yarn first, rent second"],
        captions: &[
            "welcome to sleeve island",
            "frogging three evenings of work 🧶",
            "yarn first, rent second",
            "a hat in one rainy day",
            "the stitch that finally made sense",
            "second sock syndrome",
            "blocking day, all towels taken",
            "knitting in the queue at the bank",
        ],
        fit: 0.3,
    },
];

/// Endings of handles.
pub const ENDINGS: &[&str] =
    &["daily", "club", "diary", "notes", "house", "lab", "hour", "corner", "with.me", "again", "etc", "today"];

/// Countries with their language, most likely first.
pub const COUNTRIES: &[(&str, &str)] = &[
    ("us", "en"),
    ("us", "en"),
    ("us", "en"),
    ("gb", "en"),
    ("ca", "en"),
    ("de", "de"),
    ("fr", "fr"),
    ("es", "es"),
    ("au", "en"),
    ("jp", "ja"),
];

/// Where creators were found.
pub const FOUND: &[&str] =
    &["#skincare", "#glassskin", "#gifted", "#ad", "For You page", "competitor: Plain Jar", "#booktok", ""];

/// Captions for any niche.
pub const SMALL_TALK: &[&str] = &[
    "come with me, it is a slow one",
    "quick one before work",
    "you asked, so here it is",
    "things I learned the long way",
    "ok but hear me out 👀",
    "a day in my week, nothing happens",
    "answering three questions from yesterday",
    "posting this before I change my mind 😅",
    "same me, other light",
    "the comments asked for this",
];

/// Openings of posts that continue an earlier one.
pub const AGAIN: &[&str] = &["part 2:", "again:", "update:", "one month later:", "asked again:"];

/// Captions of paid posts about a brand.
pub const PAID: &[&str] = &[
    "three weeks with {brand}: what changed and what did not",
    "{brand} sent me a box 📦 here is what I kept",
    "my code {code} still works at {brand}",
    "why I said yes to {brand}",
    "the one thing from {brand} I finished",
    "testing {brand} so you can keep your money",
];

/// Brands that pay for posts.
pub const BRANDS: &[&str] = &["Plain Jar", "Odd Acre", "Quiet Batch", "Tinsel Oak", "Halfmoon Yard", "Nubelo"];

/// Ad labels by language; the first is the fallback.
pub const LABELS: &[(&str, &[&str])] = &[
    ("en", &["#ad", "ad |", "[paid partnership]"]),
    ("de", &["Anzeige |", "Werbung:"]),
    ("es", &["#publi", "Publicidad |"]),
    ("fr", &["Collaboration commerciale |", "Publicité :"]),
    ("ja", &["#PR"]),
];
