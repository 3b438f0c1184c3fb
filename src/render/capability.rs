//! What each dialect can do: one table, from which the one of the documentation is made.
//!
//! A feature that a dialect lacks is refused at compile time where the statement meets the database. It is never
//! emulated with another meaning; where another spelling means exactly the same, there is no feature to lack.

use std::marker::PhantomData;

use super::Dialect;
use crate::types::code::{Bool, False, True};
use crate::types::{Cons, Nil};

/// A feature of SQL that not every dialect has.
pub trait Feature: 'static {
    /// SQLite has it.
    type Sqlite: Bool;
    /// PostgreSQL has it.
    type Postgres: Bool;
    /// MySQL has it.
    type MySql: Bool;
    /// MariaDB has it.
    type MariaDb: Bool;
    /// What it is in a place where not every dialect has it, followed by `R`.
    type In<P: Place, R: Needs>: Needs;
}

/// A place in a statement where WITH or LIMIT is more than it is elsewhere.
pub trait Place {
    /// What [`WithClause`] is there, followed by `R`.
    type With<R: Needs>: Needs;
    /// What [`LimitClause`] is there, followed by `R`.
    type Limit<R: Needs>: Needs;
}

macro_rules! places {
    ($($(#[$doc:meta])* $place:ident $rest:ident: $with:ty, $limit:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $place;

        impl Place for $place {
            type With<$rest: Needs> = $with;
            type Limit<$rest: Needs> = $limit;
        }
    )*};
}

places! {
    /// A statement by itself.
    InStatement R: R, R;
    /// A subquery in FROM, as a value, or after EXISTS; and a common table expression.
    InSubquery R: Cons<WithClause, R>, R;
    /// A subquery after IN, ANY or ALL.
    InMembers R: Cons<WithClause, R>, Cons<LimitInMembers, R>;
    /// An UPDATE or DELETE.
    InUpdate R: Cons<WithInUpdate, R>, Cons<LimitClause, R>;
    /// The VALUES of an INSERT.
    InValues R: Cons<WithInValues, R>, Cons<LimitClause, R>;
}

macro_rules! everywhere {
    ($($(#[$doc:meta])* $feature:ident $in:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $feature;

        impl Feature for $feature {
            type Sqlite = True;
            type Postgres = True;
            type MySql = True;
            type MariaDb = True;
            type In<P: Place, R: Needs> = P::$in<R>;
        }
    )*};
}

everywhere! {
    /// A common table expression, which every dialect has, though not in every place.
    WithClause With;
    /// LIMIT, which every dialect has, though not in every place.
    LimitClause Limit;
}

macro_rules! capabilities {
    ($($(#[$doc:meta])* $feature:ident: $sqlite:ident $postgres:ident $mysql:ident $mariadb:ident, $sql:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub struct $feature;

            impl Feature for $feature {
                type Sqlite = answer!($sqlite);
                type Postgres = answer!($postgres);
                type MySql = answer!($mysql);
                type MariaDb = answer!($mariadb);
                type In<P: Place, R: Needs> = Cons<Self, R>;
            }
        )*

        /// The table as data: feature, its SQL, and whether SQLite, PostgreSQL, MySQL and MariaDB have it.
        pub const CAPABILITIES: &[(&str, &str, [bool; 4])] =
            &[$((stringify!($feature), $sql, [has!($sqlite), has!($postgres), has!($mysql), has!($mariadb)])),*];
    };
}

macro_rules! answer {
    (yes) => {
        True
    };
    (no) => {
        False
    };
}

macro_rules! has {
    (yes) => {
        true
    };
    (no) => {
        false
    };
}

capabilities! {
    //                SQLite PostgreSQL MySQL MariaDB
    /// `INSERT .. RETURNING`.
    InsertReturning:     yes yes no  yes, "INSERT .. RETURNING";
    /// `UPDATE .. RETURNING`.
    UpdateReturning:     yes yes no  no,  "UPDATE .. RETURNING";
    /// `DELETE .. RETURNING`.
    DeleteReturning:     yes yes no  yes, "DELETE .. RETURNING";
    /// An upsert on one of several unique keys: MySQL and MariaDB take whichever key conflicts.
    ConflictTarget:      yes yes no  no,  "ON CONFLICT (one of several unique keys)";
    /// `ON CONFLICT .. DO UPDATE SET .. WHERE ..`.
    ConflictFilter:      yes yes no  no,  "ON CONFLICT .. DO UPDATE .. WHERE";
    /// `FULL JOIN`.
    FullJoin:            yes yes no  no,  "FULL JOIN";
    /// `ILIKE`.
    ILike:               no  yes no  no,  "ILIKE";
    /// `count(x) FILTER (WHERE ..)`.
    AggregateFilter:     yes yes no  no,  "aggregate FILTER (WHERE ..)";
    /// `INTERSECT` and `EXCEPT`; MySQL has them from 8.0.31 on, later than the oldest one supported.
    IntersectExcept:     yes yes no  yes, "INTERSECT, EXCEPT";
    /// `OFFSET` without `LIMIT`.
    OffsetWithoutLimit:  no  yes no  no,  "OFFSET without LIMIT";
    /// `FOR UPDATE`, `FOR SHARE`.
    RowLocks:            no  yes yes yes, "FOR UPDATE";
    /// `FOR UPDATE` of a query with an outer join.
    LockOfOuterJoin:     no  no  yes yes, "FOR UPDATE with LEFT, RIGHT or FULL JOIN";
    /// `WITH .. UPDATE` and `WITH .. DELETE`.
    WithInUpdate:        yes yes yes no,  "WITH .. UPDATE, WITH .. DELETE";
    /// A common table expression in the VALUES of an INSERT; `from_select` can have one everywhere.
    WithInValues:        yes yes no  no,  "WITH .. INSERT .. VALUES";
    /// `LIMIT` directly in a subquery after IN, ANY or ALL; in a named one in its FROM every database has it.
    LimitInMembers:      yes yes no  no,  "IN (SELECT .. LIMIT ..)";
    /// `x = ANY (SELECT ..)` and `ALL`.
    QuantifiedSubquery:  no  yes yes yes, "= ANY (SELECT ..), > ALL (SELECT ..)";
    /// CREATE and DROP in a transaction; MySQL and MariaDB commit it for them.
    TransactionalDdl:    yes yes no  no,  "CREATE TABLE, DROP TABLE in a transaction";
    /// Exact decimals: comparing, ordering and computing them. SQLite stores them as text.
    ExactDecimals:       no  yes yes yes, "ordering and arithmetic of Decimal";
    /// An order of JSON documents. SQLite and MariaDB have their texts, and MySQL sorts only numbers, texts and the like.
    OrderedJson:         no  yes no  no,  "ordering of JSON";
}

/// The features that something needs beyond what all four databases have; `Nil` is portable.
pub trait Needs: 'static {
    /// These and those.
    type And<N: Needs>: Needs;
    /// These in a place where not every dialect has them.
    type In<P: Place>: Needs;
    /// The first of them that the dialect lacks, or [`Nothing`].
    type Missing<D: Dialect>;
}

impl Needs for Nil {
    type And<N: Needs> = N;
    type In<P: Place> = Nil;
    type Missing<D: Dialect> = Nothing;
}

impl<F: Feature, R: Needs> Needs for Cons<F, R> {
    type And<N: Needs> = Cons<F, R::And<N>>;
    type In<P: Place> = F::In<P, R::In<P>>;
    type Missing<D: Dialect> = <D::Has<F> as Bool>::If<R::Missing<D>, F>;
}

/// No feature is missing.
#[derive(Debug)]
pub struct Nothing;

/// The feature `F` if the dialect `D` lacks it, otherwise [`Nothing`].
pub type Lacks<F, D> = <<D as Dialect>::Has<F> as Bool>::If<Nothing, F>;

/// A dialect that has the feature `F`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `{F}`",
    label = "this statement needs `{F}`",
    note = "the documentation of `statiql::render::capability` lists what each database can do"
)]
pub trait Supports<F> {}

#[diagnostic::do_not_recommend]
impl<D: Dialect> Supports<Nothing> for D {}

/// A second impl, so that the compiler looks at what is missing instead of assuming that it is `Nothing`.
#[doc(hidden)]
pub struct Never(PhantomData<()>);
#[diagnostic::do_not_recommend]
impl<D: Dialect> Supports<Never> for D {}
