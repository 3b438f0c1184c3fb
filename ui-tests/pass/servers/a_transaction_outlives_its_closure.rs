use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn keep(db: &postgres::Database) -> statiql::Result<u64> {
    db.transaction(async |tx| tx.execute(delete(Books).all_rows()).await).await
}

fn main() {}
