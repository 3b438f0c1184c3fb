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
    #[column(on_delete = Cascade)] //~ wrong
    author_id: i64,
}

fn main() {}
