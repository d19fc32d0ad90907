//! What a parse says to a reader of claims: who did what, to whom, and whether it was denied.
//!
//! Words are named by their index in the sentence. The head of a clause is its verb, or the noun or
//! adjective behind a copula ("the talks were *secret*").

use std::ops::Range;

use super::parser::{Arc, Relation};
use super::tagger::Pos;
use super::vocabulary::{Classes, Vocabulary};

/// One sentence with its tree.
#[derive(Debug)]
pub struct Parsed<'a> {
    words: &'a [&'a str],
    tags: &'a [Pos],
    arcs: &'a [Arc],
    vocabulary: &'a Vocabulary,
    /// All words, sorted by their heads; those of head `n` begin at `starts[n]`.
    dependents: Vec<u32>,
    starts: Vec<u32>,
    spans: Vec<(u32, u32)>,
}

/// So many clauses are gone through in search of a subject or object.
const FAR: usize = 8;

impl<'a> Parsed<'a> {
    /// The sentence of these words with the tags of [`super::tagger::Tagger::tag`] and the arcs of
    /// [`super::parser::Parser::parse`]: three lists of the same length.
    #[must_use]
    pub fn new(
        words: &'a [&'a str],
        tags: &'a [Pos],
        arcs: &'a [Arc],
        vocabulary: &'a Vocabulary,
    ) -> Self {
        let mut parsed = Self {
            words,
            tags,
            arcs,
            vocabulary,
            dependents: Vec::new(),
            starts: Vec::new(),
            spans: Vec::new(),
        };
        parsed.list_dependents();
        parsed.measure_spans();
        parsed
    }

    /// Counting sort by head.
    fn list_dependents(&mut self) {
        let count = self.arcs.len();
        let mut starts = vec![0u32; count + 2];
        let heads = || (0..count).filter_map(|n| Some((n as u32, self.head(n)?)));
        for (_, head) in heads() {
            if let Some(start) = starts.get_mut(head + 2) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut dependents = vec![0; sum as usize];
        for (n, head) in heads() {
            if let Some(place) = starts.get_mut(head + 1) {
                if let Some(free) = dependents.get_mut(*place as usize) {
                    *free = n;
                }
                *place += 1;
            }
        }
        self.dependents = dependents;
        self.starts = starts;
    }

    /// From the root down in order, then from the leaves up.
    fn measure_spans(&mut self) {
        let mut spans: Vec<(u32, u32)> = (0..self.arcs.len() as u32).map(|n| (n, n + 1)).collect();
        let mut order: Vec<usize> = self.root().into_iter().collect();
        let mut at = 0;
        while let Some(&n) = order.get(at) {
            order.extend(self.children(n));
            at += 1;
        }
        for &n in order.iter().rev() {
            if let (Some(&(from, to)), Some(head)) = (spans.get(n), self.head(n))
                && let Some(span) = spans.get_mut(head)
            {
                *span = (span.0.min(from), span.1.max(to));
            }
        }
        self.spans = spans;
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.arcs.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.arcs.is_empty()
    }

    /// The word as it is written.
    #[must_use]
    pub fn word(&self, n: usize) -> &'a str {
        self.words.get(n).copied().unwrap_or_default()
    }

    /// The word's part of speech.
    #[must_use]
    pub fn tag(&self, n: usize) -> Pos {
        self.tags.get(n).copied().unwrap_or(Pos::X)
    }

    /// What the word is to its head.
    #[must_use]
    pub fn relation(&self, n: usize) -> Relation {
        self.arcs.get(n).map_or(Relation::Other, |arc| arc.relation)
    }

    /// The word that this one depends on; none for the root.
    #[must_use]
    pub fn head(&self, n: usize) -> Option<usize> {
        let head = self.arcs.get(n)?.head as usize;
        (head != n && head < self.arcs.len()).then_some(head)
    }

    /// The word on which all others depend in the end.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        (0..self.len()).find(|&n| self.relation(n) == Relation::Root)
    }

    /// The words that depend on this one, in the order of the sentence.
    pub fn children(&self, n: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let start = self.starts.get(n).copied().unwrap_or(0) as usize;
        let end = self.starts.get(n + 1).copied().unwrap_or(0) as usize;
        let list = self.dependents.get(start..end).unwrap_or_default();
        list.iter().map(|&child| child as usize)
    }

    /// The first word that is this to word `n`.
    #[must_use]
    pub fn child(&self, n: usize, relation: Relation) -> Option<usize> {
        self.children(n).find(|&c| self.relation(c) == relation)
    }

    /// From the first to the last of the words that depend on this one, itself among them.
    #[must_use]
    pub fn span(&self, n: usize) -> Range<usize> {
        let (from, to) = self.spans.get(n).copied().unwrap_or_default();
        from as usize..to as usize
    }

    /// The word and those that are joined to it: "**Iran**, **Iraq** and **Oman** agreed".
    pub fn joined(&self, n: usize) -> impl Iterator<Item = usize> + '_ {
        let others = self.children(n);
        std::iter::once(n).chain(others.filter(|&c| self.relation(c) == Relation::Conjunct))
    }

    /// The preposition of an oblique or modifier: the "in" of "met **in** Geneva".
    #[must_use]
    pub fn preposition(&self, n: usize) -> Option<usize> {
        let case = self.child(n, Relation::Case)?;
        (self.tag(case) != Pos::Part).then_some(case)
    }

    /// The words up to the root: the word's head, the head's head, and so on.
    pub fn ancestors(&self, n: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(n), |&n| self.head(n)).take(self.len())
    }

    /// Whether the word is the head of a clause.
    #[must_use]
    pub fn is_clause(&self, n: usize) -> bool {
        use Relation as R;
        let clausal = matches!(
            self.relation(n),
            R::Root | R::RelativeClause | R::ClausalComplement | R::OpenComplement | R::Clause
        );
        let describes = matches!(
            self.relation(n),
            R::Adjective | R::Compound | R::Case | R::Mark
        );
        let predicate = |c| matches!(self.relation(c), R::Copula | R::Subject | R::PassiveSubject);
        self.tag(n).is_verb() && !describes || clausal || self.children(n).any(predicate)
    }

    /// The words from this one up to the head of the clause that it stands in, both included; the
    /// word alone if it is such a head.
    #[must_use]
    pub fn path_to_verb(&self, n: usize) -> Vec<usize> {
        let mut path = vec![n];
        for above in self.ancestors(n) {
            if path.last().is_some_and(|&last| self.is_clause(last)) {
                break;
            }
            path.push(above);
        }
        path
    }

    /// The head of the clause that the word stands in.
    #[must_use]
    pub fn governing_verb(&self, n: usize) -> Option<usize> {
        self.path_to_verb(n).pop().filter(|&n| self.is_clause(n))
    }

    /// Whether the subject of the verb is what the verb is done to: "was signed", "the treaty
    /// signed in May".
    #[must_use]
    pub fn is_passive(&self, verb: usize) -> bool {
        let mut verb = verb;
        for _ in 0..FAR {
            let own = |c| {
                matches!(
                    self.relation(c),
                    Relation::PassiveAuxiliary | Relation::PassiveSubject
                )
            };
            let active = |c| matches!(self.relation(c), Relation::Subject | Relation::Auxiliary);
            if self.children(verb).any(own) {
                return true;
            }
            if self.tag(verb) != Pos::VerbPart || self.children(verb).any(active) {
                return false;
            }
            match (self.relation(verb), self.head(verb)) {
                // "was signed and ratified"
                (Relation::Conjunct, Some(head)) => verb = head,
                (Relation::Clause, _) => return true,
                _ => return false,
            }
        }
        false
    }

    /// The "Iran" of "signed **by Iran**", where the verb is passive.
    #[must_use]
    pub fn agent_of(&self, verb: usize) -> Option<usize> {
        let by = |n| {
            let case = self.preposition(n);
            self.relation(n) == Relation::Oblique
                && case.is_some_and(|case| self.word(case).eq_ignore_ascii_case("by"))
        };
        self.children(verb)
            .find(|&n| by(n))
            .filter(|_| self.is_passive(verb))
    }

    /// The subject of a verb: its own, or that which it shares with the verb it is joined to or
    /// depends on ("met and *agreed*", "want to *meet*"). A relative pronoun gives way to what it
    /// stands for.
    #[must_use]
    pub fn subject_of(&self, verb: usize) -> Option<usize> {
        let mut verb = verb;
        for _ in 0..FAR {
            let own = |c| {
                matches!(
                    self.relation(c),
                    Relation::Subject | Relation::PassiveSubject
                )
            };
            if let Some(subject) = self.children(verb).find(|&c| own(c)) {
                return Some(self.antecedent(subject, verb));
            }
            let head = self.head(verb)?;
            match self.relation(verb) {
                Relation::Conjunct if self.is_clause(head) => verb = head,
                // "asked them to leave": the object is who is to leave.
                Relation::OpenComplement => match self.child(head, Relation::Object) {
                    Some(object) => return Some(self.antecedent(object, head)),
                    None => verb = head,
                },
                Relation::Clause | Relation::RelativeClause if self.stands_in_noun(verb) => {
                    return self.describes(verb).then_some(head);
                }
                Relation::Clause if !self.is_finite(verb) => verb = head,
                _ => return None,
            }
        }
        None
    }

    fn stands_in_noun(&self, verb: usize) -> bool {
        self.head(verb).is_some_and(|head| {
            let noun = self.tag(head);
            (noun.is_noun() || matches!(noun, Pos::Propn | Pos::Pron | Pos::Num))
                && self.child(head, Relation::Copula).is_none()
        })
    }

    /// "the envoy *leading* the talks", "the treaty *signed* in May"; not "a plan to *leave*".
    fn describes(&self, verb: usize) -> bool {
        matches!(self.tag(verb), Pos::VerbIng | Pos::VerbPart)
            && self.child(verb, Relation::Mark).is_none()
    }

    fn is_finite(&self, verb: usize) -> bool {
        let finite = |c| {
            matches!(self.relation(c), Relation::Auxiliary | Relation::Copula)
                && !self.word(c).eq_ignore_ascii_case("having")
                && !self.word(c).eq_ignore_ascii_case("being")
                && !self.word(c).eq_ignore_ascii_case("be")
                && !self.word(c).eq_ignore_ascii_case("have")
        };
        self.tag(verb) == Pos::VerbFinite || self.children(verb).any(finite)
    }

    /// What a relative pronoun of the clause stands for; any other word itself.
    fn antecedent(&self, n: usize, verb: usize) -> usize {
        let relative = ["who", "whom", "which", "that"]
            .iter()
            .any(|pronoun| self.word(n).eq_ignore_ascii_case(pronoun));
        if !relative || self.tag(n) == Pos::Det || n > verb {
            return n;
        }
        let joined = std::iter::once(verb).chain(self.ancestors(verb));
        let mut clause = joined.skip_while(|&v| self.relation(v) == Relation::Conjunct);
        match clause.next() {
            Some(v) if self.relation(v) == Relation::RelativeClause => self.head(v).unwrap_or(n),
            _ => n,
        }
    }

    /// The objects of a verb, joined ones apart: its own, or that which it shares with the verb
    /// that it is joined to ("signed and *ratified* the treaty"). A relative pronoun gives way to
    /// what it stands for. Passive verbs have their object as subject.
    #[must_use]
    pub fn objects_of(&self, verb: usize) -> Vec<usize> {
        let own = |verb: usize, behind: usize| -> Vec<usize> {
            self.children(verb)
                .filter(|&c| self.relation(c) == Relation::Object && c >= behind)
                .flat_map(|c| self.joined(c))
                .map(|c| self.antecedent(c, verb))
                .collect()
        };
        let objects = own(verb, 0);
        match self.head(verb) {
            Some(head) if objects.is_empty() && self.relation(verb) == Relation::Conjunct => {
                own(head, verb)
            }
            _ => objects,
        }
    }

    fn is_negator(&self, n: usize) -> bool {
        let word = self.vocabulary.get(self.word(n));
        self.vocabulary.classes(word).any(Classes::NEGATION)
    }

    /// Whether the clause denies its verb: "did not meet", "never met", "no minister met", "met
    /// nobody", "did not meet or *talk*".
    #[must_use]
    pub fn is_negated(&self, verb: usize) -> bool {
        use Relation as R;
        let mut verb = verb;
        for _ in 0..FAR {
            let denies = |c: usize| match self.relation(c) {
                R::Negation => true,
                R::Adverb | R::Auxiliary | R::PassiveAuxiliary => self.is_negator(c),
                R::Subject | R::PassiveSubject | R::Object | R::Expletive => {
                    let determiner = self.child(c, R::Determiner);
                    self.is_negator(c) || determiner.is_some_and(|d| self.is_negator(d))
                }
                _ => false,
            };
            // "was no secret"
            let noun = self
                .child(verb, R::Copula)
                .and(self.child(verb, R::Determiner));
            if self.children(verb).any(denies) || noun.is_some_and(|d| self.is_negator(d)) {
                return true;
            }
            let alternative = self.child(verb, R::Coordinator).is_some_and(|c| {
                ["or", "nor"]
                    .iter()
                    .any(|or| self.word(c).eq_ignore_ascii_case(or))
            });
            let shares = self.child(verb, R::Subject).is_none();
            match self.head(verb) {
                Some(head) if alternative && shares && self.relation(verb) == R::Conjunct => {
                    verb = head;
                }
                _ => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use insta::assert_snapshot;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(&[]).unwrap());

    /// Splits at blanks, tags, parses, and asks.
    fn read<T>(text: &str, ask: impl FnOnce(&Parsed<'_>) -> T) -> T {
        let words: Vec<&str> = text.split(' ').collect();
        let (mut tags, mut arcs) = (Vec::new(), Vec::new());
        LEXICON.tagger.as_ref().unwrap().tag(&words, &mut tags);
        LEXICON
            .parser
            .as_ref()
            .unwrap()
            .parse(&words, &tags, &mut arcs);
        ask(&Parsed::new(&words, &tags, &arcs, &LEXICON.vocabulary))
    }

    fn at(parsed: &Parsed<'_>, word: &str) -> usize {
        (0..parsed.len()).find(|&n| parsed.word(n) == word).unwrap()
    }

    /// Who does what to whom, at one verb.
    fn clause(text: &str, verb: &str) -> String {
        read(text, |p| {
            let verb = at(p, verb);
            let subjects = p.subject_of(verb).into_iter().flat_map(|s| p.joined(s));
            let name = |list: Vec<usize>| {
                let words: Vec<&str> = list.into_iter().map(|n| p.word(n)).collect();
                if words.is_empty() {
                    "-".to_owned()
                } else {
                    words.join(" + ")
                }
            };
            format!(
                "{}{}{} | {} | {} | by {}",
                if p.is_negated(verb) { "not " } else { "" },
                if p.is_passive(verb) { "be " } else { "" },
                p.word(verb),
                name(subjects.collect()),
                name(p.objects_of(verb)),
                name(p.agent_of(verb).into_iter().collect()),
            )
        })
    }

    /// Every word with its head.
    fn tree(text: &str) -> String {
        read(text, |p| {
            let arcs = (0..p.len()).map(|n| {
                let head = p.head(n).map_or("", |head| p.word(head));
                format!("{} {:?} {}", p.word(n), p.relation(n), head)
            });
            arcs.collect::<Vec<_>>().join("; ")
        })
    }

    #[test]
    fn a_clause_has_subject_verb_and_object() {
        assert_snapshot!(clause("The two ministers signed the treaty in Geneva on Monday .", "signed"), @"signed | ministers | treaty | by -");
        assert_snapshot!(clause("Norland 's parliament approved the budget .", "approved"), @"approved | parliament | budget | by -");
        assert_snapshot!(clause("Norland and Sudia signed a trade deal .", "signed"), @"signed | Norland + Sudia | deal | by -");
    }

    #[test]
    fn passives_have_their_agent_apart() {
        assert_snapshot!(clause("The bill was passed by the senate on Tuesday .", "passed"), @"be passed | bill | - | by senate");
        assert_snapshot!(clause("Three villagers were killed in the attack .", "killed"), @"be killed | villagers | - | by -");
        assert_snapshot!(clause("The treaty was signed and ratified in May .", "ratified"), @"be ratified | treaty | - | by -");
        assert_snapshot!(clause("The treaty signed by both powers expires in June .", "signed"), @"be signed | treaty | - | by powers");
    }

    #[test]
    fn joined_verbs_share_their_subject() {
        assert_snapshot!(clause("The ministers met in Geneva and agreed a ceasefire .", "agreed"), @"agreed | ministers | ceasefire | by -");
        assert_snapshot!(clause("The company bought the mine and sold it in 2019 .", "sold"), @"sold | company | it | by -");
    }

    #[test]
    fn relative_pronouns_give_way_to_what_they_stand_for() {
        assert_snapshot!(clause("The envoy who led the talks resigned on Friday .", "led"), @"led | envoy | talks | by -");
        assert_snapshot!(clause("The firm , which employs 300 people , is closing its plant .", "employs"), @"employs | firm | people | by -");
    }

    #[test]
    fn open_complements_take_their_subject_from_above() {
        assert_snapshot!(clause("The army wants to leave the town .", "leave"), @"leave | army | town | by -");
    }

    #[test]
    fn clauses_that_describe_a_noun_have_it_as_subject() {
        assert_snapshot!(clause("The general leading the offensive was wounded .", "leading"), @"leading | general | offensive | by -");
        assert_snapshot!(clause("They announced a plan to cut taxes .", "cut"), @"cut | - | taxes | by -");
    }

    #[test]
    fn reported_clauses_keep_their_own_subject() {
        assert_snapshot!(clause("The minister said that the army had left the town .", "left"), @"left | army | town | by -");
        assert_snapshot!(clause("\" We will not sign the treaty , \" the president said .", "sign"), @"not sign | We | treaty | by -");
    }

    #[test]
    fn denials_are_seen_wherever_they_stand() {
        assert_snapshot!(clause("The government did not sign the treaty .", "sign"), @"not sign | government | treaty | by -");
        assert_snapshot!(clause("The president has never visited the island .", "visited"), @"not visited | president | island | by -");
        assert_snapshot!(clause("No minister attended the talks .", "attended"), @"not attended | minister | talks | by -");
        assert_snapshot!(clause("The police found no weapons .", "found"), @"not found | police | weapons | by -");
        assert_snapshot!(clause("The two sides did not meet or talk .", "talk"), @"not talk | sides | - | by -");
        assert_snapshot!(clause("The army can not hold the town .", "hold"), @"not hold | army | town | by -");
    }

    #[test]
    fn every_word_leads_to_its_clause() {
        let paths = |text: &str, word: &str| {
            read(text, |p| {
                let path = p.path_to_verb(at(p, word));
                let words: Vec<&str> = path.into_iter().map(|n| p.word(n)).collect();
                words.join(" < ")
            })
        };
        assert_snapshot!(paths("The company sold its stake in the largest mine .", "largest"), @"largest < mine < sold");
        assert_snapshot!(paths("Officials said the bridge collapsed after the storm .", "storm"), @"storm < collapsed");
    }

    #[test]
    fn prepositions_and_spans_belong_to_their_noun() {
        let phrase = |text: &str, word: &str| {
            read(text, |p| {
                let n = at(p, word);
                let preposition = p.preposition(n).map_or("-", |c| p.word(c));
                let words: Vec<&str> = p.span(n).map(|n| p.word(n)).collect();
                format!("{preposition} | {}", words.join(" "))
            })
        };
        assert_snapshot!(phrase("The ministers met in the old town of Geneva .", "town"), @"in | in the old town of Geneva");
        assert_snapshot!(phrase("Oil exports to Norland fell by 3 % .", "exports"), @"- | Oil exports to Norland");
    }

    #[test]
    fn every_word_has_a_head_and_a_relation() {
        assert_snapshot!(tree("The talks , held in Geneva , were secret ."), @"The Determiner talks; talks Subject secret; , Punctuation held; held Clause talks; in Case Geneva; Geneva Oblique held; , Punctuation talks; were Copula secret; secret Root ; . Punctuation secret");
        assert_snapshot!(tree("Olga Brandt , the foreign minister , said there was no deal ."), @"Olga Subject said; Brandt Compound Olga; , Punctuation minister; the Determiner minister; foreign Adjective minister; minister Apposition Olga; , Punctuation Olga; said Root ; there Expletive was; was ClausalComplement said; no Determiner deal; deal Subject was; . Punctuation said");
        assert_snapshot!(tree("Police Seek Man Who Fled Prison"), @"Police Subject Seek; Seek Root ; Man Object Seek; Who Subject Fled; Fled RelativeClause Man; Prison Object Fled");
    }

    #[test]
    fn children_stand_in_order_and_inside_their_head_s_span() {
        read(
            "\" The talks , \" said Olga Brandt , who led them , \" were long ( and hard ) . \"",
            |p| {
                for n in 0..p.len() {
                    let children: Vec<usize> = p.children(n).collect();
                    assert!(children.is_sorted());
                    for child in children {
                        assert_eq!(p.head(child), Some(n));
                        assert!(p.span(n).start <= p.span(child).start);
                        assert!(p.span(n).end >= p.span(child).end);
                    }
                }
                assert_eq!(p.span(p.root().unwrap()), 0..p.len());
            },
        );
    }

    #[test]
    fn arcs_that_lead_nowhere_do_no_harm() {
        let words = ["a", "b", "c"];
        let tags = [Pos::VerbPart; 3];
        let arc = |head, relation| Arc { head, relation };
        let arcs = [
            arc(1, Relation::Conjunct),
            arc(0, Relation::Conjunct),
            arc(9, Relation::OpenComplement),
        ];
        let p = Parsed::new(&words, &tags, &arcs, &LEXICON.vocabulary);
        for n in 0..5 {
            assert_eq!(p.subject_of(n), None);
            assert!(p.path_to_verb(n).len() < 5);
            let _ = (p.objects_of(n), p.is_passive(n), p.is_negated(n), p.span(n));
        }
        assert_eq!(p.root(), None);
    }
}
