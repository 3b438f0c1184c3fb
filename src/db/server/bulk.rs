//! One statement for many items.

use super::Server;
use super::session::{Session, Text};
use super::work::Work;
use crate::db::Result;
use crate::query::Statement;

/// How many items are held at a time.
const ITEMS: usize = 16_384;

/// How many statements are sent before an answer is waited for.
const IN_FLIGHT: usize = 256;

type Values<D> = <<D as Server>::Session as Session>::Values;

impl<D: Server> Work<D> {
    /// Runs the statements, INSERTs of plain values as few large ones; gives how many rows they changed.
    pub(super) async fn execute_many<Q: Statement>(&mut self, mut statements: impl Iterator<Item = Q>) -> Result<u64> {
        self.ready().await?;
        let most = if Q::BULK.is_some() { ITEMS } else { IN_FLIGHT };
        let mut changed = 0;
        loop {
            let batch = match batch::<D, Q>(&self.connection.session, &mut statements, most) {
                Ok(batch) => batch,
                Err(error) => return Err(self.poison(error)),
            };
            if batch.is_empty() {
                return Ok(changed);
            }
            for answer in self.pipeline(batch).await? {
                changed += answer.changed;
            }
        }
    }
}

/// The next items, ready to be sent.
fn batch<D: Server, Q: Statement>(
    session: &D::Session,
    statements: &mut impl Iterator<Item = Q>,
    most: usize,
) -> Result<Vec<(Text, Values<D>)>> {
    let mut encoded = Vec::new();
    for statement in statements.by_ref().take(most) {
        let sql = statement.sql::<D>();
        match D::Session::encode(&statement, D::KIND) {
            Ok(values) => encoded.push((sql, values)),
            Err(error) => return Err(error.in_statement(sql)),
        }
    }
    match &Q::BULK {
        Some(insert) if encoded.len() > 1 => {
            let rows = encoded.into_iter().map(|(_, values)| values).collect();
            session.bulk(insert, D::KIND, rows)
        }
        _ => Ok(encoded),
    }
}
