//! A server that this program has started, from its first answer until it is stopped.

use std::fs::{self, File};
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use super::programs::Programs;
use crate::temporary::Folder;
use crate::{interrupt, process};

/// The user and the database that every server gets.
pub(super) const USER: &str = "statiql";
pub(super) const TEST_DATABASE: &str = "statiql_test";

const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(20);

/// Where a server that is to be started has its data, and how it is reached.
pub(super) struct Place {
    folder: Folder,
    pub(super) port: u16,
    /// Another one each time: the port is open to every user of the machine, and the server's user
    /// may do anything.
    pub(super) password: String,
}

pub(super) struct Server {
    process: Child,
    /// What starts it, and starts it again after a crash.
    command: Command,
    /// What makes it stop without waiting for its clients.
    stop_signal: &'static str,
    url: String,
    version: String,
    // Last, so that it is removed after the process has ended.
    pub(super) place: Place,
}

impl Place {
    pub(super) fn new(name: &str, programs: &Programs) -> Result<Place> {
        let folder = Folder::new(name)?;
        programs.give(folder.path())?;
        Ok(Place { folder, port: free_port()?, password: random_password()? })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{USER}:{}@127.0.0.1:{}/{TEST_DATABASE}", self.password, self.port)
    }

    /// Runs one of the server's programs to its end; what it says is shown if it fails.
    pub(super) fn run(&self, what: &str, mut command: Command) -> Result<()> {
        command.current_dir(self.path()).stdout(self.log()?).stderr(self.log()?);
        // Such programs start others, which would go on for a while without the one that was ended.
        process::finish(&mut command).or_else(|problem| {
            interrupt::check()?;
            // The command's own name is that of the program which gives it its user.
            Err(self.with_log(&problem.context(format!("{what} failed"))))
        })
    }

    /// Puts a question to the server with its own client. That there is no answer yet is not worth
    /// a line in the log.
    pub(super) fn ask(&self, mut client: Command) -> Result<String> {
        let complaint = self.file("complaint");
        client.current_dir(self.path()).stderr(File::create(&complaint)?);
        process::output_of(&mut client).or_else(|problem| {
            interrupt::check()?;
            Err(problem.context(fs::read_to_string(complaint).unwrap_or_default()))
        })
    }

    /// Starts the server, which need not answer yet.
    pub(super) fn start(self, mut command: Command, stop_signal: &'static str) -> Result<Server> {
        interrupt::check()?;
        command.current_dir(self.path()).stdin(Stdio::null()).stdout(self.log()?).stderr(self.log()?);
        // Not in the terminal's group: Ctrl-C would reach it there before the tests that talk to it.
        command.process_group(0);
        let process = command.spawn().with_context(|| format!("cannot run {}", process::name(&command)))?;
        // From here on it is stopped whatever happens.
        Ok(Server { process, command, stop_signal, url: String::new(), version: String::new(), place: self })
    }

    /// The file that collects what a server and its tools say.
    fn log(&self) -> Result<File> {
        let path = self.file("log");
        File::options()
            .create(true)
            .append(true)
            .open(&path)
            .with_context(|| format!("cannot write {}", path.display()))
    }

    fn with_log(&self, problem: &anyhow::Error) -> anyhow::Error {
        let log = fs::read_to_string(self.file("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let end = lines.get(lines.len().saturating_sub(15)..).unwrap_or_default().join("\n    ");
        anyhow!("{problem:#}; the last it said:\n    {end}")
    }
}

impl Server {
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The server, known to be ready for the tests.
    pub(super) fn ready(mut self, url: String, version: &str) -> Server {
        self.url = url;
        self.version = version.trim().to_owned();
        self
    }

    /// Repeats a question until it is answered, or the server has ended, or too much time has passed.
    pub(super) fn wait_for_answer(&mut self, ask: impl Fn(&Place) -> Result<String>) -> Result<String> {
        let start = Instant::now();
        loop {
            let problem = match ask(&self.place) {
                Ok(answer) => return Ok(answer),
                Err(problem) => problem,
            };
            interrupt::check()?;
            if let Some(status) = self.process.try_wait()? {
                return Err(self.place.with_log(&anyhow!("the server ended at once with {status}")));
            }
            if start.elapsed() > START_LIMIT {
                return Err(self.place.with_log(&problem.context("the server does not answer")));
            }
            sleep(Duration::from_millis(100));
        }
    }

    /// A test makes this file when it wants the server to crash; it is gone when the server has been started again.
    pub(super) fn crash_wish(&self) -> PathBuf {
        self.place.file("crash")
    }

    /// Ends the server as a power cut would and starts it again, if a test wants it. It need not answer yet.
    pub(super) fn crash_if_wanted(&mut self) -> Result<()> {
        if !self.crash_wish().exists() {
            return Ok(());
        }
        self.process.kill()?;
        self.process.wait()?;
        let start = Instant::now();
        loop {
            interrupt::check()?;
            self.process = self.command.spawn()?;
            sleep(Duration::from_millis(500));
            // PostgreSQL does not start while a process of the one before is still there.
            let Some(status) = self.process.try_wait()? else { break };
            if start.elapsed() > START_LIMIT {
                return Err(self.place.with_log(&anyhow!("the server did not start again: {status}")));
            }
        }
        fs::remove_file(self.crash_wish())?;
        Ok(())
    }

    pub(super) fn ask_to_stop(&mut self) {
        // Only while it runs: afterwards its id may be another's.
        if matches!(self.process.try_wait(), Ok(None)) {
            interrupt::signal(self.stop_signal, &self.process.id().to_string());
        }
    }

    /// Whether it has stopped before the time was over.
    fn wait_until_stopped(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < STOP_LIMIT {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return true;
            }
            sleep(Duration::from_millis(20));
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ask_to_stop();
        if !self.wait_until_stopped() {
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }
}

/// A port that was free a moment ago. Servers cannot choose one and say which, so this must do.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("there is no free port")?;
    Ok(listener.local_addr()?.port())
}

fn random_password() -> Result<String> {
    let mut bytes = [0; 12];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
