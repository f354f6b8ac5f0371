//! Logic of the groups' pages without a screen: order and filters of topics, and what a form's words mean.

use crate::order::by_key;
use chrono::Datelike;
use obrady_types::groups::{Body, BodyKind, BodyState, Topic, TopicState};

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
