//! The bundler of the browser application: `wasm-bindgen` as a library, content hashes, compressed copies and budgets.
//!
//! `cargo xtask frontend` and its relatives build and call it; docs/adr/0001-wasm-without-trunk.md says why it exists.

mod assets;
mod bind;
mod budget;
mod css;
mod emit;
mod packs;
mod page;
mod site;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Turns a compiled `.wasm` into files that a browser or Node can load.
#[derive(Parser)]
#[command(name = "obrady-bundle")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The whole site: index.html, hashed assets, `.br` and `.gz` beside each text file.
    Web(site::SiteArgs),
    /// A CommonJS module for Node, which runs the rule vectors.
    Nodejs {
        /// The module as the compiler left it.
        #[arg(long)]
        wasm: PathBuf,
        /// Where `<stem>.js` and `<stem>_bg.wasm` go.
        #[arg(long)]
        out: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Web(args) => site::build(&args),
        Command::Nodejs { wasm, out } => bind::for_node(&wasm, &out),
    }
}
