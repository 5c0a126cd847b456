//! Notes written to a file of the reader's choice, on a thread of its own.

use super::{Poster, contained};
use crate::export::{self, DEFAULT_TEMPLATE};
use crate::lexicon::Lexicon;
use crate::state::{Command, ExportFormat, Message, TakenAway};
use crate::store::{self, Store};

/// Posts what became of it.
pub(super) fn write(taken: &TakenAway, store: &Store, poster: &Poster) {
    let path = &taken.path;
    let result = contained(|| {
        let text = text_of(taken, store)?;
        store::write_atomically(path, text.as_bytes()).map_err(|error| format!("{}: {error}", path.display()))
    });
    let message = match result {
        Ok(Ok(())) => Message::Exported { count: taken.wanted.len(), path: path.clone() },
        Ok(Err(why)) => Message::NotExported(why),
        Err(panic) => Message::NotExported(format!("{}: a fault in this program: {panic}", path.display())),
    };
    poster.post(Command::Report(message));
}

fn text_of(taken: &TakenAway, store: &Store) -> Result<String, String> {
    let collection = taken.collection();
    Ok(match taken.format {
        ExportFormat::Markdown => {
            let template = store.notes_template().map_err(|error| error.to_string())?;
            let template = template.as_deref().unwrap_or(DEFAULT_TEMPLATE);
            export::markdown(&collection, template).map_err(|error| error.to_string())?
        }
        ExportFormat::Html => export::html(&collection, Some(&taken.bitext)),
        ExportFormat::Csv => export::csv(&collection),
        ExportFormat::Json => export::json(&collection),
        ExportFormat::Anki => export::anki(&collection, &Lexicon::bundled().map_err(|error| error.to_string())?),
        ExportFormat::Ron => {
            let book = export::notebook(&taken.book, |id| taken.wanted.contains(id));
            store::notes_text(&book).map_err(|error| error.to_string())?
        }
    })
}
