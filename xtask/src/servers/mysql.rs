//! MySQL, and what MariaDB still has in common with it.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::debian::{self, Suite};
use super::programs::{Programs, search_path};
use super::server::{Place, Server, TEST_DATABASE, USER};
use crate::process;

/// Its folder for imports and exports, which must exist, would be one of the system's; its second
/// protocol would take a port of its own.
const OPTIONS: &[&str] = &["--secure-file-priv=NULL", "--mysqlx=OFF"];

pub(super) fn programs() -> Result<Programs> {
    if let Some(programs) = Programs::installed("mysqld", search_path())
        // The other server goes by this name, too.
        && !is_mariadb(&programs)?
    {
        return Ok(programs);
    }
    // Debian's releases have no MySQL. What its development branch has needs that branch's libraries.
    debian::unpack("mysql", Suite::Sid, &["mysql-server-core", "mysql-client-core"])
        .and_then(|root| Programs::unpacked(&root, root.join("usr")))
        .context("install MySQL 8.0.19 or newer (mysqld, mysql), or set STATIQL_MYSQL_URL")
}

fn is_mariadb(programs: &Programs) -> Result<bool> {
    let version = process::output_of(programs.command("mysqld")?.arg("--version").current_dir("/"))?;
    Ok(version.contains("MariaDB"))
}

pub(super) fn start(programs: Programs) -> Result<Server> {
    let place = Place::new("mysql", &programs)?;
    let mut initialize = server_command(&programs, &place, "mysqld")?;
    initialize.args(OPTIONS).arg("--initialize-insecure");
    place.run("mysqld --initialize-insecure", initialize)?;
    // It makes this account without a password.
    let close = "ALTER USER 'root'@'localhost' ACCOUNT LOCK;";
    start_with(&programs, place, ["mysqld", "mysql"], OPTIONS, close)
}

/// Starts the server, with the user and the database of the tests; `close` is SQL that closes the
/// accounts there are before.
pub(super) fn start_with(
    programs: &Programs,
    place: Place,
    [server, client]: [&str; 2],
    options: &[&str],
    close: &str,
) -> Result<Server> {
    // A statement a line, as this kind of file has them. Run at every start.
    let setup = format!(
        "CREATE DATABASE IF NOT EXISTS {TEST_DATABASE};\n\
         CREATE USER IF NOT EXISTS '{USER}'@'%' IDENTIFIED BY '{}';\n\
         GRANT ALL ON *.* TO '{USER}'@'%' WITH GRANT OPTION;\n\
         {close}\n",
        place.password
    );
    std::fs::write(place.file("setup.sql"), setup)?;
    programs.give(&place.file("setup.sql"))?;

    let mut command = server_command(programs, &place, server)?;
    command.args(options).arg(option("--init-file=", &place.file("setup.sql")));
    command.args(["--bind-address=127.0.0.1", "--port", &place.port.to_string()]);
    // Without names, nobody who comes by the port counts as `localhost`.
    command.arg("--skip-name-resolve");
    let mut server = place.start(command, programs.stop_signal)?;

    let version = server.wait_for_answer(|place| {
        let mut ask = programs.command(client)?;
        ask.args(["--no-defaults", "--batch", "--skip-column-names", "--host=127.0.0.1"]);
        ask.args(["--port", &place.port.to_string(), "--user", USER, "--execute=SELECT version()", TEST_DATABASE]);
        ask.env("MYSQL_PWD", &place.password);
        place.ask(ask)
    })?;
    let url = server.place.url("mysql");
    Ok(server.ready(url, &version))
}

fn server_command(programs: &Programs, place: &Place, server: &str) -> Result<Command> {
    let mut command = programs.command(server)?;
    command.arg("--no-defaults").arg(option("--basedir=", programs.base()));
    // An installed one knows; unpacked, it looks for these where they would be installed.
    let messages = programs.base().join("share/mysql");
    if messages.is_dir() {
        command.arg(option("--lc-messages-dir=", &messages));
    }
    command.arg(option("--datadir=", &place.file("data")));
    command.arg(option("--socket=", &place.file("socket"))).arg(option("--pid-file=", &place.file("pid")));
    // What packagers set in the files of defaults, which are not read here; else MariaDB's is Latin-1.
    command.arg("--character-set-server=utf8mb4");
    // There is nobody to replicate to, and it halves what a write costs.
    command.arg("--skip-log-bin");
    Ok(command)
}

/// An option whose value is a path.
pub(super) fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}
