//! What the same schema and the same queries cost the compiler: statiql beside Diesel.
//!
//! ```text
//! cargo run --release --manifest-path benches/compile/Cargo.toml -- [--quick] [--only CASE] [--verify] ..
//! ```
//!
//! For each case it generates one crate for each library. Their dependencies are built first and not counted. Then
//! `cargo check` and `cargo build` (dev profile) run on the generated crate alone, in turns, so that whatever else the
//! machine does meets all alike; what is reported is the median of the user time of all processes.

mod diesel;
mod measure;
mod model;
mod options;
mod project;
mod statiql;

use measure::{Command, Took};
use model::{Query, Schema};
use options::Options;
use project::{Library, Project};

fn main() {
    let options = match Options::from_arguments(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\n\n{}", options::USAGE);
            std::process::exit(2);
        }
    };
    if let Err(message) = run(&options) {
        eprintln!("{message}");
        std::process::exit(1);
    }
}

/// A schema and queries.
struct Case {
    key: &'static str,
    title: String,
    schema: Schema,
    queries: Vec<Query>,
}

fn run(options: &Options) -> Result<(), String> {
    println!("{}", measure::compiler()?);
    println!(
        "Diesel {}, statiql at {}; {} repeats, median of user time\n",
        diesel::VERSION,
        options.statiql.display(),
        options.repeats
    );
    if options.wants("a") || options.wants("b") {
        beside_diesel(options)?;
    }
    if options.wants("c") {
        linearity(options)?;
    }
    Ok(())
}

fn cases(options: &Options) -> Vec<Case> {
    let part = |whole: usize| if options.quick { whole / 5 } else { whole };
    let wide = Schema::new(part(100));
    let narrow = Schema::new(20);
    let three_way = (0..part(300)).map(|seed| Query::new(&wide, seed, 2, 4)).collect::<Vec<_>>();
    let eight_way = (0..part(100)).map(|seed| Query::new(&narrow, seed, 7, 30)).collect::<Vec<_>>();
    [
        Case {
            key: "a",
            title: format!("{} tables, {} queries of 3 tables, 4 conditions", wide.tables.len(), three_way.len()),
            schema: wide,
            queries: three_way,
        },
        Case {
            key: "b",
            title: format!("{} tables, {} queries of 8 tables, 30 conditions", narrow.tables.len(), eight_way.len()),
            schema: narrow,
            queries: eight_way,
        },
    ]
    .into_iter()
    .filter(|case| options.wants(case.key))
    .collect()
}

/// The cases that both libraries can do.
fn beside_diesel(options: &Options) -> Result<(), String> {
    let cases = cases(options);
    let mut projects = Vec::new();
    for case in &cases {
        for library in options.libraries() {
            let project = Project::write(options, library, case.key, &case.schema, &case.queries)?;
            project.build_dependencies()?;
            projects.push(project);
        }
        if options.verify {
            verify(options, case)?;
        }
    }
    let commands = [Command::Check, Command::Build];
    let took = repeat(options, &projects, &commands)?;

    println!("| case | command | statiql s | Diesel s | ratio | goal |");
    println!("|---|---|---:|---:|---:|---:|");
    for case in &cases {
        for (place, command) in commands.iter().enumerate() {
            let of = |library: Library| {
                projects
                    .iter()
                    .position(|project| project.is(case.key, library))
                    .map(|project| measure::median(&took[project][place]))
            };
            let goal = match command {
                Command::Check => 0.10,
                Command::Build => 0.40,
            };
            println!(
                "| ({}) {} | {} | {} | {} | {} | ≤ {goal:.2} |",
                case.key,
                case.title,
                command.name(),
                seconds(of(Library::Statiql)),
                seconds(of(Library::Diesel)),
                ratio(of(Library::Statiql), of(Library::Diesel)),
            );
        }
    }
    println!();
    Ok(())
}

/// Seconds for each query and each join, for queries of more and more joins; statiql alone.
fn linearity(options: &Options) -> Result<(), String> {
    let schema = Schema::new(20);
    let count = if options.quick { 10 } else { 50 };
    let mut projects = Vec::new();
    for joins in [0, 2, 4, 8, 16] {
        // Without queries, first: what the schema takes is no query's.
        let queries = if joins == 0 { 0 } else { count };
        let queries = (0..queries).map(|seed| Query::new(&schema, seed, joins, joins)).collect::<Vec<_>>();
        let project = Project::write(options, Library::Statiql, &format!("c{joins:02}"), &schema, &queries)?;
        project.build_dependencies()?;
        projects.push(project);
    }
    let commands = [Command::Check, Command::Build];
    let took = repeat(options, &projects, &commands)?;

    println!("(c) statiql, {count} queries of n joins and n conditions, without what the schema takes:\n");
    println!("| joins | check ms/query | check ms/join | build ms/query | build ms/join |");
    println!("|---:|---:|---:|---:|---:|");
    for (project, joins) in [2, 4, 8, 16].into_iter().enumerate() {
        let milliseconds = |place: usize| {
            let [with, without] = [&took[project + 1][place], &took[0][place]].map(|all| measure::median(all));
            (with.seconds() - without.seconds()) * 1e3 / count as f64
        };
        let (check, build) = (milliseconds(0), milliseconds(1));
        let each = f64::from(joins);
        println!("| {joins} | {check:.2} | {:.2} | {build:.2} | {:.2} |", check / each, build / each);
    }
    println!();
    Ok(())
}

/// All commands on all projects in turns: for each project and command the times.
fn repeat(options: &Options, projects: &[Project], commands: &[Command]) -> Result<Vec<Vec<Vec<Took>>>, String> {
    let mut took = vec![vec![Vec::new(); commands.len()]; projects.len()];
    for turn in 0..options.repeats {
        for (project, of_project) in projects.iter().zip(&mut took) {
            for (command, of_command) in commands.iter().zip(of_project) {
                // What took too long once is not tried again.
                if let Some(Took::Longer(limit)) = of_command.last().copied() {
                    of_command.push(Took::Longer(limit));
                    continue;
                }
                let time = project.run(*command, options.limit)?;
                eprintln!("{}/{} {} {}: {time}", turn + 1, options.repeats, project.name(), command.name());
                of_command.push(time);
            }
        }
    }
    Ok(took)
}

/// Runs both crates and compares their SQL, but for quotes, parentheses and the values that Diesel adds.
fn verify(options: &Options, case: &Case) -> Result<(), String> {
    let texts = [Library::Statiql, Library::Diesel]
        .map(|library| Project::write(options, library, case.key, &case.schema, &case.queries)?.print());
    let [statiql, diesel] = texts;
    let (statiql, diesel) = (statiql?, diesel?);
    let mut different = 0;
    for (ours, theirs) in statiql.lines().zip(diesel.lines()) {
        if plain(ours) != plain(theirs) {
            different += 1;
            if different <= 3 {
                eprintln!("different:\n  {ours}\n  {theirs}");
            }
        }
    }
    let (ours, theirs) = (statiql.lines().count(), diesel.lines().count());
    if different > 0 || ours != theirs || ours != case.queries.len() {
        return Err(format!("({}): {different} of {ours} and {theirs} statements differ", case.key));
    }
    eprintln!("({}): the same {ours} statements from both", case.key);
    Ok(())
}

fn plain(sql: &str) -> String {
    let sql = sql.split(" -- binds:").next().unwrap_or_default();
    let words = sql.replace("INNER JOIN", "JOIN").replace("LEFT OUTER JOIN", "LEFT JOIN").replace("!=", "<>");
    words.chars().filter(|c| !matches!(c, '(' | ')' | '"' | '`' | ' ')).collect::<String>().to_lowercase()
}

fn seconds(took: Option<Took>) -> String {
    took.map_or_else(|| "–".to_owned(), |took| took.to_string())
}

fn ratio(ours: Option<Took>, theirs: Option<Took>) -> String {
    match (ours, theirs) {
        (Some(Took::Seconds(ours)), Some(Took::Seconds(theirs))) => format!("{:.3}", ours / theirs),
        (Some(Took::Seconds(ours)), Some(Took::Longer(limit))) => format!("< {:.3}", ours / limit),
        _ => "–".to_owned(),
    }
}
