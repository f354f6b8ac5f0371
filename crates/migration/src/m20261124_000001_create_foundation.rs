//! Regions and what every change writes: audit, events, jobs, idempotency keys.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE region (
    id {UUID} PRIMARY KEY,
    teryt text NOT NULL CONSTRAINT region_teryt UNIQUE,
    name text NOT NULL,
    sort_key {SORT} NOT NULL
){STRICT};

-- Who did what to which object; written in the transaction of the change, never changed.
CREATE TABLE audit_event (
    id {ROWID},
    at {TS} NOT NULL,
    region_id {UUID} REFERENCES region (id),
    actor_kind text NOT NULL,
    actor_id {UUID},
    action text NOT NULL,
    object_kind text NOT NULL,
    object_id {UUID} NOT NULL,
    detail text NOT NULL,
    request_id text
){STRICT};
CREATE INDEX audit_event_object ON audit_event (object_kind, object_id);

-- One row for each change, in order: what a stream or a webhook tells the world. A removal leaves a tombstone.
CREATE TABLE event (
    id {ROWID},
    at {TS} NOT NULL,
    region_id {UUID} REFERENCES region (id),
    body_id {UUID},
    kind text NOT NULL,
    object_kind text NOT NULL,
    object_id {UUID} NOT NULL,
    version integer NOT NULL,
    removed {BOOL} NOT NULL
){STRICT};

-- Work to be done after the commit: an outbox with leases.
CREATE TABLE job (
    id {UUID} PRIMARY KEY,
    kind text NOT NULL,
    payload text NOT NULL,
    run_at {TS} NOT NULL,
    attempts integer NOT NULL,
    leased_until {TS},
    done_at {TS},
    last_error text
){STRICT};
CREATE INDEX job_due ON job (run_at) WHERE done_at IS NULL;

CREATE TABLE idempotency_key (
    principal text NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    response text NOT NULL,
    created_at {TS} NOT NULL,
    PRIMARY KEY (principal, operation, key)
){STRICT};
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- @postgres
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Refuses the change; its argument is the code that the application maps.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'P0001';
END $$;

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
-- @sqlite
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append_only'); END;
"#;
