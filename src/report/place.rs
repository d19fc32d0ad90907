//! Byte offsets → lines and columns, for people.

/// A cursor over a text that knows on which line it stands. Offsets are best asked for in
/// rising order: then the text is gone through once.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    text: &'a str,
    /// Number of the line that is known, counted from 1.
    line: u64,
    /// Its first byte.
    start: usize,
    /// Byte up to which line ends are counted.
    counted: usize,
}

impl<'a> Places<'a> {
    /// A cursor at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            line: 1,
            start: 0,
            counted: 0,
        }
    }

    /// Line and column of byte `offset`, both counted from 1; columns count characters.
    pub fn at(&mut self, offset: usize) -> (u64, u64) {
        if offset < self.counted {
            *self = Self::new(self.text);
        }
        let offset = offset.min(self.text.len());
        let skipped = self.text.as_bytes().get(self.counted..offset);
        for end in memchr::memchr_iter(b'\n', skipped.unwrap_or_default()) {
            self.line += 1;
            self.start = self.counted + end + 1;
        }
        self.counted = offset;
        let before = self.text.get(self.start..offset).unwrap_or_default();
        (self.line, before.chars().count() as u64 + 1)
    }
}

/// The line starts of a text that is asked for places in any order.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    /// First bytes of the second line and those after it.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        Self {
            text,
            starts: ends.map(|end| end + 1).collect(),
        }
    }

    /// Line and column of byte `offset`, as [`Places::at`] tells them.
    pub(super) fn at(&self, offset: usize) -> (u64, u64) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|l| self.starts.get(l));
        let before = self.text.get(start.copied().unwrap_or(0)..offset);
        let column = before.unwrap_or_default().chars().count() as u64 + 1;
        (line as u64 + 1, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_counted_from_one() {
        let mut places = Places::new("né\r\n\nab");
        assert_eq!(places.at(0), (1, 1));
        assert_eq!(places.at(3), (1, 3));
        assert_eq!(places.at(5), (2, 1));
        assert_eq!(places.at(7), (3, 2));
        assert_eq!(places.at(99), (3, 3));
        assert_eq!(places.at(1), (1, 2));
    }

    #[test]
    fn both_ways_of_counting_agree() {
        let text = "né\r\n\nab\nc";
        let lines = Lines::new(text);
        for (offset, _) in text.char_indices() {
            assert_eq!(lines.at(offset), Places::new(text).at(offset), "{offset}");
        }
    }
}
