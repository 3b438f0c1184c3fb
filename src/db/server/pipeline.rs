//! Several statements at once.

use super::Server;
use super::rows::decode;
use super::session::{Answer, Session, Text};
use super::work::Work;
use crate::db::Result;
use crate::expr::fold;
use crate::query::{Access, Complete, Property, Reads, Returns, Statement};
use crate::render::Needs;
use crate::render::capability::InStatement;

type Values<D> = <<D as Server>::Session as Session>::Values;
type Row<D> = <<D as Server>::Session as Session>::Row;

/// Statements to run at once: a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`pipeline` takes a tuple of statements",
    label = "not a tuple of statements",
    note = "give them as `tx.pipeline((first, second, third))`"
)]
pub trait Pipeline<D: Server> {
    /// A tuple of what they give: `Vec<Row>` of one with rows, otherwise how many rows it changed.
    type Results;
    /// Whether all of them only read.
    type Access: Access;
    /// What is missing of the first that is not finished.
    type Finished: Property;
    /// What they need of the database.
    type Needs: Needs;
    /// Whether one of them writes and gives rows.
    #[doc(hidden)]
    const RETURNING: bool;

    #[doc(hidden)]
    fn encode(&self) -> Result<Vec<(Text, Values<D>)>>;

    #[doc(hidden)]
    fn decode(&self, answers: Vec<Answer<Row<D>>>) -> Result<Self::Results>;
}

/// What is missing of the first of the statements `P` that is not finished.
pub(super) type FinishedAll<P, D> = <<P as Pipeline<D>>::Finished as Property>::Itself;
/// Whether one of the statements `P` writes.
pub(super) type AccessAll<P, D> = <<P as Pipeline<D>>::Access as Property>::Itself;
/// The first feature that the statements `P` need and the database `D` lacks.
pub(super) type MissingAll<P, D> = <<<P as Pipeline<D>>::Needs as Needs>::In<InStatement> as Needs>::Missing<D>;

impl<D: Server> Work<D> {
    pub(super) async fn run_all<P: Pipeline<D>>(&mut self, statements: P) -> Result<P::Results> {
        let encoded = statements.encode().map_err(|error| self.poison(error))?;
        let answers = self.pipeline(encoded).await?;
        statements.decode(answers).map_err(|error| self.poison(error))
    }
}

/// A statement, ready to be sent.
pub(super) fn encode<D: Server, Q: Statement>(query: &Q) -> Result<(Text, Values<D>)> {
    let sql = query.sql::<D>();
    match D::Session::encode(query, D::KIND) {
        Ok(values) => Ok((sql, values)),
        Err(error) => Err(error.in_statement(sql)),
    }
}

fn answer<D: Server, Q: Statement>(
    query: &Q,
    answer: Option<Answer<Row<D>>>,
) -> Result<<Q::Returns as Returns>::Of<Q::Row>> {
    let Some(answer) = answer else { unreachable!("a session answers each statement or fails") };
    let mut rows = Vec::with_capacity(answer.rows.len());
    for row in answer.rows {
        rows.push(decode::<D, Q>(query, row, rows.is_empty()).map_err(|error| error.in_statement(query.sql::<D>()))?);
    }
    Ok(Q::Returns::of(rows, answer.changed))
}

macro_rules! access_of {
    ($access:ty:) => { $access };
    ($access:ty: $first:ident $($rest:ident)*) => {
        access_of!(<$access as Access>::With<<$first as Statement>::Access>: $($rest)*)
    };
}

macro_rules! finished_of {
    ($finished:ty:) => { $finished };
    ($finished:ty: $first:ident $($rest:ident)*) => {
        finished_of!(<$finished as Property>::Then<<$first as Statement>::Finished>: $($rest)*)
    };
}

macro_rules! tuple_of_statements {
    ($($q:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<D: Server, $($q: Statement),+> Pipeline<D> for ($($q,)+) {
            type Results = ($(<$q::Returns as Returns>::Of<$q::Row>,)+);
            type Access = access_of!(Reads: $($q)+);
            type Finished = finished_of!(Complete: $($q)+);
            type Needs = fold!(Needs And: $([$q::Needs])+);
            const RETURNING: bool = false $(|| ($q::Returns::ROWS && !$q::Access::READS))+;

            fn encode(&self) -> Result<Vec<(Text, Values<D>)>> {
                #[allow(non_snake_case)]
                let ($($q,)+) = self;
                Ok(vec![$(encode::<D, _>($q)?),+])
            }

            fn decode(&self, answers: Vec<Answer<Row<D>>>) -> Result<Self::Results> {
                #[allow(non_snake_case)]
                let ($($q,)+) = self;
                let mut answers = answers.into_iter();
                Ok(($(answer::<D, _>($q, answers.next())?,)+))
            }
        }
    };
}

crate::for_each_tuple!(tuple_of_statements);
