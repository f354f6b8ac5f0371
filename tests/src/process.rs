//! The program `obrady` as processes of this machine: for what cannot be tried inside the process that tries it.

use anyhow::{Context, Result, bail};
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take until it is ready, on a busy machine.
const START: Duration = Duration::from_secs(60);

/// How one server is started, again and again under the same address.
#[derive(Clone, Debug)]
pub struct Program {
    /// The binary.
    pub binary: PathBuf,
    /// What it is asked to do.
    pub arguments: Vec<String>,
    /// Where it listens.
    pub address: SocketAddr,
    /// Configuration, as `OBRADY_<KEY>`.
    pub environment: Vec<(String, String)>,
    /// Where its log goes.
    pub log: PathBuf,
}

/// A running server; it is killed when it is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// Scheme, host and port.
    pub base: String,
}

/// An address on which nobody listens now.
///
/// # Errors
/// When there is none.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Writes this process's signing key into a folder, as only its owner may read it; where it stands.
///
/// # Errors
/// When it cannot be written.
pub fn write_key(folder: &Path) -> Result<PathBuf> {
    let file = folder.join("key.pem");
    std::fs::write(&file, crate::app::signing_key())?;
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600))?;
    Ok(file)
}

/// The binary that `OBRADY_BIN` names; `cargo xtask` builds and names it.
///
/// # Errors
/// When it is not there.
pub fn binary() -> Result<PathBuf> {
    let path = std::env::var("OBRADY_BIN").context("OBRADY_BIN names no binary; `cargo xtask` does")?;
    let path = PathBuf::from(path);
    if path.is_file() { Ok(path) } else { bail!("OBRADY_BIN: {} is no file", path.display()) }
}

impl Program {
    /// A server over a database, in front of which nobody stands, with this key and without a limit of requests.
    ///
    /// # Errors
    /// When there is no binary or no free address.
    pub fn over(database_url: &str, key: &Path, log: PathBuf) -> Result<Self> {
        let address = free_address()?;
        let environment = [
            ("OBRADY_DATABASE_URL", database_url.to_owned()),
            ("OBRADY_SIGNING_KEYS", key.display().to_string()),
            ("OBRADY_ORIGIN", format!("http://{address}")),
            ("OBRADY_REQUESTS_PER_MINUTE", "0".to_owned()),
            ("OBRADY_LOG", "warn".to_owned()),
            ("OBRADY_SECOND_FACTOR", "nobody".to_owned()),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Ok(Self { binary: binary()?, arguments: vec!["serve".to_owned()], address, environment, log })
    }

    /// The same server at another address under the same origin: another replica.
    ///
    /// # Errors
    /// When there is no free address.
    pub fn replica(&self) -> Result<Self> {
        Ok(Self { address: free_address()?, ..self.clone() })
    }

    /// The same with one more value of the configuration.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// Starts it and waits for nothing. `wrapper` stands in front of the command, for example `faketime`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn spawn(&self, wrapper: &[&str]) -> Result<Process> {
        let log = File::options().create(true).append(true).open(&self.log)?;
        let mut command = match wrapper {
            [] => Command::new(&self.binary),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(&self.binary);
                command
            }
        };
        command
            .args(&self.arguments)
            .env("OBRADY_LISTEN", self.address.to_string())
            .envs(self.environment.iter().cloned());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let child = command.spawn().with_context(|| format!("cannot start {}", self.binary.display()))?;
        Ok(Process { child, base: format!("http://{}", self.address) })
    }

    /// Starts it and waits until it is ready; how long that took.
    ///
    /// # Errors
    /// When it ends, or is not ready within a minute.
    pub async fn start(&self) -> Result<(Process, Duration)> {
        self.start_in(&[]).await
    }

    /// The same with a `wrapper` in front of the command, for example `taskset`.
    ///
    /// # Errors
    /// When it ends, or is not ready within a minute.
    pub async fn start_in(&self, wrapper: &[&str]) -> Result<(Process, Duration)> {
        let begun = Instant::now();
        let mut process = self.spawn(wrapper)?;
        process.ready().await.with_context(|| format!("see {}", self.log.display()))?;
        Ok((process, begun.elapsed()))
    }
}

impl Process {
    /// Waits until it is ready.
    ///
    /// # Errors
    /// When it ends, or is not ready within a minute.
    pub async fn ready(&mut self) -> Result<()> {
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(5)).build()?;
        let begun = Instant::now();
        while begun.elapsed() < START {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}");
            }
            match http.get(format!("{}/health/ready", self.base)).send().await {
                Ok(answer) if answer.status() == 200 => return Ok(()),
                _ => tokio::time::sleep(Duration::from_millis(2)).await,
            }
        }
        bail!("the server is not ready after {} s", START.as_secs())
    }

    /// Ends it at once, as `kill -9` does.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end (SIGTERM).
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn terminate(&self) -> Result<()> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        if asked.success() { Ok(()) } else { bail!("kill -TERM: {asked}") }
    }

    /// Waits until it has ended.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn ended(mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// A figure of `/proc/<pid>/status`, for example `VmRSS`, in bytes.
    ///
    /// # Errors
    /// When the kernel does not tell.
    pub fn memory(&self, figure: &str) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':'));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()).context("no such figure")?;
        Ok(kilobytes.parse::<u64>()? * 1024)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
