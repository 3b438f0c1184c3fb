//! The database servers that the tests talk to, and a pooler in front of one: those that the user names, or throw-away ones on free
//! ports of 127.0.0.1, each with its data in a temporary folder.

pub(crate) mod command;
mod debian;
mod mariadb;
mod mysql;
mod pgbouncer;
mod postgres;
mod programs;
mod server;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use programs::Programs;
use server::Server;

pub(crate) struct Database {
    pub(crate) name: &'static str,
    /// The environment variable that holds its URL.
    pub(crate) variable: &'static str,
    /// Finds its programs on this machine, or gets them. An error says what is missing.
    programs: fn() -> Result<Programs>,
    /// What is missing among those that were started before, if anything.
    needs: fn(&[Url]) -> Result<()>,
    /// Starts it; gets the URLs of those that were started before.
    start: fn(Programs, &[Url]) -> Result<Server>,
}

/// A variable, and the URL that it holds.
type Url = (&'static str, String);

pub(crate) const DATABASES: &[Database] = &[
    Database {
        name: "PostgreSQL",
        variable: "STATIQL_POSTGRES_URL",
        programs: postgres::programs,
        needs: |_| Ok(()),
        start: |programs, _| postgres::start(programs),
    },
    Database {
        name: "PgBouncer",
        variable: "STATIQL_PGBOUNCER_URL",
        programs: pgbouncer::programs,
        needs: pgbouncer::needs,
        start: pgbouncer::start,
    },
    Database {
        name: "MariaDB",
        variable: "STATIQL_MARIADB_URL",
        programs: mariadb::programs,
        needs: |_| Ok(()),
        start: |programs, _| mariadb::start(programs),
    },
    Database {
        name: "MySQL",
        variable: "STATIQL_MYSQL_URL",
        programs: mysql::programs,
        needs: |_| Ok(()),
        start: |programs, _| mysql::start(programs),
    },
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
    running: Vec<(&'static str, Server)>,
    urls: Vec<Url>,
}

impl Servers {
    pub(crate) fn start(&mut self, database: &Database) -> Result<Start> {
        if let Some(url) = env::var(database.variable).ok().filter(|url| !url.is_empty()) {
            self.urls.push((database.variable, url));
            return Ok(Start::Given);
        }
        if let Err(problem) = (database.needs)(&self.urls) {
            return Ok(Start::Missing(format!("{problem:#}")));
        }
        let programs = match (database.programs)() {
            Ok(programs) => programs,
            Err(problem) => {
                crate::interrupt::check()?;
                return Ok(Start::Missing(format!("{problem:#}")));
            }
        };
        let server = (database.start)(programs, &self.urls)?;
        self.urls.push((database.variable, server.url().to_owned()));
        let version = server.version().to_owned();
        self.running.push((database.variable, server));
        Ok(Start::Running(version))
    }

    /// The variables that tell tests where the servers are.
    pub(crate) fn urls(&self) -> &[Url] {
        &self.urls
    }

    pub(crate) fn export_to(&self, command: &mut Command) {
        command.envs(self.urls.iter().map(|(variable, url)| (variable, url)));
        command.envs(self.running.iter().map(|(variable, server)| (crash_variable(variable), server.crash_wish())));
    }

    /// Does `work`, and meanwhile crashes the servers as the tests wish.
    pub(crate) fn during<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    for (variable, server) in &mut self.running {
                        if let Err(problem) = server.crash_if_wanted() {
                            // The test gives up by itself.
                            eprintln!("xtask: {variable}: {problem:#}");
                        }
                    }
                    thread::sleep(Duration::from_millis(20));
                }
            });
            let done = catch_unwind(AssertUnwindSafe(work));
            over.store(true, Ordering::SeqCst);
            done.unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    pub(crate) fn stop(&mut self) {
        // All are asked before the first is waited for: they stop at the same time. The pooler before what it stands for.
        for (_, server) in self.running.iter_mut().rev() {
            server.ask_to_stop();
        }
        self.running.clear();
    }
}

/// The variable beside that of a server's URL: the file by which a test wishes it to crash.
fn crash_variable(url: &str) -> String {
    url.replace("_URL", "_CRASH")
}

impl Drop for Servers {
    fn drop(&mut self) {
        self.stop();
    }
}
