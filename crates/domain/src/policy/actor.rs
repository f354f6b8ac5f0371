//! Who calls, and what follows from grants, terms and memberships at this instant.

use super::rights::{self, Right};
use crate::clock::LEEWAY_SECONDS;
use crate::ctx::Ctx;
use crate::error::{DomainError, Result};
use crate::words::of_word;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use obrady_entity::{body, service_account};
use obrady_types::convents::Office;
use obrady_types::identity::{ApiScope, Role};
use obrady_types::{
    AccountId, BodyId, ErrorCode, InstitutionId, PersonId, ProgrammeId, RegionId, ServiceAccountId, SignInId,
};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a verified token says about the caller; nothing in it is a right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nobody in particular.
    Anonymous,
    /// Somebody whose token is not valid (any more): refused wherever it matters who calls.
    Unrecognised,
    /// A person's account, signed in.
    Account {
        /// The account.
        id: AccountId,
        /// The sign-in that the token belongs to.
        sign_in: SignInId,
    },
    /// A service account with the scopes of its token.
    Service {
        /// The account.
        id: ServiceAccountId,
        /// Scopes of the token.
        scopes: Vec<ApiScope>,
    },
    /// The program itself: seeding, the command line.
    System,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Nobody in particular.
    Anonymous,
    /// A person's account.
    Account(AccountId),
    /// A service account.
    Service(ServiceAccountId),
    /// The program itself.
    System,
}

/// A role in force within its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Region of an admin, of a coordinator's body or programme, or of a representative's institution.
    pub region_id: Option<RegionId>,
    /// Body of a coordinator.
    pub body_id: Option<BodyId>,
    /// Institution of a representative.
    pub institution_id: Option<InstitutionId>,
    /// Programme of a coordinator.
    pub programme_id: Option<ProgrammeId>,
}

/// Who acts and with what rights, computed for one instant (I-10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub principal: Principal,
    /// Home region.
    pub region_id: Option<RegionId>,
    /// The person behind the account.
    pub person_id: Option<PersonId>,
    /// The sign-in that the token belongs to.
    pub sign_in: Option<SignInId>,
    /// Grants in force.
    pub grants: Vec<Grant>,
    /// Bodies chaired now, as elected or acting chair.
    pub chairs: BTreeSet<BodyId>,
    /// Bodies whose deputy chair it is now.
    pub deputies: BTreeSet<BodyId>,
    /// Bodies it belongs to now, by membership or by holding a seat.
    pub member_of: BTreeSet<BodyId>,
    /// Bodies in which an institution that it represents takes part now, by a seat or by a member whom it sends.
    pub speaks_in: BTreeSet<BodyId>,
    /// Bodies whose coordinator it stands in for today; the same rights stand among the grants.
    pub covers: BTreeSet<BodyId>,
    /// Scopes of a service account.
    pub scopes: Vec<ApiScope>,
    /// Whether the sign-in has proved a second factor.
    pub second_factor: bool,
    /// When the owner last proved who they are, at the sign-in or later; nothing for anybody but people.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// What the caller could do with a second factor, where it is required and not there.
    pub withheld: Option<Box<Actor>>,
}

/// Whose rights count only with a second factor (SEC-11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorPolicy {
    /// Those of operators and administrators.
    #[default]
    Administrators,
    /// Everybody's.
    Everybody,
    /// Nobody's: for demonstrations.
    Nobody,
}

/// Minutes for which a confirmation counts.
const CONFIRMED_MINUTES: i64 = 10;

impl Actor {
    /// The actor without the rights that need a second factor, if it has not proved one.
    fn within(self, policy: SecondFactorPolicy) -> Self {
        let weak = |grant: &Grant| match policy {
            SecondFactorPolicy::Administrators => !matches!(grant.role, Role::Operator | Role::Admin),
            SecondFactorPolicy::Everybody => false,
            SecondFactorPolicy::Nobody => true,
        };
        if self.second_factor || policy == SecondFactorPolicy::Nobody {
            return self;
        }
        let mut left = self.clone();
        left.grants.retain(weak);
        if policy == SecondFactorPolicy::Everybody {
            for bodies in [&mut left.chairs, &mut left.deputies, &mut left.member_of, &mut left.speaks_in] {
                bodies.clear();
            }
            left.covers.clear();
        }
        if left != self {
            left.withheld = Some(Box::new(self));
        }
        left
    }

    /// Refuses a person who has not proved for ten minutes who they are.
    pub(crate) fn require_confirmed(&self, now: DateTime<Utc>) -> Result<()> {
        // Of a clock that was set back since: it would count for by so much longer.
        let ahead = |at: DateTime<Utc>| at > now + Duration::seconds(LEEWAY_SECONDS);
        let fresh = |at: DateTime<Utc>| at + Duration::minutes(CONFIRMED_MINUTES) > now && !ahead(at);
        match self.principal {
            Principal::Account(_) if !self.confirmed_at.is_some_and(fresh) => {
                Err(ErrorCode::ConfirmationRequired.into())
            }
            _ => Ok(()),
        }
    }

    /// Whether it is this account.
    pub(crate) fn is_account(&self, id: AccountId) -> bool {
        self.principal == Principal::Account(id)
    }

    /// The account, if a person acts.
    pub(crate) fn account(&self) -> Option<Uuid> {
        match self.principal {
            Principal::Account(id) => Some(id.into()),
            _ => None,
        }
    }

    /// Somebody with no rights of their own.
    pub fn without_rights(principal: Principal) -> Self {
        Self {
            principal,
            region_id: None,
            person_id: None,
            sign_in: None,
            grants: Vec::new(),
            chairs: BTreeSet::new(),
            deputies: BTreeSet::new(),
            member_of: BTreeSet::new(),
            speaks_in: BTreeSet::new(),
            covers: BTreeSet::new(),
            scopes: Vec::new(),
            second_factor: false,
            confirmed_at: None,
            withheld: None,
        }
    }

    /// The caller with the rights that hold at `now`.
    ///
    /// # Errors
    /// `unauthenticated` when the account is disabled or gone, or its sign-in has ended.
    pub(crate) async fn load<C: ConnectionTrait>(
        conn: &C,
        ctx: &Ctx,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let today = ctx.date_of(now);
        match caller {
            Caller::Anonymous => Ok(Self::without_rights(Principal::Anonymous)),
            Caller::Unrecognised => Err(ErrorCode::Unauthenticated.into()),
            Caller::System => Ok(Self::without_rights(Principal::System)),
            Caller::Service { id, scopes } => load_service(conn, *id, scopes, now).await,
            Caller::Account { id, sign_in } => {
                let full = load_account(conn, *id, *sign_in, now, today).await?;
                Ok(full.within(ctx.second_factor))
            }
        }
    }

    /// A text that names who acts, for idempotency keys and undo stacks; nothing for somebody unknown.
    pub(crate) fn principal(&self) -> Option<String> {
        match self.principal {
            Principal::Anonymous => None,
            Principal::Account(id) => Some(format!("account:{id}")),
            Principal::Service(id) => Some(format!("service:{id}")),
            Principal::System => Some("system".to_owned()),
        }
    }

    /// Kind and id for the audit.
    pub(crate) fn kind_and_id(&self) -> (&'static str, Option<Uuid>) {
        match self.principal {
            Principal::Anonymous => ("anonymous", None),
            Principal::Account(id) => ("account", Some(id.into())),
            Principal::Service(id) => ("service", Some(id.into())),
            Principal::System => ("system", None),
        }
    }

    /// Refuses somebody unknown before anything is looked up, so that the answer tells nothing.
    pub(crate) fn refuse_anonymous(&self) -> Result<()> {
        if self.principal == Principal::Anonymous { Err(ErrorCode::Unauthenticated.into()) } else { Ok(()) }
    }

    /// The region named, or the caller's own.
    pub(crate) fn region_or(&self, named: Option<RegionId>) -> Result<RegionId> {
        self.refuse_anonymous()?;
        named.or(self.region_id).ok_or_else(|| crate::error::DomainError::field("/region_id", "required"))
    }
}

async fn load_service<C: ConnectionTrait>(
    conn: &C,
    id: ServiceAccountId,
    scopes: &[ApiScope],
    now: DateTime<Utc>,
) -> Result<Actor> {
    let row = service_account::Entity::find_by_id(Uuid::from(id)).one(conn).await?;
    let row = row.filter(|row| {
        row.disabled_at.is_none() && row.deleted_at.is_none() && row.expires_at.is_none_or(|expiry| expiry > now)
    });
    let row = row.ok_or(ErrorCode::Unauthenticated)?;
    let granted: Vec<ApiScope> = serde_json::from_str(&row.scopes)?;
    Ok(Actor {
        region_id: Some(row.region_id.into()),
        scopes: scopes.iter().copied().filter(|scope| granted.contains(scope)).collect(),
        ..Actor::without_rights(Principal::Service(id))
    })
}

async fn load_account<C: ConnectionTrait>(
    conn: &C,
    id: AccountId,
    sign_in: SignInId,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Actor> {
    let rights = rights::of_account(conn, id, sign_in, now, today).await?;
    let me = rights.iter().find(|right| right.kind == rights::ACCOUNT).ok_or(ErrorCode::Unauthenticated)?;
    let mut actor = Actor {
        region_id: me.region_id.map(Into::into),
        person_id: me.person_id.map(Into::into),
        sign_in: Some(sign_in),
        second_factor: me.second_factor.unwrap_or(false),
        confirmed_at: me.confirmed_at,
        ..Actor::without_rights(Principal::Account(id))
    };
    for Right { kind, role, region_id, body_id, institution_id, programme_id, .. } in rights {
        match (kind.as_str(), body_id) {
            (rights::ACCOUNT, _) => {}
            (rights::GRANT, _) => actor.grants.push(Grant {
                role: of_word(&role.unwrap_or_default())?,
                region_id: region_id.map(Into::into),
                body_id: body_id.map(Into::into),
                institution_id: institution_id.map(Into::into),
                programme_id: programme_id.map(Into::into),
            }),
            (rights::COVER, Some(body)) => {
                actor.covers.insert(body.into());
                actor.grants.push(Grant {
                    role: Role::Coordinator,
                    region_id: region_id.map(Into::into),
                    body_id: Some(body.into()),
                    institution_id: None,
                    programme_id: None,
                });
            }
            (rights::OFFICE, Some(body)) => {
                match of_word::<Office>(&role.unwrap_or_default())? {
                    Office::Chair => actor.chairs.insert(body.into()),
                    Office::DeputyChair => actor.deputies.insert(body.into()),
                };
            }
            (rights::MEMBER, Some(body)) => {
                actor.member_of.insert(body.into());
            }
            (rights::SPEAKS, Some(body)) => {
                actor.speaks_in.insert(body.into());
            }
            (kind, _) => return Err(DomainError::internal(format!("a right of kind {kind} without a body"))),
        }
    }
    Ok(actor)
}

/// The scope of a body's row.
pub(crate) fn scope_of(row: &body::Model) -> super::Scope {
    super::Scope::body(row.region_id, row.id)
}
