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
pub trait Bool: Sized + 'static {
    /// `self && X == Y`, where the comparison is looked at only if it matters.
    type AndEq<X: Code + ?Sized, Y: Code + ?Sized>: Bool;
    /// Either is true.
    type Or<B: Bool + ?Sized>: Bool;
    /// Both are true.
    type And<B: Bool + ?Sized>: Bool;
    /// `A` if true, otherwise `B`.
    type If<A, B>;
    /// As [`Bool::If`], of verdicts.
    type Judge<A: crate::expr::Verdict + ?Sized, B: crate::expr::Verdict + ?Sized>: crate::expr::Verdict;
    #[doc(hidden)]
    type Find<H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized, X: Code + ?Sized>: crate::expr::Hit;
}

impl Bool for True {
    type AndEq<X: Code + ?Sized, Y: Code + ?Sized> = X::Eq<Y>;
    type Or<B: Bool + ?Sized> = True;
    type And<B: Bool + ?Sized> = B;
    type If<A, B> = A;
    type Judge<A: crate::expr::Verdict + ?Sized, B: crate::expr::Verdict + ?Sized> = A;
    type Find<H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized, X: Code + ?Sized> = H;
}

impl Bool for False {
    type AndEq<X: Code + ?Sized, Y: Code + ?Sized> = False;
    type Or<B: Bool + ?Sized> = B;
    type And<B: Bool + ?Sized> = False;
    type If<A, B> = B;
    type Judge<A: crate::expr::Verdict + ?Sized, B: crate::expr::Verdict + ?Sized> = B;
    type Find<H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized, X: Code + ?Sized> = R::Find<X>;
}

/// A name or structure spelled in types: hexadecimal digits, each around the next, and [`Br`] where names are joined.
///
/// Comparing dispatches on one type after the other, never on a pair: `D3<R>` asks the other code for its `EqD3<R>`,
/// which is a comparison of the rest in `D3` and [`False`] in all others. A digit is a step less for the compiler that
/// way than as a type beside the rest, and most codes differ in the first.
pub trait Code: Sized + 'static {
    /// Whether this is the same code as `O`.
    type Eq<O: Code + ?Sized>: Bool;
    /// Looks for the name `X`, with this as the name of `H`: that if they are the same, otherwise what `R` finds.
    type Find<X: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    /// Whether a value that is only known at run time is part of it.
    type Bound: Bool;
    #[doc(hidden)]
    type EqBr<X: Code + ?Sized, Y: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type EqEnd: Bool;
    #[doc(hidden)]
    type EqD0<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD0<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD1<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD1<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD2<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD2<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD3<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD3<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD4<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD4<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD5<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD5<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD6<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD6<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD7<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD7<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD8<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD8<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqD9<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindD9<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDA<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindDA<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDB<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindDB<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDC<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindDC<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDD<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindDD<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDE<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindDE<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
    #[doc(hidden)]
    type EqDF<R: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type FindDF<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized>: crate::expr::Hit;
}

/// What no digit of another code is the same as, and what no look-up by a digit finds.
macro_rules! no_digit {
    ($($eq:ident $find:ident)*) => {$(
        type $eq<R: Code + ?Sized> = False;
        type $find<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized> = R::Find<Self>;
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
pub struct Br<X: ?Sized, Y: ?Sized>(PhantomData<X>, PhantomData<Y>);

impl<A: Code + ?Sized, B: Code + ?Sized> Code for Br<A, B> {
    type Eq<O: Code + ?Sized> = O::EqBr<A, B>;
    type Find<X: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized> = <X::EqBr<A, B> as Bool>::Find<H, R, X>;
    type Bound = <A::Bound as Bool>::Or<B::Bound>;
    type EqBr<X: Code + ?Sized, Y: Code + ?Sized> = <A::Eq<X> as Bool>::AndEq<B, Y>;
    type EqEnd = False;
    no_digits!();
}

/// What is only known at run time: equal to nothing, not even itself.
#[derive(Debug)]
pub struct Unknown;

impl Code for Unknown {
    type Eq<O: Code + ?Sized> = False;
    type Find<X: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized> = R::Find<X>;
    type Bound = True;
    type EqBr<X: Code + ?Sized, Y: Code + ?Sized> = False;
    type EqEnd = False;
    no_digits!();
}

/// After the last digit.
#[derive(Debug)]
pub struct End;

impl Code for End {
    type Eq<O: Code + ?Sized> = O::EqEnd;
    type Find<X: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized> = <X::EqEnd as Bool>::Find<H, R, X>;
    type Bound = False;
    type EqBr<X: Code + ?Sized, Y: Code + ?Sized> = False;
    type EqEnd = True;
    no_digits!();
}

macro_rules! digit {
    ($digit:ident $eq:ident $find:ident: $($other:ident)*) => {
        #[doc(hidden)]
        pub struct $digit<R: ?Sized = End>(PhantomData<R>);

        impl<M: Code + ?Sized> Code for $digit<M> {
            type Eq<O: Code + ?Sized> = O::$eq<M>;
            type Find<X: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized> = X::$find<M, H, R>;
            type Bound = M::Bound;
            type EqBr<X: Code + ?Sized, Y: Code + ?Sized> = False;
            type EqEnd = False;
            type $eq<R: Code + ?Sized> = R::Eq<M>;
            type $find<N: Code + ?Sized, H: crate::expr::Hit + ?Sized, R: crate::expr::Scope + ?Sized> = <N::Eq<M> as Bool>::Find<H, R, Self>;
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
