//! The screens a person can go to.

use strum::EnumIter;

use super::{Action, Scope};

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter)]
pub enum Place {
    /// First run: the ways in.
    Welcome,
    /// The table of creators.
    Creators,
    /// Creators one at a time, to decide on.
    Triage,
    /// Everything about one creator.
    Page,
    /// Campaigns and their batches.
    Campaigns,
    /// The creators of one batch.
    Batch,
    /// One creator in one batch.
    Collaboration,
    /// A column for each stage, a card for each collaboration.
    Board,
    /// Whom to put into the next batch.
    Builder,
    /// What came back, per campaign.
    Results,
    /// Importing a file.
    Import,
    /// Possible duplicates.
    Duplicates,
    /// Every change.
    History,
    /// What is due.
    Agenda,
    /// Niches and tags.
    Niches,
    /// What is to be paid to creators.
    Payments,
    /// Creators to book again.
    Rebook,
    /// Anything by a few letters.
    Find,
    /// The configuration.
    Settings,
}

impl Place {
    /// All places with a key of their own but the first run, in the order of the line at the top: what is looked at most comes first.
    /// At those with `true` a person stays: Esc does not lead back from them.
    const LISTED: [(Self, bool); 15] = [
        (Self::Agenda, true),
        (Self::Creators, true),
        (Self::Triage, true),
        (Self::Campaigns, true),
        (Self::Board, true),
        (Self::Results, true),
        (Self::Builder, false),
        (Self::Payments, false),
        (Self::Find, false),
        (Self::History, true),
        (Self::Settings, false),
        (Self::Import, true),
        (Self::Rebook, false),
        (Self::Niches, false),
        (Self::Duplicates, false),
    ];

    /// The places of the line at the top, in its order.
    pub fn listed() -> impl Iterator<Item = Self> {
        Self::LISTED.into_iter().map(|(place, _)| place)
    }

    /// Whether a person stays here: Esc does not lead back.
    pub fn is_stayed_at(self) -> bool {
        Self::LISTED.contains(&(self, true))
    }

    /// The name, in the tabs and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Welcome => "Welcome",
            Self::Creators => "Creators",
            Self::Triage => "Triage",
            Self::Page => "Creator",
            Self::Campaigns => "Campaigns",
            Self::Batch => "Batch",
            Self::Collaboration => "Collaboration",
            Self::Board => "Board",
            Self::Builder => "Next batch",
            Self::Results => "Results",
            Self::Import => "Import",
            Self::Duplicates => "Duplicates",
            Self::History => "History",
            Self::Agenda => "Agenda",
            Self::Niches => "Niches",
            Self::Payments => "Payments",
            Self::Rebook => "Rebook",
            Self::Find => "Find",
            Self::Settings => "Settings",
        }
    }

    /// The action that opens it from any screen. The pages of a creator, a batch and a
    /// collaboration have none: they open from a list.
    pub fn action(self) -> Option<Action> {
        Some(Action::Go(self)).filter(|action| action.exists())
    }

    /// The scopes in which a key is looked up here, from the narrowest outwards.
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Welcome => &[Scope::Welcome, Scope::Global],
            Self::Creators => &[Scope::Creators, Scope::List, Scope::Global],
            Self::Triage => &[Scope::Triage, Scope::List, Scope::Global],
            Self::Page => &[Scope::Page, Scope::List, Scope::Global],
            Self::Campaigns => &[Scope::Campaigns, Scope::List, Scope::Global],
            Self::Batch => &[Scope::Batch, Scope::List, Scope::Global],
            Self::Collaboration => &[Scope::Collaboration, Scope::List, Scope::Global],
            Self::Board => &[Scope::Board, Scope::List, Scope::Global],
            Self::Builder => &[Scope::Builder, Scope::List, Scope::Global],
            Self::Results => &[Scope::Results, Scope::List, Scope::Global],
            Self::Import => &[Scope::Import, Scope::List, Scope::Global],
            Self::Duplicates => &[Scope::Duplicates, Scope::List, Scope::Global],
            Self::History => &[Scope::History, Scope::List, Scope::Global],
            Self::Agenda => &[Scope::Agenda, Scope::List, Scope::Global],
            Self::Niches => &[Scope::Niches, Scope::List, Scope::Global],
            Self::Payments => &[Scope::Payments, Scope::List, Scope::Global],
            Self::Rebook => &[Scope::Rebook, Scope::List, Scope::Global],
            Self::Find => &[Scope::Find, Scope::List, Scope::Global],
            Self::Settings => &[Scope::Settings, Scope::List, Scope::Global],
        }
    }
}
