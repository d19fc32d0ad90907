//! The few words that the grammars of values name themselves ("and", "per", "between").

use crate::language::vocabulary::{Classes, Vocabulary, WordId};

macro_rules! keywords {
    ($($field:ident = $word:literal),* $(,)?) => {
        /// Words by their role in a grammar.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(missing_docs, reason = "each field is the word of its name")]
        pub struct Keywords { $(pub $field: WordId),* }

        impl Keywords {
            /// Looks the words up, adding those that are missing.
            pub(super) fn new(vocabulary: &mut Vocabulary) -> Self {
                let words = Self { $($field: vocabulary.intern($word)),* };
                // Words that open a value though no list says so.
                for opener in [words.a, words.an, words.from, words.between, words.minus, words.negative,
                    words.aged, words.age, words.ages, words.several, words.few] {
                    vocabulary.mark(opener, Classes::BOUND);
                }
                words
            }
        }
    };
}

keywords! {
    a = "a", an = "an", the = "the", and = "and", or = "or", to = "to", of = "of", per = "per", each = "each",
    every = "every", from = "from", between = "between", minus = "minus", negative = "negative", plus = "plus",
    sub = "sub", in_ = "in", out = "out", for_ = "for", by = "by", at = "at", point = "point", half = "half", one = "one",
    old = "old", aged = "aged", age = "age", ages = "ages", died = "died", dies = "dies", year = "year",
    month = "month", week = "week", day = "day", its = "its", us = "us", vote = "vote", votes = "votes", no = "no",
    this = "this", that = "that", which = "which", any = "any", another = "another", years = "years", on = "on",
    since = "since", until = "until", late = "late", early = "early", during = "during", s = "'s",
    time = "time", times = "times", way = "way", fold = "fold", after = "after", before = "before",
    several = "several", few = "few", people = "people", as_ = "as", against = "against", million = "million", other = "other",
}
