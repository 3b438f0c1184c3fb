use statiql::prelude::*;

#[table("books", scheme = "shop")] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
