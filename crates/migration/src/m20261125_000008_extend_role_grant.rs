//! Grants within one institution.

crate::sql::migration!(SQL);

const SQL: &str = r#"
ALTER TABLE role_grant ADD COLUMN institution_id {UUID} REFERENCES institution (id);
CREATE INDEX role_grant_institution ON role_grant (institution_id);
"#;
