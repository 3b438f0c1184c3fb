//! Calls of the driver. Where a server that breaks the protocol makes it panic, that is a lost connection.
//!
//! They are macros because futures of the driver are large, and each function that takes one moves it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use super::error::from_driver;
use crate::db::server::lost;
use crate::db::{Error, ErrorKind, Result};

/// Waits for the driver.
macro_rules! guard {
    ($driver:expr) => {
        $crate::db::mysql::guard::answer($crate::db::mysql::guard::caught!($driver))
    };
}

/// Waits for the driver; `None` if it panicked.
macro_rules! caught {
    ($driver:expr) => {{
        let mut driver = std::pin::pin!($driver);
        std::future::poll_fn(|context| $crate::db::mysql::guard::poll(driver.as_mut(), context)).await
    }};
}
pub(super) use {caught, guard};

#[inline]
pub(super) fn answer<T>(answer: Option<mysql_async::Result<T>>) -> Result<T> {
    match answer {
        Some(result) => result.map_err(|error| from_driver(&error)),
        None => Err(Error::new(ErrorKind::ConnectionLost, lost::NO_ANSWER)),
    }
}

#[inline]
pub(super) fn poll<F: Future>(driver: Pin<&mut F>, context: &mut Context<'_>) -> Poll<Option<F::Output>> {
    // After a panic nothing is done with the connection but closing it.
    match catch_unwind(AssertUnwindSafe(|| driver.poll(context))) {
        Ok(Poll::Ready(output)) => Poll::Ready(Some(output)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(_) => Poll::Ready(None),
    }
}
