//! The generated queries of `soundness` are what the generator writes.

#[path = "soundness/generator/mod.rs"]
mod generator;

use std::path::Path;

/// To write them anew: `GENERATE=1 cargo test --test soundness_generator`.
#[test]
fn the_generated_queries_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/soundness/queries");
    for (name, text) in generator::files() {
        let path = folder.join(&name);
        if std::env::var_os("GENERATE").is_some() {
            std::fs::write(&path, text).expect("the folder can be written to");
        } else {
            let current = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                current == text,
                "{name} is not what the generator writes: GENERATE=1 cargo test --test soundness_generator"
            );
        }
    }
}
