//! What must hold of everything that reads texts and bytes of strangers, whatever these are.
//!
//! A target is a plain function over bytes that panics where something does not hold. `cargo xtask fuzz` has libFuzzer
//! look for such bytes; what it kept stands in `corpus/<target>`, and the tests of this package run each target over it.

mod agenda;
mod bytes;
mod cursor;
mod headers;
mod import;
mod patch;
mod periods;
mod picture;
mod times;
mod token;

/// A target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name: its directory in `corpus`, and the argument of `cargo xtask fuzz`.
    pub name: &'static str,
    /// Runs it.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target { name: "agenda", run: agenda::run },
    Target { name: "cursor", run: cursor::run },
    Target { name: "headers", run: headers::run },
    Target { name: "import", run: import::run },
    Target { name: "patch", run: patch::run },
    Target { name: "periods", run: periods::run },
    Target { name: "picture", run: picture::run },
    Target { name: "times", run: times::run },
    Target { name: "token", run: token::run },
];

#[cfg(test)]
mod tests {
    use super::TARGETS;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_target_holds_on_what_was_found_before() {
        let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's directory");
        for target in TARGETS {
            let corpus = Path::new(&package).join("corpus").join(target.name);
            let entries = fs::read_dir(&corpus).unwrap_or_else(|_| panic!("there is no {}", corpus.display()));
            let mut ran = 0;
            for entry in entries {
                let path = entry.expect("an entry").path();
                let data = fs::read(&path).expect("a file of the corpus");
                println!("{}", path.display());
                (target.run)(&data);
                ran += 1;
            }
            assert!(ran >= 5, "{}: {ran} files", target.name);
            (target.run)(&[]);
        }
    }

    #[test]
    fn every_corpus_has_its_target() {
        let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's directory");
        for entry in fs::read_dir(Path::new(&package).join("corpus")).expect("the corpus") {
            let name = entry.expect("an entry").file_name();
            assert!(TARGETS.iter().any(|target| *target.name == *name), "{name:?}");
        }
    }
}
