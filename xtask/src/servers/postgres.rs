//! PostgreSQL.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian::{self, Suite};
use super::programs::{Programs, children, search_path};
use super::server::{Place, Server, TEST_DATABASE, USER};

pub(super) fn programs() -> Result<Programs> {
    let installed = versions(Path::new("/")).into_iter().chain(search_path());
    let mut programs = match Programs::installed("initdb", installed) {
        Some(programs) => programs,
        None => unpacked()
            .context("install PostgreSQL 14 or newer (initdb, postgres, psql), or set STATIQL_POSTGRES_URL")?,
    };
    // "Fast" in PostgreSQL's words; it takes TERM as a wish to wait for its clients.
    programs.stop_signal = "INT";
    Ok(programs)
}

fn unpacked() -> Result<Programs> {
    let root = debian::unpack("postgresql", Suite::Own, &["postgresql"])?;
    let programs = versions(&root).into_iter().next().context("no initdb in the package")?;
    Programs::unpacked(&root, programs.parent().unwrap_or(&root).to_owned())
}

/// The folders where Debian keeps the programs of each version, the newest first.
fn versions(root: &Path) -> Vec<PathBuf> {
    let mut folders = children(&root.join("usr/lib/postgresql"));
    folders.retain(|folder| folder.join("bin/initdb").is_file());
    folders.sort_by_key(|folder| {
        folder.file_name().and_then(|name| name.to_string_lossy().parse::<u32>().ok()).unwrap_or_default()
    });
    folders.iter().rev().map(|folder| folder.join("bin")).collect()
}

pub(super) fn start(programs: Programs) -> Result<Server> {
    let place = Place::new("postgres", &programs)?;
    let folder = place.path().to_owned();
    let (port, password) = (place.port.to_string(), place.password.clone());

    std::fs::write(place.file("password"), &password)?;
    programs.give(&place.file("password"))?;
    let mut initdb = programs.command("initdb")?;
    initdb.arg("--pgdata").arg(place.file("data")).arg("--pwfile").arg(place.file("password"));
    // On Linux there is a locale that knows of Unicode wherever there is a C library.
    let locale = if cfg!(target_os = "linux") { "C.UTF-8" } else { "C" };
    initdb.args(["--username", USER, "--encoding=UTF8", "--locale", locale]);
    // The socket is in a folder that is closed to others. The port is not, and so asks for the password.
    initdb.args(["--auth-local=trust", "--auth-host=scram-sha-256"]);
    place.run("initdb", initdb)?;

    let mut postgres = programs.command("postgres")?;
    postgres.arg("-D").arg(place.file("data")).arg("-k").arg(&folder);
    postgres.args(["-p", &port, "-c", "listen_addresses=127.0.0.1"]);
    let mut server = place.start(postgres, programs.stop_signal)?;

    let psql = |host: &Path, database: &str, sql: &str| {
        let mut psql = programs.command("psql")?;
        psql.args(["--no-psqlrc", "--no-password", "--tuples-only", "--port", &port, "--host"]).arg(host);
        psql.args(["--username", USER, "--dbname", database, "--command", sql]);
        psql.env("PGPASSWORD", &password);
        anyhow::Ok(psql)
    };
    server.wait_for_answer(|place| place.ask(psql(&folder, "postgres", "SELECT 1")?))?;
    server.place.run("CREATE DATABASE", psql(&folder, "postgres", &format!("CREATE DATABASE {TEST_DATABASE}"))?)?;
    // The way that the tests will take.
    let version = server.place.ask(psql(Path::new("127.0.0.1"), TEST_DATABASE, "SHOW server_version")?)?;
    let url = server.place.url("postgres");
    Ok(server.ready(url, &version))
}
