//! Programmes: their versions, goals, recommendations, initiatives, relations and links to topics.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE programme (
    id {UUID} PRIMARY KEY,
    -- The region whose programme it is, or which keeps it in its register of outer programmes.
    region_id {UUID} NOT NULL REFERENCES region (id),
    scope text NOT NULL,
    title text NOT NULL,
    period_from integer,
    period_to integer,
    owner_institution_id {UUID} REFERENCES institution (id),
    owner_unit text,
    drafted_by text,
    legal_basis text NOT NULL,
    assumptions text NOT NULL,
    diagnosis_title text,
    diagnosis text NOT NULL,
    state text NOT NULL,
    -- When work on it became public; outsiders know of no concept before.
    announced_at {TS},
    synthetic {BOOL} NOT NULL,
    sort_key {SORT} NOT NULL,
    search text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT programme_period CHECK (period_from IS NULL OR period_to IS NULL OR period_to >= period_from)
){STRICT};
CREATE INDEX programme_order ON programme (sort_key, id);
CREATE INDEX programme_region ON programme (region_id);

CREATE TABLE programme_version (
    id {UUID} PRIMARY KEY,
    programme_id {UUID} NOT NULL REFERENCES programme (id),
    number integer NOT NULL,
    summary text NOT NULL,
    adopted_by text,
    resolution_number text,
    resolution_date {DATE},
    in_force_from {DATE},
    in_force_to {DATE},
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT programme_version_number UNIQUE (programme_id, number),
    CONSTRAINT programme_version_period CHECK (in_force_to IS NULL OR (in_force_from IS NOT NULL AND in_force_to >= in_force_from))
){STRICT};

CREATE TABLE objective (
    id {UUID} PRIMARY KEY,
    programme_id {UUID} NOT NULL REFERENCES programme (id),
    parent_id {UUID},
    code text NOT NULL,
    level text NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    -- Of a goal without parts; what a goal with parts has follows from them.
    status text,
    position integer NOT NULL,
    version integer NOT NULL,
    UNIQUE (programme_id, id),
    FOREIGN KEY (programme_id, parent_id) REFERENCES objective (programme_id, id),
    CONSTRAINT objective_overriding CHECK (level <> 'overriding' OR parent_id IS NULL)
){STRICT};
CREATE INDEX objective_parent ON objective (parent_id);
-- I-21: codes are unique among siblings.
CREATE UNIQUE INDEX objective_code_below ON objective (parent_id, code) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX objective_code_top ON objective (programme_id, code) WHERE parent_id IS NULL;

CREATE TABLE recommendation (
    id {UUID} PRIMARY KEY,
    programme_id {UUID} NOT NULL REFERENCES programme (id),
    number integer NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    objective_id {UUID} REFERENCES objective (id),
    version integer NOT NULL,
    CONSTRAINT recommendation_number UNIQUE (programme_id, number)
){STRICT};
CREATE INDEX recommendation_objective ON recommendation (objective_id);

CREATE TABLE initiative (
    id {UUID} PRIMARY KEY,
    programme_id {UUID} NOT NULL REFERENCES programme (id),
    number integer NOT NULL,
    name text NOT NULL,
    leader text,
    from_date {DATE},
    to_date {DATE},
    status text,
    objective_id {UUID} REFERENCES objective (id),
    version integer NOT NULL,
    CONSTRAINT initiative_number UNIQUE (programme_id, number),
    CONSTRAINT initiative_period CHECK (from_date IS NULL OR to_date IS NULL OR to_date >= from_date)
){STRICT};
CREATE INDEX initiative_objective ON initiative (objective_id);

CREATE TABLE programme_relation (
    id {UUID} PRIMARY KEY,
    from_id {UUID} NOT NULL REFERENCES programme (id),
    to_id {UUID} NOT NULL REFERENCES programme (id),
    kind text NOT NULL,
    note text,
    CONSTRAINT programme_relation_self CHECK (from_id <> to_id),
    CONSTRAINT programme_relation_once UNIQUE (from_id, to_id, kind)
){STRICT};
CREATE INDEX programme_relation_to ON programme_relation (to_id);

-- Two goals of different programmes that treat the same matter.
CREATE TABLE objective_match (
    id {UUID} PRIMARY KEY,
    objective_id {UUID} NOT NULL REFERENCES objective (id),
    other_id {UUID} NOT NULL REFERENCES objective (id),
    kind text NOT NULL,
    note text,
    CONSTRAINT objective_match_self CHECK (objective_id <> other_id),
    CONSTRAINT objective_match_once UNIQUE (objective_id, other_id)
){STRICT};
CREATE INDEX objective_match_other ON objective_match (other_id);

-- What a topic of a body works on.
CREATE TABLE topic_link (
    id {UUID} PRIMARY KEY,
    programme_id {UUID} NOT NULL REFERENCES programme (id),
    objective_id {UUID} REFERENCES objective (id),
    recommendation_id {UUID} REFERENCES recommendation (id),
    initiative_id {UUID} REFERENCES initiative (id),
    topic_id {UUID} NOT NULL REFERENCES topic (id),
    CONSTRAINT topic_link_one CHECK ((CASE WHEN objective_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN recommendation_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN initiative_id IS NULL THEN 0 ELSE 1 END) = 1)
){STRICT};
CREATE INDEX topic_link_programme ON topic_link (programme_id);
CREATE UNIQUE INDEX topic_link_objective ON topic_link (topic_id, objective_id) WHERE objective_id IS NOT NULL;
CREATE UNIQUE INDEX topic_link_recommendation ON topic_link (topic_id, recommendation_id) WHERE recommendation_id IS NOT NULL;
CREATE UNIQUE INDEX topic_link_initiative ON topic_link (topic_id, initiative_id) WHERE initiative_id IS NOT NULL;

ALTER TABLE role_grant ADD COLUMN programme_id {UUID} REFERENCES programme (id);
CREATE INDEX role_grant_programme ON role_grant (programme_id);

-- @postgres
-- I-21: at most one version of a programme is in force at an instant.
ALTER TABLE programme_version ADD CONSTRAINT programme_version_overlap
    EXCLUDE USING gist (programme_id WITH =, daterange(in_force_from, in_force_to) WITH &&)
    WHERE (in_force_from IS NOT NULL);
-- I-21: the goals have no cycles.
CREATE FUNCTION keep_objectives_a_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id = NEW.id OR EXISTS (WITH RECURSIVE above AS (
            SELECT o.id, o.parent_id FROM objective o WHERE o.id = NEW.parent_id
            UNION SELECT o.id, o.parent_id FROM objective o JOIN above a ON o.id = a.parent_id)
        SELECT 1 FROM above WHERE above.parent_id = NEW.id) THEN
        RAISE EXCEPTION 'objective_cycle' USING ERRCODE = 'P0001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER objective_cycle BEFORE INSERT OR UPDATE ON objective
    FOR EACH ROW EXECUTE FUNCTION keep_objectives_a_tree();
-- @sqlite
-- An empty period meets nothing, as with the ranges of PostgreSQL.
CREATE TRIGGER programme_version_overlap_insert BEFORE INSERT ON programme_version WHEN NEW.in_force_from IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'programme_version_overlap') WHERE EXISTS (SELECT 1 FROM programme_version v
        WHERE v.programme_id = NEW.programme_id AND v.id <> NEW.id
        AND v.in_force_from < coalesce(v.in_force_to, '~') AND NEW.in_force_from < coalesce(NEW.in_force_to, '~')
        AND (v.in_force_to IS NULL OR v.in_force_to > NEW.in_force_from)
        AND (NEW.in_force_to IS NULL OR NEW.in_force_to > v.in_force_from));
END;
CREATE TRIGGER programme_version_overlap_update BEFORE UPDATE ON programme_version WHEN NEW.in_force_from IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'programme_version_overlap') WHERE EXISTS (SELECT 1 FROM programme_version v
        WHERE v.programme_id = NEW.programme_id AND v.id <> NEW.id
        AND v.in_force_from < coalesce(v.in_force_to, '~') AND NEW.in_force_from < coalesce(NEW.in_force_to, '~')
        AND (v.in_force_to IS NULL OR v.in_force_to > NEW.in_force_from)
        AND (NEW.in_force_to IS NULL OR NEW.in_force_to > v.in_force_from));
END;
-- Triggers of SQLite know no recursion; a tree of goals is at most five levels deep (crates/rules).
CREATE TRIGGER objective_cycle_insert BEFORE INSERT ON objective BEGIN
    SELECT RAISE(ABORT, 'objective_cycle') WHERE NEW.parent_id = NEW.id;
END;
CREATE TRIGGER objective_cycle_update BEFORE UPDATE OF parent_id ON objective WHEN NEW.parent_id IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'objective_cycle') WHERE NEW.parent_id = NEW.id OR EXISTS (SELECT 1 FROM objective a
        LEFT JOIN objective b ON b.id = a.parent_id
        LEFT JOIN objective c ON c.id = b.parent_id
        LEFT JOIN objective d ON d.id = c.parent_id
        LEFT JOIN objective e ON e.id = d.parent_id
        WHERE a.id = NEW.parent_id AND NEW.id IN (a.parent_id, b.parent_id, c.parent_id, d.parent_id, e.parent_id));
END;
"#;
