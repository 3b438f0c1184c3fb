//! Expressions: of a wanted type, whatever the scope has for it.

use super::Generator;
use super::model::Ty::{self, *};
use super::scope::{Context, Leaf};

/// A generated expression.
#[derive(Debug, Clone)]
pub(crate) struct Ex {
    pub(crate) rust: String,
    pub(crate) null: bool,
}

impl Ex {
    pub(crate) fn new(rust: String, null: bool) -> Self {
        Ex { rust, null }
    }
}

impl Generator {
    /// An expression of type `ty`.
    pub(crate) fn expression(&mut self, ty: Ty, context: &Context, depth: usize) -> Ex {
        if depth == 0 {
            return self.simple(ty, context);
        }
        for _ in 0..4 {
            let found = match self.random.below(10) {
                0 | 1 => Some(self.simple(ty, context)),
                2 => Some(self.choice(ty, context, depth)),
                3 if context.queries && depth > 1 => Some(self.scalar_query(ty, context)),
                4 | 5 if context.aggregated.is_some() => self.aggregate(ty, context, depth),
                _ => self.of_type(ty, context, depth),
            };
            if let Some(found) = found {
                return found;
            }
        }
        self.simple(ty, context)
    }

    /// One that is never NULL.
    pub(crate) fn never_null(&mut self, ty: Ty, context: &Context, depth: usize) -> Ex {
        let found = self.expression(ty, context, depth);
        if !found.null {
            return found;
        }
        let last = self.last_resort(ty, context);
        Ex::new(format!("coalesce(({}, {last}))", found.rust), false)
    }

    /// A value or an expression, as an argument.
    pub(crate) fn argument(&mut self, ty: Ty, context: &Context, depth: usize) -> Ex {
        if context.binds && self.random.percent(40) {
            Ex::new(self.value(ty), false)
        } else {
            self.expression(ty, context, depth)
        }
    }

    pub(crate) fn value(&mut self, ty: Ty) -> String {
        (*self.random.pick(ty.values())).to_owned()
    }

    /// Something that is surely not NULL.
    fn last_resort(&mut self, ty: Ty, context: &Context) -> String {
        if context.binds { self.value(ty) } else { self.literal(ty) }
    }

    fn literal(&mut self, ty: Ty) -> String {
        let value = self.value(ty);
        if ty.literal() {
            return format!("lit!({value})");
        }
        let value = if ty == Bytes { "vec![7u8]" } else { &value };
        format!("sql!(NotNull<{}>, \"{{0}}\", {value})", ty.rust())
    }

    /// A column, or a literal where there is none.
    fn simple(&mut self, ty: Ty, context: &Context) -> Ex {
        let leaves: Vec<&Leaf> = context.leaves.iter().filter(|leaf| leaf.ty == ty).collect();
        if leaves.is_empty() || self.random.percent(8) {
            if ty.literal() || context.binds {
                return Ex::new(self.literal(ty), false);
            }
            let Some(leaf) = leaves.first() else { return Ex::new(self.literal(ty), false) };
            return Ex::new(leaf.rust.clone(), leaf.null);
        }
        let leaf = *self.random.pick(&leaves);
        Ex::new(leaf.rust.clone(), leaf.null)
    }

    /// What every type has: COALESCE, CASE, NULLIF, a fragment.
    fn choice(&mut self, ty: Ty, context: &Context, depth: usize) -> Ex {
        match self.random.below(5) {
            0 | 1 => {
                let mut all = vec![self.expression(ty, context, depth - 1)];
                for _ in 0..=self.random.below(3) {
                    all.push(self.argument(ty, context, depth - 1));
                }
                let list: Vec<&str> = all.iter().map(|each| each.rust.as_str()).collect();
                Ex::new(format!("coalesce(({}))", list.join(", ")), all.iter().all(|each| each.null))
            }
            2 | 3 => {
                let condition = self.condition(context, depth - 1);
                let mut value = self.expression(ty, context, depth - 1);
                let mut rust = format!("case_when({}, {})", condition.rust, value.rust);
                let mut null = value.null;
                if self.random.percent(40) {
                    let condition = self.condition(context, depth - 1);
                    value = self.argument(ty, context, depth - 1);
                    rust += &format!(".when({}, {})", condition.rust, value.rust);
                    null |= value.null;
                }
                if self.random.percent(70) {
                    value = self.argument(ty, context, depth - 1);
                    Ex::new(format!("{rust}.otherwise({})", value.rust), null | value.null)
                } else {
                    Ex::new(rust + ".end()", true)
                }
            }
            _ if self.random.percent(50) => {
                let (left, right) = (self.expression(ty, context, depth - 1), self.argument(ty, context, depth - 1));
                Ex::new(format!("{}.nullif({})", left.rust, right.rust), true)
            }
            _ => {
                let inner = self.expression(ty, context, depth - 1);
                Ex::new(format!("sql!({}, \"{{0}}\", {})", ty.rust(), inner.rust), inner.null)
            }
        }
    }

    /// What only some types have.
    fn of_type(&mut self, ty: Ty, context: &Context, depth: usize) -> Option<Ex> {
        match ty {
            Bool => Some(self.condition(context, depth)),
            Text => Some(self.text(context, depth)),
            ty if ty.number() => self.number(ty, context, depth),
            _ => None,
        }
    }

    fn number(&mut self, ty: Ty, context: &Context, depth: usize) -> Option<Ex> {
        let left = self.expression(ty, context, depth - 1);
        match self.random.below(9) {
            0 if ty.wide() => {
                let right = self.argument(ty, context, 0);
                Some(Ex::new(format!("({} - {})", left.rust, right.rust), left.null | right.null))
            }
            1 | 2 if ty.wide() => {
                let right = self.argument(ty, context, 0);
                Some(Ex::new(format!("({} + {})", left.rust, right.rust), left.null | right.null))
            }
            3 if ty.wide() => {
                let (left, right) = (self.simple(ty, context), self.argument(ty, context, 0));
                Some(Ex::new(format!("{}.times({})", left.rust, right.rust), left.null | right.null))
            }
            4 => {
                let right = self.argument(ty, context, 0);
                Some(Ex::new(format!("({} / {})", left.rust, right.rust), true))
            }
            5 if ty.integer() => {
                let right = self.argument(ty, context, 0);
                Some(Ex::new(format!("({} % {})", left.rust, right.rust), true))
            }
            6 if ty.signed() && ty != I8 => Some(Ex::new(format!("{}.negated()", left.rust), left.null)),
            7 => Some(Ex::new(format!("{}.abs()", left.rust), left.null)),
            _ => self.cast(ty, context, depth),
        }
    }

    fn cast(&mut self, ty: Ty, context: &Context, depth: usize) -> Option<Ex> {
        let from: &[Ty] = match ty {
            I16 => &[I8, I16, U8, Bool],
            I32 => &[I8, I16, I32, U8, U16, Bool],
            I64 => &[I8, I16, I32, U8, U16, U32, U64, F64, Bool],
            F64 => &[I32, I64, F32, F64, U8],
            _ => return None,
        };
        if ty == I64 && self.random.percent(40) {
            let text = self.expression(Text, context, depth - 1);
            return Some(Ex::new(format!("{}.char_length()", text.rust), text.null));
        }
        if ty == F64 && self.random.percent(30) {
            let number = self.expression(F64, context, depth - 1);
            return Some(Ex::new(format!("{}.round()", number.rust), number.null));
        }
        let from = *self.random.pick(from);
        let inner = self.simple(from, context);
        Some(Ex::new(format!("{}.cast::<{}>()", inner.rust, ty.rust()), inner.null))
    }

    fn text(&mut self, context: &Context, depth: usize) -> Ex {
        let text = self.expression(Text, context, depth - 1);
        match self.random.below(10) {
            0 | 1 => {
                let right = self.argument(Text, context, depth - 1);
                Ex::new(format!("{}.concat({})", text.rust, right.rust), text.null | right.null)
            }
            2 => Ex::new(format!("{}.lower()", text.rust), text.null),
            3 => Ex::new(format!("{}.upper()", text.rust), text.null),
            4 => Ex::new(format!("{}.trim()", text.rust), text.null),
            5 => Ex::new(format!("{}.trim_start()", text.rust), text.null),
            6 => Ex::new(format!("{}.trim_end()", text.rust), text.null),
            7 => {
                let (from, to) = (self.argument(Text, context, 0), self.argument(Text, context, 0));
                Ex::new(format!("{}.replace({}, {})", text.rust, from.rust, to.rust), text.null | from.null | to.null)
            }
            8 => {
                let (from, length) = (self.argument(I64, context, 0), self.argument(I64, context, 0));
                Ex::new(
                    format!("{}.substring({}, {})", text.rust, from.rust, length.rust),
                    text.null | from.null | length.null,
                )
            }
            _ => {
                let from = *self.random.pick(&[Bool, I8, I16, I32, I64, U8, U16, U32, U64, F64, Text]);
                let inner = self.expression(from, context, depth - 1);
                Ex::new(format!("{}.cast::<String>()", inner.rust), inner.null)
            }
        }
    }

    /// A condition.
    pub(crate) fn condition(&mut self, context: &Context, depth: usize) -> Ex {
        if depth > 0 {
            match self.random.below(14) {
                0 | 1 => {
                    let (left, right) = (self.condition(context, depth - 1), self.condition(context, depth - 1));
                    let form = *self.random.pick(&["{0}.and({1})", "{0}.or({1})", "({0} & {1})", "({0} | {1})"]);
                    let rust = form.replace("{0}", &left.rust).replace("{1}", &right.rust);
                    return Ex::new(rust, left.null | right.null);
                }
                2 => {
                    let inner = self.condition(context, depth - 1);
                    // `!` does not go before the block that a macro expands to.
                    let block = inner.rust.starts_with("lit!") || inner.rust.starts_with("sql!");
                    let form = if block { "not({0})" } else { *self.random.pick(&["not({0})", "(!{0})"]) };
                    return Ex::new(form.replace("{0}", &inner.rust), inner.null);
                }
                3 if context.queries => return self.exists_query(context),
                4 if context.queries => return self.in_query(context, depth),
                5 => return self.simple(Bool, context),
                _ => {}
            }
        }
        self.comparison(context, depth.saturating_sub(1))
    }

    fn comparison(&mut self, context: &Context, depth: usize) -> Ex {
        let ty = self.type_in(context);
        let left = self.expression(ty, context, depth);
        match self.random.below(12) {
            0 => Ex::new(format!("{}.is_null()", left.rust), false),
            1 => Ex::new(format!("{}.is_not_null()", left.rust), false),
            2 if context.binds => {
                let value = self.value(ty);
                let none = format!("None::<{}>", ty.bound());
                let right = self.random.pick(&[format!("Some({value})"), value.clone(), none]).clone();
                let method = self.random.pick(&["is_not_distinct_from", "is_distinct_from"]);
                Ex::new(format!("{}.{method}({right})", left.rust), false)
            }
            3 => {
                let right = self.expression(ty, context, depth);
                let method = self.random.pick(&["is_not_distinct_from", "is_distinct_from"]);
                Ex::new(format!("{}.{method}({})", left.rust, right.rust), false)
            }
            4 => {
                let (low, high) = (self.argument(ty, context, depth), self.argument(ty, context, depth));
                Ex::new(format!("{}.between({}, {})", left.rust, low.rust, high.rust), left.null | low.null | high.null)
            }
            5 | 6 if context.binds => {
                let count = self.random.below(4);
                let values: Vec<String> = (0..count).map(|_| self.value(ty)).collect();
                let method = self.random.pick(&["is_in", "not_in"]);
                let list = if count == 0 {
                    format!("Vec::<{}>::new()", ty.bound())
                } else {
                    format!("{}[{}]", self.random.pick(&["", "vec!"]), values.join(", "))
                };
                Ex::new(format!("{}.{method}({list})", left.rust), left.null)
            }
            7 if ty == Text && context.binds => {
                let value = self.value(Text);
                let method = self.random.pick(&["contains", "starts_with", "ends_with"]);
                Ex::new(format!("{}.{method}({value})", left.rust), left.null)
            }
            8 if ty == Text => {
                let pattern = self.argument(Text, context, depth);
                Ex::new(format!("{}.like({})", left.rust, pattern.rust), left.null | pattern.null)
            }
            _ => {
                let right = self.argument(ty, context, depth);
                let method = self.random.pick(&["eq", "ne", "gt", "ge", "lt", "le", "eq"]);
                Ex::new(format!("{}.{method}({})", left.rust, right.rust), left.null | right.null)
            }
        }
    }

    /// An aggregate of type `ty`, if there is one.
    pub(crate) fn aggregate(&mut self, ty: Ty, context: &Context, depth: usize) -> Option<Ex> {
        let inside = context.inside_aggregate();
        let any = self.type_in(&inside);
        let (rust, null) = match ty {
            I64 if self.random.percent(60) => match self.random.below(5) {
                0 | 1 => ("count_all()".to_owned(), None),
                2 => (format!("{}.count()", self.expression(any, &inside, depth - 1).rust), None),
                3 => (format!("{}.count_distinct()", self.expression(any, &inside, depth - 1).rust), None),
                _ => {
                    let from = *self.random.pick(&[I8, I16, I32, I64, U8, U16, U32, U64]);
                    let number = self.expression(from, &inside, depth - 1);
                    let method = self.random.pick(&["sum", "sum_distinct"]);
                    (format!("{}.{method}()", number.rust), Some(number.null))
                }
            },
            F64 if self.random.percent(60) => {
                let (from, method) = *self.random.pick(&[
                    (F64, "sum"),
                    (F32, "sum"),
                    (F64, "sum_distinct"),
                    (F64, "avg"),
                    (I32, "avg"),
                    (I64, "avg"),
                    (U8, "avg"),
                    (F32, "avg"),
                ]);
                let number = self.expression(from, &inside, depth - 1);
                (format!("{}.{method}()", number.rust), Some(number.null))
            }
            Text if self.random.percent(40) => {
                let text = self.expression(Text, &inside, depth - 1);
                (format!("{}.string_agg(lit!(\", \"))", text.rust), Some(text.null))
            }
            ty if ty.ordered() => {
                let of = self.expression(ty, &inside, depth - 1);
                let method = self.random.pick(&["min", "max"]);
                (format!("{}.{method}()", of.rust), Some(of.null))
            }
            _ => return None,
        };
        // No row may pass the filter, so only a count is then never NULL.
        if self.random.percent(20) {
            let condition = self.condition(&inside, depth - 1);
            return Some(Ex::new(format!("{rust}.only({})", condition.rust), null.is_some()));
        }
        Some(Ex::new(rust, null.is_some_and(|null| null || !context.grouped)))
    }

    /// A type that the scope has columns of, mostly.
    pub(crate) fn type_in(&mut self, context: &Context) -> Ty {
        let leaves =
            if context.leaves.is_empty() { context.aggregated.as_deref().unwrap_or_default() } else { &context.leaves };
        if leaves.is_empty() || self.random.percent(5) {
            return *self.random.pick(&[Bool, I32, I64, F64, Text]);
        }
        self.random.pick(leaves).ty
    }
}
