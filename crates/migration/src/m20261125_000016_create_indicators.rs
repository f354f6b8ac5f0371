//! Indicators of goals, with what they were in which year.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE indicator (
    id {UUID} PRIMARY KEY,
    programme_id {UUID} NOT NULL REFERENCES programme (id),
    objective_id {UUID} NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    unit text,
-- @postgres
    baseline double precision,
    target double precision,
-- @sqlite
    baseline REAL,
    target REAL,
-- @both
    baseline_year integer,
    target_year integer,
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL,
    FOREIGN KEY (programme_id, objective_id) REFERENCES objective (programme_id, id),
    CONSTRAINT indicator_number UNIQUE (objective_id, number),
    CONSTRAINT indicator_baseline CHECK (baseline_year IS NULL OR baseline IS NOT NULL),
    CONSTRAINT indicator_target CHECK (target_year IS NULL OR target IS NOT NULL)
){STRICT};
CREATE INDEX indicator_programme ON indicator (programme_id);

-- One value a year.
CREATE TABLE indicator_value (
    indicator_id {UUID} NOT NULL REFERENCES indicator (id),
    year integer NOT NULL,
-- @postgres
    value double precision NOT NULL,
-- @sqlite
    value REAL NOT NULL,
-- @both
    PRIMARY KEY (indicator_id, year)
){STRICT};
"#;
