//! A column as an expression.

use super::{Allowed, Expr, Found, GroupKeys, Hit, RowValue, Scope, Ungrouped};
use crate::render::{Piece, Visit};
use crate::schema::{CodeOf, Col, Column, NullOf, Source};
use crate::types::code::Bool;
use crate::types::{Nil, Nullness};

impl<C> Visit for Col<C> {}

impl<C: Column> Expr for Col<C> {
    type Ty = C::Ty;
    type Kind = RowValue<C>;
    type Needs = Nil;
    type Code = CodeOf<C>;
    type Null<S: Scope> = <NullOf<C> as Nullness>::Or<<Found<C::Source, S> as Hit>::Null>;
    type Tables<S: Scope> = <Found<C::Source, S> as Hit>::Verdict<C::Source, C>;
    type Grouped<K: GroupKeys> = <<K::HasTable<<C::Source as Source>::Code> as Bool>::Or<
        K::HasKey<<Self as Expr>::Code>,
    > as Bool>::Judge<Allowed, Ungrouped<C>>;
    const PIECE: Piece = Piece::Column { source: <C::Source as Source>::NAME, name: C::NAME };
}
