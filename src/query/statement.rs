//! Statements: what a transaction runs.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::render::capability::InStatement;
use crate::render::{
    Dialect, DialectKind, Needs, Piece, Statically, Supports, Visit, dynamic_text, is_static, is_static_everywhere,
    refuse, static_text,
};
use crate::types::{Nil, Reader, ValueError};
use statiql_macros::bounds_at_name;

/// A statement: a query, an INSERT, an UPDATE, a DELETE.
#[diagnostic::on_unimplemented(
    message = "this is not a statement",
    label = "not a query, INSERT, UPDATE or DELETE",
    note = "a query ends with `.select(..)`, an INSERT with `.values(..)`, `.rows(..)` or `.from_select(..)`"
)]
pub trait Statement: Visit + Sized {
    /// What it needs of the database.
    type Needs: Needs;
    /// Whether it only reads: [`Reads`] or [`Writes`].
    type Access: Access + Property<Itself = Self::Access>;
    /// Whether it gives rows: [`Rows`] or [`NoRows`].
    type Returns: Returns + Property<Itself = Self::Returns>;
    /// [`Complete`], or what is still missing.
    type Finished: Property<Itself = Self::Finished>;
    /// What a row is read as.
    type Row;
    /// What a row that is only looked at is read as.
    type Borrowed<'r>;

    /// Its SQL.
    const PIECE: Piece;
    /// For an INSERT of one row of plain values, how it is written for many rows.
    #[doc(hidden)]
    const BULK: Option<super::BulkInsert> = None;
    /// Whether the text is a constant in every dialect.
    const IS_STATIC: bool = is_static_everywhere(&Self::PIECE);

    /// Reads a row.
    ///
    /// # Errors
    /// When the database sent something else than it promised.
    fn decode<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Row, ValueError>;

    /// Looks at a row.
    ///
    /// # Errors
    /// As [`Statement::decode`].
    fn borrow<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Borrowed<'r>, ValueError>;

    /// The SQL text in the dialect `D`: borrowed where it is a constant.
    fn sql<D: Dialect>(&self) -> Cow<'static, str> {
        const { refuse(&Self::PIECE, D::KIND) };
        if const { is_static(&Self::PIECE, D::KIND) } {
            Cow::Borrowed(text::<D, Self>())
        } else {
            Cow::Owned(dynamic_text(self, &Self::PIECE, D::KIND))
        }
    }

    /// Whether the text is a constant in the dialect `D`.
    fn is_static<D: Dialect>(&self) -> bool {
        const { is_static(&Self::PIECE, D::KIND) }
    }
}

/// It only reads.
#[derive(Debug)]
pub struct Reads;
/// It writes.
#[derive(Debug)]
pub struct Writes;
/// It gives rows.
#[derive(Debug)]
pub struct Rows;
/// It gives no rows, only their number.
#[derive(Debug)]
pub struct NoRows;

/// Whether a statement only reads, known at run time.
pub trait Access: Property<Itself = Self> {
    /// True for [`Reads`].
    const READS: bool;
    /// That of this statement and another together.
    type With<A: Access>: Access;
}

impl Access for Reads {
    const READS: bool = true;
    type With<A: Access> = A;
}

impl Access for Writes {
    const READS: bool = false;
    type With<A: Access> = Writes;
}

/// What running a statement gives: its rows if it has any, otherwise how many rows it changed.
pub trait Returns: Property<Itself = Self> {
    /// `Vec<Row>` or `u64`.
    type Of<Row>;
    /// True for [`Rows`].
    const ROWS: bool;
    /// The one of the two that it is.
    fn of<Row>(rows: Vec<Row>, changed: u64) -> Self::Of<Row>;
}

impl Returns for Rows {
    type Of<Row> = Vec<Row>;
    const ROWS: bool = true;

    fn of<Row>(rows: Vec<Row>, _: u64) -> Vec<Row> {
        rows
    }
}

impl Returns for NoRows {
    type Of<Row> = u64;
    const ROWS: bool = false;

    fn of<Row>(_: Vec<Row>, changed: u64) -> u64 {
        changed
    }
}

/// Nothing is missing.
#[derive(Debug)]
pub struct Complete;
/// `.filter(..)` or `.all_rows()` is missing on the table `T`.
pub struct NeedsFilter<T>(PhantomData<T>);
/// A query around is missing, which has the table `T` that this one is correlated to.
pub struct NeedsQueryAround<T>(PhantomData<T>);
/// `.select(..)` is missing.
#[derive(Debug)]
pub struct NeedsSelect;

/// Running a statement, as error messages call it.
#[derive(Debug)]
pub struct Run;
/// A read-only transaction, as error messages call it.
#[derive(Debug)]
pub struct ReadOnly;

/// Running takes only statements with nothing missing; `F` is what is missing.
#[diagnostic::on_unimplemented(
    message = "this statement is not finished: `{F}`",
    label = "`{F}`",
    note = "UPDATE and DELETE want `.filter(..)`, or `.all_rows()` where every row is meant; a query wants `.select(..)`, and one with `.correlate(..)` stands in another, by `scalar`, `exists` or `is_in`"
)]
pub trait Takes<F> {}

/// Fetching takes only statements that give rows.
#[diagnostic::on_unimplemented(
    message = "this statement returns no rows",
    label = "it only returns how many rows it changed",
    note = "add `.returning(..)`, or run it with `tx.execute(..)`"
)]
pub trait Fetches<R> {}

/// Executing takes only statements that give no rows.
#[diagnostic::on_unimplemented(
    message = "this statement returns rows that `execute` would throw away",
    label = "it returns rows",
    note = "run it with `tx.all(..)`, `tx.one(..)`, `tx.optional(..)` or `tx.first(..)`"
)]
pub trait Executes<R> {}

/// A read-only transaction takes only statements that read.
#[diagnostic::on_unimplemented(
    message = "this statement writes, the transaction is read-only",
    label = "it writes",
    note = "run it in `db.transaction(..)` instead of `db.read(..)`"
)]
pub trait Allows<A> {}

/// The second impl of each is for a type that never occurs, so that the compiler looks instead of assuming.
macro_rules! allowed {
    ($($phrase:ident $trait:ident $allowed:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl $trait<$allowed> for $phrase {}
        #[diagnostic::do_not_recommend]
        impl $trait<crate::expr::NotFound> for $phrase {}
    )*};
}

allowed! {
    Run Takes Complete;
    Run Fetches Rows;
    Run Executes NoRows;
    ReadOnly Allows Reads;
}

/// A query of rows of the type `R` that every database can run: what a function returns that makes one.
///
/// ```
/// use statiql::prelude::*;
/// use statiql::query::Query;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
///
/// fn titled(word: &str) -> impl Query<(i64, String)> {
///     from(Books).filter(Books.title.contains(word)).select((Books.id, Books.title))
/// }
///
/// # let db = sqlite::Database::in_memory()?;
/// # db.transaction(|tx| tx.create_all(Books))?;
/// assert!(db.run(titled("sea"))?.is_empty());
/// # Ok::<(), statiql::Error>(())
/// ```
pub trait Query<R>:
    Statement<Row = R, Finished = Complete, Returns = Rows, Access = Reads, Needs: Needs<In<InStatement> = Nil>>
{
}
#[diagnostic::do_not_recommend]
impl<R, Q> Query<R> for Q where
    Q: Statement<Row = R, Finished = Complete, Returns = Rows, Access = Reads, Needs: Needs<In<InStatement> = Nil>>
{
}

/// The first feature that the statement `Q` needs and the dialect `D` lacks.
pub type Missing<Q, D> = <<<Q as Statement>::Needs as Needs>::In<InStatement> as Needs>::Missing<D>;

/// What a statement says of itself: one of the types above, and those of `SelectQuery::Side`.
///
/// Bounds go through `Itself`. The compiler would explain `Q::Finished` step by step of the method calls before, and
/// finds nothing to explain in a trait that no query implements.
pub trait Property {
    /// The type itself.
    type Itself;
    /// Of several statements: this unless it is [`Complete`], then `P`.
    type Then<P: Property>: Property;
}

macro_rules! properties {
    ($([$($generics:tt)*] $property:ty, then $then:ty;)*) => {$(
        impl<$($generics)*> Property for $property {
            type Itself = Self;
            type Then<P: Property> = $then;
        }
    )*};
}

properties! {
    [] Reads, then Self;
    [] Writes, then Self;
    [] Rows, then Self;
    [] NoRows, then Self;
    [] Complete, then P;
    [] NeedsSelect, then Self;
    [T] NeedsFilter<T>, then Self;
    [T] NeedsQueryAround<T>, then Self;
    [B] super::Single<B>, then Self;
    [X] super::Chain<X>, then Self;
}

/// What is missing of the statement `Q`.
#[doc(hidden)]
pub type FinishedOf<Q> = <<Q as Statement>::Finished as Property>::Itself;
/// Whether the statement `Q` gives rows.
#[doc(hidden)]
pub type ReturnsOf<Q> = <<Q as Statement>::Returns as Property>::Itself;
/// Whether the statement `Q` writes.
#[doc(hidden)]
pub type AccessOf<Q> = <<Q as Statement>::Access as Property>::Itself;

/// The text of a static statement as a constant: its address identifies the statement.
struct Text<D, Q>(PhantomData<(D, Q)>);

impl<D: Dialect, Q: Statement> Statically for Text<D, Q> {
    const PIECE: Piece = Q::PIECE;
    const DIALECT: DialectKind = D::KIND;
}

impl<D: Dialect, Q: Statement> Text<D, Q> {
    /// Empty if the text is chosen at run time: the constant is evaluated even where it is not used.
    const SQL: &'static str = if is_static(&Q::PIECE, D::KIND) { static_text::<Self>() } else { "" };
}

pub(crate) fn text<D: Dialect, Q: Statement>() -> &'static str {
    Text::<D, Q>::SQL
}

/// The SQL text of a query as a constant of the program.
///
/// The closure is never called: only its type counts.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("users")]
/// # pub struct Users { #[column(primary_key)] pub id: i64, pub age: i32 }
///
/// const ADULTS: &str = sql_of::<Postgres, _, _>(|| from(Users).filter(Users.age.gt(18)).select(Users.id));
/// assert_eq!(ADULTS, r#"SELECT "users"."id" FROM "users" WHERE "users"."age" > $1"#);
/// ```
///
/// A query whose text is chosen at run time does not compile here, nor does one that the database cannot run.
#[bounds_at_name]
pub const fn sql_of<D: Dialect, Q: Statement, F: FnOnce() -> Q + Copy>(query: F) -> &'static str
where
    Run: Takes<FinishedOf<Q>>,
    D: Supports<Missing<Q, D>>,
{
    let _ = query;
    const {
        refuse(&Q::PIECE, D::KIND);
        assert!(
            is_static(&Q::PIECE, D::KIND),
            "statiql: the text of this query is chosen at run time (filter_opt, a list, a boxed condition)"
        );
    }
    Text::<D, Q>::SQL
}

/// Writes a statement for `Debug`: its text as SQLite has it, never a value; with `{:#?}` a clause a line.
pub(crate) fn debug<Q: Statement>(query: &Q, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const CLAUSES: [&str; 17] = [
        "FROM",
        "JOIN",
        "LEFT JOIN",
        "RIGHT JOIN",
        "FULL JOIN",
        "CROSS JOIN",
        "WHERE",
        "GROUP BY",
        "HAVING",
        "ORDER BY",
        "LIMIT",
        "FOR UPDATE",
        "UNION",
        "INTERSECT",
        "EXCEPT",
        "ON CONFLICT",
        "RETURNING",
    ];
    let sql = query.sql::<crate::render::Sqlite>();
    if !f.alternate() {
        return f.write_str(&sql);
    }
    let mut depth = 0_usize;
    let mut quote = None;
    for (index, c) in sql.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ' ') if depth == 0 => {
                let rest = &sql[index + 1..];
                let begins = |clause: &str| rest.strip_prefix(clause).is_some_and(|after| after.starts_with(' '));
                // `LEFT JOIN` begins a line, the `JOIN` in it does not.
                let continues =
                    ["LEFT", "RIGHT", "FULL", "CROSS", "DELETE"].iter().any(|word| sql[..index].ends_with(word));
                if CLAUSES.iter().any(|clause| begins(clause)) && !continues {
                    f.write_str("\n")?;
                    continue;
                }
            }
            _ => {}
        }
        write!(f, "{c}")?;
    }
    Ok(())
}

macro_rules! debug_as_sql {
    ($([$($generics:tt)*] $statement:ty;)*) => {$(
        impl<$($generics)*> fmt::Debug for $statement
        where
            Self: Statement,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                debug(self, f)
            }
        }
    )*};
}

debug_as_sql! {
    [S, C, B, O, L, K] super::Select<S, C, B, O, L, K>;
    [L, R, X] super::SetOperation<L, R, X>;
    [T, V, U, R] super::Insert<T, V, U, R>;
    [T, A, W, R] super::Update<T, A, W, R>;
    [T, W, R] super::Delete<T, W, R>;
}
