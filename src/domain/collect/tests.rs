use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn handles(text: &str) -> Vec<String> {
    collect(text).accounts.iter().map(|account| account.found.handle.as_str().to_owned()).collect()
}

#[rstest]
#[case::one("@Mia", &["mia"])]
#[case::link("https://www.tiktok.com/@mia.glow?x=1\n", &["mia.glow"])]
#[case::named("Mia Glow (@miaglow) | TikTok", &["miaglow"])]
#[case::column("@a\n\nb.c\r\nhttps://instagram.com/d_e/\n", &["a", "b.c", "d_e"])]
#[case::numbered("1. @mia\n2) leo\n- @ana\n• kim", &["mia", "leo", "ana", "kim"])]
#[case::one_line("@a, @b;@c", &["a", "b", "c"])]
#[case::blanks("@a @b @c", &["a", "b", "c"])]
#[case::plain_list("mia, leo, ana", &["mia", "leo", "ana"])]
#[case::lists("@a, @b\n@c, @d", &["a", "b", "c", "d"])]
#[case::in_a_sentence("saw @mia today, she is great", &["mia"])]
#[case::sheet("Mia\t@mia\t12000\nLeo\t@leo\t900", &["mia", "leo"])]
#[case::headed("Name,Followers,Handle\nMia,12000,mia.glow\nLeo,900,leo", &["mia.glow", "leo"])]
#[case::bare_sheet("mia\t12000\nleo\t900", &["mia", "leo"])]
#[case::with_figures("mia 12k\nleo 9,500\n@ana 1.2m", &["mia", "leo", "ana"])]
#[case::mixed(
    "@a\n1. @b\n- @c\nd 12k\n@e,\n@f @g\nname: @h\n@i\t25k\n@j;30k\nwww.tiktok.com/@k/video/7",
    &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
)]
#[case::listed_cells("who\thandle\n1\t1. @mia\n2\t@leo, @ana\n", &["mia", "leo", "ana"])]
#[case::quoted("\"@mia\"\n'leo'\n“ana”", &["mia", "leo", "ana"])]
#[case::nothing("", &[])]
fn accounts_are_found(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(handles(text), expected);
}

#[test]
fn what_a_sheet_knows_besides_is_kept_and_the_rest_is_named() {
    let text = "Handle\tName\tPlatform\tFound via\tFollowers\nmia\tMia Glow\tInstagram\t#glowup\t12k\nleo\t\t\t\t\n";
    let read = collect(text);
    assert_eq!((read.lines, read.left_out.clone()), (2, vec!["Followers".to_owned()]));
    let mia = &read.accounts[0];
    assert_eq!((mia.found.platform, mia.found.name.as_deref()), (Some(Platform::Instagram), Some("Mia Glow")));
    assert_eq!((mia.line, mia.remark.via.as_str()), (2, "#glowup"));
    assert_eq!((read.accounts[1].found.platform, read.accounts[1].found.name.as_deref()), (None, None));
}

#[test]
fn where_one_was_found_can_be_said_behind_it() {
    let read = collect("@mia via #glow up");
    assert_eq!((read.accounts[0].found.handle.as_str(), read.accounts[0].remark.via.as_str()), ("mia", "#glow up"));
}

#[test]
fn what_cannot_be_read_comes_back_with_a_reason() {
    let read = collect("@mia\njo k\nhttps://example.com/x\n🌿\n@mia\nMIA\n");
    assert_eq!((read.lines, read.accounts.len(), read.repeats), (6, 1, 2));
    let said: Vec<String> = read.unreadable.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "line 2: \"jo k\" isn't a handle: it contains a space. Did you mean @jo_k?",
            "line 3: \"https://example.com/x\" is a link without a handle. A profile link looks like tiktok.com/@name.",
            "line 4: \"🌿\" isn't a handle: it contains \"🌿\".",
        ]
    );
}

#[test]
fn an_address_is_no_misspelt_handle_and_numbers_are_told() {
    let read = collect("mia@example.com\nleo 12k\nana 9k");
    assert_eq!(read.unreadable[0].guess, None, "that would be somebody else");
    assert_eq!(collect("she is great\n@mia").unreadable[0].guess, None, "a sentence");
    assert_eq!(read.left_out, ["numbers behind handles"]);
}

#[test]
fn a_row_without_a_handle_is_not_lost() {
    let read = collect("handle\tname\n@mia\tMia\n\tLeo Bright\n");
    assert_eq!(read.unreadable[0].text, "Leo Bright");
    assert_eq!(read.unreadable[0].why, HandleError::Empty);
}

#[test]
fn endless_text_is_read_in_part_and_says_so() {
    let text = "@mia\n".repeat(MOST_LINES + 7);
    let read = collect(&text);
    assert_eq!((read.lines, read.accounts.len(), read.beyond), (MOST_LINES, 1, 7));
    let endless = collect(&"a".repeat(10_000));
    assert!(endless.unreadable[0].to_string().chars().count() < 120);
}

proptest! {
    #[test]
    fn every_line_is_told_of(lines in prop::collection::vec("\\PC{0,20}", 0..12)) {
        let text = lines.join("\n");
        let read = collect(&text);
        let told: std::collections::BTreeSet<usize> =
            read.accounts.iter().map(|a| a.line).chain(read.unreadable.iter().map(|u| u.line)).collect();
        prop_assert!(told.len() + read.repeats >= read.lines, "{read:?}");
    }

    #[test]
    fn a_column_is_the_sum_of_its_lines(names in prop::collection::vec("@[a-z][a-z0-9._]{0,12}", 1..20)) {
        let read = collect(&names.join("\n"));
        prop_assert_eq!(read.accounts.len() + read.repeats, names.len());
        prop_assert_eq!(collect(&names.join(", ")).accounts.len(), read.accounts.len());
    }

    #[test]
    fn nothing_panics(text in "(\\PC|\t|\n|,|;|@){0,200}") {
        collect(&text);
    }
}

#[test]
fn words_beside_a_handle_are_never_dropped_silently() {
    let read = collect("@new one 😀");
    assert_eq!((read.accounts.len(), read.accounts[0].remark.note.as_str()), (1, "one 😀"));
    assert_eq!(collect("@new and @other 😀").left_out, ["words beside handles"]);
    assert_eq!(collect("@new, @other").left_out, [] as [&str; 0]);
}

#[rstest]
#[case::all("@late.find #gifted saw her under CeraVe", "#gifted", "CeraVe", "saw her under CeraVe")]
#[case::hashtag("@mia #GlassSkin great light, soft", "hashtag", "#GlassSkin", "great light, soft")]
#[case::several("@mia #a #b", "hashtag", "#a, #b", "")]
#[case::rival("1. @mia rival: Plain Jar Co sent it", "competitor", "Plain Jar Co", "rival: Plain Jar Co sent it")]
#[case::no_name("@mia under the sea", "", "", "under the sea")]
#[case::said_via("@mia nice one via #glow up", "", "#glow up", "nice one")]
#[case::without_a_sign("late.find #ad", "#ad", "", "")]
#[case::before("found @mia at the fair", "", "", "found at the fair")]
#[case::lone_sign("@mia # x", "", "", "# x")]
fn words_beside_one_handle_are_kept(#[case] text: &str, #[case] by: &str, #[case] via: &str, #[case] note: &str) {
    let read = collect(text);
    let [one] = read.accounts.as_slice() else { panic!("{read:?}") };
    assert_eq!((&*one.remark.found_by, &*one.remark.via, &*one.remark.note), (by, via, note));
    assert!(read.left_out.is_empty() && read.unreadable.is_empty());
}
