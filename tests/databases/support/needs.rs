//! Which databases a case runs on, from what it needs.
//!
//! A statement is checked for one database at a time, so a case that a database cannot run must not be compiled for
//! it. A macro cannot read the table of capabilities; what it would find there is repeated here, and a test compares.

/// `whether!(mysql [UpdateReturning] ..)` is `..` if MySQL has all of it, otherwise nothing.
macro_rules! whether {
    ($database:ident [] $($body:tt)*) => { $($body)* };

    (sqlite [ILike $($rest:ident)*] $($body:tt)*) => {};
    (sqlite [OffsetWithoutLimit $($rest:ident)*] $($body:tt)*) => {};
    (sqlite [RowLocks $($rest:ident)*] $($body:tt)*) => {};
    (sqlite [LockOfOuterJoin $($rest:ident)*] $($body:tt)*) => {};
    (sqlite [QuantifiedSubquery $($rest:ident)*] $($body:tt)*) => {};
    (sqlite [ExactDecimals $($rest:ident)*] $($body:tt)*) => {};
    (sqlite [OrderedJson $($rest:ident)*] $($body:tt)*) => {};

    (postgres [LockOfOuterJoin $($rest:ident)*] $($body:tt)*) => {};

    (mysql [InsertReturning $($rest:ident)*] $($body:tt)*) => {};
    (mysql [UpdateReturning $($rest:ident)*] $($body:tt)*) => {};
    (mysql [DeleteReturning $($rest:ident)*] $($body:tt)*) => {};
    (mysql [ConflictTarget $($rest:ident)*] $($body:tt)*) => {};
    (mysql [ConflictFilter $($rest:ident)*] $($body:tt)*) => {};
    (mysql [FullJoin $($rest:ident)*] $($body:tt)*) => {};
    (mysql [ILike $($rest:ident)*] $($body:tt)*) => {};
    (mysql [AggregateFilter $($rest:ident)*] $($body:tt)*) => {};
    (mysql [IntersectExcept $($rest:ident)*] $($body:tt)*) => {};
    (mysql [OffsetWithoutLimit $($rest:ident)*] $($body:tt)*) => {};
    (mysql [WithInValues $($rest:ident)*] $($body:tt)*) => {};
    (mysql [LimitInMembers $($rest:ident)*] $($body:tt)*) => {};
    (mysql [TransactionalDdl $($rest:ident)*] $($body:tt)*) => {};
    (mysql [OrderedJson $($rest:ident)*] $($body:tt)*) => {};

    (mariadb [UpdateReturning $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [ConflictTarget $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [ConflictFilter $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [FullJoin $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [ILike $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [AggregateFilter $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [OffsetWithoutLimit $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [WithInUpdate $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [WithInValues $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [LimitInMembers $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [TransactionalDdl $($rest:ident)*] $($body:tt)*) => {};
    (mariadb [OrderedJson $($rest:ident)*] $($body:tt)*) => {};

    ($database:ident [$has:ident $($rest:ident)*] $($body:tt)*) => {
        $crate::support::whether!($database [$($rest)*] $($body)*);
    };
}
pub(crate) use whether;

/// What the lists above say of each capability.
macro_rules! listed {
    ($($feature:ident)*) => {
        vec![$((stringify!($feature), {
            #[allow(unused_mut)]
            let mut has = [false; 4];
            whether!(sqlite [$feature] has[0] = true);
            whether!(postgres [$feature] has[1] = true);
            whether!(mysql [$feature] has[2] = true);
            whether!(mariadb [$feature] has[3] = true);
            has
        })),*]
    };
}

#[test]
fn a_case_is_left_out_where_the_table_of_capabilities_says_so() {
    let listed = listed!(
        InsertReturning UpdateReturning DeleteReturning ConflictTarget ConflictFilter FullJoin ILike AggregateFilter
        IntersectExcept OffsetWithoutLimit RowLocks LockOfOuterJoin WithInUpdate WithInValues LimitInMembers
        QuantifiedSubquery TransactionalDdl ExactDecimals OrderedJson
    );
    let table: Vec<_> = statiql::render::capability::CAPABILITIES.iter().map(|(name, _, has)| (*name, *has)).collect();
    assert_eq!(listed, table);
}
