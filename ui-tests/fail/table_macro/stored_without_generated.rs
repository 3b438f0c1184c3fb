use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(stored)] //~ wrong
    twice: i64,
}

fn main() {}
