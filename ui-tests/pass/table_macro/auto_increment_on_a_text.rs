use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    isbn: String,
}

fn main() {}
