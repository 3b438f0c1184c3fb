use statiql::prelude::*;

#[table("books_of_all_authors")]
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
