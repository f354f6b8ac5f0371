//! Writes `vectors/agenda_random.json`: random but repeatable batches, with what they lead to.
//!
//! Run it after a deliberate change of a rule, and read the difference before committing it.

use obrady_rules::vectors::{VectorFile, random_course};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let cases = (1..=8).map(|seed| random_course(seed, 24)).collect::<Result<Vec<_>, _>>()?;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/agenda_random.json");
    // One line for each step, so that a difference can be read.
    let text = serde_json::to_string(&VectorFile::of_agendas(cases))?.replace("{\"commands\"", "\n{\"commands\"");
    fs::write(path, text + "\n")?;
    println!("wrote {path}");
    Ok(())
}
