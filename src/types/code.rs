//! Type-level names: equality of tables, columns and expressions that the compiler can decide.
//!
//! Rust has no inequality of types, which is why other builders need an impl for every pair of tables. Here every
//! table and column carries a [`Code`], a hash of its name spelled in types, and `<A::Eq<B>>` is [`True`] or [`False`].
//! With it every check is a total function, whose verdict one bound at the clause turns into one short message.

use std::marker::PhantomData;

use crate::expr::{Hit, Scope, Verdict};
use crate::render::Needs;

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
    type Judge<A: Verdict + ?Sized, B: Verdict + ?Sized>: Verdict;
    /// As [`Bool::If`], of what something needs of the database.
    type Demand<A: Needs, B: Needs>: Needs;
    #[doc(hidden)]
    type Find<H: Hit + ?Sized, R: Scope + ?Sized, X: Code + ?Sized>: Hit;
}

impl Bool for True {
    type AndEq<X: Code + ?Sized, Y: Code + ?Sized> = X::Eq<Y>;
    type Or<B: Bool + ?Sized> = True;
    type And<B: Bool + ?Sized> = B;
    type If<A, B> = A;
    type Judge<A: Verdict + ?Sized, B: Verdict + ?Sized> = A;
    type Demand<A: Needs, B: Needs> = A;
    type Find<H: Hit + ?Sized, R: Scope + ?Sized, X: Code + ?Sized> = H;
}

impl Bool for False {
    type AndEq<X: Code + ?Sized, Y: Code + ?Sized> = False;
    type Or<B: Bool + ?Sized> = B;
    type And<B: Bool + ?Sized> = False;
    type If<A, B> = B;
    type Judge<A: Verdict + ?Sized, B: Verdict + ?Sized> = B;
    type Demand<A: Needs, B: Needs> = B;
    type Find<H: Hit + ?Sized, R: Scope + ?Sized, X: Code + ?Sized> = X::FindIn<R>;
}

/// A name or structure spelled in types: a name is one of sixteen first digits around three [`Digit`]s of 64 values each,
/// and [`Br`] joins codes.
///
/// Comparing dispatches on one type after the other, never on a pair: `D3<A, B, C>` asks the other code for its
/// `EqD3<A, B, C>`, which compares the digits in `D3` and is [`False`] in all others.
///
/// The compiler looks names up more often than it does anything else here, and what a look-up takes grows with the
/// square of the steps and bounds on its way. So most names differ in their first digit already, the others stand side
/// by side, and the parameters are `?Sized`, which leaves out a bound each.
pub trait Code: Sized + 'static {
    /// Whether this is the same code as `O`.
    type Eq<O: Code + ?Sized>: Bool;
    /// Whether a value that is only known at run time is part of it.
    type Bound: Bool;
    /// What the digits spell as a number: for a column, its place in its table.
    const NUMBER: usize = 0;
    /// Looks this name up in a scope.
    type FindIn<S: Scope + ?Sized>: Hit;
    #[doc(hidden)]
    type EqBr<X: Code + ?Sized, Y: Code + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD0<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD1<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD2<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD3<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD4<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD5<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD6<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD7<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD8<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqD9<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqDA<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqDB<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqDC<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqDD<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqDE<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type EqDF<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized>: Bool;
}

/// What all but one first digit have in common: no other name is the same.
macro_rules! another {
    ($($eq:ident)*) => {$(
        type $eq<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized> = False;
    )*};
}

macro_rules! no_name {
    () => {
        type FindIn<S: Scope + ?Sized> = S::FindBr<Self>;
        another!(EqD0 EqD1 EqD2 EqD3 EqD4 EqD5 EqD6 EqD7 EqD8 EqD9 EqDA EqDB EqDC EqDD EqDE EqDF);
    };
}

/// Two codes joined.
pub struct Br<X: ?Sized, Y: ?Sized>(PhantomData<X>, PhantomData<Y>);

impl<L: Code, M: Code> Code for Br<L, M> {
    type Eq<O: Code + ?Sized> = O::EqBr<L, M>;
    type Bound = <L::Bound as Bool>::Or<M::Bound>;
    type EqBr<X: Code + ?Sized, Y: Code + ?Sized> = <L::Eq<X> as Bool>::AndEq<M, Y>;
    no_name!();
}

/// What is only known at run time: equal to nothing, not even itself.
#[derive(Debug)]
pub struct Unknown;

impl Code for Unknown {
    type Eq<O: Code + ?Sized> = False;
    type Bound = True;
    type EqBr<X: Code + ?Sized, Y: Code + ?Sized> = False;
    no_name!();
}

/// The types of names, one for each first digit.
macro_rules! names {
    // One after the other, with those before it and those after it.
    ([$($before:tt)*] $name:ident $number:literal $eq:ident $find:ident;
        $($after:ident $after_number:literal $after_eq:ident $after_find:ident;)*) => {
        #[doc(hidden)]
        pub struct $name<A: ?Sized = W0, B: ?Sized = W0, C: ?Sized = W0>(PhantomData<A>, PhantomData<B>, PhantomData<C>);

        impl<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> Code for $name<X, Y, Z> {
            type Eq<O: Code + ?Sized> = O::$eq<X, Y, Z>;
            type Bound = False;
            const NUMBER: usize = $number + (X::NUMBER << 4) + (Y::NUMBER << 10) + (Z::NUMBER << 16);
            type FindIn<S: Scope + ?Sized> = S::$find<X, Y, Z>;
            type EqBr<P: Code + ?Sized, Q: Code + ?Sized> = False;
            type $eq<A: Digit + ?Sized, B: Digit + ?Sized, C: Digit + ?Sized> =
                <<X::Is<A> as Bool>::And<Y::Is<B>> as Bool>::And<Z::Is<C>>;
            another!($($before)* $($after_eq)*);
        }

        names!([$($before)* $eq] $($after $after_number $after_eq $after_find;)*);
    };
    ([$($before:tt)*]) => {};
}

names! {
    []
    D0 0 EqD0 FindD0; D1 1 EqD1 FindD1; D2 2 EqD2 FindD2; D3 3 EqD3 FindD3;
    D4 4 EqD4 FindD4; D5 5 EqD5 FindD5; D6 6 EqD6 FindD6; D7 7 EqD7 FindD7;
    D8 8 EqD8 FindD8; D9 9 EqD9 FindD9; DA 10 EqDA FindDA; DB 11 EqDB FindDB;
    DC 12 EqDC FindDC; DD 13 EqDD FindDD; DE 14 EqDE FindDE; DF 15 EqDF FindDF;
}

/// A digit of a name: one of 64.
pub trait Digit: Sized + 'static {
    #[doc(hidden)]
    const NUMBER: usize;
    /// Whether this is the same digit as `O`.
    type Is<O: Digit + ?Sized>: Bool;
    #[doc(hidden)]
    type Is0: Bool;
    #[doc(hidden)]
    type Is1: Bool;
    #[doc(hidden)]
    type Is2: Bool;
    #[doc(hidden)]
    type Is3: Bool;
    #[doc(hidden)]
    type Is4: Bool;
    #[doc(hidden)]
    type Is5: Bool;
    #[doc(hidden)]
    type Is6: Bool;
    #[doc(hidden)]
    type Is7: Bool;
    #[doc(hidden)]
    type Is8: Bool;
    #[doc(hidden)]
    type Is9: Bool;
    #[doc(hidden)]
    type Is10: Bool;
    #[doc(hidden)]
    type Is11: Bool;
    #[doc(hidden)]
    type Is12: Bool;
    #[doc(hidden)]
    type Is13: Bool;
    #[doc(hidden)]
    type Is14: Bool;
    #[doc(hidden)]
    type Is15: Bool;
    #[doc(hidden)]
    type Is16: Bool;
    #[doc(hidden)]
    type Is17: Bool;
    #[doc(hidden)]
    type Is18: Bool;
    #[doc(hidden)]
    type Is19: Bool;
    #[doc(hidden)]
    type Is20: Bool;
    #[doc(hidden)]
    type Is21: Bool;
    #[doc(hidden)]
    type Is22: Bool;
    #[doc(hidden)]
    type Is23: Bool;
    #[doc(hidden)]
    type Is24: Bool;
    #[doc(hidden)]
    type Is25: Bool;
    #[doc(hidden)]
    type Is26: Bool;
    #[doc(hidden)]
    type Is27: Bool;
    #[doc(hidden)]
    type Is28: Bool;
    #[doc(hidden)]
    type Is29: Bool;
    #[doc(hidden)]
    type Is30: Bool;
    #[doc(hidden)]
    type Is31: Bool;
    #[doc(hidden)]
    type Is32: Bool;
    #[doc(hidden)]
    type Is33: Bool;
    #[doc(hidden)]
    type Is34: Bool;
    #[doc(hidden)]
    type Is35: Bool;
    #[doc(hidden)]
    type Is36: Bool;
    #[doc(hidden)]
    type Is37: Bool;
    #[doc(hidden)]
    type Is38: Bool;
    #[doc(hidden)]
    type Is39: Bool;
    #[doc(hidden)]
    type Is40: Bool;
    #[doc(hidden)]
    type Is41: Bool;
    #[doc(hidden)]
    type Is42: Bool;
    #[doc(hidden)]
    type Is43: Bool;
    #[doc(hidden)]
    type Is44: Bool;
    #[doc(hidden)]
    type Is45: Bool;
    #[doc(hidden)]
    type Is46: Bool;
    #[doc(hidden)]
    type Is47: Bool;
    #[doc(hidden)]
    type Is48: Bool;
    #[doc(hidden)]
    type Is49: Bool;
    #[doc(hidden)]
    type Is50: Bool;
    #[doc(hidden)]
    type Is51: Bool;
    #[doc(hidden)]
    type Is52: Bool;
    #[doc(hidden)]
    type Is53: Bool;
    #[doc(hidden)]
    type Is54: Bool;
    #[doc(hidden)]
    type Is55: Bool;
    #[doc(hidden)]
    type Is56: Bool;
    #[doc(hidden)]
    type Is57: Bool;
    #[doc(hidden)]
    type Is58: Bool;
    #[doc(hidden)]
    type Is59: Bool;
    #[doc(hidden)]
    type Is60: Bool;
    #[doc(hidden)]
    type Is61: Bool;
    #[doc(hidden)]
    type Is62: Bool;
    #[doc(hidden)]
    type Is63: Bool;
}

macro_rules! digits {
    // One after the other, with those before it and those after it.
    ([$($before:ident)*] $digit:ident $number:literal $is:ident; $($after:ident $after_number:literal $after_is:ident;)*) => {
        #[doc(hidden)]
        #[derive(Debug)]
        pub struct $digit;

        impl Digit for $digit {
            const NUMBER: usize = $number;
            type Is<O: Digit + ?Sized> = O::$is;
            type $is = True;
            $(type $before = False;)*
            $(type $after_is = False;)*
        }

        digits!([$($before)* $is] $($after $after_number $after_is;)*);
    };
    ([$($before:ident)*]) => {};
}

digits! {
    []
    W0 0 Is0; W1 1 Is1; W2 2 Is2; W3 3 Is3; W4 4 Is4; W5 5 Is5; W6 6 Is6; W7 7 Is7;
    W8 8 Is8; W9 9 Is9; W10 10 Is10; W11 11 Is11; W12 12 Is12; W13 13 Is13; W14 14 Is14; W15 15 Is15;
    W16 16 Is16; W17 17 Is17; W18 18 Is18; W19 19 Is19; W20 20 Is20; W21 21 Is21; W22 22 Is22; W23 23 Is23;
    W24 24 Is24; W25 25 Is25; W26 26 Is26; W27 27 Is27; W28 28 Is28; W29 29 Is29; W30 30 Is30; W31 31 Is31;
    W32 32 Is32; W33 33 Is33; W34 34 Is34; W35 35 Is35; W36 36 Is36; W37 37 Is37; W38 38 Is38; W39 39 Is39;
    W40 40 Is40; W41 41 Is41; W42 42 Is42; W43 43 Is43; W44 44 Is44; W45 45 Is45; W46 46 Is46; W47 47 Is47;
    W48 48 Is48; W49 49 Is49; W50 50 Is50; W51 51 Is51; W52 52 Is52; W53 53 Is53; W54 54 Is54; W55 55 Is55;
    W56 56 Is56; W57 57 Is57; W58 58 Is58; W59 59 Is59; W60 60 Is60; W61 61 Is61; W62 62 Is62; W63 63 Is63;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_spell_a_number_from_the_lowest_on() {
        assert_eq!([<D0>::NUMBER, <DF>::NUMBER, <D0<W1>>::NUMBER, <D3<W0, W1>>::NUMBER], [0, 15, 16, 1027]);
    }
}
