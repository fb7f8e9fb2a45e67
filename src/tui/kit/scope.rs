//! The scopes of actions, and their headings in help.

/// The scope of an action. Keys are resolved from the narrowest scope outwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumIter)]
pub enum Scope {
    /// Everywhere except in text boxes.
    Global,
    /// In every list.
    List,
    /// The table of creators.
    Creators,
    /// One creator after the other.
    Triage,
    /// Everything about one creator.
    Page,
    /// Campaigns and their batches.
    Campaigns,
    /// The creators of a batch.
    Batch,
    /// One collaboration.
    Collaboration,
    /// The board.
    Board,
    /// The builder of the next batch.
    Builder,
    /// The results of a campaign.
    Results,
    /// Choosing and checking a file.
    Import,
    /// Possible duplicates.
    Duplicates,
    /// First run.
    Welcome,
    /// What is due.
    Agenda,
    /// Niches and tags.
    Niches,
    /// What is to be paid to creators.
    Payments,
    /// Creators to book again.
    Rebook,
    /// Every change.
    History,
    /// Anything by a few letters.
    Find,
    /// The configuration.
    Settings,
}

impl Scope {
    /// The name in the configuration and the reference page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Creators => "creators",
            Self::Triage => "triage",
            Self::Page => "page",
            Self::Campaigns => "campaigns",
            Self::Batch => "batch",
            Self::Collaboration => "collaboration",
            Self::Board => "board",
            Self::Builder => "builder",
            Self::Results => "results",
            Self::Import => "import",
            Self::Duplicates => "duplicates",
            Self::Welcome => "welcome",
            Self::Agenda => "agenda",
            Self::Niches => "niches",
            Self::Payments => "payments",
            Self::Rebook => "rebook",
            Self::History => "history",
            Self::Find => "find",
            Self::Settings => "settings",
        }
    }
}

/// The heading under which help lists an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumIter)]
pub enum Group {
    /// Decide.
    Decide,
    /// Describe.
    Describe,
    /// Campaigns and batches.
    Campaigns,
    /// Find.
    Find,
    /// Move.
    Move,
    /// Mark.
    Mark,
    /// Undo and redo.
    Undo,
    /// Out of Tenfold.
    Out,
    /// Everywhere.
    Everywhere,
}

impl Group {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Decide => "DECIDE",
            Self::Describe => "DESCRIBE",
            Self::Campaigns => "CAMPAIGNS AND BATCHES",
            Self::Find => "FIND",
            Self::Move => "MOVE",
            Self::Mark => "MARK",
            Self::Undo => "UNDO",
            Self::Out => "OUT",
            Self::Everywhere => "EVERYWHERE",
        }
    }
}
