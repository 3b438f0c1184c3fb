use statiql::prelude::*;

#[table("books")]
#[column(unique(id))] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
