//! Reads a folder of articles and reports where they contradict each other.

pub mod annotate;
pub mod calendar;
pub mod document;
pub mod language;
pub mod lexicon;
pub mod report;
pub mod span;
pub mod value;
pub mod yaml;
