//! What an expression may use where it stands.

use super::model::{TABLES, Ty};

/// A column, or something else that is there to be used.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub(crate) rust: String,
    pub(crate) ty: Ty,
    pub(crate) null: bool,
}

/// A name in FROM.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// What `from` and the joins are given.
    pub(crate) rust: String,
    pub(crate) columns: Vec<Leaf>,
    /// On the nullable side of an outer join, or of an outer query.
    pub(crate) nullable: bool,
    /// A table under its own name.
    pub(crate) table: bool,
    /// Of a query around this one.
    pub(crate) outer: bool,
}

impl Source {
    pub(crate) fn table(index: usize) -> Self {
        Source { table: true, ..Self::named(TABLES[index].name, index) }
    }

    pub(crate) fn alias(index: usize) -> Option<Self> {
        TABLES[index].alias.map(|alias| Self::named(alias, index))
    }

    fn named(name: &str, index: usize) -> Self {
        let columns = TABLES[index]
            .columns
            .iter()
            .map(|column| Leaf { rust: format!("{name}.{}", column.name), ty: column.ty, null: column.null })
            .collect();
        Source { rust: name.to_owned(), columns, nullable: false, table: false, outer: false }
    }

    /// Its columns as they are in a scope.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = Leaf> + '_ {
        self.columns.iter().map(|leaf| Leaf { null: leaf.null || self.nullable, ..leaf.clone() })
    }
}

/// A scope.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// What may stand alone.
    pub(crate) leaves: Vec<Leaf>,
    /// What aggregates may go over; `None` where no aggregate may stand.
    pub(crate) aggregated: Option<Vec<Leaf>>,
    /// Every group has a row, so that an aggregate of something that is never NULL is never NULL.
    pub(crate) grouped: bool,
    /// What a subquery may look at.
    pub(crate) correlate: Vec<Source>,
    /// Whether values may be bound.
    pub(crate) binds: bool,
    /// Whether subqueries may stand here.
    pub(crate) queries: bool,
}

impl Context {
    /// Single rows of these sources: WHERE, ON, and a SELECT without aggregates.
    pub(crate) fn rows(sources: &[Source]) -> Self {
        Context {
            leaves: sources.iter().flat_map(Source::leaves).collect(),
            correlate: sources.to_vec(),
            binds: true,
            queries: true,
            ..Context::default()
        }
    }

    /// All rows of these sources together: a SELECT of aggregates without GROUP BY.
    pub(crate) fn whole(sources: &[Source]) -> Self {
        Context { aggregated: Some(inner_leaves(sources)), binds: true, queries: true, ..Context::default() }
    }

    /// The same without bound values and subqueries: a key of GROUP BY.
    pub(crate) fn key(sources: &[Source]) -> Self {
        Context { leaves: inner_leaves(sources), ..Context::default() }
    }

    /// No rows: VALUES.
    pub(crate) fn nothing() -> Self {
        Context { binds: true, queries: true, ..Context::default() }
    }

    /// The arguments of an aggregate.
    pub(crate) fn inside_aggregate(&self) -> Self {
        Context { leaves: self.aggregated.clone().unwrap_or_default(), binds: self.binds, ..Context::default() }
    }
}

/// The columns of the query's own sources. An aggregate of columns of an outer query would be one of the outer query.
pub(crate) fn inner_leaves(sources: &[Source]) -> Vec<Leaf> {
    sources.iter().filter(|source| !source.outer).flat_map(|source| source.leaves().collect::<Vec<_>>()).collect()
}
