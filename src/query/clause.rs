//! A clause: a part of a statement, perhaps absent.

use crate::render::{Needs, Piece, Visit, Visitor};
use crate::types::Nil;

/// A clause of a statement.
pub trait Clause: Visit {
    /// What it needs of the database.
    type Needs: Needs;
    /// Whether there is no such clause.
    type Absent: crate::types::code::Bool;
    /// Its SQL, with a space before it; empty if absent.
    const PIECE: Piece;
}

/// No such clause.
#[derive(Debug, Clone, Copy)]
pub struct NoClause;

impl Visit for NoClause {}

impl Clause for NoClause {
    type Absent = crate::types::code::True;
    type Needs = Nil;
    const PIECE: Piece = Piece::Empty;
}

/// A condition with the keyword before it: `WHERE`, `HAVING`.
macro_rules! condition_clause {
    ($(#[$doc:meta])* $name:ident $keyword:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<E>(pub(crate) E);

        impl<E: crate::expr::Expr> Visit for $name<E> {
            #[inline]
            fn visit(&self, visitor: &mut dyn Visitor) {
                self.0.visit(visitor);
            }
        }

        impl<E: crate::expr::Expr> Clause for $name<E> {
            type Absent = crate::types::code::False;
            type Needs = E::Needs;
            const PIECE: Piece = Piece::Seq(&[Piece::Text($keyword), Piece::Whole(&E::PIECE)]);
        }

        impl<E> AddCondition for $name<E> {
            type And<C> = $name<Both<E, C>>;

            #[inline]
            fn and<C>(self, condition: C) -> Self::And<C> {
                $name(crate::expr::Call::new((self.0, condition)))
            }
        }
    };
}

condition_clause!(
    /// WHERE
    Where " WHERE ");
condition_clause!(
    /// HAVING
    Having " HAVING ");

/// Two conditions joined with AND.
pub(crate) type Both<E, C> = crate::expr::Call<crate::expr::And, bool, (E, C)>;

/// A clause that a further condition joins with AND.
///
/// It asks nothing of the conditions: what they must be, the clause asks of each where it is added, and asking for all
/// of them again with every further one would make the compiler walk through the whole chain each time.
pub trait AddCondition: Sized {
    /// The clause with one more condition.
    type And<C>;
    /// Adds a condition.
    fn and<C>(self, condition: C) -> Self::And<C>;
}

impl AddCondition for NoClause {
    type And<C> = Where<C>;

    #[inline]
    fn and<C>(self, condition: C) -> Where<C> {
        Where(condition)
    }
}
