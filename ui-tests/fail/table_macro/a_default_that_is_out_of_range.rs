use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(default = 70000)] //~ wrong
    pages: i16,
}

fn main() {}
