//! Owns one side of a text as the aligner sees it: content words by number, lengths, rims. Depends on `text` and the
//! dictionary's word boundaries; knows nothing of the other side.
//!
//! Sentences lie one after the other in flat arrays, so that a paragraph is a longer stretch of the same arrays.

use super::edges::{EdgeReader, Edges, add_marks};
use crate::lexicon::{self, Lexicon};
use crate::text::{Lang, is_han, is_latin};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A sentence holds a word at most so often.
const MAX_SAME_WORDS: usize = 3;

/// The distinct words of one side; a word's number is the order of its first use.
#[derive(Default)]
pub struct Vocabulary {
    /// The words: English stems, Chinese words, `#` and a number.
    pub words: Vec<String>,
    /// How often each occurs.
    pub counts: Vec<u32>,
    /// The same with every sentence counted once, however often it is said.
    pub counts_once: Vec<u32>,
    ids: HashMap<String, u32>,
}

impl Vocabulary {
    fn intern(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.counts.push(0);
        self.counts_once.push(0);
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// A word's number, if it occurs.
    pub fn id(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    /// How many distinct words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

/// A run of units: sentences, or paragraphs. All vectors but `tokens` have one entry a unit.
pub struct Units {
    /// Content words, unit after unit.
    pub tokens: Vec<u32>,
    /// Where each unit's words begin, and at last where they all end.
    pub token_starts: Vec<u32>,
    /// Length in characters, at least 1.
    pub len_chars: Vec<f32>,
    /// Rims of the unit's first sentence (`opens`) and last sentence (everything else).
    pub edges: Vec<Edges>,
}

impl Units {
    fn with_capacity(units: usize) -> Self {
        Self {
            tokens: Vec::new(),
            token_starts: vec![0],
            len_chars: Vec::with_capacity(units),
            edges: Vec::with_capacity(units),
        }
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.len_chars.len()
    }

    /// The content words of some units.
    pub fn tokens(&self, units: Range<usize>) -> &[u32] {
        &self.tokens[self.token_starts[units.start] as usize..self.token_starts[units.end] as usize]
    }

    /// Longer units: `ends` says after how many of the present units each ends, in rising order.
    pub fn joined(&self, ends: &[usize]) -> Self {
        let mut joined = Self::with_capacity(ends.len());
        joined.tokens.clone_from(&self.tokens);
        let mut start = 0;
        for &end in ends {
            joined.token_starts.push(self.token_starts[end]);
            joined.len_chars.push(self.len_chars[start..end].iter().sum::<f32>().max(1.0));
            let edges = self.edges[start..end].iter().copied().reduce(|first, last| Edges {
                opens: first.opens,
                marks: add_marks(first.marks, last.marks).map(|count| count.min(8)),
                ..last
            });
            joined.edges.push(edges.unwrap_or_else(|| EdgeReader::new(Lang::En).read("")));
            start = end;
        }
        joined
    }
}

/// One side of a text.
pub struct Side {
    /// Its sentences.
    pub sentences: Units,
    /// Its words.
    pub vocabulary: Vocabulary,
    /// English: words that were only ever met with a capital, with their numbers; they may be names.
    pub capitalised: Vec<(String, u32)>,
}

/// Reads one side sentence by sentence.
pub struct SideReader<'l> {
    lang: Lang,
    lexicon: &'l Lexicon,
    edges: EdgeReader,
    side: Side,
    /// English word forms as met, lower case: their vocabulary number if they are content words, and how they were cased.
    forms: HashMap<String, usize>,
    form_list: Vec<Form>,
}

struct Form {
    text: String,
    id: Option<u32>,
    seen_capital: bool,
    seen_lower: bool,
}

impl<'l> SideReader<'l> {
    /// A reader for one language.
    pub fn new(lang: Lang, lexicon: &'l Lexicon) -> Self {
        Self {
            lang,
            lexicon,
            edges: EdgeReader::new(lang),
            side: Side {
                sentences: Units::with_capacity(0),
                vocabulary: Vocabulary::default(),
                capitalised: Vec::new(),
            },
            forms: HashMap::new(),
            form_list: Vec::new(),
        }
    }

    /// A paragraph ends: a quotation that was left open ends with it.
    pub fn end_paragraph(&mut self) {
        self.edges = EdgeReader::new(self.lang);
    }

    /// Takes in the next sentence.
    pub fn read(&mut self, text: &str) {
        let text = text.trim();
        match self.lang {
            Lang::En => self.read_en(text),
            Lang::Zh => self.read_zh(text),
        }
        let units = &mut self.side.sentences;
        let start = units.token_starts.last().map_or(0, |start| *start as usize);
        keep_few_of_each(&mut units.tokens, start);
        units.token_starts.push(units.tokens.len() as u32);
        units.len_chars.push(text.chars().count().max(1) as f32);
        units.edges.push(self.edges.read(text));
    }

    /// Everything read.
    pub fn finish(mut self) -> Side {
        let Side { sentences, vocabulary, .. } = &mut self.side;
        let mut seen = HashSet::new();
        for at in 0..sentences.len() {
            let tokens = sentences.tokens(at..at + 1);
            let is_new = seen.insert(tokens);
            for &token in tokens {
                vocabulary.counts[token as usize] += 1;
                vocabulary.counts_once[token as usize] += u32::from(is_new);
            }
        }
        let names = self.form_list.into_iter().filter(|form| form.seen_capital && !form.seen_lower);
        self.side.capitalised = names.filter_map(|form| Some((form.text, form.id?))).collect();
        self.side
    }

    fn push(&mut self, word: &str) {
        let id = self.side.vocabulary.intern(word);
        self.side.sentences.tokens.push(id);
    }

    fn push_numbers(&mut self, numbers: &[lexicon::Number]) {
        for number in numbers {
            self.push(&format!("#{}", number.0));
        }
    }

    fn read_en(&mut self, text: &str) {
        let mut words: Vec<String> = Vec::new();
        for word in en_words(text) {
            let lower = word.to_lowercase();
            if word.starts_with(|c: char| !c.is_ascii_digit()) {
                let form = self.form(&lower);
                let form = &mut self.form_list[form];
                if word.starts_with(char::is_uppercase) {
                    form.seen_capital = true;
                } else {
                    form.seen_lower = true;
                }
                if let Some(id) = form.id {
                    self.side.sentences.tokens.push(id);
                }
            }
            words.push(lower);
        }
        self.push_numbers(&lexicon::english_numbers(words.iter().map(String::as_str)));
    }

    fn form(&mut self, lower: &str) -> usize {
        if let Some(&form) = self.forms.get(lower) {
            return form;
        }
        let stem = lexicon::stem(lower);
        let one_letter = lower.chars().nth(1).is_none() && lower != "i";
        let id = (!one_letter && !lexicon::is_stopword_en(&stem)).then(|| self.side.vocabulary.intern(&stem));
        self.form_list.push(Form { text: lower.to_owned(), id, seen_capital: false, seen_lower: false });
        self.forms.insert(lower.to_owned(), self.form_list.len() - 1);
        self.form_list.len() - 1
    }

    fn read_zh(&mut self, text: &str) {
        for word in self.lexicon.segment(text) {
            let Some(first) = word.chars().next() else { continue };
            if is_han(first) {
                if !lexicon::is_stopword_zh(word) {
                    self.push(word);
                }
            } else if first.is_ascii_alphabetic() {
                self.push(&word.to_ascii_lowercase());
            }
        }
        self.push_numbers(&lexicon::han_numbers(text));
    }
}

/// A word said again and again in one sentence is not so much more evidence: what comes after `start` keeps the first few
/// of each word.
fn keep_few_of_each(tokens: &mut Vec<u32>, start: usize) {
    let mut kept = start;
    for at in start..tokens.len() {
        let token = tokens[at];
        if tokens[start..kept].iter().filter(|other| **other == token).count() < MAX_SAME_WORDS {
            tokens[kept] = token;
            kept += 1;
        }
    }
    tokens.truncate(kept);
}

/// Words in Latin letters and numbers in digits; a number keeps its inner points and commas.
fn en_words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| is_latin(c) || c.is_ascii_digit())?;
        rest = &rest[start..];
        let end = if rest.starts_with(is_latin) {
            rest.find(|c: char| !is_latin(c)).unwrap_or(rest.len())
        } else {
            let bytes = rest.as_bytes();
            let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            let mut end = 1;
            while digit(end) || matches!(bytes.get(end), Some(b'.' | b',')) && digit(end + 1) {
                end += 1;
            }
            end
        };
        let (word, tail) = rest.split_at(end);
        rest = tail;
        Some(word)
    })
}
