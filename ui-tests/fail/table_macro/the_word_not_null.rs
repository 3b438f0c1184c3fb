use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(not_null)] //~ wrong
    title: String,
}

fn main() {}
