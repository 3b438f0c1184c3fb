//! The command line.

use std::path::PathBuf;

use crate::project::Library;

pub(crate) const USAGE: &str = "\
usage: cargo run --release --manifest-path benches/compile/Cargo.toml -- [options]
  --quick          a fifth of the sizes, one repeat
  --repeats N      how often each is measured (5; with --quick 1)
  --only CASES     of a (3-way joins), b (8-way joins), c (linearity): `--only ab`
  --statiql-only   without Diesel
  --verify         also runs the generated crates and compares their SQL
  --limit SECONDS  the wall time after which a compiler is stopped (600)
  --statiql PATH   another copy of statiql
  --dir PATH       where the crates are generated and built (the system's temporary directory)";

pub(crate) struct Options {
    pub(crate) quick: bool,
    pub(crate) repeats: usize,
    pub(crate) only: String,
    pub(crate) statiql_only: bool,
    pub(crate) verify: bool,
    pub(crate) limit: f64,
    pub(crate) statiql: PathBuf,
    pub(crate) dir: PathBuf,
}

impl Options {
    pub(crate) fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Options {
            quick: false,
            repeats: 0,
            only: "abc".to_owned(),
            statiql_only: false,
            verify: false,
            limit: 600.0,
            statiql: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")),
            dir: std::env::temp_dir().join("compile-bench"),
        };
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument}: the value is missing"));
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--repeats" => options.repeats = number(&value()?)?,
                "--only" => options.only = value()?,
                "--statiql-only" => options.statiql_only = true,
                "--verify" => options.verify = true,
                "--limit" => options.limit = number(&value()?)?,
                "--statiql" => options.statiql = value()?.into(),
                "--dir" => options.dir = value()?.into(),
                _ => return Err(format!("unknown argument `{argument}`")),
            }
        }
        if options.repeats == 0 {
            options.repeats = if options.quick { 1 } else { 5 };
        }
        options.statiql = std::path::absolute(&options.statiql)
            .and_then(std::fs::canonicalize)
            .map_err(|error| format!("{}: {error}", options.statiql.display()))?;
        Ok(options)
    }

    pub(crate) fn wants(&self, case: &str) -> bool {
        self.only.contains(case)
    }

    pub(crate) fn libraries(&self) -> Vec<Library> {
        if self.statiql_only { vec![Library::Statiql] } else { vec![Library::Statiql, Library::Diesel] }
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{text}` is not a number"))
}
