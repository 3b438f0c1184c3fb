//! Conditions as parts: written once for a table and used in any query of it, and chosen at run time.

use std::marker::PhantomData;
use std::sync::Arc;

use super::{Expr, Found, GroupKeys, Hit, IntoExpr, Only, RowValue, Scope};
use super::{HasType, StandsIn, TruthValue, TypeOf, WhereClause};
use crate::render::{Part, Piece, Visit, Visitor};
use crate::schema::Source;
use crate::types::code::Unknown;
use crate::types::{Nil, Null};
use statiql_macros::bounds_at_name;

/// A condition on single rows that any database understands.
///
/// It names no table, so that a function can return one without spelling its type: see [`on`].
pub trait Condition: Expr<Ty = bool, Needs = Nil> {}
impl<E: Expr<Ty = bool, Needs = Nil>> Condition for E {}

/// A condition on the table `T`, for a function to return: `fn cheap() -> On<Books, impl Condition>`.
///
/// Made by [`on`], which checks it against `T` alone; any query that has `T` can use it.
#[derive(Debug)]
pub struct On<T, E> {
    condition: E,
    source: PhantomData<T>,
}

impl<T, E: Clone> Clone for On<T, E> {
    fn clone(&self) -> Self {
        On { condition: self.condition.clone(), source: PhantomData }
    }
}

impl<T, E: Copy> Copy for On<T, E> {}

/// A condition on one table as a part to use again.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub price: f64, pub title: String }
///
/// fn cheap(most: f64) -> On<Books, impl Condition> {
///     on(Books, Books.price.le(most))
/// }
///
/// let query = from(Books).filter(cheap(10.0)).filter(Books.title.like("The %")).select(Books.id);
/// assert_eq!(
///     query.sql::<Sqlite>(),
///     r#"SELECT "books"."id" FROM "books" WHERE ("books"."price" <= ?) AND ("books"."title" LIKE ?)"#,
/// );
/// ```
#[bounds_at_name]
pub fn on<T: Source, E: IntoExpr<bool>>(source: T, condition: E) -> On<T, E::Expr>
where
    TruthValue: HasType<TypeOf<E::Expr>>,
    // Its columns may be NULL in a query with outer joins, but a condition that is NULL is just not true.
    TruthValue: StandsIn<WhereClause, <E::Expr as Expr>::Tables<Only<T>>>,
{
    let _ = source;
    On { condition: condition.into_expr(), source: PhantomData }
}

impl<T, E: Visit> Visit for On<T, E> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.condition.visit(visitor);
    }
}

impl<T: Source, E: Expr> Expr for On<T, E> {
    type Ty = bool;
    type Kind = RowValue<T>;
    type Needs = E::Needs;
    type Code = Unknown;
    type Null<S: Scope> = Null;
    type Tables<S: Scope> = <Found<T, S> as Hit>::Verdict<T, T>;
    type Grouped<K: GroupKeys> = super::Ungrouped<T>;
    const PIECE: Piece = E::PIECE;
}

crate::expr::node::expression_node!([T: Source, E: Expr] On<T, E>);

/// A condition that may be left out; `None` is true.
#[derive(Debug, Clone, Copy)]
pub struct OptionalCondition<E>(pub(crate) Option<E>);

impl<E: Expr> Visit for OptionalCondition<E> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        match &self.0 {
            Some(condition) => {
                visitor.part(Part::Piece(const { &E::PIECE }));
                condition.visit(visitor);
            }
            None => visitor.part(Part::Piece(&TRUE)),
        }
    }
}

const TRUE: Piece = Piece::Text("TRUE");
const FALSE: Piece = Piece::Text("FALSE");

impl<E: Expr> Expr for OptionalCondition<E> {
    type Ty = E::Ty;
    type Kind = E::Kind;
    type Needs = E::Needs;
    type Code = Unknown;
    type Null<S: Scope> = E::Null<S>;
    type Tables<S: Scope> = E::Tables<S>;
    type Grouped<K: GroupKeys> = E::Grouped<K>;
    const PIECE: Piece = Piece::Dynamic;
}

/// A condition on the table `T` whose type is hidden, so that different ones fit into one list or variable.
pub struct BoxCondition<T> {
    condition: Arc<dyn Visit + Send + Sync>,
    piece: &'static Piece,
    source: PhantomData<fn() -> T>,
}

impl<T> Clone for BoxCondition<T> {
    fn clone(&self) -> Self {
        BoxCondition { condition: Arc::clone(&self.condition), piece: self.piece, source: PhantomData }
    }
}

impl<T, E: Expr> On<T, E> {
    /// Hides the type of the condition.
    pub fn boxed(self) -> BoxCondition<T>
    where
        E: Expr<Needs = Nil> + Send + Sync + 'static,
    {
        BoxCondition { condition: Arc::new(self.condition), piece: const { &E::PIECE }, source: PhantomData }
    }
}

/// Conditions on the table `T`, all of which must hold; none at all is true.
pub struct AllOf<T>(Vec<BoxCondition<T>>);

/// Conditions on the table `T`, one of which must hold; none at all is false.
pub struct AnyOf<T>(Vec<BoxCondition<T>>);

/// All of these conditions: joined by AND.
///
/// ```
/// use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub price: f64, pub title: String }
///
/// let words = ["sea", "wind"];
/// let titles = words.iter().map(|word| on(Books, Books.title.contains(word)).boxed());
/// let query = from(Books).filter(any_of(titles)).select(Books.id);
/// assert_eq!(
///     query.sql::<Sqlite>(),
///     r#"SELECT "books"."id" FROM "books" WHERE (("books"."title" LIKE ? ESCAPE '!') OR ("books"."title" LIKE ? ESCAPE '!'))"#,
/// );
/// ```
pub fn all_of<T>(conditions: impl IntoIterator<Item = BoxCondition<T>>) -> AllOf<T> {
    AllOf(conditions.into_iter().collect())
}

/// One of these conditions: joined by OR.
pub fn any_of<T>(conditions: impl IntoIterator<Item = BoxCondition<T>>) -> AnyOf<T> {
    AnyOf(conditions.into_iter().collect())
}

/// Gives conditions joined by an operator as a tree of halves: SQLite refuses a chain of more than 1,000.
fn balanced<T>(all: &[BoxCondition<T>], joined: &'static Piece, none: &'static Piece, visitor: &mut dyn Visitor) {
    match all {
        [] => visitor.part(Part::Piece(none)),
        [one] => {
            visitor.part(Part::Piece(one.piece));
            one.condition.visit(visitor);
        }
        _ => {
            let (left, right) = all.split_at(all.len() / 2);
            visitor.part(Part::Piece(joined));
            balanced(left, joined, none, visitor);
            balanced(right, joined, none, visitor);
        }
    }
}

macro_rules! condition_lists {
    ($($list:ident $joined:literal $none:ident;)*) => {$(
        impl<T> Clone for $list<T> {
            fn clone(&self) -> Self {
                $list(self.0.clone())
            }
        }

        impl<T> Visit for $list<T> {
            fn visit(&self, visitor: &mut dyn Visitor) {
                const JOINED: Piece = Piece::Seq(&[
                    Piece::Text("("), Piece::Dynamic, Piece::Text($joined), Piece::Dynamic, Piece::Text(")"),
                ]);
                balanced(&self.0, &JOINED, &$none, visitor);
            }
        }

        impl<T: Source> Expr for $list<T> {
            type Ty = bool;
            type Kind = RowValue<T>;
            type Needs = Nil;
            type Code = Unknown;
            type Null<S: Scope> = Null;
            type Tables<S: Scope> = <Found<T, S> as Hit>::Verdict<T, T>;
            type Grouped<K: GroupKeys> = super::Ungrouped<T>;
            const PIECE: Piece = Piece::Dynamic;
        }

        crate::expr::node::expression_node!([T: Source] $list<T>);
    )*};
}

condition_lists! {
    AllOf " AND " TRUE;
    AnyOf " OR " FALSE;
}
