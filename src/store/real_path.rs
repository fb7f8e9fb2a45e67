//! The real name of a file that is named through links.
//!
//! Two windows must agree on what is next to a file: its lock, its backups, its temporary copies. So these names are made from
//! where the file really is, never from the name it was opened by.

use std::path::{Path, PathBuf};

/// Most links followed one after another, as systems do.
const MOST_LINKS: usize = 40;

/// Returns where a file really is, absolute and without links. The file, and what a link points to, need not exist yet.
pub fn real_path(path: &Path) -> PathBuf {
    let mut at = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = std::fs::read_link(&at) else { break };
        // A target that starts at the root replaces all of it; another one starts in the folder of the link.
        at = at.parent().unwrap_or(Path::new("")).join(target);
    }
    let folder = at.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), at.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => std::path::absolute(&at).unwrap_or(at),
    }
}

/// Returns the name of something beside a file: its own name with more at the end.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_lead_to_the_file_even_where_it_is_not_there_yet() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("real");
        std::fs::create_dir(root.join("real")).expect("a folder");
        symlink("real", root.join("way")).expect("a link");
        symlink("../real/shop.db", root.join("real").join("inner.db")).expect("a link");
        symlink(root.join("way").join("inner.db"), root.join("outer.db")).expect("a link");
        let real = root.join("real").join("shop.db");
        for name in ["outer.db", "way/inner.db", "way/shop.db", "real/../way/shop.db"] {
            assert_eq!(real_path(&root.join(name)), real, "{name}");
        }
        std::fs::write(&real, "").expect("writes");
        assert_eq!(real_path(&root.join("outer.db")), real);
        assert_eq!(beside(&real, "-wal"), root.join("real").join("shop.db-wal"));
        symlink("round.db", root.join("round.db")).expect("a link");
        assert_eq!(real_path(&root.join("round.db")), root.join("round.db"));
    }
}
