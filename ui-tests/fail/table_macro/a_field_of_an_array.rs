use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    cover: [u8; 16], //~ wrong
}

fn main() {}
