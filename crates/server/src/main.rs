//! `obrady`: the command line of the server.

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use obrady_domain::Call;
use obrady_domain::clock::{SystemClock, SystemRandom};
use obrady_domain::identity::{self, TokenKeys};
use obrady_server::{Config, context, one_line, open, run, start_logging};
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
            let _ = writeln!(std::io::stderr(), "obrady: {}", one_line(&format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

async fn execute(cli: Cli) -> Result<()> {
    let load = || Config::load(cli.config.as_deref(), std::env::vars());
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
            open(&config).await?;
            print("The database is up to date.")
        }
        Command::Serve => {
            let config = load()?;
            config.check_for_serve()?;
            start_logging(&config.log)?;
            let ctx = context(&config, open(&config).await?, Arc::new(SystemClock), Arc::new(SystemRandom))?;
            run(&config, ctx).await
        }
        Command::Seed => {
            let config = load()?;
            start_logging(&config.log)?;
            let ctx = context(&config, open(&config).await?, Arc::new(SystemClock), Arc::new(SystemRandom))?;
            obrady_server::seed_reference(&Call::system(ctx)).await?;
            print("The reference data is loaded.")
        }
        Command::CreateAdmin { sign_in_name, display_name, region } => {
            let config = load()?;
            start_logging(&config.log)?;
            create_admin(&config, &sign_in_name, &display_name, &region).await
        }
        Command::Demo(args) => demo(args).await,
    }
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
    opened.with_context(|| format!("cannot write {}", file.display()))?.write_all(pem.as_bytes())?;
    print(&format!("{} holds a new signing key; all replicas need the same file.", file.display()))
}

async fn create_admin(config: &Config, sign_in_name: &str, display_name: &str, region: &str) -> Result<()> {
    let ctx = context(config, open(config).await?, Arc::new(SystemClock), Arc::new(SystemRandom))?;
    let password = match std::env::var("OBRADY_ADMIN_PASSWORD") {
        Ok(password) => password,
        Err(_) => read_password()?,
    };
    let call = Call::system(ctx);
    let regions = obrady_domain::directory::list_regions(&call, &obrady_types::PageQuery::default()).await?;
    let Some(region) = regions.items.iter().find(|known| known.teryt == region) else {
        bail!("there is no region {region}; `obrady seed` loads the regions");
    };
    let account = identity::create_operator(&call, sign_in_name, display_name, &password, region.id).await?;
    print(&format!("{} may sign in as operator.", account.sign_in_name))
}

/// A typed password is not shown; one from a pipe is its first line.
fn read_password() -> Result<String> {
    if std::io::stdin().is_terminal() {
        return Ok(rpassword::prompt_password("Password (at least 12 characters, not shown): ")?);
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
