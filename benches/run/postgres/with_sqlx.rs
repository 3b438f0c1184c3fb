//! With sqlx.

use crate::server::{ENTRIES, filling};

mod texts {
    pub(super) const LOOKUP: &str = "SELECT id, title, note FROM books WHERE id = $1";
    pub(super) const ROWS: &str = "SELECT id, title, note FROM books";
    pub(super) const INSERT: &str = "INSERT INTO entries (id, name, note) VALUES ($1, $2, $3)";
    pub(super) const INSERT_MANY: &str =
        "INSERT INTO entries (id, name, note) SELECT * FROM UNNEST($1::bigint[], $2::text[], $3::text[])";
    pub(super) const SET_NOTE: &str = "UPDATE books SET note = $1 WHERE id = $2";
    pub(super) const SET_NAME: &str = "UPDATE authors SET name = $1 WHERE id = $2";
}

crate::server::sqlx::with_sqlx!(::sqlx::Postgres, super::ADMIN.url, super::ENTRIES, texts);

/// As its FAQ advises.
pub(crate) fn insert_many() -> Box<dyn Contender> {
    filling(super::ENTRIES, open(&ONE), async |pool: &mut Pool| {
        let ids: Vec<i64> = ENTRIES.iter().map(|(id, ..)| *id).collect();
        let names: Vec<&str> = ENTRIES.iter().map(|(_, name, _)| name.as_str()).collect();
        let notes: Vec<Option<&str>> = ENTRIES.iter().map(|(.., note)| note.as_deref()).collect();
        let insert = query(texts::INSERT_MANY).bind(ids).bind(names).bind(notes);
        insert.execute(&*pool).await.unwrap().rows_affected()
    })
}
