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

/// A name or structure spelled in types: hexadecimal digits, each around the next, and [`Br`] where names are joined.
///
/// Comparing dispatches on one type after the other, never on a pair: `D3<R>` asks the other code for its `EqD3<R>`,
/// which is a comparison of the rest in `D3` and [`False`] in all others. A digit is a step less for the compiler that
/// way than as a type beside the rest, and most codes differ in the first.
pub trait Code: 'static {
    /// Whether this is the same code as `O`.
    type Eq<O: Code>: Bool;
    /// Looks for the name `X`, with this as the name of `H`: that if they are the same, otherwise what `R` finds.
    type Find<X: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    /// Whether a value that is only known at run time is part of it.
    type Bound: Bool;
    #[doc(hidden)]
    type EqBr<X: Code, Y: Code>: Bool;
    #[doc(hidden)]
    type EqEnd: Bool;
    #[doc(hidden)]
    type EqD0<R: Code>: Bool;
    #[doc(hidden)]
    type FindD0<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD1<R: Code>: Bool;
    #[doc(hidden)]
    type FindD1<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD2<R: Code>: Bool;
    #[doc(hidden)]
    type FindD2<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD3<R: Code>: Bool;
    #[doc(hidden)]
    type FindD3<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD4<R: Code>: Bool;
    #[doc(hidden)]
    type FindD4<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD5<R: Code>: Bool;
    #[doc(hidden)]
    type FindD5<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD6<R: Code>: Bool;
    #[doc(hidden)]
    type FindD6<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD7<R: Code>: Bool;
    #[doc(hidden)]
    type FindD7<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD8<R: Code>: Bool;
    #[doc(hidden)]
    type FindD8<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD9<R: Code>: Bool;
    #[doc(hidden)]
    type FindD9<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDA<R: Code>: Bool;
    #[doc(hidden)]
    type FindDA<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDB<R: Code>: Bool;
    #[doc(hidden)]
    type FindDB<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDC<R: Code>: Bool;
    #[doc(hidden)]
    type FindDC<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDD<R: Code>: Bool;
    #[doc(hidden)]
    type FindDD<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDE<R: Code>: Bool;
    #[doc(hidden)]
    type FindDE<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDF<R: Code>: Bool;
    #[doc(hidden)]
    type FindDF<N: Code, H: crate::expr::Hit, R: crate::expr::Scope>: crate::expr::Hit;
}

/// What no digit of another code is the same as, and what no look-up by a digit finds.
macro_rules! no_digit {
    ($($eq:ident $find:ident)*) => {$(
        type $eq<R: Code> = False;
        type $find<N: Code, H: crate::expr::Hit, R: crate::expr::Scope> = R::Find<Self>;
    )*};
}

macro_rules! no_digits {
    () => {
        no_digit! {
            EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7
            EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF
        }
    };
}

/// Two codes joined.
pub struct Br<X, Y>(PhantomData<(X, Y)>);

impl<A: Code, B: Code> Code for Br<A, B> {
    type Eq<O: Code> = O::EqBr<A, B>;
    type Find<X: Code, H: crate::expr::Hit, R: crate::expr::Scope> = <X::EqBr<A, B> as Bool>::Find<H, R, X>;
    type Bound = <A::Bound as Bool>::Or<B::Bound>;
    type EqBr<X: Code, Y: Code> = <A::Eq<X> as Bool>::AndEq<B, Y>;
    type EqEnd = False;
    no_digits!();
}

/// What is only known at run time: equal to nothing, not even itself.
#[derive(Debug)]
pub struct Unknown;

impl Code for Unknown {
    type Eq<O: Code> = False;
    type Find<X: Code, H: crate::expr::Hit, R: crate::expr::Scope> = R::Find<X>;
    type Bound = True;
    type EqBr<X: Code, Y: Code> = False;
    type EqEnd = False;
    no_digits!();
}

/// After the last digit.
#[derive(Debug)]
pub struct End;

impl Code for End {
    type Eq<O: Code> = O::EqEnd;
    type Find<X: Code, H: crate::expr::Hit, R: crate::expr::Scope> = <X::EqEnd as Bool>::Find<H, R, X>;
    type Bound = False;
    type EqBr<X: Code, Y: Code> = False;
    type EqEnd = True;
    no_digits!();
}

macro_rules! digit {
    ($digit:ident $eq:ident $find:ident: $($other:ident)*) => {
        #[doc(hidden)]
        pub struct $digit<R = End>(PhantomData<R>);

        impl<M: Code> Code for $digit<M> {
            type Eq<O: Code> = O::$eq<M>;
            type Find<X: Code, H: crate::expr::Hit, R: crate::expr::Scope> = X::$find<M, H, R>;
            type Bound = M::Bound;
            type EqBr<X: Code, Y: Code> = False;
            type EqEnd = False;
            type $eq<R: Code> = R::Eq<M>;
            type $find<N: Code, H: crate::expr::Hit, R: crate::expr::Scope> = <N::Eq<M> as Bool>::Find<H, R, Self>;
            no_digit!($($other)*);
        }
    };
}

digit!(D0 EqD0 FindD0: EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D1 EqD1 FindD1: EqD0 FindD0 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D2 EqD2 FindD2: EqD0 FindD0 EqD1 FindD1 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D3 EqD3 FindD3: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D4 EqD4 FindD4: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D5 EqD5 FindD5: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D6 EqD6 FindD6: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D7 EqD7 FindD7: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D8 EqD8 FindD8: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(D9 EqD9 FindD9: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(DA EqDA FindDA: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(DB EqDB FindDB: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDC FindDC EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(DC EqDC FindDC: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDD FindDD EqDE FindDE EqDF FindDF);
digit!(DD EqDD FindDD: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDE FindDE EqDF FindDF);
digit!(DE EqDE FindDE: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDF FindDF);
digit!(DF EqDF FindDF: EqD0 FindD0 EqD1 FindD1 EqD2 FindD2 EqD3 FindD3 EqD4 FindD4 EqD5 FindD5 EqD6 FindD6 EqD7 FindD7 EqD8 FindD8 EqD9 FindD9 EqDA FindDA EqDB FindDB EqDC FindDC EqDD FindDD EqDE FindDE);
