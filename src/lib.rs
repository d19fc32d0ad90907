//! Reads a folder of articles and reports where they contradict each other.

pub mod annotate;
pub mod calendar;
pub mod check;
pub mod claim;
pub mod config;
pub mod decisions;
pub mod document;
pub mod examples;
pub mod explain;
pub mod fitted;
pub mod language;
pub mod lexicon;
pub mod repeats;
pub mod report;
pub mod reprint;
pub mod rules;
pub mod session;
pub mod setup;
pub mod span;
pub mod subject;
pub mod value;
pub mod verdict;
pub mod yaml;
