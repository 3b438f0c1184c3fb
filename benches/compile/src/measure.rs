//! Running Cargo and reading what it took.

use std::fmt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::signal::{Signal, killpg};
use nix::sys::time::TimeValLike;
use nix::unistd::Pid;

/// What is measured.
#[derive(Clone, Copy)]
pub(crate) enum Command {
    Check,
    Build,
}

impl Command {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Command::Check => "check",
            Command::Build => "build",
        }
    }
}

/// How long it took.
#[derive(Clone, Copy)]
pub(crate) enum Took {
    /// Seconds of user time, of Cargo and all that it started.
    Seconds(f64),
    /// It was stopped after so many seconds of wall time.
    Longer(f64),
}

impl Took {
    pub(crate) fn seconds(self) -> f64 {
        match self {
            Took::Seconds(seconds) | Took::Longer(seconds) => seconds,
        }
    }
}

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Took::Seconds(seconds) => write!(f, "{seconds:.2}"),
            Took::Longer(limit) => write!(f, "> {limit:.0}"),
        }
    }
}

/// The one in the middle; too long if one was.
pub(crate) fn median(all: &[Took]) -> Took {
    if let Some(longer) = all.iter().find(|took| matches!(took, Took::Longer(_))) {
        return *longer;
    }
    let mut seconds: Vec<f64> = all.iter().map(|took| took.seconds()).collect();
    seconds.sort_by(f64::total_cmp);
    let middle = seconds.len() / 2;
    Took::Seconds(if seconds.len() % 2 == 1 { seconds[middle] } else { f64::midpoint(seconds[middle - 1], seconds[middle]) })
}

/// The first line of `rustc --version`.
pub(crate) fn compiler() -> Result<String, String> {
    let output = std::process::Command::new("rustc").arg("--version").output().map_err(|error| format!("rustc: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Cargo in `dir`, with its output kept back unless it fails.
pub(crate) fn cargo(dir: &Path, arguments: &[&str], limit: f64) -> Result<Took, String> {
    let before = user_time();
    let mut child = std::process::Command::new("cargo")
        .args(arguments)
        .current_dir(dir)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_TARGET_DIR")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log(dir)?)
        .process_group(0)
        .spawn()
        .map_err(|error| format!("cargo: {error}"))?;
    match wait(&mut child, limit)? {
        None => Ok(Took::Longer(limit)),
        Some(status) if status.success() => Ok(Took::Seconds((user_time() - before).as_secs_f64())),
        Some(_) => {
            let log = std::fs::read_to_string(dir.join("cargo.log")).unwrap_or_default();
            let head: String = log.lines().filter(|line| !line.is_empty()).take(60).collect::<Vec<_>>().join("\n");
            Err(format!("`cargo {}` failed in {}:\n{head}", arguments.join(" "), dir.display()))
        }
    }
}

fn log(dir: &Path) -> Result<std::fs::File, String> {
    std::fs::File::create(dir.join("cargo.log")).map_err(|error| format!("{}: {error}", dir.display()))
}

/// Nothing if it was stopped.
fn wait(child: &mut Child, limit: f64) -> Result<Option<ExitStatus>, String> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(Some(status));
        }
        if start.elapsed().as_secs_f64() > limit {
            // Its own process group: Cargo and the compilers that it started.
            let group = i32::try_from(child.id()).map_err(|error| error.to_string())?;
            killpg(Pid::from_raw(group), Signal::SIGKILL).map_err(|error| error.to_string())?;
            child.wait().map_err(|error| error.to_string())?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The user time of all children that were waited for, and of theirs.
fn user_time() -> Duration {
    let microseconds = getrusage(UsageWho::RUSAGE_CHILDREN).map_or(0, |usage| usage.user_time().num_microseconds());
    Duration::from_micros(u64::try_from(microseconds).unwrap_or_default())
}
