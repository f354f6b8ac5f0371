//! The rule vectors for Node: the functions of `obrady_rules::vectors`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs all vectors and returns one line for each, as the example `vectors_native` prints them.
#[wasm_bindgen]
#[must_use]
pub fn run_all() -> String {
    obrady_rules::vectors::run_all()
}

/// Runs a file of vectors, given as JSON, and returns the report as JSON.
#[wasm_bindgen]
#[must_use]
pub fn run(json: &str) -> String {
    obrady_rules::vectors::run(json)
}
