use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    #[column(default = 0, default_sql = "0")] //~ wrong
    pages: i32,
}

fn main() {}
