use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(primary_key)] //~ wrong
    isbn: String,
}

fn main() {}
