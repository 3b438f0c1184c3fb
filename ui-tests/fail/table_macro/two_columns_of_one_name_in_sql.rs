use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    title: String,
    #[column(name = "Title")] //~ wrong
    heading: String,
}

fn main() {}
