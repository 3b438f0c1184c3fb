use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(auto_increment)] //~ wrong
    number: i64,
}

fn main() {}
