//! Records: rows with names.

use std::marker::PhantomData;

/// The columns of a row with names, what `row!` makes.
#[derive(Debug, Clone, Copy)]
pub struct Record<F, T> {
    pub(crate) family: F,
    pub(crate) items: T,
}

impl<F, T> Record<F, T> {
    #[doc(hidden)]
    pub fn new(family: F, items: T) -> Self {
        Record { family, items }
    }
}

/// The names of a record; `row!` implements it.
pub trait RecordFamily {
    /// The names, each a type.
    type Fields;
    /// The names.
    const NAMES: &'static [&'static str];
}

/// Makes a record of a tuple of values; `row!` implements it.
pub trait Build<V> {
    /// The record.
    type Record;
    /// Makes it.
    fn build(&self, values: V) -> Self::Record;
}

/// The columns of a row that fills a struct of the user's own, what `row!(Struct { .. })` makes: `V` are the types of the
/// fields, `C` makes the struct of them.
pub struct Filled<F, V, C, T> {
    values: PhantomData<fn(V)>,
    pub(crate) family: F,
    pub(crate) fill: C,
    pub(crate) items: T,
}

impl<F, V, C, T> Filled<F, V, C, T> {
    #[doc(hidden)]
    pub fn new<R>(family: F, fill: C, items: T) -> Self
    where
        C: Fn(V) -> R,
    {
        Filled { values: PhantomData, family, fill, items }
    }
}

impl<F: Copy, V, C: Clone, T: Clone> Clone for Filled<F, V, C, T> {
    fn clone(&self) -> Self {
        Filled { values: PhantomData, family: self.family, fill: self.fill.clone(), items: self.items.clone() }
    }
}

impl<F: Copy, V, C: Copy, T: Copy> Copy for Filled<F, V, C, T> {}

/// A value that comes out of a query and fits into the field of a struct.
#[diagnostic::on_unimplemented(
    message = "the query gives `{Self}` for the field `{F}` of the struct, which is `{T}`",
    label = "the value for `{F}` does not fit",
    note = "a column that can be NULL needs an `Option` field; or give it a value with `coalesce((column, value))`"
)]
pub trait FitsField<T, F> {
    /// The value as the field has it.
    fn fit(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, F> FitsField<T, F> for T {
    #[inline]
    fn fit(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T, F> FitsField<Option<T>, F> for T {
    #[inline]
    fn fit(self) -> Option<T> {
        Some(self)
    }
}

macro_rules! owned {
    ($($borrowed:ty => $owned:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<F> FitsField<$owned, F> for $borrowed {
            fn fit(self) -> $owned {
                self.to_owned()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<F> FitsField<Option<$owned>, F> for Option<$borrowed> {
            fn fit(self) -> Option<$owned> {
                self.map(ToOwned::to_owned)
            }
        }
    )*};
}

owned! {
    &str => String;
    &[u8] => Vec<u8>;
}

/// The values `Self` of a query fit into the fields of a struct, of the types `T` and the names `N`.
///
/// Methods ask for this and not for [`Fits`], whose impls the compiler would list.
pub trait FitsAll<T, N>: Fits<T, N> {}
impl<V: Fits<T, N>, T, N> FitsAll<T, N> for V {}

/// A tuple of values that fit into the fields of a struct.
pub trait Fits<T, N> {
    /// The values as the fields have them.
    fn fit(self) -> T;
}

impl Fits<(), ()> for () {
    fn fit(self) {}
}

macro_rules! tuple_fits {
    ($($a:ident)+) => {
        tuple_fits!(@ [$($a)+] [A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16]
            [F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 F15 F16] [] [] []);
    };
    (@ [] [$($unused_b:ident)*] [$($unused_f:ident)*] [$($a:ident)+] [$($b:ident)+] [$($f:ident)+]) => {
        impl<$($a: FitsField<$b, $f>, $b, $f),+> Fits<($($b,)+), ($($f,)+)> for ($($a,)+) {
            #[inline]
            fn fit(self) -> ($($b,)+) {
                #[allow(non_snake_case)]
                let ($($a,)+) = self;
                ($($a.fit(),)+)
            }
        }
    };
    (@ [$first:ident $($rest:ident)*] [$b:ident $($bs:ident)*] [$f:ident $($fs:ident)*]
        [$($a:ident)*] [$($done:ident)*] [$($named:ident)*]) => {
        tuple_fits!(@ [$($rest)*] [$($bs)*] [$($fs)*] [$($a)* $first] [$($done)* $b] [$($named)* $f]);
    };
}

crate::for_each_tuple!(tuple_fits);
