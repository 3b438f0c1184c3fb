use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(nullable)] //~ wrong
    title: String,
}

fn main() {}
