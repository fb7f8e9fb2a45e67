//! Lists of clicks and of conversions.

use super::*;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::TallyRecord;

fn tallies(read: &Read) -> Vec<String> {
    let tally = |sourced: &Sourced<Record>| match &sourced.record {
        Record::Clicks(tally) | Record::Conversions(tally) => {
            let TallyRecord { of, day, count, is_total } = &**tally;
            format!("{of} {day} {count}{}", if *is_total { " so far" } else { "" })
        }
        other => panic!("{other:?}"),
    };
    read.records.iter().map(tally).collect()
}

#[test]
fn clicks_are_read_by_link_mark_or_code() {
    for (list, of) in [
        (
            "link,date,clicks\nhttps://bit.ly/mia,2026-03-04,\"1,204\"\n,2026-03-04,3\nbit.ly/x,soon,3\nTotal,,1204\n",
            "https://bit.ly/mia",
        ),
        (
            "Date,utm_content,Link clicks\n2026-03-04,https://bit.ly/mia,1204\n2026-03-05,,3\nsoon,x,3\n",
            "https://bit.ly/mia",
        ),
        ("code,date,clicks\nMIA10,2026-03-04,1204\n,2026-03-05,3\nx,soon,3\n", "MIA10"),
    ] {
        let read = read_bytes(list.as_bytes()).expect(list);
        assert_eq!(read.plan.kind, ImportKind::Clicks, "{list}");
        assert_eq!(tallies(&read), [format!("{of} 2026-03-04 1204")], "{list}");
        assert_eq!(read.rejects.len(), 2, "{list}");
    }
}

#[test]
fn a_running_total_is_told_from_the_clicks_of_a_day() {
    let note = |are_totals| ImportNote::Clicks { are_totals };
    for (list, first, are_totals) in [
        (
            "link,date,total clicks\nbit.ly/a,2026-03-05,90\nbit.ly/b,2026-03-04,7\nbit.ly/a,2026-03-04,40\n",
            "90 so far",
            true,
        ),
        ("link,date,clicks so far\nbit.ly/a,2026-03-05,90\n", "90 so far", true),
        // A total can't fall, so these are the clicks of each day, whatever they are called.
        ("link,date,total clicks\nbit.ly/a,2026-03-04,90\nbit.ly/a,2026-03-05,40\n", "90", false),
        ("link,date,clicks,total clicks\nbit.ly/a,2026-03-04,9,90\n", "9", false),
        ("link,date,clicks\nbit.ly/a,2026-03-04,9\nbit.ly/a,2026-03-05,40\n", "9", false),
    ] {
        let read = read_bytes(list.as_bytes()).expect(list);
        assert_eq!(read.plan.kind, ImportKind::Clicks, "{list}");
        assert!(tallies(&read)[0].ends_with(first), "{list}: {:?}", tallies(&read));
        assert!(read.plan.notes.contains(&note(are_totals)), "{list}: {:?}", read.plan.notes);
    }
}

#[test]
fn conversions_are_read_by_what_they_are_called() {
    for name in ["sign-ups", "Signups", "Leads", "installs", "conversions", "count"] {
        let list = format!("date,code,{name}\n2026-03-04,MIA10,12\n2026-03-05,MIA10,0\n");
        let read = read_bytes(list.as_bytes()).expect("a list");
        assert_eq!(read.plan.kind, ImportKind::Conversions, "{name}");
        assert_eq!(tallies(&read), ["MIA10 2026-03-04 12", "MIA10 2026-03-05 0"], "{name}");
    }
}

#[test]
fn posts_orders_and_creators_stay_what_they_are() {
    for (list, kind) in [
        (
            "handle,posted on,url,views,clicks\nmia,2026-03-04,https://www.tiktok.com/@mia/video/7301234567890123456,100,3\n",
            ImportKind::Posts,
        ),
        ("username,link,followers\nmia,https://www.tiktok.com/@mia,10k\n", ImportKind::Creators),
        (
            "handle,link,date,clicks,email\nmia,https://www.tiktok.com/@mia,2026-03-04,3,a@example.com\n",
            ImportKind::Creators,
        ),
    ] {
        assert_eq!(read_bytes(list.as_bytes()).map(|read| read.plan.kind), Ok(kind), "{list}");
    }
}
