//! The page for a screen reader: a node for every sentence in view, and the pinned pair said, each side in its language: the keyboard is on
//! the page and not on a sentence, so that its name alone would not be read. Without a screen reader nothing of it is made.

use super::cover::{Veil, Veils};
use super::paint::{ScreenLine, sentences_on};
use super::{Frame, PageStyle};
use crate::layout::BlockLayout;
use crate::model::Bitext;
use crate::state::Selection;
use crate::text::{Lang, start_of};
use eframe::egui::accesskit::{Action, Live, Role};
use eframe::egui::{Rect, Sense, Ui, WidgetInfo, accesskit_root_id, vec2};

/// More would not be listened to.
const SAID_CHARS: usize = 600;

/// True if something reads the accessibility tree.
pub(super) fn is_read_aloud(ui: &Ui) -> bool {
    ui.ctx().has_accesskit_node(accesskit_root_id())
}

/// A node for every visible sentence, in reading order; its box is its part of one line, so that the middle of the box is on the
/// sentence. Tells which one a screen reader has clicked.
#[expect(clippy::too_many_arguments, reason = "what a node depends on")]
pub(super) fn sentence_nodes(
    ui: &Ui,
    bitext: &Bitext,
    block: &BlockLayout,
    lines: &[ScreenLine],
    selected: Option<(usize, usize)>,
    veils: &Veils,
    frame: &Frame,
    style: &PageStyle,
) -> Option<Selection> {
    let mut clicked = None;
    for sentence in sentences_on(bitext, block, lines) {
        let span = bitext.sentences[block.lang][sentence].span;
        let Some(rect) = lines.iter().find_map(|line| {
            let (left, right) = line.extent(span)?;
            Some(Rect::from_x_y_ranges(left..=right, line.rect.y_range()))
        }) else {
            continue;
        };
        let id = ui.scope_id().with((block.lang, sentence));
        // The pointer is the page's business: what it means is the same with and without a screen reader.
        let response = ui.interact(rect.intersect(frame.view), id, Sense::HOVER);
        let is_covered = veils.of(bitext, block.lang, sentence) == Veil::Covered;
        let name = match &block.markup {
            _ if is_covered => style.words.covered_sentence,
            Some(markup) => markup.shown_part(span),
            None => bitext.sentence(block.lang, sentence),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, name));
        let is_selected = selected.is_some() && bitext.bead_of_sentence(block.lang, sentence) == selected;
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_selected(is_selected);
            node.add_action(Action::Click);
            // What stands for a covered sentence is said in the language of the interface.
            if !is_covered {
                node.set_language(block.lang.tag());
            }
        });
        if ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
            clicked = Some(Selection { lang: block.lang, sentence });
        }
    }
    clicked
}

/// Makes the two nodes that say it, in the order of the sides; nothing is drawn.
pub(super) fn announce_ui(
    ui: &Ui,
    bitext: &Bitext,
    pair: Option<(usize, usize)>,
    veils: &Veils,
    frame: &Frame,
    style: &PageStyle,
) {
    let Some(bead) = pair.and_then(|(row, bead)| bitext.rows.get(row)?.beads.get(bead)) else { return };
    let first = frame.metrics.first;
    let sides = [first, first.other()].into_iter().filter(|lang| frame.shows(*lang));
    for lang in sides.filter(|lang| !bead.sentences[*lang].is_empty()) {
        let id = ui.scope_id().with(("pinned", lang));
        ui.interact(Rect::from_min_size(frame.view.min, vec2(1.0, 1.0)), id, Sense::HOVER);
        ui.ctx().accesskit_node_builder(id, |node| {
            let mut sentences = bead.sentences[lang].clone();
            let is_covered = sentences.clone().any(|sentence| veils.of(bitext, lang, sentence) == Veil::Covered);
            let said = if is_covered {
                style.words.labelled(style.words.lang_name(lang), style.words.covered_sentence)
            } else {
                let gap = if lang == Lang::En { " " } else { "" };
                let text =
                    sentences.by_ref().map(|sentence| bitext.sentence(lang, sentence)).collect::<Vec<_>>().join(gap);
                node.set_language(lang.tag());
                start_of(&text, SAID_CHARS).into_owned()
            };
            node.set_role(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(said);
        });
    }
}
