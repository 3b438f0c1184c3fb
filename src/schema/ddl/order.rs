//! Tables in the order of their foreign keys.

use crate::schema::{TableMeta, TableName};

/// Referenced tables before those that reference them.
pub(super) struct Ordered {
    pub(super) tables: Vec<&'static TableMeta>,
    /// Foreign keys to a table that comes later, because the references go round in a circle: table and columns.
    pub(super) circular: Vec<(TableName, &'static [&'static str])>,
}

/// Keeps the order given as far as the references let it; each table once.
pub(super) fn order(tables: &[&'static TableMeta]) -> Ordered {
    let mut walk = Walk { all: tables, on_path: Vec::new(), done: Vec::new(), circular: Vec::new() };
    for table in tables {
        walk.visit(table);
    }
    Ordered { tables: walk.done, circular: walk.circular }
}

struct Walk<'a> {
    all: &'a [&'static TableMeta],
    on_path: Vec<TableName>,
    done: Vec<&'static TableMeta>,
    circular: Vec<(TableName, &'static [&'static str])>,
}

impl Walk<'_> {
    fn visit(&mut self, table: &'static TableMeta) {
        if self.done.iter().any(|done| done.name == table.name) {
            return;
        }
        self.on_path.push(table.name);
        for key in table.foreign_keys {
            if key.table == table.name {
                continue;
            }
            if self.on_path.contains(&key.table) {
                self.circular.push((table.name, key.columns));
            } else if let Some(target) = self.all.iter().find(|other| other.name == key.table) {
                self.visit(target);
            }
        }
        self.on_path.pop();
        self.done.push(table);
    }
}
