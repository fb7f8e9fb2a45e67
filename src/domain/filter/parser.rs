//! Puts terms, brackets and `or` together.

use std::ops::Range;

use super::Expr;
use super::error::{FilterError, Problem};

/// Brackets inside brackets beyond this are no filter the user typed, and would exhaust the stack.
const DEEPEST: usize = 64;

/// A piece of a filter whose terms are read.
pub(super) enum Symbol {
    Open,
    Close,
    Or,
    And,
    Not,
    Expr(Expr),
}

/// What holds tighter, where blanks and `or` meet without brackets.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Binding {
    AndFirst,
    OrFirst,
}

/// Finds what would leave a bracket or an operator alone. A bracket still open isn't one of it: it is being typed.
pub(super) fn check(text: &str, symbols: &[(Symbol, Range<usize>)]) -> Result<(), FilterError> {
    let mut depth = 0_usize;
    for (index, (symbol, at)) in symbols.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|before| symbols.get(before)).map(|(symbol, _)| symbol);
        let starts = matches!(previous, None | Some(Symbol::Open | Symbol::Or | Symbol::And | Symbol::Not));
        let next = symbols.get(index + 1).map(|(symbol, _)| symbol);
        let ends = matches!(next, None | Some(Symbol::Close | Symbol::Or | Symbol::And));
        let typed = || text[at.clone()].to_owned();
        let problem = match symbol {
            Symbol::Open if depth == DEEPEST => Problem::TooDeep,
            Symbol::Open => {
                depth += 1;
                continue;
            }
            Symbol::Close if depth == 0 => Problem::NoOpening,
            Symbol::Close => {
                depth -= 1;
                continue;
            }
            Symbol::Or | Symbol::And if starts || ends => Problem::Lonely(typed()),
            Symbol::Not if ends => Problem::NothingToLeaveOut(typed()),
            _ => continue,
        };
        let error = FilterError::new(problem.clone(), at.clone());
        return Err(if problem == Problem::NoOpening { error.or_write("") } else { error });
    }
    Ok(())
}

/// Reads checked symbols; also says whether blanks and `or` met without brackets.
pub(super) fn read(symbols: &[(Symbol, Range<usize>)], binding: Binding) -> (Option<Expr>, bool) {
    let mut parser = Parser { symbols, at: 0, binding, mixed: false };
    (parser.level(), parser.mixed)
}

struct Parser<'a> {
    symbols: &'a [(Symbol, Range<usize>)],
    at: usize,
    binding: Binding,
    mixed: bool,
}

impl Parser<'_> {
    /// Reads up to the closing bracket of this level, or to the end.
    fn level(&mut self) -> Option<Expr> {
        // Inner lists hold what binds tighter; `Or` ends one where blanks bind tighter, everything else where `or` does.
        let mut groups: Vec<Vec<Expr>> = vec![Vec::new()];
        let (mut blanks, mut ors, mut joined) = (false, false, true);
        while let Some((symbol, _)) = self.symbols.get(self.at) {
            match symbol {
                Symbol::Close => break,
                Symbol::Or => {
                    (ors, joined) = (true, true);
                    self.at += 1;
                    if self.binding == Binding::AndFirst {
                        groups.push(Vec::new());
                    }
                }
                Symbol::And => {
                    joined = true;
                    self.at += 1;
                    if self.binding == Binding::OrFirst {
                        groups.push(Vec::new());
                    }
                }
                _ => {
                    let Some(expr) = self.not() else { continue };
                    if !joined {
                        blanks = true;
                        if self.binding == Binding::OrFirst {
                            groups.push(Vec::new());
                        }
                    }
                    joined = false;
                    if let Some(group) = groups.last_mut() {
                        group.push(expr);
                    }
                }
            }
        }
        self.mixed |= blanks && ors;
        match self.binding {
            Binding::AndFirst => Expr::any(groups.into_iter().filter_map(Expr::all)),
            Binding::OrFirst => Expr::all(groups.into_iter().filter_map(Expr::any)),
        }
    }

    /// Reads a term or a bracket with what negates it; nothing for an empty bracket.
    fn not(&mut self) -> Option<Expr> {
        let mut negated = false;
        loop {
            let (symbol, _) = self.symbols.get(self.at)?;
            self.at += 1;
            let expr = match symbol {
                Symbol::Not => {
                    negated = !negated;
                    continue;
                }
                Symbol::Open => {
                    let inner = self.level();
                    self.at += 1;
                    inner?
                }
                Symbol::Expr(expr) => expr.clone(),
                // The check has made sure that nothing else follows here.
                Symbol::Close | Symbol::Or | Symbol::And => return None,
            };
            return Some(if negated { expr.negated() } else { expr });
        }
    }
}
