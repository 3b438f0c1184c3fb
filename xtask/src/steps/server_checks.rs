//! The steps that find or start the database servers. Each server is one check: that it answers.

use super::Run;
use crate::arguments::ServerChoice;
use crate::report::Outcome;
use crate::servers::{DATABASES, Start};

pub(super) fn start(run: &mut Run) {
    if !run.starts_servers() {
        let never = run.options.servers == ServerChoice::Never;
        return run.report.step("database servers", || {
            Ok(if never {
                Outcome::Skipped("not started, as `--no-servers` asks".into())
            } else {
                Outcome::NotNeeded("nothing uses them yet".into())
            })
        });
    }
    for database in DATABASES {
        let Run { report, servers, .. } = run;
        report.step(&format!("server: {}", database.name), || {
            Ok(match servers.start(database)? {
                Start::Running(version) => Outcome::PassedWith(version),
                Start::Given => Outcome::PassedWith(format!("{} is set", database.variable)),
                Start::Missing(why) if crate::on_ci() => Outcome::Failed(why),
                Start::Missing(why) => Outcome::Skipped(format!("{} is not tested: {why}", database.name)),
            })
        });
    }
}
