//! The platform as a tree of bodies, work plans, cover of a coordinator, and what searching accounts and the audit
//! needs.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- Kinds have ranks (platform, council, others) and a parent's is lower, so the tree has no cycles.
ALTER TABLE body ADD COLUMN parent_id {UUID} REFERENCES body (id);
ALTER TABLE body ADD COLUMN topic_areas text NOT NULL DEFAULT '[]';
CREATE INDEX body_parent ON body (parent_id);

-- One plan for each body and year.
CREATE TABLE work_plan (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} NOT NULL REFERENCES body (id),
    year integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT work_plan_year UNIQUE (body_id, year)
){STRICT};

CREATE TABLE work_plan_entry (
    id {UUID} PRIMARY KEY,
    plan_id {UUID} NOT NULL REFERENCES work_plan (id),
    topic_id {UUID} NOT NULL REFERENCES topic (id),
    position integer NOT NULL,
    planned_from {DATE} NOT NULL,
    planned_precision text NOT NULL,
    deliverable text,
    note text,
    meetings text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT work_plan_entry_topic UNIQUE (plan_id, topic_id)
){STRICT};
CREATE INDEX work_plan_entry_subject ON work_plan_entry (topic_id);

-- Somebody does a coordinator's work for one body from a day on, until the day `to_date`, which is no longer covered.
CREATE TABLE cover (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} NOT NULL REFERENCES body (id),
    absent_account_id {UUID} NOT NULL REFERENCES account (id),
    covering_account_id {UUID} NOT NULL REFERENCES account (id),
    from_date {DATE} NOT NULL,
    to_date {DATE} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT cover_period CHECK (to_date >= from_date),
    CONSTRAINT cover_oneself CHECK (absent_account_id <> covering_account_id)
){STRICT};
CREATE INDEX cover_covering ON cover (covering_account_id, to_date);
CREATE INDEX cover_absent ON cover (absent_account_id, to_date);
CREATE INDEX cover_body ON cover (body_id);

-- What searching compares: sign-in name and name to show, in lower case without diacritics.
ALTER TABLE account ADD COLUMN search text NOT NULL DEFAULT '';
UPDATE account SET search = lower(sign_in_name || ' ' ||
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(display_name,
    'ą', 'a'), 'ć', 'c'), 'ę', 'e'), 'ł', 'l'), 'ń', 'n'), 'ó', 'o'), 'ś', 's'), 'ź', 'z'), 'ż', 'z'),
    'Ą', 'a'), 'Ć', 'c'), 'Ę', 'e'), 'Ł', 'l'), 'Ń', 'n'), 'Ó', 'o'), 'Ś', 's'), 'Ź', 'z'), 'Ż', 'z'));

CREATE INDEX audit_event_region ON audit_event (region_id, id);
CREATE INDEX audit_event_actor ON audit_event (actor_id, id);
CREATE INDEX audit_event_at ON audit_event (at);

-- @postgres
ALTER TABLE cover ADD CONSTRAINT cover_once
    EXCLUDE USING gist (body_id WITH =, absent_account_id WITH =, daterange(from_date, to_date) WITH &&);
-- @sqlite
-- An empty period meets nothing, as with the ranges of PostgreSQL.
CREATE TRIGGER cover_once_insert BEFORE INSERT ON cover BEGIN
    SELECT RAISE(ABORT, 'cover_once') WHERE EXISTS (SELECT 1 FROM cover c
        WHERE c.body_id = NEW.body_id AND c.absent_account_id = NEW.absent_account_id AND c.id <> NEW.id
        AND c.from_date < c.to_date AND NEW.from_date < NEW.to_date
        AND c.to_date > NEW.from_date AND NEW.to_date > c.from_date);
END;
CREATE TRIGGER cover_once_update BEFORE UPDATE ON cover BEGIN
    SELECT RAISE(ABORT, 'cover_once') WHERE EXISTS (SELECT 1 FROM cover c
        WHERE c.body_id = NEW.body_id AND c.absent_account_id = NEW.absent_account_id AND c.id <> NEW.id
        AND c.from_date < c.to_date AND NEW.from_date < NEW.to_date
        AND c.to_date > NEW.from_date AND NEW.to_date > c.from_date);
END;
"#;
