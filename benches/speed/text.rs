//! Articles made up from patterns: about as dense in figures, dates, names and quotations as news.

/// So many sentences of ten hold a value.
const PLAIN_OF_TEN: u64 = 6;

const NAMES: &[&str] = &[
    "Marlow",
    "Tessa Lindqvist",
    "Ibrahim Oduya",
    "Minister Ana Ruiz",
    "Chile",
    "Norway",
    "Kenya",
    "the Port of Varna",
    "the Harbour Union",
    "Governor Pell",
    "the ferry company",
    "Lagos",
];
const VERBS: &[&str] = &[
    "repaired",
    "opened",
    "sold",
    "inspected",
    "visited",
    "praised",
    "closed",
    "painted",
];
const THINGS: &[&str] = &[
    "the lighthouse",
    "a row of wooden boats",
    "the old cannery",
    "two bridges",
    "the fish market",
    "a narrow railway",
    "its summer timetable",
    "the museum of clocks",
    "several orchards",
];
const PLACES: &[&str] = &[
    "near the river",
    "in the northern valley",
    "by the harbour",
    "outside the town",
];
const TAILS: &[&str] = &[
    "though few had expected it",
    "and the neighbours came to watch",
    "because the roof had leaked for years",
    "which pleased almost everybody who lives there",
    "as the rain set in again",
];
const FIGURES: &[&str] = &[
    "about 340 otters",
    "more than $12.5 million",
    "nearly two-thirds of the harvest",
    "a 20-member choir",
    "between 12 and 15 barges",
    "1,250 tonnes of salt",
    "0.8 percent",
    "three of its bakeries",
];
const TIMES: &[&str] = &[
    "on Monday",
    "on 17 January 2025",
    "two years ago",
    "last spring",
    "for at least 72 hours",
    "in the third quarter",
    "at 9 a.m. on Friday",
    "every two weeks",
    "since March 2019",
];
const QUOTES: &[&str] = &[
    "We will not sell the island to anybody",
    "The clocks have never been so quiet as this year",
    "Nobody asked the beekeepers what they wanted",
    "It was a good season for herring and for us",
];

/// Articles of about `each` bytes, `bytes` in all; the same for the same seed.
pub(super) fn articles(seed: u64, bytes: usize, each: usize) -> Vec<String> {
    let mut random = Random(seed);
    (0..bytes.div_ceil(each))
        .map(|_| article(&mut random, each))
        .collect()
}

fn article(random: &mut Random, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 256);
    let mut sentences = 0u64;
    while text.len() < bytes {
        let sentence = sentence(random);
        text.push_str(&sentence);
        sentences += 1;
        text.push_str(if sentences.is_multiple_of(4) {
            "\n\n"
        } else {
            " "
        });
    }
    text
}

fn sentence(random: &mut Random) -> String {
    let (name, other) = (random.of(NAMES), random.of(NAMES));
    let (verb, thing, place) = (random.of(VERBS), random.of(THINGS), random.of(PLACES));
    let (figure, time, tail) = (random.of(FIGURES), random.of(TIMES), random.of(TAILS));
    let quote = random.of(QUOTES);
    let plain = random.below(10) < PLAIN_OF_TEN;
    let written = match (plain, random.below(4)) {
        (true, 0) => format!("{name} {verb} {thing} {place}, {tail}."),
        (true, 1) => format!("{name} and {other} {verb} {thing}, {tail}."),
        (true, 2) => format!("It was {name} who {verb} {thing} {place}."),
        (true, _) => format!("What {name} said of {thing} surprised {other}, {tail}."),
        (false, 0) => format!("{name} {verb} {figure} {place} {time}."),
        (false, 1) => format!("“{quote},” {name} said {time}."),
        (false, 2) => format!("{time}, {name} agreed with {other} to buy {figure}, {tail}."),
        (false, _) => format!("{figure} stood {place} when {name} {verb} {thing} {time}."),
    };
    let mut letters = written.chars();
    letters
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}
