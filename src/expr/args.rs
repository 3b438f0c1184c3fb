//! The arguments of a call: a tuple of expressions.

use super::{Allowed, Constant, Expr, GroupKeys, Kind, Scope, Verdict};
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
    /// `Null` if one can be NULL in the scope `S`.
    type AnyNull<S: Scope>: Nullness;
    /// `Null` if all can be NULL in the scope `S`.
    type AllNull<S: Scope>: Nullness;
    /// Whether their tables are in the scope `S`.
    type Tables<S: Scope>: Verdict;
    /// Whether the keys `K` of GROUP BY determine them.
    type Grouped<K: GroupKeys>: Verdict;
    /// Their SQL.
    const PIECES: &'static [Piece];
    /// Visits all of them.
    fn visit_all(&self, visitor: &mut dyn Visitor);
    /// Visits the one at `index`.
    fn visit_one(&self, index: usize, visitor: &mut dyn Visitor);
}

impl Args for () {
    type Kind = Constant;
    type Needs = Nil;
    type Code = D0;
    type AnyNull<S: Scope> = NotNull;
    type AllNull<S: Scope> = Null;
    type Tables<S: Scope> = Allowed;
    type Grouped<K: GroupKeys> = Allowed;
    const PIECES: &'static [Piece] = &[];
    fn visit_all(&self, _: &mut dyn Visitor) {}
    fn visit_one(&self, _: usize, _: &mut dyn Visitor) {}
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
            type AnyNull<S: Scope> = fold!(Nullness Or: $([$e::Null<S>])+);
            type AllNull<S: Scope> = fold!(Nullness And: $([$e::Null<S>])+);
            type Tables<S: Scope> = fold!(Verdict Then: $([$e::Tables<S>])+);
            type Grouped<K: GroupKeys> = fold!(Verdict Then: $([$e::Grouped<K>])+);
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
