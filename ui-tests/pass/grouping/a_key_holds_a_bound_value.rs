use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    stock: i32,
}

fn main() {
    let _ = from(Books).group_by(Books.stock / lit!(10i32)).select(count_all());
}
