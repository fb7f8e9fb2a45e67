//! The log: what the program did, for the engineer who fixes it. It never holds what the user typed, imported or opened: commands are
//! named, rows are counted, errors give their kind and the fault underneath.
//!
//! One file a day in the state folder, the last seven. After a crash the newest events are in a file of their own.

use std::collections::VecDeque;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::clock::Clock;
use crate::error::{Error, ErrorKind};

/// How many days of logs are kept.
const DAYS: usize = 7;
/// How many of the newest events a crash file repeats.
const RECENT: usize = 40;

/// The newest events and where a crash file belongs.
static BLACK_BOX: OnceLock<BlackBox> = OnceLock::new();

struct BlackBox {
    folder: PathBuf,
    recent: Arc<Mutex<VecDeque<String>>>,
}

/// Starts the log in a folder, which is made where it is missing. Without a folder that can be written the program works
/// without a log. What is returned must live as long as the program: dropping it writes out what is still under way.
pub fn start(folder: &Path, level: LevelFilter) -> Option<WorkerGuard> {
    if level == LevelFilter::OFF {
        return None;
    }
    make_private(folder).ok()?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tenfold")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .ok()?;
    let (file, guard) = tracing_appender::non_blocking(file);
    let recent = Arc::new(Mutex::new(VecDeque::with_capacity(RECENT)));
    let lines = tracing_subscriber::fmt::layer().with_writer(file).with_ansi(false).with_target(true);
    let started = tracing_subscriber::registry()
        .with(lines.with_filter(level))
        .with(Recent(Arc::clone(&recent)).with_filter(LevelFilter::DEBUG))
        .try_init();
    started.ok()?;
    // Only the first start of a process gets here: `try_init` refuses a second one.
    let _ = BLACK_BOX.set(BlackBox { folder: folder.to_owned(), recent });
    Some(guard)
}

/// Makes the folder, readable by its owner alone.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Logs an error that ends a command: its kind and every fault underneath, but not its sentence, which may name a creator.
pub fn failed(error: &Error) {
    match error.kind() {
        kind @ (ErrorKind::Refused | ErrorKind::Interrupted) => tracing::info!(?kind, "refused"),
        kind => tracing::error!(?kind, causes = error.causes(), "failed"),
    }
}

/// Writes a crash file for every panic from now on, before whatever was to happen then: that of a worker too, though the program
/// continues after it. The calling thread is the one that ends the program when it panics: the user is told where its file is.
pub fn catch_crashes() {
    let main = std::thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let written = crash(info);
        before(info);
        // A worker's crash is reported on the screen by the one who started it.
        if let Some(path) = written.filter(|_| std::thread::current().id() == main) {
            let _ = writeln!(
                std::io::stderr(),
                "Tenfold crashed. Your file is as it was after the last change. The crash report is in {}; \
                 nothing of your data is in it.",
                path.display()
            );
        }
    }));
}

/// Writes down what is known of a crash, without the text of the panic where that was put together at run time: text sliced at the
/// wrong place, for example, is quoted in it.
fn crash(info: &PanicHookInfo<'_>) -> Option<PathBuf> {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let said = info.payload().downcast_ref::<&'static str>().copied().unwrap_or("(text left out)");
    tracing::error!(%place, "crashed");
    let kept = BLACK_BOX.get()?;
    let mut text = String::new();
    let thread = std::thread::current();
    let _ =
        writeln!(text, "Tenfold {} on {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let _ = writeln!(text, "thread {}, {place}: {said}\n", thread.name().unwrap_or("?"));
    // The lock is free unless this very thread crashed while it noted an event.
    for line in kept.recent.try_lock().iter().flat_map(|lines| lines.iter()) {
        let _ = writeln!(text, "{line}");
    }
    let path = kept.folder.join(format!("crash-{}-{}.txt", Clock::Real.now_ms(), thread.name().unwrap_or("thread")));
    std::fs::write(&path, text).ok()?;
    Some(path)
}

/// Keeps the newest events in memory, whatever the level of the file.
struct Recent(Arc<Mutex<VecDeque<String>>>);

impl<S: Subscriber> Layer<S> for Recent {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line(format!("{} {}", event.metadata().level(), event.metadata().target()));
        event.record(&mut line);
        if let Ok(mut lines) = self.0.lock() {
            if lines.len() == RECENT {
                lines.pop_front();
            }
            lines.push_back(line.0);
        }
    }
}

/// An event as a line of words.
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = match field.name() {
            "message" => write!(self.0, " {value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
