//! Accounts, roles, sign-ins and service accounts.

crate::sql::migration!(SQL);

const SQL: &str = r#"
CREATE TABLE account (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    sign_in_name text NOT NULL CONSTRAINT account_sign_in_name UNIQUE,
    display_name text NOT NULL,
    person_id {UUID} REFERENCES person (id),
    password_hash text NOT NULL,
    locale text NOT NULL,
    disabled_at {TS},
    version integer NOT NULL
){STRICT};
CREATE INDEX account_region ON account (region_id);

-- One account a person at most.
CREATE UNIQUE INDEX account_person ON account (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE role_grant (
    id {UUID} PRIMARY KEY,
    account_id {UUID} NOT NULL REFERENCES account (id),
    role text NOT NULL,
    region_id {UUID} REFERENCES region (id),
    body_id {UUID},
    starts_at {TS} NOT NULL,
    ends_at {TS}
){STRICT};
CREATE INDEX role_grant_account ON role_grant (account_id);
CREATE INDEX role_grant_region ON role_grant (region_id);

-- One sign-in on one device: a family of refresh tokens.
CREATE TABLE sign_in (
    id {UUID} PRIMARY KEY,
    account_id {UUID} NOT NULL REFERENCES account (id),
    signed_in_at {TS} NOT NULL,
    last_used_at {TS} NOT NULL,
    user_agent text NOT NULL,
    ended_at {TS}
){STRICT};
CREATE INDEX sign_in_account ON sign_in (account_id);

CREATE TABLE refresh_token (
    id {UUID} PRIMARY KEY,
    sign_in_id {UUID} NOT NULL REFERENCES sign_in (id),
    hash text NOT NULL CONSTRAINT refresh_token_hash UNIQUE,
    issued_at {TS} NOT NULL,
    used_at {TS}
){STRICT};
CREATE INDEX refresh_token_sign_in ON refresh_token (sign_in_id);

-- Sign-ins of a name, a network address or both that failed or are still being checked; shared by all replicas.
CREATE TABLE sign_in_throttle (
    subject text PRIMARY KEY,
    failures integer NOT NULL,
    last_failure_at {TS} NOT NULL,
    blocked_until {TS}
){STRICT};
CREATE INDEX sign_in_throttle_age ON sign_in_throttle (last_failure_at);

CREATE TABLE service_account (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    name text NOT NULL,
    secret_hash text NOT NULL,
    scopes text NOT NULL,
    expires_at {TS},
    last_used_at {TS},
    disabled_at {TS},
    deleted_at {TS},
    version integer NOT NULL
){STRICT};
"#;
