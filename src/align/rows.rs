//! Owns what the layout of a document says about its rows: the order of lines, the kinds of blocks, dividers. Depends on
//! the model; never looks at words.
//!
//! The order of lines in an interleaved document is evidence and no rule, and how strong it is the document itself tells:
//! after the first pass the programme counts how its pairs lie.

use super::lattice::Link;
use crate::model::{Block, BlockKind, Document, Order};
use crate::text::{Lang, PerLang};
use std::ops::Range;

/// How the blocks of a row lie in the source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lie {
    /// Side by side, English before Chinese.
    EnFirst,
    /// Side by side, Chinese before English.
    ZhFirst,
    /// Mixed, or with another block between them.
    Apart,
}

/// Nats for blocks side by side, and apart, before the document has been looked at.
const SIDE_BY_SIDE_NATS: f32 = 1.0;
const APART_NATS: f32 = -1.0;
/// What speaks against any pair once the words of the document are known: two leftovers of fitting length are no pair.
const LEFTOVER_NATS: f32 = -2.0;
/// What speaks for or against the usual way to lie where the languages alternate: leftovers lie as pairs do.
const ALTERNATING_NATS: f32 = -1.2;
/// A text of so few rows shows little either way, and leftovers are rare in it: from here to there both grow to their full weight.
const SHORT_ROWS: Range<usize> = 2..12;
/// Pairs counted for each way to lie before any is seen.
const LIE_PRIOR: f32 = 0.7;
/// Joining blocks of different kinds, or several of a kind that stands alone.
const ODD_JOIN_NATS: f32 = -4.0;
/// A divider is no translation of anything but a divider.
const DIVIDER_NATS: f32 = -30.0;

/// What stands between the two halves of a document and translates nothing.
const DIVIDERS: [&str; 22] = [
    "译文",
    "譯文",
    "参考译文",
    "參考譯文",
    "中文",
    "中文译文",
    "中文翻译",
    "中文版",
    "原文",
    "英文",
    "英文原文",
    "英文版",
    "翻译",
    "对照",
    "中英对照",
    "双语对照",
    "翻译如下",
    "Translation",
    "Chinese",
    "English",
    "Chinese version",
    "English version",
];

fn is_divider(block: &Block) -> bool {
    let text = block.text.trim_matches(|c: char| !c.is_alphanumeric());
    DIVIDERS.iter().any(|divider| divider.eq_ignore_ascii_case(text))
}

#[derive(Clone, Copy)]
struct Seat {
    /// Place among all blocks of the document.
    place: usize,
    kind: BlockKind,
    is_divider: bool,
}

/// The evidence of layout on rows.
pub struct Layout {
    seats: PerLang<Vec<Seat>>,
    /// Nats for each way to lie, in the order of [`Lie`]; `None` if the languages do not alternate.
    lie_nats: Option<[f32; 3]>,
    /// Nats for any pair.
    pair_nats: f32,
}

impl Layout {
    /// Reads the order and kinds of a document's blocks.
    pub fn new(document: &Document) -> Self {
        let mut seats = PerLang::<Vec<Seat>>::default();
        for (place, block) in document.blocks.iter().enumerate() {
            // A list may be indented in one language alone.
            let kind = if let BlockKind::ListItem(_) = block.kind { BlockKind::ListItem(0) } else { block.kind };
            seats[block.lang].push(Seat { place, kind, is_divider: is_divider(block) });
        }
        let lie_nats = match document.order {
            Order::Interleaved => Some([SIDE_BY_SIDE_NATS, SIDE_BY_SIDE_NATS, APART_NATS]),
            Order::Consecutive => None,
        };
        Self { seats, lie_nats, pair_nats: 0.0 }
    }

    /// Learns from a first pairing, which was to find as many pairs as possible, which way the pairs of this document lie. From now on a
    /// pair has to be better than two leftovers.
    pub fn learn(&mut self, links: &[Link]) {
        let (none, full) = (SHORT_ROWS.start as f32, SHORT_ROWS.end as f32);
        let strictness = ((links.len() as f32 - none) / (full - none)).clamp(0.0, 1.0);
        self.pair_nats = LEFTOVER_NATS * strictness;
        if self.lie_nats.is_none() {
            return;
        }
        let mut counts = [LIE_PRIOR; 3];
        for link in links.iter().filter(|link| !link.zh.is_empty() && !link.en.is_empty()) {
            counts[self.lie(&link.zh, &link.en) as usize] += 1.0;
        }
        let total: f32 = counts.iter().sum();
        let usual = SIDE_BY_SIDE_NATS + (ALTERNATING_NATS - SIDE_BY_SIDE_NATS) * strictness;
        self.lie_nats = Some(counts.map(|count| libm::logf(count / total) + usual));
    }

    fn lie(&self, zh: &Range<usize>, en: &Range<usize>) -> Lie {
        let place = |lang: Lang, at: usize| self.seats[lang][at].place;
        let (zh_first, zh_last) = (place(Lang::Zh, zh.start), place(Lang::Zh, zh.end - 1));
        let (en_first, en_last) = (place(Lang::En, en.start), place(Lang::En, en.end - 1));
        if en_last + 1 == zh_first && en_last - en_first + 1 == en.len() && zh_last - zh_first + 1 == zh.len() {
            Lie::EnFirst
        } else if zh_last + 1 == en_first && en_last - en_first + 1 == en.len() && zh_last - zh_first + 1 == zh.len() {
            Lie::ZhFirst
        } else {
            Lie::Apart
        }
    }

    /// The evidence on a row, in nats; neither side is empty.
    pub fn score(&self, zh: &Range<usize>, en: &Range<usize>) -> f32 {
        let (zh_seats, en_seats) = (&self.seats.zh[zh.clone()], &self.seats.en[en.clone()]);
        let mut nats = self.pair_nats + self.lie_nats.map_or(0.0, |nats| nats[self.lie(zh, en) as usize]);
        for seats in [zh_seats, en_seats] {
            let alike = seats.iter().all(|seat| seat.kind == seats[0].kind);
            let stands_alone = matches!(seats[0].kind, BlockKind::Dateline | BlockKind::Verbatim | BlockKind::Rule);
            if seats.len() > 1 && (!alike || stands_alone) {
                nats += ODD_JOIN_NATS;
            }
        }
        let dividers = zh_seats.iter().chain(en_seats).filter(|seat| seat.is_divider).count();
        if dividers > 0 && dividers < zh_seats.len() + en_seats.len() {
            nats += DIVIDER_NATS;
        }
        nats + kinds_score(zh_seats[0].kind, en_seats[0].kind)
    }

    /// Puts runs of rows with one side only into the order of the source.
    pub fn sort_one_sided(&self, links: &mut [Link]) {
        let is_one_sided = |link: &Link| link.zh.is_empty() || link.en.is_empty();
        for run in links.chunk_by_mut(|a, b| is_one_sided(a) && is_one_sided(b)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let (mut zh, mut en) = (first.zh.start..last.zh.end, first.en.start..last.en.end);
            if run.len() < 2 {
                continue;
            }
            let mut merged = Vec::with_capacity(run.len());
            let mut of_lang = PerLang::from_fn(|lang| {
                run.iter()
                    .filter(move |link| (lang == Lang::Zh) != link.zh.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .into_iter()
            });
            while !(zh.is_empty() && en.is_empty()) {
                let zh_first =
                    en.is_empty() || !zh.is_empty() && self.seats.zh[zh.start].place < self.seats.en[en.start].place;
                let lang = if zh_first { Lang::Zh } else { Lang::En };
                let Some(mut link) = of_lang[lang].next() else { break };
                if zh_first {
                    link.en = en.start..en.start;
                    zh.start = link.zh.end;
                } else {
                    link.zh = zh.start..zh.start;
                    en.start = link.en.end;
                }
                merged.push(link);
            }
            if merged.len() == run.len() {
                run.clone_from_slice(&merged);
            }
        }
    }
}

/// How well two kinds of block go together, in nats.
fn kinds_score(zh: BlockKind, en: BlockKind) -> f32 {
    match (zh, en) {
        _ if zh == en => 0.0,
        (BlockKind::Rule, _) | (_, BlockKind::Rule) => DIVIDER_NATS,
        (BlockKind::Verbatim | BlockKind::Dateline, _) | (_, BlockKind::Verbatim | BlockKind::Dateline) => -3.0,
        _ => -0.3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(order: Order, blocks: &[(Lang, &str)]) -> Document {
        let block = |(line, (lang, text)): (usize, &(Lang, &str))| Block {
            lang: *lang,
            kind: BlockKind::Paragraph,
            text: (*text).to_owned(),
            line,
            file: 0,
        };
        Document { blocks: blocks.iter().enumerate().map(block).collect(), order, sources: Vec::new() }
    }

    fn link(zh: Range<usize>, en: Range<usize>) -> Link {
        Link { zh, en, score: 0.0, posterior: 1.0, rival: None }
    }

    #[test]
    fn the_document_tells_which_way_its_pairs_lie() {
        use Lang::{En, Zh};
        let blocks = [(En, "A."), (Zh, "甲。"), (En, "B."), (Zh, "乙。"), (En, "C."), (Zh, "丙。")];
        let mut layout = Layout::new(&document(Order::Interleaved, &blocks));
        assert!((layout.score(&(0..1), &(0..1)) - layout.score(&(0..1), &(1..2))).abs() < 1e-6, "nothing is known yet");
        layout.learn(&[link(0..1, 0..1), link(1..2, 1..2), link(2..3, 2..3)]);
        assert!(layout.score(&(0..1), &(0..1)) > layout.score(&(0..1), &(1..2)) + 1.0);
        assert!(layout.score(&(0..1), &(0..1)) > layout.score(&(2..3), &(0..1)) + 1.0);
        let apart = Layout::new(&document(Order::Consecutive, &blocks));
        assert!((apart.score(&(0..1), &(0..1)) - apart.score(&(2..3), &(0..1))).abs() < 1e-6, "order tells nothing");
    }

    #[test]
    fn dividers_stand_alone() {
        use Lang::{En, Zh};
        let blocks = [(En, "Rain fell."), (Zh, "参考译文："), (Zh, "下雨了。")];
        let layout = Layout::new(&document(Order::Consecutive, &blocks));
        assert!(layout.score(&(0..2), &(0..1)) < -20.0 && layout.score(&(1..2), &(0..1)) > -1.0);
    }

    #[test]
    fn rows_with_one_side_follow_the_source() {
        use Lang::{En, Zh};
        let blocks = [(Zh, "甲。"), (En, "A."), (Zh, "乙。"), (En, "B.")];
        let layout = Layout::new(&document(Order::Interleaved, &blocks));
        let mut links = vec![link(0..0, 0..1), link(0..0, 1..2), link(0..1, 2..2), link(1..2, 2..2)];
        layout.sort_one_sided(&mut links);
        assert_eq!(links, [link(0..1, 0..0), link(1..1, 0..1), link(1..2, 1..1), link(2..2, 1..2)]);
    }
}
