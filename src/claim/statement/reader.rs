//! A sentence → what its clauses say and deny.

use smallvec::SmallVec;

use super::Place;
use super::clause::{Argument, Statement};
use crate::claim::gist::Words;
use crate::claim::{Article, Name, and_list, last_word};
use crate::language::clause;
use crate::language::parser::Relation;
use crate::language::root::{Root, key};
use crate::language::sentence::Sentence;
use crate::language::syntax::Parsed;
use crate::language::tagger::Pos;
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::NameKind;
use crate::span::Span;
use crate::value::Value;
use crate::value::interval::Interval;
use crate::value::temporal::TimexKind;

/// Longer sentences are lists and captions that lost their full stops.
const LONGEST: usize = 120;
/// How words describe a noun that they stand before.
const BEFORE: [Relation; 4] = [
    Relation::Adjective,
    Relation::Compound,
    Relation::Possessive,
    Relation::Number,
];
/// Family of verbs that take the side of something or the other side.
const VOTING: &str = "voting";
/// On which side the preposition puts them.
const SIDES: &[(&str, &str)] = &[("for", "approve"), ("against", "reject")];
/// So many clauses are gone through in search of who says it.
const FAR: usize = 8;

/// What a sentence says and denies; nothing where it cannot be parsed or asks.
pub(super) fn statements_at(
    articles: &[Article],
    place: Place,
    lexicon: &Lexicon,
) -> Vec<Statement> {
    let found = articles.get(place.0).and_then(|article| {
        let sentence = article.read.sentences.get(place.1)?;
        Some((article, sentence))
    });
    let Some((article, sentence)) = found else {
        return Vec::new();
    };
    let (Some(tagger), Some(parser)) = (lexicon.tagger.as_ref(), lexicon.parser.as_ref()) else {
        return Vec::new();
    };
    let whole = Words::of(article, sentence, lexicon);
    if whole.words.len() > LONGEST || whole.words.last() == Some(&"?") {
        return Vec::new();
    }
    let mut tags = Vec::new();
    whole.tag(tagger, &mut tags);
    let gist = whole.gist(&tags);
    let read = |words: &Words<'_>, wanted: &dyn Fn(usize) -> bool| -> Vec<Statement> {
        let (mut tags, mut arcs) = (Vec::new(), Vec::new());
        words.tag(tagger, &mut tags);
        parser.parse(&words.words, &tags, &mut arcs);
        let parsed = Parsed::new(&words.words, &tags, &arcs, &lexicon.vocabulary);
        let reader = Reader {
            article,
            sentence,
            lexicon,
            parsed: &parsed,
            tokens: &words.tokens,
        };
        let verbs = (0..parsed.len()).filter(|n| parsed.is_clause(*n));
        let wanted = |n: &usize| words.tokens.get(*n).is_some_and(|t| wanted(*t));
        verbs
            .filter(wanted)
            .filter_map(|n| reader.statement(n))
            .collect()
    };
    // Asides are read where they stand; the rest of the sentence is read without them.
    let mut said = read(&gist, &|_| true);
    if gist.words.len() < whole.words.len() {
        let left_out = |token: usize| gist.tokens.binary_search(&token).is_err();
        said.extend(read(&whole, &left_out));
    }
    said
}

struct Reader<'a> {
    article: &'a Article,
    sentence: &'a Sentence,
    lexicon: &'a Lexicon,
    parsed: &'a Parsed<'a>,
    tokens: &'a [usize],
}

impl Reader<'_> {
    /// What the clause of a verb, or of a noun or adjective behind "be", says.
    fn statement(&self, verb: usize) -> Option<Statement> {
        use Relation as R;
        let (parsed, lexicon) = (self.parsed, self.lexicon);
        let copula = parsed.child(verb, R::Copula);
        if copula.is_none() && !self.is_verb(verb)
            || parsed.child(verb, R::ClausalComplement).is_some()
        {
            return None;
        }
        let chain = self.chain(verb)?;
        let last = chain.last().copied().unwrap_or(verb);
        let source = self.article.source(lexicon);
        let first = self.sentence.first as usize;
        let token = *self.tokens.get(copula.unwrap_or(verb))?;
        let group = clause::verb_group(source, token, first);
        if copula.is_none() && !self.is_finite(verb, group.first < token) {
            return None;
        }
        let speaker = self.speaker(verb, group.first)?;
        let passive = parsed.is_passive(verb);
        let subject = parsed.subject_of(verb).or_else(|| self.noun_before(verb));
        let (actor, mut objects) = if passive {
            (parsed.agent_of(verb), subject.into_iter().collect())
        } else {
            (subject, parsed.objects_of(last))
        };
        let side = self.side_taken(last).filter(|_| objects.is_empty());
        objects.extend(side.map(|(_, object)| object));
        let told = |n: Option<usize>| match n {
            Some(n) => self.argument(n).map(Some),
            None => Some(None),
        };
        // Where it is unsure who is meant, nothing is.
        let actor_said = told(actor)?;
        let object = told(objects.first().copied())?;
        let denied = group.negated || parsed.is_negated(verb) || self.follows_nor(verb);
        // "Declined the prize and the medal" says both; "did not sign the pact and the protocol" may
        // say that one was signed.
        let listed = |first: usize| {
            objects
                .iter()
                .all(|o| parsed.joined(first).any(|n| n == *o))
        };
        let several = objects.len() > 1 && (denied || !objects.first().is_some_and(|o| listed(*o)))
            || denied
                && objects
                    .first()
                    .is_some_and(|o| self.is_joined_behind(last, *o));
        if several || actor_said.is_none() && object.is_none() {
            return None;
        }
        let nodes = [Some(verb), Some(last), actor, objects.first().copied()];
        let tokens = || {
            nodes
                .into_iter()
                .flatten()
                .filter_map(|n| self.tokens.get(n))
        };
        let from = source.tokens.get(*tokens().min()?)?.start;
        let last = *tokens().max()?;
        let name = self.article.names.at(last).map(|name| name.span.end);
        let to = name.or(Some(source.tokens.get(last)?.end))?;
        let word = side.map_or(parsed.word(verb), |(verb, _)| verb);
        let particle = parsed.child(verb, R::Particle).map(|p| parsed.word(p));
        let root = match chain.as_slice() {
            [] => lexicon.alike.root(word),
            chain => {
                let verbs = std::iter::once(&verb).chain(chain);
                let roots = verbs.map(|v| format!("{:x}", lexicon.alike.root(parsed.word(*v))));
                key(&roots.collect::<Vec<_>>().join(" "))
            }
        };
        let (verb_key, shown) = match particle {
            Some(particle) => (
                key(&format!("{root:x} {}", particle.to_lowercase())),
                format!("{word} {particle}"),
            ),
            None => (root, word.to_owned()),
        };
        let can = |c: usize| {
            matches!(parsed.relation(c), R::Auxiliary | R::PassiveAuxiliary)
                .then(|| clause::modality_of(parsed.word(c)))
        };
        let modality = parsed.children(verb).filter_map(can).max();
        let mut adverbs: Vec<Root> = parsed
            .children(verb)
            .filter(|c| parsed.relation(*c) == R::Adverb && !self.is_negation(*c))
            .map(|c| lexicon.alike.root(parsed.word(c)))
            .collect();
        if copula.is_some() {
            // "Not the first choice" and "the second choice" are no clash.
            adverbs.extend(self.modifiers(verb, &BEFORE));
            adverbs.extend(self.modifiers(verb, &[R::NounModifier]));
        }
        adverbs.sort_unstable();
        let beside = parsed
            .children(last)
            .filter(|c| parsed.relation(*c) == R::Oblique && Some(*c) != actor)
            .filter(|c| !objects.contains(c))
            .filter(|c| !self.is_time(*c))
            .map(|c| self.argument_root(c))
            .collect();
        Some(Statement {
            actor: actor_said,
            object,
            beside,
            verb: verb_key,
            word: lexicon.vocabulary.get(word),
            shown,
            adverbs,
            denied,
            modality: group.modality.max(modality.unwrap_or_default()),
            copular: copula.is_some(),
            at_all_times: parsed.tag(verb) == Pos::VerbFinite && word.ends_with('s'),
            speaker,
            years: self.years(),
            days: self.days(),
            span: Span::new(from, to),
        })
    }

    /// Whether another noun is joined on behind the object of a verb, whatever the parser took it for.
    fn is_joined_behind(&self, verb: usize, object: usize) -> bool {
        use Relation as R;
        let mut behind = self.parsed.children(verb).filter(|c| *c > object);
        behind.any(|c| {
            let noun = !self.is_verb(c) && self.parsed.child(c, R::Case).is_none();
            noun && self.parsed.child(c, R::Coordinator).is_some()
        })
    }

    /// Whether the word is a verb: "had" of "had records", too.
    fn is_verb(&self, n: usize) -> bool {
        let tag = self.parsed.tag(n);
        tag.is_verb() || tag == Pos::Aux && self.parsed.child(n, Relation::Object).is_some()
    }

    /// The noun of a sentence that was taken for a heading with a clause behind it, "members *had*
    /// good records": the subject that was not seen.
    fn noun_before(&self, verb: usize) -> Option<usize> {
        use Relation as R;
        let parsed = self.parsed;
        let noun = parsed.head(verb).filter(|noun| *noun < verb)?;
        let heads_all = parsed.relation(noun) == R::Root && parsed.tag(noun).is_noun();
        let said_of_it = matches!(parsed.relation(verb), R::RelativeClause | R::Conjunct)
            && parsed.child(verb, R::Mark).is_none()
            && self.is_finite(verb, false);
        (heads_all && said_of_it && parsed.child(noun, R::Copula).is_none()).then_some(noun)
    }

    /// "Voted **against** the treaty": the verb that says so in a word, and what it is said of.
    fn side_taken(&self, verb: usize) -> Option<(&'static str, usize)> {
        let known = self.lexicon.vocabulary.get(self.parsed.word(verb));
        let family = self.lexicon.families.get(VOTING)?;
        family.starting_with(known).next()?;
        let beside = self.parsed.children(verb);
        { beside.filter(|c| self.parsed.relation(*c) == Relation::Oblique) }.find_map(|c| {
            let side = self.parsed.word(self.parsed.preposition(c)?);
            let taken = SIDES
                .iter()
                .find(|(word, _)| side.eq_ignore_ascii_case(word));
            taken.map(|(_, verb)| (*verb, c))
        })
    }

    /// The verbs that hang on a verb: "stop" and "buying" of "plans to stop buying". `None` where
    /// another word than a verb does.
    fn chain(&self, verb: usize) -> Option<SmallVec<[usize; 2]>> {
        let mut chain = SmallVec::new();
        let mut at = verb;
        while let Some(next) = self.parsed.child(at, Relation::OpenComplement) {
            if !self.parsed.tag(next).is_verb() || chain.len() == FAR {
                return None;
            }
            chain.push(next);
            at = next;
        }
        Some(chain)
    }

    /// "Nor did she plan to stop"
    fn follows_nor(&self, verb: usize) -> bool {
        let mut words = self.parsed.children(verb).map(|c| self.parsed.word(c));
        words.any(|w| w.eq_ignore_ascii_case("nor"))
    }

    fn is_negation(&self, n: usize) -> bool {
        let word = self.lexicon.vocabulary.get(self.parsed.word(n));
        self.lexicon.vocabulary.classes(word).any(Classes::NEGATION)
    }

    fn is_time(&self, n: usize) -> bool {
        self.tokens
            .get(n)
            .is_some_and(|t| self.article.in_value(*t))
    }

    /// Who says it: `Some(None)` where the article itself does; `None` where it is no statement
    /// but a wish, a condition or a question. `from` is the first token of the verb's own group,
    /// "refused to" included.
    #[allow(clippy::option_option)]
    fn speaker(&self, verb: usize, from: usize) -> Option<Option<String>> {
        use Relation as R;
        let parsed = self.parsed;
        let source = self.article.source(self.lexicon);
        let mut speaker = None;
        let mut at = verb;
        for _ in 0..FAR {
            let unsure = |c: usize| {
                matches!(parsed.relation(c), R::Mark | R::Adverb) && is_condition(parsed.word(c))
            };
            if parsed.children(at).any(unsure) {
                return None;
            }
            let Some(head) = parsed.head(at) else { break };
            let token = *self.tokens.get(head)?;
            match parsed.relation(at) {
                // "refused to sign" belongs to the verb itself.
                R::OpenComplement | R::Clause if token >= from && token < self.token(verb) => {}
                R::OpenComplement | R::Subject => return None,
                R::Clause if parsed.tag(head).is_noun() && parsed.tag(at) == Pos::VerbBase => {
                    return None;
                }
                R::ClausalComplement | R::Parataxis => {
                    let word = source.tokens.get(token)?.word;
                    let says = self.lexicon.vocabulary.classes(word).any(Classes::SAYING);
                    let certain = parsed.relation(at) == R::Parataxis;
                    if !(says || certain) || says && parsed.is_negated(head) {
                        return None;
                    }
                    if says && speaker.is_none() {
                        let who = parsed.subject_of(head).and_then(|n| self.argument(n));
                        speaker = Some(who.map(|a| a.key()).unwrap_or_default());
                    }
                }
                _ => {}
            }
            at = head;
        }
        let place = source.tokens.get(self.token(verb))?.start;
        let quoted = |q: &&crate::language::quotation::Quotation| {
            q.utterance && q.span.start <= place && place < q.span.end
        };
        if let Some(quotation) = self.article.quotations.iter().find(quoted) {
            let group = quotation.speaker.and_then(|g| self.article.groups.get(g));
            let names = group.map(|g| self.names(&g.members)).unwrap_or_default();
            let key = names.first().map(|n| last_word(&n.key).to_owned());
            speaker = Some(key.unwrap_or_default());
        }
        Some(speaker)
    }

    fn token(&self, n: usize) -> usize {
        self.tokens.get(n).copied().unwrap_or_default()
    }

    fn names(&self, members: &[crate::language::names::EntityId]) -> Vec<Name> {
        members
            .iter()
            .filter_map(|id| self.article.names.entity(*id))
            .map(Name::from)
            .collect()
    }

    /// The name or noun at a word; `None` where it is unsure who is meant, or not all are.
    fn argument(&self, n: usize) -> Option<Argument> {
        use Relation as R;
        let parsed = self.parsed;
        let part = |c: usize| {
            let word = parsed.word(c);
            let partly = parsed.relation(c) == R::Determiner && is_quantifier(word);
            partly || parsed.relation(c) == R::Clause
        };
        if parsed.children(n).any(part) {
            return None;
        }
        let text = parsed.word(n).to_owned();
        let mut names: Vec<Name> = Vec::new();
        let members: Vec<usize> = parsed.joined(n).collect();
        for member in &members {
            names.extend(self.names_of(*member)?);
        }
        if members.len() > 1 && names.is_empty() {
            return None;
        }
        let text = if names.is_empty() {
            text
        } else {
            and_list(&names)
        };
        Some(Argument {
            names,
            root: self.lexicon.alike.root(parsed.word(n)),
            rarity: self.lexicon.alike.rarity(parsed.word(n)),
            before: self.modifiers(n, &BEFORE),
            behind: self.modifiers(n, &[R::NounModifier]),
            text,
        })
    }

    /// Roots and keys of what describes a noun in one of these ways.
    fn modifiers(&self, n: usize, ways: &[Relation]) -> Vec<Root> {
        let describes = |c: &usize| ways.contains(&self.parsed.relation(*c));
        let children = self.parsed.children(n).filter(describes);
        children.map(|c| self.argument_root(c)).collect()
    }

    /// "Signing" and "to sign" tell of what may never happen; "refused to sign" (`led` by a verb)
    /// does not.
    fn is_finite(&self, verb: usize, led: bool) -> bool {
        use Relation as R;
        let auxiliary =
            |c: usize| matches!(self.parsed.relation(c), R::Auxiliary | R::PassiveAuxiliary);
        led || matches!(self.parsed.tag(verb), Pos::VerbFinite | Pos::Aux)
            || self.parsed.children(verb).any(auxiliary)
    }

    /// The names that a word stands for: none for a noun, `None` for a pronoun that may be anybody.
    fn names_of(&self, n: usize) -> Option<Vec<Name>> {
        use Relation as R;
        let token = self.token(n);
        if let Some(name) = self.article.names.at(token) {
            return Some(self.names(&[name.entity]));
        }
        if self.parsed.tag(n) == Pos::Pron {
            let (_, group) = self.article.group_at(token)?;
            return group.certain.then(|| self.names(&group.members));
        }
        // "port minister Ana Ruiz"
        let person = |c: usize| {
            let close = matches!(self.parsed.relation(c), R::Compound | R::Apposition);
            let name = self.article.names.at(self.token(c)).filter(|_| close)?;
            let entity = self.article.names.entity(name.entity)?;
            (entity.kind == NameKind::Person).then_some(name.entity)
        };
        let found = self.parsed.children(n).find_map(person);
        Some(found.map(|id| self.names(&[id])).unwrap_or_default())
    }

    /// Key of a name, root of another word.
    fn argument_root(&self, n: usize) -> Root {
        let name = self.article.names.at(self.token(n));
        match name.and_then(|name| self.article.names.entity(name.entity)) {
            Some(entity) => key(last_word(&entity.key)),
            None => self.lexicon.alike.root(self.parsed.word(n)),
        }
    }

    fn mentions(&self) -> &[crate::value::Mention] {
        let (first, end) = (self.sentence.first, self.sentence.end);
        self.article.mentions_within(first as usize, end as usize)
    }

    fn years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self
            .mentions()
            .iter()
            .filter_map(|m| m.value.year())
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The first date of the sentence.
    fn days(&self) -> Option<Interval> {
        self.mentions().iter().find_map(|m| match &*m.value {
            Value::Temporal(t) if t.kind == TimexKind::Date => t.interval,
            _ => None,
        })
    }
}

/// Words that make what follows them no statement of fact.
fn is_condition(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "if", "unless", "whether", "until", "till", "before", "without", "lest", "once", "when",
        "whenever", "why", "how", "where", "while", "although", "though", "than", "as",
    ];
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// "Not all ministers signed" denies nothing of those who did.
fn is_quantifier(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "all", "every", "each", "most", "many", "few", "some", "several", "another", "other",
        "neither", "either", "both",
    ];
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
}
