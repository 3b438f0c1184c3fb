//! Prints what the last `cargo bench` found: `cargo run --release --bin ratios`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use contenders::{Line, print};

fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    let mut lines = Vec::new();
    for case in directories(&target.join("criterion"))? {
        let mut medians = Vec::new();
        for variant in directories(&case)? {
            let Ok(text) = fs::read_to_string(variant.join("new/estimates.json")) else { continue };
            let estimates: serde_json::Value = serde_json::from_str(&text)?;
            let median = estimates["median"]["point_estimate"].as_f64().ok_or("no median")?;
            medians.push((name(&variant), median));
        }
        // Criterion makes a name for a folder of `database/case`.
        if !medians.is_empty() {
            lines.push(Line { case: name(&case).replacen('_', "/", 1), medians });
        }
    }
    print(&lines);
    Ok(())
}

fn directories(path: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries =
        fs::read_dir(path).map_err(|error| format!("{}: {error}; run `cargo bench` first", path.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
