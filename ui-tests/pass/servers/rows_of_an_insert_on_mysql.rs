use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn add(db: &mariadb::Database) -> statiql::Result<i64> {
    db.transaction(async |tx| {
        tx.one(insert(Books).values((Books.title.set("Emma"), Books.price.set(9.5))).returning(Books.id)).await
    })
    .await
}

fn main() {}
