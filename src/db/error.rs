//! What can go wrong between a program and its database.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::types::ValueError;

/// The result of everything that meets a database.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Two rows would have the same primary key or unique key.
    UniqueViolation,
    /// A row references one that is not there, or one that is referenced would go.
    ForeignKeyViolation,
    /// NULL in a column that does not take it.
    NotNullViolation,
    /// A check constraint, or the text of an enum that has no such variant.
    CheckViolation,
    /// Another transaction changed what this one had read; run it again.
    Serialization,
    /// Two transactions waited for each other; run it again.
    Deadlock,
    /// A lock was not to be had in time; run it again.
    Busy,
    /// The connection is gone.
    ConnectionLost,
    /// The database could not be opened.
    Connect,
    /// A write where only reading is allowed.
    ReadOnly,
    /// The tables are no longer what the statement was prepared for.
    SchemaChanged,
    /// The disk is full or broken, or the file is no database.
    Storage,
    /// `one` found no row.
    NoRow,
    /// `one` or `optional` found several rows.
    TooManyRows,
    /// A value that cannot be stored or read without changing it.
    Value,
    /// Too many bound values, or something too large.
    Limit,
    /// Interrupted by the program, or by a time limit of the server's.
    Interrupted,
    /// The server did not answer within `Options::statement_timeout`.
    Timeout,
    /// The transaction was to be committed and was rolled back instead: nothing of it is in the database.
    RolledBack,
    /// Whether the transaction was committed is not known.
    OutcomeUnknown,
    /// The transaction was committed, and then a row of a query in it could not be read: the source says why. Only
    /// `Database::pipeline` on PostgreSQL reads rows that late.
    Committed,
    /// The transaction takes no more statements: an earlier one failed.
    Transaction,
    /// The database refused the statement for another reason.
    Sql,
    /// An error of the program's own, passing through.
    Custom,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ErrorKind::UniqueViolation => "unique constraint violated",
            ErrorKind::ForeignKeyViolation => "foreign key violated",
            ErrorKind::NotNullViolation => "NULL in a column that is NOT NULL",
            ErrorKind::CheckViolation => "check constraint violated",
            ErrorKind::Serialization => "another transaction changed what this one had read",
            ErrorKind::Deadlock => "deadlock with another transaction",
            ErrorKind::Busy => "the database is locked",
            ErrorKind::ConnectionLost => "the connection is gone",
            ErrorKind::Connect => "the database cannot be opened",
            ErrorKind::ReadOnly => "the database or transaction is read-only",
            ErrorKind::SchemaChanged => "the tables changed under a prepared statement",
            ErrorKind::Storage => "the database's storage failed",
            ErrorKind::NoRow => "no row where one was expected",
            ErrorKind::TooManyRows => "several rows where at most one was expected",
            ErrorKind::Value => "a value does not fit",
            ErrorKind::Limit => "a limit of the database is exceeded",
            ErrorKind::Interrupted => "interrupted",
            ErrorKind::Timeout => "the statement took too long",
            ErrorKind::RolledBack => "the transaction was rolled back",
            ErrorKind::OutcomeUnknown => "whether the transaction was committed is not known",
            ErrorKind::Committed => "the transaction was committed, and a row of it cannot be read",
            ErrorKind::Transaction => "the transaction takes no more statements",
            ErrorKind::Sql => "the database refused the statement",
            ErrorKind::Custom => "an error of the program",
        })
    }
}

/// Why something did not work; [`Error::kind`] says it in one word.
///
/// `Display` and `Debug` show names of tables, columns and constraints and the database's codes, never a value: an
/// error may go into any log. The database's own message may hold values of a row, so it is given out only by
/// [`Error::database_message`].
///
/// ```
/// use statiql::{Error, ErrorKind};
///
/// let error = Error::custom("the shop is closed");
/// assert_eq!(error.kind(), ErrorKind::Custom);
/// assert_eq!(error.to_string(), "the shop is closed");
/// ```
#[derive(Clone)]
pub struct Error(Arc<Details>);

/// What is known about an error; drivers fill in what theirs tells.
#[derive(Default)]
pub(crate) struct Details {
    pub(crate) kind: Option<ErrorKind>,
    /// Adds to the kind. Must hold no value.
    pub(crate) what: Cow<'static, str>,
    pub(crate) table: Option<String>,
    pub(crate) columns: Vec<String>,
    pub(crate) constraint: Option<String>,
    pub(crate) sqlstate: Option<String>,
    pub(crate) code: Option<i32>,
    pub(crate) column_index: Option<usize>,
    pub(crate) sql: Option<Cow<'static, str>>,
    /// As the database wrote it: may hold values.
    pub(crate) message: Option<String>,
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of your own, to leave a transaction with; the transaction rolls back.
    ///
    /// Takes any error type, a `String` or a `&str`. It is given back by [`Error::downcast_ref`].
    pub fn custom(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Details { kind: Some(ErrorKind::Custom), source: Some(error.into()), ..Details::default() }.into()
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.unwrap_or(ErrorKind::Sql)
    }

    /// Whether two rows would have had the same primary key or unique key.
    pub fn is_unique_violation(&self) -> bool {
        self.kind() == ErrorKind::UniqueViolation
    }

    /// Whether a row references one that is not there, or one that is referenced would have gone.
    pub fn is_foreign_key_violation(&self) -> bool {
        self.kind() == ErrorKind::ForeignKeyViolation
    }

    /// Whether a column that is NOT NULL would have been NULL.
    pub fn is_not_null_violation(&self) -> bool {
        self.kind() == ErrorKind::NotNullViolation
    }

    /// Whether a check constraint was violated.
    pub fn is_check_violation(&self) -> bool {
        self.kind() == ErrorKind::CheckViolation
    }

    /// Whether `one` found no row.
    pub fn is_no_row(&self) -> bool {
        self.kind() == ErrorKind::NoRow
    }

    /// Whether the same transaction may succeed when it is run again from its beginning: after a lock that was not to
    /// be had, a deadlock, a serialization failure. Never true when the outcome is unknown.
    pub fn is_transient(&self) -> bool {
        matches!(self.kind(), ErrorKind::Serialization | ErrorKind::Deadlock | ErrorKind::Busy)
    }

    /// The name of the violated constraint, where the database tells. SQLite tells it for checks only.
    pub fn constraint(&self) -> Option<&str> {
        self.0.constraint.as_deref()
    }

    /// The table of a violated constraint, where the database tells.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The columns of a violated constraint, where the database tells.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.columns.iter().map(String::as_str)
    }

    /// The SQLSTATE, five characters. SQLite has none.
    pub fn sqlstate(&self) -> Option<&str> {
        self.0.sqlstate.as_deref()
    }

    /// The database's own number: SQLite's extended result code, MySQL's and MariaDB's error number.
    pub fn code(&self) -> Option<i32> {
        self.0.code
    }

    /// For a value that could not be read, the position of its column in the row, from 0; for one that could not be
    /// bound, its position among the statement's values.
    pub fn position(&self) -> Option<usize> {
        self.0.column_index
    }

    /// The text of the statement that failed.
    pub fn sql(&self) -> Option<&str> {
        self.0.sql.as_deref()
    }

    /// The database's message as it came. It may hold values of a row, so it is in neither `Display` nor `Debug`.
    pub fn database_message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The program's own error that [`Error::custom`] was given.
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        match self.kind() {
            ErrorKind::Custom => self.0.source.as_deref().and_then(|source| source.downcast_ref()),
            _ => None,
        }
    }
}

#[cfg_attr(
    not(any(feature = "sqlite", feature = "postgres", feature = "mysql")),
    expect(dead_code, reason = "for the drivers")
)]
impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Details { kind: Some(kind), what: what.into(), ..Details::default() }.into()
    }

    /// `error` led to this one.
    #[cold]
    pub(crate) fn because(kind: ErrorKind, what: impl Into<Cow<'static, str>>, error: Option<Error>) -> Self {
        let source = error.map(|error| Box::new(error) as Box<dyn std::error::Error + Send + Sync>);
        Details { kind: Some(kind), what: what.into(), source, ..Details::default() }.into()
    }

    /// A value that could not be bound or read.
    #[cold]
    pub(crate) fn value(error: &ValueError, position: usize) -> Self {
        Details {
            kind: Some(ErrorKind::Value),
            what: error.to_string().into(),
            column_index: Some(position),
            ..Details::default()
        }
        .into()
    }

    #[cfg(feature = "sqlite")]
    /// Says what it is about, unless it does already. Must hold no value.
    #[cold]
    pub(crate) fn about(mut self, what: String) -> Self {
        if let Some(details) = Arc::get_mut(&mut self.0)
            && details.what.is_empty()
        {
            details.what = what.into();
        }
        self
    }

    /// Adds the statement, unless the error already has one or is shared.
    // A constant text is kept as one.
    #[allow(clippy::ptr_arg)]
    #[cold]
    pub(crate) fn in_statement(mut self, sql: Cow<'static, str>) -> Self {
        if let Some(details) = Arc::get_mut(&mut self.0)
            && details.sql.is_none()
            && details.kind != Some(ErrorKind::Custom)
        {
            details.sql = Some(sql);
        }
        self
    }
}

impl From<Details> for Error {
    fn from(details: Details) -> Self {
        Error(Arc::new(details))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &*self.0;
        if let (ErrorKind::Custom, Some(source)) = (self.kind(), &details.source) {
            return source.fmt(f);
        }
        self.kind().fmt(f)?;
        if !details.what.is_empty() {
            write!(f, ": {}", details.what)?;
        }
        if let Some(constraint) = &details.constraint {
            write!(f, ": {constraint}")?;
        }
        if let Some(table) = &details.table {
            match &details.columns[..] {
                [] => write!(f, ": {table}")?,
                [column] => write!(f, ": {table}.{column}")?,
                columns => write!(f, ": {table} ({})", columns.join(", "))?,
            }
        }
        match (&details.sqlstate, details.code) {
            (Some(state), Some(code)) => write!(f, " (SQLSTATE {state}, code {code})"),
            (Some(state), None) => write!(f, " (SQLSTATE {state})"),
            (None, Some(code)) => write!(f, " (code {code})"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.kind()).field("text", &self.to_string());
        if let Some(sql) = &self.0.sql {
            out.field("sql", sql);
        }
        if let (false, Some(source)) = (self.kind() == ErrorKind::Custom, &self.0.source) {
            out.field("source", source);
        }
        out.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.source.as_deref()?;
        match self.kind() {
            // Its own text is this one's already.
            ErrorKind::Custom => source.source(),
            _ => Some(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::{Details, Error, ErrorKind};

    macro_rules! tried {
        ($($kind:ident: $file:literal $test:literal,)*) => {
            const KINDS: &[ErrorKind] = &[$(ErrorKind::$kind),*];

            fn tried(kind: ErrorKind) -> (&'static str, &'static str) {
                match kind {
                    $(ErrorKind::$kind => ($file, $test),)*
                }
            }
        };
    }

    // Each kind with a test in which a database gives it: without one, a new kind does not compile here.
    tried! {
        UniqueViolation: "databases/errors.rs" "a_second_row_with_a_unique_value_is_refused",
        ForeignKeyViolation: "databases/errors.rs" "a_row_that_references_nothing_is_refused",
        NotNullViolation: "databases/errors.rs" "null_where_none_may_be_is_refused",
        CheckViolation: "databases/errors.rs" "what_a_check_forbids_is_refused",
        Serialization: "reliability/error_kinds.rs" "a_row_that_changed_meanwhile_is_a_failed_serialization",
        Deadlock: "reliability/error_kinds.rs" "a_deadlock_has_one_victim",
        Busy: "reliability/error_kinds.rs" "a_lock_that_is_not_to_be_had_is_busy",
        ConnectionLost: "reliability/error_kinds.rs" "a_killed_connection_is_lost",
        Connect: "reliability/error_kinds.rs" "nobody_at_home_and_a_wrong_password_are_failures_to_connect",
        ReadOnly: "reliability/error_kinds.rs" "a_write_in_a_transaction_that_reads_is_refused",
        SchemaChanged: "reliability/error_kinds.rs" "a_changed_type_under_a_prepared_statement_is_a_changed_schema",
        Storage: "reliability/error_kinds.rs" "a_server_without_room_has_failing_storage",
        NoRow: "databases/errors.rs" "no_row_and_too_many_rows_are_errors_where_one_is_expected",
        TooManyRows: "databases/errors.rs" "no_row_and_too_many_rows_are_errors_where_one_is_expected",
        Value: "databases/errors.rs" "a_number_that_the_database_computed_too_large_is_an_error",
        Limit: "databases/errors.rs" "more_values_than_a_statement_takes_are_refused_before_they_are_sent",
        Interrupted: "reliability/error_kinds.rs" "a_statement_that_takes_too_long_for_the_server_is_interrupted",
        Timeout: "reliability/timeout.rs" "a_statement_that_is_never_answered_times_out_and_its_transaction_is_undone",
        RolledBack: "databases/errors.rs" "after_a_failed_statement_a_transaction_takes_no_more_and_is_rolled_back",
        OutcomeUnknown: "sqlite_disk.rs" "a_commit_whose_journal_cannot_be_removed_has_an_unknown_outcome",
        Committed: "reliability/one_flight.rs" "a_row_that_cannot_be_read_after_the_commit_says_that_it_is_committed",
        Transaction: "databases/errors.rs" "after_a_failed_statement_a_transaction_takes_no_more_and_is_rolled_back",
        Sql: "databases/errors.rs" "a_table_that_is_not_there_is_an_error",
        Custom: "databases/errors.rs" "an_error_of_the_program_comes_back_as_it_was",
    }

    #[test]
    fn each_kind_is_provoked_by_a_test() {
        let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        for kind in KINDS {
            let (file, test) = tried(*kind);
            let text = std::fs::read_to_string(tests.join(file)).expect("a file of tests");
            let begins = |line: &str| line.starts_with(&format!("on_every_database!({test},"));
            let is_there = text.contains(&format!("fn {test}")) || text.lines().any(begins);
            assert!(is_there, "{kind:?}: {file} has no test {test}");
        }
    }

    #[test]
    fn an_error_may_cross_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<Error>();
    }

    #[test]
    fn neither_display_nor_debug_shows_the_database_message() {
        let error = Error::from(Details {
            kind: Some(ErrorKind::UniqueViolation),
            table: Some("books".into()),
            columns: vec!["title".into(), "author_id".into()],
            message: Some("Key (title)=(Secret) already exists.".into()),
            sqlstate: Some("23505".into()),
            ..Details::default()
        });
        assert_eq!(error.to_string(), "unique constraint violated: books (title, author_id) (SQLSTATE 23505)");
        assert!(!format!("{error:?}").contains("Secret"));
        assert_eq!(error.database_message(), Some("Key (title)=(Secret) already exists."));
    }

    #[test]
    fn a_custom_error_keeps_its_text_and_type() {
        #[derive(Debug, PartialEq)]
        struct OutOfStock;
        impl std::fmt::Display for OutOfStock {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("out of stock")
            }
        }
        impl std::error::Error for OutOfStock {}

        let error = Error::custom(OutOfStock);
        assert_eq!(error.to_string(), "out of stock");
        assert_eq!(error.downcast_ref::<OutOfStock>(), Some(&OutOfStock));
        assert!(error.source().is_none());
    }
}
