//! Copies of a PostgreSQL database, by the programs that come with it.

use super::manifest::Facts;
use anyhow::{Context, Result, bail};
use percent_encoding::percent_decode_str;
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Stdio;
use tokio::process::Command;
use url::Url;

/// Parts of an address that the programs understand as we do; others are ours alone.
const UNDERSTOOD: &[&str] =
    &["sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "user", "dbname", "options"];

/// Writes a dump of the database as it stands at one instant, while others go on to write.
pub(super) async fn copy(url: &str, into: &Path) -> Result<Facts> {
    let db = connect(url).await.context("database_url: the database cannot be reached")?;
    refuse_other_version(&db, "pg_dump").await?;
    db.execute_unprepared("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let snapshot = one(&db, "SELECT pg_export_snapshot()").await?;
    let facts = super::facts(&db, &tables(&db).await?).await?;
    facts.check("database_url: the database")?;
    let mut dump = program("pg_dump", url)?;
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--no-comments", "--no-password"]);
    dump.arg(format!("--snapshot={snapshot}")).arg("--file").arg(into);
    run(dump, "pg_dump").await?;
    db.execute_unprepared("COMMIT").await?;
    db.close().await?;
    check(into).await?;
    Ok(facts)
}

/// Reads the list of what a dump holds.
pub(super) async fn check(dump: &Path) -> Result<()> {
    let mut list = Command::new("pg_restore");
    list.arg("--list").arg(dump);
    let held = run(list, "pg_restore").await?;
    for table in ["seaql_migrations", "audit_event"] {
        if !held.lines().any(|line| line.contains("TABLE DATA") && line.contains(&format!(" {table} "))) {
            bail!("the dump lacks the rows of {table}");
        }
    }
    Ok(())
}

/// Refuses a database that holds tables, and programs that could not fill it.
pub(super) async fn refuse_taken(url: &str) -> Result<()> {
    let db = connect(url).await.context("database_url: the database cannot be reached")?;
    let tables = tables(&db).await?;
    if let Some(table) = tables.first() {
        bail!("database_url: the database has a table {table}; copies are restored into an empty one only");
    }
    refuse_other_version(&db, "pg_restore").await?;
    Ok(db.close().await?)
}

/// Loads a dump in one transaction, and says what the database holds then.
pub(super) async fn load(url: &str, dump: &Path) -> Result<Facts> {
    let mut restore = program("pg_restore", url)?;
    restore.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments"]);
    restore.arg("--no-password").arg(dump);
    run(restore, "pg_restore").await?;
    let db = connect(url).await?;
    let facts = super::facts(&db, &tables(&db).await?).await;
    db.close().await?;
    Ok(facts?)
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    Database::connect(options).await
}

async fn one(db: &DatabaseConnection, sql: &str) -> Result<String> {
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    Ok(row.context("no answer")?.try_get_by_index(0)?)
}

/// Refuses a program of another major version than the server's: an older one does not read it, and what a newer one
/// writes is taken by newer servers only.
async fn refuse_other_version(db: &DatabaseConnection, name: &str) -> Result<()> {
    let mut version = Command::new(name);
    version.arg("--version");
    compare_versions(name, &run(version, name).await?, &one(db, "SHOW server_version").await?)
}

fn compare_versions(name: &str, program: &str, server: &str) -> Result<()> {
    // `pg_dump (PostgreSQL) 17.12 (Debian 17.12-0+deb13u1)`
    let major = |version: &str| -> String { version.chars().take_while(char::is_ascii_digit).collect() };
    let (program, server) = (major(program.split_whitespace().nth(2).unwrap_or_default()), major(server));
    if program != server {
        bail!(
            "{name} is of PostgreSQL {program} and the server of {server}; install the client of your server's version"
        );
    }
    Ok(())
}

async fn tables(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) ORDER BY 1";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// A program for the database. The list of processes shows its arguments to everybody, so the password goes by the
/// environment.
fn program(name: impl AsRef<OsStr>, url: &str) -> Result<Command> {
    let mut url = Url::parse(url).context("database_url: is no address")?;
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut password = url.password().map(decode);
    let _ = url.set_password(None);
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    url.set_query(None);
    for (key, value) in pairs {
        let key = key.replace("ssl-", "ssl").replace("sslroot-cert", "sslrootcert");
        if key == "password" {
            password = Some(value);
        } else if UNDERSTOOD.contains(&key.as_str()) {
            // libpq reads a plus as a plus.
            let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let pair = format!("{key}={}", encode(&value).replace('+', "%20"));
            let query = url.query().map_or(pair.clone(), |query| format!("{query}&{pair}"));
            url.set_query(Some(&query));
        }
    }
    let mut command = Command::new(name);
    command.arg("--dbname").arg(url.as_str());
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

/// Runs a program to its end; what it printed, or its first complaint.
async fn run(mut command: Command, name: &str) -> Result<String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).env("LC_ALL", "C").kill_on_drop(true);
    let output = match command.output().await {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!(
                "the program {name} of PostgreSQL is missing on this machine; install the client of your server's version"
            )
        }
        output => output.with_context(|| format!("{name} cannot be run"))?,
    };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{name} failed: {}", crate::one_line(said.lines().next().unwrap_or_default()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_missing_program_is_named() {
        let error = run(Command::new("/nowhere/pg_dump"), "pg_dump").await.unwrap_err().to_string();
        assert!(error.contains("the program pg_dump of PostgreSQL is missing"), "{error}");
    }

    #[test]
    fn a_program_of_another_version_is_refused() {
        let said = "pg_dump (PostgreSQL) 17.12 (Debian 17.12-0+deb13u1)\n";
        compare_versions("pg_dump", said, "17.4").unwrap();
        let error = compare_versions("pg_dump", said, "15.18 (Debian 15.18-0+deb12u1)").unwrap_err().to_string();
        assert_eq!(
            error,
            "pg_dump is of PostgreSQL 17 and the server of 15; install the client of your server's version"
        );
        compare_versions("pg_dump", "pg_dump (PostgreSQL) 18beta1", "18beta2").unwrap();
        compare_versions("pg_restore", "no version", "15.18").unwrap_err();
    }

    #[test]
    fn a_password_is_no_argument() {
        for (url, argument) in [
            ("postgres://u:p%40ss%20x@h:5/d", "postgres://u@h:5/d"),
            (
                "postgres://u@h/d?password=p%40ss%20x&sslmode=require&statement-cache-capacity=1",
                "postgres://u@h/d?sslmode=require",
            ),
            ("postgres://u:p%40ss%20x@h/d?ssl-root-cert=/a%20b/c.pem", "postgres://u@h/d?sslrootcert=%2Fa%20b%2Fc.pem"),
        ] {
            let command = program("pg_dump", url).unwrap();
            let command = command.as_std();
            assert_eq!(command.get_args().collect::<Vec<_>>(), ["--dbname", argument]);
            let password = command.get_envs().find(|(name, _)| *name == "PGPASSWORD").unwrap().1;
            assert_eq!(password.unwrap(), "p@ss x", "{url}");
        }
    }
}
