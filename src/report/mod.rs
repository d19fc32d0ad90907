//! What was read or found → text for people and for programs. One file a format.

mod address;
pub mod check;
mod diff;
pub mod entry;
pub mod explain;
pub mod facts;
mod filler;
mod github;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
mod line;
mod markdown;
mod passage;
pub mod place;
mod pretty;
pub mod printable;
mod sarif;
mod settle;
mod settled;
mod short;
mod view;

pub use view::title_of;
