use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(default = 3600)]
    seconds: i64,
}

fn main() {}
