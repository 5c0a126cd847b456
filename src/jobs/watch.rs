//! The thread that notices when a file of the open article is no longer what was read, or no longer there. Watches the folders (editors put a new file in
//! the place of the old one), waits until the writing stops, and trusts nothing but the bytes.

use super::Poster;
use crate::import::{self, ImportError};
use crate::state::{Command, Loss};
use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

/// A file is looked at when nothing has happened to it for so long.
const QUIET: Duration = Duration::from_millis(300);
/// A file that is written to all the time is looked at so often.
const CEILING: Duration = Duration::from_secs(3);
/// Where the system does not tell, files are looked at so often.
const LOOK_INTERVAL: Duration = Duration::from_millis(if cfg!(test) { 20 } else { 2000 });

pub(super) enum Request {
    /// These are the bytes that the newest load has read.
    Read(Vec<(PathBuf, Fingerprint)>),
    /// Watch these files in place of those before.
    Watch(Vec<PathBuf>),
    /// Something happened to one of them, perhaps.
    Touched,
    /// Something happened to one of their folders itself: what watches it may be looking at another place now.
    FolderTouched,
    Stop,
}

/// Tells one content from another; of no use beyond this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self(hasher.finish())
    }

    /// Of what a file holds, or why there is nothing to be read.
    fn of_file(path: &Path) -> Result<Self, Loss> {
        match import::read_file(path) {
            Ok(input) if input.bytes.is_empty() => Err(Loss::Emptied),
            Ok(input) => Ok(Self::of(&input.bytes)),
            Err(ImportError::NotFound { .. }) => Err(Loss::Gone),
            Err(_) => Err(Loss::Unreadable),
        }
    }
}

struct Watched {
    path: PathBuf,
    /// The content that is shown, or was reported last.
    known: Option<Fingerprint>,
    /// Size and time of the file when it was last looked at; where the system does not tell, only other ones are worth reading it for.
    stamp: Option<(u64, SystemTime)>,
    /// Why it could not be read at the last look; `None` if it could.
    lost: Option<Loss>,
    /// What of that was told: a file is gone or empty for a moment while it is written, so only what a second look sees as well.
    told: Option<Loss>,
}

impl Watched {
    /// What is new about it: another content, none any more, or one again.
    fn news(&mut self, was_touched: bool) -> Option<Command> {
        let stamp = self.path.metadata().ok().and_then(|about| Some((about.len(), about.modified().ok()?)));
        if !was_touched && stamp.is_some() && stamp == self.stamp {
            return None;
        }
        self.stamp = stamp;
        match Fingerprint::of_file(&self.path) {
            Ok(now) => {
                self.lost = None;
                let was_lost = self.told.take().is_some();
                let is_other = self.known.replace(now) != Some(now);
                (is_other || was_lost).then(|| Command::FileChanged(self.path.clone()))
            }
            Err(loss) => {
                let is_seen_again = self.lost.replace(loss) == Some(loss);
                let is_news = is_seen_again && self.told != Some(loss);
                is_news.then(|| {
                    self.told = Some(loss);
                    Command::FileLost(self.path.clone(), loss)
                })
            }
        }
    }

    fn wants_second_look(&self) -> bool {
        self.lost.is_some() && self.lost != self.told
    }
}

/// Serves until told to stop. `touched` is the other end of `requests`; `begin` is [`notified`] but for tests.
pub(super) fn serve(
    requests: &Receiver<Request>,
    touched: &Sender<Request>,
    poster: &Poster,
    begin: impl Fn(&[PathBuf], &Sender<Request>) -> notify::Result<RecommendedWatcher>,
) {
    let mut files: Vec<Watched> = Vec::new();
    let mut read = Vec::new();
    let mut watcher = None;
    let watch = |paths: &[PathBuf]| {
        begin(paths, touched)
            .inspect_err(|error| log::warn!("files are looked at every {LOOK_INTERVAL:?}: {error}"))
            .ok()
    };
    // True once the watcher may have lost sight of a folder.
    let mut is_astray = false;
    let mut first_touch: Option<Instant> = None;
    let mut look_at: Option<Instant> = None;
    loop {
        let request = match look_at {
            Some(at) => requests.recv_timeout(at.saturating_duration_since(Instant::now())),
            None => requests.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match request {
            Ok(Request::Read(newest)) => read = newest,
            Ok(Request::Watch(paths)) => {
                watcher = if paths.is_empty() { None } else { watch(&paths) };
                is_astray = false;
                let known = |path: &PathBuf| read.iter().find(|(of, _)| of == path).map(|(_, known)| *known);
                files = paths
                    .into_iter()
                    .map(|path| Watched {
                        known: known(&path).or_else(|| Fingerprint::of_file(&path).ok()),
                        path,
                        stamp: None,
                        lost: None,
                        told: None,
                    })
                    .collect();
                first_touch = None;
                // It may have changed after it was read and before it was watched.
                look_at = (!files.is_empty()).then(Instant::now);
            }
            Ok(request @ (Request::Touched | Request::FolderTouched)) => {
                is_astray |= matches!(request, Request::FolderTouched);
                let now = Instant::now();
                let first = *first_touch.get_or_insert(now);
                look_at = Some((now + QUIET).min(first + CEILING));
            }
            Err(RecvTimeoutError::Timeout) => {
                let was_touched = first_touch.take().is_some();
                let was_lost = files.iter().any(|file| file.lost.is_some());
                for file in &mut files {
                    if let Some(news) = file.news(was_touched) {
                        poster.post(news);
                    }
                }
                let is_lost = files.iter().any(|file| file.lost.is_some());
                let must_look = !files.is_empty() && (watcher.is_none() || is_lost);
                look_at = must_look.then(|| Instant::now() + LOOK_INTERVAL);
                // A watcher goes with its folder, and of one that comes back nothing tells.
                let is_back = (was_lost || is_astray) && !is_lost;
                if is_back {
                    let paths: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
                    watcher = watch(&paths);
                    is_astray = false;
                }
                // It may have changed after it was read and before it was watched.
                if is_back || files.iter().any(Watched::wants_second_look) {
                    let now = Instant::now();
                    first_touch = Some(now);
                    look_at = Some(now + QUIET);
                }
            }
            Ok(Request::Stop) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Lets the system tell of what happens in the files' folders, until dropped.
///
/// # Errors
/// If it cannot: no more watches, a file system that has none.
pub(super) fn notified(paths: &[PathBuf], touched: &Sender<Request>) -> notify::Result<RecommendedWatcher> {
    // The place a link leads to as well as the link.
    let places = paths.iter().flat_map(|path| [std::path::absolute(path).ok(), path.canonicalize().ok()]).flatten();
    let places: BTreeSet<PathBuf> = places.collect();
    let names: BTreeSet<OsString> = places.iter().filter_map(|place| place.file_name()).map(Into::into).collect();
    let folders: BTreeSet<PathBuf> = places.iter().filter_map(|place| place.parent()).map(Into::into).collect();
    let (touched, own) = (touched.clone(), folders.clone());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let request = match &event {
            Ok(event) if is_of_folder(event, &own) => Request::FolderTouched,
            Ok(event) if !concerns(event, &names) => return,
            _ => Request::Touched,
        };
        // The thread may have stopped meanwhile.
        drop(touched.send(request));
    })?;
    for folder in &folders {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// True if a folder itself was moved or deleted.
fn is_of_folder(event: &Event, folders: &BTreeSet<PathBuf>) -> bool {
    let is_gone = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    is_gone && event.paths.iter().any(|path| folders.contains(path))
}

/// Reading is no change; it would otherwise be answered by reading. The name is enough, the bytes decide.
fn concerns(event: &Event, names: &BTreeSet<OsString>) -> bool {
    let is_named = |path: &PathBuf| path.file_name().is_some_and(|name| names.contains(name));
    !event.kind.is_access() && (event.need_rescan() || event.paths.iter().any(is_named))
}
