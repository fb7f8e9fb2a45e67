//! Changes of the agenda, made at random.

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::{clock, days, word};
use crate::domain::{TaskId, WeeklyGoal};
use crate::proto::WriteCmd;
use crate::proto::agenda::{AgendaCmd, DueKey, DueKind, TaskFields};

fn notes() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "By noon.", "- a\n- b", "- a\n- [x] b\n- a"]).prop_map(str::to_owned)
}

fn ticks() -> impl Strategy<Value = Vec<(String, bool)>> {
    let item = prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned);
    proptest::collection::vec((item, any::<bool>()), 0..3)
}

pub(super) fn agenda() -> impl Strategy<Value = WriteCmd> {
    let key = || {
        let kinds = prop::sample::select(DueKind::iter().collect::<Vec<_>>());
        (kinds, 0_i64..3, days()).prop_map(|(kind, subject, due_on)| DueKey {
            kind,
            subject,
            due_on: due_on.unwrap_or(clock().today()),
        })
    };
    let id = || proptest::option::of((1_i64..3).prop_map(TaskId));
    prop_oneof![
        (id(), word(), days(), notes()).prop_map(|(id, title, due_on, note)| AgendaCmd::SaveTask {
            id,
            fields: TaskFields { title, due_on: due_on.unwrap_or(clock().today()), creator: "@mia".to_owned(), note }
        }),
        (1_i64..3, ticks()).prop_map(|(id, ticks)| AgendaCmd::TickItems { id: TaskId(id), ticks }),
        (1_i64..3).prop_map(|id| AgendaCmd::DeleteTask(TaskId(id))),
        key().prop_map(|key| AgendaCmd::Done(vec![key])),
        (key(), days()).prop_map(|(key, day)| AgendaCmd::PutOff(vec![key], day.unwrap_or(clock().today()))),
        (proptest::option::of(word()), 0_i64..9).prop_map(|(niche, wanted)| AgendaCmd::SetGoal(
            niche.map(|niche| WeeklyGoal { wanted, niche, ..WeeklyGoal::default() })
        )),
    ]
    .prop_map(WriteCmd::Agenda)
}
