use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn create(db: &mariadb::Database) -> statiql::Result<()> {
    db.create_all(Books).await
}

fn main() {}
