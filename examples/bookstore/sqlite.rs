//! The bookstore on SQLite.

use std::collections::HashMap;
use std::path::Path;

use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};

use crate::load::Line;
use crate::schema::{Authors, Books, Publishers, Stock, Stores};
use crate::{queries, reports};

pub(crate) fn run(file: &Path, lines: &[Line], number: u64, word: Option<&str>) -> statiql::Result<()> {
    let db = Database::open(file)?;
    db.transaction(|tx| {
        tx.create_all((Authors, Publishers, Books, Stores, Stock))?;
        write(tx, lines)
    })?;
    db.read(|tx| {
        let books = tx.one(from(Books).select(count_all()))?;
        println!("{} lines read, {books} books in {}", lines.len(), file.display());

        reports::heading::<Sqlite, _>("Stores (joins, GROUP BY)", &queries::stores());
        reports::stores(&tx.all(queries::stores())?);

        reports::heading::<Sqlite, _>("Sold nowhere (LEFT JOIN), the first eight", &queries::nowhere());
        reports::nowhere(&tx.all(queries::nowhere())?);

        reports::heading::<Sqlite, _>("Authors of five books and more (subquery in FROM)", &queries::diligent());
        reports::diligent(&tx.all(queries::diligent())?);

        let title = "More than twice as dear as the genre's average (correlated subquery), eight of them";
        reports::heading::<Sqlite, _>(title, &queries::dear());
        reports::dear(&tx.all(queries::dear())?);

        reports::heading::<Sqlite, _>("Series of five books and more (recursive CTE)", &queries::series());
        reports::series(&tx.all(queries::series())?);

        reports::heading::<Sqlite, _>(&format!("Catalogue, page {number}"), &queries::page(number, word));
        reports::page(&tx.all(queries::page(number, word))?);
        Ok(())
    })
}

/// Writes the lines. What is there already is brought up to date, so that a second run changes nothing.
fn write(tx: &mut Transaction<'_>, lines: &[Line]) -> statiql::Result<()> {
    let mut authors = HashMap::new();
    let mut publishers = HashMap::new();
    let mut stores = HashMap::new();
    let mut books = HashMap::new();
    for line in lines {
        let author_id = match authors.get(line.author.as_str()) {
            Some(id) => *id,
            None => tx.one(
                insert(Authors)
                    .values((Authors.name.set(&line.author), Authors.born.set(line.born)))
                    .on_conflict(Authors.name)
                    .do_update(Authors.born.set(excluded(Authors.born)))
                    .returning(Authors.id),
            )?,
        };
        authors.insert(line.author.as_str(), author_id);
        let publisher_id = match publishers.get(line.publisher.as_str()) {
            Some(id) => *id,
            None => tx.one(
                insert(Publishers)
                    .values(Publishers.name.set(&line.publisher))
                    .on_conflict(Publishers.name)
                    .do_update(Publishers.name.set(excluded(Publishers.name)))
                    .returning(Publishers.id),
            )?,
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
        let book_id: i64 = tx.one(
            insert(Books)
                .values((
                    Books.title.set(&line.title),
                    Books.author_id.set(author_id),
                    Books.publisher_id.set(publisher_id),
                    Books.year.set(line.year),
                    Books.price.set(line.price),
                    Books.pages.set(line.pages),
                    Books.genre.set(&line.genre),
                    Books.sequel_of.set(sequel_of),
                ))
                .on_conflict((Books.author_id, Books.title))
                .do_update((
                    Books.publisher_id.set(excluded(Books.publisher_id)),
                    Books.year.set(excluded(Books.year)),
                    Books.price.set(excluded(Books.price)),
                    Books.pages.set(excluded(Books.pages)),
                    Books.genre.set(excluded(Books.genre)),
                    Books.sequel_of.set(excluded(Books.sequel_of)),
                ))
                .returning(Books.id),
        )?;
        books.insert((author_id, line.title.as_str()), book_id);
        for store in &line.stores {
            let store_id = match stores.get(store.as_str()) {
                Some(id) => *id,
                None => tx.one(
                    insert(Stores)
                        .values(Stores.name.set(store))
                        .on_conflict(Stores.name)
                        .do_update(Stores.name.set(excluded(Stores.name)))
                        .returning(Stores.id),
                )?,
            };
            stores.insert(store.as_str(), store_id);
            tx.execute(
                insert(Stock)
                    .values((Stock.store_id.set(store_id), Stock.book_id.set(book_id), Stock.copies.set(1)))
                    .on_conflict((Stock.store_id, Stock.book_id))
                    .do_nothing(),
            )?;
        }
    }
    Ok(())
}
