use statiql::prelude::*;

#[table("books")]
struct Books {
    id: i64,
    title: String,
}

fn main() {}
