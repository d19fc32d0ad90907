//! What was read or found → text for people and for programs. One file a format.

pub mod check;
mod diff;
pub mod entry;
pub mod facts;
mod human;
mod json;
mod line;
pub mod place;
pub mod printable;
mod settled;
