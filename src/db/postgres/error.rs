//! What PostgreSQL and its driver say, as errors of this crate.

use std::error::Error as _;

use tokio_postgres::error::{DbError, Severity, SqlState};

use crate::db::server::lost;
use crate::db::{Details, Error, ErrorKind};

#[cold]
pub(super) fn from_driver(error: &tokio_postgres::Error) -> Error {
    if let Some(error) = error.as_db_error() {
        return from_server(error);
    }
    let what = match error.source().and_then(|source| source.downcast_ref()) {
        _ if error.is_closed() => lost::CLOSED,
        Some(error) => lost::by(error),
        None => lost::NO_ANSWER,
    };
    Error::new(ErrorKind::ConnectionLost, what)
}

/// What failed before there was a connection. The driver's texts hold no password.
#[cold]
pub(super) fn from_connecting(error: &tokio_postgres::Error) -> Error {
    let mut details = match error.as_db_error() {
        Some(error) => details(error),
        None => Details { what: error.to_string().into(), ..Details::default() },
    };
    if let Some(message) = &details.message {
        details.what = message.clone().into();
    } else if let Some(source) = error.source() {
        details.what = format!("{}: {source}", details.what).into();
    }
    details.kind = Some(ErrorKind::Connect);
    details.into()
}

fn from_server(error: &DbError) -> Error {
    details(error).into()
}

fn details(error: &DbError) -> Details {
    Details {
        kind: Some(kind(error)),
        table: error.table().map(str::to_owned),
        columns: error.column().map(str::to_owned).into_iter().collect(),
        constraint: error.constraint().map(str::to_owned),
        sqlstate: Some(error.code().code().to_owned()),
        message: Some(match error.detail() {
            Some(detail) => format!("{} ({detail})", error.message()),
            None => error.message().to_owned(),
        }),
        ..Details::default()
    }
}

/// By SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn kind(error: &DbError) -> ErrorKind {
    // After these the server closes the connection.
    if matches!(error.parsed_severity(), Some(Severity::Fatal | Severity::Panic)) {
        return ErrorKind::ConnectionLost;
    }
    let code = error.code();
    match *code {
        SqlState::UNIQUE_VIOLATION | SqlState::EXCLUSION_VIOLATION => ErrorKind::UniqueViolation,
        SqlState::FOREIGN_KEY_VIOLATION | SqlState::RESTRICT_VIOLATION => ErrorKind::ForeignKeyViolation,
        SqlState::NOT_NULL_VIOLATION => ErrorKind::NotNullViolation,
        SqlState::CHECK_VIOLATION | SqlState::WITH_CHECK_OPTION_VIOLATION => ErrorKind::CheckViolation,
        SqlState::T_R_SERIALIZATION_FAILURE => ErrorKind::Serialization,
        SqlState::T_R_DEADLOCK_DETECTED => ErrorKind::Deadlock,
        SqlState::LOCK_NOT_AVAILABLE => ErrorKind::Busy,
        SqlState::QUERY_CANCELED => ErrorKind::Interrupted,
        SqlState::READ_ONLY_SQL_TRANSACTION => ErrorKind::ReadOnly,
        SqlState::IN_FAILED_SQL_TRANSACTION => ErrorKind::Transaction,
        // A prepared statement is gone: `DISCARD ALL`, or a pooler in between.
        SqlState::INVALID_SQL_STATEMENT_NAME => ErrorKind::SchemaChanged,
        SqlState::FEATURE_NOT_SUPPORTED if error.routine() == Some("RevalidateCachedQuery") => ErrorKind::SchemaChanged,
        SqlState::STATEMENT_TOO_COMPLEX | SqlState::TOO_MANY_COLUMNS | SqlState::TOO_MANY_ARGUMENTS => ErrorKind::Limit,
        _ => match code.code().get(..2) {
            // Of a constraint and of a value.
            Some("23") => ErrorKind::CheckViolation,
            Some("22") => ErrorKind::Value,
            Some("53" | "58") => ErrorKind::Storage,
            Some("54") => ErrorKind::Limit,
            Some("08") => ErrorKind::ConnectionLost,
            _ => ErrorKind::Sql,
        },
    }
}
