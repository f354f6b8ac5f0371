//! Trainings, their editions, who leads them, who registered, and why somebody waits.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE practice_model (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    name text NOT NULL,
    origin_region text NOT NULL,
    description text NOT NULL,
    target_group text NOT NULL,
    sort_key {SORT} NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX practice_model_order ON practice_model (sort_key, id);

CREATE TABLE training (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    title text NOT NULL,
    description text NOT NULL,
    form text NOT NULL,
    topics text NOT NULL,
    audiences text NOT NULL,
    -- When its first edition became public; outsiders know of no training before.
    announced_at {TS},
    sort_key {SORT} NOT NULL,
    search text NOT NULL,
    audience_search text NOT NULL,
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX training_order ON training (sort_key, id);

CREATE TABLE training_model (
    training_id {UUID} NOT NULL REFERENCES training (id),
    model_id {UUID} NOT NULL REFERENCES practice_model (id),
    position integer NOT NULL,
    PRIMARY KEY (training_id, model_id)
){STRICT};

CREATE TABLE adviser (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    person_id {UUID} NOT NULL CONSTRAINT adviser_person UNIQUE REFERENCES person (id),
    title text NOT NULL,
    bio text NOT NULL,
    specialisations text NOT NULL,
    sort_key {SORT} NOT NULL,
    version integer NOT NULL
){STRICT};
CREATE INDEX adviser_order ON adviser (sort_key, id);

-- What a person who registers is told about their data; never changed, a new text is a new number.
CREATE TABLE information_clause (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    number integer NOT NULL,
    text_pl text NOT NULL,
    text_en text NOT NULL,
    published_at {TS} NOT NULL,
    CONSTRAINT information_clause_number UNIQUE (region_id, number)
){STRICT};
-- @postgres
CREATE TRIGGER information_clause_immutable BEFORE UPDATE OR DELETE ON information_clause
    FOR EACH ROW EXECUTE FUNCTION refuse_change('clause_published');
-- @sqlite
CREATE TRIGGER information_clause_no_update BEFORE UPDATE ON information_clause BEGIN SELECT RAISE(ABORT, 'clause_published'); END;
CREATE TRIGGER information_clause_no_delete BEFORE DELETE ON information_clause BEGIN SELECT RAISE(ABORT, 'clause_published'); END;
-- @both

CREATE TABLE training_edition (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    training_id {UUID} NOT NULL REFERENCES training (id),
    code text NOT NULL,
    -- draft, published, cancelled; what follows from the clock is not stored.
    state text NOT NULL,
    teaching_hours integer NOT NULL CONSTRAINT training_edition_hours CHECK (teaching_hours BETWEEN 1 AND 1000),
    venue text,
    mode text NOT NULL,
    capacity integer NOT NULL CONSTRAINT training_edition_places CHECK (capacity BETWEEN 1 AND 10000),
    institution_limit integer CONSTRAINT training_edition_limit CHECK (institution_limit >= 1),
    registration_opens_at {TS} NOT NULL,
    registration_closes_at {TS} NOT NULL,
    funding_source text,
    -- Start of the first and end of the last day; dates for lists.
    starts_at {TS} NOT NULL,
    ends_at {TS} NOT NULL,
    first_date {DATE} NOT NULL,
    last_date {DATE} NOT NULL,
    -- First day before it was last moved.
    moved_from {DATE},
    cancelled_reason text,
    announced_at {TS},
    -- Counted under the lock of this row: who is confirmed, who waits, the last number given.
    confirmed integer NOT NULL,
    waiting integer NOT NULL,
    last_seq integer NOT NULL,
    -- What lists sort and search by, repeated from the training.
    sort_key {SORT} NOT NULL,
    search text NOT NULL,
    audience_search text NOT NULL,
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT training_edition_code UNIQUE (region_id, code),
    CONSTRAINT training_edition_capacity CHECK (confirmed BETWEEN 0 AND capacity),
    CONSTRAINT training_edition_window CHECK (registration_opens_at < registration_closes_at)
){STRICT};
CREATE INDEX training_edition_order ON training_edition (first_date, id);
CREATE INDEX training_edition_title ON training_edition (sort_key, id);
CREATE INDEX training_edition_training ON training_edition (training_id, first_date);

CREATE TABLE edition_day (
    id {UUID} PRIMARY KEY,
    edition_id {UUID} NOT NULL REFERENCES training_edition (id),
    date {DATE} NOT NULL,
    starts_at {TIME} NOT NULL,
    ends_at {TIME} NOT NULL,
    time_zone text NOT NULL
){STRICT};
CREATE INDEX edition_day_edition ON edition_day (edition_id, date);

CREATE TABLE trainer_assignment (
    edition_id {UUID} NOT NULL REFERENCES training_edition (id),
    adviser_id {UUID} NOT NULL REFERENCES adviser (id),
    position integer NOT NULL,
    blocks text NOT NULL,
    PRIMARY KEY (edition_id, adviser_id)
){STRICT};
CREATE INDEX trainer_assignment_adviser ON trainer_assignment (adviser_id);

CREATE TABLE registration (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    edition_id {UUID} NOT NULL REFERENCES training_edition (id),
    person_id {UUID} NOT NULL REFERENCES person (id),
    institution_id {UUID} REFERENCES institution (id),
    seq integer NOT NULL CONSTRAINT registration_number CHECK (seq >= 1),
    -- confirmed, waiting, cancelled; what follows from the clock and from attendance is not stored.
    state text NOT NULL,
    registered_by {UUID} REFERENCES account (id),
    submitted_at {TS} NOT NULL,
    promoted_at {TS},
    cancelled_at {TS},
    cancelled_reason text,
    -- Sealed: only with the installation's secret they can be read.
    accessibility_needs text,
    diet_needs text,
    clause_number integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT registration_seq UNIQUE (edition_id, seq)
){STRICT};
-- One active registration a person (I-29).
CREATE UNIQUE INDEX registration_once ON registration (edition_id, person_id) WHERE state <> 'cancelled';
CREATE INDEX registration_queue ON registration (edition_id, state, seq);
CREATE INDEX registration_person ON registration (person_id);
CREATE INDEX registration_institution ON registration (institution_id);

-- Why somebody is confirmed, waits, was promoted or passed over (I-30).
CREATE TABLE registration_decision (
    number {ROWID},
    registration_id {UUID} NOT NULL REFERENCES registration (id),
    at {TS} NOT NULL,
    outcome text NOT NULL,
    reason text NOT NULL,
    place integer,
    institution_limit integer,
    caused_by {UUID} REFERENCES registration (id)
){STRICT};
CREATE INDEX registration_decision_of ON registration_decision (registration_id, number);
-- @postgres
CREATE TRIGGER registration_decision_immutable BEFORE UPDATE OR DELETE ON registration_decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change('decision_recorded');
-- @sqlite
CREATE TRIGGER registration_decision_no_update BEFORE UPDATE ON registration_decision BEGIN SELECT RAISE(ABORT, 'decision_recorded'); END;
CREATE TRIGGER registration_decision_no_delete BEFORE DELETE ON registration_decision BEGIN SELECT RAISE(ABORT, 'decision_recorded'); END;
-- @both

CREATE TABLE training_attendance (
    registration_id {UUID} NOT NULL REFERENCES registration (id),
    day_id {UUID} NOT NULL REFERENCES edition_day (id),
    status text NOT NULL,
    recorded_at {TS} NOT NULL,
    PRIMARY KEY (registration_id, day_id)
){STRICT};
"#;
