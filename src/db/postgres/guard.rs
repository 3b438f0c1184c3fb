//! What the driver asks the server by itself while it prepares a statement: what the types are that it does not know.
//!
//! For a type that is made of others it calls itself. A server that names another type each time would have it use up
//! the stack, which ends the process; so it gets so many answers and no more.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::task::AtomicWaker;

use super::error::from_driver;
use crate::db::server::lost;
use crate::db::{Error, ErrorKind, Result};

/// A type takes two at most, so that a hundred columns may each have an enum of its own. So many calls inside of each
/// other take half of the stack of a thread, and much less with optimization.
const MOST_ANSWERS: usize = 256;

/// Waits for the driver.
pub(super) async fn limited<T>(
    driver: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
) -> Result<T> {
    let answers = Arc::new(Answers::default());
    let waker = Waker::from(Arc::clone(&answers));
    let mut driver = pin!(driver);
    poll_fn(|context| {
        answers.program.register(context.waker());
        match driver.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(result) => Poll::Ready(result.map_err(|error| from_driver(&error))),
            Poll::Pending if answers.count.load(Ordering::Relaxed) > MOST_ANSWERS => {
                Poll::Ready(Err(Error::new(ErrorKind::ConnectionLost, lost::NO_ANSWER)))
            }
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Counts how often the driver had something to go on with, however often the program asked.
#[derive(Default)]
struct Answers {
    count: AtomicUsize,
    program: AtomicWaker,
}

impl Wake for Answers {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.program.wake();
    }
}
