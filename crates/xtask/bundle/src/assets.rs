//! The files of `frontend/assets/`: hashed names, and the links between them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::emit::{Out, extension};

/// Source path (`assets/fonts/a.woff2`) to URL (`/assets/fonts/a-<hash>.woff2`).
pub type Links = BTreeMap<String, String>;

/// All files below `root`, as (path with `/`, content), sorted; none when `root` does not exist.
pub fn read_tree(root: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    if root.is_dir() {
        collect(root, "", &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(dir: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| anyhow::anyhow!("odd file name {name:?}"))?;
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            let bytes = fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
            files.push((path, bytes));
        }
    }
    Ok(())
}

/// Writes all of `frontend/assets/`. The web manifest comes last, since it links to icons.
pub fn emit(dir: &Path, out: &mut Out) -> Result<Links> {
    let mut links = Links::new();
    let (late, early): (Vec<_>, Vec<_>) = read_tree(dir)?.into_iter().partition(|(path, _)| may_link(path));
    for (path, bytes) in early {
        let url = out.hashed(&path, &bytes)?;
        links.insert(format!("assets/{path}"), url);
    }
    for (path, bytes) in late {
        let text = String::from_utf8(bytes).with_context(|| format!("assets/{path} is not UTF-8"))?;
        let text = rewrite(&text, &links).with_context(|| format!("in assets/{path}"))?;
        let url = out.hashed(&path, text.as_bytes())?;
        links.insert(format!("assets/{path}"), url);
    }
    Ok(links)
}

fn may_link(path: &str) -> bool {
    matches!(extension(path), "webmanifest" | "json")
}

/// Replaces every `/assets/…` in a text by its hashed URL; one that leads nowhere is an error.
pub fn rewrite(text: &str, links: &Links) -> Result<String> {
    let mut parts = text.split("/assets/");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c.is_whitespace() || "\"'<>()?#,".contains(c)).unwrap_or(part.len());
        let (path, rest) = part.split_at(end);
        let key = format!("assets/{path}");
        if let Some(url) = links.get(&key) {
            out.push_str(url);
        } else if links.values().any(|url| url.trim_start_matches('/') == key) {
            out.push('/');
            out.push_str(&key);
        } else {
            bail!("/{key}: there is no frontend/{key}");
        }
        out.push_str(rest);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_rewritten_once_and_dead_ones_refused() {
        let links = Links::from([("assets/icon.svg".to_owned(), "/assets/icon-1.svg".to_owned())]);
        let text = r#"<link href="/assets/icon.svg"><img src="/assets/icon-1.svg">"#;
        assert_eq!(
            rewrite(text, &links).expect("known links"),
            r#"<link href="/assets/icon-1.svg"><img src="/assets/icon-1.svg">"#
        );
        assert!(rewrite("url(/assets/gone.png)", &links).is_err());
    }
}
