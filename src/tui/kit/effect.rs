//! Every side effect the screens can request. Plain data: the runtime runs it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::CreatorId;
use crate::proto::column::Wish;
use crate::proto::event::{Generation, Ticket};
use crate::proto::page::CreatorPage;
use crate::proto::payment::PaymentSheet;
use crate::proto::results::CampaignResult;
use crate::proto::setting::{SettingChange, SettingStep};
use crate::proto::{Query, WriteCmd};

/// Something to be done outside the screens.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Carry out a command on the writer thread.
    Write(Ticket, WriteCmd),
    /// Ask the query thread; a newer question of the same slot replaces this one.
    Ask(Generation, Query),
    /// Read rows by key, before the next frame.
    ReadWindow(Arc<[CreatorId]>),
    /// Read one creator in full, before the next frame.
    ReadDetail(CreatorId),
    /// Read the beginning of a file and say what its columns become.
    ReadColumns(PathBuf, Wish),
    /// Read a file and say what importing it would do.
    Preview(PathBuf, Wish),
    /// Import a file.
    Import(PathBuf, Wish),
    /// Stop the running import and undo it.
    CancelImport,
    /// List the files of a folder that could be imported.
    ListFolder(PathBuf),
    /// Keep something about the screens for the next start.
    Remember {
        /// Under this name.
        name: &'static str,
        /// This value.
        value: String,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Put text on the clipboard, with a name for it in the message.
    CopyAs(String, String),
    /// Write a campaign's report to a file and show its path.
    WriteReport(Box<CampaignResult>),
    /// Write a creator's media kit to a file and show its path.
    WriteKit(Box<CreatorPage>),
    /// Write a file about payments and show its path.
    WriteSheet(Box<PaymentSheet>),
    /// Open a web address in the browser.
    OpenLink(String),
    /// Leave this file and open another: the demo, or the person's own.
    SwitchFile(FileChoice),
    /// Leave this file, open the demo and begin the tour there.
    ShowTour,
    /// Save a copy of the open file next to it, even if its path now leads elsewhere.
    SaveCopy,
    /// Open what lies at the path of the open file now.
    OpenAgain,
    /// Send [`super::Msg::Wake`] at this time, unix milliseconds.
    WakeAt(i64),
    /// Show the theme of this name and keep it.
    ChooseTheme(String),
    /// Switch the mouse on or off, and keep that.
    TurnMouse,
    /// Read the configuration and answer with [`super::Msg::Settings`].
    ReadSettings,
    /// Write a setting into the configuration and go by it from here on; answered with [`super::Msg::SettingDone`].
    ChangeSetting(SettingChange),
    /// Undo a change of a setting, or redo it; answered with [`super::Msg::SettingDone`].
    TurnSetting(Turn, Box<SettingStep>),
    /// Redraw the whole screen.
    Repaint,
    /// End the program.
    Quit,
}

/// What becomes of a change of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is made.
    Make,
    /// It is undone.
    Undo,
    /// It is made again.
    Redo,
}

/// Which file to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChoice {
    /// The made-up shop.
    Demo,
    /// The person's own file.
    Own,
}
