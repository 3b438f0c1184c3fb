use statiql::prelude::*;

#[table("books")]
struct Books {
    id: i64,
}

fn main() {}
