//! What visitors read most, found without looking through a whole table.
//!
//! Nearly all rows lack a successor or a host: SQLite's statistics count them as one value and find an index over all
//! rows not worth using, so these have none of them.

crate::sql::migration!(SQL);

const SQL: &str = r#"
DROP INDEX institution_succeeded;
CREATE INDEX institution_succeeded ON institution (successor_id) WHERE successor_id IS NOT NULL;
CREATE INDEX body_host ON body (host_institution_id) WHERE host_institution_id IS NOT NULL;
CREATE INDEX person_public ON person (sort_key, id) WHERE is_public_function;
"#;
