//! Reports, each with the SQL that was run.

use statiql::prelude::*;
use statiql::sqlite::ReadTransaction;

use crate::schema::{Authors, Books, Peers, Publishers, Series, Shelf, Stock, Stores};

/// Prints a title and the SQL text of a query.
macro_rules! heading {
    ($title:expr, $query:expr) => {
        println!("\n== {}\n   {}\n", $title, $query.sql::<Sqlite>());
    };
}

/// The books of each store, and how much of the list it has.
pub(crate) fn stores(tx: &mut ReadTransaction<'_>) -> statiql::Result<()> {
    let query = from(Stores)
        .join(Stock, Stock.store_id.eq(Stores.id))
        .join(Books, Stock.book_id.eq(Books.id))
        .group_by(Stores)
        .select(row! { store: Stores.name, books: count_all(), mean: Books.price.avg(), dearest: Books.price.max() })
        .order_by(|row| (row.books.desc(), row.store.asc()));
    heading!("Stores (joins, GROUP BY)", query);
    for line in tx.all(query)? {
        println!(
            "{:<28} {:>4} books, {:>6.2} on average, {:>6.2} at most",
            line.store, line.books, line.mean, line.dearest
        );
    }
    Ok(())
}

/// Books that no store sells.
pub(crate) fn nowhere(tx: &mut ReadTransaction<'_>) -> statiql::Result<()> {
    let query = from(Books)
        .join(Authors, Books.author_id.eq(Authors.id))
        .left_join(Stock, Stock.book_id.eq(Books.id))
        .filter(Stock.store_id.is_null())
        .order_by(Books.title.asc())
        .select(row! { title: Books.title, author: Authors.name, pages: Books.pages })
        .limit(8);
    heading!("Sold nowhere (LEFT JOIN), the first eight", query);
    for line in tx.all(query)? {
        let pages = line.pages.map_or("unknown".to_owned(), |pages| pages.to_string());
        println!("{} by {} ({pages} pages)", line.title, line.author);
    }
    Ok(())
}

/// Authors who have written more than the average author.
pub(crate) fn diligent(tx: &mut ReadTransaction<'_>) -> statiql::Result<()> {
    let shelf = from(Books)
        .group_by(Books.author_id)
        .select(row! { author_id: Books.author_id, n: count_all(), first: Books.year.min() })
        .subquery(Shelf);
    let query = from(Authors)
        .join(shelf, shelf.author_id.eq(Authors.id))
        .filter(shelf.n.ge(5))
        .order_by((shelf.n.desc(), Authors.name.asc()))
        .select(row! { name: Authors.name, n: shelf.n, first: shelf.first, born: Authors.born });
    heading!("Authors of five books and more (subquery in FROM)", query);
    for line in tx.all(query)? {
        let age = line.born.map_or(String::new(), |born| format!(", at {}", line.first - born));
        println!("{:<24} {:>2} books, the first in {}{age}", line.name, line.n, line.first);
    }
    Ok(())
}

/// Books dearer than the average of their genre.
pub(crate) fn dear(tx: &mut ReadTransaction<'_>) -> statiql::Result<()> {
    // The same table under another name: the average of the genre of the outer row.
    let mean = from(Peers).correlate(Books).filter(Peers.genre.eq(Books.genre)).select(Peers.price.avg());
    let query = from(Books)
        .filter(Books.price.gt(scalar(mean) * 2.0))
        .order_by(Books.price.desc())
        .select(row! { title: Books.title, genre: Books.genre, price: Books.price })
        .limit(8);
    heading!("More than twice as dear as the genre's average (correlated subquery), eight of them", query);
    for line in tx.all(query)? {
        println!("{:>6.2}  {} ({})", line.price, line.title, line.genre);
    }
    Ok(())
}

/// Books and what they continue.
pub(crate) fn series(tx: &mut ReadTransaction<'_>) -> statiql::Result<()> {
    let series = from(Books)
        .filter(Books.sequel_of.is_null())
        .select(row! { first: Books.title, id: Books.id, volume: lit!(1) })
        .recursive_cte(Series, |before| {
            from(Books).join(before, Books.sequel_of.eq(before.id)).select(row! {
                first: before.first,
                id: Books.id,
                volume: before.volume + 1,
            })
        });
    let query = from(&series)
        .group_by(series.first)
        .having(series.volume.max().ge(5))
        .select(row! { first: series.first, volumes: series.volume.max() })
        .order_by(|row| (row.volumes.desc(), row.first.asc()));
    heading!("Series of five books and more (recursive CTE)", query);
    for line in tx.all(query)? {
        println!("{} volumes from {:?} on", line.volumes, line.first);
    }
    Ok(())
}

/// A page of the catalogue.
pub(crate) fn page(tx: &mut ReadTransaction<'_>, number: u64, word: Option<&str>) -> statiql::Result<()> {
    const SIZE: u64 = 10;
    let query = from(Books)
        .join(Authors, Books.author_id.eq(Authors.id))
        .join(Publishers, Books.publisher_id.eq(Publishers.id))
        .filter_opt(word.map(|word| Books.title.contains(word)))
        .order_by((Books.year.asc(), Books.title.asc()))
        .select(row! { year: Books.year, title: Books.title, author: Authors.name, publisher: Publishers.name })
        .limit(SIZE)
        .offset(SIZE * (number - 1));
    heading!(format!("Catalogue, page {number}"), query);
    tx.for_each(query, |line| {
        println!("{}  {} by {} ({})", line.year, line.title, line.author, line.publisher);
        Ok(())
    })
}
