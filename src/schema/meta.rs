//! The description of a table as data: what DDL is written from and what a live database is compared with.

use crate::types::ValueKind;

/// A table's name, with its schema if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TableName {
    /// The schema (PostgreSQL), database (MySQL, MariaDB) or attached database (SQLite).
    pub schema: Option<&'static str>,
    /// The name.
    pub name: &'static str,
}

/// A table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableMeta {
    /// Its name.
    pub name: TableName,
    /// Its doc comment.
    pub comment: Option<&'static str>,
    /// Its columns, in order.
    pub columns: &'static [ColumnMeta],
    /// The columns of its primary key.
    pub primary_key: &'static [&'static str],
    /// Its unique constraints.
    pub uniques: &'static [Key],
    /// Its foreign keys.
    pub foreign_keys: &'static [ForeignKey],
    /// Its indexes.
    pub indexes: &'static [Index],
    /// Its check constraints.
    pub checks: &'static [Check],
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnMeta {
    /// Its name.
    pub name: &'static str,
    /// How its values are stored.
    pub kind: ValueKind,
    /// The texts that an enum can be stored as, otherwise empty.
    pub variants: &'static [&'static str],
    /// The SQL type to use instead of the one that follows from `kind`.
    pub sql_type: Option<&'static str>,
    /// Most characters of a text column.
    pub length: Option<u32>,
    /// Digits in all and after the point, of a decimal column.
    pub precision: Option<(u8, u8)>,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// Whether the database counts it up.
    pub auto_increment: bool,
    /// Its default.
    pub default: Option<Default>,
    /// How it is computed, for a generated column.
    pub generated: Option<GeneratedMeta>,
    /// Its doc comment.
    pub comment: Option<&'static str>,
}

/// A column's default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Default {
    /// A truth value.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A float.
    Float(f64),
    /// A text.
    Text(&'static str),
    /// An SQL expression, written as it is.
    Sql(&'static str),
}

/// How a generated column is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GeneratedMeta {
    /// The SQL expression.
    pub expression: &'static str,
    /// Stored on write, or computed on read. PostgreSQL before 18 always stores.
    pub stored: bool,
}

/// A unique constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name; made from the table and columns when not given.
    pub name: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [&'static str],
}

/// A foreign key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name; made from the table and columns when not given.
    pub name: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// The table that it references.
    pub table: TableName,
    /// The columns that it references.
    pub referenced: &'static [&'static str],
    /// What happens to a row when the row it references is deleted.
    pub on_delete: ReferentialAction,
    /// What happens to a row when the key it references is updated.
    pub on_update: ReferentialAction,
}

/// What a foreign key does when the referenced row goes or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, std::default::Default)]
pub enum ReferentialAction {
    /// Refuse at the end of the statement; SQL's default.
    #[default]
    NoAction,
    /// Refuse at once.
    Restrict,
    /// Do the same to the referencing rows.
    Cascade,
    /// Set the referencing columns to NULL.
    SetNull,
    /// Set the referencing columns to their defaults. MySQL and MariaDB refuse it.
    SetDefault,
}

/// An index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Index {
    /// Its name; made from the table and columns when not given.
    pub name: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Whether it is unique.
    pub unique: bool,
}

/// A check constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its name; made from the table when not given.
    pub name: Option<&'static str>,
    /// The SQL condition, written as it is.
    pub expression: &'static str,
}
