//! Finds a creator by the handle or profile link on the command line.

use crate::domain::{CreatorId, Handle};
use crate::error::{Error, Result};
use crate::store::Reader;

/// Finds the creator, or suggests similar handles.
pub(super) fn find(reader: &Reader, typed: &str) -> Result<CreatorId> {
    let found = Handle::find(typed).map_err(|fault| Error::refused(format!("Can't look that up: {fault}.")))?;
    let mut named = reader.named(&found.handle)?;
    if let Some(platform) = found.platform {
        named.retain(|(_, on)| *on == platform);
    }
    match named.as_slice() {
        [(id, _)] => Ok(*id),
        [] => {
            let near: Vec<String> = reader.near(&found.handle)?.iter().map(|handle| format!("@{handle}")).collect();
            let hint = match near.split_last() {
                None => "`tenfold list` shows all creators.".to_owned(),
                Some((only, [])) => format!("Did you mean {only}?"),
                Some((last, rest)) => format!("Did you mean {} or {last}?", rest.join(", ")),
            };
            Err(Error::refused(format!("There is no creator called {}.", found.handle)).with_hint(hint))
        }
        several => {
            let on: Vec<&str> = several.iter().map(|(_, platform)| platform.word()).collect();
            Err(Error::refused(format!("{} is on {}.", found.handle, on.join(" and ")))
                .with_hint("Use the profile link instead of the handle."))
        }
    }
}
