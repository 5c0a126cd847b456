//! What two windows do to one notebook.

use super::super::format::{Parsed, parse, render};
use super::*;
use crate::model::Colour;
use proptest::prelude::*;
use std::sync::Arc;

fn book(notes: &[Note]) -> Notebook {
    let mut book = NotesStore::new(Some("/notes".into())).begin(article()).unwrap().notebook;
    book.file_id = uuid::Uuid::nil();
    book.notes = notes.iter().cloned().map(Into::into).collect();
    book
}

fn changed(note: &Note, body: &str) -> Note {
    Note { body: body.to_owned(), revision: note.revision + 1, ..note.clone() }
}

fn delete(book: &mut Notebook, id: &str) {
    let at = book.notes.iter().position(|note| note.id.0 == id).unwrap();
    book.trash.push(Trashed { note: book.notes.remove(at), deleted: time(0), days_used: 0 });
}

#[test]
fn both_changes_are_kept() {
    let (a, b) = (note("a", "a"), note("b", "b"));
    let base = book(&[a.clone(), b.clone()]);
    let (mine, theirs) = (book(&[changed(&a, "mine"), b.clone()]), book(&[a.clone(), changed(&b, "theirs")]));
    assert_eq!(
        merge_notebooks(Some(&base), &mine, &theirs).notes,
        [changed(&a, "mine").into(), changed(&b, "theirs").into()]
    );
    let theirs = book(&[changed(&changed(&a, "x"), "theirs"), b]);
    let merged = merge_notebooks(Some(&base), &mine, &theirs);
    let [first, second, _] = &merged.notes[..] else { panic!("{merged:?}") };
    assert_eq!((&*first.body, &*second.body), ("theirs", "mine"));
    assert_eq!(second.conflict_of.as_ref(), Some(&first.id));
    assert_eq!(merge_notebooks(Some(&base), &merged, &mine).notes, merged.notes, "merged once more, it is the same");
}

#[test]
fn a_notebook_goes_only_when_all_of_it_is_in_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::at(folder.path()).notes();
    let mut save = |seen: &Kept, book: &Notebook| store.save(seen, book, time(0)).unwrap().kept;
    let begin = || Store::at(folder.path()).notes().begin(article()).unwrap();
    let (old, into) = (begin(), begin());
    let old = save(&old, &with(&old, note("a", "one")));
    let old = save(&old, &with(&old, note("b", "two")));
    let into = save(&into, &with(&into, note("a", "one")));
    let mut other = Store::at(folder.path()).notes();
    let error = other.retire(&old, &into).unwrap_err();
    assert!(matches!(&error, StoreError::WouldLose { ids, .. } if *ids == ["b"]), "{error}");
    let into = save(&into, &with(&into, note("b", "two")));
    let newer = save(&old, &with(&old, note("c", "three")));
    assert!(!other.retire(&old, &into).unwrap(), "somebody has written to it");
    assert_eq!(other.list().unwrap().len(), 2);
    let into = save(&into, &with(&into, note("c", "three")));
    assert!(other.retire(&newer, &into).unwrap());
    let left = other.list().unwrap();
    assert_eq!(
        left.iter().map(|entry| entry.file_id).collect::<Vec<_>>(),
        [into.notebook.file_id],
        "no backup revives it"
    );
}

#[test]
fn a_version_that_was_thrown_away_does_not_come_back() {
    let a = note("a", "a");
    let mine = book(&[changed(&changed(&a, "x"), "mine")]);
    let theirs = book(&[changed(&a, "theirs")]);
    let mut chosen = merge_notebooks(None, &mine, &theirs);
    assert_eq!(chosen.notes.len(), 2, "both are kept");
    let copy = chosen.notes[1].id.0.clone();
    delete(&mut chosen, &copy);
    let again = merge_notebooks(None, &chosen, &theirs);
    assert_eq!((&again.notes, &again.trash), (&chosen.notes, &chosen.trash), "taken in again");
    let news = book(&[changed(&a, "theirs, newer")]);
    assert_eq!(merge_notebooks(None, &chosen, &news).notes.len(), 2, "another version is kept beside it");
}

#[test]
fn deleted_here_and_changed_there_is_kept() {
    let a = note("a", "a");
    let base = book(std::slice::from_ref(&a));
    let mut gone = base.clone();
    delete(&mut gone, "a");
    let theirs = book(&[changed(&a, "theirs")]);
    assert_eq!(merge_notebooks(Some(&base), &gone, &theirs).notes, theirs.notes);
    assert_eq!(merge_notebooks(Some(&base), &theirs, &gone).notes, theirs.notes);
    assert_eq!(merge_notebooks(Some(&base), &gone, &base).trash, gone.trash, "deleted here and left alone there");
    let absent = book(&[]);
    assert_eq!(merge_notebooks(Some(&base), &base, &absent).notes, base.notes, "absent is not deleted");
    assert_eq!(merge_notebooks(Some(&gone), &base, &gone).notes, base.notes, "taken out of the trash again");
}

#[test]
fn tags_are_merged_without_a_conflict() {
    let tagged = |tags: &[&str], revision| Note {
        tags: tags.iter().map(ToString::to_string).collect(),
        revision,
        ..note("a", "a")
    };
    let base = book(&[tagged(&["old", "both"], 1)]);
    let (mine, theirs) = (book(&[tagged(&["both", "mine"], 2)]), book(&[tagged(&["old", "both", "theirs"], 2)]));
    let merged = merge_notebooks(Some(&base), &mine, &theirs);
    assert_eq!(merged.notes.len(), 1);
    let mut tags = merged.notes[0].tags.clone();
    tags.sort();
    assert_eq!(tags, ["both", "mine", "theirs"]);
}

#[test]
fn drafts_and_sources_are_merged() {
    let draft = |id: &str, body: &str| Draft {
        id: NoteId(id.to_owned()),
        body: body.to_owned(),
        tags: vec![],
        colour: Colour::Blue,
        target: None,
        modified: time(0),
    };
    let base = Notebook { drafts: vec![draft("a", "one"), draft("b", "two")], ..book(&[]) };
    let mine = Notebook { drafts: vec![draft("b", "two and more")], ..book(&[]) };
    let mut theirs = Notebook { drafts: vec![draft("a", "one"), draft("b", "two, else"), draft("c", "")], ..book(&[]) };
    let source = SourceRef { paths: vec!["/moved.txt".into()], blake3: "0".repeat(16), bytes: 3 };
    theirs.article.sources.push(source.clone());
    let merged = merge_notebooks(Some(&base), &mine, &theirs);
    let bodies: BTreeSet<_> = merged.drafts.iter().map(|draft| &*draft.body).collect();
    assert_eq!(bodies, BTreeSet::from(["two and more", "two, else", ""]));
    assert!(merged.article.sources.contains(&source) && merged.article.sources.len() == 2);
}

/// One thing done to one of six notes.
fn edit(book: &mut Notebook, (id, what, body): &(u8, u8, String)) {
    let id = NoteId(format!("n{id}"));
    let live = book.notes.iter().position(|note| note.id == id);
    let dead = book.trash.iter().position(|trashed| trashed.note.id == id);
    match (what, live, dead) {
        (0, Some(at), _) => delete(book, &book.notes[at].id.0.clone()),
        (1, _, Some(at)) => {
            let note = book.trash.remove(at).note;
            book.notes.push(note);
        }
        (2, Some(at), _) => Arc::make_mut(&mut book.notes[at]).tags = vec![body.clone()],
        (_, Some(at), _) => book.notes[at] = changed(&book.notes[at], body).into(),
        (_, None, None) => book.notes.push(note(&id.0, body).into()),
        _ => {}
    }
}

fn ids<'a>(notes: impl Iterator<Item = &'a Arc<Note>>) -> BTreeSet<NoteId> {
    notes.map(|note| note.id.clone()).collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\"\\\\'/*#r(){},:\u{0}-\u{1f}\u{7f}\u{202e}\u{200b}\u{feff}🐟👩‍🚀灯\r\n]{0,20}"]
}

prop_compose! {
    fn quote()(quote in text(), prefix in text(), suffix in text(), at: u16, length: u16) -> Quote {
        let chars = (usize::from(at), usize::from(at) + usize::from(length));
        Quote { quote, prefix, suffix, chars, occurrence: (1, 2) }
    }
}

prop_compose! {
    fn any_note()(id in text(), body in text(), tag in text(), en in prop::option::of(quote()), zh in prop::option::of(quote()), other in prop::option::of(text()), revision: u32) -> Note {
        Note { revision, tags: vec![tag], target: Target { en, zh }, conflict_of: other.map(NoteId), ..note(&format!("n{id}"), &body) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_merge_loses_nothing_that_nobody_deleted(
        start in prop::collection::vec((0..6_u8, 3..4_u8, "[a-c]"), 0..8),
        here in prop::collection::vec((0..8_u8, 0..5_u8, "[a-c]"), 0..8),
        there in prop::collection::vec((0..8_u8, 0..5_u8, "[a-c]"), 0..8),
        is_base_known: bool,
    ) {
        let mut base = book(&[]);
        for one in &start { edit(&mut base, one); }
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        for one in &here { edit(&mut mine, one); }
        for one in &there { edit(&mut theirs, one); }
        let known = is_base_known.then_some(&base);
        let merged = merge_notebooks(known, &mine, &theirs);
        prop_assert_eq!(&merged, &merge_notebooks(known, &mine, &theirs));
        let turned = merge_notebooks(known, &theirs, &mine);
        prop_assert_eq!((&merged.notes, &merged.trash), (&turned.notes, &turned.trash));

        let trash = |book: &Notebook| ids(book.trash.iter().map(|trashed| &trashed.note));
        let live = ids(merged.notes.iter());
        let deleted: BTreeSet<_> = trash(&mine).union(&trash(&theirs)).cloned().collect();
        for id in ids(mine.notes.iter()).union(&ids(theirs.notes.iter())) {
            prop_assert!(live.contains(id) || (deleted.contains(id) && trash(&merged).contains(id)), "{:?}", id);
        }
        let has_body = |body: &str| merged.notes.iter().chain(merged.trash.iter().map(|gone| &gone.note)).any(|note| note.body == body);
        for note in mine.notes.iter().chain(&theirs.notes).filter(|note| !base.notes.contains(note)) {
            prop_assert!(has_body(&note.body), "{:?}", note);
        }
        let text = render(&merged).unwrap();
        prop_assert_eq!(parse(text.as_bytes()), Parsed::Book { book: merged, schema: 1, is_ours: true, mended: vec![] });
    }

    #[test]
    fn what_is_saved_is_what_is_read(notes in prop::collection::vec(any_note(), 0..5), body in text(), title in text()) {
        let mut book = book(&[]);
        book.article.title = title;
        let mut notes: BTreeMap<_, _> = notes.into_iter().map(|note| (note.id.clone(), Arc::new(note))).collect();
        if let Some((_, note)) = notes.pop_first() {
            book.drafts.push(Draft { id: note.id.clone(), body, tags: vec![], colour: note.colour, target: Some(note.target.clone()), modified: time(1) });
            book.trash.push(Trashed { note, deleted: time(2), days_used: 3 });
        }
        book.notes = notes.into_values().collect();
        let text = render(&book).unwrap();
        prop_assert_eq!(parse(text.as_bytes()), Parsed::Book { book, schema: 1, is_ours: true, mended: vec![] });
    }

    #[test]
    fn any_text_is_read_or_refused(text in text()) {
        let _ = parse(text.as_bytes());
        let _ = parse(format!("(schema: 1, file_id: \"6f1d2c8e-4b0a-4c57-9a2f-0d6f0c2f9b11\", notes: [{text}])").as_bytes());
    }
}
