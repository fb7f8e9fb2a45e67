//! A typed line: read, split into words, understood.

use std::io::{BufRead, Read};

use clap::error::{ContextKind, ContextValue};
use clap::{ColorChoice, Parser, Subcommand};

use super::super::commands::Command;
use super::queue::Decision;
use crate::domain::figure::either;
use crate::error::{Error, Result};

/// The longest line that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

#[derive(Debug, Parser)]
#[command(multicall = true, color = ColorChoice::Never, max_term_width = 100)]
struct Line {
    #[command(subcommand)]
    word: Word,
}

/// What a line can ask for: the words of triage, and every command.
#[derive(Debug, Subcommand)]
pub(super) enum Word {
    /// Go through the creators to decide on, all or those of a filter
    Triage {
        /// A filter such as: micro skincare
        #[arg(allow_hyphen_values = true)]
        filter: Vec<String>,
    },
    /// Leave this creator undecided and go to the next one
    Next,
    #[command(flatten)]
    Decide(Decision),
    /// Leave
    #[command(visible_alias = "exit")]
    Quit,
    #[command(flatten)]
    Command(Command),
}

/// What became of a line.
pub(super) enum Parsed {
    /// It is empty or a comment.
    Nothing,
    /// It asked for help.
    Help(String),
    /// It asks for something to be done.
    Word(Box<Word>),
}

/// Reads a line without its end; nothing at the end of the input.
pub(super) fn read(input: &mut impl BufRead) -> Result<Option<String>> {
    let failed = |error| Error::io("read what you typed", error);
    let mut line = Vec::new();
    if input.take(LONGEST).read_until(b'\n', &mut line).map_err(failed)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
        input.skip_until(b'\n').map_err(failed)?;
        return Err(Error::refused("This line is longer than 64 KB, and nothing was done with it."));
    }
    Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
}

/// Understands a line: a command with or without `tenfold` before it.
///
/// # Errors
/// Fails where a quote is left open, the command is unknown or its options are wrong, in one line.
pub(super) fn parse(line: &str) -> Result<Parsed> {
    let words = split(line)?;
    let words = if words.first().is_some_and(|word| word == "tenfold") { &words[1..] } else { &words[..] };
    if words.first().is_none_or(|word| word.starts_with('#')) {
        return Ok(Parsed::Nothing);
    }
    if words == ["help"] {
        return Ok(Parsed::Help(overview()));
    }
    match Line::try_parse_from(words) {
        Ok(Line { word }) => Ok(Parsed::Word(Box::new(word))),
        Err(error) if !error.use_stderr() => Ok(Parsed::Help(error.to_string())),
        Err(error) => Err(wrong(&words[0], &error)),
    }
}

/// Names all words in one line: a page of help is long to listen to.
fn overview() -> String {
    let line = <Line as clap::CommandFactory>::command();
    let names: Vec<&str> = line.get_subcommands().map(clap::Command::get_name).collect();
    format!(
        "{}. \"help add\" says how add is used, and so for all; \"help-topic\" lists the manual.\n",
        names.join(", ")
    )
}

/// Splits a line at blanks. A name of more words stands in quotes, straight or as a text program sets them.
///
/// A quote counts at the start of a word or behind its `=`, so that `don't` needs none; backslashes and `#` are letters, as in
/// paths and hashtags.
fn split(line: &str) -> Result<Vec<String>> {
    let (mut words, mut word, mut quote, mut is_word) = (Vec::new(), String::new(), None, false);
    for c in line.chars() {
        let straight = if matches!(c, '\u{201c}' | '\u{201d}' | '\u{201e}') { '"' } else { c };
        match quote {
            Some(open) if straight == open => quote = None,
            Some(_) => word.push(c),
            None if matches!(straight, '"' | '\'') && (word.is_empty() || word.ends_with('=')) => {
                (quote, is_word) = (Some(straight), true);
            }
            None if c.is_whitespace() => {
                if std::mem::take(&mut is_word) {
                    words.push(std::mem::take(&mut word));
                }
            }
            None => {
                word.push(c);
                is_word = true;
            }
        }
    }
    if let Some(quote) = quote {
        return Err(Error::refused(format!("A {quote} in this line has no end.")).with_hint("Close the quote."));
    }
    if is_word {
        words.push(word);
    }
    Ok(words)
}

/// The error of a line as one line: the lines that the parser writes before its usage.
fn wrong(command: &str, error: &clap::Error) -> Error {
    if error.kind() == clap::error::ErrorKind::InvalidSubcommand {
        let near = match error.get(ContextKind::SuggestedSubcommand) {
            Some(ContextValue::Strings(near)) if !near.is_empty() => format!("Did you mean {}?", either(near)),
            _ => "\"help\" lists all commands.".to_owned(),
        };
        return Error::refused(format!("There is no command called \"{command}\".")).with_hint(near);
    }
    let text = error.to_string();
    let said =
        text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let said: Vec<&str> = said.filter(|line| !line.is_empty()).collect();
    let said = said.join(" ");
    let said = said.strip_prefix("error: ").unwrap_or(&said).trim_end_matches('.');
    Error::refused(format!("Can't do that: {said}.")).with_hint(format!("\"help {command}\" says how it is used."))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::blanks("  a  b ", &["a", "b"])]
    #[case::quoted("plan 'Spring serum' \"Batch 1\"", &["plan", "Spring serum", "Batch 1"])]
    #[case::set_by_a_text_program("campaign “Spring serum”", &["campaign", "Spring serum"])]
    #[case::behind_a_field("set a name=\"Ana Glow\" b=1", &["set", "a", "name=Ana Glow", "b=1"])]
    #[case::apostrophe("reject doesn't fit", &["reject", "doesn't", "fit"])]
    #[case::path(r"import C:\shop\list.csv", &["import", r"C:\shop\list.csv"])]
    #[case::hashtag("add a --tag #vip", &["add", "a", "--tag", "#vip"])]
    #[case::empty("set a note=''", &["set", "a", "note="])]
    #[case::nothing("''", &[""])]
    fn a_line_is_split_into_words(#[case] line: &str, #[case] words: &[&str]) {
        assert_eq!(split(line).expect("words"), words);
    }

    #[test]
    fn a_quote_without_an_end_is_refused() {
        assert!(split("plan 'Spring").is_err() && split("set a name=\"x").is_err());
    }
}
