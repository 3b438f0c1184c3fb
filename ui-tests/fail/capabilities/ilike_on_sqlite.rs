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
    const QUERY: &str = sql_of::<Sqlite, _, _>(|| { //~ wrong
        from(Books).filter(Books.title.ilike("a%")).select(Books.id)
    });
}
