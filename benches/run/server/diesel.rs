//! With Diesel, by diesel-async, as their guides have it; connections from its pool are not tested before use, since
//! those of no other are.

diesel::table! {
    authors (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    books (id) {
        id -> BigInt,
        author_id -> BigInt,
        title -> Text,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    entries (id) {
        id -> BigInt,
        name -> Text,
        note -> Nullable<Text>,
    }
}

/// The cases for a type of connection.
macro_rules! with_diesel {
    ($connection:ty, $url:expr, $table:expr) => {
        use ::diesel::prelude::*;
        use diesel_async::pooled_connection::deadpool::Pool;
        use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
        use diesel_async::{AsyncConnection, RunQueryDsl};
        use tokio::task::JoinSet;
        use $crate::server::diesel::{authors, books, entries};
        use $crate::server::{ENTRIES, MANY, NOTE, ONE, POOL, adding, author, filling, keys, reading};
        use $crate::{Contender, Row};

        type Connections = Pool<$connection>;

        fn open() -> Connections {
            let mut config = ManagerConfig::default();
            config.recycling_method = RecyclingMethod::Fast;
            let manager = AsyncDieselConnectionManager::<$connection>::new_with_config($url, config);
            Pool::builder(manager).max_size(POOL).build().unwrap()
        }

        async fn look_up(connection: &mut $connection, key: i64) -> QueryResult<Row> {
            books::table.find(key).select((books::id, books::title, books::note)).get_result(connection).await
        }

        async fn set_note(connection: &mut $connection, key: i64) -> QueryResult<usize> {
            ::diesel::update(books::table.find(key)).set(books::note.eq(NOTE)).execute(connection).await
        }

        async fn set_name(connection: &mut $connection, key: i64) -> QueryResult<usize> {
            let author = authors::table.find(author(key));
            ::diesel::update(author).set(authors::name.eq(NOTE)).execute(connection).await
        }

        pub(crate) fn lookup() -> Box<dyn Contender> {
            reading(&ONE, open(), async |pool: &mut Connections, key| {
                Some(look_up(&mut pool.get().await.unwrap(), key).await.unwrap())
            })
        }

        pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
            reading(&ONE, open(), async |pool: &mut Connections, key| {
                let mut connection = pool.get().await.unwrap();
                Some(connection.transaction(async |connection| look_up(connection, key).await).await.unwrap())
            })
        }

        pub(crate) fn rows() -> Box<dyn Contender> {
            reading(&ONE, open(), async |pool: &mut Connections, _| {
                let mut connection = pool.get().await.unwrap();
                let rows = books::table.select((books::id, books::title, books::note));
                rows.load::<Row>(&mut connection).await.unwrap()
            })
        }

        pub(crate) fn insert_one() -> Box<dyn Contender> {
            adding($table, open(), async |pool: &mut Connections, (id, name, note)| {
                let mut connection = pool.get().await.unwrap();
                let row = (entries::id.eq(id), entries::name.eq(name), entries::note.eq(note));
                ::diesel::insert_into(entries::table).values(row).execute(&mut connection).await.unwrap() as u64
            })
        }

        pub(crate) fn insert_many() -> Box<dyn Contender> {
            filling($table, open(), async |pool: &mut Connections| {
                let mut connection = pool.get().await.unwrap();
                let rows: Vec<_> = ENTRIES
                    .iter()
                    .map(|(id, name, note)| (entries::id.eq(id), entries::name.eq(name), entries::note.eq(note)))
                    .collect();
                ::diesel::insert_into(entries::table).values(rows).execute(&mut connection).await.unwrap() as u64
            })
        }

        pub(crate) fn three_statements() -> Box<dyn Contender> {
            reading(&ONE, open(), async |pool: &mut Connections, key| {
                let mut connection = pool.get().await.unwrap();
                let work = connection.transaction(async |connection| {
                    set_note(connection, key).await?;
                    set_name(connection, key).await?;
                    look_up(connection, key).await
                });
                Some(work.await.unwrap())
            })
        }

        pub(crate) fn tasks_read() -> Box<dyn Contender> {
            reading(&MANY, open(), async |pool: &mut Connections, key| {
                let mut tasks = JoinSet::new();
                for key in keys(key) {
                    let pool = pool.clone();
                    tasks.spawn(async move {
                        let mut connection = pool.get().await.unwrap();
                        Some(connection.transaction(async |connection| look_up(connection, key).await).await.unwrap())
                    });
                }
                let mut all = tasks.join_all().await;
                all.sort();
                all
            })
        }

        pub(crate) fn tasks_write() -> Box<dyn Contender> {
            reading(&MANY, open(), async |pool: &mut Connections, key| {
                let mut tasks = JoinSet::new();
                for key in keys(key) {
                    let pool = pool.clone();
                    tasks.spawn(async move {
                        let mut connection = pool.get().await.unwrap();
                        let work = connection.transaction(async |connection| {
                            set_note(connection, key).await?;
                            look_up(connection, key).await
                        });
                        Some(work.await.unwrap())
                    });
                }
                let mut all = tasks.join_all().await;
                all.sort();
                all
            })
        }
    };
}
pub(crate) use with_diesel;
