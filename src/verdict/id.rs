//! Stable ids of findings.

use super::{Verdict, words};
use crate::claim::Claim;

/// An id made from the rule, the subject and the values that are claimed: the same after
/// paragraphs were moved or files renamed, another one when a value changes.
pub(super) fn of<'a>(
    rule: &str,
    claims: impl Iterator<Item = &'a Claim>,
    verdict: Verdict,
) -> String {
    let mut values: Vec<String> = Vec::new();
    let mut subjects: Vec<String> = Vec::new();
    for claim in claims {
        values.push(claim.value.canonical());
        let parts: Vec<String> = claim.subject.iter().map(words::key_of_part).collect();
        subjects.push(parts.join("\u{1e}"));
    }
    for list in [&mut values, &mut subjects] {
        list.sort();
        list.dedup();
    }
    let text = [
        rule,
        verdict.name(),
        &subjects.join("\u{1f}"),
        &values.join("\u{1f}"),
    ]
    .join("\u{1d}");
    format!("{rule}-{:08x}", fnv1a(text.as_bytes()) as u32)
}

/// FNV-1a, 64 bit: small, and the same on every machine and in every version.
/// Source: Fowler, Noll, Vo; constants from draft-eastlake-fnv.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(super::fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
