//! The values of a statement, handed out in the order of its text.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hasher};

use super::{DialectKind, Piece};
use crate::types::{List, Value, ValueKind};

/// Something with values and run-time choices inside: every node of a query.
pub trait Visit {
    /// Hands out the values and choices in the order in which the text has them. Without any there is nothing to say.
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        let _ = visitor;
    }
}

/// Takes the values and choices of a statement.
pub trait Visitor {
    /// The dialect that the visit is for.
    fn dialect(&self) -> DialectKind;

    /// The next bound value.
    fn value(&mut self, value: Value<'_>);

    /// The next bound value, inside of a LIKE. SQLite would read a text up to its first NUL only, so it refuses one.
    fn value_of_like(&mut self, value: Value<'_>) {
        self.value(value);
    }

    /// The next list of values, bound as one array where the database can.
    fn list(&mut self, kind: ValueKind, list: &dyn List);

    /// Rows of values, for whoever takes each column of them as one array: `visit` hands out those of the row of a
    /// number. False if it does not; then they come one after the other.
    fn rows(&mut self, count: usize, visit: &dyn Fn(usize, &mut dyn Visitor)) -> bool {
        let _ = (count, visit);
        false
    }

    /// The next choice.
    fn part(&mut self, part: Part);

    /// A use of the common table expression `name`; its values belong to the head of the statement.
    fn cte(&mut self, name: &'static str, body: &dyn Visit) {
        let _ = (name, body);
    }

    /// The common table expression `name` is used twice with different values, which one definition cannot hold: the
    /// statement must not run.
    fn two_definitions(&mut self, name: &'static str) {
        let _ = name;
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
    seen: Vec<(&'static str, u64)>,
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
        let mut values = Values { dialect: self.dialect(), hasher: DefaultHasher::new() };
        body.visit(&mut values);
        let values = values.hasher.finish();
        match self.seen.iter().find(|(known, _)| *known == name) {
            Some((_, known)) if *known == values => {}
            Some(_) => self.inner.two_definitions(name),
            None => {
                body.visit(self);
                self.seen.push((name, values));
                body.visit(self.inner);
            }
        }
    }
}

/// The values and choices of a common table expression as one number, to tell two uses of a name apart.
struct Values {
    dialect: DialectKind,
    hasher: DefaultHasher,
}

impl Values {
    fn add(&mut self, item: &dyn std::fmt::Debug) {
        // Writing into a hasher cannot fail.
        let _ = write!(Hashed(&mut self.hasher), "{item:?};");
    }
}

struct Hashed<'a>(&'a mut DefaultHasher);

impl std::fmt::Write for Hashed<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl Visitor for Values {
    fn dialect(&self) -> DialectKind {
        self.dialect
    }

    fn value(&mut self, value: Value<'_>) {
        self.add(&value);
    }

    fn list(&mut self, _: ValueKind, list: &dyn List) {
        for index in 0..list.len() {
            self.add(&list.get(index));
        }
    }

    fn part(&mut self, part: Part) {
        self.add(&part);
    }
}

/// Hands on the values inside of a LIKE as such.
pub(crate) struct WithoutNul<'a>(pub(crate) &'a mut dyn Visitor);

impl Visitor for WithoutNul<'_> {
    fn dialect(&self) -> DialectKind {
        self.0.dialect()
    }

    fn value(&mut self, value: Value<'_>) {
        self.0.value_of_like(value);
    }

    fn list(&mut self, kind: ValueKind, list: &dyn List) {
        self.0.list(kind, list);
    }

    fn part(&mut self, part: Part) {
        self.0.part(part);
    }

    fn cte(&mut self, name: &'static str, body: &dyn Visit) {
        self.0.cte(name, body);
    }

    fn two_definitions(&mut self, name: &'static str) {
        self.0.two_definitions(name);
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
