//! A column as a type.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use super::{Source, Table};
use crate::render::Piece;
use crate::types::code::{Bool, Br, Code, False, True};
use crate::types::{Cons, Nil, NotNull, Null, Nullness, SqlType};

/// A column: of a table, an alias, a subquery or a CTE.
///
/// `#[table]` writes one impl for each column and nothing else; all that a column can do is written once, for [`Col`].
pub trait Column: 'static {
    /// The name in FROM that the column belongs to.
    type Source: Source;
    /// The type of a value that is not NULL.
    type Ty: SqlType;
    /// What else is declared of it: [`Required`], [`Defaulted`], [`Nullable`], [`Generated`] or [`ReadOnly`].
    type Declaration: Declaration;
    /// The name as SQL sees it. Unless it is said, that at its place among the columns of its table: one list of names costs
    /// the compiler less than a constant for each.
    const NAME: &'static str = Self::Source::COLUMNS[<PlaceOf<Self> as Code>::NUMBER];
}

/// A column of a base table, one that INSERT and UPDATE may meet.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column of a table",
    label = "only a table's own columns can be set",
    note = "columns of aliases, subqueries and CTEs can be read, not written"
)]
pub trait Assignable: Column<Source: Table> {}
#[diagnostic::do_not_recommend]
impl<C: Column<Source: Table>> Assignable for C {}

/// A foreign key column and the column it references.
#[diagnostic::on_unimplemented(
    message = "column `{Self}` has no foreign key",
    label = "not a foreign key",
    note = "declare one with `#[column(references = Table.column)]`, or join with an explicit condition"
)]
pub trait References: Column {
    /// The referenced column.
    type Target: Assignable;
}

/// A foreign key and what it references: of one type.
#[diagnostic::on_unimplemented(
    message = "a foreign key of type `{Self}` references a column of type `{T}`",
    label = "the referenced column is `{T}`, this field is `{Self}`",
    note = "give the field the type of the column that it references"
)]
pub trait SameTypeAs<T> {}
#[diagnostic::do_not_recommend]
impl<T> SameTypeAs<T> for T {}

/// Which of the columns of its source the column `C` is.
pub(crate) type PlaceOf<C> = <<C as Column>::Declaration as Declaration>::Code;
/// Which column of which table the column `C` is.
pub(crate) type CodeOf<C> = Br<<<C as Column>::Source as Source>::Shape, PlaceOf<C>>;
/// Whether the column `C` can be NULL.
pub(crate) type NullOf<C> = <<C as Column>::Declaration as Declaration>::Null;

/// What is declared of a column. One type says all of it: what a table has for each of its columns is what it costs the
/// compiler. What queries look at most often, its source and its type, stands beside it in [`Column`], one step nearer.
pub trait Declaration: 'static {
    /// Which of the columns of its source it is, spelled in types: the place in a table, the name in a subquery or CTE.
    type Code: Code;
    /// Whether the column can be NULL.
    type Null: Nullness;
    /// Whether the database computes it.
    type IsGenerated: Bool;
}

macro_rules! declarations {
    ($($(#[$doc:meta])* $name:ident[$($n:ident)?] $null:ty, $generated:ty;)*) => {$(
        $(#[$doc])*
        pub struct $name<X $(, $n)?>(PhantomData<X> $(, PhantomData<$n>)?);

        impl<X: Code $(, $n: Nullness)?> Declaration for $name<X $(, $n)?> {
            type Code = X;
            type Null = $null;
            type IsGenerated = $generated;
        }
    )*};
}

declarations! {
    /// INSERT must set it: it is NOT NULL, has no default and does not count itself.
    Required[] NotNull, False;
    /// It is NOT NULL, and INSERT may leave it out.
    Defaulted[] NotNull, False;
    /// It can be NULL, and INSERT may leave it out.
    Nullable[] Null, False;
    /// The database computes it, NULL or not; nobody may set it.
    Generated[N] N, True;
    /// A column of an alias, a subquery or a CTE, NULL or not.
    ReadOnly[N] N, True;
}

/// A column as a value, what `Books.title` is: zero-sized, `Copy`, an expression.
// An enum, since then its one value is a path by itself, as `None` is. `#[table]` writes it for each column, and what
// makes a struct costs the compiler half as much again.
#[derive(Default)]
pub enum Col<C: ?Sized> {
    #[doc(hidden)]
    #[default]
    Value,
    #[doc(hidden)]
    Never(Infallible, PhantomData<C>),
}

impl<C> Clone for Col<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Col<C> {}

impl<C: Column> fmt::Debug for Col<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", C::Source::NAME, C::NAME)
    }
}

/// Columns as a list of types, at least one.
#[diagnostic::on_unimplemented(
    message = "this table has no primary key",
    label = "a table stands for its primary key here, and it has none",
    note = "give the columns themselves"
)]
pub trait ColumnList {
    /// The columns, qualified, with commas between them.
    const PIECE: Piece;
}

impl<C: Column> ColumnList for Cons<C, Nil> {
    const PIECE: Piece = Piece::Column { source: <C::Source as Source>::NAME, name: C::NAME };
}

impl<C: Column, D, R> ColumnList for Cons<C, Cons<D, R>>
where
    Cons<D, R>: ColumnList,
{
    const PIECE: Piece = Piece::Seq(&[
        Piece::Column { source: <C::Source as Source>::NAME, name: C::NAME },
        Piece::Text(", "),
        <Cons<D, R> as ColumnList>::PIECE,
    ]);
}
