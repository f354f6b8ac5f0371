//! What public sources say about Małopolska's groups and convent, and what was invented to make it whole.
//!
//! Officers of the convent are people of public functions and stand with their names; everyone else, and every
//! date or hour that no source gives, is invented and marked `synthetic`. Titles are kept word for word, but for
//! their first letter; what is longer than a title is retold.

pub(in crate::demo) mod convent;
pub(in crate::demo) mod directory;
pub(in crate::demo) mod groups;
pub(in crate::demo) mod portal;

use obrady_types::meetings::{AgendaItemKind, MeetingMode};

/// A date of the past: year, month, day.
pub(in crate::demo) type Date = (i32, u32, u32);

/// An agenda item: title, kind, minutes, speaker, outcome, and the topic of the body that it takes up.
pub(in crate::demo) struct Item {
    pub(in crate::demo) title: &'static str,
    pub(in crate::demo) kind: AgendaItemKind,
    pub(in crate::demo) minutes: Option<i32>,
    pub(in crate::demo) speaker: Option<&'static str>,
    pub(in crate::demo) outcome: Option<&'static str>,
    pub(in crate::demo) topic: Option<&'static str>,
    pub(in crate::demo) children: &'static [Item],
}

/// An item with nothing but title, kind and minutes.
pub(in crate::demo) const fn item(title: &'static str, kind: AgendaItemKind, minutes: i32) -> Item {
    Item { title, kind, minutes: Some(minutes), speaker: None, outcome: None, topic: None, children: &[] }
}

/// A day of the past and its items.
pub(in crate::demo) type PastDay = (Date, &'static [Item]);

/// A meeting of the past, with its days' items.
pub(in crate::demo) struct Past {
    pub(in crate::demo) title: &'static str,
    /// Number within the year, unless earlier meetings of that year are known to be missing here (I-16).
    pub(in crate::demo) ordinal: Option<i32>,
    pub(in crate::demo) mode: MeetingMode,
    pub(in crate::demo) venue: Option<&'static str>,
    pub(in crate::demo) days: &'static [PastDay],
}
