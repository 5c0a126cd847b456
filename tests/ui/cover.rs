//! What is covered on the page is covered in the lists around it, too: to the eye and to a screen reader.

use super::*;
use duizhao::model::{Colour, Note, NoteId};
use duizhao::state::{NoteEdit, NotesCommand, Selection, Session};
use duizhao::text::Lang;
use eframe::egui::Shape;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, by};

/// Wherever a text is told or drawn.
fn leaks(bench: &Bench, text: &str) -> Vec<String> {
    let told = bench.harness.query_all(by()).flat_map(|node| {
        let access = node.accesskit_node();
        [access.label(), access.value()].into_iter().flatten().collect::<Vec<_>>()
    });
    let drawn = bench.harness.output().shapes.iter().flat_map(|shape| match &shape.shape {
        // The page is drawn as one text, of which the toolkit knows the lines alone.
        Shape::Text(text) => {
            let lines = text.galley.rows.iter().map(|row| row.text());
            lines.chain([text.galley.text().to_owned()]).collect()
        }
        _ => vec![],
    });
    told.chain(drawn).filter(|said| said.contains(text)).collect()
}

fn covered() -> PageView {
    PageView { is_covered: true, ..PageView::default() }
}

fn pin(bench: &mut Bench) {
    let bitext = bench.session().article().unwrap().bitext.clone();
    let sentence = (0..bitext.sentences.en.len()).find(|at| bitext.sentence(Lang::En, *at) == AIM).unwrap();
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence })));
    bench.settle();
    away(bench);
}

fn look_for(bench: &mut Bench, text: &str) {
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    bench.harness.get_by_role_and_label(Role::TextInput, "Find in both languages").type_text(text);
    let text = text.to_owned();
    bench.harness.step();
    bench.wait("the search", move |session| {
        session.finding().is_some_and(|finding| finding.wanted().text == text && finding.is_over())
    });
}

#[test]
fn hits_in_covered_text_and_covered_counterparts_of_hits_are_not_seen() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    look_for(&mut bench, "aim is");
    let (open, hidden) = ("The aim is simple. — 目标很简单。", "The aim is simple. — Covered sentence");
    assert!(shows(&bench, open));
    show(&mut bench, covered());
    away(&mut bench);
    assert!(shows(&bench, hidden));
    assert_eq!(leaks(&bench, "目标"), [""; 0]);
    bench.harness.get_by_label(hidden).click();
    bench.settle();
    away(&mut bench);
    assert_eq!(leaks(&bench, "目标"), [""; 0], "gone to from the other side");
    bench.press(Key::Escape);
    bench.press(Key::R);
    assert!(shows(&bench, "目标很简单。"), "asked for on the page");
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    assert!(shows(&bench, open), "and so in the list");
    show(&mut bench, PageView { is_swapped: true, ..covered() });
    bench.send(Command::Select(None));
    bench.settle();
    away(&mut bench);
    assert!(shows(&bench, "Covered sentence — 目标很简单。"));
    assert_eq!(leaks(&bench, "is simple"), [""; 0]);
}

#[test]
fn the_panel_of_notes_does_not_tell_what_is_covered() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.wait("notes to be opened", Session::can_write_notes);
    for (id, body) in [("a", "a word of mine"), ("b", "")] {
        pin(&mut bench);
        let target = bench.session().target_of_selection().unwrap();
        let made = jiff::Timestamp::UNIX_EPOCH;
        let note = Note { body: body.into(), ..Note::new(NoteId(id.into()), made, target, Colour::Green) };
        bench.send(Command::Notes(NotesCommand::Edit(vec![NoteEdit::Add(note)], made)));
    }
    bench.send(Command::Select(None));
    bench.send(Command::SetNotesOpen(true));
    bench.settle();
    away(&mut bench);
    assert!(leaks(&bench, "目标").len() >= 4);
    show(&mut bench, covered());
    away(&mut bench);
    assert_eq!(leaks(&bench, "目标"), [""; 0]);
    assert!(!leaks(&bench, "Covered sentence").is_empty());
    bench.harness.get_by_role_and_label(Role::ListItem, "a word of mine").click();
    bench.settle();
    away(&mut bench);
    assert_eq!(leaks(&bench, "目标"), [""; 0], "whole, too");
    bench.harness.key_press_modifiers(Modifiers::SHIFT, Key::N);
    bench.settle();
    bench.harness.get_by_role(Role::MultilineTextInput);
    away(&mut bench);
    assert_eq!(leaks(&bench, "目标"), [""; 0], "nor is it told while a note is written");
    bench.harness.snapshot("cover_notes");
    bench.press(Key::Escape);
    bench.send(Command::Select(None));
    pin(&mut bench);
    bench.press(Key::R);
    assert!(leaks(&bench, "目标").len() >= 4, "the pair that is shown is shown in the panel");
    bench.send(Command::Select(None));
    show(&mut bench, PageView { is_swapped: true, ..covered() });
    away(&mut bench);
    assert_eq!(leaks(&bench, "is simple"), [""; 0]);
    bench.harness.get_by_role_and_label(Role::ListItem, "Highlight: 目标很简单。");
}

#[test]
fn headings_and_bookmarks_do_not_tell_what_is_covered() {
    let mut bench = Bench::new(1200.0, 800.0, settings(Theme::Light, InterfaceLang::Zh));
    let text = "# The old ferry\n# 旧渡轮\nThe aim is simple.\n目标很简单。\n";
    let path = bench.write("a.md", text.as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the text", is_aligned);
    bench.press(Key::F9);
    bench.press(Key::B);
    away(&mut bench);
    assert!(leaks(&bench, "旧渡轮").len() >= 4);
    show(&mut bench, covered());
    away(&mut bench);
    assert_eq!(leaks(&bench, "旧渡轮"), [""; 0]);
    assert!(leaks(&bench, "The old ferry").len() >= 4, "what is shown stands in for it");
}

#[test]
fn nothing_is_covered_in_a_text_in_one_language() {
    let mut bench = Bench::new(1200.0, 800.0, settings(Theme::Light, InterfaceLang::En));
    let path = bench.write("a.md", "# 旧渡轮\n目标很简单。\n".as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the text", is_aligned);
    show(&mut bench, PageView { arrangement: Arrangement::Columns, ..covered() });
    bench.press(Key::F9);
    bench.send(Command::Select(Some(Selection { lang: Lang::Zh, sentence: 0 })));
    away(&mut bench);
    assert!(leaks(&bench, "旧渡轮").len() >= 2, "the heading is told on the page and in the list");
    bench.press(Key::D);
    assert!(bench.harness.query_by_role(Role::Dialog).is_some(), "the card");
    bench.press(Key::Escape);
    bench.press(Key::F7);
    assert!(!bench.session().view().is_sync_off, "nothing goes in step here");
}

#[test]
fn the_card_does_not_tell_the_counterpart_of_its_word_in_a_covered_sentence() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    pin(&mut bench);
    show(&mut bench, covered());
    bench.press(Key::D);
    away(&mut bench);
    assert!(!leaks(&bench, "Dictionary").is_empty() || !leaks(&bench, "Chinese words").is_empty(), "a card");
    assert_eq!(leaks(&bench, "In this sentence"), [""; 0]);
    bench.press(Key::R);
    assert!(!leaks(&bench, "In this sentence").is_empty());
}
