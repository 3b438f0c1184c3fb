//! Names and texts of DDL, quoted.

use super::is_mysql;
use crate::render::DialectKind;
use crate::schema::TableName;

pub(super) fn ident(name: &str, dialect: DialectKind) -> String {
    let quote = if is_mysql(dialect) { '`' } else { '"' };
    let mut out = String::with_capacity(name.len() + 2);
    out.push(quote);
    for c in name.chars() {
        if c == quote {
            out.push(quote);
        }
        out.push(c);
    }
    out.push(quote);
    out
}

pub(super) fn qualified(name: TableName, dialect: DialectKind) -> String {
    match name.schema {
        Some(schema) => format!("{}.{}", ident(schema, dialect), ident(name.name, dialect)),
        None => ident(name.name, dialect),
    }
}

pub(super) fn column_list(columns: &[&str], dialect: DialectKind) -> String {
    columns.iter().map(|column| ident(column, dialect)).collect::<Vec<_>>().join(", ")
}

/// A string literal. MySQL reads backslashes or does not, as its mode says, so a text with one goes as bytes there. MariaDB
/// keeps expressions of a table as text, and forgets what quotes need there if it is told of bytes that are text; it does
/// not if it has to make text of them.
pub(super) fn text(words: &str, dialect: DialectKind) -> String {
    if is_mysql(dialect) && words.contains('\\') {
        let digits: String = words.bytes().map(|byte| format!("{byte:02X}")).collect();
        return match dialect {
            DialectKind::MariaDb => format!("CONVERT(0x{digits} USING utf8mb4) COLLATE utf8mb4_nopad_bin"),
            _ => format!("_utf8mb4 0x{digits}"),
        };
    }
    format!("'{}'", words.replace('\'', "''"))
}

/// A comment of MySQL's, which must be a plain literal: a backslash is doubled, which at worst shows as two.
pub(super) fn comment(words: &str, most: usize) -> String {
    let words: String = words.chars().filter(|c| *c != '\0').take(most / 2).collect();
    format!("'{}'", words.replace('\\', r"\\").replace('\'', "''"))
}
