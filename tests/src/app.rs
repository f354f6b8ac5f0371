//! A running server for one test.

use crate::db::{self, TestDb};
use crate::{PASSWORD, Who, World, start_of_test};
use actix_web::web::ServiceConfig;
use obrady_client::Client;
use obrady_domain::clock::{Clock, FrozenClock, SystemClock, SystemRandom};
use obrady_domain::identity::{PasswordHasher, TokenKeys};
use obrady_domain::meetings::ReleasedAgendas;
use obrady_domain::policy::SecondFactorPolicy;
use obrady_domain::{Call, Ctx, Db};
use obrady_server::Config;
use obrady_types::identity::{AccessTokenCreate, SignInCreate};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A running server, its clock, and what its database holds.
pub struct App {
    /// Address of the server: `http://127.0.0.1:…`.
    pub base: String,
    /// The clock; it stands still until it is moved.
    pub clock: FrozenClock,
    /// Ids of the test world.
    pub world: World,
    /// The domain's context, for setting things up behind the API.
    pub ctx: Arc<Ctx>,
    /// Statements that the server has sent to the database.
    pub statements: Arc<AtomicUsize>,
    handle: actix_handle::Handle,
    config: Config,
    db: TestDb,
}

/// Another server over the same database.
pub struct Replica {
    /// Address of the server.
    pub base: String,
    _handle: actix_handle::Handle,
}

impl Replica {
    /// The same caller, asking this server. Browsers see one origin in front of all replicas, and say so.
    pub fn client(&self, like: &Client) -> Client {
        let same = HeaderMap::from_iter([(
            HeaderName::from_static("sec-fetch-site"),
            HeaderValue::from_static("same-origin"),
        )]);
        let http = reqwest::Client::builder().cookie_store(true).no_proxy().default_headers(same);
        let http = http.build().expect("a client");
        let client = Client::with_http(&self.base, http);
        client.set_token(like.token());
        client
    }
}

mod actix_handle {
    /// Ends the server when the test ends.
    pub struct Handle(pub Option<tokio::task::JoinHandle<()>>);

    impl Drop for Handle {
        fn drop(&mut self) {
            if let Some(task) = self.0.take() {
                task.abort();
            }
        }
    }
}

/// The private key of all tests of a process.
pub fn signing_key() -> &'static String {
    use std::sync::OnceLock;
    static PEM: OnceLock<String> = OnceLock::new();
    PEM.get_or_init(|| TokenKeys::generate_pem().expect("a key can be made"))
}

/// The context over a database, with cheap password hashes and one key for all tests of a process.
pub fn context(db: Db, clock: &FrozenClock, origin: &str) -> Arc<Ctx> {
    context_with(db, clock, origin, std::slice::from_ref(signing_key()), SecondFactorPolicy::Nobody)
}

/// The same with these keys, and with a rule on second factors.
fn context_with(
    db: Db,
    clock: &FrozenClock,
    origin: &str,
    pems: &[String],
    second_factor: SecondFactorPolicy,
) -> Arc<Ctx> {
    let keys = TokenKeys::from_pems(pems, origin.to_owned(), origin.to_owned()).expect("the keys are good");
    Arc::new(Ctx {
        db,
        clock: Arc::new(clock.clone()) as Arc<dyn Clock>,
        random: Arc::new(SystemRandom),
        keys,
        passwords: PasswordHasher::for_tests(),
        cursor_secret: [7; 32],
        older_secrets: Vec::new(),
        second_factor,
        time_zone: "Europe/Warsaw".parse().expect("the zone is known"),
        agendas: ReleasedAgendas::default(),
    })
}

/// Starts a server over a fresh copy of the test world.
pub async fn start() -> App {
    start_with(|_| {}).await
}

/// The same with another configuration.
pub async fn start_with(change: impl FnOnce(&mut Config)) -> App {
    start_beside(change, |_| {}).await
}

/// The same with services beside the server's own.
pub async fn start_beside(
    change: impl FnOnce(&mut Config),
    more: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
) -> App {
    let clock = FrozenClock::at(start_of_test());
    let for_template = clock.clone();
    let made = db::copy(move |db| context(db, &for_template, "http://127.0.0.1")).await;
    let test_db = made.expect("the test's database is made");
    let world = db::read_world(&test_db.url).await.expect("the template holds the world");
    let Served { base, ctx, statements, handle, config } = serve(&test_db, &clock, change, more).await;
    App { base, clock, world, ctx, statements, handle, config, db: test_db }
}

/// A server that has just been started.
struct Served {
    base: String,
    ctx: Arc<Ctx>,
    statements: Arc<AtomicUsize>,
    handle: actix_handle::Handle,
    config: Config,
}

async fn serve(
    test_db: &TestDb,
    clock: &FrozenClock,
    change: impl FnOnce(&mut Config),
    more: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let environment = [
        ("OBRADY_ORIGIN".to_owned(), base.clone()),
        ("OBRADY_DATABASE_URL".to_owned(), test_db.url.clone()),
        ("OBRADY_REQUESTS_PER_MINUTE".to_owned(), "0".to_owned()),
        // Only the tests of second factors need one.
        ("OBRADY_SECOND_FACTOR".to_owned(), "nobody".to_owned()),
    ];
    let mut config = Config::load(None, environment.into_iter()).expect("the configuration is good");
    change(&mut config);
    let mut db = Db::connect(&test_db.url, 8).await.expect("the database opens");
    let statements = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&statements);
    db.on_statement(move || {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let ctx = context_with(db, clock, &base, std::slice::from_ref(signing_key()), config.second_factor);
    let listening = obrady_server::listen_with(&config, Arc::clone(&ctx), listener, more).expect("the server starts");
    let task = tokio::spawn(async move {
        let _ = listening.server.await;
    });
    Served { base, ctx, statements, handle: actix_handle::Handle(Some(task)), config }
}

impl App {
    /// A client that is nobody in particular.
    pub fn anonymous(&self) -> Client {
        nobody(&self.base)
    }

    /// A client that is signed in as somebody of the test world.
    pub async fn client(&self, who: Who) -> Client {
        let client = self.anonymous();
        if let Some((client_id, secret)) = self.world.service(who) {
            let input = AccessTokenCreate { client_id, client_secret: secret.to_owned(), scope: None };
            client.create_access_token(&input).await.expect("the service account gets a token");
        } else if let Some(name) = who.sign_in_name() {
            let input = SignInCreate { sign_in_name: name.to_owned(), password: PASSWORD.to_owned(), code: None };
            client.sign_in(&input).await.expect("the account signs in");
        }
        client
    }

    /// A call of the system, past the API.
    pub fn system(&self) -> Call {
        Call::system(Arc::clone(&self.ctx))
    }

    /// A second server over the same database, with the same keys and the same clock: another replica.
    pub async fn replica(&self) -> Replica {
        self.replica_with(std::slice::from_ref(signing_key())).await
    }

    /// The same with these keys.
    pub async fn replica_with(&self, pems: &[String]) -> Replica {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let db = Db::connect(&self.db.url, 4).await.expect("the database opens");
        let ctx = context_with(db, &self.clock, &self.base, pems, self.config.second_factor);
        let listening = obrady_server::listen(&self.config, ctx, listener).expect("the server starts");
        let task = tokio::spawn(async move {
            let _ = listening.server.await;
        });
        Replica { base, _handle: actix_handle::Handle(Some(task)) }
    }

    /// A number from the database, past the domain.
    pub async fn number(&self, sql: &str) -> i64 {
        let db = self.ctx.db.reader();
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(statement).await.expect("the query is good").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    /// A text from the database, past the domain.
    pub async fn text(&self, sql: &str) -> String {
        let db = self.ctx.db.reader();
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(statement).await.expect("the query is good").expect("a row");
        row.try_get_by_index(0).expect("a text")
    }

    /// Whether the database holds this text anywhere.
    pub async fn holds(&self, text: &str) -> bool {
        if let Some(file) = self.db.url.strip_prefix("sqlite:") {
            let files = [file.to_owned(), format!("{file}-wal")].map(|file| std::fs::read(file).unwrap_or_default());
            return files.iter().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()));
        }
        let tables = "SELECT string_agg(format('SELECT count(*) AS n FROM %I t WHERE strpos(t::text, ''TEXT'') > 0', \
                      table_name), ' UNION ALL ') FROM information_schema.tables WHERE table_schema = 'public'";
        let everywhere = self.text(tables).await.replace("TEXT", &text.replace('\'', "''"));
        self.number(&format!("SELECT sum(n)::bigint FROM ({everywhere}) AS hits")).await > 0
    }

    /// Address of the database.
    pub fn database_url(&self) -> &str {
        &self.db.url
    }

    /// Whether the server still runs.
    pub fn is_running(&self) -> bool {
        self.handle.0.as_ref().is_some_and(|task| !task.is_finished())
    }
}

/// A client that is nobody in particular.
fn nobody(base: &str) -> Client {
    let client = Client::new(base).expect("a client");
    client.set_language("en");
    client
}

/// A running server over the data of the demonstration.
pub struct Demo {
    /// Address of the server: `http://127.0.0.1:…`.
    pub base: String,
    /// The clock; it stands still until it is moved.
    pub clock: FrozenClock,
    ctx: Arc<Ctx>,
    _handle: actix_handle::Handle,
    _db: TestDb,
}

/// Starts a server over a database that an earlier demonstration has filled and this program has migrated.
pub async fn start_over(db: TestDb) -> Demo {
    let clock = FrozenClock::at(SystemClock.now());
    let served = serve(&db, &clock, |_| {}, |_| {}).await;
    Demo { clock, ctx: served.ctx, base: served.base, _handle: served.handle, _db: db }
}

/// Starts a server over a database of its own that `obrady demo` has filled.
pub async fn start_demo() -> Demo {
    let clock = FrozenClock::at(start_of_test());
    let db = db::migrated().await.expect("the test's database is made");
    let served = serve(&db, &clock, |_| {}, |_| {}).await;
    let demo = Demo { clock, ctx: served.ctx, base: served.base, _handle: served.handle, _db: db };
    demo.seed().await;
    demo
}

impl Demo {
    /// What every start of `obrady demo` does to its database.
    pub async fn seed(&self) {
        obrady_server::seed_living(&self.system()).await.expect("the demonstration is filled");
    }

    /// A call of the system, past the API.
    pub fn system(&self) -> Call {
        Call::system(Arc::clone(&self.ctx))
    }

    /// A client that is nobody in particular.
    pub fn anonymous(&self) -> Client {
        nobody(&self.base)
    }

    /// How many changes the database has recorded.
    pub async fn changes(&self) -> i64 {
        let connection = self.ctx.db.reader();
        let count = Statement::from_string(connection.get_database_backend(), "SELECT count(*) FROM audit_event");
        let row = connection.query_one_raw(count).await.expect("the database answers").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    /// A client that is signed in with one of the demo's accounts.
    pub async fn client(&self, name: &str) -> Client {
        let account = obrady_server::ACCOUNTS.iter().find(|account| account.sign_in_name == name);
        let account = account.expect("an account of the demonstration");
        let input = SignInCreate { sign_in_name: name.to_owned(), password: account.password.to_owned(), code: None };
        let client = self.anonymous();
        client.sign_in(&input).await.expect("the account signs in");
        client
    }
}
