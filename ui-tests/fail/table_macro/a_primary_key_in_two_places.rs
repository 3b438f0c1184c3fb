use statiql::prelude::*;

#[table("books", primary_key(id))]
struct Books {
    #[column(primary_key)] //~ wrong
    id: i64,
}

fn main() {}
