//! Starting other programs and saying which one failed.

use std::env;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// A `cargo` of the same toolchain, without the variables that `cargo run` set for this program: build scripts that
/// watch them would run again and again.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|own| text.starts_with(own)) {
            command.env_remove(&name);
        }
    }
    command
}

/// The command line, for messages.
pub fn describe(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut text = program.to_string_lossy().into_owned();
    for arg in command.get_args() {
        let arg = arg.to_string_lossy();
        text.push(' ');
        if arg.is_empty() || arg.contains([' ', '\n', '(', '&', '"']) {
            text.push_str(&format!("'{arg}'"));
        } else {
            text.push_str(&arg);
        }
    }
    text
}

/// Says what is run, runs it with our own output, and fails if it fails.
pub fn run(command: &mut Command) -> Result<()> {
    eprintln!("  $ {}", describe(command));
    let status = command.status().with_context(|| format!("cannot start {}", describe(command)))?;
    if !status.success() {
        bail!("failed ({status}): {}", describe(command));
    }
    Ok(())
}

/// Runs it quietly and returns its standard output; what it said on standard error is part of the error.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", describe(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("failed ({}): {}\n{}", output.status, describe(command), said.trim_end());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed no UTF-8", describe(command)))
}

/// What a program printed while we passed it on.
pub struct Told {
    /// Its lines on both outputs, without colours.
    pub lines: Vec<String>,
    /// The failure, if it failed.
    pub failure: Option<anyhow::Error>,
}

/// Says what is run, runs it, passes its output on and keeps a copy.
pub fn tee(command: &mut Command) -> Result<Told> {
    eprintln!("  $ {}", describe(command));
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", describe(command)))?;
    let out = child.stdout.take().context("no pipe from the program")?;
    let err = child.stderr.take().context("no pipe from the program")?;
    let out = thread::spawn(move || forward(out, std::io::stdout()));
    let mut lines = forward(err, std::io::stderr());
    lines.extend(out.join().unwrap_or_default());
    let status = child.wait()?;
    let failure = (!status.success()).then(|| anyhow::anyhow!("failed ({status}): {}", describe(command)));
    Ok(Told { lines, failure })
}

fn forward(from: impl Read, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // Our own output may be closed (`| head`); the program's result still counts.
        let _ = writeln!(to, "{line}");
        lines.push(without_colours(&line));
    }
    lines
}

/// Removes the escape sequences that set colours.
pub fn without_colours(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once(|c: char| c.is_ascii_alphabetic()).map_or("", |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_removed() {
        assert_eq!(without_colours("\u{1b}[32;1m     Summary\u{1b}[0m [ 1s]"), "     Summary [ 1s]");
        assert_eq!(without_colours("plain"), "plain");
    }

    #[test]
    fn command_lines_can_be_pasted() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["nextest", "run", "-E", "not binary(api)"]);
        assert_eq!(describe(&command), "cargo nextest run -E 'not binary(api)'");
    }
}
