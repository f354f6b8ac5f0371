//! `obrady`: the command line of the server.

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use obrady_api::Language;
use obrady_domain::clock::{SystemClock, SystemRandom};
use obrady_domain::identity::{self, TokenKeys};
use obrady_domain::{Call, Db, DomainError, audit_chain, retention};
use obrady_server::{
    Config, Manifest, back_up, connect, context, file_of, in_one_line, keep_copies, open, reseal, restore, run,
    serve_alone, start_logging,
};
use obrady_types::ErrorCode;
use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Proceedings of regional social policy.
#[derive(Parser)]
#[command(name = "obrady", version)]
struct Cli {
    /// Configuration file (TOML); keys may also stand in the environment as OBRADY_<KEY>.
    #[arg(long, global = true, env = "OBRADY_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate the database and serve the API (and the browser application, if `spa` is set).
    Serve,
    /// Migrate the database and end.
    Migrate,
    /// Print the OpenAPI document.
    Openapi,
    /// Load the reference data: regions, the institutions and the convent of Małopolska.
    Seed,
    /// Serve a demonstration with demo data and demo accounts.
    Demo(DemoArgs),
    /// Make a key that signs access tokens.
    Keygen {
        /// File to write; it must not exist.
        file: PathBuf,
    },
    /// Make an operator's account; the password is read from OBRADY_ADMIN_PASSWORD or standard input.
    CreateAdmin {
        /// Name to sign in with.
        #[arg(long)]
        sign_in_name: String,
        /// Name to show.
        #[arg(long)]
        display_name: String,
        /// TERYT code of the home region.
        #[arg(long, default_value = "12")]
        region: String,
    },
    /// Check the configuration and end.
    CheckConfig,
    /// Make a checked copy of all data, also while a server runs. The signing keys are not in it.
    Backup {
        /// How many copies to keep: FILE is a folder then, and older copies in it are deleted.
        #[arg(long, value_name = "N")]
        keep: Option<u32>,
        /// File to write; it must not exist. With --keep, the folder to write to.
        #[arg(value_name = "FILE")]
        place: PathBuf,
    },
    /// Bring a copy back into an empty place: no SQLite file, or a database without tables.
    Restore {
        /// File that `obrady backup` made.
        file: PathBuf,
    },
    /// Check the chain of the audit and print its head.
    VerifyAudit {
        /// A head that was printed earlier: the chain must still hold it.
        #[arg(long, value_name = "HEAD")]
        expect: Option<String>,
    },
    /// Delete what is kept no longer, as the nightly work does.
    Retention {
        /// Only say, category by category, what would go.
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the register of processing activities.
    ProcessingRegister {
        /// Print it as JSON instead of Markdown.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
struct DemoArgs {
    /// Folder for the demo's database and key.
    #[arg(long, default_value = "target/demo")]
    data: PathBuf,
    /// Folder of the compiled browser application.
    #[arg(long)]
    spa: Option<PathBuf>,
    /// Address and port to listen on; a loopback address.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

#[actix_web::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match execute(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "obrady: {}", in_one_line(&error));
            ExitCode::FAILURE
        }
    }
}

async fn execute(cli: Cli) -> Result<()> {
    let load = || Config::load(cli.config.as_deref(), environment()?.into_iter());
    match cli.command {
        Command::Openapi => print(&format!("{:#}", obrady_api::document())),
        Command::Keygen { file } => keygen(&file),
        Command::CheckConfig => {
            load()?.check_for_serve()?;
            print("The configuration is complete.")
        }
        Command::Migrate => {
            let config = load()?;
            start_logging(&config.log)?;
            open(&config).await?.close().await?;
            print("The database is up to date.")
        }
        Command::Serve => {
            let config = load()?;
            config.check_for_serve()?;
            start_logging(&config.log)?;
            let _alone = serve_alone(&config.database_url)?;
            let ctx = context(&config, open(&config).await?, Arc::new(SystemClock), Arc::new(SystemRandom))?;
            reseal(&ctx).await?;
            run(&config, ctx).await
        }
        Command::Seed => {
            let config = load()?;
            start_logging(&config.log)?;
            with_database(&config, async |call| obrady_server::seed_reference(&call).await).await?;
            print("The reference data is loaded.")
        }
        Command::CreateAdmin { sign_in_name, display_name, region } => {
            let config = load()?;
            start_logging(&config.log)?;
            create_admin(&config, &sign_in_name, &display_name, &region).await
        }
        Command::Demo(args) => demo(args).await,
        Command::Backup { keep, place } => {
            let config = load()?;
            start_logging(&config.log)?;
            let (file, manifest) = match keep {
                Some(keep) => keep_copies(&config, &SystemClock, &place, keep).await?,
                None => (place.clone(), back_up(&config, &SystemClock, &place).await?),
            };
            print(&format!("{} holds {}.", file.display(), told(&manifest)))
        }
        Command::Restore { file } => {
            let config = load()?;
            start_logging(&config.log)?;
            let manifest = restore(&config, &file).await?;
            print(&format!("The database is up to date and holds again {}.", told(&manifest)))
        }
        Command::VerifyAudit { expect } => {
            let config = load()?;
            start_logging(&config.log)?;
            verify_audit(&config, expect.as_deref().map(str::trim)).await
        }
        Command::ProcessingRegister { json } => print(obrady_server::processing_register(&load()?, json)?.trim_end()),
        Command::Retention { dry_run } => {
            let config = load()?;
            start_logging(&config.log)?;
            if dry_run {
                config.check_for_serve()?;
                return with(&config, open_as_it_is(&config).await?, async |call| tell_retention(&config, &call).await)
                    .await
                    .context(OLDER);
            }
            with_database(&config, async |call| {
                tell_retention(&config, &call).await?;
                let gone: i64 = retention::apply(&call, &config.retention()).await?.values().sum();
                print(&format!("{gone} rows were deleted or emptied."))
            })
            .await
        }
    }
}

/// What is wrong where a table or a column is missing.
const OLDER: &str = "the database cannot be read as it is; `obrady migrate` brings one of an older program up to date";

/// The environment. Others may put there what is no text.
fn environment() -> Result<Vec<(String, String)>> {
    let ours = |name: &str| name == "DATABASE_URL" || name.starts_with("OBRADY_");
    let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    named
        .filter(|(name, _)| ours(name))
        .map(|(name, value)| match value.into_string() {
            Ok(value) => Ok((name, value)),
            Err(_) => bail!("configuration: {name} is no text in UTF-8"),
        })
        .collect()
}

/// Does something as the system with the configured database, brought up to date. The configuration is complete then:
/// nothing is migrated for a command that is refused.
async fn with_database<T>(config: &Config, work: impl AsyncFnOnce(Call) -> Result<T>) -> Result<T> {
    config.check_for_serve()?;
    with(config, open(config).await?, work).await
}

/// The same with a database as it is. It is closed in the end, so that an SQLite file is whole by itself.
async fn with<T>(config: &Config, db: Db, work: impl AsyncFnOnce(Call) -> Result<T>) -> Result<T> {
    let ctx = context(config, db.clone(), Arc::new(SystemClock), Arc::new(SystemRandom))?;
    let done = work(Call::system(ctx)).await?;
    db.close().await?;
    Ok(done)
}

/// A database that is there, as it is: nothing is made or brought up to date.
async fn open_as_it_is(config: &Config) -> Result<Db> {
    if let Some(file) = file_of(&config.database_url).filter(|file| !file.is_file()) {
        bail!("database_url: there is no file {}", file.display());
    }
    connect(&config.database_url, 1).await
}

async fn tell_retention(config: &Config, call: &Call) -> Result<()> {
    let told = retention::forecast(call, &config.retention()).await?;
    print(obrady_server::retention_report(&told).trim_end())
}

/// What a copy holds.
fn told(manifest: &Manifest) -> String {
    let made_at = manifest.made_at.format("%Y-%m-%d %H:%M:%S UTC");
    let facts = &manifest.facts;
    let head = if facts.audit_head.is_empty() { "none yet" } else { &facts.audit_head };
    format!("the data of {made_at}: {} audit rows, head of their chain {head}", facts.audit_events)
}

/// Only reads, so it may run beside a server, and brings nothing up to date.
async fn verify_audit(config: &Config, expect: Option<&str>) -> Result<()> {
    if expect.is_some_and(|head| head.len() != 64 || !head.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        bail!("--expect: a head has 64 hexadecimal digits");
    }
    let db = open_as_it_is(config).await?;
    let checked = audit_chain::verify_audit(&db, expect).await;
    db.close().await?;
    let checked = checked.context(OLDER)?;
    let checked = checked.map_err(|broken| anyhow::anyhow!("the audit is not what it was: {broken}"))?;
    let audit_chain::Checked { head, waiting, erased, expected_at } = checked;
    let mut text = format!("The audit is whole: {} rows in the chain, {waiting} not yet in it", head.entries);
    if erased > 0 {
        text.push_str(&format!(", the words of {erased} erased"));
    }
    if let Some(seq) = expected_at {
        text.push_str(&format!(", the expected head at {seq}"));
    }
    let hash = if head.hash.is_empty() { "none yet" } else { &head.hash };
    print(&format!("{text}; head {hash}"))
}

fn print(text: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}

/// Writes a new key that only its owner may read.
fn keygen(file: &Path) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let pem = TokenKeys::generate_pem().map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).mode(0o600).open(file);
    let cannot = || format!("cannot write {}", file.display());
    let written = opened.with_context(cannot)?.write_all(pem.as_bytes());
    if written.is_err() {
        // Half a key is none, and would be in the way of the next try.
        let _ = std::fs::remove_file(file);
    }
    written.with_context(cannot)?;
    print(&format!("{} holds a new signing key; all replicas need the same file.", file.display()))
}

async fn create_admin(config: &Config, sign_in_name: &str, display_name: &str, region: &str) -> Result<()> {
    with_database(config, async |call| {
        let regions = obrady_domain::directory::list_regions(&call, &obrady_types::PageQuery::default()).await?;
        let Some(region) = regions.items.iter().find(|known| known.teryt == region) else {
            bail!("--region: there is no region {region}; `obrady seed` loads the regions");
        };
        let password = match std::env::var("OBRADY_ADMIN_PASSWORD") {
            Ok(password) => password,
            Err(_) => read_password()?,
        };
        let made = identity::create_operator(&call, sign_in_name, display_name, &password, region.id).await;
        let account = made.map_err(|error| refusal(&error, sign_in_name))?;
        print(&format!("{} may sign in as operator.", account.sign_in_name))
    })
    .await
}

/// Why there is no account, by the names of the options.
fn refusal(error: &DomainError, sign_in_name: &str) -> anyhow::Error {
    match error {
        DomainError::Invalid(fields) | DomainError::RefusedFields(_, fields) => {
            let told = fields.iter().map(|field| {
                let name = field.pointer.trim_start_matches('/');
                let option = if name == "password" { name.to_owned() } else { format!("--{}", name.replace('_', "-")) };
                format!("{option}: {}", obrady_api::worded(field, Language::En).detail)
            });
            anyhow::anyhow!("{}", told.collect::<Vec<_>>().join(" "))
        }
        DomainError::Refused(ErrorCode::AlreadyExists) => {
            anyhow::anyhow!("--sign-in-name: there is an account {sign_in_name} already")
        }
        other => anyhow::anyhow!("{other}"),
    }
}

/// A typed password is not shown; one from a pipe is its first line.
fn read_password() -> Result<String> {
    if std::io::stdin().is_terminal() {
        let password = rpassword::prompt_password("Password (at least 12 characters, not shown): ")?;
        if rpassword::prompt_password("The same again: ")? != password {
            bail!("the passwords are not the same");
        }
        return Ok(password);
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Serves the demonstration. Its accounts exist nowhere else, so it listens on loopback addresses only.
async fn demo(args: DemoArgs) -> Result<()> {
    if !args.listen.ip().is_loopback() {
        bail!("listen: the demo has known passwords and listens on loopback addresses only");
    }
    std::fs::create_dir_all(&args.data).with_context(|| format!("cannot make {}", args.data.display()))?;
    let key = args.data.join("signing-key.pem");
    if !key.is_file() {
        keygen(&key)?;
    }
    let origin = format!("http://{}", args.listen);
    let mut pairs = vec![
        ("OBRADY_LISTEN".to_owned(), args.listen.to_string()),
        ("OBRADY_ORIGIN".to_owned(), origin.clone()),
        ("OBRADY_DATABASE_URL".to_owned(), format!("sqlite:{}", args.data.join("obrady.db").display())),
        ("OBRADY_SIGNING_KEYS".to_owned(), key.display().to_string()),
        ("OBRADY_LOG".to_owned(), std::env::var("OBRADY_LOG").unwrap_or_else(|_| "warn".to_owned())),
        // Its passwords are known to everybody; a second factor would keep nobody out.
        ("OBRADY_SECOND_FACTOR".to_owned(), "nobody".to_owned()),
        // Browsers load a page's files at once, and the journeys of a demonstration are quick.
        ("OBRADY_REQUESTS_PER_MINUTE".to_owned(), "6000".to_owned()),
    ];
    if let Some(spa) = &args.spa {
        pairs.push(("OBRADY_SPA".to_owned(), spa.display().to_string()));
    }
    let config = Config::load(None, pairs.into_iter())?;
    start_logging(&config.log)?;
    let _alone = serve_alone(&config.database_url)?;
    let ctx = context(&config, open(&config).await?, Arc::new(SystemClock), Arc::new(SystemRandom))?;
    let call = Call::system(Arc::clone(&ctx));
    obrady_server::seed_living(&call).await?;
    print(&format!("\nObrady: {origin}   API: {origin}/api/docs/\n"))?;
    for account in obrady_server::ACCOUNTS {
        print(&format!("  {:<16} {:<22} {}", account.sign_in_name, account.password, account.description))?;
    }
    print("")?;
    run(&config, ctx).await
}
