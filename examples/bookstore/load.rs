//! Reads the CSV file, checks every line, and only then writes.

use std::collections::HashMap;
use std::path::Path;

use statiql::prelude::*;
use statiql::sqlite::Transaction;

use crate::schema::{Authors, Books, Publishers, Stock, Stores};

/// A line of the file that was read and found good.
pub(crate) struct Line {
    number: u64,
    title: String,
    author: String,
    born: Option<i32>,
    year: i32,
    publisher: String,
    price: f64,
    pages: Option<i32>,
    genre: String,
    stores: Vec<String>,
    sequel_of: Option<String>,
}

/// Reads the whole file; the first bad line is an error that names it.
pub(crate) fn read(path: &Path) -> Result<Vec<Line>, String> {
    let file = path.display();
    let mut reader =
        csv::ReaderBuilder::new().from_path(path).map_err(|error| format!("cannot read {file}: {error}"))?;
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| match error.position() {
            Some(position) => format!("{file}, line {}: {}", position.line(), describe(&error)),
            None => format!("{file}: {error}"),
        })?;
        let number = record.position().map_or(0, csv::Position::line);
        lines.push(line(&record, number).map_err(|reason| format!("{file}, line {number}: {reason}"))?);
    }
    if lines.is_empty() { Err(format!("{file}: there is no book in it")) } else { Ok(lines) }
}

fn describe(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} fields where the first line has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

fn line(record: &csv::StringRecord, number_of_line: u64) -> Result<Line, String> {
    let field = |index: usize, name: &str| {
        record.get(index).map(str::trim).ok_or_else(|| format!("the field `{name}` is missing"))
    };
    let text = |index, name| match field(index, name)? {
        "" => Err(format!("`{name}` is empty")),
        text => Ok(text.to_owned()),
    };
    Ok(Line {
        number: number_of_line,
        title: text(0, "title")?,
        author: text(1, "author")?,
        born: optional(field(2, "author_born")?, "author_born")?,
        year: number(field(3, "year")?, "year")?,
        publisher: text(4, "publisher")?,
        price: number(field(5, "price")?, "price")?,
        pages: optional(field(6, "pages")?, "pages")?,
        genre: text(7, "genre")?,
        stores: field(8, "stores")?.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect(),
        sequel_of: Some(field(9, "sequel_of")?.to_owned()).filter(|title| !title.is_empty()),
    })
}

fn number<T: std::str::FromStr>(text: &str, name: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{name}` is not a number: {text:?}"))
}

fn optional<T: std::str::FromStr>(text: &str, name: &str) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { number(text, name).map(Some) }
}

/// Writes the lines. What is there already is brought up to date, so that a second run changes nothing.
pub(crate) fn write(tx: &mut Transaction<'_>, lines: &[Line]) -> statiql::Result<()> {
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
