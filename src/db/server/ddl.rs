//! Statements that make and drop tables, and those that no transaction of ours may run.

use super::Server;
use super::work::Work;
use crate::db::{Error, ErrorKind, Result};
use crate::render::DialectKind;
use crate::schema::{DdlError, TableMeta, Tables};

type Write = fn(&[&'static TableMeta], DialectKind) -> Result<Vec<String>, DdlError>;

impl<D: Server> Work<D> {
    pub(super) async fn run_ddl<T: Tables>(&mut self, write: Write) -> Result<()> {
        let mut all = Vec::new();
        T::describe(&mut all);
        let statements =
            write(&all, D::KIND).map_err(|error| self.poison(Error::new(ErrorKind::Sql, error.to_string())))?;
        for sql in &statements {
            self.ddl(sql).await?;
        }
        Ok(())
    }
}

/// Refuses what would begin or end a transaction behind the back of the one that runs it.
pub(super) fn check_raw(sql: &str, dialect: DialectKind) -> Result<()> {
    let mysql = matches!(dialect, DialectKind::MySql | DialectKind::MariaDb);
    // MySQL and MariaDB run the text of such comments.
    let hidden = mysql && (sql.contains("/*!") || sql.contains("/*M!"));
    let words = first_words(sql);
    let word = words.first().map_or("", String::as_str);
    let second = words.get(1).map_or("", String::as_str);
    let ends = matches!(
        word,
        "BEGIN" | "START" | "COMMIT" | "END" | "ROLLBACK" | "ABORT" | "SAVEPOINT" | "RELEASE" | "PREPARE" | "XA"
    ) || word == "SET"
        && matches!(second, "TRANSACTION" | "SESSION" | "AUTOCOMMIT" | "GLOBAL" | "@@AUTOCOMMIT");
    let commits = mysql
        && (matches!(
            word,
            "ALTER"
                | "ANALYZE"
                | "CACHE"
                | "CHANGE"
                | "CHECK"
                | "CREATE"
                | "DROP"
                | "FLUSH"
                | "GRANT"
                | "INSTALL"
                | "LOAD"
                | "LOCK"
                | "OPTIMIZE"
                | "RENAME"
                | "REPAIR"
                | "RESET"
                | "REVOKE"
                | "STOP"
                | "TRUNCATE"
                | "UNINSTALL"
                | "UNLOCK"
                | "CALL"
                | "DO"
                | "EXECUTE"
        ) || word == "SET" && sql.to_ascii_uppercase().contains("AUTOCOMMIT"));
    if ends || commits || hidden {
        let what = "the text begins or ends a transaction, or the database would commit for it";
        return Err(Error::new(ErrorKind::Transaction, what));
    }
    Ok(())
}

/// The first two words after white space, comments and parentheses, in capitals.
fn first_words(sql: &str) -> Vec<String> {
    let mut rest = sql;
    let mut words = Vec::new();
    while words.len() < 2 {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '(' || c == ';');
        if let Some(comment) = rest.strip_prefix("--").or_else(|| rest.strip_prefix('#')) {
            rest = comment.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '@')).unwrap_or(rest.len());
            if end == 0 {
                break;
            }
            words.push(rest[..end].to_ascii_uppercase());
            rest = &rest[end..];
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::check_raw;
    use crate::render::DialectKind::{MySql, Postgres};

    #[test]
    fn what_ends_a_transaction_is_refused_however_it_is_written() {
        for sql in ["COMMIT", " commit;", "/* a */ -- b\n Rollback", "(COMMIT)", "END", "set transaction read only"] {
            assert!(check_raw(sql, Postgres).is_err(), "{sql}");
            assert!(check_raw(sql, MySql).is_err(), "{sql}");
        }
        for sql in ["CREATE TABLE t (a INT)", "SET @@autocommit = 1", "/*! COMMIT */", "SELECT 1 /*M!100 , 2 */"] {
            assert!(check_raw(sql, MySql).is_err(), "{sql}");
        }
    }

    #[test]
    fn what_belongs_into_a_transaction_is_taken() {
        for sql in ["CREATE VIEW v AS SELECT 1", "SET LOCAL statement_timeout = '1s'", "DO $$ BEGIN END $$"] {
            assert!(check_raw(sql, Postgres).is_ok(), "{sql}");
        }
        assert!(check_raw("INSERT INTO commits VALUES (1)", MySql).is_ok());
    }
}
