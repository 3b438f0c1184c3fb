use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(default = 7000)]
    pages: i16,
}

fn main() {}
