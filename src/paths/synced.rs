//! Folders that a service copies to other computers. Two computers that write to one database through such a folder damage it.

use std::path::{Component, Path};

/// How the folder of a service is named, in lower case. A folder counts if it has the name itself, or the name and then a sign:
/// `OneDrive - Acme`, `GoogleDrive-…`, `Dropbox (Personal)`.
const NAMES: [(&str, &str); 20] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud drive", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("mega", "MEGA"),
    ("box", "Box"),
    ("proton drive", "Proton Drive"),
    ("protondrive", "Proton Drive"),
    ("seafile", "Seafile"),
    ("yandex.disk", "Yandex Disk"),
    ("sync", "Syncthing or Sync.com"),
];

/// What a service leaves in the folder that it copies.
const MARKS: [(&str, &str); 5] = [
    (".stfolder", "Syncthing"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
];

/// macOS keeps the folders of all other services here.
const OTHERS: &str = "cloudstorage";

/// Returns the service that copies the folder of a file, by the names of the folders above it and by what is in them.
pub fn service(file: &Path) -> Option<&'static str> {
    let folder = file.parent()?;
    let mut named = folder.components().filter_map(|part| match part {
        Component::Normal(name) => by_name(&name.to_string_lossy().to_lowercase()),
        _ => None,
    });
    let marked = || {
        let is_there = |folder: &Path| MARKS.iter().find(|(mark, _)| folder.join(mark).exists());
        folder.ancestors().filter(|folder| !folder.as_os_str().is_empty()).find_map(is_there)
    };
    // The innermost name says most: a Dropbox is kept inside `CloudStorage`.
    named.next_back().or_else(|| marked().map(|(_, service)| *service))
}

fn by_name(folder: &str) -> Option<&'static str> {
    if folder == OTHERS {
        return Some("cloud storage");
    }
    let is = |(name, _): &&(&str, &str)| {
        folder.strip_prefix(name).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(" - ") || rest.starts_with(['-', '(']) || rest.starts_with(" (")
        })
    };
    NAMES.iter().find(is).map(|(_, service)| *service)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("/home/ana/Dropbox/shop/tenfold.db", Some("Dropbox"))]
    #[case("/home/ana/Dropbox (Personal)/tenfold.db", Some("Dropbox"))]
    #[case("/mnt/c/Users/Ana/OneDrive - Acme/tenfold.db", Some("OneDrive"))]
    #[case("/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.com/My Drive/tenfold.db", Some("Google Drive"))]
    #[case("/Users/ana/Library/CloudStorage/Other/tenfold.db", Some("cloud storage"))]
    #[case("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/t.db", Some("iCloud"))]
    #[case("/home/ana/boxes/megastore/synced/tenfold.db", None)]
    #[case("/home/ana/shop/dropbox.db", None)]
    #[case("tenfold.db", None)]
    fn names_of_folders_tell(#[case] file: &str, #[case] expected: Option<&str>) {
        assert_eq!(service(Path::new(file)), expected);
    }

    #[test]
    fn what_a_service_leaves_in_its_folder_tells() {
        let root = tempfile::tempdir().expect("a folder");
        let file = root.path().join("shop").join("tenfold.db");
        assert_eq!(service(&file), None);
        std::fs::create_dir(root.path().join(".stfolder")).expect("a mark");
        assert_eq!(service(&file), Some("Syncthing"));
    }
}
