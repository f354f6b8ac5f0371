//! The order in which posts are listed.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE INDEX affiliation_order ON affiliation (from_date, id);
"#;
