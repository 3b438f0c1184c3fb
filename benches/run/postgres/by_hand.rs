//! With tokio-postgres.

use std::pin::pin;

use futures_util::TryStreamExt;
use futures_util::future::{join3, join4, join5};
use tokio::runtime::Runtime;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Statement};

use super::{ADMIN, ENTRIES as TABLE};
use crate::server::{ENTRIES, MANY, NOTE, ONE, POOL, TASKS, adding, author, filling, keys, reading};
use crate::{Contender, Row};

const LOOKUP: &str = "SELECT id, title, note FROM books WHERE id = $1";
const ROWS: &str = "SELECT id, title, note FROM books";
const INSERT: &str = "INSERT INTO entries (id, name, note) VALUES ($1, $2, $3)";
const INSERT_MANY: &str =
    "INSERT INTO entries (id, name, note) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[])";
const COPY: &str = "COPY entries (id, name, note) FROM STDIN BINARY";
const SET_NOTE: &str = "UPDATE books SET note = $1 WHERE id = $2";
const SET_NAME: &str = "UPDATE authors SET name = $1 WHERE id = $2";

const NONE: [&(dyn ToSql + Sync); 0] = [];

pub(super) fn row(row: &tokio_postgres::Row) -> Row {
    (row.get(0), row.get(1), row.get(2))
}

/// Each statement prepared once and held as long as its connection: as good as it gets.
pub(crate) mod held {
    use std::sync::{Arc, Mutex};

    use tokio::sync::Semaphore;
    use tokio::task::JoinSet;
    use tokio_postgres::binary_copy::BinaryCopyInWriter;

    use super::*;

    pub(super) struct Held {
        pub(super) client: Client,
        pub(super) lookup: Statement,
        rows: Statement,
        insert: Statement,
        insert_many: Statement,
        pub(super) set_note: Statement,
        pub(super) set_name: Statement,
    }

    async fn connect() -> Held {
        let client = super::super::connect(&ADMIN.url).await;
        Held {
            lookup: client.prepare(LOOKUP).await.unwrap(),
            rows: client.prepare(ROWS).await.unwrap(),
            insert: client.prepare(INSERT).await.unwrap(),
            insert_many: client.prepare(INSERT_MANY).await.unwrap(),
            set_note: client.prepare(SET_NOTE).await.unwrap(),
            set_name: client.prepare(SET_NAME).await.unwrap(),
            client,
        }
    }

    pub(super) fn open(runtime: &Runtime) -> Held {
        runtime.block_on(connect())
    }

    pub(crate) fn lookup() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, key| {
            Some(row(&held.client.query_one(&held.lookup, &[&key]).await.unwrap()))
        })
    }

    pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, key| {
            let tx = held.client.transaction().await.unwrap();
            let found = row(&tx.query_one(&held.lookup, &[&key]).await.unwrap());
            tx.commit().await.unwrap();
            Some(found)
        })
    }

    pub(crate) fn rows() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, _| {
            let mut rows = pin!(held.client.query_raw(&held.rows, NONE).await.unwrap());
            let mut all = Vec::new();
            while let Some(found) = rows.try_next().await.unwrap() {
                all.push(row(&found));
            }
            all
        })
    }

    /// Adds up what it sees of rows that it does not keep.
    pub(crate) fn rows_borrowed() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, _| {
            let tx = held.client.transaction().await.unwrap();
            let mut sum = 0;
            {
                let mut rows = pin!(tx.query_raw(&held.rows, NONE).await.unwrap());
                while let Some(row) = rows.try_next().await.unwrap() {
                    let (id, title, note): (i64, &str, Option<&str>) = (row.get(0), row.get(1), row.get(2));
                    sum += id as usize + title.len() + note.map_or(0, str::len);
                }
            }
            tx.commit().await.unwrap();
            sum
        })
    }

    pub(crate) fn insert_one() -> Box<dyn Contender> {
        adding(TABLE, open(&ONE), async |held: &mut Held, (id, name, note)| {
            held.client.execute(&held.insert, &[id, name, note]).await.unwrap()
        })
    }

    pub(crate) fn insert_many() -> Box<dyn Contender> {
        filling(TABLE, open(&ONE), async |held: &mut Held| {
            let ids: Vec<i64> = ENTRIES.iter().map(|(id, ..)| *id).collect();
            let names: Vec<&str> = ENTRIES.iter().map(|(_, name, _)| name.as_str()).collect();
            let notes: Vec<Option<&str>> = ENTRIES.iter().map(|(.., note)| note.as_deref()).collect();
            held.client.execute(&held.insert_many, &[&ids, &names, &notes]).await.unwrap()
        })
    }

    pub(crate) fn copy() -> Box<dyn Contender> {
        filling(TABLE, open(&ONE), async |held: &mut Held| {
            let sink = held.client.copy_in(COPY).await.unwrap();
            let mut writer = pin!(BinaryCopyInWriter::new(sink, &[Type::INT8, Type::TEXT, Type::TEXT]));
            for (id, name, note) in &*ENTRIES {
                writer.as_mut().write(&[id, name, note]).await.unwrap();
            }
            writer.finish().await.unwrap()
        })
    }

    pub(crate) fn three_statements() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, key| {
            let tx = held.client.transaction().await.unwrap();
            tx.execute(&held.set_note, &[&NOTE, &key]).await.unwrap();
            tx.execute(&held.set_name, &[&NOTE, &author(key)]).await.unwrap();
            let found = row(&tx.query_one(&held.lookup, &[&key]).await.unwrap());
            tx.commit().await.unwrap();
            Some(found)
        })
    }

    struct Pool {
        free: Semaphore,
        all: Mutex<Vec<Held>>,
    }

    fn pool() -> Arc<Pool> {
        let all: Vec<_> = (0..POOL).map(|_| open(&MANY)).collect();
        Arc::new(Pool { free: Semaphore::new(POOL), all: Mutex::new(all) })
    }

    async fn task(pool: Arc<Pool>, key: i64, write: bool) -> Option<Row> {
        let _permit = pool.free.acquire().await.unwrap();
        let mut held = pool.all.lock().unwrap().pop().unwrap();
        let tx = held.client.transaction().await.unwrap();
        if write {
            tx.execute(&held.set_note, &[&NOTE, &key]).await.unwrap();
        }
        let found = row(&tx.query_one(&held.lookup, &[&key]).await.unwrap());
        tx.commit().await.unwrap();
        pool.all.lock().unwrap().push(held);
        Some(found)
    }

    fn tasks(write: bool) -> Box<dyn Contender> {
        reading(&MANY, pool(), async move |pool: &mut Arc<Pool>, key| {
            let mut tasks = JoinSet::new();
            for key in keys(key) {
                tasks.spawn(task(Arc::clone(pool), key, write));
            }
            let mut all = tasks.join_all().await;
            all.sort();
            assert_eq!(all.len(), TASKS);
            all
        })
    }

    pub(crate) fn tasks_read() -> Box<dyn Contender> {
        tasks(false)
    }

    pub(crate) fn tasks_write() -> Box<dyn Contender> {
        tasks(true)
    }
}

/// As `held`, all sent before an answer is waited for where that does no harm.
pub(crate) mod joined {
    use super::held::{Held, open};
    use super::*;

    pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, key| {
            let client = &held.client;
            let (begin, found, commit) = join3(
                client.batch_execute("BEGIN"),
                client.query_one(&held.lookup, &[&key]),
                client.batch_execute("COMMIT"),
            )
            .await;
            begin.unwrap();
            commit.unwrap();
            Some(row(&found.unwrap()))
        })
    }

    pub(crate) fn three_pipelined() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, key| {
            let client = &held.client;
            let (note, name): ([&(dyn ToSql + Sync); 2], [&(dyn ToSql + Sync); 2]) =
                ([&NOTE, &key], [&NOTE, &author(key)]);
            let (begin, note, name, found) = join4(
                client.batch_execute("BEGIN"),
                client.execute(&held.set_note, &note),
                client.execute(&held.set_name, &name),
                client.query_one(&held.lookup, &[&key]),
            )
            .await;
            begin.unwrap();
            note.unwrap();
            name.unwrap();
            client.batch_execute("COMMIT").await.unwrap();
            Some(row(&found.unwrap()))
        })
    }

    pub(crate) fn three_in_one_flight() -> Box<dyn Contender> {
        reading(&ONE, open(&ONE), async |held: &mut Held, key| {
            let client = &held.client;
            let (note, name): ([&(dyn ToSql + Sync); 2], [&(dyn ToSql + Sync); 2]) =
                ([&NOTE, &key], [&NOTE, &author(key)]);
            let (begin, note, name, found, commit) = join5(
                client.batch_execute("BEGIN"),
                client.execute(&held.set_note, &note),
                client.execute(&held.set_name, &name),
                client.query_one(&held.lookup, &[&key]),
                client.batch_execute("COMMIT"),
            )
            .await;
            begin.unwrap();
            note.unwrap();
            name.unwrap();
            commit.unwrap();
            Some(row(&found.unwrap()))
        })
    }
}

/// As the documentation of deadpool-postgres has it: a connection from the pool, `prepare_cached` where the statement
/// is needed.
pub(crate) mod pooled {
    use deadpool_postgres::{Manager, Pool, Runtime as DeadpoolRuntime};
    use tokio::task::JoinSet;
    use tokio_postgres::NoTls;

    use super::*;

    fn open() -> Pool {
        let manager = Manager::new(ADMIN.url.parse().unwrap(), NoTls);
        Pool::builder(manager).max_size(POOL).runtime(DeadpoolRuntime::Tokio1).build().unwrap()
    }

    pub(crate) fn lookup() -> Box<dyn Contender> {
        reading(&ONE, open(), async |pool: &mut Pool, key| {
            let client = pool.get().await.unwrap();
            let lookup = client.prepare_cached(LOOKUP).await.unwrap();
            Some(row(&client.query_one(&lookup, &[&key]).await.unwrap()))
        })
    }

    pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
        reading(&ONE, open(), async |pool: &mut Pool, key| Some(task(pool, key, false).await))
    }

    pub(crate) fn insert_one() -> Box<dyn Contender> {
        adding(TABLE, open(), async |pool: &mut Pool, (id, name, note)| {
            let client = pool.get().await.unwrap();
            let insert = client.prepare_cached(INSERT).await.unwrap();
            client.execute(&insert, &[id, name, note]).await.unwrap()
        })
    }

    pub(crate) fn three_statements() -> Box<dyn Contender> {
        reading(&ONE, open(), async |pool: &mut Pool, key| {
            let mut client = pool.get().await.unwrap();
            let tx = client.transaction().await.unwrap();
            let set_note = tx.prepare_cached(SET_NOTE).await.unwrap();
            tx.execute(&set_note, &[&NOTE, &key]).await.unwrap();
            let set_name = tx.prepare_cached(SET_NAME).await.unwrap();
            tx.execute(&set_name, &[&NOTE, &author(key)]).await.unwrap();
            let lookup = tx.prepare_cached(LOOKUP).await.unwrap();
            let found = row(&tx.query_one(&lookup, &[&key]).await.unwrap());
            tx.commit().await.unwrap();
            Some(found)
        })
    }

    async fn task(pool: &Pool, key: i64, write: bool) -> Row {
        let mut client = pool.get().await.unwrap();
        let tx = client.transaction().await.unwrap();
        if write {
            let set_note = tx.prepare_cached(SET_NOTE).await.unwrap();
            tx.execute(&set_note, &[&NOTE, &key]).await.unwrap();
        }
        let lookup = tx.prepare_cached(LOOKUP).await.unwrap();
        let found = row(&tx.query_one(&lookup, &[&key]).await.unwrap());
        tx.commit().await.unwrap();
        found
    }

    fn tasks(write: bool) -> Box<dyn Contender> {
        reading(&MANY, open(), async move |pool: &mut Pool, key| {
            let mut tasks = JoinSet::new();
            for key in keys(key) {
                let pool = pool.clone();
                tasks.spawn(async move { Some(task(&pool, key, write).await) });
            }
            let mut all = tasks.join_all().await;
            all.sort();
            all
        })
    }

    pub(crate) fn tasks_read() -> Box<dyn Contender> {
        tasks(false)
    }

    pub(crate) fn tasks_write() -> Box<dyn Contender> {
        tasks(true)
    }
}
