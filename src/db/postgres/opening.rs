//! BEGIN, which travels with the first statement.

use std::future::ready;
use std::pin::Pin;

use futures_util::TryStreamExt;
use tokio_postgres::{Client, SimpleQueryStream};

use super::error::from_driver;
use crate::db::Result;

/// The answer to a BEGIN, as long as it has not come: kept here and not where it is waited for, so that it can still be
/// waited for when nobody there does any more.
#[derive(Default)]
pub(super) struct Opening(Option<Pin<Box<SimpleQueryStream>>>);

impl Opening {
    /// Sends the BEGIN, if there is one, and waits for its answer.
    pub(super) async fn open(&mut self, client: &Client, opening: &'static [&'static str]) -> Result<()> {
        let [sql, ..] = opening else { return Ok(()) };
        let answer = client.simple_query_raw(sql).await.map_err(|error| from_driver(&error))?;
        self.0 = Some(Box::pin(answer));
        self.answered().await
    }

    /// Waits for the answer, if one is still to come.
    pub(super) async fn answered(&mut self) -> Result<()> {
        let Some(answer) = &mut self.0 else { return Ok(()) };
        let result = answer.as_mut().try_for_each(|_| ready(Ok(()))).await;
        self.0 = None;
        result.map_err(|error| from_driver(&error))
    }
}
