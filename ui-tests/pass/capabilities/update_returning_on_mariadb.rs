use statiql::prelude::*;

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
    const QUERY: &str = sql_of::<Postgres, _, _>(|| {
        update(Books).set(Books.price.set(1.0)).filter(Books.id.eq(1)).returning(Books.title)
    });
}
