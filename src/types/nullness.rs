//! Whether an expression can be NULL, as a type, so that it is computed and never declared.

use super::code::{Bool, False, True};

/// Never NULL: a value of SQL type `T` is read as `T`.
#[derive(Debug, Clone, Copy)]
pub struct NotNull;

/// May be NULL: a value of SQL type `T` is read as `Option<T>`.
#[derive(Debug, Clone, Copy)]
pub struct Null;

/// The nullability algebra; implemented by [`NotNull`] and [`Null`] only.
pub trait Nullness: sealed::Sealed + Sized + 'static {
    /// NULL if either side is: the rule of every strict operator.
    type Or<N: Nullness + ?Sized>: Nullness;
    /// NULL only if both sides are: the rule of `coalesce`.
    type And<N: Nullness + ?Sized>: Nullness;
    /// Whether a value of this goes into a column of that.
    type Fits<N: Nullness + ?Sized>: Bool;
    #[doc(hidden)]
    type Holds: Bool;
    /// What a value of type `T` is read as.
    type Wrap<T>;
    /// Whether NULL is possible.
    const NULLABLE: bool;

    /// Wraps a value that was read; `None` stands for NULL.
    ///
    /// `None` is refused for [`NotNull`]: the database broke its promise.
    fn wrap<T>(value: Option<T>) -> Option<Self::Wrap<T>>;
}

impl Nullness for NotNull {
    type Or<N: Nullness + ?Sized> = N;
    type And<N: Nullness + ?Sized> = NotNull;
    type Fits<N: Nullness + ?Sized> = True;
    type Holds = False;
    type Wrap<T> = T;
    const NULLABLE: bool = false;

    #[inline]
    fn wrap<T>(value: Option<T>) -> Option<T> {
        value
    }
}

impl Nullness for Null {
    type Or<N: Nullness + ?Sized> = Null;
    type And<N: Nullness + ?Sized> = N;
    type Fits<N: Nullness + ?Sized> = N::Holds;
    type Holds = True;
    type Wrap<T> = Option<T>;
    const NULLABLE: bool = true;

    #[inline]
    fn wrap<T>(value: Option<T>) -> Option<Option<T>> {
        Some(value)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NotNull {}
    impl Sealed for super::Null {}
}
