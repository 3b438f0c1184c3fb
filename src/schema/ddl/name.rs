//! The names of constraints and indexes: made from the table and columns, so that the same program always makes the
//! same ones.

use crate::schema::{Check, ForeignKey, Index, Key, TableMeta};

/// PostgreSQL's limit in bytes, the smallest of the four.
const MOST: usize = 63;

pub(super) fn primary_key_name(table: &TableMeta) -> String {
    fit(format!("pk_{}", table.name.name))
}

pub(super) fn unique_name(table: &TableMeta, key: &Key) -> String {
    key.name.map_or_else(|| made("uq", table, key.columns), str::to_owned)
}

pub(super) fn foreign_key_name(table: &TableMeta, key: &ForeignKey) -> String {
    key.name.map_or_else(|| made("fk", table, key.columns), str::to_owned)
}

pub(super) fn index_name(table: &TableMeta, index: &Index) -> String {
    index.name.map_or_else(|| made("ix", table, index.columns), str::to_owned)
}

pub(super) fn check_name(table: &TableMeta, check: &Check, index: usize) -> String {
    check.name.map_or_else(|| fit(format!("ck_{}_{}", table.name.name, index + 1)), str::to_owned)
}

/// The check that keeps a column to what its type allows.
pub(super) fn column_check_name(table: &TableMeta, column: &str) -> String {
    made("ck", table, &[column])
}

fn made(prefix: &str, table: &TableMeta, columns: &[&str]) -> String {
    fit(format!("{prefix}_{}_{}", table.name.name, columns.join("_")))
}

/// Cuts a name that is too long and tells it from others with the same beginning by a hash of the whole.
fn fit(name: String) -> String {
    if name.len() <= MOST {
        return name;
    }
    let hash = name.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let end = name.floor_char_boundary(MOST - 9);
    format!("{}_{hash:08x}", &name[..end])
}
