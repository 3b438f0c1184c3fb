use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    width: f64,
    height: f64,
}

fn main() {}
