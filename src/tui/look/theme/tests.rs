use super::*;

const SETS: [&str; 4] = ["dark", "light", "high-contrast", "color-blind"];

fn theme(name: &str) -> Theme {
    Theme::built_in(name).expect("a theme of the program")
}

fn rgb(color: Option<Color>) -> [f64; 3] {
    let Some(Color::Rgb(r, g, b)) = color else { panic!("{color:?} is no #rrggbb") };
    [r, g, b].map(|part| f64::from(part) / 255.0)
}

fn linear(rgb: [f64; 3]) -> [f64; 3] {
    rgb.map(|part| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) })
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
fn luminance(color: [f64; 3]) -> f64 {
    let [r, g, b] = linear(color);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio, 1 to 21 (WCAG 2.2).
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_theme_file_is_read_without_a_fault() {
    let nothing: Styles = [Style::new(); Role::COUNT];
    for (name, _, text) in FILES {
        assert_eq!(read(text, &nothing).1, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_themes_of_the_terminal_paint_no_black_white_or_background() {
    for role in Role::iter() {
        for name in [TERMINAL, MONO] {
            let style = theme(name).style(role);
            assert_eq!(style.bg, None, "{role:?}");
            let is_own = matches!(style.fg, Some(Color::Black | Color::White | Color::Rgb(..) | Color::Indexed(_)));
            assert!(!is_own && (name != MONO || style.fg.is_none()), "{name} {role:?}");
        }
    }
}

#[test]
fn text_can_be_read_on_every_background_it_stands_on() {
    for name in SETS {
        let theme = theme(name);
        let paper = rgb(theme.style(Role::Text).bg);
        for role in Role::iter().filter(|role| *role != Role::Frame) {
            let style = theme.style(role);
            let on = style.bg.map_or(paper, |bg| rgb(Some(bg)));
            let ratio = contrast(rgb(style.fg.or(theme.style(Role::Text).fg)), on);
            let least = if name == "high-contrast" { 7.0 } else { 4.5 };
            assert!(ratio >= least, "{name} {role:?}: {ratio:.2}");
        }
        // A frame is no text.
        let frame = contrast(rgb(theme.style(Role::Frame).fg), paper);
        assert!(frame >= 1.5, "{name}: {frame:.2}");
        // What was picked stays readable under the cursor.
        let cursor = theme.style(Role::Cursor);
        assert!(contrast(rgb(cursor.fg), rgb(cursor.bg)) >= 4.5, "{name}");
        assert_ne!(cursor.bg, theme.style(Role::Text).bg, "{name}");
    }
}

/// How a color looks without the cones for red, or for green, in linear light (Machado, Oliveira and Fernandes 2009, severity 1).
fn seen_without([r, g, b]: [f64; 3], matrix: [[f64; 3]; 3]) -> [f64; 3] {
    matrix.map(|[x, y, z]| (x * r + y * g + z * b).clamp(0.0, 1.0))
}

const WITHOUT_RED: [[f64; 3]; 3] =
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];
const WITHOUT_GREEN: [[f64; 3]; 3] =
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];

#[test]
fn good_and_bad_differ_without_red_or_green_cones() {
    let theme = theme("color-blind");
    for matrix in [WITHOUT_RED, WITHOUT_GREEN] {
        let seen = |role| seen_without(linear(rgb(theme.style(role).fg)), matrix);
        for (one, other) in [(Role::Good, Role::Bad), (Role::Good, Role::Warn), (Role::First, Role::Second)] {
            let apart: f64 = seen(one).iter().zip(seen(other)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
            assert!(apart > 0.3, "{one:?} and {other:?}: {apart:.2}");
        }
    }
}

#[test]
fn a_theme_is_shown_in_the_colors_a_terminal_has() {
    let dark = theme("dark");
    assert_eq!(dark.fitted(Depth::Full), dark);
    assert_eq!(dark.fitted(Depth::Sixteen), Theme::default());
    let fitted = dark.fitted(Depth::Indexed);
    for role in Role::iter() {
        let style = fitted.style(role);
        for color in [style.fg, style.bg].into_iter().flatten() {
            assert!(matches!(color, Color::Indexed(16..)), "{role:?} {color:?}");
        }
    }
    for depth in [Depth::Sixteen, Depth::Indexed, Depth::Full] {
        assert_eq!(theme(MONO).fitted(depth), theme(MONO));
    }
    assert_eq!(Depth::said("truecolor", "xterm"), Depth::Full);
    assert_eq!(Depth::said("", "tmux-256color"), Depth::Indexed);
    assert_eq!(Depth::said("", "linux"), Depth::Sixteen);
}

#[test]
fn a_typo_names_its_key_and_keeps_the_default() {
    let (theme, faults) = Theme::own(
        "qiet = { dim = true }\ngood = { color = \"grin\" }\nbad = { color = \"#ff0000\", bald = true }\nkey = { color = \"#0000ff\" }",
    );
    assert_eq!(faults.len(), 3, "{faults:?}");
    for (part, more) in [("qiet: ", "quiet"), ("good: ", "grin"), ("bad: ", "bald")] {
        assert!(faults.iter().any(|fault| fault.starts_with(part) && fault.contains(more)), "{faults:?}");
    }
    for role in [Role::Quiet, Role::Good, Role::Bad] {
        assert_eq!(theme.style(role), Theme::default().style(role));
    }
    assert_eq!(theme.style(Role::Key).fg, Some(Color::Rgb(0, 0, 255)));
    assert!(Theme::own("good = ").1[0].starts_with("line 1: "));
}
