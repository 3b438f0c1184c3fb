//! When to run a transaction again.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use super::Error;

/// How often and after which pauses `transaction_with_retry` runs a transaction again.
///
/// The pause doubles each time up to [`Retry::max_delay`]; a random part of it keeps programs that met once from
/// meeting again.
///
/// ```
/// use std::time::Duration;
/// use statiql::Retry;
///
/// let policy = Retry::default().attempts(3).base_delay(Duration::from_millis(5));
/// # let _ = policy;
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retry {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    jitter: bool,
}

impl Default for Retry {
    /// Five attempts, the first pause about 10 ms, none above 1 s, with jitter.
    fn default() -> Self {
        Retry { attempts: 5, base_delay: Duration::from_millis(10), max_delay: Duration::from_secs(1), jitter: true }
    }
}

impl Retry {
    /// How often the transaction is run at most, the first time included.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The first pause.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest pause.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Whether a pause is cut by a random part, at most half of it.
    #[must_use]
    pub fn jitter(mut self, jitter: bool) -> Self {
        self.jitter = jitter;
        self
    }

    /// The pause after the failed attempt number `attempt`, from 1; `None` if it was the last or cannot be repeated.
    pub(crate) fn pause(&self, attempt: u32, error: &Error) -> Option<Duration> {
        if attempt >= self.attempts || !error.is_transient() {
            return None;
        }
        let doubled = self.base_delay.saturating_mul(1u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
        let pause = doubled.min(self.max_delay);
        if !self.jitter {
            return Some(pause);
        }
        // A fresh `RandomState` is randomness enough to spread sleepers, and needs no crate.
        let random = RandomState::new().hash_one(attempt) % 1024;
        let cut = (pause / 2).mul_f64(f64::from(u32::try_from(random).unwrap_or(0)) / 1024.0);
        Some(pause - cut)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Retry;
    use crate::db::{Error, ErrorKind};

    #[test]
    fn pauses_double_up_to_the_longest() {
        let policy = Retry::default().jitter(false).attempts(40).max_delay(Duration::from_millis(35));
        let busy = Error::new(ErrorKind::Busy, "");
        let pauses: Vec<_> =
            (1..=5).filter_map(|attempt| policy.pause(attempt, &busy)).map(|p| p.as_millis()).collect();
        assert_eq!(pauses, [10, 20, 35, 35, 35]);
        assert_eq!(policy.pause(39, &busy), Some(Duration::from_millis(35)));
        assert_eq!(policy.pause(40, &busy), None);
    }

    #[test]
    fn jitter_cuts_a_pause_by_half_at_most() {
        let policy = Retry::default();
        let busy = Error::new(ErrorKind::Busy, "");
        for _ in 0..100 {
            let pause = policy.pause(1, &busy).unwrap_or_default();
            assert!(pause >= Duration::from_millis(5) && pause <= Duration::from_millis(10), "{pause:?}");
        }
    }

    #[test]
    fn an_unknown_outcome_is_never_tried_again() {
        let unknown = Error::new(ErrorKind::OutcomeUnknown, "");
        assert_eq!(Retry::default().pause(1, &unknown), None);
        assert_eq!(Retry::default().pause(1, &Error::custom("no")), None);
    }
}
