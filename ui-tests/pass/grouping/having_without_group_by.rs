use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
}

fn main() {
    let _ = from(Books).group_by(Books.genre).having(count_all().gt(1)).select(count_all());
}
