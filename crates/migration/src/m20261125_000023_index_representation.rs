//! Each request of somebody signed in asks in which bodies their institutions take part.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE INDEX membership_institution ON membership (institution_id) WHERE institution_id IS NOT NULL;
"#;
