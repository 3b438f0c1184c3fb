//! What `#[table]` understood: everything that the expansion is written from.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Type, Visibility};

use super::field_type::Family;
use crate::names;

/// A table.
pub(crate) struct Table {
    /// Its attributes, doc comments too.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) ident: Ident,
    /// The module of its columns.
    pub(crate) module: Ident,
    pub(crate) name: String,
    pub(crate) schema: Option<String>,
    pub(crate) columns: Vec<Column>,
    /// Places in `columns`, here and below.
    pub(crate) primary_key: Vec<usize>,
    pub(crate) uniques: Vec<Vec<usize>>,
    pub(crate) indexes: Vec<Vec<usize>>,
    pub(crate) checks: Vec<LitStr>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
}

impl Table {
    pub(crate) fn new(attributes: Vec<Attribute>, visibility: Visibility, ident: Ident) -> Self {
        Table {
            attributes,
            visibility,
            module: names::module_of(&ident),
            name: names::snake_case(&names::sql_name(&ident)),
            ident,
            schema: None,
            columns: Vec::new(),
            primary_key: Vec::new(),
            uniques: Vec::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            foreign_keys: Vec::new(),
        }
    }

    /// The place of the field `name`.
    pub(crate) fn column(&self, name: &Ident) -> Option<usize> {
        let name = names::sql_name(name);
        self.columns.iter().position(|column| names::sql_name(&column.ident) == name)
    }
}

/// A column.
pub(crate) struct Column {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) ident: Ident,
    pub(crate) name: String,
    /// Where `name = ".."` stands, if it does.
    pub(crate) renamed: Option<LitStr>,
    /// Without the `Option`.
    pub(crate) ty: Type,
    pub(crate) family: Family,
    pub(crate) nullable: bool,
    /// The words, where they stand, here and below.
    pub(crate) primary_key: Option<Ident>,
    pub(crate) auto_increment: Option<Ident>,
    pub(crate) unique: Option<Ident>,
    pub(crate) index: Option<Ident>,
    pub(crate) references: Option<Reference>,
    pub(crate) on_delete: Option<Action>,
    pub(crate) on_update: Option<Action>,
    pub(crate) default: Option<Default>,
    pub(crate) generated: Option<LitStr>,
    pub(crate) stored: Option<Ident>,
    pub(crate) checks: Vec<LitStr>,
    pub(crate) sql_type: Option<LitStr>,
    pub(crate) length: Option<Sized<u32>>,
    pub(crate) precision: Option<Sized<(u8, u8)>>,
    /// Something about it is wrong and reported: INSERT may leave it out, so that the mistake is not reported again.
    pub(crate) broken: bool,
}

impl Column {
    /// Where the SQL name is written.
    pub(crate) fn name_at(&self) -> TokenStream {
        match &self.renamed {
            Some(literal) => literal.to_token_stream(),
            None => self.ident.to_token_stream(),
        }
    }

    /// Whether INSERT must set it.
    pub(crate) fn required(&self) -> bool {
        !self.nullable
            && !self.broken
            && self.default.is_none()
            && self.auto_increment.is_none()
            && self.generated.is_none()
    }
}

/// A size of a type.
pub(crate) struct Sized<T> {
    /// The word `length` or `precision`.
    pub(crate) key: Ident,
    pub(crate) size: T,
}

/// The default of a column.
pub(crate) struct Default {
    /// The word `default` or `default_sql`.
    pub(crate) key: Ident,
    /// Nothing after an error.
    pub(crate) value: Option<DefaultValue>,
}

/// A variant of `schema::Default` with its value.
pub(crate) enum DefaultValue {
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(LitStr),
    Sql(LitStr),
}

impl ToTokens for DefaultValue {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            DefaultValue::Bool(value) => quote!(Bool(#value)),
            DefaultValue::Integer(value) => quote!(Integer(#value)),
            DefaultValue::Float(value) => quote!(Float(#value)),
            DefaultValue::Text(value) => quote!(Text(#value)),
            DefaultValue::Sql(value) => quote!(Sql(#value)),
        });
    }
}

/// The column that a foreign key references: `schema::Authors.id`.
pub(crate) struct Reference {
    /// As it is written.
    pub(crate) table: Path,
    pub(crate) column: Ident,
}

impl Reference {
    /// The type of the column, `schema::authors::id`.
    pub(crate) fn path(&self) -> Path {
        let mut path = self.table.clone();
        if let Some(last) = path.segments.last_mut() {
            last.ident = names::module_of(&last.ident);
        }
        path.segments.push(self.column.clone().into());
        path
    }

    /// The first and the last place of it in the source.
    pub(crate) fn spans(&self) -> (Span, Span) {
        let first = self.table.segments.first().map_or_else(Span::call_site, |segment| segment.ident.span());
        (first, self.column.span())
    }
}

/// A foreign key of several columns.
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<usize>,
    /// As many, all of one table.
    pub(crate) references: Vec<Reference>,
    pub(crate) on_delete: Option<Action>,
    pub(crate) on_update: Option<Action>,
}

/// `Cascade` and the others: a variant of `schema::ReferentialAction`, where it stands.
#[derive(Clone)]
pub(crate) struct Action(pub(crate) Ident);

/// The doc comment as one line.
pub(crate) fn comment(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(doc) => Some(&doc.value),
            _ => None,
        })
        .filter_map(|value| match value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        })
        .flat_map(|text| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>())
        .filter(|line| !line.is_empty())
        .collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}
