//! The keys of GROUP BY: expressions, and whole tables.

use super::args::fold;
use super::{Allowed, Expr, Found, GroupKeys, Hit, Kind, RowValue, Scope, TableKey, Ungrouped, Verdict};
use crate::render::{Needs, Piece, Visit};
use crate::schema::{ColumnList, FromItem, Source, Table};
use crate::types::code::{Bool, Br, Code, False};
use crate::types::{Cons, Nil};

/// What can be given to `group_by`: an expression, a table (its primary key), or a tuple of them.
pub trait GroupItems: Visit {
    /// The keys, followed by those of `R`.
    type Then<R: GroupKeys>: GroupKeys;
    /// What they need of the database.
    type Needs: Needs;
    /// Their kinds together.
    type Kind: Kind;
    /// Whether one of them is a constant.
    type HasConstant: Bool;
    /// A column of the first of them that holds a bound value, or nothing.
    type Bound: Verdict;
    /// Their structures together.
    type Code: Code;
    /// Their SQL, with commas between.
    const PIECE: Piece;
}

/// Keys of GROUP BY in the scope `S`: what `group_by` takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key of GROUP BY",
    label = "not an expression, a table, or a tuple of them",
    note = "group by expressions (`Books.genre`), by whole tables (`Authors` stands for its primary key), or by a tuple of them"
)]
pub trait GroupItemsIn<S>: GroupItems {
    /// The keys themselves. The query speaks of this, so that nothing follows from what is none.
    type Itself: GroupItems;
    /// The keys themselves.
    fn itself(self) -> Self::Itself;
    /// Whether the tables are there.
    type Tables: Verdict;
}

/// Writes an expression node's impls of [`GroupItems`].
macro_rules! group_key {
    ([$($generics:tt)*] $node:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::expr::GroupItems for $node {
            type Then<R__: $crate::expr::GroupKeys> =
                $crate::types::Cons<$crate::expr::ExprKey<<$node as $crate::expr::Expr>::Code>, R__>;
            type Needs = <$node as $crate::expr::Expr>::Needs;
            type Kind = <$node as $crate::expr::Expr>::Kind;
            type Bound = $crate::expr::group_key::Bound<$node>;
            type HasConstant = <<$node as $crate::expr::Expr>::Kind as $crate::expr::Kind>::IsConstant;
            type Code = <$node as $crate::expr::Expr>::Code;
            const PIECE: $crate::render::Piece = $crate::render::Piece::Whole(&<$node as $crate::expr::Expr>::PIECE);
        }

        #[diagnostic::do_not_recommend]
        impl<S__: $crate::expr::Scope, $($generics)*> $crate::expr::GroupItemsIn<S__> for $node
        {
            type Itself = Self;
            type Tables = <$node as $crate::expr::Expr>::Tables<S__>;

            fn itself(self) -> Self {
                self
            }
        }
    };
}
pub(crate) use group_key;

/// A column of the expression `E` if it holds a bound value, or nothing.
pub(crate) type Bound<E> =
    <<<E as Expr>::Code as Code>::Bound as Bool>::Judge<Ungrouped<<<E as Expr>::Kind as Kind>::Column>, Allowed>;

/// A table stands for its primary key.
#[diagnostic::do_not_recommend]
impl<T: Table> GroupItems for T
where
    T::PrimaryKey: ColumnList,
{
    type Then<R: GroupKeys> = Cons<TableKey<T::Code>, R>;
    type Needs = Nil;
    type Kind = RowValue<T>;
    type HasConstant = False;
    type Bound = Allowed;
    type Code = <T as Source>::Code;
    const PIECE: Piece = <T::PrimaryKey as ColumnList>::PIECE;
}

#[diagnostic::do_not_recommend]
impl<T: Table, S: Scope> GroupItemsIn<S> for T
where
    T::PrimaryKey: ColumnList,
    <T as FromItem>::Item: GroupItems,
{
    type Itself = <T as FromItem>::Item;
    type Tables = <Found<T, S> as Hit>::Verdict<T, T>;

    fn itself(self) -> Self::Itself {
        self.item()
    }
}

macro_rules! tuple_of_keys {
    ($($e:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($e: GroupItems),+> GroupItems for ($($e,)+) {
            type Then<R: GroupKeys> = keys!(R $($e)+);
            type Needs = fold!(Needs And: $([<$e as GroupItems>::Needs])+);
            type Kind = fold!(Kind With: $([<$e as GroupItems>::Kind])+);
            type Bound = fold!(Verdict Then: $([<$e as GroupItems>::Bound])+);
            type HasConstant = fold!(Bool Or: $([<$e as GroupItems>::HasConstant])+);
            type Code = codes!($($e)+);
            const PIECE: Piece = Piece::Commas(&[$(<$e as GroupItems>::PIECE),+]);
        }

        #[diagnostic::do_not_recommend]
        impl<S: Scope, $($e: GroupItemsIn<S>),+> GroupItemsIn<S> for ($($e,)+) {
            type Itself = ($(<$e as GroupItemsIn<S>>::Itself,)+);
            type Tables = fold!(Verdict Then: $([<$e as GroupItemsIn<S>>::Tables])+);

            fn itself(self) -> Self::Itself {
                #[allow(non_snake_case)]
                let ($($e,)+) = self;
                ($(<$e as GroupItemsIn<S>>::itself($e),)+)
            }
        }
    };
}

macro_rules! keys {
    ($r:ident) => { $r };
    ($r:ident $first:ident $($rest:ident)*) => { <$first as GroupItems>::Then<keys!($r $($rest)*)> };
}

macro_rules! codes {
    ($first:ident) => { <$first as GroupItems>::Code };
    ($first:ident $($rest:ident)+) => { Br<<$first as GroupItems>::Code, codes!($($rest)+)> };
}

crate::for_each_tuple!(tuple_of_keys);
