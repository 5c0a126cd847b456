//! The notes as they look: the panel, what is to be decided, writing, taking away.

use super::*;
use duizhao::model::Draft;
use duizhao::state::{TextPoint, TextRange};
use duizhao::store::{SaveStep, StoreError};

fn picture_of_taking_away(name: &str, settings: Settings) {
    let mut bench = ready(1000.0, 640.0, settings);
    add(&mut bench, "a", (2, 0), "words", &["sea"], Colour::Green);
    bench.send(Command::Select(None));
    bench.settle();
    open_export(&mut bench);
    bench.harness.snapshot(name);
}

fn open_export(bench: &mut Bench) {
    press_with(bench, Modifiers::COMMAND, Key::E);
    let path = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::TextInput && node.value().is_some_and(|value| value.ends_with("-notes.md"))
    };
    bench.harness.get_by(path).focus();
    bench.harness.step();
    press_with(bench, Modifiers::COMMAND, Key::A);
    bench.harness.get_by(path).type_text("/texts/harbour-notes.md");
    bench.settle();
    bench.press(Key::Tab);
}

#[test]
fn a_picture_of_taking_notes_away_in_chinese() {
    picture_of_taking_away("notes_export_zh", settings(Theme::Light, InterfaceLang::Zh));
}

#[test]
fn a_picture_of_taking_notes_away_in_the_dark() {
    picture_of_taking_away("notes_export_dark", settings(Theme::Dark, InterfaceLang::En));
}

#[test]
fn a_picture_of_notes_on_parts_of_sentences() {
    let mut bench = ready(1000.0, 560.0, english());
    let bitext = bench.session().article().unwrap().bitext.clone();
    let parts = [
        ("a", "useful to nobody but gulls", Colour::Green, "what is marked is what was selected"),
        ("b", "aim", Colour::Blue, "a word"),
        ("c", "is simple", Colour::Pink, ""),
        ("d", "aim is", Colour::Yellow, ""),
    ];
    for (id, part, colour, body) in parts {
        let mut blocks = bitext.blocks.en.iter().enumerate();
        let found = blocks.find_map(|(block, text)| Some((block, text.text.find(part)?)));
        let (block, byte) = found.unwrap_or_else(|| panic!("{part}"));
        let point = |byte| TextPoint { block, byte };
        let range = TextRange { lang: Lang::En, from: point(byte), to: point(byte + part.len()) };
        bench.send(Command::SelectText(Some(range)));
        let target = bench.session().target_of_selection().unwrap();
        let note = Note { body: body.into(), ..Note::new(NoteId(id.into()), day(0), target, colour) };
        bench.send(Command::Notes(NotesCommand::Edit(vec![NoteEdit::Add(note)], day(0))));
    }
    bench.send(Command::Select(None));
    bench.wait("the notes to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
    bench.settle();
    bench.harness.snapshot("notes_on_parts");
}

#[test]
fn a_picture_of_what_was_left_unfinished() {
    let mut bench = ready(1180.0, 640.0, english());
    add(&mut bench, "a", (1, 0), "A note that was there before.", &["idiom"], Colour::Green);
    add(&mut bench, "c", (3, 0), "这里的“目标”比 aim 更正式。", &["用词"], Colour::Pink);
    pin(&mut bench, 2, 0);
    leave_unfinished(&mut bench);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    bench.harness.hover_at(pos2(640.0, 625.0));
    bench.settle();
    bench.harness.snapshot("notes_drafts");
}

/// What was typed on a new note, and on one that is there.
fn leave_unfinished(bench: &mut Bench) {
    let target = bench.session().target_of_selection();
    for (id, body, target) in
        [("x", "The port authority: 港务局, not 港口管理局, which would be", target), ("c", "这里的“目标”", None)]
    {
        let (tags, colour) = (vec![], Colour::Green);
        let draft = Draft { id: NoteId(id.into()), body: body.into(), tags, colour, target, modified: day(6) };
        command(bench, NotesCommand::KeepDraft(draft));
    }
    bench.wait("the drafts to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
}

/// A panel with a bit of everything.
fn furnished(width: f32, height: f32, settings: Settings) -> Bench {
    let mut bench = ready(width, height, settings);
    let long = "“Keep the light” is 守灯: the verb is the one for guarding a house or a promise, so it says more than tending a lamp. \
                Compare 守岁 and 守信.";
    add(&mut bench, "a", (1, 0), long, &["idiom", "verb"], Colour::Yellow);
    add(&mut bench, "b", (2, 0), "", &[], Colour::Blue);
    add(&mut bench, "c", (3, 0), "这里的“目标”比 aim 更正式。", &["用词"], Colour::Pink);
    add(&mut bench, "d", (4, 0), "Where did this sentence go?", &[], Colour::Green);
    add(&mut bench, "e", (5, 0), "Numbers are written differently.", &["numbers"], Colour::Purple);
    let target = bench.session().target_of_selection().unwrap();
    let other = Note {
        body: "Numbers are written in digits.".into(),
        conflict_of: Some(NoteId("e".into())),
        ..Note::new(NoteId("f".into()), day(5), target, Colour::Purple)
    };
    command(&mut bench, NotesCommand::Edit(vec![NoteEdit::Add(other)], day(5)));
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    bench.wait("all to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
    bench
}

fn picture(name: &str, settings: Settings) {
    let mut bench = furnished(1280.0, 860.0, settings);
    pin(&mut bench, 3, 0);
    bench.settle();
    bench.harness.hover_at(pos2(640.0, 845.0));
    bench.settle();
    bench.harness.snapshot(name);
}

#[test]
fn a_picture_of_notes_in_the_light_theme() {
    picture("notes_light", english());
}

#[test]
fn a_picture_of_notes_in_the_dark_theme() {
    picture("notes_dark", settings(Theme::Dark, InterfaceLang::En));
}

#[test]
fn a_picture_of_notes_in_the_sepia_theme_in_chinese() {
    picture("notes_sepia_zh", settings(Theme::Sepia, InterfaceLang::Zh));
}

fn picture_of_decisions(name: &str, settings: Settings) {
    let mut bench = furnished(1280.0, 900.0, settings);
    let (guess, near) = (spot(&bench, (1, 1)), spot(&bench, (3, 0)));
    found(
        &mut bench,
        &[
            ("d", Attachment::Orphan),
            ("c", Attachment::Changed(near.into(), 0.86)),
            ("b", Attachment::Ask(guess.into())),
        ],
    );
    let file_id = bench.session().notes().unwrap().book().file_id;
    let (path, source) = ("notes/harbour--1f2e3d4c.ron".into(), std::io::Error::other("No space left on device"));
    let why = StoreError::NotSaved { path, step: SaveStep::Writing, source }.into();
    command(&mut bench, NotesCommand::NotSaved { file_id, why });
    bench.harness.hover_at(pos2(640.0, 885.0));
    bench.settle();
    bench.harness.snapshot(name);
}

#[test]
fn a_picture_of_decisions_and_an_error_in_chinese() {
    picture_of_decisions("notes_decide_zh", settings(Theme::Light, InterfaceLang::Zh));
}

#[test]
fn a_picture_of_decisions_and_an_error_in_the_dark() {
    picture_of_decisions("notes_decide_dark", settings(Theme::Dark, InterfaceLang::En));
}

#[test]
fn a_picture_of_decisions_and_an_error_in_sepia() {
    picture_of_decisions("notes_decide_sepia", settings(Theme::Sepia, InterfaceLang::En));
}

fn picture_of_writing(name: &str, settings: Settings, asks: bool) {
    let mut bench = ready(1180.0, 760.0, settings);
    add(&mut bench, "a", (1, 0), "A note that was there before.", &["idiom"], Colour::Green);
    pin(&mut bench, 2, 0);
    bench.settle();
    bench.press(Key::N);
    type_note(&mut bench, "The sentence is short, and so is the aim.\n句子很短。");
    if asks {
        bench.press(Key::Escape);
    } else {
        // Not in the field: its cursor blinks.
        bench.press(Key::Tab);
        bench.press(Key::Tab);
    }
    bench.wait("the draft to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
    bench.harness.snapshot(name);
}

#[test]
fn a_picture_of_writing() {
    picture_of_writing("notes_write", english(), false);
}

#[test]
fn a_picture_of_leaving_what_is_written() {
    picture_of_writing("notes_write_zh", settings(Theme::Dark, InterfaceLang::Zh), true);
}

#[test]
fn a_picture_of_the_first_time() {
    let mut bench = ready(1000.0, 640.0, settings(Theme::Light, InterfaceLang::Zh));
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    bench.harness.snapshot("notes_none_zh");
}

#[test]
fn a_picture_of_a_selection_in_a_narrow_window() {
    let mut bench = furnished(640.0, 760.0, english());
    item(&bench, "这里的“目标”比 aim 更正式。").click_modifiers(Modifiers::COMMAND);
    bench.settle();
    // How far a glide goes depends on the heights that were known when it began.
    bench.harness.hover_at(pos2(20.0, 300.0));
    bench.wheel(9000.0);
    bench.settle();
    bench.harness.snapshot("notes_narrow");
}

#[test]
fn a_picture_of_the_menu_over_a_sentence() {
    let mut bench = ready(1000.0, 700.0, settings(Theme::Light, InterfaceLang::Zh));
    bench.harness.get_by_label("目标很简单。").click_button(PointerButton::Secondary);
    bench.settle();
    bench.harness.snapshot("pair_menu_zh");
}
