//! Words for what the wire says in codes.

use crate::texts::{Locale, Text};
use crate::{state::locale, tr, tx};
use obrady_rules::periods;
use obrady_types::ErrorCode;
use obrady_types::convents::{DeputySelection, Office, TermEndReason, TermState};
use obrady_types::groups::{BodyKind, BodyState, FuzzyPeriod, GroupKind, TopicState};
use obrady_types::meetings::{AgendaItemKind, Confidentiality, MeetingMode, MeetingState};

/// Polish is the language in force; tracked.
pub fn is_polish() -> bool {
    locale::lang() == Locale::pl
}

/// What kind of body it is.
pub fn body_kind(kind: BodyKind, group: Option<GroupKind>) -> Text {
    match (kind, group) {
        (BodyKind::Platform, _) => tx!(groups.kind_platform),
        (BodyKind::Group, Some(GroupKind::Working)) => tx!(groups.kind_working),
        (BodyKind::Group, Some(GroupKind::Thematic)) => tx!(groups.kind_thematic),
        (BodyKind::Group, None) => tx!(groups.kind_group),
        (BodyKind::Council, _) => tx!(groups.kind_council),
        (BodyKind::Convent, _) => tx!(groups.kind_convent),
    }
}

/// Where a body stands.
pub fn body_state(state: BodyState) -> Text {
    match state {
        BodyState::Proposed => tx!(groups.state_proposed),
        BodyState::Established => tx!(groups.state_established),
        BodyState::Active => tx!(groups.state_active),
        BodyState::Suspended => tx!(groups.state_suspended),
        BodyState::Dissolved => tx!(groups.state_dissolved),
    }
}

/// Where a topic stands.
pub fn topic_state(state: TopicState) -> Text {
    match state {
        TopicState::Backlog => tx!(groups.topic_backlog),
        TopicState::Scheduled => tx!(groups.topic_scheduled),
        TopicState::Done => tx!(groups.topic_done),
        TopicState::Dropped => tx!(groups.topic_dropped),
    }
}

/// A period as people say it.
pub fn period(period: FuzzyPeriod) -> String {
    if is_polish() { periods::label_pl(period) } else { periods::label_en(period) }
}

/// Where a meeting stands.
pub fn meeting_state(state: MeetingState) -> Text {
    match state {
        MeetingState::Draft => tx!(meetings.state_draft),
        MeetingState::Scheduled => tx!(meetings.state_scheduled),
        MeetingState::AgendaPublished => tx!(meetings.state_agenda_published),
        MeetingState::InProgress => tx!(meetings.state_in_progress),
        MeetingState::Held => tx!(meetings.state_held),
        MeetingState::Closed => tx!(meetings.state_closed),
        MeetingState::Cancelled => tx!(meetings.state_cancelled),
    }
}

/// How a meeting takes place.
pub fn meeting_mode(mode: MeetingMode) -> Text {
    match mode {
        MeetingMode::InPerson => tx!(meetings.mode_in_person),
        MeetingMode::Online => tx!(meetings.mode_online),
        MeetingMode::Hybrid => tx!(meetings.mode_hybrid),
    }
}

/// All kinds of agenda items in the order of the menu.
pub const ITEM_KINDS: [AgendaItemKind; 15] = [
    AgendaItemKind::Discussion,
    AgendaItemKind::Presentation,
    AgendaItemKind::Opening,
    AgendaItemKind::AdoptAgenda,
    AgendaItemKind::ApproveMinutes,
    AgendaItemKind::Consultation,
    AgendaItemKind::SurveyResults,
    AgendaItemKind::Election,
    AgendaItemKind::RulesChange,
    AgendaItemKind::Resolution,
    AgendaItemKind::Planning,
    AgendaItemKind::Aob,
    AgendaItemKind::Closing,
    AgendaItemKind::Section,
    AgendaItemKind::Break,
];

/// What an agenda item is about.
pub fn item_kind(kind: AgendaItemKind) -> Text {
    match kind {
        AgendaItemKind::Opening => tx!(meetings.kind_opening),
        AgendaItemKind::AdoptAgenda => tx!(meetings.kind_adopt_agenda),
        AgendaItemKind::ApproveMinutes => tx!(meetings.kind_approve_minutes),
        AgendaItemKind::Presentation => tx!(meetings.kind_presentation),
        AgendaItemKind::Discussion => tx!(meetings.kind_discussion),
        AgendaItemKind::Consultation => tx!(meetings.kind_consultation),
        AgendaItemKind::SurveyResults => tx!(meetings.kind_survey_results),
        AgendaItemKind::Election => tx!(meetings.kind_election),
        AgendaItemKind::RulesChange => tx!(meetings.kind_rules_change),
        AgendaItemKind::Resolution => tx!(meetings.kind_resolution),
        AgendaItemKind::Planning => tx!(meetings.kind_planning),
        AgendaItemKind::Aob => tx!(meetings.kind_aob),
        AgendaItemKind::Closing => tx!(meetings.kind_closing),
        AgendaItemKind::Section => tx!(meetings.kind_section),
        AgendaItemKind::Break => tx!(meetings.kind_break),
    }
}

/// Who may read an agenda item.
pub fn confidentiality(value: Confidentiality) -> Text {
    match value {
        Confidentiality::Public => tx!(meetings.for_public),
        Confidentiality::Members => tx!(meetings.for_members),
        Confidentiality::Closed => tx!(meetings.for_closed),
    }
}

/// An office.
pub fn office(office: Office) -> Text {
    match office {
        Office::Chair => tx!(convents.chair),
        Office::DeputyChair => tx!(convents.deputy_chair),
    }
}

/// Where a term stands.
pub fn term_state(state: TermState) -> Text {
    match state {
        TermState::Planned => tx!(convents.term_planned),
        TermState::InForce => tx!(convents.term_in_force),
        TermState::Extended => tx!(convents.term_extended),
        TermState::Overrun => tx!(convents.term_overrun),
        TermState::Ended => tx!(convents.term_ended),
        TermState::Annulled => tx!(convents.term_annulled),
    }
}

/// Why a term ended.
pub fn term_end(reason: TermEndReason) -> Text {
    match reason {
        TermEndReason::Successor => tx!(convents.end_successor),
        TermEndReason::Resigned => tx!(convents.end_resigned),
        TermEndReason::LostSeat => tx!(convents.end_lost_seat),
        TermEndReason::Dismissed => tx!(convents.end_dismissed),
        TermEndReason::BodyDissolved => tx!(convents.end_body_dissolved),
    }
}

/// How a deputy comes into office.
pub fn deputy_selection(how: DeputySelection) -> Text {
    match how {
        DeputySelection::Elected => tx!(convents.deputy_elected),
        DeputySelection::AppointedByChair => tx!(convents.deputy_appointed),
    }
}

/// What an error means and what to do; every code has its words in both languages.
pub fn error(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::MalformedJson => tr!(errors.malformed_json),
        ErrorCode::InvalidQuery => tr!(errors.invalid_query),
        ErrorCode::InvalidCursor => tr!(errors.invalid_cursor),
        ErrorCode::InvalidHeader => tr!(errors.invalid_header),
        ErrorCode::Unauthenticated => tr!(errors.unauthenticated),
        ErrorCode::InvalidCredentials => tr!(errors.invalid_credentials),
        ErrorCode::SecondFactorRequired => tr!(errors.second_factor_required),
        ErrorCode::SecondFactorSetupRequired => tr!(errors.second_factor_setup_required),
        ErrorCode::ConfirmationRequired => tr!(errors.confirmation_required),
        ErrorCode::AccessLinkInvalid => tr!(errors.access_link_invalid),
        ErrorCode::AccountDisabled => tr!(errors.account_disabled),
        ErrorCode::SecondFactorActive => tr!(errors.second_factor_active),
        ErrorCode::SecondFactorMissing => tr!(errors.second_factor_missing),
        ErrorCode::InvalidRefreshToken => tr!(errors.invalid_refresh_token),
        ErrorCode::Forbidden => tr!(errors.forbidden),
        ErrorCode::OwnCandidacy => tr!(errors.own_candidacy),
        ErrorCode::CrossSiteRequest => tr!(errors.cross_site_request),
        ErrorCode::NotFound => tr!(errors.not_found),
        ErrorCode::MethodNotAllowed => tr!(errors.method_not_allowed),
        ErrorCode::RequestTimeout => tr!(errors.request_timeout),
        ErrorCode::StaleVersion => tr!(errors.stale_version),
        ErrorCode::PayloadTooLarge => tr!(errors.payload_too_large),
        ErrorCode::UnsupportedMediaType => tr!(errors.unsupported_media_type),
        ErrorCode::PreconditionRequired => tr!(errors.precondition_required),
        ErrorCode::HeadersTooLarge => tr!(errors.headers_too_large),
        ErrorCode::QuotaExceeded => tr!(errors.quota_exceeded),
        ErrorCode::SignInThrottled => tr!(errors.sign_in_throttled),
        ErrorCode::ValidationFailed => tr!(errors.validation_failed),
        ErrorCode::IdempotencyKeyReused => tr!(errors.idempotency_key_reused),
        ErrorCode::IdempotencyKeyInUse => tr!(errors.idempotency_key_in_use),
        ErrorCode::AlreadyExists => tr!(errors.already_exists),
        ErrorCode::StillReferenced => tr!(errors.still_referenced),
        ErrorCode::AgendaConflict => tr!(errors.agenda_conflict),
        ErrorCode::AgendaRefused => tr!(errors.agenda_refused),
        ErrorCode::NothingToUndo => tr!(errors.nothing_to_undo),
        ErrorCode::AgendaLocked => tr!(errors.agenda_locked),
        ErrorCode::AgendaEmpty => tr!(errors.agenda_empty),
        ErrorCode::NothingToPublish => tr!(errors.nothing_to_publish),
        ErrorCode::MeetingState => tr!(errors.meeting_state),
        ErrorCode::TooEarly => tr!(errors.too_early),
        ErrorCode::ItemsOpen => tr!(errors.items_open),
        ErrorCode::ItemState => tr!(errors.item_state),
        ErrorCode::ItemInProgress => tr!(errors.item_in_progress),
        ErrorCode::ActionItemState => tr!(errors.action_item_state),
        ErrorCode::DeliverableRequired => tr!(errors.deliverable_required),
        ErrorCode::MeetingDays => tr!(errors.meeting_days),
        ErrorCode::TopicAlreadyPlanned => tr!(errors.topic_already_planned),
        ErrorCode::BodyDissolved => tr!(errors.body_dissolved),
        ErrorCode::BodyState => tr!(errors.body_state),
        ErrorCode::AccountRequired => tr!(errors.account_required),
        ErrorCode::CoverEnded => tr!(errors.cover_ended),
        ErrorCode::NotCoordinator => tr!(errors.not_coordinator),
        ErrorCode::BodyKind => tr!(errors.body_kind),
        ErrorCode::TermSuperseded => tr!(errors.term_superseded),
        ErrorCode::TermOverlap => tr!(errors.term_overlap),
        ErrorCode::TermStartsTooEarly => tr!(errors.term_starts_too_early),
        ErrorCode::DecisionReferenceRequired => tr!(errors.decision_reference_required),
        ErrorCode::OfficesIncompatible => tr!(errors.offices_incompatible),
        ErrorCode::SeatRequired => tr!(errors.seat_required),
        ErrorCode::TermEnded => tr!(errors.term_ended),
        ErrorCode::TermNotStarted => tr!(errors.term_not_started),
        ErrorCode::TermStarted => tr!(errors.term_started),
        ErrorCode::SeatTaken => tr!(errors.seat_taken),
        ErrorCode::RulesOverlap => tr!(errors.rules_overlap),
        ErrorCode::RulesMissing => tr!(errors.rules_missing),
        ErrorCode::PeriodOverlap => tr!(errors.period_overlap),
        ErrorCode::PublicationState => tr!(errors.publication_state),
        ErrorCode::PublicationIncomplete => tr!(errors.publication_incomplete),
        ErrorCode::PublishedKept => tr!(errors.published_kept),
        ErrorCode::SuccessorCycle => tr!(errors.successor_cycle),
        ErrorCode::MergeRefused => tr!(errors.merge_refused),
        ErrorCode::ImportChanged => tr!(errors.import_changed),
        ErrorCode::PersonErased => tr!(errors.person_erased),
        ErrorCode::ProgrammeState => tr!(errors.programme_state),
        ErrorCode::ProgrammeVersionOverlap => tr!(errors.programme_version_overlap),
        ErrorCode::ProgrammeCycle => tr!(errors.programme_cycle),
        ErrorCode::ObjectiveCodeTaken => tr!(errors.objective_code_taken),
        ErrorCode::ObjectiveCycle => tr!(errors.objective_cycle),
        ErrorCode::ObjectivePlace => tr!(errors.objective_place),
        ErrorCode::ObjectiveDerived => tr!(errors.objective_derived),
        ErrorCode::EditionState => tr!(errors.edition_state),
        ErrorCode::RegistrationNotOpen => tr!(errors.registration_not_open),
        ErrorCode::RegistrationClosed => tr!(errors.registration_closed),
        ErrorCode::AlreadyRegistered => tr!(errors.already_registered),
        ErrorCode::InstitutionLimit => tr!(errors.institution_limit),
        ErrorCode::OwnEdition => tr!(errors.own_edition),
        ErrorCode::CapacityFull => tr!(errors.capacity_full),
        ErrorCode::RegistrationState => tr!(errors.registration_state),
        ErrorCode::ClauseOutdated => tr!(errors.clause_outdated),
        ErrorCode::ClauseMissing => tr!(errors.clause_missing),
        ErrorCode::RecordImmutable => tr!(errors.record_immutable),
        ErrorCode::DayNotBegun => tr!(errors.day_not_begun),
        ErrorCode::Internal => tr!(errors.internal),
        ErrorCode::Unavailable => tr!(errors.unavailable),
        ErrorCode::InsufficientStorage => tr!(errors.insufficient_storage),
    }
}
