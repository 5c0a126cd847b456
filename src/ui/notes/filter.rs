//! Which notes the panel lists.

use super::swatches::toggle_colours_ui;
use crate::model::{Note, NotesFilter, NotesKind};
use crate::state::Notes;
use crate::text::start_of;
use crate::ui::combo::combo_ui;
use crate::ui::strings::Strings;
use crate::ui::theme::{Palette, outlined_ui};
use eframe::egui::{ComboBox, TextEdit, Ui};
use std::collections::BTreeSet;

/// So much of a tag is shown where it is one of many.
const TAG_CHARS: usize = 24;

/// What [`NotesFilter::text`] is looked for in, in lower case; no line that is typed goes over the end of a part.
pub(super) fn words_of(note: &Note) -> String {
    let quotes = [&note.target.en, &note.target.zh].into_iter().flatten().map(|quote| &quote.quote);
    let mut words = String::new();
    for part in std::iter::once(&note.body).chain(&note.tags).chain(quotes) {
        words.push_str(&part.to_lowercase());
        words.push('\n');
    }
    words
}

const KINDS: [NotesKind; 4] = [NotesKind::All, NotesKind::WithWords, NotesKind::Highlights, NotesKind::ToDecide];

fn label(kind: NotesKind, s: &Strings) -> &'static str {
    match kind {
        NotesKind::All => s.all_notes,
        NotesKind::WithWords => s.notes_with_words,
        NotesKind::Highlights => s.highlights_only,
        NotesKind::ToDecide => s.to_decide,
    }
}

/// True if it leaves nothing out.
pub(super) fn is_open(filter: &NotesFilter) -> bool {
    *filter == NotesFilter::default()
}

/// True if a note, by its index, is listed, whatever [`NotesFilter::text`] says.
pub(super) fn matches(filter: &NotesFilter, notes: &Notes, index: usize) -> bool {
    let note = &notes.all()[index];
    let is_kind = match filter.kind {
        NotesKind::All => true,
        NotesKind::WithWords => !note.body.is_empty(),
        NotesKind::Highlights => note.body.is_empty(),
        NotesKind::ToDecide => notes.asks(index),
    };
    is_kind
        && (filter.colours == [false; 5] || filter.colours[note.colour as usize])
        && filter.tag.as_ref().is_none_or(|tag| note.tags.contains(tag))
}

/// Draws the fields it is made with; true once one of them was changed.
pub(super) fn filter_ui(
    filter: &mut NotesFilter,
    ui: &mut Ui,
    tags: &BTreeSet<String>,
    palette: &Palette,
    s: &Strings,
) -> bool {
    let mut has_changed = outlined_ui(ui, palette, |ui| {
        let search = TextEdit::singleline(&mut filter.text).id_salt("notes filter").hint_text(s.filter_hint);
        let search = ui.add(search.desired_width(f32::INFINITY).text_color(palette.text));
        ui.ctx().accesskit_node_builder(search.id, |node| node.set_label(s.filter_hint));
        search.changed()
    });
    ui.horizontal_wrapped(|ui| {
        has_changed |= toggle_colours_ui(ui, palette, s, &mut filter.colours);
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(4.0);
        let kind = ComboBox::from_id_salt("kind").selected_text(label(filter.kind, s)).width(76.0);
        combo_ui(ui, s.filter_state, kind, |ui| {
            let mut is_chosen = false;
            for kind in KINDS {
                let choice = ui.selectable_value(&mut filter.kind, kind, label(kind, s));
                has_changed |= choice.changed();
                is_chosen |= choice.clicked();
            }
            is_chosen
        });
        if tags.is_empty() && filter.tag.is_none() {
            return;
        }
        let shown = filter.tag.as_deref().map_or(s.all_tags.into(), |tag| start_of(tag, TAG_CHARS));
        let combo = ComboBox::from_id_salt("tag").selected_text(&*shown).width(64.0);
        combo_ui(ui, s.filter_tag, combo, |ui| {
            let all = ui.selectable_value(&mut filter.tag, None, s.all_tags);
            has_changed |= all.changed();
            let mut is_chosen = all.clicked();
            for tag in tags {
                let is_here = filter.tag.as_ref() == Some(tag);
                if ui.selectable_label(is_here, &*start_of(tag, TAG_CHARS)).clicked() {
                    filter.tag = Some(tag.clone());
                    (has_changed, is_chosen) = (true, true);
                }
            }
            is_chosen
        });
    });
    has_changed
}
