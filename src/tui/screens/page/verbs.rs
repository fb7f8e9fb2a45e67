//! The verbs that are the same everywhere: decide, describe, put into a batch, open and copy.

use crate::domain::{CreatorId, RejectReason, Snooze, Verdict};
use crate::proto::row::TagRow;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Ctx, Effect, Notice, Request, SnoozeFor};
use crate::tui::look::{day, text};
use crate::tui::screens::profile::ask;

use super::PageScreen;

const REASON: Purpose = "page.reason";
const TAGS: Purpose = "page.tags";
const NOTE: Purpose = "page.note";
const QUICK: Purpose = "page.quick";
const SNOOZE: Purpose = "page.snooze";

/// Whether an answer belongs to one of the verbs.
pub(super) fn is_own(purpose: Purpose) -> bool {
    [REASON, TAGS, NOTE, QUICK, SNOOZE].contains(&purpose)
}

impl PageScreen {
    /// What a verb acts on now.
    pub(super) fn said_target(&self, ctx: &Ctx) -> String {
        if self.page.is_none() {
            return "nobody yet".to_owned();
        }
        let post = self.post_here().filter(|post| !post.entry.url.is_empty()).map(|post| match post.entry.posted_on {
            Some(on) => format!(", {} opens the post of {}", ctx.key(Action::LinkOpen), day::tiny(on, ctx.today)),
            None => format!(", {} opens the post", ctx.key(Action::LinkOpen)),
        });
        let booking =
            self.booking_here().map(|row| format!(", {} opens {}", ctx.key(Action::NavOpen), text::shown(&row.name)));
        format!("{}{}", self.name(), post.or(booking).unwrap_or_default())
    }

    /// Carries out a verb.
    pub(super) fn do_verb(&mut self, action: Action, ctx: &mut Ctx) -> Vec<Request> {
        let (Some(id), name) = (self.creator, self.name()) else { return Vec::new() };
        let target = || Target::one(id);
        let verdict = |verdict| WriteCmd::SetVerdict { target: target(), verdict, reason: None, until: None };
        let rate = |stars| WriteCmd::Rate { target: target(), stars };
        let command = match action {
            Action::VerdictPick => verdict(Verdict::Picked),
            Action::VerdictReject => verdict(Verdict::Rejected),
            Action::VerdictMaybe => verdict(Verdict::Maybe),
            Action::VerdictClear => verdict(Verdict::New),
            Action::Rate(stars) => rate(stars),
            Action::ContactBlock => WriteCmd::SetDoNotContact { target: target(), blocked: true },
            Action::ContactAllow => WriteCmd::SetDoNotContact { target: target(), blocked: false },
            Action::BatchAdd | Action::VerdictPickBatch => {
                let Some((batch, _)) = ctx.current_batch.clone() else { return Vec::new() };
                WriteCmd::AddToBatch { batch, target: target(), pick: action == Action::VerdictPickBatch }
            }
            Action::TagRepeat => {
                let Some((add, remove)) = ctx.again.tags.clone() else { return Vec::new() };
                WriteCmd::EditTags { target: target(), add, remove }
            }
            Action::VerdictRejectWhy => return vec![Request::Open(ask::reason(REASON, &name))],
            Action::Snooze(SnoozeFor::Typed) => return vec![Request::Open(ask::snooze(SNOOZE, &name, ctx))],
            Action::NoteAdd => return vec![Request::Open(ask::note(NOTE, &name))],
            Action::TagQuick => {
                return vec![Request::Open(ask::quick(QUICK, &name, ask::quick_tags(&ctx.quick_tags, &self.tags)))];
            }
            Action::TagEdit => return self.open_tags(&name),
            Action::LinkOpen | Action::CopyHandle | Action::CopyLink | Action::CopyEmail => {
                return self.carry_off(action, &name);
            }
            other => {
                let snooze = ask::snooze_of(other, &ctx.again);
                return snooze.map_or_else(Vec::new, |snooze| put_off(id, snooze, ctx));
            }
        };
        vec![ctx.write_request(command).1]
    }

    fn open_tags(&self, name: &str) -> Vec<Request> {
        let Some(page) = &self.page else { return Vec::new() };
        let carries = |tag: &TagRow| i64::from(page.detail.row.tags.contains(&tag.name));
        let items = self.tags.iter().map(|tag| (tag.name.clone(), tag.creators, carries(tag))).collect();
        vec![Request::Open(ask::tags(TAGS, name, items, 1))]
    }

    /// Opens or copies what leads to the creator, or to the post under the cursor.
    fn carry_off(&self, action: Action, name: &str) -> Vec<Request> {
        let Some(page) = &self.page else { return Vec::new() };
        let fields = &page.detail.row.fields;
        let post = self.post_here().map(|post| post.entry.url.clone()).filter(|url| !url.is_empty());
        let profile = || fields.profile_url();
        let link = post.clone().unwrap_or_else(profile);
        let (copied, said) = match action {
            Action::LinkOpen => return vec![Request::Effect(Effect::OpenLink(link))],
            Action::CopyLink if post.is_some() => (link, "Copied the address of the post.".to_owned()),
            Action::CopyLink => (link, format!("Copied the profile link of {name}.")),
            Action::CopyEmail => (text::shown(&fields.email), format!("Copied the e-mail address of {name}.")),
            _ => (name.to_owned(), format!("Copied {name}.")),
        };
        vec![Request::Effect(Effect::Copy(copied)), Request::Say(Notice::done(said))]
    }
}

fn put_off(id: CreatorId, snooze: Snooze, ctx: &mut Ctx) -> Vec<Request> {
    let until = snooze.day(ctx.today);
    if until.is_none_or(|day| day <= ctx.today) {
        return vec![Request::Say(Notice::error(ask::day_to_come(ctx.calendar())))];
    }
    ctx.again.snooze = Some(snooze);
    let command = WriteCmd::SetVerdict { target: Target::one(id), verdict: Verdict::Snoozed, reason: None, until };
    vec![ctx.write_request(command).1]
}

/// Takes the answer to one of the verbs.
pub(super) fn answered(purpose: Purpose, value: Value, id: CreatorId, name: &str, ctx: &mut Ctx) -> Vec<Request> {
    let target = Target::one(id);
    let command = match (purpose, value) {
        (REASON, Value::Picked(words)) if words == ask::OWN_REASON => {
            return vec![Request::Open(ask::own_reason(REASON, name))];
        }
        (REASON, Value::Picked(words) | Value::Text(words)) => {
            let reason = Some(RejectReason::from_words(&words));
            WriteCmd::SetVerdict { target, verdict: Verdict::Rejected, reason, until: None }
        }
        (SNOOZE, Value::Text(typed)) => {
            return ask::snoozed(&typed, ctx.calendar()).map_or_else(Vec::new, |snooze| put_off(id, snooze, ctx));
        }
        (TAGS, Value::Toggled { add, remove }) => {
            ctx.again.tags = Some((add.clone(), remove.clone()));
            WriteCmd::EditTags { target, add, remove }
        }
        (QUICK, Value::Picked(tag)) => WriteCmd::EditTags { target, add: vec![tag], remove: Vec::new() },
        (NOTE, Value::Text(text)) => WriteCmd::AddNote { target, text },
        _ => return Vec::new(),
    };
    vec![ctx.write_request(command).1]
}
