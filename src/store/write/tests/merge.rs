//! Two creators that are one: nothing is lost, and all of it comes back.

use super::*;
use crate::store::undo::triggers;

/// Mia, and the same person under the name she had before, with something in every table.
fn file() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO import_run (id, file, kind, content_hash, ran_at) VALUES (7, 'old.csv', 'creators', '', 1);
             INSERT INTO creator (id, handle, name, followers, views, price_minor, country, email, verdict, rating, import_id,
               import_row, stats_on, added_on, updated_at)
               VALUES (3, 'mia.old', 'Mia Glow', 60000, 900, 12000, 'us', 'mia@example.com', 'picked', 4, 7, 3, '2026-03-05', '2026-01-01', 1),
                      (4, 'leo', '', NULL, NULL, NULL, '', '', 'new', 0, NULL, NULL, NULL, '2026-01-01', 1);
             UPDATE creator SET name = 'Mia', price_minor = 9000 WHERE id = 1;
             INSERT INTO creator_reading (creator_id, day, followers) VALUES (1, '2026-02-01', 40000), (3, '2026-02-01', 41000), (3, '2026-01-15', 39000);
             INSERT INTO tag (id, name, folded) VALUES (2, 'vip', 'vip');
             INSERT INTO creator_tag (creator_id, tag_id) VALUES (3, 1), (3, 2);
             INSERT INTO note (creator_id, text, folded, written_at) VALUES (3, 'asks for a sample', 'asks for a sample', 5);
             INSERT INTO task (creator_id, kind, title, due_on) VALUES (3, 'typed', 'write to her', '2026-04-01');
             INSERT INTO handle_history (creator_id, platform, handle, until_on) VALUES (3, 'tiktok', 'mia.oldest', '2025-01-01');
             INSERT INTO settled_pair (low_id, high_id) VALUES (3, 4);
             INSERT INTO pick (creator_id, day, followers) VALUES (1, '2026-03-02', 9), (3, '2026-03-02', 9), (3, '2026-02-03', 8);
             INSERT INTO figure_source (creator_id, figure, day) VALUES (3, 'views', '2026-03-07');
             INSERT INTO fact_source (creator_id, fact, day) VALUES (3, 'website', '2026-03-07');
             INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
             UPDATE collaboration SET money = 'agreed', commission_bp = 1000 WHERE id = 1;
             INSERT INTO collaboration (id, batch_id, creator_id, outreach, money, commission_bp, carrier, tracking, updated_at)
               VALUES (2, 1, 3, 'agreed', 'paid', 500, 'Post', 'X1', 1), (3, 2, 3, 'contacted', 'nothing owed', 0, '', '', 1);
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (2, 'fee', 5000, 'paid', '2026-03-03');
             INSERT INTO code (collaboration_id, code, folded) VALUES (2, 'MIA10', 'mia10'), (2, 'OLDMIA', 'oldmia');
             INSERT INTO link (id, collaboration_id, url, mark) VALUES (1, 1, 'https://x.example/?utm_content=mia', 'mia'),
               (2, 2, 'https://x.example/?utm_content=mia', 'mia');
             INSERT INTO click_reading (link_id, day, clicks) VALUES (1, '2026-03-03', 5), (2, '2026-03-03', 9), (2, '2026-03-04', 2);
             INSERT INTO post (id, creator_id, collaboration_id, url, posted_on, caption) VALUES
               (1, 1, NULL, 'https://t.example/1', '2026-03-02', ''), (2, 3, 2, 'https://t.example/1', '2026-03-02', 'ad: glow'),
               (3, 3, NULL, 'https://t.example/2', '2026-03-04', ''), (4, 3, NULL, '', NULL, '');
             INSERT INTO reading (post_id, day, views, likes) VALUES (1, '2026-03-03', 100, NULL), (2, '2026-03-03', 90, 7), (2, '2026-03-04', 200, 9);
             UPDATE creator SET found_by = 'hashtag', sponsored_seen = 5, sponsored_disclosed = 4 WHERE id = 3;
             UPDATE creator SET found_by = 'brand' WHERE id = 1;
             INSERT INTO audience_share (creator_id, facet, key, share_bp) VALUES (1, 'country', 'US', 6000), (3, 'country', 'US', 5500),
               (3, 'gender', 'female', 8050);
             INSERT INTO creator_terms (campaign_id, creator_id, choice, leak_low_bp, leak_high_bp) VALUES (1, 1, 'open', 1000, 2000), (1, 3, 'pinned', 500, 900);
             INSERT INTO settled_codes (first, second, winner_id) VALUES ('mia10', 'x', 3);
             INSERT INTO payment (collaboration_id, amount_minor, currency) VALUES (2, 5000, 'USD');
             INSERT INTO rights (collaboration_id, kind) VALUES (2, 'usage');
             INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, codes, collaboration_id, attributed_by)
               VALUES (2, 'shopify', '78', 1, '2026-03-06', 'USD', 3000, 2500, 'sale', 'OLDMIA', 2, 'code'),
                      (3, 'shopify', '79', 1, '2026-03-06', 'USD', 3000, 2500, 'sale', '', 3, 'person');
             INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10'), (2, 'oldmia');",
        )
        .expect("rows");
    f
}

fn merge(into: i64, from: &[i64]) -> WriteCmd {
    WriteCmd::MergeCreators { into: CreatorId(into), from: from.iter().map(|id| CreatorId(*id)).collect() }
}

#[test]
fn all_of_the_one_that_goes_is_with_the_one_that_stays() {
    let mut f = file();
    let sentence = f.say(&merge(1, &[3]));
    assert_eq!(sentence, "Merged @mia.old into @mia with 2 collaborations, 3 posts and 1 note.");
    let text = |f: &Fixture, sql: &str| f.text(sql);
    assert_eq!(
        text(
            &f,
            "SELECT concat_ws('|', handle, name, followers, views, price_minor, country, email, verdict, rating, stats_on, import_id, import_row, added_on) FROM creator WHERE id = 1"
        ),
        "mia|Mia|60000|900|12000|us|mia@example.com|picked|4|2026-03-05|7|3|2026-01-01"
    );
    assert_eq!(
        text(&f, "SELECT text FROM note WHERE kind = 'merge'"),
        "Merged from @mia.old on tiktok. Other values: followers 52,100; price $90.00; name Mia Glow; found by hashtag; followers on Feb 1, 2026 41,000; \
         money paid in A; commission 5% in A; audience country US 55%; promo code leak 5% to 9% in Spring."
    );
    assert_eq!(
        text(
            &f,
            "SELECT group_concat(day || ' ' || followers, ', ' ORDER BY day) FROM creator_reading WHERE creator_id = 1"
        ),
        "2026-01-15 39000, 2026-02-01 40000, 2026-03-01 52100"
    );
    assert_eq!(
        text(&f, "SELECT group_concat(tag_id, ' ' ORDER BY tag_id) FROM creator_tag WHERE creator_id = 1"),
        "1 2"
    );
    assert_eq!(
        text(&f, "SELECT group_concat(handle, ' ' ORDER BY handle) FROM handle_history WHERE creator_id = 1"),
        "mia.old mia.oldest"
    );
    assert_eq!(text(&f, "SELECT low_id || ' ' || high_id FROM settled_pair"), "1 4");
    assert_eq!(
        text(&f, "SELECT group_concat(creator_id || ' ' || day, ', ' ORDER BY day) FROM pick"),
        "1 2026-02-03, 1 2026-03-02"
    );
    assert_eq!(
        text(&f, "SELECT group_concat(facet || ' ' || share_bp, ', ' ORDER BY facet) FROM audience_share"),
        "country 6000, gender 8050"
    );
    assert_eq!(text(&f, "SELECT concat_ws(' ', choice, leak_low_bp) FROM creator_terms"), "pinned 1000");
    assert_eq!(
        text(&f, "SELECT concat_ws(' ', found_by, sponsored_seen, sponsored_disclosed) FROM creator WHERE id = 1"),
        "brand 5 4"
    );
    assert_eq!(text(&f, "SELECT first FROM settled_codes WHERE winner_id = 1"), "mia10");
    assert_eq!(text(&f, "SELECT title FROM task WHERE creator_id = 1"), "write to her");
    // One of the two in batch A is left, with the costs, codes, clicks, payments and sales of both.
    assert_eq!(
        text(
            &f,
            "SELECT group_concat(concat_ws(' ', id, batch_id, outreach, money, commission_bp, carrier, tracking), ', ' ORDER BY id) FROM collaboration WHERE creator_id = 1"
        ),
        "1 1 agreed agreed 1000 Post X1, 3 2 contacted nothing owed 0  "
    );
    assert_eq!(
        text(&f, "SELECT group_concat(amount_minor, ' ' ORDER BY id) FROM cost_item WHERE collaboration_id = 1"),
        "15000 5000"
    );
    assert_eq!(
        text(&f, "SELECT group_concat(folded, ' ' ORDER BY folded) FROM code WHERE collaboration_id = 1"),
        "mia10 oldmia"
    );
    assert_eq!(
        text(&f, "SELECT group_concat(link_id || ' ' || day || ' ' || clicks, ', ' ORDER BY day) FROM click_reading"),
        "1 2026-03-03 9, 1 2026-03-04 2"
    );
    assert_eq!(
        text(
            &f,
            "SELECT group_concat(id || ' ' || collaboration_id || ' ' || attributed_by, ', ' ORDER BY id) FROM sale_order"
        ),
        "1 1 code, 2 1 code, 3 3 person"
    );
    assert_eq!(
        text(
            &f,
            "SELECT (SELECT count(*) FROM payment WHERE collaboration_id = 1) || ' ' || (SELECT count(*) FROM rights WHERE collaboration_id = 1)"
        ),
        "1 1"
    );
    // The same address is one post, with the larger counts.
    assert_eq!(
        text(
            &f,
            "SELECT group_concat(concat_ws(' ', id, collaboration_id, url, caption), ', ' ORDER BY id) FROM post WHERE creator_id = 1"
        ),
        "1 1 https://t.example/1 ad: glow, 3 https://t.example/2 , 4  "
    );
    assert_eq!(
        text(&f, "SELECT group_concat(concat_ws(' ', day, views, likes), ', ' ORDER BY day) FROM reading"),
        "2026-03-03 100 7, 2026-03-04 200 9"
    );
}

#[test]
fn what_cannot_be_merged_says_why() {
    let mut f = file();
    assert_eq!(f.refused(&merge(1, &[3, 1])), "@mia cannot be merged into itself.");
    assert_eq!(f.refused(&merge(1, &[99])), "One of them is no longer in the list. Nothing was merged.");
    assert_eq!(f.refused(&merge(99, &[1])), "This creator is no longer in the list.");
    f.conn.execute_batch("UPDATE creator SET platform = 'instagram' WHERE id = 4").expect("changes");
    assert_eq!(
        f.refused(&merge(1, &[3, 4])),
        "@mia is on tiktok and @leo on instagram: accounts on different platforms stay separate creators."
    );
    assert_eq!(f.nothing(&merge(1, &[])), "There are no creators to merge into @mia.");
}

#[test]
fn several_become_one_in_one_step() {
    let mut f = file();
    assert_eq!(
        f.say(&merge(3, &[1, 4, 1])),
        "Merged @mia and @leo into @mia.old with 1 collaboration, 1 post and 1 note."
    );
    assert_eq!(
        f.text("SELECT concat_ws(' ', handle, followers, price_minor) FROM creator WHERE id = 3"),
        "mia.old 60000 12000"
    );
    assert_eq!(f.text("SELECT group_concat(handle, ' ' ORDER BY handle) FROM handle_history"), "leo mia mia.oldest");
}

/// A table of tomorrow that belongs to creators must not vanish with the removed one.
#[test]
fn whatever_belongs_to_a_creator_moves() {
    let mut f = file();
    let belongs: Vec<(String, String)> = triggers::RECORDED
        .iter()
        .flat_map(|table| {
            let sql = format!("SELECT \"from\" FROM pragma_foreign_key_list('{table}') WHERE \"table\" = 'creator'");
            let mut keys = f.conn.prepare(&sql).expect("selects");
            let keys = keys.query_map([], |row| row.get::<_, String>(0)).expect("keys");
            keys.map(|key| ((*table).to_owned(), key.expect("a name"))).collect::<Vec<_>>()
        })
        .collect();
    for (table, key) in &belongs {
        let is_known = key == "creator_id" || ["settled_pair", "settled_codes"].contains(&table.as_str());
        assert!(is_known, "{table}.{key} refers to creators, and merging them does not know it");
        let sql = format!("SELECT count(*) FROM {table} WHERE {key} = 3");
        let there: i64 = f.conn.query_row(&sql, [], |row| row.get(0)).expect("a count");
        assert!(there > 0 || key == "high_id", "{table}: the file of this test has nothing to move");
    }
    f.say(&merge(1, &[3]));
    assert!(!f.conn.prepare("PRAGMA foreign_key_check").expect("checks").exists([]).expect("checks"));
}

#[test]
fn people_who_look_alike_are_set_apart() {
    let mut f = file();
    let apart =
        |ids: &[i64], is_same| WriteCmd::SetApart { ids: ids.iter().map(|id| CreatorId(*id)).collect(), is_same };
    assert_eq!(f.say(&apart(&[4, 1, 2], false)), "Noted that @mia, @o.neil, @leo are not duplicates.");
    assert_eq!(f.nothing(&apart(&[1, 2], false)), "You already noted this for @mia, @o.neil.");
    assert_eq!(f.nothing(&apart(&[1, 1], false)), "Choose at least two creators.");
    assert_eq!(f.refused(&apart(&[1, 99], false)), "One of them is no longer in the list.");
    f.conn.execute_batch("UPDATE creator SET platform = 'instagram' WHERE id = 4").expect("changes");
    let noted = "Noted that @mia (tiktok), @leo (instagram) are one person with separate accounts.";
    assert_eq!(f.say(&apart(&[1, 4], true)), noted);
    assert_eq!(f.text("SELECT text FROM note WHERE creator_id = 4"), "One person: @mia (tiktok), @leo (instagram).");
}
