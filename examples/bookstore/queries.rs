//! The queries: each is written once, and its text is a constant for every database.

use statiql::prelude::*;
use statiql::query::Query;

use crate::schema::{Authors, Books, Peers, Publishers, Series, Shelf, Stock, Stores};

pub(crate) struct Store {
    pub(crate) name: String,
    pub(crate) books: i64,
    pub(crate) mean: f64,
    pub(crate) dearest: f64,
}

/// The books of each store, and how much of the list it has.
pub(crate) fn stores() -> impl Query<Store> {
    from(Stores)
        .join(Stock, Stock.store_id.eq(Stores.id))
        .join(Books, Stock.book_id.eq(Books.id))
        .group_by(Stores)
        .select(row!(Store {
            name: Stores.name,
            books: count_all(),
            mean: Books.price.avg(),
            dearest: Books.price.max(),
        }))
        .order_by(|row| (row.books.desc(), row.name.asc()))
}

pub(crate) struct Unsold {
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) pages: Option<i32>,
}

/// Books that no store sells.
pub(crate) fn nowhere() -> impl Query<Unsold> {
    from(Books)
        .join(Authors, Books.author_id.eq(Authors.id))
        .left_join(Stock, Stock.book_id.eq(Books.id))
        .filter(Stock.store_id.is_null())
        .order_by(Books.id.asc())
        .select(row!(Unsold { title: Books.title, author: Authors.name, pages: Books.pages }))
        .limit(8)
}

pub(crate) struct Author {
    pub(crate) name: String,
    pub(crate) books: i64,
    pub(crate) first: i32,
    pub(crate) born: Option<i32>,
}

/// Authors who have written five books or more.
pub(crate) fn diligent() -> impl Query<Author> {
    let shelf = from(Books)
        .group_by(Books.author_id)
        .select(row! { author_id: Books.author_id, n: count_all(), first: Books.year.min() })
        .subquery(Shelf);
    from(Authors)
        .join(shelf, shelf.author_id.eq(Authors.id))
        .filter(shelf.n.ge(5))
        .order_by((shelf.n.desc(), Authors.id.asc()))
        .select(row!(Author { name: Authors.name, books: shelf.n, first: shelf.first, born: Authors.born }))
}

pub(crate) struct Dear {
    pub(crate) title: String,
    pub(crate) genre: String,
    pub(crate) price: f64,
}

/// Books dearer than twice the average of their genre.
pub(crate) fn dear() -> impl Query<Dear> {
    // The same table under another name: the average of the genre of the outer row.
    let mean = from(Peers).correlate(Books).filter(Peers.genre.eq(Books.genre)).select(Peers.price.avg());
    from(Books)
        .filter(Books.price.gt(scalar(mean) * 2.0))
        .order_by((Books.price.desc(), Books.id.asc()))
        .select(row!(Dear { title: Books.title, genre: Books.genre, price: Books.price }))
        .limit(8)
}

pub(crate) struct Volumes {
    pub(crate) first: String,
    pub(crate) volumes: i64,
}

/// Books that others continue, and others those.
pub(crate) fn series() -> impl Query<Volumes> {
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
    from(series)
        .group_by(series.first)
        .having(series.volume.max().ge(5))
        .select(row!(Volumes { first: series.first, volumes: series.volume.max() }))
        .order_by(|row| (row.volumes.desc(), row.first.asc()))
}

pub(crate) struct Entry {
    pub(crate) year: i32,
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) publisher: String,
}

/// A page of the catalogue, perhaps only of the titles with a word in them.
pub(crate) fn page(number: u64, word: Option<&str>) -> impl Query<Entry> {
    const SIZE: u64 = 10;
    from(Books)
        .join(Authors, Books.author_id.eq(Authors.id))
        .join(Publishers, Books.publisher_id.eq(Publishers.id))
        .filter_opt(word.map(|word| Books.title.contains(word)))
        // Not by the title: each database has its own order of texts.
        .order_by((Books.year.asc(), Books.id.asc()))
        .select(row!(Entry { year: Books.year, title: Books.title, author: Authors.name, publisher: Publishers.name }))
        .limit(SIZE)
        .offset(SIZE * (number - 1))
}
