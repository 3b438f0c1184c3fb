//! Calls of the driver.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use super::error::from_driver;
use crate::db::{Error, ErrorKind, Result};

/// Waits for the driver. Where a server that breaks the protocol makes it panic, that is a lost connection.
pub(super) async fn guard<T>(driver: impl Future<Output = mysql_async::Result<T>>) -> Result<T> {
    match caught(driver).await {
        Some(result) => result.map_err(|error| from_driver(&error)),
        None => Err(Error::new(ErrorKind::ConnectionLost, "the server sent what is no answer")),
    }
}

/// `None` if it panicked.
pub(super) async fn caught<T>(driver: impl Future<Output = T>) -> Option<T> {
    let mut driver = pin!(driver);
    // After a panic nothing is done with the connection but closing it.
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| driver.as_mut().poll(context))) {
        Ok(Poll::Ready(output)) => Poll::Ready(Some(output)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(_) => Poll::Ready(None),
    })
    .await
}
