//! Asks before something that may be meant and may be a slip: what speaks against it, and whether to do it anyway.

use crate::proto::WriteCmd;
use crate::tui::kit::overlay::{Confirm, Overlay, Value};
use crate::tui::kit::{Asked, Ctx};

/// What is done if it is meant.
#[derive(Debug)]
struct Anyway(WriteCmd);

/// What speaks against a command, in words.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Heading of the question.
    pub title: String,
    /// The sentence.
    pub sentence: String,
}

/// Asks whether a command is meant; `verb` is what is done then, such as `Agree`.
pub fn ask(command: WriteCmd, slip: &Slip, verb: &str, ctx: &mut Ctx) {
    let confirm = Confirm {
        title: slip.title.clone(),
        text: format!("{} {verb} anyway?", slip.sentence),
        yes: format!("{verb} anyway"),
        no: "Cancel".to_owned(),
    };
    ctx.open(Overlay::Confirm(confirm), Anyway(command));
}

/// Takes the answer.
pub fn answered(asked: &Asked, value: &Value, ctx: &mut Ctx) {
    if let (Some(Anyway(command)), Value::Yes) = (asked.question(), value) {
        ctx.write(command.clone());
    }
}
