//! The procedural macros of statiql. Use them through the `statiql` crate, whose items their expansions name.

mod alias;
mod code;
mod entry;
mod errors;
mod fragment;
mod function;
mod lit;
mod names;
mod row;
mod sql_type;
mod table;
mod template;

use proc_macro::TokenStream;

/// `#[table("name", ...)]`
#[proc_macro_attribute]
pub fn table(arguments: TokenStream, item: TokenStream) -> TokenStream {
    table::expand(arguments.into(), item.into()).into()
}

/// `#[derive(SqlType)]`
#[proc_macro_derive(SqlType, attributes(sql_type))]
pub fn sql_type(item: TokenStream) -> TokenStream {
    sql_type::expand(item.into()).into()
}

/// `alias!(Managers = Employees)`
#[proc_macro]
pub fn alias(input: TokenStream) -> TokenStream {
    alias::alias(input.into()).into()
}

/// `name!(Top)`
#[proc_macro]
pub fn name(input: TokenStream) -> TokenStream {
    alias::name(input.into()).into()
}

/// `row! { author: Authors.name }`
#[proc_macro]
pub fn row(input: TokenStream) -> TokenStream {
    row::expand(input.into()).into()
}

/// `lit!(1)`
#[proc_macro]
pub fn lit(input: TokenStream) -> TokenStream {
    lit::expand(input.into()).into()
}

/// `function! { pub fn soundex(text: String) -> String = "soundex({0})"; }`
#[proc_macro]
pub fn function(input: TokenStream) -> TokenStream {
    function::expand(input.into()).into()
}

/// `sql!(f64, "{0} * 2", Books.price)`
#[proc_macro]
pub fn sql(input: TokenStream) -> TokenStream {
    fragment::expand(input.into()).into()
}
