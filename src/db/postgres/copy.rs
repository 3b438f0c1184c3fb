//! COPY in the binary format: <https://www.postgresql.org/docs/current/sql-copy.html>.

use std::pin::Pin;

use bytes::Bytes;
use futures_util::SinkExt;
use tokio_postgres::CopyInSink;

use super::arrays::Fields;
use super::encode::put_field;
use super::error::from_driver;
use super::session::PostgresSession;
use crate::db::Result;
use crate::db::server::Text;
use crate::query::Statement;
use crate::render::{has_cte, visit_statement};

const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// How much is sent at a time.
const CHUNK: usize = 64 * 1024;

/// Rows on their way into a table. Dropping it gives the COPY up.
pub(crate) struct CopyIn {
    sink: Pin<Box<CopyInSink<Bytes>>>,
    buffer: Vec<u8>,
    columns: i16,
}

impl PostgresSession {
    /// Begins a COPY of rows of so many columns.
    pub(crate) async fn copy_in(
        &mut self,
        opening: &'static [&'static str],
        sql: &Text,
        columns: usize,
    ) -> Result<CopyIn> {
        let sink = Box::pin(self.begin_copy(opening, sql).await?);
        let mut buffer = Vec::with_capacity(CHUNK + 1024);
        buffer.extend_from_slice(HEAD);
        Ok(CopyIn { sink, buffer, columns: i16::try_from(columns).unwrap_or(i16::MAX) })
    }
}

impl CopyIn {
    /// Adds a row, which goes with the next ones that are sent.
    pub(crate) fn add<Q: Statement>(&mut self, row: &Q) -> Result<()> {
        let out = &mut self.buffer;
        out.extend_from_slice(&self.columns.to_be_bytes());
        let mut fields = Fields::new(|_, value| {
            put_field(value, out)?;
            Ok(())
        });
        visit_statement(row, const { has_cte(&Q::PIECE) }, &mut fields);
        fields.finish()
    }

    /// Whether enough rows have come together to be sent.
    pub(crate) fn is_full(&self) -> bool {
        self.buffer.len() >= CHUNK
    }

    pub(crate) async fn send(&mut self) -> Result<()> {
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK + 1024));
        self.sink.feed(chunk.into()).await.map_err(|error| from_driver(&error))
    }

    /// Ends it; gives how many rows came in.
    pub(crate) async fn finish(mut self) -> Result<u64> {
        self.buffer.extend_from_slice(&(-1_i16).to_be_bytes());
        self.send().await?;
        self.sink.as_mut().finish().await.map_err(|error| from_driver(&error))
    }
}
