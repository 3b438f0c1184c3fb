//! A database of its own for each test, on the server that an environment variable names.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::oneshot::Sender;

use statiql::server::{Database, Options, Server};

/// What a test needs to know of a server beside what statiql does with it.
pub(crate) trait Tested: Server {
    const VARIABLE: &'static str;
    /// Takes a lock or waits for it for one second; `{}` is the id of the row.
    const LOCK_TIMEOUT: &'static str;

    /// Runs one statement outside of any transaction, without statiql; gives the first column of its rows as text.
    fn admin(url: &str, sql: &str) -> impl Future<Output = Vec<String>> + Send;

    /// How many connections this database has on the server, whether any is in a transaction, and how many statements
    /// are prepared in all if the server tells.
    fn connections(scratch: &Scratch<Self>) -> impl Future<Output = (usize, usize)> + Send;

    /// Ends all connections of this database from the server's side, so long after it says that it is ready to.
    fn kill_all(scratch: &Scratch<Self>, ready: Sender<()>, after: Duration) -> impl Future<Output = ()> + Send;
}

pub(crate) struct Scratch<D: Tested> {
    pub(crate) admin: String,
    pub(crate) url: String,
    pub(crate) name: String,
    dialect: PhantomData<D>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl<D: Tested> Scratch<D> {
    /// `None` where there is no such server, which on CI is a failure.
    pub(crate) async fn new() -> Option<Self> {
        let Ok(admin) = std::env::var(D::VARIABLE) else {
            assert!(std::env::var_os("CI").is_none(), "{} is not set", D::VARIABLE);
            eprintln!("not tested: {} is not set", D::VARIABLE);
            return None;
        };
        let name = format!("statiql_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        D::admin(&admin, &format!("CREATE DATABASE {name}")).await;
        let (server, _) = admin.rsplit_once('/').expect("a URL that ends in a database");
        let url = format!("{server}/{name}");
        Some(Scratch { admin, url, name, dialect: PhantomData })
    }

    pub(crate) fn options(&self) -> Options<D> {
        Database::options(&self.url).expect("the URL of the tests")
    }

    pub(crate) async fn pool(&self, connections: usize) -> Database<D> {
        self.options().max_connections(connections).connect().await.expect("the server of the tests")
    }

    /// The same database behind another port.
    pub(crate) fn through(&self, port: u16) -> Options<D> {
        let (head, database) = self.url.rsplit_once('/').expect("a URL");
        let (user, _) = head.rsplit_once('@').expect("a URL with a user");
        Database::options(&format!("{user}@127.0.0.1:{port}/{database}")).expect("a URL")
    }

    pub(crate) fn port(&self) -> u16 {
        let (_, place) = self.url.rsplit_once(':').expect("a URL with a port");
        place.split('/').next().and_then(|port| port.parse().ok()).expect("a port")
    }
}

impl<D: Tested> Drop for Scratch<D> {
    fn drop(&mut self) {
        let (admin, name) = (self.admin.clone(), self.name.clone());
        let force = if D::VARIABLE.contains("POSTGRES") { " WITH (FORCE)" } else { "" };
        let drop = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(D::admin(&admin, &format!("DROP DATABASE {name}{force}")));
        };
        let _ = std::thread::spawn(drop).join();
    }
}

#[cfg(feature = "postgres")]
impl Tested for statiql::render::Postgres {
    const VARIABLE: &'static str = "STATIQL_POSTGRES_URL";
    const LOCK_TIMEOUT: &'static str = "SET LOCAL lock_timeout = '200ms'";

    async fn admin(url: &str, sql: &str) -> Vec<String> {
        use tokio_postgres::SimpleQueryMessage::Row;
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("a server");
        let driver = tokio::spawn(connection);
        let messages = client.simple_query(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        drop(client);
        let _ = driver.await;
        let rows = messages.iter().filter_map(|message| if let Row(row) = message { Some(row) } else { None });
        rows.map(|row| row.get(0).unwrap_or_default().to_owned()).collect()
    }

    async fn connections(scratch: &Scratch<Self>) -> (usize, usize) {
        let sql = format!("SELECT state FROM pg_stat_activity WHERE datname = '{}'", scratch.name);
        let states = Self::admin(&scratch.admin, &sql).await;
        (states.len(), states.iter().filter(|state| *state != "idle").count())
    }

    async fn kill_all(scratch: &Scratch<Self>, ready: Sender<()>, after: Duration) {
        let (client, connection) =
            tokio_postgres::connect(&scratch.admin, tokio_postgres::NoTls).await.expect("a server");
        let driver = tokio::spawn(connection);
        let _ = ready.send(());
        tokio::time::sleep(after).await;
        let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", scratch.name);
        client.batch_execute(&sql).await.expect("it may");
        drop(client);
        let _ = driver.await;
    }
}

#[cfg(feature = "mysql")]
mod mysql {
    use std::time::Duration;

    use mysql_async::prelude::Queryable;
    use tokio::sync::oneshot::Sender;

    use super::{Scratch, Tested};

    async fn admin(url: &str, sql: &str) -> Vec<String> {
        let mut connection = mysql_async::Conn::from_url(url).await.expect("a server");
        let rows: Vec<mysql_async::Row> = connection.query(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        let _ = connection.disconnect().await;
        let text = |row: &mysql_async::Row| row.get::<Option<String>, _>(0).flatten().unwrap_or_default();
        rows.iter().map(text).collect()
    }

    async fn connections(url: &str, name: &str) -> (usize, usize) {
        let all = admin(url, &format!("SELECT id FROM information_schema.processlist WHERE db = '{name}'")).await;
        let open = format!(
            "SELECT trx_id FROM information_schema.innodb_trx WHERE trx_mysql_thread_id IN \
             (SELECT id FROM information_schema.processlist WHERE db = '{name}')"
        );
        (all.len(), admin(url, &open).await.len())
    }

    async fn kill_all(url: &str, name: &str, ready: Sender<()>, after: Duration) {
        let mut connection = mysql_async::Conn::from_url(url).await.expect("a server");
        let _ = ready.send(());
        tokio::time::sleep(after).await;
        let all = format!("SELECT id FROM information_schema.processlist WHERE db = '{name}'");
        let all: Vec<u64> = connection.query(all).await.expect("connections");
        for id in all {
            // One that has ended by itself is as good.
            let _ = connection.query_drop(format!("KILL {id}")).await;
        }
        let _ = connection.disconnect().await;
    }

    macro_rules! tested {
        ($dialect:ident $variable:literal) => {
            impl Tested for statiql::render::$dialect {
                const VARIABLE: &'static str = $variable;
                const LOCK_TIMEOUT: &'static str = "SET innodb_lock_wait_timeout = 1";

                async fn admin(url: &str, sql: &str) -> Vec<String> {
                    admin(url, sql).await
                }

                async fn connections(scratch: &Scratch<Self>) -> (usize, usize) {
                    connections(&scratch.admin, &scratch.name).await
                }

                async fn kill_all(scratch: &Scratch<Self>, ready: Sender<()>, after: Duration) {
                    kill_all(&scratch.admin, &scratch.name, ready, after).await;
                }
            }
        };
    }

    tested!(MySql "STATIQL_MYSQL_URL");
    tested!(MariaDb "STATIQL_MARIADB_URL");
}

/// Runs a test on each server.
macro_rules! on_every_server {
    ($($test:ident)*) => {$(
        mod $test {
            #[cfg(feature = "postgres")]
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(scratch) = $crate::scratch::Scratch::<statiql::render::Postgres>::new().await {
                    super::$test(&scratch).await;
                }
            }

            #[cfg(feature = "mysql")]
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn mysql() {
                if let Some(scratch) = $crate::scratch::Scratch::<statiql::render::MySql>::new().await {
                    super::$test(&scratch).await;
                }
            }

            #[cfg(feature = "mysql")]
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn mariadb() {
                if let Some(scratch) = $crate::scratch::Scratch::<statiql::render::MariaDb>::new().await {
                    super::$test(&scratch).await;
                }
            }
        }
    )*};
}

pub(crate) use on_every_server;

/// How often a test repeats what it does: few times as a rule, often in the full tier.
pub(crate) fn tier(few: usize, many: usize) -> usize {
    match std::env::var("STATIQL_TEST_TIER").as_deref() {
        Ok("full") => many,
        _ => few,
    }
}
