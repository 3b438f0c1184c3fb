//! LIMIT, OFFSET, and row locks.

use crate::expr::Scope;
use std::marker::PhantomData;

use super::select::Body;
use super::{Clause, NoClause, Select};
use crate::expr::{Kind, SelectList};
use crate::render::capability::{LimitClause, OffsetWithoutLimit, RowLocks};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::types::code::{Bool, False, True};
use crate::types::{Cons, Nil, Value};
use statiql_macros::bounds_at_name;

/// LIMIT
#[derive(Debug, Clone, Copy)]
pub struct Limit(i64);
/// LIMIT and OFFSET
#[derive(Debug, Clone, Copy)]
pub struct LimitOffset(i64, i64);
/// OFFSET alone
#[derive(Debug, Clone, Copy)]
pub struct Offset(i64);

/// A number of rows as a value that every database takes.
fn rows(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

macro_rules! limit_clause {
    ($name:ident($($field:tt)*) $piece:expr, $needs:ty) => {
        impl Visit for $name {
            #[inline]
            fn visit(&self, visitor: &mut dyn Visitor) {
                $(visitor.value(Value::I64(self.$field));)*
            }
        }

        impl Clause for $name {
            type Absent = crate::types::code::False;
            type Needs = $needs;
            const PIECE: Piece = Piece::Seq($piece);
        }
    };
}

limit_clause!(Limit(0) & [Piece::Text(" LIMIT "), Piece::Bind], Cons<LimitClause, Nil>);
limit_clause!(LimitOffset(0 1) &[Piece::Text(" LIMIT "), Piece::Bind, Piece::Text(" OFFSET "), Piece::Bind], Cons<LimitClause, Nil>);
limit_clause!(Offset(0) &[Piece::Text(" OFFSET "), Piece::Bind], Cons<OffsetWithoutLimit, Nil>);

impl<S, C, B, O, L, K> Select<S, C, B, O, L, K> {
    fn with_limit<L2>(self, limit: impl FnOnce(L) -> L2) -> Select<S, C, B, O, L2, K> {
        Select {
            columns: self.columns,
            body: self.body,
            order: self.order,
            limit: limit(self.limit),
            lock: self.lock,
            scope: PhantomData,
        }
    }

    fn with_lock<K2>(self, lock: K2) -> Select<S, C, B, O, L, K2> {
        Select {
            columns: self.columns,
            body: self.body,
            order: self.order,
            limit: self.limit,
            lock,
            scope: PhantomData,
        }
    }
}

impl<S, C, B, O, K> Select<S, C, B, O, NoClause, K> {
    /// LIMIT: at most so many rows. A bound value, so the text is the same for every number.
    pub fn limit(self, most: u64) -> Select<S, C, B, O, Limit, K> {
        self.with_limit(|_| Limit(rows(most)))
    }

    /// OFFSET without LIMIT: PostgreSQL only. The others want `.limit(..)` first.
    pub fn offset(self, skip: u64) -> Select<S, C, B, O, Offset, K> {
        self.with_limit(|_| Offset(rows(skip)))
    }
}

impl<S, C, B, O, K> Select<S, C, B, O, Limit, K> {
    /// OFFSET: leaves out so many rows first.
    pub fn offset(self, skip: u64) -> Select<S, C, B, O, LimitOffset, K> {
        self.with_limit(|limit| LimitOffset(limit.0, rows(skip)))
    }
}

macro_rules! locks {
    ($($lock:ident $sql:literal;)*) => {$(
        #[doc = concat!("`", $sql, "`")]
        #[derive(Debug, Clone, Copy)]
        pub struct $lock<N>(PhantomData<N>);

        impl<N> Visit for $lock<N> {}

        impl<N: Needs> Clause for $lock<N> {
            type Absent = crate::types::code::False;
            type Needs = Cons<RowLocks, N>;
            const PIECE: Piece = Piece::Text($sql);
        }
    )*};
}

locks! {
    ForUpdate " FOR UPDATE";
    ForUpdateSkipLocked " FOR UPDATE SKIP LOCKED";
    ForUpdateNowait " FOR UPDATE NOWAIT";
}

/// FOR UPDATE, as error messages call it.
#[derive(Debug)]
pub struct RowLock;

/// The rows of a query of `T` can be locked: they are rows of tables. `Condensed` says whether they are not.
#[diagnostic::on_unimplemented(
    message = "the rows of a grouped, aggregated or distinct query of `{T}` cannot be locked",
    label = "these rows are not rows of a table",
    note = "lock in a query of its own without `.group_by(..)`, `.distinct()` and aggregates"
)]
pub trait Locks<Condensed, T> {}
#[diagnostic::do_not_recommend]
impl<T> Locks<False, T> for RowLock {}
#[diagnostic::do_not_recommend]
impl<T> Locks<RowLock, T> for RowLock {}

impl<S: Scope, C: SelectList, B: Body, O, L> Select<S, C, B, O, L, NoClause> {
    /// FOR UPDATE: locks the rows until the transaction ends. Not on SQLite, which locks the whole database; and on
    /// PostgreSQL not of a query with an outer join.
    #[bounds_at_name]
    pub fn for_update(self) -> Select<S, C, B, O, L, ForUpdate<B::LockNeeds>>
    where
        RowLock: Locks<<<B::Condensed as Bool>::Or<<C::Kind as Kind>::IsAggregate> as Bool>::If<True, False>, S::Last>,
    {
        self.with_lock(ForUpdate(PhantomData))
    }
}

impl<S, C, B, O, L, N> Select<S, C, B, O, L, ForUpdate<N>> {
    /// SKIP LOCKED: leaves out rows that another transaction has locked.
    pub fn skip_locked(self) -> Select<S, C, B, O, L, ForUpdateSkipLocked<N>> {
        self.with_lock(ForUpdateSkipLocked(PhantomData))
    }

    /// NOWAIT: an error at once if another transaction has locked a row.
    pub fn nowait(self) -> Select<S, C, B, O, L, ForUpdateNowait<N>> {
        self.with_lock(ForUpdateNowait(PhantomData))
    }
}
