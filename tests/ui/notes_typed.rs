//! What is typed into the field of a note: it is not lost, nor obeyed.

use super::*;
use duizhao::state::Trouble;
use eframe::egui::{ImeEvent, ViewportCommand, ViewportEvent};

#[test]
fn leaving_asks_only_if_something_would_be_lost() {
    let mut bench = ready(1200.0, 800.0, english());
    click(&mut bench, "The aim is simple.");
    bench.press(Key::N);
    bench.press(Key::Escape);
    assert!(bench.harness.query_by_role(Role::MultilineTextInput).is_none(), "nothing was typed");
    assert!(bench.session().selection().is_some(), "the field alone was left");
    bench.press(Key::N);
    type_note(&mut bench, "an aim");
    bench.press(Key::Escape);
    bench.harness.get_by_label("Throw away what you wrote?");
    click(&mut bench, "Keep writing");
    bench.press(Key::Escape);
    click(&mut bench, "Throw away");
    assert!(bench.harness.query_by_role(Role::MultilineTextInput).is_none());
    assert!(bodies(&bench).is_empty());
    assert!(bench.session().notes().unwrap().drafts().is_empty(), "what was thrown away is not offered again");
}

#[test]
fn what_is_typed_is_in_the_drafts_within_two_seconds() {
    let mut bench = ready(1200.0, 800.0, english());
    click(&mut bench, "The aim is simple.");
    bench.press(Key::N);
    let field = bench.harness.get_by_role(Role::MultilineTextInput);
    field.type_text("half a thought");
    let begun = bench.harness.ctx.input(|input| input.time);
    while bench.session().notes().unwrap().drafts().is_empty() {
        bench.harness.step();
        let now = bench.harness.ctx.input(|input| input.time);
        assert!(now - begun < 1.8, "and the write takes its time too");
    }
    let draft = bench.session().notes().unwrap().drafts()[0].clone();
    assert_eq!(draft.body, "half a thought");
    assert!(draft.target.is_some_and(|target| target.zh.is_some()));
    press_with(&mut bench, Modifiers::COMMAND, Key::Enter);
    assert_eq!(bodies(&bench), ["half a thought"]);
    assert!(bench.session().notes().unwrap().drafts().is_empty());
}

#[test]
fn what_was_not_finished_is_offered_at_the_next_start() {
    let mut bench = ready(1200.0, 800.0, english());
    click(&mut bench, "The aim is simple.");
    bench.press(Key::N);
    type_note(&mut bench, "half a thought");
    bench.wait("the draft to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
    assert_eq!(bench.session().notes().unwrap().drafts().len(), 1);
    // The first window is still there, as after a crash: it has said nothing more.
    let mut later = Bench::at(bench.folder.path(), 1200.0, 800.0, english());
    later.send(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE))));
    later.wait("its notes", |session| is_aligned(session) && session.can_write_notes());
    later.harness.get_by_label("Not finished last time");
    click(&mut later, "Go on writing");
    type_note(&mut later, ", finished");
    press_with(&mut later, Modifiers::COMMAND, Key::Enter);
    assert!(bodies(&later)[0].contains("half a thought") && bodies(&later)[0].contains(", finished"));
    assert!(later.session().notes().unwrap().drafts().is_empty());
    later.harness.get_by_label("Note: half a thought, finished");
}

#[test]
fn a_fault_of_the_window_loses_nothing_that_was_typed() {
    let mut bench = ready(1200.0, 800.0, english());
    click(&mut bench, "The aim is simple.");
    bench.press(Key::N);
    bench.harness.get_by_role(Role::MultilineTextInput).type_text("half a thought");
    bench.harness.step();
    assert!(bench.session().notes().unwrap().drafts().is_empty(), "it was typed just now");
    let Bench { mut harness, dialogs, folder } = bench;
    // The frame that looks for an answer now falls over, and the window is dropped by its panic.
    let held = dialogs.0.borrow_mut();
    let fault = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || harness.step()));
    assert!(fault.is_err());
    drop(held);
    let mut later = Bench::at(folder.path(), 1200.0, 800.0, english());
    later.send(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE))));
    later.wait("its notes", |session| is_aligned(session) && session.can_write_notes());
    assert_eq!(later.session().notes().unwrap().drafts()[0].body, "half a thought");
}

#[test]
fn another_article_does_not_swallow_what_is_being_typed() {
    let mut bench = ready(1200.0, 800.0, english());
    click(&mut bench, "The aim is simple.");
    bench.press(Key::N);
    bench.harness.get_by_role(Role::MultilineTextInput).type_text("half");
    bench.harness.step();
    let path = bench.write("boats.txt", "The boats are in.\n船都回来了。\n".as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the other article", |session| is_aligned(session) && session.article().unwrap().bitext.rows.len() == 1);
    bench.wait("its notes", Session::can_write_notes);
    assert!(bench.harness.query_by_role(Role::MultilineTextInput).is_none());
    assert!(bench.session().notes().unwrap().drafts().is_empty(), "it belongs to the other one");
}

#[test]
fn an_input_method_has_its_keys_to_itself() {
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    let mut bench = ready(1200.0, 800.0, english());
    click(&mut bench, "The aim is simple.");
    bench.press(Key::N);
    bench.harness.event(preedit("shou"));
    bench.settle();
    press_with(&mut bench, Modifiers::COMMAND, Key::Enter);
    bench.press(Key::Escape);
    assert!(bodies(&bench).is_empty(), "half a word is not kept");
    assert!(bench.harness.query_by_label("Throw away what you wrote?").is_none());
    for key in [Key::N, Key::Num1, Key::J, Key::U] {
        bench.press(key);
    }
    assert!(bodies(&bench).is_empty());
    bench.harness.event(Event::Ime(ImeEvent::Commit("守灯".into())));
    bench.settle();
    assert!(bodies(&bench).is_empty(), "the word is written, the note goes on");
    press_with(&mut bench, Modifiers::COMMAND, Key::Enter);
    assert_eq!(bodies(&bench), ["守灯"]);
}

#[test]
fn a_window_is_not_closed_over_unsaved_notes_without_a_word() {
    let mut bench = ready(1200.0, 800.0, english());
    let is_held = |bench: &mut Bench| {
        let viewport = bench.harness.ctx.viewport_id();
        let input = bench.harness.input_mut().viewports.entry(viewport).or_default();
        input.events.push(ViewportEvent::Close);
        bench.harness.step();
        let mut commands = bench.harness.output().viewport_output.values().flat_map(|output| &output.commands);
        let is_held = commands.any(|command| *command == ViewportCommand::CancelClose);
        bench.harness.input_mut().viewports.entry(viewport).or_default().events.clear();
        bench.settle();
        is_held
    };
    assert!(!is_held(&mut bench), "nothing would be lost");
    let file_id = bench.session().notes().unwrap().book().file_id;
    let not_saved = NotesCommand::NotSaved { file_id, why: Trouble::NoThread };
    command(&mut bench, not_saved.clone());
    assert!(is_held(&mut bench));
    bench.harness.get_by_label_contains("close again to leave without them");
    assert!(!is_held(&mut bench), "a second time is meant");
    let book = bench.session().notes().unwrap().book().clone();
    command(&mut bench, NotesCommand::Saved { file_id, changes: 0, book });
    assert!(bench.session().messages().is_empty(), "it goes away once all is saved");
    command(&mut bench, not_saved);
    assert!(is_held(&mut bench), "and is said again when it is true again");
}
