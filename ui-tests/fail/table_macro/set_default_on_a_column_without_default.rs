use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(references = Books.id, on_delete = SetDefault)] //~ wrong
    parent: i64,
}

fn main() {}
