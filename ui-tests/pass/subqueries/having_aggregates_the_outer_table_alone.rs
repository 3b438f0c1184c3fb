use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    age: i32,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(unique)]
    title: String,
    author_id: i64,
    price: f64,
    note: Option<String>,
}

fn main() {
    let many =
        from(Books).correlate(Authors).group_by(Books.author_id).having(Books.price.max().gt(30.0)).select(lit!(1));
    let _ = from(Authors).filter(exists(many)).select(Authors.id);
}
