//! What a document's pairs teach about its words: the tables of the two hidden Markov models, which agree on what they count. The
//! dictionary is their prior. Without a document only the prior speaks.

use super::alone;
use super::hmm::{self, Jumps, REACH};
use super::lexical::Lexical;
use std::collections::HashMap;

/// How much the dictionary counts against what was counted, and how much the other side's frequencies do.
const PRIOR_DICTIONARY: f64 = 6.0;
const PRIOR_BACKGROUND: f64 = 1.0;
const PRIOR_NULL: f64 = 4.0;
/// How many jumps the first model of jumps is worth.
const PRIOR_JUMPS: f64 = 50.0;
/// How often a word is expected in a document of which nothing is known.
const RARE: f64 = 0.0002;
const COMMON: f64 = 0.01;

/// Fitted to newswire.
const FIRST_JUMPS: [Jumps; 2] = [
    [
        0.00202, 0.00461, 0.00835, 0.0122, 0.01564, 0.02293, 0.02707, 0.0416, 0.04315, 0.06393, 0.1174, 0.35894,
        0.09431, 0.05702, 0.03441, 0.03014, 0.02087, 0.02016, 0.01118, 0.01125, 0.00282,
    ],
    [
        0.00197, 0.00715, 0.00901, 0.01531, 0.0187, 0.02662, 0.03428, 0.04292, 0.04212, 0.04893, 0.03476, 0.34505,
        0.13809, 0.06305, 0.04577, 0.03638, 0.03054, 0.02451, 0.01769, 0.01344, 0.00369,
    ],
];

/// The number of a Chinese word or an English stem in a document; [`UNKNOWN`] for one that is not in it.
pub(super) type Word = u32;
const UNKNOWN: Word = u32::MAX;

/// Two words that stand in several pairs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Together {
    /// In how many pairs.
    pub pairs: u32,
    /// How many links are expected between them.
    pub links: f32,
    /// The dictionary's score, the best of all places.
    pub score: f32,
}

/// The words of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub numbers: HashMap<Box<str>, Word>,
    /// For each word: in how many pairs it is, how often, what all its links and priors add up to, and how often it is linked to nothing.
    pub pairs: Vec<u32>,
    pub count: Vec<u32>,
    pub total: Vec<f64>,
    pub null: Vec<f64>,
    pub null_total: f64,
    pub count_total: f64,
}

/// The tables; empty for no document.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    /// Chinese, English.
    pub sides: [Side; 2],
    /// For each Chinese word, where its cells end; a cell for each English word it stands with more than once, by ascending number.
    pub cell_ends: Vec<u32>,
    pub cells: Vec<(Word, Together)>,
    /// From Chinese to English, from English to Chinese.
    pub jumps: [Jumps; 2],
    /// What each pair itself adds, so that a sentence is not its own witness: by the hash of its words, links of a Chinese with an English word,
    /// at the first cell where the two meet.
    pub own: HashMap<u64, Box<[(u32, f32)]>>,
    pub pair_count: usize,
}

impl Default for Tables {
    fn default() -> Self {
        let mut tables = Self {
            sides: Default::default(),
            cell_ends: Vec::new(),
            cells: Vec::new(),
            jumps: FIRST_JUMPS,
            own: HashMap::new(),
            pair_count: 0,
        };
        for jumps in &mut tables.jumps {
            normalise(jumps);
        }
        tables
    }
}

/// A pair of sentences as the models see it.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// The numbers of the words, Chinese and English.
    pub words: [Vec<Word>; 2],
    /// True for marks and words of grammar.
    pub common: [Vec<bool>; 2],
    /// The dictionary's score of each cell, English words fastest.
    pub scores: Vec<f32>,
    /// For each cell where the tables know it, as [`Tables::places`] finds it.
    pub places: Vec<u32>,
}

impl Sentence {
    /// Each word by its number.
    pub(super) fn new(pair: &Lexical, mut number: impl FnMut(usize, &str) -> Word) -> Self {
        let zh = pair.zh.iter().map(|word| number(0, &word.text)).collect();
        let en = pair.en.iter().map(|word| number(1, &word.stem)).collect();
        Self {
            words: [zh, en],
            common: [
                pair.zh.iter().map(|word| word.is_function || word.mark.is_some()).collect(),
                pair.en.iter().map(|word| word.is_grammar || word.mark.is_some()).collect(),
            ],
            scores: pair.score.clone(),
            places: Vec::new(),
        }
    }

    /// The Chinese word of a cell.
    pub(super) fn zh_of(&self, cell: usize) -> Word {
        self.words[0][cell / self.words[1].len()]
    }

    /// The English word of a cell.
    pub(super) fn en_of(&self, cell: usize) -> Word {
        self.words[1][cell % self.words[1].len()]
    }

    /// FNV-1a over both sides.
    pub(super) fn hash(&self) -> u64 {
        let words = self.words[0].iter().chain([&UNKNOWN]).chain(&self.words[1]);
        words
            .flat_map(|word| word.to_le_bytes())
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// What both models say of a pair.
#[derive(Debug)]
pub(super) struct Linked {
    /// From the Chinese words to the English ones, and back.
    pub models: [hmm::Posterior; 2],
    /// What the document knows of each cell, English words fastest; nothing of two words that meet once.
    pub together: Vec<Together>,
}

impl Linked {
    /// The chance of each cell in both directions, English words fastest.
    pub(super) fn cells(&self, rows: usize, columns: usize) -> Vec<[f64; 2]> {
        let cells = (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j)));
        cells.map(|(i, j)| [self.models[0].links[j * rows + i], self.models[1].links[i * columns + j]]).collect()
    }
}

fn normalise(jumps: &mut Jumps) {
    let sum: f64 = jumps.iter().sum();
    for jump in jumps {
        *jump /= sum;
    }
}

impl Side {
    fn background(&self, word: Word, is_common: bool) -> f64 {
        if self.count_total == 0.0 {
            return if is_common { COMMON } else { RARE };
        }
        let count = self.count.get(word as usize).copied().unwrap_or(0);
        (f64::from(count) + 0.5) / (self.count_total + 0.5 * self.count.len() as f64)
    }

    fn null(&self, word: Word, background: f64) -> f64 {
        let count = self.null.get(word as usize).copied().unwrap_or(0.0);
        (count + PRIOR_NULL * background) / (self.null_total + PRIOR_NULL)
    }
}

impl Tables {
    /// A pair in the numbers of these tables.
    pub(super) fn sentence(&self, pair: &Lexical) -> Sentence {
        let sentence = Sentence::new(pair, |side, word| self.sides[side].numbers.get(word).copied().unwrap_or(UNKNOWN));
        Sentence { places: self.places(&sentence), ..sentence }
    }

    /// Where each cell of a sentence is among those of the document; [`UNKNOWN`] for two words that meet once.
    pub(super) fn places(&self, sentence: &Sentence) -> Vec<u32> {
        let mut places = Vec::with_capacity(sentence.scores.len());
        for zh in &sentence.words[0] {
            let zh = *zh as usize;
            let start = zh.checked_sub(1).and_then(|before| self.cell_ends.get(before)).copied().unwrap_or(0);
            let row = self.cell_ends.get(zh).map_or(&[][..], |end| &self.cells[start as usize..*end as usize]);
            places.extend(
                sentence.words[1].iter().map(|en| {
                    row.binary_search_by_key(en, |(other, _)| *other).map_or(UNKNOWN, |at| start + at as u32)
                }),
            );
        }
        places
    }

    fn together(&self, sentence: &Sentence) -> Vec<Together> {
        let cell = |place: &u32| self.cells.get(*place as usize).map_or(Together::default(), |(_, cell)| *cell);
        sentence.places.iter().map(cell).collect()
    }

    /// What the pair itself has added to each cell, all occurrences of its words together.
    fn own_links(&self, sentence: &Sentence) -> Vec<f64> {
        let [zh_words, en_words] = &sentence.words;
        let mut links = vec![0.0; zh_words.len() * en_words.len()];
        for (cell, own) in self.own.get(&sentence.hash()).into_iter().flatten() {
            let (zh, en) = (sentence.zh_of(*cell as usize), sentence.en_of(*cell as usize));
            for i in (0..zh_words.len()).filter(|i| zh_words[*i] == zh) {
                for j in (0..en_words.len()).filter(|j| en_words[*j] == en) {
                    links[i * en_words.len() + j] = f64::from(*own);
                }
            }
        }
        links
    }

    /// Both models on one pair; the first with Chinese words for states. `alone` looks at each word alone, weighed by its place, as IBM's first
    /// model does.
    pub(super) fn linked(&self, sentence: &Sentence, alone: bool) -> Linked {
        let together = self.together(sentence);
        let own = self.own_links(sentence);
        let models = [0, 1].map(|way| {
            let (states, chances, null) = self.chances(sentence, &together, &own, way);
            if alone {
                alone::posterior(states, &chances, &null)
            } else {
                hmm::posterior(states, &chances, &null, &self.jumps[way])
            }
        });
        Linked { models, together }
    }

    /// The chances of the words of one side, from each of the other's and from none.
    fn chances(
        &self,
        sentence: &Sentence,
        together: &[Together],
        own: &[f64],
        way: usize,
    ) -> (usize, Vec<f64>, Vec<f64>) {
        let (from, to) = (&sentence.words[way], &sentence.words[1 - way]);
        let columns = sentence.words[1].len();
        let cell = |s: usize, w: usize| if way == 0 { s * columns + w } else { w * columns + s };
        let target = &self.sides[1 - way];
        let background: Vec<f64> = to
            .iter()
            .zip(&sentence.common[1 - way])
            .map(|(word, is_common)| target.background(*word, *is_common))
            .collect();
        let null: Vec<f64> =
            to.iter().zip(&background).map(|(word, background)| target.null(*word, *background)).collect();
        // Each word once.
        let first: Vec<usize> = (0..to.len()).filter(|w| to[*w] == UNKNOWN || !to[..*w].contains(&to[*w])).collect();
        let mut chances = vec![0.0; from.len() * to.len()];
        for s in 0..from.len() {
            let prior = |w: usize| {
                let score = together[cell(s, w)].score.max(sentence.scores[cell(s, w)]);
                PRIOR_DICTIONARY * f64::from(score) + PRIOR_BACKGROUND * background[w]
            };
            let total = self.sides[way].total.get(from[s] as usize).map_or_else(
                || first.iter().map(|w| prior(*w)).sum::<f64>() + PRIOR_BACKGROUND,
                |total| total - first.iter().map(|w| own[cell(s, *w)]).sum::<f64>(),
            );
            for w in 0..to.len() {
                let at = cell(s, w);
                let value = (f64::from(together[at].links) - own[at]).max(0.0) + prior(w);
                let score = sentence.scores[at];
                let lift = if score > 0.0 { libm::exp(f64::from(score)) } else { 1.0 };
                chances[w * from.len() + s] = value / total.max(1e-6) * lift;
            }
        }
        (from.len(), chances, null)
    }

    /// The jumps that were made, for those that could be.
    pub(super) fn learn_jumps(&mut self, made: &[Jumps; 2], possible: &[Jumps; 2]) {
        for way in 0..2 {
            for jump in 0..=2 * REACH {
                let known = &mut self.jumps[way][jump];
                *known = (made[way][jump] + PRIOR_JUMPS * *known) / (possible[way][jump] + PRIOR_JUMPS);
            }
            normalise(&mut self.jumps[way]);
        }
    }

    /// What a cell's prior adds to the totals of its words: `[of the Chinese word, of the English word]`.
    pub(super) fn priors(&self, zh: Word, en: Word, score: f64) -> [f64; 2] {
        let background = |side: usize, word: Word| PRIOR_BACKGROUND * self.sides[side].background(word, false);
        [PRIOR_DICTIONARY * score + background(1, en), PRIOR_DICTIONARY * score + background(0, zh)]
    }
}
