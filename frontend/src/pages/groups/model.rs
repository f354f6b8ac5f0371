//! Logic of the groups' pages without a screen: order and filters of topics, and what a form's words mean.

use crate::order::by_key;
use chrono::Datelike;
use obrady_types::groups::{Body, BodyKind, BodyState, GroupKind, Topic, TopicState};

/// Which topics are shown; stands in the address as `?topics=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TopicFilter {
    /// Waiting or on an agenda.
    #[default]
    Open,
    /// Discussed.
    Done,
    /// Dropped.
    Dropped,
    /// All.
    All,
}

impl TopicFilter {
    /// All filters in the order of the page.
    pub const ALL: [TopicFilter; 4] = [Self::Open, Self::Done, Self::Dropped, Self::All];

    /// The filter's word in the address; the first has none.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Open => None,
            Self::Done => Some("done"),
            Self::Dropped => Some("dropped"),
            Self::All => Some("all"),
        }
    }

    /// The filter that an address names.
    pub fn named(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|filter| filter.word() == word).unwrap_or_default()
    }

    /// Whether it shows a topic in this state.
    pub fn shows(self, state: TopicState) -> bool {
        match self {
            Self::Open => matches!(state, TopicState::Backlog | TopicState::Scheduled),
            Self::Done => state == TopicState::Done,
            Self::Dropped => state == TopicState::Dropped,
            Self::All => true,
        }
    }
}

/// The topics that a filter shows: waiting ones first, then by urgency, then by the wished date.
pub fn shown(topics: &[Topic], filter: TopicFilter) -> Vec<Topic> {
    let shown = topics.iter().filter(|topic| filter.shows(topic.state)).cloned().collect();
    by_key(shown, |topic| {
        let rank = match topic.state {
            TopicState::Backlog => 0,
            TopicState::Scheduled => 1,
            TopicState::Done => 2,
            TopicState::Dropped => 3,
        };
        let wished = topic.planned.map_or(i64::MAX, |period| i64::from(period.from.num_days_from_ce()));
        [rank, i64::from(topic.priority), wished]
    })
}

/// How pressing a topic is, in words instead of the numbers 1 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// 1 to 3.
    High,
    /// 4 to 6.
    Normal,
    /// 7 to 9.
    Low,
}

impl Urgency {
    /// The word for a priority.
    pub fn of(priority: i32) -> Self {
        match priority {
            ..=3 => Self::High,
            4..=6 => Self::Normal,
            _ => Self::Low,
        }
    }

    /// The word that a form's choice names.
    pub fn named(word: &str) -> Self {
        match word {
            "high" => Self::High,
            "low" => Self::Low,
            _ => Self::Normal,
        }
    }

    /// The form's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Normal => "normal",
            Self::Low => "low",
        }
    }

    /// The priority to send. A topic that was as pressing before keeps its exact place.
    pub fn priority(self, before: Option<i32>) -> i32 {
        match (before, self) {
            (Some(before), _) if Self::of(before) == self => before,
            (_, Self::High) => 2,
            (_, Self::Normal) => 5,
            (_, Self::Low) => 8,
        }
    }
}

/// The points of a topic, one in each line that has text.
pub fn points(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

/// Groups and councils, those at work apart from those that have ended.
pub fn by_state(bodies: Vec<Body>) -> (Vec<Body>, Vec<Body>) {
    bodies
        .into_iter()
        .filter(|body| body.kind != BodyKind::Convent)
        .partition(|body| body.state != BodyState::Dissolved)
}

/// Bodies as a tree: each with how deep it stands, below the one that it belongs to; the order of siblings stays. One
/// whose parent is not among them stands at the top.
pub fn tree(bodies: Vec<Body>) -> Vec<(usize, Body)> {
    let is_top = |body: &Body| body.parent_id.is_none_or(|parent| bodies.iter().all(|other| other.id != parent));
    let mut open: Vec<(usize, &Body)> = bodies.iter().filter(|body| is_top(body)).map(|body| (0, body)).rev().collect();
    let mut found = Vec::new();
    while let Some((depth, body)) = open.pop() {
        found.push((depth, body.clone()));
        let below = bodies.iter().filter(|other| other.parent_id == Some(body.id) && other.id != body.id);
        let mut below: Vec<(usize, &Body)> = below.map(|other| ((depth + 1).min(2), other)).collect();
        below.reverse();
        open.extend(below);
    }
    found
}

/// Kinds of bodies to choose from, as the wire calls them; groups first, because there are many.
pub const KINDS: [(&str, BodyKind); 4] = [
    ("group", BodyKind::Group),
    ("council", BodyKind::Council),
    ("convent", BodyKind::Convent),
    ("platform", BodyKind::Platform),
];

/// Labels of groups.
pub const LABELS: [(&str, GroupKind); 2] = [("working", GroupKind::Working), ("thematic", GroupKind::Thematic)];

/// The value that a word stands for.
pub fn named<T: Copy>(all: &[(&str, T)], word: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// The word of a value.
pub fn word_of<T: Copy + PartialEq>(all: &[(&'static str, T)], value: T) -> &'static str {
    all.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| *word)
}

/// Whether a body may stand above one of this kind.
pub fn may_stand_above(body: &Body, kind: BodyKind) -> bool {
    body.state != BodyState::Dissolved && body.kind.rank() < kind.rank()
}

/// The states that a body may go on to; dissolving comes last.
pub fn steps(from: BodyState) -> Vec<BodyState> {
    let all = [BodyState::Established, BodyState::Active, BodyState::Suspended];
    let mut next: Vec<BodyState> = all.into_iter().filter(|to| from.may_become(*to)).collect();
    if from != BodyState::Dissolved {
        next.push(BodyState::Dissolved);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_goes_on_as_the_server_lets_it() {
        use BodyState::{Active, Dissolved, Established, Proposed, Suspended};
        assert_eq!(steps(Proposed), [Established, Dissolved]);
        assert_eq!(steps(Established), [Active, Dissolved]);
        assert_eq!(steps(Active), [Suspended, Dissolved]);
        assert_eq!(steps(Suspended), [Active, Dissolved]);
        assert_eq!(steps(Dissolved), []);
        for (word, kind) in KINDS {
            assert_eq!((named(&KINDS, word), word_of(&KINDS, kind)), (Some(kind), word));
        }
    }

    fn topic(title: &str, state: &str, priority: i32, planned: Option<&str>) -> Topic {
        let id = uuid::Uuid::from_u128(1);
        let planned = planned.map(|from| serde_json::json!({"from": from, "precision": "month"}));
        serde_json::from_value(serde_json::json!({
            "id": id, "body_id": id, "title": title, "sub_points": [], "priority": priority, "source": "member",
            "planned": planned, "carried_count": 0, "state": state, "version": 1
        }))
        .expect("a topic")
    }

    fn titles(topics: &[Topic], filter: TopicFilter) -> Vec<String> {
        shown(topics, filter).into_iter().map(|topic| topic.title).collect()
    }

    #[test]
    fn topics_are_filtered_and_the_pressing_ones_come_first() {
        let all = [
            topic("współpraca z sądami", "backlog", 5, None),
            topic("rodziny wspierające", "backlog", 5, Some("2026-12-01")),
            topic("asystentura", "scheduled", 1, None),
            topic("usamodzielnienie", "backlog", 2, None),
            topic("rejestr", "done", 1, None),
            topic("NGO", "dropped", 1, None),
        ];
        let open = ["usamodzielnienie", "rodziny wspierające", "współpraca z sądami", "asystentura"];
        assert_eq!(titles(&all, TopicFilter::Open), open);
        assert_eq!(titles(&all, TopicFilter::Done), ["rejestr"]);
        assert_eq!(titles(&all, TopicFilter::Dropped), ["NGO"]);
        assert_eq!(titles(&all, TopicFilter::All).len(), 6);
    }

    #[test]
    fn an_address_names_its_filter_and_an_unknown_one_the_default() {
        for filter in TopicFilter::ALL {
            assert_eq!(TopicFilter::named(filter.word()), filter);
        }
        assert_eq!(TopicFilter::named(Some("nonsense")), TopicFilter::Open);
    }

    #[test]
    fn urgency_keeps_the_exact_priority_unless_it_changes() {
        for priority in 1..=9 {
            assert_eq!(Urgency::of(priority).priority(Some(priority)), priority);
            assert_eq!(Urgency::named(Urgency::of(priority).word()), Urgency::of(priority));
        }
        assert_eq!(Urgency::High.priority(Some(5)), 2);
        assert_eq!(Urgency::Low.priority(None), 8);
    }

    #[test]
    fn points_are_lines_with_text() {
        assert_eq!(points(" rola asystenta \n\n warsztat\r\n"), ["rola asystenta", "warsztat"]);
        assert!(points(" \n ").is_empty());
    }

    #[test]
    fn bodies_stand_below_the_one_that_they_belong_to() {
        let body = |n: u128, parent: Option<u128>| -> Body {
            serde_json::from_value(serde_json::json!({
                "id": uuid::Uuid::from_u128(n), "region_id": uuid::Uuid::from_u128(12), "kind": "group",
                "name": format!("{n}"), "purpose": "", "state": "active", "established_on": "2013-07-25",
                "default_item_minutes": 15, "version": 1, "parent_id": parent.map(uuid::Uuid::from_u128)
            }))
            .expect("a body")
        };
        let all = vec![body(1, Some(9)), body(2, Some(3)), body(3, None), body(4, Some(2)), body(5, Some(3))];
        let drawn: Vec<(usize, String)> = tree(all).into_iter().map(|(depth, body)| (depth, body.name)).collect();
        let expected = [(0, "1"), (0, "3"), (1, "2"), (2, "4"), (1, "5")];
        assert_eq!(drawn, expected.map(|(depth, name)| (depth, name.to_owned())));
    }
}
