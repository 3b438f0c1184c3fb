//! What every message of `ui-tests/fail` must be: one, at the wrong line, short, in the user's words, with advice.

#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};

const MOST_LINES: usize = 20;
const MOST_LINES_MEDIAN: usize = 16;
const LONGEST_TYPE: usize = 80;
/// What rustc says itself of a name that is not there, a field that is left out, an operator, or a borrow: that is all
/// there is to say.
const RUSTC_ALONE: [&str; 7] = ["E0063", "E0422", "E0425", "E0433", "E0499", "E0505", "E0600"];
/// The mistake is a text, a list of texts, or that there is no name.
const NAMELESS: [&str; 4] = [
    "ctes/a_query_without_names",
    "grouping/a_text_is_the_key",
    "subqueries/a_query_without_names_stands_in_from",
    "unlike_types/a_list_of_another_type",
];

struct Case {
    name: String,
    program: String,
    message: String,
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui-tests").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(root)
        .expect("the folder is there")
        .flat_map(|topic| fs::read_dir(topic.expect("a topic").path()).expect("a folder for each topic"))
        .map(|file| file.expect("a file").path())
        .filter(|file| file.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}

/// `topic/sentence`
fn name(path: &Path) -> String {
    let topic = path.parent().and_then(Path::file_name).expect("a topic");
    format!("{}/{}", topic.to_string_lossy(), path.file_stem().expect("a name").to_string_lossy())
}

fn cases() -> Vec<Case> {
    files("fail", "stderr")
        .iter()
        .map(|path| Case {
            name: name(path),
            program: fs::read_to_string(path.with_extension("rs")).expect("the program"),
            message: fs::read_to_string(path).expect("the message"),
        })
        .collect()
}

/// Asserts that no case has a fault, and names all that have one.
fn none(cases: &[Case], fault: impl Fn(&Case) -> Option<String>) {
    let faults: Vec<String> =
        cases.iter().filter_map(|case| fault(case).map(|fault| format!("{}: {fault}", case.name))).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

fn lines(case: &Case) -> usize {
    case.message.trim_end().lines().count()
}

#[test]
fn there_are_more_than_a_hundred_and_each_has_a_message_and_a_repaired_twin() {
    let programs: Vec<String> = files("fail", "rs").iter().map(|path| name(path)).collect();
    let messages: Vec<String> = files("fail", "stderr").iter().map(|path| name(path)).collect();
    let twins: Vec<String> = files("pass", "rs").iter().map(|path| name(path)).collect();
    assert_eq!(programs, messages);
    assert_eq!(programs, twins);
    let compiled =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ui_twins.rs")).expect("the list of twins");
    let missing: Vec<&String> = twins
        .iter()
        .filter(|twin| !compiled.contains(&format!("    mod {};", twin.rsplit('/').next().unwrap_or_default())))
        .collect();
    assert!(missing.is_empty(), "not compiled by tests/ui_twins.rs: {missing:?}");
    assert!(programs.len() >= 100, "{} programs", programs.len());
}

#[test]
fn one_mistake_gives_one_error() {
    none(&cases(), |case| {
        let errors = case.message.lines().filter(|line| line.starts_with("error")).count();
        (errors != 1).then(|| format!("{errors} errors"))
    });
}

#[test]
fn the_error_stands_at_the_line_that_is_wrong() {
    none(&cases(), |case| {
        let wrong = case.program.lines().position(|line| line.trim_end().ends_with("//~ wrong"))? + 1;
        let place = case.message.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let found = place.split(':').nth(1).and_then(|line| line.parse().ok());
        (found != Some(wrong)).then(|| format!("at {place}, not at line {wrong}"))
    });
    none(&cases(), |case| (!case.program.contains("//~ wrong")).then(|| "no line is marked".to_owned()));
}

#[test]
fn the_message_is_short() {
    let mut all: Vec<usize> = cases().iter().map(lines).collect();
    all.sort_unstable();
    let at = |share: usize| all[(all.len() - 1) * share / 100];
    println!(
        "lines of {} messages: least {}, median {}, nine of ten {}, most {}",
        all.len(),
        at(0),
        at(50),
        at(90),
        at(100)
    );
    none(&cases(), |case| (lines(case) > MOST_LINES).then(|| format!("{} lines", lines(case))));
    assert!(at(50) <= MOST_LINES_MEDIAN, "the median is {} lines", at(50));
}

#[test]
fn the_message_speaks_of_what_the_user_wrote() {
    none(&cases(), |case| {
        // What a macro says of its input stands at the word that is wrong.
        if !case.message.starts_with("error[") || NAMELESS.contains(&case.name.as_str()) {
            return None;
        }
        // The words of the program that are names of its own: of tables, columns, aliases and types.
        // Lower case: `Authors.id` is spoken of as the module `authors`, too.
        let program = case.program.to_lowercase();
        let names: Vec<&str> = program
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| {
                word.len() > 1 && !matches!(*word, "fn" | "pub" | "let" | "use" | "struct" | "table" | "column")
            })
            .collect();
        let told: String = case
            .message
            .lines()
            .filter(|line| line.starts_with("error") || line.contains('^') || line.contains("--- "))
            .map(str::to_lowercase)
            .collect();
        let words: Vec<&str> = told.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        (!words.iter().any(|word| names.contains(word))).then(|| "no word of the program in it".to_owned())
    });
}

#[test]
fn no_type_is_long_and_no_path_leads_inside() {
    none(&cases(), |case| {
        if case.message.contains("long-type-") {
            return Some("a type was too long to be shown".to_owned());
        }
        for (index, quoted) in case.message.split('`').enumerate() {
            if index % 2 == 1 && quoted.len() > LONGEST_TYPE && !quoted.contains(' ') {
                return Some(format!("a type of {} letters: {quoted}", quoted.len()));
            }
        }
        let inside = ["::__private", "statiql::expr::arithmetic", "statiql_macros::"];
        inside.iter().find(|path| case.message.contains(**path)).map(|path| format!("names {path}"))
    });
}

#[test]
fn the_message_says_what_to_do() {
    none(&cases(), |case| {
        let advice = ["= note: ", "= help: ", "help: ", "note: "];
        // What a macro says of its input is advice itself: it names what to write instead.
        let from_a_macro = !case.message.starts_with("error[");
        let has_advice = case.message.lines().any(|line| advice.iter().any(|word| line.trim_start().starts_with(word)));
        let of_rustc = RUSTC_ALONE.iter().any(|code| case.message.starts_with(&format!("error[{code}]")));
        (!has_advice && !from_a_macro && !of_rustc).then(|| "no advice".to_owned())
    });
}
