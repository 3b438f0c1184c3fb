//! PgBouncer in its transaction mode, in front of the tests' PostgreSQL: each transaction may get another of few
//! connections to the server.

use anyhow::{Context, Result};

use super::debian::{self, Suite};
use super::programs::{Programs, search_path};
use super::server::{Place, Server};
use super::{Url, postgres};
use crate::process;

/// Connections to PostgreSQL for each database, fewer than the tests have clients.
const SERVER_CONNECTIONS: u32 = 2;

pub(super) fn programs() -> Result<Programs> {
    if let Some(programs) = Programs::installed("pgbouncer", search_path()) {
        return Ok(programs);
    }
    debian::unpack("pgbouncer", Suite::Own, &["pgbouncer"])
        .and_then(|root| Programs::unpacked(&root, root.join("usr")))
        .context("install PgBouncer 1.18 or newer (pgbouncer), or set STATIQL_PGBOUNCER_URL")
}

pub(super) fn needs(urls: &[Url]) -> Result<()> {
    server(urls).map(drop)
}

/// The server behind it.
fn server(urls: &[Url]) -> Result<Address<'_>> {
    let (_, url) = urls
        .iter()
        .find(|(variable, _)| *variable == "STATIQL_POSTGRES_URL")
        .context("there is no PostgreSQL to put it in front of")?;
    Address::of(url).context(
        "STATIQL_POSTGRES_URL does not look like postgres://user:password@host:port/database, so set \
         STATIQL_PGBOUNCER_URL",
    )
}

pub(super) fn start(programs: Programs, urls: &[Url]) -> Result<Server> {
    let behind = server(urls)?;
    let place = Place::new("pgbouncer", &programs)?;
    let version = process::output_of(programs.command("pgbouncer")?.arg("--version").current_dir("/"))?;

    // It logs in to the server with this password, and its clients log in with it here.
    let (users, settings) = (place.file("users"), place.file("pgbouncer.ini"));
    std::fs::write(&users, format!("\"{}\" \"{}\"\n", behind.user, behind.password))?;
    let [user, host] = [behind.user, behind.host];
    let mut text = format!(
        "[databases]\n\
         * = host={host} port={}\n\
         [pgbouncer]\n\
         listen_addr = 127.0.0.1\n\
         listen_port = {}\n\
         unix_socket_dir =\n\
         auth_type = scram-sha-256\n\
         auth_file = {}\n\
         admin_users = {user}\n\
         pool_mode = transaction\n\
         default_pool_size = {SERVER_CONNECTIONS}\n\
         max_client_conn = 500\n",
        behind.port,
        place.port,
        users.display(),
    );
    if keeps_prepared_statements(&version) {
        // What older ones cannot do, and many are set up not to.
        text.push_str("max_prepared_statements = 0\n");
    }
    std::fs::write(&settings, text)?;
    programs.give(&users)?;
    programs.give(&settings)?;

    let mut command = programs.command("pgbouncer")?;
    command.arg(&settings);
    let mut server = place.start(command, programs.stop_signal)?;

    let clients = postgres::programs()?;
    let version = server.wait_for_answer(|place| {
        let mut psql = clients.command("psql")?;
        psql.args(["--no-psqlrc", "--no-password", "--tuples-only", "--host=127.0.0.1", "--username", user]);
        psql.args(["--port", &place.port.to_string(), "--dbname=pgbouncer", "--command=SHOW VERSION"]);
        psql.env("PGPASSWORD", behind.password);
        place.ask(psql)
    })?;
    let url = format!("postgres://{user}:{}@127.0.0.1:{}/{}", behind.password, server.place.port, behind.database);
    Ok(server.ready(url, &version))
}

/// Whether it can follow prepared statements from one connection to the next: since 1.21, and on by default since 1.24.
fn keeps_prepared_statements(version: &str) -> bool {
    let numbers = version.split_whitespace().nth(1).unwrap_or_default();
    let mut numbers = numbers.split('.').map(|number| number.parse::<u32>().unwrap_or_default());
    (numbers.next(), numbers.next()) >= (Some(1), Some(21))
}

/// The parts of a server's URL.
#[derive(Debug, PartialEq)]
struct Address<'u> {
    user: &'u str,
    password: &'u str,
    host: &'u str,
    port: &'u str,
    database: &'u str,
}

impl<'u> Address<'u> {
    fn of(url: &'u str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let (login, place) = rest.rsplit_once('@')?;
        let (user, password) = login.split_once(':')?;
        let (host, database) = place.split_once('/')?;
        let (host, port) = host.rsplit_once(':')?;
        // Nothing that would need to be decoded, or mean something else in a file of settings.
        let is_plain = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        let all = [user, password, host, port, database];
        all.iter().all(|part| !part.is_empty() && is_plain(part)).then_some(Address {
            user,
            password,
            host,
            port,
            database,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, keeps_prepared_statements};

    #[test]
    fn a_url_is_taken_apart_or_refused() {
        let address = Address { user: "me", password: "x-1", host: "127.0.0.1", port: "5432", database: "shop" };
        assert_eq!(Address::of("postgres://me:x-1@127.0.0.1:5432/shop"), Some(address));
        for url in [
            "postgres://me@127.0.0.1:5432/shop",
            "postgres://me:x@127.0.0.1/shop",
            "postgres://me:x%40@127.0.0.1:5432/shop",
            "postgres://me:x@127.0.0.1:5432/shop?sslmode=require",
            "postgres://me:x@127.0.0.1:5432/",
        ] {
            assert_eq!(Address::of(url), None, "{url}");
        }
    }

    #[test]
    fn prepared_statements_are_turned_off_where_they_can_be_on() {
        assert!(!keeps_prepared_statements("PgBouncer 1.18.0\nlibevent 2.1.12-stable\n"));
        assert!(!keeps_prepared_statements("PgBouncer 1.20.1"));
        assert!(keeps_prepared_statements("PgBouncer 1.21.0"));
        assert!(keeps_prepared_statements("PgBouncer 2.0"));
        assert!(!keeps_prepared_statements(""));
    }
}
