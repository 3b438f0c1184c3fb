//! Connecting: which server it is, and how it is to read and write values.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, Row, Value};

use super::error::from_connecting;
use super::guard::caught;
use crate::db::{Error, ErrorKind, Result};
use crate::render::DialectKind;

/// The oldest versions that this crate is for.
const OLDEST_MYSQL: (u32, u32, u32) = (8, 0, 19);
const OLDEST_MARIADB: (u32, u32, u32) = (10, 6, 0);

/// What texts and values mean does not depend on how the server is set up. One round trip, and the last statement tells
/// about the server.
///
/// Texts that come from here compare byte by byte, spaces at the end included; the collation that does so has another
/// name on each. What is grouped, the compiler checks: MySQL's check knows no expression of a key that is part of a larger
/// one, MariaDB's no columns that the key of their table determines.
fn greeting(dialect: DialectKind) -> String {
    let collation = if dialect == DialectKind::MariaDb { "utf8mb4_nopad_bin" } else { "utf8mb4_0900_bin" };
    format!(
        "SET NAMES utf8mb4 COLLATE {collation};\
    SET time_zone = '+00:00', lc_messages = 'en_US', autocommit = 1, completion_type = 0, sql_auto_is_null = 0, \
    sql_select_limit = 18446744073709551615, group_concat_max_len = 1073741824, \
    sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,\
    NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';\
    SELECT VERSION(), CONNECTION_ID(), @@max_allowed_packet, @@innodb_rollback_on_timeout"
    )
}

/// What is known of a server.
pub(super) struct Greeting {
    /// The number by which another connection can end what this one runs.
    pub(super) id: Option<u64>,
    /// Bytes of a statement with its values.
    pub(super) max_packet: usize,
    /// Whether a lock that is not to be had in time ends the transaction, not only the statement.
    pub(super) rolls_back_on_timeout: bool,
}

/// Connects and sets the connection up.
pub(super) async fn connect(options: &Opts, dialect: DialectKind) -> Result<(Conn, Greeting)> {
    let mut conn = guard(Conn::new(options.clone())).await?;
    let row = guard(greet(&mut conn, dialect)).await?;
    let field = |index| row.as_ref().and_then(|row| text(row, index));
    let version = field(0).unwrap_or_default();
    check_version(version, dialect)?;
    let id = field(1).and_then(|id| id.parse().ok());
    let greeting = Greeting {
        // A proxy has numbers of its own, and what it would end is another connection.
        id: id.filter(|id: &u64| id & u64::from(u32::MAX) == u64::from(conn.id())),
        max_packet: field(2).and_then(|bytes| bytes.parse().ok()).unwrap_or(1 << 20),
        rolls_back_on_timeout: field(3).is_none_or(|on| !matches!(on, "0" | "OFF")),
    };
    Ok((conn, greeting))
}

async fn guard<T>(driver: impl Future<Output = mysql_async::Result<T>>) -> Result<T> {
    match caught!(driver) {
        Some(result) => result.map_err(|error| from_connecting(&error)),
        None => Err(Error::new(ErrorKind::Connect, "the server does not speak as MySQL or MariaDB do")),
    }
}

async fn greet(conn: &mut Conn, dialect: DialectKind) -> mysql_async::Result<Option<Row>> {
    let mut result = conn.query_iter(greeting(dialect)).await?;
    let mut last = None;
    loop {
        while let Some(row) = result.next().await? {
            last = Some(row);
        }
        if result.is_empty() {
            return Ok(last);
        }
    }
}

fn text(row: &Row, index: usize) -> Option<&str> {
    match row.as_ref(index) {
        Some(Value::Bytes(bytes)) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

/// Whether it is the database that the program means, and new enough.
fn check_version(version: &str, dialect: DialectKind) -> Result<()> {
    let refuse = |what: String| Err(Error::new(ErrorKind::Connect, what));
    let is_mariadb = version.to_ascii_lowercase().contains("mariadb");
    let (name, other, oldest) = match dialect {
        DialectKind::MariaDb => ("MariaDB", "mysql", OLDEST_MARIADB),
        _ => ("MySQL", "mariadb", OLDEST_MYSQL),
    };
    if is_mariadb != (dialect == DialectKind::MariaDb) {
        return refuse(format!("the server is {version}, not {name}: use `{other}::Database`"));
    }
    if parse(version).is_none_or(|found| found < oldest) {
        let (major, minor, patch) = oldest;
        return refuse(format!("the server is {name} {version}, and {major}.{minor}.{patch} is the oldest supported"));
    }
    Ok(())
}

/// `8.0.36-28` is (8, 0, 36).
fn parse(version: &str) -> Option<(u32, u32, u32)> {
    // Some MariaDB servers put a version before theirs that old clients understand.
    let version = version.strip_prefix("5.5.5-").unwrap_or(version);
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map(|digits| digits.parse().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::check_version;
    use crate::render::DialectKind::{MariaDb, MySql};

    #[test]
    fn the_server_must_be_the_one_that_is_meant_and_new_enough() {
        for (version, dialect) in [
            ("8.0.19", MySql),
            ("8.0.36-28", MySql),
            ("9.7.0-log", MySql),
            ("10.6.0-MariaDB", MariaDb),
            ("5.5.5-10.11.19-MariaDB-1:10.11.19+maria~ubu2204", MariaDb),
        ] {
            assert!(check_version(version, dialect).is_ok(), "{version}");
        }
        for (version, dialect) in [
            ("8.0.18", MySql),
            ("5.7.44", MySql),
            ("10.5.29-MariaDB", MariaDb),
            ("10.11.19-MariaDB", MySql),
            ("9.7.0", MariaDb),
            ("", MySql),
            ("what", MySql),
        ] {
            assert!(check_version(version, dialect).is_err(), "{version}");
        }
    }
}
