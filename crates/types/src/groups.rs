//! Bodies (working groups, councils, convents), their members and their topics.

use crate::validation::{at_most, dated, entries, not_null, number, present, text};
use crate::{BodyId, InstitutionId, MeetingId, MembershipId, Patch, PersonId, RegionId, TopicId};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What kind of body it is; decides whether it has seats and offices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BodyKind {
    /// Regional Cooperation Platform: the umbrella over council, groups and convent.
    Platform,
    /// Working or thematic group: members, no seats.
    Group,
    /// Platform council.
    Council,
    /// Convent of directors: one seat per entitled institution, elected chair and deputy.
    Convent,
}

/// Label of a group; the life cycle is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum GroupKind {
    /// Grupa robocza.
    Working,
    /// Grupa tematyczna.
    Thematic,
}

/// Life cycle of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BodyState {
    /// Somebody wants it; nobody has founded it.
    Proposed,
    /// Founded; has not begun its work.
    Established,
    /// At work.
    Active,
    /// At rest; may be taken up again.
    Suspended,
    /// Ended for good; accepts nothing new (I-11).
    Dissolved,
}

impl BodyKind {
    /// Place in the tree: what stands under a body has a larger rank, so the tree has no cycles.
    pub fn rank(self) -> u8 {
        match self {
            BodyKind::Platform => 0,
            BodyKind::Council => 1,
            BodyKind::Group | BodyKind::Convent => 2,
        }
    }
}

impl BodyState {
    /// Whether a body may go on from this state to another: proposed, established, active and suspended by turns.
    /// Dissolving is an action of its own.
    pub fn may_become(self, next: BodyState) -> bool {
        matches!(
            (self, next),
            (BodyState::Proposed, BodyState::Established)
                | (BodyState::Established | BodyState::Suspended, BodyState::Active)
                | (BodyState::Active, BodyState::Suspended)
        )
    }
}

/// A working group, council or convent; public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Body {
    /// The body.
    pub id: BodyId,
    /// Its region.
    pub region_id: RegionId,
    /// Kind.
    pub kind: BodyKind,
    /// Label of a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_kind: Option<GroupKind>,
    /// Full name in Polish.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Institution that hosts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_institution_id: Option<InstitutionId>,
    /// Body that it belongs to: the platform or its council.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<BodyId>,
    /// What it deals with.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub topic_areas: Vec<String>,
    /// State.
    pub state: BodyState,
    /// Day of its establishment; of a proposed body, the day wished for.
    pub established_on: NaiveDate,
    /// Day of its dissolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dissolved_on: Option<NaiveDate>,
    /// Minutes that a new agenda item gets.
    pub default_item_minutes: i32,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new body.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"kind": "group", "group_kind": "working", "name": "Grupa robocza ds. wspierania rodziny", "purpose": "Wyznaczanie kierunków działań", "established_on": "2013-07-25"})))]
pub struct BodyCreate {
    /// Kind.
    #[garde(skip)]
    pub kind: BodyKind,
    /// Label of a group; only for groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub group_kind: Option<GroupKind>,
    /// Full name.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub name: String,
    /// What it is for.
    #[serde(default)]
    #[garde(custom(text(0, 4000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub purpose: String,
    /// Institution that hosts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub host_institution_id: Option<InstitutionId>,
    /// Body that it belongs to, of the region and of a higher kind: platform, council, others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub parent_id: Option<BodyId>,
    /// What it deals with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(custom(entries(0, 20)), inner(custom(text(1, 120))))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub topic_areas: Vec<String>,
    /// `active` when left out; not `dissolved`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub state: Option<BodyState>,
    /// Day of its establishment; of a proposed body, the day wished for.
    #[garde(custom(dated))]
    pub established_on: NaiveDate,
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of a body.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"purpose": "Analiza potrzeb i zasobów"})))]
pub struct BodyPatch {
    /// Full name.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub name: Patch<String>,
    /// Label of a group, only for groups; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<GroupKind>))]
    pub group_kind: Patch<GroupKind>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 4000))]
    pub purpose: Patch<String>,
    /// What it deals with; replaces all of them.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(at_most(20)), inner(inner(custom(text(1, 120)))))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, max_items = 20))]
    pub topic_areas: Option<Vec<String>>,
    /// Institution that hosts it; `null` clears. For administrators.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InstitutionId>))]
    pub host_institution_id: Patch<InstitutionId>,
    /// Body that it belongs to; `null` clears. For administrators.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BodyId>))]
    pub parent_id: Patch<BodyId>,
    /// The next state of its life; not `dissolved`. For administrators.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = BodyState))]
    pub state: Option<BodyState>,
    /// Why its state changes; kept in the audit.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(text(1, 1000))))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 1000))]
    pub reason: Option<String>,
    /// Minutes that a new agenda item gets.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 480)))]
    #[cfg_attr(feature = "openapi", schema(value_type = i32, minimum = 1, maximum = 480))]
    pub default_item_minutes: Option<i32>,
}

/// The end of a body: it accepts nothing new and its open terms end with it (I-11).
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"dissolved_on": "2026-12-31", "reason": "Zadania przejęła inna grupa"})))]
pub struct BodyDissolve {
    /// Last day; today or earlier, not before the establishment.
    #[garde(custom(dated))]
    pub dissolved_on: NaiveDate,
    /// Why; kept in the audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: Option<String>,
}

/// In what capacity a person belongs to a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MembershipCapacity {
    /// Member.
    Member,
    /// Observer.
    Observer,
    /// Expert.
    Expert,
    /// Secretary.
    Secretary,
}

/// A person's membership of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    /// The membership.
    pub id: MembershipId,
    /// The body.
    pub body_id: BodyId,
    /// Who.
    pub person_id: PersonId,
    /// Name as the caller may see it.
    pub person_name: String,
    /// Institution that they represent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_name: Option<String>,
    /// Capacity.
    pub capacity: MembershipCapacity,
    /// First day.
    pub from: NaiveDate,
    /// Day after the last, if it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new membership.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"person_id": "0193a1c2-7f00-7000-8000-000000000001", "capacity": "member", "from": "2026-01-01"})))]
pub struct MembershipCreate {
    /// Who.
    #[garde(skip)]
    pub person_id: PersonId,
    /// Institution that they represent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub institution_id: Option<InstitutionId>,
    /// Capacity.
    #[garde(skip)]
    pub capacity: MembershipCapacity,
    /// First day.
    #[garde(custom(dated))]
    pub from: NaiveDate,
    /// Day after the last, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub to: Option<NaiveDate>,
}

/// Changes of a membership.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"to": "2026-12-31"})))]
pub struct MembershipPatch {
    /// Capacity.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = MembershipCapacity))]
    pub capacity: Option<MembershipCapacity>,
    /// Institution that they represent; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InstitutionId>))]
    pub institution_id: Patch<InstitutionId>,
    /// First day.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = NaiveDate))]
    pub from: Option<NaiveDate>,
    /// Day after the last; `null` makes it open again.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub to: Patch<NaiveDate>,
}

/// How exactly a period is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PeriodPrecision {
    /// One day.
    Day,
    /// "początek września": days 1 to 10.
    MonthStart,
    /// "połowa września": days 11 to 20.
    MonthMiddle,
    /// "koniec września": from day 21.
    MonthEnd,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// A period as people say it: "połowa września", "na rok 2014".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FuzzyPeriod {
    /// Any day of the period; answers carry its first day.
    #[garde(custom(dated))]
    pub from: NaiveDate,
    /// How exactly it is known.
    #[garde(skip)]
    pub precision: PeriodPrecision,
}

/// Where a topic came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TopicSource {
    /// Proposed by a member.
    Member,
    /// Carried from an earlier meeting.
    PreviousMeeting,
    /// From a programme.
    Programme,
    /// From a survey.
    Survey,
}

/// Life cycle of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TopicState {
    /// Waits in the backlog.
    Backlog,
    /// Has an open agenda item.
    Scheduled,
    /// Done.
    Done,
    /// Dropped.
    Dropped,
}

/// An entry of a body's backlog; public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Topic {
    /// The topic.
    pub id: TopicId,
    /// The body.
    pub body_id: BodyId,
    /// Title in Polish.
    pub title: String,
    /// Its parts.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub sub_points: Vec<String>,
    /// 1 is most pressing, 9 least.
    pub priority: i32,
    /// Where it came from.
    pub source: TopicSource,
    /// When it is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<FuzzyPeriod>,
    /// How often it was postponed.
    pub carried_count: i32,
    /// The meeting that postponed it last (I-17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<MeetingId>,
    /// State.
    pub state: TopicState,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new topic.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Rodziny wspierające", "sub_points": ["pozyskiwanie rodzin", "kryteria doboru"], "priority": 2, "planned": {"from": "2026-12-01", "precision": "month_start"}})))]
pub struct TopicCreate {
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// Its parts.
    #[serde(default)]
    #[garde(custom(entries(0, 50)), inner(custom(text(1, 300))))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub sub_points: Vec<String>,
    /// 1 is most pressing, 9 least; 5 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 9)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9))]
    pub priority: Option<i32>,
    /// When it is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub planned: Option<FuzzyPeriod>,
}

/// Changes of a topic.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"priority": 1, "planned": null})))]
pub struct TopicPatch {
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// Its parts; replaces all of them.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(at_most(50)), inner(inner(custom(text(1, 300)))))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, max_items = 50))]
    pub sub_points: Option<Vec<String>>,
    /// 1 is most pressing, 9 least.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 9)))]
    #[cfg_attr(feature = "openapi", schema(value_type = i32, minimum = 1, maximum = 9))]
    pub priority: Option<i32>,
    /// When it is wanted; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<FuzzyPeriod>))]
    pub planned: Patch<FuzzyPeriod>,
    /// `done` or `dropped` closes it, `backlog` takes it up again; `scheduled` follows from agendas only.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = TopicState))]
    pub state: Option<TopicState>,
}
