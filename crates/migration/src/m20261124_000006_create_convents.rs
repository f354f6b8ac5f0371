//! Seats, rules of procedure and terms of office.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE seat (
    id {UUID} PRIMARY KEY,
    body_id {UUID} NOT NULL REFERENCES body (id),
    institution_id {UUID} NOT NULL REFERENCES institution (id),
    from_date {DATE} NOT NULL,
    to_date {DATE},
    -- County and name, in the order of lists.
    sort_key {SORT} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT seat_period CHECK (to_date IS NULL OR to_date >= from_date)
){STRICT};
CREATE INDEX seat_body ON seat (body_id);
CREATE INDEX seat_institution ON seat (institution_id);

CREATE TABLE rules_version (
    id {UUID} PRIMARY KEY,
    body_id {UUID} NOT NULL REFERENCES body (id),
    number integer NOT NULL,
    effective_from {TS} NOT NULL,
    term_months integer NOT NULL,
    auto_extension_months integer NOT NULL,
    deputy_selection text NOT NULL,
    notice_days integer NOT NULL,
    summary text NOT NULL,
    decision_reference text,
    synthetic {BOOL} NOT NULL,
    CONSTRAINT rules_version_number UNIQUE (body_id, number),
    CONSTRAINT rules_version_start UNIQUE (body_id, effective_from)
){STRICT};

CREATE TABLE term (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} NOT NULL REFERENCES body (id),
    office text NOT NULL,
    person_id {UUID} NOT NULL REFERENCES person (id),
    institution_id {UUID} REFERENCES institution (id),
    position_title text,
    starts_at {TS} NOT NULL,
    planned_end {TS} NOT NULL,
    extended_until {TS},
    ended_at {TS},
    end_reason text,
    acting {BOOL} NOT NULL,
    decision_reference text,
    predecessor_id {UUID} REFERENCES term (id),
    -- Cancelled before it began (no end), or annulled later (it was in force until ended_at).
    annulled_at {TS},
    annul_reason text,
    annul_reference text,
    -- When the row was last written, by the application's clock: history is what had ended before.
    changed_at {TS} NOT NULL,
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT term_period CHECK (ended_at IS NULL OR ended_at >= starts_at),
    CONSTRAINT term_annulment CHECK (annulled_at IS NULL OR (ended_at IS NULL) = (annul_reason IS NULL))
){STRICT};
CREATE INDEX term_body ON term (body_id, starts_at);
CREATE INDEX term_person ON term (person_id);
-- I-01 for the present, on both engines.
CREATE UNIQUE INDEX term_open ON term (body_id, office) WHERE ended_at IS NULL AND annulled_at IS NULL;

-- @postgres
ALTER TABLE seat ADD CONSTRAINT seat_once
    EXCLUDE USING gist (body_id WITH =, institution_id WITH =, daterange(from_date, to_date) WITH &&);
-- I-01 at every instant.
ALTER TABLE term ADD CONSTRAINT term_overlap
    EXCLUDE USING gist (body_id WITH =, office WITH =, tstzrange(starts_at, ended_at) WITH &&)
    WHERE (annulled_at IS NULL OR ended_at IS NOT NULL);
-- I-04; an acting term does not count.
ALTER TABLE term ADD CONSTRAINT term_offices_incompatible
    EXCLUDE USING gist (body_id WITH =, person_id WITH =, tstzrange(starts_at, ended_at) WITH &&)
    WHERE ((annulled_at IS NULL OR ended_at IS NOT NULL) AND NOT acting);
-- I-09: history changes by an annulment only, which leaves its period and its person as they are.
CREATE FUNCTION keep_ended_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.annulled_at IS NOT NULL OR (OLD.ended_at <= NEW.changed_at AND (NEW.annulled_at IS NULL
        OR NEW.ended_at IS DISTINCT FROM OLD.ended_at OR NEW.starts_at <> OLD.starts_at
        OR NEW.person_id <> OLD.person_id OR NEW.office <> OLD.office)) THEN
        RAISE EXCEPTION 'term_ended' USING ERRCODE = 'P0001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER term_ended BEFORE UPDATE ON term FOR EACH ROW EXECUTE FUNCTION keep_ended_term();
CREATE TRIGGER term_no_delete BEFORE DELETE ON term FOR EACH ROW EXECUTE FUNCTION refuse_change('term_ended');
CREATE TRIGGER rules_version_immutable BEFORE UPDATE OR DELETE ON rules_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change('rules_overlap');
-- @sqlite
-- An empty period meets nothing, as with the ranges of PostgreSQL.
CREATE TRIGGER seat_once_insert BEFORE INSERT ON seat BEGIN
    SELECT RAISE(ABORT, 'seat_once') WHERE EXISTS (SELECT 1 FROM seat s
        WHERE s.body_id = NEW.body_id AND s.institution_id = NEW.institution_id AND s.id <> NEW.id
        AND s.from_date < coalesce(s.to_date, '~') AND NEW.from_date < coalesce(NEW.to_date, '~')
        AND (s.to_date IS NULL OR s.to_date > NEW.from_date) AND (NEW.to_date IS NULL OR NEW.to_date > s.from_date));
END;
CREATE TRIGGER seat_once_update BEFORE UPDATE ON seat BEGIN
    SELECT RAISE(ABORT, 'seat_once') WHERE EXISTS (SELECT 1 FROM seat s
        WHERE s.body_id = NEW.body_id AND s.institution_id = NEW.institution_id AND s.id <> NEW.id
        AND s.from_date < coalesce(s.to_date, '~') AND NEW.from_date < coalesce(NEW.to_date, '~')
        AND (s.to_date IS NULL OR s.to_date > NEW.from_date) AND (NEW.to_date IS NULL OR NEW.to_date > s.from_date));
END;
CREATE TRIGGER term_overlap_insert BEFORE INSERT ON term WHEN NEW.annulled_at IS NULL OR NEW.ended_at IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'term_overlap') WHERE EXISTS (SELECT 1 FROM term t
        WHERE t.body_id = NEW.body_id AND t.office = NEW.office AND t.id <> NEW.id
        AND (t.annulled_at IS NULL OR t.ended_at IS NOT NULL)
        AND t.starts_at < coalesce(t.ended_at, '~') AND NEW.starts_at < coalesce(NEW.ended_at, '~')
        AND (t.ended_at IS NULL OR t.ended_at > NEW.starts_at) AND (NEW.ended_at IS NULL OR NEW.ended_at > t.starts_at));
    SELECT RAISE(ABORT, 'term_offices_incompatible') WHERE NOT NEW.acting AND EXISTS (SELECT 1 FROM term t
        WHERE t.body_id = NEW.body_id AND t.person_id = NEW.person_id AND t.id <> NEW.id
        AND (t.annulled_at IS NULL OR t.ended_at IS NOT NULL) AND NOT t.acting
        AND t.starts_at < coalesce(t.ended_at, '~') AND NEW.starts_at < coalesce(NEW.ended_at, '~')
        AND (t.ended_at IS NULL OR t.ended_at > NEW.starts_at) AND (NEW.ended_at IS NULL OR NEW.ended_at > t.starts_at));
END;
CREATE TRIGGER term_overlap_update BEFORE UPDATE ON term WHEN NEW.annulled_at IS NULL OR NEW.ended_at IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'term_overlap') WHERE EXISTS (SELECT 1 FROM term t
        WHERE t.body_id = NEW.body_id AND t.office = NEW.office AND t.id <> NEW.id
        AND (t.annulled_at IS NULL OR t.ended_at IS NOT NULL)
        AND t.starts_at < coalesce(t.ended_at, '~') AND NEW.starts_at < coalesce(NEW.ended_at, '~')
        AND (t.ended_at IS NULL OR t.ended_at > NEW.starts_at) AND (NEW.ended_at IS NULL OR NEW.ended_at > t.starts_at));
    SELECT RAISE(ABORT, 'term_offices_incompatible') WHERE NOT NEW.acting AND EXISTS (SELECT 1 FROM term t
        WHERE t.body_id = NEW.body_id AND t.person_id = NEW.person_id AND t.id <> NEW.id
        AND (t.annulled_at IS NULL OR t.ended_at IS NOT NULL) AND NOT t.acting
        AND t.starts_at < coalesce(t.ended_at, '~') AND NEW.starts_at < coalesce(NEW.ended_at, '~')
        AND (t.ended_at IS NULL OR t.ended_at > NEW.starts_at) AND (NEW.ended_at IS NULL OR NEW.ended_at > t.starts_at));
END;
CREATE TRIGGER term_ended BEFORE UPDATE ON term
    WHEN OLD.annulled_at IS NOT NULL OR (OLD.ended_at <= NEW.changed_at AND (NEW.annulled_at IS NULL
        OR NEW.ended_at IS NOT OLD.ended_at OR NEW.starts_at <> OLD.starts_at
        OR NEW.person_id <> OLD.person_id OR NEW.office <> OLD.office))
    BEGIN SELECT RAISE(ABORT, 'term_ended'); END;
CREATE TRIGGER term_no_delete BEFORE DELETE ON term BEGIN SELECT RAISE(ABORT, 'term_ended'); END;
CREATE TRIGGER rules_version_no_update BEFORE UPDATE ON rules_version BEGIN SELECT RAISE(ABORT, 'rules_overlap'); END;
CREATE TRIGGER rules_version_no_delete BEFORE DELETE ON rules_version BEGIN SELECT RAISE(ABORT, 'rules_overlap'); END;
"#;
