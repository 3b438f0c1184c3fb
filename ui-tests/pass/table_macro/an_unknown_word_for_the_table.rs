use statiql::prelude::*;

#[table("books", schema = "shop")]
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
