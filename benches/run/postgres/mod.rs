//! PostgreSQL, in a database of its own on the server of `STATIQL_POSTGRES_URL`.
//!
//! Its tables are unlogged, so that a commit does not wait for a disk, which would drown all else.

mod by_hand;
mod with_diesel;
mod with_sqlx;
mod with_statiql;

use std::sync::LazyLock;
use std::thread;

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls};

use super::server::Table;
use super::{Maker, Plan, Row};

const VARIABLE: &str = "STATIQL_POSTGRES_URL";
const DATABASE: &str = "statiql_bench";

const SETUP: &str = "
    CREATE UNLOGGED TABLE authors (id bigint PRIMARY KEY, name text NOT NULL) WITH (fillfactor = 50);
    CREATE UNLOGGED TABLE books (
        id bigint PRIMARY KEY,
        author_id bigint NOT NULL,
        title text NOT NULL,
        note text
    ) WITH (fillfactor = 50);
    CREATE UNLOGGED TABLE entries (id bigint PRIMARY KEY, name text NOT NULL, note text);
    INSERT INTO authors SELECT i, 'The author number ' || i FROM generate_series(1, 100) AS i;
    INSERT INTO books
        SELECT i, 1 + i % 100, 'The title of book ' || i, CASE WHEN i % 3 > 0 THEN 'A note on it: ' || i END
        FROM generate_series(1, 10000) AS i;
    VACUUM ANALYZE authors;
    VACUUM ANALYZE books;
";

struct Admin {
    url: String,
    runtime: Runtime,
    client: Client,
}

/// Made on a thread of its own: whoever asks for it first may be inside of another runtime.
static ADMIN: LazyLock<Admin> = LazyLock::new(|| thread::spawn(set_up).join().expect("a database"));

fn set_up() -> Admin {
    let server = std::env::var(VARIABLE).expect("a URL");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (url, client) = runtime.block_on(async {
        let client = connect(&server).await;
        let drop = format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)");
        client.batch_execute(&drop).await.expect("a database of the last time that may be dropped");
        client.batch_execute(&format!("CREATE DATABASE {DATABASE}")).await.expect("a new database");
        let (head, _) = server.rsplit_once('/').expect("a URL that ends in a database");
        let url = format!("{head}/{DATABASE}");
        let client = connect(&url).await;
        for statement in SETUP.split(';') {
            client.batch_execute(statement).await.expect("tables");
        }
        (url, client)
    });
    Admin { url, runtime, client }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection to PostgreSQL");
    tokio::spawn(connection);
    client
}

const ENTRIES: Table = Table {
    empty: || ADMIN.runtime.block_on(ADMIN.client.batch_execute("TRUNCATE entries")).expect("an empty table"),
    rows: || {
        let rows = ADMIN.client.query("SELECT id, name, note FROM entries ORDER BY id", &[]);
        ADMIN.runtime.block_on(rows).expect("rows").iter().map(by_hand::row).collect::<Vec<Row>>()
    },
};

pub(crate) fn plans() -> Vec<Plan> {
    macro_rules! variant {
        (held $name:ident) => {
            ("tokio_postgres", by_hand::held::$name as Maker)
        };
        (joined $name:ident) => {
            ("tokio_postgres_joined", by_hand::joined::$name as Maker)
        };
        (pooled $name:ident) => {
            ("deadpool_postgres", by_hand::pooled::$name as Maker)
        };
        (statiql $name:ident) => {
            ("statiql", with_statiql::$name as Maker)
        };
        // Nothing is pipelined.
        (plain $name:ident) => {
            ("tokio_postgres", by_hand::held::three_statements as Maker)
        };
        (diesel $name:ident) => {
            ("diesel_async", with_diesel::$name as Maker)
        };
        (sqlx $name:ident) => {
            ("sqlx", with_sqlx::$name as Maker)
        };
    }
    if std::env::var_os(VARIABLE).is_none() {
        eprintln!("not measured: {VARIABLE} is not set");
        return Vec::new();
    }
    super::plans! { "postgres" variant:
        lookup: held pooled statiql diesel sqlx;
        lookup_transaction: held joined pooled statiql diesel sqlx;
        rows: held statiql diesel sqlx;
        rows_borrowed: held statiql;
        insert_one: held pooled statiql diesel sqlx;
        insert_many: held statiql diesel sqlx;
        copy: held statiql;
        three_statements: held pooled statiql diesel sqlx;
        three_pipelined: plain joined statiql;
        three_in_one_flight: plain joined statiql;
        tasks_read: held pooled statiql diesel sqlx;
        tasks_write: held pooled statiql diesel sqlx;
    }
}
