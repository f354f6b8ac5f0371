//! Skipping a build whose inputs have not changed. Modification times do not tell: a fresh clone has new ones.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use anyhow::{Context, Result};

/// Directories that hold products, not sources.
pub const PRODUCTS: [&str; 5] = ["target", "dist", "node_modules", "test-results", ".git"];

/// A hash over names and contents of the given files and directories (below `root`) and over `extra`.
/// It need not survive a new compiler: that would be a reason to build again anyway.
pub fn hash(root: &Path, inputs: &[&str], extra: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    extra.hash(&mut hasher);
    for input in inputs {
        add(&root.join(input), input, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, name: &str, hasher: &mut DefaultHasher) -> Result<()> {
    if path.is_dir() {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            entries.push(entry?.file_name());
        }
        entries.sort();
        for entry in entries {
            let text = entry.to_string_lossy();
            if !PRODUCTS.contains(&text.as_ref()) {
                add(&path.join(&entry), &format!("{name}/{text}"), hasher)?;
            }
        }
    } else if path.exists() {
        let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        name.hash(hasher);
        content.hash(hasher);
    }
    Ok(())
}

/// Whether `file` holds exactly this hash.
pub fn matches(file: &Path, hash: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|stored| stored.trim() == hash)
}

/// Stores the hash, after the product is complete.
pub fn store(file: &Path, hash: &str) -> Result<()> {
    fs::write(file, format!("{hash}\n")).with_context(|| format!("cannot write {}", file.display()))
}

/// Removes the hash, before the product is touched: an interrupted build must not count.
pub fn clear(file: &Path) -> Result<()> {
    if file.exists() {
        fs::remove_file(file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_follows_contents_and_names_but_not_products() {
        let root = std::env::temp_dir().join(format!("obrady-stamp-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("src/target")).expect("temp dir");
        fs::write(root.join("src/a.rs"), "1").expect("write");
        let now = || hash(&root, &["src", "absent.lock"], "quick").expect("hash");
        let first = now();
        assert_eq!(first, now());
        fs::write(root.join("src/target/x.o"), "product").expect("write");
        assert_eq!(first, now(), "products do not count");
        fs::write(root.join("src/a.rs"), "2").expect("write");
        let second = now();
        assert_ne!(first, second);
        fs::rename(root.join("src/a.rs"), root.join("src/b.rs")).expect("rename");
        assert_ne!(second, now(), "names count");
        assert_ne!(now(), hash(&root, &["src"], "release").expect("hash"), "so does the extra text");

        let file = root.join("stamp");
        store(&file, &first).expect("store");
        assert!(matches(&file, &first) && !matches(&file, &second));
        clear(&file).expect("clear");
        assert!(!matches(&file, &first));
        fs::remove_dir_all(&root).expect("clean up");
    }
}
