//! The thread that keeps notes: finds an article's notebook, saves it at once, tries again what failed, and notices what other windows
//! write. What the session holds and what the disk holds are brought together here; neither waits for the other.

use super::{Poster, contained};
use crate::model::{ArticleRef, Bitext, Notebook, Source};
use crate::shelf;
use crate::state::{Command, JobId, NotesCommand, NotesEffect, OpenedNotes, Reading, Similar, Trouble};
use crate::store::{Kept, Match, NotesStore, StoreError, merge_notebooks};
use crate::text::Lang;
use book::Book;
use jiff::Timestamp;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use uuid::Uuid;

mod book;
#[cfg(test)]
mod tests;

/// What could not be saved is tried again so often.
const RETRY: Duration = Duration::from_secs(10);
/// A folder is looked at when nothing has happened to it for so long.
const QUIET: Duration = Duration::from_millis(200);

pub(super) enum Request {
    Do(NotesEffect),
    /// Something happened in the folder of the notes, perhaps.
    Touched,
    /// Save now; answers true if nothing is left unsaved.
    Flush(Sender<bool>),
    /// Save what is left, and end.
    Stop,
}

struct Desk<'a> {
    store: NotesStore,
    poster: &'a Poster,
    books: BTreeMap<Uuid, Book>,
    /// Notebooks that were begun here and joined with one that another window had begun for the same article.
    joined: BTreeMap<Uuid, Uuid>,
    /// The one of the open article.
    open: Option<Uuid>,
    touched: Sender<Request>,
    watcher: Option<(PathBuf, RecommendedWatcher)>,
}

/// Serves until it is told to stop. `touched` is another end of `requests`, for the watcher.
pub(super) fn serve(store: NotesStore, requests: &Receiver<Request>, touched: Sender<Request>, poster: &Poster) {
    let mut desk =
        Desk { store, poster, books: BTreeMap::new(), joined: BTreeMap::new(), open: None, touched, watcher: None };
    let mut was_touched = false;
    let mut retry_at = Instant::now();
    loop {
        let patience = match () {
            () if was_touched => QUIET,
            () if desk.has_waiting() => retry_at.saturating_duration_since(Instant::now()),
            () => Duration::MAX,
        };
        // A save that fails touches the folder too: what was only touched is no reason to try again before its time.
        let mut is_due = false;
        let mut next = match requests.recv_timeout(patience) {
            Ok(request) => Some(request),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        if next.is_none() && std::mem::take(&mut was_touched) {
            desk.look();
        }
        // Of many saves of one notebook only the last is written.
        while let Some(request) = next {
            match request {
                Request::Do(NotesEffect::Save { changes, book }) => {
                    desk.put(changes, book);
                    is_due = true;
                }
                Request::Do(effect) => {
                    desk.save_all();
                    desk.perform(effect);
                    is_due = true;
                }
                Request::Touched => was_touched = true,
                Request::Flush(done) => {
                    desk.save_all();
                    // Whoever waited may have lost patience.
                    let _ = done.send(!desk.has_waiting());
                }
                Request::Stop => {
                    desk.save_all();
                    return;
                }
            }
            next = requests.try_recv().ok();
        }
        if is_due || !desk.is_failing() || Instant::now() >= retry_at {
            desk.save_all();
            retry_at = Instant::now() + RETRY;
        }
    }
}

impl Desk<'_> {
    fn post(&self, command: NotesCommand) {
        self.poster.post(Command::Notes(command));
    }

    fn has_waiting(&self) -> bool {
        self.books.values().any(|book| book.waiting.is_some())
    }

    /// True if something waits that could not be saved.
    fn is_failing(&self) -> bool {
        self.books.values().any(|book| book.waiting.is_some() && book.told.is_some())
    }

    fn put(&mut self, changes: u64, notebook: Arc<Notebook>) {
        let mut file_id = notebook.file_id;
        // Always to a smaller name, or from a notebook without a file: it ends.
        while let Some(joined) = self.joined.get(&file_id) {
            file_id = *joined;
        }
        if let Some(book) = self.books.get_mut(&file_id) {
            book.known_as = notebook.file_id;
            book.waiting = Some((changes, notebook));
        } else {
            log::error!("notes of {file_id} have no place to be saved");
            self.post(NotesCommand::NotSaved { file_id: notebook.file_id, why: Trouble::NotOpen });
        }
    }

    fn perform(&mut self, effect: NotesEffect) {
        match effect {
            NotesEffect::Open { job, bitext, sources } => {
                let opened = contained(|| self.open(&bitext, &sources));
                match opened.map_err(Trouble::Fault).and_then(|opened| opened.map_err(Trouble::from)) {
                    Ok(opened) => self.post(NotesCommand::Opened(job, opened)),
                    Err(why) => self.post(NotesCommand::NotOpened(job, why)),
                }
            }
            NotesEffect::Use { job, path, mine } => self.take_over(job, &path, &mine),
            NotesEffect::Retry | NotesEffect::Save { .. } | NotesEffect::Find { .. } | NotesEffect::Export(_) => {}
        }
    }

    fn open(&mut self, bitext: &Arc<Bitext>, sources: &[Source]) -> Result<OpenedNotes, StoreError> {
        let reading = Reading::new(bitext);
        let article = shelf::article_of(bitext, sources, reading.index());
        let (mut warnings, mut maybe) = (Vec::new(), None);
        let begun = self.begun(&article);
        let found = if begun.is_some() { None } else { shelf::find(&self.store, &article, bitext)? };
        let kept = match found {
            Some(Match::Text(entry) | Match::Source(entry) | Match::Path(entry)) => {
                match self.store.load(&entry.path, Timestamp::now()) {
                    Ok(loaded) => {
                        warnings.extend(loaded.warnings.into_iter().map(Trouble::from));
                        loaded.kept
                    }
                    // Nothing of it can be read, no backup is there, and it is out of the way.
                    Err(moved @ StoreError::MovedAside { .. }) => {
                        warnings.push(moved.into());
                        self.store.begin(article.clone())?
                    }
                    Err(error) => return Err(error),
                }
            }
            Some(Match::Similar { entry, overlap }) => {
                maybe = Some(Similar { path: entry.path, title: entry.article.title, overlap });
                self.store.begin(article.clone())?
            }
            None => begun.map_or_else(|| self.store.begin(article.clone()), Ok)?,
        };
        let is_read_only = kept.is_read_only();
        let (book, unsaved) = self.keep(kept, &article);
        Ok(OpenedNotes { book, is_read_only, unsaved, warnings, maybe, reading: Some(reading) })
    }

    /// A notebook of this article that was begun here and could not be saved even once: nothing on the disk tells of it.
    fn begun(&self, article: &ArticleRef) -> Option<Kept> {
        let has_text = Lang::BOTH.into_iter().any(|lang| !article.text[lang].is_empty());
        let begun = self.books.values().filter(|book| book.waiting.is_some() && book.kept.notebook().revision == 0);
        let mut kept = begun.map(|book| &book.kept);
        kept.find(|kept| has_text && kept.notebook().article.text == article.text).cloned()
    }

    /// Makes this the notebook of the open article; returns what the session is to work on, and the count of its changes that are not on
    /// disk.
    fn keep(&mut self, kept: Kept, article: &ArticleRef) -> (Arc<Notebook>, u64) {
        let file_id = kept.notebook().file_id;
        self.books.retain(|id, book| *id == file_id || book.waiting.is_some());
        self.open = Some(file_id);
        self.watch(kept.path());
        // What could not be saved yet is newer than the disk.
        if let Some(Book { waiting: Some((changes, unsaved)), .. }) = self.books.get(&file_id) {
            return (Arc::clone(unsaved), *changes);
        }
        let mut notebook = kept.notebook().clone();
        shelf::bring_up_to_date(&mut notebook.article, article);
        let notebook = Arc::new(notebook);
        // Where it was met, and with what text, is worth a save of its own: it is what the article is known by the next time.
        let is_news = notebook.article != kept.notebook().article && notebook.revision > 0 && !kept.is_read_only();
        let waiting = is_news.then(|| (0, Arc::clone(&notebook)));
        let mut book = Book {
            kept,
            known_as: file_id,
            leftover: None,
            sent: None,
            given: BTreeMap::new(),
            waiting,
            saved: 0,
            told: None,
        };
        book.give(&notebook);
        self.books.insert(file_id, book);
        (notebook, 0)
    }

    /// The reader has said that these notes belong to the open article too.
    fn take_over(&mut self, job: JobId, path: &Path, mine: &Arc<Notebook>) {
        let result = self.store.load(path, Timestamp::now()).and_then(|loaded| {
            let merged =
                Notebook { article: mine.article.clone(), ..merge_notebooks(None, loaded.kept.notebook(), mine) };
            self.store.save(&loaded.kept, &merged, Timestamp::now())
        });
        match result {
            Ok(saved) => {
                let is_read_only = saved.kept.is_read_only();
                let (book, unsaved) = self.keep(saved.kept, &mine.article);
                let warnings = saved.warnings.into_iter().map(Trouble::from).collect();
                let opened = OpenedNotes { book, is_read_only, unsaved, warnings, maybe: None, reading: None };
                self.post(NotesCommand::Opened(job, opened));
            }
            Err(error) => self.post(NotesCommand::NotOpened(job, error.into())),
        }
    }

    fn save_all(&mut self) {
        let ids: Vec<Uuid> = self.books.iter().filter(|(_, book)| book.waiting.is_some()).map(|(id, _)| *id).collect();
        let any = !ids.is_empty();
        for id in ids {
            self.save(id);
        }
        if any {
            self.watch_open();
        }
    }

    /// Two windows may begin a notebook each for the same article, at the same moment. All go on with one: with whatever there is as long
    /// as there is no file of their own, otherwise with the one of the smallest name, into which the others are merged.
    fn join(&mut self, own: Uuid) -> Result<Uuid, StoreError> {
        let Some(book) = self.books.get(&own) else { return Ok(own) };
        let notebook = book.kept.notebook();
        let other = if notebook.revision == 0 {
            shelf::known(&self.store, &notebook.article)?
        } else {
            shelf::twins(&self.store, &notebook.article)?
                .into_iter()
                .filter(|twin| twin.file_id < own)
                .min_by_key(|twin| twin.file_id)
        };
        let Some(other) = other else { return Ok(own) };
        // What waits there is written first.
        if self.books.get(&other.file_id).is_some_and(|book| book.waiting.is_some()) {
            return Ok(own);
        }
        let kept = self.store.load(&other.path, Timestamp::now())?.kept;
        let file_id = kept.notebook().file_id;
        if let Some(mut book) = self.books.remove(&own) {
            let notebook = book.kept.notebook();
            if book.waiting.is_none() && notebook.revision > 0 {
                book.waiting = Some((book.saved, Arc::new(notebook.clone())));
            }
            book.leftover = (book.kept.notebook().revision > 0).then(|| book.kept.clone());
            // What both have in common is not known: nothing is missing there because it was dropped.
            let (given, known_as) = self
                .books
                .remove(&file_id)
                .map_or((BTreeMap::new(), book.known_as), |there| (there.given, there.known_as));
            self.books.insert(file_id, Book { kept, known_as, sent: None, given, ..book });
        }
        self.joined.insert(own, file_id);
        if self.open == Some(own) {
            self.open = Some(file_id);
        }
        Ok(file_id)
    }

    fn save(&mut self, file_id: Uuid) {
        // Young, or its file was merged into another's and taken away.
        let is_young = self
            .books
            .get(&file_id)
            .is_some_and(|book| book.kept.notebook().revision < 2 || !book.kept.path().try_exists().unwrap_or(true));
        // If that fails, the save will say what is wrong.
        let joined = is_young.then(|| contained(|| self.join(file_id)).ok()?.ok()).flatten();
        let file_id = joined.unwrap_or(file_id);
        let Self { store, books, poster, .. } = self;
        let Some(book) = books.get_mut(&file_id) else { return };
        let Some((changes, notebook)) = book.waiting.clone() else { return };
        let (mine, sent_as) = (book.rebased(&notebook), notebook.file_id);
        let result = contained(|| store.save(&book.kept, &mine, Timestamp::now()));
        let why = match result {
            Ok(Ok(saved)) => {
                book.kept = saved.kept;
                book.sent = Some(notebook);
                (book.waiting, book.told, book.saved) = (None, None, changes);
                let on_disk = Arc::new(book.kept.notebook().clone());
                book.give(&on_disk);
                if let Some(left) = &book.leftover {
                    match store.retire(left, &book.kept) {
                        Ok(_) => book.leftover = None,
                        Err(error) => log::warn!("{}: stays beside {sent_as}: {error}", left.path().display()),
                    }
                }
                for warning in saved.warnings {
                    poster.post(Command::Report(crate::state::Message::NotesWarning(warning.into())));
                }
                poster.post(Command::Notes(NotesCommand::Saved { file_id: sent_as, changes, book: on_disk }));
                return;
            }
            Ok(Err(error)) => error.into(),
            Err(panic) => Trouble::Fault(panic),
        };
        // A disk that stays full is told once, not at every try.
        if book.told.as_ref() != Some(&why) {
            log::error!("{why}");
            book.told = Some(why.clone());
            poster.post(Command::Notes(NotesCommand::NotSaved { file_id: sent_as, why }));
        }
    }

    /// Another window may have written to the notebook of the open article, or begun one.
    fn look(&mut self) {
        let open = self.open;
        self.watch_open();
        // What could not be saved is tried again in its own time, not whenever the try itself has touched the folder.
        if self.is_failing() {
            return;
        }
        if let Some(Ok(Ok(_))) = self.open.map(|open| contained(|| self.join(open))) {
            self.save_all();
        }
        let has_joined = self.open != open;
        let Self { store, books, open, poster, .. } = self;
        let Some(book) = open.and_then(|id| books.get_mut(&id)) else { return };
        if book.waiting.is_some() || (!has_joined && store.is_as_seen(&book.kept)) {
            return;
        }
        // A file that is just being written by hand is left alone until it is whole.
        if !store.check(book.kept.path()).is_ok_and(|check| check.faults.is_empty()) {
            return;
        }
        let Ok(Ok(loaded)) = contained(|| store.load(book.kept.path(), Timestamp::now())) else { return };
        if (!has_joined && loaded.kept.notebook() == book.kept.notebook()) || loaded.kept.is_read_only() {
            return;
        }
        book.kept = loaded.kept;
        let on_disk = Arc::new(book.kept.notebook().clone());
        book.give(&on_disk);
        poster.post(Command::Notes(NotesCommand::ChangedOnDisk { file_id: book.known_as, book: on_disk }));
    }

    fn watch_open(&mut self) {
        if let Some(book) = self.open.and_then(|id| self.books.get(&id)) {
            let path = book.kept.path().to_owned();
            self.watch(&path);
        }
    }

    /// Watches the folder of a notebook, or the nearest above it that is there: it is there itself at the latest after the first save.
    fn watch(&mut self, path: &Path) {
        let there = path.ancestors().skip(1).find(|folder| folder.is_dir());
        let Some(folder) = there.map(Path::to_owned) else { return };
        if self.watcher.as_ref().is_some_and(|(watched, _)| *watched == folder) {
            return;
        }
        let touched = self.touched.clone();
        let tell = move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !event.kind.is_access()) {
                // Nobody is there to take it after the end.
                let _ = touched.send(Request::Touched);
            }
        };
        let watched = notify::recommended_watcher(tell).and_then(|mut watcher| {
            watcher.watch(&folder, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        match watched {
            Ok(watching) => self.watcher = Some((folder, watching)),
            // Saving merges all the same; only what others write comes in later.
            Err(error) => log::debug!("{}: not watched: {error}", folder.display()),
        }
    }
}
