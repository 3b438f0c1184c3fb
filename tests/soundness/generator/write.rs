//! INSERT, UPDATE, DELETE.

use super::Generator;
use super::model::{Column, TABLES, Table, Ty};
use super::scope::{Context, Leaf, Source};
use super::select::{Wish, row_type};

impl Generator {
    /// A statement that writes, and what its rows are read as if it gives rows.
    pub(crate) fn write(&mut self) -> (String, Option<String>) {
        let index = self.random.below(TABLES.len());
        let mut rust = match self.random.below(10) {
            0..5 => self.insert(index),
            5..8 => self.update(index),
            _ => self.delete(index),
        };
        if !self.random.percent(40) {
            return (rust, None);
        }
        let context = Context::rows(&[Source::table(index)]);
        let mut columns = Vec::new();
        let mut all = Vec::new();
        for _ in 0..=self.random.below(3) {
            let ty = self.type_in(&context);
            let ex = self.expression(ty, &context, 2);
            columns.push((ty, ex.null));
            all.push(ex.rust);
        }
        rust += &if all.len() == 1 {
            format!(".returning({})", all[0])
        } else {
            format!(".returning(({}))", all.join(", "))
        };
        (rust, Some(row_type(&columns)))
    }

    fn insert(&mut self, index: usize) -> String {
        let table = &TABLES[index];
        let set = self.columns_to_set(table);
        let values = |generator: &mut Self, depth| {
            let all: Vec<String> =
                set.iter().map(|column| generator.assignment(table, column, &Context::nothing(), depth)).collect();
            tuple(&all)
        };
        match self.random.below(10) {
            0..4 if table.columns.iter().all(|column| !column.required) => {
                format!("insert({}).default_values()", table.name)
            }
            0..=2 if set.len() <= 16 => {
                let types = set.iter().map(|column| (column.ty, !column.null)).collect();
                let query = self.select(&Wish { types, depth: 1, nesting: 1, ..Wish::default() });
                let targets: Vec<String> = set.iter().map(|column| format!("{}.{}", table.name, column.name)).collect();
                format!("insert({}).from_select({}, {})", table.name, tuple(&targets), query.rust)
            }
            3 | 4 => {
                let rows = self.random.pick(&["[(); 0]", "[()]", "[(), ()]"]);
                let insert = format!("insert({}).rows({rows}, |()| {})", table.name, values(self, 0));
                self.upsert(insert, table, index)
            }
            _ => {
                let insert = format!("insert({}).values({})", table.name, values(self, 1));
                self.upsert(insert, table, index)
            }
        }
    }

    /// Those that must be set, and some others.
    fn columns_to_set(&mut self, table: &'static Table) -> Vec<Column> {
        let mut set: Vec<Column> = Vec::new();
        for column in table.columns {
            if column.required || self.random.percent(30) {
                set.push(*column);
            }
        }
        if set.is_empty() { vec![table.columns[1]] } else { set }
    }

    fn assignment(&mut self, table: &Table, column: &Column, context: &Context, depth: usize) -> String {
        let value = if column.null && self.random.percent(20) {
            format!("None::<{}>", column.ty.bound())
        } else if column.null && self.random.percent(20) {
            format!("Some({})", self.value(column.ty))
        } else if self.random.percent(40) {
            self.value(column.ty)
        } else if column.null {
            self.expression(column.ty, context, depth).rust
        } else {
            self.never_null(column.ty, context, depth).rust
        };
        format!("{}.{}.set({value})", table.name, column.name)
    }

    /// ON CONFLICT, sometimes.
    fn upsert(&mut self, insert: String, table: &'static Table, index: usize) -> String {
        if self.random.percent(55) {
            return insert;
        }
        let key = *self.random.pick(table.keys);
        let target: Vec<String> =
            key.iter().map(|place| format!("{}.{}", table.name, table.columns[*place].name)).collect();
        let insert = format!("{insert}.on_conflict({})", tuple(&target));
        if self.random.percent(30) {
            return insert + ".do_nothing()";
        }
        let mut context = Context::rows(&[Source::table(index)]);
        let excluded: Vec<Leaf> = context
            .leaves
            .iter()
            .map(|leaf| Leaf { rust: format!("excluded({})", leaf.rust), ..leaf.clone() })
            .collect();
        context.leaves.extend(excluded);
        let sets = self.sets(table, &context);
        let filter = if self.random.percent(40) {
            format!(".filter({})", self.condition(&context, 2).rust)
        } else {
            String::new()
        };
        format!("{insert}.do_update({sets}){filter}")
    }

    fn sets(&mut self, table: &'static Table, context: &Context) -> String {
        let mut places: Vec<usize> = Vec::new();
        for _ in 0..=self.random.below(3) {
            let place = self.random.below(table.columns.len());
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let all: Vec<String> =
            places.iter().map(|place| self.assignment(table, &table.columns[*place], context, 2)).collect();
        self.reads_what_is_set |= all.iter().enumerate().any(|(index, assignment)| {
            let (_, value) = assignment.split_once(".set(").unwrap_or_default();
            places[..index]
                .iter()
                .any(|place| value.contains(&format!("{}.{}", table.name, table.columns[*place].name)))
        });
        tuple(&all)
    }

    fn update(&mut self, index: usize) -> String {
        let table = &TABLES[index];
        let context = Context::rows(&[Source::table(index)]);
        let sets = self.sets(table, &context);
        format!("update({}).set({sets}){}", table.name, self.rows(&context))
    }

    fn delete(&mut self, index: usize) -> String {
        let context = Context::rows(&[Source::table(index)]);
        format!("delete({}){}", TABLES[index].name, self.rows(&context))
    }

    /// Which rows are meant.
    fn rows(&mut self, context: &Context) -> String {
        if self.random.percent(12) {
            return ".all_rows()".to_owned();
        }
        (0..=self.random.below(2)).map(|_| format!(".filter({})", self.condition(context, 2).rust)).collect()
    }
}

/// A tuple, nested where there are more than sixteen.
fn tuple(all: &[String]) -> String {
    match all {
        [one] => one.clone(),
        _ if all.len() <= 16 => format!("({})", all.join(", ")),
        _ => {
            let (first, rest) = all.split_at(15);
            format!("({}, {})", first.join(", "), tuple(rest))
        }
    }
}

/// A value of each type is needed somewhere.
const _: () = assert!(super::model::ALL.len() == Ty::Level as usize + 1);
