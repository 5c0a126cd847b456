//! A sense of the dictionary as the expressions that may stand in a translation: without notes, readings and what leads elsewhere.

use crate::text::is_han;

/// Longer expressions explain.
const MAX_WORDS: usize = 6;
/// What points from a sense to another headword.
const REFERENCES: [&str; 12] = [
    "variant of ",
    "abbr. for ",
    "abbr. to ",
    "see also ",
    "see ",
    "also written ",
    "same as ",
    "equivalent to ",
    "used in ",
    "another name for ",
    "short for ",
    "=",
];
/// Words of the dictionary's own language.
const NOTES: [&str; 16] = [
    "sb", "sth", "esp.", "fig.", "lit.", "e.g.", "i.e.", "etc", "etc.", "idiom", "oneself", "sb's", "one's", "esp",
    "fig", "lit",
];
const LEADING: [&str; 8] = ["to", "a", "an", "the", "be", "one's", "sb", "sth"];
/// Behind a comma these go on with an explanation: "Ningbo, city in Zhejiang".
const EXPLAINING: [&str; 24] = [
    "capital",
    "city",
    "county",
    "town",
    "province",
    "district",
    "prefecture",
    "in",
    "of",
    "from",
    "see",
    "about",
    "located",
    "such",
    "one",
    "former",
    "born",
    "usually",
    "often",
    "as",
    "and",
    "or",
    "also",
    "species",
];

/// Calls `found` with each expression of a sense, as words in lower case with spaces between them.
pub(super) fn expressions(sense: &str, mut found: impl FnMut(&str)) {
    if ["CL:", "also pr.", "Taiwan pr."].iter().any(|note| sense.starts_with(note)) || is_reference(sense) {
        return;
    }
    let sense = without_brackets(sense.strip_prefix("surname ").unwrap_or(sense));
    for part in sense.split(';') {
        for (at, alternative) in part.split(',').enumerate() {
            if alternative.contains(is_han) {
                continue;
            }
            let expression = words(alternative);
            let first = expression.split(' ').next().unwrap_or("");
            let is_explaining = at > 0 && EXPLAINING.contains(&first);
            if !expression.is_empty() && expression.split(' ').count() <= MAX_WORDS && !is_explaining {
                found(&expression);
            }
        }
    }
}

/// The simplified headwords that a sense points to.
pub(super) fn references(sense: &str) -> impl Iterator<Item = &str> {
    REFERENCES.iter().flat_map(move |phrase| {
        sense.match_indices(phrase).filter_map(|(at, _)| {
            let rest = sense[at + phrase.len()..].trim_start();
            let end = rest.find(|c: char| !is_han(c) && c != '|').unwrap_or(rest.len());
            rest[..end].rsplit('|').next().filter(|word| !word.is_empty())
        })
    })
}

/// True for a sense that is nothing but a reference.
fn is_reference(sense: &str) -> bool {
    let rest = ["old ", "archaic ", "erhua ", "Japanese ", "popular "]
        .iter()
        .fold(sense, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    REFERENCES.iter().any(|phrase| rest.strip_prefix(phrase).is_some_and(|to| to.starts_with(is_han)))
}

fn without_brackets(sense: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(sense.len());
    for c in sense.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The words of an expression, from the first that says something.
fn words(expression: &str) -> String {
    let lower = expression.to_lowercase().replace('’', "'");
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace().filter(|word| !NOTES.contains(word)) {
        let mut kept = String::with_capacity(word.len());
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            let stays = matches!(c, 'a'..='z' | '0'..='9' | '\'' | '%' | '-')
                || c == '.' && chars.peek().is_some_and(char::is_ascii_digit);
            kept.push(if stays { c } else { ' ' });
        }
        for word in kept.split_whitespace() {
            let word = word.trim_matches(['\'', '-']);
            if word.is_empty() || out.is_empty() && LEADING.contains(&word) {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_may_stand_in_a_translation() {
        for (sense, expected) in [
            ("to moor; to anchor (a ship)", &["moor", "anchor"][..]),
            ("harbor", &["harbor"]),
            ("Ningbo, city in Zhejiang", &["ningbo"]),
            ("CL:座[zuo4],個|个[ge4]", &[]),
            ("variant of 裡|里[li3]", &[]),
            ("surname Wang", &["wang"]),
            ("lit. to let a tiger return to the mountain to be killed (idiom)", &[]),
            ("to care about sb's face", &["care about face"]),
            ("well-known", &["well-known"]),
        ] {
            let mut found = Vec::new();
            expressions(sense, |e| found.push(e.to_owned()));
            assert_eq!(found, expected, "{sense}");
        }
        assert_eq!(references("abbr. for 中國|中国[Zhong1 guo2]").collect::<Vec<_>>(), ["中国"]);
    }
}
