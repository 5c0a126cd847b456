//! Marks of a block that are not drawn, or drawn as others: those of Markdown, hard wraps, and what typists put for quotes, dots and bullets. Only the page,
//! on the screen and exported as one, knows of this; sentences, notes and copies keep the source.

mod code;
mod html;
mod item;
mod plain;
mod quotes;
mod scan;

use crate::model::BlockKind;
use crate::text::{ByteSpan, is_line_end, quote_len, wraps};
pub use plain::{plain, plain_quote};
use scan::{Scan, inside_heading};
use std::ops::Range;

/// How a part of a block is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// `**so**`
    Strong,
    /// `*so*`: in italics in English; Chinese has none, there it is strong.
    Stressed,
    /// `` `so` ``: drawn as it is typed.
    Code,
    /// The bullet before an item: that of English, for those of Chinese faces are as small as a point.
    Bullet,
}

/// What of a block with marks is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Markup {
    /// The text without its marks; never empty.
    pub text: String,
    /// The parts that are set apart, in order, as bytes of `text`.
    pub emphasis: Vec<(Range<usize>, Emphasis)>,
    /// True for what is quoted: `> so`.
    pub is_quote: bool,
    /// True for what stands below a picture: `![so](where)`, and nothing else.
    pub is_caption: bool,
    /// The bytes of `text` before an item of a list begins: `• `, `12. `.
    pub marker_bytes: usize,
    /// The stretches that are drawn, in order.
    pieces: Vec<Piece>,
}

/// A stretch of the drawn text and that of the source: alike, or a mark for another.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    shown: Range<usize>,
    source: Range<usize>,
    is_alike: bool,
}

/// A part of the source, and what is drawn for it.
type Edit = (Range<usize>, &'static str);

impl Markup {
    /// What of a block is drawn; `None` if that is all of it as it is. With `widens_marks` the straight quotes and dots of Chinese are drawn
    /// as what they stand for. Linear.
    #[must_use]
    pub fn of(text: &str, kind: BlockKind, widens_marks: bool) -> Option<Box<Self>> {
        if kind == BlockKind::Verbatim {
            return Some(Box::new(Self::with(text, &code::inside_fences(text)?)));
        }
        let is_item = matches!(kind, BlockKind::ListItem(_));
        let may_widen = widens_marks && quotes::may_widen(text);
        let is_wrapped = text.contains(is_line_end);
        let may_have_marks =
            is_item || may_widen || is_wrapped || text.contains(['#', '>', '*', '_', '`', '[', '\\', '<', '&']);
        if kind == BlockKind::Rule || !may_have_marks {
            return None;
        }
        let (start, end) = match kind {
            BlockKind::Heading(_) => inside_heading(text),
            BlockKind::Paragraph | BlockKind::Verse => (quote_len(text), text.len()),
            _ => (0, text.len()),
        };
        let mut scan = Scan::new(text);
        scan.hide(0..start);
        scan.scan(start..end);
        scan.hide(end..text.len());
        if kind == BlockKind::Verse && start > 0 {
            let lines = text.match_indices('\n').map(|(at, _)| at + 1);
            lines.for_each(|at| scan.hide(at..at + quote_len(&text[at..])));
        }
        let is_caption = kind == BlockKind::Paragraph && scan.picture == (start..text.trim_end().len());
        let mut edits = scan.replaced;
        edits.extend(scan.hidden.into_iter().map(|range| (range, "")));
        if is_wrapped && !kind.keeps_lines() {
            let wraps = wraps(text).flat_map(|wrap| [(wrap.blank.clone(), wrap.read), (wrap.blank.end..wrap.end, "")]);
            edits.extend(wraps.filter(|(range, _)| !range.is_empty()));
        }
        edits.extend(is_item.then(|| item::bullet(text)).flatten());
        edits.sort_unstable_by_key(|(range, _)| range.start);
        let mut markup = Self::with(text, &edits);
        if may_widen {
            // Marks stand between a quote and its neighbours: what is drawn without them decides.
            let code = scan.emphasis.iter().filter(|(_, kind)| *kind == Emphasis::Code);
            let code = code.map(|(range, _)| markup.shown_of(range.start)..markup.shown_of(range.end));
            let widened = quotes::widened(&code::masked(&markup.text, code));
            let len = edits.len();
            edits.extend(widened.into_iter().filter_map(|(shown, drawn)| Some((markup.source_range(shown)?, drawn))));
            if edits.len() > len {
                edits.sort_unstable_by_key(|(range, _)| range.start);
                markup = Self::with(text, &edits);
            }
        }
        markup.marker_bytes = if is_item { item::marker_bytes(&markup.text) } else { 0 };
        // A picture without a name, say: better its marks than nothing.
        if edits.is_empty() && markup.marker_bytes == 0 || markup.text.trim().is_empty() {
            return None;
        }
        markup.is_quote = matches!(kind, BlockKind::Paragraph | BlockKind::Verse) && start > 0;
        markup.is_caption = is_caption;
        let shown = |range: Range<usize>| markup.shown_of(range.start)..markup.shown_of(range.end);
        let bullet = (is_item && markup.text.starts_with('•')).then_some((0..'•'.len_utf8(), Emphasis::Bullet));
        let emphasis = scan.emphasis.into_iter().map(|(range, kind)| (shown(range), kind));
        let emphasis = emphasis.filter(|(range, _)| !range.is_empty());
        markup.emphasis = bullet.into_iter().chain(emphasis).collect();
        Some(Box::new(markup))
    }

    /// A text with edits, which are in order; of two in one place the first counts.
    fn with(text: &str, edits: &[Edit]) -> Self {
        let mut shown = String::with_capacity(text.len());
        let mut pieces = Vec::with_capacity(2 * edits.len() + 1);
        let mut put = |drawn: &str, source: Range<usize>, is_alike: bool| {
            if !drawn.is_empty() {
                let start = shown.len();
                shown.push_str(drawn);
                pieces.push(Piece { shown: start..shown.len(), source, is_alike });
            }
        };
        let mut from = 0;
        for (range, drawn) in edits {
            if range.start < from {
                continue;
            }
            put(&text[from..range.start], from..range.start, true);
            put(drawn, range.clone(), false);
            from = range.end;
        }
        put(&text[from..], from..text.len(), true);
        Self { text: shown, emphasis: vec![], is_quote: false, is_caption: false, marker_bytes: 0, pieces }
    }

    /// What is drawn of a part of the source.
    #[must_use]
    pub fn shown_part(&self, source: ByteSpan) -> &str {
        &self.text[self.shown_range(source)]
    }

    /// Where a part of the source is drawn, as bytes of `text`.
    #[must_use]
    pub fn shown_range(&self, source: ByteSpan) -> Range<usize> {
        self.shown_of(source.start())..self.shown_of(source.end())
    }

    /// The byte of the source that is drawn at a byte of `text`; its end is behind the last one.
    #[must_use]
    pub fn source_of(&self, shown: usize) -> usize {
        let piece = self.pieces.partition_point(|piece| piece.shown.start <= shown).saturating_sub(1);
        let Some(piece) = self.pieces.get(piece) else { return shown };
        if piece.is_alike {
            piece.source.start + (shown - piece.shown.start)
        } else if shown < piece.shown.end {
            piece.source.start
        } else {
            piece.source.end
        }
    }

    /// The bytes of the source that are drawn at bytes of `text`, which are not empty.
    #[must_use]
    pub fn source_of_range(&self, shown: Range<usize>) -> Range<usize> {
        let last = self.pieces.partition_point(|piece| piece.shown.start < shown.end).checked_sub(1);
        let end = last.map_or(shown.end, |last| {
            let piece = &self.pieces[last];
            if piece.is_alike { piece.source.start + (shown.end - piece.shown.start) } else { piece.source.end }
        });
        self.source_of(shown.start)..end
    }

    /// Where a byte of the source is drawn; a mark's, where the text behind it is.
    pub(super) fn shown_of(&self, source: usize) -> usize {
        let Some(piece) = self.pieces.partition_point(|piece| piece.source.start <= source).checked_sub(1) else {
            return 0;
        };
        let piece = &self.pieces[piece];
        if source >= piece.source.end {
            piece.shown.end
        } else if piece.is_alike {
            piece.shown.start + (source - piece.source.start)
        } else {
            piece.shown.start
        }
    }

    /// The source of a part of `text`; `None` if there are marks in the middle of it.
    fn source_range(&self, shown: Range<usize>) -> Option<Range<usize>> {
        let len = shown.len();
        let source = self.source_of_range(shown);
        (source.len() == len).then_some(source)
    }
}

/// How a byte is set apart by parts that are in order. `O(log n)`.
#[must_use]
pub fn emphasis_at(emphasis: &[(Range<usize>, Emphasis)], byte: usize) -> Option<Emphasis> {
    let last = emphasis.partition_point(|(range, _)| range.start <= byte).checked_sub(1)?;
    let (range, kind) = &emphasis[last];
    range.contains(&byte).then_some(*kind)
}

/// True for what is drawn as it is typed.
pub(super) fn is_code(emphasis: &[(Range<usize>, Emphasis)], byte: usize) -> bool {
    emphasis_at(emphasis, byte) == Some(Emphasis::Code)
}

#[cfg(test)]
mod tests;
