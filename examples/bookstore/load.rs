//! Reads the CSV file and checks every line.

use std::path::Path;

/// A line of the file that was read and found good.
pub(crate) struct Line {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) born: Option<i32>,
    pub(crate) year: i32,
    pub(crate) publisher: String,
    pub(crate) price: f64,
    pub(crate) pages: Option<i32>,
    pub(crate) genre: String,
    pub(crate) stores: Vec<String>,
    pub(crate) sequel_of: Option<String>,
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
