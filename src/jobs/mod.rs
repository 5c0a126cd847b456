//! Level 5: threads. One a load, one that learns from its text, one that saves, one that keeps notes, one a search for notes or for words, one an
//! export, one that watches files, one that measures pages, and those that other rooms ask for; no other room starts a thread that outlives the call. Effects come in, commands go out; nothing here
//! waits on the interface's thread, and nothing runs while there is nothing to do.

mod export;
mod find;
mod learn;
mod load;
mod measure;
pub mod memory;
mod notes;
mod save;
#[cfg(test)]
mod tests;
mod watch;

use crate::import::ImportError;
use crate::model::{Bitext, NoteId, Notebook, Progress};
use crate::state::{
    Command, Effect, FindCommand, JobId, LoadRequest, Message, NotesCommand, NotesEffect, Reading, Remembered,
    TakenAway, Trouble,
};
use crate::store::Store;
use jiff::Timestamp;
use load::Stages;
pub use measure::{Heights, Unmeasured};
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};
use thread_priority::{ThreadPriority, ThreadPriorityValue};
use uuid::Uuid;

/// Address space, not memory: what deep nesting in a file may take before a guard against it would be noticed to be missing.
const STACK_BYTES: usize = 16 << 20;
/// Of 99, where half is what a thread begins with: a niceness of 9 on Linux, below normal on Windows.
const BACKGROUND_PRIORITY: u8 = 25;

/// The threads that serve one session. Dropping it stops them; what was not flushed may then be lost.
pub struct Jobs {
    commands: Receiver<Command>,
    poster: Poster,
    saver: Sender<save::Request>,
    notes: Sender<notes::Request>,
    watcher: Sender<watch::Request>,
    /// The load that counts.
    newest: Option<Progress>,
    /// The lesson that counts.
    lesson: Option<Progress>,
    /// The search for notes that counts.
    search: Option<Progress>,
    /// The thread that measures pages, once there was one to measure.
    measurer: Option<Sender<measure::Request>>,
    /// Notes that are being written to files; each channel is closed when its file is.
    exports: Vec<Receiver<()>>,
    stages: Stages,
    /// For what is read of the reader's own when it is wanted.
    store: Store,
}

/// Sends commands to the session from any thread.
#[derive(Clone)]
pub struct Poster {
    commands: Sender<Command>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Jobs {
    /// Threads that save to `store`, and call `wake` (from any thread) whenever [`Jobs::poll`] has something new.
    #[must_use]
    pub fn new(store: Store, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self::with_stages(store, wake, Stages::REAL)
    }

    fn with_stages(store: Store, wake: impl Fn() + Send + Sync + 'static, stages: Stages) -> Self {
        let (sender, commands) = mpsc::channel();
        let poster = Poster { commands: sender, wake: Arc::new(wake) };
        let own = store.clone();
        let (notes, requests) = mpsc::channel();
        let (post, touched, shelf) = (poster.clone(), notes.clone(), store.notes());
        start("duizhao-notes", move || notes::serve(shelf, &requests, touched, &post));
        let (saver, requests) = mpsc::channel();
        let post = poster.clone();
        start("duizhao-save", move || save::serve(store, &requests, &post));
        let (watcher, requests) = mpsc::channel();
        let (post, touched) = (poster.clone(), watcher.clone());
        start("duizhao-watch", move || watch::serve(&requests, &touched, &post, watch::notified));
        Self {
            commands,
            poster,
            saver,
            notes,
            watcher,
            newest: None,
            lesson: None,
            search: None,
            measurer: None,
            exports: vec![],
            stages,
            store: own,
        }
    }

    /// Sets a piece of work going. Text for the clipboard comes back: only the window has one.
    #[must_use = "text for the clipboard is handed back"]
    pub fn run(&mut self, effect: Effect) -> Option<String> {
        match effect {
            Effect::Load(job, request, progress) => self.load(job, request, progress),
            Effect::Learn(job, bitext, linker, progress) => {
                if let Some(before) = self.lesson.replace(progress.clone()) {
                    before.cancel();
                }
                let poster = self.poster.clone();
                start("duizhao-learn", move || learn::learn(job, &bitext, &linker, &progress, &poster));
            }
            // A request to a thread that never started is gone with its channel.
            Effect::Watch(paths) => drop(self.watcher.send(watch::Request::Watch(paths))),
            Effect::SaveSettings(settings) => self.save(Remembered::Settings, save::Request::Settings(settings)),
            Effect::SaveLibrary(library) => self.save(Remembered::Articles, save::Request::Library(library)),
            Effect::DropPasted(paths) => self.save(Remembered::Pasted, save::Request::DropPasted(paths)),
            Effect::Find(id, bitext, wanted, progress) | Effect::FindWord(id, bitext, wanted, progress) => {
                let poster = self.poster.clone();
                let work = move || find::find(id, &bitext, &wanted, &progress, &poster);
                if let Err(error) = spawn("duizhao-words", work) {
                    log::error!("{error}");
                    self.poster.post(Command::Find(FindCommand::Found { id, hits: vec![], is_over: true }));
                }
            }
            Effect::Notes(effect) => self.notes(effect),
            Effect::CopyText(text) => return Some(text),
        }
        None
    }

    fn load(&mut self, job: JobId, request: LoadRequest, progress: Progress) {
        if let Some(before) = self.newest.replace(progress.clone()) {
            before.cancel();
        }
        let path = request.paths().into_iter().next();
        let (poster, watcher, stages, store) =
            (self.poster.clone(), self.watcher.clone(), self.stages, self.store.clone());
        let started =
            spawn("duizhao-load", move || load::load(job, &request, &progress, stages, &poster, &watcher, &store));
        if let Err(error) = started {
            let fault = ImportError::Fault { path, what: format!("no thread could be started: {error}") };
            self.poster.post(Command::LoadFailed(job, fault));
        }
    }

    fn notes(&mut self, effect: NotesEffect) {
        match effect {
            NotesEffect::Find { job, bitext, reading, book } => self.find(job, bitext, reading, book),
            NotesEffect::Export(taken) => self.export(*taken),
            effect => self.to_notes(notes::Request::Do(effect)),
        }
    }

    fn export(&mut self, taken: TakenAway) {
        let (poster, store) = (self.poster.clone(), self.store.clone());
        let (held, is_over) = mpsc::channel();
        self.exports.retain(|export| export.try_recv() == Err(TryRecvError::Empty));
        self.exports.push(is_over);
        let work = move || {
            export::write(&taken, &store, &poster);
            drop(held);
        };
        if let Err(error) = spawn("duizhao-export", work) {
            log::error!("{error}");
            self.poster.post(Command::Report(Message::NotExported(Trouble::NoThread)));
        }
    }

    fn to_notes(&self, request: notes::Request) {
        if self.notes.send(request).is_err() {
            self.poster.post(Command::Report(Message::NotesWarning(Trouble::NoThread)));
        }
    }

    /// Looks for notes on a thread of its own, so that it delays no save; a search before it is abandoned.
    fn find(&mut self, job: JobId, bitext: Arc<Bitext>, reading: Option<Reading>, book: Arc<Notebook>) {
        let progress = Progress::default();
        if let Some(before) = self.search.replace(progress.clone()) {
            before.cancel();
        }
        let poster = self.poster.clone();
        let work = move || {
            let found = contained(|| {
                let reading = reading.unwrap_or_else(|| Reading::new(&bitext));
                let targets: Vec<_> = book.notes.iter().map(|note| &note.target).collect();
                let found = reading.places(&bitext, &targets, &book.article.text, &progress)?;
                Some((reading, book.notes.iter().map(|note| note.id.clone()).zip(found).collect::<Vec<_>>()))
            });
            match found {
                Ok(Some((reading, places))) if !progress.is_cancelled() => {
                    poster.post(Command::Notes(NotesCommand::Found { job, bitext, reading, book, places }));
                }
                Ok(_) => {}
                Err(what) => poster.post(Command::Notes(NotesCommand::NotOpened(job, Trouble::Fault(what)))),
            }
        };
        if let Err(error) = spawn("duizhao-find", work) {
            log::error!("{error}");
            self.poster.post(Command::Notes(NotesCommand::NotOpened(job, Trouble::NoThread)));
        }
    }

    /// Measures lists on a thread of its own, what is near the reader first, and wakes the window now and then; the channel is closed after the
    /// last. What was to be measured before is abandoned.
    pub fn measure(&mut self, lists: Vec<Unmeasured>) -> Receiver<Heights> {
        let measurer = self.measurer.get_or_insert_with(|| {
            let (measurer, requests) = mpsc::channel();
            let wake = self.poster.wake.clone();
            start("duizhao-measure", move || measure::serve(&requests, &wake));
            measurer
        });
        let (answers, heights) = mpsc::channel();
        // Without the thread the channel is closed at once, and guesses stay guesses.
        drop(measurer.send(measure::Request { lists, answers }));
        heights
    }

    fn save(&self, what: Remembered, request: save::Request) {
        if self.saver.send(request).is_err() {
            self.poster.post(Command::Report(Message::Store(what, Trouble::NoThread)));
        }
    }

    /// What has been done since the last look. Never waits.
    #[must_use]
    pub fn poll(&self) -> Vec<Command> {
        self.commands.try_iter().collect()
    }

    /// The next command, waiting for it at most so long: for the command line, benches and tests, never for a window.
    #[must_use]
    pub fn wait(&self, at_most: Duration) -> Option<Command> {
        self.commands.recv_timeout(at_most).ok()
    }

    /// Saves now what waits to be saved and ends what is being exported, for the end of the program. True if all is on disk; false if
    /// something could not be saved, or not within the time.
    #[must_use]
    pub fn flush(&self, at_most: Duration) -> bool {
        let until = Instant::now() + at_most;
        let (done, is_done) = mpsc::channel();
        let asked = [
            self.saver.send(save::Request::Flush(done.clone())).is_ok(),
            self.notes.send(notes::Request::Flush(done)).is_ok(),
        ];
        let left = || until.saturating_duration_since(Instant::now());
        let answer = || is_done.recv_timeout(left()).unwrap_or(false);
        // Both are waited for, whatever the first says.
        let answers = [answer(), answer()];
        let are_exported = self.exports.iter().all(|e| e.recv_timeout(left()) == Err(RecvTimeoutError::Disconnected));
        asked == [true; 2] && answers == [true; 2] && are_exported
    }

    /// A way for other threads to send commands.
    #[must_use]
    pub fn poster(&self) -> Poster {
        self.poster.clone()
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        if let Some(load) = &self.newest {
            load.cancel();
        }
        for work in [&self.lesson, &self.search].into_iter().flatten() {
            work.cancel();
        }
        // Their own watchers keep these channels open.
        drop(self.notes.send(notes::Request::Stop));
        drop(self.watcher.send(watch::Request::Stop));
    }
}

impl Poster {
    /// Sends a command to the session and wakes the window. Nobody is there to take it after the end: then nothing happens.
    pub fn post(&self, command: Command) {
        if self.commands.send(command).is_ok() {
            (self.wake)();
        }
    }
}

/// A name for a note that is made now: nobody else gives the same.
#[must_use]
pub fn new_note_id() -> NoteId {
    let mut random = [0; 10];
    random.copy_from_slice(&Uuid::new_v4().as_bytes()[..10]);
    NoteId::new(Timestamp::now(), random)
}

/// Starts a thread with a name of its own (15 bytes are shown by Linux).
///
/// # Errors
/// If the system has no more threads.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).stack_size(STACK_BYTES).spawn(work).map(drop)
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = spawn(name, work) {
        log::error!("{name} could not be started: {error}");
    }
}

/// Lets the window go before this thread, and before the threads that it starts from now on where those inherit that (Linux). What the reader
/// does must not wait for what goes on behind it, even with fewer cores than threads.
pub fn give_way() {
    let below = ThreadPriorityValue::try_from(BACKGROUND_PRIORITY).map(ThreadPriority::Crossplatform);
    if let Err(error) = below.map(thread_priority::set_current_thread_priority) {
        log::debug!("a thread keeps its priority: {error}");
    }
}

/// The result of some work, or what its panic said.
///
/// # Errors
/// If it panics.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        text.unwrap_or("no reason was given").to_owned()
    })
}
