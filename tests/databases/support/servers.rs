//! A database for each test on the servers, made and dropped with the bare drivers.

use std::sync::atomic::{AtomicU32, Ordering};

use super::Tested;

/// A database of a server.
pub(crate) struct Place {
    server: String,
    name: String,
    url: String,
}

impl Place {
    /// A name that no other test has, in this process or another.
    fn new(server: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("statiql_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let (address, rest) = server.split_at(server.find("://").expect("a URL") + 3);
        let host = rest.split(['/', '?']).next().unwrap_or(rest);
        let query = rest.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
        Place { url: format!("{address}{host}/{name}{query}"), server: server.to_owned(), name }
    }
}

#[cfg(feature = "postgres")]
async fn postgres(url: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("the server");
    let (done, _) = tokio::join!(
        async {
            let done = client.batch_execute(statement).await;
            drop(client);
            done
        },
        connection
    );
    done.expect("CREATE or DROP DATABASE");
}

#[cfg(feature = "mysql")]
async fn mysql(url: &str, statement: &str) {
    use mysql_async::prelude::Queryable;

    let options = mysql_async::Opts::from_url(url).expect("a URL");
    let mut connection = mysql_async::Conn::new(options).await.expect("the server");
    connection.query_drop(statement).await.expect("CREATE or DROP DATABASE");
    connection.disconnect().await.expect("the end");
}

macro_rules! server {
    ($database:ty, $number:literal $name:literal $url:literal, $run:ident, $options:literal, $force:literal) => {
        impl Tested for $database {
            const NAME: &'static str = $name;
            const NUMBER: usize = $number;
            const URL: Option<&'static str> = Some($url);
            type Place = Place;

            async fn make(url: &str) -> Place {
                let place = Place::new(url);
                $run(url, &format!(concat!("CREATE DATABASE {} ", $options), place.name)).await;
                place
            }

            async fn open(place: &Place) -> Self {
                <$database>::connect(&place.url).await.expect("the database")
            }

            async fn remove(place: Place) {
                $run(&place.server, &format!(concat!("DROP DATABASE {}", $force), place.name)).await;
            }
        }
    };
}

#[cfg(feature = "postgres")]
server!(statiql::postgres::Database, 1 "postgres" "STATIQL_POSTGRES_URL", postgres, "", " WITH (FORCE)");

// Text that is equal byte for byte and not otherwise: `'a' = 'A '` holds in MySQL by default.
#[cfg(feature = "mysql")]
server!(
    statiql::mysql::Database, 2 "mysql" "STATIQL_MYSQL_URL", mysql,
    "CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin", ""
);
#[cfg(feature = "mysql")]
server!(
    statiql::mariadb::Database, 3 "mariadb" "STATIQL_MARIADB_URL", mysql,
    "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin", ""
);
