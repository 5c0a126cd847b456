//! The geometry of one row: its blocks on both sides, their lines, its height.

use super::hang::{Hang, hung};
use super::place::place_line;
use super::{AdvanceTable, Face, Line, LineBreaker, Markup, PlacedChar, Setting};
use crate::model::{Bitext, Block, BlockKind, Sides, Typography};
use crate::text::{Lang, PerLang};
use std::ops::Range;

/// How quiet a text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Running text and headings.
    Full,
    /// Datelines, captions, code.
    Quiet,
}

/// How a block is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The face.
    pub face: Face,
    /// Size in points.
    pub size_points: f32,
    /// From baseline to baseline.
    pub line_height_points: f32,
    /// How quiet.
    pub ink: Ink,
    /// Where lines end at the latest.
    pub measure_points: f32,
    /// Where the first line begins.
    pub indent_points: f32,
    /// Where the other lines begin, and the first one behind its marker.
    pub hang: Hang,
    /// Size of the pinyin above the characters; 0 for none.
    pub ruby_points: f32,
    /// True if a line of the source ends a line.
    pub keeps_lines: bool,
    /// How its characters stand.
    pub setting: Setting,
}

/// Everything that line breaks and heights depend on, besides the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageMetrics {
    /// Width of one column.
    pub column_points: f32,
    /// True if the translation stands under its text instead of beside it.
    pub is_stacked: bool,
    /// Size of running text in points.
    pub size_points: PerLang<f32>,
    /// What the reader chose about lines and faces.
    pub typography: Typography,
    /// The side on the left, or above.
    pub first: Lang,
    /// The sides that are shown; alone, one is stacked.
    pub sides: Sides,
    /// True if pinyin stands above the Chinese characters.
    pub has_pinyin: bool,
}

/// Line height as a multiple of the size.
const LEADING: PerLang<f32> = PerLang { en: 1.55, zh: 1.7 };
/// Between two rows, as a multiple of the English size.
const ROW_GAP_EMS: f32 = 1.1;
/// Between two items of a list.
const ITEM_GAP_EMS: f32 = 0.45;
/// Between two blocks of one side.
const BLOCK_GAP_EMS: f32 = 0.6;
/// Above a heading, besides the gap of the row before it, and below it.
const HEADING_GAP_EMS: f32 = 0.8;
const BELOW_HEADING_EMS: f32 = 0.6;

/// Before the first line of a Chinese paragraph.
const INDENT_EMS: f32 = 2.0;
/// Pinyin is half as large as its characters, but never smaller than this.
const RUBY_EMS: f32 = 0.5;
const RUBY_LEAST_POINTS: f32 = 8.0;
/// From one character with pinyin to the next, as a multiple of the pinyin's size: of a text's pairs of syllables 96 in 100 stand beside each
/// other in it as they are, and the rest in somewhat narrower letters.
const RUBY_PITCH_EMS: f32 = 2.5;

/// One block in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockLayout {
    /// Its side.
    pub lang: Lang,
    /// Index into the bitext's blocks of that side.
    pub block: usize,
    /// How it is set.
    pub style: TextStyle,
    /// Top of its first line, in points from the row's top.
    pub top_points: f32,
    /// Its lines; their spans are those of the block's text.
    pub lines: Vec<Line>,
    /// What of its text is drawn, if not all of it as it is.
    pub markup: Option<Box<Markup>>,
}

/// One row in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLayout {
    /// Those of the first side, then those of the other.
    pub blocks: Vec<BlockLayout>,
    /// From this row's top to the next one's.
    pub height_points: f32,
}

impl BlockLayout {
    /// The bottom of its last line, in points from the row's top.
    #[must_use]
    pub fn bottom_points(&self) -> f32 {
        self.top_points + self.lines.len() as f32 * self.style.line_height_points
    }

    /// The line that shows a byte of the block's text.
    #[must_use]
    pub fn line_of_byte(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.span.start() <= byte).saturating_sub(1)
    }

    /// The characters of a line in their places, justified if the style says so; `text` is the block's. Proportional to the line.
    #[must_use]
    pub fn place_line(&self, line: usize, text: &str, advances: &AdvanceTable) -> Vec<PlacedChar> {
        let Some(span) = self.lines.get(line).map(|line| line.span) else { return vec![] };
        let Some(markup) = &self.markup else { return place_line(text, span.range(), &self.style, &[], advances) };
        let mut placed = place_line(&markup.text, markup.shown_range(span), &self.style, &markup.emphasis, advances);
        for placed in &mut placed {
            placed.byte = markup.source_of(placed.byte);
        }
        placed
    }

    /// Where a byte stands as the text is read downwards, in points from the row's top: in its line, as far down as it is along.
    #[must_use]
    pub fn byte_points(&self, byte: usize) -> f32 {
        let at = self.line_of_byte(byte);
        let along = self
            .lines
            .get(at)
            .map_or(0.0, |line| byte.saturating_sub(line.span.start()) as f32 / line.span.len().max(1) as f32);
        self.top_points + (at as f32 + along.min(1.0)) * self.style.line_height_points
    }

    /// Where the baseline of a line is, in points from the row's top.
    #[must_use]
    pub fn baseline_points(&self, line: usize) -> f32 {
        self.top_points + line as f32 * self.style.line_height_points + self.style.baseline_points()
    }
}

impl TextStyle {
    /// What pinyin takes of a line's height, at its top.
    #[must_use]
    pub fn ruby_room_points(&self) -> f32 {
        self.ruby_points.round()
    }

    /// The baseline, below the line's top. Below the room for pinyin, the middle of the line is the middle of a capital letter or of a Chinese
    /// character, which stand about 0.72 em high.
    #[must_use]
    pub fn baseline_points(&self) -> f32 {
        (self.middle_points() + self.size_points * 0.36).round()
    }

    /// The middle of a line's characters, below its top.
    #[must_use]
    pub fn middle_points(&self) -> f32 {
        f32::midpoint(self.ruby_room_points(), self.line_height_points)
    }
}

impl PageMetrics {
    /// How a block of a kind is set; `is_small` if it is a caption or its like.
    #[must_use]
    pub fn style(&self, lang: Lang, kind: BlockKind, is_small: bool) -> TextStyle {
        let size = self.size_points[lang];
        let (scale, ink) = match kind {
            BlockKind::Heading(1) => (1.4, Ink::Full),
            BlockKind::Heading(2) => (1.25, Ink::Full),
            BlockKind::Heading(_) => (1.12, Ink::Full),
            BlockKind::Dateline | BlockKind::Verbatim | BlockKind::Rule => (0.88, Ink::Quiet),
            BlockKind::Paragraph | BlockKind::Verse | BlockKind::ListItem(_) if is_small => (0.88, Ink::Quiet),
            BlockKind::Paragraph | BlockKind::Verse | BlockKind::ListItem(_) => (1.0, Ink::Full),
        };
        let is_heading = matches!(kind, BlockKind::Heading(_));
        let face = Face::of(lang, self.typography.styles[lang], kind);
        let most_points = if is_heading { (self.column_points / HEADING_LEAST_EMS).max(size) } else { f32::INFINITY };
        let size_points = (size * scale).min(most_points);
        let chosen = self.typography;
        let is_zh = lang == Lang::Zh;
        let is_indented = is_zh && chosen.is_indented && kind == BlockKind::Paragraph && !is_small;
        let has_ruby = is_zh && self.has_pinyin;
        let ruby = |size_points: f32| if has_ruby { (size_points * RUBY_EMS).max(RUBY_LEAST_POINTS) } else { 0.0 };
        let pitch = |size_points: f32| (ruby(size_points) * RUBY_PITCH_EMS).max(size_points);
        let (ruby_points, pitch_points) = (ruby(size_points), pitch(size_points));
        // Code is shown as it is typed.
        let is_typeset = is_zh && kind != BlockKind::Verbatim;
        let setting = Setting {
            trims_marks: is_typeset,
            has_gaps: is_typeset && chosen.has_gaps,
            widens_marks: is_typeset && chosen.widens_marks,
            is_justified: is_typeset && chosen.is_justified && !kind.keeps_lines(),
            ruby_gap_ems: (pitch_points - size_points) / size_points,
        };
        // Lines of so many whole characters need not be stretched, and their characters stand below each other. Captions and headings end where
        // running text does.
        let (body_pitch_points, body_gap_points) = (pitch(size), pitch(size) - size);
        let chars = ((self.column_points + body_gap_points) / body_pitch_points).floor();
        let is_whole = setting.is_justified && chars >= 1.0;
        let measure_points = if is_whole { chars * body_pitch_points - body_gap_points } else { self.column_points };
        TextStyle {
            face,
            size_points,
            line_height_points: (size_points * LEADING[lang]).round() + ruby_points.round(),
            ink,
            measure_points,
            indent_points: if is_indented { INDENT_EMS * pitch_points } else { 0.0 },
            hang: Hang::default(),
            ruby_points,
            keeps_lines: kind.keeps_lines(),
            setting,
        }
    }

    /// The blocks of a row that are shown on one side.
    pub(super) fn blocks(&self, bitext: &Bitext, row: usize, lang: Lang) -> Range<usize> {
        if self.sides.has(lang) { bitext.rows[row].blocks[lang].clone() } else { 0..0 }
    }

    pub(super) fn gaps(&self) -> Gaps {
        let points = |ems: f32| (self.size_points.en * ems).round();
        Gaps {
            block: points(BLOCK_GAP_EMS),
            row: points(ROW_GAP_EMS),
            item: points(ITEM_GAP_EMS),
            above_heading: points(HEADING_GAP_EMS),
            below_heading: points(BELOW_HEADING_EMS),
        }
    }
}

/// The room between rows and between blocks, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gaps {
    pub block: f32,
    row: f32,
    item: f32,
    above_heading: f32,
    below_heading: f32,
}

impl Gaps {
    /// Below a row: a heading stands closer to what it is about, and an item to the next one.
    pub fn below_points(&self, kind: BlockKind, next: Option<BlockKind>) -> f32 {
        match (kind, next) {
            (BlockKind::Heading(_), _) => self.below_heading,
            (BlockKind::ListItem(_), Some(BlockKind::ListItem(_))) => self.item,
            _ => self.row,
        }
    }

    /// Above a row, besides what is below the one before it.
    pub fn above_points(&self, kind: BlockKind, row: usize) -> f32 {
        if matches!(kind, BlockKind::Heading(_)) && row > 0 { self.above_heading } else { 0.0 }
    }
}

/// A line of a heading has room for so many ems, or long words would not fit; but it is no smaller than the text.
const HEADING_LEAST_EMS: f32 = 10.0;

/// A caption, a source or an editor's line is no longer than this; about two sentences in either language.
const ASIDE_MAX_BYTES: usize = 200;

/// True for a short block that nothing stands across from, in a text where that means something: a caption, a source, an editor's line. What a
/// translator left out is longer, and read like the rest.
#[must_use]
pub fn is_aside(bitext: &Bitext, row: usize, block: &Block) -> bool {
    let is_alone = bitext.rows[row].is_one_sided() && bitext.rows.len() > 1 && !is_one_language(bitext);
    is_alone && block.text.len() <= ASIDE_MAX_BYTES
}

/// True if a row has something on the sides that are shown.
#[must_use]
pub fn has_text(bitext: &Bitext, row: usize, metrics: &PageMetrics) -> bool {
    Lang::BOTH.into_iter().any(|lang| !metrics.blocks(bitext, row, lang).is_empty())
}

/// Lays one row out; one that has nothing on the sides that are shown takes no room. Side by side, the first baselines of both sides are level.
#[must_use]
pub fn layout_row(
    bitext: &Bitext,
    row: usize,
    metrics: &PageMetrics,
    breaker: &LineBreaker,
    advances: &AdvanceTable,
) -> RowLayout {
    let (gaps, kind) = (metrics.gaps(), bitext.rows[row].kind(&bitext.blocks));
    let above = gaps.above_points(kind, row);
    let side = |lang: Lang, top_points: f32| -> Vec<BlockLayout> {
        let mut top_points = top_points;
        let range = metrics.blocks(bitext, row, lang);
        let blocks = range.clone().zip(&bitext.blocks[lang][range]);
        blocks
            .map(|(index, block): (usize, &Block)| {
                let widens_marks = lang == Lang::Zh && metrics.typography.widens_marks;
                let markup = Markup::of(&block.text, block.kind, widens_marks);
                let is_caption = markup.as_ref().is_some_and(|markup| markup.is_caption);
                let is_small = is_caption || is_aside(bitext, row, block);
                let style = metrics.style(lang, shared_kind(bitext, row, block), is_small);
                let style = markup.as_ref().map_or(style, |markup| hung(style, (lang, block.kind), markup, advances));
                let lines = match &markup {
                    None => breaker.break_lines(&block.text, &style, advances),
                    Some(markup) => breaker.break_marked(&block.text, markup, &style, advances),
                };
                let laid = BlockLayout { lang, block: index, style, top_points, lines, markup };
                top_points = laid.bottom_points() + gaps.block;
                laid
            })
            .collect()
    };
    let mut first = side(metrics.first, above);
    let below = first.last().filter(|_| metrics.is_stacked);
    let second_top = below.map_or(above, |last| last.bottom_points() + gaps.block);
    let mut second = side(metrics.first.other(), second_top);
    if !metrics.is_stacked
        && let (Some(left), Some(right)) = (first.first(), second.first())
    {
        let drop = right.baseline_points(0) - left.baseline_points(0);
        let lower = if drop > 0.0 { &mut first } else { &mut second };
        for block in lower {
            block.top_points += drop.abs();
        }
    }
    let blocks: Vec<_> = first.into_iter().chain(second).collect();
    if blocks.is_empty() {
        return RowLayout { blocks, height_points: 0.0 };
    }
    let bottom = blocks.iter().map(BlockLayout::bottom_points).fold(above, f32::max);
    let next = bitext.rows.get(row + 1).map(|next| next.kind(&bitext.blocks));
    RowLayout { blocks, height_points: bottom + gaps.below_points(kind, next) }
}

/// What a block is set as: what stands across from a dateline or byline, and is as short, is one in words that do not tell.
fn shared_kind(bitext: &Bitext, row: usize, block: &Block) -> BlockKind {
    let pair = |lang: Lang| match bitext.blocks[lang].get(bitext.rows[row].blocks[lang].clone()) {
        Some([only]) => Some(only),
        _ => None,
    };
    let is_short = block.text.len() <= MOST_DATELINE_BYTES && !block.text.ends_with(['.', '。', '!', '！', '?', '？']);
    let is_across = |other: &Block| other.kind == BlockKind::Dateline && pair(block.lang).is_some();
    let shares = block.kind == BlockKind::Paragraph && is_short && pair(block.lang.other()).is_some_and(is_across);
    if shares { BlockKind::Dateline } else { block.kind }
}

/// Longer than any dateline or byline.
const MOST_DATELINE_BYTES: usize = 120;

fn is_one_language(bitext: &Bitext) -> bool {
    bitext.blocks.en.is_empty() || bitext.blocks.zh.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Settings;

    #[test]
    fn whatever_is_justified_ends_at_one_edge() {
        for (column_points, has_pinyin) in [(333.0, false), (404.0, false), (404.0, true), (720.0, true)] {
            let metrics = PageMetrics {
                column_points,
                is_stacked: false,
                size_points: PerLang { en: 17.0, zh: 18.0 },
                typography: Settings::default().typography,
                first: Lang::En,
                sides: Sides::Both,
                has_pinyin,
            };
            let body = metrics.style(Lang::Zh, BlockKind::Paragraph, false).measure_points;
            assert!(body <= column_points && body > column_points - 40.0, "{body} of {column_points}");
            for kind in [BlockKind::Paragraph, BlockKind::Dateline, BlockKind::Heading(1), BlockKind::ListItem(1)] {
                let alone = metrics.style(Lang::Zh, kind, true).measure_points;
                assert!((alone - body).abs() < 1e-3, "{kind:?} of {column_points}: {alone} and {body}");
            }
        }
    }
}
