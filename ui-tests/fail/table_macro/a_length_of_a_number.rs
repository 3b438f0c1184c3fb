use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(length = 20)] //~ wrong
    pages: i32,
}

fn main() {}
