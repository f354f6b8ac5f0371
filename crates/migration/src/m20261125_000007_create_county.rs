//! Counties.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE county (
    teryt text PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    name text NOT NULL,
    seat_town text NOT NULL,
    is_city {BOOL} NOT NULL,
    communes integer NOT NULL
){STRICT};
"#;
