//! The thread that saves settings and library: soon, not at once, so that many changes make one write; the latest wins. What could not
//! be saved is kept and tried again with the next.

use super::{Poster, contained};
use crate::model::{Library, Settings};
use crate::state::{Command, Message, Remembered, Trouble};
use crate::store::{Store, StoreError};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

/// From the first change to the write: what a crash of the whole machine may cost.
const DELAY: Duration = Duration::from_millis(400);

pub(super) enum Request {
    Settings(Settings),
    Library(Library),
    /// Pasted texts that the library has no more: they go once it is saved.
    DropPasted(Vec<PathBuf>),
    /// Save now; answers true if nothing is left unsaved.
    Flush(Sender<bool>),
}

/// Something that waits to be saved, and what was last said about it.
pub(super) struct Slot<T> {
    pub what: Remembered,
    pub unsaved: Option<T>,
    pub reported: Option<Trouble>,
}

impl<T> Slot<T> {
    const fn empty(what: Remembered) -> Self {
        Self { what, unsaved: None, reported: None }
    }

    pub fn save(&mut self, poster: &Poster, save: impl FnOnce(&T) -> Result<(), StoreError>) {
        let Some(value) = &self.unsaved else { return };
        let result = contained(|| save(value));
        // Moved aside and begun anew: saved all the same.
        if matches!(result, Ok(Ok(()) | Err(StoreError::MovedAside { .. }))) {
            self.unsaved = None;
        }
        let problem = match result {
            Ok(result) => result.err().map(Trouble::from),
            Err(panic) => Some(Trouble::Fault(panic)),
        };
        // A disk that stays full is told once, not at every try.
        if let Some(trouble) = problem.clone().filter(|_| problem != self.reported) {
            log::error!("{trouble}");
            poster.post(Command::Report(Message::Store(self.what, trouble)));
        }
        self.reported = problem;
    }
}

/// Serves until the other end of `requests` is gone, and saves what is left then.
pub(super) fn serve(mut store: Store, requests: &Receiver<Request>, poster: &Poster) {
    let (mut settings, mut library) = (Slot::empty(Remembered::Settings), Slot::empty(Remembered::Articles));
    let mut dropped: Vec<PathBuf> = Vec::new();
    while let Ok(first) = requests.recv() {
        let until = Instant::now() + DELAY;
        let mut next = Some(first);
        let mut waiting = None;
        while let Some(request) = next {
            match request {
                Request::Settings(value) => settings.unsaved = Some(value),
                Request::Library(value) => library.unsaved = Some(value),
                Request::DropPasted(paths) => dropped.extend(paths),
                Request::Flush(done) => {
                    waiting = Some(done);
                    break;
                }
            }
            next = requests.recv_timeout(until.saturating_duration_since(Instant::now())).ok();
        }
        settings.save(poster, |value| store.save_settings(value));
        library.save(poster, |value| store.save_library(value));
        if library.unsaved.is_none() {
            store.drop_pasted(&std::mem::take(&mut dropped));
        }
        if let Some(done) = waiting {
            // Whoever waited may have lost patience.
            let _ = done.send(settings.unsaved.is_none() && library.unsaved.is_none());
        }
    }
}
