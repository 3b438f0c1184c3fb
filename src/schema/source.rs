//! What can stand in FROM, and the names that FROM gives.

use std::marker::PhantomData;

use super::{Column, NullOf, PlaceOf, ReadOnly};
use crate::expr::Scope;
use crate::render::Needs;
use crate::render::{Piece, Visit};
use crate::types::Nullness;
use crate::types::code::{Bool, Code, Digit};

/// A name in a FROM clause: of a table, an alias, a subquery or a CTE.
pub trait Source: 'static {
    /// The name, spelled in types.
    type Code: Code;
    /// The name, and of a table those of its columns: a column is told by its place, and two structs with different columns
    /// can describe one table.
    type Shape: Code;
    /// The scope `R` with this source as its last: the list of the name's first digit.
    type In<R: Scope + ?Sized>: Scope;
    /// Whether the other digits of the name are these.
    #[doc(hidden)]
    type Is<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized>: Bool;
    /// The name as SQL sees it.
    const NAME: &'static str;
    /// The names of a table's columns, each at its place. Those of other sources say their names themselves.
    const COLUMNS: &'static [&'static str] = &[];
}

/// What can be given to `from` and to the joins.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in FROM",
    label = "not a table, alias, subquery or CTE",
    note = "give a table (`Books`), an alias (`alias!(Others = Books)`), or a query with a name (`query.subquery(Name)`)"
)]
pub trait FromItem: Visit + Sized {
    /// The type itself. What is made of the item speaks of this, so that nothing follows from what is none.
    type Item: FromItem;
    /// The name that its columns go by.
    type Source: Source;
    /// What it needs of the database.
    type Needs: Needs;
    /// The outer tables that it looks at (correlated), a list of sources.
    type Outer;
    /// `"books"`, `"employees" AS "managers"`, `(SELECT ..) AS "top"`.
    const PIECE: Piece;
    /// The item itself.
    fn item(self) -> Self::Item;
}

/// A column of `C`'s table under another name: what `alias!` makes of every column.
pub struct As<A, C>(PhantomData<(A, C)>);

impl<A: Source, C: Column> Column for As<A, C> {
    type Source = A;
    type Ty = C::Ty;
    type Declaration = ReadOnly<PlaceOf<C>, NullOf<C>>;
    const NAME: &'static str = C::NAME;
}

/// A column of a subquery or CTE `A`: the field `F` of its record.
pub struct OutputColumn<A, F, T, N>(PhantomData<(A, F, T, N)>);

/// The name of a field of a record, spelled in types; `row!` makes one for each field.
pub trait FieldName: 'static {
    /// The name, spelled in types.
    type Code: Code;
    /// The name as SQL sees it.
    const NAME: &'static str;
}

impl<A: Source, F: FieldName, T: crate::types::SqlType, N: Nullness> Column for OutputColumn<A, F, T, N> {
    type Source = A;
    type Ty = T;
    type Declaration = ReadOnly<F::Code, N>;
    const NAME: &'static str = F::NAME;
}
