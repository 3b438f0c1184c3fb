//! How the functions and operators that statiql brings are declared: a line each.

/// Declares built-in functions: name, two digits that name it in types, when it is NULL, its class, its SQL.
macro_rules! builtins {
    ($($(#[$doc:meta])* $name:ident $(<$t:ident: $bound:path>)? [$high:ident $low:ident] $nulls:ident $class:ident
        $(needs $needs:ty,)? = $template:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name $(<$t: ?Sized>(std::marker::PhantomData<$t>))?;

        impl $(<$t: $bound>)? $crate::expr::Function for $name $(<$t>)? {
            const TEMPLATE: $crate::render::Template = $template;
            type Nulls = $crate::expr::$nulls;
            type Class = $crate::expr::call::$class;
            type Needs = $crate::expr::builtin::needs!($($needs)?);
            type Code = $crate::types::code::Br<$crate::types::code::$high, $crate::types::code::$low>;
        }
    )*};
}

macro_rules! needs {
    () => {
        $crate::types::Nil
    };
    ($needs:ty) => {
        $needs
    };
}

pub(crate) use {builtins, needs};
