use statiql::prelude::*;

#[table("books", check("id > 0"))]
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
