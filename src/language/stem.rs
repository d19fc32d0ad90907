//! Word → stem, so that "export", "exports" and "exported" meet.

use smallvec::SmallVec;

/// A word in small letters, on the stack if it is no longer than words are.
pub(super) type Letters = SmallVec<[u8; 32]>;

/// A light stem: lower case, without the endings of number, tense and comparison.
///
/// Weaker than Porter's on purpose: it joins the forms of one word, not the words of one root.
pub fn stem(word: &str) -> String {
    match of_ascii(word) {
        Some(letters) => String::from_utf8_lossy(&letters).into_owned(),
        None => word.to_lowercase(),
    }
}

/// The stem of a word of ASCII letters; `None` for others, which have none but themselves.
pub(super) fn of_ascii(word: &str) -> Option<Letters> {
    if !word.is_ascii() {
        return None;
    }
    let mut letters = Letters::from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    if letters.len() > 3 {
        let length = stem_length(&letters);
        let ends_in_y = length + 3 == letters.len() && letters.ends_with(b"ies");
        letters.truncate(length);
        if ends_in_y {
            letters.push(b'y');
        }
    }
    Some(letters)
}

/// How many letters of the word are its stem.
fn stem_length(word: &[u8]) -> usize {
    let length = word.len();
    let leaves = |ending: &[u8], least: usize| {
        word.strip_suffix(ending)
            .is_some_and(|stem| stem.len() >= least)
    };
    match word.last() {
        Some(b's') => {
            let any = |endings: &[&[u8]], least| endings.iter().any(|e| leaves(e, least));
            if leaves(b"ies", 2) {
                length - 3
            } else if any(&[b"ss", b"us", b"is"], 0) {
                length
            } else if any(&[b"sses", b"shes", b"ches", b"xes"], 2) {
                length - 2
            } else {
                length - 1
            }
        }
        Some(b'g') if leaves(b"ing", 3) => undoubled(word, length - 3),
        Some(b'd') if leaves(b"ed", 3) => undoubled(word, length - 2),
        Some(b'e') if length > 4 => length - 1,
        _ => length,
    }
}

/// "stopp" → "stop", but "fall", "pass", "agree"
fn undoubled(word: &[u8], length: usize) -> usize {
    match word.get(..length) {
        Some([.., a, b]) if a == b && !matches!(a, b'l' | b's' | b'e') => length - 1,
        _ => length,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;
    use insta::assert_snapshot;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        let stems = |words: &[&str]| words.iter().map(|w| stem(w)).collect::<Vec<_>>().join(" ");
        assert_snapshot!(stems(&["export", "exports", "exported", "exporting"]), @"export export export export");
        assert_snapshot!(stems(&["treaty", "treaties", "crisis", "stopped", "stop"]), @"treaty treaty crisis stop stop");
        assert_snapshot!(stems(&["release", "released", "releasing", "churches"]), @"releas releas releas church");
    }
}
