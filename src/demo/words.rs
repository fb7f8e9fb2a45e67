//! The invented words of the made-up shop. Nobody here exists.

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

/// A niche: its name, words for handles and bios, and how well it fits a skin-care shop (0 to 1).
pub struct Niche {
    /// Written like its hashtag.
    pub name: &'static str,
    /// Parts of handles.
    pub words: &'static [&'static str],
    /// What the profile text says.
    pub bios: &'static [&'static str],
    /// How well its viewers fit the shop.
    pub fit: f64,
}

/// The niches of the made-up list.
pub const NICHES: &[Niche] = &[
    Niche {
        name: "skincare",
        words: &["skin", "glow", "barrier", "dewy", "balm", "jars", "spf"],
        bios: &["reading labels so you do not have to", "simple routines for tired skin", "one bottle at a time"],
        fit: 1.0,
    },
    Niche {
        name: "skincare/acne",
        words: &["clear", "calm", "acne", "patch"],
        bios: &["acne at thirty, honestly", "no filters, some scars"],
        fit: 0.95,
    },
    Niche {
        name: "k-beauty",
        words: &["seoul", "glass", "mask", "toner"],
        bios: &["ten steps, three that matter", "glass skin on a budget"],
        fit: 0.9,
    },
    Niche {
        name: "makeup",
        words: &["gloss", "brush", "liner", "lips"],
        bios: &["five-minute faces", "drugstore first"],
        fit: 0.7,
    },
    Niche {
        name: "BookTok",
        words: &["reads", "pages", "shelf", "plot"],
        bios: &["crying over paper since 2009", "one book a week, spoilers never"],
        fit: 0.3,
    },
    Niche {
        name: "CleanTok",
        words: &["tidy", "soap", "scrub", "shine"],
        bios: &["small flats, big resets", "the smell of done"],
        fit: 0.4,
    },
    Niche {
        name: "FitnessOver40",
        words: &["lifts", "strong", "moves", "stretch"],
        bios: &["late start, no excuses", "knees that still work"],
        fit: 0.5,
    },
    Niche {
        name: "diy",
        words: &["makes", "glue", "paint", "fixes"],
        bios: &["measured once, cut twice", "my landlord does not follow me"],
        fit: 0.3,
    },
    Niche {
        name: "coffee",
        words: &["brews", "beans", "crema", "roast"],
        bios: &["one good cup", "dialing in, always"],
        fit: 0.2,
    },
    Niche {
        name: "plants",
        words: &["leaf", "pots", "moss", "roots"],
        bios: &["forty pots, one window", "propagating everything"],
        fit: 0.3,
    },
    Niche {
        name: "meal-prep",
        words: &["eats", "oats", "bowls", "batch"],
        bios: &["sunday cooks for monday", "cheap and green"],
        fit: 0.4,
    },
    Niche {
        name: "thrift",
        words: &["thrifts", "denim", "finds", "vintage"],
        bios: &["second hand, first choice", "under ten dollars"],
        fit: 0.5,
    },
    Niche {
        name: "dogs",
        words: &["paws", "walks", "pup", "fetch"],
        bios: &["he chose the sofa", "two dogs, one brain cell"],
        fit: 0.3,
    },
    Niche {
        name: "knitting",
        words: &["knits", "wool", "loops", "yarn"],
        bios: &["sleeve island, population me", "yarn first, rent second"],
        fit: 0.3,
    },
];

/// Endings of handles.
pub const ENDINGS: &[&str] =
    &["daily", "club", "diary", "notes", "house", "lab", "hour", "corner", "with.me", "again", "etc", "."];

/// Countries with their language, likeliest first.
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
