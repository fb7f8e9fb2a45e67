//! Adding posts and follower counts: one line, a form, or a pasted block that is looked over before anything is written.

use crate::domain::number::{compact, full};
use crate::domain::pasted::{self, Pasted, PostLine};
use crate::proto::WriteCmd;
use crate::proto::ingest::ReadingRecord;
use crate::proto::page::{PageChange, PageCmd, PostEntry};
use crate::tui::kit::overlay::{Confirm, Field, FieldKind, Form, Letters, Overlay, Prompt, Purpose, Value};
use crate::tui::kit::{Ctx, Notice, Request};
use crate::tui::look::figure::counted;
use crate::tui::look::{day, text};
use crate::tui::screens::form::Reader;

use super::PageScreen;

const ADD: Purpose = "page.add";
const POST: Purpose = "page.post";
const FORM: Purpose = "page.post_form";
const FOLLOWERS: Purpose = "page.followers";
const PASTED: Purpose = "page.pasted";

const ONE_LINE: &str = "a post, in one line";
const IN_FORM: &str = "a post, in a form";
const COUNT: &str = "followers on a day";

/// Lines of a block that are shown before it is written.
const SHOWN: usize = 6;
/// Faults that are shown.
const FAULTS: usize = 3;

/// Asks what to add.
pub(super) fn ask(about: &str) -> Vec<Request> {
    let entries = [('p', ONE_LINE), ('e', IN_FORM), ('f', COUNT)];
    let entries = entries.map(|(letter, said)| (letter, said.to_owned())).to_vec();
    vec![Request::Open(Overlay::Letters(Letters {
        purpose: ADD,
        title: format!("Add to {about} (or paste a block)"),
        entries,
    }))]
}

/// A line for a post; it stays open for the next one, so that a profile is copied without looking up.
fn post_line(title: String, ctx: &Ctx) -> Overlay {
    let day = ctx.day_order.example();
    let hint = format!("day or address, views, likes, comments, shares, saves: {day} 12.3k 450 20 3");
    Overlay::Prompt(Prompt { purpose: POST, title, kind: FieldKind::Post, hint, ..Prompt::default() })
}

/// A line for a follower count; it stays open as well.
fn count_line(title: String) -> Overlay {
    let hint = "33.7k is today's; 2026-03-09 33.7k is of another day".to_owned();
    Overlay::Prompt(Prompt { purpose: FOLLOWERS, title, kind: FieldKind::Followers, hint, ..Prompt::default() })
}

/// A post as commands carry it.
fn entry(post: PostLine) -> PostEntry {
    let [views, likes, comments, shares, saves] = post.counts;
    PostEntry {
        url: post.url,
        posted_on: post.day,
        caption: post.caption,
        reading: ReadingRecord { views, likes, comments, shares, saves },
    }
}

impl PageScreen {
    pub(super) fn change(&self, cmd: PageCmd, ctx: &mut Ctx) -> Vec<Request> {
        let Some(creator) = self.creator else { return Vec::new() };
        vec![ctx.write_request(WriteCmd::Page(PageChange { creator, cmd })).1]
    }

    /// Takes the answer to what to add, and what was added.
    pub(super) fn add_answered(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let about = self.name();
        match (purpose, value) {
            (ADD, Value::Picked(what)) => vec![Request::Open(match what.as_str() {
                IN_FORM => Overlay::Form(form(&about, ctx)),
                COUNT => count_line(format!("Followers of {about}")),
                _ => post_line(format!("A post of {about}"), ctx),
            })],
            (POST, Value::Text(line)) => match pasted::post(&line, ctx.calendar()) {
                Ok(post) => {
                    let mut requests = self.change(PageCmd::SavePosts(vec![entry(post)]), ctx);
                    requests.push(Request::Open(post_line(format!("The next post of {about}; Esc ends"), ctx)));
                    requests
                }
                Err(said) => vec![Request::Say(Notice::error(said))],
            },
            (FOLLOWERS, Value::Text(line)) => match pasted::followers(&line, ctx.calendar()) {
                Ok(count) => {
                    let mut requests = self.change(PageCmd::SaveSnapshots(vec![count]), ctx);
                    requests.push(Request::Open(count_line(format!("Followers of {about} on another day; Esc ends"))));
                    requests
                }
                Err(said) => vec![Request::Say(Notice::error(said))],
            },
            (FORM, Value::Form(form)) => match read_form(form, ctx) {
                Ok(post) => self.change(PageCmd::SavePosts(vec![post]), ctx),
                Err(form) => vec![Request::Open(Overlay::Form(*form))],
            },
            (PASTED, Value::Yes) => match self.pasted.take() {
                Some(pasted) if !pasted.posts.is_empty() => {
                    self.change(PageCmd::SavePosts(pasted.posts.into_iter().map(entry).collect()), ctx)
                }
                Some(pasted) => self.change(PageCmd::SaveSnapshots(pasted.followers), ctx),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Takes a pasted block and asks whether it is to be written, with what was understood.
    pub(super) fn offer_pasted(&mut self, block: &str, ctx: &Ctx) -> Vec<Request> {
        let Some(page) = self.page.as_deref().filter(|_| !block.trim().is_empty()) else { return Vec::new() };
        let earlier = page.known_as.iter().map(|(handle, _)| handle.as_str());
        let own: Vec<&str> = earlier.chain([page.detail.row.fields.handle.as_str()]).collect();
        let pasted = pasted::read(block, &own, ctx.calendar());
        let what = match (pasted.posts.len(), pasted.followers.len()) {
            (0, 0) => {
                let why = pasted.faults.first().map(ToString::to_string).unwrap_or_default();
                let said = format!("No post and no follower count in that. {}", sentence(&text::shown(&why)));
                return vec![Request::Say(Notice::error(said))];
            }
            (0, counts) => counted(i64::try_from(counts).unwrap_or(i64::MAX), "follower count", "follower counts"),
            (posts, _) => counted(i64::try_from(posts).unwrap_or(i64::MAX), "post", "posts"),
        };
        let question = Confirm {
            purpose: PASTED,
            title: format!("{what} for {}", self.name()),
            text: preview(&pasted, ctx),
            yes: format!("Add {what}"),
            no: "Leave it".to_owned(),
        };
        self.pasted = Some(pasted);
        vec![Request::Open(Overlay::Confirm(question))]
    }
}

/// The first lines of a block as they were understood, and the lines left out.
fn preview(pasted: &Pasted, ctx: &Ctx) -> String {
    let on = |on: Option<chrono::NaiveDate>| on.map_or_else(|| "no day".to_owned(), |on| day::short(on, ctx.today));
    let post = |post: &PostLine| {
        let counts = post.counts.iter().zip(pasted::NAMES).filter_map(|(count, (one, many))| {
            let count = (*count)?;
            Some(format!("{} {}", compact(count), if count == 1 { one } else { many }))
        });
        format!("{}: {}", on(post.day), counts.collect::<Vec<_>>().join(", "))
    };
    let followers = |(day, count): &(chrono::NaiveDate, i64)| format!("{}: {} followers", on(Some(*day)), full(*count));
    let all = pasted.posts.len() + pasted.followers.len();
    let mut lines: Vec<String> =
        pasted.posts.iter().map(post).chain(pasted.followers.iter().map(followers)).take(SHOWN).collect();
    if all > SHOWN {
        lines.push(format!("… and {} more", full(i64::try_from(all - SHOWN).unwrap_or(i64::MAX))));
    }
    if !pasted.faults.is_empty() {
        let left_out = i64::try_from(pasted.faults.len()).unwrap_or(i64::MAX);
        lines.push(format!("Left out: {}.", counted(left_out, "line", "lines")));
        lines.extend(pasted.faults.iter().take(FAULTS).map(|fault| sentence(&text::shown(&fault.to_string()))));
        if pasted.faults.len() > FAULTS {
            lines.push("…".to_owned());
        }
    }
    lines.join("\n")
}

fn sentence(said: &str) -> String {
    let mut letters = said.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

fn form(about: &str, ctx: &Ctx) -> Form {
    let count = |key, label: &str| Field::new(key, label, FieldKind::Count);
    Form {
        purpose: FORM,
        title: format!("A post of {about}"),
        fields: vec![
            Field::new("day", "Day", FieldKind::Day)
                .hint(format!("{}, yesterday, 2026-03-09", ctx.day_order.example())),
            Field::new("url", "Address", FieldKind::Text).hint("of the video; knows the post again"),
            Field::new("caption", "Caption", FieldKind::Text),
            count("views", "Views").hint("as the post shows them today; empty: not known"),
            count("likes", "Likes"),
            count("comments", "Comments"),
            count("shares", "Shares"),
            count("saves", "Saves"),
        ],
        save: "Add this post".to_owned(),
    }
}

fn read_form(form: Form, ctx: &Ctx) -> Result<PostEntry, Box<Form>> {
    let mut reader = Reader::new(form, ctx.calendar());
    let posted_on = reader.day("day");
    if posted_on.is_some_and(|day| day > ctx.today) {
        reader.fault("day", "this day lies in the future");
    }
    let url = reader.text("url");
    if posted_on.is_none() && url.is_empty() {
        reader.fault("day", "a post needs its day or its address");
    }
    let mut count = |key| reader.count(key);
    let reading = ReadingRecord {
        views: count("views"),
        likes: count("likes"),
        comments: count("comments"),
        shares: count("shares"),
        saves: count("saves"),
    };
    let caption = reader.text("caption");
    reader.finish(PostEntry { url, posted_on, caption, reading })
}
