use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn sell(db: &postgres::Database) -> statiql::Result<Vec<i64>> {
    db.transaction(async |tx| tx.all(delete(Books).filter(Books.id.eq(1)).returning(Books.id)).await).await
}

fn main() {}
