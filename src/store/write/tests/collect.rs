//! Creators added by account, and found by earlier handles.

use super::*;
use crate::proto::collect::NewAccount;
use crate::store::handle_history;

pub(super) fn account(handle: &str) -> NewAccount {
    NewAccount::new(Platform::TikTok, Handle::parse(handle).expect("a handle"))
}

fn add(handles: &[&str], tags: &[&str]) -> WriteCmd {
    let accounts = handles.iter().map(|handle| account(handle)).collect();
    WriteCmd::AddCreators { accounts, tags: tags.iter().map(|tag| (*tag).to_owned()).collect() }
}

fn rename(f: &mut Fixture, id: i64, handle: &str) -> WriteCmd {
    let (fields, seen) = {
        let row = crate::store::window::rows(&f.conn, &[CreatorId(id)]).expect("reads").remove(0);
        (CreatorFields { handle: Handle::parse(handle).expect("a handle"), ..row.fields }, row.updated_at)
    };
    WriteCmd::EditCreator { id: CreatorId(id), fields: Box::new(fields), seen }
}

#[test]
fn a_column_is_added_in_one_step_and_the_known_stay_as_they_are() {
    let mut f = fixture();
    assert_eq!(f.say(&add(&["ana"], &[])), "Added @ana.");
    let both = add(&["ben", "mia", "cleo", "ben"], &["BookTok", "#vip"]);
    assert_eq!(f.say(&both), "Added 2 creators, tagged BookTok, vip, 2 were already in the list.");
    assert_eq!(
        f.text("SELECT group_concat(creator_id) FROM creator_tag JOIN tag ON tag.id = tag_id WHERE name = 'vip'"),
        "4,5"
    );
    assert_eq!(f.text("SELECT search FROM creator WHERE handle = 'cleo'").trim_end(), "cleo");
    assert_eq!(f.nothing(&add(&["mia"], &[])), "@mia is already in the list. Nothing was added.");
    assert_eq!(f.nothing(&both), "All 4 creators are already in the list. Nothing was added.");
    assert_eq!(f.refused(&add(&[], &[])), "There is no account to add. Paste a handle or a profile link.");
    let named = NewAccount {
        name: "Zo\u{1b}e".into(),
        remark: crate::domain::collect::Remark { via: "#ad\n".into(), ..Default::default() },
        ..account("zoe")
    };
    f.say(&WriteCmd::AddCreators { accounts: vec![named], tags: Vec::new() });
    assert_eq!(
        f.text("SELECT name || '/' || found_via || '/' || search FROM creator WHERE handle = 'zoe'"),
        "Zoe/#ad/zoe\nzoe\n"
    );
}

#[test]
fn an_earlier_handle_finds_the_same_creator() {
    let mut f = fixture();
    let change = rename(&mut f, 1, "mia.new");
    assert_eq!(f.say(&change), "Renamed @mia to @mia.new.");
    assert_eq!(f.nothing(&add(&["mia"], &[])), "@mia.new (earlier @mia) is already in the list. Nothing was added.");
    let back = handle_history::of(&f.conn, CreatorId(1)).expect("reads");
    assert_eq!(back, [("mia".to_owned(), clock().today())]);

    // Case and @ are no rename.
    let same = rename(&mut f, 1, "@MIA.New");
    f.nothing(&same);

    // Anyone who has the handle now comes first.
    let taken = rename(&mut f, 2, "mia");
    assert_eq!(f.say(&taken), "Renamed @o.neil to @mia.");
    assert_eq!(f.nothing(&add(&["mia"], &[])), "@mia is already in the list. Nothing was added.");
}

#[test]
fn notes_of_earlier_renames_become_history() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let mut conn = crate::store::connection::connect(&path, rusqlite::OpenFlags::default()).expect("opens");
    let all = crate::store::migrate::ALL;
    let before = all.iter().position(|sql| sql.contains("handle_history")).expect("a migration");
    crate::store::migrate::run(&mut conn, &path, &all[..before], &clock()).expect("migrates");
    conn.execute_batch(
        "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (1, 'mia', '2026-03-01', 1);
         INSERT INTO note (creator_id, kind, text, folded, written_at) VALUES
           (1, 'rename', 'Was @glow.mia on tiktok until 2026-03-11.', '', 1),
           (1, 'rename', 'Was @glow.mia on tiktok until 2026-03-12.', '', 1), (1, 'note', 'Was @x on y until 1', '', 1);",
    )
    .expect("rows");
    crate::store::migrate::run(&mut conn, &path, all, &clock()).expect("migrates");
    let history = handle_history::of(&conn, CreatorId(1)).expect("reads");
    assert_eq!(history, [("glow.mia".to_owned(), "2026-03-12".parse().expect("a day"))]);
}

#[test]
fn the_words_behind_a_handle_come_in_with_it_and_go_with_it() {
    let mut f = fixture();
    let remark = crate::domain::collect::Remark {
        found_by: "#gifted".into(),
        via: "Plain Jar".into(),
        note: "soft light".into(),
    };
    let before = f.text("SELECT 'n' || count(*) FROM note");
    f.say(&WriteCmd::AddCreators { accounts: vec![NewAccount { remark, ..account("zoe") }], tags: Vec::new() });
    let kept = "SELECT found_by || '/' || found_via || '/' || text FROM creator JOIN note ON creator_id = creator.id WHERE handle = 'zoe'";
    assert_eq!(f.text(kept), "#gifted/Plain Jar/soft light");
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(f.text("SELECT 'n' || count(*) FROM note"), before);
}
