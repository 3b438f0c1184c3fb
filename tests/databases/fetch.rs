//! The ways to get rows.

use statiql::prelude::*;
use statiql::{Error, ErrorKind, Result};

use crate::support::on_every_database;

#[table("books")]
pub(crate) struct Books {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) genre: Option<String>,
    pub(crate) cover: Vec<u8>,
}

type Book = (i64, &'static str, Option<&'static str>, &'static [u8]);

const BOOKS: [Book; 3] = [
    (1, "The Dispossessed", Some("novel"), &[1, 2, 3]),
    (2, "Orlando", Some("novel"), &[]),
    (3, "Howl", None, &[0, 255]),
];

macro_rules! shelf {
    ($db:expr) => {
        $db.create_all(Books).await?;
        $db.run(insert(Books).rows(BOOKS, |(id, title, genre, cover)| {
            (Books.id.set(id), Books.title.set(title), Books.genre.set(genre), Books.cover.set(cover))
        }))
        .await?;
    };
}

fn kind<T>(result: Result<T>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

on_every_database!(all_gives_every_row_in_its_order, async |db| {
    shelf!(db);
    db.read(async |tx| {
        let titles = tx.all(from(Books).order_by(Books.id.desc()).select(Books.title)).await?;
        assert_eq!(titles, ["Howl", "Orlando", "The Dispossessed"]);
        let rows = tx.all(from(Books).order_by(Books.id.asc()).select((Books.id, Books.genre, Books.cover))).await?;
        let expected = BOOKS.map(|(id, _, genre, cover)| (id, genre.map(str::to_owned), cover.to_vec()));
        assert_eq!(rows, expected);
        let none = tx.all(from(Books).filter(Books.id.gt(9)).select(Books.id)).await?;
        assert_eq!(none, [0; 0]);
        Ok(())
    })
    .await
});

on_every_database!(records_have_the_names_of_the_query, async |db| {
    shelf!(db);
    let rows = db
        .run(
            from(Books)
                .filter(Books.id.eq(3))
                .select(row! { name: Books.title, kind: Books.genre, twice: Books.id * 2 }),
        )
        .await?;
    assert_eq!(rows.len(), 1);
    assert_eq!((&*rows[0].name, &rows[0].kind, rows[0].twice), ("Howl", &None, 6));
    Ok(())
});

on_every_database!(one_takes_exactly_one_row, async |db| {
    shelf!(db);
    db.transaction(async |tx| {
        let title = |id: i64| from(Books).filter(Books.id.eq(id)).select(Books.title);
        assert_eq!(tx.one(title(2)).await?, "Orlando");
        assert_eq!(kind(tx.one(title(9)).await), Some(ErrorKind::NoRow));
        assert_eq!(kind(tx.one(from(Books).select(Books.title)).await), Some(ErrorKind::TooManyRows));
        assert_eq!(tx.one(from(Books).filter(Books.id.eq(3)).select(Books.genre)).await?, None);
        assert_eq!(tx.execute(delete(Books).filter(Books.id.eq(1))).await?, 1, "the transaction goes on");
        Ok(())
    })
    .await
});

on_every_database!(optional_takes_no_row_but_not_two, async |db| {
    shelf!(db);
    db.transaction(async |tx| {
        let title = |id: i64| from(Books).filter(Books.id.eq(id)).select(Books.title);
        assert_eq!(tx.optional(title(2)).await?.as_deref(), Some("Orlando"));
        assert_eq!(tx.optional(title(9)).await?, None);
        assert_eq!(kind(tx.optional(from(Books).select(Books.title)).await), Some(ErrorKind::TooManyRows));
        let null = from(Books).filter(Books.id.eq(3)).select(Books.genre);
        assert_eq!(tx.optional(null).await?, Some(None), "a row with NULL is a row");
        Ok(())
    })
    .await
});

on_every_database!(first_leaves_the_rest, async |db| {
    shelf!(db);
    db.transaction(async |tx| {
        let title = tx.first(from(Books).order_by(Books.title.asc()).select(Books.title)).await?;
        assert_eq!(title.as_deref(), Some("Howl"));
        assert_eq!(tx.first(from(Books).filter(Books.id.eq(9)).select(Books.title)).await?, None);
        assert_eq!(tx.all(from(Books).select(Books.id)).await?.len(), 3, "nothing is left over for the next");
        Ok(())
    })
    .await
});

on_every_database!(for_each_shows_rows_where_they_lie, async |db| {
    shelf!(db);
    let mut lines = String::new();
    db.read(async |tx| {
        let rows = from(Books).order_by(Books.id.asc()).select((Books.id, Books.title, Books.genre, Books.cover));
        tx.for_each(rows, |(id, title, genre, cover)| {
            let title: &str = title;
            let genre: Option<&str> = genre;
            let cover: &[u8] = cover;
            lines.push_str(&format!("{id} {title} {} {}\n", genre.unwrap_or("-"), cover.len()));
            Ok(())
        })
        .await
    })
    .await?;
    assert_eq!(lines, "1 The Dispossessed novel 3\n2 Orlando novel 0\n3 Howl - 2\n");
    Ok(())
});

on_every_database!(for_each_ends_at_the_programs_own_error, async |db| {
    shelf!(db);
    db.transaction(async |tx| {
        let mut seen = 0;
        let result = tx
            .for_each(from(Books).select(Books.id), |_| {
                seen += 1;
                if seen == 2 { Err(Error::custom("seen enough")) } else { Ok(()) }
            })
            .await;
        assert_eq!((kind(result), seen), (Some(ErrorKind::Custom), 2));
        assert_eq!(tx.execute(delete(Books).all_rows()).await?, 3, "the transaction goes on");
        Ok(())
    })
    .await
});

on_every_database!(a_stream_gives_one_row_after_the_other, async |db| {
    shelf!(db);
    db.transaction(async |tx| {
        let mut titles = Vec::new();
        let mut stream = tx.stream(from(Books).order_by(Books.id.asc()).select(Books.title)).await?;
        while let Some(title) = stream.next().await {
            titles.push(title?);
        }
        assert!(stream.next().await.is_none(), "the end stays the end");
        drop(stream);
        assert_eq!(titles, ["The Dispossessed", "Orlando", "Howl"]);
        Ok(())
    })
    .await
});

on_every_database!(a_stream_may_be_left_at_any_row, async |db| {
    shelf!(db);
    db.transaction(async |tx| {
        for rows in 0..=3 {
            let mut stream = tx.stream(from(Books).order_by(Books.id.asc()).select(Books.id)).await?;
            for id in 1..=rows {
                assert_eq!(stream.next().await.transpose()?, Some(id));
            }
            drop(stream);
            assert_eq!(tx.one(from(Books).select(count_all())).await?, 3, "after {rows} rows");
        }
        assert_eq!(tx.execute(delete(Books).all_rows()).await?, 3);
        Ok(())
    })
    .await?;
    assert_eq!(db.run(from(Books).select(count_all())).await?, [0]);
    Ok(())
});

on_every_database!(a_stream_of_many_rows_comes_to_its_end, async |db| {
    db.create_all(Books).await?;
    db.transaction(async |tx| {
        tx.execute_many(0..3_000, |id| {
            insert(Books).values((Books.id.set(id), Books.title.set(format!("{id}")), Books.cover.set(vec![7u8; 100])))
        })
        .await?;
        let mut next = 0;
        let mut stream = tx.stream(from(Books).order_by(Books.id.asc()).select((Books.id, Books.title))).await?;
        while let Some(row) = stream.next().await {
            assert_eq!(row?, (next, next.to_string()));
            next += 1;
        }
        assert_eq!(next, 3_000);
        Ok(())
    })
    .await
});

on_every_database!([DeleteReturning], a_statement_that_wrote_too_many_rows_poisons, async |db| {
    shelf!(db);
    db.transaction(async |tx| {
        let none = delete(Books).filter(Books.id.eq(9)).returning(Books.id);
        assert_eq!(kind(tx.one(none).await), Some(ErrorKind::NoRow));
        tx.one(delete(Books).filter(Books.id.eq(1)).returning(Books.id)).await
    })
    .await?;
    let result = db
        .transaction(async |tx| {
            assert_eq!(kind(tx.one(delete(Books).all_rows().returning(Books.id)).await), Some(ErrorKind::TooManyRows));
            Ok(())
        })
        .await;
    assert_eq!(kind(result), Some(ErrorKind::RolledBack));
    assert_eq!(db.run(from(Books).select(count_all())).await?, [2]);
    Ok(())
});

on_every_database!(the_same_statement_runs_again_with_other_values, async |db| {
    shelf!(db);
    for round in 0..3 {
        db.transaction(async |tx| {
            for (id, title, genre, _) in BOOKS {
                let found = from(Books).filter(Books.id.eq(id)).select((Books.title, Books.genre));
                let expected = (title.to_owned(), genre.map(str::to_owned));
                assert_eq!(tx.one(found).await?, expected, "round {round}");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
});
