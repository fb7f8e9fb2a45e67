//! The questions that are answered with yes or no: `is:`, `has:` and `no:`.

use chrono::Days;
use rusqlite::types::Value;

use crate::domain::filter::{Field, Flag, STALE_DAYS, Thing};
use crate::error::{Error, Result};

use super::fields::day;
use super::{Writer, booked, unplaced};

/// Everyone with a tag. Asked of the table alone, so that SQLite looks into its index and makes no list.
pub(super) const TAGGED: &str = "SELECT creator_tag.creator_id FROM creator_tag";

/// Everyone with the same account name elsewhere, or the same address.
pub(super) const DUPLICATES: &str = "SELECT creator.id FROM creator WHERE creator.handle IN (SELECT handle FROM creator \
     GROUP BY handle HAVING COUNT(*) > 1) UNION ALL SELECT creator.id FROM creator WHERE creator.email <> '' \
     AND creator.email COLLATE NOCASE IN (SELECT email FROM creator WHERE email <> '' GROUP BY email COLLATE NOCASE \
     HAVING COUNT(*) > 1)";

/// Everyone with an email address.
pub(super) const WITH_EMAIL: &str = "SELECT creator.id FROM creator WHERE creator.email <> ''";

/// Everyone to whom a parcel can go.
const WITH_ADDRESS: &str = "SELECT creator.id FROM creator WHERE creator.address <> ''";

impl Writer {
    pub(super) fn is(&mut self, flag: Flag) -> Result<()> {
        match flag {
            Flag::Tagged => {
                self.among(TAGGED);
                Ok(())
            }
            Flag::Untagged => self.without(Field::Tag),
            Flag::Snoozed => {
                self.push("(creator.verdict = 'snoozed' AND COALESCE(creator.snoozed_until > ");
                self.bind(self.today.to_string());
                self.push(", 1))");
                Ok(())
            }
            Flag::Blocked => {
                self.push("creator.do_not_contact = 1");
                Ok(())
            }
            Flag::Duplicate => {
                self.among(DUPLICATES);
                Ok(())
            }
            Flag::Rising => {
                self.vetted("growth IS NOT NULL AND rising = 1");
                Ok(())
            }
            Flag::Overdue => self.due("<"),
            Flag::Due => self.due("<="),
            Flag::Unpaid => {
                self.among(booked::OWED);
                Ok(())
            }
            // Once paid, and owed nothing now.
            Flag::Paid => {
                self.push("(");
                self.among(booked::PAID);
                self.push(" AND NOT ");
                self.among(booked::OWED);
                self.push(")");
                Ok(())
            }
            // The whole file is made up, or nobody in it is.
            Flag::Demo => {
                self.push("EXISTS (SELECT 1 FROM setting WHERE setting.name = 'demo')");
                Ok(())
            }
            Flag::Stale => {
                let before = self.today.checked_sub_days(Days::new(STALE_DAYS)).unwrap_or(self.today);
                self.push("(COALESCE(creator.stats_on, creator.added_on) < ");
                self.bind(before.to_string());
                // One newer figure is enough.
                self.push(" AND creator.id NOT IN (SELECT creator_id FROM figure_source WHERE day >= ");
                self.bind(before.to_string());
                self.push("))");
                Ok(())
            }
            Flag::Marked => {
                Err(Error::refused("is:marked means the creators marked on screen, so it works only in the list."))
            }
        }
    }

    /// The first of what is due is before today, or by today.
    fn due(&mut self, sign: &'static str) -> Result<()> {
        let place = day(Field::Due).ok_or_else(|| unplaced(Field::Due.name()))?;
        let today = Value::from(self.today.to_string());
        self.passes(&place, &[(sign, today)], false);
        Ok(())
    }

    pub(super) fn among(&mut self, creators: &str) {
        self.push("creator.id IN (");
        self.push(creators);
        self.push(")");
    }

    pub(super) fn has(&mut self, thing: Thing) -> Result<()> {
        match thing {
            Thing::Email => self.among(WITH_EMAIL),
            Thing::Price | Thing::Rate => self.push("(creator.price_minor IS NOT NULL)"),
            Thing::Stats => {
                self.push("(creator.followers IS NOT NULL OR creator.er IS NOT NULL OR creator.views IS NOT NULL)");
            }
            Thing::Flag => self.vetted("flags <> 0"),
            Thing::Note => return self.listed(Field::Note, |out, _| out.push("1")),
            Thing::Disclosure => self.among(booked::DISCLOSED),
            Thing::Code => return self.listed(Field::Code, |out, _| out.push("1")),
            Thing::Address => self.among(WITH_ADDRESS),
        }
        Ok(())
    }
}
