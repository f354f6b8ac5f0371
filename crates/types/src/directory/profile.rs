//! What stands around an institution: who heads it, what it takes part in, what it was and became.

use super::{HeadOf, Institution};
use crate::BodyId;
use serde::{Deserialize, Serialize};

/// A body in which an institution takes part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakesPart {
    /// The body.
    pub body_id: BodyId,
    /// Its name.
    pub body_name: String,
    /// It has a seat there today.
    pub has_seat: bool,
    /// It runs the body.
    pub is_host: bool,
}

/// What stands around an institution today; public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstitutionProfile {
    /// Who heads it, if that person's name is public to the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<HeadOf>,
    /// Bodies in which it takes part.
    pub bodies: Vec<TakesPart>,
    /// Institutions whose work it took over.
    pub predecessors: Vec<Institution>,
    /// The institution that took over its work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Institution>,
    /// All that it was and became, however many steps away, in the order of time, with itself in its place; empty where
    /// it is the only one.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub history: Vec<Institution>,
}
