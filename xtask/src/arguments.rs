//! Reading the command line.

use anyhow::{Result, bail};

#[derive(Debug, PartialEq)]
pub(crate) enum Request {
    Help,
    List,
    Test(TestOptions),
    /// Start the servers, and run this command with them; an empty one stands for waiting.
    Servers(Vec<String>),
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct TestOptions {
    /// Names of steps; all of them if empty.
    pub(crate) only: Vec<String>,
    pub(crate) full: bool,
    pub(crate) servers: ServerChoice,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) enum ServerChoice {
    /// As soon as the crate has a driver that needs one.
    #[default]
    IfUsed,
    Always,
    Never,
}

pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Request> {
    match arguments.next().as_deref() {
        None | Some("help" | "--help" | "-h") => Ok(Request::Help),
        Some("test") => parse_test(arguments),
        Some("servers") => parse_servers(arguments),
        Some(other) => bail!("there is no command `{other}`"),
    }
}

fn parse_test(mut arguments: impl Iterator<Item = String>) -> Result<Request> {
    let mut options = TestOptions::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => return Ok(Request::List),
            "--help" | "-h" => return Ok(Request::Help),
            "--full" => options.full = true,
            "--servers" => options.servers = ServerChoice::Always,
            "--no-servers" => options.servers = ServerChoice::Never,
            "--only" => match arguments.next() {
                Some(step) if crate::steps::exists(&step) => options.only.push(step),
                Some(step) => bail!("there is no step `{step}`; `--list` names them"),
                None => bail!("`--only` needs the name of a step"),
            },
            other => bail!("`test` has no option `{other}`"),
        }
    }
    Ok(Request::Test(options))
}

fn parse_servers(mut arguments: impl Iterator<Item = String>) -> Result<Request> {
    match arguments.next().as_deref() {
        None => Ok(Request::Servers(Vec::new())),
        Some("--help" | "-h") => Ok(Request::Help),
        Some("--") => {
            let command: Vec<String> = arguments.collect();
            if command.is_empty() {
                bail!("`servers --` needs a command");
            }
            Ok(Request::Servers(command))
        }
        Some(other) => bail!("`servers` takes a command after `--`, not `{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &str) -> Result<Request> {
        parse(words.split_whitespace().map(String::from))
    }

    #[test]
    fn options_of_test_are_read_in_any_order() {
        let request = parse_words("test --full --only fmt --no-servers --only test").ok();
        let expected =
            TestOptions { only: vec!["fmt".into(), "test".into()], full: true, servers: ServerChoice::Never };
        assert_eq!(request, Some(Request::Test(expected)));
    }

    #[test]
    fn what_follows_the_dashes_is_the_command_as_it_stands() {
        let request = parse_words("servers -- cargo test --only x").ok();
        let command = ["cargo", "test", "--only", "x"].map(String::from).to_vec();
        assert_eq!(request, Some(Request::Servers(command)));
    }

    #[test]
    fn unknown_words_are_refused() {
        for words in ["tset", "test --fast", "test --only nosuch", "test --only", "servers x", "servers --"] {
            assert!(parse_words(words).is_err(), "`{words}` was taken");
        }
    }
}
