//! With rusqlite.

use rusqlite::{Connection, Statement, Transaction, TransactionBehavior, params};

use super::{Contender, ENTRIES, JOINED, Row, SETUP, filling, reading};

const LOOKUP: &str = "SELECT id, title, note FROM books WHERE id = ?1";
const ROWS: &str = "SELECT id, title, note FROM books";
const JOIN: &str = "SELECT books.id, books.title, authors.name FROM books JOIN authors ON books.author_id = authors.id \
                    WHERE books.id <= ?1";
const INSERT: &str = "INSERT INTO entries (id, name, note) VALUES (?1, ?2, ?3)";
const UPDATE: &str = "UPDATE books SET note = ?1 WHERE id = ?2";

fn open() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SETUP).unwrap();
    connection
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn all(statement: &mut Statement<'_>, parameters: impl rusqlite::Params) -> Vec<Row> {
    statement.query_map(parameters, row).unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// Adds up what it sees of rows that it does not keep.
fn sum(statement: &mut Statement<'_>) -> usize {
    let mut rows = statement.query([]).unwrap();
    let mut sum = 0;
    while let Some(row) = rows.next().unwrap() {
        let id: i64 = row.get(0).unwrap();
        let title = row.get_ref(1).unwrap().as_str().unwrap();
        let note = row.get_ref(2).unwrap().as_str_or_null().unwrap();
        sum += id as usize + title.len() + note.map_or(0, str::len);
    }
    sum
}

fn empty(connection: &Connection) {
    connection.execute("DELETE FROM entries", []).unwrap();
}

fn entries(connection: &Connection) -> Vec<Row> {
    all(&mut connection.prepare("SELECT id, name, note FROM entries ORDER BY id").unwrap(), [])
}

fn note(connection: &Connection, id: i64) -> Option<String> {
    connection.query_row("SELECT note FROM books WHERE id = ?1", [id], |row| row.get(0)).unwrap()
}

/// Each statement prepared once and held as long as its connection: as good as it gets.
pub(crate) mod held {
    use super::*;

    /// A connection for good: statements that are held borrow it.
    fn connection() -> &'static Connection {
        Box::leak(Box::new(open()))
    }

    fn in_transaction() -> &'static Connection {
        let connection = connection();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        connection
    }

    fn prepare(connection: &'static Connection, sql: &str) -> Statement<'static> {
        connection.prepare(sql).unwrap()
    }

    pub(crate) fn lookup() -> Box<dyn Contender> {
        reading(prepare(in_transaction(), LOOKUP), |lookup, key| lookup.query_row([key], row).unwrap())
    }

    pub(crate) fn lookup_one() -> Box<dyn Contender> {
        reading(prepare(in_transaction(), LOOKUP), |lookup, key| lookup.query_one([key], row).unwrap())
    }

    pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
        let connection = connection();
        let statements = ["BEGIN IMMEDIATE", LOOKUP, "COMMIT"].map(|sql| prepare(connection, sql));
        reading(statements, |[begin, lookup, commit], key| {
            begin.execute([]).unwrap();
            let row = lookup.query_row([key], row).unwrap();
            commit.execute([]).unwrap();
            row
        })
    }

    pub(crate) fn rows_owned() -> Box<dyn Contender> {
        reading(prepare(in_transaction(), ROWS), |rows, _| all(rows, []))
    }

    pub(crate) fn rows_borrowed() -> Box<dyn Contender> {
        reading(prepare(in_transaction(), ROWS), |rows, _| sum(rows))
    }

    pub(crate) fn join() -> Box<dyn Contender> {
        reading(prepare(in_transaction(), JOIN), |join, _| {
            let rows = join.query_map([JOINED], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
            rows.collect::<rusqlite::Result<Vec<(i64, String, String)>>>().unwrap()
        })
    }

    struct Inserting {
        connection: &'static Connection,
        begin: Statement<'static>,
        savepoint: Statement<'static>,
        insert: Statement<'static>,
        release: Statement<'static>,
        commit: Statement<'static>,
    }

    impl Inserting {
        fn new() -> Self {
            let connection = connection();
            Inserting {
                connection,
                begin: prepare(connection, "BEGIN IMMEDIATE"),
                savepoint: prepare(connection, "SAVEPOINT s"),
                insert: prepare(connection, INSERT),
                release: prepare(connection, "RELEASE s"),
                commit: prepare(connection, "COMMIT"),
            }
        }

        fn insert(&mut self) -> u64 {
            let count: usize =
                ENTRIES.iter().map(|(id, name, note)| self.insert.execute(params![id, name, note]).unwrap()).sum();
            count as u64
        }
    }

    pub(crate) fn insert_loop() -> Box<dyn Contender> {
        let once = |state: &mut Inserting| {
            state.begin.execute([]).unwrap();
            let count = state.insert();
            state.commit.execute([]).unwrap();
            count
        };
        filling(Inserting::new(), once, |state| empty(state.connection), |state| entries(state.connection))
    }

    pub(crate) fn insert_many() -> Box<dyn Contender> {
        let once = |state: &mut Inserting| {
            state.begin.execute([]).unwrap();
            state.savepoint.execute([]).unwrap();
            let count = state.insert();
            state.release.execute([]).unwrap();
            state.commit.execute([]).unwrap();
            count
        };
        filling(Inserting::new(), once, |state| empty(state.connection), |state| entries(state.connection))
    }

    pub(crate) fn update() -> Box<dyn Contender> {
        let connection = in_transaction();
        let mut update = prepare(connection, UPDATE);
        assert_eq!(update.execute(params!["Checked", 5]).unwrap(), 1);
        assert_eq!(note(connection, 5).as_deref(), Some("Checked"));
        reading(update, |update, key| update.execute(params!["Another note on it", key]).unwrap() as u64)
    }
}

/// As rusqlite's documentation has it: `prepare_cached` where the statement is needed.
pub(crate) mod cached {
    use super::*;

    fn in_transaction() -> Connection {
        let connection = open();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        connection
    }

    fn begin(connection: &mut Connection) -> Transaction<'_> {
        connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap()
    }

    pub(crate) fn lookup() -> Box<dyn Contender> {
        reading(in_transaction(), |connection, key| {
            connection.prepare_cached(LOOKUP).unwrap().query_row([key], row).unwrap()
        })
    }

    pub(crate) fn lookup_one() -> Box<dyn Contender> {
        reading(in_transaction(), |connection, key| {
            connection.prepare_cached(LOOKUP).unwrap().query_one([key], row).unwrap()
        })
    }

    pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
        reading(open(), |connection, key| {
            let transaction = begin(connection);
            let row = transaction.prepare_cached(LOOKUP).unwrap().query_row([key], row).unwrap();
            transaction.commit().unwrap();
            row
        })
    }

    pub(crate) fn rows_owned() -> Box<dyn Contender> {
        reading(in_transaction(), |connection, _| all(&mut connection.prepare_cached(ROWS).unwrap(), []))
    }

    pub(crate) fn rows_borrowed() -> Box<dyn Contender> {
        reading(in_transaction(), |connection, _| sum(&mut connection.prepare_cached(ROWS).unwrap()))
    }

    pub(crate) fn join() -> Box<dyn Contender> {
        reading(in_transaction(), |connection, _| {
            let mut join = connection.prepare_cached(JOIN).unwrap();
            let rows = join.query_map([JOINED], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
            rows.collect::<rusqlite::Result<Vec<(i64, String, String)>>>().unwrap()
        })
    }

    pub(crate) fn insert_loop() -> Box<dyn Contender> {
        let once = |connection: &mut Connection| {
            let transaction = begin(connection);
            let mut count = 0;
            for (id, name, note) in &*ENTRIES {
                count += transaction.prepare_cached(INSERT).unwrap().execute(params![id, name, note]).unwrap();
            }
            transaction.commit().unwrap();
            count as u64
        };
        filling(open(), once, |connection| empty(connection), |connection| entries(connection))
    }

    pub(crate) fn insert_many() -> Box<dyn Contender> {
        let once = |connection: &mut Connection| {
            let mut transaction = begin(connection);
            let savepoint = transaction.savepoint().unwrap();
            let mut count = 0;
            {
                let mut insert = savepoint.prepare_cached(INSERT).unwrap();
                for (id, name, note) in &*ENTRIES {
                    count += insert.execute(params![id, name, note]).unwrap();
                }
            }
            savepoint.commit().unwrap();
            transaction.commit().unwrap();
            count as u64
        };
        filling(open(), once, |connection| empty(connection), |connection| entries(connection))
    }

    pub(crate) fn update() -> Box<dyn Contender> {
        let connection = in_transaction();
        assert_eq!(connection.prepare_cached(UPDATE).unwrap().execute(params!["Checked", 5]).unwrap(), 1);
        assert_eq!(note(&connection, 5).as_deref(), Some("Checked"));
        reading(connection, |connection, key| {
            connection.prepare_cached(UPDATE).unwrap().execute(params!["Another note on it", key]).unwrap() as u64
        })
    }
}
