//! Where servers run as processes: a database with the test world, a signing key, an edition with places for everybody.

use crate::app::context;
use crate::db::{self, TestDb};
use crate::edition;
use crate::process::{Program, write_key};
use crate::{PASSWORD, Who, World};
use anyhow::{Context, Result, bail};
use obrady_client::Client;
use obrady_domain::clock::{Clock, FrozenClock, SystemClock};
use obrady_domain::{Call, Db};
use obrady_types::TrainingEditionId;
use obrady_types::identity::SignInCreate;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Places of the edition; who comes later waits.
const PLACES: i32 = 200;

/// Everything that outlives a server.
#[derive(Debug)]
pub struct Place {
    /// The database.
    pub db: TestDb,
    /// What is in it.
    pub world: World,
    /// An edition whose registration is open.
    pub edition: TrainingEditionId,
    /// Where keys, logs and whatever else lies.
    pub folder: PathBuf,
}

impl Place {
    /// A database of its own, with an edition whose registration is open now.
    ///
    /// # Errors
    /// What the database or the disk refuses.
    pub async fn make() -> Result<Self> {
        let clock = FrozenClock::at(crate::start_of_test());
        let made = db::copy(move |db| context(db, &clock, "http://127.0.0.1")).await?;
        let world = db::read_world(&made.url).await?;
        let folder =
            std::env::temp_dir().join(format!("obrady-place-{}", uuid::Uuid::from_u128(db::unique()).simple()));
        std::fs::create_dir_all(&folder)?;
        write_key(&folder)?;
        let edition = open_edition(&made.url, &world).await?;
        Ok(Self { db: made, world, edition, folder })
    }

    /// A server over the database.
    ///
    /// # Errors
    /// When there is no binary or no free address.
    pub fn program(&self) -> Result<Program> {
        Program::over(&self.db.url, &self.folder.join("key.pem"), self.folder.join("servers.log"))
    }

    /// A connection of our own, past every server.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn connect(&self) -> Result<Db> {
        Ok(Db::connect(&self.db.url, 2).await?)
    }

    /// Somebody of the world, signed in at a server. Browsers see one origin in front of all servers, and say so.
    ///
    /// # Errors
    /// For nobody in particular, and when the server does not let them in.
    pub async fn client(&self, base: &str, who: Who) -> Result<Client> {
        let client = Client::new(base)?.with_header("Sec-Fetch-Site", "same-origin");
        let sign_in_name = who.sign_in_name().context("nobody")?.to_owned();
        let credentials = serde_json::json!({ "sign_in_name": sign_in_name, "password": PASSWORD });
        let credentials: SignInCreate = serde_json::from_value(credentials)?;
        client.sign_in(&credentials).await?;
        Ok(client)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// An edition whose registration is open now, by the machine's clock.
async fn open_edition(url: &str, world: &World) -> Result<TrainingEditionId> {
    let clock = FrozenClock::at(SystemClock.now());
    let call = Call::system(context(Db::connect(url, 2).await?, &clock, "http://127.0.0.1"));
    let (training, _) = edition::training(&call, world.region).await?;
    edition::open(&call, training, "S/1", PLACES).await
}

/// Stops or starts the cluster of `OBRADY_TEST_POSTGRES_CONTROL`: a `pg_ctl` command with everything but its verb.
///
/// # Errors
/// When there is none, and what it says.
pub fn postgres(verb: &[&str]) -> Result<()> {
    let control = std::env::var("OBRADY_TEST_POSTGRES_CONTROL");
    let control = control.context("OBRADY_TEST_POSTGRES_CONTROL names no pg_ctl; `cargo xtask failures` does")?;
    let mut words: Vec<String> = serde_json::from_str(&control)?;
    let program = words.remove(0);
    let mut command = Command::new(program);
    command.args(words).args(verb).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status()?;
    if status.success() { Ok(()) } else { bail!("pg_ctl {verb:?}: {status}") }
}
