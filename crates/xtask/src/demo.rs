//! `cargo xtask demo`: everything on this machine, with demo data.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context, Result};

use crate::bundle::Quality;
use crate::command::describe;
use crate::repo::Repo;
use crate::{frontend, server};

/// Builds the browser application and the server, then becomes the server. Does not return unless something fails.
pub fn run_demo(repo: &Repo, port: u16) -> Result<()> {
    eprintln!("1/3 the browser application");
    let spa = repo.spa();
    frontend::build(repo, Quality::Quick, &spa)?;

    eprintln!("2/3 the server");
    let binary = server::demo(repo)?;

    eprintln!("3/3 the demo on http://127.0.0.1:{port} (Ctrl-C ends it)");
    let data = repo.demo_data();
    std::fs::create_dir_all(&data).with_context(|| format!("cannot create {}", data.display()))?;
    let mut server = Command::new(binary);
    server
        .arg("demo")
        .arg("--data")
        .arg(&data)
        .arg("--spa")
        .arg(&spa)
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .current_dir(&repo.root);
    eprintln!("  $ {}", describe(&server));
    // It takes our place, so that Ctrl-C and signals reach it and nothing else.
    Err(server.exec()).context("cannot start the server")
}
