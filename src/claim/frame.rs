//! What a value is said of: the verb and the nouns that it belongs to by grammar.
//!
//! | sentence | value | anchors |
//! |---|---|---|
//! | A landslide killed 12 people | 12 people | kill (undergoes) |
//! | Twelve people died | twelve people | die (undergoes) |
//! | the 30-ton crane | 30 tons | crane (bears) |
//! | Turnout fell to 61% | 61% | turnout (bears), fall (beside) |
//! | insured for £2m | £2m | insure (beside) |
//! | Her election came in 1982 | 1982 | elect (bears) |
//!
//! Light verbs ("come", "be", "stand") say nothing by themselves; their subject speaks for them.

use smallvec::SmallVec;

use super::Article;
use crate::language::parser::{Arc, Relation};
use crate::language::root::Root;
use crate::language::sentence::Sentence;
use crate::language::syntax::Parsed;
use crate::language::tagger::Pos;
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::value::Mention;

/// Family of verbs that say nothing by themselves.
const LIGHT: &str = "light";
/// Longer sentences are lists and captions that lost their full stops.
const LONGEST: usize = 120;

/// How a value belongs to its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// It does it: subject of a verb that has an object.
    Acts,
    /// It is done to it: object, passive subject, subject of a verb without object.
    Undergoes,
    /// It stands beside a verb with a preposition, or none: "by 5%", "in 1982".
    Beside,
    /// It is what a noun measures: "a 30-ton crane", "turnout of 61%".
    Bears,
}

/// A word that a value belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Root of the word.
    pub root: Root,
    /// How the value belongs to it.
    pub role: Role,
    /// How much the word tells.
    pub rarity: f32,
    /// Its token.
    pub token: u32,
}

/// What a value is said of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// The words that it belongs to, nearest first.
    pub anchors: SmallVec<[Anchor; 4]>,
    /// Roots of what describes the value's own noun: "serious" of "three serious injuries".
    pub modifiers: SmallVec<[Root; 4]>,
    /// Whether the clause is denied.
    pub negated: bool,
}

/// One sentence, parsed.
#[derive(Debug)]
pub struct Clauses {
    first: usize,
    tags: Vec<Pos>,
    arcs: Vec<Arc>,
}

impl Clauses {
    /// Parses a sentence of the article. `None` where it is too long to be one, or where no
    /// parser was loaded.
    pub fn of(article: &Article, sentence: &Sentence, lexicon: &Lexicon) -> Option<Self> {
        let words = words(article, sentence);
        if words.len() > LONGEST {
            return None;
        }
        let (tagger, parser) = (lexicon.tagger.as_ref()?, lexicon.parser.as_ref()?);
        let mut tags = Vec::with_capacity(words.len());
        tagger.tag(&words, &mut tags);
        let mut arcs = Vec::with_capacity(words.len());
        parser.parse(&words, &tags, &mut arcs);
        Some(Self {
            first: sentence.first as usize,
            tags,
            arcs,
        })
    }

    /// Whether something is said: captions and headings of tables have no verb.
    pub fn has_verb(&self) -> bool {
        self.tags.iter().any(|tag| tag.is_verb())
    }

    /// What a value of the sentence is said of.
    pub fn frame(
        &self,
        article: &Article,
        sentence: &Sentence,
        mention: &Mention,
        lexicon: &Lexicon,
    ) -> Frame {
        let words = words(article, sentence);
        let parsed = Parsed::new(&words, &self.tags, &self.arcs, &lexicon.vocabulary);
        let reader = Reader {
            parsed: &parsed,
            lexicon,
            first: self.first,
        };
        let from = (mention.first as usize).saturating_sub(self.first);
        let to = (mention.end as usize)
            .saturating_sub(self.first)
            .min(words.len());
        reader.frame(from, to)
    }
}

fn words<'a>(article: &'a Article, sentence: &Sentence) -> Vec<&'a str> {
    let tokens = article
        .read
        .tokens
        .get(sentence.first as usize..sentence.end as usize);
    tokens
        .unwrap_or_default()
        .iter()
        .map(|t| t.span().of(&article.document.text))
        .collect()
}

struct Reader<'a> {
    parsed: &'a Parsed<'a>,
    lexicon: &'a Lexicon,
    first: usize,
}

impl Reader<'_> {
    fn frame(&self, from: usize, to: usize) -> Frame {
        let mut frame = Frame::default();
        let outside = |n: &usize| self.parsed.head(*n).is_none_or(|h| h < from || h >= to);
        // The word of the value that the rest of it hangs on.
        let Some(own) = (from..to).rev().find(outside) else {
            return frame;
        };
        frame.modifiers = self.modifiers(own, from, to);
        self.anchors(own, &mut frame);
        frame.anchors.dedup_by_key(|a| (a.root, a.role));
        frame
    }

    fn anchors(&self, own: usize, frame: &mut Frame) {
        use Relation as R;
        let parsed = self.parsed;
        let mut at = own;
        // Members of a list belong where the list belongs.
        for _ in 0..4 {
            match (parsed.relation(at), parsed.head(at)) {
                (R::Conjunct, Some(head)) => at = head,
                _ => break,
            }
        }
        let Some(head) = parsed.head(at) else {
            // "Turnout was 61%": what the sentence is about.
            self.bearer(parsed.subject_of(at), frame);
            return;
        };
        match parsed.relation(at) {
            R::Number
            | R::Compound
            | R::Adjective
            | R::NounModifier
            | R::Apposition
            | R::Possessive => {
                self.add(head, Role::Bears, frame);
                if matches!(parsed.relation(head), R::Object | R::Subject)
                    && let Some(verb) = parsed.governing_verb(head)
                {
                    self.add(verb, Role::Beside, frame);
                }
            }
            R::Subject => {
                let role = if parsed.objects_of(head).is_empty() {
                    Role::Undergoes
                } else {
                    Role::Acts
                };
                self.add(head, role, frame);
                frame.negated = parsed.is_negated(head);
            }
            R::Object | R::PassiveSubject | R::IndirectObject => {
                self.add(head, Role::Undergoes, frame);
                frame.negated = parsed.is_negated(head);
                if self.is_light(head) {
                    self.bearer(parsed.subject_of(head), frame);
                }
            }
            _ => {
                let verb = parsed.governing_verb(at).unwrap_or(head);
                self.add(verb, Role::Beside, frame);
                frame.negated = parsed.is_negated(verb);
                // "Turnout fell to 61%", "the rate was cut by a point": of whom it is said.
                self.bearer(parsed.subject_of(verb), frame);
                for object in parsed.objects_of(verb) {
                    self.bearer(Some(object), frame);
                }
            }
        }
    }

    fn bearer(&self, noun: Option<usize>, frame: &mut Frame) {
        if let Some(noun) = noun {
            self.add(noun, Role::Bears, frame);
        }
    }

    fn add(&self, n: usize, role: Role, frame: &mut Frame) {
        let word = self.parsed.word(n);
        let tag = self.parsed.tag(n);
        let verb = tag.is_verb();
        let known = self.lexicon.vocabulary.get(word);
        let classes = self.lexicon.vocabulary.classes(known);
        let tells = (verb || tag.is_noun() || matches!(tag, Pos::Propn | Pos::Adj))
            && !classes.any(Classes::FUNCTION | Classes::ADVERB | Classes::BOUND);
        if !tells || verb && (self.is_light(n) || self.is_saying(n)) {
            return;
        }
        frame.anchors.push(Anchor {
            root: self.lexicon.alike.root(word),
            role,
            rarity: self.lexicon.alike.rarity(word),
            token: (self.first + n) as u32,
        });
    }

    fn is_saying(&self, n: usize) -> bool {
        let word = self.lexicon.vocabulary.get(self.parsed.word(n));
        self.lexicon.vocabulary.classes(word).any(Classes::SAYING)
    }

    fn is_light(&self, n: usize) -> bool {
        let word = self.lexicon.vocabulary.get(self.parsed.word(n));
        let family = self.lexicon.families.get(LIGHT);
        family.is_some_and(|f| f.starting_with(word).any(|m| m.rest.is_empty()))
    }

    /// Roots of adjectives, nouns and of-phrases that describe the value's own noun.
    fn modifiers(&self, own: usize, from: usize, to: usize) -> SmallVec<[Root; 4]> {
        use Relation as R;
        let mut roots: SmallVec<[Root; 4]> = self
            .parsed
            .children(own)
            .filter(|c| {
                matches!(
                    self.parsed.relation(*c),
                    R::Adjective | R::Compound | R::NounModifier | R::Possessive
                ) && self.parsed.tag(*c) != Pos::Num
            })
            .filter(|c| {
                !(from..to).contains(c)
                    || self.parsed.tag(*c).is_noun()
                    || self.parsed.tag(*c) == Pos::Adj
            })
            .map(|c| self.lexicon.alike.root(self.parsed.word(c)))
            .collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }
}
