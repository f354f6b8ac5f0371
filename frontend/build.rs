//! Turns `locales/` into the module `i18n`. A key that one language lacks stops the build (UX-28).
//!
//! The light half of `leptos_i18n_build`: its other half generates ICU data, which `icu_compiled_data` brings.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::{env, fs, path::PathBuf};

/// One file for each feature and language.
const NAMESPACES: &[&str] = &[
    "access",
    "account",
    "admin",
    "common",
    "errors",
    "start",
    "sign_in",
    "groups",
    "meetings",
    "agenda",
    "convents",
    "portal",
    "news_edit",
    "site",
    "running",
    "directory",
    "programmes",
    "trainings",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let config = Config::new("pl")?
        .add_locale("en")?
        .locales_path("locales")
        .add_namespaces(NAMESPACES.iter().copied())?
        .parse_options(ParseOptions::default().interpolate_display(true));
    let locales = parse_locales(None, config)?;
    for warning in locales.diag.warnings().iter() {
        println!("cargo::error={warning}");
    }
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, false)?;
    let target = PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs");
    fs::write(target, code.to_string())?;
    Ok(())
}
