//! The values of a statement, handed out in the order of its text.

use super::{DialectKind, Piece};
use crate::types::{List, Value, ValueKind};

/// Something with values and run-time choices inside: every node of a query.
pub trait Visit {
    /// Hands out the values and choices in the order in which the text has them.
    fn visit(&self, visitor: &mut dyn Visitor);
}

/// Takes the values and choices of a statement.
pub trait Visitor {
    /// The dialect that the visit is for.
    fn dialect(&self) -> DialectKind;

    /// The next bound value.
    fn value(&mut self, value: Value<'_>);

    /// The next list of values, bound as one array where the database can.
    fn list(&mut self, kind: ValueKind, list: &dyn List);

    /// The next choice.
    fn part(&mut self, part: Part);

    /// A use of the common table expression `name`; its values belong to the head of the statement.
    fn cte(&mut self, name: &'static str, body: &dyn Visit) {
        let _ = (name, body);
    }
}

/// What a run-time choice came out as.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// For [`Piece::Dynamic`]: this piece.
    Piece(&'static Piece),
    /// For [`Piece::Dynamic`]: nothing.
    Absent,
    /// For [`Piece::Repeat`]: so many copies.
    Count(usize),
}

/// Visits a whole statement: first the definitions of its common table expressions, then the rest.
pub fn visit_statement<Q: Visit + ?Sized>(query: &Q, has_cte: bool, visitor: &mut dyn Visitor) {
    if has_cte {
        query.visit(&mut Definitions { seen: Vec::new(), inner: visitor });
    }
    query.visit(visitor);
}

/// Looks for common table expressions and visits each once, those that it uses itself first.
struct Definitions<'a> {
    seen: Vec<&'static str>,
    inner: &'a mut dyn Visitor,
}

impl Visitor for Definitions<'_> {
    fn dialect(&self) -> DialectKind {
        self.inner.dialect()
    }

    fn value(&mut self, _: Value<'_>) {}

    fn list(&mut self, _: ValueKind, _: &dyn List) {}

    fn part(&mut self, _: Part) {}

    fn cte(&mut self, name: &'static str, body: &dyn Visit) {
        if self.seen.contains(&name) {
            return;
        }
        body.visit(self);
        self.seen.push(name);
        body.visit(self.inner);
    }
}

macro_rules! tuple_of_nodes {
    ($($node:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($node: Visit),+> Visit for ($($node,)+) {
            #[inline]
            fn visit(&self, visitor: &mut dyn Visitor) {
                #[allow(non_snake_case)]
                let ($($node,)+) = self;
                $($node.visit(visitor);)+
            }
        }
    };
}

crate::for_each_tuple!(tuple_of_nodes);
