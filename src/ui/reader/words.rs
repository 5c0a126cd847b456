//! Words on the page: which one was clicked twice, and the one that is lit together with its counterpart: looked up, or under
//! the pointer.

use super::paint::tint_rect;
use super::screen_line::ScreenLine;
use super::{PageStyle, ReaderView};
use crate::layout::BlockLayout;
use crate::model::Bitext;
use crate::state::{Command, Selection, TextPoint};
use crate::text::Lang;
use crate::ui::words::{BeadWords, Word, WordBook};
use eframe::egui::{CornerRadius, PointerButton, Pos2, Rect, Response, Ui};
use std::sync::Arc;

/// The words of the page as far as the view keeps them.
#[derive(Default)]
pub struct Words {
    /// The dictionary, and the words of the pairs that were looked at last.
    pub book: WordBook,
    /// The place that was clicked twice; whoever acts on it takes it.
    pub clicked: Option<(Lang, TextPoint)>,
    /// The word that the card is about, if it is open.
    pub looked_up: Option<Word>,
    /// Where that word is on the screen; `None` if it is out of view.
    pub looked_up_rect: Option<Rect>,
    lit: Lit,
}

/// A word and its counterpart.
#[derive(Default)]
struct Lit {
    word: Option<Word>,
    /// With whether they are sure.
    across: Vec<(Word, bool)>,
}

impl Words {
    /// Lights the word that is looked up, or else the one the pointer is on, with its counterpart; from the next frame on.
    pub(super) fn light(&mut self, ui: &Ui, bitext: &Arc<Bitext>, pointed: Option<(Lang, TextPoint)>) {
        let found = match (self.looked_up, pointed) {
            (Some(word), _) => self.bead(bitext, word.lang, word.block, word.span.start()).map(|bead| (bead, word)),
            (None, Some((lang, TextPoint { block, byte }))) => self
                .bead(bitext, lang, block, byte)
                .and_then(|bead| bead.at(lang, block, byte).map(|word| (bead, word))),
            (None, None) => None,
        };
        let word = found.as_ref().map(|(_, word)| *word);
        if self.lit.word != word {
            let across = found.map(|(bead, word)| bead.across(&word)).unwrap_or_default();
            self.lit = Lit { word, across };
            ui.ctx().request_repaint();
        }
    }

    /// The words of the pair at a place of the text.
    fn bead(&mut self, bitext: &Arc<Bitext>, lang: Lang, block: usize, byte: usize) -> Option<Arc<BeadWords>> {
        let bead = bitext.bead_of_sentence(lang, bitext.sentence_at(lang, block, byte)?)?;
        self.book.bead(bitext, bead)
    }

    /// Draws what belongs under the lit words of a block, and finds the one that the card is about.
    pub(super) fn paint(&mut self, ui: &Ui, block: &BlockLayout, lines: &[ScreenLine], style: &PageStyle) {
        let boxes = |word: &Word| {
            let is_here = (word.lang, word.block) == (block.lang, block.block);
            let span = word.span;
            lines.iter().filter(move |_| is_here).filter_map(move |line| {
                let (left, right) = line.extent(span)?;
                Some(tint_rect(block, line, left, right))
            })
        };
        let Lit { word, across } = &self.lit;
        // A word without a counterpart has nothing to show but that it is looked up.
        // On a covered side it would show through.
        let is_covered = style.view.covered() == Some(block.lang);
        let own = word.iter().filter(|_| !across.is_empty() || self.looked_up.is_some()).map(|word| (word, true));
        for (word, is_sure) in own.chain(across.iter().map(|(word, is_sure)| (word, *is_sure))) {
            let tint = if is_sure { style.palette.word_tint } else { style.palette.likely_word_tint };
            for rect in boxes(word).filter(|_| !is_covered) {
                ui.painter().rect_filled(rect.shrink2(eframe::egui::vec2(1.0, 0.0)), CornerRadius::same(3), tint);
            }
        }
        for rect in self.looked_up.iter().flat_map(boxes) {
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

/// The byte of a block's text under a point on the screen.
pub(super) fn byte_at(lines: &[ScreenLine], at: Pos2) -> Option<usize> {
    let line = lines.iter().find(|line| line.rect.contains(at))?;
    line.byte_at(at.x)
}

impl ReaderView {
    /// A word was clicked twice: its pair is pinned, whatever the two clicks have done, and the card is asked for.
    pub(super) fn take_word(&mut self, bitext: &Bitext, lang: Lang, point: TextPoint, out: &mut Vec<Command>) {
        let Some(sentence) = bitext.sentence_at(lang, point.block, point.byte) else { return };
        out.push(Command::Select(Some(Selection { lang, sentence })));
        self.words.clicked = Some((lang, point));
    }
}
