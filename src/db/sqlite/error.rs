//! From SQLite's errors to ours.

use rusqlite::ffi;

use crate::db::{Details, Error, ErrorKind};

/// What SQLite says of a statement that ran.
#[cold]
pub(super) fn from_rusqlite(error: rusqlite::Error) -> Error {
    from(error, Phase::Running)
}

/// What SQLite says of a text that it should compile.
#[cold]
pub(super) fn from_compiling(error: rusqlite::Error) -> Error {
    from(error, Phase::Compiling)
}

/// What SQLite says of a text that it should compile and run at once.
#[cold]
pub(super) fn from_batch(error: rusqlite::Error) -> Error {
    from(error, Phase::Either)
}

/// When an error came up. Before a statement runs no values have met it, so the message is of names only and may be
/// shown.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Compiling,
    Running,
    Either,
}

fn from(error: rusqlite::Error, phase: Phase) -> Error {
    use rusqlite::Error as E;
    match error {
        E::SqliteFailure(error, message) => from_code(error.extended_code, message, phase),
        E::SqlInputError { error, msg, .. } => from_code(error.extended_code, Some(msg), Phase::Compiling),
        E::ExecuteReturnedResults => Error::new(ErrorKind::Sql, "the statement returned rows"),
        E::NulError(_) => Error::new(ErrorKind::Sql, "the SQL text holds a NUL"),
        E::InvalidPath(_) => Error::new(ErrorKind::Connect, "the path is not one that SQLite takes"),
        other => Details { kind: Some(ErrorKind::Sql), message: Some(other.to_string()), ..Details::default() }.into(),
    }
}

fn from_code(code: i32, message: Option<String>, phase: Phase) -> Error {
    let mut details = Details { kind: Some(kind_of(code)), code: Some(code), ..Details::default() };
    if let Some(message) = &message {
        match code {
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID
            | ffi::SQLITE_CONSTRAINT_NOTNULL => key_of(message, &mut details),
            ffi::SQLITE_CONSTRAINT_CHECK => {
                details.constraint = message.strip_prefix("CHECK constraint failed: ").map(str::to_owned);
            }
            ffi::SQLITE_CONSTRAINT_DATATYPE => stored_as(message, &mut details),
            // SQLite compiles a statement anew when the tables are no longer the same, and finds them gone.
            ffi::SQLITE_ERROR if phase != Phase::Compiling && is_missing(message) => {
                details.what = message.clone().into();
                if phase == Phase::Running {
                    details.kind = Some(ErrorKind::SchemaChanged);
                }
            }
            ffi::SQLITE_ERROR if message == "LIKE or GLOB pattern too complex" => {
                details.kind = Some(ErrorKind::Limit);
                details.what = "the pattern of LIKE is too long".into();
            }
            // `abs` and `sum` of integers; what other arithmetic gives becomes a float, which is refused when it is read.
            ffi::SQLITE_ERROR if message == "integer overflow" => {
                details.kind = Some(ErrorKind::Value);
                details.what = message.clone().into();
            }
            _ if phase == Phase::Compiling => details.what = message.clone().into(),
            _ => {}
        }
    }
    if code == ffi::SQLITE_AUTH {
        details.kind = Some(ErrorKind::Transaction);
        details.what = "raw SQL may not begin or end transactions, attach databases or set pragmas".into();
    }
    details.message = message;
    details.into()
}

fn is_missing(message: &str) -> bool {
    message.starts_with("no such table: ") || message.starts_with("no such column: ")
}

fn kind_of(code: i32) -> ErrorKind {
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return ErrorKind::UniqueViolation;
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return ErrorKind::ForeignKeyViolation,
        ffi::SQLITE_CONSTRAINT_NOTNULL => return ErrorKind::NotNullViolation,
        ffi::SQLITE_CONSTRAINT_CHECK => return ErrorKind::CheckViolation,
        ffi::SQLITE_CONSTRAINT_DATATYPE => return ErrorKind::Value,
        ffi::SQLITE_BUSY_SNAPSHOT => return ErrorKind::Serialization,
        _ => {}
    }
    match code & 0xff {
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => ErrorKind::Busy,
        ffi::SQLITE_READONLY => ErrorKind::ReadOnly,
        ffi::SQLITE_INTERRUPT => ErrorKind::Interrupted,
        ffi::SQLITE_IOERR | ffi::SQLITE_CORRUPT | ffi::SQLITE_FULL | ffi::SQLITE_NOTADB | ffi::SQLITE_NOMEM => {
            ErrorKind::Storage
        }
        ffi::SQLITE_CANTOPEN | ffi::SQLITE_PERM => ErrorKind::Connect,
        ffi::SQLITE_SCHEMA => ErrorKind::SchemaChanged,
        ffi::SQLITE_TOOBIG => ErrorKind::Limit,
        ffi::SQLITE_MISMATCH => ErrorKind::Value,
        _ => ErrorKind::Sql,
    }
}

/// `UNIQUE constraint failed: books.title, books.author_id`, or `..: index 'name'` for an index on expressions.
fn key_of(message: &str, details: &mut Details) {
    let Some((_, names)) = message.split_once("constraint failed: ") else { return };
    if let Some(index) = names.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        details.constraint = Some(index.to_owned());
        return;
    }
    for name in names.split(", ") {
        if let Some((table, column)) = name.split_once('.') {
            details.table.get_or_insert_with(|| table.to_owned());
            details.columns.push(column.to_owned());
        }
    }
}

/// `cannot store TEXT value in INTEGER column books.pages`
fn stored_as(message: &str, details: &mut Details) {
    if let Some((what, name)) = message.split_once(" column ")
        && let Some((table, column)) = name.split_once('.')
    {
        details.what = format!("{what} column").into();
        details.table = Some(table.to_owned());
        details.columns.push(column.to_owned());
    }
}

/// Whether a COMMIT that failed like this may have been carried out all the same: the disk failed while the journal
/// was being ended.
pub(super) fn leaves_outcome_open(error: &Error) -> bool {
    error.code().is_some_and(|code| code & 0xff == ffi::SQLITE_IOERR)
}
