//! Writes what was understood in canonical text.

use std::ops::Range;

use super::set_term;
use crate::domain::filter::Field;
use crate::domain::filter::lexer::{self, Token};

/// A part of a filter as understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A term as typed.
    Typed(Range<usize>),
    /// A bare word to search for.
    Text(String),
    /// Values of a set field.
    Set(Field, Vec<String>),
    /// A term of the language.
    Said(String),
    /// A word that says nothing.
    Ignored(String),
    Or,
    And,
    Not,
    Open,
    Close,
}

/// Writes the pieces, and returns the words that were ignored.
pub(super) fn written(typed: &str, pieces: Vec<Piece>) -> (String, Vec<String>) {
    let mut ignored = Vec::new();
    let mut is_gone = false;
    let kept = pieces.into_iter().filter_map(|piece| match piece {
        Piece::Ignored(word) => {
            is_gone = true;
            // Punctuation alone is not worth a word.
            if word.chars().any(char::is_alphanumeric) && !ignored.contains(&word) {
                ignored.push(word);
            }
            None
        }
        piece => Some(piece),
    });
    let mut kept: Vec<Piece> = kept.collect();
    if is_gone {
        kept = without_lonely(kept);
    }
    (joined(typed, &merged(kept)), ignored)
}

/// Drops the operators that lost their side when words were ignored.
fn without_lonely(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let is_start = matches!(out.last(), None | Some(Piece::Open | Piece::Or | Piece::And | Piece::Not));
        match piece {
            Piece::Or | Piece::And if is_start => {}
            Piece::Close => {
                drop_open_ends(&mut out);
                out.push(Piece::Close);
            }
            piece => out.push(piece),
        }
    }
    drop_open_ends(&mut out);
    out
}

fn drop_open_ends(out: &mut Vec<Piece>) {
    while matches!(out.last(), Some(Piece::Or | Piece::And | Piece::Not)) {
        out.pop();
    }
}

/// Joins values of one field: `germany or france` is one term, and so is `nano micro`, for nobody is both.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Piece::Set(field, values) = &piece else {
            out.push(piece);
            continue;
        };
        let joint = matches!(out.last(), Some(Piece::Or | Piece::And)).then(|| out.pop()).flatten();
        let behind_not = out.len().checked_sub(2).and_then(|at| out.get(at)) == Some(&Piece::Not);
        let may_join = match joint {
            Some(Piece::Or) => true,
            Some(_) => field.is_single(),
            None => field.is_single() && !behind_not,
        };
        if let Some(Piece::Set(before, list)) = out.last_mut()
            && before == field
            && may_join
        {
            for value in values {
                if !list.contains(value) {
                    list.push(value.clone());
                }
            }
            continue;
        }
        out.extend(joint);
        out.push(piece);
    }
    out
}

fn joined(typed: &str, pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let glued = out.is_empty() || out.ends_with(['(', '-']) || *piece == Piece::Close;
        if !glued {
            out.push(' ');
        }
        match piece {
            Piece::Typed(at) => out.push_str(&typed[at.clone()]),
            Piece::Text(word) | Piece::Said(word) | Piece::Ignored(word) => out.push_str(word),
            Piece::Set(field, values) => out.push_str(&set_term(*field, values)),
            Piece::Or => out.push_str("or"),
            Piece::And => out.push_str("and"),
            Piece::Not => out.push('-'),
            Piece::Open => out.push('('),
            Piece::Close => out.push(')'),
        }
    }
    // A quote or a bracket that is still being typed stays open, as it was typed.
    out.trim().to_owned()
}

/// Writes a filter with its bare words in quotes, so that they are text however they are read.
pub(super) fn in_quotes(text: &str) -> String {
    let Ok(tokens) = lexer::tokens(text) else { return text.trim().to_owned() };
    let mut out = text.to_owned();
    for (token, at) in tokens.into_iter().rev() {
        if matches!(token, Token::Word(_)) {
            let quoted = format!("\"{}\"", &text[at.clone()]);
            out.replace_range(at, &quoted);
        }
    }
    out.trim().to_owned()
}
