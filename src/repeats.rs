//! Which of many hashes come more than once.

/// Bits for each thing that hashes are made of.
const BITS: usize = 128;
/// The least and the most bits, as powers of two.
const LEAST: usize = 1 << 10;
const MOST: usize = 1 << 24;

/// Which hashes came, and which came again, by a bit of each (a Bloom filter for each of the two).
///
/// Most keys of a folder stand in one place alone. They are told by going over all keys twice: the
/// second time only those that came again, and a few that share their bit, are gathered and sorted.
#[derive(Debug)]
pub struct Repeats {
    came: Vec<u64>,
    again: Vec<u64>,
}

impl Repeats {
    /// Nothing came yet; hashes of about so many things will.
    pub fn of(things: usize) -> Self {
        let bits = things.saturating_mul(BITS).clamp(LEAST, MOST);
        let words = bits.next_power_of_two() / 64;
        Self {
            came: vec![0; words],
            again: vec![0; words],
        }
    }

    /// Notes that a hash came.
    pub fn add(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        if let (Some(came), Some(again)) = (self.came.get_mut(word), self.again.get_mut(word)) {
            *again |= *came & bit;
            *came |= bit;
        }
    }

    /// Whether a hash may have come more than once; where not, it surely did not.
    pub fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.again.get(word).is_some_and(|again| again & bit != 0)
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let word = (hash >> 6) as usize & (self.came.len() - 1);
        (word, 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_twice_is_never_missed_and_what_comes_once_seldom_told() {
        let hash = |n: u64| n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        let mut repeats = Repeats::of(1_000);
        for n in (0..1_000).chain(0..500) {
            repeats.add(hash(n));
        }
        assert!((0..500).all(|n| repeats.may_have(hash(n))));
        let told = (500..1_000).filter(|n| repeats.may_have(hash(*n))).count();
        assert!(told < 50, "{told}");
    }
}
