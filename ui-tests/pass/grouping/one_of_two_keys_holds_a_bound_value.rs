use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
    title: String,
}

fn main() {
    let _ = from(Books).group_by((Books.genre, Books.title.concat(lit!("!")))).select(count_all());
}
