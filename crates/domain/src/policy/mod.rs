//! Who may do what: one function, for people and machines alike.

mod actor;
mod rights;

pub(crate) use actor::scope_of;
pub use actor::{Actor, Caller, Grant, Principal, SecondFactorPolicy};

use crate::error::Result;
use obrady_types::identity::{ApiScope, Role};
use obrady_types::{BodyId, ErrorCode, InstitutionId, ProgrammeId, RegionId};

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Read names and mail addresses of all people and all affiliations.
    ReadDirectory,
    /// Make and change institutions.
    EditInstitution,
    /// Make people.
    CreatePerson,
    /// Change people.
    EditPerson,
    /// Make and change affiliations.
    EditAffiliation,
    /// Read, make and change accounts and role grants.
    ManageAccounts,
    /// Give or take the operator's role.
    ManageOperators,
    /// Read, make and change service accounts.
    ManageServiceAccounts,
    /// Read the audit.
    ReadAudit,
    /// Make and dissolve bodies.
    ManageBodies,
    /// Change a body's name and purpose.
    EditBody,
    /// Read who belongs to a body.
    ReadMemberships,
    /// Change who belongs to a body.
    EditMemberships,
    /// Propose a topic.
    ProposeTopic,
    /// Change a topic.
    EditTopic,
    /// Make and change work plans.
    EditWorkPlan,
    /// Make and change seats and rules of procedure.
    EditConvent,
    /// Start, end, cancel and annul terms of office.
    RotateOffice,
    /// Read drafts of meetings and what is for members only.
    ReadDrafts,
    /// Make meetings, edit and publish agendas.
    EditMeeting,
    /// Write, publish and withdraw news, albums and frequent questions, and upload files for them.
    EditNews,
    /// Record what happens at meetings: attendance, decisions, action items.
    RecordMeeting,
    /// Make a programme.
    CreateProgramme,
    /// Know of and change all programmes of a region.
    ManageProgrammes,
    /// Change a programme with all its parts.
    EditProgramme,
    /// Make and publish trainings and editions, manage registrations.
    ManageTrainings,
    /// Register an institution's people for trainings.
    RegisterStaff,
}

impl Action {
    /// All actions, for the golden matrix.
    pub const ALL: &'static [Action] = &[
        Action::ReadDirectory,
        Action::EditInstitution,
        Action::CreatePerson,
        Action::EditPerson,
        Action::EditAffiliation,
        Action::ManageAccounts,
        Action::ManageOperators,
        Action::ManageServiceAccounts,
        Action::ReadAudit,
        Action::ManageBodies,
        Action::EditBody,
        Action::ReadMemberships,
        Action::EditMemberships,
        Action::ProposeTopic,
        Action::EditTopic,
        Action::EditWorkPlan,
        Action::EditConvent,
        Action::RotateOffice,
        Action::ReadDrafts,
        Action::EditMeeting,
        Action::EditNews,
        Action::RecordMeeting,
        Action::CreateProgramme,
        Action::ManageProgrammes,
        Action::EditProgramme,
        Action::ManageTrainings,
        Action::RegisterStaff,
    ];
}

/// Where it would be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The region.
    pub region_id: RegionId,
    /// The body, if the action concerns one.
    pub body_id: Option<BodyId>,
    /// The programme, if the action concerns one.
    pub programme_id: Option<ProgrammeId>,
    /// The institution, if the action concerns one.
    pub institution_id: Option<InstitutionId>,
}

impl Scope {
    /// A whole region.
    pub fn region(region_id: impl Into<RegionId>) -> Self {
        Self { region_id: region_id.into(), body_id: None, programme_id: None, institution_id: None }
    }

    /// One body of a region.
    pub fn body(region_id: impl Into<RegionId>, body_id: impl Into<BodyId>) -> Self {
        Self { body_id: Some(body_id.into()), ..Self::region(region_id) }
    }

    /// One programme of a region.
    pub fn programme(region_id: impl Into<RegionId>, programme_id: impl Into<ProgrammeId>) -> Self {
        Self { programme_id: Some(programme_id.into()), ..Self::region(region_id) }
    }

    /// One institution of a region.
    pub fn institution(region_id: impl Into<RegionId>, institution_id: impl Into<InstitutionId>) -> Self {
        Self { institution_id: Some(institution_id.into()), ..Self::region(region_id) }
    }
}

/// Whether the actor may do it there, with the rights that it has at this instant.
pub fn allows(actor: &Actor, action: Action, scope: &Scope) -> bool {
    match actor.principal {
        Principal::Anonymous => false,
        Principal::System => true,
        Principal::Service(_) => actor.region_id == Some(scope.region_id) && service_allows(&actor.scopes, action),
        Principal::Account(_) => person_allows(actor, action, scope),
    }
}

fn service_allows(scopes: &[ApiScope], action: Action) -> bool {
    let any = |wanted: &[ApiScope]| wanted.iter().any(|scope| scopes.contains(scope));
    match action {
        Action::ReadDrafts => any(&[ApiScope::AgendaRead, ApiScope::AgendaWrite]),
        Action::EditMeeting => any(&[ApiScope::AgendaWrite]),
        Action::ReadDirectory => any(&[ApiScope::DirectoryRead, ApiScope::DirectoryWrite]),
        Action::ProposeTopic => any(&[ApiScope::TopicsWrite]),
        Action::ManageTrainings | Action::RegisterStaff => any(&[ApiScope::TrainingsWrite]),
        Action::EditInstitution | Action::CreatePerson | Action::EditPerson | Action::EditAffiliation => {
            any(&[ApiScope::DirectoryWrite])
        }
        _ => false,
    }
}

fn person_allows(actor: &Actor, action: Action, scope: &Scope) -> bool {
    let grant =
        |role: Role, fits: &dyn Fn(&actor::Grant) -> bool| actor.grants.iter().any(|g| g.role == role && fits(g));
    if grant(Role::Operator, &|_| true) {
        return true;
    }
    if action != Action::ManageOperators && grant(Role::Admin, &|g| g.region_id == Some(scope.region_id)) {
        return true;
    }
    if let Some(programme_id) = scope.programme_id {
        return action == Action::EditProgramme && grant(Role::Coordinator, &|g| g.programme_id == Some(programme_id));
    }
    let Some(body_id) = scope.body_id else {
        let coordinates = || grant(Role::Coordinator, &|g| g.region_id == Some(scope.region_id));
        return match action {
            Action::ReadDirectory | Action::CreatePerson | Action::ManageTrainings => coordinates(),
            Action::CreateProgramme => {
                grant(Role::Coordinator, &|g| g.region_id == Some(scope.region_id) && g.programme_id.is_some())
            }
            Action::RegisterStaff => {
                let speaks = |g: &actor::Grant| g.institution_id.is_some() && g.institution_id == scope.institution_id;
                coordinates() || grant(Role::InstitutionRepresentative, &speaks)
            }
            _ => false,
        };
    };
    match action {
        Action::EditBody | Action::EditMemberships | Action::EditNews => {
            grant(Role::Coordinator, &|g| g.body_id == Some(body_id))
        }
        Action::EditTopic | Action::EditWorkPlan | Action::EditMeeting => {
            grant(Role::Coordinator, &|g| g.body_id == Some(body_id)) || actor.chairs.contains(&body_id)
        }
        Action::RecordMeeting => {
            grant(Role::Coordinator, &|g| g.body_id == Some(body_id))
                || actor.chairs.contains(&body_id)
                || actor.deputies.contains(&body_id)
        }
        Action::ReadMemberships | Action::ProposeTopic | Action::ReadDrafts => {
            (action == Action::ProposeTopic && actor.speaks_in.contains(&body_id))
                || grant(Role::Coordinator, &|g| g.body_id == Some(body_id))
                || actor.chairs.contains(&body_id)
                || actor.deputies.contains(&body_id)
                || actor.member_of.contains(&body_id)
        }
        _ => false,
    }
}

/// Refuses what is not allowed: 401 for somebody unknown, 403 for somebody known.
///
/// # Errors
/// `unauthenticated`, `forbidden`, or `second_factor_setup_required` for what a second factor would allow.
pub fn require(actor: &Actor, action: Action, scope: &Scope) -> Result<()> {
    if allows(actor, action, scope) {
        Ok(())
    } else if actor.principal == Principal::Anonymous {
        Err(ErrorCode::Unauthenticated.into())
    } else if actor.withheld.as_deref().is_some_and(|full| allows(full, action, scope)) {
        Err(ErrorCode::SecondFactorSetupRequired.into())
    } else {
        Err(ErrorCode::Forbidden.into())
    }
}
