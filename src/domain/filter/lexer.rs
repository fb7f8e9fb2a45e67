//! Cuts a typed filter into tokens; knows notations and quotes, but not what a field can hold.

use std::ops::Range;

use super::error::{FilterError, Problem};
use super::field::Field;
use super::value::Op;
use crate::domain::handle::Handle;

/// A piece of a typed filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Or,
    And,
    Not,
    /// A phrase in quotes.
    Text(String),
    /// A word without quotes.
    Word(String),
    /// A field with its operator and values.
    Term(Typed),
}

/// A field term as typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    /// The field's name; `tag` for `#` and `handle` for `@`.
    pub(super) name: String,
    /// Where the name, or the sign that stands for it, is.
    pub(super) name_at: Range<usize>,
    pub(super) op: Op,
    /// The values between commas, without those left empty.
    pub(super) items: Vec<Item>,
    /// Where all values together are.
    pub(super) value_at: Range<usize>,
}

/// One value as typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// The text without its quotes.
    pub(super) text: String,
    /// Whether quotes make it text and nothing else.
    pub(super) quoted: bool,
    /// Whether it ends in a `*` outside of quotes; the text keeps it.
    pub(super) prefix: bool,
    pub(super) at: Range<usize>,
}

/// Cuts the text into tokens, each with its place.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, FilterError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut out = Vec::new();
    loop {
        lexer.skip_while(char::is_whitespace);
        let start = lexer.at;
        match lexer.token()? {
            Some(token) => out.push((token, start..lexer.at)),
            None => return Ok(out),
        }
    }
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Ends a word or a value, unless quoted.
pub(super) fn is_border(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '|')
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: &[char]) -> bool {
        let found = self.peek().filter(|c| wanted.contains(c));
        self.at += found.map_or(0, char::len_utf8);
        found.is_some()
    }

    fn skip_while(&mut self, mut wanted: impl FnMut(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn token(&mut self) -> Result<Option<Token>, FilterError> {
        let Some(first) = self.peek() else { return Ok(None) };
        let start = self.at;
        let token = match first {
            '(' | ')' | '-' | '\u{2212}' => {
                self.at += first.len_utf8();
                match first {
                    '(' => Token::Open,
                    ')' => Token::Close,
                    _ => Token::Not,
                }
            }
            '|' => {
                self.skip_while(|c| c == '|');
                Token::Or
            }
            '#' | '＃' | '+' => self.sign("tag", first),
            '@' | '＠' => self.sign("handle", first),
            c if is_quote(c) => Token::Text(self.quoted()),
            _ => match self.link() {
                Some(token) => token,
                None => return self.word_or_field(start).map(Some),
            },
        };
        Ok(Some(token))
    }

    /// Reads `#tag` or `@handle`.
    fn sign(&mut self, name: &str, sign: char) -> Token {
        let start = self.at;
        self.at += sign.len_utf8();
        let name_at = start..self.at;
        self.term(name, name_at, Op::Is)
    }

    /// Reads a pasted link to a profile or a video as the handle in it.
    fn link(&mut self) -> Option<Token> {
        let rest = self.rest();
        let length = rest.find(|c| is_border(c) || is_quote(c)).unwrap_or(rest.len());
        let found = rest[..length].contains('/').then(|| Handle::find(&rest[..length]).ok())??;
        found.platform?;
        let at = self.at..self.at + length;
        self.at = at.end;
        let item = Item { text: found.handle.as_str().to_owned(), quoted: true, prefix: false, at: at.clone() };
        let name = "handle".to_owned();
        Some(Token::Term(Typed { name, name_at: at.clone(), op: Op::Is, items: vec![item], value_at: at }))
    }

    /// Reads what is between quotes, to the end where the second one is missing.
    fn quoted(&mut self) -> String {
        self.at += self.peek().map_or(0, char::len_utf8);
        let inner = self.skip_while(|c| !is_quote(c));
        self.at += self.peek().map_or(0, char::len_utf8);
        inner.to_owned()
    }

    fn word_or_field(&mut self, start: usize) -> Result<Token, FilterError> {
        let mut before = ' ';
        let text = self.text;
        let word = self.skip_while(|c| {
            let ends = is_border(c) || is_quote(c) || matches!(c, ':' | '：' | '=' | '<' | '>');
            before = c;
            !ends
        });
        // "!=" was read half: the exclamation mark belongs to the operator.
        let word = if before == '=' { word.strip_suffix('!').unwrap_or(word) } else { word };
        self.at = start + word.len();
        let name_at = start..self.at;
        if let Some(op) = self.op() {
            // A comparison alone, as in `>50k`, is for the reader of terms to judge.
            if word.is_empty() && op.compare().is_none() {
                let op = text[start..self.at].to_owned();
                return Err(FilterError::new(Problem::NoField(op), start..self.at));
            }
            return Ok(self.term(word, name_at, op));
        }
        // People also write "er > 6"; after the name of a field that can be nothing else.
        if Field::from_word(word).is_some() {
            self.skip_while(char::is_whitespace);
            if self.peek() != Some(':')
                && let Some(op) = self.op()
            {
                self.skip_while(char::is_whitespace);
                return Ok(self.term(word, name_at, op));
            }
            self.at = name_at.end;
        }
        Ok(match word.to_ascii_lowercase().as_str() {
            "or" => Token::Or,
            "and" => Token::And,
            "not" => Token::Not,
            _ => Token::Word(word.to_owned()),
        })
    }

    fn op(&mut self) -> Option<Op> {
        if self.rest().starts_with("!=") {
            self.at += 2;
            return Some(Op::IsNot);
        }
        let colon = self.eat(&[':', '：']);
        let op = if self.eat(&['>']) {
            if self.eat(&['=']) { Op::AtLeast } else { Op::More }
        } else if self.eat(&['<']) {
            if self.eat(&['=']) { Op::AtMost } else { Op::Less }
        } else if colon || self.eat(&['=']) {
            return Some(Op::Is);
        } else {
            return None;
        };
        self.skip_while(char::is_whitespace);
        Some(op)
    }

    /// Reads the values behind an operator.
    fn term(&mut self, name: &str, name_at: Range<usize>, op: Op) -> Token {
        let start = self.at;
        let mut items = Vec::new();
        loop {
            let item = self.item();
            if !item.text.trim().is_empty() {
                items.push(item);
            }
            if !self.eat(&[',', '，']) {
                break;
            }
        }
        Token::Term(Typed { name: name.to_owned(), name_at, op, items, value_at: start..self.at })
    }

    fn item(&mut self) -> Item {
        let start = self.at;
        let (mut text, mut quoted, mut prefix) = (String::new(), false, false);
        while let Some(c) = self.peek().filter(|c| !is_border(*c) && !matches!(c, ',' | '，')) {
            if is_quote(c) {
                quoted = true;
                prefix = false;
                text.push_str(&self.quoted());
            } else {
                let plain = self.skip_while(|c| !is_border(c) && !is_quote(c) && !matches!(c, ',' | '，'));
                prefix = plain.ends_with('*');
                text.push_str(plain);
            }
        }
        Item { text, quoted, prefix, at: start..self.at }
    }
}
