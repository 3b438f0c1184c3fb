use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    size: (f64, f64), //~ wrong
}

fn main() {}
