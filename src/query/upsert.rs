//! Upsert: what INSERT does when a row with the same key is there.

use std::marker::PhantomData;

use super::assignment::{
    AssignmentList, Assignments, Foreign, Generated, ListOf, MissingColumn, MissingTable, NullInto, SetsNoGenerated,
    SetsNoNull, SetsOnce, SetsOwnColumns, Twice,
};
use super::clause::Where;
use super::insert::{Insert, InsertRows, ValuesGiven};
use super::{Clause, NoClause};
use crate::expr::scope::list::ListBr;
use crate::expr::{
    Allowed, Expr, Found, FromClause, GroupKeys, Hit, IntoExpr, Kind, Lists, MayAggregate, Only, RowValue, Scope,
    SetClause, WhereClause, With, expression_node,
};
use crate::expr::{HasType, StandsIn, TruthValue, TypeOf};
use crate::render::capability::{ConflictFilter, ConflictTarget, InValues};
use crate::render::{Needs, Piece, Visit, Visitor};
use crate::schema::{Assignable, CodeOf, Col, Column, NullOf, PlaceOf, Source, Table};
use crate::types::code::{Bool, Br, Code, D0, Digit, False, True, Unknown};
use crate::types::{Cons, Nil};
use statiql_macros::bounds_at_name;

/// The value that the INSERT tried to write, see [`excluded`].
pub struct Excluded<C>(PhantomData<C>);

impl<C> Clone for Excluded<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Excluded<C> {}

/// The value that the INSERT tried to write into the column, inside `do_update`.
///
/// SQLite and PostgreSQL: `excluded.column`. MySQL and MariaDB: `VALUES(column)`.
pub fn excluded<C: Assignable>(column: Col<C>) -> Excluded<C> {
    let _ = column;
    Excluded(PhantomData)
}

impl<C> Visit for Excluded<C> {}

impl<C: Assignable> Expr for Excluded<C> {
    type Ty = C::Ty;
    type Kind = RowValue<C>;
    type Needs = Nil;
    type Code = Unknown;
    type Null<S: Scope> = NullOf<C>;
    type Tables<S: Scope> = <Found<ExcludedRow<C::Source>, S> as Hit>::Verdict<ExcludedRow<C::Source>, C>;
    type Grouped<K: GroupKeys> = Allowed;
    const PIECE: Piece = Piece::ByDialect(&[
        Piece::Column { source: "excluded", name: C::NAME },
        Piece::Column { source: "excluded", name: C::NAME },
        Piece::Seq(&[Piece::Text("VALUES("), Piece::Ident(C::NAME), Piece::Text(")")]),
        Piece::Seq(&[Piece::Text("VALUES("), Piece::Ident(C::NAME), Piece::Text(")")]),
    ]);
}

/// The row of `T` that was to be inserted: a source that only the scope of `do_update` has.
pub struct ExcludedRow<T>(PhantomData<T>);

impl<T: Source> Source for ExcludedRow<T> {
    // Not a name, so that no alias can have it.
    type Code = Br<D0, T::Code>;
    type Shape = Self::Code;
    type In<R: Scope + ?Sized> = ListBr<Self, R>;
    type Is<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> = False;
    const NAME: &'static str = "excluded";
}

/// The scope of `do_update`: the row that is there, and the one that was to be inserted.
pub type UpsertScope<T> = With<T, Only<ExcludedRow<T>>>;

/// DO UPDATE, as error messages call it.
#[derive(Debug)]
pub struct DoUpdate;

/// The column `C` of `T` has an excluded value. Only clauses where it has none ask, so it never has.
#[diagnostic::on_unimplemented(
    message = "`excluded` of a column of `{T}` stands only in `do_update` of an INSERT into `{T}`",
    label = "no `{C}` was excluded here",
    note = "in `.on_conflict(..).do_update(..)` it is what the INSERT tried to write; elsewhere use the column itself"
)]
pub trait Excludes<T, C> {}

// Not hidden from messages as the other impls of `Lists` are, so that they speak of what it asks for. As it is for all
// types, they do not offer it where a table is missing.
impl<T, C, F> Lists<ExcludedRow<T>, C> for F where DoUpdate: Excludes<T, C> {}

expression_node!([C: Assignable] Excluded<C>);

/// The primary key and the unique constraints of a table: a list of codes.
pub trait Keys {
    /// Whether one of them is this.
    type Has<X: Code>: Bool;
    /// Nothing if rows that set `L` can conflict with no other key than `X`; otherwise a conflict target needs a
    /// database that has it.
    type TargetNeeds<X: Code, L: AssignmentList>: Needs;
}

impl Keys for Nil {
    type Has<X: Code> = False;
    type TargetNeeds<X: Code, L: AssignmentList> = Nil;
}

impl<K: Code, R: Keys> Keys for Cons<K, R> {
    type Has<X: Code> = <K::Eq<X> as Bool>::Or<R::Has<X>>;
    type TargetNeeds<X: Code, L: AssignmentList> =
        <K::Eq<X> as Bool>::Demand<R::TargetNeeds<X, L>, Cons<ConflictTarget, Nil>>;
}

/// A primary key that the database counts up, the column `C`, before the other keys `R`.
///
/// A row that does not set it gets a new number, which conflicts with none.
pub struct Counted<C, R>(PhantomData<(C, R)>);

/// The same keys, as if they were not counted up.
type Uncounted<C, R> = Cons<Br<PlaceOf<C>, D0>, R>;

impl<C: Column, R: Keys> Keys for Counted<C, R> {
    type Has<X: Code> = <Uncounted<C, R> as Keys>::Has<X>;
    type TargetNeeds<X: Code, L: AssignmentList> =
        <L::Sets<CodeOf<C>> as Bool>::Demand<<Uncounted<C, R> as Keys>::TargetNeeds<X, L>, R::TargetNeeds<X, L>>;
}

/// What it needs that rows `V` of the table `T` are upserted on the key `C`.
type TargetNeeds<T, V, C> =
    <<T as Table>::Keys as Keys>::TargetNeeds<<C as ConflictColumns<T>>::Code, <V as ValuesGiven>::List>;

/// The columns of a conflict target: one, or a tuple, in the order of the constraint.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a conflict target of `{T}`",
    label = "not a column of `{T}`, or a tuple of them",
    note = "name the columns of the primary key or of a unique constraint: `.on_conflict(Books.title)`"
)]
pub trait ConflictColumns<T> {
    /// The code of the columns.
    type Code: Code;
    /// Their names, with commas between.
    const PIECE: Piece;
    /// The name of the first.
    const FIRST: &'static str;
}

#[diagnostic::do_not_recommend]
impl<T: Table, C: Assignable<Source = T>> ConflictColumns<T> for Col<C> {
    type Code = Br<PlaceOf<C>, D0>;
    const PIECE: Piece = Piece::Ident(C::NAME);
    const FIRST: &'static str = C::NAME;
}

macro_rules! tuple_of_columns {
    ($($c:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<Target_: Table, $($c: Assignable<Source = Target_>),+> ConflictColumns<Target_> for ($(Col<$c>,)+) {
            type Code = joined!($($c)+);
            const PIECE: Piece = Piece::Commas(&[$(Piece::Ident($c::NAME)),+]);
            const FIRST: &'static str = first!($($c)+);
        }
    };
}

macro_rules! joined {
    () => { D0 };
    ($first:ident $($rest:ident)*) => { Br<PlaceOf<$first>, joined!($($rest)*)> };
}

macro_rules! first {
    ($first:ident $($rest:ident)*) => {
        $first::NAME
    };
}

crate::for_each_tuple!(tuple_of_columns);

/// The columns `C` of a conflict target are a key.
#[diagnostic::on_unimplemented(
    message = "no primary key or unique constraint consists of `{C}`",
    label = "not a key of the table",
    note = "a conflict can only be about a key: declare `#[column(unique)]`, or `unique(..)` of several columns in `#[table]`, in the same order"
)]
pub trait IsKey<C> {}
#[diagnostic::do_not_recommend]
impl<C> IsKey<C> for True {}

/// An INSERT that knows its conflict target `C`.
#[must_use = "say what to do: `.do_nothing()` or `.do_update(..)`"]
#[derive(Debug, Clone, Copy)]
pub struct OnConflict<T, V, C> {
    rows: V,
    target: PhantomData<(T, C)>,
}

impl<T: Table, V: ValuesGiven> Insert<T, V, NoClause, NoClause>
where
    T::Keys: Keys,
{
    /// What to do when a row with the same key is there: `.on_conflict(Books.title).do_nothing()`.
    ///
    /// SQLite and PostgreSQL: `ON CONFLICT (title)`. MySQL and MariaDB: `ON DUPLICATE KEY UPDATE`, which takes any key;
    /// so they refuse it where another key than the named one can conflict. A primary key with `auto_increment` that the
    /// rows do not set cannot, as long as there are numbers left: MySQL then takes the last one again.
    #[bounds_at_name]
    pub fn on_conflict<C: ConflictColumns<T>>(self, target: C) -> OnConflict<T, V, C>
    where
        <T::Keys as Keys>::Has<C::Code>: IsKey<C>,
    {
        let _ = target;
        OnConflict { rows: self.rows, target: PhantomData }
    }
}

/// ON CONFLICT of the rows `V`: the target `C`, the assignments `A`, and which rows to update `W`.
pub struct Upsert<T, V, C, A, W = NoClause> {
    sets: A,
    filter: W,
    target: PhantomData<(T, V, C)>,
}

impl<T, V, C, A: Clone, W: Clone> Clone for Upsert<T, V, C, A, W> {
    fn clone(&self) -> Self {
        Upsert { sets: self.sets.clone(), filter: self.filter.clone(), target: PhantomData }
    }
}

impl<T: Table, V: InsertRows, C: ConflictColumns<T>> OnConflict<T, V, C> {
    /// Leaves the row that is there as it is; the INSERT counts no row and RETURNING gives none.
    pub fn do_nothing(self) -> Insert<T, V, Upsert<T, V, C, NoClause>> {
        Insert {
            table: PhantomData,
            rows: self.rows,
            upsert: Upsert { sets: NoClause, filter: NoClause, target: PhantomData },
            returning: NoClause,
        }
    }

    /// Updates the row that is there: `.do_update((Books.price.set(excluded(Books.price)),))`.
    #[bounds_at_name]
    pub fn do_update<A: Assignments>(self, sets: A) -> Insert<T, V, Upsert<T, V, C, A>>
    where
        ListOf<A>: AssignmentList,
        SetClause: SetsOwnColumns<Foreign<T, A>>,
        SetClause: SetsOnce<Twice<A>>,
        SetClause: SetsNoGenerated<Generated<A>>,
        SetClause: SetsNoNull<NullInto<A, UpsertScope<T>>>,
        SetClause: MayAggregate<<A::Kind as Kind>::Aggregates>,
        FromClause: Lists<MissingTable<A, UpsertScope<T>>, MissingColumn<A, UpsertScope<T>>>,
    {
        Insert {
            table: PhantomData,
            rows: self.rows,
            upsert: Upsert { sets, filter: NoClause, target: PhantomData },
            returning: NoClause,
        }
    }
}

impl<T: Table, V: InsertRows, C, A: Assignments> Insert<T, V, Upsert<T, V, C, A>, NoClause> {
    /// Updates only rows for which the condition holds. SQLite and PostgreSQL.
    #[bounds_at_name]
    pub fn filter<E: IntoExpr<bool>>(self, condition: E) -> Insert<T, V, Upsert<T, V, C, A, Where<E::Expr>>>
    where
        TruthValue: HasType<TypeOf<E::Expr>>,
        TruthValue: StandsIn<WhereClause, <E::Expr as Expr>::Tables<UpsertScope<T>>>,
    {
        Insert {
            table: PhantomData,
            rows: self.rows,
            upsert: Upsert { sets: self.upsert.sets, filter: Where(condition.into_expr()), target: PhantomData },
            returning: NoClause,
        }
    }
}

impl<T, V, C, A: Visit, W: Visit> Visit for Upsert<T, V, C, A, W> {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.sets.visit(visitor);
        self.filter.visit(visitor);
    }
}

impl<T: Table, V: ValuesGiven, C: ConflictColumns<T>> Clause for Upsert<T, V, C, NoClause>
where
    T::Keys: Keys,
{
    type Absent = False;
    type Needs = TargetNeeds<T, V, C>;
    const PIECE: Piece = {
        let conflict = Piece::Seq(&[Piece::Text(" ON CONFLICT ("), C::PIECE, Piece::Text(") DO NOTHING")]);
        // Setting a column to itself changes nothing, and unlike IGNORE it hides no other error.
        let duplicate = Piece::Seq(&[
            Piece::Text(" ON DUPLICATE KEY UPDATE "),
            Piece::Ident(C::FIRST),
            Piece::Text(" = "),
            Piece::Column { source: T::NAME, name: C::FIRST },
        ]);
        Piece::ByDialect(&[conflict, conflict, duplicate, duplicate])
    };
}

impl<T: Table, V, C, A: Assignments> Upsert<T, V, C, A> {
    const SETS: Piece = Piece::Assignments { table: T::NAME, sets: &A::SETS };
}

impl<T: Table, V: ValuesGiven, C: ConflictColumns<T>, A: Assignments> Clause for Upsert<T, V, C, A>
where
    T::Keys: Keys,
{
    type Absent = False;
    type Needs = <TargetNeeds<T, V, C> as Needs>::And<<A::Needs as Needs>::In<InValues>>;
    const PIECE: Piece = {
        let conflict =
            Piece::Seq(&[Piece::Text(" ON CONFLICT ("), C::PIECE, Piece::Text(") DO UPDATE SET "), Self::SETS]);
        let duplicate = Piece::Seq(&[Piece::Text(" ON DUPLICATE KEY UPDATE "), Self::SETS]);
        Piece::ByDialect(&[conflict, conflict, duplicate, duplicate])
    };
}

impl<T: Table, V: ValuesGiven, C: ConflictColumns<T>, A: Assignments, E: Expr> Clause for Upsert<T, V, C, A, Where<E>>
where
    T::Keys: Keys,
{
    type Absent = False;
    type Needs = Cons<
        ConflictFilter,
        <TargetNeeds<T, V, C> as Needs>::And<<<A::Needs as Needs>::And<E::Needs> as Needs>::In<InValues>>,
    >;
    const PIECE: Piece = Piece::Seq(&[
        Piece::Text(" ON CONFLICT ("),
        C::PIECE,
        Piece::Text(") DO UPDATE SET "),
        A::SETS,
        <Where<E> as Clause>::PIECE,
    ]);
}
