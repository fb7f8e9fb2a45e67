//! Finds a creator by the handle or profile link on the command line.

use crate::domain::figure::either;
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
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            let hint = if near.is_empty() {
                "`tenfold list` shows all creators.".to_owned()
            } else {
                format!("Did you mean {}?", either(&near))
            };
            Err(Error::refused(format!("There is no creator called {}.", found.handle)).with_hint(hint))
        }
        several => {
            let on: Vec<&str> = several.iter().map(|(_, platform)| platform.word()).collect();
            let each: Vec<String> = on.iter().map(|word| format!("{word}:{}", found.handle.as_str())).collect();
            let each: Vec<&str> = each.iter().map(String::as_str).collect();
            Err(Error::refused(format!("{} is on {}.", found.handle, on.join(" and ")))
                .with_hint(format!("Say which one you mean: {}.", either(&each))))
        }
    }
}
