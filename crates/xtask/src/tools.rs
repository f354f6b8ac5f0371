//! What the machine must have. Something missing is named with the command that installs it; root on a Debian-family
//! system has it installed, and is told so.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Once;

use anyhow::{Result, bail};

use crate::command::{cargo, output, run};
use crate::stamp;

/// The target of the browser application.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The first of these programs that the search path holds.
pub fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    programs
        .iter()
        .find_map(|program| env::split_paths(&path).map(|dir| dir.join(program)).find(|candidate| candidate.is_file()))
}

/// Whether we are root.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0")
}

/// Installs Debian packages, or says how. `what` is what they are for.
pub fn apt_install(what: &str, packages: &[&str]) -> Result<()> {
    static UPDATED: Once = Once::new();
    let line = format!("apt-get install -y {}", packages.join(" "));
    if !is_root() || find(&["apt-get"]).is_none() {
        bail!("{what} is missing; on a Debian-family system install it with `sudo {line}`");
    }
    eprintln!("  {what} is missing; we are root, so it is installed now: {line}");
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).arg("-q");
        command
    };
    let mut updated = Ok(());
    UPDATED.call_once(|| updated = run(apt().arg("update")));
    updated?;
    run(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
}

/// Sees to it that the compiler has the WASM target.
pub fn wasm_target() -> Result<()> {
    let libdir = output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(libdir.trim()).is_dir() {
        return Ok(());
    }
    if find(&["rustup"]).is_none() {
        bail!("the compiler lacks the target {WASM_TARGET}; install your toolchain's package of it");
    }
    eprintln!("  the target {WASM_TARGET} is missing; it is installed now");
    run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
}

/// Sees to it that there is a compiler for C++, in which libFuzzer is written.
pub fn cpp() -> Result<()> {
    if find(&["c++", "g++", "clang++"]).is_none() {
        apt_install("A compiler for C++", &["g++"])?;
    }
    Ok(())
}

/// Sees to it that nginx is there.
pub fn nginx() -> Result<()> {
    if find(&["nginx"]).is_none() && !Path::new("/usr/sbin/nginx").is_file() {
        apt_install("nginx", &["nginx"])?;
    }
    Ok(())
}

/// Sees to it that there is `ip`, which lays the wire of a network of its own.
pub fn ip() -> Result<()> {
    if find(&["ip"]).is_none() {
        apt_install("ip", &["iproute2"])?;
    }
    Ok(())
}

/// Sees to it that libfaketime is there, which moves the clock of a server.
pub fn faketime() -> Result<()> {
    if find(&["faketime"]).is_none() {
        apt_install("libfaketime", &["faketime"])?;
    }
    Ok(())
}

/// Sees to it that Node and npm are there.
pub fn node() -> Result<()> {
    if find(&["node"]).is_none() || find(&["npm"]).is_none() {
        apt_install("Node.js with npm", &["nodejs", "npm"])?;
    }
    Ok(())
}

/// `npm`, for the package in `dir`.
pub fn npm(dir: &Path) -> Result<Command> {
    node_program("npm", dir)
}

/// `npx`, for the package in `dir`.
pub fn npx(dir: &Path) -> Result<Command> {
    node_program("npx", dir)
}

fn node_program(name: &str, dir: &Path) -> Result<Command> {
    node()?;
    let mut command = Command::new(name);
    // Some of what npm installs would otherwise report its use to its makers.
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    command.stdin(Stdio::null()).current_dir(dir);
    Ok(command)
}

/// Installs the packages of a package-lock.json, unless they are installed already. Install scripts do not run and no
/// browser is downloaded.
pub fn npm_packages(dir: &Path) -> Result<()> {
    let mut npm = npm(dir)?;
    let hash = stamp::hash(dir, &["package.json", "package-lock.json"], "")?;
    let file = dir.join("node_modules/.obrady-stamp");
    if stamp::matches(&file, &hash) {
        return Ok(());
    }
    run(npm
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    stamp::store(&file, &hash)
}

/// The browser for the journeys: `CHROMIUM`, or what the search path holds.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Ok(path.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    if find(&names).is_none() {
        apt_install("Chromium", &["chromium"])?;
    }
    match find(&names) {
        Some(path) => Ok(path),
        None => bail!("Chromium was installed but is not in the search path; set CHROMIUM to it"),
    }
}

/// Whether `cargo nextest` is there; `cargo test` serves otherwise.
pub fn has_nextest() -> bool {
    output(cargo().args(["nextest", "--version"])).is_ok()
}
