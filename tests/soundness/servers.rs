//! The servers compile the same texts: each statement is prepared there, with the tables at hand and nothing run.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use mysql_async::prelude::Queryable;
use statiql::prelude::*;
use statiql::render::{Dialect, DialectKind, Needs, Part, Visitor, visit_statement};
use statiql::types::{List, Value, ValueKind};
use tokio::runtime::Runtime;
use tokio_postgres::types::Type;

use crate::tables::{Counters, Items, Kinds, Orders, People, Tags};

/// As statiql sets its connections to MySQL and MariaDB up.
const MYSQL_SESSION: &str = "SET sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,\
    ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'";

/// The servers that there are URLs of.
pub(crate) struct Servers {
    runtime: Runtime,
    all: Vec<Server>,
}

/// A server, and what it said.
struct Server {
    dialect: DialectKind,
    connection: Connection,
    place: Place,
    prepared: usize,
    /// How many statements were left out for each feature that the dialect lacks.
    lacking: BTreeMap<&'static str, usize>,
    refusals: Vec<String>,
}

enum Connection {
    Postgres(tokio_postgres::Client),
    MySql(mysql_async::Conn),
}

/// A database made for this run.
struct Place {
    server: String,
    name: String,
}

impl Place {
    fn new(server: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("statiql_soundness_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Place { server: server.to_owned(), name }
    }

    fn url(&self) -> String {
        let start = self.server.find("://").expect("a URL") + 3;
        let end = self.server[start..].find(['/', '?']).map_or(self.server.len(), |place| start + place);
        format!("{}/{}", &self.server[..end], self.name)
    }
}

async fn on_postgres(url: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("the server");
    let (done, _) = tokio::join!(
        async {
            let done = client.batch_execute(statement).await;
            drop(client);
            done
        },
        connection
    );
    done.expect(statement);
}

async fn mysql_at(url: &str) -> mysql_async::Conn {
    mysql_async::Conn::new(mysql_async::Opts::from_url(url).expect("a URL")).await.expect("the server")
}

async fn on_mysql(url: &str, statement: &str) {
    let mut connection = mysql_at(url).await;
    connection.query_drop(statement).await.expect(statement);
    connection.disconnect().await.expect("the end");
}

impl Servers {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut all = Vec::new();
        for (dialect, variable) in [
            (DialectKind::Postgres, "STATIQL_POSTGRES_URL"),
            (DialectKind::MySql, "STATIQL_MYSQL_URL"),
            (DialectKind::MariaDb, "STATIQL_MARIADB_URL"),
        ] {
            match std::env::var(variable) {
                Ok(url) => all.push(runtime.block_on(Server::new(dialect, &url))),
                Err(_) => {
                    assert!(std::env::var_os("CI").is_none(), "not tested: no {variable}");
                    #[allow(clippy::print_stderr)]
                    {
                        eprintln!("not tested: no {variable}");
                    }
                }
            }
        }
        Servers { runtime, all }
    }

    /// Prepares a statement, if the dialect has what it needs.
    pub(crate) fn prepare<D: Dialect, Q: Statement>(&mut self, name: &str, query: &Q) {
        let Some(server) = self.all.iter_mut().find(|server| server.dialect == D::KIND) else { return };
        let missing = std::any::type_name::<<Q::Needs as Needs>::Missing<D>>();
        match missing.rsplit("::").next() {
            Some("Nothing") => {}
            feature => {
                *server.lacking.entry(feature.unwrap_or(missing)).or_default() += 1;
                return;
            }
        }
        let mut types = Types { dialect: D::KIND, all: Vec::new() };
        visit_statement(query, true, &mut types);
        self.runtime.block_on(server.prepare(name, &query.sql::<D>(), &types.all));
    }

    /// What they refused.
    pub(crate) fn refusals(&self) -> Vec<String> {
        let of = |server: &Server| -> Vec<String> {
            server.refusals.iter().map(|refusal| format!("{:?}: {refusal}", server.dialect)).collect()
        };
        self.all.iter().flat_map(of).collect()
    }

    /// How many statements each was asked about.
    pub(crate) fn counts(&self) -> String {
        let of = |server: &Server| {
            let lacking: Vec<_> = server.lacking.iter().map(|(feature, count)| format!("{count} {feature}")).collect();
            format!(
                "{:?}: {} statements prepared, {} refused; not asked, since they need: {}\n",
                server.dialect,
                server.prepared,
                server.refusals.len(),
                lacking.join(", ")
            )
        };
        self.all.iter().map(of).collect()
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        for server in std::mem::take(&mut self.all) {
            self.runtime.block_on(server.remove());
        }
    }
}

impl Server {
    async fn new(dialect: DialectKind, server: &str) -> Self {
        let place = Place::new(server);
        let url = place.url();
        let tables = (People, Kinds, Orders, Items, Tags, Counters);
        let connection = match dialect {
            DialectKind::Postgres => {
                on_postgres(server, &format!("CREATE DATABASE {}", place.name)).await;
                let db = statiql::postgres::Database::connect(&url).await.expect("the database");
                db.create_all(tables).await.expect("the tables");
                let (client, connection) =
                    tokio_postgres::connect(&url, tokio_postgres::NoTls).await.expect("the database");
                tokio::spawn(connection);
                Connection::Postgres(client)
            }
            _ => {
                on_mysql(server, &format!("CREATE DATABASE {}", place.name)).await;
                if dialect == DialectKind::MySql {
                    let db = statiql::mysql::Database::connect(&url).await.expect("the database");
                    db.create_all(tables).await.expect("the tables");
                } else {
                    let db = statiql::mariadb::Database::connect(&url).await.expect("the database");
                    db.create_all(tables).await.expect("the tables");
                }
                let mut connection = mysql_at(&url).await;
                connection.query_drop(MYSQL_SESSION).await.expect("the session's settings");
                Connection::MySql(connection)
            }
        };
        Server { dialect, connection, place, prepared: 0, lacking: BTreeMap::new(), refusals: Vec::new() }
    }

    async fn prepare(&mut self, name: &str, text: &str, types: &[Type]) {
        let refused = match &mut self.connection {
            Connection::Postgres(client) => match client.prepare_typed(text, types).await {
                Ok(_) => None,
                Err(error) => Some(error.as_db_error().map_or(error.to_string(), ToString::to_string)),
            },
            Connection::MySql(connection) => match connection.prep(text).await {
                Ok(statement) => connection.close(statement).await.err().map(|error| error.to_string()),
                Err(error) => Some(error.to_string()),
            },
        };
        self.prepared += 1;
        self.refusals.extend(refused.map(|error| format!("{name}: {error}\n    {text}")));
    }

    async fn remove(self) {
        let drop = format!("DROP DATABASE {}", self.place.name);
        match self.connection {
            Connection::Postgres(client) => {
                std::mem::drop(client);
                on_postgres(&self.place.server, &format!("{drop} WITH (FORCE)")).await;
            }
            Connection::MySql(connection) => {
                connection.disconnect().await.expect("the end");
                on_mysql(&self.place.server, &drop).await;
            }
        }
    }
}

/// The types of a statement's values, as PostgreSQL calls them.
struct Types {
    dialect: DialectKind,
    all: Vec<Type>,
}

impl Visitor for Types {
    fn dialect(&self) -> DialectKind {
        self.dialect
    }

    fn value(&mut self, value: Value<'_>) {
        self.all.push(match value {
            Value::Null(kind) => of_kind(kind),
            Value::Bool(_) => Type::BOOL,
            Value::I16(_) => Type::INT2,
            Value::I32(_) => Type::INT4,
            Value::I64(_) | Value::U64(_) => Type::INT8,
            Value::F32(_) => Type::FLOAT4,
            Value::F64(_) => Type::FLOAT8,
            Value::Text(_) => Type::TEXT,
            Value::Bytes(_) => Type::BYTEA,
            _ => panic!("no table has a column of this type"),
        });
    }

    /// Each column of the rows is one array.
    fn rows(&mut self, _: usize, visit: &dyn Fn(usize, &mut dyn Visitor)) -> bool {
        if self.dialect != DialectKind::Postgres {
            return false;
        }
        let mut row = Types { dialect: self.dialect, all: Vec::new() };
        visit(0, &mut row);
        self.all.extend(row.all.iter().map(array_of));
        true
    }

    fn list(&mut self, kind: ValueKind, _: &dyn List) {
        self.all.push(array_of(&of_kind(kind)));
    }

    fn part(&mut self, _: Part) {}
}

fn of_kind(kind: ValueKind) -> Type {
    match kind {
        ValueKind::Bool => Type::BOOL,
        ValueKind::I16 => Type::INT2,
        ValueKind::I32 => Type::INT4,
        ValueKind::I64 => Type::INT8,
        ValueKind::F32 => Type::FLOAT4,
        ValueKind::F64 => Type::FLOAT8,
        ValueKind::Text => Type::TEXT,
        ValueKind::Bytes => Type::BYTEA,
        _ => panic!("no table has a column of this type"),
    }
}

fn array_of(ty: &Type) -> Type {
    match *ty {
        Type::BOOL => Type::BOOL_ARRAY,
        Type::INT2 => Type::INT2_ARRAY,
        Type::INT4 => Type::INT4_ARRAY,
        Type::INT8 => Type::INT8_ARRAY,
        Type::FLOAT4 => Type::FLOAT4_ARRAY,
        Type::FLOAT8 => Type::FLOAT8_ARRAY,
        Type::BYTEA => Type::BYTEA_ARRAY,
        _ => Type::TEXT_ARRAY,
    }
}
