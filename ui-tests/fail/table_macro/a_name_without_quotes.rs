use statiql::prelude::*;

#[table(books)] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
