//! The questions that are answered with yes or no: `is:`, `has:` and `no:`.

use crate::domain::filter::{Field, Flag, Thing};
use crate::error::{Error, Result};

use super::{Writer, not_yet};

impl Writer {
    pub(super) fn is(&mut self, flag: Flag) -> Result<()> {
        match flag {
            Flag::Tagged => self.listed(Field::Tag, |out, _| out.push("1")),
            Flag::Untagged => self.without(Field::Tag),
            Flag::Snoozed => {
                self.push("(creator.verdict = 'snoozed' AND COALESCE(creator.snoozed_until > ");
                self.bind(self.today.to_string());
                self.push(", 1))");
                Ok(())
            }
            // The same account name elsewhere, or the same address.
            Flag::Duplicate => {
                self.push(
                    "(creator.handle IN (SELECT handle FROM creator GROUP BY handle HAVING COUNT(*) > 1) \
                     OR (creator.email <> '' AND lower(creator.email) IN (SELECT lower(email) FROM creator \
                     WHERE email <> '' GROUP BY lower(email) HAVING COUNT(*) > 1)))",
                );
                Ok(())
            }
            Flag::Rising => {
                self.vetted("growth IS NOT NULL AND rising = 1");
                Ok(())
            }
            Flag::Marked => Err(Error::refused("is:marked means the marks on the screen: only the table knows them.")),
            _ => Err(not_yet(&format!("is:{}", flag.word()))),
        }
    }

    pub(super) fn has(&mut self, thing: Thing) -> Result<()> {
        match thing {
            Thing::Email => self.push("(creator.email <> '')"),
            Thing::Price | Thing::Rate => self.push("(creator.price_minor IS NOT NULL)"),
            Thing::Stats => {
                self.push("(creator.followers IS NOT NULL OR creator.er IS NOT NULL OR creator.views IS NOT NULL)");
            }
            Thing::Flag => self.vetted("flags <> 0"),
            Thing::Note => return self.listed(Field::Note, |out, _| out.push("1")),
            Thing::Code => return self.listed(Field::Code, |out, _| out.push("1")),
            _ => return Err(not_yet(&format!("has:{}", thing.word()))),
        }
        Ok(())
    }
}
