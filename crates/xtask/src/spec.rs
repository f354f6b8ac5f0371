//! openapi/openapi.json: generated from the code, committed, never edited.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::output;
use crate::repo::Repo;
use crate::server;

fn path(repo: &Repo) -> PathBuf {
    repo.path("openapi/openapi.json")
}

/// Asks the server's binary for the document. It ends with one line end.
fn generate(repo: &Repo) -> Result<String> {
    let text = output(Command::new(server::dev(repo)?).arg("openapi").current_dir(&repo.root))?;
    serde_json::from_str::<serde_json::Value>(&text).context("`obrady openapi` printed no JSON")?;
    Ok(format!("{}\n", text.trim_end()))
}

/// Writes the document.
pub fn write(repo: &Repo) -> Result<()> {
    let text = generate(repo)?;
    let path = path(repo);
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        println!("openapi/openapi.json is up to date");
        return Ok(());
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("openapi/openapi.json is written");
    Ok(())
}

/// Fails when the committed document is not what the code says, with the first difference.
pub fn check(repo: &Repo) -> Result<()> {
    let text = generate(repo)?;
    let path = path(repo);
    let old = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; `cargo xtask spec` writes it", path.display()))?;
    if let Some((line, is, should)) = first_difference(&old, &text) {
        bail!(
            "openapi/openapi.json is out of date; `cargo xtask spec` writes it. First difference in line {line}:\n\
             - {is}\n+ {should}"
        );
    }
    eprintln!("  openapi/openapi.json is what the code says");
    Ok(())
}

/// The first line in which two texts differ: its number, the old and the new line.
fn first_difference<'a>(old: &'a str, new: &'a str) -> Option<(usize, &'a str, &'a str)> {
    if old == new {
        return None;
    }
    let (mut old, mut new) = (old.split('\n'), new.split('\n'));
    (1..).find_map(|line| match (old.next(), new.next()) {
        (Some(a), Some(b)) if a == b => None,
        (a, b) => Some((line, a.unwrap_or("(the end)"), b.unwrap_or("(the end)"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_different_line_is_named() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\nc\n", "a\nx\nc\n"), Some((2, "b", "x")));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some((2, "", "b")));
        assert_eq!(first_difference("a", "a\nb"), Some((2, "(the end)", "b")));
    }
}
