//! Text → tokens, sentences, word forms, names, and who "it" is.

pub mod clause;
pub mod forms;
pub mod group;
mod head;
mod model;
pub mod names;
pub mod parser;
pub mod quotation;
pub mod root;
pub mod sentence;
pub mod stem;
pub mod syntax;
pub mod tagger;
pub mod token;
pub mod tokens;
pub mod vocabulary;
