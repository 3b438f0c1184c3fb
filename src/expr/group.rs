//! GROUP BY: the keys, and whether an expression is determined by them.

use std::marker::PhantomData;

use super::Nothing;
use crate::types::code::{Bool, Code, False, True};
use crate::types::{Cons, Nil};

/// The keys of a GROUP BY: a list of [`ExprKey`] and [`TableKey`].
pub trait GroupKeys: 'static {
    /// Whether the expression of this code is a key.
    type HasKey<X: Code>: Bool;
    /// Whether the primary key of the table of this code is a key, which determines all of its columns.
    type HasTable<T: Code>: Bool;
}

/// A key: the expression of this code.
pub struct ExprKey<X>(PhantomData<X>);

/// A key: the primary key of the table of this code.
pub struct TableKey<T>(PhantomData<T>);

impl GroupKeys for Nil {
    type HasKey<X: Code> = False;
    type HasTable<T: Code> = False;
}

impl<E: Code, R: GroupKeys> GroupKeys for Cons<ExprKey<E>, R> {
    type HasKey<X: Code> = <E::Eq<X> as Bool>::Or<R::HasKey<X>>;
    type HasTable<T: Code> = R::HasTable<T>;
}

impl<T: Code, R: GroupKeys> GroupKeys for Cons<TableKey<T>, R> {
    type HasKey<X: Code> = R::HasKey<X>;
    type HasTable<U: Code> = <T::Eq<U> as Bool>::Or<R::HasTable<U>>;
}

/// All keys that there are: what HAVING goes by in a query without GROUP BY, which is refused for that.
#[derive(Debug)]
pub struct AllKeys;

impl GroupKeys for AllKeys {
    type HasKey<X: Code> = True;
    type HasTable<T: Code> = True;
}

/// GROUP BY, as error messages call it.
#[derive(Debug)]
pub struct GroupBy;

/// The keys of GROUP BY determine the column `C`.
#[diagnostic::on_unimplemented(
    message = "column `{C}` is neither a key of GROUP BY nor inside an aggregate",
    label = "`{C}` has many values in each group",
    note = "add it to `.group_by(..)`, or aggregate it, for example with `.max()`"
)]
pub trait Determines<C> {}

#[diagnostic::do_not_recommend]
impl Determines<Nothing> for GroupBy {}
#[diagnostic::do_not_recommend]
impl Determines<super::NotFound> for GroupBy {}

/// Keys without bound values; `C` is a column of one that holds such a value.
#[diagnostic::on_unimplemented(
    message = "a key of GROUP BY cannot hold a bound value",
    label = "this expression of `{C}` holds a value that is bound at run time",
    note = "databases see two placeholders as two different expressions; write the value as a literal: `lit!(..)`"
)]
pub trait WithoutBinds<C> {}

#[diagnostic::do_not_recommend]
impl WithoutBinds<Nothing> for super::GroupByClause {}
#[diagnostic::do_not_recommend]
impl WithoutBinds<super::NotFound> for super::GroupByClause {}

/// Keys none of which is a constant.
#[diagnostic::on_unimplemented(
    message = "a key of GROUP BY cannot be a constant",
    label = "a constant among the keys",
    note = "databases take a number in GROUP BY as the position of a column; a constant groups nothing, leave it out"
)]
pub trait WithoutConstants {}

#[diagnostic::do_not_recommend]
impl WithoutConstants for False {}
#[diagnostic::do_not_recommend]
impl WithoutConstants for super::NotFound {}
