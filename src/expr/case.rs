//! CASE.

use super::{Allowed, Expr, GroupKeys, HasType, IntoExpr, Kind, Scope, TruthValue, TypeOf, Verdict};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::types::code::{Bool, Br, Code, D4};
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
    /// Whether a value can be NULL in the scope `S`.
    type Null<S: Scope>: Nullness;
    /// Whether the tables are in the scope `S`.
    type Tables<S: Scope>: Verdict;
    /// Whether the keys `K` of GROUP BY determine them.
    type Grouped<K: GroupKeys>: Verdict;
    /// The SQL.
    const PIECE: Piece;
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
    type Null<S: Scope> = V::Null<S>;
    type Tables<S: Scope> = <C::Tables<S> as Verdict>::Then<V::Tables<S>>;
    type Grouped<K: GroupKeys> = <C::Grouped<K> as Verdict>::Then<V::Grouped<K>>;
    const PIECE: Piece =
        Piece::Seq(&[Piece::Text(" WHEN "), Piece::Whole(&C::PIECE), Piece::Text(" THEN "), Piece::Whole(&V::PIECE)]);
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
    type Null<S: Scope> = <A::Null<S> as Nullness>::Or<B::Null<S>>;
    type Tables<S: Scope> = <A::Tables<S> as Verdict>::Then<B::Tables<S>>;
    type Grouped<K: GroupKeys> = <A::Grouped<K> as Verdict>::Then<B::Grouped<K>>;
    const PIECE: Piece = Piece::Seq(&[A::PIECE, B::PIECE]);
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
    type Null<S: Scope> = Null;
    type Tables<S: Scope> = A::Tables<S>;
    type Grouped<K: GroupKeys> = <K::HasKey<<Self as Expr>::Code> as Bool>::Judge<Allowed, A::Grouped<K>>;
    const PIECE: Piece = Piece::Seq(&[Piece::Text("CASE"), A::PIECE, Piece::Text(" END")]);
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
    type Null<S: Scope> = <A::Null<S> as Nullness>::Or<V::Null<S>>;
    type Tables<S: Scope> = <A::Tables<S> as Verdict>::Then<V::Tables<S>>;
    type Grouped<K: GroupKeys> =
        <K::HasKey<<Self as Expr>::Code> as Bool>::Judge<Allowed, <A::Grouped<K> as Verdict>::Then<V::Grouped<K>>>;
    const PIECE: Piece = Piece::Seq(&[
        Piece::Text("CASE"),
        A::PIECE,
        Piece::Text(" ELSE "),
        Piece::Whole(&V::PIECE),
        Piece::Text(" END"),
    ]);
}

crate::expr::node::expression_node!([A: CaseArms] CaseExpr<A, NoElse>);
crate::expr::node::expression_node!([A: CaseArms, V: Expr] CaseExpr<A, Else<V>>);
