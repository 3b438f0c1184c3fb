//! What is told to `tracing`: texts, times and counts, never a value. Without the feature, nothing.

#[cfg(feature = "tracing")]
mod on {
    use std::time::Instant;

    use crate::db::Error;

    /// The span of a transaction.
    pub(in crate::db) struct Span(tracing::Span);

    impl Span {
        pub(in crate::db) fn transaction(database: &'static str, read_only: bool) -> Self {
            Span(tracing::debug_span!(target: "statiql", "transaction", database, read_only))
        }

        /// Begin, commit, rollback, a savepoint.
        pub(in crate::db) fn event(&self, what: &'static str) {
            self.0.in_scope(|| tracing::debug!(target: "statiql", "{what}"));
        }

        pub(in crate::db) fn statement(&self, timer: &Timer, sql: &str, outcome: Result<u64, &Error>) {
            self.0.in_scope(|| timer.statement(sql, outcome));
        }
    }

    /// When a statement began, if anybody wants to know.
    pub(in crate::db) struct Timer(Option<Instant>);

    impl Timer {
        pub(in crate::db) fn start() -> Self {
            Timer(tracing::enabled!(target: "statiql", tracing::Level::DEBUG).then(Instant::now))
        }

        pub(in crate::db) fn statement(&self, sql: &str, outcome: Result<u64, &Error>) {
            let Some(start) = self.0 else { return };
            let elapsed = start.elapsed();
            match outcome {
                Ok(rows) => tracing::debug!(target: "statiql", sql, rows, ?elapsed, "statement"),
                Err(error) => tracing::debug!(target: "statiql", sql, %error, ?elapsed, "statement failed"),
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod on {
    use crate::db::Error;

    pub(in crate::db) struct Span;

    #[allow(clippy::unused_self)]
    impl Span {
        #[inline]
        pub(in crate::db) fn transaction(_: &'static str, _: bool) -> Self {
            Span
        }

        #[inline]
        pub(in crate::db) fn event(&self, _: &'static str) {}

        #[inline]
        pub(in crate::db) fn statement(&self, _: &Timer, _: &str, _: Result<u64, &Error>) {}
    }

    pub(in crate::db) struct Timer;

    #[allow(clippy::unused_self)]
    impl Timer {
        #[inline]
        pub(in crate::db) fn start() -> Self {
            Timer
        }

        #[inline]
        pub(in crate::db) fn statement(&self, _: &str, _: Result<u64, &Error>) {}
    }
}

pub(super) use on::{Span, Timer};
