//! `tenfold payments`: what you owe creators, what you paid, and files about both.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Serialize;

use super::{World, prepare, print, say, write_json};
use crate::domain::payable::{PayGroup, PaySummary, Sums, add};
use crate::domain::text::sheet_cell;
use crate::domain::{Money, Payable};
use crate::error::{Error, Result};
use crate::output::{self, Existing};
use crate::paths;
use crate::proto::payment::{PaymentSheet, Payments};
use crate::proto::{Answer, Query};
use crate::report::payments as report;
use crate::store::answer::Asker;
use crate::tui::look::text::{left, right, shown};
use crate::words::payments as words;
use crate::words::result_view::figure::scaled;

/// Arguments of `tenfold payments`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only what is due today or overdue
    #[arg(long, conflicts_with = "all")]
    due: bool,
    /// Also what is paid
    #[arg(long)]
    all: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t, conflicts_with = "export")]
    format: Shape,
    /// Write a file for a spreadsheet instead: whom to pay, every payment, or the parcels to pack
    #[arg(long, num_args = 2, value_names = ["pay-run|ledger|packing", "FILE"])]
    export: Option<Vec<String>>,
}

/// The output format of payments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Plain text, for people.
    #[default]
    Text,
    /// JSON, for programs.
    Json,
    /// One row per payment, for a spreadsheet.
    Csv,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    prepare(world, &path)?;
    let today = world.clock.today();
    let answer = Asker::open(&path)?.answer(&Query::Payments, today, &world.config.rules())?;
    let Answer::Payments(payments) = answer else { return Err(Error::fault("The payments could not be read.")) };
    if let Some([what, file]) = args.export.as_deref() {
        return export(&payments, what, file, args.all, today);
    }
    let is_wanted = |row: &&Payable| args.all || is_listed(row, args.due, today);
    let rows: Vec<&Payable> = payments.rows.iter().filter(is_wanted).collect();
    print(|out| match args.format {
        Shape::Json => write_json(out, &rows.iter().map(|row| PaymentJson::new(row, today)).collect::<Vec<_>>()),
        Shape::Csv => write_csv(out, &rows, today),
        Shape::Text => write_text(out, &rows, &payments, args.due, today),
    })
}

/// Whether a payment that isn't paid is listed.
fn is_listed(row: &Payable, only_due: bool, today: NaiveDate) -> bool {
    match row.group(today) {
        PayGroup::Paid => false,
        PayGroup::Overdue | PayGroup::Today => true,
        PayGroup::Soon | PayGroup::Later => !only_due,
    }
}

/// Writes one of the files. The pay run is of what is due, or of all that is open.
fn export(payments: &Payments, what: &str, file: &str, all: bool, today: NaiveDate) -> Result<ExitCode> {
    let sheet = match what {
        "pay-run" => {
            let rows = payments.rows.iter().filter(|row| is_listed(row, !all, today));
            PaymentSheet::PayRun(rows.cloned().collect())
        }
        "ledger" => PaymentSheet::Ledger(payments.ledger.clone()),
        "packing" => PaymentSheet::Packing(payments.packing.clone()),
        _ => {
            return Err(Error::refused(format!("There is no file \"{what}\". Choose pay-run, ledger or packing.")));
        }
    };
    let path = PathBuf::from(file);
    output::write(&path, &report::sheet(&sheet), Existing::Stays)?;
    say(&format!("{}: {}", report::names(&sheet).0, paths::shown(&path)));
    Ok(ExitCode::SUCCESS)
}

/// A payment to a creator, paid or still to be paid; the command prints a list of them.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PaymentJson<'a> {
    /// Account name without @.
    handle: &'a str,
    /// Name of the campaign.
    campaign: &'a str,
    /// Name of the batch.
    batch: &'a str,
    /// What it is for: fee, rights, bonus, or the commission of a month.
    r#for: String,
    /// ISO 4217 currency of both amounts.
    currency: String,
    /// What was agreed, minor units.
    agreed_minor: i64,
    /// When it was agreed.
    agreed_on: Option<String>,
    /// The day on the invoice.
    invoiced_on: Option<String>,
    /// When it is due.
    due_on: Option<String>,
    /// Day of the last payment.
    paid_on: Option<String>,
    /// What was paid of it, minor units.
    paid_minor: i64,
    /// agreed, invoiced, due, overdue, part paid or paid.
    state: &'static str,
    /// Days after the due date, until it was paid or until today; null without a due date.
    days_late: Option<i64>,
}

impl<'a> PaymentJson<'a> {
    fn new(row: &'a Payable, today: NaiveDate) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        Self {
            handle: &row.payee.handle,
            campaign: &row.campaign_name,
            batch: &row.batch_name,
            r#for: row.purpose.to_string(),
            currency: row.currency.code().to_owned(),
            agreed_minor: row.agreed_minor,
            agreed_on: day(row.agreed_on),
            invoiced_on: day(row.invoiced_on),
            due_on: day(row.due_on),
            paid_on: day(row.paid_on),
            paid_minor: row.paid_minor,
            state: row.standing(today).word(),
            days_late: row.days_late(today),
        }
    }
}

fn write_csv(out: &mut dyn Write, rows: &[&Payable], today: NaiveDate) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record([
        "handle",
        "campaign",
        "batch",
        "for",
        "currency",
        "agreed",
        "agreed_on",
        "invoice",
        "invoiced_on",
        "due_on",
        "paid_on",
        "paid",
        "state",
        "days_late",
    ])?;
    for row in rows {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let amount = |minor| scaled(minor, row.currency.decimals());
        sheet.write_record([
            sheet_cell(&row.payee.handle),
            sheet_cell(&row.campaign_name),
            sheet_cell(&row.batch_name),
            row.purpose.to_string(),
            row.currency.code().to_owned(),
            amount(row.agreed_minor),
            day(row.agreed_on),
            sheet_cell(&row.invoice),
            day(row.invoiced_on),
            day(row.due_on),
            day(row.paid_on),
            amount(row.paid_minor),
            row.standing(today).word().to_owned(),
            row.days_late(today).map(|days| days.to_string()).unwrap_or_default(),
        ])?;
    }
    sheet.flush()
}

fn write_text(
    out: &mut dyn Write,
    rows: &[&Payable],
    payments: &Payments,
    only_due: bool,
    today: NaiveDate,
) -> io::Result<()> {
    if payments.rows.is_empty() {
        return writeln!(out, "Nothing to pay yet. A fee shows up here once it is agreed.");
    }
    writeln!(out, "{}", words::standing(&PaySummary::of(&payments.rows, today)))?;
    if rows.is_empty() && only_due {
        return writeln!(out, "\nNothing is due today.");
    }
    for run in rows.chunk_by(|row, next| row.group(today) == next.group(today)) {
        let mut sums = Sums::new();
        for row in run {
            add(&mut sums, row.currency, if row.is_paid() { row.paid_minor } else { row.left_minor() });
        }
        writeln!(out, "\n{} ({}, {})", run[0].group(today).title(), run.len(), words::sums(&sums))?;
        for row in run {
            writeln!(out, "  {}", line(row, today).trim_end())?;
        }
    }
    Ok(())
}

fn line(row: &Payable, today: NaiveDate) -> String {
    let money = |minor| Money::new(minor, row.currency).exact();
    let due = match (row.paid_on.filter(|_| row.is_paid()), row.due_on) {
        (Some(paid), _) => format!("paid {paid}"),
        (None, Some(due)) => format!("due {due}"),
        (None, None) => "no due date yet".to_owned(),
    };
    let invoice = match (shown(&row.invoice), row.invoiced_on) {
        (number, Some(on)) => format!(", invoice {number} of {on}").replace("  ", " "),
        (number, None) if number.is_empty() => String::new(),
        (number, None) => format!(", invoice {number}"),
    };
    let paid = match row.paid_minor {
        paid if paid == 0 || row.is_paid() => String::new(),
        paid => format!("{} paid", money(paid)),
    };
    let late = row.days_late(today).filter(|days| *days > 0).map(|days| format!("{days}d late")).unwrap_or_default();
    format!(
        "{} {} {}  {} {} {} {}{invoice}",
        left(&format!("@{}", shown(&row.payee.handle)), 24),
        left(&row.purpose.to_string(), 20),
        right(&money(row.agreed_minor), 12),
        left(&due, 16),
        left(&late, 9),
        left(&paid, 16),
        shown(&row.campaign_name)
    )
}
