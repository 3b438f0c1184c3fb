use statiql::prelude::*;

struct Isbn(String);

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    isbn: Isbn, //~ wrong
}

fn main() {}
