//! What docker-compose.yml starts, as processes of this machine: two servers over one database, and nginx in front of
//! them with the configuration that is shipped.

use anyhow::{Context, Result};
use obrady_tests::place::Place;
use obrady_tests::process::{Process, Program};
use obrady_tests::proxy::Proxy;
use obrady_tests::{PASSWORD, Who};
use std::net::SocketAddr;

/// Two servers and what stands around them; all of it ends when it is dropped.
pub struct Topology {
    pub place: Place,
    /// The address that browsers see.
    pub origin: String,
    pub programs: [Program; 2],
    pub servers: Vec<Process>,
    pub proxy: Proxy,
}

impl Topology {
    /// Starts everything; nginx listens on the address, and the servers deliver the browser application, if told.
    pub async fn start(address: SocketAddr, spa: Option<String>) -> Result<Self> {
        let place = Place::make().await?;
        let origin = format!("http://{address}");
        let mut first =
            place.program()?.with("OBRADY_ORIGIN", origin.clone()).with("OBRADY_TRUSTED_PROXIES", "127.0.0.1");
        if let Some(spa) = spa {
            first = first.with("OBRADY_SPA", spa);
        }
        let programs = [first.clone(), first.replica()?];
        let mut servers = Vec::new();
        for program in &programs {
            servers.push(program.start().await?.0);
        }
        let behind = [programs[0].address, programs[1].address];
        let proxy = Proxy::start(&place.folder.join("nginx"), address, behind).await?;
        Ok(Self { place, origin, programs, servers, proxy })
    }
}

/// Runs it until Ctrl-C, for somebody to try.
///
/// # Errors
/// When something does not start.
pub async fn serve(port: u16) -> Result<()> {
    let topology = Topology::start(SocketAddr::from(([127, 0, 0, 1], port)), std::env::var("OBRADY_SPA").ok()).await?;
    println!(
        "{} in front of {}",
        topology.origin,
        topology.programs.each_ref().map(|one| one.address.to_string()).join(" and ")
    );
    for who in [Who::Coordinator, Who::Chair, Who::Admin, Who::Operator] {
        println!("  {} {PASSWORD}", who.sign_in_name().context("nobody")?);
    }
    println!("their log: {}; Ctrl-C ends everything", topology.programs[0].log.display());
    tokio::signal::ctrl_c().await?;
    Ok(())
}
