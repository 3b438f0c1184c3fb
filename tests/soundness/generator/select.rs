//! SELECT: sources, clauses, columns.

use super::Generator;
use super::expression::Ex;
use super::model::{ALL, TABLES, Ty};
use super::scope::{Context, Leaf, Source, inner_leaves};

/// What is asked of a SELECT.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// The types of its columns, and whether they must not be NULL; any if there are none.
    pub(crate) types: Vec<(Ty, bool)>,
    /// Sources of queries around it that it may look at.
    pub(crate) outer: Vec<Source>,
    /// Without ORDER BY and LIMIT: a side of a set operation.
    pub(crate) simple: bool,
    /// A record with names.
    pub(crate) named: bool,
    /// How deep its expressions are.
    pub(crate) depth: usize,
    /// How many subqueries may stand in its FROM, one inside of the other.
    pub(crate) nesting: usize,
}

/// A generated SELECT.
#[derive(Debug, Clone)]
pub(crate) struct Select {
    pub(crate) rust: String,
    pub(crate) columns: Vec<(Ty, bool)>,
    pub(crate) named: bool,
}

/// How the rows of a SELECT are read.
pub(crate) fn row_type(columns: &[(Ty, bool)]) -> String {
    let types: Vec<String> = columns
        .iter()
        .map(|(ty, null)| if *null { format!("Option<{}>", ty.rust()) } else { ty.rust().to_owned() })
        .collect();
    if types.len() == 1 { types[0].clone() } else { format!("({})", types.join(", ")) }
}

impl Generator {
    pub(crate) fn select(&mut self, wish: &Wish) -> Select {
        let (mut rust, sources) = self.from(wish);
        let form = self.random.below(100);
        let has_outer = sources.iter().any(|source| source.outer);
        let context = if form < 60 {
            Context::rows(&sources)
        } else if form < 75 {
            Context::whole(&sources)
        } else {
            self.group_by(&mut rust, &sources, wish.depth)
        };
        let context = Context { queries: wish.nesting > 0, ..context };
        let plain = form < 60;
        let grouped = form >= 75;
        if grouped && self.random.percent(30) {
            rust += &format!(".having({})", self.condition(&context, wish.depth).rust);
        }
        let items = self.items(wish, &context);
        let distinct = self.random.percent(12);
        if distinct {
            rust += ".distinct()";
        }
        let ordered = !wish.simple && (plain || grouped) && !has_outer && self.random.percent(45);
        let by_name = ordered && wish.named && self.random.percent(40);
        if ordered && !by_name {
            self.order_by(&mut rust, &context, &items, distinct, wish.depth);
        }
        rust += &format!(".select({})", self.columns(&items, wish.named));
        if by_name {
            let direction = self.random.pick(&["asc()", "desc()", "desc().nulls_last()", "asc().nulls_first()"]);
            rust += &format!(".order_by(|row| row.c{}.{direction})", self.random.below(items.len()));
        }
        let limited = !wish.simple && self.random.percent(20);
        if limited {
            rust += &format!(".limit({})", 1 + self.random.below(5));
            if self.random.percent(50) {
                rust += &format!(".offset({})", self.random.below(2));
            }
        }
        let columns = items.iter().map(|(ty, ex)| (*ty, ex.null)).collect();
        Select { rust, columns, named: wish.named }
    }

    /// `from(..)` with joins and filters.
    fn from(&mut self, wish: &Wish) -> (String, Vec<Source>) {
        let mut sources: Vec<Source> = Vec::new();
        for outer in &wish.outer {
            if sources.len() < 2 && self.random.percent(75) {
                sources.push(Source { nullable: true, outer: true, ..outer.clone() });
            }
        }
        let first = self.source(&sources, wish);
        let mut rust = format!("from({})", first.rust);
        for outer in &sources {
            rust += &format!(".correlate({})", outer.rust);
        }
        sources.push(first);
        let most = [1, 2, 3, 4][wish.depth.min(3)];
        for _ in 0..self.random.below(most) {
            let right = self.source(&sources, wish);
            if sources.iter().any(|source| source.rust == right.rust) {
                continue;
            }
            self.join(&mut rust, &mut sources, right, wish);
        }
        // Few, so that most queries have rows.
        let filters = *self.random.pick(&[0, 0, 1, 1, 2]);
        for _ in 0..filters {
            self.filter(&mut rust, &sources, wish);
        }
        (rust, sources)
    }

    fn filter(&mut self, rust: &mut String, sources: &[Source], wish: &Wish) {
        let context = Context { queries: wish.nesting > 0, ..Context::rows(sources) };
        let condition = self.condition(&context, wish.depth).rust;
        *rust += &match self.random.below(10) {
            0 => format!(".filter_opt(Some({condition}))"),
            1 => format!(".filter_opt(Some({condition}).filter(|_| false))"),
            2 => self.boxed(sources).unwrap_or_else(|| format!(".filter({condition})")),
            _ => format!(".filter({condition})"),
        };
    }

    /// Conditions on one table in a list.
    fn boxed(&mut self, sources: &[Source]) -> Option<String> {
        let table = sources.iter().find(|source| source.table && !source.outer)?.clone();
        let alone = Source { nullable: false, ..table };
        let context = Context { queries: false, ..Context::rows(std::slice::from_ref(&alone)) };
        let count = self.random.below(4);
        let parts: Vec<String> =
            (0..count).map(|_| format!("on({}, {}).boxed()", alone.rust, self.condition(&context, 1).rust)).collect();
        let list = if parts.is_empty() {
            format!("Vec::<BoxCondition<{}>>::new()", alone.rust)
        } else {
            format!("[{}]", parts.join(", "))
        };
        let function = self.random.pick(&["all_of", "any_of"]);
        Some(format!(".filter({function}({list}))"))
    }

    fn join(&mut self, rust: &mut String, sources: &mut Vec<Source>, right: Source, wish: &Wish) {
        let kind =
            *self.random.pick(&["join", "join", "left_join", "left_join", "right_join", "full_join", "cross_join"]);
        if kind == "cross_join" {
            *rust += &format!(".cross_join({})", right.rust);
            sources.push(right);
            return;
        }
        let on = self.on(sources, &right, wish);
        *rust += &format!(".{kind}({}, {on})", right.rust);
        if matches!(kind, "right_join" | "full_join") {
            sources.iter_mut().for_each(|source| source.nullable = true);
        }
        sources.push(Source { nullable: matches!(kind, "left_join" | "full_join"), ..right });
    }

    /// ON: mostly two columns of one type.
    fn on(&mut self, sources: &[Source], right: &Source, wish: &Wish) -> String {
        let left: Vec<Leaf> = sources.iter().flat_map(|source| source.columns.clone()).collect();
        let pairs: Vec<(&Leaf, &Leaf)> = left
            .iter()
            .flat_map(|l| right.columns.iter().filter(move |r| r.ty == l.ty).map(move |r| (l, r)))
            .filter(|(l, _)| !matches!(l.ty, Ty::Bool | Ty::Status | Ty::Level))
            .collect();
        let mut all = sources.to_vec();
        all.push(right.clone());
        let context = Context { queries: wish.nesting > 0, ..Context::rows(&all) };
        if pairs.is_empty() || self.random.percent(15) {
            return self.condition(&context, wish.depth).rust;
        }
        let (l, r) = *self.random.pick(&pairs);
        let equal = format!("{}.eq({})", r.rust, l.rust);
        if self.random.percent(25) { format!("{equal}.and({})", self.condition(&context, 1).rust) } else { equal }
    }

    /// A table, an alias, a subquery or a common table expression, of a name that is still free.
    fn source(&mut self, taken: &[Source], wish: &Wish) -> Source {
        let free = |source: &Source| taken.iter().all(|other| other.rust != source.rust);
        if wish.nesting > 0
            && self.random.percent(16)
            && let Some(source) = self.named_query(wish).filter(free)
        {
            return source;
        }
        let known: Vec<Source> = self.ctes.iter().filter(|source| free(source)).cloned().collect();
        if !known.is_empty() && self.random.percent(30) {
            return self.random.pick(&known).clone();
        }
        loop {
            let index = self.random.below(TABLES.len());
            let alias = Source::alias(index).filter(|_| self.random.percent(30));
            let source = alias.unwrap_or_else(|| Source::table(index));
            if free(&source) {
                return source;
            }
        }
    }

    /// GROUP BY: columns, expressions, whole tables.
    fn group_by(&mut self, rust: &mut String, sources: &[Source], depth: usize) -> Context {
        let inner = inner_leaves(sources);
        let mut context = Context { aggregated: Some(inner.clone()), grouped: true, binds: true, ..Context::default() };
        let mut keys: Vec<String> = Vec::new();
        for _ in 0..=self.random.below(2) {
            let tables: Vec<&Source> =
                sources.iter().filter(|source| source.table && !source.outer && !keys.contains(&source.rust)).collect();
            if !tables.is_empty() && self.random.percent(25) {
                let table = (*self.random.pick(&tables)).clone();
                context.leaves.extend(table.leaves());
                keys.push(table.rust.clone());
                context.correlate.push(table);
                continue;
            }
            let ty = self.random.pick(&inner).ty;
            let mut key = if self.random.percent(60) {
                let leaf = self.random.pick(&inner);
                Leaf { rust: leaf.rust.clone(), ty: leaf.ty, null: leaf.null }
            } else {
                let Ex { rust, null } = self.expression(ty, &Context::key(sources), depth.min(1));
                Leaf { rust, ty, null }
            };
            if !inner.iter().any(|leaf| key.rust.contains(&leaf.rust)) {
                key = self.random.pick(&inner).clone();
            }
            if !keys.contains(&key.rust) {
                keys.push(key.rust.clone());
                context.leaves.push(key);
            }
        }
        *rust += &if keys.len() == 1 {
            format!(".group_by({})", keys[0])
        } else {
            format!(".group_by(({}))", keys.join(", "))
        };
        context
    }

    fn items(&mut self, wish: &Wish, context: &Context) -> Vec<(Ty, Ex)> {
        let mut types = wish.types.clone();
        if types.is_empty() {
            for _ in 0..=self.random.below(4) {
                let ty = if self.random.percent(80) { self.type_in(context) } else { *self.random.pick(&ALL) };
                types.push((ty, false));
            }
            return types.into_iter().map(|(ty, _)| self.item(ty, context, wish.depth)).collect();
        }
        types
            .into_iter()
            .map(|(ty, not_null)| {
                let depth = wish.depth.min(2);
                (ty, if not_null { self.never_null(ty, context, depth) } else { self.expression(ty, context, depth) })
            })
            .collect()
    }

    /// A column of any type; mostly an aggregate where one may stand.
    fn item(&mut self, ty: Ty, context: &Context, depth: usize) -> (Ty, Ex) {
        if context.aggregated.is_some() && self.random.percent(55) {
            let ty =
                if self.random.percent(60) { *self.random.pick(&[Ty::I64, Ty::I64, Ty::F64, Ty::Text]) } else { ty };
            if let Some(ex) = self.aggregate(ty, context, depth) {
                return (ty, ex);
            }
        }
        (ty, self.expression(ty, context, depth))
    }

    fn columns(&mut self, items: &[(Ty, Ex)], named: bool) -> String {
        let all: Vec<&str> = items.iter().map(|(_, ex)| ex.rust.as_str()).collect();
        if named {
            let fields: Vec<String> = all.iter().enumerate().map(|(index, rust)| format!("c{index}: {rust}")).collect();
            return format!("row! {{ {} }}", fields.join(", "));
        }
        if all.len() == 1 { all[0].to_owned() } else { format!("({})", all.join(", ")) }
    }

    /// ORDER BY before SELECT. With DISTINCT only what is selected too.
    fn order_by(&mut self, rust: &mut String, context: &Context, items: &[(Ty, Ex)], distinct: bool, depth: usize) {
        let mut all = Vec::new();
        for _ in 0..=self.random.below(2) {
            let rust = if distinct {
                let columns: Vec<&str> = items
                    .iter()
                    .map(|(_, ex)| ex.rust.as_str())
                    .filter(|rust| context.leaves.iter().any(|leaf| leaf.rust == *rust))
                    .collect();
                if columns.is_empty() {
                    return;
                }
                (*self.random.pick(&columns)).to_owned()
            } else {
                let ty = self.type_in(context);
                let ex = self.expression(ty, context, depth.min(2));
                if !varies(&ex.rust, context) {
                    continue;
                }
                ex.rust
            };
            let direction = self.random.pick(&[
                "asc()",
                "desc()",
                "asc().nulls_first()",
                "asc().nulls_last()",
                "desc().nulls_first()",
                "desc().nulls_last()",
            ]);
            all.push(format!("{rust}.{direction}"));
        }
        if !all.is_empty() {
            *rust += &if all.len() == 1 {
                format!(".order_by({})", all[0])
            } else {
                format!(".order_by(({}))", all.join(", "))
            };
        }
    }
}

/// Whether an expression is surely no constant.
fn varies(rust: &str, context: &Context) -> bool {
    let columns = context.leaves.iter().any(|leaf| rust.contains(&leaf.rust)) && !rust.contains("from(");
    columns || (context.aggregated.is_some() && rust.contains("count_all()"))
}
