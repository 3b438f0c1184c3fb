use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    isbn: String,
}

fn main() {}
