//! Runs all vectors natively and prints one line for each; the WASM run must print the same.

use std::process::ExitCode;

fn main() -> ExitCode {
    let lines = obrady_rules::vectors::run_all();
    print!("{lines}");
    let failed: Vec<&str> = lines.lines().filter(|line| !line.starts_with("ok ")).collect();
    for line in &failed {
        eprintln!("{line}");
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
