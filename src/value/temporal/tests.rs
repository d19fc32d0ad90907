//! Texts and how they are read.

use insta::assert_snapshot;
use proptest::prelude::*;

use crate::annotate::Annotations;
use crate::calendar::Day;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::value::Value;

use super::Temporal;

thread_local! {
    static LEXICON: Lexicon = Lexicon::load(&[]).unwrap();
}

fn times(text: &str, date: Option<Day>) -> Vec<(String, Temporal)> {
    let document = Document {
        text: text.to_owned(),
        date,
        ..Document::default()
    };
    let mut read = Annotations::default();
    LEXICON.with(|lexicon| read.read(&document, lexicon));
    read.mentions
        .into_iter()
        .filter_map(|m| match &*m.value {
            Value::Temporal(t) => Some((m.span.of(text).to_owned(), t.clone())),
            _ => None,
        })
        .collect()
}

/// The times of a text of Wednesday, 18 June 2025: each with its ISO form.
fn read(text: &str) -> String {
    times(text, Day::parse("2025-06-18"))
        .iter()
        .map(|(text, t)| format!("{text} → {}", t.iso))
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn absolute_dates_are_read_in_every_order() {
    assert_snapshot!(read("It opened on Friday, January 17, 2025, and shut on 3 March 2025."), @"Friday, January 17, 2025 → 2025-01-17 | 3 March 2025 → 2025-03-03");
    assert_snapshot!(read("It sank on 17 Jan. 2025, on Mon 20 Jan 2025 and on the 4th of July 2024."), @"17 Jan. 2025 → 2025-01-17 | Mon 20 Jan 2025 → 2025-01-20 | 4th of July 2024 → 2024-07-04");
    assert_snapshot!(read("Counted on 2025-01-17, 17/1/2025, 1/17/98 and 17.1.2025."), @"2025-01-17 → 2025-01-17 | 17/1/2025 → 2025-01-17 | 1/17/98 → 1998-01-17 | 17.1.2025 → 2025-01-17");
}

#[test]
fn an_order_of_digits_that_can_be_read_twice_keeps_both_days() {
    assert_snapshot!(read("Filed on 3/4/2025."), @"3/4/2025 → [2025-03-04,2025-04-03]");
}

#[test]
fn a_weekday_that_contradicts_its_date_keeps_both_days() {
    assert_snapshot!(read("It met on Wednesday, 17 June 2025."), @"Wednesday, 17 June 2025 → [2025-06-17,2025-06-18]");
}

#[test]
fn days_that_the_calendar_does_not_have_are_no_dates() {
    assert_snapshot!(read("Due on 30 February, on 31 June 2024 and on 2023-02-29."), @"2024 → 2024");
}

#[test]
fn spans_of_days_and_years_are_one_time() {
    assert_snapshot!(read("Open from 3 to 7 May, May 9-12, 2024 and in 2021-24."), @"3 to 7 May → 2025-05-03/2025-05-07 | May 9-12, 2024 → 2024-05-09/2024-05-12 | 2021-24 → 2021/2024");
    assert_snapshot!(read("From 1990 to 1995 and between 2003 and 2005."), @"1990 → 1990 | 1995 → 1995 | 2003 → 2003 | 2005 → 2005");
}

#[test]
fn parts_of_the_calendar_are_dates() {
    assert_snapshot!(read("January 2025, spring 2024, the third quarter of 2024, Q3 2024 and H1 2022."), @"January 2025 → 2025-01 | spring 2024 → 2024-21 | the third quarter of 2024 → 2024-35 | Q3 2024 → 2024-35 | H1 2022 → 2022-40");
    assert_snapshot!(read("the first half of 2023, this year's second quarter, the 20th century and fiscal 2024."), @"the first half of 2023 → 2023-40 | this year's second quarter → 2025-34 | the 20th century → 19XX | fiscal 2024 → 2024");
    assert_snapshot!(read("the 1990s, the '80s, the nineties, 1980s, the 1800s and the year two thousand."), @"the 1990s → 199X | the '80s → 198X | the nineties → 199X | 1980s → 198X | the 1800s → 18XX | the year two thousand → 2000");
}

#[test]
fn years_stand_where_a_date_can_stand() {
    assert_snapshot!(read("In 2010 it had 2,500 ships, 2500 ships and 30,000-pound bombs."), @"2010 → 2010");
    assert_snapshot!(read("It cost $2000 in 2001, or 2030 francs, for 1999 soldiers."), @"2001 → 2001");
    assert_snapshot!(read("In 1815 Ardal fell. It has 1984 pages. By 2100 the sea will rise."), @"1815 → 1815 | 2100 → 2100");
    assert_snapshot!(read("The winter of nineteen ninety-four and twenty twenty-four."), @"The winter of nineteen ninety-four → 1994-24 | twenty twenty-four → 2024");
}

#[test]
fn stages_of_a_period_belong_to_it() {
    assert_snapshot!(read("early 2022, mid-June, late last year, mid-2019 and the end of the month."), @"early 2022 → 2022 | mid-June → 2025-06 | late last year → 2024 | mid-2019 → 2019 | the end of the month → 2025-06");
    assert_snapshot!(read("the beginning of May, the middle of next week, earlier this week and later today."), @"the beginning of May → 2025-05 | the middle of next week → 2025-W26 | earlier this week → 2025-W25 | later today → 2025-06-18");
}

#[test]
fn names_of_people_and_verbs_are_no_months() {
    assert_snapshot!(read("May Okoro said in May that April Jansen may march in March."), @"May → 2025-05 | March → 2026-03");
    assert_snapshot!(read("The March vote was lost."), @"March → 2025-03");
}

#[test]
fn the_tense_decides_which_day_is_meant() {
    assert_snapshot!(read("They will vote on Monday and met on Tuesday."), @"Monday → 2025-06-23 | Tuesday → 2025-06-17");
    assert_snapshot!(read("Talks were held in March and are planned for August."), @"March → 2025-03 | August → 2025-08");
    assert_snapshot!(read("The vote is set for 11 September. She died Aug. 7."), @"11 September → 2025-09-11 | Aug. 7 → 2024-08-07");
    assert_snapshot!(read("It is due by Friday. It had been due on Friday."), @"Friday → 2025-06-20 | Friday → 2025-06-13");
}

#[test]
fn a_weekday_finds_the_year_of_its_date() {
    assert_snapshot!(read("It shut on Saturday, 14 December."), @"Saturday, 14 December → 2024-12-14");
    assert_snapshot!(read("It shut on Sunday, 14 December."), @"Sunday, 14 December → 2025-12-14");
}

#[test]
fn a_direction_decides_which_day_is_meant() {
    assert_snapshot!(read("last Thursday, next Friday, this coming Sunday, this spring, last March and next October."), @"last Thursday → 2025-06-12 | next Friday → 2025-06-20 | this coming Sunday → 2025-06-22 | this spring → 2025-21 | last March → 2025-03 | next October → 2025-10");
    assert_snapshot!(read("June last year, October this year, January of last year and this past weekend."), @"June last year → 2024-06 | October this year → 2025-10 | January of last year → 2024-01 | this past weekend → 2025-W24-WE");
}

#[test]
fn near_days_count_from_the_day_of_writing() {
    assert_snapshot!(read("today, yesterday morning, tomorrow, tonight, last night and the day after tomorrow."), @"today → 2025-06-18 | yesterday morning → 2025-06-17TMO | tomorrow → 2025-06-19 | tonight → 2025-06-18TNI | last night → 2025-06-17TNI | the day after tomorrow → 2025-06-20");
    assert_snapshot!(read("last week, this month, next year, two years ago, six weeks ago and 10 days ago."), @"last week → 2025-W24 | this month → 2025-06 | next year → 2026 | two years ago → 2023 | six weeks ago → 2025-W19 | 10 days ago → 2025-06-08");
}

#[test]
fn later_and_earlier_count_from_the_time_spoken_of() {
    assert_snapshot!(read("It burned on 3 March 2019. The next day it rained. Two weeks later it reopened."), @"3 March 2019 → 2019-03-03 | The next day → 2019-03-04 | Two weeks later → 2019-W12");
    assert_snapshot!(read("He left in March 2019. That year the mill shut. The following year it burned."), @"March 2019 → 2019-03 | That year → 2019 | The following year → 2020");
    assert_snapshot!(read("A week earlier she had left."), @"A week earlier → 2025-W24");
}

#[test]
fn a_report_is_compared_with_its_own_quarter() {
    assert_snapshot!(read("Profit rose in the third quarter of 2024 from that of a year earlier, and in the quarter."), @"the third quarter of 2024 → 2024-35 | a year earlier → 2023-35 | the quarter → 2024-35");
}

#[test]
fn clock_times_take_their_day_and_zone() {
    assert_snapshot!(read("At 10:30 p.m. EST Tuesday it shut; it opened at 0735 GMT, 3pm, 5 o'clock and noon."), @"10:30 p.m. EST Tuesday → 2025-06-17T22:30 | 0735 GMT → 2025-06-17T07:35 | 3pm → 2025-06-17T15:00 | 5 o'clock → 2025-06-17T05:00 | noon → 2025-06-17T12:00");
    assert_snapshot!(read("He came at 9 a.m. on Friday and at 4 in the morning."), @"9 a.m. on Friday → 2025-06-13T09:00 | 4 in the morning → 2025-06-13T04:00");
    assert_snapshot!(read("It began on Jan. 14, 2025, at 11 p.m. local time and ended at 23:15 UTC."), @"Jan. 14, 2025 → 2025-01-14 | 11 p.m. local time → 2025-01-14T23:00 | 23:15 UTC → 2025-01-14T23:15");
}

#[test]
fn durations_are_read_in_figures_and_words() {
    assert_snapshot!(read("A 20-year deal, two decades, 48 hours, a fortnight, 12 months and half a century."), @"20-year → P20Y | two decades → P20Y | 48 hours → PT48H | a fortnight → P2W | 12 months → P12M | half a century → P50Y");
    assert_snapshot!(read("2 1/2 years, two and a half years, an hour and 20 minutes and a hundred years."), @"2 1/2 years → P2Y6M | two and a half years → P2Y6M | an hour and 20 minutes → PT1H20M | a hundred years → P100Y");
    assert_snapshot!(read("several years, a few days, two or three weeks, one to two years, a couple of weeks."), @"several years → PXY | a few days → PXD | two or three weeks → PXW | one to two years → PXY | a couple of weeks → P2W");
    assert_snapshot!(read("A year-long siege, a decades-long feud, a 12-day war and a two-week trial."), @"year-long → P1Y | decades-long → PXE | 12-day → P12D | two-week → P2W");
}

#[test]
fn durations_keep_their_bounds() {
    assert_snapshot!(read("about 20 years, more than a decade, at least 72 hours, no more than sixty days and up to three months."), @"about 20 years → P20Y | more than a decade → P10Y | at least 72 hours → PT72H | no more than sixty days → P60D | up to three months → P3M");
}

#[test]
fn stretches_up_to_now_are_durations() {
    assert_snapshot!(read("over the past three months, the last few weeks, the first nine months and recent years."), @"the past three months → P3M | the last few weeks → PXW | the first nine months → P9M | recent years → PXY");
}

#[test]
fn ages_fractions_rates_and_names_are_no_durations() {
    assert_snapshot!(read("A 44-year-old man, aged 44, is two years old."), @"");
    assert_snapshot!(read("Three-quarters of it, three quarters of it, and $5 a day."), @"");
    assert_snapshot!(read("She was on 60 Minutes."), @"");
}

#[test]
fn times_that_come_again_are_sets() {
    assert_snapshot!(read("every two years, annually, biennial, each July, every Thursday, Mondays and every other week."), @"every two years → P2Y | annually → P1Y | biennial → P2Y | each July → XXXX-07 | every Thursday → XXXX-WXX-4 | Mondays → XXXX-WXX-1 | every other week → P2W");
    assert_snapshot!(read("twice a month and three times a year."), @"twice a month → P1M | three times a year → P1Y");
}

#[test]
fn holidays_are_found_in_their_year() {
    assert_snapshot!(read("Christmas Day 2024, Easter Monday 2024, Thanksgiving 2023 and Presidents' Day 2025."), @"Christmas Day 2024 → 2024-12-25 | Easter Monday 2024 → 2024-04-01 | Thanksgiving 2023 → 2023-11-23 | Presidents' Day 2025 → 2025-02-17");
}

#[test]
fn references_to_no_date_say_past_present_or_future() {
    assert_snapshot!(read("Now, currently, recently, several years ago and in the future."), @"Now → PRESENT_REF | currently → PRESENT_REF | recently → PAST_REF | several years ago → PAST_REF | the future → FUTURE_REF");
}

/// How the first time of one text stands to that of another.
fn relation(a: &str, b: &str) -> String {
    let date = Day::parse("2025-06-18");
    let first = |text| times(text, date).into_iter().next().unwrap().1;
    format!("{:?}", first(a).compare(&first(b)))
}

#[test]
fn dates_that_overlap_are_compatible() {
    assert_snapshot!(relation("in January 2025", "on 17 January 2025"), @"Compatible");
    assert_snapshot!(relation("in January 2025", "on 3 February 2025"), @"Disjoint");
    assert_snapshot!(relation("in late January 2025", "on 3 January 2025"), @"Disjoint");
    assert_snapshot!(relation("in early 2025", "on 3 March 2025"), @"Compatible");
    assert_snapshot!(relation("last Thursday", "on 12 June 2025"), @"Compatible");
    assert_snapshot!(relation("two years ago", "in October 2023"), @"Compatible");
    assert_snapshot!(relation("two years ago", "in 2019"), @"Disjoint");
    assert_snapshot!(relation("in the winter of 2024", "in December 2023"), @"Compatible");
    assert_snapshot!(relation("on Wednesday, 17 June 2025", "on 18 June 2025"), @"Compatible");
}

#[test]
fn lengths_in_other_units_are_compatible() {
    assert_snapshot!(relation("12 months", "a year"), @"Compatible");
    assert_snapshot!(relation("two decades", "20-year"), @"Compatible");
    assert_snapshot!(relation("48 hours", "two days"), @"Compatible");
    assert_snapshot!(relation("a fortnight", "two weeks"), @"Compatible");
    assert_snapshot!(relation("30 days", "one month"), @"Compatible");
    assert_snapshot!(relation("20-year", "25-year"), @"Disjoint");
    assert_snapshot!(relation("two days", "three days"), @"Disjoint");
    assert_snapshot!(relation("several years", "five years"), @"Compatible");
    assert_snapshot!(relation("more than 20 years", "21 years"), @"Compatible");
    assert_snapshot!(relation("more than 20 years", "90 years"), @"Strained");
    assert_snapshot!(relation("every two years", "annually"), @"Disjoint");
    assert_snapshot!(relation("a year", "2024"), @"Incomparable");
}

#[test]
fn prepositions_bound_a_date_only_against_other_prepositions() {
    assert_snapshot!(relation("by 2030", "in 2028"), @"Compatible");
    assert_snapshot!(relation("by 2030", "by 2035"), @"Strained");
    assert_snapshot!(relation("since 2014", "since 2016"), @"Disjoint");
    assert_snapshot!(relation("since 2014", "in 2016"), @"Compatible");
    assert_snapshot!(relation("before 2014", "in 2016"), @"Disjoint");
}

#[test]
fn a_mention_stays_small() {
    assert!(size_of::<Temporal>() <= 128, "{}", size_of::<Temporal>());
}

#[test]
fn zones_are_compared_where_both_are_named() {
    assert_snapshot!(relation("9 a.m. EDT on 3 May 2025", "1300 GMT on 3 May 2025"), @"Compatible");
    assert_snapshot!(relation("9 a.m. EDT on 3 May 2025", "0900 GMT on 3 May 2025"), @"Disjoint");
    assert_snapshot!(relation("9 a.m. on 3 May 2025", "9 a.m. EDT on 3 May 2025"), @"Compatible");
}

#[test]
fn without_a_day_of_writing_open_times_contradict_nothing() {
    let found = times(
        "It fell on Thursday, in March and last week, not on 3 May 2024.",
        None,
    );
    let seen: Vec<String> = found
        .iter()
        .map(|(text, t)| format!("{text} → {} {}", t.iso, t.interval.is_some()))
        .collect();
    assert_snapshot!(seen.join(" | "), @"Thursday → XXXX-WXX-4 false | March → XXXX-03 false | last week → XXXX-XX-XX false | 3 May 2024 → 2024-05-03 true");
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

proptest! {
    #[test]
    fn every_day_is_read_in_every_order(n in -25_000i32..47_000) {
        let day = Day(n);
        let (y, m, d) = day.ymd();
        let month = MONTHS[m as usize - 1];
        for text in [
            format!("on {d} {month} {y}"),
            format!("on {month} {d}, {y}"),
            format!("on the {d}th of {month} {y}"),
            format!("on {y}-{m:02}-{d:02}"),
        ] {
            let found = times(&text, None);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(&found[0].1.iso, &day.to_string());
        }
    }

    #[test]
    fn a_length_is_read_in_every_unit(n in 2u16..900, unit in 0usize..5) {
        let (name, before, after) =
            [("year", "P", "Y"), ("month", "P", "M"), ("week", "P", "W"), ("day", "P", "D"), ("hour", "PT", "H")][unit];
        let iso = format!("{before}{n}{after}");
        for text in [format!("it took {n} {name}s to end"), format!("a {n}-{name} term")] {
            let found = times(&text, None);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(&found[0].1.iso, &iso);
        }
    }

    #[test]
    fn comparing_does_not_mind_the_order(a in 0usize..8, b in 0usize..8) {
        let texts = ["in 2025", "by 2030", "since 2014", "about 20 years", "a year", "more than 3 days", "every week", "next May"];
        prop_assert_eq!(relation(texts[a], texts[b]), relation(texts[b], texts[a]));
    }

    #[test]
    fn no_words_in_any_order_make_it_panic(words in prop::collection::vec(0usize..48, 0..14)) {
        let list = [
            "the", "a", "last", "next", "of", "to", "-", ",", "2024", "31", "9999", "1", "/", ":", "'", "s", "year", "years",
            "ago", "earlier", "May", "Friday", "third", "quarter", "half", "and", "or", "early", "mid", "end", "morning",
            "p.m.", "EST", "every", "two", "hundred", "thousand", "nineteen", "ninety", "fiscal", "this", "that", "before",
            "about", "more", "than", "weekend", "Christmas",
        ];
        let spaced: Vec<&str> = words.iter().map(|w| list[*w]).collect();
        for text in [spaced.join(" "), spaced.concat()] {
            for date in [None, Day::parse("0001-01-01"), Day::parse("2025-06-18"), Day::parse("9999-12-31")] {
                for (_, time) in times(&text, date) {
                    prop_assert!(!time.iso.is_empty());
                    prop_assert!(time.interval.is_none_or(|i| i.low <= i.high));
                }
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in ".{0,80}") {
        times(&text, Day::parse("2025-06-18"));
    }
}

#[test]
fn what_a_reported_period_is_compared_with_is_that_of_the_year_before() {
    assert_snapshot!(read("Net rose in the first quarter. It had fallen in the year-earlier quarter."), @"the first quarter → 2025-33 | the year-earlier quarter → 2024-33");
    assert_snapshot!(read("Net rose in the first quarter, from a year-earlier loss."), @"the first quarter → 2025-33 | year-earlier → 2024-33");
    assert_snapshot!(read("Net rose in the first quarter; in the 2023 period it fell."), @"the first quarter → 2025-33 | the 2023 period → 2023-33");
    assert_snapshot!(read("Sales fell in the year-ago second quarter."), @"the year-ago second quarter → 2024-34");
    assert_snapshot!(read("Sales rose in the first quarter. For the nine months they fell from a year earlier."), @"the first quarter → 2025-33 | the nine months → P9M | a year earlier → 2024");
}

#[test]
fn a_year_that_ends_on_a_day_is_a_length() {
    assert_snapshot!(read("It lost more in the year to April."), @"the year → P1Y | April → 2025-04");
    assert_snapshot!(read("Its profit for the year ended March 31 fell."), @"the year → P1Y | March 31 → 2025-03-31");
}

#[test]
fn halves_are_named_by_their_quarters_too() {
    assert_snapshot!(read("It grows through the first two quarters of 2026."), @"the first two quarters of 2026 → 2026-40");
    assert_snapshot!(read("It shrank in the last half of 2024."), @"the last half of 2024 → 2024-41");
}

#[test]
fn what_takes_effect_lies_ahead() {
    assert_snapshot!(read("The board raised the fare, effective August 1."), @"August 1 → 2025-08-01");
    assert_snapshot!(read("The ferry is to sail again Friday."), @"Friday → 2025-06-20");
}

#[test]
fn what_is_scheduled_lies_ahead() {
    assert_snapshot!(read("The trial opens Monday. She will succeed him on Feb. 1 and fly in April."), @"Monday → 2025-06-23 | Feb. 1 → 2026-02-01 | April → 2026-04");
    assert_snapshot!(read("Polls open at 7 a.m. on Thursday; the shop stayed open on Friday."), @"7 a.m. on Thursday → 2025-06-19T07:00 | Friday → 2025-06-13");
    assert_snapshot!(read("It hopes to sell its barns under a May deal. Sales rose this year through April."), @"May → 2025-05 | this year → 2025 | April → 2025-04");
}

#[test]
fn a_quarter_is_reported_on_until_the_next_one_that_is_over() {
    assert_snapshot!(read("First-quarter profit rose. After a weak fourth quarter of 2024, it was up from a year ago. Sales were up from a year ago, and the second quarter may be better. They beat those of the 2024 period."), @"First-quarter → 2025-33 | fourth quarter of 2024 → 2024-36 | a year ago → 2023-36 | a year ago → 2024-33 | the second quarter → 2025-34 | the 2024 period → 2024-33");
    assert_snapshot!(read("Its first-quarter loss compared with a profit of $3 million last year. Last year it lost $2 million."), @"first-quarter → 2025-33 | last year → 2024-33 | Last year → 2024");
    assert_snapshot!(read("In the quarter ended April 30 it earned $2 million; in the 2023 quarter it earned less."), @"the quarter → 2025-33 | April 30 → 2025-04-30 | the 2023 quarter → 2023-33");
}

#[test]
fn days_that_share_a_month_are_dates() {
    assert_snapshot!(read("They meet on May 24 and 25, and on 3 and 4 July; 24 and 25 people came."), @"May 24 → 2025-05-24 | 25 → 2025-05-25 | 3 → 2025-07-03 | 4 July → 2025-07-04");
    assert_snapshot!(read("It was shut on 3 and 4 March 2024 and on June 3 or 4, 2023."), @"3 → 2024-03-03 | 4 March 2024 → 2024-03-04 | June 3 → 2023-06-03 | 4, 2023 → 2023-06-04");
}

#[test]
fn times_come_again_on_parts_of_a_weekday() {
    assert_snapshot!(read("It plays Friday nights and on Sunday afternoons, and played Friday night."), @"Friday nights → XXXX-WXX-5TNI | Sunday afternoons → XXXX-WXX-7TAF | Friday night → 2025-06-13TNI");
}

#[test]
fn times_that_are_no_dates_have_references() {
    assert_snapshot!(read("These days, and in the near future, it does what it did in the past that we know."), @"These days → PRESENT_REF | the near future → FUTURE_REF | the past → PAST_REF");
}

#[test]
fn years_stand_behind_post_and_pre() {
    assert_snapshot!(read("The post-1989 order and pre-2008 rules; it rose from 900 in 1980 to more than 300,000."), @"1989 → 1989 | 2008 → 2008 | 1980 → 1980");
}

#[test]
fn times_of_day_are_spoken() {
    assert_snapshot!(read("It shut at half past six, opened at a quarter to nine in the evening and left at ten past three."), @"half past six → 2025-06-18T06:30 | a quarter to nine in the evening → 2025-06-18T20:45 | ten past three → 2025-06-18T03:10");
    assert_snapshot!(read("It starts at 10 a.m. Eastern on Friday, noon Pacific time; Eastern Europe sleeps."), @"10 a.m. Eastern on Friday → 2025-06-20T10:00 | noon → 2025-06-20T12:00");
    assert_snapshot!(read("She won in 2:04:35, and the quake came at 2:04:35 a.m."), @"2:04:35 a.m. → 2025-06-18T02:04");
}

#[test]
fn long_units_end_lengths_of_words() {
    assert_snapshot!(read("a three-and-a-half-year term"), @"three-and-a-half-year → P3Y6M");
}

#[test]
fn weekdays_that_are_counted_are_no_dates() {
    assert_snapshot!(read("School starts on the first Monday in September."), @"September → 2025-09");
    assert_snapshot!(read("It meets every other Friday, in fiscal year 2023-24."), @"every other Friday → P2W | fiscal year 2023-24 → 2024");
}
