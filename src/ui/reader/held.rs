//! What is read does not move: the pinned sentence or the selected text if it is in view, the text at the top otherwise, is put back where it
//! was when the page is laid out anew. It is taken once the reader has moved the view or marked something else, and kept until that happens
//! again, so that many changes in a row, as of a window being resized, do not add up.

use super::flow::{Flow, Typesetter, Visible, margin_above};
use super::{Frame, ReaderView};
use crate::layout::BlockLayout;
use crate::model::{Bitext, Place};
use crate::state::TextRange;
use crate::text::{ByteSpan, Lang};
use std::mem::{swap, take};
use std::sync::Arc;

/// What is selected or pinned, and then its counterpart.
pub(super) type Marked = [Option<TextRange>; 2];

/// A line: where it begins, in its block, and where below the view's top it is, without what stands above its characters: pinyin comes and
/// goes there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    lang: Lang,
    block: usize,
    byte: usize,
    top_points: f64,
}

/// What is read in a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    /// The line at the top of the view.
    top: Line,
    /// The first line in view of what was marked.
    marked: Option<Line>,
    /// What was: a selection or a pin.
    of: Option<TextRange>,
    /// True at the very top of the page, which stays the very top where nothing is marked.
    is_start: bool,
}

impl Held {
    /// The pair that the line at the top begins in.
    pub(super) fn pair(&self, bitext: &Bitext) -> Option<(usize, usize)> {
        let sentence = bitext.sentence_at(self.top.lang, self.top.block, self.top.byte)?;
        bitext.bead_of_sentence(self.top.lang, sentence)
    }

    /// What is to be put back, the best first, each with whether the view is to be at the start then. What a lower window has no room for is
    /// not in view any more.
    fn lines(&self, view_points: f64) -> impl Iterator<Item = (Line, bool)> + use<> {
        let marked = self.marked.filter(|line| line.top_points < view_points).map(|line| (line, false));
        [marked, Some((self.top, self.is_start))].into_iter().flatten()
    }
}

/// The first line of a block, or of a part of it, whose middle is below the top of the view.
fn first_line(row_top: f64, block: &BlockLayout, part: Option<ByteSpan>) -> Option<Line> {
    let height = f64::from(block.style.line_height_points);
    let middle = row_top + f64::from(block.top_points + block.style.middle_points());
    let in_view = (-middle / height).ceil().max(0.0) as usize;
    let (first, last) = part.map_or((0, usize::MAX), |part| {
        (block.line_of_byte(part.start()), block.line_of_byte(part.end().saturating_sub(1)))
    });
    let index = in_view.max(first);
    let start = block.lines.get(index).filter(|_| index <= last)?.span.start();
    let top = f64::from(block.top_points + block.style.ruby_room_points()) + index as f64 * height;
    let byte = part.map_or(start, |part| start.max(part.start()));
    Some(Line { lang: block.lang, block: block.block, byte, top_points: row_top + top })
}

impl Flow {
    /// Takes what is read, if the reader has moved the view or marked something else.
    pub(super) fn remember(&mut self, rows: &Visible, marked: &Marked, view_points: f64, bitext: &Bitext) {
        let kept = self.held.filter(|held| !self.scroll.has_moved() && held.of == marked[0]);
        self.scroll.take_moved();
        // While something marked is held, the line at the top is not, and may be another one each time.
        if kept.is_some_and(|held| held.marked.is_none()) {
            return;
        }
        let mut blocks = rows.iter().flat_map(|(_, top, layout)| layout.blocks.iter().map(move |block| (*top, block)));
        let line_of = |range: &TextRange| {
            blocks.clone().find_map(|(row_top, block)| {
                let text = &bitext.blocks[block.lang].get(block.block)?.text;
                let part = range.in_block(block.lang, block.block, text)?;
                let half = f64::from(block.style.middle_points() - block.style.ruby_room_points());
                let middle = |line: &Line| line.top_points + half;
                first_line(row_top, block, Some(part)).filter(|line| middle(line) < view_points)
            })
        };
        let marked_line = match kept {
            Some(held) => held.marked,
            None => marked.iter().flatten().find_map(line_of),
        };
        let is_start = self.scroll.place() == Place::default();
        let top = blocks.find_map(|(row_top, block)| first_line(row_top, block, None));
        self.held = top.map(|top| Held { top, marked: marked_line, of: marked[0], is_start });
    }

    /// Puts a line where it was, in whatever row it is now; false if this list does not show it.
    fn put_back(&mut self, held: Line, is_start: bool, setter: &Typesetter) -> bool {
        let Some(row) = setter.bitext.row_of_block(held.lang, held.block) else { return false };
        let layout = self.row(row, setter);
        let Some(laid) = layout.blocks.iter().find(|b| b.lang == held.lang && b.block == held.block) else {
            return false;
        };
        let line = laid.line_of_byte(held.byte) as f32 * laid.style.line_height_points + laid.style.ruby_room_points();
        if is_start {
            self.scroll.jump_to(Place::default());
        } else {
            self.scroll.put(row, margin_above(row) + f64::from(laid.top_points + line), held.top_points);
        }
        true
    }
}

impl ReaderView {
    /// Makes heights for another text, pairing, width or arrangement.
    pub(super) fn lay_anew(&mut self, bitext: &Arc<Bitext>, frame: &Frame) {
        let before = self.shown.as_ref();
        let were_columns = before.is_some_and(|shown| shown.other.is_some());
        let first_before = before.map(|shown| shown.metrics.first);
        // The side that was moved last is the one that is read.
        let leader = self.columns.leader().filter(|_| were_columns).or(first_before);
        let lengths = take(&mut self.lengths);
        if frame.other.is_none() {
            if leader != first_before {
                self.page.held = self.other.held.or(self.page.held);
            }
            self.other = Flow::default();
            self.columns.take_jump();
        } else {
            if were_columns && first_before != Some(frame.metrics.first) {
                swap(&mut self.page, &mut self.other);
                self.columns.swap();
            }
            self.columns.take(bitext, were_columns);
            if let Some(leader) = leader {
                self.columns.hold(leader);
            }
            let (flow, setter) = self.flow(frame.metrics.first.other(), bitext, frame);
            flow.set_heights(&lengths, &setter);
        }
        let (flow, setter) = self.flow(frame.metrics.first, bitext, frame);
        flow.set_heights(&lengths, &setter);
        self.lengths = lengths;
    }

    /// Puts what is read back where it was; what is held stays held.
    pub(super) fn put_back(&mut self, bitext: &Bitext, frame: &Frame) {
        self.restore(bitext, frame);
        self.page.scroll.take_moved();
        self.other.scroll.take_moved();
    }

    /// Puts the line that is read back where it was, or its translation, if only that is shown; in columns that of each.
    fn restore(&mut self, bitext: &Bitext, frame: &Frame) {
        let view = f64::from(frame.view.height());
        if self.other.held.is_some() {
            for held in [self.page.held, self.other.held].into_iter().flatten() {
                let (flow, setter) = self.flow(held.top.lang, bitext, frame);
                let _ = held.lines(view).any(|(line, is_start)| flow.put_back(line, is_start, &setter));
            }
            return;
        }
        let Some(held) = self.page.held else { return };
        let translation = |line: Line| {
            let sentence = bitext.sentence_at(line.lang, line.block, line.byte)?;
            let (row, bead) = bitext.bead_of_sentence(line.lang, sentence)?;
            let lang = line.lang.other();
            let sentence = bitext.sentences[lang].get(bitext.rows[row].beads[bead].sentences[lang].clone())?.first()?;
            Some(Line { lang, block: sentence.block, byte: sentence.span.start(), ..line })
        };
        let lines = held.lines(view).flat_map(|(line, is_start)| {
            [Some(line), translation(line)].into_iter().flatten().map(move |line| (line, is_start))
        });
        for (line, is_start) in lines {
            let (flow, setter) = self.flow(line.lang, bitext, frame);
            if flow.put_back(line, is_start, &setter) {
                if frame.other.is_some() {
                    self.columns.hold(line.lang);
                    // It goes with its side, or it would be another line each time that the sides come apart; but what is marked on the other side
                    // never comes into view on this one, and the line at its top would not be held while that was waited for.
                    let is_of_side = |held: &Held| held.marked.is_none_or(|marked| marked.lang == line.lang);
                    let of_side = self.page.held.take().filter(is_of_side);
                    if line.lang == frame.metrics.first {
                        self.page.held = of_side;
                    } else {
                        self.other.held = of_side;
                    }
                }
                return;
            }
        }
        // Whatever is shown instead begins at its start, too.
        if held.is_start {
            self.page.scroll.jump_to(Place::default());
        }
    }
}
