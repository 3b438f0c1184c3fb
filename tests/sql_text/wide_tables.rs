//! Tables of more columns than a digit counts: each of them is itself.

use insta::assert_snapshot;
use statiql::prelude::*;
use statiql::schema::{Column, Table};

#[table("wide")]
pub struct Wide {
    pub c0: i32,
    pub c1: i32,
    pub c2: i32,
    pub c3: i32,
    pub c4: i32,
    pub c5: i32,
    pub c6: i32,
    pub c7: i32,
    pub c8: i32,
    pub c9: i32,
    pub c10: i32,
    pub c11: i32,
    pub c12: i32,
    pub c13: i32,
    pub c14: i32,
    pub c15: i32,
    pub c16: i32,
    pub c17: i32,
    pub c18: i32,
    pub c19: i32,
    pub c20: i32,
    pub c21: i32,
    pub c22: i32,
    pub c23: i32,
    pub c24: i32,
    pub c25: i32,
    pub c26: i32,
    pub c27: i32,
    pub c28: i32,
    pub c29: i32,
    pub c30: i32,
    pub c31: i32,
    pub c32: i32,
    pub c33: i32,
}

#[test]
fn every_column_has_its_own_name() {
    let names = Wide::meta().columns.iter().map(|column| column.name).collect::<Vec<_>>();
    assert_eq!(names, (0..34).map(|place| format!("c{place}")).collect::<Vec<_>>());
    assert_eq!([wide::c0::NAME, wide::c1::NAME, wide::c15::NAME], ["c0", "c1", "c15"]);
    assert_eq!([wide::c16::NAME, wide::c17::NAME, wide::c33::NAME], ["c16", "c17", "c33"]);
}

/// That would not compile if two of them were one, since none may be set twice, or if one were left out.
#[test]
fn every_column_is_inserted() {
    let values = (
        (
            Wide.c0.set(0),
            Wide.c1.set(1),
            Wide.c2.set(2),
            Wide.c3.set(3),
            Wide.c4.set(4),
            Wide.c5.set(5),
            Wide.c6.set(6),
            Wide.c7.set(7),
            Wide.c8.set(8),
            Wide.c9.set(9),
            Wide.c10.set(10),
            Wide.c11.set(11),
            Wide.c12.set(12),
            Wide.c13.set(13),
            Wide.c14.set(14),
            Wide.c15.set(15),
        ),
        (
            Wide.c16.set(16),
            Wide.c17.set(17),
            Wide.c18.set(18),
            Wide.c19.set(19),
            Wide.c20.set(20),
            Wide.c21.set(21),
            Wide.c22.set(22),
            Wide.c23.set(23),
            Wide.c24.set(24),
            Wide.c25.set(25),
            Wide.c26.set(26),
            Wide.c27.set(27),
            Wide.c28.set(28),
            Wide.c29.set(29),
            Wide.c30.set(30),
            Wide.c31.set(31),
        ),
        (Wide.c32.set(32), Wide.c33.set(33)),
    );
    let names = (0..34).map(|place| format!("\"c{place}\"")).collect::<Vec<_>>().join(", ");
    let text = insert(Wide).values(values).sql::<Sqlite>();
    assert!(text.starts_with(&format!("INSERT INTO \"wide\" ({names}) VALUES (")), "{text}");
}

/// `c1` has the first digit of `c17` and is no key.
#[test]
fn a_column_far_behind_is_a_key() {
    let grouped = from(Wide).group_by(Wide.c17).select((Wide.c17, Wide.c1.max()));
    assert_snapshot!(grouped.sql::<Sqlite>(), @r#"SELECT "wide"."c17", MAX("wide"."c1") FROM "wide" GROUP BY "wide"."c17""#);
}
