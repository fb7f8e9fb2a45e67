//! Compares the estimate with a vector, name by name.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Absolute and relative tolerance of a field by its name.
pub type Tolerance = fn(&str) -> (f64, f64);

/// Compares two values of the same shape; numbers by the tolerance of the innermost name that is not a quantile.
pub fn compare(ours: &Value, expected: &Value, at: &str, tolerance: Tolerance, faults: &mut Vec<String>) {
    match (ours, expected) {
        (Value::Object(a), Value::Object(b)) => {
            let names = |map: &Map<String, Value>| map.keys().cloned().collect::<BTreeSet<_>>();
            if names(a) != names(b) {
                faults.push(format!("{at}: {:?} instead of {:?}", names(a), names(b)));
                return;
            }
            for (name, value) in a {
                compare(value, &b[name], &format!("{at}.{name}"), tolerance, faults);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                compare(a, b, &format!("{at}[{index}]"), tolerance, faults);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().expect("a number"), b.as_f64().expect("a number"));
            let (absolute, relative) = tolerance(name(at));
            if (a - b).abs() > absolute + relative * b.abs() {
                faults.push(format!("{at}: {a} instead of {b}"));
            }
        }
        _ if ours == expected => {}
        _ => faults.push(format!("{at}: {ours} instead of {expected}")),
    }
}

/// The last name of a path that is not a quantile.
fn name(at: &str) -> &str {
    let mut names = at.rsplit('.').map(|name| name.split('[').next().unwrap_or(name));
    names.find(|name| name.parse::<u32>().is_err()).expect("a name")
}

/// Fails with the first faults.
pub fn none_of(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults, such as:\n{}", faults.len(), faults[..faults.len().min(400)].join("\n"));
}
