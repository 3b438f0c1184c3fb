//! With statiql.

use statiql::prelude::*;

#[table("authors")]
pub struct Authors {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}

#[table("books")]
pub struct Books {
    #[column(primary_key)]
    pub id: i64,
    pub author_id: i64,
    pub title: String,
    pub note: Option<String>,
}

#[table("entries")]
pub struct Entries {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
    pub note: Option<String>,
}

// No functions: the type of a statement is not one to be written down.
macro_rules! look_up {
    ($key:expr) => {
        from(Books).filter(Books.id.eq($key)).select((Books.id, Books.title, Books.note))
    };
}
macro_rules! set_note {
    ($key:expr) => {
        update(Books).set(Books.note.set(NOTE)).filter(Books.id.eq($key))
    };
}
macro_rules! set_name {
    ($key:expr) => {
        update(Authors).set(Authors.name.set(NOTE)).filter(Authors.id.eq(author($key)))
    };
}
macro_rules! insert_entry {
    ($row:expr) => {{
        let (id, name, note) = $row;
        insert(Entries).values((Entries.id.set(*id), Entries.name.set(name), Entries.note.set(note.as_deref())))
    }};
}
pub(crate) use {insert_entry, look_up, set_name, set_note};

/// The cases for a type of database.
macro_rules! with_statiql {
    ($database:ty, $url:expr, $table:expr) => {
        use ::statiql::prelude::*;
        use tokio::runtime::Runtime;
        use tokio::task::JoinSet;
        use $crate::Contender;
        use $crate::server::statiql::{Authors, Books, Entries, insert_entry, look_up, set_name, set_note};
        use $crate::server::{ENTRIES, MANY, NOTE, ONE, POOL, adding, author, filling, keys, reading};

        type Database = $database;

        fn open(runtime: &Runtime) -> Database {
            let options = Database::options(&$url).unwrap().max_connections(POOL);
            runtime.block_on(options.connect()).unwrap()
        }

        pub(crate) fn lookup() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |db: &mut Database, key| db.run(look_up!(key)).await.unwrap().pop())
        }

        pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |db: &mut Database, key| {
                Some(db.transaction(async |tx| tx.one(look_up!(key)).await).await.unwrap())
            })
        }

        pub(crate) fn rows() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |db: &mut Database, _| {
                db.run(from(Books).select((Books.id, Books.title, Books.note))).await.unwrap()
            })
        }

        /// Adds up what it sees of rows that it does not keep.
        pub(crate) fn rows_borrowed() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |db: &mut Database, _| {
                let mut sum = 0;
                let work = db.transaction(async |tx| {
                    tx.for_each(from(Books).select((Books.id, Books.title, Books.note)), |(id, title, note)| {
                        sum += id as usize + title.len() + note.map_or(0, str::len);
                        Ok(())
                    })
                    .await
                });
                work.await.unwrap();
                sum
            })
        }

        pub(crate) fn insert_one() -> Box<dyn Contender> {
            adding($table, open(&ONE), async |db: &mut Database, row| db.run(insert_entry!(row)).await.unwrap())
        }

        pub(crate) fn insert_many() -> Box<dyn Contender> {
            filling($table, open(&ONE), async |db: &mut Database| {
                db.transaction(async |tx| tx.execute_many(&*ENTRIES, |row| insert_entry!(row)).await).await.unwrap()
            })
        }

        /// One after the other: each is waited for.
        pub(crate) fn three_statements() -> Box<dyn Contender> {
            reading(&ONE, open(&ONE), async |db: &mut Database, key| {
                let work = db.transaction(async |tx| {
                    tx.execute(set_note!(key)).await?;
                    tx.execute(set_name!(key)).await?;
                    tx.one(look_up!(key)).await
                });
                Some(work.await.unwrap())
            })
        }

        pub(crate) fn tasks_read() -> Box<dyn Contender> {
            reading(&MANY, open(&MANY), async |db: &mut Database, key| {
                let mut tasks = JoinSet::new();
                for key in keys(key) {
                    let db = db.clone();
                    tasks.spawn(
                        async move { Some(db.transaction(async |tx| tx.one(look_up!(key)).await).await.unwrap()) },
                    );
                }
                let mut all = tasks.join_all().await;
                all.sort();
                all
            })
        }

        pub(crate) fn tasks_write() -> Box<dyn Contender> {
            reading(&MANY, open(&MANY), async |db: &mut Database, key| {
                let mut tasks = JoinSet::new();
                for key in keys(key) {
                    let db = db.clone();
                    tasks.spawn(async move {
                        let work = db.transaction(async |tx| {
                            tx.execute(set_note!(key)).await?;
                            tx.one(look_up!(key)).await
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
pub(crate) use with_statiql;
