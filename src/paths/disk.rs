//! The disk that a file is on: how much room it has, and whether it is one of this computer.

use std::path::Path;

/// What is known of a disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    /// Bytes that the person may still write; none where the system does not say.
    pub free: Option<u64>,
    /// How the disk is reached, if it is not simply a disk of this computer.
    pub remote: Option<&'static str>,
}

/// Looks at the disk of a folder, or of the nearest folder above it that exists.
pub fn look(folder: &Path) -> Disk {
    let there = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    Disk { free: free(there), remote: remote(there) }
}

#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

#[cfg(not(unix))]
fn free(_folder: &Path) -> Option<u64> {
    None
}

#[cfg(target_os = "linux")]
fn remote(folder: &Path) -> Option<&'static str> {
    /// The marks of file systems that reach another computer, from `statfs(2)`.
    const KINDS: [(u32, &str); 9] = [
        (0x0000_6969, "NFS"),
        (0x0000_517B, "SMB"),
        (0xFF53_4D42, "SMB"),
        (0xFE53_4D42, "SMB"),
        (0x5346_414F, "AFS"),
        (0x00C3_6400, "Ceph"),
        (0x0BD0_0BD0, "Lustre"),
        (0x0102_1997, "9P, a folder of the host"),
        (0x6573_5546, "FUSE, which may be another computer"),
    ];
    let mark = rustix::fs::statfs(folder).ok()?.f_type & 0xFFFF_FFFF;
    KINDS.iter().find(|(kind, _)| u64::from(*kind) == u64::try_from(mark).unwrap_or_default()).map(|(_, name)| *name)
}

#[cfg(not(target_os = "linux"))]
fn remote(_folder: &Path) -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_on_the_disk_of_the_one_above() {
        let folder = tempfile::tempdir().expect("a folder");
        let below = look(&folder.path().join("not").join("there"));
        assert_eq!(below.remote, look(folder.path()).remote);
        assert_eq!(below.free.is_some(), cfg!(unix));
    }
}
