//! What was read or found → text for people and for programs. One file a format.

pub mod facts;
pub mod place;
pub mod printable;
