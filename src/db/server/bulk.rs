//! One statement for many items.

use super::Server;
use super::pipeline::encode;
use super::session::{Session, Text};
use super::work::Work;
#[cfg(feature = "postgres")]
use super::{deadline::within, pool::Connection};
use crate::db::Result;
#[cfg(feature = "postgres")]
use crate::db::trace::Timer;
use crate::query::{BulkInsert, Statement};
#[cfg(feature = "postgres")]
use crate::render::{DialectKind, Postgres, text_with};

/// How many statements are sent before an answer is waited for.
const IN_FLIGHT: usize = 256;

type Values<D> = <<D as Server>::Session as Session>::Values;

impl<D: Server> Work<D> {
    /// Runs the statements, INSERTs of plain values as few large ones; gives how many rows they changed.
    pub(super) async fn execute_many<Q: Statement>(&mut self, mut statements: impl Iterator<Item = Q>) -> Result<u64> {
        self.ready().await?;
        let mut rows = Q::BULK.map(|insert| (insert, self.connection.session.batch(&insert)));
        let mut changed = 0;
        loop {
            let batch = match batch::<D, Q>(rows.as_mut(), &mut statements) {
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

#[cfg(feature = "postgres")]
impl super::Transaction<Postgres> {
    /// Inserts a row for each item by COPY, the fastest way into PostgreSQL: all or none, without upsert; gives how
    /// many. Items are sent as they come, so they may be more than memory holds.
    ///
    /// ```no_run
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
    /// # async fn run(db: statiql::postgres::Database) -> statiql::Result<()> {
    /// let count = db
    ///     .transaction(async |tx| {
    ///         let title = |id| insert(Books).values((Books.id.set(id), Books.title.set(format!("Volume {id}"))));
    ///         tx.copy_in(1..=1_000_000, title).await
    ///     })
    ///     .await?;
    /// # let _: u64 = count;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A statement that is no INSERT of plain values without upsert does not compile here.
    ///
    /// # Errors
    /// As [`execute`](super::Transaction::execute).
    pub async fn copy_in<I, Q>(&mut self, items: I, mut statement: impl FnMut(I::Item) -> Q) -> Result<u64>
    where
        I: IntoIterator,
        Q: Statement<Returns = crate::query::NoRows>,
    {
        let insert = const {
            match Q::BULK {
                Some(insert) if insert.copy.is_some() => insert,
                _ => panic!("statiql: `copy_in` takes INSERTs of plain values without upsert"),
            }
        };
        let work = self.work();
        work.ready().await?;
        let sql = insert.copy.map(|copy| text_with(&copy, DialectKind::Postgres, &[], &[])).unwrap_or_default();
        let sql = Text::from(sql);
        let timer = Timer::start();
        let opening = work.open();
        let Connection { session, limit, .. } = &mut *work.connection;
        let result = within!(*limit, async {
            let mut copy = session.copy_in(opening, &sql, insert.columns).await?;
            for item in items {
                copy.add(&statement(item))?;
                if copy.is_full() {
                    copy.send().await?;
                }
            }
            copy.finish().await
        });
        Work::<Postgres>::answered(&mut work.connection, &result);
        work.span.statement(&timer, &sql, result.as_ref().copied());
        result.map_err(|error| work.poison(error.in_statement(sql)))
    }
}

/// The next items, ready to be sent; those that can be inserted together as rows.
fn batch<D: Server, Q: Statement>(
    rows: Option<&mut (BulkInsert, <D::Session as Session>::Batch)>,
    statements: &mut impl Iterator<Item = Q>,
) -> Result<Vec<(Text, Values<D>)>> {
    let most = rows.as_ref().map_or(IN_FLIGHT, |(_, rows)| D::Session::most_rows(rows));
    let mut statements = statements.by_ref().take(most);
    let Some(first) = statements.next() else { return Ok(Vec::new()) };
    let Some(second) = statements.next() else { return Ok(vec![encode::<D, Q>(&first)?]) };
    let two = [first, second].into_iter();
    if let Some((insert, rows)) = rows {
        for statement in two.chain(statements) {
            D::Session::add_row(rows, &statement, D::KIND).map_err(|error| error.in_statement(statement.sql::<D>()))?;
        }
        return D::Session::bulk(insert, D::KIND, rows);
    }
    let mut encoded = Vec::new();
    for statement in two.chain(statements) {
        encoded.push(encode::<D, Q>(&statement)?);
    }
    Ok(encoded)
}
