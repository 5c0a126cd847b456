//! The pinned pair said to a screen reader, each side in its language: the keyboard is on the page and not on a sentence, so that its
//! name alone would not be read.

use super::cover::{Veil, Veils};
use super::{Frame, PageStyle};
use crate::model::Bitext;
use crate::text::{Lang, start_of};
use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{Rect, Sense, Ui, vec2};

/// More would not be listened to.
const SAID_CHARS: usize = 600;

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
