use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(references = Author.id)] //~ wrong
    author_id: i64,
}

fn main() {}
