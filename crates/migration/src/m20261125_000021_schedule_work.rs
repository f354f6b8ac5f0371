//! Who does a job and how it ended; and what the server does each night, once over all replicas.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- The process that holds the lease; what came of the job when it is done with.
ALTER TABLE job ADD COLUMN worker {UUID};
ALTER TABLE job ADD COLUMN outcome text CHECK (outcome IN ('done', 'not_sent', 'failed'));
CREATE INDEX job_ended ON job (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX sign_in_ended ON sign_in (last_used_at);
CREATE INDEX refresh_token_age ON refresh_token (issued_at);

-- One row for a task and a night: a claim with a lease while it runs, then what came of it.
CREATE TABLE scheduled_run (
    id {UUID} PRIMARY KEY,
    task text NOT NULL,
    -- The date on which it became due, in the installation's time zone.
    night {DATE} NOT NULL,
    started_at {TS} NOT NULL,
    ended_at {TS},
    outcome text CHECK (outcome IN ('done', 'failed')),
    attempts integer NOT NULL CHECK (attempts >= 1),
    -- Numbers by name, as JSON.
    counts text NOT NULL,
    error text,
    worker {UUID} NOT NULL,
    leased_until {TS} NOT NULL,
    UNIQUE (task, night),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
){STRICT};
CREATE INDEX scheduled_run_order ON scheduled_run (started_at, id);
"#;
