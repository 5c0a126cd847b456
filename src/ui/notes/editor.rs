//! The field a note is written in. Holds what is typed until it is kept or thrown away; what would be lost is asked about first, and a
//! copy goes to the notebook's drafts while it is typed.

use super::face::quotes;
use super::item::{Scene, quotes_ui};
use super::swatches::choose_colour_ui;
use crate::model::{Colour, Draft, Note, NoteId, Target};
use crate::state::{NoteChange, NoteEdit};
use crate::ui::composition::Composition;
use crate::ui::strings::Strings;
use crate::ui::theme::outlined_ui;
use eframe::egui::{self, Button, Frame, Id, Key, Margin, Modifiers, RichText, Stroke, TextEdit, Ui};
use jiff::Timestamp;

/// From the first keystroke that is not in the notebook to its going there, in seconds; the write itself comes on top of it.
const DRAFT_SECS: f64 = 1.2;

/// A note that is being written.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own, asked alone")]
pub(super) struct Editor {
    /// The note it will change or become.
    pub id: NoteId,
    /// What a new note is about; `None` for a note that exists, and for one whose place was lost.
    pub target: Option<Target>,
    before: Option<Note>,
    body: String,
    tags: String,
    colour: Colour,
    /// Body and tags that are safe: as they were, or in the drafts.
    safe: (String, String),
    /// When they were first seen to be others, in input time.
    unsafe_since_secs: Option<f64>,
    has_draft: bool,
    wants_focus: bool,
    had_focus: bool,
    is_asking: bool,
    composition: Composition,
}

/// How writing ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// To be kept.
    Kept,
    /// To be forgotten.
    Left,
}

impl Editor {
    /// For a new note on a passage.
    pub fn new(id: NoteId, target: Option<Target>) -> Self {
        Self::with(id, target, None, String::new(), String::new(), Colour::default())
    }

    /// For a new note on a passage, with something written already.
    pub fn begun(id: NoteId, target: Option<Target>, body: String) -> Self {
        Self { body, ..Self::new(id, target) }
    }

    /// For a note that exists.
    pub fn of(note: &Note) -> Self {
        let (id, body, tags) = (note.id.clone(), note.body.clone(), joined(&note.tags));
        Self::with(id, None, Some(note.clone()), body, tags, note.colour)
    }

    /// For what was not finished the last time; `note` is the note it changes, if there is one.
    pub fn from_draft(draft: &Draft, note: Option<&Note>) -> Self {
        let mut editor = note.map_or_else(|| Self::new(draft.id.clone(), draft.target.clone()), Self::of);
        editor.body.clone_from(&draft.body);
        editor.tags = joined(&draft.tags);
        editor.colour = draft.colour;
        editor.safe = (editor.body.clone(), editor.tags.clone());
        editor.has_draft = true;
        editor
    }

    fn with(
        id: NoteId,
        target: Option<Target>,
        before: Option<Note>,
        body: String,
        tags: String,
        colour: Colour,
    ) -> Self {
        let safe = (body.clone(), tags.clone());
        Self {
            id,
            target,
            before,
            body,
            tags,
            colour,
            safe,
            unsafe_since_secs: None,
            has_draft: false,
            wants_focus: true,
            had_focus: false,
            is_asking: false,
            composition: Composition::default(),
        }
    }

    /// True for a note that is not in the notebook yet.
    pub fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Puts the cursor into the field at the next frame.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// True if leaving would lose something.
    pub fn is_changed(&self) -> bool {
        match &self.before {
            Some(note) => self.kept_body() != note.body || self.tags() != note.tags || self.colour != note.colour,
            None => !self.body.trim().is_empty() || !tags_of(&self.tags).is_empty(),
        }
    }

    /// What of the text is kept: not the white space at its end, but for what others have written.
    fn kept_body(&self) -> &str {
        match &self.before {
            Some(note) if self.body.trim_end() == note.body.trim_end() => &note.body,
            _ => self.body.trim_end(),
        }
    }

    /// The tags as they are in the field. A field that was not touched is what it was filled with: tags that other programs have written
    /// may hold commas.
    fn tags(&self) -> Vec<String> {
        match &self.before {
            Some(note) if self.tags == joined(&note.tags) => note.tags.clone(),
            _ => tags_of(&self.tags),
        }
    }

    /// What is typed and not in the drafts yet, once it has waited long enough or `now`. Says by the time until then that it waits.
    pub fn draft(&mut self, time_secs: f64, now: bool, at: Timestamp) -> Result<Draft, Option<f64>> {
        if self.safe.0 == self.body && self.safe.1 == self.tags {
            self.unsafe_since_secs = None;
            return Err(None);
        }
        let left_secs = DRAFT_SECS - (time_secs - *self.unsafe_since_secs.get_or_insert(time_secs));
        if left_secs > 0.0 && !now {
            return Err(Some(left_secs));
        }
        self.safe = (self.body.clone(), self.tags.clone());
        self.unsafe_since_secs = None;
        self.has_draft = true;
        let (id, body, tags) = (self.id.clone(), self.body.clone(), self.tags());
        Ok(Draft { id, body, tags, colour: self.colour, target: self.target.clone(), modified: at })
    }

    /// True if the drafts have something of it.
    pub fn has_draft(&self) -> bool {
        self.has_draft
    }

    /// What makes the note as it is written; `None` if a new one has no place. `present` is the note as it is now: one that was deleted while
    /// it was written comes back, and one that was given another text elsewhere gets this text beside it, under the name `other`.
    pub fn edits(
        &self,
        present: Option<&Note>,
        fallback: Option<Target>,
        at: Timestamp,
        other: impl FnOnce() -> NoteId,
    ) -> Option<Vec<NoteEdit>> {
        let (body, tags) = (self.kept_body().to_owned(), self.tags());
        let Some(before) = &self.before else {
            let target = self.target.clone().or(fallback)?;
            let note = Note { body, tags, ..Note::new(self.id.clone(), at, target, self.colour) };
            return Some(vec![NoteEdit::Add(note)]);
        };
        let Some(now) = present else {
            return Some(vec![NoteEdit::Add(Note { body, tags, colour: self.colour, ..before.clone() })]);
        };
        if now.body != before.body && body != before.body && body != now.body {
            let conflict_of = Some(now.id.clone());
            let note = Note { id: other(), body, tags, colour: self.colour, conflict_of, ..now.clone() };
            return Some(vec![NoteEdit::Add(note)]);
        }
        let mut changes = Vec::new();
        if body != before.body {
            changes.push(NoteChange::Body(body));
        }
        if tags != before.tags {
            changes.push(NoteChange::Tags(tags));
        }
        if self.colour != before.colour {
            changes.push(NoteChange::Colour(self.colour));
        }
        Some(changes.into_iter().map(|change| NoteEdit::Change(self.id.clone(), change)).collect())
    }

    /// Draws the fields. `has_place` is false for a note that could not be kept now.
    pub fn editor_ui(&mut self, ui: &mut Ui, scene: &Scene, has_place: bool) -> Option<Ended> {
        let mut ended = None;
        // A key that an input method sees is about what is being composed; the note is not ended by it.
        let takes_keys = self.had_focus && !self.composition.goes_on(ui.ctx());
        if takes_keys && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) && has_place {
            ended = Some(Ended::Kept);
        }
        if takes_keys && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            ended = self.leave();
        }
        let frame = Frame::new().stroke(Stroke::new(1.0, scene.palette.accent)).corner_radius(4);
        frame.inner_margin(Margin::same(8)).show(ui, |ui| {
            ui.push_id("editor", |ui| {
                ended = self.fields_ui(ui, scene, has_place).or(ended.take());
            });
        });
        ended
    }

    fn leave(&mut self) -> Option<Ended> {
        if !self.is_changed() {
            return Some(Ended::Left);
        }
        // A second Esc means: no, go on.
        self.is_asking = !self.is_asking;
        self.wants_focus = !self.is_asking;
        None
    }

    fn fields_ui(&mut self, ui: &mut Ui, scene: &Scene, has_place: bool) -> Option<Ended> {
        let Scene { palette, cover, s, .. } = scene;
        if let Some(target) = self.target.as_ref().filter(|_| self.is_new()) {
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                let hides = |lang| cover.lang == Some(lang);
                quotes_ui(ui, &quotes(target, hides, palette, false), false, palette, s);
            });
        }
        let label = ui.label(RichText::new(s.note_field).small().color(palette.quiet));
        // One editor at a time, wherever in the panel it stands: it keeps the keyboard when what stands above it goes away.
        let body = TextEdit::multiline(&mut self.body)
            .id(Id::unique("note body"))
            .hint_text(s.note_hint)
            .desired_rows(4)
            .desired_width(f32::INFINITY)
            .text_color(palette.text);
        let body = outlined_ui(ui, palette, |ui| ui.add(body)).labelled_by(label.id);
        let label = ui.label(RichText::new(s.tags_field).small().color(palette.quiet));
        let tags = TextEdit::singleline(&mut self.tags)
            .id(Id::unique("note tags"))
            .hint_text(s.tags_hint)
            .desired_width(f32::INFINITY)
            .text_color(palette.text);
        let tags = outlined_ui(ui, palette, |ui| ui.add(tags)).labelled_by(label.id);
        if std::mem::take(&mut self.wants_focus) {
            body.request_focus();
        }
        for field in [&body, &tags] {
            self.composition.hold(ui, field);
        }
        ui.add_space(2.0);
        if let Some(colour) = choose_colour_ui(ui, palette, s, self.colour) {
            self.colour = colour;
        }
        if !has_place {
            ui.label(RichText::new(s.no_target).color(palette.accent));
        }
        ui.add_space(2.0);
        let (ended, has_focus) = self.buttons_ui(ui, s, has_place);
        self.had_focus = body.has_focus() || tags.has_focus() || has_focus;
        ended
    }

    fn buttons_ui(&mut self, ui: &mut Ui, s: &Strings, has_place: bool) -> (Option<Ended>, bool) {
        let (mut ended, mut has_focus) = (None, false);
        if self.is_asking {
            ui.label(s.ask_throw_away);
            ui.horizontal_wrapped(|ui| {
                let away = ui.button(s.throw_away);
                let on = ui.button(s.keep_writing);
                if ui.memory(|memory| memory.focused().is_none()) {
                    on.request_focus();
                }
                if away.clicked() {
                    ended = Some(Ended::Left);
                }
                if on.clicked() {
                    (self.is_asking, self.wants_focus) = (false, true);
                }
                has_focus = away.has_focus() || on.has_focus();
            });
            return (ended, has_focus);
        }
        ui.horizontal_wrapped(|ui| {
            let keys = ui.ctx().format_shortcut(&egui::KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter));
            let keep = ui.add_enabled(has_place, Button::new(s.keep).shortcut_text(keys));
            ui.ctx().accesskit_node_builder(keep.id, |node| node.set_label(s.keep));
            let cancel = ui.button(s.cancel);
            if keep.clicked() {
                ended = Some(Ended::Kept);
            }
            if cancel.clicked() {
                ended = self.leave();
            }
            has_focus = keep.has_focus() || cancel.has_focus();
        });
        (ended, has_focus)
    }
}

/// Tags as they are typed: separated by commas of either kind, with or without `#`; each once.
pub(super) fn tags_of(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '，', '、', ';', '；']) {
        let tag = tag.trim().trim_start_matches(['#', '＃']).trim();
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

fn joined(tags: &[String]) -> String {
    tags.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_separated_by_commas_of_either_kind() {
        for (typed, expected) in [
            ("", &[][..]),
            (" , ，", &[]),
            ("idiom", &["idiom"]),
            ("#idiom, sea words，海、idiom", &["idiom", "sea words", "海"]),
        ] {
            assert_eq!(tags_of(typed), expected, "{typed}");
            assert_eq!(tags_of(&joined(&tags_of(typed))), expected, "{typed}, shown and read again");
        }
    }

    #[test]
    fn a_draft_waits_a_little_and_goes_once() {
        let mut editor = Editor::new(NoteId("a".into()), None);
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(editor.draft(0.0, false, at), Err(None), "nothing is typed");
        editor.body = "b".into();
        assert_eq!(editor.draft(10.0, false, at), Err(Some(DRAFT_SECS)));
        editor.body = "bo".into();
        assert!(
            matches!(editor.draft(10.5, false, at), Err(Some(left)) if left < DRAFT_SECS),
            "from the first keystroke"
        );
        assert_eq!(editor.draft(10.01 + DRAFT_SECS, false, at).map(|draft| draft.body), Ok("bo".to_owned()));
        assert_eq!(editor.draft(99.0, true, at), Err(None), "it is in the drafts");
        editor.tags = "c".into();
        assert_eq!(editor.draft(100.0, true, at).map(|draft| draft.tags), Ok(vec!["c".to_owned()]), "at once if asked");
    }

    #[test]
    fn what_was_not_touched_stays_as_others_wrote_it() {
        let note = Note {
            body: "old \n".into(),
            tags: vec!["a, b".into(), "#c".into()],
            ..Note::new(NoteId("n".into()), Timestamp::UNIX_EPOCH, Target::default(), Colour::Blue)
        };
        let mut editor = Editor::of(&note);
        assert!(!editor.is_changed());
        let edits = |editor: &Editor| editor.edits(Some(&note), None, Timestamp::UNIX_EPOCH, || NoteId("x".into()));
        assert_eq!(edits(&editor), Some(vec![]));
        editor.body = "old\n\n".into();
        assert!(!editor.is_changed() && edits(&editor) == Some(vec![]), "white space at the end is no change");
        editor.body = "new".into();
        assert_eq!(edits(&editor), Some(vec![NoteEdit::Change(note.id.clone(), NoteChange::Body("new".into()))]));
    }

    #[test]
    fn only_what_changed_is_changed() {
        let note = Note {
            body: "old".into(),
            tags: vec!["a".into()],
            ..Note::new(NoteId("n".into()), Timestamp::UNIX_EPOCH, Target::default(), Colour::Blue)
        };
        let mut editor = Editor::of(&note);
        assert!(!editor.is_changed());
        let edits = |editor: &Editor, present, fallback| {
            editor.edits(present, fallback, Timestamp::UNIX_EPOCH, || NoteId("other".into()))
        };
        assert_eq!(edits(&editor, Some(&note), None), Some(vec![]));
        editor.body = "new\n\n".into();
        assert!(editor.is_changed());
        let expected = NoteEdit::Change(note.id.clone(), NoteChange::Body("new".into()));
        assert_eq!(edits(&editor, Some(&note), None), Some(vec![expected]));
        let typed = Note { body: "new".into(), ..note.clone() };
        assert_eq!(
            edits(&editor, None, None),
            Some(vec![NoteEdit::Add(typed.clone())]),
            "deleted meanwhile: it comes back"
        );
        let theirs = Note { body: "theirs".into(), ..note.clone() };
        let beside = Note { id: NoteId("other".into()), conflict_of: Some(note.id.clone()), ..typed };
        assert_eq!(
            edits(&editor, Some(&theirs), None),
            Some(vec![NoteEdit::Add(beside)]),
            "changed elsewhere: both stay"
        );
        let homeless = Editor::new(NoteId("m".into()), None);
        assert_eq!(edits(&homeless, None, None), None, "a note needs a place");
        assert!(edits(&homeless, None, Some(Target::default())).is_some());
    }
}
