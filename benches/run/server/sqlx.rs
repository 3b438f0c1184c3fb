//! With sqlx, as its documentation has it; connections from its pool are not tested before use, since those of no
//! other are.

/// The cases for a kind of database, whose texts are `lookup`, `rows`, `insert`, `set_note` and `set_name`;
/// `insert_many` stays with it.
macro_rules! with_sqlx {
    ($database:ty, $url:expr, $table:expr, $texts:ident) => {
        use ::sqlx::pool::PoolOptions;
        use ::sqlx::{Executor, query, query_as};
        use tokio::runtime::Runtime;
        use tokio::task::JoinSet;
        use $crate::server::{MANY, NOTE, ONE, POOL, adding, author, keys, reading};
        use $crate::{Contender, Row};

        type Pool = ::sqlx::Pool<$database>;

        fn open(runtime: &Runtime) -> Pool {
            let options = PoolOptions::<$database>::new().max_connections(POOL as u32).test_before_acquire(false);
            runtime.block_on(options.connect(&$url)).unwrap()
        }

        async fn look_up<'c>(executor: impl Executor<'c, Database = $database>, key: i64) -> ::sqlx::Result<Row> {
            query_as($texts::LOOKUP).bind(key).fetch_one(executor).await
        }

        async fn set_note<'c>(executor: impl Executor<'c, Database = $database>, key: i64) -> ::sqlx::Result<()> {
            query($texts::SET_NOTE).bind(NOTE).bind(key).execute(executor).await?;
            Ok(())
        }

        async fn set_name<'c>(executor: impl Executor<'c, Database = $database>, key: i64) -> ::sqlx::Result<()> {
            query($texts::SET_NAME).bind(NOTE).bind(author(key)).execute(executor).await?;
            Ok(())
        }

        pub(crate) fn lookup() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |pool: &mut Pool, key| Some(look_up(&*pool, key).await.unwrap()))
        }

        pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |pool: &mut Pool, key| {
                let mut tx = pool.begin().await.unwrap();
                let row = look_up(&mut *tx, key).await.unwrap();
                tx.commit().await.unwrap();
                Some(row)
            })
        }

        pub(crate) fn rows() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |pool: &mut Pool, _| {
                query_as::<_, Row>($texts::ROWS).fetch_all(&*pool).await.unwrap()
            })
        }

        pub(crate) fn insert_one() -> Box<dyn Contender> {
            adding($table, open(&ONE), async |pool: &mut Pool, (id, name, note)| {
                let insert = query($texts::INSERT).bind(id).bind(name).bind(note);
                insert.execute(&*pool).await.unwrap().rows_affected()
            })
        }

        pub(crate) fn three_statements() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |pool: &mut Pool, key| {
                let mut tx = pool.begin().await.unwrap();
                set_note(&mut *tx, key).await.unwrap();
                set_name(&mut *tx, key).await.unwrap();
                let row = look_up(&mut *tx, key).await.unwrap();
                tx.commit().await.unwrap();
                Some(row)
            })
        }

        pub(crate) fn tasks_read() -> Box<dyn Contender> {
            reading(&MANY, open(&MANY), async |pool: &mut Pool, key| {
                let mut tasks = JoinSet::new();
                for key in keys(key) {
                    let pool = pool.clone();
                    tasks.spawn(async move {
                        let mut tx = pool.begin().await.unwrap();
                        let row = look_up(&mut *tx, key).await.unwrap();
                        tx.commit().await.unwrap();
                        Some(row)
                    });
                }
                let mut all = tasks.join_all().await;
                all.sort();
                all
            })
        }

        pub(crate) fn tasks_write() -> Box<dyn Contender> {
            reading(&MANY, open(&MANY), async |pool: &mut Pool, key| {
                let mut tasks = JoinSet::new();
                for key in keys(key) {
                    let pool = pool.clone();
                    tasks.spawn(async move {
                        let mut tx = pool.begin().await.unwrap();
                        set_note(&mut *tx, key).await.unwrap();
                        let row = look_up(&mut *tx, key).await.unwrap();
                        tx.commit().await.unwrap();
                        Some(row)
                    });
                }
                let mut all = tasks.join_all().await;
                all.sort();
                all
            })
        }
    };
}
pub(crate) use with_sqlx;
