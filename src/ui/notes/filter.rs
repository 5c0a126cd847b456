//! Which notes the panel lists.

use super::swatches::toggle_colours_ui;
use crate::model::Note;
use crate::state::Notes;
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use eframe::egui::{ComboBox, TextEdit, Ui};
use std::collections::BTreeSet;

/// What [`Filter::text`] is looked for in, in lower case; no line that is typed goes over the end of a part.
pub(super) fn words_of(note: &Note) -> String {
    let quotes = [&note.target.en, &note.target.zh].into_iter().flatten().map(|quote| &quote.quote);
    let mut words = String::new();
    for part in std::iter::once(&note.body).chain(&note.tags).chain(quotes) {
        words.push_str(&part.to_lowercase());
        words.push('\n');
    }
    words
}

/// What is asked for; everything at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// In the body, the quotations or the tags, whatever the case.
    pub text: String,
    pub tag: Option<String>,
    /// In the order of [`crate::model::Colour::ALL`]; none means all.
    pub colours: [bool; 5],
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    All,
    WithWords,
    Highlights,
    ToDecide,
}

impl Kind {
    const ALL: [Self; 4] = [Self::All, Self::WithWords, Self::Highlights, Self::ToDecide];

    fn label(self, s: &Strings) -> &'static str {
        match self {
            Self::All => s.all_notes,
            Self::WithWords => s.notes_with_words,
            Self::Highlights => s.highlights_only,
            Self::ToDecide => s.to_decide,
        }
    }
}

impl Filter {
    /// True if it leaves nothing out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// True if a note is listed, whatever [`Filter::text`] says.
    pub fn matches(&self, notes: &Notes, note: &Note) -> bool {
        let is_kind = match self.kind {
            Kind::All => true,
            Kind::WithWords => !note.body.is_empty(),
            Kind::Highlights => note.body.is_empty(),
            Kind::ToDecide => notes.needs_decision(note),
        };
        is_kind
            && (self.colours == [false; 5] || self.colours[note.colour as usize])
            && self.tag.as_ref().is_none_or(|tag| note.tags.contains(tag))
    }

    /// Draws the fields it is made with.
    pub fn filter_ui(&mut self, ui: &mut Ui, tags: &BTreeSet<String>, palette: &Palette, s: &Strings) {
        let search = TextEdit::singleline(&mut self.text).id_salt("notes filter").hint_text(s.filter_hint);
        let search = ui.add(search.desired_width(f32::INFINITY).text_color(palette.text));
        ui.ctx().accesskit_node_builder(search.id, |node| node.set_label(s.filter_hint));
        ui.horizontal_wrapped(|ui| {
            toggle_colours_ui(ui, palette, s, &mut self.colours);
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_space(4.0);
            let kind = ComboBox::from_id_salt("kind").selected_text(self.kind.label(s)).width(76.0);
            let kind = kind.show_ui(ui, |ui| {
                for kind in Kind::ALL {
                    ui.selectable_value(&mut self.kind, kind, kind.label(s));
                }
            });
            ui.ctx().accesskit_node_builder(kind.response.id, |node| node.set_label(s.filter_state));
            if tags.is_empty() && self.tag.is_none() {
                return;
            }
            let shown = self.tag.as_deref().unwrap_or(s.all_tags).to_owned();
            let tag = ComboBox::from_id_salt("tag").selected_text(shown).width(64.0).show_ui(ui, |ui| {
                ui.selectable_value(&mut self.tag, None, s.all_tags);
                for tag in tags {
                    ui.selectable_value(&mut self.tag, Some(tag.clone()), tag);
                }
            });
            ui.ctx().accesskit_node_builder(tag.response.id, |node| node.set_label(s.filter_tag));
        });
    }
}
