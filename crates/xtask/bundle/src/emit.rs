//! Writing files: content-hashed names, and a brotli and a gzip copy beside whatever compresses.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// How much time to spend on making files small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Quality {
    /// Brotli 5: for the demo and the browser journeys.
    Quick,
    /// Brotli 11 and the budgets: what is shipped.
    Release,
}

/// What a file counts as in the size table and the budgets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The WebAssembly module that every page needs.
    Wasm,
    /// WebAssembly that is fetched with the first page that needs it: a family's own, or a pack of what several share.
    Chunk,
    /// The glue, the boot module and the snippets.
    Script,
    /// Style sheets.
    Style,
    /// Web fonts, compressed by their own format.
    Font,
    /// index.html.
    Page,
    /// Icons, the web manifest, whatever else.
    Other,
}

impl Kind {
    /// The kind of a file by its name.
    pub fn of(name: &str) -> Self {
        let file = name.rsplit_once('/').map_or(name, |(_, file)| file);
        match extension(name) {
            "wasm" if file.starts_with("split_") => Self::Chunk,
            "bin" if file.starts_with("shared_") => Self::Chunk,
            "wasm" => Self::Wasm,
            "js" | "mjs" => Self::Script,
            "css" => Self::Style,
            "woff2" | "woff" | "ttf" | "otf" => Self::Font,
            "html" => Self::Page,
            _ => Self::Other,
        }
    }
}

/// One written file.
pub struct Written {
    /// Path below the output directory.
    pub path: String,
    /// Its kind.
    pub kind: Kind,
    /// Its size in bytes.
    pub raw: usize,
    /// What travels, in bytes: brotli where there is a compressed copy, else the size.
    pub sent: usize,
}

/// The output directory and what was written to it.
pub struct Out {
    dir: PathBuf,
    quality: Quality,
    /// Every file so far, without the compressed copies.
    pub files: Vec<Written>,
}

impl Out {
    /// Starts with an empty directory.
    pub fn create(dir: &Path, quality: Quality) -> Result<Self> {
        if dir.exists() {
            fs::remove_dir_all(dir).with_context(|| format!("cannot clear {}", dir.display()))?;
        }
        fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
        Ok(Self { dir: dir.to_owned(), quality, files: Vec::new() })
    }

    /// Writes `assets/<name>` with the content's hash in its name, and returns the URL.
    pub fn hashed(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let path = format!("assets/{}", with_hash(name, bytes));
        self.plain(&path, bytes)?;
        Ok(format!("/{path}"))
    }

    /// Writes a file under its own name.
    pub fn plain(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let file = self.dir.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        }
        write(&file, bytes)?;
        let mut sent = bytes.len();
        if compresses(path) {
            let br = brotli(bytes, self.quality)?;
            sent = br.len();
            write(&self.dir.join(format!("{path}.br")), &br)?;
            write(&self.dir.join(format!("{path}.gz")), &gzip(bytes, self.quality)?)?;
        }
        self.files.push(Written { path: path.to_owned(), kind: Kind::of(path), raw: bytes.len(), sent });
        Ok(())
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// `fonts/a.woff2` becomes `fonts/a-0123456789abcdef.woff2`.
pub fn with_hash(name: &str, bytes: &[u8]) -> String {
    let hash = content_hash(bytes);
    match name.rsplit_once('.') {
        Some((stem, ext)) if !ext.contains('/') => format!("{stem}-{hash}.{ext}"),
        _ => format!("{name}-{hash}"),
    }
}

/// The first 16 hexadecimal digits of the SHA-256.
pub fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The ending of a file name, without the dot.
pub fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ext)| ext)
}

/// Whether a compressed copy is worth writing: text and WASM, not images or fonts with a compression of their own.
fn compresses(name: &str) -> bool {
    matches!(
        extension(name),
        "html"
            | "css"
            | "js"
            | "mjs"
            | "json"
            | "webmanifest"
            | "svg"
            | "txt"
            | "xml"
            | "wasm"
            | "bin"
            | "ico"
            | "ttf"
            | "otf"
    )
}

fn brotli(bytes: &[u8], quality: Quality) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: if quality == Quality::Release { 11 } else { 5 },
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).context("brotli failed")?;
    Ok(out)
}

fn gzip(bytes: &[u8], quality: Quality) -> Result<Vec<u8>> {
    let level = if quality == Quality::Release { Compression::best() } else { Compression::fast() };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes)?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_stands_before_the_ending_and_follows_the_content() {
        assert_eq!(with_hash("fonts/a.woff2", b""), "fonts/a-e3b0c44298fc1c14.woff2");
        assert_eq!(with_hash("v1.2/LICENSE", b""), "v1.2/LICENSE-e3b0c44298fc1c14");
        assert_ne!(with_hash("a.js", b"1"), with_hash("a.js", b"2"));
    }

    #[test]
    fn chunks_are_told_from_the_module_that_every_page_needs() {
        assert_eq!(Kind::of("assets/program-1/obrady.wasm"), Kind::Wasm);
        assert_eq!(Kind::of("assets/program-1/split_meetings.wasm"), Kind::Chunk);
        assert_eq!(Kind::of("assets/program-1/shared_4.bin"), Kind::Chunk);
        assert_eq!(Kind::of("assets/split_a.js"), Kind::Script);
    }

    #[test]
    fn brotli_round_trips() {
        let text = b"Porz\xc4\x85dek obrad ".repeat(50);
        let packed = brotli(&text, Quality::Release).expect("packs");
        assert!(packed.len() < text.len() / 4);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*packed, &mut back).expect("unpacks");
        assert_eq!(back, text);
    }
}
