use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(default = 60 * 60)] //~ wrong
    seconds: i64,
}

fn main() {}
