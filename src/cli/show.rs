//! `tenfold show`: everything about one creator, for reading or for programs.

use std::process::ExitCode;

use serde_json::{Value, json};
use strum::IntoEnumIterator;

use super::list::score_due;
use super::{Format, World, facts, print, ready, who, write_json};
use crate::domain::TierBorders;
use crate::domain::creator::Figure;
use crate::error::{Error, Result};
use crate::proto::page::{BookingRow, CreatorPage, NoteRow, PostRow};
use crate::proto::page_change::Facet;
use crate::proto::row::CreatorDetail;
use crate::proto::{Answer, Query};
use crate::store::Reader;
use crate::store::answer::Asker;
use crate::tui::kit::Ctx;
use crate::tui::screens::page;

/// Arguments of `tenfold show`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creator: @handle, or a profile link
    #[arg(value_name = "HANDLE")]
    handle: String,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Cells of a line of text.
const CELLS: usize = 100;

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    ready(world, &path)?;
    let rules = world.config.rules();
    let id = who::find(&Reader::open(&path)?, &args.handle)?;
    if args.format == Format::Json {
        score_due(world, &path, false)?;
    }
    let today = world.clock.today();
    let answer = Asker::open(&path)?.answer(&Query::Page(id), today, &rules)?;
    let Answer::Page(_, Some(page)) = answer else { return Err(Error::fault("The creator could not be read.")) };
    let ctx = Ctx::new(
        world.clock.now_ms(),
        rules.calendar(today),
        rules.borders(),
        page.detail.row.fields.price_currency,
        false,
    );
    print(|out| match args.format {
        Format::Json => write_json(out, &as_json(&page, rules.borders())),
        Format::Text => page::text(&page, &ctx, CELLS).iter().try_for_each(|line| writeln!(out, "{line}")),
    })
}

fn known(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::from(text) }
}

/// Returns the facts that lists state as well, under the same names, and what only a page knows: unknown is null, shares are
/// 0 to 1, amounts in `_minor` are minor units of the currency beside them.
fn as_json(page: &CreatorPage, borders: TierBorders) -> Value {
    let (vetting, fit) = (&page.vetting, &page.vetting.fit);
    let rhythm = vetting.consistency.rhythm;
    let mut all = facts::as_json(&page.detail.row, borders);
    let more = json!({
        "known_as": page.known_as.iter().map(|(handle, day)| json!({ "handle": handle, "until": day.to_string() })).collect::<Vec<_>>(),
        "source": page.detail.source,
        "stats_on": page.detail.stats_on.map(|day| day.to_string()),
        "sources": Value::Object(sources(&page.detail)),
        "vetting": {
            "er_views_share": vetting.engagement.by_views,
            "er_views_pooled": vetting.engagement.by_views_pooled,
            "er_followers": vetting.engagement.by_followers,
            "reach": vetting.engagement.reach,
            "posts": vetting.engagement.posts,
            "median_views": vetting.stability.median_views,
            "stability": vetting.stability.score,
            "consistency": rhythm.map(|rhythm| rhythm.score),
            "days_since_last_post": vetting.consistency.days_since_last,
            "growth_per_month": vetting.growth.per_month,
            "rising": vetting.growth.rising(),
        },
        "warnings": vetting.flags.iter().map(|flag| json!({
            "code": flag.code.word(),
            "level": flag.severity.word(),
            "sentence": flag.sentence,
        })).collect::<Vec<_>>(),
        "fit": {
            "score": fit.score,
            "coverage": fit.coverage,
            "penalty": fit.penalty,
            "campaign": page.brief_of,
            "parts": fit.parts.iter().map(|part| json!({
                "part": part.part.word(),
                "weight": part.weight,
                "score": part.score,
                "line": part.line,
            })).collect::<Vec<_>>(),
        },
        "price_guess": page.price_guess.map(|(low, high)| json!({
            "low_minor": low.minor,
            "high_minor": high.minor,
            "currency": low.currency.code(),
        })),
        "audience": audience(page),
        "sponsored": page.sponsored.map(|seen| json!({ "seen": seen.seen, "disclosed": seen.disclosed })),
        "posts": page.posts.iter().map(post).collect::<Vec<_>>(),
        "followers_over_time": page.snapshots.iter().map(|(day, count)| json!({ "day": day.to_string(), "followers": count })).collect::<Vec<_>>(),
        "collaborations": page.bookings.iter().map(booking).collect::<Vec<_>>(),
        "notes": page.notes.iter().map(note).collect::<Vec<_>>(),
    });
    if let Value::Object(more) = more {
        all.extend(more);
    }
    Value::Object(all)
}

/// Where each figure that is known comes from, and the day it is of.
fn sources(detail: &CreatorDetail) -> serde_json::Map<String, Value> {
    let known = Figure::iter().filter(|figure| detail.row.fields.knows(*figure));
    let one = |figure: Figure| {
        let (on, source) = detail.origin(figure);
        (figure.word().to_owned(), json!({ "source": source, "on": on.map(|day| day.to_string()) }))
    };
    known.map(one).collect()
}

fn audience(page: &CreatorPage) -> Value {
    let of = |facet: Facet| {
        let shares = page.audience.iter().filter(move |share| share.facet == facet);
        let shares = shares.map(|share| (share.key.clone(), Value::from(share.share_bp)));
        (facet.word().to_owned(), Value::Object(shares.collect()))
    };
    Value::Object(Facet::iter().map(of).collect())
}

fn post(post: &PostRow) -> Value {
    let (entry, reading) = (&post.entry, post.entry.reading);
    json!({
        "url": known(&entry.url),
        "posted_on": entry.posted_on.map(|day| day.to_string()),
        "caption": known(&entry.caption),
        "views": reading.views,
        "likes": reading.likes,
        "comments": reading.comments,
        "shares": reading.shares,
        "saves": reading.saves,
        "read_on": post.read_on.map(|day| day.to_string()),
        "source": post.source,
        "made_for": post.made_for,
    })
}

fn booking(row: &BookingRow) -> Value {
    json!({
        "name": row.name,
        "stage": row.stage,
        "decision": row.decision,
        "currency": row.currency.code(),
        "fee_minor": row.fee_minor,
        "cost_minor": row.cost_minor,
        "orders": row.orders,
        "revenue_minor": row.revenue_minor,
        "views": row.views,
        "codes": row.codes,
        "contacted_on": row.contacted_on.map(|day| day.to_string()),
        "replied_on": row.replied_on.map(|day| day.to_string()),
        "shipped_on": row.shipped_on.map(|day| day.to_string()),
        "parcel": known(&row.parcel),
        "posted_on": row.posted_on.map(|day| day.to_string()),
    })
}

fn note(note: &NoteRow) -> Value {
    json!({ "written_at": note.written_at, "kind": note.kind, "text": note.text })
}
