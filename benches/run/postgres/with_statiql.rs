//! With statiql.

crate::server::statiql::with_statiql!(statiql::postgres::Database, super::ADMIN.url, super::ENTRIES);

pub(crate) fn copy() -> Box<dyn Contender> {
    filling(super::ENTRIES, open(&ONE), async |db: &mut Database| {
        db.transaction(async |tx| tx.copy_in(&*ENTRIES, |row| insert_entry!(row)).await).await.unwrap()
    })
}

/// All sent before the first answer is waited for.
pub(crate) fn three_pipelined() -> Box<dyn Contender> {
    reading(&ONE, open(&ONE), async |db: &mut Database, key| {
        let work = db.transaction(async |tx| tx.pipeline((set_note!(key), set_name!(key), look_up!(key))).await);
        work.await.unwrap().2.pop()
    })
}

/// The COMMIT with them.
pub(crate) fn three_in_one_flight() -> Box<dyn Contender> {
    reading(&ONE, open(&ONE), async |db: &mut Database, key| {
        db.pipeline((set_note!(key), set_name!(key), look_up!(key))).await.unwrap().2.pop()
    })
}
