//! More of institutions and people, and the communes.

crate::sql::migration!(SQL);

const SQL: &str = r#"
ALTER TABLE institution ADD COLUMN subtype text;
ALTER TABLE institution ADD COLUMN short_name text;
ALTER TABLE institution ADD COLUMN address text;
ALTER TABLE institution ADD COLUMN teryt_commune text;
ALTER TABLE institution ADD COLUMN external_reference text;
CREATE INDEX institution_county ON institution (teryt_county);
CREATE INDEX institution_succeeded ON institution (successor_id);
CREATE UNIQUE INDEX institution_reference ON institution (region_id, external_reference)
    WHERE external_reference IS NOT NULL;

ALTER TABLE person ADD COLUMN display_title text;
ALTER TABLE person ADD COLUMN phone text;
ALTER TABLE person ADD COLUMN external_reference text;
ALTER TABLE person ADD COLUMN erased_at {TS};
CREATE INDEX person_search ON person (region_id, search);
CREATE UNIQUE INDEX person_reference ON person (region_id, external_reference)
    WHERE external_reference IS NOT NULL;

CREATE TABLE commune (
    teryt text PRIMARY KEY,
    teryt_county text NOT NULL REFERENCES county (teryt),
    name text NOT NULL,
    CONSTRAINT commune_code CHECK (length(teryt) = 7 AND substr(teryt, 1, 4) = teryt_county
        AND substr(teryt, 7, 1) IN ('1', '2', '3', '4', '5', '8', '9'))
){STRICT};
CREATE INDEX commune_county ON commune (teryt_county);

-- Nothing follows itself, nor what follows it; longer circles are the use case's business, which locks the region.
-- @postgres
CREATE FUNCTION refuse_successor_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.successor_id = NEW.id
        OR EXISTS (SELECT 1 FROM institution i WHERE i.id = NEW.successor_id AND i.successor_id = NEW.id) THEN
        RAISE EXCEPTION 'institution_successor' USING ERRCODE = 'P0001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER institution_successor BEFORE INSERT OR UPDATE ON institution
    FOR EACH ROW EXECUTE FUNCTION refuse_successor_circle();
-- @sqlite
CREATE TRIGGER institution_successor_insert BEFORE INSERT ON institution WHEN NEW.successor_id IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'institution_successor') WHERE NEW.successor_id = NEW.id
        OR EXISTS (SELECT 1 FROM institution i WHERE i.id = NEW.successor_id AND i.successor_id = NEW.id);
END;
CREATE TRIGGER institution_successor_update BEFORE UPDATE ON institution WHEN NEW.successor_id IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'institution_successor') WHERE NEW.successor_id = NEW.id
        OR EXISTS (SELECT 1 FROM institution i WHERE i.id = NEW.successor_id AND i.successor_id = NEW.id);
END;
"#;
