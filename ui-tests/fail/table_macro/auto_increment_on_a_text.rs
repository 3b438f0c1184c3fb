use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)] //~ wrong
    isbn: String,
}

fn main() {}
