//! The calls into `wasm-bindgen`'s command-line library.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// What `wasm-bindgen` made for a browser.
pub struct Bound {
    /// The module with its bindings resolved.
    pub wasm: Vec<u8>,
    /// The ES module that loads and drives it; imports snippets from `./snippets/…`.
    pub glue: String,
    /// Inline and local JavaScript of dependencies: path below `snippets/`, text.
    pub snippets: Vec<(String, String)>,
}

/// Binds for the `web` target, without TypeScript. `keep_names` leaves the function names in for readable stack traces.
pub fn for_web(wasm: &Path, keep_names: bool) -> Result<Bound> {
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(wasm)
        .out_name("obrady")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(!keep_names)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen could not read {}", wasm.display()))?;

    let mut snippets = Vec::new();
    for (identifier, texts) in output.snippets() {
        for (n, text) in texts.iter().enumerate() {
            snippets.push((format!("{identifier}/inline{n}.js"), text.clone()));
        }
    }
    snippets.extend(output.local_modules().iter().map(|(path, text)| (path.clone(), text.clone())));
    snippets.sort();
    let glue = output.js().to_owned();
    let wasm = output.wasm_mut().emit_wasm();
    Ok(Bound { wasm, glue, snippets })
}

/// Binds for Node and writes `<stem>.js` and `<stem>_bg.wasm` into `out`.
pub fn for_node(wasm: &Path, out: &Path) -> Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
    Bindgen::new()
        .input_path(wasm)
        .nodejs(true)?
        .typescript(false)
        .generate(out)
        .with_context(|| format!("wasm-bindgen could not read {}", wasm.display()))
}
