use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(default = 0)]
    pages: i32,
}

fn main() {}
