use statiql::prelude::*;

#[table("books", unique(title))]
struct Books {
    #[column(primary_key)]
    id: i64,
    title: String,
}

fn main() {}
