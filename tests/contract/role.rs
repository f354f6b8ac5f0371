//! Who asks.

use anyhow::{Context, Result};
use obrady_tests::{PASSWORD, Who, World};
use serde_json::{Value, json};

/// Whose requests are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Anonymous,
    Coordinator,
    Admin,
    /// A service account with all scopes.
    Service,
}

impl Role {
    pub const ALL: &'static [Role] = &[Role::Anonymous, Role::Coordinator, Role::Admin, Role::Service];

    pub fn name(self) -> &'static str {
        match self {
            Role::Anonymous => "anonymous",
            Role::Coordinator => "coordinator",
            Role::Admin => "admin",
            Role::Service => "service",
        }
    }

    /// How many operations have to succeed at least once: a run that only ever heard 401 or 404 has tried nothing.
    pub fn succeeds(self) -> usize {
        match self {
            Role::Anonymous => 20,
            Role::Coordinator | Role::Service => 40,
            Role::Admin => 60,
        }
    }

    /// What the hooks sign in with: an address and what is sent to it; `null` for nobody in particular.
    pub fn sign_in(self, world: &World, base: &str) -> Result<Value> {
        let person = |who: Who| json!({ "sign_in_name": who.sign_in_name(), "password": PASSWORD });
        let (path, credentials) = match self {
            Role::Anonymous => return Ok(Value::Null),
            Role::Coordinator => ("sign-ins", person(Who::Coordinator)),
            Role::Admin => ("sign-ins", person(Who::Admin)),
            Role::Service => {
                let (id, secret) = world.service(Who::Writer).context("the world has a service account")?;
                ("access-tokens", json!({ "client_id": id, "client_secret": secret }))
            }
        };
        Ok(json!({ "address": format!("{base}/api/v1/{path}"), "credentials": credentials }))
    }
}
