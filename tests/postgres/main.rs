//! What is special to PostgreSQL. What every database does is in `tests/databases`.
#![cfg(feature = "postgres")]

use statiql::postgres::Database;
use statiql::prelude::*;
use statiql::{Error, ErrorKind};

#[table("smoke_authors")]
pub struct Authors {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(unique)]
    pub name: String,
    pub born: Option<i32>,
}

async fn connect() -> Database {
    let url = std::env::var("STATIQL_POSTGRES_URL").unwrap();
    Database::connect(&url).await.unwrap()
}

#[tokio::test]
async fn smoke() {
    let db = connect().await;
    db.drop_all(Authors).await.unwrap();
    db.create_all(Authors).await.unwrap();
    let n = db
        .transaction(async |tx| {
            tx.execute(insert(Authors).values((Authors.name.set("Ada"), Authors.born.set(1815)))).await?;
            tx.execute_many(0..1000, |i| {
                insert(Authors).values((Authors.name.set(format!("n{i}")), Authors.born.set(if i % 2 == 0 { Some(i) } else { None })))
            })
            .await
        })
        .await
        .unwrap();
    assert_eq!(n, 1000);
    let rows = db.run(from(Authors).filter(Authors.name.eq("Ada")).select((Authors.id, Authors.name, Authors.born))).await.unwrap();
    assert_eq!(rows, [(1, "Ada".to_owned(), Some(1815))]);
    let ids = db
        .run(insert(Authors).rows(["x", "y"], |n| (Authors.name.set(n),)).returning((Authors.id, Authors.name)))
        .await
        .unwrap();
    assert_eq!(ids.len(), 2);
    let db2 = db.clone();
    tokio::spawn(async move {
        let name = String::from("Ada");
        let found = db2.transaction(async |tx| {
            let (rows, changed) = tx.pipeline((
                from(Authors).filter(Authors.name.eq(&*name)).select(Authors.born),
                update(Authors).set(Authors.born.set(1)).filter(Authors.name.eq(&*name)),
            )).await?;
            let mut stream = tx.stream(from(Authors).select((Authors.id, Authors.name))).await?;
            let mut n = 0;
            while let Some(row) = stream.next().await { row?; n += 1; if n > 10 { break } }
            drop(stream);
            tx.savepoint(async |tx| tx.one(from(Authors).filter(Authors.name.eq(&*name)).select(Authors.born)).await).await?;
            Ok((rows, changed))
        }).await?;
        assert_eq!(found, (vec![Some(1815)], 1));
        let again = db2.transaction(async |tx| {
            let dup = tx.execute(insert(Authors).values((Authors.name.set("Ada"),))).await;
            assert!(dup.unwrap_err().is_unique_violation());
            Ok(())
        }).await;
        assert_eq!(again.unwrap_err().kind(), ErrorKind::RolledBack);
        Ok::<_, Error>(())
    })
    .await
    .unwrap()
    .unwrap();
    db.drop_all(Authors).await.unwrap();
}
