//! Queries inside of queries, and queries joined to one.

use super::Generator;
use super::expression::Ex;
use super::model::Ty;
use super::scope::{Context, Leaf, Source};
use super::select::{Select, Wish};

/// Names that `tables.rs` declares.
const NAMES: usize = 8;

impl Generator {
    /// What a query inside of an expression may look at.
    fn inner_wish(&mut self, context: &Context, types: Vec<(Ty, bool)>) -> Wish {
        Wish { types, outer: context.correlate.clone(), depth: 1, ..Wish::default() }
    }

    pub(crate) fn scalar_query(&mut self, ty: Ty, context: &Context) -> Ex {
        let wish = self.inner_wish(context, vec![(ty, false)]);
        Ex::new(format!("scalar({})", self.select(&wish).rust), true)
    }

    pub(crate) fn exists_query(&mut self, context: &Context) -> Ex {
        let wish = self.inner_wish(context, vec![(Ty::I32, false)]);
        Ex::new(format!("exists({})", self.select(&wish).rust), false)
    }

    pub(crate) fn in_query(&mut self, context: &Context, depth: usize) -> Ex {
        let ty = self.type_in(context);
        let item = self.expression(ty, context, depth.saturating_sub(1));
        let wish = self.inner_wish(context, vec![(ty, false)]);
        let query = self.select(&wish);
        let method = self.random.pick(&["is_in", "not_in"]);
        Ex::new(format!("{}.{method}({})", item.rust, query.rust), item.null | query.columns[0].1)
    }

    /// A subquery or a common table expression as a source; its definition goes before the statement.
    pub(crate) fn named_query(&mut self, wish: &Wish) -> Option<Source> {
        if self.names == NAMES {
            return None;
        }
        let inner = Wish { named: true, depth: wish.depth.min(2), nesting: wish.nesting - 1, ..Wish::default() };
        let (query, method) = match self.random.below(10) {
            0..4 => (self.select(&inner), "subquery"),
            4 | 5 => (self.set_operation(&inner), "subquery"),
            6 | 7 => (self.select(&inner), "cte"),
            8 => (self.set_operation(&inner), "cte"),
            _ => return self.recursive(&inner),
        };
        // The queries inside may have taken the last name.
        let name = self.take_name()?;
        let source = self.declare(name, &query.columns, format!("{}.{method}(Sub{name})", query.rust));
        if method == "cte" {
            self.ctes.push(source.clone());
        }
        Some(source)
    }

    fn take_name(&mut self) -> Option<usize> {
        if self.names == NAMES {
            return None;
        }
        self.names += 1;
        Some(self.names - 1)
    }

    fn declare(&mut self, name: usize, columns: &[(Ty, bool)], definition: String) -> Source {
        self.definitions.push(format!("let sub{name} = {definition};"));
        let columns = columns
            .iter()
            .enumerate()
            .map(|(index, (ty, null))| Leaf { rust: format!("sub{name}.c{index}"), ty: *ty, null: *null })
            .collect();
        Source { rust: format!("&sub{name}"), columns, nullable: false, table: false, outer: false }
    }

    /// People and those they are the bosses of, or numbers that count up.
    fn recursive(&mut self, wish: &Wish) -> Option<Source> {
        let name = self.take_name()?;
        let people = [Source::table(0)];
        let bosses = Source {
            columns: people[0]
                .columns
                .iter()
                .map(|leaf| Leaf { rust: leaf.rust.replace("People", "Bosses"), ..leaf.clone() })
                .collect(),
            ..Source::alias(0)?
        };
        let mut types = vec![(Ty::I64, true), (Ty::I64, true)];
        for _ in 0..self.random.below(3) {
            types
                .push((*self.random.pick(&[Ty::Text, Ty::I32, Ty::F64, Ty::Bool, Ty::Bytes]), self.random.percent(50)));
        }
        let context = Context { queries: false, ..Context::rows(&people) };
        let extra: Vec<Ex> = types[2..]
            .iter()
            .map(
                |(ty, never)| {
                    if *never { self.never_null(*ty, &context, 1) } else { self.expression(*ty, &context, 1) }
                },
            )
            .collect();
        let mut columns: Vec<(Ty, bool)> = vec![(Ty::I64, false), (Ty::I64, false)];
        columns.extend(types[2..].iter().zip(&extra).map(|((ty, _), ex)| (*ty, ex.null)));
        let fields: String =
            extra.iter().enumerate().map(|(index, ex)| format!(", c{}: {}", index + 2, ex.rust)).collect();
        let start = format!(
            "from(People).filter({}).select(row! {{ c0: People.id, c1: lit!(0){fields} }})",
            self.condition(&context, wish.depth.min(2)).rust
        );
        let itself: Vec<Leaf> = columns
            .iter()
            .enumerate()
            .map(|(index, (ty, null))| Leaf { rust: format!("me.c{index}"), ty: *ty, null: *null })
            .collect();
        let me = Source { rust: "me".to_owned(), columns: itself, nullable: false, table: false, outer: false };
        let counts = self.random.percent(30);
        let sources = if counts { vec![me] } else { vec![me, bosses] };
        let context = Context { queries: false, ..Context::rows(&sources) };
        let extra: Vec<Ex> = columns[2..]
            .iter()
            .map(|(ty, null)| if *null { self.expression(*ty, &context, 1) } else { self.never_null(*ty, &context, 1) })
            .collect();
        let fields: String =
            extra.iter().enumerate().map(|(index, ex)| format!(", c{}: {}", index + 2, ex.rust)).collect();
        let from = if counts {
            "from(me)"
        } else {
            *self.random.pick(&[
                "from(me).join(Bosses, Bosses.boss_id.eq(me.c0))",
                "from(Bosses).join(me, Bosses.boss_id.eq(me.c0))",
            ])
        };
        let id = if counts { "me.c0" } else { "Bosses.id" };
        let step = format!("{from}.filter(me.c1.lt(3)).select(row! {{ c0: {id}, c1: me.c1 + 1{fields} }})");
        let source = self.declare(name, &columns, format!("{start}.recursive_cte(Sub{name}, |me| {step})"));
        self.ctes.push(source.clone());
        Some(source)
    }

    /// Two or three queries of the same columns.
    pub(crate) fn set_operation(&mut self, wish: &Wish) -> Select {
        let first = self.select(&Wish { simple: true, ..wish.clone() });
        let operation = *self.random.pick(&["union", "union_all", "intersect", "except"]);
        let mut rust = first.rust.clone();
        for _ in 0..=self.random.below(2) {
            let types = first.columns.iter().map(|(ty, null)| (*ty, !null)).collect();
            let named = wish.named && self.random.percent(30);
            let right = self.select(&Wish { simple: true, named, types, depth: 1, ..wish.clone() });
            rust += &format!(".{operation}({})", right.rust);
        }
        Select { rust, ..first }
    }
}
