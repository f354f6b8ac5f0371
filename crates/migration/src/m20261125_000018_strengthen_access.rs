//! One-time links, the second factor, and when somebody last confirmed who they are.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- Grows with every change of what an account is signed in with; links made before are void.
ALTER TABLE account ADD COLUMN credentials_version integer NOT NULL DEFAULT 1;

-- When the owner last gave password and code; at the sign-in itself nothing is noted.
ALTER TABLE sign_in ADD COLUMN confirmed_at {TS};
-- Whether the sign-in was made, or made stronger, by the second factor.
ALTER TABLE sign_in ADD COLUMN second_factor {BOOL} NOT NULL DEFAULT false;

CREATE TABLE access_link (
    id {UUID} PRIMARY KEY,
    account_id {UUID} NOT NULL REFERENCES account (id),
    kind text NOT NULL CHECK (kind IN ('invitation', 'password_reset')),
    hash text NOT NULL UNIQUE,
    credentials_version integer NOT NULL,
    made_by {UUID} REFERENCES account (id),
    made_at {TS} NOT NULL,
    expires_at {TS} NOT NULL,
    used_at {TS}
){STRICT};
CREATE INDEX access_link_account ON access_link (account_id);
CREATE INDEX access_link_expiry ON access_link (expires_at);

-- The secret is sealed; the step is the last one whose code was taken, so that no code counts twice.
CREATE TABLE second_factor (
    id {UUID} PRIMARY KEY,
    account_id {UUID} NOT NULL UNIQUE REFERENCES account (id),
    sealed_secret text NOT NULL,
    started_at {TS} NOT NULL,
    confirmed_at {TS},
    last_step integer NOT NULL
){STRICT};

CREATE TABLE recovery_code (
    id {UUID} PRIMARY KEY,
    second_factor_id {UUID} NOT NULL REFERENCES second_factor (id),
    hash text NOT NULL,
    used_at {TS},
    UNIQUE (second_factor_id, hash)
){STRICT};
"#;
