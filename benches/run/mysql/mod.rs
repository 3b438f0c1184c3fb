//! MySQL and MariaDB, each in a database of its own on the server of `STATIQL_MYSQL_URL` and `STATIQL_MARIADB_URL`.
//!
//! Their tables are in memory, so that a commit does not wait for a disk, which would drown all else. All connect by
//! TCP.

mod by_hand;
mod on_mariadb;
mod on_mysql;

use std::sync::Mutex;
use std::thread;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, OptsBuilder};
use tokio::runtime::{Builder, Runtime};

use super::server::Table;
use super::{Plan, Row};

const DATABASE: &str = "statiql_bench";

const SETUP: [&str; 7] = [
    "CREATE TABLE authors (id bigint PRIMARY KEY, name varchar(60) NOT NULL) ENGINE = MEMORY",
    "CREATE TABLE books (
        id bigint PRIMARY KEY,
        author_id bigint NOT NULL,
        title varchar(60) NOT NULL,
        note varchar(60)
    ) ENGINE = MEMORY",
    "CREATE TABLE entries (id bigint PRIMARY KEY, name varchar(60) NOT NULL, note varchar(60)) ENGINE = MEMORY",
    "CREATE TABLE digits (i bigint PRIMARY KEY) ENGINE = MEMORY",
    "INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
    "INSERT INTO authors
        SELECT 1 + a.i + 10 * b.i, CONCAT('The author number ', 1 + a.i + 10 * b.i) FROM digits AS a, digits AS b",
    "INSERT INTO books
        SELECT n.i, 1 + n.i % 100, CONCAT('The title of book ', n.i),
            CASE WHEN n.i % 3 > 0 THEN CONCAT('A note on it: ', n.i) END
        FROM (
            SELECT 1 + a.i + 10 * b.i + 100 * c.i + 1000 * d.i AS i
            FROM digits AS a, digits AS b, digits AS c, digits AS d
        ) AS n",
];

/// A server to measure on.
trait Place: 'static {
    const VARIABLE: &str;

    fn admin() -> &'static Admin;

    const ENTRIES: Table = Table { empty: || Self::admin().empty(), rows: || Self::admin().rows() };
}

struct Admin {
    url: String,
    runtime: Runtime,
    conn: Mutex<Conn>,
}

impl Admin {
    /// On a thread of its own: whoever asks for it first may be inside of another runtime.
    fn of<P: Place>() -> Admin {
        thread::spawn(|| Admin::set_up(P::VARIABLE)).join().expect("a database")
    }

    fn set_up(variable: &str) -> Admin {
        let server = std::env::var(variable).expect("a URL");
        let (head, _) = server.rsplit_once('/').expect("a URL that ends in a database");
        let url = format!("{head}/{DATABASE}");
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let conn = runtime.block_on(async {
            let mut conn = Conn::new(by_tcp(&server)).await.expect("a connection");
            conn.query_drop(format!("DROP DATABASE IF EXISTS {DATABASE}")).await.expect("no database");
            conn.query_drop(format!("CREATE DATABASE {DATABASE}")).await.expect("a new database");
            let mut conn = Conn::new(by_tcp(&url)).await.expect("a connection to the new database");
            for statement in SETUP {
                conn.query_drop(statement).await.expect("tables");
            }
            conn
        });
        Admin { url, runtime, conn: Mutex::new(conn) }
    }

    /// As TRUNCATE, but leaves the statements valid that are prepared for the table.
    fn empty(&self) {
        let mut conn = self.conn.lock().expect("a connection");
        self.runtime.block_on(conn.query_drop("DELETE FROM entries")).expect("an empty table");
    }

    fn rows(&self) -> Vec<Row> {
        let mut conn = self.conn.lock().expect("a connection");
        self.runtime.block_on(conn.query("SELECT id, name, note FROM entries ORDER BY id")).expect("rows")
    }
}

/// The driver by itself would change to the server's socket.
fn by_tcp(url: &str) -> OptsBuilder {
    OptsBuilder::from_opts(Opts::from_url(url).expect("a URL")).prefer_socket(false)
}

pub(crate) fn plans() -> Vec<Plan> {
    let mut all = Vec::new();
    for (variable, plans) in [
        (on_mysql::Server::VARIABLE, on_mysql::plans as fn() -> Vec<Plan>),
        (on_mariadb::Server::VARIABLE, on_mariadb::plans),
    ] {
        if std::env::var_os(variable).is_none() {
            eprintln!("not measured: {variable} is not set");
        } else {
            all.extend(plans());
        }
    }
    all
}

/// A server with its cases, which are the same for all: `$name` as in `name/case`.
macro_rules! measure_on {
    ($name:literal, $variable:literal, $database:ty) => {
        use std::sync::LazyLock;

        use super::{Admin, Place, by_hand};
        use crate::{Maker, Plan};

        pub(super) struct Server;

        impl Place for Server {
            const VARIABLE: &str = $variable;

            fn admin() -> &'static Admin {
                static ADMIN: LazyLock<Admin> = LazyLock::new(Admin::of::<Server>);
                &ADMIN
            }
        }

        mod with_statiql {
            use super::{Place, Server};
            crate::server::statiql::with_statiql!($database, Server::admin().url, Server::ENTRIES);
        }

        mod with_diesel {
            use super::{Place, Server};
            crate::server::diesel::with_diesel!(
                diesel_async::AsyncMysqlConnection,
                format!("{}?prefer_socket=false", Server::admin().url),
                Server::ENTRIES
            );
        }

        mod with_sqlx {
            use super::{Place, Server};
            use crate::mysql::texts;
            use crate::server::{ENTRIES, filling};

            crate::server::sqlx::with_sqlx!(::sqlx::MySql, Server::admin().url, Server::ENTRIES, texts);

            /// As its documentation of `QueryBuilder` has it.
            pub(crate) fn insert_many() -> Box<dyn Contender> {
                filling(Server::ENTRIES, open(&ONE), async |pool: &mut Pool| {
                    let mut insert = ::sqlx::QueryBuilder::new("INSERT INTO entries (id, name, note) ");
                    insert.push_values(&*ENTRIES, |mut row, (id, name, note)| {
                        row.push_bind(id).push_bind(name).push_bind(note);
                    });
                    insert.build().execute(&*pool).await.unwrap().rows_affected()
                })
            }
        }

        pub(super) fn plans() -> Vec<Plan> {
            macro_rules! variant {
                (held $case:ident) => {
                    ("mysql_async", by_hand::held::$case::<Server> as Maker)
                };
                (pooled $case:ident) => {
                    ("mysql_async_pool", by_hand::pooled::$case::<Server> as Maker)
                };
                (statiql $case:ident) => {
                    ("statiql", with_statiql::$case as Maker)
                };
                (diesel $case:ident) => {
                    ("diesel_async", with_diesel::$case as Maker)
                };
                (sqlx $case:ident) => {
                    ("sqlx", with_sqlx::$case as Maker)
                };
            }
            crate::plans! { $name variant:
                lookup: held pooled statiql diesel sqlx;
                lookup_transaction: held pooled statiql diesel sqlx;
                rows: held statiql diesel sqlx;
                rows_borrowed: held statiql;
                insert_one: held pooled statiql diesel sqlx;
                insert_many: held statiql diesel sqlx;
                three_statements: held pooled statiql diesel sqlx;
                tasks_read: held pooled statiql diesel sqlx;
                tasks_write: held pooled statiql diesel sqlx;
            }
        }
    };
}
use measure_on;

mod texts {
    pub(super) const LOOKUP: &str = "SELECT id, title, note FROM books WHERE id = ?";
    pub(super) const ROWS: &str = "SELECT id, title, note FROM books";
    pub(super) const INSERT: &str = "INSERT INTO entries (id, name, note) VALUES (?, ?, ?)";
    pub(super) const SET_NOTE: &str = "UPDATE books SET note = ? WHERE id = ?";
    pub(super) const SET_NAME: &str = "UPDATE authors SET name = ? WHERE id = ?";
}
