//! Building the browser application into a directory that a web server can deliver.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bundle::{self, Quality};
use crate::command::{cargo, output, run};
use crate::repo::Repo;
use crate::stamp;
use crate::tools::{WASM_TARGET, wasm_target};

/// All that the product depends on; `Cargo.toml` since the shared crates inherit from it.
const INPUTS: [&str; 6] =
    ["Cargo.toml", "crates/client", "crates/rules", "crates/types", "crates/xtask/bundle", "frontend"];

/// Leptos then puts views behind one type instead of generating code for each: about 7 % less WASM. With the
/// relocations left in, the bundler can tell which chunk needs what.
const FLAGS: &str =
    r#"target.wasm32-unknown-unknown.rustflags=["--cfg", "erase_components", "-Clink-arg=--emit-relocs"]"#;

/// Builds into `out`, unless what lies there was made from the same sources; prints the sizes and the directory.
pub fn build(repo: &Repo, quality: Quality, out: &Path) -> Result<()> {
    let hash = input_hash(repo, quality)?;
    let report = beside(out, "sizes");
    if is_current(out, &hash) {
        eprintln!("  the browser application is up to date");
        print!("{}", fs::read_to_string(&report).unwrap_or_default());
    } else {
        wasm_target()?;
        let stamp = beside(out, "stamp");
        stamp::clear(&stamp)?;
        let wasm = compile(repo, quality)?;
        bundle::web(repo, &wasm, out, quality, &report)?;
        stamp::store(&stamp, &hash)?;
    }
    println!("{}", out.display());
    Ok(())
}

/// The shipped build when it is current, else a quick one: for the browser journeys, which should not wait for two.
pub fn any(repo: &Repo) -> Result<PathBuf> {
    let release = repo.release_spa();
    if is_current(&release, &input_hash(repo, Quality::Release)?) {
        eprintln!("  with the release build of the browser application");
        return Ok(release);
    }
    eprintln!("  with a quick build of the browser application");
    let quick = repo.spa();
    build(repo, Quality::Quick, &quick)?;
    Ok(quick)
}

fn input_hash(repo: &Repo, quality: Quality) -> Result<String> {
    let compiler = output(std::process::Command::new("rustc").arg("-vV"))?;
    let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
    stamp::hash(&repo.root, &INPUTS, &format!("{} {compiler} {FLAGS} {flags}", quality.name()))
}

fn is_current(out: &Path, hash: &str) -> bool {
    out.join("index.html").is_file() && stamp::matches(&beside(out, "stamp"), hash)
}

/// `spa` → `spa.stamp`: not inside, where a web server would deliver it.
fn beside(out: &Path, ending: &str) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    out.with_file_name(name)
}

fn compile(repo: &Repo, quality: Quality) -> Result<PathBuf> {
    let target = repo.frontend_target();
    // In its directory and not by --manifest-path, so that a .cargo/config.toml there counts.
    run(cargo()
        .args(["build", "--bin", "obrady-frontend", "--target", WASM_TARGET, "--profile", quality.name()])
        .args(["--config", FLAGS])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(repo.path("frontend")))
    .context("the browser application does not compile")?;
    Ok(target.join(WASM_TARGET).join(quality.name()).join("obrady-frontend.wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamp_and_sizes_lie_beside_the_directory() {
        assert_eq!(beside(Path::new("/t/spa"), "stamp"), Path::new("/t/spa.stamp"));
        assert_eq!(beside(Path::new("/t/spa.v1"), "sizes"), Path::new("/t/spa.v1.sizes"));
    }
}
