//! The crate as a user of statiql would write it.

use std::fmt::Write;
use std::path::Path;

use crate::model::{At, Column, Condition, Query, Schema, Type};

pub(crate) const ATTRIBUTES: &str = "";

pub(crate) fn dependency(statiql: &Path) -> String {
    // Without a driver: what is measured ends at the SQL text, and Diesel's driver is not in the generated crate either.
    format!("statiql = {{ path = {:?}, default-features = false }}", statiql.display().to_string())
}

pub(crate) fn schema(schema: &Schema) -> String {
    let mut text = String::from("use statiql::prelude::*;\n");
    for (place, table) in schema.tables.iter().enumerate() {
        let _ = write!(text, "\n#[table({:?})]\npub struct {} {{\n", table.name, name(schema, place));
        for column in &table.columns {
            if column.name == "id" {
                text.push_str("    #[column(primary_key)]\n");
            }
            if let Some(parent) = column.references {
                let _ = writeln!(text, "    #[column(references = {}.id)]", name(schema, parent));
            }
            let _ = writeln!(text, "    pub {}: {},", column.name, rust_type(column));
        }
        text.push_str("}\n");
    }
    text
}

fn rust_type(column: &Column) -> String {
    let ty = match column.ty {
        Type::I64 => "i64",
        Type::I32 => "i32",
        Type::Text => "String",
        Type::F64 => "f64",
        Type::Bool => "bool",
    };
    if column.nullable { format!("Option<{ty}>") } else { ty.to_owned() }
}

pub(crate) fn queries(schema: &Schema, queries: &[Query], first: usize) -> String {
    let mut text = String::from("use std::borrow::Cow;\n\nuse statiql::prelude::*;\n\nuse crate::schema::*;\n");
    for (place, query) in queries.iter().enumerate() {
        let _ = write!(text, "\npub fn query_{:03}() -> Cow<'static, str> {{\n", first + place);
        let _ = writeln!(text, "    let query = from({})", name(schema, query.first));
        for join in &query.joins {
            let method = if join.left { "left_join" } else { "join" };
            let table = name(schema, join.table);
            let (child, parent) = (column(schema, join.child), column(schema, join.parent));
            let _ = writeln!(text, "        .{method}({table}, {child}.eq({parent}))");
        }
        for one in &query.conditions {
            let _ = writeln!(text, "        .filter({})", condition(schema, one));
        }
        let selected = query.selected.map(|at| column(schema, at)).join(", ");
        let _ = writeln!(text, "        .select(({selected}));");
        text.push_str("    query.sql::<Sqlite>()\n}\n");
    }
    text
}

fn condition(schema: &Schema, condition: &Condition) -> String {
    let column = |at: &At| column(schema, *at);
    let nested = |one: &Condition| self::condition(schema, one);
    match condition {
        Condition::Compare(at, method, value) => format!("{}.{method}({value})", column(at)),
        Condition::Like(at, pattern) => format!("{}.like({pattern})", column(at)),
        Condition::IsNull(at) => format!("{}.is_null()", column(at)),
        Condition::IsNotNull(at) => format!("{}.is_not_null()", column(at)),
        Condition::Between(at, low, high) => format!("{}.between({low}, {high})", column(at)),
        Condition::Columns(one, method, other) => format!("{}.{method}({})", column(one), column(other)),
        Condition::And(one, other) => format!("{}.and({})", nested(one), nested(other)),
        Condition::Or(one, other) => format!("{}.or({})", nested(one), nested(other)),
    }
}

fn column(schema: &Schema, at: At) -> String {
    format!("{}.{}", name(schema, at.table), schema.column(at).name)
}

/// `SalesOrders`
fn name(schema: &Schema, table: usize) -> String {
    let words = schema.tables[table].name.split('_');
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
