//! One thing named as a value: where somebody was born, which university gave a degree.

use serde::Serialize;

use super::Relation;

/// What a text names in answer to one question, by one or several names of the same thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// Keys of the names.
    pub keys: Vec<String>,
    /// Keys of what the named things lie in, where known: countries of cities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// How to name it to a person.
    pub shown: String,
}

impl Named {
    /// Two answers are the same where they share a name, or where one names the country of the
    /// other. Names of which one begins or ends the other ("Lyme", "Lyme Regis") may be one.
    pub fn compare(&self, other: &Named) -> Relation {
        let shared = self.keys.iter().any(|k| other.keys.contains(k))
            || self.within.iter().any(|k| other.keys.contains(k))
            || other.within.iter().any(|k| self.keys.contains(k));
        if shared {
            return Relation::Compatible;
        }
        let bare = |key: &str| {
            key.split_once(':')
                .map_or(key, |(_, name)| name)
                .to_lowercase()
        };
        let ends = |long: &str, short: &str| {
            let before = long.strip_suffix(short).is_some_and(|r| r.ends_with(' '));
            before || long.strip_prefix(short).is_some_and(|r| r.starts_with(' '))
        };
        let part = |a: &str, b: &str| ends(a, b) || ends(b, a);
        let alike = self
            .keys
            .iter()
            .any(|k| other.keys.iter().any(|o| part(&bare(k), &bare(o))));
        if alike {
            Relation::Compatible
        } else {
            Relation::Disjoint
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn compare(a: &[&str], b: &[&str]) -> String {
        let named = |names: &[&str]| Named {
            keys: names.iter().map(|n| (*n).to_owned()).collect(),
            within: Vec::new(),
            shown: names.join(", "),
        };
        format!("{:?}", named(a).compare(&named(b)))
    }

    #[test]
    fn answers_that_share_a_name_agree_and_others_clash() {
        assert_snapshot!(compare(&["place:Halden", "country:NO"], &["country:NO"]), @"Compatible");
        assert_snapshot!(compare(&["name:lyme"], &["name:lyme regis"]), @"Compatible");
        assert_snapshot!(compare(&["place:Halden"], &["place:Moss"]), @"Disjoint");
        assert_snapshot!(compare(&["office:bishop"], &["office:archbishop"]), @"Disjoint");
    }
}
