//! What every change leaves behind: an audit row and an event row, in its transaction.

use crate::ctx::WriteTx;
use crate::error::Result;
use obrady_entity::job;
use obrady_types::{BodyId, RegionId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set, Statement};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeSet;
use uuid::Uuid;

/// One change of one object.
#[derive(Debug)]
pub(crate) struct Change {
    /// `<resource>.<past participle>`, e.g. `topic.created`.
    pub(crate) action: &'static str,
    /// Table of the object.
    pub(crate) object: Cow<'static, str>,
    /// The object.
    pub(crate) id: Uuid,
    /// Its region, if it has one.
    pub(crate) region_id: Option<RegionId>,
    /// Its body, if it has one.
    pub(crate) body_id: Option<BodyId>,
    /// Its version after the change.
    pub(crate) version: i32,
    /// Whether it is gone: the event is a tombstone.
    pub(crate) removed: bool,
    /// What changed, in the words of the wire; no secrets.
    pub(crate) detail: serde_json::Value,
    /// The detail identifies somebody: it stands beside the audit row, and goes when they are erased. So does every
    /// detail in words.
    pub(crate) personal: bool,
}

impl Change {
    /// A change of an object; the other fields have their usual values.
    pub(crate) fn of(
        action: &'static str,
        object: impl Into<Cow<'static, str>>,
        id: impl Into<Uuid>,
        version: i32,
    ) -> Self {
        Self {
            action,
            object: object.into(),
            id: id.into(),
            region_id: None,
            body_id: None,
            version,
            removed: false,
            detail: serde_json::Value::Null,
            personal: false,
        }
    }

    /// Names the region.
    pub(crate) fn in_region(mut self, region_id: impl Into<Option<RegionId>>) -> Self {
        self.region_id = region_id.into();
        self
    }

    /// Names the body.
    pub(crate) fn in_body(mut self, body_id: BodyId) -> Self {
        self.body_id = Some(body_id);
        self
    }

    /// Marks a removal.
    pub(crate) fn removed(mut self) -> Self {
        self.removed = true;
        self
    }

    /// Says which fields of the object's view differ: what each was, and what it is now.
    pub(crate) fn between<T: Serialize>(self, before: &T, after: &T) -> Result<Self> {
        let (before, after) = (serde_json::to_value(before)?, serde_json::to_value(after)?);
        let names = [&before, &after].into_iter().filter_map(|view| view.as_object()).flat_map(|view| view.keys());
        let names: BTreeSet<&String> = names.filter(|name| *name != "version").collect();
        let mut detail = Map::new();
        for name in names {
            let (was, is) = (before.get(name), after.get(name));
            if was != is {
                detail.insert(name.clone(), json!({ "before": was, "after": is }));
            }
        }
        Ok(self.with(Value::Object(detail)))
    }

    /// Adds why it was done, where somebody said so.
    pub(crate) fn because(mut self, reason: Option<String>) -> Self {
        if let (Some(reason), Some(detail)) = (reason, self.detail.as_object_mut()) {
            detail.insert("reason".to_owned(), Value::String(reason.trim().to_owned()));
        }
        self
    }

    /// Marks that the detail identifies somebody.
    pub(crate) fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// Says what changed.
    pub(crate) fn with(mut self, detail: serde_json::Value) -> Self {
        self.detail = detail;
        self
    }
}

/// The audit row (`$1` to `$9`), what is said beside it and its salt (`$10`, `$11`), that it waits for its place in the
/// chain, and the event row: every change writes them, so they are one message to the database.
const RECORD_POSTGRES: &str = "
WITH told AS (
    INSERT INTO audit_event (at, region_id, actor_kind, actor_id, action, object_kind, object_id, detail, request_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
), beside AS (
    INSERT INTO audit_personal (audit_event_id, detail, salt) SELECT id, $10, $11 FROM told WHERE $10 IS NOT NULL
), waits AS (
    INSERT INTO audit_unsealed (audit_event_id) SELECT id FROM told
)
INSERT INTO event (at, region_id, body_id, kind, object_kind, object_id, version, removed)
VALUES ($1, $2, $12, $5, $6, $7, $13, $14)";
/// The same; the rows beside the audit row have its number as their own, so that the last number stays what it is.
const RECORD_SQLITE: &str = "
INSERT INTO audit_event (at, region_id, actor_kind, actor_id, action, object_kind, object_id, detail, request_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
INSERT INTO audit_personal (audit_event_id, detail, salt)
SELECT last_insert_rowid(), $10, $11 WHERE $10 IS NOT NULL;
INSERT INTO audit_unsealed (audit_event_id) VALUES (last_insert_rowid());
INSERT INTO event (at, region_id, body_id, kind, object_kind, object_id, version, removed)
VALUES ($1, $2, $12, $5, $6, $7, $13, $14)";

impl WriteTx {
    /// Writes the audit row and the event row of a change.
    pub(crate) async fn record(&self, change: Change) -> Result<()> {
        let (actor_kind, actor_id) = self.actor.kind_and_id();
        let region_id = change.region_id.map(Uuid::from);
        // What is said in words may name somebody, and words can be forgotten only where rows can.
        let told = change.detail.to_string();
        let is_beside = !change.detail.is_null() && (change.personal || told.contains(' '));
        let (detail, beside) = if is_beside { (Value::Null.to_string(), Some(told)) } else { (told, None) };
        let salt = beside.is_some().then(|| {
            let mut salt = [0; 16];
            self.ctx.random.fill(&mut salt);
            Uuid::from_bytes(salt)
        });
        let values: [sea_orm::Value; 14] = [
            self.now.into(),
            region_id.into(),
            actor_kind.into(),
            actor_id.into(),
            change.action.into(),
            change.object.as_ref().into(),
            change.id.into(),
            detail.into(),
            self.request_id.clone().into(),
            beside.into(),
            salt.into(),
            change.body_id.map(Uuid::from).into(),
            change.version.into(),
            change.removed.into(),
        ];
        let sql = if self.is_postgres() { RECORD_POSTGRES } else { RECORD_SQLITE };
        let statement = Statement::from_sql_and_values(self.conn().get_database_backend(), sql, values);
        self.conn().execute_raw(statement).await?;
        // What the log has to say besides the audit (SEC-19).
        if change.action.starts_with("role_grant.") {
            tracing::info!(event = "role_changed", action = change.action, object = %change.id, by = ?actor_id, "rights changed");
        }
        Ok(())
    }

    /// Writes work to be done after the commit into the outbox: a kind, and what it needs to know.
    pub(crate) async fn enqueue(&self, kind: &str, payload: &serde_json::Value) -> Result<()> {
        let job = job::ActiveModel {
            id: Set(self.new_id()),
            kind: Set(kind.to_owned()),
            payload: Set(payload.to_string()),
            run_at: Set(self.now),
            attempts: Set(0),
            leased_until: Set(None),
            done_at: Set(None),
            last_error: Set(None),
            worker: Set(None),
            outcome: Set(None),
        };
        job.insert(self.conn()).await?;
        Ok(())
    }
}
