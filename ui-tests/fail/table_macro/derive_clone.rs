use statiql::prelude::*;

#[table("books")]
#[derive(Clone)] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
