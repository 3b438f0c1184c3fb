use statiql::prelude::*;

#[table("books", unique(id))]
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
