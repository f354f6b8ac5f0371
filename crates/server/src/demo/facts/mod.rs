//! What public sources say about Małopolska's groups and convent, and what was invented to make it whole.
//!
//! Officers of the convent are people of public functions and stand with their names; everyone else, and every
//! date or hour that no source gives, is invented and marked `synthetic`. Titles are kept word for word, but for
//! their first letter; what is longer than a title is retold.

pub(in crate::demo) mod convent;
pub(in crate::demo) mod directory;
pub(in crate::demo) mod groups;
pub(in crate::demo) mod platform;
pub(in crate::demo) mod portal;
pub(in crate::demo) mod programmes;
pub(in crate::demo) mod trainings;

use obrady_types::groups::PeriodPrecision;
use obrady_types::meetings::{AgendaItemKind, DeliverableKind, MeetingMode};

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
    pub(in crate::demo) record: Record,
    pub(in crate::demo) children: &'static [Item],
}

/// An item with nothing but title, kind and minutes.
pub(in crate::demo) const fn item(title: &'static str, kind: AgendaItemKind, minutes: i32) -> Item {
    Item {
        title,
        kind,
        minutes: Some(minutes),
        speaker: None,
        outcome: None,
        topic: None,
        record: NOTHING,
        children: &[],
    }
}

/// What was recorded on an item.
pub(in crate::demo) struct Record {
    pub(in crate::demo) statements: &'static [Said],
    /// Area, and what was found out.
    pub(in crate::demo) findings: &'static [(&'static str, &'static str)],
    pub(in crate::demo) decisions: &'static [&'static str],
    pub(in crate::demo) tasks: &'static [Task],
}

/// Nothing was recorded.
pub(in crate::demo) const NOTHING: Record = Record { statements: &[], findings: &[], decisions: &[], tasks: &[] };

/// A statement: whether the host speaks, what was said, the place of what it answers, what it led to.
pub(in crate::demo) struct Said {
    pub(in crate::demo) host: bool,
    pub(in crate::demo) text: &'static str,
    pub(in crate::demo) answers: Option<usize>,
    pub(in crate::demo) led_to: Option<&'static str>,
}

/// Something to do: its owner is the host of the groups.
pub(in crate::demo) struct Task {
    pub(in crate::demo) title: &'static str,
    pub(in crate::demo) due: (Date, PeriodPrecision),
    pub(in crate::demo) kind: Option<DeliverableKind>,
    pub(in crate::demo) done: Option<Date>,
    /// Title, description, address.
    pub(in crate::demo) deliverable: Option<(&'static str, &'static str, &'static str)>,
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
