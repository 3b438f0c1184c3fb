use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    born: Option<i32>,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
    year: Option<i32>,
}

fn main() {
    let _ = from(Books).group_by(Books.genre).having(Books.year.max().gt(1900)).select(Books.genre);
}
