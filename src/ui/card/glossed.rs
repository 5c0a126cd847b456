//! The Chinese words for an English one, the most useful first.

use crate::align::words::chinese_function_words;
use crate::lexicon::{Entry, Level, Lexicon, gloss_words, stem};
use encoding_rs::GBK;
use std::collections::HashSet;

/// So many are shown.
const MAX_GLOSSED: usize = 6;
/// So many are looked at for the most useful of them, a tenth of a millisecond each.
const MAX_LOOKED_AT: usize = 32;

// In levels of words: how much later a word is useful that is not taught, is a character that is not taught, means the English word only
// together with others, has it in a remark only; and how much sooner one that grammar has for it.
const UNTAUGHT: usize = 8;
const UNTAUGHT_CHARACTER: usize = 9;
const IN_PART: usize = 2;
const IN_REMARK: usize = 6;
const MOST_MEANINGS: usize = 6;
const OF_GRAMMAR: usize = 3;

/// What is looked for among the glosses.
struct Wanted<'w> {
    word: &'w str,
    /// Its dictionary form, and how that is spelt in America if that is otherwise.
    lemmas: Vec<String>,
    stems: Vec<String>,
}

/// The entries of the words that translate a word, each with the sense that says so; `across` stands across from it and comes first.
pub(super) fn glossed(lexicon: &Lexicon, word: &str, lemma: &str, across: &[&str]) -> Vec<(Entry, usize)> {
    let lemmas: Vec<String> = [Some(lemma.to_owned()), american(lemma)].into_iter().flatten().collect();
    let stems: Vec<String> = lemmas.iter().map(|lemma| stem(lemma)).collect();
    let wanted = Wanted { word, lemmas, stems };
    let mut found: Vec<(Rank, Entry, usize)> = Vec::new();
    let mut add = |entry: Entry, useful: usize, sense: usize| {
        let is_across = across.iter().any(|word| *word == entry.simplified || *word == entry.traditional);
        let is_rare = !entry.simplified.chars().all(is_common);
        let is_character = entry.simplified.chars().nth(1).is_none();
        found.push(((!is_across, is_rare, useful, is_character), entry, sense));
    };
    for id in wanted.stems.iter().filter_map(|stem| lexicon.stem_id(stem)) {
        for entry in lexicon.glossed_with(id, MAX_LOOKED_AT) {
            if let Some((loose, sense)) = wanted.fit(&entry) {
                let useful = OF_GRAMMAR + level(&entry) + loose;
                add(entry, useful, sense);
            }
        }
    }
    for (chinese, place) in chinese_function_words(&word.to_lowercase()) {
        let entries = lexicon.entries(chinese);
        let fits = entries.iter().map(|entry| wanted.fit(entry).map(|(_, sense)| sense));
        let at = fits.clone().position(|sense| sense.is_some());
        let at = at.or_else(|| entries.iter().position(|entry| !entry.is_name())).unwrap_or(0);
        let sense = fits.flatten().next().unwrap_or(0);
        if let Some(entry) = entries.get(at) {
            add(entry.clone(), level(entry) + place + place / 2, sense);
        }
    }
    found.sort_by_key(|(rank, ..)| *rank);
    let mut seen = HashSet::new();
    found.retain(|(_, entry, _)| seen.insert((entry.simplified.clone(), entry.pinyin.clone())));
    found.truncate(MAX_GLOSSED);
    found.into_iter().map(|(_, entry, sense)| (entry, sense)).collect()
}

/// What sorts the most useful first: what stands across, common characters before rare ones, what is learned early and means just this;
/// words before characters.
type Rank = (bool, bool, usize, bool);

impl Wanted<'_> {
    /// How loosely an entry fits, 0 for one that means just this in the first place, and the sense that does; `None` if none of its senses does.
    fn fit(&self, entry: &Entry) -> Option<(usize, usize)> {
        let senses = entry.senses.iter().enumerate().filter(|(_, sense)| is_gloss(sense));
        let meanings = senses.flat_map(|(at, sense)| sense.split([';', ',']).map(move |meaning| (at, meaning)));
        let fits = meanings
            .enumerate()
            .filter_map(|(place, (sense, meaning))| Some((self.looseness(meaning)? + place.min(MOST_MEANINGS), sense)));
        fits.min()
    }

    fn looseness(&self, meaning: &str) -> Option<usize> {
        let plain = plain_gloss(meaning);
        let is_named = self.word.starts_with(char::is_uppercase);
        let is_it = |lemma: &String| plain == lemma || is_named && plain.eq_ignore_ascii_case(lemma);
        if self.lemmas.iter().any(is_it) {
            return Some(0);
        }
        let explains = |text: &str| gloss_words(text).any(|word| self.stems.contains(&stem(&word)));
        match () {
            () if explains(plain) => Some(IN_PART + gloss_words(plain).count()),
            () if explains(meaning) => Some(IN_REMARK),
            () => None,
        }
    }
}

/// The level of a word, or what counts as that.
fn level(entry: &Entry) -> usize {
    let is_character = entry.simplified.chars().nth(1).is_none();
    let untaught = if is_character { UNTAUGHT_CHARACTER } else { UNTAUGHT };
    Level::of(&entry.simplified).map_or(untaught, |level| usize::from(level.number()))
}

/// False for a sense that says something of the word itself: how it is read in Beijing or Taiwan, whose name it is, what else it is written.
fn is_gloss(sense: &str) -> bool {
    let is_reading = sense.split_once("pr. [").is_some_and(|(before, _)| !before.contains('('));
    !is_reading
        && !sense.contains("variant of")
        && !["CL:", "surname ", "abbr. for "].iter().any(|s| sense.starts_with(s))
}

/// How a word that is spelt in Britain otherwise than in America, where the dictionary is from, is spelt there: "harbor".
fn american(word: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 5] = [("our", "or"), ("tre", "ter"), ("ise", "ize"), ("yse", "yze"), ("ogue", "og")];
    let ending = |(ours, theirs): &(&str, &str)| Some(format!("{}{theirs}", word.strip_suffix(ours)?));
    ENDINGS.iter().filter(|_| word.len() > 5).find_map(ending)
}

/// A meaning without its article or particle, and without what stands in brackets.
fn plain_gloss(gloss: &str) -> &str {
    let gloss = gloss.trim();
    let gloss = gloss.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(gloss, |(_, rest)| rest.trim());
    let gloss = gloss.split_once('(').map_or(gloss, |(start, _)| start.trim());
    ["to ", "a ", "an ", "the "].iter().find_map(|start| gloss.strip_prefix(start)).unwrap_or(gloss)
}

/// True for the 3755 characters of everyday writing, the first level of GB 2312; they are its rows 16 to 55.
fn is_common(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, has_gap) = GBK.encode(c.encode_utf8(&mut buffer));
    !has_gap && matches!(*bytes, [0xb0..=0xd7, 0xa1..=0xfe])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lexicon: &Lexicon, word: &str, across: &str) -> Vec<String> {
        let found = glossed(lexicon, word, &lexicon.lemma(word), &[across]);
        found.into_iter().map(|(entry, _)| entry.simplified).collect()
    }

    #[test]
    fn useful_chinese_words_come_first() {
        let lexicon = Lexicon::bundled().unwrap();
        for (word, expected) in [
            ("BEIJING", "北京"),
            ("Beijing", "北京"),
            ("China", "中国"),
            ("London", "伦敦"),
            ("in", "在"),
            ("in", "里"),
            ("on", "上"),
            ("of", "的"),
            ("with", "和"),
            ("bank", "银行"),
            ("people", "人们"),
            ("house", "房子"),
            ("ran", "跑"),
            ("go", "去"),
            ("time", "时间"),
            ("water", "水"),
            ("boat", "船"),
            ("ships", "船"),
            ("lighthouse", "灯塔"),
            ("harbour", "港口"),
            ("city", "城市"),
            ("government", "政府"),
            ("said", "说"),
            ("big", "大"),
            ("work", "工作"),
            ("children", "孩子"),
            ("years", "年"),
            ("company", "公司"),
            ("market", "市场"),
            ("news", "新闻"),
            ("beautiful", "美丽"),
            ("window", "窗户"),
            ("island", "岛"),
            ("weather", "天气"),
            ("phone", "电话"),
            ("car", "汽车"),
            ("problem", "问题"),
            ("long", "长"),
        ] {
            let words = words(&lexicon, word, "");
            assert!(words.iter().take(3).any(|other| other == expected), "{word}: {words:?}");
            assert!(!words.iter().any(|word| word == "主意" || word == "界内球"), "{word}: {words:?}");
        }
        let plain = words(&lexicon, "boat", "");
        let last = plain.last().unwrap();
        assert_eq!(&words(&lexicon, "boat", last)[0], last, "what stands across comes first");
    }

    #[test]
    fn what_is_said_of_a_word_itself_is_no_meaning_of_it() {
        for (sense, expected) in [
            ("Beijing pr. [zhu2 yi5]", false),
            ("Taiwan pr. [xi2]", false),
            ("to exist (Taiwan pr. [zai2])", true),
            ("surname Long", false),
            ("old variant of 船[chuan2]", false),
            ("CL:個|个[ge4]", false),
            ("Beijing municipality", true),
        ] {
            assert_eq!(is_gloss(sense), expected, "{sense}");
        }
    }

    #[test]
    fn words_are_found_however_they_are_spelt() {
        for (word, expected) in [
            ("harbour", Some("harbor")),
            ("theatre", Some("theater")),
            ("realise", Some("realize")),
            ("flour", None),
            ("sea", None),
        ] {
            assert_eq!(american(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn characters_of_everyday_writing() {
        for (c, expected) in [('船', true), ('艇', true), ('艖', false), ('A', false), ('輪', false), ('〇', false)]
        {
            assert_eq!(is_common(c), expected, "{c}");
        }
    }
}
