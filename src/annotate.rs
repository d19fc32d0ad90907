//! Document → tokens, sentences and mentions.

use crate::document::Document;
use crate::fitted::fitted;
use crate::language::sentence::{self, Sentence};
use crate::language::token::{self, Token};
use crate::language::tokens::Source;
use crate::lexicon::Lexicon;
use crate::value::{self, Mention, temporal};

/// What was read in one document. Its buffers can be used again for the next one.
#[derive(Debug, Default)]
pub struct Annotations {
    /// All tokens of the article.
    pub tokens: Vec<Token>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Its values, in order of their place, none overlapping.
    pub mentions: Vec<Mention>,
}

impl Annotations {
    /// Reads `document`, forgetting what was read before.
    pub fn read(&mut self, document: &Document, lexicon: &Lexicon) {
        self.read_tokens(document, lexicon);
        self.read_sentences(document, lexicon);
        self.read_values(document, lexicon);
    }

    /// Splits the text into tokens.
    pub fn read_tokens(&mut self, document: &Document, lexicon: &Lexicon) {
        self.tokens.clear();
        let text = document.readable();
        token::tokenize(text, document.body, &lexicon.vocabulary, &mut self.tokens);
    }

    /// Finds the sentences of the tokens.
    pub fn read_sentences(&mut self, document: &Document, lexicon: &Lexicon) {
        self.sentences.clear();
        sentence::split(source(document, &self.tokens, lexicon), &mut self.sentences);
    }

    /// Finds the values of the sentences.
    pub fn read_values(&mut self, document: &Document, lexicon: &Lexicon) {
        self.mentions.clear();
        let source = source(document, &self.tokens, lexicon);
        for s in &self.sentences {
            value::read_sentence(source, s.first as usize, s.end as usize, &mut self.mentions);
        }
        temporal::resolve(&mut self.mentions, source, &self.sentences, document.date);
    }

    /// Gives back the room that the buffers have to spare.
    pub fn fit(&mut self) {
        self.tokens = fitted(std::mem::take(&mut self.tokens));
        self.sentences = fitted(std::mem::take(&mut self.sentences));
        self.mentions = fitted(std::mem::take(&mut self.mentions));
    }
}

fn source<'a>(document: &'a Document, tokens: &'a [Token], lexicon: &'a Lexicon) -> Source<'a> {
    Source {
        text: document.readable(),
        tokens,
        lexicon,
    }
}
