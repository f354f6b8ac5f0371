//! The calls into `wasm-bindgen`'s command-line library.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::packs::{self, Module, Pack};

/// Name of the script that starts the program and fetches its parts. The glue imports it, and it imports the glue.
const BOOT: &str = "boot.js";

/// That script, but for the line of each family of pages.
const BOOT_TEXT: &str = include_str!("boot.js");

/// Where the lines stand in it.
const PARTS: &str = "/* parts */";

/// A program for a browser, in files that lie beside one another and name one another.
pub struct Bound {
    /// Name and content of each file; among them `obrady.wasm`, `obrady.js` and `boot.js`.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Splits the module into its parts and binds it for the `web` target, without TypeScript. `keep_names` leaves the
/// function names in, for readable stack traces.
pub fn for_web(wasm: &Path, keep_names: bool) -> Result<Bound> {
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
    let split = wasm_split_cli_support::transform(options)
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
    let parts = Parts::read(&chunks, split.prefetch_map, keep_names)?;
    files.push((BOOT.to_owned(), parts.boot().into_bytes()));
    files.extend(parts.files());
    files.sort();
    Ok(Bound { files })
}

/// The parts of a program that are fetched later.
struct Parts {
    /// Each family of pages with its own module; one may have none, where all its code is shared.
    own: BTreeMap<String, Option<Vec<u8>>>,
    /// What several families share.
    packs: Vec<Pack>,
}

impl Parts {
    /// Reads what the splitter wrote; `needs` names the files of each family, without their endings.
    fn read(dir: &Path, needs: impl IntoIterator<Item = (String, Vec<String>)>, keep_names: bool) -> Result<Self> {
        let mut own = BTreeMap::new();
        let mut shared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (family, files) in needs {
            let (its_own, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| *file == own_name(&family));
            for file in others {
                shared.entry(file).or_default().insert(family.clone());
            }
            let module = its_own.first().map(|file| read_module(dir, file, keep_names)).transpose()?;
            own.insert(family, module);
        }
        let modules = shared
            .into_iter()
            .map(|(file, families)| Ok(Module { families, wasm: read_module(dir, &file, keep_names)? }))
            .collect::<Result<Vec<_>>>()?;
        Ok(Self { own, packs: packs::pack(modules) })
    }

    /// The script with a function for each family, by the name under which the program knows it.
    fn boot(&self) -> String {
        let packs = packs::by_family(&self.packs);
        let lines = self.own.iter().fold(String::new(), |mut lines, (family, module)| {
            let places = packs.get(family.as_str()).map(Vec::as_slice).unwrap_or_default();
            let own = module.as_ref().map(|_| format!(", \"./{}.wasm\"", own_name(family))).unwrap_or_default();
            let _ = writeln!(lines, "export const __wasm_split_load_{family} = load({places:?}{own});");
            lines
        });
        BOOT_TEXT.replace(PARTS, lines.trim_end())
    }

    fn files(self) -> impl Iterator<Item = (String, Vec<u8>)> {
        let own =
            self.own.into_iter().filter_map(|(family, wasm)| Some((format!("{}.wasm", own_name(&family)), wasm?)));
        own.chain(self.packs.into_iter().enumerate().map(|(place, pack)| (format!("shared_{place}.bin"), pack.bytes)))
    }
}

fn own_name(family: &str) -> String {
    format!("split_{family}")
}

fn read_module(dir: &Path, name: &str, keep_names: bool) -> Result<Vec<u8>> {
    let bytes = fs::read(dir.join(format!("{name}.wasm"))).with_context(|| format!("the splitter wrote no {name}"))?;
    if keep_names { Ok(bytes) } else { without_names(&bytes).with_context(|| format!("{name} is no WASM")) }
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
    fn each_family_has_a_line_with_its_files() {
        let dir = tempfile::tempdir().expect("a directory");
        for name in ["split_a", "split_b", "chunk_3"] {
            fs::write(dir.path().join(format!("{name}.wasm")), b"\0asm\x01\0\0\0").expect("written");
        }
        let needs = [("a", vec!["chunk_3", "split_a"]), ("b", vec!["chunk_3", "split_b"]), ("c", vec!["chunk_3"])]
            .map(|(family, files)| (family.to_owned(), files.into_iter().map(str::to_owned).collect()));
        let parts = Parts::read(dir.path(), needs, false).expect("parts");
        let boot = parts.boot();
        assert!(boot.contains("export const __wasm_split_load_a = load([0], \"./split_a.wasm\");"), "{boot}");
        assert!(boot.contains("export const __wasm_split_load_c = load([0]);"), "{boot}");
        assert!(!boot.contains(PARTS));
        let names: Vec<String> = parts.files().map(|(name, _)| name).collect();
        assert_eq!(names, ["split_a.wasm", "split_b.wasm", "shared_0.bin"]);
    }

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
