//! Answers that do not come in time.

use std::pin::Pin;
use std::time::Duration;

use crate::db::{Error, ErrorKind, Result};

/// Waits for the server no longer than the program wants to. What is given up leaves the connection busy.
///
/// It is a macro because futures of drivers are large, and each function that takes one moves it.
macro_rules! within {
    ($limit:expr, $answer:expr) => {{
        let answer = std::pin::pin!($answer);
        match $limit {
            None => answer.await,
            Some(limit) => $crate::db::server::deadline::wait(limit, answer).await,
        }
    }};
}
pub(super) use within;

pub(super) async fn wait<T>(limit: Duration, answer: Pin<&mut impl Future<Output = Result<T>>>) -> Result<T> {
    // In a box, so that who asks for no limit does not carry the clock.
    match Box::pin(tokio::time::timeout(limit, answer)).await {
        Ok(answered) => answered,
        Err(_) => Err(Error::new(ErrorKind::Timeout, "the server did not answer in time")),
    }
}

/// Whether nobody knows what is still to come on a connection after this error.
pub(super) fn leaves_busy(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionLost | ErrorKind::Timeout)
}
