//! JSON for people to read, two blanks a level, as `serde_json` writes it; a line's break and its
//! blanks are written at once.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// So many bytes are written at once.
const BUFFER: usize = 1 << 16;

/// What stands between two lines: so many levels are written at once.
const BREAK: &[u8] = b",\n                                                                ";
const LEVELS: usize = (BREAK.len() - 2) / 2;

/// Writes a value, and no line break after it.
///
/// # Errors
/// Where `out` cannot be written to.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    value.serialize(&mut Serializer::with_formatter(
        &mut out,
        Indented::default(),
    ))?;
    out.flush()
}

#[derive(Default)]
struct Indented {
    depth: usize,
    /// Whether the list or object at hand has anything in it.
    has_value: bool,
}

impl Indented {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        if self.has_value {
            self.next_line(out, true)?;
        }
        out.write_all(bracket)
    }

    fn next_line<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        let end = 2 + 2 * self.depth.min(LEVELS);
        out.write_all(BREAK.get(usize::from(first)..end).unwrap_or_default())?;
        for _ in LEVELS..self.depth {
            out.write_all(b"  ")?;
        }
        Ok(())
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next_line(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next_line(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json, to_string_pretty};

    #[test]
    fn values_are_written_as_serde_json_writes_them() {
        let mut deep = json!({"a": [1, {"b": {}, "c": []}], "d": "x\n\"y\""});
        for _ in 0..2 * LEVELS {
            deep = Value::Array(vec![deep, Value::Null]);
        }
        let mut out = Vec::new();
        write(&deep, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            to_string_pretty(&deep).unwrap()
        );
    }
}
