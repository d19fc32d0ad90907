//! Word → stem, so that "export", "exports" and "exported" meet.

/// A light stem: lower case, without the endings of number, tense and comparison.
///
/// Weaker than Porter's on purpose: it joins the forms of one word, not the words of one root.
pub fn stem(word: &str) -> String {
    let mut word = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.to_lowercase(),
    };
    if word.len() <= 3 || !word.is_ascii() {
        return word;
    }
    let length = stem_length(word.as_bytes());
    let ends_in_y = length + 3 == word.len() && word.ends_with("ies");
    word.truncate(length);
    if ends_in_y {
        word.push('y');
    }
    word
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
