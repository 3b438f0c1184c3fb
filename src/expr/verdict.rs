//! Verdicts: the result of a check as a type.
//!
//! A check never fails where it is computed. It comes out as [`Allowed`] or names the culprit, and one bound at the
//! clause turns that into one error, as short for a condition of thirty parts as for one.

use std::marker::PhantomData;

/// The result of a check.
pub trait Verdict {
    /// This one if it found something, otherwise the other.
    type Then<V: Verdict>: Verdict;
    /// The other one if this found nothing, otherwise nothing: one mistake is reported once.
    type Unless<V: Verdict>: Verdict;
    /// The table that was found missing, or [`Nothing`].
    type Table;
    /// The column that it was found by, or [`Nothing`].
    type Column;
}

/// Nothing was found.
#[derive(Debug)]
pub struct Allowed;

/// No culprit.
#[derive(Debug)]
pub struct Nothing;

/// The table `T` of column `C` is not there.
pub struct MissingTable<T, C>(PhantomData<(T, C)>);

/// Column `C` is neither a key of GROUP BY nor aggregated.
pub struct Ungrouped<C>(PhantomData<C>);

impl Verdict for Allowed {
    type Then<V: Verdict> = V;
    type Unless<V: Verdict> = V;
    type Table = Nothing;
    type Column = Nothing;
}

impl<T, C> Verdict for MissingTable<T, C> {
    type Then<V: Verdict> = Self;
    type Unless<V: Verdict> = Allowed;
    type Table = T;
    type Column = C;
}

impl<C> Verdict for Ungrouped<C> {
    type Then<V: Verdict> = Self;
    type Unless<V: Verdict> = Allowed;
    type Table = Nothing;
    type Column = C;
}

/// A condition, as error messages call it.
#[derive(Debug)]
pub struct TruthValue;

/// The type `T` is that of a condition: `bool`.
#[diagnostic::on_unimplemented(
    message = "`{T}` is not a condition",
    label = "this is `{T}`",
    note = "WHERE, ON, HAVING and CASE want a truth value: compare it with something, for example `.eq(..)` or `.is_not_null()`"
)]
pub trait HasType<T> {}

#[diagnostic::do_not_recommend]
impl HasType<bool> for TruthValue {}

// A second impl, so that the compiler looks at the type instead of assuming that it is `bool`.
#[diagnostic::do_not_recommend]
impl HasType<TruthValue> for TruthValue {}
