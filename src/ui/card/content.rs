//! What the card says of a word. No toolkit, no article: a word and what it is linked with go in, text comes out.

use super::glossed;
use crate::lexicon::{Entry, Level, Lexicon, is_stopword_en, is_stopword_zh, stem, tone_marked};
use crate::text::is_han;
use std::collections::HashSet;

/// More entries of one headword are surnames and variants.
const MAX_ENTRIES: usize = 4;
/// More senses are for a dictionary on the desk.
const MAX_SENSES: usize = 8;
/// Senses that go into a note.
const NOTED_SENSES: usize = 3;

/// A syllable with its tone mark, and its tone: 0 to 3 for the first to the fourth, 4 for the neutral one.
pub type Syllable = (String, usize);

/// What is said of a word.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The word as a dictionary lists it.
    pub headword: String,
    /// The same in the other script, or the form in the text where that is another.
    pub other_form: Option<String>,
    /// Of a Chinese word.
    pub level: Option<Level>,
    /// Empty for a word that no dictionary entry tells of.
    pub entries: Vec<EntryText>,
    /// Chinese words that are glossed with an English word.
    pub glossed: Vec<EntryText>,
    /// What stands across from an English word in its sentence.
    pub across: Vec<EntryText>,
}

/// An entry of the dictionary as it is shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct EntryText {
    /// The characters.
    pub word: String,
    /// How they are read.
    pub reading: Vec<Syllable>,
    /// In order, references made readable.
    pub senses: Vec<String>,
}

impl Content {
    /// Of a word as it stands in the text, across from these words.
    #[must_use]
    pub fn of<'t>(lexicon: &Lexicon, word: &str, across: impl Iterator<Item = &'t str>) -> Self {
        if word.contains(is_han) { Self::chinese(lexicon, word) } else { Self::english(lexicon, word, across) }
    }

    fn chinese(lexicon: &Lexicon, word: &str) -> Self {
        let mut entries = lexicon.entries(word);
        // Names are written with a capital; they come after words, and so do variants.
        entries.sort_by_key(|entry| {
            let sense = entry.senses.first().map_or("", String::as_str);
            (sense.contains("variant of"), entry.is_name())
        });
        let is_traditional = entries.iter().all(|entry| entry.simplified != word);
        let other = |entry: &Entry| if is_traditional { entry.simplified.clone() } else { entry.traditional.clone() };
        let other_form = entries.first().map(other).filter(|other| other != word);
        entries.truncate(MAX_ENTRIES);
        let entries = entries.iter().map(|entry| EntryText::of(entry, is_traditional)).collect();
        Self { headword: word.to_owned(), other_form, level: Level::of(word), entries, ..Self::default() }
    }

    fn english<'t>(lexicon: &Lexicon, word: &str, across: impl Iterator<Item = &'t str>) -> Self {
        let lower = word.to_lowercase();
        let lemma = lexicon.lemma(word);
        let across: Vec<&str> = across.collect();
        let glossed = glossed::glossed(lexicon, word, &lemma, &across);
        let read = |text: &&str| {
            let is_it = |entry: &Entry| entry.simplified == *text || entry.traditional == *text;
            let known = glossed.iter().find(|(entry, _)| is_it(entry));
            known.map_or_else(|| EntryText::named(lexicon, text), |(entry, sense)| EntryText::glossed(entry, *sense))
        };
        let across = across.iter().map(read).collect();
        let glossed = glossed.iter().map(|(entry, sense)| EntryText::glossed(entry, *sense)).collect();
        let other_form = Some(word.to_owned()).filter(|_| lemma != lower);
        // A name keeps its capital.
        let headword = if lemma == lower { word.to_owned() } else { lemma };
        Self { headword, other_form, glossed, across, ..Self::default() }
    }

    /// What a note on the word begins with: the headword, how it is read, and its first senses or counterparts, that of the sentence before
    /// others if it may be told; then a new line to write on.
    #[must_use]
    pub fn noted(&self, tells_across: bool) -> String {
        let mut head = self.headword.clone();
        if let Some(other) = self.other_form.as_ref().filter(|_| !self.entries.is_empty()) {
            head = format!("{head} ({other})");
        }
        let mut told: Vec<String> = if let Some(entry) = self.entries.first() {
            head = format!("{head} {}", entry.reading_text());
            entry.senses.clone()
        } else {
            let across = self.across.iter().filter(|_| tells_across);
            across.chain(&self.glossed).map(EntryText::headline).collect()
        };
        let mut seen = HashSet::new();
        told.retain(|word| seen.insert(word.clone()));
        told.truncate(NOTED_SENSES);
        [head, told.join("; ")].into_iter().filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
    }
}

impl EntryText {
    fn of(entry: &Entry, is_traditional: bool) -> Self {
        let word = if is_traditional { &entry.traditional } else { &entry.simplified };
        let senses = entry.senses.iter().take(MAX_SENSES).map(|sense| readable(sense, is_traditional)).collect();
        Self { word: word.clone(), reading: syllables(&entry.pinyin), senses }
    }

    /// With one of its senses alone.
    fn glossed(entry: &Entry, sense: usize) -> Self {
        let senses = entry.senses.get(sense).into_iter().map(|sense| readable(sense, false)).collect();
        Self { word: entry.simplified.clone(), reading: syllables(&entry.pinyin), senses }
    }

    /// A word as it stands in the text, read as the dictionary says if it is there.
    fn named(lexicon: &Lexicon, text: &str) -> Self {
        let entry = lexicon.entries(text).into_iter().min_by_key(Entry::is_name);
        let reading = entry.map(|entry| syllables(&entry.pinyin)).unwrap_or_default();
        Self { word: text.to_owned(), reading, senses: vec![] }
    }

    /// The reading as one word.
    #[must_use]
    pub fn reading_text(&self) -> String {
        self.reading.iter().map(|(syllable, _)| syllable.as_str()).collect()
    }

    fn headline(&self) -> String {
        format!("{} {}", self.word, self.reading_text()).trim_end().to_owned()
    }
}

/// True for a word that is worth looking up first.
#[must_use]
pub fn is_content_word(word: &str) -> bool {
    if word.contains(is_han) {
        !is_stopword_zh(word)
    } else {
        word.chars().all(char::is_alphabetic) && !is_stopword_en(&stem(&word.to_lowercase()))
    }
}

/// `"gang3 kou3"` as syllables with their tones; what is no syllable is neutral.
fn syllables(pinyin: &str) -> Vec<Syllable> {
    let mut syllables: Vec<Syllable> = Vec::new();
    for numbered in pinyin.split_whitespace() {
        let tone = numbered.chars().last().and_then(|c| c.to_digit(10)).filter(|tone| (1..=4).contains(tone));
        let mut marked = tone_marked(numbered);
        if !syllables.is_empty() && numbered.starts_with(['a', 'o', 'e']) {
            marked.insert(0, '\'');
        }
        syllables.push((marked, tone.map_or(4, |tone| tone as usize - 1)));
    }
    syllables
}

/// A sense with its references as a reader writes them: `中國|中国[Zhong1 guo2]` is `中国 Zhōngguó`.
fn readable(sense: &str, is_traditional: bool) -> String {
    let is_of_word = |c: char| is_han(c) || matches!(c, '|' | '·' | '，' | '○');
    let mut out = String::new();
    let mut rest = sense;
    while let Some(c) = rest.chars().next() {
        if is_of_word(c) {
            let (both, after) = rest.split_at(rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()));
            let (traditional, simplified) = both.split_once('|').unwrap_or((both, both));
            out.push_str(if is_traditional { traditional } else { simplified });
            rest = after;
            continue;
        }
        let inside = rest.strip_prefix('[').and_then(|inside| inside.split_once(']'));
        if let Some((pinyin, after)) = inside.filter(|(pinyin, _)| is_pinyin(pinyin)) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(&tone_marked(pinyin));
            rest = after;
            continue;
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
        if matches!(c, ',' | ':') && rest.starts_with(is_han) {
            out.push(' ');
        }
    }
    out
}

fn is_pinyin(text: &str) -> bool {
    !text.is_empty() && text.split_whitespace().all(|syllable| syllable.ends_with(|c: char| matches!(c, '1'..='5')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_made_readable() {
        for (sense, simplified, traditional) in [
            ("see 中國|中国[Zhong1 guo2]", "see 中国 Zhōngguó", "see 中國 Zhōngguó"),
            ("CL:個|个[ge4],隻|只[zhi1]", "CL: 个 gè, 只 zhī", "CL: 個 gè, 隻 zhī"),
            ("Taiwan pr. [xi2]", "Taiwan pr. xí", "Taiwan pr. xí"),
            ("to lose [weight]", "to lose [weight]", "to lose [weight]"),
            ("an open [bracket", "an open [bracket", "an open [bracket"),
            ("", "", ""),
        ] {
            assert_eq!(readable(sense, false), simplified);
            assert_eq!(readable(sense, true), traditional);
        }
    }

    #[test]
    fn readings_come_in_syllables_with_their_tones() {
        let read = |pinyin| syllables(pinyin);
        let syllable = |text: &str, tone| (text.to_owned(), tone);
        assert_eq!(read("gang3 kou3"), [syllable("gǎng", 2), syllable("kǒu", 2)]);
        assert_eq!(read("Xi1 an1"), [syllable("Xī", 0), syllable("'ān", 0)]);
        assert_eq!(read("nu:3 de5 qu4"), [syllable("nǚ", 2), syllable("de", 4), syllable("qù", 3)]);
    }

    #[test]
    fn cards_of_both_languages() {
        let lexicon = Lexicon::bundled().unwrap();
        let harbour = Content::of(&lexicon, "港口", [].into_iter());
        assert_eq!((harbour.headword.as_str(), harbour.other_form.as_deref()), ("港口", None));
        assert_eq!((harbour.entries[0].reading_text().as_str(), harbour.level), ("gǎngkǒu", Level::new(6)));
        let noted = harbour.noted(true);
        assert!(noted.starts_with("港口 gǎngkǒu\nport") && noted.ends_with("harbor\n"), "{noted:?}");
        let ship = Content::of(&lexicon, "轮船", [].into_iter());
        assert_eq!(ship.other_form.as_deref(), Some("輪船"));
        let ship = Content::of(&lexicon, "輪船", [].into_iter());
        assert_eq!((ship.other_form.as_deref(), ship.entries[0].word.as_str()), (Some("轮船"), "輪船"));
        let ferries = Content::of(&lexicon, "Ferries", [].into_iter());
        assert_eq!((ferries.headword.as_str(), ferries.other_form.as_deref()), ("ferry", Some("Ferries")));
        assert!(ferries.glossed.iter().any(|entry| entry.word == "渡船"), "{:?}", ferries.glossed);
        for (across, tells_across, begins) in [
            ("船", true, "boat\n船 chuán; "),
            ("渡轮", true, "boat\n渡轮 dùlún; "),
            ("渡轮", false, "boat\n船 chuán"),
            ("阿小号", true, "boat\n阿小号; "),
        ] {
            let noted = Content::of(&lexicon, "boat", [across].into_iter()).noted(tells_across);
            let words: Vec<_> = noted.lines().nth(1).unwrap().split("; ").collect();
            assert!(noted.starts_with(begins) && noted.ends_with('\n') && words.len() == NOTED_SENSES, "{noted:?}");
            assert!(words[1..].iter().all(|word| *word != words[0]), "{noted:?}");
        }
        let unknown = Content::of(&lexicon, "Zyxwvq", [].into_iter());
        assert!(unknown.headword == "Zyxwvq" && unknown.glossed.is_empty() && unknown.noted(true) == "Zyxwvq\n");
    }

    #[test]
    fn words_of_grammar_are_not_looked_up_first() {
        for (word, expected) in [("the", false), ("harbour", true), ("的", false), ("港口", true), ("1994", false)] {
            assert_eq!(is_content_word(word), expected, "{word}");
        }
    }
}
