//! The chain of the audit: each row is sealed a moment after its commit, with a hash over itself and the one before
//! (docs/adr/0007-audit-chain.md). What stands beside a row is hashed with a salt that goes with it, so that the chain
//! neither breaks when words are erased nor helps to guess them.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- @postgres
DROP TRIGGER audit_personal_no_update ON audit_personal;
-- @sqlite
DROP TRIGGER audit_personal_no_update;
-- @both
ALTER TABLE audit_personal ADD COLUMN salt {UUID};
-- @postgres
UPDATE audit_personal SET salt = gen_random_uuid();
ALTER TABLE audit_personal ALTER COLUMN salt SET NOT NULL;
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE ON audit_personal
    FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
-- @sqlite
UPDATE audit_personal SET salt = randomblob(16);
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE ON audit_personal BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER audit_personal_salt BEFORE INSERT ON audit_personal WHEN NEW.salt IS NULL
    BEGIN SELECT RAISE(ABORT, 'audit_personal_salt'); END;
-- @both

-- Entry `seq` of the chain, which begins at 1 and has no gaps.
CREATE TABLE audit_seal (
-- @postgres
    seq bigint PRIMARY KEY,
    audit_event_id bigint NOT NULL CONSTRAINT audit_seal_once UNIQUE REFERENCES audit_event (id),
-- @sqlite
    seq INTEGER PRIMARY KEY,
    audit_event_id INTEGER NOT NULL CONSTRAINT audit_seal_once UNIQUE REFERENCES audit_event (id),
-- @both
    -- Digest of salt and words of what stood beside the row when it was sealed.
    personal text,
    hash text NOT NULL
){STRICT};

-- Rows that wait for their seal; written with the row, gone with the seal.
CREATE TABLE audit_unsealed (
-- @postgres
    audit_event_id bigint PRIMARY KEY REFERENCES audit_event (id)
-- @sqlite
    audit_event_id INTEGER PRIMARY KEY REFERENCES audit_event (id)
-- @both
){STRICT};
INSERT INTO audit_unsealed SELECT id FROM audit_event;

-- @postgres
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
-- Emptying a table asks no trigger of its rows.
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');
-- @sqlite
CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'append_only'); END;
"#;
