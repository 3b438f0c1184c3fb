//! The arguments of a call: a tuple of expressions.

use super::{Allowed, Constant, Expr, GroupKeys, Grouped, In, Kind, Verdict};
use crate::render::{Needs, Piece, Visitor};
use crate::types::code::{Br, Code, D0};
use crate::types::{Nil, NotNull, Null, Nullness};

/// A tuple of expressions.
pub trait Args {
    /// Their kinds together.
    type Kind: Kind;
    /// What they need of the database.
    type Needs: Needs;
    /// Their structures together.
    type Code: Code;
    /// Their SQL.
    const PIECES: &'static [Piece];
    /// Visits all of them.
    fn visit_all(&self, visitor: &mut dyn Visitor);
    /// Visits the one at `index`.
    fn visit_one(&self, index: usize, visitor: &mut dyn Visitor);
}

/// A tuple of expressions in the scope `S`.
pub trait ArgsIn<S>: Args {
    /// `Null` if one can be NULL.
    type AnyNull: Nullness;
    /// `Null` if all can be NULL.
    type AllNull: Nullness;
    /// Whether their tables are there.
    type Tables: Verdict;
}

/// A tuple of expressions in a query with the keys `K`.
pub trait ArgsGrouped<K>: Args {
    /// Whether the keys determine them.
    type Verdict: Verdict;
}

impl Args for () {
    type Kind = Constant;
    type Needs = Nil;
    type Code = D0;
    const PIECES: &'static [Piece] = &[];
    fn visit_all(&self, _: &mut dyn Visitor) {}
    fn visit_one(&self, _: usize, _: &mut dyn Visitor) {}
}

impl<S> ArgsIn<S> for () {
    type AnyNull = NotNull;
    type AllNull = Null;
    type Tables = Allowed;
}

impl<K> ArgsGrouped<K> for () {
    type Verdict = Allowed;
}

/// Folds a list of types to the right: `fold!(And: A B C)` is `<A as ..>::And<<B as ..>::And<C>>`.
macro_rules! fold {
    ($trait:ident $fold:ident: [$($first:tt)+]) => { $($first)+ };
    ($trait:ident $fold:ident: [$($first:tt)+] $([$($rest:tt)+])+) => {
        <$($first)+ as $trait>::$fold<fold!($trait $fold: $([$($rest)+])+)>
    };
}
pub(crate) use fold;

macro_rules! join_codes {
    ([$($first:tt)+]) => { Br<$($first)+, D0> };
    ([$($first:tt)+] $([$($rest:tt)+])+) => { Br<$($first)+, join_codes!($([$($rest)+])+)> };
}

macro_rules! tuple_of_arguments {
    ($($e:ident)+) => {
        impl<$($e: Expr),+> Args for ($($e,)+) {
            type Kind = fold!(Kind With: $([$e::Kind])+);
            type Needs = fold!(Needs And: $([$e::Needs])+);
            type Code = join_codes!($([$e::Code])+);
            const PIECES: &'static [Piece] = &[$($e::PIECE),+];

            #[inline]
            fn visit_all(&self, visitor: &mut dyn Visitor) {
                #[allow(non_snake_case)]
                let ($($e,)+) = self;
                $($e.visit(visitor);)+
            }

            fn visit_one(&self, index: usize, visitor: &mut dyn Visitor) {
                #[allow(non_snake_case)]
                let ($($e,)+) = self;
                let all: &[&dyn crate::render::Visit] = &[$($e),+];
                all[index].visit(visitor);
            }
        }

        impl<S, $($e: In<S>),+> ArgsIn<S> for ($($e,)+) {
            type AnyNull = fold!(Nullness Or: $([<$e as In<S>>::Null])+);
            type AllNull = fold!(Nullness And: $([<$e as In<S>>::Null])+);
            type Tables = fold!(Verdict Then: $([<$e as In<S>>::Tables])+);
        }

        impl<K: GroupKeys, $($e: Grouped<K>),+> ArgsGrouped<K> for ($($e,)+) {
            type Verdict = fold!(Verdict Then: $([<$e as Grouped<K>>::Verdict])+);
        }
    };
}

tuple_of_arguments!(A);
tuple_of_arguments!(A B);
tuple_of_arguments!(A B C);
tuple_of_arguments!(A B C D);
tuple_of_arguments!(A B C D E);
tuple_of_arguments!(A B C D E F);
tuple_of_arguments!(A B C D E F G);
tuple_of_arguments!(A B C D E F G H);
