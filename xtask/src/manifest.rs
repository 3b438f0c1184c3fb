//! What the crate's manifest says, as `cargo metadata` tells it.

use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

#[derive(Debug, PartialEq)]
pub(crate) struct Manifest {
    /// All features but `default`, by name.
    pub(crate) features: Vec<String>,
    pub(crate) rust_version: Option<String>,
}

pub(crate) fn read(package: &str) -> Result<Manifest> {
    let mut command = Command::new(crate::steps::cargo());
    command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(crate::repository());
    let metadata = process::output_of(&mut command)?;
    find(&metadata, package)
        .with_context(|| format!("`cargo metadata` does not say what was looked for about `{package}`"))
}

/// Picks two fields out of the text, which spares a JSON library: cargo writes its fields in a fixed
/// order and without spaces, and there are no quotes or braces in what is between the marks used here.
fn find(metadata: &str, package: &str) -> Option<Manifest> {
    let (_, this) = metadata.split_once(&format!("{{\"name\":\"{package}\",\"version\":"))?;
    // The features of a dependency are a list; only a package's own are a map.
    let (_, features) = this.split_once("\"features\":{")?;
    let (features, rest) = features.split_once('}')?;
    let mut names: Vec<String> = features
        .split("],")
        .filter_map(|entry| entry.trim_start_matches('"').split_once("\":["))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name != "default")
        .collect();
    names.sort();

    let rust_version = rest
        .split_once("\"rust_version\":\"")
        // Not that of the next package, if this one has none.
        .filter(|(between, _)| !between.contains("{\"name\":\""))
        .and_then(|(_, version)| version.split('"').next())
        .map(String::from);
    Some(Manifest { features: names, rust_version })
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{"packages":[{"name":"sql-macros","version":"0.1.0","features":{},"rust_version":"1.90"},{"name":"sql","version":"0.1.0","dependencies":[{"name":"uuid","features":["v4"],"target":null}],"targets":[],"features":{"chrono":["dep:chrono"],"all":["chrono","sqlite"],"default":["sqlite"],"sqlite":[]},"manifest_path":"/x","edition":"2024","rust_version":"1.95"},{"name":"other","version":"0.1.0","features":{"f":[]},"rust_version":null},{"name":"last","version":"1.0.0","features":{},"rust_version":"1.80"}],"version":1}"#;

    #[test]
    fn features_and_version_are_those_of_the_package() {
        let expected = Manifest {
            features: ["all", "chrono", "sqlite"].map(String::from).to_vec(),
            rust_version: Some("1.95".into()),
        };
        assert_eq!(find(METADATA, "sql"), Some(expected));
    }

    #[test]
    fn a_missing_version_is_not_taken_from_the_next_package() {
        assert_eq!(find(METADATA, "other"), Some(Manifest { features: vec!["f".into()], rust_version: None }));
        assert_eq!(find(METADATA, "nosuch"), None);
    }

    /// The fields' order is cargo's own: this notices when a cargo writes them differently.
    #[test]
    fn this_cargo_writes_what_is_looked_for() {
        let manifest = read("statiql").expect("cargo metadata");
        assert!(manifest.rust_version.is_some());
    }
}
