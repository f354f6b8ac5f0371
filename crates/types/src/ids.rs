//! Identifiers: UUIDv7, one newtype for each kind of thing, so that a meeting is never taken for a body.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Uuid))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A user's account.
    AccountId,
    /// An integrator's service account; its text is the OAuth `client_id`.
    ServiceAccountId,
    /// A role given to an account within a scope.
    RoleGrantId,
    /// One sign-in: a family of refresh tokens on one device.
    SignInId,
    /// A province.
    RegionId,
    /// An institution of the directory.
    InstitutionId,
    /// A person of the directory.
    PersonId,
    /// A person's post in an institution, with dates.
    AffiliationId,
    /// A working group, council or convent.
    BodyId,
    /// A person's membership of a body.
    MembershipId,
    /// An institution's seat in a convent.
    SeatId,
    /// A version of a body's rules of procedure.
    RulesVersionId,
    /// A term of office.
    TermId,
    /// An entry of a body's topic backlog.
    TopicId,
    /// A body's plan for a year.
    WorkPlanId,
    /// A topic of a work plan.
    WorkPlanEntryId,
    /// Somebody's doing of a coordinator's work for one body.
    CoverId,
    /// A meeting of a group or a session of a convent.
    MeetingId,
    /// One day of a meeting.
    MeetingDayId,
    /// An agenda item.
    AgendaItemId,
    /// A batch of agenda commands: one entry of the undo stack.
    AgendaBatchId,
    /// An uploaded file.
    FileId,
    /// A piece of news.
    NewsItemId,
    /// A gallery of images.
    AlbumId,
    /// A frequent question and its answer.
    FaqEntryId,
    /// A person's attendance on one day of a meeting.
    AttendanceId,
    /// What somebody said on an agenda item.
    StatementId,
    /// What was found out on an agenda item.
    FindingId,
    /// What was decided on an agenda item.
    DecisionId,
    /// Something to do that a meeting agreed on.
    ActionItemId,
    /// What came of an action item.
    DeliverableId,
    /// A programme: a strategic document.
    ProgrammeId,
    /// A version of a programme.
    ProgrammeVersionId,
    /// A goal or task of a programme.
    ObjectiveId,
    /// An indicator of a goal.
    IndicatorId,
    /// A recommendation of a programme.
    RecommendationId,
    /// An initiative that carries out a programme.
    InitiativeId,
    /// What one programme is to another.
    ProgrammeRelationId,
    /// Two goals of different programmes that treat the same matter.
    ObjectiveMatchId,
    /// A link from a part of a programme to a topic.
    TopicLinkId,
    /// A practice that is worth spreading.
    PracticeModelId,
    /// A training.
    TrainingId,
    /// One run of a training.
    TrainingEditionId,
    /// One day of an edition.
    EditionDayId,
    /// An adviser.
    AdviserId,
    /// What a person who registers is told about their data.
    InformationClauseId,
    /// What the server did in one night for one task.
    ScheduledRunId,
    /// A registration for an edition.
    RegistrationId,
}
