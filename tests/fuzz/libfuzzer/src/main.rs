//! One program for all targets: it is linked once, and `OBRADY_FUZZ_TARGET` says which one libFuzzer calls.

#![no_main]

use std::sync::LazyLock;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("OBRADY_FUZZ_TARGET").unwrap_or_default();
    let target = obrady_fuzz::TARGETS.iter().find(|target| target.name == name);
    target.unwrap_or_else(|| panic!("OBRADY_FUZZ_TARGET: there is no target {name:?}")).run
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET(data));
