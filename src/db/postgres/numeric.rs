//! Exact decimal numbers in PostgreSQL's format: groups of four decimal digits around the decimal point.

use bytes::BufMut;
use rust_decimal::Decimal;

use crate::types::ValueError;

const NEGATIVE: u16 = 0x4000;
const GROUP: u128 = 10_000;
/// Digits after the point that a [`Decimal`] can have.
const MOST_SCALE: i64 = 28;

pub(super) fn write(number: Decimal, out: &mut Vec<u8>) {
    let scale = number.scale();
    // The last group is filled up with zeros, so that the point stands between two groups. A `Decimal` has 29 digits
    // at most, so three more fit.
    let fill = (4 - scale % 4) % 4;
    let mut rest = number.mantissa().unsigned_abs() * 10_u128.pow(fill);
    let mut groups = [0_u16; 10];
    let mut count = 0;
    while rest > 0 {
        groups[count] = u16::try_from(rest % GROUP).unwrap_or(0);
        rest /= GROUP;
        count += 1;
    }
    let after_point = i16::try_from(scale.div_ceil(4)).unwrap_or(0);
    let len = i16::try_from(count).unwrap_or(0);
    out.put_i16(len);
    // The place of the first group: 0 is the one before the point.
    out.put_i16(if len == 0 { 0 } else { len - 1 - after_point });
    out.put_u16(if number.is_sign_negative() && count > 0 { NEGATIVE } else { 0 });
    out.put_u16(u16::try_from(scale).unwrap_or(0));
    for group in groups[..count].iter().rev() {
        out.put_u16(*group);
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<Decimal, ValueError> {
    let refuse = |why: &'static str| ValueError::new("a decimal", why);
    let mut words = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let mut head = || words.next().ok_or(refuse("the server sent a broken number"));
    let (len, weight, sign, scale) = (head()?, head()?.cast_signed(), head()?, head()?);
    let negative = match sign {
        0 => false,
        NEGATIVE => true,
        _ => return Err(refuse("it is NaN or infinite")),
    };
    let too_long = || refuse("it has more digits than a Decimal");
    let mut mantissa: u128 = 0;
    for group in words.by_ref().take(usize::from(len)) {
        mantissa =
            mantissa.checked_mul(GROUP).and_then(|all| all.checked_add(u128::from(group))).ok_or_else(too_long)?;
    }
    // Digits after the point in `mantissa`, then as many as PostgreSQL would show.
    let mut digits = (i64::from(len) - 1 - i64::from(weight)) * 4;
    if mantissa == 0 {
        digits = 0;
    }
    while digits > i64::from(scale) || digits > MOST_SCALE {
        if !mantissa.is_multiple_of(10) {
            return Err(too_long());
        }
        mantissa /= 10;
        digits -= 1;
    }
    let wanted = i64::from(scale).min(MOST_SCALE);
    while digits < wanted.max(0) {
        match mantissa.checked_mul(10).filter(|more| *more < 1 << 96) {
            Some(more) => mantissa = more,
            // Whole numbers must come to their digits; zeros after the point may be missing.
            None if digits < 0 => return Err(too_long()),
            None => break,
        }
        digits += 1;
    }
    let scale = u32::try_from(digits).map_err(|_| too_long())?;
    let mantissa = i128::try_from(mantissa).map_err(|_| too_long())?;
    let mut number = Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| too_long())?;
    number.set_sign_negative(negative);
    Ok(number)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{read, write};

    #[test]
    fn a_decimal_comes_back_with_its_digits() {
        let texts = [
            "0",
            "0.00",
            "1",
            "-1",
            "10000",
            "9999",
            "0.1",
            "0.0001",
            "0.00001",
            "12345.6789",
            "-12345.67891",
            "100",
            "123456789012345678901234567",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "7.9228162514264337593543950335",
            "0.0000000000000000000000000001",
            "1.10",
            "20000000000",
        ];
        for text in texts {
            let number: Decimal = text.parse().expect("a decimal");
            let mut bytes = Vec::new();
            write(number, &mut bytes);
            assert_eq!(read(&bytes).expect("it").to_string(), text);
        }
    }

    #[test]
    fn what_is_longer_is_refused() {
        // 10^30, 10^-29, NaN.
        for words in [&[1, 7, 0, 0, 100][..], &[1, 0xfff8, 0, 29, 1000], &[0, 0, 0xc000, 0]] {
            let bytes: Vec<u8> = words.iter().flat_map(|word: &u16| word.to_be_bytes()).collect();
            assert!(read(&bytes).is_err(), "{words:?}");
        }
    }
}
