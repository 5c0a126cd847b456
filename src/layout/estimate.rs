//! About how high rows are, before they are laid out.

use super::{PageMetrics, TextStyle};
use crate::model::{Bitext, Block, BlockKind};
use crate::text::{Lang, PerLang};

/// How long the texts of all rows are: what their heights are guessed from at any width, with no look at the texts themselves.
#[derive(Clone, Debug, Default)]
pub struct RowLengths {
    /// Of the rows.
    kinds: Vec<BlockKind>,
    sides: PerLang<SideLengths>,
}

/// One side of all rows.
#[derive(Clone, Debug, Default)]
struct SideLengths {
    /// Those that its blocks have, each once.
    kinds: Vec<BlockKind>,
    pieces: Vec<Piece>,
    /// For each row the end of its pieces.
    ends: Vec<usize>,
}

/// What begins on a line of its own: a block, or one of its lines if it keeps them.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// In characters of full width.
    ems: f32,
    /// Which of the side's kinds it has.
    kind: u16,
    /// True for the first of a block, but not in the first block of its row.
    is_apart: bool,
}

impl RowLengths {
    /// Of the texts of all rows. Linear.
    #[must_use]
    pub fn of(bitext: &Bitext) -> Self {
        let side = |lang: Lang| {
            let (pieces, ends) = (Vec::with_capacity(bitext.blocks[lang].len()), Vec::with_capacity(bitext.rows.len()));
            let mut side = SideLengths { kinds: vec![], pieces, ends };
            for row in &bitext.rows {
                for (at, block) in bitext.blocks[lang][row.blocks[lang].clone()].iter().enumerate() {
                    side.add(lang, block, at > 0);
                }
                side.ends.push(side.pieces.len());
            }
            side
        };
        let kinds = bitext.rows.iter().map(|row| row.kind(&bitext.blocks)).collect();
        Self { kinds, sides: PerLang::from_fn(side) }
    }

    /// About how high every row is, in points. A page of another width begins with this: linear.
    pub fn heights_points(&self, metrics: &PageMetrics) -> impl Iterator<Item = f32> {
        let gaps = metrics.gaps();
        let styles = PerLang::from_fn(|lang| {
            let kinds = if metrics.sides.has(lang) { &self.sides[lang].kinds[..] } else { &[] };
            kinds.iter().map(|kind| metrics.style(lang, *kind, false)).collect::<Vec<_>>()
        });
        let side = move |row: usize, lang: Lang| -> f32 {
            let SideLengths { pieces, ends, .. } = &self.sides[lang];
            let start = row.checked_sub(1).map_or(0, |before| ends[before]);
            let heights = pieces[start..ends[row]].iter().filter_map(|piece| {
                let gap = if piece.is_apart { gaps.block } else { 0.0 };
                Some(gap + points(piece.ems, styles[lang].get(usize::from(piece.kind))?))
            });
            heights.sum()
        };
        let is_stacked = metrics.is_stacked;
        self.kinds.iter().enumerate().map(move |(row, kind)| {
            let (en, zh) = (side(row, Lang::En), side(row, Lang::Zh));
            if en + zh == 0.0 {
                return 0.0;
            }
            let between = if en > 0.0 && zh > 0.0 { gaps.block } else { 0.0 };
            let height = if is_stacked { en + between + zh } else { en.max(zh) };
            let next = self.kinds.get(row + 1).copied();
            height + gaps.below_points(*kind, next) + gaps.above_points(*kind, row)
        })
    }
}

impl SideLengths {
    fn add(&mut self, lang: Lang, block: &Block, is_apart: bool) {
        let kind = self.kinds.iter().position(|kind| *kind == block.kind).unwrap_or_else(|| {
            self.kinds.push(block.kind);
            self.kinds.len() - 1
        });
        let piece = |text: &str, is_apart| Piece { ems: ems(lang, text), kind: kind as u16, is_apart };
        if block.kind.keeps_lines() {
            let lines = block.text.split('\n').enumerate();
            self.pieces.extend(lines.map(|(line, text)| piece(text, is_apart && line == 0)));
        } else {
            self.pieces.push(piece(&block.text, is_apart));
        }
    }
}

/// About how wide a text is, without a look at it.
fn ems(lang: Lang, text: &str) -> f32 {
    match lang {
        Lang::En => text.len() as f32 * 0.5,
        Lang::Zh => text.len() as f32 / 3.0,
    }
}

/// About how high a text of such a width is in a style.
fn points(ems: f32, style: &TextStyle) -> f32 {
    let pitch_points = style.size_points * (1.0 + style.setting.ruby_gap_ems);
    let lines = (ems * pitch_points + style.indent_points) / style.measure_points;
    // Rounded up, at least one. The oldest processors of 64 bits have no instruction for `f32::ceil`.
    let whole = lines as i32 as f32;
    let whole = if lines > whole { whole + 1.0 } else { whole };
    whole.max(1.0) * style.line_height_points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{AdvanceTable, LineBreaker, has_text, layout_row};
    use crate::model::{Row, Sides, Typography};

    /// Paragraphs of growing length, a heading, a list, a poem, code, a row of two blocks, and a paragraph without a counterpart.
    fn bitext() -> Bitext {
        let (en, zh) = (
            "The ferry left the island before dawn with two on board. ",
            "渡船在天亮之前离开了小岛，船上只有两名乘客。",
        );
        let mut rows: Vec<(BlockKind, Vec<String>, Vec<String>)> = vec![
            (BlockKind::Heading(1), vec!["The ferry".into()], vec!["渡船".into()]),
            (BlockKind::ListItem(0), vec!["- Bread".into()], vec!["- 面包".into()]),
            (
                BlockKind::Verse,
                vec!["Night falls on the water,\nnobody calls.".into()],
                vec!["夜落在水上，\n无人呼唤。".into()],
            ),
            (BlockKind::Verbatim, vec!["```\nlet ferry = 1;\nferry + 1\n```".into()], vec![]),
            (BlockKind::Paragraph, vec![en.repeat(3), en.repeat(2)], vec![zh.repeat(5)]),
            (BlockKind::Paragraph, vec!["A last line that nobody has translated yet.".into()], vec![]),
        ];
        rows.extend((1..12).map(|n| (BlockKind::Paragraph, vec![en.repeat(n)], vec![zh.repeat(n)])));
        let mut bitext = Bitext::default();
        for (kind, en, zh) in rows {
            let sides = PerLang { en, zh };
            let blocks = PerLang::from_fn(|lang| {
                let start = bitext.blocks[lang].len();
                let all = sides[lang].iter().map(|text| Block { lang, kind, text: text.clone(), line: 0, file: 0 });
                bitext.blocks[lang].extend(all);
                start..bitext.blocks[lang].len()
            });
            bitext.rows.push(Row { blocks, confidence: 1.0, doubt: None, beads: vec![] });
        }
        bitext
    }

    #[test]
    fn guesses_are_near_the_heights_that_rows_have() {
        let bitext = bitext();
        let lengths = RowLengths::of(&bitext);
        // As wide as faces are on average: half an em a letter, one a character.
        let advances = AdvanceTable::default();
        for (column_points, is_stacked, sides, has_pinyin) in [
            (300.0, false, Sides::Both, false),
            (420.0, false, Sides::Both, true),
            (640.0, true, Sides::Both, false),
            (640.0, true, Sides::only_of(Lang::En), false),
            (640.0, true, Sides::only_of(Lang::Zh), true),
        ] {
            let metrics = PageMetrics {
                column_points,
                is_stacked,
                size_points: PerLang { en: 17.0, zh: 18.0 },
                typography: Typography::default(),
                first: Lang::En,
                sides,
                has_pinyin,
            };
            let guesses: Vec<f32> = lengths.heights_points(&metrics).collect();
            assert_eq!(guesses.len(), bitext.rows.len());
            let mut total = 0.0;
            for (row, guess) in guesses.iter().enumerate() {
                let exact = layout_row(&bitext, row, &metrics, &LineBreaker::default(), &advances).height_points;
                assert_eq!(*guess > 0.0, has_text(&bitext, row, &metrics), "{row} of {metrics:?}");
                let lines = (guess - exact).abs() / 30.0;
                assert!(lines < 1.5 + exact / 30.0 * 0.15, "{row}: {guess}, {exact} of {metrics:?}");
                total += exact;
            }
            let sum: f32 = guesses.iter().sum();
            assert!((sum / total - 1.0).abs() < 0.1, "{sum}, {total} of {metrics:?}");
        }
    }
}
