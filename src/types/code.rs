//! Type-level names: equality of tables, columns and expressions that the compiler can decide.
//!
//! Rust has no inequality of types, which is why other builders need an impl for every pair of tables. Here every
//! table and column carries a [`Code`], a hash of its name spelled in types, and `<A::Eq<B>>` is [`True`] or [`False`].
//! With it every check is a total function, whose verdict one bound at the clause turns into one short message.

use std::marker::PhantomData;

/// Equal, present, allowed.
#[derive(Debug)]
pub struct True;
/// Different, absent, refused.
#[derive(Debug)]
pub struct False;

/// [`True`] or [`False`].
pub trait Bool: 'static {
    /// `self && X == Y`, where the comparison is looked at only if it matters.
    type AndEq<X: Code, Y: Code>: Bool;
    /// Either is true.
    type Or<B: Bool>: Bool;
    /// Both are true.
    type And<B: Bool>: Bool;
    /// `A` if true, otherwise `B`.
    type If<A, B>;
    /// As [`Bool::If`], of verdicts.
    type Judge<A: crate::expr::Verdict, B: crate::expr::Verdict>: crate::expr::Verdict;
    #[doc(hidden)]
    type Find<H: crate::expr::Hit, R: crate::expr::Scope, X: Code>: crate::expr::Hit;
}

impl Bool for True {
    type AndEq<X: Code, Y: Code> = X::Eq<Y>;
    type Or<B: Bool> = True;
    type And<B: Bool> = B;
    type If<A, B> = A;
    type Judge<A: crate::expr::Verdict, B: crate::expr::Verdict> = A;
    type Find<H: crate::expr::Hit, R: crate::expr::Scope, X: Code> = H;
}

impl Bool for False {
    type AndEq<X: Code, Y: Code> = False;
    type Or<B: Bool> = B;
    type And<B: Bool> = False;
    type If<A, B> = B;
    type Judge<A: crate::expr::Verdict, B: crate::expr::Verdict> = B;
    type Find<H: crate::expr::Hit, R: crate::expr::Scope, X: Code> = R::Find<X>;
}

/// A name or structure spelled in types: hexadecimal digits joined by [`Br`].
pub trait Code: 'static {
    /// Whether this is the same code as `O`.
    type Eq<O: Code>: Bool;
    #[doc(hidden)]
    type EqBr<X: Code, Y: Code>: Bool;
    /// Whether a value that is only known at run time is part of it.
    type Bound: Bool;
    #[doc(hidden)]
    type IsD0: Bool;
    #[doc(hidden)]
    type IsD1: Bool;
    #[doc(hidden)]
    type IsD2: Bool;
    #[doc(hidden)]
    type IsD3: Bool;
    #[doc(hidden)]
    type IsD4: Bool;
    #[doc(hidden)]
    type IsD5: Bool;
    #[doc(hidden)]
    type IsD6: Bool;
    #[doc(hidden)]
    type IsD7: Bool;
    #[doc(hidden)]
    type IsD8: Bool;
    #[doc(hidden)]
    type IsD9: Bool;
    #[doc(hidden)]
    type IsDA: Bool;
    #[doc(hidden)]
    type IsDB: Bool;
    #[doc(hidden)]
    type IsDC: Bool;
    #[doc(hidden)]
    type IsDD: Bool;
    #[doc(hidden)]
    type IsDE: Bool;
    #[doc(hidden)]
    type IsDF: Bool;
}

/// Two codes joined.
pub struct Br<X, Y>(PhantomData<(X, Y)>);

impl<A: Code, B: Code> Code for Br<A, B> {
    type Eq<O: Code> = O::EqBr<A, B>;
    type EqBr<X: Code, Y: Code> = <A::Eq<X> as Bool>::AndEq<B, Y>;
    type Bound = <A::Bound as Bool>::Or<B::Bound>;
    type IsD0 = False;
    type IsD1 = False;
    type IsD2 = False;
    type IsD3 = False;
    type IsD4 = False;
    type IsD5 = False;
    type IsD6 = False;
    type IsD7 = False;
    type IsD8 = False;
    type IsD9 = False;
    type IsDA = False;
    type IsDB = False;
    type IsDC = False;
    type IsDD = False;
    type IsDE = False;
    type IsDF = False;
}

/// What is only known at run time: equal to nothing, not even itself.
#[derive(Debug)]
pub struct Unknown;

impl Code for Unknown {
    type Eq<O: Code> = False;
    type EqBr<X: Code, Y: Code> = False;
    type Bound = True;
    type IsD0 = False;
    type IsD1 = False;
    type IsD2 = False;
    type IsD3 = False;
    type IsD4 = False;
    type IsD5 = False;
    type IsD6 = False;
    type IsD7 = False;
    type IsD8 = False;
    type IsD9 = False;
    type IsDA = False;
    type IsDB = False;
    type IsDC = False;
    type IsDD = False;
    type IsDE = False;
    type IsDF = False;
}

macro_rules! digit {
    ($digit:ident, $is:ident: $($other:ident)*) => {
        #[doc(hidden)]
        #[derive(Debug)]
        pub struct $digit;

        impl Code for $digit {
            type Eq<O: Code> = O::$is;
            type EqBr<X: Code, Y: Code> = False;
            type Bound = False;
            type $is = True;
            $(type $other = False;)*
        }
    };
}

digit!(D0, IsD0: IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D1, IsD1: IsD0 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D2, IsD2: IsD0 IsD1 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D3, IsD3: IsD0 IsD1 IsD2 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D4, IsD4: IsD0 IsD1 IsD2 IsD3 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D5, IsD5: IsD0 IsD1 IsD2 IsD3 IsD4 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D6, IsD6: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D7, IsD7: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D8, IsD8: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD9 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(D9, IsD9: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsDA IsDB IsDC IsDD IsDE IsDF);
digit!(DA, IsDA: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDB IsDC IsDD IsDE IsDF);
digit!(DB, IsDB: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDC IsDD IsDE IsDF);
digit!(DC, IsDC: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDD IsDE IsDF);
digit!(DD, IsDD: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDE IsDF);
digit!(DE, IsDE: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDF);
digit!(DF, IsDF: IsD0 IsD1 IsD2 IsD3 IsD4 IsD5 IsD6 IsD7 IsD8 IsD9 IsDA IsDB IsDC IsDD IsDE);
