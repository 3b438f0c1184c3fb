//! A column as a type.

use std::fmt;
use std::marker::PhantomData;

use super::{Source, Table};
use crate::render::Piece;
use crate::types::code::{Bool, Code, False, True};
use crate::types::{Cons, Nil, NotNull, Null, Nullness, SqlType};

/// A column: of a table, an alias, a subquery or a CTE.
///
/// `#[table]` writes one impl for each column and nothing else; all that a column can do is written once, for [`Col`].
pub trait Column: 'static {
    /// The name in FROM that the column belongs to.
    type Source: Source;
    /// The type of a value that is not NULL.
    type Ty: SqlType;
    /// Whether it can be NULL and what INSERT has to do about it: [`Required`], [`Defaulted`], [`Nullable`] or
    /// [`Generated`].
    type Write: Write;
    /// The name within its source, spelled in types.
    type LocalCode: Code;
    /// The name as SQL sees it.
    const NAME: &'static str;
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

/// Whether the column `C` can be NULL.
pub(crate) type NullOf<C> = <<C as Column>::Write as Write>::Null;

/// What may be written into a column. One type says all of it: what a table has for each of its columns is what it costs
/// the compiler.
pub trait Write: 'static {
    /// Whether the column can be NULL.
    type Null: Nullness;
    /// Whether the database computes it.
    type IsGenerated: Bool;
}

/// INSERT must set it: it is NOT NULL, has no default and does not count itself.
#[derive(Debug)]
pub struct Required;
/// It is NOT NULL, and INSERT may leave it out.
#[derive(Debug)]
pub struct Defaulted;
/// It can be NULL, and INSERT may leave it out.
#[derive(Debug)]
pub struct Nullable;
/// A column of an alias, a subquery or a CTE, NULL or not.
#[derive(Debug)]
pub struct ReadOnly<N>(PhantomData<N>);
/// The database computes it, NULL or not; nobody may set it.
#[derive(Debug)]
pub struct Generated<N>(PhantomData<N>);

impl Write for Required {
    type Null = NotNull;
    type IsGenerated = False;
}

impl Write for Defaulted {
    type Null = NotNull;
    type IsGenerated = False;
}

impl Write for Nullable {
    type Null = Null;
    type IsGenerated = False;
}

impl<N: Nullness> Write for Generated<N> {
    type Null = N;
    type IsGenerated = True;
}

impl<N: Nullness> Write for ReadOnly<N> {
    type Null = N;
    type IsGenerated = True;
}

/// A column of a table: INSERT and UPDATE can name it.
pub trait Settable: Write {}
impl Settable for Required {}
impl Settable for Defaulted {}
impl Settable for Nullable {}
impl<N: Nullness> Settable for Generated<N> {}

/// A column as a value, what `Books.title` is: zero-sized, `Copy`, an expression.
///
pub struct Col<C: ?Sized>(PhantomData<C>);

impl<C> Col<C> {
    /// The column. A constant, which costs the compiler less than what is in it where `#[table]` writes one for each.
    #[doc(hidden)]
    pub const NEW: Self = Col(PhantomData);
}

impl<C> Clone for Col<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Col<C> {}

impl<C> std::default::Default for Col<C> {
    fn default() -> Self {
        Col::NEW
    }
}

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
