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

    let mut tx = db.begin().expect("a transaction");
    let rows = tx.stream(from(Books).select(Books.id)).expect("rows");
    let _ = tx.execute(delete(Books).all_rows()); //~ wrong
    drop(rows);
}
