//! LIKE and what looks for texts.

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::support::on_every_database;

#[table("words")]
pub(crate) struct Words {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) word: String,
    pub(crate) pattern: Option<String>,
}

const WORDS: [(i64, &str, Option<&str>); 8] = [
    (1, "50% off", Some("50%")),
    (2, "500 off", Some("50_ off")),
    (3, "a_b", Some("a!_b")),
    (4, "axb", Some("a_b")),
    (5, r"C:\temp", Some(r"C:\%")),
    (6, "wow!", None),
    (7, "naïve 🐢", Some("na_ve _")),
    (8, "", Some("")),
];

macro_rules! words {
    ($db:expr) => {
        $db.create_all(Words).await?;
        $db.run(
            insert(Words).rows(WORDS, |(id, word, pattern)| {
                (Words.id.set(id), Words.word.set(word), Words.pattern.set(pattern))
            }),
        )
        .await?;
    };
}

macro_rules! ids {
    ($db:expr, $condition:expr) => {
        $db.run(from(Words).filter($condition).order_by(Words.id.asc()).select(Words.id)).await?
    };
}

const NOTHING: [i64; 0] = [];

on_every_database!(percent_is_any_text_and_underscore_any_character, async |db| {
    words!(db);
    assert_eq!(ids!(db, Words.word.like("50%")), [1, 2]);
    assert_eq!(ids!(db, Words.word.like("%off")), [1, 2]);
    assert_eq!(ids!(db, Words.word.like("a_b")), [3, 4]);
    assert_eq!(ids!(db, Words.word.like("a__b")), NOTHING);
    assert_eq!(ids!(db, Words.word.like("na_ve _")), [7]);
    assert_eq!(ids!(db, Words.word.like("%")), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(ids!(db, Words.word.like("")), [8]);
    assert_eq!(ids!(db, !Words.word.like("%_%")), [8]);
    Ok(())
});

on_every_database!(a_pattern_has_no_escape_character, async |db| {
    words!(db);
    assert_eq!(ids!(db, Words.word.like(r"C:\%")), [5]);
    assert_eq!(ids!(db, Words.word.like(r"50\%%")), NOTHING);
    assert_eq!(ids!(db, Words.word.like("wow!")), [6]);
    assert_eq!(ids!(db, Words.word.like(r"%\")), NOTHING);
    assert_eq!(ids!(db, Words.word.like(lit!(r"C:\%"))), [5]);
    Ok(())
});

on_every_database!(a_pattern_may_be_a_column, async |db| {
    words!(db);
    let found = from(Words).order_by(Words.id.asc()).select(Words.word.like(Words.pattern));
    let yes = Some(true);
    assert_eq!(db.run(found).await?, [yes, yes, Some(false), yes, yes, None, yes, yes]);
    Ok(())
});

on_every_database!(what_is_looked_for_is_no_pattern, async |db| {
    words!(db);
    assert_eq!(ids!(db, Words.word.contains("%")), [1]);
    assert_eq!(ids!(db, Words.word.contains("_")), [3]);
    assert_eq!(ids!(db, Words.word.contains("!")), [6]);
    assert_eq!(ids!(db, Words.word.contains(r"\")), [5]);
    assert_eq!(ids!(db, Words.word.contains("off")), [1, 2]);
    assert_eq!(ids!(db, Words.word.contains("🐢")), [7]);
    assert_eq!(ids!(db, Words.word.starts_with("50%")), [1]);
    assert_eq!(ids!(db, Words.word.starts_with("50")), [1, 2]);
    assert_eq!(ids!(db, Words.word.starts_with("0")), NOTHING);
    assert_eq!(ids!(db, Words.word.starts_with(r"C:\")), [5]);
    assert_eq!(ids!(db, Words.word.ends_with("_b")), [3]);
    assert_eq!(ids!(db, Words.word.ends_with("b")), [3, 4]);
    assert_eq!(ids!(db, Words.word.ends_with("!")), [6]);
    assert_eq!(ids!(db, Words.word.contains("")), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(ids!(db, Words.pattern.contains("!")), [3]);
    Ok(())
});

on_every_database!(accents_are_not_looked_over, async |db| {
    words!(db);
    assert_eq!(ids!(db, Words.word.like("naive%")), NOTHING);
    assert_eq!(ids!(db, Words.word.like("NAÏVE%")), NOTHING);
    assert_eq!(ids!(db, Words.word.like("wow! ")), NOTHING, "a space is a character");
    Ok(())
});

on_every_database!([ILike], ilike_looks_over_the_case, async |db| {
    words!(db);
    assert_eq!(ids!(db, Words.word.ilike("c:\\TEMP")), [5]);
    assert_eq!(ids!(db, Words.word.ilike("NAÏVE%")), [7]);
    assert_eq!(ids!(db, Words.word.ilike("WOW")), NOTHING);
    Ok(())
});

on_every_database!(a_pattern_with_a_nul_is_exact_or_an_error, async |db| {
    words!(db);
    let found = db.run(from(Words).filter(Words.word.like("50\0%")).select(Words.id)).await;
    assert!(matches!(found.as_deref(), Ok([])) || found.is_err_and(|error| error.kind() == ErrorKind::Value));
    Ok(())
});
