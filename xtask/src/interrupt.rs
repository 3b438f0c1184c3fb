//! Ctrl-C. The handler only ends the command that is running: the main thread then finds itself
//! interrupted, returns as after any failure, and on its way drops (so stops) what it had started.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

static TIMES: AtomicUsize = AtomicUsize::new(0);

/// The command that the main thread is waiting for. Whoever reaps it does so under this lock, so the
/// handler never signals a process id that has passed on to another process.
static RUNNING: Mutex<Option<Running>> = Mutex::new(None);

pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) on_ctrl_c: OnCtrlC,
}

/// What becomes of a running command.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum OnCtrlC {
    /// It ends, with all that it has started: it leads a process group of its own.
    EndGroup,
    /// It ends itself.
    End,
    /// It is let finish, as it takes no time and leaves things lying about otherwise. It leads a group,
    /// too: it is the second Ctrl-C that ends it.
    LetFinish,
}

/// Takes over SIGINT, SIGTERM and SIGHUP.
pub(crate) fn install() -> Result<()> {
    ctrlc::set_handler(|| {
        TIMES.fetch_add(1, Ordering::SeqCst);
        end_running();
    })
    .context("cannot handle Ctrl-C")
}

pub(crate) fn happened() -> bool {
    TIMES.load(Ordering::SeqCst) > 0
}

/// An error once there was a Ctrl-C, for whatever waits or is about to start something.
pub(crate) fn check() -> Result<()> {
    if happened() {
        bail!("interrupted");
    }
    Ok(())
}

pub(crate) fn running() -> MutexGuard<'static, Option<Running>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the running command, as far as there was a Ctrl-C.
pub(crate) fn end_running() {
    let running = running();
    let Some(Running { child, on_ctrl_c }) = running.as_ref() else {
        return;
    };
    // Who asks twice wants it done: the second time there is no asking.
    let name = match (TIMES.load(Ordering::SeqCst), on_ctrl_c) {
        (0, _) | (1, OnCtrlC::LetFinish) => return,
        (1, _) => "TERM",
        _ => "KILL",
    };
    let id = child.id();
    let target = if *on_ctrl_c == OnCtrlC::End { id.to_string() } else { format!("-{id}") };
    signal(name, &target);
}

/// Waits for what an ended command has started: as long as it writes to a temporary folder, that
/// cannot be removed. Not for ever, as what has ended stays in the group until someone takes note.
pub(crate) fn wait_for_rest_of_group(leader: u32) {
    for _ in 0..100 {
        if !signal("0", &format!("-{leader}")) {
            return;
        }
        sleep(Duration::from_millis(20));
    }
}

/// Sends a signal to a process, or to a process group if the id has a minus sign. The shell's own
/// `kill` does it: std cannot, and a program of that name is not on every machine.
/// Says whether there was such a process.
pub(crate) fn signal(name: &str, target: &str) -> bool {
    Command::new("sh")
        .args(["-c", "kill -s \"$1\" -- \"$2\"", "sh", name, target])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
