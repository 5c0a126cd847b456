//! The words of one pair of sentences, each with its place in the text, and the links between them.

use crate::align::words::{Linker, SURE};
use crate::lexicon::Lexicon;
use crate::model::{Bitext, Sentence};
use crate::text::{ByteSpan, Lang, PerLang, is_han, unwrapped, wraps};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

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
    /// The word itself, in one piece if lines part it.
    #[must_use]
    pub fn text<'b>(&self, bitext: &'b Bitext) -> Cow<'b, str> {
        unwrapped(self.source(bitext))
    }

    fn source<'b>(&self, bitext: &'b Bitext) -> &'b str {
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
    // A word that lines part stays whole.
    let text = word.source(bitext);
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

/// The sentences of one side as one text without hard wraps, and where what it is made of comes from.
struct Side {
    lang: Lang,
    text: String,
    /// Ascending.
    pieces: Vec<Piece>,
}

/// A part of a sentence that no line break parts.
struct Piece {
    /// Where it begins in the joined text.
    joined_start: usize,
    sentence: usize,
    block: usize,
    /// Where it is in its block.
    source: Range<usize>,
}

impl Side {
    fn new(bitext: &Bitext, lang: Lang, range: Range<usize>) -> Self {
        let mut side = Self { lang, text: String::new(), pieces: vec![] };
        for sentence in range {
            let Sentence { block, span } = bitext.sentences[lang][sentence];
            let whole = span.slice(&bitext.blocks[lang][block].text);
            let start = span.start() + whole.len() - whole.trim_start().len();
            let text = whole.trim();
            if lang == Lang::En && !side.text.is_empty() {
                side.text.push(' ');
            }
            let mut from = 0;
            let mut put = |range: Range<usize>, read: &str| {
                let source = start + range.start..start + range.end;
                side.pieces.push(Piece { joined_start: side.text.len(), sentence, block, source });
                side.text.push_str(&text[range]);
                side.text.push_str(read);
            };
            for wrap in wraps(text) {
                put(from..wrap.blank.start, wrap.read);
                from = wrap.end;
            }
            put(from..text.len(), "");
        }
        side
    }

    /// A span of the joined text as a word of the article; `None` if it is not within one sentence.
    fn word(&self, bitext: &Bitext, span: ByteSpan) -> Option<Word> {
        let piece_at = |byte| self.pieces.partition_point(|piece| piece.joined_start <= byte).checked_sub(1);
        let (first, last) =
            (&self.pieces[piece_at(span.start())?], &self.pieces[piece_at(span.end().checked_sub(1)?)?]);
        let source = |piece: &Piece, byte: usize| piece.source.start + byte - piece.joined_start;
        let (from, to) = (source(first, span.start()), source(last, span.end()));
        let span = ByteSpan::new(&bitext.blocks[self.lang][first.block].text, from, to)?;
        let is_inside = first.sentence == last.sentence && to <= last.source.end;
        is_inside.then_some(Word { lang: self.lang, block: first.block, span })
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
    fn words_are_cut_as_they_are_drawn_whatever_lines_the_source_has() {
        let linker = Linker::untrained(&Lexicon::bundled().unwrap());
        let text = "> Nobody in the whole town could say for sure whether and when the well-\n\
            > known old harbour would ever be opened again to any ship, but last year\n> it did open.\n\n\
            > 没有一个人说得准小镇上那个早就出了名的、大家都舍不得的老港\n\
            > 口到底什么时候才会再一次重新向来往的船只开放，可是就在去\n> 年它真的开放了。\n";
        let input = crate::import::Input { path: None, bytes: text.into(), encoding: None };
        let bitext = crate::align::provisional(crate::import::import(&[input]).unwrap().document);
        let words = BeadWords::new(&bitext, (0, 0), &linker).unwrap();
        let texts = |lang: Lang| words.words[lang].iter().map(|word| word.text(&bitext)).collect::<Vec<_>>();
        let (en, zh) = (texts(Lang::En), texts(Lang::Zh));
        assert!(en.contains(&"harbour".into()) && en.contains(&"year".into()), "{en:?}");
        assert!(zh.contains(&"港口".into()) && zh.contains(&"去年".into()), "{zh:?}");
        let year = words.words.en.iter().find(|word| word.text(&bitext) == "year").unwrap();
        assert_eq!(words.across(year)[0].0.text(&bitext), "去年");
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
