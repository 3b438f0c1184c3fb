//! The table of what each database can do, in the documentation and in the types.

use std::fmt::Write;

use statiql::render::capability::{CAPABILITIES, Feature, FullJoin, ILike, InsertReturning, UpdateReturning};
use statiql::types::code::{False, True};

fn table() -> String {
    let mut text = String::from(
        "# What each database can do\n\n\
         A statement that needs a feature which its database lacks does not compile where it meets the database.\n\
         Written from `src/render/capability.rs`; `UPDATE_DOCS=1 cargo test --test capabilities` writes it anew.\n\n\
         | feature | SQL | SQLite | PostgreSQL | MySQL | MariaDB |\n|---|---|---|---|---|---|\n",
    );
    for (feature, sql, databases) in CAPABILITIES {
        let _ = write!(text, "| `{feature}` | {sql} |");
        for has in databases {
            let _ = write!(text, " {} |", if *has { "yes" } else { "no" });
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_documentation_has_the_table_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/capabilities.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, table()).expect("docs/capabilities.md can be written");
    }
    let written = std::fs::read_to_string(path).expect("docs/capabilities.md is there");
    assert_eq!(written, table(), "run `UPDATE_DOCS=1 cargo test --test capabilities`");
}

#[test]
fn the_types_say_what_the_table_says() {
    fn no<F: Feature<MySql = False>>() {}
    fn yes<F: Feature<Sqlite = True>>() {}
    no::<FullJoin>();
    no::<InsertReturning>();
    yes::<UpdateReturning>();
    fn postgres_only<F: Feature<Sqlite = False, Postgres = True, MySql = False, MariaDb = False>>() {}
    postgres_only::<ILike>();
}
