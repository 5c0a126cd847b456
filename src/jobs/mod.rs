//! Level 5: threads. The only room that starts any: one a load, one that saves, one that watches files, and those that other rooms ask
//! for. Effects come in, commands go out; nothing here waits on the interface's thread, and nothing runs while there is nothing to do.

mod load;
mod save;
#[cfg(test)]
mod tests;
mod watch;

use crate::import::ImportError;
use crate::model::Progress;
use crate::state::{Command, Effect, JobId, LoadRequest, Message};
use crate::store::Store;
use load::Stages;
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// Address space, not memory: what deep nesting in a file may take before a guard against it would be noticed to be missing.
const STACK_BYTES: usize = 16 << 20;

/// The threads that serve one session. Dropping it stops them; what was not flushed may then be lost.
pub struct Jobs {
    commands: Receiver<Command>,
    poster: Poster,
    saver: Sender<save::Request>,
    watcher: Sender<watch::Request>,
    /// The load that counts.
    newest: Option<Progress>,
    stages: Stages,
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
        let (saver, requests) = mpsc::channel();
        let post = poster.clone();
        start("duizhao-save", move || save::serve(store, &requests, &post));
        let (watcher, requests) = mpsc::channel();
        let (post, touched) = (poster.clone(), watcher.clone());
        start("duizhao-watch", move || watch::serve(&requests, &touched, &post, watch::notified));
        Self { commands, poster, saver, watcher, newest: None, stages }
    }

    /// Sets a piece of work going. Text for the clipboard comes back: only the window has one.
    #[must_use = "text for the clipboard is handed back"]
    pub fn run(&mut self, effect: Effect) -> Option<String> {
        match effect {
            Effect::Load(job, request, progress) => self.load(job, request, progress),
            // A request to a thread that never started is gone with its channel.
            Effect::Watch(paths) => drop(self.watcher.send(watch::Request::Watch(paths))),
            Effect::SaveSettings(settings) => self.save(save::Request::Settings(settings)),
            Effect::SaveLibrary(library) => self.save(save::Request::Library(library)),
            Effect::CopyText(text) => return Some(text),
        }
        None
    }

    fn load(&mut self, job: JobId, request: LoadRequest, progress: Progress) {
        if let Some(before) = self.newest.replace(progress.clone()) {
            before.cancel();
        }
        let path = request.paths().into_iter().next();
        let (poster, watcher, stages) = (self.poster.clone(), self.watcher.clone(), self.stages);
        let started = spawn("duizhao-load", move || load::load(job, &request, &progress, stages, &poster, &watcher));
        if let Err(error) = started {
            let fault = ImportError::Fault { path, what: format!("no thread could be started: {error}") };
            self.poster.post(Command::LoadFailed(job, fault));
        }
    }

    fn save(&self, request: save::Request) {
        if self.saver.send(request).is_err() {
            let text = "nothing can be saved: the thread that saves could not be started".to_owned();
            self.poster.post(Command::Report(Message::Store(text)));
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

    /// Saves now what waits to be saved, for the end of the program. True if all is on disk; false if something could not be
    /// saved, or not within the time.
    #[must_use]
    pub fn flush(&self, at_most: Duration) -> bool {
        let until = Instant::now() + at_most;
        let (done, is_done) = mpsc::channel();
        self.saver.send(save::Request::Flush(done)).is_ok()
            && is_done.recv_timeout(until.saturating_duration_since(Instant::now())).unwrap_or(false)
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
        // The watcher's own event source keeps its channel open.
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

/// The result of some work, or what its panic said.
fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        text.unwrap_or("no reason was given").to_owned()
    })
}
