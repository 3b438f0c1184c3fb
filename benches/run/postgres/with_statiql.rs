//! With statiql.

crate::server::statiql::with_statiql!(statiql::postgres::Database, super::ADMIN.url, super::ENTRIES);

/// Adds up what it sees of rows that it does not keep.
pub(crate) fn rows_borrowed() -> Box<dyn Contender> {
    reading(&ONE, open(&ONE), async |db: &mut Database, _| {
        let mut sum = 0;
        let work = db.transaction(async |tx| {
            tx.for_each(from(Books).select((Books.id, Books.title, Books.note)), |(id, title, note)| {
                sum += id as usize + title.len() + note.map_or(0, str::len);
                Ok(())
            })
            .await
        });
        work.await.unwrap();
        sum
    })
}

pub(crate) fn copy() -> Box<dyn Contender> {
    filling(super::ENTRIES, open(&ONE), async |db: &mut Database| {
        db.transaction(async |tx| tx.copy_in(&*ENTRIES, |row| insert_entry!(row)).await).await.unwrap()
    })
}
