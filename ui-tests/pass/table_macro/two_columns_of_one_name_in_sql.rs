use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    title: String,
    #[column(name = "heading")]
    heading: String,
}

fn main() {}
