//! The agenda as a tree: what a command does to it, what undoes it, and how its items are numbered.
//!
//! Browser and server run the same functions, the browser at once, the server for truth.

mod commands;
mod labels;
mod place;
mod selection;
mod tree;
mod undo;

pub use labels::{frozen_labels, labels};
pub use tree::{AgendaTree, same_content};
pub use undo::rebase_undo;

use obrady_types::ErrorCode;
use std::fmt;

/// The deepest level of an agenda; items without a parent stand on level 1.
pub const MAX_DEPTH: usize = 3;

/// The most items of one agenda, over all its days.
pub const MAX_ITEMS: usize = 500;

/// Why a command does not fit an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgendaRefusal {
    /// There is no such item (any more).
    ItemUnknown,
    /// There is an item with this id already.
    ItemExists,
    /// The day does not belong to the meeting (I-12).
    DayUnknown,
    /// There is no such parent (any more).
    ParentUnknown,
    /// The parent stands on another day than the place names.
    ParentOnOtherDay,
    /// The item to follow does not stand at that place (any more).
    SiblingUnknown,
    /// An item cannot stand under itself.
    Cycle,
    /// The item, or something under it, would stand below level [`MAX_DEPTH`].
    TooDeep,
    /// A break would have something under it.
    UnderBreak,
    /// The item was changed after the command was made, or an undo would take away what others put under it.
    Stale,
    /// The agenda would have more than [`MAX_ITEMS`] items.
    TooManyItems,
    /// The items to put back are not one subtree in depth-first order.
    MalformedRestore,
}

impl AgendaRefusal {
    /// The code of the answer: `agenda_conflict` where somebody else's change explains the refusal and the
    /// current items help to go on, `agenda_refused` where the command is wrong on any agenda like this.
    #[must_use]
    pub fn code(self) -> ErrorCode {
        match self {
            Self::ItemUnknown | Self::ParentUnknown | Self::ParentOnOtherDay | Self::SiblingUnknown | Self::Stale => {
                ErrorCode::AgendaConflict
            }
            Self::ItemExists
            | Self::DayUnknown
            | Self::Cycle
            | Self::TooDeep
            | Self::UnderBreak
            | Self::TooManyItems
            | Self::MalformedRestore => ErrorCode::AgendaRefused,
        }
    }

    /// A stable name in snake case, for logs and test vectors.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ItemUnknown => "item_unknown",
            Self::ItemExists => "item_exists",
            Self::DayUnknown => "day_unknown",
            Self::ParentUnknown => "parent_unknown",
            Self::ParentOnOtherDay => "parent_on_other_day",
            Self::SiblingUnknown => "sibling_unknown",
            Self::Cycle => "cycle",
            Self::TooDeep => "too_deep",
            Self::UnderBreak => "under_break",
            Self::Stale => "stale",
            Self::TooManyItems => "too_many_items",
            Self::MalformedRestore => "malformed_restore",
        }
    }
}

impl fmt::Display for AgendaRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::error::Error for AgendaRefusal {}
