//! Word → stem, so that "export", "exports" and "exported" meet.

/// A light stem: lower case, without the endings of number, tense and comparison.
///
/// Weaker than Porter's on purpose: it joins the forms of one word, not the words of one root.
pub fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let cut = |ending: &str, least: usize| {
        word.strip_suffix(ending)
            .filter(|s| s.chars().count() >= least)
    };
    if length <= 3 || !word.is_ascii() {
        return word;
    }
    if let Some(s) = cut("ies", 2) {
        return format!("{s}y");
    }
    if ["ss", "us", "is"].iter().any(|e| word.ends_with(e)) {
        return word;
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if let Some(s) = cut(ending, 2) {
            return format!("{s}{}", ending.strip_suffix("es").unwrap_or_default());
        }
    }
    if let Some(s) = cut("s", 3) {
        return s.to_owned();
    }
    if let Some(s) = cut("ing", 3).or_else(|| cut("ed", 3)) {
        let mut chars = s.chars().rev();
        return match (chars.next(), chars.next()) {
            (Some(a), Some(b)) if a == b && !matches!(a, 'l' | 's' | 'e') => {
                s.strip_suffix(a).unwrap_or(s).to_owned()
            }
            _ => s.to_owned(),
        };
    }
    match cut("e", 4) {
        Some(s) => s.to_owned(),
        None => word,
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
