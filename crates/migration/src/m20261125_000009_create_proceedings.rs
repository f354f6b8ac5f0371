//! What happens at a meeting: attendance, statements, findings, decisions, action items and what they deliver.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- How many of the entitled seats make a quorum (I-15), and whether a substitute counts (I-06).
ALTER TABLE rules_version ADD COLUMN quorum_numerator integer NOT NULL DEFAULT 1;
ALTER TABLE rules_version ADD COLUMN quorum_denominator integer NOT NULL DEFAULT 2;
ALTER TABLE rules_version ADD COLUMN substitutes_vote {BOOL} NOT NULL DEFAULT false;

ALTER TABLE agenda_item ADD COLUMN started_at {TS};
ALTER TABLE agenda_item ADD COLUMN ended_at {TS};
-- A topic has at most one open item (I-18), and one that is being dealt with is open.
DROP INDEX agenda_item_open_topic;
CREATE UNIQUE INDEX agenda_item_open_topic ON agenda_item (topic_id) WHERE state IN ('scheduled', 'in_progress');
-- A meeting deals with one item at a time.
CREATE UNIQUE INDEX agenda_item_current ON agenda_item (meeting_id) WHERE state = 'in_progress';

-- The meeting that a topic was carried from last (I-17).
ALTER TABLE topic ADD COLUMN carried_from_id {UUID} REFERENCES meeting (id);

-- One record for each person on each day (I-14).
CREATE TABLE attendance (
    id {UUID} PRIMARY KEY,
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    day_id {UUID} NOT NULL REFERENCES meeting_day (id),
    person_id {UUID} NOT NULL REFERENCES person (id),
    institution_id {UUID} REFERENCES institution (id),
    seat_id {UUID} REFERENCES seat (id),
    status text NOT NULL,
    arrived_at {TIME},
    left_at {TIME},
    substitutes_for_id {UUID} REFERENCES person (id),
    mode text NOT NULL,
    signed_at {TS},
    recorded_at {TS} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT attendance_status CHECK (status IN ('present', 'late', 'left_early', 'absent', 'excused')),
    CONSTRAINT attendance_arrival CHECK ((status <> 'late' OR arrived_at IS NOT NULL)
        AND (arrived_at IS NULL OR status IN ('late', 'left_early'))),
    CONSTRAINT attendance_leaving CHECK ((status = 'left_early') = (left_at IS NOT NULL)),
    CONSTRAINT attendance_order CHECK (arrived_at IS NULL OR left_at IS NULL OR arrived_at < left_at),
    CONSTRAINT attendance_substitute CHECK (substitutes_for_id IS NULL OR substitutes_for_id <> person_id)
){STRICT};
CREATE UNIQUE INDEX attendance_once ON attendance (day_id, person_id);
-- One vote for each seat (I-06).
CREATE UNIQUE INDEX attendance_seat ON attendance (day_id, seat_id)
    WHERE seat_id IS NOT NULL AND status IN ('present', 'late', 'left_early');
CREATE INDEX attendance_meeting ON attendance (meeting_id);
CREATE INDEX attendance_person ON attendance (person_id);

CREATE TABLE statement (
    id {UUID} PRIMARY KEY,
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    agenda_item_id {UUID} NOT NULL REFERENCES agenda_item (id),
    -- In the order in which they were recorded.
    position integer NOT NULL,
    side text NOT NULL,
    institution_id {UUID} REFERENCES institution (id),
    person_id {UUID} REFERENCES person (id),
    text text NOT NULL,
    reply_to_id {UUID},
    led_to text,
    version integer NOT NULL,
    CONSTRAINT statement_side CHECK ((side = 'institution') = (institution_id IS NOT NULL)
        AND (side = 'person') = (person_id IS NOT NULL)),
    CONSTRAINT statement_item UNIQUE (id, agenda_item_id),
    -- A reply answers a statement on the same item.
    CONSTRAINT statement_reply FOREIGN KEY (reply_to_id, agenda_item_id) REFERENCES statement (id, agenda_item_id)
){STRICT};
CREATE INDEX statement_meeting ON statement (meeting_id);

CREATE TABLE finding (
    id {UUID} PRIMARY KEY,
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    agenda_item_id {UUID} NOT NULL REFERENCES agenda_item (id),
    -- In the order in which they were recorded.
    position integer NOT NULL,
    text text NOT NULL,
    area text,
    version integer NOT NULL
){STRICT};
CREATE INDEX finding_meeting ON finding (meeting_id);

CREATE TABLE decision (
    id {UUID} PRIMARY KEY,
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    agenda_item_id {UUID} NOT NULL REFERENCES agenda_item (id),
    -- In the order in which they were recorded.
    position integer NOT NULL,
    text text NOT NULL,
    decided_on {DATE} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT decision_item UNIQUE (id, agenda_item_id)
){STRICT};
CREATE INDEX decision_meeting ON decision (meeting_id);

CREATE TABLE action_item (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} NOT NULL REFERENCES body (id),
    meeting_id {UUID} NOT NULL REFERENCES meeting (id),
    agenda_item_id {UUID} NOT NULL REFERENCES agenda_item (id),
    decision_id {UUID},
    title text NOT NULL,
    owner_person_id {UUID} REFERENCES person (id),
    owner_institution_id {UUID} REFERENCES institution (id),
    due_from {DATE} NOT NULL,
    due_precision text NOT NULL,
    -- Last day of the period; lists are sorted and filtered by it.
    due_to {DATE} NOT NULL,
    state text NOT NULL,
    cancel_reason text,
    completed_on {DATE},
    deliverable_kind text,
    carried_from_id {UUID} REFERENCES action_item (id),
    -- Whether its agenda item was open to everybody when it was written down.
    is_public {BOOL} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT action_item_owner CHECK ((owner_person_id IS NULL) <> (owner_institution_id IS NULL)),
    CONSTRAINT action_item_completed CHECK ((state = 'done') = (completed_on IS NOT NULL)),
    CONSTRAINT action_item_cancelled CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL)),
    CONSTRAINT action_item_due CHECK (due_to >= due_from),
    CONSTRAINT action_item_decision FOREIGN KEY (decision_id, agenda_item_id) REFERENCES decision (id, agenda_item_id)
){STRICT};
CREATE INDEX action_item_due_order ON action_item (due_to, id);
CREATE INDEX action_item_body ON action_item (body_id, state);
CREATE INDEX action_item_meeting ON action_item (meeting_id);
CREATE INDEX action_item_person ON action_item (owner_person_id);
CREATE INDEX action_item_institution ON action_item (owner_institution_id);
-- It is carried over once.
CREATE UNIQUE INDEX action_item_carried ON action_item (carried_from_id) WHERE carried_from_id IS NOT NULL;

CREATE TABLE deliverable (
    id {UUID} PRIMARY KEY,
    action_item_id {UUID} NOT NULL REFERENCES action_item (id),
    title text NOT NULL,
    kind text NOT NULL,
    description text,
    url text NOT NULL,
    published_on {DATE},
    version integer NOT NULL
){STRICT};
CREATE INDEX deliverable_action_item ON deliverable (action_item_id);

-- Numbers within a body and a year are given once (I-16).
-- @postgres
CREATE UNIQUE INDEX meeting_ordinal ON meeting (body_id, (extract(year FROM first_date)), ordinal)
    WHERE ordinal IS NOT NULL;
-- @sqlite
CREATE UNIQUE INDEX meeting_ordinal ON meeting (body_id, substr(first_date, 1, 4), ordinal) WHERE ordinal IS NOT NULL;
"#;
