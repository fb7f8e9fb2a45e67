//! Files with the quirks of real ones, read from end to end.

use super::*;

#[test]
fn by_hand() {
    let Ok(files) = std::env::var("BY_HAND") else { return };
    for file in files.split(':') {
        println!("=== {}", Path::new(file).file_name().unwrap_or_default().display());
        match open(Path::new(file), &Options::default()) {
            Err(error) => println!("  {error}\n  Hint: {}", error.hint()),
            Ok(plan) => {
                println!("  {:?} {} {:?}", plan.kind, plan.description, plan.notes);
                for column in plan.columns.iter().filter(|c| c.becomes.is_some() || std::env::var("ALL").is_ok()) {
                    println!(
                        "    {:<28} {:?} {:?} {:?} {:?}",
                        column.header, column.becomes, column.sure, column.samples, column.raw
                    );
                }
                let mut records = plan.records().expect("records");
                let (mut good, mut bad) = (Vec::new(), Vec::new());
                for item in records.by_ref() {
                    match item {
                        Ok(r) => good.push(r),
                        Err(r) => bad.push(r),
                    }
                }
                println!(
                    "  {} records, {} rejects, {:?} {} of {}",
                    good.len(),
                    bad.len(),
                    records.notes(),
                    records.bytes_read(),
                    plan.bytes_total
                );
                for b in bad.iter().take(3) {
                    println!("  bad {} {} {}", b.row, b.column, b.reason);
                }
                for g in good.iter().take(2).chain(good.last()) {
                    println!("  {g:?}");
                }
            }
        }
    }
}
