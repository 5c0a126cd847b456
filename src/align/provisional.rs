//! Owns the first guess at a pairing, from the order of lines and lengths alone, so that a text can be read before it is
//! aligned. Depends on the sentence splitter; never on a dictionary. Linear.

use super::assemble::{Cut, cut, sentences_of};
use crate::model::{Bead, Bitext, Document, Doubt, Order, Row};
use crate::text::{Lang, PerLang};
use crate::threads;
use std::ops::Range;

/// How sure a guess is.
const GUESS: f32 = 0.2;

/// So many blocks of one side, or sentences, are guessed to stand across from one of the other: a book across from its title is no pair.
const MOST_BLOCKS: usize = 64;

/// Rows as blocks of each side.
type Rows = Vec<PerLang<Range<usize>>>;

/// A block as the order sees it: its language, its length in characters.
type Seen = (Lang, usize);

/// A bitext with every block in its place and a rough pairing of low confidence.
#[must_use]
pub fn provisional(document: Document) -> Bitext {
    completed(document, Vec::new())
}

/// A bitext that begins with these rows and goes on with a rough pairing.
pub(super) fn completed(document: Document, rows: Vec<Row>) -> Bitext {
    let start = rows.last().map_or_else(PerLang::default, |row| row.blocks.as_ref().map(|blocks| blocks.end));
    let mut count = PerLang { en: 0, zh: 0 };
    let rest: Vec<Seen> = document
        .blocks
        .iter()
        .filter(|block| {
            count[block.lang] += 1;
            count[block.lang] > start[block.lang]
        })
        .map(|block| (block.lang, block.text.chars().count()))
        .collect();
    let guesses = match document.order {
        Order::Interleaved => interleaved(&rest, &start),
        Order::Consecutive => {
            let side = |lang: Lang| rest.iter().filter(|seen| seen.0 == lang).map(|seen| seen.1).collect();
            by_length(&PerLang::from_fn(side), &start)
        }
    };
    let Cut { blocks, sentences, block_ends } = cut(document, threads::available());
    let mut bitext = Bitext { blocks, sentences, rows };
    bitext.rows.reserve(guesses.len());
    for blocks in guesses {
        let range = PerLang::from_fn(|lang| sentences_of(&block_ends[lang], &blocks[lang]));
        let lens =
            PerLang::from_fn(|lang| bitext.sentences[lang][range[lang].clone()].iter().map(|s| s.span.len()).collect());
        let start = PerLang::from_fn(|lang| range[lang].start);
        let bead = |sentences| Bead { sentences, confidence: GUESS, doubt: None };
        let beads = by_length(&lens, &start).into_iter().map(bead).collect();
        bitext.rows.push(Row { blocks, confidence: GUESS, doubt: Some(Doubt::OrderAlone), beads });
    }
    bitext
}

/// Pairs each run of one language with the run of the other that follows it. Of the two languages that one leads whose
/// pairs agree better in length. Indices count from `start`.
fn interleaved(blocks: &[Seen], start: &PerLang<usize>) -> Rows {
    let total = PerLang::from_fn(|lang| blocks.iter().filter(|b| b.0 == lang).map(|b| b.1).sum::<usize>().max(1));
    let (en, zh) = (lead(blocks, Lang::En, &total, start), lead(blocks, Lang::Zh, &total, start));
    if zh.1 < en.1 { zh.0 } else { en.0 }
}

/// The rows if `leading` comes first in each pair, and how badly the lengths agree.
fn lead(blocks: &[Seen], leading: Lang, total: &PerLang<usize>, start: &PerLang<usize>) -> (Rows, f64) {
    let mut rows = Rows::new();
    let mut misfit = 0.0;
    let mut next = *start;
    let mut at = 0;
    let share = |block: &Seen| block.1 as f64 / total[block.0] as f64;
    while at < blocks.len() {
        let run = |from: usize, lang: Lang| blocks[from..].iter().take_while(|b| b.0 == lang).count();
        let first = run(at, leading);
        let second = run(at + first, leading.other());
        let pairs = if first == second { first } else { first.min(second).min(1) };
        let mut push = |lead_len: usize, other_len: usize| {
            let lens = |lang: Lang| if lang == leading { lead_len } else { other_len };
            let row = PerLang::from_fn(|lang| next[lang]..next[lang] + lens(lang));
            next = PerLang::from_fn(|lang| row[lang].end);
            rows.push(row);
        };
        (pairs..first).for_each(|_| push(1, 0));
        (0..pairs).for_each(|_| push(1, 1));
        (pairs..second).for_each(|_| push(0, 1));
        for pair in 0..pairs {
            misfit += (share(&blocks[at + first - pairs + pair]) - share(&blocks[at + first + pair])).abs();
        }
        misfit += blocks[at..at + first - pairs].iter().map(share).sum::<f64>();
        at += first + second;
    }
    (rows, misfit)
}

/// All of one side, then all of the other, each alone.
fn one_sided(en: Range<usize>, zh: Range<usize>) -> impl Iterator<Item = PerLang<Range<usize>>> {
    let none = PerLang { en: en.end, zh: zh.start };
    let en = en.map(move |i| PerLang { en: i..i + 1, zh: none.zh..none.zh });
    en.chain(zh.map(move |i| PerLang { en: none.en..none.en, zh: i..i + 1 }))
}

/// Pairs two lists by how far each has come in its whole length. Indices count from `start`; both sides are tiled.
fn by_length(lens: &PerLang<Vec<usize>>, start: &PerLang<usize>) -> Rows {
    let (en, zh) = (&lens.en, &lens.zh);
    if en.is_empty() || zh.is_empty() {
        return one_sided(start.en..start.en + en.len(), start.zh..start.zh + zh.len()).collect();
    }
    let total = PerLang { en: en.iter().sum::<usize>().max(1) as f64, zh: zh.iter().sum::<usize>().max(1) as f64 };
    let mut rows = Rows::new();
    let (mut i, mut j) = (0, 0);
    let (mut en_done, mut zh_done) = (0.0, 0.0);
    while i < en.len() && j < zh.len() {
        let from = (i, j);
        let mut take_en = |i: &mut usize| {
            en_done += en[*i] as f64 / total.en;
            *i += 1;
            en_done
        };
        let mut take_zh = |j: &mut usize| {
            zh_done += zh[*j] as f64 / total.zh;
            *j += 1;
            zh_done
        };
        let (mut a, mut b) = (take_en(&mut i), take_zh(&mut j));
        if en.len() != zh.len() {
            while i < en.len() && i - from.0 < MOST_BLOCKS && a + en[i] as f64 / total.en / 2.0 < b {
                a = take_en(&mut i);
            }
            while j < zh.len() && j - from.1 < MOST_BLOCKS && b + zh[j] as f64 / total.zh / 2.0 < a {
                b = take_zh(&mut j);
            }
        }
        rows.push(PerLang { en: start.en + from.0..start.en + i, zh: start.zh + from.1..start.zh + j });
    }
    // One side is at its end.
    if let Some(last) = rows.last_mut().filter(|_| en.len() - i + zh.len() - j <= MOST_BLOCKS) {
        last.en.end = start.en + en.len();
        last.zh.end = start.zh + zh.len();
    } else {
        rows.extend(one_sided(start.en + i..start.en + en.len(), start.zh + j..start.zh + zh.len()));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind};

    /// One letter a block: `e` English, `z` Chinese; upper case is long.
    fn rows_of(order: Order, shape: &str) -> String {
        let blocks = shape.chars().enumerate().map(|(line, c)| {
            let lang = if c.eq_ignore_ascii_case(&'e') { Lang::En } else { Lang::Zh };
            let sentence = if lang == Lang::En { "Rain fell on us. " } else { "下雨了。" };
            let text = sentence.repeat(if c.is_uppercase() { 4 } else { 1 });
            Block { lang, kind: BlockKind::Paragraph, text: text.trim().to_owned(), line, file: 0 }
        });
        let bitext = provisional(Document { blocks: blocks.collect(), order, sources: Vec::new() });
        bitext.check().unwrap();
        let row = |row: &Row| format!("{}{}", "e".repeat(row.blocks.en.len()), "z".repeat(row.blocks.zh.len()));
        bitext.rows.iter().map(row).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pairs_by_order_and_length() {
        for (order, shape, rows) in [
            (Order::Interleaved, "ezezez", "ez ez ez"),
            (Order::Interleaved, "eZZeze", "ez z ez e"),
            (Order::Interleaved, "zEZezez", "z ez ez ez"),
            (Order::Interleaved, "ZEzeZE", "ez ez ez"),
            (Order::Interleaved, "eezzez", "ez ez ez"),
            (Order::Consecutive, "eeezzz", "ez ez ez"),
            (Order::Consecutive, "eeEzZ", "ez eez"),
            (Order::Consecutive, "zz", "z z"),
            (Order::Consecutive, "eee", "e e e"),
            (Order::Interleaved, "", ""),
            (Order::Consecutive, &format!("e{}", "z".repeat(64)), &format!("e{}", "z".repeat(64))),
            (Order::Consecutive, &format!("e{}", "z".repeat(200)), &format!("e{}{}", "z".repeat(64), " z".repeat(136))),
        ] {
            assert_eq!(rows_of(order, shape), rows, "{shape}");
        }
    }
}
