//! Notes from the session to the disk and back, through the front door, with one window and with two.

use crate::jobs::Jobs;
use crate::model::{Colour, Draft, Library, Note, NoteId, Settings};
use crate::state::{
    Attachment, Command, InputSource, LoadRequest, Message, NoteChange, NoteEdit, NotesCommand, Saving, Selection,
    Session,
};
use crate::store::Store;
use crate::text::Lang;
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Far more than anything takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

const ARTICLE: &str = "\
The ferry left the island at six in the morning. Only two passengers were on board.
渡船早上六点离开了小岛。船上只有两名乘客。
An old woman asked the captain about the weather on the other side of the bay.
一位老妇人向船长打听海湾另一边的天气。
";

struct Window {
    session: Session,
    jobs: Jobs,
}

impl Window {
    fn on(home: &Path, path: &Path) -> Self {
        let jobs = Jobs::new(Store::at(home), || ());
        let mut window = Self { session: Session::new(Settings::default(), Library::default()), jobs };
        window.open(path);
        window
    }

    fn open(&mut self, path: &Path) {
        self.send(Command::Open(LoadRequest::files([path.to_path_buf()])));
        self.until("the article and its notes", |session| {
            session.loading().is_none() && session.article().is_some_and(|a| a.is_aligned) && session.can_write_notes()
        });
    }

    fn send(&mut self, command: Command) {
        for effect in self.session.apply(command) {
            assert!(self.jobs.run(effect).is_none());
        }
    }

    fn notes(&mut self, command: NotesCommand) {
        self.send(Command::Notes(command));
    }

    fn until(&mut self, what: &str, is_done: impl Fn(&Session) -> bool) {
        let begun = Instant::now();
        while !is_done(&self.session) {
            let left = PATIENCE.checked_sub(begun.elapsed());
            let left = left.unwrap_or_else(|| panic!("waited in vain for {what}: {:?}", self.session.messages()));
            if let Some(command) = self.jobs.wait(left.min(Duration::from_millis(50))) {
                self.send(command);
            }
        }
    }

    fn until_saved(&mut self) {
        self.until("all to be saved", |session| session.notes().unwrap().saving() == Saving::Saved);
    }

    fn add(&mut self, id: &str, sentence: usize, body: &str) {
        self.send(Command::Select(Some(Selection { lang: Lang::En, sentence })));
        let target = self.session.target_of_selection().unwrap();
        let note = Note { body: body.into(), ..Note::new(NoteId(id.into()), Timestamp::now(), target, Colour::Blue) };
        self.notes(NotesCommand::Edit(vec![NoteEdit::Add(note)], Timestamp::now()));
    }

    fn bodies(&self) -> Vec<String> {
        bodies(&self.session)
    }
}

fn bodies(session: &Session) -> Vec<String> {
    session.notes().unwrap().all().iter().map(|note| note.body.clone()).collect()
}

fn world() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (home, path) = (folder.path().join("home"), folder.path().join("ferry.txt"));
    fs::write(&path, ARTICLE).unwrap();
    (folder, home, path)
}

/// A window with a note, and the file that stands where the folder for notes should be.
fn with_a_note_that_cannot_be_saved(home: &Path, path: &Path) -> (Window, PathBuf) {
    fs::create_dir_all(home).unwrap();
    let obstacle = home.join("notes");
    let mut window = Window::on(home, path);
    fs::write(&obstacle, "a file where the folder should be").unwrap();
    window.add("a", 0, "kept in memory");
    window.until("the failure", |session| session.notes().unwrap().saving() == Saving::Failed);
    (window, obstacle)
}

fn files(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join("notes")).map(|entries| entries.map(|entry| entry.unwrap().path()));
    entries.map_or_else(|_| vec![], |paths| paths.filter(|path| path.extension().is_some_and(|e| e == "ron")).collect())
}

#[test]
fn what_was_kept_is_there_the_next_time_and_nothing_is_written_before() {
    let (_folder, home, path) = world();
    let mut window = Window::on(&home, &path);
    assert!(files(&home).is_empty(), "reading alone writes nothing");
    window.add("a", 0, "early");
    window.until_saved();
    let draft = Draft {
        id: NoteId("b".into()),
        body: "half".into(),
        tags: vec![],
        colour: Colour::Blue,
        target: None,
        modified: Timestamp::now(),
    };
    window.notes(NotesCommand::KeepDraft(draft.clone()));
    window.until_saved();
    // As after a power cut: what was said to be saved is on the disk, whoever is still running.
    let mut later = Window::on(&home, &path);
    assert_eq!(later.bodies(), ["early"]);
    assert_eq!(later.session.notes().unwrap().drafts(), [draft]);
    // Looked for on a thread of its own.
    let is_placed =
        |session: &Session| matches!(session.notes().unwrap().place(&NoteId("a".into())), Some(Attachment::Exact(_)));
    later.until("the place", is_placed);
    assert_eq!(later.session.notes().unwrap().saving(), Saving::Unchanged);
}

#[test]
fn the_end_of_the_program_waits_for_the_last_change() {
    let (_folder, home, path) = world();
    let mut window = Window::on(&home, &path);
    window.add("a", 0, "at the last moment");
    assert!(window.jobs.flush(PATIENCE));
    assert!(fs::read_to_string(&files(&home)[0]).unwrap().contains("at the last moment"));
}

#[test]
fn a_moved_article_is_known_again_and_a_changed_one_keeps_its_notes() {
    let (folder, home, path) = world();
    let mut window = Window::on(&home, &path);
    window.add("a", 0, "early");
    window.add("b", 2, "weather");
    window.until_saved();
    let moved = folder.path().join("renamed.md");
    fs::rename(&path, &moved).unwrap();
    window.open(&moved);
    assert_eq!(window.bodies(), ["early", "weather"]);
    fs::write(&moved, ARTICLE.replace("早上六点", "清晨六点半").replace("six in the morning", "half past six"))
        .unwrap();
    window.until("the file to be read again", |session| {
        session.article().unwrap().bitext.sentence(Lang::En, 0).contains("half past") && session.can_write_notes()
    });
    window.until("places", |session| {
        let notes = session.notes().unwrap();
        notes.all().iter().all(|note| notes.place(&note.id).is_some())
    });
    let place = |window: &Window, id: &str| window.session.notes().unwrap().place(&NoteId(id.into())).cloned();
    assert!(matches!(place(&window, "b"), Some(Attachment::Exact(_))), "{:?}", place(&window, "b"));
    assert!(!matches!(place(&window, "a"), Some(Attachment::Exact(_)) | None), "{:?}", place(&window, "a"));
    assert_eq!(files(&home).len(), 1, "one notebook");
}

#[test]
fn two_windows_see_each_other() {
    let (_folder, home, path) = world();
    let mut one = Window::on(&home, &path);
    one.add("a", 0, "from one");
    one.until_saved();
    let mut two = Window::on(&home, &path);
    assert_eq!(two.bodies(), ["from one"]);
    two.add("b", 1, "from two");
    two.until_saved();
    one.until("the other's note", |session| bodies(session) == ["from one", "from two"]);
    one.notes(NotesCommand::Edit(vec![NoteEdit::Delete(NoteId("b".into()))], Timestamp::now()));
    one.until_saved();
    two.until("its note to go", |session| bodies(session) == ["from one"]);
    two.notes(NotesCommand::Undo(Timestamp::now()));
    assert_eq!(two.bodies(), ["from one"], "what another window has deleted is not brought back by undoing its making");
}

#[test]
fn two_windows_write_at_the_same_time_and_nothing_is_lost_or_doubled() {
    let (_folder, home, path) = world();
    let mut windows = [Window::on(&home, &path), Window::on(&home, &path)];
    let mut expected = vec![];
    for n in 0..20 {
        for (who, window) in windows.iter_mut().enumerate() {
            let name = format!("{who}-{n:02}");
            window.add(&name, n % 3, &name);
            expected.push(name.clone());
            // Its own note, changed at once, before the disk has answered.
            let change = NoteChange::Tags(vec!["changed".into()]);
            window.notes(NotesCommand::Edit(vec![NoteEdit::Change(NoteId(name), change)], Timestamp::now()));
            for command in window.jobs.poll() {
                window.send(command);
            }
        }
    }
    expected.sort();
    for window in &mut windows {
        window.until("the notes of both", |session| {
            let mut all = bodies(session);
            all.sort();
            all == expected
        });
        let notes = window.session.notes().unwrap();
        assert!(notes.all().iter().all(|note| note.conflict_of.is_none()), "no note is doubled");
        assert_eq!(notes.all().iter().filter(|note| note.tags == ["changed"]).count(), 40);
    }
    // Both may have begun a notebook; both go on with the same one.
    let names = windows.map(|window| window.session.notes().unwrap().book().file_id);
    assert_eq!(names[0], names[1]);
    assert_eq!(files(&home).len(), 1, "and no other is left: {:?}", files(&home));
    let later = Window::on(&home, &path);
    let mut all = later.bodies();
    all.sort();
    assert_eq!(all, expected);
}

#[test]
fn what_cannot_be_saved_is_told_kept_and_saved_once_it_can() {
    let (folder, home, path) = world();
    let (mut window, obstacle) = with_a_note_that_cannot_be_saved(&home, &path);
    assert!(
        matches!(window.session.messages(), [Message::NotesNotSaved { why, .. }] if why.to_string().contains("notes"))
    );
    assert!(!window.jobs.flush(Duration::from_secs(5)), "the end of the program is told too");
    // Another article and back: still there.
    let other = folder.path().join("other.txt");
    fs::write(&other, "One boat.\n一条船。\n").unwrap();
    fs::remove_file(&obstacle).unwrap();
    window.notes(NotesCommand::RetrySave);
    window.until_saved();
    assert!(window.session.messages().is_empty());
    window.open(&other);
    assert!(window.bodies().is_empty());
    window.open(&path);
    assert_eq!(window.bodies(), ["kept in memory"]);
}

#[test]
fn notes_damaged_beyond_help_are_kept_aside_and_begun_anew() {
    let (_folder, home, path) = world();
    let mut window = Window::on(&home, &path);
    window.add("a", 0, "before");
    window.until_saved();
    drop(window);
    let file = files(&home).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let cut = &text[..text.find("body").unwrap()];
    fs::write(&file, cut).unwrap();
    let mut window = Window::on(&home, &path);
    assert!(
        matches!(window.session.messages(), [Message::NotesWarning(why)] if why.to_string().contains("begun anew"))
    );
    assert!(window.bodies().is_empty());
    window.add("b", 0, "after");
    window.until_saved();
    assert_eq!((window.bodies(), files(&home).len()), (vec!["after".to_owned()], 1));
    let kept = fs::read_dir(home.join("notes")).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = kept.filter(|path| path.to_string_lossy().contains(".corrupt-")).collect();
    assert!(matches!(&kept[..], [kept] if fs::read_to_string(kept).unwrap() == cut), "{kept:?}");
}

#[test]
fn a_window_that_only_reads_sees_the_notebook_that_another_begins() {
    let (_folder, home, path) = world();
    let mut reader = Window::on(&home, &path);
    let mut writer = Window::on(&home, &path);
    assert!(!home.join("notes").exists(), "no folder to watch yet");
    writer.add("a", 0, "from the writer");
    writer.until_saved();
    reader.until("the other's note", |session| bodies(session) == ["from the writer"]);
    reader.add("b", 1, "from the reader");
    reader.until_saved();
    writer.until("the answer", |session| bodies(session).len() == 2);
    assert_eq!(files(&home).len(), 1, "one notebook");
}

#[test]
fn a_notebook_that_was_never_saved_is_there_when_its_article_is_opened_again() {
    let (folder, home, path) = world();
    let (mut window, obstacle) = with_a_note_that_cannot_be_saved(&home, &path);
    let other = folder.path().join("other.txt");
    fs::write(&other, "One boat.\n一条船。\n").unwrap();
    // No notebook can be had for it; only that it is open counts.
    window.send(Command::Open(LoadRequest::files([other])));
    window.until("the other article", |session| {
        session.loading().is_none() && session.article().is_some_and(|article| article.bitext.rows.len() == 1)
    });
    window.open(&path);
    assert_eq!(window.bodies(), ["kept in memory"]);
    assert_eq!(window.session.notes().unwrap().saving(), Saving::Failed, "nothing says that it is saved");
    window.add("b", 1, "later");
    fs::remove_file(&obstacle).unwrap();
    window.notes(NotesCommand::RetrySave);
    window.until_saved();
    assert_eq!(Window::on(&home, &path).bodies(), ["kept in memory", "later"]);
}

#[test]
fn notes_on_a_text_much_like_it_are_offered_and_taken() {
    let (folder, home, path) = world();
    let mut window = Window::on(&home, &path);
    window.add("a", 0, "early");
    window.add("b", 2, "weather");
    window.until_saved();
    let other = folder.path().join("longer.txt");
    let longer =
        format!("A new beginning was put before the story of the boat.\n船的故事前面加了新的开头。\n{ARTICLE}");
    fs::write(&other, longer).unwrap();
    window.send(Command::Open(LoadRequest::text(InputSource::File(other))));
    window.until("the offer", |session| {
        session.can_write_notes() && session.messages().iter().any(|m| matches!(m, Message::NotesMaybe(_)))
    });
    assert!(window.bodies().is_empty(), "not without being asked");
    window.add("c", 0, "meanwhile");
    let Some(Message::NotesMaybe(similar)) =
        window.session.messages().iter().find(|m| matches!(m, Message::NotesMaybe(_)))
    else {
        panic!("the offer stays");
    };
    let path = similar.path.clone();
    window.notes(NotesCommand::Use(path));
    window.until("all notes", |session| {
        session.can_write_notes() && session.notes().is_some_and(|notes| notes.all().len() == 3)
    });
    window.until("their places", |session| {
        let notes = session.notes().unwrap();
        notes.all().iter().all(|note| matches!(notes.place(&note.id), Some(Attachment::Exact(_))))
    });
}
