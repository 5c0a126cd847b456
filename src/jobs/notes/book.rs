//! A notebook between the session and the disk: what is on the disk, what the session has of it, what waits to be saved. Pure.

use crate::model::Notebook;
use crate::state::Trouble;
use crate::store::{Kept, merge_notebooks};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Notebooks given to the session that it may still be working on; later ones say everything that earlier ones said.
const MAX_GIVEN: usize = 8;

/// A notebook and what the session knows of it.
pub(super) struct Book {
    pub kept: Kept,
    /// The name it has for the session.
    pub known_as: Uuid,
    /// Its own file from before it was joined with another notebook; goes once all of it is there.
    pub leftover: Option<Kept>,
    /// What the session sent last.
    pub sent: Option<Arc<Notebook>>,
    /// What the session was given, by revision.
    pub given: BTreeMap<u64, Arc<Notebook>>,
    /// What is to be saved.
    pub waiting: Option<(u64, Arc<Notebook>)>,
    /// The session's changes that are on disk.
    pub saved: u64,
    /// What was last said about it.
    pub told: Option<Trouble>,
}

impl Book {
    /// Remembers what the session was given.
    pub fn give(&mut self, notebook: &Arc<Notebook>) {
        self.given.insert(notebook.revision, Arc::clone(notebook));
        while self.given.len() > MAX_GIVEN {
            self.given.pop_first();
        }
    }

    /// The session's notebook as it would be had it begun with what is on disk now.
    pub fn rebased(&self, notebook: &Arc<Notebook>) -> Arc<Notebook> {
        let on_disk = self.kept.notebook();
        if (notebook.revision, notebook.file_id) == (on_disk.revision, on_disk.file_id) {
            return Arc::clone(notebook);
        }
        let sent = self.sent.as_ref().filter(|sent| sent.revision == notebook.revision);
        let base = sent.or_else(|| self.given.get(&notebook.revision)).map(Arc::as_ref);
        let merged = merge_notebooks(base, notebook, on_disk);
        Arc::new(Notebook { file_id: on_disk.file_id, ..merged })
    }
}
