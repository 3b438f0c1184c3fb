use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    cover: Vec<u8>,
}

fn main() {}
