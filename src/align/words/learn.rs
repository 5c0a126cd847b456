//! Expectation maximisation over a document: how its words are linked, so that it teaches what no dictionary has. Linear in time; a very long
//! document is sampled evenly, so that memory stays bounded.

use super::MAX_TOKENS;
use super::document::{Linked, Sentence, Side, Tables, Together, Word};
use super::hmm::{Jumps, REACH};
use super::lexical::Lexical;
use super::word::Reference;
use crate::model::{Bead, Bitext, Progress};
use crate::text::Lang;
use std::collections::HashMap;

/// A document is sampled so that its pairs have no more cells than this together.
const MAX_CELLS: usize = 4_000_000;
/// The text of a word and of what stands around it is about so long, in bytes; a little less, so that a sample is not sampled again.
const ZH_WORD_BYTES: usize = 4;
const EN_WORD_BYTES: usize = 4;
/// Rounds of each word alone, and of the hidden Markov models.
const ALONE_ROUNDS: usize = 3;
const ROUNDS: usize = 4;
/// Less than this is no link.
const LEAST_LINK: f64 = 1e-3;
/// How much of the work is looking words up.
const READING_SHARE: f32 = 0.5;

/// The Chinese and English texts of a document's pairs, so many of them, evenly spread, that they have about [`MAX_CELLS`].
pub(super) fn sample(bitext: &Bitext) -> Vec<(String, String)> {
    let beads = || {
        let beads = bitext.rows.iter().flat_map(|row| &row.beads);
        beads.filter(|bead| !bead.sentences.zh.is_empty() && !bead.sentences.en.is_empty())
    };
    let bytes = |bead: &Bead, lang: Lang| -> usize {
        bead.sentences[lang].clone().map(|at| bitext.sentence(lang, at).len()).sum()
    };
    let cells = |bead: &Bead| bytes(bead, Lang::Zh) / ZH_WORD_BYTES * (bytes(bead, Lang::En) / EN_WORD_BYTES);
    // What is too long to be learned from takes no room.
    let cells: usize = beads().map(cells).filter(|cells| *cells <= MAX_CELLS / 4).sum();
    let text = |bead: &Bead, lang: Lang| {
        let sentences: Vec<&str> = bead.sentences[lang].clone().map(|at| bitext.sentence(lang, at)).collect();
        sentences.join(if lang == Lang::En { " " } else { "" })
    };
    let step = cells.div_ceil(MAX_CELLS).max(1);
    beads().step_by(step).map(|bead| (text(bead, Lang::Zh), text(bead, Lang::En))).collect()
}

/// Learns from pairs of Chinese and English words. `None` only if cancelled.
pub(super) fn learn(reference: Reference, pairs: &[(Vec<&str>, Vec<&str>)], progress: &Progress) -> Option<Tables> {
    let cells: usize = pairs.iter().map(|(zh, en)| zh.len() * en.len()).sum();
    let step = cells.div_ceil(MAX_CELLS).max(1);
    let mut tables = Tables::default();
    let mut sentences = Vec::new();
    for (at, (zh, en)) in pairs.iter().enumerate().step_by(step) {
        if progress.is_cancelled() {
            return None;
        }
        let is_sentence = zh.len().max(en.len()) <= MAX_TOKENS && zh.len() * en.len() <= MAX_CELLS / 4;
        if zh.is_empty() || en.is_empty() || !is_sentence {
            continue;
        }
        progress.set(READING_SHARE * at as f32 / pairs.len() as f32);
        let pair = Lexical::new(reference, zh, en);
        let sentence = Sentence::new(&pair, |side, word| tables.sides[side].number(word));
        for (side, words) in sentence.words.iter().enumerate() {
            tables.sides[side].count(words);
        }
        sentences.push(sentence);
    }
    tables.pair_count = sentences.len();
    let base = keep_repeated(&mut tables, &sentences);
    for sentence in &mut sentences {
        sentence.places = tables.places(sentence);
    }
    for round in 0..ALONE_ROUNDS + ROUNDS {
        let share = round as f32 / (ALONE_ROUNDS + ROUNDS) as f32;
        progress.set(READING_SHARE + (1.0 - READING_SHARE) * share);
        learn_once(&mut tables, &sentences, &base, round < ALONE_ROUNDS, progress)?;
    }
    Some(tables)
}

impl Side {
    fn number(&mut self, word: &str) -> Word {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as Word;
        self.numbers.insert(word.into(), number);
        self.pairs.push(0);
        self.count.push(0);
        number
    }

    fn count(&mut self, words: &[Word]) {
        for (at, word) in words.iter().enumerate() {
            self.count[*word as usize] += 1;
            self.pairs[*word as usize] += u32::from(!words[..at].contains(word));
        }
        self.count_total += words.len() as f64;
    }
}

/// The links of each two different words of a sentence, at their first cell, from those of all their cells.
fn summed(sentence: &Sentence, links: &[f64]) -> Vec<(usize, f32)> {
    let [zh, en] = &sentence.words;
    let firsts = [zh, en].map(|words| -> Vec<usize> {
        words.iter().enumerate().map(|(at, word)| words[..at].iter().position(|w| w == word).unwrap_or(at)).collect()
    });
    let mut sums = vec![0.0; zh.len() * en.len()];
    for (i, first_zh) in firsts[0].iter().enumerate() {
        for (j, first_en) in firsts[1].iter().enumerate() {
            sums[first_zh * en.len() + first_en] += links[i * en.len() + j];
        }
    }
    let is_first = |side: usize, at: usize| firsts[side][at] == at;
    (0..sums.len())
        .filter(|at| is_first(0, at / en.len()) && is_first(1, at % en.len()))
        .map(|at| (at, sums[at] as f32))
        .collect()
}

/// Fills the cells of words that meet more than once: what two words do in their only sentence cannot be told from chance. Returns
/// what the priors of all cells add up to for each word. One Chinese word after the other, so that what all of them meet is never there at once.
fn keep_repeated(tables: &mut Tables, sentences: &[Sentence]) -> [Vec<f64>; 2] {
    let mut base = [0, 1].map(|side| vec![0.0; tables.sides[side].count.len()]);
    tables.cell_ends = vec![0; tables.sides[0].count.len()];
    let mut places: Vec<(Word, usize)> = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        places.extend(sentence.words[0].iter().map(|zh| (*zh, at)));
    }
    places.sort_unstable();
    places.dedup();
    // The English word, its sentence, the score of a cell there.
    let mut met: Vec<(Word, usize, f32)> = Vec::new();
    for places in places.chunk_by(|a, b| a.0 == b.0) {
        let zh = places[0].0;
        met.clear();
        for (_, at) in places {
            let [zh_words, en_words] = &sentences[*at].words;
            for i in (0..zh_words.len()).filter(|i| zh_words[*i] == zh) {
                let scores = &sentences[*at].scores[i * en_words.len()..];
                met.extend(en_words.iter().zip(scores).map(|(en, score)| (*en, *at, *score)));
            }
        }
        met.sort_unstable_by_key(|(en, at, _)| (*en, *at));
        for group in met.chunk_by(|a, b| a.0 == b.0) {
            let en = group[0].0;
            let score = group.iter().map(|(_, _, score)| *score).fold(0.0, f32::max);
            let priors = tables.priors(zh, en, f64::from(score));
            base[0][zh as usize] += priors[0];
            base[1][en as usize] += priors[1];
            let pairs = group.chunk_by(|a, b| a.1 == b.1).count() as u32;
            if pairs > 1 {
                tables.cells.push((en, Together { pairs, links: 0.0, score }));
            }
        }
        tables.cell_ends[zh as usize] = tables.cells.len() as u32;
    }
    tables.cells.shrink_to_fit();
    for (side, base) in base.iter().enumerate() {
        tables.sides[side].total.clone_from(base);
        tables.sides[side].null = vec![0.0; base.len()];
    }
    base
}

/// What a round counts.
struct Round {
    /// For each cell of the tables.
    links: Vec<f64>,
    total: [Vec<f64>; 2],
    null: [Vec<f64>; 2],
    own: HashMap<u64, Box<[(u32, f32)]>>,
    made: [Jumps; 2],
    possible: [Jumps; 2],
}

impl Round {
    fn add(&mut self, sentence: &Sentence, linked: &Linked) {
        let [zh, en] = &sentence.words;
        let links: Vec<f64> =
            linked.cells(zh.len(), en.len()).iter().map(|[forth, back]| libm::sqrt((forth * back).max(0.0))).collect();
        for (i, word) in zh.iter().enumerate() {
            let linked: f64 = links[i * en.len()..(i + 1) * en.len()].iter().sum();
            self.null[0][*word as usize] += 1.0 - linked.min(1.0);
        }
        for (j, word) in en.iter().enumerate() {
            let linked: f64 = links.iter().skip(j).step_by(en.len()).sum();
            self.null[1][*word as usize] += 1.0 - linked.min(1.0);
        }
        let mut own = summed(sentence, &links);
        own.retain(|(_, links)| f64::from(*links) >= LEAST_LINK);
        for (at, links) in &own {
            let links = f64::from(*links);
            self.total[0][sentence.zh_of(*at) as usize] += links;
            self.total[1][sentence.en_of(*at) as usize] += links;
            if let Some(sum) = self.links.get_mut(sentence.places[*at] as usize) {
                *sum += links;
            }
        }
        let own = own.into_iter().map(|(at, links)| (at as u32, links)).collect();
        self.own.insert(sentence.hash(), own);
        for way in 0..2 {
            for jump in 0..=2 * REACH {
                self.made[way][jump] += linked.models[way].made[jump];
                self.possible[way][jump] += linked.models[way].possible[jump];
            }
        }
    }
}

/// One round over all sentences.
fn learn_once(
    tables: &mut Tables,
    sentences: &[Sentence],
    base: &[Vec<f64>; 2],
    alone: bool,
    progress: &Progress,
) -> Option<()> {
    let mut round = Round {
        links: vec![0.0; tables.cells.len()],
        total: base.clone(),
        null: [0, 1].map(|side: usize| vec![0.0; base[side].len()]),
        own: HashMap::with_capacity(sentences.len()),
        made: [[0.0; 2 * REACH + 1]; 2],
        possible: [[0.0; 2 * REACH + 1]; 2],
    };
    for sentence in sentences {
        if progress.is_cancelled() {
            return None;
        }
        round.add(sentence, &tables.linked(sentence, alone));
    }
    for ((_, together), links) in tables.cells.iter_mut().zip(&round.links) {
        together.links = *links as f32;
    }
    for (side, (total, null)) in tables.sides.iter_mut().zip(round.total.into_iter().zip(round.null)) {
        side.total = total;
        side.null_total = null.iter().sum();
        side.null = null;
    }
    tables.own = round.own;
    if !alone {
        tables.learn_jumps(&round.made, &round.possible);
    }
    Some(())
}
