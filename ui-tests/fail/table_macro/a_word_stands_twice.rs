use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(unique, unique)] //~ wrong
    title: String,
}

fn main() {}
