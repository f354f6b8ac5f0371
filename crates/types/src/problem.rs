//! Errors on the wire: RFC 9457 problem details with a closed set of codes.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal;)+) => {
        /// What went wrong, as a word that never changes with the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {$(
            $(#[$doc])*
            #[serde(rename = $code)]
            $name,
        )+}

        impl ErrorCode {
            /// All codes, in the order of the documentation.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name),+];

            /// The word on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$name => $code),+ }
            }

            /// The HTTP status that belongs to the code.
            pub fn status(self) -> u16 {
                match self { $(ErrorCode::$name => $status),+ }
            }

            /// Last part of the problem's `type` URI: the code in kebab-case.
            pub fn slug(self) -> String {
                self.as_str().replace('_', "-")
            }
        }
    };
}

codes! {
    // 400: the request cannot be read.
    /// The body is not JSON.
    MalformedJson = "malformed_json", 400;
    /// A query parameter is unknown, repeated or has the wrong form.
    InvalidQuery = "invalid_query", 400;
    /// The cursor was altered or belongs to other filters.
    InvalidCursor = "invalid_cursor", 400;
    /// A header has the wrong form.
    InvalidHeader = "invalid_header", 400;
    // 401 and 403: who may do what.
    /// There is no valid access token.
    Unauthenticated = "unauthenticated", 401;
    /// Name or password is wrong; which one is not said.
    InvalidCredentials = "invalid_credentials", 401;
    /// The password is right, and the second factor's code is missing or wrong.
    SecondFactorRequired = "second_factor_required", 401;
    /// The refresh token is missing, spent or expired.
    InvalidRefreshToken = "invalid_refresh_token", 401;
    /// The caller may know the object but not do this.
    Forbidden = "forbidden", 403;
    /// The caller may do this only with a second factor, which is not set up yet.
    SecondFactorSetupRequired = "second_factor_setup_required", 403;
    /// Nothing has proved for ten minutes who uses this sign-in: confirm it and repeat the request.
    ConfirmationRequired = "confirmation_required", 403;
    /// Whoever starts terms may not start their own.
    OwnCandidacy = "own_candidacy", 403;
    /// A cookie-bound request that does not come from this origin.
    CrossSiteRequest = "cross_site_request", 403;
    // 404 to 431: the protocol.
    /// There is no such thing, or the caller may not know of it.
    NotFound = "not_found", 404;
    /// The address exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405;
    /// The request took too long to arrive.
    RequestTimeout = "request_timeout", 408;
    /// The version in `If-Match` is no longer the current one.
    StaleVersion = "stale_version", 412;
    /// The body is larger than the server takes.
    PayloadTooLarge = "payload_too_large", 413;
    /// The body's media type is not taken here.
    UnsupportedMediaType = "unsupported_media_type", 415;
    /// The change needs an `If-Match` header.
    PreconditionRequired = "precondition_required", 428;
    /// Request line and headers are larger than the server takes.
    HeadersTooLarge = "headers_too_large", 431;
    /// Too many requests; `Retry-After` says when to come back.
    QuotaExceeded = "quota_exceeded", 429;
    /// Too many failed sign-ins; `Retry-After` says when to come back.
    SignInThrottled = "sign_in_throttled", 429;
    // 422: the body alone is wrong.
    /// One or more fields are wrong; `errors` names each.
    ValidationFailed = "validation_failed", 422;
    /// The idempotency key was used with another body.
    IdempotencyKeyReused = "idempotency_key_reused", 422;
    // 409: the state forbids it.
    /// A request with the same idempotency key is still running.
    IdempotencyKeyInUse = "idempotency_key_in_use", 409;
    /// Something with the same key exists already.
    AlreadyExists = "already_exists", 409;
    /// Something still refers to the object.
    StillReferenced = "still_referenced", 409;
    /// An agenda command was based on an older revision of its item.
    AgendaConflict = "agenda_conflict", 409;
    /// The command does not fit the agenda: a cycle, a foreign parent, a level too deep.
    AgendaRefused = "agenda_refused", 409;
    /// There is nothing left to undo.
    NothingToUndo = "nothing_to_undo", 409;
    /// The agenda can no longer be changed in this state of the meeting.
    AgendaLocked = "agenda_locked", 409;
    /// The agenda is empty and cannot be published.
    AgendaEmpty = "agenda_empty", 409;
    /// The last release says the same already.
    NothingToPublish = "nothing_to_publish", 409;
    /// The meeting's state does not allow this step.
    MeetingState = "meeting_state", 409;
    /// It cannot be recorded before its day (I-14).
    TooEarly = "too_early", 409;
    /// Items of the agenda are neither done nor postponed nor withdrawn; `errors` names each (I-17).
    ItemsOpen = "items_open", 409;
    /// The step does not fit where the agenda item stands.
    ItemState = "item_state", 409;
    /// The meeting deals with another item; `errors` names it.
    ItemInProgress = "item_in_progress", 409;
    /// The action item is done, cancelled or carried over.
    ActionItemState = "action_item_state", 409;
    /// The action item promised a deliverable that is not there yet (I-19).
    DeliverableRequired = "deliverable_required", 409;
    /// A day that has agenda items cannot be removed.
    MeetingDays = "meeting_days", 409;
    /// The topic has an open agenda item already.
    TopicAlreadyPlanned = "topic_already_planned", 409;
    /// The body is dissolved.
    BodyDissolved = "body_dissolved", 409;
    /// The body's state does not allow this step.
    BodyState = "body_state", 409;
    /// The person has no account that could be given a role.
    AccountRequired = "account_required", 409;
    /// The cover is over.
    CoverEnded = "cover_ended", 409;
    /// The link is unknown, used, expired or void.
    AccessLinkInvalid = "access_link_invalid", 409;
    /// The account is disabled.
    AccountDisabled = "account_disabled", 409;
    /// The account has a second factor already.
    SecondFactorActive = "second_factor_active", 409;
    /// The account has no second factor.
    SecondFactorMissing = "second_factor_missing", 409;
    /// The account does not coordinate that body now.
    NotCoordinator = "not_coordinator", 409;
    /// The body has no such office or no seats.
    BodyKind = "body_kind", 409;
    /// The named predecessor is not the term that would be replaced.
    TermSuperseded = "term_superseded", 409;
    /// The term would overlap another one of the same office.
    TermOverlap = "term_overlap", 409;
    /// A term may not start before its predecessor nor before the declaration.
    TermStartsTooEarly = "term_starts_too_early", 409;
    /// Back-dating a term needs a reference to the decision.
    DecisionReferenceRequired = "decision_reference_required", 409;
    /// One person may not hold chair and deputy chair at once.
    OfficesIncompatible = "offices_incompatible", 409;
    /// An officer of a convent must hold a seat.
    SeatRequired = "seat_required", 409;
    /// The term has ended and is history.
    TermEnded = "term_ended", 409;
    /// The term has begun; a planned change can be undone only before it starts.
    TermStarted = "term_started", 409;
    /// The term has not begun: it is cancelled, not annulled.
    TermNotStarted = "term_not_started", 409;
    /// The institution has a seat in this convent already.
    SeatTaken = "seat_taken", 409;
    /// The rules of procedure would overlap another version.
    RulesOverlap = "rules_overlap", 409;
    /// The body has no rules of procedure in force at that time.
    RulesMissing = "rules_missing", 409;
    /// The period would overlap another one of the same kind.
    PeriodOverlap = "period_overlap", 409;
    /// It is published already, or not published yet.
    PublicationState = "publication_state", 409;
    /// Something that the public must see is missing; `errors` names it.
    PublicationIncomplete = "publication_incomplete", 409;
    /// What the public has seen is withdrawn, not removed.
    PublishedKept = "published_kept", 409;
    /// The institution would follow itself.
    SuccessorCycle = "successor_cycle", 409;
    /// Merging would break something that the duplicate has; the field's own code says what.
    MergeRefused = "merge_refused", 409;
    /// What the file would do has changed since it was previewed.
    ImportChanged = "import_changed", 409;
    /// What identified this person was removed; nothing new is written about them.
    PersonErased = "person_erased", 409;
    /// The programme's state does not allow this step.
    ProgrammeState = "programme_state", 409;
    /// Another version of the programme is in force at that time.
    ProgrammeVersionOverlap = "programme_version_overlap", 409;
    /// The relation leads from a programme back to itself.
    ProgrammeCycle = "programme_cycle", 409;
    /// Another goal at the same place has this code.
    ObjectiveCodeTaken = "objective_code_taken", 409;
    /// A goal cannot stand under itself or under its own parts.
    ObjectiveCycle = "objective_cycle", 409;
    /// The goal cannot stand there: its level, the depth or the number of goals forbids it.
    ObjectivePlace = "objective_place", 409;
    /// The goal has parts, so its state follows from them.
    ObjectiveDerived = "objective_derived", 409;
    /// The edition's state does not allow this step.
    EditionState = "edition_state", 409;
    /// Registration for the edition has not opened; the field's detail says when it does.
    RegistrationNotOpen = "registration_not_open", 409;
    /// Registration for the edition has closed; the field's detail says when it did.
    RegistrationClosed = "registration_closed", 409;
    /// The person is registered for this edition already.
    AlreadyRegistered = "already_registered", 409;
    /// The institution has as many places in this edition as one may have.
    InstitutionLimit = "institution_limit", 409;
    /// Whoever leads an edition cannot take part in it.
    OwnEdition = "own_edition", 409;
    /// The edition has no place left, or fewer places than are taken.
    CapacityFull = "capacity_full", 409;
    /// The registration's state does not allow this step.
    RegistrationState = "registration_state", 409;
    /// Another information clause is in force than the one that was shown.
    ClauseOutdated = "clause_outdated", 409;
    /// The region has no information clause, without which nobody can register.
    ClauseMissing = "clause_missing", 409;
    /// A published clause or a recorded decision never changes.
    RecordImmutable = "record_immutable", 409;
    /// Attendance of a day can be recorded from that day on.
    DayNotBegun = "day_not_begun", 409;
    // 5xx
    /// Something failed on our side; the request id finds it in the log.
    Internal = "internal", 500;
    /// The database cannot be reached or is busy; try again.
    Unavailable = "unavailable", 503;
    /// The disk is full: reading goes on, writing does not.
    InsufficientStorage = "insufficient_storage", 507;
}

/// The words on the wire; utoipa's derive cannot read a `rename` that a macro puts together.
#[cfg(feature = "openapi")]
mod schema {
    use super::ErrorCode;
    use std::borrow::Cow;
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

    impl utoipa::PartialSchema for ErrorCode {
        fn schema() -> RefOr<Schema> {
            words(ErrorCode::ALL.iter().map(|code| code.as_str().to_owned()))
                .description(Some("What went wrong, as a word that never changes with the language."))
                .into()
        }
    }

    impl utoipa::ToSchema for ErrorCode {
        fn name() -> Cow<'static, str> {
            Cow::Borrowed("ErrorCode")
        }
    }

    /// The `type` of a problem: one address for each code.
    pub(super) fn problem_types() -> ObjectBuilder {
        words(ErrorCode::ALL.iter().map(|code| format!("/problems/{}", code.slug())))
    }

    fn words(words: impl Iterator<Item = String>) -> ObjectBuilder {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words.collect::<Vec<_>>()))
    }
}

/// An error answer, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `/problems/<slug>`: a page that explains the problem.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(schema_with = schema::problem_types))]
    pub type_uri: String,
    /// Short text in the language of `Accept-Language`.
    pub title: String,
    /// HTTP status.
    #[cfg_attr(feature = "openapi", schema(minimum = 400, maximum = 599))]
    pub status: u16,
    /// What happened and what to do, in the same language.
    pub detail: String,
    /// Path of the request.
    #[cfg_attr(feature = "openapi", schema(max_length = 131_072))]
    pub instance: String,
    /// The code to decide by.
    pub code: ErrorCode,
    /// The request's id, as in `X-Request-Id` and in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Each wrong field, all at once; or the field that a rule refuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub errors: Vec<FieldError>,
    /// The current state and the refused command of an `agenda_conflict`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda_conflict: Option<Box<crate::meetings::AgendaConflict>>,
}

/// One wrong field of a request body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request body.
    pub pointer: String,
    /// `required`, `too_short`, `too_long`, `out_of_range`, `invalid`, `unknown_field` or `wrong_type`; of
    /// passwords and codes: `too_common`, `own_words`, `same_as_before`, `wrong_password`, `wrong_code` or `not_begun`; with
    /// `meeting_days`: `day_has_items` or `day_is_published`; with `items_open` and `item_in_progress`: `open`, and the
    /// pointer is `/agenda-items/` and the item's id; with `merge_refused`: the code of the rule that would be broken; with
    /// `registration_not_open` and `registration_closed`: `opens_at` or `closed_at`; of an imported file:
    /// `wrong_encoding`, `missing_column`, `unknown_column`, `too_many_rows` or `no_rows`; of a file's bytes:
    /// `other_type`, `damaged` or `too_many_pixels`; with other codes of a rule, that code.
    pub code: String,
    /// The same in words.
    pub detail: String,
}
