use statiql::prelude::*;

#[table(name = "books")] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
