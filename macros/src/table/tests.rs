//! What `#[table]` says about wrong input.

use super::*;

fn messages(arguments: &str, item: &str) -> Vec<String> {
    let mut errors = Errors::new();
    let _ = read(arguments.parse().unwrap(), item.parse().unwrap(), &mut errors);
    errors.messages()
}

/// The messages about one field of a table with a primary key.
fn of_field(field: &str) -> Vec<String> {
    messages("\"books\"", &format!("struct Books {{ #[column(primary_key)] id: i64, {field} }}"))
}

/// The messages about the arguments of a table with two columns.
fn of_arguments(arguments: &str) -> Vec<String> {
    messages(arguments, "struct Books { id: i64, title: Option<String> }")
}

#[track_caller]
fn one(messages: Vec<String>, expected: &str) {
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains(expected), "{messages:?}");
}

#[test]
fn a_correct_table_has_no_errors() {
    let messages = messages(
        "\"books\", schema = \"shop\", unique(title, r#type), index(title), check(\"price >= 0\"), check = \"1 = 1\", \
         foreign_key(author_id, year => other::Editions(author, year), on_delete = Restrict, on_update = Cascade)",
        "/// Books.
        pub struct Books {
            #[column(primary_key, auto_increment)] pub id: i64,
            #[column(length = 80)] #[column(unique)] title: String,
            #[column(references = schema::Authors.id, on_delete = SetNull)] author_id: Option<i64>,
            #[column(default = 1.5, check = \"price >= 0\", check = \"price < 1000\")] price: f64,
            #[column(default = 2)] weight: f64,
            #[column(precision = 12, scale = 2, default = 0)] tax: Decimal,
            #[column(generated = \"price * 2\", stored)] double: f64,
            #[column(default = -1, index)] stock: i16,
            #[column(default = \"a\", name = \"Kind\")] r#type: Kind,
            #[column(default_sql = \"now()\", sql_type = \"timestamp\")] at: String,
            #[column(references = Books.id, on_delete = SetDefault, default = 1)] sequel: i64,
            year: i64,
        }",
    );
    assert_eq!(messages, Vec::<String>::new());
}

#[test]
fn what_is_no_table_says_so() {
    let item = |item| messages("\"books\"", item);
    one(item("enum Books { A }"), "a table is a struct: write `struct`");
    one(item("union Books { id: i64 }"), "a table is a struct: write `struct`");
    one(item("fn books() {}"), "`#[table]` belongs on a struct");
    one(item("struct Books(i64);"), "columns have names");
    one(item("struct Books;"), "a table needs a column");
    one(item("struct Books {}"), "a table needs a column");
    one(item("struct Books<T> { id: i64 }"), "a table has no generics");
    one(item("struct books { id: i64 }"), "write the struct in camel case");
    one(item("#[derive(Clone)] struct Books { id: i64 }"), "`#[table]` implements `Clone` itself");
    one(item("#[column(unique)] struct Books { id: i64 }"), "`#[column(..)]` belongs on a field");
    one(item("struct Books { id i64 }"), "expected `:`");
}

#[test]
fn the_name_comes_first() {
    one(of_arguments(""), "the table's name in SQL comes first: `#[table(\"books\")]`");
    one(of_arguments("books"), "the table's name in SQL comes first");
    one(of_arguments("name = \"books\""), "the table's name in SQL comes first");
    one(of_arguments("schema = \"shop\""), "the table's name in SQL comes first");
    one(of_arguments("\"\""), "the name of the table is empty");
    one(of_arguments("\"a\\0b\""), "contains NUL");
    one(of_arguments(&format!("\"{}\"", "x".repeat(64))), "has 64 bytes, and PostgreSQL cuts names after 63");
    one(of_arguments("\"books\", name = \"books\""), "the table's name is the text that comes first");
}

#[test]
fn arguments_of_the_table_are_checked() {
    let more = |more: &str| of_arguments(&format!("\"books\", {more}"));
    one(more("primry_key(id)"), "unknown word `primry_key`; did you mean `primary_key`?");
    one(more("schema = \"a\", schema = \"b\""), "`schema` stands here twice");
    one(more("schema = shop"), "write text in quotes: `schema = \"..\"`");
    one(more("schema(\"shop\")"), "write text in quotes");
    one(more("primary_key(id), primary_key(id)"), "a table has one primary key");
    one(more("primary_key(idd)"), "unknown field `idd`; did you mean `id`? There are `id`, `title`");
    one(more("primary_key(title)"), "`title` is part of the primary key, which is never NULL");
    one(more("primary_key = id"), "name the fields in parentheses: `primary_key(a, b)`");
    one(more("primary_key"), "name the fields in parentheses");
    one(more("unique()"), "name the fields in parentheses: `unique(a, b)`");
    one(more("unique(id, id)"), "`id` stands here twice");
    one(more("unique(id), unique(id)"), "this `unique` is there already");
    one(more("index(\"id\")"), "write the name of a field");
    one(more("index(nothing)"), "unknown field `nothing`; there are `id`, `title`");
    one(more("check(price > 0)"), "write the condition in quotes");
    one(more("check = \" \""), "the check is empty");
    one(more("unique(id) index(id)"), "separate the words with commas");
    one(more("\"again\""), "expected a word here");
}

#[test]
fn foreign_keys_are_checked() {
    let key = |key: &str| of_arguments(&format!("\"books\", foreign_key{key}"));
    one(key(""), FOREIGN_KEY);
    one(key("(id)"), FOREIGN_KEY);
    one(key("(id => Other)"), FOREIGN_KEY);
    one(key("(id, title => Other(a))"), "2 columns cannot reference 1");
    one(key("(id => Other(a, b))"), "1 column cannot reference 2");
    one(key("(idd => Other(a))"), "unknown field `idd`");
    one(key("(id, id => Other(a, b))"), "`id` stands here twice");
    one(key("(id => Other(a), on_delete = Cascad)"), "unknown action `Cascad`; did you mean `Cascade`?");
    one(key("(id => Other(a), on_delete = Cascade, on_delete = Cascade)"), "`on_delete` stands here twice");
    one(key("(id => Other(a), ondelete = Cascade)"), "unknown word `ondelete`; did you mean `on_delete`?");
    one(key("(id => Other(a), on_delete = SetNull)"), "`id` is never NULL");
    one(key("(id, title => Other(a, b), on_update = SetNull)"), "`id` is never NULL");
}

const FOREIGN_KEY: &str = "write `foreign_key(a, b => Other(x, y))`";

#[test]
fn words_of_a_column_are_checked() {
    one(of_field("#[column(uniqe)] a: i64"), "unknown word `uniqe`; did you mean `unique`?");
    one(of_field("#[column(unique, unique)] a: i64"), "`unique` stands here twice");
    one(of_field("#[column(unique)] #[column(unique)] a: i64"), "`unique` stands here twice");
    one(of_field("#[column(unique = true)] a: i64"), "`unique` takes no value");
    one(of_field("#[column(unique index)] a: i64"), "separate the words with commas");
    one(of_field("#[column] a: i64"), "write its words in parentheses: `#[column(..)]`");
    one(of_field("#[column(nullable)] a: i64"), "write `Option<..>` as its type");
    one(of_field("#[column(not_null)] a: i64"), "leave this out");
    one(of_field("#[column(name = \"\")] a: i64"), "the name of this column is empty");
    one(of_field("#[column(name = title)] a: i64"), "write text in quotes: `name = \"..\"`");
    one(of_field("#[column(name)] a: i64"), "write text in quotes");
    one(of_field("#[column(name = )] a: i64"), "the value of `name` is missing");
    one(of_field(&format!("{}: i64", "a".repeat(64))), "PostgreSQL cuts names after 63");
    one(of_field("#[column(name = \"ID\")] a: i64"), "two columns are called `ID` in SQL, `id` is the other");
    one(of_field("id: i64"), "the field `id` stands here twice");
    one(of_field("#[cfg(test)] a: i64"), "a column cannot depend on `cfg`");
    one(of_field("#[column(check = \"\")] a: i64"), "the check is empty");
}

#[test]
fn keys_of_a_column_are_checked() {
    one(of_field("#[column(primary_key)] a: i64"), "a table has one primary key; for one of several columns write");
    one(
        messages("\"books\", primary_key(id)", "struct Books { #[column(primary_key)] id: i64 }"),
        "the primary key is in `#[table(.., primary_key(..))]` already",
    );
    one(
        messages("\"books\"", "struct Books { #[column(primary_key)] id: Option<i64> }"),
        "`id` is part of the primary key, which is never NULL",
    );
    one(
        messages("\"books\", unique(a)", "struct Books { id: i64, #[column(unique)] a: i64 }"),
        "this `unique` is there already",
    );
    one(of_field("#[column(auto_increment)] a: i64"), "only a primary key counts up");
    one(
        messages("\"books\"", "struct Books { #[column(primary_key, auto_increment)] id: String }"),
        "only an integer counts up",
    );
    one(
        messages("\"books\", primary_key(a, b)", "struct Books { #[column(auto_increment)] a: i64, b: i64 }"),
        "in a primary key of several columns none counts up",
    );
}

#[test]
fn references_of_a_column_are_checked() {
    let how = "say which column of which table it references: `references = Authors.id`";
    one(of_field("#[column(references = Authors)] a: i64"), how);
    one(of_field("#[column(references = Authors::id)] a: i64"), how);
    one(of_field("#[column(references = \"authors.id\")] a: i64"), how);
    one(of_field("#[column(references(Authors.id))] a: i64"), "write `references = Table.column`");
    one(of_field("#[column(references)] a: i64"), "`references` needs a value");
    one(of_field("#[column(on_delete = Cascade)] a: i64"), "`on_delete` is about a foreign key");
    one(of_field("#[column(on_update = Cascade)] a: i64"), "`on_update` is about a foreign key");
    let references = |more: &str| of_field(&format!("#[column(references = Authors.id, {more})] a: i64"));
    one(references("on_delete = SetNull"), "`a` is never NULL");
    one(references("on_update = SetDefault"), "`a` has no default");
    one(references("on_delete = Delete"), "unknown action `Delete`; there are `Cascade`, `Restrict`");
    one(references("on_delete = \"Cascade\""), "write one of `Cascade`, `Restrict`");
    one(references("on_delete"), "`on_delete` needs a value; write `on_delete = Cascade`");
}

#[test]
fn defaults_have_the_type_of_their_column() {
    let default = |default: &str, ty: &str| of_field(&format!("#[column(default = {default})] a: {ty}"));
    one(default("\"x\"", "i64"), "the column holds integers: write a default like `0`");
    one(default("1.5", "Option<i32>"), "the column holds integers");
    one(default("300", "u8"), "this number is out of range: a column of type `u8` holds 0 to 255");
    one(default("-1", "u32"), "this number is out of range");
    one(default("true", "f64"), "the column holds numbers");
    one(default("1", "bool"), "the column holds truth values");
    one(default("1", "String"), "the column holds text");
    one(default("\"x\"", "Vec<u8>"), "bytes have no literal that all databases share");
    one(default("'x'", "Kind"), "this kind of literal has no SQL");
    one(default("Kind::Novel", "Kind"), "a default is a literal");
    one(default("-\"x\"", "Kind"), "only a number can be negative");
    one(default("now()", "String"), "for anything else write `default_sql = \"..\"`");
    one(of_field("#[column(default)] a: i64"), "`default` needs a value");
    one(of_field("#[column(default = 1, default_sql = \"1\")] a: i64"), "a column has one default");
    one(
        messages("\"books\"", "struct Books { #[column(primary_key, auto_increment, default = 1)] id: i64 }"),
        "`auto_increment` gives the value; remove `default`",
    );
}

#[test]
fn generated_columns_and_sizes_are_checked() {
    one(of_field("#[column(generated = \"1\", default = 1)] a: i64"), "a generated column is always computed");
    one(of_field("#[column(generated = \"1\", default_sql = \"1\")] a: i64"), "remove `default_sql`");
    one(of_field("#[column(generated)] a: i64"), "write text in quotes: `generated = \"..\"`");
    one(of_field("#[column(stored)] a: i64"), "only a generated column is stored or not");
    one(of_field("#[column(length = 3)] a: i64"), "only text has a length");
    one(of_field("#[column(length = 0)] a: String"), "write a number from 1 to");
    one(of_field("#[column(length = long)] a: String"), "write a number from 1 to");
    one(of_field("#[column(precision = 3)] a: f64"), "only a decimal has a precision");
    one(of_field("#[column(precision = 3, scale = 1)] a: f64"), "only a decimal has a precision");
    one(of_field("#[column(precision = 66)] a: Decimal"), "write a number from 1 to 65");
    one(of_field("#[column(precision = 3, scale = 4)] a: Decimal"), "of 3 digits at most 3 can follow the point");
    one(of_field("#[column(scale = 4)] a: Decimal"), "`scale` needs the number of all digits");
}

#[test]
fn types_that_can_never_be_columns_say_what_to_write() {
    one(of_field("a: &'static str"), "write `String`");
    one(of_field("a: Option<&str>"), "write `String`");
    one(of_field("a: &[u8]"), "write `Vec<u8>`");
    one(of_field("a: &i64"), "write `i64`");
    one(of_field("a: usize"), "`usize` cannot be a column");
    one(of_field("a: u128"), "`u128` cannot be a column");
    one(of_field("a: char"), "`char` cannot be a column");
    one(of_field("a: (i64, i64)"), "a column holds one value");
    one(of_field("a: [u8; 4]"), "for bytes write `Vec<u8>`");
    one(of_field("a: fn()"), "this cannot be a column");
    one(of_field("a: Option<Option<i64>>"), "write one `Option`");
}

#[test]
fn all_mistakes_are_found_at_once() {
    let messages = messages(
        "\"books\", primry_key(id), unique(x)",
        "struct Books<T> { #[column(uniqe, default = \"x\")] id: i64, a: &str, b: usize }",
    );
    assert_eq!(messages.len(), 7, "{messages:?}");
}

#[test]
fn a_mistake_leaves_a_table_to_use() {
    for (arguments, item) in [
        ("", "struct Books { id: i64 }"),
        ("\"books\", primry_key(id)", "pub struct Books { #[column(uniqe)] id: i64 }"),
        ("\"books\"", "enum Books { id }"),
        ("\"books\"", "struct Books { id i64 }"),
        ("\"books\"", "struct Books(i64);"),
    ] {
        let expanded = super::expand(arguments.parse().unwrap(), item.parse().unwrap()).to_string();
        assert!(expanded.contains("compile_error"), "{item}");
        assert!(expanded.contains("const Books : Books"), "{item}");
        assert!(expanded.contains("__schema :: Table for Books"), "{item}");
    }
}

#[test]
fn a_column_with_a_mistake_need_not_be_inserted() {
    let expanded = |field: &str| {
        super::expand("\"books\"".parse().unwrap(), format!("struct Books {{ {field} a: i64 }}").parse().unwrap())
            .to_string()
    };
    assert!(expanded("").contains("type Required = __Cons < books :: a"));
    assert!(expanded("#[column(defualt = 1)]").contains("type Required = __Nil"));
}

#[test]
fn doc_comments_become_one_line() {
    let mut errors = Errors::new();
    let item = "/// Books,\n///   and more.\n///\n/// All of them.\nstruct Books { /** The id. */ id: i64 }";
    let Ok(table) = read("\"books\"".parse().unwrap(), item.parse().unwrap(), &mut errors) else { panic!() };
    assert_eq!(model::comment(&table.attributes).unwrap(), "Books, and more. All of them.");
    assert_eq!(model::comment(&table.columns[0].attributes).unwrap(), "The id.");
}

#[test]
fn a_column_costs_few_tokens() {
    let expanded = |columns: usize| {
        let fields: String = (0..columns).map(|i| format!("column_{i}: i64, ")).collect();
        let item = format!("struct Books {{ {fields} }}");
        count(super::expand("\"books\"".parse().unwrap(), item.parse().unwrap()))
    };
    let of_a_column = (expanded(21) - expanded(1)) / 20;
    assert!(of_a_column < 220, "{of_a_column} tokens for each column");
}

fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            proc_macro2::TokenTree::Group(group) => 2 + count(group.stream()),
            _ => 1,
        })
        .sum()
}
