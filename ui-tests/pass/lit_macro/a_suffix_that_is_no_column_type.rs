use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
}

fn main() {
    let _ = from(Books).filter(Books.id.lt(lit!(10i64))).select(Books.id);
}
