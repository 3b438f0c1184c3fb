//! The database servers that the tests talk to: those that the user names, or throw-away ones on free
//! ports of 127.0.0.1, each with its data in a temporary folder.

pub(crate) mod command;
mod debian;
mod mariadb;
mod mysql;
mod postgres;
mod programs;
mod server;

use std::env;
use std::process::Command;

use anyhow::Result;

use programs::Programs;
use server::Server;

pub(crate) struct Database {
    pub(crate) name: &'static str,
    /// The environment variable that holds its URL.
    pub(crate) variable: &'static str,
    /// Finds its programs on this machine, or gets them. An error says what is missing.
    programs: fn() -> Result<Programs>,
    start: fn(Programs) -> Result<Server>,
}

pub(crate) const DATABASES: &[Database] = &[
    Database {
        name: "PostgreSQL",
        variable: "STATIQL_POSTGRES_URL",
        programs: postgres::programs,
        start: postgres::start,
    },
    Database { name: "MariaDB", variable: "STATIQL_MARIADB_URL", programs: mariadb::programs, start: mariadb::start },
    Database { name: "MySQL", variable: "STATIQL_MYSQL_URL", programs: mysql::programs, start: mysql::start },
];

/// How starting a server went, unless it failed.
pub(crate) enum Start {
    /// Started, and it has answered with its version.
    Running(String),
    /// The user has one, and it is used as it is.
    Given,
    /// The machine has no such server.
    Missing(String),
}

/// The servers that were started. They stop when this is dropped.
#[derive(Default)]
pub(crate) struct Servers {
    running: Vec<Server>,
    urls: Vec<(&'static str, String)>,
}

impl Servers {
    pub(crate) fn start(&mut self, database: &Database) -> Result<Start> {
        if let Some(url) = env::var(database.variable).ok().filter(|url| !url.is_empty()) {
            self.urls.push((database.variable, url));
            return Ok(Start::Given);
        }
        let programs = match (database.programs)() {
            Ok(programs) => programs,
            Err(problem) => {
                crate::interrupt::check()?;
                return Ok(Start::Missing(format!("{problem:#}")));
            }
        };
        let server = (database.start)(programs)?;
        self.urls.push((database.variable, server.url().to_owned()));
        let version = server.version().to_owned();
        self.running.push(server);
        Ok(Start::Running(version))
    }

    /// The variables that tell tests where the servers are.
    pub(crate) fn urls(&self) -> &[(&'static str, String)] {
        &self.urls
    }

    pub(crate) fn export_to(&self, command: &mut Command) {
        command.envs(self.urls.iter().map(|(variable, url)| (variable, url)));
    }

    pub(crate) fn stop(&mut self) {
        // All are asked before the first is waited for: they stop at the same time.
        for server in &mut self.running {
            server.ask_to_stop();
        }
        self.running.clear();
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        self.stop();
    }
}
