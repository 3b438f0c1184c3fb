//! Wrong programs do not compile and say why; their repaired twins do.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew; read the difference before you commit it.

#![cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql", feature = "json"))]
#![allow(clippy::print_stdout)]

/// The compiler whose words the messages are.
const TOOLCHAIN: &str = "rustc 1.95.";

fn on_the_pinned_toolchain() -> bool {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = std::process::Command::new(rustc).arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    version.starts_with(TOOLCHAIN)
}

#[test]
fn wrong_programs_do_not_compile_and_say_why() {
    if !on_the_pinned_toolchain() {
        println!("ignored: the messages are those of {TOOLCHAIN}*");
        return;
    }
    trybuild::TestCases::new().compile_fail("ui-tests/fail/*/*.rs");
}
