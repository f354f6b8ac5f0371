//! What every test's database holds: two regions, a group, another group, a convent with officers, a published
//! meeting and a draft, and somebody for each role.

use crate::{PASSWORD, start_of_test};
use anyhow::Result;
use chrono::{NaiveDate, NaiveTime};
use obrady_domain::{Call, Ctx, convents, directory, groups, identity, meetings, programmes};
use obrady_types::convents::{DeputySelection, DeputyStart, Office, RulesVersionCreate, SeatCreate, TermStart};
use obrady_types::directory::{AffiliationCreate, InstitutionCreate, InstitutionKind, PersonCreate};
use obrady_types::groups::{BodyCreate, BodyKind, GroupKind, MembershipCapacity, MembershipCreate, TopicCreate};
use obrady_types::identity::{AccountCreate, ApiScope, Locale, Role, RoleGrantCreate, ServiceAccountCreate};
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaCommands, AgendaItemKind, AgendaPlace, AgendaPublish, Confidentiality,
    MeetingCreate, MeetingDayInput, MeetingMode,
};
use obrady_types::programmes::{
    InitiativeCreate, ObjectiveCreate, ObjectiveLevel, ObjectiveMatchCreate, ObjectiveMatchKind, ProgrammeCreate,
    ProgrammePatch, ProgrammeRelationCreate, ProgrammeRelationKind, ProgrammeScope, ProgrammeState,
    ProgrammeVersionCreate, RecommendationCreate, TopicLinkCreate,
};
use obrady_types::{
    AccountId, AgendaItemId, BodyId, InstitutionId, MeetingDayId, MeetingId, ObjectiveId, PersonId, ProgrammeId,
    RegionId, SeatId, ServiceAccountId, TermId, TopicId,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Somebody of the test world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// Nobody in particular.
    Anonymous,
    /// Signed in, without any role.
    Outsider,
    /// Member of the group.
    Member,
    /// Coordinator of the group.
    Coordinator,
    /// Coordinator of the other group.
    OtherCoordinator,
    /// Chair of the convent.
    Chair,
    /// Deputy chair of the convent.
    Deputy,
    /// Administrator of the region.
    Admin,
    /// Administrator of the other region.
    OtherAdmin,
    /// Operator.
    Operator,
    /// Service account with the reading scopes.
    Reader,
    /// Service account with all scopes.
    Writer,
    /// Representative of the fourth institution.
    Representative,
}

impl Who {
    /// Everybody, in the order of the access table.
    pub const ALL: &'static [Who] = &[
        Who::Anonymous,
        Who::Outsider,
        Who::Member,
        Who::Coordinator,
        Who::OtherCoordinator,
        Who::Chair,
        Who::Deputy,
        Who::Admin,
        Who::OtherAdmin,
        Who::Operator,
        Who::Reader,
        Who::Writer,
        Who::Representative,
    ];

    /// The name to sign in with, for people.
    pub fn sign_in_name(self) -> Option<&'static str> {
        match self {
            Who::Outsider => Some("outsider"),
            Who::Member => Some("member"),
            Who::Coordinator => Some("coordinator"),
            Who::OtherCoordinator => Some("other.coordinator"),
            Who::Chair => Some("chair"),
            Who::Deputy => Some("deputy"),
            Who::Admin => Some("admin"),
            Who::OtherAdmin => Some("other.admin"),
            Who::Operator => Some("operator"),
            Who::Representative => Some("representative"),
            Who::Anonymous | Who::Reader | Who::Writer => None,
        }
    }
}

/// Ids of the test world.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {
    /// Małopolskie.
    pub region: RegionId,
    /// Śląskie.
    pub other_region: RegionId,
    /// Four county centres; the first three hold seats.
    pub institutions: Vec<InstitutionId>,
    /// Their heads, people of public functions; the first is chair, the second deputy.
    pub heads: Vec<PersonId>,
    /// Somebody whose name is not public, with a mail address; member of the group.
    pub member: PersonId,
    /// The working group.
    pub group: BodyId,
    /// Another group of the region.
    pub other_group: BodyId,
    /// The convent.
    pub convent: BodyId,
    /// Its seats.
    pub seats: Vec<SeatId>,
    /// Chair's term, in force since a year before the test.
    pub chair_term: TermId,
    /// Deputy's term.
    pub deputy_term: TermId,
    /// Topics of the group: two in the backlog.
    pub topics: Vec<TopicId>,
    /// A published meeting of the group, a week after the test, one day.
    pub published: MeetingId,
    /// A draft of the group with two days and no items.
    pub draft: MeetingId,
    /// The draft's days.
    pub draft_days: Vec<MeetingDayId>,
    /// Items of the published agenda: one public, one for members, one closed.
    pub items: Vec<AgendaItemId>,
    /// A programme that is being drafted, with one version, recommendation, initiative and link to the first topic.
    pub programme: ProgrammeId,
    /// Its goals: overriding, specific below it, task below that.
    pub objectives: Vec<ObjectiveId>,
    /// A national programme that it complements, and its one goal.
    pub outer_programme: ProgrammeId,
    /// That goal, which the first one repeats.
    pub outer_objective: ObjectiveId,
    /// Accounts by sign-in name.
    pub accounts: Vec<(String, AccountId)>,
    reader: (ServiceAccountId, String),
    writer: (ServiceAccountId, String),
}

impl World {
    /// Id and secret of a service account.
    pub fn service(&self, who: Who) -> Option<(ServiceAccountId, &str)> {
        match who {
            Who::Reader => Some((self.reader.0, &self.reader.1)),
            Who::Writer => Some((self.writer.0, &self.writer.1)),
            _ => None,
        }
    }

    /// The account of somebody.
    pub fn account(&self, who: Who) -> AccountId {
        let name = who.sign_in_name().expect("a person");
        self.accounts.iter().find(|(known, _)| known == name).expect("an account of the world").1
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("a time")
}

/// A meeting's day from 10 to 14 o'clock.
pub fn day(year: i32, month: u32, day: u32) -> MeetingDayInput {
    MeetingDayInput { id: None, date: date(year, month, day), starts_at: time(10, 0), ends_at: time(14, 0) }
}

/// A command that adds an item at a place.
pub fn add(item_id: AgendaItemId, place: AgendaPlace, title: &str) -> AgendaAdd {
    AgendaAdd {
        item_id,
        place,
        title: title.to_owned(),
        kind: AgendaItemKind::Discussion,
        planned_minutes: Some(30),
        speaker_text: None,
        topic_id: None,
        confidentiality: Confidentiality::Public,
    }
}

/// Fills an empty, migrated database.
pub async fn build(ctx: &Arc<Ctx>) -> Result<World> {
    let call = Call::system(Arc::clone(ctx));
    let region = directory::seed_region(&call, "12", "małopolskie").await?.id;
    let other_region = directory::seed_region(&call, "24", "śląskie").await?.id;
    let (institutions, heads) = build_directory(&call, region).await?;
    let member = person(&call, region, "Anna", "Łącka", false).await?;
    let group = body(&call, region, BodyKind::Group, "Grupa robocza ds. wspierania rodziny").await?;
    let other_group = body(&call, region, BodyKind::Group, "Grupa ds. pieczy zastępczej").await?;
    let convent = body(&call, region, BodyKind::Convent, "Konwent Dyrektorów PCPR").await?;
    let membership = MembershipCreate {
        person_id: member,
        institution_id: None,
        capacity: MembershipCapacity::Member,
        from: date(2026, 1, 1),
        to: None,
    };
    groups::create_membership(&call, group, membership).await?;
    let (seats, chair_term, deputy_term) = build_convent(&call, convent, &institutions, &heads).await?;
    let mut topics = Vec::new();
    for (title, priority) in [("Asystentura rodziny", 1), ("Rodziny wspierające", 2)] {
        let topic =
            TopicCreate { title: title.into(), sub_points: Vec::new(), priority: Some(priority), planned: None };
        topics.push(groups::create_topic(&call, group, topic).await?.id);
    }
    let (published, items) = build_published(&call, ctx, group).await?;
    let draft = meeting(&call, group, "Projekt spotkania", vec![day(2026, 12, 8), day(2026, 12, 9)]).await?;
    let draft = meetings::get_meeting(&call, draft).await?;
    let (programme, objectives) = build_programme(&call, region, topics[0]).await?;
    let (outer_programme, outer_objective) = build_outer_programme(&call, region, programme, objectives[0]).await?;
    let people = [
        (Who::Outsider, None),
        (Who::Member, Some(member)),
        (Who::Coordinator, None),
        (Who::OtherCoordinator, None),
        (Who::Chair, heads.first().copied()),
        (Who::Deputy, heads.get(1).copied()),
        (Who::Admin, None),
        (Who::OtherAdmin, None),
        (Who::Operator, None),
        (Who::Representative, None),
    ];
    let mut accounts = Vec::new();
    for (who, person_id) in people {
        let home = if who == Who::OtherAdmin { other_region } else { region };
        let name = who.sign_in_name().expect("a person");
        accounts.push((name.to_owned(), account(&call, home, name, person_id).await?));
    }
    let mut world = World {
        region,
        other_region,
        institutions,
        heads,
        member,
        group,
        other_group,
        convent,
        seats,
        chair_term,
        deputy_term,
        topics,
        published,
        draft_days: draft.days.iter().map(|day| day.id).collect(),
        draft: draft.id,
        items,
        programme,
        objectives,
        outer_programme,
        outer_objective,
        accounts,
        reader: service(&call, region, &[ApiScope::AgendaRead, ApiScope::DirectoryRead]).await?,
        writer: service(&call, region, ApiScope::ALL).await?,
    };
    for (who, role, region_id, body_id, institution_id) in [
        (Who::Coordinator, Role::Coordinator, None, Some(group), None),
        (Who::OtherCoordinator, Role::Coordinator, None, Some(other_group), None),
        (Who::Admin, Role::Admin, Some(region), None, None),
        (Who::OtherAdmin, Role::Admin, Some(other_region), None, None),
        (Who::Operator, Role::Operator, None, None, None),
        (Who::Representative, Role::InstitutionRepresentative, None, None, Some(world.institutions[3])),
    ] {
        let account_id = world.account(who);
        let input =
            RoleGrantCreate { account_id, role, region_id, body_id, institution_id, programme_id: None, ends_at: None };
        identity::create_role_grant(&call, input).await?;
    }
    let of_programme = RoleGrantCreate {
        account_id: world.account(Who::Coordinator),
        role: Role::Coordinator,
        region_id: None,
        body_id: None,
        institution_id: None,
        programme_id: Some(world.programme),
        ends_at: None,
    };
    identity::create_role_grant(&call, of_programme).await?;
    world.accounts.sort();
    Ok(world)
}

/// A new programme of a region.
pub fn programme(scope: ProgrammeScope, title: &str, region: RegionId) -> ProgrammeCreate {
    ProgrammeCreate {
        scope,
        title: title.into(),
        period_from: Some(2024),
        period_to: Some(2030),
        owner_institution_id: None,
        owner_unit: None,
        drafted_by: None,
        legal_basis: String::new(),
        assumptions: String::new(),
        diagnosis_title: None,
        diagnosis: String::new(),
        region_id: Some(region),
    }
}

/// A new goal.
pub fn objective(code: &str, level: ObjectiveLevel, parent_id: Option<ObjectiveId>) -> ObjectiveCreate {
    ObjectiveCreate {
        parent_id,
        code: code.into(),
        level,
        title: format!("Cel {code}"),
        description: String::new(),
        status: None,
    }
}

async fn build_programme(call: &Call, region: RegionId, topic_id: TopicId) -> Result<(ProgrammeId, Vec<ObjectiveId>)> {
    let made = programmes::create_programme(call, programme(ProgrammeScope::Provincial, "Program", region)).await?;
    let id = made.id;
    let drafting = ProgrammePatch { state: Some(ProgrammeState::Drafting), ..ProgrammePatch::default() };
    programmes::update_programme(call, id, made.version, drafting).await?;
    let version = ProgrammeVersionCreate {
        summary: "Projekt".into(),
        adopted_by: None,
        resolution_number: None,
        resolution_date: None,
        in_force_from: Some(date(2024, 1, 1)),
        in_force_to: None,
    };
    programmes::create_programme_version(call, id, version).await?;
    let mut goals: Vec<ObjectiveId> = Vec::new();
    for (code, level) in
        [("A", ObjectiveLevel::Overriding), ("A.1", ObjectiveLevel::Specific), ("A.1.1", ObjectiveLevel::Task)]
    {
        let goal = objective(code, level, goals.last().copied());
        goals.push(programmes::create_objective(call, id, goal).await?.id);
    }
    let recommendation = RecommendationCreate {
        title: "Zalecenie".into(),
        description: String::new(),
        objective_id: goals.first().copied(),
    };
    let recommendation = programmes::create_recommendation(call, id, recommendation).await?.id;
    let initiative = InitiativeCreate {
        name: "Przedsięwzięcie".into(),
        leader: None,
        from: None,
        to: None,
        status: None,
        objective_id: None,
    };
    let initiative = programmes::create_initiative(call, id, initiative).await?.id;
    let link = TopicLinkCreate { objective_id: None, recommendation_id: None, initiative_id: None, topic_id };
    for link in [
        TopicLinkCreate { objective_id: goals.first().copied(), ..link.clone() },
        TopicLinkCreate { recommendation_id: Some(recommendation), ..link.clone() },
        TopicLinkCreate { initiative_id: Some(initiative), ..link.clone() },
    ] {
        programmes::create_topic_link(call, id, link).await?;
    }
    Ok((id, goals))
}

async fn build_outer_programme(
    call: &Call,
    region: RegionId,
    own: ProgrammeId,
    own_goal: ObjectiveId,
) -> Result<(ProgrammeId, ObjectiveId)> {
    let outer = programme(ProgrammeScope::National, "Program krajowy", region);
    let made = programmes::create_programme(call, outer).await?;
    let in_force = ProgrammePatch { state: Some(ProgrammeState::InForce), ..ProgrammePatch::default() };
    programmes::update_programme(call, made.id, made.version, in_force).await?;
    let goal = objective("1", ObjectiveLevel::Overriding, None);
    let goal = programmes::create_objective(call, made.id, goal).await?.id;
    let relation = ProgrammeRelationCreate { to_id: made.id, kind: ProgrammeRelationKind::Complements, note: None };
    programmes::create_programme_relation(call, own, relation).await?;
    let same = ObjectiveMatchCreate { other_id: goal, kind: ObjectiveMatchKind::Repeats, note: None };
    programmes::create_objective_match(call, own_goal, same).await?;
    Ok((made.id, goal))
}

async fn build_directory(call: &Call, region: RegionId) -> Result<(Vec<InstitutionId>, Vec<PersonId>)> {
    let (mut institutions, mut heads) = (Vec::new(), Vec::new());
    for (teryt, name, first, last) in [
        ("1208", "PCPR w Miechowie", "Janusz", "Pierwszy"),
        ("1217", "PCPR w Zakopanem", "Renata", "Druga"),
        ("1209", "PCPR w Myślenicach", "Łucja", "Trzecia"),
        ("1206", "PCPR w Krakowie", "Ćwirko", "Czwarty"),
    ] {
        let institution = InstitutionCreate {
            kind: InstitutionKind::Pcpr,
            name: name.into(),
            teryt_county: Some(teryt.into()),
            region_id: Some(region),
            ..InstitutionCreate::default()
        };
        let institution = directory::create_institution(call, institution).await?.id;
        let head = person(call, region, first, last, true).await?;
        let post = AffiliationCreate {
            person_id: head,
            institution_id: institution,
            position_title: "Dyrektor".into(),
            profession: None,
            is_head: true,
            from: date(2020, 1, 1),
            to: None,
        };
        directory::create_affiliation(call, post).await?;
        institutions.push(institution);
        heads.push(head);
    }
    Ok((institutions, heads))
}

async fn person(call: &Call, region: RegionId, first: &str, last: &str, public: bool) -> Result<PersonId> {
    let input = PersonCreate {
        first_name: first.into(),
        last_name: last.into(),
        email: Some("osoba@example.org".into()),
        is_public_function: public,
        region_id: Some(region),
        ..PersonCreate::default()
    };
    Ok(directory::create_person(call, input).await?.id)
}

async fn body(call: &Call, region: RegionId, kind: BodyKind, name: &str) -> Result<BodyId> {
    let input = BodyCreate {
        kind,
        group_kind: (kind == BodyKind::Group).then_some(GroupKind::Working),
        name: name.into(),
        purpose: String::new(),
        host_institution_id: None,
        parent_id: None,
        topic_areas: Vec::new(),
        state: None,
        established_on: date(2014, 1, 1),
        region_id: Some(region),
    };
    Ok(groups::create_body(call, input).await?.id)
}

async fn build_convent(
    call: &Call,
    convent: BodyId,
    institutions: &[InstitutionId],
    heads: &[PersonId],
) -> Result<(Vec<SeatId>, TermId, TermId)> {
    let mut seats = Vec::new();
    for institution_id in institutions.iter().take(3) {
        let seat = SeatCreate { institution_id: *institution_id, from: date(2020, 1, 1) };
        seats.push(convents::create_seat(call, convent, seat).await?.id);
    }
    let rules = RulesVersionCreate {
        effective_from: start_of_test() - chrono::Duration::days(2000),
        term_months: 24,
        auto_extension_months: 12,
        deputy_selection: DeputySelection::Elected,
        notice_days: 14,
        quorum: obrady_types::convents::QuorumFraction::default(),
        substitutes_vote: false,
        summary: "Regulamin".into(),
        decision_reference: Some("uchwała 1/2021".into()),
    };
    convents::create_rules_version(call, convent, rules).await?;
    let starts_at = start_of_test() - chrono::Duration::days(365);
    let start = TermStart {
        office: Office::Chair,
        person_id: heads[0],
        starts_at,
        predecessor_id: None,
        declared_at: Some(starts_at),
        decision_reference: Some("uchwała 1/2025".into()),
        deputy: Some(DeputyStart { person_id: heads[1], predecessor_id: None }),
    };
    let chair = convents::start_term(call, convent, start).await?;
    let officers = convents::get_officers(call, convent, None).await?;
    let deputy = officers.deputy_chair.expect("a deputy was started");
    Ok((seats, chair.id, deputy.id))
}

async fn meeting(call: &Call, body_id: BodyId, title: &str, days: Vec<MeetingDayInput>) -> Result<MeetingId> {
    let input = MeetingCreate { body_id, title: title.into(), mode: MeetingMode::InPerson, venue: None, days };
    Ok(meetings::create_meeting(call, input).await?.id)
}

async fn build_published(call: &Call, ctx: &Ctx, group: BodyId) -> Result<(MeetingId, Vec<AgendaItemId>)> {
    let id = meeting(call, group, "Spotkanie grupy", vec![day(2026, 12, 1)]).await?;
    let view = meetings::get_meeting(call, id).await?;
    let day_id = view.days[0].id;
    let mut items: Vec<AgendaItemId> = Vec::new();
    let mut commands = Vec::new();
    for (title, confidentiality) in [
        ("Otwarcie", Confidentiality::Public),
        ("Sprawy członków", Confidentiality::Members),
        ("Sprawa zamknięta", Confidentiality::Closed),
    ] {
        let item: AgendaItemId = ctx.new_id().into();
        let place = AgendaPlace { day_id, parent_id: None, after_id: items.last().copied() };
        commands.push(AgendaCommand::Add(AgendaAdd { confidentiality, ..add(item, place, title) }));
        items.push(item);
    }
    let agenda = meetings::apply_agenda_commands(call, id, AgendaCommands { commands }).await?;
    meetings::publish_agenda(call, id, AgendaPublish { agenda_version: agenda.version }).await?;
    Ok((id, items))
}

async fn account(call: &Call, region: RegionId, name: &str, person_id: Option<PersonId>) -> Result<AccountId> {
    let input = AccountCreate {
        sign_in_name: name.into(),
        display_name: format!("Konto {name}"),
        password: Some(PASSWORD.into()),
        person_id,
        locale: Locale::En,
        region_id: Some(region),
    };
    Ok(identity::create_account(call, input).await?.id)
}

async fn service(call: &Call, region: RegionId, scopes: &[ApiScope]) -> Result<(ServiceAccountId, String)> {
    let input = ServiceAccountCreate {
        name: "Integracja".into(),
        scopes: scopes.to_vec(),
        expires_at: None,
        region_id: Some(region),
    };
    let made = identity::create_service_account(call, input).await?;
    Ok((made.account.id, made.client_secret))
}
