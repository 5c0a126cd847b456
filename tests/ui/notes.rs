//! Notes in the window: written, changed, taken back, filtered, found a new place for, and looked at.

use super::*;
use duizhao::model::{Colour, Note, NoteId, Target};
use duizhao::state::{Attachment, NoteEdit, NotesCommand, Saving, Selection, Spot};
use eframe::egui::PointerButton;
use eframe::egui::accesskit::Role;

#[path = "notes_pictures.rs"]
mod pictures;
#[path = "notes_typed.rs"]
mod typed;

/// A noon, so that the day is the same in every time zone.
fn day(n: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_763_985_600 + n * 86_400).unwrap()
}

fn command(bench: &mut Bench, command: NotesCommand) {
    bench.send(Command::Notes(command));
    bench.settle();
}

/// The sample, with its notes ready to be written.
fn ready(width: f32, height: f32, settings: Settings) -> Bench {
    let mut bench = Bench::with_sample(width, height, settings);
    bench.wait("notes to be opened", Session::can_write_notes);
    bench
}

fn pin(bench: &mut Bench, row: usize, bead: usize) {
    let bitext = bench.session().article().unwrap().bitext.clone();
    let sentences = &bitext.rows[row].beads[bead].sentences;
    let lang = if sentences.en.is_empty() { Lang::Zh } else { Lang::En };
    bench.send(Command::Select(Some(Selection { lang, sentence: sentences[lang].start })));
}

/// Puts a note on a pair, made on a day.
fn add(bench: &mut Bench, id: &str, (row, bead): (usize, usize), body: &str, tags: &[&str], colour: Colour) {
    pin(bench, row, bead);
    let target = bench.session().target_of_selection().unwrap();
    let made = day(i64::try_from(row).unwrap());
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let note = Note { body: body.into(), tags, ..Note::new(NoteId(id.into()), made, target, colour) };
    bench.send(Command::Notes(NotesCommand::Edit(vec![NoteEdit::Add(note)], made)));
}

fn bodies(bench: &Bench) -> Vec<String> {
    bench.session().notes().unwrap().all().iter().map(|note| note.body.clone()).collect()
}

fn press_with(bench: &mut Bench, modifiers: Modifiers, key: Key) {
    bench.harness.key_press_modifiers(modifiers, key);
    bench.settle();
}

fn click(bench: &mut Bench, label: &str) {
    bench.harness.get_by_label(label).click();
    bench.settle();
}

fn item<'a>(bench: &'a Bench, name: &'a str) -> egui_kittest::Node<'a> {
    let is_item = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::ListItem && node.label().is_some_and(|label| label == name)
    };
    bench.harness.get_by(is_item)
}

/// Types into a field that has no cursor yet.
fn type_into(bench: &mut Bench, label: &str, text: &str) {
    let field = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::TextInput && node.label().is_some_and(|name| name == label)
    };
    bench.harness.get_by(field).focus();
    bench.harness.step();
    bench.harness.get_by(field).type_text(text);
    bench.settle();
}

fn type_note(bench: &mut Bench, text: &str) {
    let field = bench.harness.get_by_role(Role::MultilineTextInput);
    field.type_text(text);
    bench.settle();
}

#[test]
fn a_note_is_written_with_keys_alone() {
    let mut bench = ready(1200.0, 800.0, english());
    bench.press(Key::J);
    bench.press(Key::J);
    let read = bench.session().selected_bead();
    bench.press(Key::N);
    type_note(&mut bench, "n1jk 守灯");
    // What a real keyboard sends beside the text.
    for key in [Key::N, Key::Num1, Key::J, Key::K] {
        bench.press(key);
    }
    assert_eq!(bench.session().selected_bead(), read, "letters are typed, not obeyed");
    assert!(bodies(&bench).is_empty(), "nothing is kept before it is said");
    press_with(&mut bench, Modifiers::COMMAND, Key::Enter);
    assert_eq!(bodies(&bench), ["n1jk 守灯"]);
    let note = bench.session().notes().unwrap().all()[0].clone();
    assert!(note.target.en.is_some() && note.target.zh.is_some(), "it owns both languages");
    assert!(item(&bench, "n1jk 守灯").accesskit_node().is_selected() == Some(true));
    bench.wait("the note to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
    bench.harness.get_by_label("Saved");
    bench.press(Key::J);
    assert_ne!(bench.session().selected_bead(), read, "the page has the keys again");
}

#[test]
fn quotations_are_read_without_marks() {
    let mut bench = Bench::new(1180.0, 640.0, english());
    let text = "# The Ice\n# 冰\n\nIn the *morning* the ice had **gone**.\n早上**冰**已经化了。\n";
    let path = bench.write("ice.md", text.as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the article", is_aligned);
    bench.wait("notes to be opened", Session::can_write_notes);
    add(&mut bench, "a", (1, 0), "", &[], Colour::Green);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    item(&bench, "Highlight: In the morning the ice had gone.");
    let target = bench.session().target_of_selection();
    let (id, body, colour) = (NoteId("b".into()), "not yet".to_owned(), Colour::Green);
    let draft = duizhao::model::Draft { id, body, tags: vec![], colour, target, modified: day(6) };
    command(&mut bench, NotesCommand::KeepDraft(draft));
    let quotes = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::Label && node.value().is_some_and(|text| text == "早上冰已经化了。")
    };
    assert_eq!(bench.harness.query_all_by(quotes).count(), 2, "of the note and of what is not finished");
}

#[test]
fn a_note_is_edited_in_its_place_and_the_edit_taken_back() {
    let mut bench = ready(1200.0, 800.0, english());
    add(&mut bench, "a", (2, 0), "first words", &[], Colour::Yellow);
    bench.settle();
    bench.press(Key::N);
    let field = bench.harness.get_by_role(Role::MultilineTextInput);
    assert_eq!(field.accesskit_node().value().as_deref(), Some("first words"), "N opens the note that is there");
    type_note(&mut bench, "!");
    click(&mut bench, "Keep");
    assert_eq!(bodies(&bench).len(), 1);
    assert!(bodies(&bench)[0].contains('!'));
    press_with(&mut bench, Modifiers::COMMAND, Key::Z);
    assert_eq!(bodies(&bench), ["first words"]);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(bodies(&bench)[0].contains('!'));
    press_with(&mut bench, Modifiers::SHIFT, Key::N);
    type_note(&mut bench, "second note");
    press_with(&mut bench, Modifiers::COMMAND, Key::Enter);
    assert_eq!(bodies(&bench).len(), 2, "Shift+N writes another");
}

#[test]
fn number_keys_highlight() {
    let mut bench = ready(1200.0, 800.0, english());
    let colours = |bench: &Bench| bench.session().notes().unwrap().all().iter().map(|n| n.colour).collect::<Vec<_>>();
    click(&mut bench, "The aim is simple.");
    bench.press(Key::Num3);
    assert_eq!(colours(&bench), [Colour::Blue]);
    bench.press(Key::Num4);
    assert_eq!(colours(&bench), [Colour::Pink]);
    bench.press(Key::Num4);
    assert!(colours(&bench).is_empty());
    for expected in [vec![Colour::Pink], vec![Colour::Blue], vec![]] {
        press_with(&mut bench, Modifiers::COMMAND, Key::Z);
        assert_eq!(colours(&bench), expected);
    }
    assert!(!bench.session().notes().unwrap().can_undo());
}

#[test]
fn deleting_is_taken_back() {
    let mut bench = ready(1200.0, 800.0, english());
    add(&mut bench, "a", (2, 0), "first words", &[], Colour::Yellow);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    click(&mut bench, "Delete");
    assert!(bodies(&bench).is_empty());
    bench.harness.get_by_label("No notes on this article yet");
    press_with(&mut bench, Modifiers::COMMAND, Key::Z);
    assert_eq!(bodies(&bench), ["first words"]);
}

#[test]
fn the_list_is_in_the_order_of_the_text_and_filtered() {
    let mut bench = ready(1200.0, 900.0, english());
    add(&mut bench, "a", (4, 0), "late", &["sea"], Colour::Green);
    add(&mut bench, "b", (1, 0), "early", &["sea", "idiom"], Colour::Pink);
    add(&mut bench, "c", (2, 0), "", &[], Colour::Blue);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    let names = |bench: &Bench| -> Vec<String> {
        let items = bench.harness.query_all_by_role(Role::ListItem);
        let inside = items.filter(|node| node.rect().left() > 850.0);
        let mut found: Vec<_> =
            inside.map(|node| (node.rect().top(), node.accesskit_node().label().unwrap())).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, name)| name.split(':').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&bench), ["early", "Highlight", "late"]);
    type_into(&mut bench, "Search notes", "EARL");
    assert_eq!(names(&bench), ["early"]);
    bench.harness.get_by_label("1 of 3");
    type_into(&mut bench, "Search notes", "zzz");
    assert!(names(&bench).is_empty());
    click(&mut bench, "Show all");
    assert_eq!(names(&bench).len(), 3);
    let swatch = |bench: &mut Bench, name: &str| {
        let is = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == Role::CheckBox && node.label().is_some_and(|label| label == name)
        };
        bench.harness.get_by(is).click();
        bench.settle();
    };
    swatch(&mut bench, "Green");
    swatch(&mut bench, "Blue");
    assert_eq!(names(&bench), ["Highlight", "late"]);
    swatch(&mut bench, "Green");
    swatch(&mut bench, "Blue");
    click(&mut bench, "Tag");
    click(&mut bench, "idiom");
    assert_eq!(names(&bench), ["early"]);
    click(&mut bench, "Tag");
    click(&mut bench, "All tags");
    click(&mut bench, "Show");
    click(&mut bench, "Highlights only");
    assert_eq!(names(&bench), ["Highlight"]);
}

#[test]
fn several_are_tagged_and_deleted_at_once() {
    let mut bench = ready(1200.0, 900.0, english());
    for (n, body) in ["one", "two", "three"].into_iter().enumerate() {
        add(&mut bench, body, (n + 1, 0), body, &[], Colour::Green);
    }
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    item(&bench, "one").click_modifiers(Modifiers::COMMAND);
    bench.settle();
    item(&bench, "two").click_modifiers(Modifiers::SHIFT);
    bench.settle();
    bench.harness.get_by_label("2 selected");
    type_into(&mut bench, "Tag", "#sea, 海");
    click(&mut bench, "Add tag");
    let tags: Vec<_> = bench.session().notes().unwrap().all().iter().map(|n| n.tags.join(" ")).collect();
    assert_eq!(tags, ["sea 海", "", "sea 海"], "by name: one, three, two");
    bench.harness.get_all_by_label("Delete").next().unwrap().click();
    bench.settle();
    assert_eq!(bodies(&bench), ["three"]);
    press_with(&mut bench, Modifiers::COMMAND, Key::Z);
    assert_eq!(bodies(&bench).len(), 3, "one step");
}

#[test]
fn a_click_goes_to_the_place_and_back() {
    let mut bench = ready(1100.0, 480.0, english());
    let last = bench.session().article().unwrap().bitext.rows.len() - 1;
    add(&mut bench, "a", (last, 0), "at the end", &[], Colour::Green);
    bench.send(Command::Select(None));
    bench.press(Key::Home);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    for _ in 0..2 {
        item(&bench, "at the end").click();
        bench.settle();
        assert_eq!(bench.session().selected_bead(), Some((last, 0)));
        assert!(bench.session().article().unwrap().place.row > 0, "the page has moved");
        press_with(&mut bench, Modifiers::ALT, Key::ArrowLeft);
        assert_eq!(bench.session().article().unwrap().place.row, 0, "and back");
    }
}

#[test]
fn a_mark_in_the_margin_opens_its_note() {
    let mut bench = ready(1100.0, 700.0, english());
    add(&mut bench, "a", (2, 0), "in the margin", &[], Colour::Green);
    bench.send(Command::Select(None));
    bench.settle();
    click(&mut bench, "Note: in the margin");
    assert_eq!(bench.session().selected_bead(), Some((2, 0)));
    assert_eq!(item(&bench, "in the margin").accesskit_node().is_selected(), Some(true));
}

#[test]
fn a_sentence_has_a_menu() {
    let mut bench = ready(1200.0, 800.0, english());
    bench.harness.get_by_label("目标很简单。").click_button(PointerButton::Secondary);
    bench.settle();
    assert!(bench.is_selected("The aim is simple."), "the menu is about the pair under it");
    click(&mut bench, "Copy the sentence");
    bench.sentence("目标很简单。").click_button(PointerButton::Secondary);
    bench.settle();
    click(&mut bench, "Highlight in green");
    assert_eq!(bench.session().notes().unwrap().all()[0].colour, Colour::Green);
}

/// As if a search had found this.
fn found(bench: &mut Bench, places: &[(&str, Attachment)]) {
    let article = bench.session().article().unwrap();
    let (job, bitext) = (article.job, article.bitext.clone());
    let reading = duizhao::state::Reading::new(&bitext);
    let places = places.iter().map(|(id, place)| (NoteId((*id).into()), place.clone())).collect();
    let book = bench.session().notes().unwrap().book().clone();
    command(bench, NotesCommand::Found { job, bitext, reading, book, places });
}

fn spot(bench: &Bench, (row, bead): (usize, usize)) -> Spot {
    bench.session().article().unwrap().bitext.rows[row].beads[bead].sentences.clone()
}

#[test]
fn a_homeless_note_is_attached_and_a_guess_confirmed() {
    let mut bench = ready(1200.0, 900.0, english());
    add(&mut bench, "a", (2, 0), "homeless", &[], Colour::Green);
    add(&mut bench, "b", (3, 0), "perhaps", &[], Colour::Green);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    bench.send(Command::Select(None));
    let guess = spot(&bench, (1, 0));
    found(&mut bench, &[("a", Attachment::Orphan), ("b", Attachment::Ask(guess.clone().into()))]);
    bench.harness.get_by_label("To be decided · 2");
    bench.harness.get_by_label("Not found in this text");
    click(&mut bench, "It belongs here");
    let target = |bench: &Bench, id: &str| -> Target {
        bench.session().notes().unwrap().get(&NoteId(id.into())).unwrap().target.clone()
    };
    pin(&mut bench, 1, 0);
    assert_eq!(Some(target(&bench, "b")), bench.session().target_of_selection(), "the target is rewritten");
    let place = bench.session().notes().unwrap().place(&NoteId("b".into())).unwrap();
    assert!(matches!(place, Attachment::Exact(_)) && place.spot() == Some(&guess));
    bench.settle();
    bench.harness.get_by_label("To be decided · 1");
    pin(&mut bench, 4, 0);
    bench.settle();
    click(&mut bench, "Attach to the selected sentence");
    assert_eq!(Some(target(&bench, "a")), bench.session().target_of_selection());
    assert!(bench.harness.query_by_label_contains("To be decided ·").is_none());
    press_with(&mut bench, Modifiers::COMMAND, Key::Z);
    pin(&mut bench, 2, 0);
    assert_eq!(Some(target(&bench, "a")), bench.session().target_of_selection(), "taken back");
}

#[test]
fn of_two_versions_the_reader_keeps_one() {
    for (button, expected) in
        [("Keep this version", vec!["theirs"]), ("Keep the other", vec!["mine"]), ("Keep both", vec!["mine", "theirs"])]
    {
        let mut bench = ready(1200.0, 900.0, english());
        add(&mut bench, "a", (2, 0), "mine", &[], Colour::Green);
        let target = bench.session().target_of_selection().unwrap();
        let other = Note {
            body: "theirs".into(),
            conflict_of: Some(NoteId("a".into())),
            ..Note::new(NoteId("b".into()), day(2), target, Colour::Pink)
        };
        command(&mut bench, NotesCommand::Edit(vec![NoteEdit::Add(other)], day(2)));
        press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
        click(&mut bench, button);
        assert_eq!(bodies(&bench), expected, "{button}");
        assert!(bench.session().notes().unwrap().all().iter().all(|note| note.conflict_of.is_none()));
        press_with(&mut bench, Modifiers::COMMAND, Key::Z);
        assert_eq!(bodies(&bench), ["mine", "theirs"]);
    }
}

#[test]
fn every_part_of_the_panel_is_reached_by_tab() {
    let mut bench = ready(1200.0, 900.0, english());
    add(&mut bench, "a", (2, 0), "words", &["sea"], Colour::Green);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    let mut names = std::collections::BTreeSet::new();
    for _ in 0..60 {
        bench.harness.key_press(Key::Tab);
        bench.harness.step();
        bench.harness.step();
        let focused = bench.harness.query_all(egui_kittest::kittest::by().predicate(|node| node.is_focused())).next();
        names.extend(focused.and_then(|node| node.accesskit_node().label()));
    }
    for name in ["New note", "Close", "Search notes", "Show", "Tag", "Purple", "words", "Edit", "Delete", "Select"] {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
}

#[test]
fn notes_are_taken_away() {
    let mut bench = ready(1200.0, 900.0, english());
    press_with(&mut bench, Modifiers::COMMAND, Key::E);
    assert!(bench.harness.query_by_label_contains("Anki").is_none(), "there is nothing to take");
    add(&mut bench, "a", (2, 0), "to be taken along", &["sea"], Colour::Green);
    add(&mut bench, "b", (3, 0), "to be left", &[], Colour::Green);
    press_with(&mut bench, Modifiers::COMMAND, Key::E);
    click(&mut bench, "Table (CSV), for spreadsheets");
    click(&mut bench, "Choose…");
    // The desktop's dialog is another window: the sheet may go, and another one come, while it is answered.
    bench.press(Key::Escape);
    bench.press(Key::F1);
    let path = bench.folder.path().join("taken.csv");
    *bench.dialogs.0.borrow_mut() = Some(Answer::SaveTo(path.clone()));
    let is_told = |session: &Session| session.messages().iter().any(|m| matches!(m, Message::Exported { .. }));
    bench.wait("the file", is_told);
    bench.harness.get_by_label("Search keys");
    bench.press(Key::Escape);
    let table = std::fs::read_to_string(&path).unwrap();
    assert!(table.contains("to be taken along") && table.contains("to be left"));
    bench.harness.get_by_label(&format!("2 notes were written to {}", path.display()));
    click(&mut bench, "Dismiss");
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    item(&bench, "to be taken along").click_modifiers(Modifiers::COMMAND);
    bench.settle();
    click(&mut bench, "Export notes…");
    click(&mut bench, "Choose…");
    let one = bench.folder.path().join("one.md");
    *bench.dialogs.0.borrow_mut() = Some(Answer::SaveTo(one.clone()));
    bench.wait("the other file", is_told);
    assert!(bench.harness.query_by_label("Choose…").is_none(), "the sheet is done");
    let page = std::fs::read_to_string(&one).unwrap();
    assert!(page.contains("to be taken along") && !page.contains("to be left"), "{page}");
}

#[test]
fn what_is_taken_away_is_of_the_article_it_was_asked_for() {
    let mut bench = ready(1200.0, 900.0, english());
    add(&mut bench, "a", (2, 0), "to be taken along", &[], Colour::Green);
    press_with(&mut bench, Modifiers::COMMAND, Key::E);
    click(&mut bench, "Choose…");
    let other = bench.write("other.txt", "One boat.\n一条船。\n".as_bytes());
    bench.send(Command::Open(LoadRequest::files([other])));
    bench.wait("the other article", |session| {
        is_aligned(session) && session.notes().is_some() && !session.article().unwrap().paths().is_empty()
    });
    let path = bench.folder.path().join("taken.md");
    *bench.dialogs.0.borrow_mut() = Some(Answer::SaveTo(path.clone()));
    bench.wait("an answer", |s| s.messages().iter().any(|m| matches!(m, Message::NotExported(_))));
    assert!(!path.exists());
    bench.harness.get_by_label("Notes were not exported: the notebook is not open any more.");
}

#[test]
fn a_file_that_came_meanwhile_is_not_replaced_unasked() {
    let mut bench = ready(1200.0, 900.0, english());
    add(&mut bench, "a", (2, 0), "to be taken along", &[], Colour::Green);
    press_with(&mut bench, Modifiers::COMMAND, Key::E);
    let path = bench.folder.path().join("taken.md");
    bench.harness.get_by_role(Role::TextInput).focus();
    bench.harness.step();
    press_with(&mut bench, Modifiers::COMMAND, Key::A);
    bench.harness.get_by_role(Role::TextInput).type_text(path.to_str().unwrap());
    bench.settle();
    std::fs::write(&path, "somebody else's").unwrap();
    bench.settle();
    // It was not there when the path was typed, and nobody looks every frame.
    click(&mut bench, "Save");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody else's");
    bench.harness.get_by_label("There is a file of this name.");
    click(&mut bench, "Replace it");
    bench.wait("the file", |s| s.messages().iter().any(|m| matches!(m, Message::Exported { .. })));
    assert!(std::fs::read_to_string(&path).unwrap().contains("to be taken along"));
}

#[test]
fn the_panel_is_the_same_after_a_restart() {
    let mut bench = ready(1200.0, 800.0, english());
    add(&mut bench, "a", (2, 0), "early", &["sea"], Colour::Green);
    add(&mut bench, "b", (4, 0), "late", &[], Colour::Pink);
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    type_into(&mut bench, "Search notes", "earl");
    let edge = |bench: &Bench| item(bench, "early").rect().left();
    let before = edge(&bench);
    let at = pos2(before - 10.0, 500.0);
    bench.harness.drag_at(at);
    bench.harness.step();
    bench.harness.hover_at(pos2(at.x - 90.0, 500.0));
    bench.harness.step();
    bench.harness.drop_at(pos2(at.x - 90.0, 500.0));
    bench.settle();
    assert!(edge(&bench) < before - 60.0, "{} after {before}", edge(&bench));
    let kept = bench.session().settings().clone();
    assert!(kept.notes_panel.is_open && kept.notes_panel.filter.text == "earl", "{kept:?}");
    bench.wait("all to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
    let store = Store::at(bench.folder.path());
    store.save_settings(&kept).unwrap();
    let read = Store::at(bench.folder.path()).load_settings().0;
    assert_eq!(read, kept);
    let mut later = Bench::at(bench.folder.path(), 1200.0, 800.0, read);
    later.send(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE))));
    later.wait("its notes", |session| is_aligned(session) && session.can_write_notes());
    later.harness.get_by_label("1 of 2");
    assert!((edge(&later) - edge(&bench)).abs() < 1.5, "{} and {}", edge(&later), edge(&bench));
    later.send(Command::Open(LoadRequest::text(InputSource::Pasted("One boat.\n一条船。\n".into()))));
    later.wait("another article", |session| {
        session.article().is_some_and(|article| article.bitext.rows.len() == 1) && session.can_write_notes()
    });
    let panel = &later.session().settings().notes_panel;
    assert!(panel.is_open && panel.filter.text.is_empty(), "what was looked for is of no use here: {panel:?}");
}

#[test]
fn two_hundred_notes_on_one_sentence_and_odd_ones_can_be_read() {
    let mut bench = ready(700.0, 800.0, english());
    pin(&mut bench, 2, 0);
    let target = bench.session().target_of_selection().unwrap();
    let mut edits = Vec::new();
    for n in 0..200 {
        let body = if n == 199 { "long words and 长句 ".repeat(20_000) } else { format!("note {n}") };
        let tags = vec!["#, \u{202e}odd\n\ttag ".repeat(n % 40)];
        let note = Note::new(NoteId(format!("{n:03}")), day(1), target.clone(), Colour::ALL[n % 5]);
        edits.push(NoteEdit::Add(Note { body, tags, ..note }));
    }
    command(&mut bench, NotesCommand::Edit(edits, day(1)));
    press_with(&mut bench, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    for name in ["note 1", "note 2"] {
        let rect = item(&bench, name).rect();
        assert!(rect.left() > 200.0 && rect.right() <= 700.0, "{name} at {rect:?}");
    }
    item(&bench, "note 1").click();
    bench.settle();
    press_with(&mut bench, Modifiers::COMMAND, Key::Z);
    assert!(bodies(&bench).is_empty());
}
