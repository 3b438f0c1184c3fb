//! Functions of text.

use statiql::prelude::*;

use crate::support::on_every_database;

#[table("lines")]
pub(crate) struct Lines {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) line: String,
    pub(crate) maybe: Option<String>,
}

const LINES: [(i64, &str, Option<&str>); 4] =
    [(1, "  Hello World ", Some("x")), (2, "", None), (3, "naïve 🐢", Some("🐢")), (4, "\tTab", Some(""))];

macro_rules! lines {
    ($db:expr) => {
        $db.create_all(Lines).await?;
        $db.run(
            insert(Lines)
                .rows(LINES, |(id, line, maybe)| (Lines.id.set(id), Lines.line.set(line), Lines.maybe.set(maybe))),
        )
        .await?;
    };
}

macro_rules! column {
    ($db:expr, $expression:expr) => {
        $db.run(from(Lines).order_by(Lines.id.asc()).select($expression)).await?
    };
}

on_every_database!(texts_are_joined_and_null_swallows_them, async |db| {
    lines!(db);
    assert_eq!(column!(db, Lines.line.concat("!")), ["  Hello World !", "!", "naïve 🐢!", "\tTab!"]);
    let joined = column!(db, Lines.line.concat(Lines.maybe));
    let joined: Vec<Option<&str>> = joined.iter().map(Option::as_deref).collect();
    assert_eq!(joined, [Some("  Hello World x"), None, Some("naïve 🐢🐢"), Some("\tTab")]);
    assert_eq!(column!(db, lit!("a").concat(lit!("'b'")).concat("\\")), ["a'b'\\"; 4]);
    Ok(())
});

on_every_database!(letters_of_ascii_change_their_case, async |db| {
    lines!(db);
    assert_eq!(column!(db, Lines.line.upper())[0], "  HELLO WORLD ");
    assert_eq!(column!(db, Lines.line.lower())[0], "  hello world ");
    assert_eq!(column!(db, Lines.maybe.upper())[1], None);
    Ok(())
});

on_every_database!(length_is_in_characters, async |db| {
    lines!(db);
    assert_eq!(column!(db, Lines.line.char_length()), [14, 0, 7, 4]);
    assert_eq!(column!(db, Lines.maybe.char_length()), [Some(1), None, Some(1), Some(0)]);
    assert_eq!(column!(db, Lines.line.char_length() * 2 - 1), [27, -1, 13, 7]);
    Ok(())
});

on_every_database!(spaces_are_trimmed_and_nothing_else, async |db| {
    lines!(db);
    assert_eq!(column!(db, Lines.line.trim()), ["Hello World", "", "naïve 🐢", "\tTab"]);
    assert_eq!(column!(db, Lines.line.trim_start())[0], "Hello World ");
    assert_eq!(column!(db, Lines.line.trim_end())[0], "  Hello World");
    Ok(())
});

on_every_database!(every_occurrence_is_replaced, async |db| {
    lines!(db);
    assert_eq!(column!(db, Lines.line.replace("l", "L"))[0], "  HeLLo WorLd ");
    assert_eq!(column!(db, Lines.line.replace("🐢", "turtle"))[2], "naïve turtle");
    assert_eq!(column!(db, Lines.line.replace("L", "x"))[0], "  Hello World ", "by the case");
    assert_eq!(column!(db, Lines.line.replace("o", ""))[0], "  Hell Wrld ");
    assert_eq!(column!(db, Lines.line.replace("", "x"))[0], "  Hello World ", "nothing is not found");
    assert_eq!(column!(db, lit!("aaa").replace("aa", "b")), ["ba"; 4]);
    assert_eq!(column!(db, Lines.line.replace(Lines.maybe, "-"))[1], None);
    Ok(())
});

on_every_database!(a_substring_counts_characters_from_one, async |db| {
    lines!(db);
    assert_eq!(column!(db, Lines.line.substring(3, 5)), ["Hello", "", "ïve 🐢", "ab"]);
    assert_eq!(column!(db, Lines.line.substring(7, 1))[2], "🐢");
    assert_eq!(column!(db, Lines.line.substring(1, 0)), [""; 4]);
    assert_eq!(column!(db, Lines.line.substring(99, 3)), [""; 4]);
    assert_eq!(column!(db, Lines.line.substring(2, 9_999))[3], "Tab");
    assert_eq!(column!(db, Lines.line.substring(1, Lines.line.char_length() - Lines.line.char_length() + 2))[2], "na");
    Ok(())
});
