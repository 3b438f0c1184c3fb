use statiql::prelude::*;

#[table("books", primary_key(id))]
struct Books {
    id: i64,
}

fn main() {}
