//! What visitors read most, found without looking through a whole table.
//!
//! Nearly all rows lack a successor, a parent, a host or a meeting: SQLite's statistics count these rows as one value and
//! find an index with them not worth using.

crate::sql::migration!(SQL);

const SQL: &str = r#"
DROP INDEX institution_succeeded;
CREATE INDEX institution_succeeded ON institution (successor_id) WHERE successor_id IS NOT NULL;
DROP INDEX body_parent;
CREATE INDEX body_parent ON body (parent_id) WHERE parent_id IS NOT NULL;
DROP INDEX news_item_meeting;
CREATE INDEX news_item_meeting ON news_item (source_meeting_id) WHERE source_meeting_id IS NOT NULL;
CREATE INDEX role_grant_body ON role_grant (body_id) WHERE body_id IS NOT NULL;
CREATE INDEX body_host ON body (host_institution_id) WHERE host_institution_id IS NOT NULL;
CREATE INDEX person_public ON person (sort_key, id) WHERE is_public_function;
"#;
