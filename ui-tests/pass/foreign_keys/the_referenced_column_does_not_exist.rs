use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key)]
    id: i64,
}

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(references = Authors.id)]
    author_id: i64,
}

fn main() {}
