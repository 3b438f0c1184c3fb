use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(check = "")] //~ wrong
    pages: i32,
}

fn main() {}
