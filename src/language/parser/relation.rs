//! The grammatical relations between a word and its head.

/// Number of relations in [`Relation`].
pub const RELATIONS: usize = 32;

/// What a word is to its head: the relations of Universal Dependencies
/// (<https://universaldependencies.org/u/dep/>), merged where claims do not ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Relation {
    /// The head of the sentence.
    Root,
    /// "**Ministers** met"; clauses as subjects, too.
    Subject,
    /// "the **bill** was passed"
    PassiveSubject,
    /// "passed the **bill**"
    Object,
    /// "gave **them** aid"
    IndirectObject,
    /// A noun beside a verb: "met in **Geneva**", "passed by **parliament**", "met **Monday**".
    Oblique,
    /// A noun beside a noun: "talks in **Geneva**".
    NounModifier,
    /// "**Iran** 's envoy", "**their** envoy"
    Possessive,
    /// Preposition or possessive mark: "**in** Geneva", "Iran **'s**".
    Case,
    /// "**the** bill", "**no** bill"
    Determiner,
    /// "a **new** bill"
    Adjective,
    /// "**three** bills"
    Number,
    /// Part of a name, title or compound noun: "**oil** exports", "**Prime** Minister".
    Compound,
    /// Later words of a preposition or conjunction of several words: "because **of**".
    Fixed,
    /// "Li, the **envoy**, said"
    Apposition,
    /// "**has** met", "**will** meet"
    Auxiliary,
    /// "**was** passed"
    PassiveAuxiliary,
    /// "the talks **were** secret"
    Copula,
    /// "did **not** meet"
    Negation,
    /// "met **again**"
    Adverb,
    /// "**that** they met", "**to** meet", "**if** they met"
    Mark,
    /// Clause beside a verb or noun: "**meeting** in Geneva, they …", "a plan to **meet**".
    Clause,
    /// "the envoy who **left**"
    RelativeClause,
    /// "said they **met**"
    ClausalComplement,
    /// Complement without a subject of its own: "want to **meet**", "became **president**".
    OpenComplement,
    /// "met and **agreed**"
    Conjunct,
    /// "met **and** agreed"
    Coordinator,
    /// Clause set beside another: "They met, he **said**".
    Parataxis,
    /// "broke **down**"
    Particle,
    /// "**There** is", "**it** is clear that"
    Expletive,
    /// Punctuation.
    Punctuation,
    /// Interjections, forms of address, list items, slips.
    Other,
}

impl Relation {
    /// Every relation, in the order of their numbers.
    pub const ALL: [Self; RELATIONS] = [
        Self::Root,
        Self::Subject,
        Self::PassiveSubject,
        Self::Object,
        Self::IndirectObject,
        Self::Oblique,
        Self::NounModifier,
        Self::Possessive,
        Self::Case,
        Self::Determiner,
        Self::Adjective,
        Self::Number,
        Self::Compound,
        Self::Fixed,
        Self::Apposition,
        Self::Auxiliary,
        Self::PassiveAuxiliary,
        Self::Copula,
        Self::Negation,
        Self::Adverb,
        Self::Mark,
        Self::Clause,
        Self::RelativeClause,
        Self::ClausalComplement,
        Self::OpenComplement,
        Self::Conjunct,
        Self::Coordinator,
        Self::Parataxis,
        Self::Particle,
        Self::Expletive,
        Self::Punctuation,
        Self::Other,
    ];

    /// The relation of this number; [`Relation::Other`] for a number that no relation has.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::Other)
    }

    /// One bit for each relation.
    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }
}
