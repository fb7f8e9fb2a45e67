//! Theme files: a line for each meaning, such as `good = { color = "#7ecb86", bold = true }`.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::domain::filter::near::nearest_few;

/// What a line says. What it leaves out is as in ordinary text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
struct Line {
    /// Of the letters: a name such as `light cyan`, a number from 0 to 255, or `#rrggbb`.
    color: Option<String>,
    /// Of the background, in the same way.
    on: Option<String>,
    bold: bool,
    dim: bool,
    underlined: bool,
    reversed: bool,
}

impl Line {
    fn style(&self) -> Result<Style, String> {
        let color = |said: &Option<String>| said.as_deref().map(color).transpose();
        let flags = [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.underlined, Modifier::UNDERLINED),
            (self.reversed, Modifier::REVERSED),
        ];
        let modifier = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).collect();
        Ok(Style { fg: color(&self.color)?, bg: color(&self.on)?, ..Style::new().add_modifier(modifier) })
    }
}

fn color(said: &str) -> Result<Color, String> {
    said.parse()
        .map_err(|_| format!("\"{said}\" isn't a color; use a name such as light cyan, a number to 255 or #rrggbb"))
}

/// Reads a theme: the styles of the keys that have one, and what is wrong, a sentence for each key.
pub(super) fn read(text: &str, keys: &[&'static str]) -> (Vec<(&'static str, Style)>, Vec<String>) {
    let (mut styles, mut faults) = (Vec::new(), Vec::new());
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
            return (styles, vec![format!("line {line}: {}", error.message())]);
        }
    };
    for (key, value) in table {
        let Some(known) = keys.iter().find(|known| **known == key) else {
            let near = nearest_few(&key, keys.iter().copied());
            let near = near.first().map(|known| format!(" Did you mean {known}?")).unwrap_or_default();
            faults.push(format!("{key}: there is no such key.{near}"));
            continue;
        };
        let said = value.try_into::<Line>().map_err(|error| error.message().to_owned()).and_then(|line| line.style());
        match said {
            Ok(style) => styles.push((*known, style)),
            Err(fault) => faults.push(format!("{key}: {fault}.")),
        }
    }
    (styles, faults)
}
