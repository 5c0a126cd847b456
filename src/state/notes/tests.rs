//! Notes as a table of commands and what they lead to; undo as a property.

use super::{
    Attachment, NoteChange, NoteEdit, NotesCommand, NotesEffect, OpenedNotes, Reading, Saving, Similar, Spot,
    bead_of_spot,
};
use crate::model::{ArticleRef, Colour, Draft, Library, Note, NoteId, Notebook, Settings, Target};
use crate::state::tests::{bitext, loaded, open_job};
use crate::state::{Command, Effect, LoadRequest, Message, Selection, Session, TextPoint, TextRange, Trouble};
use crate::text::{ByteSpan, Lang, PerLang};
use jiff::Timestamp;
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_764_000_000 + second).unwrap()
}

fn id(n: u32) -> NoteId {
    NoteId(format!("note-{n:03}"))
}

fn book() -> Notebook {
    let article = ArticleRef { title: "ferry".into(), ..ArticleRef::default() };
    Notebook {
        file_id: Uuid::from_u128(7),
        revision: 1,
        saved_at: at(0),
        article,
        notes: vec![],
        drafts: vec![],
        trash: vec![],
    }
}

fn ferry() -> Arc<crate::model::Bitext> {
    bitext(&[
        ("The ferry is late.", "渡轮晚点了。"),
        ("", "乘客在码头等候。"),
        ("Nobody minds.", "没有人在意。"),
        ("The ferry is late.", "渡轮又晚点了。"),
    ])
}

/// A session with four pairs open and an empty notebook.
fn with_notes() -> Session {
    let mut session = Session::new(Settings::default(), Library::default());
    let job = open_job(&mut session, LoadRequest::files(["/texts/ferry.txt".into()]));
    session.apply(Command::TextReady(job, loaded(ferry())));
    session.apply(Command::Aligned(job, ferry()));
    notes(&mut session, NotesCommand::Opened(job, opened(book())));
    assert!(!session.can_write_notes(), "not before the text was read");
    find(&mut session, vec![]);
    session
}

/// A note on each of the first English sentences.
fn with_notes_on_the_first(count: u32) -> Session {
    let mut session = with_notes();
    for n in 0..count {
        pin(&mut session, Lang::En, n as usize);
        write(&mut session, n, "words");
    }
    session
}

/// Answers the search for notes.
fn find(session: &mut Session, found: Vec<(NoteId, Attachment)>) {
    let article = session.article().unwrap();
    let (job, bitext) = (article.job, Arc::clone(&article.bitext));
    let reading = Reading::new(&bitext);
    let book = Arc::clone(session.notes().unwrap().book());
    notes(session, NotesCommand::Found { job, bitext, reading, book, places: found });
}

fn opened(book: Notebook) -> OpenedNotes {
    OpenedNotes { book: Arc::new(book), is_read_only: false, unsaved: 0, warnings: vec![], maybe: None, reading: None }
}

fn notes(session: &mut Session, command: NotesCommand) -> Vec<Effect> {
    session.apply(Command::Notes(command))
}

fn pin(session: &mut Session, lang: Lang, sentence: usize) {
    session.apply(Command::Select(Some(Selection { lang, sentence })));
}

/// Writes a note on the pinned pair.
fn write(session: &mut Session, n: u32, body: &str) -> Vec<Effect> {
    let target = session.target_of_selection().expect("a pair is pinned");
    let note = Note { body: body.into(), ..Note::new(id(n), at(i64::from(n)), target, Colour::Green) };
    notes(session, NotesCommand::Edit(vec![NoteEdit::Add(note)], at(i64::from(n))))
}

fn bodies(session: &Session) -> Vec<&str> {
    session.notes().unwrap().all().iter().map(|note| note.body.as_str()).collect()
}

fn sent(effects: &[Effect]) -> Option<(u64, Arc<Notebook>)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Notes(NotesEffect::Save { changes, book }) => Some((*changes, Arc::clone(book))),
        _ => None,
    })
}

#[test]
fn notes_that_are_on_another_text_are_offered_once() {
    let mut session = with_notes();
    let similar = Similar { path: "/notes/boat.ron".into(), title: "boat".into(), overlap: 0.8 };
    let offers = |session: &mut Session| {
        let job = open_job(session, LoadRequest::files(["/texts/ferry.txt".into()]));
        session.apply(Command::TextReady(job, loaded(ferry())));
        let opened = OpenedNotes { maybe: Some(similar.clone()), ..opened(book()) };
        notes(session, NotesCommand::Opened(job, opened));
        session.messages().iter().filter(|m| matches!(m, Message::NotesMaybe(_))).count()
    };
    assert_eq!((offers(&mut session), offers(&mut session)), (1, 1), "an offer is no answer");
    let effects = session.apply(Command::Dismiss(0));
    let [Effect::SaveLibrary(library)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(offers(&mut session), 0);
    assert_eq!(offers(&mut Session::new(Settings::default(), library.clone())), 0, "nor after a restart");
}

#[test]
fn a_note_owns_both_languages_and_stands_on_its_pair() {
    let mut session = with_notes();
    pin(&mut session, Lang::Zh, 0);
    let effects = write(&mut session, 1, "late again");
    let (_, saved) = sent(&effects).expect("asks to be saved");
    let target = &saved.notes[0].target;
    assert_eq!(target.en.as_ref().unwrap().quote, "The ferry is late.");
    assert_eq!(target.en.as_ref().unwrap().occurrence, (1, 2));
    assert_eq!(target.zh.as_ref().unwrap().quote, "渡轮晚点了。");
    assert_eq!(target.zh.as_ref().unwrap().suffix, "\n乘客在码头等候。\n没有人在意。\n渡轮又晚点了。");
    let held = session.notes().unwrap();
    for lang in Lang::BOTH {
        assert_eq!(held.on_sentence(lang, 0).count(), 1);
        assert_eq!(held.on_sentence(lang, 1).count(), 0);
    }
    assert_eq!(held.bead(0), Some((0, 0)));
    assert!(!held.asks(0));
}

#[test]
fn a_note_on_a_part_of_a_sentence_marks_that_part() {
    let mut session = with_notes();
    let point = |block, byte| TextPoint { block, byte };
    for (n, lang, from, to) in [
        (1, Lang::En, point(0, 4), point(0, 9)),
        (2, Lang::Zh, point(1, 6), point(2, 9)),
        // From behind.
        (3, Lang::En, point(1, 10), point(1, 0)),
    ] {
        session.apply(Command::SelectText(Some(TextRange { lang, from, to })));
        write(&mut session, n, "words");
    }
    let bitext = ferry();
    let marks = |lang: Lang, sentence: usize| -> Vec<(String, &str)> {
        let on = session.notes().unwrap().marks_on(&bitext, lang, sentence);
        let text = |span: ByteSpan| span.slice(&bitext.blocks[lang][bitext.sentences[lang][sentence].block].text);
        on.map(|(note, span)| (note.id.0.clone(), text(span))).collect()
    };
    let on = |n: u32, text: &'static str| (id(n).0, text);
    assert_eq!(marks(Lang::En, 0), [on(1, "ferry")]);
    assert_eq!(marks(Lang::Zh, 0), [on(1, "渡轮晚点了。")], "of the counterpart all");
    assert_eq!(marks(Lang::Zh, 1), [on(2, "在码头等候。")]);
    assert_eq!(marks(Lang::En, 1), [on(2, "Nobody minds."), on(3, "Nobody min")]);
    assert_eq!(marks(Lang::Zh, 2), [on(2, "没有人"), on(3, "没有人在意。")]);
    assert!(marks(Lang::En, 2).is_empty());
}

#[test]
fn every_bead_is_where_its_target_was_taken_from() {
    let text = ferry();
    let reading = Reading::new(&text);
    for bead in text.rows.iter().flat_map(|row| &row.beads) {
        let target = reading.target(&bead.sentences).expect("it has words");
        let Some(Attachment::Exact(found)) = reading.place_of_new(&text, &target) else { panic!("{target:?}") };
        assert_eq!(bead_of_spot(&text, &found.spot), bead_of_spot(&text, &bead.sentences));
        assert_eq!(found.spot.map(|side| side.len()), bead.sentences.clone().map(|side| side.len()));
    }
    assert_eq!(reading.target(&PerLang::default()), None);
}

#[test]
fn what_was_found_in_another_pairing_is_not_taken() {
    let mut session = with_notes();
    pin(&mut session, Lang::En, 0);
    write(&mut session, 1, "words");
    let job = session.article().unwrap().job;
    let old = Arc::clone(&session.article().unwrap().bitext);
    let effects = session.apply(Command::Aligned(job, ferry()));
    assert!(matches!(&effects[..], [Effect::Notes(NotesEffect::Find { .. })]), "{effects:?}");
    let reading = Reading::new(&old);
    let book = Arc::clone(session.notes().unwrap().book());
    let places = vec![(id(1), Attachment::Orphan)];
    notes(&mut session, NotesCommand::Found { job, bitext: old, reading, book, places });
    assert_ne!(session.notes().unwrap().place(&id(1)), Some(&Attachment::Orphan));
}

#[test]
fn a_text_is_read_for_notes_once_however_it_is_paired() {
    let by_order =
        bitext(&[("The ferry is late.", "渡轮晚点了。"), ("Nobody minds.", "乘客在码头等候。"), ("", "没有人在意。")]);
    let across = |session: &mut Session| {
        pin(session, Lang::En, 1);
        session.target_of_selection().and_then(|target| Some(target.zh?.quote))
    };
    let is_read = |effects: &[Effect]| matches!(effects, [Effect::Notes(NotesEffect::Find { reading: Some(_), .. })]);
    for is_opened_first in [true, false] {
        let mut session = Session::default();
        let job = open_job(&mut session, LoadRequest::files(["/texts/ferry.txt".into()]));
        session.apply(Command::TextReady(job, loaded(by_order.clone())));
        let found = OpenedNotes { reading: Some(Reading::new(&by_order)), ..opened(book()) };
        if is_opened_first {
            assert!(is_read(&notes(&mut session, NotesCommand::Opened(job, found))));
            assert_eq!(across(&mut session).as_deref(), Some("乘客在码头等候。"));
            assert!(is_read(&session.apply(Command::Aligned(job, ferry()))));
        } else {
            session.apply(Command::Aligned(job, ferry()));
            assert!(is_read(&notes(&mut session, NotesCommand::Opened(job, found))));
        }
        assert!(session.can_write_notes());
        assert_eq!(across(&mut session).as_deref(), Some("没有人在意。"), "as it is paired now");
        assert!(is_read(&notes(&mut session, NotesCommand::Opened(job, opened(book())))), "whosever the notes are");
    }
}

#[test]
fn saved_is_said_only_after_the_newest_change_is_on_disk() {
    let mut session = with_notes();
    assert_eq!(session.notes().unwrap().saving(), Saving::Unchanged);
    pin(&mut session, Lang::En, 0);
    let (first, book) = sent(&write(&mut session, 1, "one")).unwrap();
    let (second, _) = sent(&write(&mut session, 2, "two")).unwrap();
    assert_eq!(session.notes().unwrap().saving(), Saving::Saving);
    notes(&mut session, NotesCommand::Saved { file_id: book.file_id, changes: first, book: book.clone() });
    assert_eq!(session.notes().unwrap().saving(), Saving::Saving, "the second is still on its way");
    assert_eq!(bodies(&session), ["one", "two"], "and what came back does not take it away");
    let why = Trouble::Fault("the disk is full".to_owned());
    notes(&mut session, NotesCommand::NotSaved { file_id: book.file_id, why: why.clone() });
    notes(&mut session, NotesCommand::NotSaved { file_id: book.file_id, why });
    assert_eq!(session.notes().unwrap().saving(), Saving::Failed);
    assert!(matches!(session.messages(), [Message::NotesNotSaved { .. }]), "said once");
    session.apply(Command::Dismiss(0));
    assert_eq!(session.messages().len(), 1, "and not to be dismissed");
    assert!(matches!(notes(&mut session, NotesCommand::RetrySave)[..], [Effect::Notes(NotesEffect::Retry)]));
    let book = Arc::clone(session.notes().unwrap().book());
    notes(&mut session, NotesCommand::Saved { file_id: book.file_id, changes: second, book });
    assert_eq!(session.notes().unwrap().saving(), Saving::Saved);
    assert!(session.messages().is_empty());
}

#[test]
fn what_another_window_wrote_comes_in_with_the_next_save_or_by_itself() {
    let mut session = with_notes();
    pin(&mut session, Lang::En, 0);
    let (changes, mine) = sent(&write(&mut session, 1, "mine")).unwrap();
    let mut theirs = Note { body: "theirs".into(), ..(*mine.notes[0]).clone() };
    theirs.id = id(0);
    let mut merged = (*mine).clone();
    merged.notes.insert(0, theirs.clone().into());
    let effects =
        notes(&mut session, NotesCommand::Saved { file_id: merged.file_id, changes, book: Arc::new(merged.clone()) });
    assert_eq!(bodies(&session), ["theirs", "mine"]);
    assert!(matches!(&effects[..], [Effect::Notes(NotesEffect::Find { .. })]), "it is looked for: {effects:?}");
    Arc::make_mut(&mut merged.notes[0]).body = "theirs, longer".into();
    notes(&mut session, NotesCommand::ChangedOnDisk { file_id: merged.file_id, book: Arc::new(merged.clone()) });
    assert_eq!(bodies(&session), ["theirs, longer", "mine"]);
    write(&mut session, 2, "unsaved");
    notes(&mut session, NotesCommand::ChangedOnDisk { file_id: merged.file_id, book: Arc::new(merged) });
    assert_eq!(bodies(&session), ["theirs, longer", "mine", "unsaved"], "nothing unsaved is thrown away");
}

#[test]
fn a_highlight_is_made_recoloured_and_taken_away() {
    let mut session = with_notes();
    let colours = |session: &Session| session.notes().unwrap().all().iter().map(|n| n.colour).collect::<Vec<_>>();
    notes(&mut session, NotesCommand::Highlight(Colour::Blue, id(1), at(1)));
    assert!(colours(&session).is_empty(), "nothing is pinned");
    pin(&mut session, Lang::En, 0);
    for (key, expected) in
        [(Colour::Blue, vec![Colour::Blue]), (Colour::Pink, vec![Colour::Pink]), (Colour::Pink, vec![])]
    {
        notes(&mut session, NotesCommand::Highlight(key, id(1), at(1)));
        assert_eq!(colours(&session), expected);
    }
    write(&mut session, 2, "words");
    notes(&mut session, NotesCommand::Highlight(Colour::Pink, id(3), at(3)));
    assert_eq!(colours(&session), [Colour::Pink], "a note takes the colour");
    notes(&mut session, NotesCommand::Highlight(Colour::Pink, id(3), at(3)));
    assert_eq!(bodies(&session), ["words"], "but is not thrown away by a key");
}

#[test]
fn several_edits_are_one_step() {
    let mut session = with_notes();
    pin(&mut session, Lang::En, 0);
    write(&mut session, 1, "one");
    pin(&mut session, Lang::En, 1);
    write(&mut session, 2, "two");
    let tag = |n| NoteEdit::Change(id(n), NoteChange::Tags(vec!["sea".into()]));
    notes(&mut session, NotesCommand::Edit(vec![tag(1), tag(2), tag(9)], at(9)));
    let tags = |session: &Session| session.notes().unwrap().all().iter().map(|n| n.tags.len()).collect::<Vec<_>>();
    assert_eq!(tags(&session), [1, 1]);
    notes(&mut session, NotesCommand::Undo(at(10)));
    assert_eq!(tags(&session), [0, 0]);
    notes(&mut session, NotesCommand::Redo(at(11)));
    assert_eq!(tags(&session), [1, 1]);
    notes(&mut session, NotesCommand::Edit(vec![tag(1)], at(12)));
    assert!(sent(&notes(&mut session, NotesCommand::Edit(vec![tag(1)], at(12)))).is_none(), "nothing to save");
    assert_eq!(session.notes().unwrap().book().trash.len(), 0);
    notes(&mut session, NotesCommand::Edit(vec![NoteEdit::Delete(id(1))], at(13)));
    assert_eq!(session.notes().unwrap().book().trash.len(), 1, "the deleted lie in the trash");
    let revision = session.notes().unwrap().book().trash[0].note.revision;
    notes(&mut session, NotesCommand::Undo(at(14)));
    assert_eq!(session.notes().unwrap().book().trash.len(), 0);
    assert!(session.notes().unwrap().all()[0].revision > revision, "newer than its deletion");
}

#[test]
fn drafts_are_kept_and_dropped_and_no_step_to_undo() {
    let mut session = with_notes();
    let draft = |body: &str| Draft {
        id: id(1),
        body: body.into(),
        tags: vec![],
        colour: Colour::Blue,
        target: None,
        modified: at(1),
    };
    for body in ["a", "ab"] {
        let (_, book) = sent(&notes(&mut session, NotesCommand::KeepDraft(draft(body)))).expect("saved at once");
        assert_eq!(book.drafts.iter().map(|d| d.body.as_str()).collect::<Vec<_>>(), [body]);
    }
    assert!(!session.notes().unwrap().can_undo());
    assert!(sent(&notes(&mut session, NotesCommand::DropDraft(id(1)))).is_some());
    assert!(sent(&notes(&mut session, NotesCommand::DropDraft(id(1)))).is_none());
}

#[test]
fn a_book_of_a_newer_program_is_not_changed() {
    let mut session = with_notes();
    let job = session.article().unwrap().job;
    notes(&mut session, NotesCommand::Opened(job, OpenedNotes { is_read_only: true, ..opened(book()) }));
    pin(&mut session, Lang::En, 0);
    assert!(write(&mut session, 1, "words").is_empty());
    assert!(bodies(&session).is_empty());
}

#[test]
fn places_decide_what_is_shown_and_what_is_asked() {
    let mut session = with_notes_on_the_first(3);
    let spot = |n: usize| -> Spot { PerLang { en: n..n + 1, zh: 0..0 } };
    let found = vec![
        (id(0), Attachment::Orphan),
        (id(1), Attachment::Ask(spot(2).into())),
        (id(2), Attachment::Changed(spot(0).into(), 0.8)),
    ];
    find(&mut session, found);
    let held = session.notes().unwrap();
    assert!((0..held.all().len()).all(|note| held.asks(note)));
    assert_eq!(held.on_sentence(Lang::En, 2).count(), 0, "a guess is never shown in the text");
    assert_eq!(held.on_sentence(Lang::En, 0).map(|n| n.id.clone()).collect::<Vec<_>>(), [id(2)]);
    assert_eq!(held.order(), [2, 1, 0], "in the order of the text, the homeless last");
    let offered = session.target_offered(&id(1)).unwrap();
    assert_eq!(offered.en.as_ref().unwrap().quote, "The ferry is late.");
    assert_eq!(offered.en.as_ref().unwrap().occurrence, (2, 2));
    let confirm = NoteEdit::Change(id(1), NoteChange::Target(offered));
    notes(&mut session, NotesCommand::Edit(vec![confirm], at(9)));
    let held = session.notes().unwrap();
    assert!(!held.asks(1), "confirmed");
    assert!(session.target_offered(&id(0)).is_none());
    notes(&mut session, NotesCommand::Undo(at(10)));
    let held = session.notes().unwrap();
    let place = held.place(&id(1));
    assert!(matches!(place, Some(Attachment::Exact(_))));
    assert_eq!(place.unwrap().spot(), Some(&PerLang { en: 1..2, zh: 2..3 }), "where it was");
}

#[test]
fn going_to_a_note_pins_its_pair() {
    let mut session = with_notes();
    pin(&mut session, Lang::En, 1);
    write(&mut session, 1, "words");
    session.apply(Command::Select(None));
    notes(&mut session, NotesCommand::GoTo(id(1)));
    assert_eq!(session.selected_bead(), Some((2, 0)));
    assert_eq!(session.notes_on_selection().len(), 1);
    let copied = |session: &mut Session, command| match &session.apply(command)[..] {
        [Effect::CopyText(text)] => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(copied(&mut session, Command::CopySentence), "Nobody minds.");
    assert_eq!(copied(&mut session, Command::CopyPairWithNotes), "Nobody minds.\n没有人在意。\n\nwords");
}

#[test]
fn another_article_has_other_notes_and_the_same_one_keeps_its_own() {
    let mut session = with_notes();
    pin(&mut session, Lang::En, 0);
    write(&mut session, 1, "words");
    let job = open_job(&mut session, LoadRequest::files(["/texts/ferry.txt".into()]));
    let effects = session.apply(Command::TextReady(job, loaded(ferry())));
    assert!(effects.iter().any(|e| matches!(e, Effect::Notes(NotesEffect::Open { job: of, .. }) if *of == job)));
    assert_eq!(bodies(&session), ["words"], "while it is read again");
    notes(&mut session, NotesCommand::Opened(job, opened(book())));
    assert_eq!(bodies(&session), ["words"], "what is not on disk yet is not lost");
    let other = open_job(&mut session, LoadRequest::files(["/texts/other.txt".into()]));
    session.apply(Command::TextReady(other, loaded(ferry())));
    assert!(session.notes().is_none());
    notes(&mut session, NotesCommand::Opened(job, opened(book())));
    assert!(session.notes().is_none(), "a late answer changes nothing");
    notes(&mut session, NotesCommand::NotOpened(other, Trouble::NoThread));
    assert!(matches!(session.messages(), [Message::NotesNotOpened(_)]));
}

#[test]
fn changes_of_an_earlier_session_are_not_taken_for_the_new_ones() {
    let mut session = with_notes();
    let job = open_job(&mut session, LoadRequest::files(["/texts/other.txt".into()]));
    session.apply(Command::TextReady(job, loaded(ferry())));
    // Five changes wait; the disk is full.
    notes(&mut session, NotesCommand::Opened(job, OpenedNotes { unsaved: 5, ..opened(book()) }));
    assert_eq!(session.notes().unwrap().saving(), Saving::Saving);
    find(&mut session, vec![]);
    pin(&mut session, Lang::En, 0);
    let (changes, sent) = sent(&write(&mut session, 1, "new")).unwrap();
    notes(&mut session, NotesCommand::Saved { file_id: sent.file_id, changes: 5, book: Arc::new(book()) });
    assert_eq!(session.notes().unwrap().saving(), Saving::Saving, "the new note is not on disk");
    assert_eq!(bodies(&session), ["new"]);
    notes(&mut session, NotesCommand::Saved { file_id: sent.file_id, changes, book: sent });
    assert_eq!(session.notes().unwrap().saving(), Saving::Saved);
}

#[test]
fn a_search_from_before_does_not_move_a_note_that_was_just_confirmed() {
    let mut session = with_notes_on_the_first(2);
    let spot = |n: usize| -> Spot { PerLang { en: n..n + 1, zh: 0..0 } };
    find(&mut session, vec![(id(0), Attachment::Ask(spot(2).into()))]);
    let sought = Arc::clone(session.notes().unwrap().book());
    let offered = session.target_offered(&id(0)).unwrap();
    notes(&mut session, NotesCommand::Edit(vec![NoteEdit::Change(id(0), NoteChange::Target(offered))], at(9)));
    let confirmed = session.notes().unwrap().place(&id(0)).cloned();
    assert!(matches!(confirmed, Some(Attachment::Exact(_))));
    let (job, bitext) = (session.article().unwrap().job, Arc::clone(&session.article().unwrap().bitext));
    let reading = Reading::new(&bitext);
    let places = vec![(id(0), Attachment::Ask(spot(2).into())), (id(1), Attachment::Orphan)];
    notes(&mut session, NotesCommand::Found { job, bitext, reading, book: sought, places });
    assert_eq!(session.notes().unwrap().place(&id(0)), confirmed.as_ref());
    assert_eq!(session.notes().unwrap().place(&id(1)), Some(&Attachment::Orphan), "the others are taken");
}

#[test]
fn what_comes_back_stands_where_it_stood_and_many_are_looked_for_by_one_search() {
    let mut session = with_notes_on_the_first(2);
    let delete = |session: &mut Session| {
        notes(session, NotesCommand::Edit(vec![NoteEdit::Delete(id(0)), NoteEdit::Delete(id(1))], at(9)));
    };
    // Nowhere that a search would find: what is there afterwards was not looked for.
    find(&mut session, vec![(id(0), Attachment::Orphan)]);
    delete(&mut session);
    let effects = notes(&mut session, NotesCommand::Undo(at(10)));
    assert!(matches!(&effects[..], [Effect::Notes(NotesEffect::Save { .. })]), "{effects:?}");
    assert_eq!(session.notes().unwrap().place(&id(0)), Some(&Attachment::Orphan));
    delete(&mut session);
    // Their places are not known any more: the text is read again.
    let job = open_job(&mut session, LoadRequest::files(["/texts/ferry.txt".into()]));
    session.apply(Command::TextReady(job, loaded(ferry())));
    find(&mut session, vec![]);
    let effects = notes(&mut session, NotesCommand::Undo(at(11)));
    assert!(matches!(&effects[..], [Effect::Notes(NotesEffect::Save { .. }), Effect::Notes(NotesEffect::Find { .. })]));
    assert_eq!(session.notes().unwrap().place(&id(0)), None, "not on the thread of the window");
}

#[test]
fn a_notebook_that_was_joined_with_another_is_known_by_the_name_it_had() {
    let mut session = with_notes();
    let mut theirs = Notebook { file_id: Uuid::from_u128(3), ..book() };
    theirs
        .notes
        .push(Note { body: "theirs".into(), ..Note::new(id(1), at(1), Target::default(), Colour::Blue) }.into());
    let elsewhere = NotesCommand::ChangedOnDisk { file_id: Uuid::from_u128(8), book: Arc::new(theirs.clone()) };
    notes(&mut session, elsewhere);
    assert!(bodies(&session).is_empty(), "another article's");
    notes(&mut session, NotesCommand::ChangedOnDisk { file_id: book().file_id, book: Arc::new(theirs) });
    assert_eq!(bodies(&session), ["theirs"]);
}

fn edit() -> impl Strategy<Value = NoteEdit> {
    let name = (0..6_u32).prop_map(id);
    let tags = prop::sample::subsequence(vec!["idiom".to_owned(), "名".to_owned(), "sea".to_owned()], 0..=3);
    let change = prop_oneof![
        "[a-c语\n]{0,4}".prop_map(NoteChange::Body),
        tags.prop_map(NoteChange::Tags),
        prop::sample::select(&Colour::ALL[..]).prop_map(NoteChange::Colour),
        (0..4_usize).prop_map(|n| {
            let target = Reading::new(&ferry()).target(&ferry().rows[n].beads[0].sentences);
            NoteChange::Target(target.unwrap())
        }),
        prop::option::of((0..6_u32).prop_map(id)).prop_map(NoteChange::ConflictOf),
    ];
    prop_oneof![
        2 => name.clone().prop_map(|id| NoteEdit::Add(Note::new(id, at(1), Target::default(), Colour::Yellow))),
        1 => name.clone().prop_map(NoteEdit::Delete),
        4 => (name, change).prop_map(|(id, change)| NoteEdit::Change(id, change)),
    ]
}

/// Notes without what counts changes.
fn contents(session: &Session) -> Vec<Note> {
    let plain = |note: &Arc<Note>| Note { revision: 0, modified: at(0), ..(**note).clone() };
    session.notes().unwrap().all().iter().map(plain).collect()
}

proptest! {
    #[test]
    fn whatever_was_done_is_undone_and_done_again(
        steps in prop::collection::vec(prop::collection::vec(edit(), 1..4), 0..20),
    ) {
        let mut session = with_notes();
        let mut states = vec![contents(&session)];
        let mut revisions = std::collections::BTreeMap::<NoteId, u32>::default();
        for (n, edits) in (0..).zip(steps) {
            if !notes(&mut session, NotesCommand::Edit(edits, at(n))).is_empty() {
                states.push(contents(&session));
            }
        }
        for back in states.iter().rev().skip(1) {
            notes(&mut session, NotesCommand::Undo(at(100)));
            prop_assert_eq!(&contents(&session), back);
            for note in session.notes().unwrap().all() {
                let known = revisions.insert(note.id.clone(), note.revision);
                prop_assert!(known.is_none_or(|known| known <= note.revision), "a revision never falls");
            }
        }
        prop_assert!(!session.notes().unwrap().can_undo());
        for forth in &states[1..] {
            notes(&mut session, NotesCommand::Redo(at(200)));
            prop_assert_eq!(&contents(&session), forth);
        }
        prop_assert!(!session.notes().unwrap().can_redo());
    }
}
