use statiql::prelude::*;

#[table("books", index(id, id))] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
