//! The file, where it is, and its backups.

use std::path::Path;

use super::{Lines, World};
use crate::domain::day::full;
use crate::domain::figure::{bytes, plural};
use crate::domain::number;
use crate::paths::{self, disk};
use crate::store::checkup::{self, OtherUse};
use crate::store::file_summary::{self, COUNTED};
use crate::store::real_path::real_path;
use crate::store::restore;

/// Room below which writing will soon fail.
const LITTLE_ROOM: u64 = 100_000_000;

pub(super) fn examine(world: &World) -> Lines {
    let mut lines = Lines::default();
    let path = match world.own_file() {
        Ok(path) => path,
        Err(error) => {
            lines.problem("Path", error.full());
            return lines;
        }
    };
    lines.fine("Path", format!("{} ({})", path.display(), named_by(world)));
    let real = real_path(&path);
    if std::fs::symlink_metadata(&path).is_ok_and(|file| file.is_symlink()) {
        lines.fine("Link to", real.display().to_string());
    }
    place(&mut lines, &path, &real);
    match std::fs::metadata(&real) {
        Ok(found) if found.is_file() => {}
        // Opening a pipe would wait for who writes into it.
        Ok(_) => {
            lines.problem("State", "not a file: a folder, a pipe or a device");
            return lines;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            lines.fine("State", "there is no file yet");
            return lines;
        }
        Err(error) => {
            lines.problem("State", format!("cannot be opened: {error}"));
            return lines;
        }
    }
    match checkup::other_use(&real) {
        OtherUse::Nothing => lines.fine("In use", "no"),
        OtherUse::Open => lines.fine("In use", "open in another window or program"),
        OtherUse::Writing => lines.note("In use", "another window or program is writing to it right now"),
        OtherUse::Keeping => lines.problem("In use", "another program keeps it locked; close that program"),
        OtherUse::Unknown => lines.fine("In use", "not known"),
    }
    access(&mut lines, &real);
    contents(&mut lines, &real);
    lines
}

/// What chose the file.
fn named_by(world: &World) -> &'static str {
    let is_set = std::env::var_os("TENFOLD_DB").is_some_and(|value| !value.is_empty());
    match (&world.files.db, is_set) {
        (Some(_), _) => "by --db",
        (None, true) => "by TENFOLD_DB",
        (None, false) => "the default",
    }
}

/// Where the file is: folders that are copied elsewhere, disks of other computers, room.
fn place(lines: &mut Lines, path: &Path, real: &Path) {
    match paths::service(real).or_else(|| paths::service(path)) {
        Some(service) => lines.note(
            "Synced folder",
            format!("yes, {service}: close Tenfold on one computer before you open the file on another"),
        ),
        None => lines.fine("Synced folder", "none found"),
    }
    let disk = disk::look(real.parent().unwrap_or(Path::new("")));
    let room = disk.free.map_or("free space not known".to_owned(), |free| format!("{} free", bytes(free)));
    match disk.remote {
        Some(kind) => lines.note("Disk", format!("{room}, {kind}: move the file to a disk of this computer")),
        None if disk.free.is_some_and(|free| free < LITTLE_ROOM) => {
            lines.note("Disk", format!("{room}: there is little room for changes and backups"));
        }
        None => lines.fine("Disk", room),
    }
}

/// Who may read and write the file.
fn access(lines: &mut Lines, real: &Path) {
    let is_readonly = std::fs::metadata(real).is_ok_and(|file| file.permissions().readonly());
    if is_readonly {
        return lines.problem("Access", "the file is read-only: changes cannot be saved");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let may = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
        let folder = real.parent().unwrap_or(Path::new("."));
        if !may(real) {
            return lines.problem("Access", "you may not write to the file: changes cannot be saved");
        }
        if !may(folder) {
            return lines.problem("Access", "you may not write to its folder: changes cannot be saved");
        }
        if std::fs::metadata(real).is_ok_and(|file| file.permissions().mode() & 0o077 != 0) {
            return lines.note("Access", "other people on this computer can read or write the file");
        }
    }
    lines.fine("Access", if cfg!(unix) { "only you can read and write it" } else { "you can write it" });
}

fn contents(lines: &mut Lines, real: &Path) {
    let found = match checkup::examine(real) {
        Ok(found) => found,
        Err(error) => return lines.problem("State", error.full()),
    };
    if found.is_sound {
        lines.fine("State", "sound");
    } else {
        lines.problem("State", "damaged: `tenfold restore` lists your backups and puts one in its place");
    }
    let waiting = if found.waiting > 0 { format!(", {} in its journal", bytes(found.waiting)) } else { String::new() };
    lines.fine("Size", format!("{}{waiting}", bytes(found.bytes)));
    let format = found.version.to_string();
    match found.version {
        checkup::NEWEST => lines.fine("Format", format),
        _ => lines.fine("Format", format!("{format}, brought up to {} when it is next opened", checkup::NEWEST)),
    }
    let counts = found.counts.into_iter().flatten().zip(COUNTED);
    let holds: Vec<String> = counts.map(|(count, (word, ..))| format!("{word} {}", number::full(count))).collect();
    if !holds.is_empty() {
        lines.fine("Holds", holds.join(", "));
    }
}

pub(super) fn backups(world: &World) -> Lines {
    let mut lines = Lines::default();
    let Ok(path) = world.own_file() else { return lines };
    let all = restore::list(&path);
    let Some(newest) = all.iter().max_by_key(|backup| backup.day) else {
        lines.fine("Number", "none yet");
        return lines;
    };
    lines.fine("Number", plural(all.len(), "backup"));
    lines.fine("Newest", format!("{}, {}", full(newest.day), newest.kind.word()));
    let unreadable = all.iter().filter(|backup| file_summary::look(&backup.path).is_err()).count();
    match unreadable {
        0 => lines.fine("State", "all can be read"),
        count => lines.note("State", format!("{count} of {} cannot be read", all.len())),
    }
    lines
}
