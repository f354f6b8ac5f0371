//! The state of the code list of places, professions, and what an audit row says of a person, apart from the row: the
//! row is never changed, and what identifies somebody can be forgotten.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- The day of the register's state; nothing where the entry did not come from it.
ALTER TABLE county ADD COLUMN as_of {DATE};
ALTER TABLE commune ADD COLUMN as_of {DATE};
CREATE INDEX institution_commune ON institution (teryt_commune);

ALTER TABLE affiliation ADD COLUMN profession text CONSTRAINT affiliation_profession CHECK (profession IN
    ('social_worker', 'family_assistant', 'family_assistance_coordinator', 'foster_care_coordinator', 'psychologist',
    'pedagogue', 'lawyer', 'therapist', 'probation_officer', 'official', 'other'));

CREATE TABLE audit_personal (
-- @postgres
    audit_event_id bigint PRIMARY KEY REFERENCES audit_event (id),
-- @sqlite
    audit_event_id INTEGER PRIMARY KEY REFERENCES audit_event (id),
-- @both
    detail text NOT NULL
){STRICT};

-- Earlier rows told it themselves: names of accounts, and whatever is said in words. The details are written without
-- blanks between their parts, so that a blank shows words.
-- @postgres
DROP TRIGGER audit_event_append_only ON audit_event;
-- @sqlite
DROP TRIGGER audit_event_no_update;
-- @both
INSERT INTO audit_personal (audit_event_id, detail)
    SELECT id, detail FROM audit_event WHERE action IN ('account.created', 'account.updated') OR detail LIKE '% %';
UPDATE audit_event SET detail = 'null' WHERE id IN (SELECT audit_event_id FROM audit_personal);
-- @postgres
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE ON audit_personal
    FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
-- @sqlite
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE ON audit_personal BEGIN SELECT RAISE(ABORT, 'append_only'); END;
"#;
