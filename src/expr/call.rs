//! Operators and functions: one node for all of them.

use std::marker::PhantomData;

use super::{Allowed, Args, Bind, Expr, GroupKeys, IntoExpr, Kind, Scope, Verdict};
use crate::render::{Needs, Piece, Template, Visit, Visitor, WithoutNul};
use crate::types::code::{Bool, Br, Code};
use crate::types::{NotNull, Null, Nullness, SqlType};

/// What an operator or function is: its SQL, when it is NULL, whether it aggregates.
///
/// `function!` writes it for functions of your own.
pub trait Function: 'static {
    /// Its SQL.
    const TEMPLATE: Template;
    /// When it is NULL.
    type Nulls: NullRule;
    /// Whether it looks at one row or aggregates many.
    type Class: Class;
    /// What it needs of the database.
    type Needs: Needs;
    /// Its name, spelled in types.
    type Code: Code;
}

/// When a function is NULL.
pub trait NullRule {
    /// From: an argument is NULL, all arguments are NULL, there may be no row to aggregate.
    type Of<Any: Nullness + ?Sized, All: Nullness + ?Sized, NoRows: Nullness + ?Sized>: Nullness;
}

macro_rules! null_rules {
    ($($(#[$doc:meta])* $rule:ident = $of:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $rule;

        impl NullRule for $rule {
            type Of<Any: Nullness + ?Sized, All: Nullness + ?Sized, NoRows: Nullness + ?Sized> = $of;
        }
    )*};
}

null_rules! {
    /// NULL if an argument is NULL.
    Strict = Any;
    /// Never NULL.
    NeverNull = NotNull;
    /// May be NULL whatever the arguments are.
    AlwaysNull = Null;
    /// NULL if all arguments are NULL.
    Coalesced = All;
    /// An aggregate: NULL if there is no row, or none that is not NULL.
    OverRows = Any::Or<NoRows>;
}

/// Whether a function looks at one row or aggregates many.
pub trait Class {
    /// Whether it aggregates.
    const AGGREGATES: bool;
    /// The kind of the call, from that of its arguments.
    type Kind<K: Kind + ?Sized>: Kind;
    /// Whether the tables of a call with the arguments `A` are in the scope `S`.
    type Tables<A: Args, S: Scope>: Verdict;
    /// Whether the call is determined by the keys of GROUP BY, from whether its arguments are.
    type Grouped<V: Verdict + ?Sized>: Verdict;
}

/// A function of one row.
#[derive(Debug)]
pub struct Scalar;

/// An aggregate over rows.
#[derive(Debug)]
pub struct Aggregate;

impl Class for Scalar {
    const AGGREGATES: bool = false;
    type Kind<K: Kind + ?Sized> = K;
    type Tables<A: Args, S: Scope> = A::Tables<S>;
    type Grouped<V: Verdict + ?Sized> = V;
}

impl Class for Aggregate {
    const AGGREGATES: bool = true;
    type Kind<K: Kind + ?Sized> = K::Aggregated;
    type Tables<A: Args, S: Scope> =
        <A::Tables<S> as Verdict>::Aggregated<<<A::Kind as Kind>::Aggregated as Kind>::Aggregates>;
    type Grouped<V: Verdict + ?Sized> = Allowed;
}

/// A call of the function or operator `F` with the arguments `A`, a value of type `T`.
pub struct Call<F: ?Sized, T: ?Sized, A> {
    arguments: A,
    function: PhantomData<F>,
    ty: PhantomData<T>,
}

impl<F: ?Sized, T: ?Sized, A> Call<F, T, A> {
    /// Calls `F`.
    #[inline]
    pub fn new(arguments: A) -> Self {
        Call { arguments, function: PhantomData, ty: PhantomData }
    }
}

impl<F: ?Sized, T: ?Sized, A: Clone> Clone for Call<F, T, A> {
    fn clone(&self) -> Self {
        Call::new(self.arguments.clone())
    }
}

impl<F: ?Sized, T: ?Sized, A: Copy> Copy for Call<F, T, A> {}

impl<F: Function + ?Sized, T: ?Sized, A: Args> Visit for Call<F, T, A> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        if const { F::TEMPLATE.stops_at_nul } {
            self.arguments.visit_all(&mut WithoutNul(visitor));
        } else if const { F::TEMPLATE.is_in_order() } {
            self.arguments.visit_all(visitor);
        } else {
            F::TEMPLATE.for_each_hole(visitor.dialect(), |hole| match hole {
                Some(index) => self.arguments.visit_one(index, visitor),
                None => self.arguments.visit_all(visitor),
            });
        }
    }
}

impl<F: Function + ?Sized, T: SqlType + ?Sized, A: Args> Expr for Call<F, T, A> {
    type Ty = T;
    type Kind = <F::Class as Class>::Kind<A::Kind>;
    type Needs = <F::Needs as Needs>::And<A::Needs>;
    type Code = Br<F::Code, A::Code>;
    type Null<S: Scope> = <F::Nulls as NullRule>::Of<A::AnyNull<S>, A::AllNull<S>, S::NoRows>;
    type Tables<S: Scope> = <F::Class as Class>::Tables<A, S>;
    type Grouped<K: GroupKeys> =
        <K::HasKey<<Self as Expr>::Code> as Bool>::Judge<Allowed, <F::Class as Class>::Grouped<A::Grouped<K>>>;
    const PIECE: Piece = if F::Class::AGGREGATES {
        Piece::Aggregate(&F::TEMPLATE, A::PIECES, &Piece::Empty)
    } else {
        Piece::Call(&F::TEMPLATE, A::PIECES)
    };
}

/// What `sql!` takes: expressions, and values as what they are.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be bound in `sql!`",
    label = "not a value or an expression",
    note = "give a column, an expression, or a value of a column type"
)]
pub trait Operand {
    type Expr: Expr;
    fn into_operand(self) -> Self::Expr;
}

#[diagnostic::do_not_recommend]
impl<T: SqlType + IntoExpr<T>> Operand for T {
    // Not `Bind<T, T>`, from which a second error would follow where `T` is no column type.
    type Expr = <T as IntoExpr<T>>::Expr;

    fn into_operand(self) -> Self::Expr {
        self.into_expr()
    }
}

#[diagnostic::do_not_recommend]
impl<'a> Operand for &'a str {
    type Expr = Bind<String, &'a str>;

    fn into_operand(self) -> Self::Expr {
        Bind::new(self)
    }
}

#[doc(hidden)]
pub fn operand<E: Operand<Expr = X>, X>(operand: E) -> X {
    operand.into_operand()
}

/// A typed raw fragment, see `sql!`.
#[doc(hidden)]
pub fn fragment<F: Function, T: SqlType, A: Args>(arguments: A) -> Call<F, T, A> {
    Call::new(arguments)
}
