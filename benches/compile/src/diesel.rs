//! The crate as Diesel's documentation would have it.
//!
//! The schema is what `diesel print-schema` prints: `table!`, `joinable!` for each foreign key, and one
//! `allow_tables_to_appear_in_same_query!`, since foreign keys connect all tables. A join on a foreign key of the first
//! table needs no condition; where there is none that Diesel finds, `.on(..)` says it.

use std::fmt::Write;

use crate::model::{At, Column, Condition, Join, Query, Schema, Type};

pub(crate) const VERSION: &str = "2.3.14";

pub(crate) const ATTRIBUTES: &str = "";

pub(crate) fn dependency() -> String {
    // SQLite's own code is built with the dependencies, and counted nowhere.
    format!(
        "diesel = {{ version = \"={VERSION}\", features = [\"sqlite\"] }}\n\
         libsqlite3-sys = {{ version = \"*\", features = [\"bundled\"] }}"
    )
}

pub(crate) fn schema(schema: &Schema) -> String {
    let mut text = String::new();
    for table in &schema.tables {
        let _ = write!(text, "diesel::table! {{\n    {} (id) {{\n", table.name);
        for column in &table.columns {
            let _ = writeln!(text, "        {} -> {},", column.name, sql_type(column));
        }
        text.push_str("    }\n}\n\n");
    }
    for table in &schema.tables {
        for column in &table.columns {
            if let Some(parent) = column.references {
                let parent = &schema.tables[parent].name;
                let _ = writeln!(text, "diesel::joinable!({} -> {parent} ({}));", table.name, column.name);
            }
        }
    }
    text.push_str("\ndiesel::allow_tables_to_appear_in_same_query!(\n");
    for table in &schema.tables {
        let _ = writeln!(text, "    {},", table.name);
    }
    text.push_str(");\n");
    text
}

fn sql_type(column: &Column) -> String {
    let ty = match column.ty {
        Type::I64 => "BigInt",
        Type::I32 => "Integer",
        Type::Text => "Text",
        Type::F64 => "Double",
        Type::Bool => "Bool",
    };
    if column.nullable { format!("Nullable<{ty}>") } else { ty.to_owned() }
}

pub(crate) fn queries(schema: &Schema, queries: &[Query], first: usize) -> String {
    let mut text = String::from("use diesel::prelude::*;\nuse diesel::sqlite::Sqlite;\n\nuse crate::schema::*;\n");
    for (place, query) in queries.iter().enumerate() {
        let _ = write!(text, "\npub fn query_{:03}() -> String {{\n", first + place);
        let _ = writeln!(text, "    let query = {}::table", schema.tables[query.first].name);
        for join in &query.joins {
            let method = if join.left { "left_join" } else { "inner_join" };
            let _ = writeln!(text, "        .{method}({})", joined(schema, query, join));
        }
        for one in &query.conditions {
            let _ = writeln!(text, "        .filter({})", condition(schema, one));
        }
        let selected = query.selected.map(|at| {
            let nullable = if query.is_left_joined(at.table) { ".nullable()" } else { "" };
            column(schema, at) + nullable
        });
        let _ = writeln!(text, "        .select(({}));", selected.join(", "));
        text.push_str("    diesel::debug_query::<Sqlite, _>(&query).to_string()\n}\n");
    }
    text
}

fn joined(schema: &Schema, query: &Query, join: &Join) -> String {
    let table = format!("{}::table", schema.tables[join.table].name);
    let known = if join.child.table == join.table { join.parent.table } else { join.child.table };
    if known == query.first {
        return table;
    }
    let parent = column(schema, join.parent);
    let parent = if schema.column(join.child).nullable { format!("{parent}.nullable()") } else { parent };
    format!("{table}.on({}.eq({parent}))", column(schema, join.child))
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
    format!("{}::{}", schema.tables[at.table].name, schema.column(at).name)
}
