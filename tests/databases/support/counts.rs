//! How many cases ran on each database.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

static RUNNING: AtomicUsize = AtomicUsize::new(0);
static PASSED: [AtomicUsize; 4] = [const { AtomicUsize::new(0) }; 4];
static BEGUN: [AtomicUsize; 4] = [const { AtomicUsize::new(0) }; 4];

/// A case that runs.
pub(super) struct Running(usize);

impl Running {
    pub(super) fn new(database: usize) -> Self {
        RUNNING.fetch_add(1, Ordering::SeqCst);
        BEGUN[database].fetch_add(1, Ordering::SeqCst);
        Running(database)
    }

    pub(super) fn passed(self) {
        PASSED[self.0].fetch_add(1, Ordering::SeqCst);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Waits for the cases that still run, and writes the counts past the harness, which would hide them.
pub(crate) fn print() {
    // The harness begins tests in the order of their names, so all others have begun; one may just be about to.
    for _ in 0..600 {
        std::thread::sleep(Duration::from_millis(100));
        if RUNNING.load(Ordering::SeqCst) == 0 {
            break;
        }
    }
    let counts: Vec<_> = ["sqlite", "postgres", "mysql", "mariadb"]
        .iter()
        .zip(PASSED.iter().zip(&BEGUN))
        .map(|(name, (passed, begun))| {
            let (passed, begun) = (passed.load(Ordering::SeqCst), begun.load(Ordering::SeqCst));
            if passed == begun { format!("{name} {passed}") } else { format!("{name} {passed} of {begun}") }
        })
        .collect();
    let _ = writeln!(std::io::stderr(), "\ncases passed: {}", counts.join(", "));
}
