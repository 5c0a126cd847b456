//! The words of one pair of sentences, each with its place in the text, and the links between them.

use crate::align::words::{Linker, SURE};
use crate::lexicon::Lexicon;
use crate::model::Bitext;
use crate::text::{ByteSpan, Lang, PerLang, is_han};
use std::cmp::Reverse;

/// A word that stays whole is at most this long, in characters; longer ones are also shown in parts.
const WHOLE_CHARS: usize = 2;

/// A side that is longer than this, in bytes, is no sentence (the whole of a block of code, say) and is not cut into words: it would take
/// longer than a frame.
const MAX_SIDE_BYTES: usize = 16 << 10;

/// A pair whose texts, multiplied in bytes, have more than this is not linked: it would take longer than a frame.
const MAX_LINKED_BYTES: usize = 400_000;

/// A word in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// The side.
    pub lang: Lang,
    /// Index into the bitext's blocks of that side.
    pub block: usize,
    /// Where it is in the block's text.
    pub span: ByteSpan,
}

impl Word {
    /// The word itself.
    #[must_use]
    pub fn text<'b>(&self, bitext: &'b Bitext) -> &'b str {
        self.span.slice(&bitext.blocks[self.lang][self.block].text)
    }

    fn meets(&self, other: &Self) -> bool {
        (self.lang, self.block) == (other.lang, other.block)
            && self.span.start() < other.span.end()
            && other.span.start() < self.span.end()
    }
}

/// The words of a bead in reading order, marks left out.
#[derive(Debug)]
pub struct BeadWords {
    /// Those of each side.
    pub words: PerLang<Vec<Word>>,
    /// Chinese and English word, and how probable it is that they translate each other.
    links: Vec<(Word, Word, f32)>,
}

impl BeadWords {
    /// The words of a row's bead; `None` if there is no such bead.
    #[must_use]
    pub fn new(bitext: &Bitext, (row, bead): (usize, usize), linker: &Linker) -> Option<Self> {
        let sentences = &bitext.rows.get(row)?.beads.get(bead)?.sentences;
        let sides = PerLang::from_fn(|lang| Side::new(bitext, lang, sentences[lang].clone()));
        let words = PerLang::from_fn(|lang| {
            let side = &sides[lang];
            let is_short = side.text.len() <= MAX_SIDE_BYTES;
            let spans = if is_short { linker.word_spans(lang, &side.text) } else { vec![] };
            spans.into_iter().filter_map(|span| side.word(bitext, span)).collect()
        });
        let is_short = sides.zh.text.len() * sides.en.text.len() <= MAX_LINKED_BYTES;
        let found = if is_short { linker.link(&sides.zh.text, &sides.en.text) } else { vec![] };
        let links = found.into_iter().filter_map(|link| {
            Some((sides.zh.word(bitext, link.zh)?, sides.en.word(bitext, link.en)?, link.probability))
        });
        Some(Self { words, links: links.collect() })
    }

    /// The word at a place of the text.
    #[must_use]
    pub fn at(&self, lang: Lang, block: usize, byte: usize) -> Option<Word> {
        self.words[lang].iter().find(|word| word.block == block && word.span.contains(byte)).copied()
    }

    /// How many words a part of the text touches.
    #[must_use]
    pub fn count_in(&self, part: &Word) -> usize {
        self.words[part.lang].iter().filter(|word| word.meets(part)).count()
    }

    /// The only word that a part of the text touches.
    #[must_use]
    pub fn only_in(&self, part: &Word) -> Option<Word> {
        let mut met = self.words[part.lang].iter().filter(|word| word.meets(part));
        met.next().filter(|_| met.next().is_none()).copied()
    }

    /// The words that translate a word or a part of it, each with whether that is sure; in reading order.
    #[must_use]
    pub fn across(&self, word: &Word) -> Vec<(Word, bool)> {
        let mut found: Vec<(Word, bool)> = Vec::new();
        for (zh, en, probability) in &self.links {
            let (own, other) = if word.lang == Lang::Zh { (zh, en) } else { (en, zh) };
            if own.meets(word) {
                match found.iter_mut().find(|(known, _)| known == other) {
                    Some((_, is_sure)) => *is_sure |= *probability >= SURE,
                    None => found.push((*other, *probability >= SURE)),
                }
            }
        }
        found.sort_by_key(|(word, _)| (word.block, word.span.start()));
        found
    }

    /// The words of a side in the order they are walked in: a long Chinese word is followed by the words it is made of.
    #[must_use]
    pub fn walk(&self, bitext: &Bitext, lang: Lang, lexicon: &Lexicon) -> Vec<Word> {
        let mut stops = Vec::new();
        for word in &self.words[lang] {
            push_with_parts(&mut stops, *word, bitext, lexicon);
        }
        stops
    }
}

fn push_with_parts(stops: &mut Vec<Word>, word: Word, bitext: &Bitext, lexicon: &Lexicon) {
    stops.push(word);
    let text = word.text(bitext);
    let mut start = word.span.start();
    for part in parts(lexicon, text) {
        let span = ByteSpan::new(&bitext.blocks[word.lang][word.block].text, start, start + part.len());
        start += part.len();
        if let Some(span) = span {
            push_with_parts(stops, Word { span, ..word }, bitext, lexicon);
        }
    }
}

/// The fewest words of the dictionary that make up a longer Chinese word; none for a word that stays whole.
fn parts<'t>(lexicon: &Lexicon, word: &'t str) -> Vec<&'t str> {
    if !word.chars().all(is_han) || word.chars().count() <= WHOLE_CHARS {
        return vec![];
    }
    let cuts = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
    let ways = cuts.map(|(left, right)| [lexicon.segment(left), lexicon.segment(right)].concat());
    let singles = |way: &Vec<&str>| way.iter().filter(|part| part.chars().count() == 1).count();
    // Where that does not tell, the longest word first.
    ways.min_by_key(|way| (way.len(), singles(way), Reverse(way[0].len()))).unwrap_or_default()
}

/// The sentences of one side as one text, and where in it each begins.
struct Side {
    lang: Lang,
    text: String,
    /// Where a sentence begins in `text`, its block, and where it begins and ends there.
    sentences: Vec<(usize, usize, usize, usize)>,
}

impl Side {
    fn new(bitext: &Bitext, lang: Lang, range: std::ops::Range<usize>) -> Self {
        let mut side = Self { lang, text: String::new(), sentences: vec![] };
        for at in range {
            let sentence = bitext.sentences[lang][at];
            let whole = sentence.span.slice(&bitext.blocks[lang][sentence.block].text);
            let start = sentence.span.start() + whole.len() - whole.trim_start().len();
            let text = bitext.sentence(lang, at);
            if lang == Lang::En && !side.text.is_empty() {
                side.text.push(' ');
            }
            side.sentences.push((side.text.len(), sentence.block, start, start + text.len()));
            side.text.push_str(text);
        }
        side
    }

    /// A span of the joined text as a word of the article; `None` if it is not within one sentence.
    fn word(&self, bitext: &Bitext, span: ByteSpan) -> Option<Word> {
        let at = self.sentences.partition_point(|sentence| sentence.0 <= span.start()).checked_sub(1)?;
        let (joined_start, block, start, end) = self.sentences[at];
        let (from, to) = (start + span.start() - joined_start, start + span.end() - joined_start);
        let span = ByteSpan::new(&bitext.blocks[self.lang][block].text, from, to).filter(|span| span.end() <= end)?;
        Some(Word { lang: self.lang, block, span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_sentence_is_not_cut_into_words() {
        let linker = Linker::untrained(&Lexicon::bundled().unwrap());
        for (len, has_words) in [(4_000, true), (200_000, false)] {
            let text = format!("```\n{}\n```\n", "let it be; ".repeat(len / 11));
            let input = crate::import::Input { path: None, bytes: text.into_bytes(), encoding: None };
            let bitext = crate::align::provisional(crate::import::import(&[input]).unwrap().document);
            let words = BeadWords::new(&bitext, (0, 0), &linker).unwrap().words;
            assert_eq!(!words.en.is_empty(), has_words, "{len}");
        }
    }

    #[test]
    fn long_words_come_apart_into_the_fewest_words() {
        let lexicon = Lexicon::bundled().unwrap();
        for (word, expected) in [
            ("中华人民共和国", &["中华", "人民", "共和国"][..]),
            ("图书馆", &["图书", "馆"]),
            ("港口", &[]),
            ("DNA", &[]),
            ("", &[]),
        ] {
            assert_eq!(parts(&lexicon, word), expected, "{word}");
        }
    }
}
