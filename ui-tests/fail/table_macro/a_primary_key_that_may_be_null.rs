use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: Option<i64>, //~ wrong
}

fn main() {}
