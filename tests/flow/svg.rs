//! A screen as an SVG picture. Text is written as text; lines, bars and dots are drawn, so that they meet in every font.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

/// A cell in pixels: six tenths of the size of the letters, which is how wide most monospace fonts are.
const WIDE: u16 = 9;
const HIGH: u16 = 18;
const LETTERS: u16 = 15;
/// The rim around the screen.
const RIM: u16 = 14;

/// What is drawn in one color.
#[derive(Default)]
struct Shapes {
    /// Areas to fill.
    areas: String,
    /// Areas to fill lightly.
    shades: String,
    /// Rules and frames.
    lines: String,
    /// Dots of charts.
    dots: String,
}

/// A color as a page writes it. Only themes that state all their colors can be drawn.
fn hex(color: Color) -> String {
    let Color::Rgb(red, green, blue) = color else { panic!("{color:?} looks different in each terminal") };
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text that a page takes as it is.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The colors of a cell, its text first.
fn colors(cell: &Cell, paper: Style) -> (String, String) {
    let or = |color: Color, other: Option<Color>| if color == Color::Reset { other.unwrap_or(color) } else { color };
    let (text, on) = (hex(or(cell.fg, paper.fg)), hex(or(cell.bg, paper.bg)));
    if cell.modifier.contains(Modifier::REVERSED) { (on, text) } else { (text, on) }
}

/// The ends of a light rule: whether it goes left, right, up and down from the middle of its cell.
fn rule(sign: char) -> Option<[bool; 4]> {
    let ends = match sign {
        '─' => "lr",
        '│' => "ud",
        '┌' | '╭' => "rd",
        '┐' | '╮' => "ld",
        '└' | '╰' => "ru",
        '┘' | '╯' => "lu",
        '├' => "rud",
        '┤' => "lud",
        '┬' => "lrd",
        '┴' => "lru",
        '┼' => "lrud",
        _ => return None,
    };
    Some(['l', 'r', 'u', 'd'].map(|end| ends.contains(end)))
}

/// Draws a sign that is a shape; returns whether it is one.
fn draw(sign: char, left: u16, top: u16, shapes: &mut Shapes) -> bool {
    let (wide, high) = (f32::from(WIDE), f32::from(HIGH));
    let (x, y) = (f32::from(left), f32::from(top));
    let eighths = |first: char| f32::from(u16::try_from(u32::from(sign) - u32::from(first)).unwrap_or_default()) + 1.0;
    let part = match sign {
        '▁'..='█' => Some((wide, high * eighths('▁') / 8.0)),
        '▉'..='▏' => Some((wide * (8.0 - eighths('▉')) / 8.0, high)),
        _ => None,
    };
    if let Some((width, height)) = part {
        let _ = write!(shapes.areas, "M{x} {}h{width}v{height}h-{width}z", y + high - height);
        return true;
    }
    if sign == '░' {
        let _ = write!(shapes.shades, "M{left} {top}h{WIDE}v{HIGH}h-{WIDE}z");
        return true;
    }
    if let Some([to_left, to_right, up, down]) = rule(sign) {
        let (middle, half) = (x + wide / 2.0, y + high / 2.0);
        if to_left || to_right {
            let from = if to_left { x } else { middle };
            let to = if to_right { x + wide } else { middle };
            let _ = write!(shapes.lines, "M{from} {half}h{}", to - from);
        }
        if up || down {
            let from = if up { y } else { half };
            let to = if down { y + high } else { half };
            let _ = write!(shapes.lines, "M{middle} {from}v{}", to - from);
        }
        return true;
    }
    if let '\u{2800}'..='\u{28FF}' = sign {
        // Dots 1 to 3 and 7 stand on the left, 4 to 6 and 8 on the right, from the top.
        const PLACES: [(f32, f32); 8] =
            [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (1.0, 0.0), (1.0, 1.0), (1.0, 2.0), (0.0, 3.0), (1.0, 3.0)];
        for (bit, (column, row)) in PLACES.into_iter().enumerate() {
            if ((u32::from(sign) - 0x2800) >> bit) & 1 == 1 {
                let (x, y) = (x + wide * (0.25 + 0.5 * column), y + high * (0.125 + 0.25 * row));
                let _ = write!(shapes.dots, "M{x} {y}h0");
            }
        }
        return true;
    }
    false
}

/// How a run of letters looks.
#[derive(PartialEq, Eq)]
struct Look {
    color: String,
    modifier: Modifier,
}

/// Letters of one look, side by side.
struct Run {
    look: Look,
    text: String,
    left: u16,
    /// Whether it is one sign of two cells, which stands alone: no font shifts what comes after it.
    is_wide: bool,
}

impl Run {
    fn write(&self, top: u16, page: &mut String) {
        let (left, text) = (self.left, self.text.trim_end());
        let cells = u16::try_from(text.width()).unwrap_or_default();
        if cells == 0 {
            return;
        }
        let _ = write!(page, r#"<text x="{left}" y="{}" fill="{}""#, top + HIGH - 5, self.look.color);
        let with = |modifier| self.look.modifier.contains(modifier);
        if with(Modifier::BOLD) {
            page.push_str(r#" font-weight="700""#);
        }
        if with(Modifier::ITALIC) {
            page.push_str(r#" font-style="italic""#);
        }
        if with(Modifier::UNDERLINED) {
            page.push_str(r#" text-decoration="underline""#);
        }
        if with(Modifier::DIM) {
            page.push_str(r#" opacity="0.6""#);
        }
        // Letters of a font that is not quite as wide are stretched to their cells.
        let _ = writeln!(
            page,
            r#" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>"#,
            cells * WIDE,
            escaped(text)
        );
    }
}

/// The picture of a screen on a paper of these colors; the title is read aloud in its place.
pub fn picture(buffer: &Buffer, paper: Style, title: &str) -> String {
    let (width, height) = (buffer.area.width * WIDE + 2 * RIM, buffer.area.height * HIGH + 2 * RIM);
    let mut shapes: BTreeMap<String, Shapes> = BTreeMap::new();
    let mut grounds: BTreeMap<String, String> = BTreeMap::new();
    let mut texts = String::new();
    let behind = hex(paper.bg.unwrap_or_default());
    for row in 0..buffer.area.height {
        let top = RIM + row * HIGH;
        let mut run: Option<Run> = None;
        let mut column = 0;
        while column < buffer.area.width {
            let cell = &buffer[(column, row)];
            let cells = u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
            let left = RIM + column * WIDE;
            column += cells;
            let (color, on) = colors(cell, paper);
            if on != behind {
                let wide = cells * WIDE;
                let _ = write!(grounds.entry(on).or_default(), "M{left} {top}h{wide}v{HIGH}h-{wide}z");
            }
            let sign = cell.symbol().chars().next().unwrap_or(' ');
            let is_shape = draw(sign, left, top, shapes.entry(color.clone()).or_default());
            let look = Look { color, modifier: cell.modifier.difference(Modifier::REVERSED) };
            let goes_on = run.as_ref().is_some_and(|run| {
                !is_shape && cells == 1 && !run.is_wide && run.look == look && !run.text.ends_with("  ")
            });
            if !goes_on && let Some(run) = run.take() {
                run.write(top, &mut texts);
            }
            let is_blank = cell.symbol() == " " && !look.modifier.contains(Modifier::UNDERLINED);
            match &mut run {
                Some(run) => run.text.push_str(cell.symbol()),
                None if is_shape || is_blank => {}
                None => run = Some(Run { look, text: cell.symbol().to_owned(), left, is_wide: cells > 1 }),
            }
        }
        if let Some(run) = run.take() {
            run.write(top, &mut texts);
        }
    }
    let mut page = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" xml:space="preserve">
<title>{}</title>
<rect x="0.5" y="0.5" width="{}" height="{}" rx="8" fill="{behind}" stroke="{}" stroke-opacity="0.25"/>
"#,
        escaped(title),
        width - 1,
        height - 1,
        hex(paper.fg.unwrap_or_default()),
    );
    for (color, ground) in grounds {
        let _ = writeln!(page, r#"<path fill="{color}" d="{ground}"/>"#);
    }
    for (color, drawn) in shapes {
        for (shape, look) in [
            (drawn.areas, format!(r#"fill="{color}""#)),
            (drawn.shades, format!(r#"fill="{color}" fill-opacity="0.3""#)),
            (drawn.lines, format!(r#"fill="none" stroke="{color}""#)),
            (drawn.dots, format!(r#"fill="none" stroke="{color}" stroke-width="3" stroke-linecap="round""#)),
        ] {
            if !shape.is_empty() {
                let _ = writeln!(page, r#"<path {look} d="{shape}"/>"#);
            }
        }
    }
    let _ = write!(
        page,
        r#"<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" font-size="{LETTERS}">
{texts}</g>
</svg>
"#
    );
    page
}
