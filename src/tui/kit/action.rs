//! THE list of actions. The enum, names, help, footer, palette, default keys and reference page all come from this one table.
//!
//! To add an action: one row here, one arm in the screen's `act`, one test.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Group, Place, Scope};

/// One row of the table.
#[derive(Debug)]
struct Row {
    action: Action,
    name: &'static str,
    short: &'static str,
    title: &'static str,
    group: Group,
    scopes: &'static [Scope],
    keys: &'static [&'static str],
}

/// For how long an action snoozes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SnoozeFor {
    /// Until tomorrow.
    Day,
    /// For a week.
    Week,
    /// Until Friday.
    Friday,
    /// For a month.
    Month,
    /// Until a typed date.
    Typed,
    /// As long as the last time.
    Again,
}

/// The sort key of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the columns")]
pub enum SortBy {
    Followers,
    Er,
    Views,
    Price,
    Rating,
    Due,
    Added,
    Handle,
    Outcome,
    Spend,
    Orders,
    Roas,
    Middle,
    Verdict,
    Batch,
    Count,
}

/// Makes the enum of actions and its table from one list. An action with a parameter (`@Rate(1)`) has a row for each value.
macro_rules! actions {
    (with { $($(#[$doc:meta])* $kind:ident($of:ty)),+ $(,)? }
     $($($variant:ident)? $(@$family:ident($value:expr))?,
        $name:literal, $short:literal, $title:literal, $group:ident, [$($scope:ident),+], [$($key:literal),*];)+) => {
        /// Something a person can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $($(#[$doc])* $kind($of),)+
            $($(#[doc = $title] $variant,)?)+
        }

        /// All actions in order.
        const ROWS: &[Row] = &[$(Row {
            action: Action::$($variant)?$($family($value))?,
            name: $name,
            short: $short,
            title: $title,
            group: Group::$group,
            scopes: &[$(Scope::$scope),+],
            keys: &[$($key),*],
        }),+];

        impl Action {
            /// All actions in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$($variant)?$($family($value))?),+];
        }
    };
}

actions! {
    with {
        /// Give so many stars.
        Rate(u8),
        /// Give so many stars with one key.
        Stars(u8),
        /// Put the decision off.
        Snooze(SnoozeFor),
        /// Sort, or reverse the order if already sorted this way.
        Sort(SortBy),
        /// Go to a place.
        Go(Place),
    }
    // variant, name, hint, title, group, scopes, keys
    VerdictPick, "verdict.pick", "pick", "Pick: add to the shortlist", Decide, [Creators, Triage, Page, Batch, Results], ["p"];
    VerdictReject, "verdict.reject", "reject", "Reject", Decide, [Creators, Triage, Page, Batch, Results], ["x"];
    VerdictMaybe, "verdict.maybe", "maybe", "Maybe", Decide, [Creators, Triage, Page, Batch, Results], ["m"];
    TaskDone, "task.done", "done", "Do the task: log its step, or mark it as done", Decide, [Agenda], ["d"];
    PaymentPay, "payment.pay", "paid", "Paid today: all that is left of this payment, or of the marked ones", Decide, [Payments], ["p"];
    PaymentPart, "payment.part", "part, other day", "Paid in part, on another day or in another currency", Decide, [Payments], ["tab", "P"];
    PaymentInvoice, "payment.invoice", "invoice", "Invoice: its number and day", Decide, [Payments], ["v"];
    TaxFormTick, "tax_form.tick", "", "W-9 received today, or not after all", Decide, [Payments, Page], ["W"];
    @Snooze(SnoozeFor::Day), "snooze.day", "snooze", "Snooze until tomorrow", Decide, [Creators, Triage, Page, Agenda, Batch, Results], ["z d"];
    @Stars(1), "stars.1", "to 5 stars", "Rate with one key: 1 star", Decide, [Triage], ["1"];
    VerdictClear, "verdict.clear", "", "Clear the verdict (back to not decided yet)", Decide, [Creators, Triage, Page, Batch, Results], ["c"];
    VerdictPickBatch, "verdict.pick_batch", "", "Pick straight into the current batch", Decide, [Creators, Triage, Page], ["P"];
    VerdictRejectWhy, "verdict.reject_why", "", "Reject with a reason", Decide, [Creators, Triage, Page, Batch, Results], ["X"];
    @Rate(0), "rate.0", "", "Rate: no stars", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["r 0"];
    @Rate(1), "rate.1", "", "Rate: 1 star", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["r 1"];
    @Rate(2), "rate.2", "", "Rate: 2 stars", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["r 2"];
    @Rate(3), "rate.3", "", "Rate: 3 stars", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["r 3"];
    @Rate(4), "rate.4", "", "Rate: 4 stars", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["r 4"];
    @Rate(5), "rate.5", "", "Rate: 5 stars", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["r 5"];
    @Stars(0), "stars.0", "", "Rate with one key: no stars", Decide, [Triage], ["0"];
    @Stars(2), "stars.2", "", "Rate with one key: 2 stars", Decide, [Triage], ["2"];
    @Stars(3), "stars.3", "", "Rate with one key: 3 stars", Decide, [Triage], ["3"];
    @Stars(4), "stars.4", "", "Rate with one key: 4 stars", Decide, [Triage], ["4"];
    @Stars(5), "stars.5", "", "Rate with one key: 5 stars", Decide, [Triage], ["5"];
    @Snooze(SnoozeFor::Week), "snooze.week", "", "Snooze for a week", Decide, [Creators, Triage, Page, Agenda, Batch, Results], ["z w"];
    @Snooze(SnoozeFor::Friday), "snooze.friday", "", "Snooze until Friday", Decide, [Creators, Triage, Page, Agenda, Batch, Results], ["z f"];
    @Snooze(SnoozeFor::Month), "snooze.month", "", "Snooze for a month", Decide, [Creators, Triage, Page, Agenda, Batch, Results], ["z m"];
    @Snooze(SnoozeFor::Typed), "snooze.date", "", "Snooze until a date you type", Decide, [Creators, Triage, Page, Agenda, Batch, Results], ["z t"];
    @Snooze(SnoozeFor::Again), "snooze.again", "", "Snooze for as long as last time", Decide, [Creators, Triage, Page, Agenda, Batch, Results], ["z z"];
    QueueAdd, "queue.add", "", "Add new to this queue: creators who arrived since", Decide, [Triage], ["a"];
    QueueNew, "queue.new", "", "New queue: undecided creators who match the filter", Decide, [Triage], ["N"];
    QueuePass, "queue.pass", "next pass", "Next pass: review picked and maybe creators again", Decide, [Triage], [">"];
    BoardForward, "board.forward", "on", "Move the card one column on: it asks only what that step needs", Campaigns, [Board], [">", "L"];
    BoardBack, "board.back", "back", "Move the card one column back", Campaigns, [Board], ["<", "H"];
    StagePick, "stage.pick", "log", "Log what happened: contacted, replied, shipped, paid and so on, today or on a day", Campaigns, [Creators, Batch, Page, Collaboration, Board], ["w"];
    DecisionPick, "decision.pick", "decide", "Decide on tested creators (scale, retest, wait, drop), or log another step", Decide, [Results], ["w"];
    ContactBlock, "contact.block", "", "Do not contact: block all outreach", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["z n"];
    ContactAllow, "contact.allow", "", "Allow contact again (lift do not contact)", Decide, [Creators, Triage, Page, Batch, Results, Rebook], ["z y"];

    TagEdit, "tag.edit", "tags", "Tags and niches: add or remove", Describe, [Creators, Triage, Page, Batch, Results, Rebook], ["t"];
    TagRepeat, "tag.repeat", "same tags", "Apply the same tags again", Describe, [Creators, Triage, Page, Batch, Results, Rebook], ["T"];
    TagQuick, "tag.quick", "", "Quick tags: one letter adds a tag", Describe, [Creators, Triage, Page, Batch, Results, Rebook], [";"];
    NoteAdd, "note.add", "", "Add a note", Describe, [Creators, Triage, Page, Batch, Results, Collaboration, Rebook], ["n"];
    GoalEdit, "goal.edit", "", "Weekly goal: how many creators to pick, and by when", Decide, [Creators, Agenda, Niches], ["W"];
    NicheMerge, "niche.merge", "merge", "Merge this niche, or the marked ones, into another", Describe, [Niches], ["m"];
    NicheParent, "niche.parent", "move", "Move this niche under another, or to the top", Describe, [Niches], [">"];
    NicheKind, "niche.kind", "niche / tag", "Turn a niche into a tag, or a tag into a niche", Describe, [Niches], ["t"];
    ItemAdd, "item.add", "add", "Add an item to this list", Describe, [Creators, Campaigns, Batch, Page, Agenda, Collaboration, Settings, Builder], ["a"];
    ItemEdit, "item.edit", "edit", "Edit in a form", Describe, [Campaigns, Batch, Results, Agenda, Niches, Payments, Settings, Builder], ["e", "f2"];
    FieldEdit, "field.edit", "edit", "Edit one field (in a list: the cursor's column, for all marked rows)", Describe, [Creators, Page, Collaboration], ["e", "f2"];
    RecordEdit, "item.edit_all", "", "Edit the whole record in a form", Describe, [Creators, Page], ["E"];
    ItemDelete, "item.delete", "delete", "Delete (undo brings it back)", Describe, [Agenda, Niches, Collaboration], ["D"];
    SettingReset, "setting.reset", "default", "Set this setting back to its default", Describe, [Settings], ["D"];
    ReadingAdd, "reading.add", "reading", "Enter the reading of a post: views, likes, comments, shares, saves", Describe, [Collaboration], ["r"];
    CreatorDelete, "creator.delete", "", "Delete creators (undo brings them back)", Describe, [Creators], ["D"];

    CreatorMerge, "creator.merge", "", "Merge the marked creators into one", Describe, [Creators, Page], ["="];
    DuplicateMerge, "duplicate.merge", "merge", "Merge the others into the creator you keep", Describe, [Duplicates], ["m"];
    DuplicateApart, "duplicate.apart", "different people", "Different people: don't show this group again", Describe, [Duplicates], ["x"];
    DuplicateSame, "duplicate.same", "same person", "Same person on several platforms: add a note, keep the accounts apart", Describe, [Duplicates], ["n"];
    DuplicateLeave, "duplicate.leave", "leave out", "Exclude this creator from the merge, or put it back", Describe, [Duplicates], ["space"];

    ColumnField, "column.field", "choose field", "Choose the field this column becomes", Describe, [Import], ["e", "f2"];
    ColumnLeave, "column.leave", "leave out", "Skip this column, or put it back", Describe, [Import], ["space"];
    ColumnDays, "column.days", "day / month", "Read this column's dates day first or month first", Describe, [Import], ["d"];
    ColumnsPropose, "columns.propose", "reset", "Reset all columns to Tenfold's suggestions", Describe, [Import], ["R"];
    FileKind, "file.kind", "kind of file", "Choose what this file holds: creators, posts, orders, a tracker", Describe, [Import], ["t"];

    PaneNext, "pane.next", "next pane", "Next section or pane", Move, [Results, Page, Collaboration, Builder], ["tab", "]"];
    BatchAdd, "batch.add", "to batch", "Add to the current batch; in a batch, remove from it", Campaigns, [Creators, Triage, Batch, Page, Rebook], ["b"];
    BatchNew, "batch.new", "next batch", "Plan a new batch: whom to book, what it costs and what it brings", Campaigns, [Campaigns, Results, Batch, Creators, Triage], ["B"];
    BatchPin, "batch.pin", "pin", "Pin to the next batch, or let the numbers decide", Campaigns, [Builder], ["p"];
    BatchSwap, "batch.swap", "swap", "Swap this creator of the next batch for another", Campaigns, [Builder], ["s"];
    FeeEdit, "fee.edit", "price", "Price of this creator in the next batch: type your own, or take it away again", Campaigns, [Builder], ["$", "f"];
    BookingsMore, "bookings.more", "once more", "Book once more in the next batch", Campaigns, [Builder], ["+", ">"];
    BookingsFewer, "bookings.fewer", "once less", "Book once less in the next batch", Campaigns, [Builder], ["<"];
    BatchEdit, "batch.edit", "edit batch", "Edit this batch: name, success rule, end date", Campaigns, [Batch, Campaigns, Results], ["E b"];
    CampaignEdit, "campaign.edit", "edit campaign", "Edit this campaign: budget, margin, target, dates, brief", Campaigns, [Batch, Campaigns, Results], ["E c"];
    BatchChoose, "batch.choose", "make current", "Make this batch the current one", Campaigns, [Campaigns], ["b"];
    ReachNext, "results.scope", "scope", "Switch scope: this campaign, one batch, all campaigns", Campaigns, [Results, Board], ["R"];
    BoardLeft, "board.left", "declined", "Show or hide the columns of those who declined or missed their post", Campaigns, [Board], ["E"];
    LeakSet, "leak.set", "", "Set a creator's promo code leak", Campaigns, [Results], ["L"];
    BookAgainTurn, "book_again.turn", "", "Would book again: yes, no, not said", Campaigns, [Batch, Results, Collaboration, Board, Rebook], ["Y"];
    ClicksAdd, "clicks.add", "", "Add clicks of a creator's link: of a day, or in total so far", Campaigns, [Batch, Results], ["K"];
    ConversionsAdd, "conversions.add", "", "Add sign-ups, leads or installs of a creator, where the campaign counts them", Campaigns, [Batch, Results], ["N"];
    StageNext, "stage.next", "start / finish", "Next stage: start a planned batch, finish a running one", Campaigns, [Campaigns, Batch], [">"];

    FilterEdit, "filter.edit", "filter", "Type a filter (live)", Find, [Creators, Niches, Find, Settings], ["/"];
    FilterSame, "filter.same", "", "Filter: only this cell's value", Find, [Creators], ["f s"];
    FilterNot, "filter.not", "", "Filter: everything except this cell's value", Find, [Creators], ["f n"];
    FilterCount, "filter.count", "count", "Count by the cursor's column, as bars", Find, [Creators], ["F"];
    FilterTag, "filter.tag", "", "Filter: pick tags to filter by", Find, [Creators, Campaigns], ["f t"];
    FilterLike, "filter.like", "", "More like this: creators ranked by likeness to this one, to the marked ones, or to the winners", Find, [Creators], ["~"];
    FilterMarked, "filter.marked", "", "Filter: only the marked creators", Find, [Creators], ["f m"];
    FilterDrop, "filter.drop", "", "Filter: remove the last term", Find, [Creators], ["f d"];
    FilterClear, "filter.clear", "", "Clear the filter", Find, [Creators], ["f c"];
    FilterLast, "filter.last", "", "Previous filter", Find, [Creators], ["f l"];
    ViewSave, "filter.save", "", "Filter: save as a view", Find, [Creators], ["f w"];
    ViewPick, "view.pick", "", "Saved views (then a digit, or type)", Find, [Creators], ["V"];
    ViewRename, "view.rename", "", "Rename this view", Find, [Creators], ["f r"];
    ViewDelete, "view.delete", "", "Delete this view (its creators stay)", Find, [Creators], ["f x"];
    ColumnsEdit, "columns.edit", "", "Columns: choose, order and size them", Find, [Creators], ["C"];
    SortColumn, "sort.column", "", "Sort by the cursor's column", Find, [Creators], ["s s"];
    @Sort(SortBy::Followers), "sort.followers", "", "Sort by followers", Find, [Creators], ["s f"];
    @Sort(SortBy::Er), "sort.er", "", "Sort by engagement rate", Find, [Creators], ["s e"];
    @Sort(SortBy::Views), "sort.views", "", "Sort by views", Find, [Creators], ["s v"];
    @Sort(SortBy::Price), "sort.price", "", "Sort by asking price", Find, [Creators], ["s c"];
    @Sort(SortBy::Rating), "sort.rating", "", "Sort by stars", Find, [Creators], ["s r"];
    @Sort(SortBy::Due), "sort.due", "", "Sort by due date", Find, [Creators], ["s d"];
    @Sort(SortBy::Added), "sort.added", "", "Sort by date added", Find, [Creators], ["s a"];
    @Sort(SortBy::Handle), "sort.handle", "", "Sort by handle", Find, [Creators, Results, Niches], ["s n"];
    @Sort(SortBy::Outcome), "sort.outcome", "", "Sort by outcome (ROAS)", Find, [Creators], ["s o"];
    @Sort(SortBy::Spend), "sort.spend", "", "Sort by spend", Find, [Results], ["s c"];
    @Sort(SortBy::Orders), "sort.orders", "", "Sort by orders, or by what the goal counts", Find, [Results], ["s o"];
    @Sort(SortBy::Roas), "sort.roas", "", "Sort by ROAS, CPM or cost per asset, tracked so far", Find, [Results], ["s r"];
    @Sort(SortBy::Middle), "sort.middle", "", "Sort by best guess", Find, [Results], ["s m"];
    @Sort(SortBy::Verdict), "sort.verdict", "", "Sort by suggestion (default)", Find, [Results], ["s v"];
    @Sort(SortBy::Batch), "sort.batch", "", "Group by batch", Find, [Results], ["s b"];
    @Sort(SortBy::Count), "sort.count", "", "Sort by the number of creators", Find, [Niches], ["s c"];
    SortReverse, "sort.reverse", "", "Reverse the sort", Find, [Creators, Results, Niches], ["S"];

    NavDown, "nav.down", "", "Down", Move, [List, Welcome, Import], ["j", "down"];
    NavUp, "nav.up", "", "Up", Move, [List, Welcome, Import], ["k", "up"];
    NavLeft, "nav.left", "", "Left: previous column, stage, campaign, batch, field or folder", Move, [Creators, Results, Import, Duplicates, Board], ["h", "left"];
    NavRight, "nav.right", "", "Right: next column, stage, campaign, batch or field", Move, [Creators, Results, Import, Duplicates, Board], ["l", "right"];
    NavTop, "nav.top", "", "First row", Move, [List], ["g g", "home"];
    NavBottom, "nav.bottom", "", "Last row", Move, [List], ["G", "g e", "end"];
    NavHalfDown, "nav.half_down", "", "Half a page down", Move, [List], ["ctrl-d"];
    NavHalfUp, "nav.half_up", "", "Half a page up", Move, [List], ["ctrl-u"];
    NavPageDown, "nav.page_down", "", "Page down", Move, [List], ["ctrl-f", "pagedown"];
    NavPageUp, "nav.page_up", "", "Page up", Move, [List], ["ctrl-b", "pageup"];
    NavScrollDown, "nav.scroll_down", "", "Scroll the list down by a row", Move, [List], ["ctrl-e", "ctrl-down"];
    NavScrollUp, "nav.scroll_up", "", "Scroll the list up by a row", Move, [List], ["ctrl-up"];
    NavOpen, "nav.open", "open", "Open or choose", Move, [List, Welcome, Import], ["enter"];
    PaneInfo, "pane.info", "info", "Show or hide the info pane", Move, [Creators, Results, Page, Agenda, Niches, Payments, History, Rebook, Batch], ["i"];
    PanePrevious, "pane.previous", "", "Previous section or pane", Move, [Results, Page, Collaboration, Builder], ["backtab", "["];
    PaneFull, "pane.full", "full", "Expand the card, list or pane, or shrink it again", Move, [Triage, Results, Page, Collaboration], ["F"];
    CreatorOpen, "creator.open", "", "Open the creator's page", Move, [Batch, Results, Collaboration, Board, Builder], ["C"];
    BatchOpen, "batch.open", "", "Open the batch of this collaboration", Move, [Page, Collaboration, Board], ["B"];
    CollaborationNext, "collaboration.next", "next creator", "Next collaboration of the batch", Move, [Collaboration], ["J"];
    CollaborationPrevious, "collaboration.previous", "", "Previous collaboration of the batch", Move, [Collaboration], ["K"];
    PaneScrollDown, "pane.scroll_down", "", "Scroll the info pane down", Move, [Creators, Duplicates], ["J"];
    PaneScrollUp, "pane.scroll_up", "", "Scroll the info pane up", Move, [Creators, Duplicates], ["K"];

    MarkToggle, "mark.toggle", "mark", "Mark or unmark, and move down", Mark, [Creators, Results, Niches, Batch, Payments, Agenda, Board, Rebook, Builder], ["space"];
    MarkRange, "mark.range", "", "Start or stop a range; moving extends it", Mark, [Creators, Batch, Results, Agenda, Rebook], ["v"];
    MarkExtendDown, "mark.extend_down", "", "Extend the range down, or start one", Mark, [Creators, Batch, Results, Agenda, Rebook], ["shift-down"];
    MarkExtendUp, "mark.extend_up", "", "Extend the range up, or start one", Mark, [Creators, Batch, Results, Agenda, Rebook], ["shift-up"];
    MarkAll, "mark.all", "", "Mark all: every row in the list", Mark, [Creators, Batch, Results, Payments, Agenda, Board, Rebook], ["A", "ctrl-a"];
    MarkInvert, "mark.invert", "", "Invert the marks", Mark, [Creators, Batch, Results, Payments, Agenda, Board, Rebook], ["I"];
    MarkSame, "mark.same", "", "Mark all rows with this cell's value", Mark, [Creators], [","];
    MarkClear, "mark.clear", "", "Clear the marks", Mark, [Creators, Niches, Batch, Results, Payments, Agenda, Board, Rebook], ["g x"];
    MarkRestore, "mark.restore", "", "Restore the last marks", Mark, [Creators, Batch, Results, Agenda, Rebook], ["g v"];

    Undo, "edit.undo", "undo", "Undo the last change (also after a restart)", Undo, [Global], ["u", "ctrl-z"];
    StepUndo, "step.undo", "", "History: undo the step under the cursor while later ones stay", Undo, [History], ["x"];
    Repeat, "edit.repeat", "", "Repeat the last action here", Undo, [Creators, Batch, Results, Rebook], ["."];
    Redo, "edit.redo", "", "Redo", Undo, [Global], ["U", "ctrl-r", "ctrl-y"];

    LinkOpen, "link.open", "", "Open the profile in the browser", Out, [Creators, Triage, Batch, Results, Page, Duplicates, Collaboration, Rebook], ["o"];
    SiteOpen, "site.open", "", "Open the creator's website in the browser", Out, [Creators, Triage, Page], ["O"];
    CopyHandle, "copy.handle", "", "Copy handles", Out, [Creators, Triage, Batch, Results, Page, Duplicates, Collaboration, Rebook], ["y y"];
    CopyLink, "copy.link", "", "Copy profile links", Out, [Creators, Triage, Batch, Results, Page, Collaboration, Rebook], ["y u"];
    CopyEmail, "copy.email", "", "Copy email addresses", Out, [Creators, Triage, Page, Batch, Results, Rebook], ["y e"];
    CopyAddress, "copy.address", "", "Copy the postal address as a label", Out, [Collaboration], ["y a"];
    CopyRow, "copy.row", "", "Copy rows, tab-separated", Out, [Creators, Batch, Results], ["y r"];
    CopySummary, "copy.summary", "", "Copy this screen as text", Out, [Campaigns, Batch, Results, Page, Duplicates, Agenda, Niches, Collaboration, Payments, Board, Rebook, Builder], ["y s"];
    ReportWrite, "report.write", "", "Report: one page for your boss", Out, [Results], ["y p"];
    KitWrite, "kit.write", "", "Media kit: one page about this creator", Out, [Page], ["y p"];
    PayRunWrite, "pay_run.write", "", "Pay run: a list of payees with amounts, of what is due or marked", Out, [Payments], ["y p"];
    LedgerWrite, "ledger.write", "", "Ledger: every payment, for your accountant", Out, [Payments], ["y l"];
    PackingWrite, "packing.write", "", "Packing list: addresses of parcels to ship", Out, [Payments, Batch], ["y k"];
    PathEdit, "path.edit", "type a path", "Type the path of a file to import", Out, [Import], ["/"];
    ImportCancel, "import.cancel", "stop import", "Stop the running import and undo it", Out, [Import], ["ctrl-x"];

    ChooseDemo, "welcome.demo", "", "First steps: look around with made-up data", Everywhere, [Welcome], ["1"];
    ChooseImport, "welcome.import", "", "First steps: import a list", Everywhere, [Welcome], ["2"];
    ChooseEmpty, "welcome.empty", "", "First steps: start empty", Everywhere, [Welcome], ["3"];
    ChooseTour, "welcome.tour", "", "First steps: take the tour of five steps in made-up data", Everywhere, [Welcome], ["t"];
    Help, "app.help", "keys", "Keys and actions: the full list, Enter runs one", Everywhere, [Global], ["?", "f1"];
    HelpTopics, "help.topics", "", "Help: topics to read (numbers, words, filters, your data)", Everywhere, [Global], ["g ?"];
    HelpNumbers, "help.numbers", "", "Help: how the numbers are made", Everywhere, [Global], ["g #"];
    Palette, "app.palette", "commands", "Run a command by name", Everywhere, [Global], [":", "ctrl-k", "ctrl-p"];
    Back, "app.back", "", "Go back one step", Everywhere, [Global], ["esc"];
    Close, "app.close", "", "Close this screen or popup; on the last one, q again quits", Everywhere, [Global], ["q"];
    Quit, "app.quit", "", "Quit now (everything is saved)", Everywhere, [Global], ["Q"];
    FileRescue, "file.rescue", "save a copy", "If the open file was deleted or replaced: save a copy, or open it again", Everywhere, [Global], ["!"];
    Cancel, "app.cancel", "", "Cancel what is running; otherwise same as q", Everywhere, [Global], ["ctrl-c"];
    TourTurn, "tour.turn", "", "Tour: five steps in the demo, or end it early", Everywhere, [Global], ["g u"];
    ThemeChoose, "theme.choose", "", "Choose a theme (colors, light, dark, high contrast)", Everywhere, [Global], ["g l"];
    MouseTurn, "mouse.turn", "", "Mouse on or off (off: the terminal selects text as usual)", Everywhere, [Global], ["g o"];
    Repaint, "app.redraw", "", "Redraw the screen", Everywhere, [Global], ["ctrl-l"];
    @Go(Place::Agenda), "go.agenda", "", "Go to agenda (what is due)", Everywhere, [Global], ["g a"];
    @Go(Place::Creators), "go.creators", "", "Go to creators", Everywhere, [Global], ["g c"];
    @Go(Place::Triage), "go.triage", "", "Go to triage", Everywhere, [Global], ["g t"];
    @Go(Place::Campaigns), "go.campaigns", "", "Go to campaigns", Everywhere, [Global], ["g m"];
    @Go(Place::Board), "go.board", "", "Go to board (cards by stage)", Everywhere, [Global], ["g b"];
    @Go(Place::Builder), "go.builder", "", "Go to next batch (whom to book, and what it brings)", Everywhere, [Global], ["g k"];
    @Go(Place::Results), "go.results", "", "Go to results (ROI panel)", Everywhere, [Global], ["g r"];
    @Go(Place::Payments), "go.payments", "", "Go to payments (owed and paid)", Everywhere, [Global], ["g p"];
    @Go(Place::Rebook), "go.rebook", "", "Go to rebook (creators to book again, the most profit first)", Everywhere, [Global], ["g y"];
    @Go(Place::Niches), "go.niches", "", "Go to niches and tags", Everywhere, [Global], ["g n"];
    @Go(Place::Import), "go.import", "", "Go to import", Everywhere, [Global], ["g i"];
    @Go(Place::Duplicates), "go.duplicates", "", "Go to duplicates (merge them)", Everywhere, [Global], ["g d"];
    @Go(Place::History), "go.history", "", "Go to history", Everywhere, [Global], ["g h"];
    @Go(Place::Find), "go.find", "", "Find anything: a creator, campaign, batch, code, order, invoice or note", Everywhere, [Global], ["g f"];
    @Go(Place::Settings), "go.settings", "", "Go to settings (the configuration, with its comments)", Everywhere, [Global], ["g s"];
    @Go(Place::Welcome), "go.welcome", "", "Go to welcome (demo, your own file)", Everywhere, [Global], ["g w"];
    GoPrevious, "go.previous", "", "Switch to the previous screen", Everywhere, [Global], ["-"];
}

/// Index of each action's row in the table.
static PLACES: LazyLock<HashMap<Action, usize>> =
    LazyLock::new(|| ROWS.iter().enumerate().map(|(at, row)| (row.action, at)).collect());

impl Action {
    /// The row; `None` for a parameter without a row, such as `Go(Place::Page)`, which needs a creator.
    fn row(self) -> Option<&'static Row> {
        PLACES.get(&self).and_then(|at| ROWS.get(*at))
    }

    /// Whether the table has a row for it. `Go(Place::Page)` has none because it needs a creator.
    pub fn exists(self) -> bool {
        self.row().is_some()
    }

    /// The name in the configuration: noun, dot, verb.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// One or two words for the footer; empty for actions without a hint.
    pub fn short(self) -> &'static str {
        self.row().map_or("", |row| row.short)
    }

    /// What it does, as help and the palette show it.
    pub fn title(self) -> &'static str {
        self.row().map_or("", |row| row.title)
    }

    /// The heading in help.
    pub fn group(self) -> Group {
        self.row().map_or(Group::Everywhere, |row| row.group)
    }

    /// Where it lives.
    pub fn scopes(self) -> &'static [Scope] {
        self.row().map_or(&[], |row| row.scopes)
    }

    /// Its keys before a person changes them; a sequence has blanks between its keys.
    pub fn default_keys(self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| row.keys)
    }

    /// Finds an action by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.name == name).map(|row| row.action)
    }

    /// The words that find this action if it deletes, ends or decides something; empty for all others.
    /// A search never offers such an action for other words.
    pub fn destroys(self) -> &'static [&'static str] {
        match self {
            Self::CreatorDelete | Self::ItemDelete | Self::ViewDelete => &["delete"],
            Self::VerdictReject | Self::VerdictRejectWhy => &["reject"],
            Self::VerdictClear => &["clear", "reset"],
            Self::ContactBlock => &["block", "not"],
            Self::ContactAllow => &["again", "lift", "allow"],
            Self::NicheMerge | Self::CreatorMerge | Self::DuplicateMerge => &["merge"],
            Self::DuplicateApart => &["different", "apart"],
            Self::ImportCancel => &["stop", "cancel"],
            Self::StageNext => &["stage", "start", "finish"],
            Self::Quit => &["quit"],
            _ => &[],
        }
    }

    /// Whether it moves a cursor up or down a list.
    pub fn walks(self) -> bool {
        use Action::{NavBottom, NavDown, NavHalfDown, NavHalfUp, NavPageDown, NavPageUp, NavScrollDown, NavScrollUp};
        use Action::{NavTop, NavUp};
        let is_step = matches!(self, NavDown | NavUp | NavTop | NavBottom | NavScrollDown | NavScrollUp);
        is_step || matches!(self, NavHalfDown | NavHalfUp | NavPageDown | NavPageUp)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_plain_and_described() {
        let mut seen = HashSet::new();
        for action in Action::ALL {
            let name = action.name();
            assert!(seen.insert(name), "{name} stands twice");
            assert!(name.split_once('.').is_some_and(|(noun, verb)| !noun.is_empty() && !verb.is_empty()), "{name}");
            assert!(
                name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_')),
                "{name}"
            );
            assert!(action.title().len() > 1 && !action.title().ends_with('.'), "{name}");
            assert!(!action.default_keys().is_empty(), "{name} cannot be reached by a key");
            assert_eq!(Action::from_name(name), Some(*action));
        }
    }
}
