//! The lists that scopes are made of: one type for each first digit of a source's name.
//!
//! The compiler looks sources up more often than it does anything else here, and at each step of a look-up it goes again
//! through all that the steps behind asked for. So a list says by its type which first digit its source's name has: where
//! another is looked for, that takes one step and asks for next to nothing.

use std::marker::PhantomData;

use super::{NullableSrc, OuterSrc, Scope, Src};
use crate::schema::Source;
use crate::types::Null;
use crate::types::code::*;

/// The sources `R`, and the source `T` of the query around.
pub struct OuterList<T: ?Sized, R: ?Sized>(PhantomData<T>, PhantomData<R>);

/// The sources `R`, and the source `T`, which has no name of digits.
pub struct ListBr<T: ?Sized, R: ?Sized>(PhantomData<T>, PhantomData<R>);

macro_rules! other_lists {
    ($($find:ident $name:ident;)*) => {
        impl<T: Source, R: Scope + ?Sized> Scope for OuterList<T, R> {
            $(
                type $find<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> =
                    <<T::Code as Code>::Eq<$name<X, Y, Z>> as Bool>::Find<OuterSrc<T>, R, $name<X, Y, Z>>;
            )*
            type FindBr<X: Code + ?Sized> = R::FindBr<X>;
            type Last = R::Last;
            type NoRows = Null;
            type Nullable = OuterList<T, R::Nullable>;
            type LastNullable = OuterList<T, R::LastNullable>;
        }

        impl<T: Source, R: Scope + ?Sized> Scope for ListBr<T, R> {
            $(type $find<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> = R::$find<X, Y, Z>;)*
            type FindBr<X: Code + ?Sized> = <<T::Code as Code>::Eq<X> as Bool>::Find<Src<T>, R, X>;
            type Last = T;
            type NoRows = Null;
            // Such sources are joined with nothing.
            type Nullable = ListBr<T, R::Nullable>;
            type LastNullable = ListBr<T, R>;
        }
    };
}

other_lists! {
    FindD0 D0; FindD1 D1; FindD2 D2; FindD3 D3; FindD4 D4; FindD5 D5; FindD6 D6; FindD7 D7;
    FindD8 D8; FindD9 D9; FindDA DA; FindDB DB; FindDC DC; FindDD DD; FindDE DE; FindDF DF;
}

macro_rules! list {
    ($list:ident is $list_of:ident, nullable $nullable:ident, $name:ident $find:ident, others $($other:ident)*) => {
        #[doc = concat!("Sources, the last of them one whose name begins with `", stringify!($name), "`, as a [`", stringify!($list_of), "`].")]
        pub struct $list<T: ?Sized, R: ?Sized>(PhantomData<T>, PhantomData<R>);

        impl<T: Source, R: Scope + ?Sized> Scope for $list<T, R> {
            type $find<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> =
                <T::Is<X, Y, Z> as Bool>::Find<$list_of<T>, R, $name<X, Y, Z>>;
            $(type $other<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> = R::$other<X, Y, Z>;)*
            type FindBr<X: Code + ?Sized> = R::FindBr<X>;
            type Last = T;
            type NoRows = Null;
            type Nullable = $nullable<T, R::Nullable>;
            type LastNullable = $nullable<T, R>;
        }
    };
}

macro_rules! lists {
    // One after the other, with those before it and those after it.
    ([$($before:ident)*] $name:ident $find:ident $list:ident $nullable:ident;
        $($after:ident $after_find:ident $after_list:ident $after_nullable:ident;)*) => {
        list!($list is Src, nullable $nullable, $name $find, others $($before)* $($after_find)*);
        list!($nullable is NullableSrc, nullable $nullable, $name $find, others $($before)* $($after_find)*);
        lists!([$($before)* $find] $($after $after_find $after_list $after_nullable;)*);
    };
    ([$($before:ident)*]) => {};
}

lists! {
    []
    D0 FindD0 ListD0 NullableListD0; D1 FindD1 ListD1 NullableListD1; D2 FindD2 ListD2 NullableListD2;
    D3 FindD3 ListD3 NullableListD3; D4 FindD4 ListD4 NullableListD4; D5 FindD5 ListD5 NullableListD5;
    D6 FindD6 ListD6 NullableListD6; D7 FindD7 ListD7 NullableListD7; D8 FindD8 ListD8 NullableListD8;
    D9 FindD9 ListD9 NullableListD9; DA FindDA ListDA NullableListDA; DB FindDB ListDB NullableListDB;
    DC FindDC ListDC NullableListDC; DD FindDD ListDD NullableListDD; DE FindDE ListDE NullableListDE;
    DF FindDF ListDF NullableListDF;
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use super::*;
    use crate::expr::scope::{Found, NotFound, Only, With, WithNullable};
    use crate::types::Nil;

    macro_rules! sources {
        ($($source:ident $list:ident $name:ident<$x:ident $is_x:ident, $y:ident $is_y:ident, $z:ident $is_z:ident>;)*) => {$(
            struct $source;

            impl Source for $source {
                type Code = $name<$x, $y, $z>;
                type Shape = Self::Code;
                type In<R: Scope + ?Sized> = $list<Self, R>;
                type Is<X: Digit + ?Sized, Y: Digit + ?Sized, Z: Digit + ?Sized> =
                    <<X::$is_x as Bool>::And<Y::$is_y> as Bool>::And<Z::$is_z>;
                const NAME: &'static str = stringify!($source);
            }
        )*};
    }

    // Names that differ in one digit each.
    sources! {
        A ListD5 D5<W1 Is1, W2 Is2, W3 Is3>;
        First ListD6 D6<W1 Is1, W2 Is2, W3 Is3>;
        Second ListD5 D5<W9 Is9, W2 Is2, W3 Is3>;
        Third ListD5 D5<W1 Is1, W9 Is9, W3 Is3>;
        Fourth ListD5 D5<W1 Is1, W2 Is2, W9 Is9>;
    }

    fn finds<T: Source, S: Scope, H: 'static>() -> bool
    where
        Found<T, S>: 'static,
    {
        TypeId::of::<Found<T, S>>() == TypeId::of::<H>()
    }

    type Others = With<Fourth, With<Third, With<Second, Only<First>>>>;

    #[test]
    fn a_source_is_found_wherever_it_stands() {
        assert!(finds::<A, Only<A>, Src<A>>());
        assert!(finds::<A, With<A, Others>, Src<A>>());
        assert!(finds::<A, With<Fourth, With<Third, With<Second, With<First, Only<A>>>>>, Src<A>>());
        assert!(finds::<First, With<A, Others>, Src<First>>());
        assert!(finds::<Second, With<A, Others>, Src<Second>>());
        assert!(finds::<Third, With<A, Others>, Src<Third>>());
        assert!(finds::<Fourth, With<A, Others>, Src<Fourth>>());
    }

    #[test]
    fn a_name_that_differs_in_one_digit_is_another() {
        assert!(finds::<A, Others, NotFound>());
        assert!(finds::<A, OuterList<Fourth, OuterList<First, Nil>>, NotFound>());
        assert!(finds::<Third, With<A, Only<Fourth>>, NotFound>());
    }

    #[test]
    fn an_outer_join_makes_the_sources_of_one_side_nullable() {
        type Left = WithNullable<A, Others>;
        type Full = WithNullable<A, <Others as Scope>::Nullable>;
        assert!(finds::<A, Left, NullableSrc<A>>() && finds::<Third, Left, Src<Third>>());
        assert!(finds::<A, Full, NullableSrc<A>>() && finds::<Third, Full, NullableSrc<Third>>());
        assert!(finds::<A, OuterList<A, Others>, OuterSrc<A>>());
    }
}
