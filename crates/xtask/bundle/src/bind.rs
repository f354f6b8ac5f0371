//! The calls into `wasm-bindgen`'s command-line library.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::assets;

/// Name of the script that starts the program and fetches its chunks. The glue imports it, and it imports the glue.
const BOOT: &str = "boot.js";

/// A program for a browser, in files that lie beside one another and name one another.
pub struct Bound {
    /// Name and content of each file; among them `obrady.wasm`, `obrady.js` and `boot.js`.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Splits the module into its chunks and binds it for the `web` target, without TypeScript. `boot` is what starts it.
/// `keep_names` leaves the function names in, for readable stack traces.
pub fn for_web(wasm: &Path, boot: &str, keep_names: bool) -> Result<Bound> {
    let dir = tempfile::tempdir()?;
    let main = dir.path().join("obrady.wasm");
    let chunks = dir.path().join("chunks");
    let linked = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let mut options = wasm_split_cli_support::Options::new(&linked);
    options.output_dir = &chunks;
    options.main_out_path = &main;
    let link = format!("./{BOOT}");
    options.link_name = &link;
    options.main_module = "./obrady.js";
    fs::create_dir_all(&chunks)?;
    wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("cannot split {}", wasm.display()))?;

    let mut output = Bindgen::new()
        .input_path(&main)
        .out_name("obrady")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // What the chunks take from the main module.
        .keep_lld_exports(true)
        .remove_name_section(!keep_names)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen could not read {}", main.display()))?;
    let mut files = vec![
        ("obrady.wasm".to_owned(), output.wasm_mut().emit_wasm()),
        ("obrady.js".to_owned(), output.js().as_bytes().to_vec()),
    ];
    for (identifier, texts) in output.snippets() {
        for (n, text) in texts.iter().enumerate() {
            files.push((format!("snippets/{identifier}/inline{n}.js"), text.clone().into_bytes()));
        }
    }
    for (path, text) in output.local_modules() {
        files.push((format!("snippets/{path}"), text.clone().into_bytes()));
    }
    for (name, mut bytes) in assets::read_tree(&chunks)? {
        if name == BOOT {
            bytes.extend_from_slice(boot.as_bytes());
        } else if !keep_names {
            bytes = without_names(&bytes).with_context(|| format!("{name} is no WASM"))?;
        }
        files.push((name, bytes));
    }
    files.sort();
    Ok(Bound { files })
}

/// A module without its custom sections, which hold names and no code.
fn without_names(wasm: &[u8]) -> Option<Vec<u8>> {
    const CUSTOM: u8 = 0;
    let (head, mut rest) = wasm.split_at_checked(8)?;
    let mut out = head.to_vec();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, digits) = leb128(after)?;
        let (section, next) = rest.split_at_checked(1 + digits + length)?;
        if kind != CUSTOM {
            out.extend_from_slice(section);
        }
        rest = next;
    }
    Some(out)
}

/// An unsigned number in the encoding of WASM, and how many bytes it takes.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let digits = 1 + bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    let value = bytes.iter().take(digits).rev().fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f));
    Some((value, digits))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_code_stays() {
        let module = b"\0asm\x01\0\0\0";
        let types = b"\x01\x04\x01\x60\0\0";
        let names = b"\0\x05\x04name";
        let whole = [module.as_slice(), types, names].concat();
        assert_eq!(without_names(&whole), Some([module.as_slice(), types].concat()));
        assert_eq!(without_names(&whole[..whole.len() - 1]), None);
        assert_eq!(leb128(b"\xe5\x8e\x26\0"), Some((624_485, 3)));
    }
}
