//! Bodies, their members and their topics.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE body (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    kind text NOT NULL,
    group_kind text,
    name text NOT NULL,
    purpose text NOT NULL,
    host_institution_id {UUID} REFERENCES institution (id),
    state text NOT NULL,
    established_on {DATE} NOT NULL,
    dissolved_on {DATE},
    default_item_minutes integer NOT NULL,
    sort_key {SORT} NOT NULL,
    search text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT body_dissolution CHECK ((state = 'dissolved') = (dissolved_on IS NOT NULL))
){STRICT};
CREATE INDEX body_order ON body (sort_key, id);

CREATE TABLE membership (
    id {UUID} PRIMARY KEY,
    body_id {UUID} NOT NULL REFERENCES body (id),
    person_id {UUID} NOT NULL REFERENCES person (id),
    institution_id {UUID} REFERENCES institution (id),
    capacity text NOT NULL,
    from_date {DATE} NOT NULL,
    to_date {DATE},
    version integer NOT NULL,
    CONSTRAINT membership_period CHECK (to_date IS NULL OR to_date >= from_date)
){STRICT};
CREATE INDEX membership_body ON membership (body_id);
CREATE INDEX membership_person ON membership (person_id);

CREATE TABLE topic (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} NOT NULL REFERENCES body (id),
    title text NOT NULL,
    sub_points text NOT NULL,
    priority integer NOT NULL CONSTRAINT topic_priority CHECK (priority BETWEEN 1 AND 9),
    source text NOT NULL,
    planned_from {DATE},
    planned_precision text,
    carried_count integer NOT NULL,
    state text NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX topic_body ON topic (body_id, priority);

-- @postgres
ALTER TABLE role_grant ADD CONSTRAINT role_grant_body FOREIGN KEY (body_id) REFERENCES body (id);
ALTER TABLE membership ADD CONSTRAINT membership_once
    EXCLUDE USING gist (body_id WITH =, person_id WITH =, daterange(from_date, to_date) WITH &&);
-- @sqlite
-- An empty period meets nothing, as with the ranges of PostgreSQL.
CREATE TRIGGER membership_once_insert BEFORE INSERT ON membership BEGIN
    SELECT RAISE(ABORT, 'membership_once') WHERE EXISTS (SELECT 1 FROM membership m
        WHERE m.body_id = NEW.body_id AND m.person_id = NEW.person_id AND m.id <> NEW.id
        AND m.from_date < coalesce(m.to_date, '~') AND NEW.from_date < coalesce(NEW.to_date, '~')
        AND (m.to_date IS NULL OR m.to_date > NEW.from_date) AND (NEW.to_date IS NULL OR NEW.to_date > m.from_date));
END;
CREATE TRIGGER membership_once_update BEFORE UPDATE ON membership BEGIN
    SELECT RAISE(ABORT, 'membership_once') WHERE EXISTS (SELECT 1 FROM membership m
        WHERE m.body_id = NEW.body_id AND m.person_id = NEW.person_id AND m.id <> NEW.id
        AND m.from_date < coalesce(m.to_date, '~') AND NEW.from_date < coalesce(NEW.to_date, '~')
        AND (m.to_date IS NULL OR m.to_date > NEW.from_date) AND (NEW.to_date IS NULL OR NEW.to_date > m.from_date));
END;
"#;
