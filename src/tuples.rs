//! The one place that says how long tuples may be.

/// Calls a macro with the type parameters of each tuple that statiql takes: one to sixteen.
macro_rules! for_each_tuple {
    ($macro:ident) => {
        $macro!(T0);
        $macro!(T0 T1);
        $macro!(T0 T1 T2);
        $macro!(T0 T1 T2 T3);
        $macro!(T0 T1 T2 T3 T4);
        $macro!(T0 T1 T2 T3 T4 T5);
        $macro!(T0 T1 T2 T3 T4 T5 T6);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14);
        $macro!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15);
    };
}

pub(crate) use for_each_tuple;
