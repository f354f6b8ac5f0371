//! A private PostgreSQL server for one run of the tests, made from the machine's own server binaries.
//!
//! It refuses to run as root, so root lends it the account `postgres`. A watchdog stops it and deletes its files as soon
//! as the pipe from this process closes: at the end, after a failure, on Ctrl-C, and even after a kill.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::output;
use crate::tools::{apt_install, find, is_root};

/// Nothing in a cluster of the tests outlives the run, so it need not survive a power cut either.
const CARELESS: &[&str] = &["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// What every cluster of ours is set to.
const SETTINGS: &[&str] = &[
    "max_connections=300",
    "shared_buffers=256MB",
    "max_wal_size=2GB",
    "autovacuum_naptime=10min",
    "timezone=UTC",
    "listen_addresses='127.0.0.1'",
];

/// A running cluster; dropping it removes it.
pub struct Cluster {
    /// The connection URL of the superuser `obrady`, to the database `postgres`.
    pub url: String,
    /// The words of a command that stops or starts the server, without its verb.
    pub control: Vec<String>,
    watchdog: Child,
}

/// What a cluster survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Nothing, and it is quick.
    Careless,
    /// What PostgreSQL survives as it comes.
    Durable,
}

impl Cluster {
    /// Makes and starts a cluster on a free port.
    pub fn start(care: Care) -> Result<Self> {
        let bin = binaries()?;
        let account = Account::choose()?;
        let template = std::env::temp_dir().join("obrady-pg-XXXXXX");
        let dir = output(account.command("mktemp").arg("-d").arg(&template))?;
        let dir = PathBuf::from(dir.trim());
        let mut watchdog = account
            .command("sh")
            .args([
                "-c",
                r#"cat >/dev/null; "$0/pg_ctl" stop -D "$1/data" -m immediate -w >/dev/null 2>&1; rm -rf "$1""#,
            ])
            .arg(&bin)
            .arg(&dir)
            .stdin(Stdio::piped())
            // A group of its own: Ctrl-C must end us, not the one that cleans up after us.
            .process_group(0)
            .spawn()
            .context("cannot start the watchdog of the test cluster")?;
        match start_server(&account, &bin, &dir, care) {
            Ok(port) => {
                let url = format!("postgres://obrady@127.0.0.1:{port}/postgres");
                eprintln!("  a private PostgreSQL cluster runs at {url}");
                let control = control(&account, &bin, &dir);
                Ok(Self { url, control, watchdog })
            }
            Err(error) => {
                dismiss(&mut watchdog);
                Err(error)
            }
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        dismiss(&mut self.watchdog);
    }
}

/// Closes the pipe and waits until the watchdog has cleaned up.
fn dismiss(watchdog: &mut Child) {
    drop(watchdog.stdin.take());
    let _ = watchdog.wait();
}

/// A server that was stopped starts again with the options that it had: `pg_ctl` keeps them only for `restart`, so they
/// stand in the configuration file.
fn control(account: &Account, bin: &Path, dir: &Path) -> Vec<String> {
    let mut command = account.command(bin.join("pg_ctl"));
    command.args(["-w", "-s", "-t", "60", "-D"]).arg(dir.join("data")).arg("-l").arg(dir.join("log"));
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect()
}

fn start_server(account: &Account, bin: &Path, dir: &Path, care: Care) -> Result<u16> {
    let data = dir.join("data");
    output(
        account
            .command(bin.join("initdb"))
            .args(["--username=obrady", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
            .arg("-D")
            .arg(&data),
    )?;
    let mut last = None;
    // Another process may take the port between our look and the server's start.
    for _ in 0..5 {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr())?.port();
        let mut lines = vec![format!("port={port}"), format!("unix_socket_directories='{}'", dir.display())];
        lines.extend(SETTINGS.iter().map(|line| (*line).to_owned()));
        if care == Care::Careless {
            lines.extend(CARELESS.iter().map(|line| (*line).to_owned()));
        }
        configure(account, &data, &lines.join("\n"))?;
        let log = dir.join("log");
        // Not `output`: the server would keep our pipes open.
        let started = account
            .command(bin.join("pg_ctl"))
            .args(["start", "-w", "-s", "-t", "60", "-D"])
            .arg(&data)
            .arg("-l")
            .arg(&log)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .context("cannot start pg_ctl")?;
        if started.success() {
            return Ok(port);
        }
        last = fs::read_to_string(&log).ok();
    }
    bail!("the test cluster does not start: {}", last.unwrap_or_default().trim_end())
}

/// Writes the settings where the server reads them last; the files belong to its account.
fn configure(account: &Account, data: &Path, settings: &str) -> Result<()> {
    let script = r#"printf '%s\n' "$1" > "$0/postgresql.auto.conf""#;
    output(account.command("sh").args(["-c", script]).arg(data).arg(settings))?;
    Ok(())
}

/// The account that the server runs under.
struct Account {
    name: Option<&'static str>,
}

impl Account {
    fn choose() -> Result<Self> {
        if !is_root() {
            return Ok(Self { name: None });
        }
        for name in ["postgres", "nobody"] {
            if output(Command::new("id").args(["-u", name])).is_ok() {
                return Ok(Self { name: Some(name) });
            }
        }
        bail!("PostgreSQL refuses to run as root, and there is neither an account postgres nor nobody");
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = match self.name {
            None => Command::new(program),
            Some(name) => {
                let mut command = Command::new("runuser");
                command.args(["-u", name, "--"]).arg(program);
                command
            }
        };
        // Our own directory may be closed to that account.
        command.current_dir(std::env::temp_dir());
        command
    }
}

/// The directory with `initdb` and `pg_ctl`; installs the server when there is none.
fn binaries() -> Result<PathBuf> {
    if let Some(dir) = look() {
        return Ok(dir);
    }
    apt_install("the PostgreSQL server", &["postgresql"])?;
    look().context("PostgreSQL was installed, but initdb is neither in the search path nor where pg_config says")
}

fn look() -> Option<PathBuf> {
    let named = output(Command::new("pg_config").arg("--bindir")).ok().map(|dir| PathBuf::from(dir.trim()));
    let in_path = || find(&["initdb"])?.parent().map(Path::to_owned);
    let holds = |dir: &PathBuf| dir.join("initdb").is_file() && dir.join("pg_ctl").is_file();
    named.filter(holds).or_else(|| in_path().filter(holds)).or_else(|| debian_versions().into_iter().find(holds))
}

/// Debian keeps one directory a major version, out of the search path; the newest comes first.
fn debian_versions() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, dir)| dir).collect()
}

/// Runs `body` with a fresh cluster that is quick and survives nothing.
pub fn with_cluster<T>(body: impl FnOnce(&str) -> Result<T>) -> Result<T> {
    let cluster = Cluster::start(Care::Careless)?;
    body(&cluster.url)
}
