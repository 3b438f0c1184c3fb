//! COPY in the binary format: <https://www.postgresql.org/docs/current/sql-copy.html>.

use std::pin::Pin;

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::SinkExt;
use futures_util::future::join;
use tokio_postgres::CopyInSink;

use super::encode::Values;
use super::error::from_driver;
use super::session::PostgresSession;
use crate::db::Result;

const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// How much is sent at a time.
const CHUNK: usize = 64 * 1024;

/// Rows on their way into a table. Dropping it gives the COPY up.
pub(crate) struct CopyIn {
    sink: Pin<Box<CopyInSink<Bytes>>>,
    buffer: BytesMut,
    columns: i16,
}

impl PostgresSession {
    /// Begins a COPY of rows of so many columns.
    pub(crate) async fn copy_in(
        &mut self,
        opening: &'static [&'static str],
        sql: &str,
        columns: usize,
    ) -> Result<CopyIn> {
        let (opened, sink) = join(self.open(opening), self.client().copy_in(sql)).await;
        opened?;
        let sink = Box::pin(sink.map_err(|error| from_driver(&error))?);
        let mut buffer = BytesMut::with_capacity(CHUNK + 1024);
        buffer.put_slice(HEAD);
        Ok(CopyIn { sink, buffer, columns: i16::try_from(columns).unwrap_or(i16::MAX) })
    }
}

impl CopyIn {
    pub(crate) async fn row(&mut self, row: &Values) -> Result<()> {
        self.buffer.put_i16(self.columns);
        for column in 0..row.len() {
            row.write_field(column, &mut self.buffer)?;
        }
        if self.buffer.len() < CHUNK {
            return Ok(());
        }
        self.flush().await
    }

    async fn flush(&mut self) -> Result<()> {
        let chunk = self.buffer.split().freeze();
        self.sink.feed(chunk).await.map_err(|error| from_driver(&error))
    }

    /// Ends it; gives how many rows came in.
    pub(crate) async fn finish(mut self) -> Result<u64> {
        self.buffer.put_i16(-1);
        self.flush().await?;
        self.sink.as_mut().finish().await.map_err(|error| from_driver(&error))
    }
}
