//! What MySQL, MariaDB and their driver say, as errors of this crate.

use mysql_async::{DriverError, IoError, ServerError};

use crate::db::server::lost;
use crate::db::{Details, Error, ErrorKind};

#[cold]
pub(super) fn from_driver(error: &mysql_async::Error) -> Error {
    let what = match error {
        mysql_async::Error::Server(error) => return details(error).into(),
        mysql_async::Error::Io(IoError::Io(error)) => lost::by(error),
        mysql_async::Error::Driver(DriverError::ConnectionClosed) => lost::CLOSED,
        // Its text may hold what the server sent.
        _ => lost::NO_ANSWER,
    };
    Error::new(ErrorKind::ConnectionLost, what)
}

/// What failed before there was a connection. Only what the server says of itself is passed on.
#[cold]
pub(super) fn from_connecting(error: &mysql_async::Error) -> Error {
    let what = match error {
        mysql_async::Error::Server(error) => {
            let mut details = details(error);
            details.kind = Some(ErrorKind::Connect);
            details.what = error.message.clone().into();
            return details.into();
        }
        mysql_async::Error::Io(IoError::Io(error)) => error.kind().to_string(),
        #[cfg(feature = "tls")]
        mysql_async::Error::Io(IoError::Tls(error)) => format!("the connection cannot be encrypted: {error}"),
        mysql_async::Error::Driver(DriverError::NoClientSslFlagFromServer) => {
            "the server does not encrypt connections".to_owned()
        }
        mysql_async::Error::Driver(DriverError::UnknownAuthPlugin { name }) => {
            format!("the server wants to be logged in to by `{name}`, which is not supported")
        }
        mysql_async::Error::Driver(DriverError::CleartextPluginDisabled) => {
            "the server wants the password as it is; that needs `enable_cleartext_plugin=true` in the URL and an \
             encrypted connection"
                .to_owned()
        }
        mysql_async::Error::Driver(DriverError::MysqlOldPasswordDisabled) => {
            "the server wants to be logged in to in a way that protects no password".to_owned()
        }
        _ => "the server does not speak as MySQL or MariaDB do".to_owned(),
    };
    Error::new(ErrorKind::Connect, what)
}

fn details(error: &ServerError) -> Details {
    let named = Named::of(error);
    Details {
        kind: Some(kind(error.code)),
        table: named.table.map(str::to_owned),
        columns: named.column.map(str::to_owned).into_iter().collect(),
        constraint: named.constraint.map(str::to_owned),
        sqlstate: Some(error.state.clone()),
        code: Some(error.code.into()),
        message: Some(error.message.clone()),
        ..Details::default()
    }
}

/// By error number: <https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html> and
/// <https://mariadb.com/kb/en/mariadb-error-code-reference/>.
fn kind(code: u16) -> ErrorKind {
    match code {
        1062 | 1586 | 1169 => ErrorKind::UniqueViolation,
        1216 | 1217 | 1451 | 1452 => ErrorKind::ForeignKeyViolation,
        1048 | 1364 | 1263 => ErrorKind::NotNullViolation,
        3819 | 4025 => ErrorKind::CheckViolation,
        1213 | 1614 => ErrorKind::Deadlock,
        // The record changed since it was read; a member of a group decided otherwise.
        1020 | 3101 => ErrorKind::Serialization,
        // No lock in time, or at once.
        1205 | 3572 => ErrorKind::Busy,
        // Cut off, out of range, no such value, divided by zero, no UTF-8, no JSON.
        1264 | 1265 | 1292 | 1300 | 1365 | 1366 | 1367 | 1406 | 1411 | 1690 | 3140 | 3141 | 3854 => ErrorKind::Value,
        1290 | 1792 | 1836 => ErrorKind::ReadOnly,
        1317 | 1969 | 3024 => ErrorKind::Interrupted,
        // Shutdown, killed, idle for too long, and what is wrong with the line.
        1053 | 1152 | 1156..=1161 | 1184 | 1835 | 1927 | 2006 | 2013 | 3169 | 4031 => ErrorKind::ConnectionLost,
        // Too many values, too large a packet, too many tables, prepared statements or locks, too long a row.
        1104 | 1116 | 1118 | 1153 | 1206 | 1226 | 1301 | 1390 | 1436 | 1461 => ErrorKind::Limit,
        1243 | 1412 | 1615 => ErrorKind::SchemaChanged,
        1003 | 1021 | 1026 | 1030 | 1037 | 1038 | 1041 | 1114 => ErrorKind::Storage,
        _ => ErrorKind::Sql,
    }
}

/// Whether the server ends the transaction with this error.
pub(super) fn ends_transaction(error: &Error, rolls_back_on_timeout: bool) -> bool {
    if matches!(error.kind(), ErrorKind::ConnectionLost | ErrorKind::OutcomeUnknown) {
        return true;
    }
    match error.code() {
        // Deadlocks, conflicts, too many locks, an error during COMMIT.
        Some(1020 | 1180 | 1206 | 1213 | 1402 | 1613 | 1614 | 3101) => true,
        Some(1205) => rolls_back_on_timeout,
        _ => false,
    }
}

/// The names in a message, which is in English since the connection asks for it. What else is in it may be a value.
#[derive(Default)]
struct Named<'m> {
    table: Option<&'m str>,
    column: Option<&'m str>,
    constraint: Option<&'m str>,
}

impl<'m> Named<'m> {
    fn of(error: &'m ServerError) -> Self {
        let message = error.message.as_str();
        match error.code {
            // Duplicate entry '..' for key 'books.title'. MariaDB leaves the table out.
            1062 | 1586 => {
                let key = message.rsplit_once(" for key '").and_then(|(_, key)| key.strip_suffix('\''));
                match key.and_then(|key| key.split_once('.')) {
                    Some((table, key)) => Named { table: Some(table), constraint: Some(key), ..Named::default() },
                    None => Named { constraint: key, ..Named::default() },
                }
            }
            // .. a foreign key constraint fails (`shop`.`books`, CONSTRAINT `name` FOREIGN KEY ..
            1451 | 1452 => Named {
                constraint: between(message, "CONSTRAINT `", "`"),
                table: between(message, "`.`", "`"),
                ..Named::default()
            },
            // Column 'title' cannot be null. Field 'title' doesn't have a default value.
            1048 | 1364 => Named { column: between(message, "'", "'"), ..Named::default() },
            // Check constraint 'name' is violated.
            3819 => Named { constraint: between(message, "'", "'"), ..Named::default() },
            // CONSTRAINT `name` failed for `shop`.`books`.
            4025 => Named {
                constraint: between(message, "CONSTRAINT `", "`"),
                table: between(message, "`.`", "`"),
                ..Named::default()
            },
            _ => Named::default(),
        }
    }
}

fn between<'m>(message: &'m str, before: &str, after: &str) -> Option<&'m str> {
    let (_, rest) = message.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

#[cfg(test)]
mod tests {
    use mysql_async::ServerError;

    use super::details;
    use crate::db::Error;

    fn error(code: u16, message: &str) -> Error {
        details(&ServerError { code, message: message.to_owned(), state: "HY000".to_owned() }).into()
    }

    #[test]
    fn names_are_taken_from_messages_and_values_are_not() {
        let unique = error(1062, "Duplicate entry 'it's for key 'Secret'' for key 'books.title'");
        assert_eq!((unique.table(), unique.constraint()), (Some("books"), Some("title")));
        assert!(!format!("{unique} {unique:?}").contains("Secret"));
        assert_eq!(error(1062, "Duplicate entry '1' for key 'PRIMARY'").constraint(), Some("PRIMARY"));

        let reference = error(
            1452,
            "Cannot add or update a child row: a foreign key constraint fails (`shop`.`books`, CONSTRAINT `to_author` \
             FOREIGN KEY (`author_id`) REFERENCES `authors` (`id`))",
        );
        assert_eq!((reference.table(), reference.constraint()), (Some("books"), Some("to_author")));
        assert_eq!(error(3819, "Check constraint 'positive' is violated.").constraint(), Some("positive"));
        assert_eq!(error(4025, "CONSTRAINT `positive` failed for `shop`.`books`").constraint(), Some("positive"));
        assert_eq!(error(1048, "Column 'title' cannot be null").columns().collect::<Vec<_>>(), ["title"]);
    }

    #[test]
    fn a_message_of_another_form_names_nothing() {
        assert_eq!(error(1062, "Doppelter Eintrag 'x'").constraint(), None);
        assert_eq!(error(1452, "(`").table(), None);
    }
}
