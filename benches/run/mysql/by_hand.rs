//! With mysql_async.

use std::sync::Arc;

use mysql_async::prelude::{Queryable, StatementLike};
use mysql_async::{Conn, Statement, TxOpts, Value};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::texts::{INSERT, LOOKUP, ROWS, SET_NAME, SET_NOTE};
use super::{Place, by_tcp};
use crate::server::{ENTRIES, MANY, NOTE, ONE, POOL, TASKS, adding, author, filling, keys, reading};
use crate::{Contender, Row};

/// How many rows one statement inserts.
const ROWS_AT_ONCE: usize = 1_000;

async fn look_up(on: &mut impl Queryable, lookup: impl StatementLike, key: i64) -> Option<Row> {
    on.exec_first(lookup, (key,)).await.unwrap()
}

async fn insert(conn: &mut Conn, insert: impl StatementLike, (id, name, note): &Row) -> u64 {
    conn.exec_drop(insert, (id, name, note)).await.unwrap();
    conn.affected_rows()
}

/// Each statement prepared once and held as long as its connection: as good as it gets.
pub(crate) mod held {
    use std::sync::Mutex;

    use tokio::sync::Semaphore;

    use super::*;

    struct Held {
        conn: Conn,
        lookup: Statement,
        rows: Statement,
        insert: Statement,
        insert_many: Statement,
        set_note: Statement,
        set_name: Statement,
    }

    fn open<P: Place>(runtime: &Runtime) -> Held {
        let many = format!("{INSERT}{}", ", (?, ?, ?)".repeat(ROWS_AT_ONCE - 1));
        runtime.block_on(async {
            let mut conn = Conn::new(by_tcp(&P::admin().url)).await.unwrap();
            Held {
                lookup: conn.prep(LOOKUP).await.unwrap(),
                rows: conn.prep(ROWS).await.unwrap(),
                insert: conn.prep(INSERT).await.unwrap(),
                insert_many: conn.prep(many).await.unwrap(),
                set_note: conn.prep(SET_NOTE).await.unwrap(),
                set_name: conn.prep(SET_NAME).await.unwrap(),
                conn,
            }
        })
    }

    pub(crate) fn lookup<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |held: &mut Held, key| look_up(&mut held.conn, &held.lookup, key).await)
    }

    pub(crate) fn lookup_transaction<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |held: &mut Held, key| {
            let mut tx = held.conn.start_transaction(TxOpts::default()).await.unwrap();
            let found = look_up(&mut tx, &held.lookup, key).await;
            tx.commit().await.unwrap();
            found
        })
    }

    pub(crate) fn rows<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |held: &mut Held, _| -> Vec<Row> {
            held.conn.exec(&held.rows, ()).await.unwrap()
        })
    }

    /// Adds up what it sees of rows that it does not keep.
    pub(crate) fn rows_borrowed<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |held: &mut Held, _| {
            let mut tx = held.conn.start_transaction(TxOpts::default()).await.unwrap();
            let result = tx.exec_iter(&held.rows, ()).await.unwrap();
            let mut sum = 0;
            let each = |row: mysql_async::Row| {
                let id: i64 = row.get(0).unwrap();
                sum += id as usize + text(row.as_ref(1)).unwrap().len() + text(row.as_ref(2)).map_or(0, str::len);
            };
            result.for_each_and_drop(each).await.unwrap();
            tx.commit().await.unwrap();
            sum
        })
    }

    fn text(value: Option<&Value>) -> Option<&str> {
        match value {
            Some(Value::Bytes(bytes)) => Some(std::str::from_utf8(bytes).unwrap()),
            _ => None,
        }
    }

    pub(crate) fn insert_one<P: Place>() -> Box<dyn Contender> {
        adding(P::ENTRIES, open::<P>(&ONE), async |held: &mut Held, row| {
            insert(&mut held.conn, &held.insert, row).await
        })
    }

    pub(crate) fn insert_many<P: Place>() -> Box<dyn Contender> {
        filling(P::ENTRIES, open::<P>(&ONE), async |held: &mut Held| {
            let mut tx = held.conn.start_transaction(TxOpts::default()).await.unwrap();
            let mut count = 0;
            for rows in ENTRIES.chunks(ROWS_AT_ONCE) {
                let values: Vec<Value> =
                    rows.iter().flat_map(|(id, name, note)| [id.into(), name.into(), note.into()]).collect();
                tx.exec_drop(&held.insert_many, values).await.unwrap();
                count += tx.affected_rows();
            }
            tx.commit().await.unwrap();
            count
        })
    }

    pub(crate) fn three_statements<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |held: &mut Held, key| {
            let mut tx = held.conn.start_transaction(TxOpts::default()).await.unwrap();
            tx.exec_drop(&held.set_note, (NOTE, key)).await.unwrap();
            tx.exec_drop(&held.set_name, (NOTE, author(key))).await.unwrap();
            let found = look_up(&mut tx, &held.lookup, key).await;
            tx.commit().await.unwrap();
            found
        })
    }

    struct Pool {
        free: Semaphore,
        all: Mutex<Vec<Held>>,
    }

    async fn task(pool: Arc<Pool>, key: i64, write: bool) -> Option<Row> {
        let _permit = pool.free.acquire().await.unwrap();
        let mut held = pool.all.lock().unwrap().pop().unwrap();
        let mut tx = held.conn.start_transaction(TxOpts::default()).await.unwrap();
        if write {
            tx.exec_drop(&held.set_note, (NOTE, key)).await.unwrap();
        }
        let found = look_up(&mut tx, &held.lookup, key).await;
        tx.commit().await.unwrap();
        pool.all.lock().unwrap().push(held);
        found
    }

    fn tasks<P: Place>(write: bool) -> Box<dyn Contender> {
        let all: Vec<_> = (0..POOL).map(|_| open::<P>(&MANY)).collect();
        let pool = Arc::new(Pool { free: Semaphore::new(POOL), all: Mutex::new(all) });
        reading(&MANY, pool, async move |pool: &mut Arc<Pool>, key| {
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

    pub(crate) fn tasks_read<P: Place>() -> Box<dyn Contender> {
        tasks::<P>(false)
    }

    pub(crate) fn tasks_write<P: Place>() -> Box<dyn Contender> {
        tasks::<P>(true)
    }
}

/// A connection from the driver's pool, which keeps the statements that it has prepared. It is not reset before it is
/// used again: that would lose them.
pub(crate) mod pooled {
    use mysql_async::{Pool, PoolConstraints, PoolOpts};

    use super::*;

    fn open<P: Place>(runtime: &Runtime) -> Pool {
        let constraints = PoolConstraints::new(POOL, POOL).unwrap();
        let options = PoolOpts::new().with_constraints(constraints).with_reset_connection(false);
        let _inside = runtime.enter();
        Pool::new(by_tcp(&P::admin().url).pool_opts(options))
    }

    pub(crate) fn lookup<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |pool: &mut Pool, key| {
            let mut conn = pool.get_conn().await.unwrap();
            look_up(&mut conn, LOOKUP, key).await
        })
    }

    pub(crate) fn lookup_transaction<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |pool: &mut Pool, key| task(pool.clone(), key, false).await)
    }

    pub(crate) fn insert_one<P: Place>() -> Box<dyn Contender> {
        adding(P::ENTRIES, open::<P>(&ONE), async |pool: &mut Pool, row| {
            let mut conn = pool.get_conn().await.unwrap();
            insert(&mut conn, INSERT, row).await
        })
    }

    pub(crate) fn three_statements<P: Place>() -> Box<dyn Contender> {
        reading(&ONE, open::<P>(&ONE), async |pool: &mut Pool, key| {
            let mut tx = pool.start_transaction(TxOpts::default()).await.unwrap();
            tx.exec_drop(SET_NOTE, (NOTE, key)).await.unwrap();
            tx.exec_drop(SET_NAME, (NOTE, author(key))).await.unwrap();
            let found = look_up(&mut tx, LOOKUP, key).await;
            tx.commit().await.unwrap();
            found
        })
    }

    async fn task(pool: Pool, key: i64, write: bool) -> Option<Row> {
        let mut tx = pool.start_transaction(TxOpts::default()).await.unwrap();
        if write {
            tx.exec_drop(SET_NOTE, (NOTE, key)).await.unwrap();
        }
        let found = look_up(&mut tx, LOOKUP, key).await;
        tx.commit().await.unwrap();
        found
    }

    fn tasks<P: Place>(write: bool) -> Box<dyn Contender> {
        reading(&MANY, open::<P>(&MANY), async move |pool: &mut Pool, key| {
            let mut tasks = JoinSet::new();
            for key in keys(key) {
                tasks.spawn(task(pool.clone(), key, write));
            }
            let mut all = tasks.join_all().await;
            all.sort();
            all
        })
    }

    pub(crate) fn tasks_read<P: Place>() -> Box<dyn Contender> {
        tasks::<P>(false)
    }

    pub(crate) fn tasks_write<P: Place>() -> Box<dyn Contender> {
        tasks::<P>(true)
    }
}
