//! Meetings, their days and their agendas.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE meeting (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} NOT NULL REFERENCES body (id),
    title text NOT NULL,
    ordinal integer,
    state text NOT NULL,
    mode text NOT NULL,
    venue text,
    -- First and last day, repeated here because lists are sorted and filtered by them.
    first_date {DATE} NOT NULL,
    last_date {DATE} NOT NULL,
    agenda_version integer NOT NULL,
    agenda_release integer,
    agenda_published_at {TS},
    -- When its dates became public; outsiders know of no meeting before.
    announced_at {TS},
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX meeting_order ON meeting (first_date, id);
CREATE INDEX meeting_body ON meeting (body_id, first_date);
CREATE INDEX meeting_region ON meeting (region_id, first_date);

CREATE TABLE meeting_day (
    id {UUID} PRIMARY KEY,
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    date {DATE} NOT NULL,
    starts_at {TIME} NOT NULL,
    ends_at {TIME} NOT NULL,
    time_zone text NOT NULL
){STRICT};
-- Not unique: days may change places within one transaction, which checks the order itself (I-12).
CREATE INDEX meeting_day_meeting ON meeting_day (meeting_id, date);

CREATE TABLE agenda_item (
    id {UUID} PRIMARY KEY,
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    day_id {UUID} NOT NULL REFERENCES meeting_day (id),
    parent_id {UUID},
    position integer NOT NULL CONSTRAINT agenda_item_position CHECK (position >= 1),
    title text NOT NULL,
    kind text NOT NULL,
    planned_minutes integer CONSTRAINT agenda_item_minutes CHECK (planned_minutes BETWEEN 0 AND 1440),
    speaker_text text,
    topic_id {UUID} REFERENCES topic (id),
    confidentiality text NOT NULL,
    state text NOT NULL,
    outcome_text text,
    label text,
    revision integer NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id);
CREATE INDEX agenda_item_day ON agenda_item (day_id);
-- A topic has at most one open item (I-18).
CREATE UNIQUE INDEX agenda_item_open_topic ON agenda_item (topic_id) WHERE state = 'scheduled';

-- One batch of commands: an entry of its author's undo stack.
CREATE TABLE agenda_batch (
    id {UUID} PRIMARY KEY,
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    principal text NOT NULL,
    seq integer NOT NULL,
    at {TS} NOT NULL,
    commands text NOT NULL,
    inverse text NOT NULL,
    undone_at {TS}
){STRICT};
CREATE INDEX agenda_batch_stack ON agenda_batch (meeting_id, principal, seq);

-- A published agenda as the world saw it (I-13).
CREATE TABLE agenda_release (
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    number integer NOT NULL,
    published_at {TS} NOT NULL,
    agenda_version integer NOT NULL,
    items text NOT NULL,
    PRIMARY KEY (meeting_id, number)
){STRICT};
-- @postgres
CREATE TRIGGER agenda_release_immutable BEFORE UPDATE OR DELETE ON agenda_release
    FOR EACH ROW EXECUTE FUNCTION refuse_change('agenda_locked');
-- @sqlite
CREATE TRIGGER agenda_release_no_update BEFORE UPDATE ON agenda_release BEGIN SELECT RAISE(ABORT, 'agenda_locked'); END;
CREATE TRIGGER agenda_release_no_delete BEFORE DELETE ON agenda_release BEGIN SELECT RAISE(ABORT, 'agenda_locked'); END;
"#;
