use statiql::prelude::*;

#[table("excluded_books")]
struct Excluded {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
