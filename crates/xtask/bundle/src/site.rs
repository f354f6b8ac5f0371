//! The site as a web server delivers it.
//!
//! ```text
//! out/index.html            no-cache
//! out/assets/**             hashed names: may be cached for ever; the program and its chunks in one directory
//! out/<frontend/public/**>  under their own names (robots.txt …)
//! ```

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::emit::{Out, Quality, content_hash};
use crate::page::{Urls, fill};
use crate::{assets, bind, budget, css};

/// What `obrady-bundle web` is told.
#[derive(clap::Args)]
pub struct SiteArgs {
    /// The module as the compiler left it.
    #[arg(long)]
    wasm: PathBuf,
    /// The directory with index.html, style/, assets/ and public/.
    #[arg(long)]
    frontend: PathBuf,
    /// The directory to replace.
    #[arg(long)]
    out: PathBuf,
    /// Quick or small; `release` enforces the budgets.
    #[arg(long, value_enum)]
    quality: Quality,
    /// Also write the size table to this file.
    #[arg(long)]
    report: Option<PathBuf>,
}

/// Builds the site, prints the size table and, for a release, enforces the budgets.
pub fn build(args: &SiteArgs) -> Result<()> {
    let mut out = Out::create(&args.out, args.quality)?;
    let links = assets::emit(&args.frontend.join("assets"), &mut out)?;
    let css = styles(args, &links, &mut out)?;
    let urls = program(args, css, &mut out)?;

    let template = args.frontend.join("index.html");
    let template = fs::read_to_string(&template).with_context(|| format!("cannot read {}", template.display()))?;
    out.plain("index.html", fill(&template, &urls, &links)?.as_bytes())?;
    for (path, bytes) in assets::read_tree(&args.frontend.join("public"))? {
        if path == "index.html" || path.starts_with("assets/") {
            bail!("public/{path} would overwrite what the bundler writes");
        }
        out.plain(&path, &bytes)?;
    }

    let table = budget::table(&out.files);
    print!("{table}");
    if let Some(report) = &args.report {
        fs::write(report, &table).with_context(|| format!("cannot write {}", report.display()))?;
    }
    if args.quality == Quality::Release {
        budget::check(&out.files)?;
    }
    Ok(())
}

/// Joins and writes the style sheet; returns its URL.
fn styles(args: &SiteArgs, links: &assets::Links, out: &mut Out) -> Result<String> {
    let mut sheets = Vec::new();
    for (path, bytes) in assets::read_tree(&args.frontend.join("style"))? {
        if path.ends_with(".css") {
            let text = String::from_utf8(bytes).with_context(|| format!("style/{path} is not UTF-8"))?;
            sheets.push((path, text));
        }
    }
    let joined = css::resolve_urls(&css::minify(&css::join(sheets)?), links).context("in frontend/style")?;
    out.hashed("obrady.css", joined.as_bytes())
}

/// Binds the program and writes its files. They name one another, so the hash stands in their directory's name.
fn program(args: &SiteArgs, css: String, out: &mut Out) -> Result<Urls> {
    let bound = bind::for_web(&args.wasm, args.quality == Quality::Quick)?;
    let mut all = Vec::new();
    for (name, bytes) in &bound.files {
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(content_hash(bytes).as_bytes());
    }
    let dir = format!("assets/program-{}", content_hash(&all));
    for (name, bytes) in &bound.files {
        out.plain(&format!("{dir}/{name}"), bytes)?;
    }
    let url = |name| format!("/{dir}/{name}");
    Ok(Urls { css, js: url("obrady.js"), wasm: url("obrady.wasm"), boot: url("boot.js") })
}
