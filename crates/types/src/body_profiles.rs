//! What everybody may know of a body besides the body itself.

use crate::covers::BodyRef;
use crate::groups::{BodyState, MembershipCapacity};
use crate::{BodyId, InstitutionId};
use serde::{Deserialize, Serialize};

/// The surroundings of a body: its place in the tree, its host, who coordinates it, and how it is made up today.
/// People are named only in a public function; everybody else is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BodyProfile {
    /// The body.
    pub body_id: BodyId,
    /// Body that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<BodyRef>,
    /// Bodies that belong to it, in Polish order.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub children: Vec<BodyChild>,
    /// Institution that hosts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<InstitutionShare>,
    /// How many coordinators it has today.
    pub coordinators: i32,
    /// Those of them who hold a public function.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub coordinator_names: Vec<String>,
    /// People who belong to it today, by capacity.
    #[cfg_attr(feature = "openapi", schema(max_items = 4))]
    pub capacities: Vec<CapacityShare>,
    /// Institutions whose people belong to it today, in Polish order.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub institutions: Vec<InstitutionShare>,
    /// Members of a public function.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub public_members: Vec<PublicMember>,
}

/// A body below another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BodyChild {
    /// The body.
    pub body: BodyRef,
    /// Where it stands.
    pub state: BodyState,
}

/// How many people belong to a body in a capacity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CapacityShare {
    /// The capacity.
    pub capacity: MembershipCapacity,
    /// How many.
    pub people: i32,
}

/// How many people of an institution belong to a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstitutionShare {
    /// The institution.
    pub id: InstitutionId,
    /// Its name.
    pub name: String,
    /// How many.
    pub people: i32,
}

/// A member whose name is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicMember {
    /// Name.
    pub name: String,
    /// Capacity.
    pub capacity: MembershipCapacity,
    /// Name of the institution that they represent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_name: Option<String>,
}
