//! Institutions, people and their posts.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE institution (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    kind text NOT NULL,
    name text NOT NULL,
    teryt_county text,
    town text,
    acts_as_county_centre {BOOL} NOT NULL,
    successor_id {UUID} REFERENCES institution (id),
    closed_on {DATE},
    synthetic {BOOL} NOT NULL,
    sort_key {SORT} NOT NULL,
    search text NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX institution_order ON institution (sort_key, id);

CREATE TABLE person (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text,
    is_public_function {BOOL} NOT NULL,
    synthetic {BOOL} NOT NULL,
    sort_key {SORT} NOT NULL,
    search text NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX person_order ON person (sort_key, id);

CREATE TABLE affiliation (
    id {UUID} PRIMARY KEY,
    person_id {UUID} NOT NULL REFERENCES person (id),
    institution_id {UUID} NOT NULL REFERENCES institution (id),
    position_title text NOT NULL,
    is_head {BOOL} NOT NULL,
    from_date {DATE} NOT NULL,
    to_date {DATE},
    version integer NOT NULL,
    CONSTRAINT affiliation_period CHECK (to_date IS NULL OR to_date >= from_date)
){STRICT};
CREATE INDEX affiliation_person ON affiliation (person_id);
CREATE INDEX affiliation_institution ON affiliation (institution_id);

-- One head at a time.
-- @postgres
ALTER TABLE affiliation ADD CONSTRAINT affiliation_one_head
    EXCLUDE USING gist (institution_id WITH =, daterange(from_date, to_date) WITH &&) WHERE (is_head);
-- @sqlite
-- An empty period meets nothing, as with the ranges of PostgreSQL.
CREATE TRIGGER affiliation_one_head_insert BEFORE INSERT ON affiliation WHEN NEW.is_head BEGIN
    SELECT RAISE(ABORT, 'affiliation_one_head') WHERE EXISTS (SELECT 1 FROM affiliation a
        WHERE a.institution_id = NEW.institution_id AND a.is_head AND a.id <> NEW.id
        AND a.from_date < coalesce(a.to_date, '~') AND NEW.from_date < coalesce(NEW.to_date, '~')
        AND (a.to_date IS NULL OR a.to_date > NEW.from_date) AND (NEW.to_date IS NULL OR NEW.to_date > a.from_date));
END;
CREATE TRIGGER affiliation_one_head_update BEFORE UPDATE ON affiliation WHEN NEW.is_head BEGIN
    SELECT RAISE(ABORT, 'affiliation_one_head') WHERE EXISTS (SELECT 1 FROM affiliation a
        WHERE a.institution_id = NEW.institution_id AND a.is_head AND a.id <> NEW.id
        AND a.from_date < coalesce(a.to_date, '~') AND NEW.from_date < coalesce(NEW.to_date, '~')
        AND (a.to_date IS NULL OR a.to_date > NEW.from_date) AND (NEW.to_date IS NULL OR NEW.to_date > a.from_date));
END;
"#;
