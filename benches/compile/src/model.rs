//! Schemas and queries, made by a counter and not by chance: every run generates the same.

/// A schema: tables that reference earlier ones.
pub(crate) struct Schema {
    pub(crate) tables: Vec<Table>,
}

pub(crate) struct Table {
    /// As in SQL: `sales_orders`.
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
}

pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    /// The table whose `id` it references.
    pub(crate) references: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    I64,
    I32,
    Text,
    F64,
    Bool,
}

/// A column of a table, by place.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) table: usize,
    pub(crate) column: usize,
}

/// A SELECT.
pub(crate) struct Query {
    pub(crate) first: usize,
    pub(crate) joins: Vec<Join>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) selected: [At; 3],
}

pub(crate) struct Join {
    pub(crate) table: usize,
    pub(crate) left: bool,
    /// The foreign key and the key that it references.
    pub(crate) child: At,
    pub(crate) parent: At,
}

pub(crate) enum Condition {
    /// Column, method, value.
    Compare(At, &'static str, String),
    Like(At, String),
    IsNull(At),
    IsNotNull(At),
    Between(At, String, String),
    /// Two columns of one type, both or neither of them nullable.
    Columns(At, &'static str, At),
    Or(Box<Condition>, Box<Condition>),
    And(Box<Condition>, Box<Condition>),
}

const AREAS: [&str; 10] = ["sales", "stock", "staff", "press", "event", "admin", "audit", "media", "trade", "field"];
const THINGS: [&str; 10] = ["orders", "items", "notes", "files", "tasks", "rules", "plans", "rates", "tags", "logs"];

/// The columns that each table has, but for keys.
const EVERYWHERE: [(&str, Type, bool); 5] = [
    ("title", Type::Text, false),
    ("active", Type::Bool, false),
    ("price", Type::F64, false),
    ("created_at", Type::I64, false),
    ("updated_at", Type::I64, true),
];

/// The columns that have another name in each table: the first half of the name is the table's own.
const OWN: [(&str, Type, bool); 11] = [
    ("label", Type::Text, false),
    ("remark", Type::Text, true),
    ("amount", Type::I32, false),
    ("level", Type::I32, false),
    ("rank", Type::I32, true),
    ("score", Type::F64, true),
    ("weight", Type::F64, false),
    ("hidden", Type::Bool, false),
    ("checked", Type::Bool, true),
    ("position", Type::I64, false),
    ("version", Type::I64, true),
];

/// How far before a table its parents stand, and whether the key may be NULL.
const PARENTS: [(usize, &str, bool); 3] = [(1, "owner_id", false), (4, "group_id", false), (11, "origin_id", true)];

impl Schema {
    pub(crate) fn new(tables: usize) -> Self {
        Schema { tables: (0..tables).map(table).collect() }
    }

    pub(crate) fn column(&self, at: At) -> &Column {
        &self.tables[at.table].columns[at.column]
    }

    /// The foreign key between two tables, from child to parent.
    fn key(&self, one: usize, other: usize) -> Option<(At, At)> {
        [(one, other), (other, one)].into_iter().find_map(|(child, parent)| {
            let column = self.tables[child].columns.iter().position(|column| column.references == Some(parent))?;
            Some((At { table: child, column }, At { table: parent, column: 0 }))
        })
    }
}

/// The tables have 20 columns each.
fn table(place: usize) -> Table {
    let (area, thing) = (AREAS[place / 10 % 10], THINGS[place % 10]);
    let mut columns = vec![Column { name: "id".to_owned(), ty: Type::I64, nullable: false, references: None }];
    for (back, name, nullable) in PARENTS {
        let references = place.checked_sub(back);
        columns.push(Column { name: name.to_owned(), ty: Type::I64, nullable, references });
    }
    let named = |name: String, ty, nullable| Column { name, ty, nullable, references: None };
    columns.extend(EVERYWHERE.map(|(name, ty, nullable)| named(name.to_owned(), ty, nullable)));
    let own = thing.trim_end_matches('s');
    columns.extend(OWN.map(|(name, ty, nullable)| named(format!("{area}_{own}_{name}"), ty, nullable)));
    Table { name: format!("{area}_{thing}"), columns }
}

impl Query {
    /// The query number `seed` of its kind. Each table is joined to one that stands before it.
    pub(crate) fn new(schema: &Schema, seed: usize, joins: usize, conditions: usize) -> Self {
        let mut random = Random(seed as u64);
        let first = random.below(schema.tables.len());
        let mut tables = vec![first];
        let mut all = Vec::new();
        while all.len() < joins {
            let candidates: Vec<(usize, At, At)> = (0..schema.tables.len())
                .filter(|table| !tables.contains(table))
                .filter_map(|table| {
                    let (child, parent) = tables.iter().find_map(|known| schema.key(table, *known))?;
                    Some((table, child, parent))
                })
                .collect();
            let (table, child, parent) = candidates[random.below(candidates.len())];
            all.push(Join { table, left: random.below(3) == 0, child, parent });
            tables.push(table);
        }
        let mut query = Query { first, joins: all, conditions: Vec::new(), selected: [At { table: first, column: 0 }; 3] };
        for place in &mut query.selected {
            *place = column(schema, &tables, &mut random, |_| true);
        }
        // One call of `filter` has one condition, or two with AND or OR between them.
        let mut left = conditions;
        while left > 0 {
            let one = condition(schema, &tables, &mut random);
            if left > 1 && random.below(2) == 0 {
                let other = condition(schema, &tables, &mut random);
                let (one, other) = (Box::new(one), Box::new(other));
                let or = random.below(2) == 0;
                query.conditions.push(if or { Condition::Or(one, other) } else { Condition::And(one, other) });
                left -= 2;
            } else {
                query.conditions.push(one);
                left -= 1;
            }
        }
        query
    }

    /// Whether an outer join may leave the columns of `table` NULL.
    pub(crate) fn is_left_joined(&self, table: usize) -> bool {
        self.joins.iter().any(|join| join.table == table && join.left)
    }
}

fn column(schema: &Schema, tables: &[usize], random: &mut Random, wanted: impl Fn(&Column) -> bool) -> At {
    loop {
        let table = tables[random.below(tables.len())];
        let at = At { table, column: random.below(schema.tables[table].columns.len()) };
        if wanted(schema.column(at)) {
            return at;
        }
    }
}

fn condition(schema: &Schema, tables: &[usize], random: &mut Random) -> Condition {
    const COMPARISONS: [&str; 6] = ["eq", "ne", "gt", "ge", "lt", "le"];
    match random.below(8) {
        0 => Condition::IsNull(column(schema, tables, random, |column| column.nullable)),
        1 => Condition::IsNotNull(column(schema, tables, random, |column| column.nullable)),
        2 => {
            let at = column(schema, tables, random, |column| column.ty == Type::Text);
            Condition::Like(at, format!("\"{}%\"", random.below(1000)))
        }
        3 => {
            let at = column(schema, tables, random, |column| column.ty == Type::I32 || column.ty == Type::F64);
            let low = random.below(1000);
            let ty = schema.column(at).ty;
            Condition::Between(at, value(ty, low), value(ty, low + 10))
        }
        4 => {
            let one = column(schema, tables, random, |column| column.ty != Type::Bool);
            let like = schema.column(one);
            let other =
                column(schema, tables, random, |column| column.ty == like.ty && column.nullable == like.nullable);
            Condition::Columns(one, COMPARISONS[random.below(6)], other)
        }
        _ => {
            let at = column(schema, tables, random, |_| true);
            let ty = schema.column(at).ty;
            let method = if ty == Type::Bool { "eq" } else { COMPARISONS[random.below(6)] };
            Condition::Compare(at, method, value(ty, random.below(1000)))
        }
    }
}

/// A Rust literal.
fn value(ty: Type, number: usize) -> String {
    match ty {
        Type::I64 | Type::I32 => number.to_string(),
        Type::Text => format!("\"text {number}\""),
        Type::F64 => format!("{number}.5"),
        Type::Bool => (number % 2 == 0).to_string(),
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}
