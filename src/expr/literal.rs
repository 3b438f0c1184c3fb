//! Literals: values of the program's own that are part of a query's type and text.

use std::fmt;
use std::marker::PhantomData;

use super::{Allowed, Constant, Expr, GroupKeys, Scope};
use crate::render::{Piece, Visit};
use crate::types::code::Code;
use crate::types::{Nil, NotNull, SqlType};

/// A literal's value; `lit!` implements it.
pub trait Literal: 'static {
    /// Its SQL type.
    type Ty: SqlType;
    /// Its value, spelled in types.
    type Code: Code;
    /// Its SQL.
    const PIECE: Piece;
}

/// A literal in the text of a query, see `lit!`.
pub struct Lit<L>(PhantomData<L>);

impl<L> Lit<L> {
    #[doc(hidden)]
    pub const fn new() -> Self {
        Lit(PhantomData)
    }
}

impl<L> Default for Lit<L> {
    fn default() -> Self {
        Lit::new()
    }
}

impl<L> Clone for Lit<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Lit<L> {}

impl<L> fmt::Debug for Lit<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lit")
    }
}

impl<L> Visit for Lit<L> {}

impl<L: Literal> Expr for Lit<L> {
    type Ty = L::Ty;
    type Kind = Constant;
    type Needs = Nil;
    type Code = L::Code;
    type Null<S: Scope> = NotNull;
    type Tables<S: Scope> = Allowed;
    type Grouped<K: GroupKeys> = Allowed;
    const PIECE: Piece = L::PIECE;
}
