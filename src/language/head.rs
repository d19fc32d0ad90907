//! The first sixteen bytes of a word as two numbers, so that words are found, folded and compared
//! eight letters at a time.

/// So many bytes of a word stand in its [`Head`].
pub(super) const HEAD: usize = 16;

/// The first bytes of a word in lower case, the first one lowest, filled up with zeros; and the
/// length of the whole word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) bytes: [u64; 2],
    pub(super) length: u32,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

impl Head {
    /// The head of a word that is in lower case already, and what stands behind it.
    pub(super) fn of(folded: &str) -> (Self, &[u8]) {
        let bytes = folded.as_bytes();
        let rest = bytes.get(HEAD..).unwrap_or_default();
        (Self::new(short(bytes), bytes.len()), rest)
    }

    /// The head of `word`, whatever its case; `None` where letters beyond ASCII stand in it.
    pub(super) fn read(word: &[u8]) -> Option<Self> {
        let (mut bytes, mut length) = (short(word), word.len());
        // "’s" is frequent enough not to be folded the slow way.
        const CURLY: u64 = 0x99_80E2;
        if bytes[0] & 0xFF_FFFF == CURLY && length <= HEAD / 2 {
            bytes[0] = (bytes[0] >> 16) & !0xFF | u64::from(b'\'');
            length -= 2;
        }
        let [a, b] = bytes;
        ((a | b) & HIGH_BITS == 0).then(|| Self::new([lower(a), lower(b)], length))
    }

    /// The run of ASCII letters at `start`, where it is shorter than a head and the text goes on
    /// for the length of one.
    #[inline]
    pub(super) fn letters(text: &[u8], start: usize) -> Option<Self> {
        let window = text.get(start..)?.first_chunk::<HEAD>()?;
        let (halves, _) = window.as_chunks::<8>();
        let [a, b] = halves else { return None };
        let (a, first) = letters_in(u64::from_le_bytes(*a));
        if first < 8 {
            return Some(Self::new([a, 0], first));
        }
        let (b, second) = letters_in(u64::from_le_bytes(*b));
        (second < 8).then(|| Self::new([a, b], 8 + second))
    }

    /// The head of the same word, shorter than a head, with a full stop behind it.
    #[inline]
    pub(super) fn dotted(self) -> Self {
        let Self {
            bytes: [a, b],
            length,
        } = self;
        let at = 8 * length;
        let dot = |from: u32| {
            let shift = at.checked_sub(from).filter(|s| *s < 64);
            shift.map_or(0, |shift| u64::from(b'.') << shift)
        };
        Self {
            bytes: [a | dot(0), b | dot(64)],
            length: length + 1,
        }
    }

    fn new(bytes: [u64; 2], length: usize) -> Self {
        let length = length as u32;
        Self { bytes, length }
    }

    /// 0 where both are the same.
    #[inline]
    pub(super) fn differs(self, other: Self) -> u64 {
        let ([a, b], [c, d]) = (self.bytes, other.bytes);
        (a ^ c) | (b ^ d) | u64::from(self.length ^ other.length)
    }

    /// Length of the whole word, in bytes.
    pub(super) fn length(self) -> usize {
        self.length as usize
    }

    /// A hash of the word, of which `rest` stands behind its head, in either case.
    #[inline]
    pub(super) fn hash(self, rest: &[u8]) -> u64 {
        let [a, b] = self.bytes;
        let mut hash = a ^ b.wrapping_add(u64::from(self.length)).rotate_left(31);
        for byte in rest {
            hash = mixed(hash ^ u64::from(byte.to_ascii_lowercase()));
        }
        mixed(hash)
    }
}

/// The first bytes of a word, zeros behind.
fn short(word: &[u8]) -> [u64; 2] {
    let mut padded = [0; HEAD];
    let head = word.get(..HEAD).unwrap_or(word);
    if let Some(front) = padded.get_mut(..head.len()) {
        front.copy_from_slice(head);
    }
    let all = u128::from_le_bytes(padded);
    [all as u64, (all >> 64) as u64]
}

/// Both halves of a long product, folded: every bit of the result hangs on all bits.
#[inline]
fn mixed(bits: u64) -> u64 {
    let product = u128::from(bits) * 0x9E37_79B9_7F4A_7C15;
    product as u64 ^ (product >> 64) as u64
}

/// The high bit of each byte that is ASCII and lies between two bytes, both included.
#[inline]
fn between(bytes: u64, low: u8, high: u8) -> u64 {
    let ascii = bytes & !HIGH_BITS;
    let from_low = ascii + ONES * u64::from(0x80 - low);
    let beyond_high = ascii + ONES * u64::from(0x7F - high);
    (from_low ^ beyond_high) & !bytes & HIGH_BITS
}

/// Eight bytes with ASCII letters in lower case.
#[inline]
fn lower(bytes: u64) -> u64 {
    bytes | between(bytes, b'A', b'Z') >> 2
}

/// The letters of eight bytes before the first other one, in lower case, and how many they are.
#[inline]
fn letters_in(bytes: u64) -> (u64, usize) {
    // This bit turns capitals into small letters, and nothing else into a letter.
    let small = bytes | (ONES * 0x20);
    let others = between(small, b'a', b'z') ^ HIGH_BITS;
    // All bits below the byte of the lowest one; all of them where there is none.
    let before = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
    (small & before, others.trailing_zeros() as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lower_case_is_that_of_ascii(bytes in prop::array::uniform8(0u8..=255)) {
            let lowered = lower(u64::from_le_bytes(bytes)).to_le_bytes();
            prop_assert_eq!(lowered, bytes.map(|b| b.to_ascii_lowercase()));
        }

        #[test]
        fn letters_end_where_the_first_other_byte_stands(text in "[A-Za-z]{0,17}[ -~é]{16}") {
            let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
            let head = Head::letters(text.as_bytes(), 0);
            let word = text.get(..letters).unwrap();
            prop_assert_eq!(head.is_some(), letters < HEAD);
            if head.is_some() {
                prop_assert_eq!(head, Head::read(word.as_bytes()));
                prop_assert_eq!(head, Some(Head::of(&word.to_lowercase()).0));
            }
        }
    }
}
