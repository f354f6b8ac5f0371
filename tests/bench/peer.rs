//! The least that a server over the same database can do: check the token, send one statement, write JSON. What it
//! leaves out (rights, regions, releases, drafts, audit, problems, conditional requests) is what Obrady is for; what
//! remains is the price of actix, sqlx and the database. It lives in its own process, as Obrady does.

use actix_web::http::header::{AUTHORIZATION, ETAG, IF_MATCH};
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{App, FromRequest, HttpRequest, HttpResponse, HttpServer, ResponseError, web};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::time::Duration;
use uuid::Uuid;

/// Connections that read; Obrady's default.
const POOL: u32 = 8;

/// The two engines, with one writer on SQLite.
#[derive(Clone)]
enum Pools {
    Sqlite { reader: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

struct State {
    pools: Pools,
    key: DecodingKey,
    validation: Validation,
}

#[derive(Debug)]
struct Failed(anyhow::Error);

impl std::fmt::Display for Failed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:#}", self.0)
    }
}

impl ResponseError for Failed {}

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self(error.into())
    }
}

#[derive(Deserialize)]
struct Claims {
    #[serde(rename = "sub")]
    _subject: Uuid,
}

/// Somebody whose token is good.
struct Known;

impl FromRequest for Known {
    type Error = Failed;
    type Future = Ready<Result<Self, Failed>>;

    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        ready(known(request).map_err(Failed))
    }
}

fn known(request: &HttpRequest) -> Result<Known> {
    let state = request.app_data::<Data<State>>().context("no state")?;
    let token = request.headers().get(AUTHORIZATION).context("no token")?.to_str()?;
    let token = token.strip_prefix("Bearer ").context("no token")?;
    jsonwebtoken::decode::<Claims>(token, &state.key, &state.validation)?;
    Ok(Known)
}

/// The same query on the engine that is there.
macro_rules! rows {
    ($pools:expr, $sql:expr $(, $value:expr)*) => {
        match &$pools {
            Pools::Sqlite { reader, .. } => sqlx::query_as($sql)$(.bind($value))*.fetch_all(reader).await?,
            Pools::Postgres(pool) => sqlx::query_as($sql)$(.bind($value))*.fetch_all(pool).await?,
        }
    };
}

macro_rules! changed {
    ($pools:expr, $sql:expr $(, $value:expr)*) => {
        match &$pools {
            Pools::Sqlite { writer, .. } => sqlx::query($sql)$(.bind($value))*.execute(writer).await?.rows_affected(),
            Pools::Postgres(pool) => sqlx::query($sql)$(.bind($value))*.execute(pool).await?.rows_affected(),
        }
    };
}

#[derive(Serialize, sqlx::FromRow)]
struct Item {
    id: Uuid,
    day_id: Uuid,
    parent_id: Option<Uuid>,
    position: i32,
    title: String,
    kind: String,
    planned_minutes: Option<i32>,
    speaker_text: Option<String>,
    topic_id: Option<Uuid>,
    confidentiality: String,
    state: String,
    outcome_text: Option<String>,
    label: Option<String>,
    revision: i32,
    version: i32,
}

async fn agenda(state: Data<State>, _: Known, meeting: Path<Uuid>) -> Result<Json<Vec<Item>>, Failed> {
    let sql = "SELECT id, day_id, parent_id, position, title, kind, planned_minutes, speaker_text, topic_id, \
        confidentiality, state, outcome_text, label, revision, version \
        FROM agenda_item WHERE meeting_id = $1 ORDER BY day_id, position";
    Ok(Json(rows!(state.pools, sql, *meeting)))
}

#[derive(Serialize, sqlx::FromRow)]
struct Meeting {
    id: Uuid,
    title: String,
    state: String,
    mode: String,
    venue: Option<String>,
    first_date: NaiveDate,
    last_date: NaiveDate,
    body: String,
}

async fn meetings(state: Data<State>, _: Known) -> Result<Json<Vec<Meeting>>, Failed> {
    let sql = "SELECT m.id, m.title, m.state, m.mode, m.venue, m.first_date, m.last_date, b.name AS body \
        FROM meeting m JOIN body b ON b.id = m.body_id ORDER BY m.first_date DESC, m.id LIMIT 50";
    Ok(Json(rows!(state.pools, sql)))
}

#[derive(Serialize, sqlx::FromRow)]
struct Institution {
    id: Uuid,
    name: String,
    kind: String,
    town: Option<String>,
}

#[derive(Deserialize)]
struct Search {
    q: String,
}

async fn institutions(state: Data<State>, _: Known, query: Query<Search>) -> Result<Json<Vec<Institution>>, Failed> {
    let sql = "SELECT id, name, kind, town FROM institution WHERE search LIKE '%' || $1 || '%' \
        ORDER BY sort_key, id LIMIT 50";
    Ok(Json(rows!(state.pools, sql, &query.q)))
}

#[derive(Deserialize)]
struct Patch {
    title: String,
}

async fn patch(
    state: Data<State>,
    _: Known,
    id: Path<Uuid>,
    request: HttpRequest,
    patch: Json<Patch>,
) -> Result<HttpResponse, Failed> {
    let sent = request.headers().get(IF_MATCH).and_then(|tag| tag.to_str().ok());
    let Some(version) = sent.and_then(|tag| tag.trim_matches('"').parse::<i32>().ok()) else {
        return Ok(HttpResponse::PreconditionRequired().finish());
    };
    let sql = "UPDATE agenda_item SET title = $1, version = version + 1 WHERE id = $2 AND version = $3";
    if changed!(state.pools, sql, &patch.title, *id, version) == 0 {
        return Ok(HttpResponse::PreconditionFailed().finish());
    }
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", version + 1))).finish())
}

#[derive(Deserialize)]
struct Register {
    person_id: Uuid,
}

async fn register(
    state: Data<State>,
    _: Known,
    path: Path<(String, i32)>,
    input: Json<Register>,
) -> Result<HttpResponse, Failed> {
    let (edition, capacity) = path.into_inner();
    let sql = "INSERT INTO peer_registration (edition, person_id, confirmed) \
        SELECT $1, $2, count(*) < $3 FROM peer_registration WHERE edition = $4 AND confirmed";
    changed!(state.pools, sql, &edition, input.person_id, capacity, &edition);
    Ok(HttpResponse::Created().finish())
}

async fn connect(url: &str) -> Result<Pools> {
    if url.starts_with("postgres") {
        let pool = PgPoolOptions::new().max_connections(POOL).min_connections(POOL).connect(url).await?;
        return Ok(Pools::Postgres(pool));
    }
    let options = url.parse::<SqliteConnectOptions>()?;
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let options = options.busy_timeout(Duration::from_secs(10));
    let reader = SqlitePoolOptions::new().max_connections(POOL).connect_with(options.clone()).await?;
    let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    Ok(Pools::Sqlite { reader, writer })
}

/// Serves until it is killed. `x` is the public key that checks tokens, as in a JWK.
///
/// # Errors
/// When the database, the key or the address is no good.
#[expect(clippy::disallowed_methods, reason = "the least that a server can do has no document")]
pub async fn serve(url: &str, x: &str, issuer: &str, listen: SocketAddr) -> Result<()> {
    let pools = connect(url).await?;
    let table = "CREATE TABLE IF NOT EXISTS peer_registration (edition text, person_id uuid, confirmed boolean)";
    changed!(pools, table);
    let index = "CREATE INDEX IF NOT EXISTS peer_registration_edition ON peer_registration (edition, confirmed)";
    changed!(pools, index);
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[issuer]);
    let state = Data::new(State { pools, key: DecodingKey::from_ed_components(x)?, validation });
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .route("/meetings/{id}/agenda", web::get().to(agenda))
            .route("/meetings", web::get().to(meetings))
            .route("/institutions", web::get().to(institutions))
            .route("/agenda-items/{id}", web::patch().to(patch))
            .route("/editions/{edition}/{capacity}/registrations", web::post().to(register))
            .route("/health/ready", web::get().to(HttpResponse::Ok))
    });
    Ok(server.workers(1).bind(listen)?.run().await?)
}
