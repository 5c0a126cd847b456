//! Words on the page: which one was clicked twice, and the one that is lit together with its counterpart: looked up, under the
//! pointer, or selected.

use super::cover::{Veil, Veils};
use super::paint::{line_tops, tint_rects};
use super::screen_line::ScreenLine;
use super::{Frame, PageStyle, Part, ReaderView};
use crate::layout::BlockLayout;
use crate::model::Bitext;
use crate::state::{Command, Selection, TextPoint, TextRange};
use crate::text::Lang;
use crate::ui::words::{BeadWords, Word, WordBook};
use eframe::egui::{CornerRadius, PointerButton, Pos2, Rect, Response, Ui};
use std::sync::Arc;

/// More words than this are a passage, whose counterpart is the sentence across.
const MAX_SELECTED_WORDS: usize = 4;
/// A word that is looked up is at least so far from the edges of the view.
const WORD_MARGIN_POINTS: f64 = 10.0;

/// The words of the page as far as the view keeps them.
#[derive(Default)]
pub struct Words {
    /// The dictionary, and the words of the pairs that were looked at last.
    pub book: WordBook,
    /// The place that was clicked twice; whoever acts on it takes it.
    pub clicked: Option<(Lang, TextPoint)>,
    /// The place of the last click, for the one that may follow.
    pub(super) clicked_once: Option<(Lang, TextPoint)>,
    /// The word that was clicked twice: a third click is about its paragraph.
    pub(super) clicked_twice: Option<(Lang, TextPoint)>,
    /// The word that the card is about, if it is open.
    pub looked_up: Option<Word>,
    /// Where that word is on the screen; `None` if it is out of view, or covered.
    pub looked_up_rect: Option<Rect>,
    /// The word that the view has brought into view.
    followed: Option<Word>,
    lit: Lit,
}

/// A word and its counterpart.
#[derive(Default)]
struct Lit {
    word: Option<Word>,
    /// True if the word is selected text, which has a tint of its own.
    is_text: bool,
    /// With whether they are sure.
    across: Vec<(Word, bool)>,
    /// Of the book that said so.
    edition: u64,
}

impl Words {
    /// Lights the word that is looked up, or else the one the pointer rests on, or else the selected one, with its counterpart; from the next frame
    /// on.
    pub(super) fn light(
        &mut self,
        ui: &Ui,
        bitext: &Arc<Bitext>,
        pointed: Option<(Lang, TextPoint)>,
        selected: Option<&TextRange>,
    ) {
        let mut found = match (self.looked_up, pointed) {
            (Some(word), _) => self.bead(bitext, word.lang, word.block, word.span.start()).map(|bead| (bead, word)),
            (None, Some((lang, TextPoint { block, byte }))) => self
                .bead(bitext, lang, block, byte)
                .and_then(|bead| bead.at(lang, block, byte).map(|word| (bead, word))),
            (None, None) => None,
        };
        let is_text = found.is_none();
        if is_text {
            found = selected.and_then(|range| self.selected(bitext, range));
        }
        let (word, edition) = (found.as_ref().map(|(_, word)| *word), self.book.edition());
        if (self.lit.word, self.lit.is_text, self.lit.edition) != (word, is_text, edition) {
            let across = found.map(|(bead, word)| bead.across(&word)).unwrap_or_default();
            self.lit = Lit { word, is_text, across, edition };
            ui.ctx().request_repaint();
        }
    }

    /// The words of the pair at a place of the text.
    fn bead(&mut self, bitext: &Arc<Bitext>, lang: Lang, block: usize, byte: usize) -> Option<Arc<BeadWords>> {
        let bead = bitext.bead_of_sentence(lang, bitext.sentence_at(lang, block, byte)?)?;
        self.book.bead(bitext, bead)
    }

    /// The word that is selected, if it is one.
    pub fn selected_word(&mut self, bitext: &Arc<Bitext>, range: &TextRange) -> Option<Word> {
        let (words, part) = self.selected(bitext, range)?;
        words.only_in(&part)
    }

    /// Selected text as if it were a word, if it is a few words of one pair.
    fn selected(&mut self, bitext: &Arc<Bitext>, range: &TextRange) -> Option<(Arc<BeadWords>, Word)> {
        let (first, last) = range.ends();
        let text = &bitext.blocks[range.lang].get(first.block)?.text;
        let span = range.in_block(range.lang, first.block, text).filter(|_| first.block == last.block)?;
        let sentences = range.sentences(bitext);
        let bead = |sentence: usize| bitext.bead_of_sentence(range.lang, sentence);
        let at = bead(sentences.start).filter(|at| sentences.end.checked_sub(1).and_then(bead) == Some(*at))?;
        let (words, word) = (self.book.bead(bitext, at)?, Word { lang: range.lang, block: first.block, span });
        (1..=MAX_SELECTED_WORDS).contains(&words.count_in(&word)).then_some((words, word))
    }

    /// Draws what belongs under the lit words of a block, and finds the one that the card is about. Of what is covered nothing shows through.
    pub(super) fn paint(
        &mut self,
        ui: &Ui,
        bitext: &Bitext,
        block: &BlockLayout,
        lines: &[ScreenLine],
        veils: &Veils,
        style: &PageStyle,
    ) {
        let is_here = |word: &&Word| {
            let sentence = bitext.sentence_at(word.lang, word.block, word.span.start());
            (word.lang, word.block) == (block.lang, block.block)
                && sentence.is_none_or(|sentence| veils.of(bitext, word.lang, sentence) != Veil::Covered)
        };
        let boxes = |word: &Word| tint_rects(block, lines, word.span).map(|(_, rect)| rect);
        let Lit { word, across, is_text, .. } = &self.lit;
        // A word without a counterpart has nothing to show but that it is looked up.
        let has_tint = !is_text && (!across.is_empty() || self.looked_up.is_some());
        let own = word.iter().filter(|_| has_tint).map(|word| (word, true));
        let lit = own.chain(across.iter().map(|(word, is_sure)| (word, *is_sure)));
        for (word, is_sure) in lit.filter(|(word, _)| is_here(word)) {
            let tint = if is_sure { style.palette.word_tint } else { style.palette.likely_word_tint };
            for rect in boxes(word) {
                ui.painter().rect_filled(rect.shrink2(eframe::egui::vec2(1.0, 0.0)), CornerRadius::same(3), tint);
            }
        }
        for rect in self.looked_up.iter().filter(is_here).flat_map(boxes) {
            self.looked_up_rect = Some(self.looked_up_rect.map_or(rect, |before| before.union(rect)));
        }
    }
}

/// Where the page was clicked twice in this frame.
pub(super) fn clicked_twice(ui: &Ui, page: &Response) -> Option<Pos2> {
    let at = ui.input(|input| {
        let is_twice = input.pointer.button_double_clicked(PointerButton::Primary);
        input.pointer.interact_pos().filter(|_| is_twice)
    });
    at.filter(|_| ui.rect_contains_pointer(page.rect))
}

/// True if this is the third click on the page; a card that the second opened was above it then.
pub(super) fn is_clicked_thrice(ui: &Ui, page: &Response) -> bool {
    ui.input(|input| input.pointer.button_triple_clicked(PointerButton::Primary)) && ui.rect_contains_pointer(page.rect)
}

/// The byte of a block's text under a point on the screen.
pub(super) fn byte_at(lines: &[ScreenLine], at: Pos2) -> Option<usize> {
    let line = lines.iter().find(|line| line.rect.contains(at))?;
    line.byte_at(at.x)
}

impl ReaderView {
    /// A word was clicked twice: its pair is pinned and uncovered, whatever the two clicks have done, and the card is asked for.
    pub(super) fn take_word(
        &mut self,
        bitext: &Bitext,
        lang: Lang,
        point: TextPoint,
        style: &PageStyle,
        out: &mut Vec<Command>,
    ) {
        let Some(sentence) = bitext.sentence_at(lang, point.block, point.byte) else { return };
        if style.view.covered() == Some(lang) {
            self.revealed = bitext.bead_of_sentence(lang, sentence);
        }
        out.push(Command::Select(Some(Selection { lang, sentence })));
        self.words.clicked = Some((lang, point));
    }

    /// Brings the word that is looked up into view when it has become another one.
    pub(super) fn follow_word(&mut self, bitext: &Bitext, frame: &Frame) {
        let word = self.words.looked_up;
        if word == self.words.followed {
            return;
        }
        self.words.followed = word;
        let Some(word) = word else { return };
        let Some(row) = bitext.row_of_block(word.lang, word.block) else { return };
        let layout = self.row(word.lang, bitext, row, frame);
        let block = layout.blocks.iter().find(|block| (block.lang, block.block) == (word.lang, word.block));
        let mut tops = block.into_iter().flat_map(|block| line_tops(block, word.span));
        let Some((top, bottom)) = tops.next() else { return };
        let bottom = tops.last().map_or(bottom, |(_, bottom)| bottom);
        let (lang, span) = (word.lang, (top, bottom));
        self.show_part(&Part { lang, row, span, margin_points: WORD_MARGIN_POINTS }, bitext, frame);
    }
}
