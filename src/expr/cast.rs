//! CAST, to the types that every database can cast to.

use std::marker::PhantomData;

use super::{Function, Scalar, Strict};
use crate::render::Template;
use crate::types::code::{Br, Code, D0, D1, D2, D3, D4, D5, DC};
use crate::types::{Nil, SqlType};

/// A type that `.cast::<T>()` can give.
#[diagnostic::on_unimplemented(
    message = "nothing can be cast to `{Self}`",
    label = "`{Self}` is not a target of CAST",
    note = "cast to i16, i32, i64, f64 or String"
)]
pub trait CastTo: SqlType {
    /// The type, spelled in types.
    type Code: Code;
    /// The function: `Cast<Self>`.
    type Cast: Function;
    /// `CAST({0} AS ..)`
    const TEMPLATE: Template;
}

macro_rules! casts {
    ($($ty:ty = $digit:ident $template:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl CastTo for $ty {
            type Code = $digit;
            type Cast = Cast<$ty>;
            const TEMPLATE: Template = $template;
        }
    )*};
}

casts! {
    i16 = D1 Template::by_dialect("CAST({0} AS INTEGER)", "CAST({0} AS SMALLINT)", "CAST({0} AS SIGNED)", "CAST({0} AS SIGNED)");
    i32 = D2 Template::by_dialect("CAST({0} AS INTEGER)", "CAST({0} AS INTEGER)", "CAST({0} AS SIGNED)", "CAST({0} AS SIGNED)");
    i64 = D3 Template::by_dialect("CAST({0} AS INTEGER)", "CAST({0} AS BIGINT)", "CAST({0} AS SIGNED)", "CAST({0} AS SIGNED)");
    f64 = D4 Template::by_dialect("CAST({0} AS REAL)", "CAST({0} AS DOUBLE PRECISION)", "CAST({0} AS DOUBLE)", "CAST({0} AS DOUBLE)");
    String = D5 Template::by_dialect("CAST({0} AS TEXT)", "CAST({0} AS TEXT)", "CAST({0} AS CHAR)", "CAST({0} AS CHAR)");
}

/// `CAST(x AS ..)` to the type `T`.
pub struct Cast<T>(PhantomData<T>);

impl<T: CastTo> Function for Cast<T> {
    const TEMPLATE: Template = T::TEMPLATE;
    type Nulls = Strict;
    type Class = Scalar;
    type Needs = Nil;
    type Code = Br<D0, Br<DC, T::Code>>;
}
