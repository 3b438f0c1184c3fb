use statiql::prelude::*;

#[derive(SqlType)]
struct Isbn(String);

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    isbn: Isbn,
}

fn main() {}
