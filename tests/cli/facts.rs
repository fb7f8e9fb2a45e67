//! Every fact of the table of creators on its way through the commands: imported, filtered, sorted, exported, imported again.

use serde_json::Value;
use tenfold::domain::creator::CreatorField;
use tenfold::domain::record::Kind;

use super::{Shop, name};

/// What a file may say of a fact, and a filter that finds it.
fn sample(field: CreatorField) -> (&'static str, String) {
    let key = field.key();
    let (cell, asked) = match (key, field.fact().kind) {
        ("country", _) => ("Canada", "ca"),
        ("email", _) => ("kat@example.com", "kat@example.com"),
        ("website", _) => ("https://kat.example/shop", "kat.example"),
        (_, Kind::Code) => ("fr", "fr"),
        ("pay_terms", _) => ("net 30 from invoiced", "invoiced"),
        (_, Kind::Word) => ("Kat of Basel", "basel"),
        (_, Kind::Lines) => ("\"1 Main St\nAustin\"", "austin"),
        (_, Kind::Prose) => ("Skin and sun", "sun"),
        (_, Kind::Count) => ("12400", "12400"),
        (_, Kind::Percent) => ("4.5", "4.5"),
        (_, Kind::Money) => ("150", "150"),
        _ => ("2026-03-09", "2026-03-09"),
    };
    (cell, format!("{key}:{asked}"))
}

fn imported() -> Shop {
    let shop = Shop::new();
    let keys: Vec<&str> = CreatorField::ALL.iter().map(|field| field.key()).collect();
    let cells: Vec<&str> = CreatorField::ALL.iter().map(|field| sample(*field).0).collect();
    let blank = ",".repeat(keys.len());
    let list = format!("handle,{}\nkat.one,{}\nleo.two{blank}\n", keys.join(","), cells.join(","));
    let maps: Vec<String> = keys.iter().map(|key| format!("{key}={key}")).collect();
    let file = shop.file("list.csv", &list);
    let mut args = vec!["import", name(&file), "--as", "creators"];
    args.extend(maps.iter().flat_map(|map| ["--map", map.as_str()]));
    shop.text(&args);
    shop
}

#[test]
fn every_fact_is_imported_filtered_and_sorted() {
    let shop = imported();
    let handles = |question: &str| {
        let list = shop.json(&["list", question, "--format", "json"]);
        let all: Vec<String> = list.as_array().expect("a list").iter().map(|row| row["handle"].to_string()).collect();
        all.join(" ")
    };
    let kat = shop.json(&["show", "kat.one", "--format", "json"]);
    let leo = shop.json(&["show", "leo.two", "--format", "json"]);
    for field in CreatorField::ALL {
        let (cell, asked) = sample(*field);
        let key = field.key();
        assert!(kat[key] != Value::Null && leo[key] == Value::Null, "{key}: {cell} became {}", kat[key]);
        assert_eq!(handles(&asked), "\"kat.one\"", "{asked}");
        assert_eq!(handles(&format!("sort:{key}")), "\"kat.one\" \"leo.two\"", "unknown is last: {key}");
        assert_eq!(handles(&format!("sort:-{key}")), "\"kat.one\" \"leo.two\"", "unknown is last: {key}");
        assert_eq!(handles(&format!("has:{key}")), "\"kat.one\"", "has:{key}");
        assert_eq!(handles(&format!("no:{key}")), "\"leo.two\"", "no:{key}");
        for alias in field.fact().aliases.iter().filter(|alias| !alias.contains(' ')) {
            assert_eq!(handles(&asked.replacen(key, alias, 1)), "\"kat.one\"", "{alias}");
        }
    }
    for field in CreatorField::ALL.iter().filter(|field| field.is_figure() || field.fact().sourced) {
        let source = kat["sources"][field.key()]["file"].as_str().unwrap_or_default();
        assert!(source.contains("list.csv"), "{}: {source}", field.key());
    }
}

#[test]
fn an_exported_list_is_imported_to_the_same_creators() {
    let shop = imported();
    let exported = shop.text(&["list", "sort:handle", "--format", "csv"]);
    let other = Shop::new();
    other.text(&["import", name(&other.file("exported.csv", &exported))]);
    assert_eq!(other.text(&["list", "sort:handle", "--format", "csv"]), exported);
}

/// Three decimals are no thousands, `none` is a name, and an apostrophe of their own stays.
#[test]
fn odd_values_of_an_exported_list_are_imported_as_they_were() {
    let list = imported().text(&["list", "--format", "csv"]);
    let header = list.lines().next().expect("a header");
    let heads: Vec<&str> = header.split(',').collect();
    let rows = [
        [("handle", "null"), ("name", "none"), ("price", "12.345"), ("currency", "KWD"), ("language", "pt-br")],
        [("handle", "kat"), ("name", "'=1+1"), ("price", "1234.5"), ("currency", "EUR"), ("address", "''5 Elm St")],
        [("handle", "leo"), ("name", "unknown"), ("price", "1234"), ("currency", "JPY"), ("found_via", "n/a")],
    ];
    let cell =
        |row: &[(&str, &'static str)], head: &str| row.iter().find(|(key, _)| *key == head).map_or("", |cell| cell.1);
    let lines = rows.map(|row| heads.iter().map(|head| cell(&row, head)).collect::<Vec<_>>().join(","));
    let shop = Shop::new();
    let file = shop.file("exported.csv", &format!("{header}\n{}\n", lines.join("\n")));
    shop.text(&["import", name(&file)]);
    for row in rows {
        let known = shop.json(&["show", row[0].1, "--format", "json"]);
        assert_eq!(known["language"].as_str().unwrap_or_default(), cell(&row, "language"));
        assert_eq!(known["found_via"].as_str().unwrap_or_default(), cell(&row, "found_via"));
        let price: f64 = cell(&row, "price").parse().expect("a price");
        let listed = shop.json(&["list", &format!("@{}", row[0].1), "--format", "json"]);
        assert_eq!(listed[0]["price"].as_f64(), Some(price), "{listed}");
        let written = shop.text(&["list", &format!("@{}", row[0].1), "--format", "csv"]);
        for (_, cell) in row {
            assert!(written.contains(cell), "{cell}: {written}");
        }
    }
}

#[test]
fn a_header_of_a_fact_is_known_without_a_word() {
    for field in CreatorField::ALL {
        for header in field.fact().headers {
            let shop = Shop::new();
            let list = shop.file("list.csv", &format!("handle,followers k,{header}\nkat.one,1,{}\n", sample(*field).0));
            shop.text(&["import", name(&list), "--as", "creators"]);
            let kat = shop.json(&["show", "kat.one", "--format", "json"]);
            assert!(kat[field.key()] != Value::Null, "{header} is {}", field.key());
        }
    }
}
