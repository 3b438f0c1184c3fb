//! The bookstore on PostgreSQL, MySQL or MariaDB.
//!
//! The code is the same for all three: whatever one of them lacks would not compile.

use std::collections::HashMap;

use statiql::prelude::*;
use statiql::server::{Database, Server, Transaction};

use crate::load::Line;
use crate::schema::{Authors, Books, Publishers, Stock, Stores};
use crate::{queries, reports};

pub(crate) async fn run<D: Server>(
    db: &Database<D>,
    lines: &[Line],
    number: u64,
    word: Option<&str>,
) -> statiql::Result<()> {
    db.create_all((Authors, Publishers, Books, Stores, Stock)).await?;
    db.transaction(async |tx| write(tx, lines).await).await?;
    db.read(async |tx| {
        let books = tx.one(from(Books).select(count_all())).await?;
        println!("{} lines read, {books} books in the database", lines.len());

        reports::heading::<D, _>("Stores (joins, GROUP BY)", &queries::stores());
        reports::stores(&tx.all(queries::stores()).await?);

        reports::heading::<D, _>("Sold nowhere (LEFT JOIN), the first eight", &queries::nowhere());
        reports::nowhere(&tx.all(queries::nowhere()).await?);

        reports::heading::<D, _>("Authors of five books and more (subquery in FROM)", &queries::diligent());
        reports::diligent(&tx.all(queries::diligent()).await?);

        let title = "More than twice as dear as the genre's average (correlated subquery), eight of them";
        reports::heading::<D, _>(title, &queries::dear());
        reports::dear(&tx.all(queries::dear()).await?);

        reports::heading::<D, _>("Series of five books and more (recursive CTE)", &queries::series());
        reports::series(&tx.all(queries::series()).await?);

        reports::heading::<D, _>(&format!("Catalogue, page {number}"), &queries::page(number, word));
        reports::page(&tx.all(queries::page(number, word)).await?);
        Ok(())
    })
    .await
}

/// Writes the lines. What is there already is brought up to date, so that a second run changes nothing.
///
/// MySQL has no RETURNING, and an upsert there cannot say which of several unique keys it is about: so this looks
/// first.
async fn write<D: Server>(tx: &mut Transaction<D>, lines: &[Line]) -> statiql::Result<()> {
    let mut authors = HashMap::new();
    let mut publishers = HashMap::new();
    let mut stores = HashMap::new();
    let mut books = HashMap::new();
    for line in lines {
        let author_id = match authors.get(line.author.as_str()) {
            Some(id) => *id,
            None => {
                let known = || from(Authors).filter(Authors.name.eq(&line.author)).select(Authors.id);
                match tx.optional(known()).await? {
                    Some(id) => {
                        tx.execute(update(Authors).set(Authors.born.set(line.born)).filter(Authors.id.eq(id))).await?;
                        id
                    }
                    None => {
                        let author = (Authors.name.set(&line.author), Authors.born.set(line.born));
                        tx.execute(insert(Authors).values(author)).await?;
                        tx.one(known()).await?
                    }
                }
            }
        };
        authors.insert(line.author.as_str(), author_id);
        let publisher_id = match publishers.get(line.publisher.as_str()) {
            Some(id) => *id,
            None => {
                let known = || from(Publishers).filter(Publishers.name.eq(&line.publisher)).select(Publishers.id);
                match tx.optional(known()).await? {
                    Some(id) => id,
                    None => {
                        tx.execute(insert(Publishers).values(Publishers.name.set(&line.publisher))).await?;
                        tx.one(known()).await?
                    }
                }
            }
        };
        publishers.insert(line.publisher.as_str(), publisher_id);
        let sequel_of = match &line.sequel_of {
            None => None,
            Some(title) => Some(*books.get(&(author_id, title.as_str())).ok_or_else(|| {
                statiql::Error::custom(format!(
                    "line {}: it continues {title:?}, which is not before it in the file",
                    line.number
                ))
            })?),
        };
        let known =
            || from(Books).filter(Books.author_id.eq(author_id)).filter(Books.title.eq(&line.title)).select(Books.id);
        let changeable = (
            Books.publisher_id.set(publisher_id),
            Books.year.set(line.year),
            Books.price.set(line.price),
            Books.pages.set(line.pages),
            Books.genre.set(&line.genre),
            Books.sequel_of.set(sequel_of),
        );
        let book_id = match tx.optional(known()).await? {
            Some(id) => {
                tx.execute(update(Books).set(changeable).filter(Books.id.eq(id))).await?;
                id
            }
            None => {
                let book = (Books.title.set(&line.title), Books.author_id.set(author_id), changeable);
                tx.execute(insert(Books).values(book)).await?;
                tx.one(known()).await?
            }
        };
        books.insert((author_id, line.title.as_str()), book_id);
        let mut shelves = Vec::new();
        for store in &line.stores {
            let store_id = match stores.get(store.as_str()) {
                Some(id) => *id,
                None => {
                    let known = || from(Stores).filter(Stores.name.eq(store)).select(Stores.id);
                    match tx.optional(known()).await? {
                        Some(id) => id,
                        None => {
                            tx.execute(insert(Stores).values(Stores.name.set(store))).await?;
                            tx.one(known()).await?
                        }
                    }
                }
            };
            stores.insert(store.as_str(), store_id);
            shelves.push(store_id);
        }
        tx.execute_many(shelves, |store_id| {
            insert(Stock)
                .values((Stock.store_id.set(store_id), Stock.book_id.set(book_id), Stock.copies.set(1)))
                .on_conflict((Stock.store_id, Stock.book_id))
                .do_nothing()
        })
        .await?;
    }
    Ok(())
}
