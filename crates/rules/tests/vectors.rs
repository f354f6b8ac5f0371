//! The committed vectors come out as they say, natively.

use obrady_rules::vectors::{VectorReport, run};
use std::fs;

#[test]
fn committed_vectors() {
    let mut files = 0;
    // Read when the test runs: a compiled path would be another checkout's, where a target directory is shared.
    let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's directory");
    for entry in fs::read_dir(format!("{package}/vectors")).unwrap() {
        let path = entry.unwrap().path();
        let report: VectorReport = serde_json::from_str(&run(&fs::read_to_string(&path).unwrap())).unwrap();
        assert_eq!(report.failures, [] as [&str; 0], "{}", path.display());
        assert!(report.passed > 0, "{}", path.display());
        files += 1;
    }
    assert!(files >= 5);
}

#[test]
fn a_wrong_expectation_is_a_failure() {
    let report: VectorReport = serde_json::from_str(&run(
        r#"{"durations": [{"text": "1h", "expect": "1 h"}, {"text": "1h", "expect": "2 h"}]}"#,
    ))
    .unwrap();
    assert_eq!((report.passed, report.failures.len()), (1, 1));
    let report: VectorReport = serde_json::from_str(&run("{\"agenda\": []}")).unwrap();
    assert_eq!((report.passed, report.failures.len()), (0, 1));
}
