use statiql::prelude::*;

#[table("authors")]
pub struct Authors {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    pub name: String,
    #[column(unique)]
    pub email: Option<String>,
}

#[table("books")]
pub struct Books {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    pub title: String,
    #[column(references = Authors.id, on_delete = Cascade)]
    pub author_id: i64,
    pub price: f64,
}

#[test]
fn readme() -> statiql::Result<()> {
    let db = sqlite::Database::in_memory()?;
    db.transaction(|tx| {
        tx.create_all((Authors, Books))?;
        let id = tx.one(insert(Authors).values((Authors.name.set("Ursula K. Le Guin"),)).returning(Authors.id))?;
        tx.execute(insert(Books).values((
            Books.title.set("The Dispossessed"),
            Books.author_id.set(id),
            Books.price.set(9.5),
        )))?;
        let shelf = tx.all(
            from(Authors)
                .left_join(Books, Books.author_id.eq(Authors.id))
                .filter(Authors.name.like("Ursula%"))
                .order_by((Authors.name.asc(), Books.title.asc()))
                .select(row! { author: Authors.name, title: Books.title }),
        )?;
        assert_eq!(shelf.len(), 1);
        for line in &shelf {
            println!("{} wrote {:?}", line.author, line.title); // author: String, title: Option<String>
        }
        let mut n = 0;
        tx.for_each(from(Authors).select((Authors.id, Authors.name, Authors.email)), |(_, name, email)| {
            n += name.len() + email.map_or(0, str::len);
            Ok(())
        })?;
        for row in tx.stream(from(Books).select(Books.title))? {
            println!("{}", row?);
        }
        let found = tx.all(from(Books).filter(Books.id.is_in([1, 2, 3])).select(Books.title))?;
        assert_eq!(found.len(), 1);
        Ok(())
    })?;
    let titles: Vec<String> = db.run(from(Books).select(Books.title))?;
    let changed: u64 = db.run(update(Books).set((Books.price.set(1.0),)).all_rows())?;
    assert_eq!((titles.len(), changed), (1, 1));
    Ok(())
}
