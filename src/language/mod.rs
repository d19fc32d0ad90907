//! Text → tokens, sentences, word forms, names, and who "it" is.

pub mod forms;
pub mod sentence;
pub mod tagger;
pub mod token;
pub mod tokens;
pub mod vocabulary;
