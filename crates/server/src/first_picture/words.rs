//! The words of the browser application, read from its own files, so that the picture and the page say the same.

use obrady_api::Language;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The texts of one language by `file.key`.
type Texts = BTreeMap<String, String>;

macro_rules! texts {
    ($language:literal: $($file:literal)+) => {{
        let mut texts = Texts::new();
        $(
            let file = include_str!(concat!("../../../../frontend/locales/", $language, "/", $file, ".json"));
            let file: Texts = serde_json::from_str(file).unwrap_or_default();
            texts.extend(file.into_iter().map(|(key, text)| (format!("{}.{key}", $file), text)));
        )+
        texts
    }};
}

macro_rules! of_language {
    ($name:ident $language:literal) => {
        static $name: LazyLock<Texts> = LazyLock::new(|| {
            texts!($language: "agenda" "common" "convents" "groups" "meetings" "portal" "programmes" "start" "trainings")
        });
    };
}

of_language!(POLISH "pl");
of_language!(ENGLISH "en");

/// The words of a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(pub(super) Language);

impl Words {
    fn texts(self) -> &'static Texts {
        match self.0 {
            Language::Pl => &POLISH,
            Language::En => &ENGLISH,
        }
    }

    /// A text without parameters.
    pub(super) fn t(self, key: &str) -> &'static str {
        self.texts().get(key).map_or("", String::as_str)
    }

    /// A text with its parameters.
    pub(super) fn with(self, key: &str, values: &[(&str, &str)]) -> String {
        // In one go, so that a value that looks like a parameter stays as it is.
        let mut pieces = self.t(key).split("{{");
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once("}}").unwrap_or(("", piece));
            text.push_str(values.iter().find(|(known, _)| *known == name.trim()).map_or("", |(_, value)| *value));
            text.push_str(rest);
        }
        text
    }

    /// A text in the form that fits a number, its parameter `count`.
    pub(super) fn count(self, key: &str, count: i32) -> String {
        let form = match (self.0, count) {
            (_, 1) => "one",
            (Language::En, _) => "other",
            (Language::Pl, count) if matches!(count % 10, 2..=4) && !matches!(count % 100, 12..=14) => "few",
            (Language::Pl, _) => "many",
        };
        self.with(&format!("{key}_{form}"), &[("count", &count.to_string())])
    }

    /// The word for a code of the wire: the texts' keys end with it.
    pub(super) fn coded(self, start: &str, code: impl Serialize) -> &'static str {
        let code = serde_json::to_value(code).unwrap_or_default();
        self.t(&format!("{start}{}", code.as_str().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::groups::{BodyState, MembershipCapacity, TopicState};
    use obrady_types::meetings::{AgendaItemKind, MeetingMode, MeetingState};
    use obrady_types::programmes::{InitiativeStatus, ObjectiveLevel, ObjectiveStatus, ProgrammeScope, ProgrammeState};
    use obrady_types::trainings::TrainingForm;

    const SOURCES: &[&str] = &[
        include_str!("frame.rs"),
        include_str!("group.rs"),
        include_str!("meeting.rs"),
        include_str!("news.rs"),
        include_str!("parts.rs"),
        include_str!("programme.rs"),
        include_str!("start.rs"),
        include_str!("training.rs"),
    ];

    /// Literals that look like `file.key`.
    fn named() -> impl Iterator<Item = &'static str> {
        let fits = |text: &&str| {
            let (file, key) = text.split_once('.').unwrap_or_default();
            let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            plain(file) && plain(key)
        };
        SOURCES.iter().flat_map(|source| source.split('"')).filter(fits)
    }

    #[test]
    fn every_word_that_is_named_is_there_in_both_languages() {
        assert!(named().count() > 80, "{}", named().count());
        for words in [Words(Language::Pl), Words(Language::En)] {
            for key in named() {
                let there = if key.ends_with('_') {
                    words.texts().keys().any(|known| known.starts_with(key))
                } else {
                    ["", "_one"].iter().any(|form| !words.t(&format!("{key}{form}")).is_empty())
                };
                assert!(there, "{key} in {:?}", words.0);
            }
        }
    }

    #[test]
    fn every_code_has_its_word() {
        macro_rules! check {
            ($($start:literal $kind:ident: $($code:ident)+;)+) => {$($(
                for language in [Language::Pl, Language::En] {
                    assert!(!Words(language).coded($start, $kind::$code).is_empty(), "{}{:?}", $start, $kind::$code);
                }
            )+)+};
        }
        check! {
            "groups.state_" BodyState: Proposed Established Active Suspended Dissolved;
            "groups.cap_" MembershipCapacity: Member Observer Expert Secretary;
            "groups.topic_" TopicState: Backlog Scheduled Done Dropped;
            "meetings.state_" MeetingState: Draft Scheduled AgendaPublished InProgress Held Closed Cancelled;
            "meetings.mode_" MeetingMode: InPerson Online Hybrid;
            "meetings.kind_" AgendaItemKind: Opening AdoptAgenda ApproveMinutes Presentation Discussion Consultation
                SurveyResults Election RulesChange Resolution Planning Aob Closing Section Break;
            "programmes.scope_" ProgrammeScope: Provincial County National Eu;
            "programmes.state_" ProgrammeState: Concept Drafting Adopted InForce UnderUpdate Expired Superseded Abandoned;
            "programmes.level_" ObjectiveLevel: Overriding Specific Task;
            "programmes.status_" ObjectiveStatus: Planned InProgress Done Dropped;
            "programmes.initiative_" InitiativeStatus: Planned InProgress Completed Stopped;
            "trainings.form_" TrainingForm: Course Workshop Seminar StudyVisit Supervision;
        }
    }

    #[test]
    fn parameters_are_filled_once_and_numbers_choose_the_form() {
        let (pl, en) = (Words(Language::Pl), Words(Language::En));
        assert_eq!(pl.with("groups.since", &[("date", "{{ date }}")]), "od {{ date }}");
        let seats = |words: Words, count| words.count("trainings.seats_left", count);
        assert_eq!(seats(pl, 1), "zostało 1 miejsce");
        assert_eq!(seats(pl, 3), "zostały 3 miejsca");
        assert_eq!(seats(pl, 13), "zostało 13 miejsc");
        assert_eq!(seats(pl, 22), "zostały 22 miejsca");
        assert_ne!(seats(en, 1), seats(en, 2).replace('2', "1"));
    }
}
