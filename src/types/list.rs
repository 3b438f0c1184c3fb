//! Lists of types.

use std::marker::PhantomData;

/// The empty list.
#[derive(Debug, Clone, Copy)]
pub struct Nil;

/// A head and the rest.
pub struct Cons<H: ?Sized, T: ?Sized>(PhantomData<H>, PhantomData<T>);
