//! `cargo xtask servers`: the servers for development, without the checks.

use std::process::{Command, ExitCode};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{DATABASES, Servers, Start};
use crate::{interrupt, process};

/// Starts the servers, then runs the command, or waits for Ctrl-C if there is none.
pub(crate) fn run(command: &[String]) -> Result<ExitCode> {
    let mut servers = Servers::default();
    for database in DATABASES {
        match servers.start(database).context(database.name)? {
            Start::Running(version) => eprintln!("{}: {version}", database.name),
            Start::Given => eprintln!("{}: {} is set", database.name, database.variable),
            Start::Missing(why) if crate::on_ci() => bail!("{}: {why}", database.name),
            Start::Missing(why) => eprintln!("{}: none: {why}", database.name),
        }
    }
    if servers.urls().is_empty() {
        bail!("there is no database server");
    }
    let Some((program, arguments)) = command.split_first() else {
        wait(&servers);
        return Ok(ExitCode::SUCCESS);
    };
    let mut command = Command::new(program);
    command.args(arguments);
    servers.export_to(&mut command);
    let status = servers.during(|| process::run_in_foreground(&mut command))?;
    // Of a command that a signal has ended there is no code.
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn wait(servers: &Servers) {
    for (variable, url) in servers.urls() {
        println!("{variable} {url}");
    }
    println!();
    for (variable, url) in servers.urls() {
        println!("export {variable}='{url}'");
    }
    eprintln!("\nCtrl-C stops the servers.");
    while !interrupt::happened() {
        sleep(Duration::from_millis(100));
    }
}
