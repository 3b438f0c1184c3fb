use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(generated = "id * 2")]
    twice: i64,
}

fn main() {}
