use statiql::prelude::*;

#[table] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
