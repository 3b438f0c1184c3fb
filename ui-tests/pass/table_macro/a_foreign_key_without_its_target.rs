use statiql::prelude::*;

#[table("books", foreign_key(id => Books(id)))]
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
