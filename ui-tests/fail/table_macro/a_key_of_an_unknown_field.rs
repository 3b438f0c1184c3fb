use statiql::prelude::*;

#[table("books", unique(titel))] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
    title: String,
}

fn main() {}
