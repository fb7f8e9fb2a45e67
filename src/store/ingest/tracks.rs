//! What a row of a tracker says of the collaboration itself, and the tracks that follow: talk, parcel, content. What says who was
//! paid is [`super::paid`].

use rusqlite::{Connection, params};

use crate::domain::collaboration::{Content, Outreach, Product};
use crate::domain::collaboration_fields::Home;
use crate::domain::record;
use crate::domain::{CollaborationField, CollaborationFields, CollaborationId};
use crate::error::Result;

use super::super::collaboration_facts;
use super::Run;

/// Keeps the facts of the collaboration itself, and moves the tracks that follow from its days. A cell that says nothing leaves
/// what is known, and so does a repeated row.
pub(super) fn own(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    stated: &CollaborationFields,
    first: bool,
) -> Result<bool> {
    let is_own = |field: &&CollaborationField| field.home() == Home::Collaboration && stated.get(**field).is_known();
    let said: Vec<CollaborationField> = CollaborationField::ALL.iter().filter(is_own).copied().collect();
    if said.is_empty() {
        return Ok(false);
    }
    let known = collaboration_facts::form(conn, id)?;
    let mut now = known.clone();
    for field in said {
        if first || !known.get(field).is_known() {
            now.slot(field).set(stated.get(field));
        }
    }
    let changed = record::changed(&known, &now);
    if changed.is_empty() {
        return Ok(false);
    }
    run.id(conn)?;
    for field in changed {
        collaboration_facts::set(conn, id, field, now.get(field))?;
    }
    let (outreach, product) = conn
        .prepare_cached("SELECT outreach, product FROM collaboration WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get::<_, Outreach>(0)?, row.get::<_, Product>(1)?)))?;
    let [contacted, replied, shipped, delivered, lost] =
        [now.contacted_on, now.replied_on, now.shipped_on, now.delivered_on, now.lost_on].map(|day| day.is_some());
    // An answer may be known without its day: an import only adds.
    let replied = replied || outreach == Outreach::Replied;
    let outreach_now = if contacted || replied { outreach.with_days(contacted, replied) } else { outreach };
    let has_parcel = shipped || delivered || lost;
    let product_now = if has_parcel { product.with_days(shipped, delivered, lost) } else { product };
    conn.prepare_cached("UPDATE collaboration SET outreach = ?2, product = ?3, updated_at = ?4 WHERE id = ?1")?
        .execute(params![id, outreach_now, product_now, run.options.now_ms])?;
    Ok(true)
}

/// Moves talk and content forward to what a post proves: it is out, and was agreed. Never back.
pub(super) fn posted(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    stated: &CollaborationFields,
) -> Result<bool> {
    if !stated.is_posted() {
        return Ok(false);
    }
    let (outreach, content) = conn
        .prepare_cached("SELECT outreach, content FROM collaboration WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get::<_, Outreach>(0)?, row.get::<_, Content>(1)?)))?;
    let now = (outreach.max(Outreach::Agreed), content.max(Content::Posted));
    if now == (outreach, content) {
        return Ok(false);
    }
    run.id(conn)?;
    conn.prepare_cached("UPDATE collaboration SET outreach = ?2, content = ?3, updated_at = ?4 WHERE id = ?1")?
        .execute(params![id, now.0, now.1, run.options.now_ms])?;
    Ok(true)
}
