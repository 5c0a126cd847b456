//! English lemmas: irregular forms by the table, the rest by taking endings off as far as the glosses know the word that is left.

use super::Index;
use super::stem::{irregular_base, irregular_forms, stem};

/// What stands in the glosses so much more often than its supposed base is a word of its own: "clothes" against "clothe".
const OWN_WORD_RATIO: u64 = 8;

pub(super) fn lemma(words: &Index, word: &str) -> String {
    let word = word.to_lowercase();
    if let Some(base) = irregular_base(&word) {
        return base.to_owned();
    }
    let word_count = words.get(&word).unwrap_or(0);
    let word_stem = stem(&word);
    let known = |base: &String| words.get(base).is_some_and(|count| count * OWN_WORD_RATIO >= word_count);
    // Taking "es" off changes the stem of some words ("buses"), any other ending must leave it.
    let mut bases = bases(&word).filter(|(base, ending)| *ending == "es" || stem(base) == word_stem);
    let base = bases.find(|(base, _)| known(base));
    base.map_or(word.clone(), |(base, _)| base)
}

/// A word in lower case that is its own lemma, and the forms whose lemma it is, sorted.
pub(super) fn forms(words: &Index, base: &str) -> Vec<String> {
    let rest = |end: char| base.strip_suffix(end).unwrap_or(base);
    let doubled = base.chars().last().map_or_else(String::new, |end| format!("{base}{end}"));
    let mut forms: Vec<String> = ["s", "es", "ed", "ing"].iter().map(|ending| format!("{base}{ending}")).collect();
    forms.extend([format!("{}ies", rest('y')), format!("{}ied", rest('y')), format!("{}ing", rest('e'))]);
    forms.extend([format!("{}ed", rest('e')), format!("{doubled}ed"), format!("{doubled}ing")]);
    forms.extend(irregular_forms(base).map(str::to_owned));
    forms.retain(|form| lemma(words, form) == base);
    forms.push(base.to_owned());
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// What a word may be an inflected form of, with the ending it would have; the likelier first. All have two letters or more.
fn bases(word: &str) -> impl Iterator<Item = (String, &'static str)> {
    const RULES: [(&str, &str); 8] =
        [("ies", "y"), ("s", ""), ("es", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")];
    RULES.iter().flat_map(move |(ending, instead)| {
        let rest = word.strip_suffix(ending).filter(|rest| rest.len() > 1);
        let rest = rest.filter(|rest| match *ending {
            "s" => !rest.ends_with(['s', 'u', 'i']),
            "es" => ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| rest.ends_with(end)),
            _ => true,
        });
        let single = rest.and_then(undoubled).filter(|_| instead.is_empty() && *ending != "s" && *ending != "es");
        rest.map(|rest| (format!("{rest}{instead}"), *ending))
            .into_iter()
            .chain(single.map(|rest| (rest.to_owned(), *ending)))
    })
}

/// "runn" is "run".
fn undoubled(word: &str) -> Option<&str> {
    let mut last = word.chars().rev();
    let (end, before) = (last.next()?, last.next()?);
    (end == before && end.is_ascii_alphabetic()).then(|| &word[..word.len() - 1])
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn lemmas_table() {
        let lexicon = Lexicon::bundled().unwrap();
        for (forms, base) in [
            ("run ran running runs Runs", "run"),
            ("go goes going went gone", "go"),
            ("make makes made making", "make"),
            ("ferry ferries", "ferry"),
            ("carry carries carried carrying", "carry"),
            ("stop stops stopped stopping", "stop"),
            ("hope hopes hoped hoping", "hope"),
            ("hop hopped hopping", "hop"),
            ("need needs needed needing", "need"),
            ("bus buses", "bus"),
            ("use uses used using", "use"),
            ("box boxes", "box"),
            ("church churches", "church"),
            ("glass glasses", "glass"),
            ("horse horses", "horse"),
            ("child children", "child"),
            ("fall fell fallen falling", "fall"),
            ("agree agrees agreed agreeing", "agree"),
            ("lie lies lying", "lie"),
            ("see saw seen seeing", "see"),
            ("add adds added adding", "add"),
            ("news", "news"),
            ("clothes", "clothes"),
            ("morning", "morning"),
            ("string", "string"),
            ("bed", "bed"),
            ("always", "always"),
            ("series", "series"),
            ("politics", "politics"),
            ("as", "as"),
            ("his", "he"),
            ("thing", "thing"),
            ("Thornton", "thornton"),
            ("zzqs", "zzqs"),
            ("ing", "ing"),
            ("\u{e9}es", "\u{e9}es"),
            ("", ""),
        ] {
            for form in forms.split(' ') {
                assert_eq!(lexicon.lemma(form), base, "{form}");
            }
        }
    }

    #[test]
    fn forms_are_those_that_lead_back() {
        let lexicon = Lexicon::bundled().unwrap();
        for (base, forms) in [
            ("run", "ran run running runs"),
            ("ferry", "ferries ferry"),
            ("make", "made make makes making"),
            ("go", "goes going gone went"),
            ("bus", "bus buses"),
            ("hop", "hop hopped hopping hops"),
            ("hope", "hope hoped hopes hoping"),
        ] {
            let found = lexicon.forms(base);
            assert!(forms.split(' ').all(|form| found.iter().any(|other| other == form)), "{base}: {found:?}");
            assert!(found.iter().all(|form| form == base || lexicon.lemma(form) == base), "{base}: {found:?}");
        }
        assert_eq!(lexicon.forms(""), [""]);
    }
}
