//! The columns of a SELECT: one expression, a tuple of them, or a record with names.

use std::marker::PhantomData;

use super::args::fold;
use super::record::{Build, Filled, Fits, Record, RecordFamily};
use super::{Expr, GroupKeys, Kind, Scope, Verdict};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::types::code::{Bool, Code, False};
use crate::types::{Cons, Nil, Nullness, Reader, SqlType, ValueError};

/// The columns of a SELECT, wherever it stands.
pub trait SelectList: Visit {
    /// The kinds of all columns together.
    type Kind: Kind;
    /// What the columns need of the database.
    type Needs: Needs;
    /// The structures of the columns.
    type Codes: Codes;
    /// Whether the keys `K` of GROUP BY determine them.
    type Grouped<K: GroupKeys>: Verdict;
    /// The names of the columns: a tuple of field names for a record, otherwise `Unnamed`.
    type Names;
    /// The columns, with commas between them and their names after them.
    const PIECE: Piece;
}

/// The columns have no names.
#[derive(Debug)]
pub struct Unnamed;

/// Columns on their way into a SELECT: what `select` and `returning` take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    label = "not an expression, a tuple of expressions, or a record",
    note = "select an expression (`Books.title`), a tuple (`(Books.id, Books.title)`), or a record (`row! {{ title: Books.title }}`)"
)]
pub trait IntoSelection<S> {
    /// The columns.
    type Selection: Selection<S>;
    /// The values that fill a struct, a tuple; otherwise nothing.
    type Given;
    /// The fields of that struct, a tuple; otherwise nothing.
    type Wanted;
    /// The names of those fields, a tuple; otherwise nothing.
    type Named;
    /// Makes them the columns.
    fn into_selection(self) -> Self::Selection
    where
        Self::Given: Fits<Self::Wanted, Self::Named>;
}

/// The columns of a SELECT in the scope `S`.
pub trait Selection<S>: SelectList {
    /// Whether the tables are there.
    type Tables: Verdict;
    /// The types of the columns: a list of [`OutputType`].
    type Columns;
    /// What a row is read as.
    type Row;
    /// What a row that is only looked at is read as.
    type Borrowed<'r>;

    /// Reads a row.
    ///
    /// # Errors
    /// When the database sent something else than it promised.
    fn decode<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Row, ValueError>;

    /// Looks at a row.
    ///
    /// # Errors
    /// As [`Selection::decode`].
    fn borrow<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Borrowed<'r>, ValueError>;
}

/// The structures of the selected columns, to find ORDER BY's among them.
pub trait Codes: 'static {
    /// Whether one of them is this.
    type Has<X: Code>: Bool;
}

impl Codes for Nil {
    type Has<X: Code> = False;
}

impl<C: Code, R: Codes> Codes for Cons<C, R> {
    type Has<X: Code> = <C::Eq<X> as Bool>::Or<R::Has<X>>;
}

/// A column that comes out of a query: its type and whether it can be NULL.
pub struct OutputType<T, N>(PhantomData<(T, N)>);

/// The columns that come out of a query.
pub trait Columns {
    /// How many: [`OneColumn`] or [`SeveralColumns`].
    type Count;
    /// The type of the first.
    type First: SqlType;
    /// Whether the first can be NULL.
    type FirstNull: Nullness;
}

/// One column.
#[derive(Debug)]
pub struct OneColumn;
/// More than one column.
#[derive(Debug)]
pub struct SeveralColumns;

impl<T: SqlType, N: Nullness> Columns for Cons<OutputType<T, N>, Nil> {
    type Count = OneColumn;
    type First = T;
    type FirstNull = N;
}

impl<T: SqlType, N: Nullness, U, R> Columns for Cons<OutputType<T, N>, Cons<U, R>> {
    type Count = SeveralColumns;
    type First = T;
    type FirstNull = N;
}

#[inline]
pub(crate) fn read<'r, T: SqlType, N: Nullness, R: Reader<'r>>(reader: &mut R) -> Result<N::Wrap<T>, ValueError> {
    N::wrap(T::read(reader)?).ok_or_else(|| ValueError::new(std::any::type_name::<T>(), "the database sent NULL"))
}

#[inline]
pub(crate) fn look<'r, T: SqlType, N: Nullness, R: Reader<'r>>(
    reader: &mut R,
) -> Result<N::Wrap<T::Borrowed<'r>>, ValueError> {
    let value = match reader.read(T::KIND)? {
        Some(value) => Some(T::borrow(value)?),
        None => None,
    };
    N::wrap(value).ok_or_else(|| ValueError::new(std::any::type_name::<T>(), "the database sent NULL"))
}

/// Writes an expression node's impls: one column without a name.
///
/// They are not written once for all `E: Expr`, so that the compiler knows that a record is no expression, and reports
/// what is wrong with the record.
macro_rules! single_column {
    ([$($generics:tt)*] $node:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::expr::SelectList for $node {
            type Kind = <$node as $crate::expr::Expr>::Kind;
            type Needs = <$node as $crate::expr::Expr>::Needs;
            type Codes = $crate::types::Cons<<$node as $crate::expr::Expr>::Code, $crate::types::Nil>;
            type Grouped<K__: $crate::expr::GroupKeys> = <$node as $crate::expr::Expr>::Grouped<K__>;
            type Names = $crate::expr::Unnamed;
            const PIECE: $crate::render::Piece = $crate::render::Piece::Whole(&<$node as $crate::expr::Expr>::PIECE);
        }

        #[diagnostic::do_not_recommend]
        impl<S__: $crate::expr::Scope, $($generics)*> $crate::expr::Selection<S__> for $node {
            type Tables = <$node as $crate::expr::Expr>::Tables<S__>;
            type Columns = $crate::types::Cons<
                $crate::expr::OutputType<<$node as $crate::expr::Expr>::Ty, <$node as $crate::expr::Expr>::Null<S__>>,
                $crate::types::Nil,
            >;
            type Row = $crate::expr::Output<$node, S__>;
            type Borrowed<'r> = $crate::expr::BorrowedOutput<'r, $node, S__>;

            #[inline]
            fn decode<'r, R__: $crate::types::Reader<'r>>(
                &self,
                reader: &mut R__,
            ) -> Result<Self::Row, $crate::types::ValueError> {
                $crate::expr::selection::read::<_, <$node as $crate::expr::Expr>::Null<S__>, R__>(reader)
            }

            #[inline]
            fn borrow<'r, R__: $crate::types::Reader<'r>>(
                &self,
                reader: &mut R__,
            ) -> Result<Self::Borrowed<'r>, $crate::types::ValueError> {
                $crate::expr::selection::look::<
                    <$node as $crate::expr::Expr>::Ty,
                    <$node as $crate::expr::Expr>::Null<S__>,
                    R__,
                >(reader)
            }
        }

        $crate::expr::selection::as_it_is!([$($generics)*] $node);
    };
}

/// Writes the impl of [`IntoSelection`] for columns that are what they are.
macro_rules! as_it_is {
    ([$($generics:tt)*] $columns:ty) => {
        #[diagnostic::do_not_recommend]
        impl<S__, $($generics)*> $crate::expr::IntoSelection<S__> for $columns
        where
            $columns: $crate::expr::Selection<S__>,
        {
            type Selection = Self;
            type Given = ();
            type Wanted = ();
            type Named = ();

            #[inline]
            fn into_selection(self) -> Self {
                self
            }
        }
    };
}

pub(crate) use {as_it_is, single_column};

/// A tuple of expressions: the columns of a record, or of a row without names.
pub trait Items: SelectList {
    /// Their SQL.
    const PIECES: &'static [Piece];
}

macro_rules! list_of {
    () => { Nil };
    ([$($first:tt)+] $($rest:tt)*) => { Cons<$($first)+, list_of!($($rest)*)> };
}

macro_rules! tuple_of_items {
    ($($e:ident)+) => {
        impl<$($e: Expr),+> Items for ($($e,)+) {
            const PIECES: &'static [Piece] = &[$(Piece::Whole(&$e::PIECE)),+];
        }

        #[diagnostic::do_not_recommend]
        impl<$($e: Expr),+> SelectList for ($($e,)+) {
            type Kind = fold!(Kind With: $([$e::Kind])+);
            type Needs = fold!(Needs And: $([$e::Needs])+);
            type Codes = list_of!($([$e::Code])+);
            type Grouped<K: GroupKeys> = fold!(Verdict Then: $([$e::Grouped<K>])+);
            type Names = Unnamed;
            const PIECE: Piece = Piece::Commas(<Self as Items>::PIECES);
        }

        #[diagnostic::do_not_recommend]
        impl<S: Scope, $($e: Expr),+> Selection<S> for ($($e,)+) {
            type Tables = fold!(Verdict Then: $([$e::Tables<S>])+);
            type Columns = list_of!($([OutputType<$e::Ty, $e::Null<S>>])+);
            type Row = ($(<$e::Null<S> as Nullness>::Wrap<$e::Ty>,)+);
            type Borrowed<'r> = ($(<$e::Null<S> as Nullness>::Wrap<<$e::Ty as SqlType>::Borrowed<'r>>,)+);

            // A call would hand the row over in memory, and whoever moves it on from there waits for it.
            #[inline(always)]
            fn decode<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Row, ValueError> {
                Ok(($(read::<$e::Ty, $e::Null<S>, R>(reader)?,)+))
            }

            #[inline]
            fn borrow<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Borrowed<'r>, ValueError> {
                Ok(($(look::<$e::Ty, $e::Null<S>, R>(reader)?,)+))
            }
        }

        as_it_is!([$($e: Expr),+] ($($e,)+));
    };
}

crate::for_each_tuple!(tuple_of_items);

impl<F, T: Visit> Visit for Record<F, T> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.items.visit(visitor);
    }
}

impl<F: RecordFamily, T: Items> SelectList for Record<F, T> {
    type Kind = T::Kind;
    type Needs = T::Needs;
    type Codes = T::Codes;
    type Grouped<K: GroupKeys> = T::Grouped<K>;
    type Names = F::Fields;
    const PIECE: Piece = Piece::Named(T::PIECES, F::NAMES);
}

impl<S: Scope, F: RecordFamily, T: Items + Selection<S>> Selection<S> for Record<F, T>
where
    F: Build<T::Row> + for<'r> Build<T::Borrowed<'r>>,
{
    type Tables = T::Tables;
    type Columns = T::Columns;
    type Row = <F as Build<T::Row>>::Record;
    type Borrowed<'r> = <F as Build<T::Borrowed<'r>>>::Record;

    #[inline(always)]
    fn decode<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Row, ValueError> {
        Ok(self.family.build(self.items.decode(reader)?))
    }

    #[inline]
    fn borrow<'r, R: Reader<'r>>(&self, reader: &mut R) -> Result<Self::Borrowed<'r>, ValueError> {
        Ok(self.family.build(self.items.borrow(reader)?))
    }
}

as_it_is!([F, T] Record<F, T>);

/// Columns that fill a struct, in the scope `S`: knows how to turn the values of the columns into the fields.
pub struct Filling<F, V, C, T, G> {
    pub(crate) columns: Filled<F, V, C, T>,
    fit: fn(G) -> V,
}

impl<F: Copy, V, C: Clone, T: Clone, G> Clone for Filling<F, V, C, T, G> {
    fn clone(&self) -> Self {
        Filling { columns: self.columns.clone(), fit: self.fit }
    }
}

impl<F: Copy, V, C: Copy, T: Copy, G> Copy for Filling<F, V, C, T, G> {}

#[diagnostic::do_not_recommend]
impl<S: Scope, F: RecordFamily, V, R, C: Fn(V) -> R, T: Items + Selection<S>> IntoSelection<S> for Filled<F, V, C, T> {
    type Selection = Filling<F, V, C, T, T::Row>;
    type Given = T::Row;
    type Wanted = V;
    type Named = F::Fields;

    #[inline]
    fn into_selection(self) -> Self::Selection
    where
        T::Row: Fits<V, F::Fields>,
    {
        Filling { columns: self, fit: Fits::fit }
    }
}

impl<F, V, C, T: Visit, G> Visit for Filling<F, V, C, T, G> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.columns.items.visit(visitor);
    }
}

impl<F: RecordFamily, V, C, T: Items, G> SelectList for Filling<F, V, C, T, G> {
    type Kind = T::Kind;
    type Needs = T::Needs;
    type Codes = T::Codes;
    type Grouped<K: GroupKeys> = T::Grouped<K>;
    type Names = F::Fields;
    const PIECE: Piece = Piece::Named(T::PIECES, F::NAMES);
}

impl<S: Scope, F: RecordFamily, V, R, C: Fn(V) -> R, T: Items + Selection<S>> Selection<S>
    for Filling<F, V, C, T, T::Row>
{
    type Tables = T::Tables;
    type Columns = T::Columns;
    type Row = R;
    type Borrowed<'r> = R;

    #[inline(always)]
    fn decode<'r, Source: Reader<'r>>(&self, reader: &mut Source) -> Result<R, ValueError> {
        Ok((self.columns.fill)((self.fit)(self.columns.items.decode(reader)?)))
    }

    #[inline]
    fn borrow<'r, Source: Reader<'r>>(&self, reader: &mut Source) -> Result<R, ValueError> {
        self.decode(reader)
    }
}
