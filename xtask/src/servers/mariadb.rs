//! MariaDB.

use anyhow::{Context, Result};

use super::debian::{self, Suite};
use super::mysql;
use super::programs::{Programs, search_path};
use super::server::{Place, Server, USER};

pub(super) fn programs() -> Result<Programs> {
    if let Some(programs) = Programs::installed("mariadbd", search_path()) {
        return Ok(programs);
    }
    debian::unpack("mariadb", Suite::Own, &["mariadb-server-core", "mariadb-client-core"])
        .and_then(|root| Programs::unpacked(&root, root.join("usr")))
        .context("install MariaDB 10.6 or newer (mariadbd, mariadb), or set STATIQL_MARIADB_URL")
}

pub(super) fn start(programs: Programs) -> Result<Server> {
    let place = Place::new("mariadb", &programs)?;
    let mut install = programs.command("mariadb-install-db")?;
    install.arg("--no-defaults").arg(mysql::option("--basedir=", programs.base()));
    install.arg(mysql::option("--datadir=", &place.file("data")));
    install.args(["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]);
    place.run("mariadb-install-db", install)?;
    // It makes accounts without a password.
    let close =
        format!("DELETE FROM mysql.global_priv WHERE User NOT IN ('{USER}', 'mariadb.sys');\nFLUSH PRIVILEGES;");
    mysql::start_with(&programs, place, ["mariadbd", "mariadb"], &[], &close)
}
