//! Notes written to a file of the reader's choice, on a thread of its own.

use super::{Poster, contained};
use crate::export::{self, DEFAULT_TEMPLATE};
use crate::lexicon::Lexicon;
use crate::state::{Command, ExportFormat, Message, TakenAway, Trouble};
use crate::store::{self, Store, StoreError};
use std::fmt::Display;

/// Posts what became of it.
pub(super) fn write(taken: &TakenAway, store: &Store, poster: &Poster) {
    let path = &taken.path;
    let result = contained(|| -> Result<(), Trouble> {
        let text = text_of(taken, store)?;
        let not_written = |source| StoreError::NotWritten { path: path.clone(), source };
        Ok(store::write_atomically(path, text.as_bytes()).map_err(not_written)?)
    });
    let message = match result {
        Ok(Ok(())) => Message::Exported { count: taken.wanted.len(), path: path.clone() },
        Ok(Err(why)) => Message::NotExported(why),
        Err(panic) => Message::NotExported(Trouble::Fault(panic)),
    };
    poster.post(Command::Report(message));
}

fn text_of(taken: &TakenAway, store: &Store) -> Result<String, Trouble> {
    let making = |error: &dyn Display| Trouble::Making(error.to_string());
    let collection = taken.collection();
    Ok(match taken.format {
        ExportFormat::Markdown => {
            let template = store.notes_template()?;
            let template = template.as_deref().unwrap_or(DEFAULT_TEMPLATE);
            export::markdown(&collection, template).map_err(|error| making(&error))?
        }
        ExportFormat::Html => export::html(&collection, Some(&taken.bitext)),
        ExportFormat::Csv => export::csv(&collection),
        ExportFormat::Json => export::json(&collection),
        ExportFormat::Anki => export::anki(&collection, &Lexicon::bundled().map_err(|error| making(&error))?),
        ExportFormat::Ron => {
            let book = export::notebook(&taken.book, |id| taken.wanted.contains(id));
            store::notes_text(&book).map_err(|error| making(&error))?
        }
    })
}
