//! Adding posts and follower counts: on one line, in a form, or as a pasted block that is previewed before it is written.

use crate::domain::number::{compact, full};
use crate::domain::pasted::{self, Pasted, PostLine};
use crate::proto::WriteCmd;
use crate::proto::page_change::{PageChange, PageCmd};
use crate::proto::post::{PostEntry, ReadingRecord};
use crate::tui::kit::overlay::{Choice, Confirm, Field, FieldKind, Form, Letters, Overlay, Prompt};
use crate::tui::kit::{Ctx, Notice};
use crate::tui::look::figure::plural;
use crate::tui::look::{day, text};
use crate::tui::screens::form::Reader;

use super::PageScreen;
use super::question::Question;

/// What can be added.
#[derive(Clone, Copy)]
enum Added {
    Post,
    PostForm,
    Followers,
}

/// The letters that choose what to add.
const LETTERS: [(char, &str, Added); 3] = [
    ('p', "a post, in one line", Added::Post),
    ('e', "a post, in a form", Added::PostForm),
    ('f', "a follower count", Added::Followers),
];

/// Most lines of a block shown in the preview.
const SHOWN: usize = 6;
/// Most faults shown.
const FAULTS: usize = 3;

/// Asks for a post. The input stays open for the next one, so that you can copy a profile without looking up.
fn ask_post(title: String, ctx: &mut Ctx) {
    let day = ctx.day_order.example();
    let hint = format!("day or link, views, likes, comments, shares, saves: {day} 12.3k 450 20 3");
    ctx.open(Overlay::Prompt(Prompt { title, kind: FieldKind::Post, hint, ..Prompt::default() }), Question::Post);
}

/// Asks for a follower count. The input stays open as well.
fn ask_followers(title: String, ctx: &mut Ctx) {
    let hint = "33.7k for today, or 2026-03-09 33.7k for another day".to_owned();
    let prompt = Prompt { title, kind: FieldKind::Followers, hint, ..Prompt::default() };
    ctx.open(Overlay::Prompt(prompt), Question::Followers);
}

/// A typed post as a command entry.
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
    /// Writes a change to the creator.
    pub(super) fn change(&self, cmd: PageCmd, ctx: &mut Ctx) {
        if let Some(creator) = self.creator {
            ctx.write(WriteCmd::Page(PageChange { creator, cmd }));
        }
    }

    /// Asks what to add.
    pub(super) fn ask_add(&self, ctx: &mut Ctx) {
        let entries = LETTERS.map(|(letter, label, _)| (letter, label.to_owned())).to_vec();
        let title = format!("Add to {} (or paste a block)", self.name());
        ctx.open(Overlay::Letters(Letters { title, entries }), Question::Add);
    }

    /// Opens the input for the chosen kind.
    pub(super) fn ask_added(&self, choice: &Choice, ctx: &mut Ctx) {
        let about = self.name();
        match choice.of(&LETTERS).map(|(.., added)| added) {
            Some(Added::Post) => ask_post(format!("Post by {about}"), ctx),
            Some(Added::PostForm) => ctx.open(Overlay::Form(form(&about, ctx)), Question::PostForm),
            Some(Added::Followers) => ask_followers(format!("Followers of {about}"), ctx),
            None => {}
        }
    }

    /// Adds a post typed on one line, and asks for the next.
    pub(super) fn add_post(&self, line: &str, ctx: &mut Ctx) {
        match pasted::post(line, ctx.calendar()) {
            Ok(post) => {
                self.change(PageCmd::SavePosts(vec![entry(post)]), ctx);
                ask_post(format!("Next post by {}; Esc ends", self.name()), ctx);
            }
            Err(said) => ctx.say(Notice::error(said)),
        }
    }

    /// Adds a follower count, and asks for the next.
    pub(super) fn add_followers(&self, line: &str, ctx: &mut Ctx) {
        match pasted::followers(line, ctx.calendar()) {
            Ok(count) => {
                self.change(PageCmd::SaveSnapshots(vec![count]), ctx);
                ask_followers(format!("Followers of {} on another day; Esc ends", self.name()), ctx);
            }
            Err(said) => ctx.say(Notice::error(said)),
        }
    }

    /// Adds a post from its form, or reopens the form with its errors.
    pub(super) fn add_form(&self, form: Form, ctx: &mut Ctx) {
        match read_form(form, ctx) {
            Ok(post) => self.change(PageCmd::SavePosts(vec![post]), ctx),
            Err(form) => ctx.open(Overlay::Form(*form), Question::PostForm),
        }
    }

    /// Adds a pasted block.
    pub(super) fn add_pasted(&self, pasted: &Pasted, ctx: &mut Ctx) {
        let cmd = if pasted.posts.is_empty() {
            PageCmd::SaveSnapshots(pasted.followers.clone())
        } else {
            PageCmd::SavePosts(pasted.posts.iter().cloned().map(entry).collect())
        };
        self.change(cmd, ctx);
    }

    /// Parses a pasted block and asks whether to add it, with a preview.
    pub(super) fn offer_pasted(&self, block: &str, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref().filter(|_| !block.trim().is_empty()) else { return };
        let earlier = page.known_as.iter().map(|(handle, _)| handle.as_str());
        let own: Vec<&str> = earlier.chain([page.detail.row.fields.handle.as_str()]).collect();
        let pasted = pasted::read(block, &own, ctx.calendar());
        let what = match (pasted.posts.len(), pasted.followers.len()) {
            (0, 0) => {
                let why = pasted.faults.first().map(ToString::to_string).unwrap_or_default();
                let said = format!("Found no post or follower count in that text. {}", sentence(&text::shown(&why)));
                return ctx.say(Notice::error(said));
            }
            (0, counts) => plural(counts, "follower count"),
            (posts, _) => plural(posts, "post"),
        };
        let confirm = Confirm {
            title: format!("{what} for {}", self.name()),
            text: preview(&pasted, ctx),
            yes: format!("Add {what}"),
            no: "Cancel".to_owned(),
        };
        ctx.open(Overlay::Confirm(confirm), Question::Pasted(Box::new(pasted)));
    }
}

/// The first lines of a block as parsed, and the lines left out.
fn preview(pasted: &Pasted, ctx: &Ctx) -> String {
    let on = |on: Option<chrono::NaiveDate>| on.map_or_else(|| "no day".to_owned(), |on| day::short(on, ctx.today));
    let post = |post: &PostLine| {
        let counts = post.counts.iter().zip(pasted::NAMES).filter_map(|(count, (one, many))| {
            (*count).map(|count| format!("{} {}", compact(count), if count == 1 { one } else { many }))
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
        lines.push(format!("Left out: {}.", plural(pasted.faults.len(), "line")));
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
        title: format!("Post by {about}"),
        fields: vec![
            Field::new("day", "Day", FieldKind::Day)
                .hint(format!("{}, yesterday, 2026-03-09", ctx.day_order.example())),
            Field::new("url", "Link", FieldKind::Text).hint("of the video; identifies the post"),
            Field::new("caption", "Caption", FieldKind::Text),
            count("views", "Views").hint("as the post shows them today; empty if unknown"),
            count("likes", "Likes"),
            count("comments", "Comments"),
            count("shares", "Shares"),
            count("saves", "Saves"),
        ],
        save: "Add post".to_owned(),
    }
}

fn read_form(form: Form, ctx: &Ctx) -> Result<PostEntry, Box<Form>> {
    let mut reader = Reader::new(form, ctx.calendar());
    let posted_on = reader.day("day");
    if posted_on.is_some_and(|day| day > ctx.today) {
        reader.fault("day", "this day is in the future");
    }
    let url = reader.text("url");
    if posted_on.is_none() && url.is_empty() {
        reader.fault("day", "enter the day or the link of the post");
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
