//! Level 3: documents to bitexts. Owns the pairing of blocks into rows and of sentences into beads; depends on `lexicon`
//! and `segment`. It never touches files, never fails, and gives the same answer to the same text, bit for bit.
//!
//! One programme serves both levels (after Gale & Church 1993, with the dictionary's evidence as in IBM model 1): blocks
//! are paired first, then the sentences within each row, and the tables of the whole document are sharpened in between.

mod assemble;
mod band;
mod confidence;
mod doubt;
mod edges;
mod evidence;
pub mod fitting;
mod head;
mod lattice;
mod length;
mod model;
mod names;
mod paths;
mod provisional;
mod quick_log;
mod rows;
mod score;
mod side;
mod sparse;
mod tables;
pub mod weights;
pub mod words;

pub use head::first_look;
pub use provisional::provisional;

use crate::lexicon::Lexicon;
use crate::model::{Bead, Bitext, Document, Progress};
use crate::text::{Lang, PerLang};
use crate::threads;
use assemble::{Cut, cut, sentences_of};
use band::{Band, anchors};
use doubt::Doubter;
use lattice::{Extra, Lattice, Link, Texts};
use model::Model;
use rows::Layout;
use side::{Side, SideReader, Units};
use std::ops::Range;
use tables::{Level, Prior, Tables};

/// How far from the anchors the first pass looks, and from the first path the later ones.
const ANCHOR_RADIUS: usize = 14;
const PATH_RADIUS: usize = 6;
/// A region no larger than this many times its two sides together is looked at in full.
const FULL_AREA: usize = 12;
/// English characters for one Chinese within which two lone paragraphs are taken for a pair, and how sure that is.
const LONE_PAIR_RATIO: std::ops::RangeInclusive<f32> = 1.2..=8.0;
const LONE_PAIR_CONFIDENCE: f32 = 0.9;
/// A text of fewer units, both sides together, is not worth a second thread.
const MIN_SHARED_UNITS: usize = 2000;
/// Between two looks at whether the work was cancelled so many sentences are read.
const SENTENCES_A_LOOK: usize = 256;

/// A stretch of both sides whose ends are known to meet: Chinese units, English units.
type Region = (Range<usize>, Range<usize>);

/// Pairs a document's blocks into rows and their sentences into beads. A side may be empty. `None` only if cancelled.
#[must_use]
pub fn align(document: Document, lexicon: &Lexicon, progress: &Progress) -> Option<Bitext> {
    align_with(document, lexicon, &weights::FITTED, progress)
}

/// The same with one core left to the window.
#[must_use]
pub fn align_beside_window(document: Document, lexicon: &Lexicon, progress: &Progress) -> Option<Bitext> {
    align_on(threads::beside_window(), document, lexicon, &weights::FITTED, progress)
}

/// The same with other weights of the sentence model: for measuring.
#[must_use]
pub fn align_with(
    document: Document,
    lexicon: &Lexicon,
    weights: &weights::Weights,
    progress: &Progress,
) -> Option<Bitext> {
    align_on(threads::available(), document, lexicon, weights, progress)
}

/// The same on so many threads: the answer does not depend on their number.
fn align_on(
    threads: usize,
    document: Document,
    lexicon: &Lexicon,
    weights: &weights::Weights,
    progress: &Progress,
) -> Option<Bitext> {
    let mut layout = Layout::new(&document);
    let Cut { blocks, sentences, block_ends } = cut(document, threads);
    progress.set(0.1);
    let texts = PerLang::from_fn(|lang| {
        sentences[lang].iter().map(|s| (s.span.slice(&blocks[lang][s.block].text), s.block)).collect::<Vec<_>>()
    });
    let sides = [(Lang::Zh, &texts.zh), (Lang::En, &texts.en)];
    let [zh, en] = threads::both(threads, sides, |(lang, texts)| read(lang, texts, lexicon, progress));
    let (zh, en) = (zh?, en?);
    drop(texts);
    progress.set(0.2);
    let prior = Prior::new(Level::Paragraphs, &zh, &en, lexicon);
    let tables = prior.tables();

    let (zh_blocks, en_blocks) = (zh.sentences.joined(&block_ends.zh), en.sentences.joined(&block_ends.en));
    let model = Model::paragraphs(zh_blocks.len().min(en_blocks.len()));
    let pairing = Pairing { zh: &zh_blocks, en: &en_blocks, model: &model, prior: &prior, progress, threads };
    let whole = [(0..zh_blocks.len(), 0..en_blocks.len())];
    let score = |zh: &Range<usize>, en: &Range<usize>| layout.score(zh, en);
    let first = pairing.pass(&tables, &whole, None, Some(&score), false)?;
    progress.set(0.4);
    layout.learn(&first);
    let tables = pairing.learned(&first, &tables);
    let score = |zh: &Range<usize>, en: &Range<usize>| layout.score(zh, en);
    let mut block_links = match lone_pair(&zh_blocks, &en_blocks) {
        Some(link) => vec![link],
        None => pairing.pass(&tables, &whole, Some(&first), Some(&score), true)?,
    };
    layout.sort_one_sided(&mut block_links);
    progress.set(0.6);

    let block_doubter = Doubter::new(&zh_blocks, &en_blocks, &prior.weights, &model);
    let fence = |link: &Link| (sentences_of(&block_ends.zh, &link.zh), sentences_of(&block_ends.en, &link.en));
    let fenced: Vec<Region> = block_links.iter().map(fence).collect();
    let prior = Prior::new(Level::Sentences, &zh, &en, lexicon);
    let (model, last) = (Model::first(), Model::sentences(weights));
    let pairing = Pairing { zh: &zh.sentences, en: &en.sentences, model: &model, prior: &prior, progress, threads };
    let mut links = pairing.passes(tables, &fenced, &last)?;
    confidence::calibrate(&mut links);
    let doubter = Doubter::new(&zh.sentences, &en.sentences, &prior.weights, &last);
    let rows = assemble::rows((&block_links, &links), &blocks, &block_ends, (&block_doubter, &doubter));
    progress.set(1.0);
    Some(Bitext { blocks, sentences, rows })
}

/// Pairs sentences that are given one by one. The beads tile both sides in order. `None` only if cancelled.
#[must_use]
pub fn align_segmented(sentences: PerLang<&[&str]>, lexicon: &Lexicon, progress: &Progress) -> Option<Vec<Bead>> {
    segmented(sentences, lexicon, &weights::FITTED, confidence::calibrate, progress)
}

/// The same with other weights, and with each bead's bare posterior probability for its confidence: for measuring.
#[must_use]
pub fn align_segmented_with(
    sentences: PerLang<&[&str]>,
    lexicon: &Lexicon,
    weights: &weights::Weights,
    progress: &Progress,
) -> Option<Vec<Bead>> {
    segmented(sentences, lexicon, weights, |_| (), progress)
}

fn segmented(
    sentences: PerLang<&[&str]>,
    lexicon: &Lexicon,
    weights: &weights::Weights,
    calibrate: impl FnOnce(&mut [Link]),
    progress: &Progress,
) -> Option<Vec<Bead>> {
    let (zh, en) = read_both(sentences, lexicon, progress)?;
    progress.set(0.2);
    let prior = Prior::new(Level::Sentences, &zh, &en, lexicon);
    let (model, last) = (Model::first(), Model::sentences(weights));
    let (zh, en) = (&zh.sentences, &en.sentences);
    let pairing = Pairing { zh, en, model: &model, prior: &prior, progress, threads: 1 };
    let mut links = pairing.passes(prior.tables(), &[(0..zh.len(), 0..en.len())], &last)?;
    calibrate(&mut links);
    progress.set(1.0);
    let doubter = Doubter::new(zh, en, &prior.weights, &last);
    let bead = |link: Link| {
        let confidence = link.posterior.min(1.0);
        let doubt = doubter.doubt(&link, confidence);
        Bead { sentences: PerLang { en: link.en, zh: link.zh }, confidence, doubt }
    };
    Some(links.into_iter().map(bead).collect())
}

/// Chinese and English sentences of one paragraph.
fn read_both(sentences: PerLang<&[&str]>, lexicon: &Lexicon, progress: &Progress) -> Option<(Side, Side)> {
    let one_paragraph = |lang: Lang| sentences[lang].iter().map(|text| (*text, 0)).collect::<Vec<_>>();
    let zh = read(Lang::Zh, &one_paragraph(Lang::Zh), lexicon, progress)?;
    Some((zh, read(Lang::En, &one_paragraph(Lang::En), lexicon, progress)?))
}

/// One side's sentences, each with the paragraph it belongs to.
fn read(lang: Lang, sentences: &[(&str, usize)], lexicon: &Lexicon, progress: &Progress) -> Option<Side> {
    let mut reader = SideReader::new(lang, lexicon);
    let mut paragraph = 0;
    for (at, (text, of)) in sentences.iter().enumerate() {
        if at % SENTENCES_A_LOOK == 0 && progress.is_cancelled() {
            return None;
        }
        if *of != paragraph {
            paragraph = *of;
            reader.end_paragraph();
        }
        reader.read(text);
    }
    Some(reader.finish())
}

/// One paragraph on each side, of lengths that agree: the text and its translation. Nothing is left to hold their words
/// against, so the model has no opinion.
fn lone_pair(zh: &Units, en: &Units) -> Option<Link> {
    let lone = zh.len() == 1 && en.len() == 1;
    let agree = lone && LONE_PAIR_RATIO.contains(&(en.len_chars[0] / zh.len_chars[0]));
    agree.then_some(Link { zh: 0..1, en: 0..1, score: 0.0, posterior: LONE_PAIR_CONFIDENCE, rival: None })
}

/// One level of one text: what its passes share.
struct Pairing<'a> {
    zh: &'a Units,
    en: &'a Units,
    model: &'a Model,
    prior: &'a Prior,
    progress: &'a Progress,
    threads: usize,
}

impl Pairing<'_> {
    /// Pairs, learns from it, and pairs again, twice.
    fn passes(&self, tables: Tables, fences: &[Region], last: &Model) -> Option<Vec<Link>> {
        let (tables, links) = self.learn(tables, fences)?;
        Pairing { model: last, ..*self }.pass(&tables, fences, Some(&links), None, true)
    }

    /// All but the last pass: the tables it reads and the path it follows.
    fn learn(&self, mut tables: Tables, fences: &[Region]) -> Option<(Tables, Vec<Link>)> {
        let mut links: Option<Vec<Link>> = None;
        for round in 0..2 {
            let found = self.pass(&tables, fences, links.as_deref(), None, false)?;
            tables = self.learned(&found, &tables);
            links = Some(found);
            self.progress.set(0.7 + 0.1 * round as f32);
        }
        Some((tables, links?))
    }

    /// The tables, sharpened by what a pass found.
    fn learned(&self, links: &[Link], present: &Tables) -> Tables {
        let Model { least_ratio, least_places, .. } = *self.model;
        self.prior.learned((self.zh, self.en), links, present, least_ratio, least_places)
    }

    /// The best ladder from fence to fence. `before` is the path of an earlier pass over the same fences. Every fenced region is solved by
    /// itself, so the answer does not depend on how many threads share them.
    fn pass(
        &self,
        tables: &Tables,
        fences: &[Region],
        before: Option<&[Link]>,
        extra: Option<Extra>,
        posteriors: bool,
    ) -> Option<Vec<Link>> {
        let solve = |(fences, before): &(&[Region], Option<&[Link]>)| {
            let mut lattice = Lattice::new(Texts { zh: self.zh, en: self.en, tables, model: self.model, extra });
            let mut before = *before;
            let mut links = Vec::new();
            for (zh, en) in *fences {
                let mine = before.map(|links| {
                    let (mine, later) = split_links(links, (zh, en));
                    before = Some(later);
                    mine
                });
                let band = self.band(zh, en, mine);
                links.extend(lattice.solve(zh.clone(), en.clone(), &band, posteriors, self.progress)?);
            }
            Some(links)
        };
        threads::in_parts(&self.parts(fences, before), solve)
    }

    /// The fences, with what an earlier pass found between them, in parts of about the same work.
    fn parts<'f>(&self, fences: &'f [Region], before: Option<&'f [Link]>) -> Vec<(&'f [Region], Option<&'f [Link]>)> {
        let work = |fence: &Region| fence.0.len() + fence.1.len();
        let all: usize = fences.iter().map(work).sum();
        if all < MIN_SHARED_UNITS || self.threads < 2 {
            return vec![(fences, before)];
        }
        let (mut rest, mut links) = (fences, before);
        let mut parts = Vec::new();
        for left in (1..=self.threads).rev() {
            let share = rest.iter().map(work).sum::<usize>() / left;
            let mut done = 0;
            let is_mine = |fence: &&Region| {
                let begins = done;
                done += work(fence);
                begins < share
            };
            let count = rest.iter().take_while(is_mine).count();
            let (mine, later) = rest.split_at(if left == 1 { rest.len() } else { count });
            rest = later;
            let found = links.map(|all| match mine.last() {
                Some((zh, en)) => split_links(all, (zh, en)),
                None => all.split_at(0),
            });
            links = found.map(|found| found.1);
            parts.push((mine, found.map(|found| found.0)));
        }
        parts
    }

    fn band(&self, zh: &Range<usize>, en: &Range<usize>, before: Option<&[Link]>) -> Band {
        if zh.len() * en.len() <= FULL_AREA * (zh.len() + en.len()) {
            return Band::full(zh.len(), en.len());
        }
        match before {
            Some(links) => {
                let ends = links.iter().map(|link| (link.zh.end - zh.start, link.en.end - en.start));
                Band::around(&[(0, 0)].into_iter().chain(ends).collect::<Vec<_>>(), PATH_RADIUS)
            }
            None => Band::around(&anchors(self.zh, self.en, (zh, en), &self.prior.weights), ANCHOR_RADIUS),
        }
    }
}

/// An earlier path up to the end of a fenced region, and what comes after.
fn split_links<'l>(links: &'l [Link], (zh, en): (&Range<usize>, &Range<usize>)) -> (&'l [Link], &'l [Link]) {
    links.split_at(links.partition_point(|link| link.zh.end <= zh.end && link.en.end <= en.end))
}

#[cfg(test)]
mod tests;
