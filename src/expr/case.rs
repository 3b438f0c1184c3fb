//! CASE.

use super::{Allowed, Expr, GroupKeys, Grouped, HasType, In, IntoExpr, Kind, Scope, TruthValue, TypeOf, Verdict};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::types::code::{Br, Code, D4};
use crate::types::{AreSame, Null, Nullness, SqlTypes};
use statiql_macros::bounds_at_name;

/// `CASE WHEN condition THEN value`, to be continued with [`Case::when`], [`Case::otherwise`] or [`Case::end`].
///
/// ```
/// use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub price: f64 }
///
/// let query = from(Books).select(case_when(Books.price.lt(10.0), lit!("cheap")).otherwise(lit!("dear")));
/// assert_eq!(
///     query.sql::<Postgres>(),
///     r#"SELECT CASE WHEN "books"."price" < $1 THEN 'cheap' ELSE 'dear' END FROM "books""#,
/// );
/// ```
#[bounds_at_name]
pub fn case_when<C: IntoExpr<bool>, V: Expr>(condition: C, value: V) -> Case<Arm<C::Expr, V>>
where
    TruthValue: HasType<TypeOf<C::Expr>>,
{
    Case { arms: Arm { condition: condition.into_expr(), value } }
}

/// A CASE without an ELSE so far.
#[derive(Debug, Clone, Copy)]
pub struct Case<A> {
    arms: A,
}

/// `WHEN condition THEN value`
#[derive(Debug, Clone, Copy)]
pub struct Arm<C, V> {
    condition: C,
    value: V,
}

/// Some arms, then one more.
#[derive(Debug, Clone, Copy)]
pub struct Then<A, B> {
    before: A,
    last: B,
}

impl<A: CaseArms> Case<A> {
    /// `WHEN condition THEN value`
    #[bounds_at_name]
    pub fn when<C: IntoExpr<bool>, V: IntoExpr<A::Ty>>(
        self,
        condition: C,
        value: V,
    ) -> Case<Then<A, Arm<C::Expr, V::Expr>>>
    where
        TruthValue: HasType<TypeOf<C::Expr>>,
        SqlTypes: AreSame<TypeOf<V::Expr>, A::Ty>,
    {
        let last = Arm { condition: condition.into_expr(), value: value.into_expr() };
        Case { arms: Then { before: self.arms, last } }
    }

    /// `ELSE value END`
    #[bounds_at_name]
    pub fn otherwise<V: IntoExpr<A::Ty>>(self, value: V) -> CaseExpr<A, Else<V::Expr>>
    where
        SqlTypes: AreSame<TypeOf<V::Expr>, A::Ty>,
    {
        CaseExpr { arms: self.arms, otherwise: Else(value.into_expr()) }
    }

    /// `END` without ELSE: NULL if no condition holds.
    pub fn end(self) -> CaseExpr<A, NoElse> {
        CaseExpr { arms: self.arms, otherwise: NoElse }
    }
}

/// A whole CASE.
#[derive(Debug, Clone, Copy)]
pub struct CaseExpr<A, O> {
    arms: A,
    otherwise: O,
}

/// `ELSE value`
#[derive(Debug, Clone, Copy)]
pub struct Else<V>(V);

/// No ELSE.
#[derive(Debug, Clone, Copy)]
pub struct NoElse;

/// The arms of a CASE.
pub trait CaseArms: Visit {
    /// The type of the values.
    type Ty: crate::types::SqlType;
    /// The kinds of all parts together.
    type Kind: Kind;
    /// What the parts need of the database.
    type Needs: Needs;
    /// The structure.
    type Code: Code;
    /// The SQL.
    const PIECE: Piece;
}

/// The arms of a CASE in the scope `S`.
pub trait CaseArmsIn<S>: CaseArms {
    /// Whether a value can be NULL.
    type Null: Nullness;
    /// Whether the tables are there.
    type Tables: Verdict;
}

/// The arms of a CASE in a query with the keys `K`.
pub trait CaseArmsGrouped<K>: CaseArms {
    /// Whether the keys determine them.
    type Verdict: Verdict;
}

impl<C: Expr, V: Expr> Visit for Arm<C, V> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.condition.visit(visitor);
        self.value.visit(visitor);
    }
}

impl<C: Expr, V: Expr> CaseArms for Arm<C, V> {
    type Ty = V::Ty;
    type Kind = <C::Kind as Kind>::With<V::Kind>;
    type Needs = <C::Needs as Needs>::And<V::Needs>;
    type Code = Br<C::Code, V::Code>;
    const PIECE: Piece =
        Piece::Seq(&[Piece::Text(" WHEN "), Piece::Whole(&C::PIECE), Piece::Text(" THEN "), Piece::Whole(&V::PIECE)]);
}

impl<S, C: In<S>, V: In<S>> CaseArmsIn<S> for Arm<C, V> {
    type Null = V::Null;
    type Tables = <C::Tables as Verdict>::Then<V::Tables>;
}

impl<K: GroupKeys, C: Grouped<K>, V: Grouped<K>> CaseArmsGrouped<K> for Arm<C, V> {
    type Verdict = <<C as Grouped<K>>::Verdict as Verdict>::Then<<V as Grouped<K>>::Verdict>;
}

impl<A: Visit, B: Visit> Visit for Then<A, B> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.before.visit(visitor);
        self.last.visit(visitor);
    }
}

impl<A: CaseArms, B: CaseArms> CaseArms for Then<A, B> {
    type Ty = A::Ty;
    type Kind = <A::Kind as Kind>::With<B::Kind>;
    type Needs = <A::Needs as Needs>::And<B::Needs>;
    type Code = Br<A::Code, B::Code>;
    const PIECE: Piece = Piece::Seq(&[A::PIECE, B::PIECE]);
}

impl<S, A: CaseArmsIn<S>, B: CaseArmsIn<S>> CaseArmsIn<S> for Then<A, B> {
    type Null = <A::Null as Nullness>::Or<B::Null>;
    type Tables = <A::Tables as Verdict>::Then<B::Tables>;
}

impl<K: GroupKeys, A: CaseArmsGrouped<K>, B: CaseArmsGrouped<K>> CaseArmsGrouped<K> for Then<A, B> {
    type Verdict = <A::Verdict as Verdict>::Then<B::Verdict>;
}

impl<A: CaseArms> Visit for CaseExpr<A, NoElse> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.arms.visit(visitor);
    }
}

impl<A: CaseArms> Expr for CaseExpr<A, NoElse> {
    type Ty = A::Ty;
    type Kind = A::Kind;
    type Needs = A::Needs;
    type Code = Br<D4, A::Code>;
    const PIECE: Piece = Piece::Seq(&[Piece::Text("CASE"), A::PIECE, Piece::Text(" END")]);
}

impl<S: Scope, A: CaseArmsIn<S>> In<S> for CaseExpr<A, NoElse> {
    type Null = Null;
    type Tables = A::Tables;
}

impl<K: GroupKeys, A: CaseArmsGrouped<K>> Grouped<K> for CaseExpr<A, NoElse> {
    type Verdict = <K::HasKey<<Self as Expr>::Code> as crate::types::code::Bool>::Judge<
        Allowed,
        <A as CaseArmsGrouped<K>>::Verdict,
    >;
}

impl<A: CaseArms, V: Expr> Visit for CaseExpr<A, Else<V>> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.arms.visit(visitor);
        self.otherwise.0.visit(visitor);
    }
}

impl<A: CaseArms, V: Expr> Expr for CaseExpr<A, Else<V>> {
    type Ty = A::Ty;
    type Kind = <A::Kind as Kind>::With<V::Kind>;
    type Needs = <A::Needs as Needs>::And<V::Needs>;
    type Code = Br<D4, Br<A::Code, V::Code>>;
    const PIECE: Piece = Piece::Seq(&[
        Piece::Text("CASE"),
        A::PIECE,
        Piece::Text(" ELSE "),
        Piece::Whole(&V::PIECE),
        Piece::Text(" END"),
    ]);
}

impl<S: Scope, A: CaseArmsIn<S>, V: In<S>> In<S> for CaseExpr<A, Else<V>> {
    type Null = <A::Null as Nullness>::Or<V::Null>;
    type Tables = <A::Tables as Verdict>::Then<V::Tables>;
}

impl<K: GroupKeys, A: CaseArmsGrouped<K>, V: Grouped<K>> Grouped<K> for CaseExpr<A, Else<V>> {
    type Verdict = <K::HasKey<<Self as Expr>::Code> as crate::types::code::Bool>::Judge<
        Allowed,
        <<A as CaseArmsGrouped<K>>::Verdict as Verdict>::Then<<V as Grouped<K>>::Verdict>,
    >;
}

crate::expr::node::expression_node!([A: CaseArms] CaseExpr<A, NoElse>);
crate::expr::node::expression_node!([A: CaseArms, V: Expr] CaseExpr<A, Else<V>>);
