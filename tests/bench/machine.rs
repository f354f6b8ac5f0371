//! What the machine is and what its disk can do, to read the figures by.

use anyhow::{Context, Result};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// A page with its frame in SQLite's write-ahead log, in bytes.
const FRAME: usize = 4096 + 24;
/// Bytes of the file that is written over and over: a log that is not yet carried over.
const LOG: usize = 1000 * FRAME;

/// Processor and kernel, in a line.
pub fn told() -> Result<String> {
    let processor = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("a processor without a name", |(_, name)| name);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let processors = processor.lines().filter(|line| line.starts_with("processor")).count();
    Ok(format!("{processors} × {model}, Linux {}", kernel.trim()))
}

/// How many times a second a page can be written and be on the disk, one after the other.
pub fn syncs_per_second(folder: &Path, time: Duration) -> Result<f64> {
    let path = folder.join("syncs");
    let file = File::create(&path).context("a file to sync")?;
    file.write_all_at(&vec![1; LOG], 0)?;
    file.sync_all()?;
    let (frame, begun, mut count) = ([2; FRAME], Instant::now(), 0_usize);
    while begun.elapsed() < time {
        file.write_all_at(&frame, ((count * FRAME) % LOG) as u64)?;
        file.sync_all()?;
        count += 1;
    }
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}
