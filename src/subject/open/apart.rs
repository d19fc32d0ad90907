//! What keeps two claims apart, in words.

use std::fmt;

/// Why two claims of one measure that differ are no clash.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Apart {
    /// One of them could not be read: no open claim, or a sentence without end.
    Unread,
    /// The values do not exclude each other.
    BothRight,
    /// Dates, times and places in an order, which differ wherever two events do.
    Kind,
    /// What is counted is not the same.
    Counted,
    /// Names stand beside both values, and none is shared.
    Names,
    /// A word such as "second" or "annual" stands beside only one of them.
    Qualifiers,
    /// One is planned or possible, the other told as fact.
    Modality,
    /// An article gives both values.
    Answered,
    /// The sentence of one gives the other's value, too.
    Beside,
    /// The values are too far from each other.
    Ratio,
    /// The sentences speak of days too far from each other.
    Days,
    /// One of them is denied.
    Negated,
    /// What they count is described by other words.
    Descriptions,
    /// Figures of their word move from hour to hour.
    Moving,
    /// Figures of a poll: each poll has its own.
    Polled,
    /// The articles are less alike than those of a clash must be.
    Story,
    /// No word that both values belong to.
    Words,
    /// What they share weighs only so much.
    Light(f32),
}

impl fmt::Display for Apart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Apart::Unread => "one of them stands in a sentence that could not be read",
            Apart::BothRight => "both values can be right",
            Apart::Kind => "values of this kind differ wherever two things do",
            Apart::Counted => "they count two things",
            Apart::Names => "other names stand beside the values",
            Apart::Qualifiers => "a word beside one of them sets it apart",
            Apart::Modality => "one is planned or possible, the other told as fact",
            Apart::Answered => "the other article has the value, too",
            Apart::Beside => "one sentence has both values",
            Apart::Ratio => "the values are too far from each other",
            Apart::Days => "the sentences speak of other days",
            Apart::Negated => "one of them is denied",
            Apart::Descriptions => "what they count is described by other words",
            Apart::Moving => "such figures move from hour to hour",
            Apart::Polled => "each poll has figures of its own",
            Apart::Story => "the articles are not alike enough to tell of one thing in all details",
            Apart::Words => "they belong to no word in common",
            Apart::Light(weight) => return write!(f, "they share too little ({weight:.2})"),
        })
    }
}
