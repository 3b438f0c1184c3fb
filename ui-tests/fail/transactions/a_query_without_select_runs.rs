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
    let db = statiql::sqlite::Database::in_memory().expect("a database");

    let _ = db.transaction(|tx| {
        tx.all(from(Books).filter(Books.id.eq(1))) //~ wrong
    });
}
