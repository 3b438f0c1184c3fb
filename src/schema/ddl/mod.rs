//! CREATE TABLE and DROP TABLE, written from the descriptions of tables.
//!
//! Every name is quoted, every constraint has a name, and nothing is left to a default that differs between
//! databases: text compares byte by byte, numbers that do not fit are refused.

mod column;
mod name;
mod order;
mod quote;

use std::fmt;

use super::{ForeignKey, ReferentialAction, TableMeta, TableName};
use crate::render::DialectKind;
use column::{check_text, column_text, is_counting_key};
use name::{check_name, foreign_key_name, index_name, primary_key_name, unique_name};
use order::Ordered;
use quote::{column_list, comment, ident, qualified, text};

/// A description that makes no table in the database at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DdlError {
    what: String,
}

impl DdlError {
    fn new(what: impl Into<String>) -> Self {
        DdlError { what: what.into() }
    }
}

impl fmt::Display for DdlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for DdlError {}

/// The statements that create those of the tables that do not exist: referenced tables first, each with its keys,
/// indexes and comments.
///
/// Foreign keys that go round in a circle are added at the end, but on SQLite, which takes them in any order.
///
/// # Errors
/// When a description makes no table in that database: a column counts up that is no key, an action of a foreign key
/// is not known there, a default is no number.
pub fn create_statements(tables: &[&'static TableMeta], dialect: DialectKind) -> Result<Vec<String>, DdlError> {
    let Ordered { tables, circular } = order::order(tables);
    let mut all = Vec::new();
    for table in &tables {
        let late = |key: &ForeignKey| dialect != DialectKind::Sqlite && circular.contains(&(table.name, key.columns));
        all.push(create_table(table, &late, dialect)?);
        if !is_mysql(dialect) {
            all.extend(table.indexes.iter().map(|index| {
                let unique = if index.unique { "UNIQUE " } else { "" };
                let name = ident(&index_name(table, index), dialect);
                let columns = column_list(index.columns, dialect);
                // SQLite wants the schema at the index, PostgreSQL at the table.
                let (name, table) = match (dialect, table.name.schema) {
                    (DialectKind::Sqlite, Some(schema)) => {
                        (format!("{}.{name}", ident(schema, dialect)), ident(table.name.name, dialect))
                    }
                    _ => (name, qualified(table.name, dialect)),
                };
                format!("CREATE {unique}INDEX IF NOT EXISTS {name} ON {table} ({columns})")
            }));
        }
        if dialect == DialectKind::Postgres {
            comments(table, &mut all);
        }
    }
    for table in &tables {
        for key in table.foreign_keys {
            if dialect != DialectKind::Sqlite && circular.contains(&(table.name, key.columns)) {
                all.extend(add_foreign_key(table, key, dialect)?);
            }
        }
    }
    Ok(all)
}

/// The statements that drop those of the tables that exist: referencing tables first.
///
/// # Errors
/// None so far; tables that reference each other are taken apart before.
pub fn drop_statements(tables: &[&'static TableMeta], dialect: DialectKind) -> Result<Vec<String>, DdlError> {
    let Ordered { tables, circular } = order::order(tables);
    let mut all = Vec::new();
    // One statement drops a whole circle there.
    if dialect == DialectKind::Postgres {
        let names: Vec<_> = tables.iter().rev().map(|table| qualified(table.name, dialect)).collect();
        if !names.is_empty() {
            all.push(format!("DROP TABLE IF EXISTS {}", names.join(", ")));
        }
        return Ok(all);
    }
    if is_mysql(dialect) {
        for table in &tables {
            for key in table.foreign_keys.iter().filter(|key| circular.contains(&(table.name, key.columns))) {
                let name = foreign_key_name(table, key);
                let drop = format!(
                    "ALTER TABLE {} DROP FOREIGN KEY {}",
                    qualified(table.name, dialect),
                    ident(&name, dialect)
                );
                all.extend(if_foreign_key(table.name, &name, &drop, "DO 0", dialect));
            }
        }
    }
    all.extend(tables.iter().rev().map(|table| format!("DROP TABLE IF EXISTS {}", qualified(table.name, dialect))));
    Ok(all)
}

pub(super) const fn is_mysql(dialect: DialectKind) -> bool {
    matches!(dialect, DialectKind::MySql | DialectKind::MariaDb)
}

fn create_table(
    table: &TableMeta,
    late: &dyn Fn(&ForeignKey) -> bool,
    dialect: DialectKind,
) -> Result<String, DdlError> {
    let mut parts = Vec::new();
    for column in table.columns {
        parts.push(column_text(table, column, dialect)?);
    }
    // SQLite counts up only what is declared a key beside its column.
    let declared = dialect == DialectKind::Sqlite && table.columns.iter().any(|column| is_counting_key(table, column));
    if !table.primary_key.is_empty() && !declared {
        parts.push(format!(
            "CONSTRAINT {} PRIMARY KEY ({})",
            ident(&primary_key_name(table), dialect),
            column_list(table.primary_key, dialect)
        ));
    }
    for unique in table.uniques {
        parts.push(format!(
            "CONSTRAINT {} UNIQUE ({})",
            ident(&unique_name(table, unique), dialect),
            column_list(unique.columns, dialect)
        ));
    }
    for key in table.foreign_keys.iter().filter(|key| !late(key)) {
        parts.push(foreign_key(table, key, dialect)?);
    }
    for column in table.columns {
        parts.extend(check_text(table, column, dialect));
    }
    for (index, check) in table.checks.iter().enumerate() {
        let name = ident(&check_name(table, check, index), dialect);
        parts.push(format!("CONSTRAINT {name} CHECK ({})", check.expression));
    }
    if is_mysql(dialect) {
        // There is no CREATE INDEX IF NOT EXISTS.
        parts.extend(table.indexes.iter().map(|index| {
            let unique = if index.unique { "UNIQUE " } else { "" };
            let name = ident(&index_name(table, index), dialect);
            format!("{unique}KEY {name} ({})", column_list(index.columns, dialect))
        }));
    }
    Ok(format!(
        "CREATE TABLE IF NOT EXISTS {} (\n  {}\n){}",
        qualified(table.name, dialect),
        parts.join(",\n  "),
        options(table, dialect)
    ))
}

/// What stands after the parentheses.
fn options(table: &TableMeta, dialect: DialectKind) -> String {
    match dialect {
        // A type of the user's own may be one that STRICT does not know.
        DialectKind::Sqlite if table.columns.iter().all(|column| column.sql_type.is_none()) => " STRICT".to_owned(),
        DialectKind::Sqlite | DialectKind::Postgres => String::new(),
        DialectKind::MySql | DialectKind::MariaDb => {
            // `utf8mb4_bin` takes `'a'` and `'a '` as equal.
            let collation = if dialect == DialectKind::MySql { "utf8mb4_0900_bin" } else { "utf8mb4_nopad_bin" };
            let mut options = format!(" ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE {collation}");
            if let Some(words) = table.comment {
                options.push_str(" COMMENT=");
                options.push_str(&comment(words, 2048));
            }
            options
        }
    }
}

fn foreign_key(table: &TableMeta, key: &ForeignKey, dialect: DialectKind) -> Result<String, DdlError> {
    // SQLite references within one schema only, and does not let it be written.
    let target = match dialect {
        DialectKind::Sqlite => ident(key.table.name, dialect),
        _ => qualified(key.table, dialect),
    };
    let mut out = format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {target} ({})",
        ident(&foreign_key_name(table, key), dialect),
        column_list(key.columns, dialect),
        column_list(key.referenced, dialect)
    );
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        let action = match action {
            ReferentialAction::NoAction => continue,
            ReferentialAction::Restrict => "RESTRICT",
            ReferentialAction::Cascade => "CASCADE",
            ReferentialAction::SetNull => "SET NULL",
            ReferentialAction::SetDefault if is_mysql(dialect) => {
                return Err(DdlError::new(format!(
                    "the foreign key of {} ({}) has ON {event} SET DEFAULT, which InnoDB does not know",
                    table.name.name,
                    key.columns.join(", ")
                )));
            }
            ReferentialAction::SetDefault => "SET DEFAULT",
        };
        out.push_str(" ON ");
        out.push_str(event);
        out.push(' ');
        out.push_str(action);
    }
    Ok(out)
}

/// Adds a foreign key to a table that exists, unless it has it.
fn add_foreign_key(table: &TableMeta, key: &ForeignKey, dialect: DialectKind) -> Result<Vec<String>, DdlError> {
    let name = foreign_key_name(table, key);
    let add = format!("ALTER TABLE {} ADD {}", qualified(table.name, dialect), foreign_key(table, key, dialect)?);
    Ok(if is_mysql(dialect) {
        if_foreign_key(table.name, &name, "DO 0", &add, dialect)
    } else {
        vec![format!(
            "DO $statiql$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = {} AND conrelid = {}::regclass) \
             THEN {add}; END IF; END $statiql$",
            text(&name, dialect),
            text(&qualified(table.name, dialect), dialect),
        )]
    })
}

/// Runs one statement or the other, depending on whether the foreign key exists. MySQL has no IF outside of
/// procedures, but it can prepare a text that it chose itself.
fn if_foreign_key(table: TableName, key: &str, then: &str, otherwise: &str, dialect: DialectKind) -> Vec<String> {
    let schema = table.schema.map_or_else(|| "DATABASE()".to_owned(), |schema| text(schema, dialect));
    vec![
        format!(
            "SET @statiql = IF(EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_type = \
             'FOREIGN KEY' AND table_schema = {schema} AND table_name = {} AND constraint_name = {}), {}, {})",
            text(table.name, dialect),
            text(key, dialect),
            text(then, dialect),
            text(otherwise, dialect),
        ),
        "PREPARE statiql FROM @statiql".to_owned(),
        "EXECUTE statiql".to_owned(),
        "DEALLOCATE PREPARE statiql".to_owned(),
    ]
}

fn comments(table: &TableMeta, all: &mut Vec<String>) {
    let name = qualified(table.name, DialectKind::Postgres);
    if let Some(words) = table.comment {
        all.push(format!("COMMENT ON TABLE {name} IS {}", text(words, DialectKind::Postgres)));
    }
    for column in table.columns {
        if let Some(words) = column.comment {
            let column = ident(column.name, DialectKind::Postgres);
            all.push(format!("COMMENT ON COLUMN {name}.{column} IS {}", text(words, DialectKind::Postgres)));
        }
    }
}

#[cfg(test)]
mod tests;
