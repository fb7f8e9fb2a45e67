use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// Wednesday.
fn today() -> NaiveDate {
    day(2026, 3, 11)
}

fn calendar() -> Calendar {
    Calendar::day_first(today())
}

fn counted(counts: &[i64]) -> [Option<i64>; 5] {
    let mut all = [None; 5];
    for (slot, count) in all.iter_mut().zip(counts) {
        *slot = Some(*count);
    }
    all
}

#[rstest]
#[case("2026-02-20 12.3k 450 20 3", day(2026, 2, 20), &[12_300, 450, 20, 3])]
#[case("2026-02-20\t12,345\t450\t20\t3\t7", day(2026, 2, 20), &[12_345, 450, 20, 3, 7])]
#[case("20/02/2026; 1.2m; 45k", day(2026, 2, 20), &[1_200_000, 45_000])]
#[case("2026-02-20,12345,450", day(2026, 2, 20), &[12_345, 450])]
#[case("2026-02-20, 12345, 450", day(2026, 2, 20), &[12_345, 450])]
#[case("2026-02-20 12,345 450", day(2026, 2, 20), &[12_345, 450])]
#[case("20 feb 12k 450", day(2026, 2, 20), &[12_000, 450])]
#[case("feb 20, 2026 12k 450", day(2026, 2, 20), &[12_000, 450])]
#[case("20 nov 12k 450", day(2025, 11, 20), &[12_000, 450])]
#[case("20.2. 900", day(2026, 2, 20), &[900])]
#[case("fri 900 10", day(2026, 3, 6), &[900, 10])]
#[case("yesterday 900", day(2026, 3, 10), &[900])]
#[case("3 days ago 900", day(2026, 3, 8), &[900])]
#[case("-3d 900", day(2026, 3, 8), &[900])]
#[case("2026-02-20T14:03:00.000Z 900", day(2026, 2, 20), &[900])]
#[case("2026-02-20 14:03 900 10", day(2026, 2, 20), &[900, 10])]
#[case("2/20/2026 11:03:17 AM 900", day(2026, 2, 20), &[900])]
#[case("20-02-2026 900", day(2026, 2, 20), &[900])]
#[case("20260220 900", day(2026, 2, 20), &[900])]
fn a_line_is_a_day_and_its_counts(#[case] line: &str, #[case] day: NaiveDate, #[case] counts: &[i64]) {
    let post = post(line, calendar()).expect(line);
    assert_eq!((post.day, post.counts), (Some(day), counted(counts)), "{line}");
}

#[rstest]
#[case("https://www.tiktok.com/@mia/video/71?is_from=web 12.3k 450", "https://www.tiktok.com/@mia/video/71")]
#[case("2026-03-01 tiktok.com/@mia/video/71 900", "https://tiktok.com/@mia/video/71")]
#[case("https://www.youtube.com/watch?v=abc 900", "https://www.youtube.com/watch?v=abc")]
fn an_address_may_stand_anywhere(#[case] line: &str, #[case] url: &str) {
    let post = post(line, calendar()).expect(line);
    assert_eq!(post.url, url);
    assert!(post.counts[0].is_some());
}

#[rstest]
#[case("12.3k 450", "no day and no link")]
#[case("2026-02-20 many", "\"many\" isn't a number. Write 12300 or 12.3k")]
#[case("2026-02-20 -5", "below 0")]
#[case("2026-02-20 1 2 3 4 5 6", "6 numbers")]
#[case("2027-02-20 900", "is in the future")]
#[case("tomorrow 900", "is in the future")]
fn what_cannot_be_read_says_why(#[case] line: &str, #[case] said: &str) {
    let fault = post(line, calendar()).expect_err(line);
    assert!(fault.contains(said), "{fault}");
}

#[test]
fn unknown_counts_stay_unknown() {
    let of = |line| post(line, calendar()).expect("a post").counts;
    assert_eq!(of("2026-03-01\t900\t\t12"), [Some(900), None, Some(12), None, None]);
    assert_eq!(of("2026-03-01 900 - 12"), [Some(900), None, Some(12), None, None]);
    assert_eq!(of("2026-03-01;undefined;40"), [None, Some(40), None, None, None]);
}

#[test]
fn a_block_with_a_heading_is_read_by_its_names() {
    let block = "\"Time\",\"Video title\",\"Video link\",\"Post time\",\"Total likes\",\"Total comments\",\"Total shares\",\"Total views\"\n\
        \"March 11\",\"glass skin, \"\"again\"\"\",\"https://www.tiktok.com/@mia/video/1\",\"March 2\",\"450\",\"20\",\"3\",\"12300\"\n\
        \"March 11\",\"\",\"https://www.tiktok.com/@mia/video/2\",\"December 24\",\"undefined\",\"2\",\"0\",\"900\"\n";
    let pasted = read(block, &[], calendar());
    assert_eq!(pasted.faults, []);
    let [first, second] = pasted.posts.as_slice() else { panic!("{pasted:?}") };
    assert_eq!((first.day, first.caption.as_str()), (Some(day(2026, 3, 2)), "glass skin, again"));
    assert_eq!(first.counts, [Some(12_300), Some(450), Some(20), Some(3), None]);
    assert_eq!((second.day, second.counts[1]), (Some(day(2025, 12, 24)), None));
}

#[test]
fn the_order_of_day_and_month_belongs_to_the_block() {
    let days = |block: &str| read(block, &[], calendar()).posts.iter().filter_map(|post| post.day).collect::<Vec<_>>();
    assert_eq!(days("03/01/2026 9 1\n02/20/2026 9 1"), [day(2026, 3, 1), day(2026, 2, 20)]);
    assert_eq!(days("03/01/2026 9 1\n20/02/2026 9 1"), [day(2026, 1, 3), day(2026, 2, 20)]);
}

#[test]
fn lines_with_one_number_are_followers_and_faults_name_their_line() {
    let pasted = read("2026-01-01 30.1k\n\n2026-02-01 31,050\nlast week many\n2026-03-01 33k", &[], calendar());
    assert_eq!(pasted.followers, [(day(2026, 1, 1), 30_100), (day(2026, 2, 1), 31_050), (day(2026, 3, 1), 33_000)]);
    assert_eq!(pasted.posts, []);
    let [fault] = pasted.faults.as_slice() else { panic!("{pasted:?}") };
    assert!(fault.to_string().starts_with("line 4: "), "{fault}");
    let named = read(
        "Date;Followers;Difference in followers from previous day\n1 mar;33,000;12\n2 mar;33,100;100",
        &[],
        calendar(),
    );
    assert_eq!(named.followers, [(day(2026, 3, 1), 33_000), (day(2026, 3, 2), 33_100)]);
    assert_eq!(followers("33.7k", calendar()), Ok((today(), 33_700)));
    assert_eq!(followers("9 mar 33.7k", calendar()), Ok((day(2026, 3, 9), 33_700)));
    assert!(followers("9 mar", calendar()).is_err());
}

#[test]
fn views_alone_are_posts_where_a_heading_says_so() {
    let pasted = read("date views\n2026-03-01 900\n2026-03-02 1.2k", &[], calendar());
    assert_eq!((pasted.posts.len(), pasted.followers.len()), (2, 0));
}

#[test]
fn a_stray_line_spoils_none_of_the_others() {
    for mark in [",", ";", "\t", " "] {
        let block = "2026-02-20,12300,450\nrubbish line here\n2026-02-19,900,20\n".replace(',', mark);
        let pasted = read(&block, &[], calendar());
        let days: Vec<_> = pasted.posts.iter().map(|post| (post.day, post.counts[1])).collect();
        assert_eq!(days, [(Some(day(2026, 2, 20)), Some(450)), (Some(day(2026, 2, 19)), Some(20))], "{mark:?}");
        assert_eq!(pasted.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2], "{mark:?}");
    }
    let mixed = read("2026-02-20,12300,450\n2026-02-19,900,20\n2026-02-18 800 12", &[], calendar());
    assert_eq!((mixed.posts.len(), mixed.posts[2].counts), (3, counted(&[800, 12])));
}

#[test]
fn lines_of_somebody_else_are_left_out() {
    let own = ["mia", "mia.old"];
    let posts = "handle,posted_at,url,views,likes,comments,shares,saves\n\
        mia,2026-03-01,https://www.tiktok.com/@mia/video/1,1000,50,2,1,0\n\
        @zoe,2026-03-02,https://www.tiktok.com/@zoe/video/2,1000,50,2,1,0\n\
        Mia.Old,2026-03-03,,900,40,2,1,0\n";
    let pasted = read(posts, &own, calendar());
    assert_eq!(pasted.posts.iter().filter_map(|post| post.counts[1]).collect::<Vec<_>>(), [50, 40]);
    assert_eq!(
        pasted.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["line 3: belongs to @zoe. To add several creators, import a list"]
    );
    let followers = read("handle,date,followers\nmia,2026-03-01,19000\nzoe,2026-03-01,12000\n", &own, calendar());
    assert_eq!((followers.followers, followers.faults.len()), (vec![(day(2026, 3, 1), 19_000)], 1));
    let bare = read("mia,2026-03-01,19000\n@zoe,2026-03-01,12000\nmia,2026-02-01,18000", &own, calendar());
    assert_eq!((bare.followers.len(), bare.faults.len()), (2, 1), "{bare:?}");
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC*[\\n\\t;, ]?\\PC*") {
        let pasted = read(&text, &[], calendar());
        prop_assert!(pasted.posts.is_empty() || pasted.followers.is_empty());
        for post in &pasted.posts {
            prop_assert!(post.day.is_none_or(|day| day <= today()));
            prop_assert!(post.day.is_some() || !post.url.is_empty());
        }
    }

    #[test]
    fn what_is_written_plainly_comes_back(ago in 0_u64..3_000, counts in prop::array::uniform5(0_i64..9_000_000), mark in "[\t;, ]") {
        let day = today().checked_sub_days(chrono::Days::new(ago)).expect("a day");
        let line = std::iter::once(day.to_string()).chain(counts.iter().map(i64::to_string)).collect::<Vec<_>>().join(&mark);
        prop_assert_eq!(post(&line, calendar()), Ok(PostLine { day: Some(day), counts: counts.map(Some), ..PostLine::default() }));
    }
}

#[rstest]
#[case("12.4k views 800 likes yesterday", day(2026, 3, 10), [Some(12_400), Some(800), None, None, None])]
#[case("12.4K views, 800 likes, 20 comments, fri", day(2026, 3, 6), [Some(12_400), Some(800), Some(20), None, None])]
#[case("2026-02-20 Views 12.4k Likes 800 Shares 3", day(2026, 2, 20), [Some(12_400), Some(800), None, Some(3), None])]
#[case("1 like and 3 views 3 days ago", day(2026, 3, 8), [Some(3), Some(1), None, None, None])]
#[case("posted 5 mar: 900 views", day(2026, 3, 5), [Some(900), None, None, None, None])]
#[case("2026-02-20; 12.4k views; 800 likes", day(2026, 2, 20), [Some(12_400), Some(800), None, None, None])]
fn counts_may_have_their_words(#[case] line: &str, #[case] day: NaiveDate, #[case] counts: [Option<i64>; 5]) {
    let read = post(line, calendar()).expect("a post");
    assert_eq!((read.day, read.counts, read.caption.as_str()), (Some(day), counts, ""));
}

#[rstest]
#[case("12k views likes yesterday", "no number beside \"likes\"")]
#[case("12k views 5k views yesterday", "two numbers of views")]
#[case("12k views 5k yesterday", "\"5k\" has no word")]
#[case("12k views", "no day and no link")]
fn words_without_a_number_say_so(#[case] line: &str, #[case] said: &str) {
    let fault = post(line, calendar()).expect_err("a fault");
    assert!(fault.contains(said), "{fault}");
}

#[test]
fn a_caption_may_speak_of_likes() {
    let read = post("2026-02-20\tshe likes tea\t900", calendar()).expect("a post");
    assert_eq!((read.caption.as_str(), read.counts[0]), ("she likes tea", Some(900)));
}
