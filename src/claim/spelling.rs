//! Names that one article writes another way than the rest.
//!
//! | one article | the others | read as |
//! |---|---|---|
//! | Mayor Ana Trovald | Ana Torvald, Ms. Torvald | a slip |
//! | the port of Merowby | the port of Merrowby | nothing: a doubled letter is a matter of style |
//! | Hansen | Hanson | nothing: perhaps two people |
//!
//! Forms that differ by a letter or two meet in the forms that both become when letters are
//! dropped (the symmetric deletion of SymSpell), so that no form is compared with all others.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::{Article, Claim, Name, Part};
use crate::language::token::Token;
use crate::language::vocabulary::{Classes, fold};
use crate::lexicon::Lexicon;
use crate::repeats::Repeats;
use crate::rules::{Knowledge, Reads};
use crate::span::Span;
use crate::value::Value;

/// Shorter words differ by a letter from too many others.
const SHORTEST: usize = 4;
/// In shorter names another vowel is a matter of romanisation.
const SHORTEST_VOWEL: usize = 6;
/// Where nothing beside a name tells that it is the same, it must have this many letters.
const SHORTEST_ALONE: usize = 7;
/// From this length on two letters may differ.
const LONG: usize = 8;
/// Longer words are no names, and would have too many shortened forms.
const LONGEST: usize = 24;
/// The common form stands at least this often in other articles.
const LEAST_COMMON: usize = 2;
/// Where nothing beside a name tells that it is the same, the common form stands this often.
const LEAST_COMMON_ALONE: usize = 4;
/// More forms than this that share a shortened form are lists of syllables, not slips.
const CROWD: usize = 40;
/// So many articles with the common form are enough to show it.
const WITNESSES: usize = 3;
/// How far from a name the words stand that tell what it names.
const NEAR: usize = 3;

/// The claims of all articles about how names are written, in order of document and place.
/// `sources` gives for each document the number of its source.
pub fn read(articles: &[Article], sources: &[usize], knowledge: &Knowledge) -> Vec<Claim> {
    let rules = &knowledge.rules.rules;
    let Some(rule) = rules.iter().position(|r| r.reads == Some(Reads::Spellings)) else {
        return Vec::new();
    };
    let lexicon = &knowledge.lexicon;
    let forms = Forms::of(articles, sources);
    let mut slips: Vec<Slip> = forms
        .close_pairs()
        .into_iter()
        .filter_map(|(a, b)| forms.slip(a, b, articles, lexicon))
        .collect();
    drop_ordinary_words(&mut slips, articles, &forms);
    // A slip close to two names is shown beside the one that it shares most with.
    slips.sort_by_key(|s| (s.rare, std::cmp::Reverse((s.likeness, s.support)), s.common));
    slips.dedup_by_key(|s| s.rare);
    let mut claims: Vec<Claim> = slips
        .iter()
        .flat_map(|slip| forms.claims(slip, rule, articles))
        .collect();
    claims.extend(super::variant::read(articles, sources, rule, lexicon));
    claims.sort_by_key(|c| (c.document, c.span));
    claims
}

/// One place where a form stands; there are as many as names in the folder, so they are small.
#[derive(Clone, Copy, Debug)]
struct Place {
    document: u32,
    source: u32,
    sentence: u32,
    token: u32,
}

impl Place {
    fn document(&self) -> usize {
        self.document as usize
    }

    fn sentence(&self) -> usize {
        self.sentence as usize
    }

    fn token(&self) -> usize {
        self.token as usize
    }
}

/// All capitalised words of the articles, by how they are written.
struct Forms<'a> {
    forms: Vec<Form<'a>>,
}

struct Form<'a> {
    text: &'a str,
    lower: String,
    letters: usize,
    places: Vec<Place>,
}

/// How sure it is that two forms name the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Nothing but the letters.
    Letters,
    /// A telling word stands near both.
    Near,
    /// The name goes on alike, or the same title or noun stands right beside both.
    Beside,
}

/// A form of one article, and the form of the others that was meant.
struct Slip {
    rare: usize,
    common: usize,
    likeness: Likeness,
    support: usize,
    /// Where the common form is shown, one place a source.
    shown: Vec<Place>,
}

impl<'a> Forms<'a> {
    fn of(articles: &'a [Article], sources: &[usize]) -> Self {
        let mut by_text: FxHashMap<&str, Vec<Place>> = FxHashMap::default();
        for (document, article) in articles.iter().enumerate() {
            let source = sources.get(document).copied().unwrap_or(document);
            let text = article.document.readable();
            for word in &article.name_words {
                let place = Place {
                    document: document as u32,
                    source: source as u32,
                    sentence: word.sentence,
                    token: word.token,
                };
                by_text.entry(word.span.of(text)).or_default().push(place);
            }
        }
        let mut forms: Vec<Form<'_>> = by_text
            .into_iter()
            .map(|(text, places)| Form {
                text,
                lower: text.to_lowercase(),
                letters: text.chars().count(),
                places,
            })
            .collect();
        forms.sort_by(|a, b| a.text.cmp(b.text));
        Self { forms }
    }

    /// Pairs of forms a letter or two apart, in order.
    fn close_pairs(&self) -> Vec<(usize, usize)> {
        let mut repeats = Repeats::of(self.forms.len());
        for form in &self.forms {
            deletions(&form.lower, form.letters, |hash| repeats.add(hash.into()));
        }
        // Hash above number: plain numbers are sorted several times faster than pairs.
        let mut shortened: Vec<u64> = Vec::new();
        for (number, form) in self.forms.iter().enumerate() {
            let add = |hash: u32| {
                if repeats.may_have(hash.into()) {
                    shortened.push(u64::from(hash) << 32 | number as u64);
                }
            };
            deletions(&form.lower, form.letters, add);
        }
        shortened.sort_unstable();
        shortened.dedup();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for crowd in shortened.chunk_by(|a, b| a >> 32 == b >> 32) {
            if !(2..=CROWD).contains(&crowd.len()) {
                continue;
            }
            let number = |of: &u64| (of & u64::from(u32::MAX)) as usize;
            for (n, a) in crowd.iter().enumerate() {
                pairs.extend(crowd.iter().skip(n + 1).map(|b| (number(a), number(b))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs.retain(|(a, b)| match (self.forms.get(*a), self.forms.get(*b)) {
            (Some(a), Some(b)) => a.lower != b.lower && distance(a, b) <= reach(a, b),
            _ => false,
        });
        pairs
    }

    /// Whether one of two close forms is a slip for the other.
    fn slip(&self, a: usize, b: usize, articles: &[Article], lexicon: &Lexicon) -> Option<Slip> {
        let (fa, fb) = (self.forms.get(a)?, self.forms.get(b)?);
        let (rare, common) = if fa.places.len() < fb.places.len() {
            (a, b)
        } else {
            (b, a)
        };
        let (slipped, meant) = (self.forms.get(rare)?, self.forms.get(common)?);
        let source = slipped.places.first()?.source;
        if slipped.places.iter().any(|p| p.source != source) {
            return None;
        }
        let elsewhere = meant.places.iter().filter(|p| p.source != source).count();
        if elsewhere < LEAST_COMMON || elsewhere <= slipped.places.len() {
            return None;
        }
        if is_name(&slipped.lower, lexicon)
            || slipped.letters < SHORTEST_VOWEL && vowel_changed(&slipped.lower, &meant.lower)
            || same_word(&slipped.lower, &meant.lower, lexicon)
            || lexicon.spellings.accept_both(&slipped.lower, &meant.lower)
        {
            return None;
        }
        let known = lexicon.vocabulary.get(&slipped.lower).is_known();
        // "Betsy Fischer" is no "Abigail Fisher": the rest of a longer name must agree.
        let open = !known && !slipped.places.iter().any(|p| is_part_of_name(articles, p));
        let others = || meant.places.iter().filter(|p| p.source != source);
        let beside = Surroundings::of(&slipped.places, articles, lexicon);
        if !open && !others().any(|p| beside.is_beside(p, articles, lexicon)) {
            return None;
        }
        let mut scored: Vec<(std::cmp::Reverse<Likeness>, Place)> = Vec::new();
        let mut witnesses: SmallVec<[u32; WITNESSES]> = SmallVec::new();
        for place in others() {
            let likeness = beside.likeness(place, articles, lexicon);
            scored.push((std::cmp::Reverse(likeness), *place));
            if likeness == Likeness::Beside && !witnesses.contains(&place.source) {
                witnesses.push(place.source);
            }
            // Places come in order: no later one is shown before these.
            if witnesses.len() == WITNESSES {
                break;
            }
        }
        scored.sort_by_key(|(likeness, p)| (*likeness, p.document, p.token));
        let likeness = scored.first()?.0.0;
        let enough = match likeness {
            Likeness::Beside => true,
            Likeness::Near => open && slipped.letters > SHORTEST,
            Likeness::Letters => {
                open && slipped.letters >= SHORTEST_ALONE
                    && elsewhere >= LEAST_COMMON_ALONE
                    && distance(slipped, meant) == 1
                    && inner_slip(&slipped.lower, &meant.lower)
            }
        };
        if !enough {
            return None;
        }
        let mut seen = Vec::new();
        let shown = scored
            .iter()
            .map(|(_, p)| *p)
            .filter(|p| {
                let new = !seen.contains(&p.source);
                seen.push(p.source);
                new
            })
            .take(WITNESSES)
            .collect();
        Some(Slip {
            rare,
            common,
            likeness,
            support: elsewhere,
            shown,
        })
    }

    fn claims(&self, slip: &Slip, rule: usize, articles: &[Article]) -> Vec<Claim> {
        let (Some(rare), Some(common)) = (self.forms.get(slip.rare), self.forms.get(slip.common))
        else {
            return Vec::new();
        };
        let name = Name {
            key: format!("spelling:{}:{}", common.lower, rare.lower),
            given: None,
            name: slip
                .shown
                .first()
                .and_then(|p| whole_name(articles, p))
                .unwrap_or_else(|| common.text.to_owned()),
        };
        let claim = |form: &Form<'_>, place: &Place| -> Option<Claim> {
            let token = articles
                .get(place.document())?
                .read
                .tokens
                .get(place.token())?;
            let written = Value::Spelling(form.text.to_owned());
            let (document, sentence) = (place.document(), place.sentence());
            Some(Claim {
                subject: vec![Part::named(name.clone(), token.span())],
                ..Claim::plain(document, rule, written, token.span(), sentence)
            })
        };
        let slips = rare.places.first().and_then(|p| claim(rare, p));
        let meant = slip.shown.iter().filter_map(|p| claim(common, p));
        slips.into_iter().chain(meant).collect()
    }
}

/// What stands around a form: words right beside it, and words near it, each with its side.
struct Surroundings {
    beside: FxHashSet<(bool, u64)>,
    near: FxHashSet<(bool, u64)>,
}

impl Surroundings {
    fn of(places: &[Place], articles: &[Article], lexicon: &Lexicon) -> Self {
        let mut all = Self {
            beside: FxHashSet::default(),
            near: FxHashSet::default(),
        };
        for place in places {
            for (distance, side, word) in around(place, NEAR, articles, lexicon) {
                if distance == 1 {
                    all.beside.insert((side, word));
                }
                all.near.insert((side, word));
            }
        }
        all
    }

    /// Whether the same word stands right beside a place.
    fn is_beside(&self, place: &Place, articles: &[Article], lexicon: &Lexicon) -> bool {
        let right_beside = || around(place, 1, articles, lexicon).into_iter();
        let mut words = (!self.beside.is_empty())
            .then(right_beside)
            .into_iter()
            .flatten();
        words.any(|(_, side, word)| self.beside.contains(&(side, word)))
    }

    fn likeness(&self, place: &Place, articles: &[Article], lexicon: &Lexicon) -> Likeness {
        let mut best = Likeness::Letters;
        for (distance, side, word) in around(place, NEAR, articles, lexicon) {
            let key = (side, word);
            if distance == 1 && self.beside.contains(&key) {
                return Likeness::Beside;
            }
            if self.near.contains(&key) {
                best = Likeness::Near;
            }
        }
        best
    }
}

/// How far a word stands from a place, whether after it, and a key of the word.
type Around = SmallVec<[(usize, bool, u64); 2 * NEAR]>;

/// The telling words around a place, up to so many words away.
fn around(place: &Place, reach: usize, articles: &[Article], lexicon: &Lexicon) -> Around {
    let mut found = Around::new();
    let Some(article) = articles.get(place.document()) else {
        return found;
    };
    let Some(sentence) = article.read.sentences.get(place.sentence()) else {
        return found;
    };
    let text = article.document.readable();
    for after in [false, true] {
        for distance in 1..=reach {
            let at = if after {
                Some(place.token() + distance).filter(|at| *at < sentence.end as usize)
            } else {
                place
                    .token()
                    .checked_sub(distance)
                    .filter(|at| *at >= sentence.first as usize)
            };
            let Some(token) = at.and_then(|at| article.read.tokens.get(at)) else {
                break;
            };
            if !token.is_word() {
                // A name goes on over a hyphen and an initial, not over a comma.
                if token.is_mark(b'-') { continue } else { break }
            }
            let classes = lexicon.vocabulary.classes(token.word);
            let function = classes.any(Classes::FUNCTION) || classes.any(Classes::SAYING);
            let word = token.span().of(text);
            if !function && word.chars().count() > 2 {
                let key = match token.word.is_known() {
                    true => u64::from(token.word.0),
                    false => FxBuildHasher.hash_one(fold(word)),
                };
                found.push((distance, after, key));
            }
        }
    }
    found
}

/// Whether one vowel stands for another and nothing else differs.
fn vowel_changed(a: &str, b: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    a.len() == b.len()
        && a.chars()
            .zip(b.chars())
            .filter(|(x, y)| x != y)
            .all(|(x, y)| vowel(x) && vowel(y))
}

/// Whether the name at a place has other words.
fn is_part_of_name(articles: &[Article], place: &Place) -> bool {
    articles
        .get(place.document())
        .and_then(|a| a.names.at(place.token()))
        .is_some_and(|m| m.end > m.first + 1)
}

/// The name that a place is part of, where it has several words.
fn whole_name(articles: &[Article], place: &Place) -> Option<String> {
    let article = articles.get(place.document())?;
    let mention = article
        .names
        .at(place.token())
        .filter(|m| m.end > m.first + 1)?;
    let words = mention.span.of(article.document.readable());
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A word that may be a part of a name and could be slipped in.
#[derive(Clone, Copy, Debug)]
pub struct NameWord {
    sentence: u32,
    token: u32,
    span: Span,
}

/// The words of an article that may be parts of names and could be slipped in. A sentence most of
/// whose longer words have capitals is a headline in disguise, and has none.
pub(super) fn name_words(article: &Article) -> Vec<NameWord> {
    let mut words = Vec::new();
    let sentences = (0..).zip(&article.read.sentences);
    for (number, sentence) in sentences.filter(|(_, s)| !s.heading) {
        let from = words.len();
        let range = sentence.first as usize..sentence.end as usize;
        let tokens = article.read.tokens.get(range).unwrap_or_default();
        let (mut capitals, mut all) = (0usize, 0usize);
        for (at, token) in (sentence.first..).zip(tokens).filter(|(_, t)| t.is_word()) {
            let counts = usize::from(token.end - token.start > 3);
            all += counts;
            if !token.is_capitalised() {
                continue;
            }
            capitals += counts;
            let opens = at == sentence.first;
            if is_name_word(article, token) && (!opens || article.names.at(at as usize).is_some()) {
                words.push(NameWord {
                    sentence: number,
                    token: at,
                    span: token.span(),
                });
            }
        }
        if all > 3 && capitals * 3 > all * 2 {
            words.truncate(from);
        }
    }
    words
}

/// Whether a capitalised word may be part of a name and could be slipped in.
fn is_name_word(article: &Article, token: &Token) -> bool {
    if token.is_upper() || token.is_function() {
        return false;
    }
    let text = token.span().of(article.document.readable());
    let (letters, plain) = match text.is_ascii() {
        true => {
            let inside = text.as_bytes().get(1..).unwrap_or_default();
            (text.len(), inside.iter().all(u8::is_ascii_lowercase))
        }
        false => {
            let may_be = |c: char| c.is_alphabetic() && !c.is_uppercase();
            (text.chars().count(), text.chars().skip(1).all(may_be))
        }
    };
    plain && (SHORTEST..=LONGEST).contains(&letters)
}

/// Whether the word is a known name: of a person, place, body or office.
fn is_name(word: &str, lexicon: &Lexicon) -> bool {
    let classes = lexicon.vocabulary.classes(lexicon.vocabulary.get(word));
    classes.any(
        Classes::NAME
            .with(Classes::GIVEN_NAME)
            .with(Classes::TITLE)
            .with(Classes::TIME),
    )
}

/// Whether the two are forms of one word: "Party" and "Parties".
fn same_word(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let forms = lexicon.forms();
    forms.singular(a) == forms.singular(b)
        || crate::language::stem::stem(a) == crate::language::stem::stem(b)
}

/// Whether two forms one letter apart differ by a letter lost, added or moved inside the word: a
/// changed letter makes another name too easily.
fn inner_slip(a: &str, b: &str) -> bool {
    let last = |s: &str| s.chars().next_back();
    let moved = a.chars().count() == b.chars().count() && {
        let (mut x, mut y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        x.sort_unstable();
        y.sort_unstable();
        x == y
    };
    last(a) == last(b) && (moved || a.chars().count() != b.chars().count())
}

fn distance(a: &Form<'_>, b: &Form<'_>) -> usize {
    strsim::osa_distance(&a.lower, &b.lower)
}

/// How many letters may differ. Forms with letters beyond ASCII on one side alone differ by an
/// accent, and first letters are seldom slipped.
fn reach(a: &Form<'_>, b: &Form<'_>) -> usize {
    let apart =
        a.text.is_ascii() != b.text.is_ascii() || a.lower.chars().next() != b.lower.chars().next();
    match a.letters.min(b.letters) {
        _ if apart => 0,
        n if n >= LONG => 2,
        _ => 1,
    }
}

/// Gives `add` a hash of the word and of what is left when one letter is dropped, or two from
/// long words; the first letter stays.
///
/// The hash is a polynomial of the letters, so that what stands before, between and after dropped
/// letters is hashed once.
fn deletions(word: &str, letters: usize, mut add: impl FnMut(u32)) {
    let chars: Vec<u64> = word.chars().map(u64::from).collect();
    // What the first letters come to, for each number of them; and the powers of the base.
    let mut heads = vec![0u64];
    let mut powers = vec![1u64];
    for (n, letter) in chars.iter().enumerate() {
        let (head, power) = (heads.get(n).copied(), powers.get(n).copied());
        heads.push(joined(head.unwrap_or(0), BASE, *letter));
        powers.push(power.unwrap_or(0).wrapping_mul(BASE));
    }
    let head = |end: usize| heads.get(end).copied().unwrap_or(0);
    let power = |of: usize| powers.get(of).copied().unwrap_or(0);
    let between = |first: usize, end: usize| {
        let before = head(first).wrapping_mul(power(end - first));
        head(end).wrapping_sub(before)
    };
    // The low bits of a product hardly depend on the high ones of its factors.
    let mut add = |hash: u64| add((hash.wrapping_mul(SPREAD) >> 32) as u32);
    let end = chars.len();
    add(head(end));
    for first in 1..end {
        add(joined(
            head(first),
            power(end - first - 1),
            between(first + 1, end),
        ));
        if letters + 1 >= LONG {
            for second in first + 1..end {
                let front = joined(
                    head(first),
                    power(second - first - 1),
                    between(first + 1, second),
                );
                add(joined(
                    front,
                    power(end - second - 1),
                    between(second + 1, end),
                ));
            }
        }
    }
}

/// The base of the polynomial: the 64-bit prime of FNV-1a.
const BASE: u64 = 0x0000_0100_0000_01B3;
/// 2^64 over the golden ratio (Knuth's multiplicative hashing).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The polynomial of a text's letters from those of its front and its back; `power` is that of the
/// back's length.
fn joined(front: u64, power: u64, back: u64) -> u64 {
    front.wrapping_mul(power).wrapping_add(back)
}

/// A form that some article writes in small letters is an ordinary word.
fn drop_ordinary_words(slips: &mut Vec<Slip>, articles: &[Article], forms: &Forms<'_>) {
    let wanted: FxHashSet<&str> = slips
        .iter()
        .filter_map(|s| forms.forms.get(s.rare).map(|f| f.lower.as_str()))
        .collect();
    // The lengths of those that begin with a byte: most words are neither.
    let mut lengths = [0u64; 256];
    for word in &wanted {
        let lead = word.bytes().next().unwrap_or_default();
        if let Some(lengths) = lengths.get_mut(usize::from(lead)) {
            *lengths |= 1 << (word.len() & 63);
        }
    }
    let may_be = |token: &Token| {
        let lengths = lengths.get(usize::from(token.lead)).copied();
        lengths.unwrap_or(0) >> ((token.end - token.start) & 63) & 1 == 1
    };
    let mut ordinary: FxHashSet<&str> = FxHashSet::default();
    for article in articles {
        let text = article.document.readable();
        for token in &article.read.tokens {
            if may_be(token)
                && token.is_word()
                && !token.is_capitalised()
                && let Some(word) = wanted.get(token.span().of(text))
            {
                ordinary.insert(word);
            }
        }
    }
    slips.retain(|s| {
        forms
            .forms
            .get(s.rare)
            .is_some_and(|f| !ordinary.contains(f.lower.as_str()))
    });
}
