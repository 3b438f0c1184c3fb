//! Texts to try.

#[cfg(any(feature = "postgres", feature = "mysql"))]
use crate::random::Random;

/// Texts that have broken other programs.
pub(crate) fn hostile() -> Vec<String> {
    let mut all: Vec<String> = [
        "'",
        "''",
        "\"",
        "\"\"",
        "`",
        "\\",
        "\\'",
        "\\\\' OR 1=1 --",
        "' OR '1'='1",
        "'; DROP TABLE canary; --",
        "\"; DELETE FROM canary; --",
        "x'); DELETE FROM canary; INSERT INTO notes (text) VALUES ('",
        "/* */ ' UNION SELECT song FROM canary --",
        "-- comment",
        "# comment",
        "/* open",
        "*/",
        ";",
        "?",
        "?1",
        "$1",
        ":a",
        "@a",
        "{0}",
        "{*}",
        "{",
        "%",
        "_",
        "%_!",
        "!",
        "!%",
        "50%!_",
        "[a-z]*",
        "\n",
        "a\nb\r\nc\td",
        "a\u{0}b",
        "\u{0}",
        "\u{1}\u{7f}\u{80}",
        "NULL",
        "0x27",
        "CHAR(39)",
        "1; ATTACH DATABASE 'x' AS y",
        "naïve żółw 🐢",
        "e\u{301}",
        "\u{202e}reversed",
        "\u{feff}\u{200b}",
        "\u{fffd}\u{10ffff}",
        "ʼ＇＂",
        "",
        " ",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push("'\"\\%_!?;--\n🐢 ".repeat(1 << 16));
    all
}

/// Up to 40 characters of all of Unicode, half of them such as mean something to a database.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(crate) fn random_text(random: &mut Random, has_nul: bool) -> String {
    const SPECIAL: [char; 16] =
        ['\'', '"', '`', '\\', '%', '_', '!', ';', '-', '?', '$', ':', '\u{0}', '\n', '\u{2bc}', '\u{ff07}'];
    let length = random.below(40);
    let mut text = String::new();
    while (text.chars().count() as u64) < length {
        let code = u32::try_from(random.below(0x11_0000)).expect("a code");
        let character = match random.below(2) {
            0 => Some(SPECIAL[code as usize % SPECIAL.len()]),
            _ => char::from_u32(code),
        };
        text.extend(character.filter(|character| has_nul || *character != '\0'));
    }
    text
}
