//! The key bindings: the defaults of the action table, overridden by the person's own keys.

use strum::IntoEnumIterator;

use super::key::{self, KeyCode, KeyCombination};
use super::{Action, Place, Scope, script};

/// One way to reach an action in one scope.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    scope: Scope,
    keys: Vec<KeyCombination>,
    action: Action,
}

/// A key that may follow those typed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// The key.
    pub key: KeyCombination,
    /// Its action; `None` when more keys must follow.
    pub action: Option<Action>,
}

/// What a key means after the keys typed before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// This action.
    Do(Action),
    /// The start of a sequence, with what may follow.
    Pending(Vec<Next>),
    /// Nothing here.
    Unknown,
}

/// Keys and what they do, per scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// Whether letters of other scripts count as the Latin ones in the same place.
    by_place: bool,
}

impl Default for Keymap {
    /// The keys of the action table.
    fn default() -> Self {
        let mut bindings = Vec::new();
        for action in Action::ALL {
            for scope in action.scopes() {
                for text in action.default_keys() {
                    if let Ok(keys) = sequence(text) {
                        bindings.push(Binding { scope: *scope, keys, action: *action });
                    }
                }
            }
        }
        Self { bindings, by_place: true }
    }
}

impl Keymap {
    /// The default keys, overridden by the `[keys]` table of a configuration.
    ///
    /// `"mark.all" = ["A", "ctrl-a"]` replaces an action's keys, `[]` removes them, a sub-table such as `[keys.creators]` does
    /// so in one scope. Every fault becomes a sentence. With any fault the defaults stay, because half of a person's keys is
    /// worse than none.
    pub fn with_own(own: &toml::Table) -> (Self, Vec<String>) {
        let (mut map, mut faults) = (Self::default(), Vec::new());
        map.overlay(own, None, &mut faults);
        if faults.is_empty() {
            map.check(&mut faults);
        }
        if faults.is_empty() { (map, faults) } else { (Self::default(), faults) }
    }

    /// The same keys, with or without reading letters of other scripts as the Latin letters on the same keys.
    pub fn with_places(self, by_place: bool) -> Self {
        Self { by_place, ..self }
    }

    /// Returns the key that is meant: a letter of another script counts as the Latin one in the same place, unless it has a
    /// meaning of its own after the keys typed before it.
    pub fn meant(&self, typed: &[KeyCombination], key: KeyCombination, scopes: &[Scope]) -> KeyCombination {
        let Some(latin) = self.latin(key) else { return key };
        let is_digit = matches!(key::single(latin), Some(KeyCode::Char('0'..='9')));
        let means = |key| self.resolve(typed, key, scopes) != Resolved::Unknown;
        if !means(key) && (means(latin) || is_digit) { latin } else { key }
    }

    /// Returns the key in the same place of a Latin keyboard, where that is what counts.
    pub fn latin(&self, key: KeyCombination) -> Option<KeyCombination> {
        script::by_place(key).filter(|_| self.by_place)
    }

    /// Returns the actions bound to this key alone, in any scope, and whether it starts sequences.
    pub fn uses(&self, key: KeyCombination) -> (Vec<Action>, bool) {
        let key = key::canonical(key);
        let begins = self.bindings.iter().filter(|binding| binding.keys.first() == Some(&key));
        let mut alone: Vec<Action> = Vec::new();
        let mut is_first = false;
        for binding in begins {
            is_first |= binding.keys.len() > 1;
            if binding.keys.len() == 1 && !alone.contains(&binding.action) {
                alone.push(binding.action);
            }
        }
        (alone, is_first)
    }

    /// Resolves a key after those typed before it, from the narrowest scope outwards.
    pub fn resolve(&self, typed: &[KeyCombination], key: KeyCombination, scopes: &[Scope]) -> Resolved {
        let mut sequence = typed.to_vec();
        sequence.push(key::canonical(key));
        for scope in scopes {
            let here = self.bindings.iter().filter(|binding| binding.scope == *scope);
            if let Some(found) = here.into_iter().find(|binding| binding.keys == sequence) {
                return Resolved::Do(found.action);
            }
        }
        let mut next: Vec<Next> = Vec::new();
        for binding in self.bindings.iter().filter(|binding| scopes.contains(&binding.scope)) {
            let Some([key, rest @ ..]) = binding.keys.strip_prefix(sequence.as_slice()) else { continue };
            if !next.iter().any(|known| known.key == *key) {
                next.push(Next { key: *key, action: rest.is_empty().then_some(binding.action) });
            }
        }
        if next.is_empty() { Resolved::Unknown } else { Resolved::Pending(next) }
    }

    /// Returns an action's keys for people: `g c`, `Ctrl-K`. Without scopes: wherever it lives.
    pub fn keys_of(&self, action: Action, scopes: &[Scope]) -> Vec<String> {
        self.listed(action, scopes, key::shown)
    }

    /// Returns an action's keys as the configuration writes them: `g c`, `ctrl-k`.
    pub fn notations(&self, action: Action, scopes: &[Scope]) -> Vec<String> {
        self.listed(action, scopes, key::notation)
    }

    /// Returns the first key of an action, for a sentence; its name where it has no key.
    pub fn first(&self, action: Action) -> String {
        self.keys_of(action, &[]).into_iter().next().unwrap_or_else(|| action.name().to_owned())
    }

    /// Returns the keys that do an action in these scopes, one after the other.
    pub fn sequence_of(&self, action: Action, scopes: &[Scope]) -> Option<Vec<KeyCombination>> {
        let mut bindings = self.bindings.iter();
        let found = bindings.find(|binding| binding.action == action && scopes.contains(&binding.scope))?;
        Some(found.keys.clone())
    }

    fn listed(&self, action: Action, scopes: &[Scope], write: fn(KeyCombination) -> String) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let wanted = |scope| scopes.is_empty() || scopes.contains(&scope);
        for binding in self.bindings.iter().filter(|binding| binding.action == action && wanted(binding.scope)) {
            let text = binding.keys.iter().map(|key| write(*key)).collect::<Vec<_>>().join(" ");
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }

    fn overlay(&mut self, own: &toml::Table, scope: Option<Scope>, faults: &mut Vec<String>) {
        for (name, value) in own {
            match (value, Scope::iter().find(|scope| scope.name() == name)) {
                (toml::Value::Table(inner), Some(inner_scope)) if scope.is_none() => {
                    self.overlay(inner, Some(inner_scope), faults);
                }
                (toml::Value::Table(inner), _) => {
                    // Without quotes, TOML reads `mark.all = [...]` as a table `mark` with an entry `all`. The intent is clear, so accept it.
                    for (verb, value) in inner {
                        self.replace(&format!("{name}.{verb}"), value, scope, faults);
                    }
                }
                (value, _) => self.replace(name, value, scope, faults),
            }
        }
    }

    fn replace(&mut self, name: &str, value: &toml::Value, scope: Option<Scope>, faults: &mut Vec<String>) {
        let Some(action) = Action::from_name(name) else {
            let hint = nearest(name).map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
            faults.push(format!("[keys]: there is no action `{name}`.{hint}"));
            return;
        };
        let texts: Option<Vec<&str>> = match value {
            toml::Value::String(text) => Some(vec![text]),
            toml::Value::Array(items) => items.iter().map(toml::Value::as_str).collect(),
            _ => None,
        };
        let Some(texts) = texts else {
            faults.push(format!("[keys]: `{name}` needs a list of keys, such as [\"A\", \"ctrl-a\"]."));
            return;
        };
        let scopes: Vec<Scope> = scope.map_or_else(|| action.scopes().to_vec(), |scope| vec![scope]);
        self.bindings.retain(|binding| binding.action != action || !scopes.contains(&binding.scope));
        for text in texts {
            match sequence(text) {
                Ok(keys) => {
                    let made = scopes.iter().map(|scope| Binding { scope: *scope, keys: keys.clone(), action });
                    self.bindings.extend(made);
                }
                Err(why) => faults.push(format!("[keys]: `{name}`: {why}")),
            }
        }
    }

    /// Adds a sentence for each key with two meanings in one place, or that is both a command and the start of another.
    fn check(&self, faults: &mut Vec<String>) {
        let mut seen: Vec<(Action, Action)> = Vec::new();
        for place in Place::iter() {
            let here: Vec<&Binding> =
                self.bindings.iter().filter(|binding| place.scopes().contains(&binding.scope)).collect();
            for (index, one) in here.iter().enumerate() {
                for other in here.iter().skip(index + 1).filter(|other| other.action != one.action) {
                    let (short, long) = if one.keys.len() <= other.keys.len() { (one, other) } else { (other, one) };
                    if !long.keys.starts_with(&short.keys) || seen.contains(&(one.action, other.action)) {
                        continue;
                    }
                    seen.push((one.action, other.action));
                    let keys = short.keys.iter().map(|key| key::notation(*key)).collect::<Vec<_>>().join(" ");
                    let (short, long) = (short.action.name(), long.action.name());
                    faults.push(format!("[keys]: `{keys}` is both `{short}` and (the start of) `{long}`."));
                }
            }
        }
    }
}

/// Reads a sequence of keys with blanks between them.
fn sequence(text: &str) -> Result<Vec<KeyCombination>, String> {
    let mut keys = Vec::new();
    for part in text.split_whitespace() {
        let key = key::parse(part).ok_or_else(|| format!("`{part}` is not a key."))?;
        if let Some(why) = key::never_arrives(key) {
            return Err(format!("`{part}` can't be used: {why}."));
        }
        keys.push(key);
    }
    if keys.is_empty() { Err("an empty text is not a key.".to_owned()) } else { Ok(keys) }
}

/// Returns the closest action name, for "Did you mean".
fn nearest(name: &str) -> Option<&'static str> {
    const LEAST_ALIKE: f64 = 0.6;
    let alike = |known: &str| strsim::normalized_damerau_levenshtein(name, known);
    let known = Action::ALL.iter().map(|action| (alike(action.name()), action.name()));
    known.filter(|(alike, _)| *alike >= LEAST_ALIKE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests;
