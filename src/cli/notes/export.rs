//! `duizhao notes export`: notes in a format of `export`, or as they are kept.

use super::super::args::{ExportArgs, NotesFormat, is_standard};
use super::super::problem::Problem;
use super::subject::Subject;
use crate::export::{self, DEFAULT_TEMPLATE};
use crate::lexicon::Lexicon;
use crate::store::{self, Store};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(asked: &ExportArgs, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<(), Problem> {
    let subject = Subject::open(&asked.files, stderr)?;
    let text = match asked.format {
        NotesFormat::Markdown => export::markdown(&subject.collection(), &template(asked.template.as_deref())?)?,
        NotesFormat::Html => export::html(&subject.collection(), subject.text.as_ref().map(|text| &text.bitext)),
        NotesFormat::Csv => export::csv(&subject.collection()),
        NotesFormat::Json => export::json(&subject.collection()),
        NotesFormat::Anki => export::anki(&subject.collection(), &Lexicon::bundled()?),
        NotesFormat::Ron => store::notes_text(&export::notebook(&subject.book, |_| true))?,
    };
    match asked.output.as_deref().filter(|path| !is_standard(path)) {
        None => stdout.write_all(text.as_bytes()).map_err(Problem::output),
        Some(path) => {
            store::write_atomically(path, text.as_bytes()).map_err(|source| Problem::not_written(path, source))
        }
    }
}

/// The template that was named, or the reader's own, or ours.
fn template(named: Option<&Path>) -> Result<String, Problem> {
    match named {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|source| Problem::Template { path: path.to_owned(), source: Arc::new(source) }),
        None => Ok(Store::open().notes_template()?.unwrap_or_else(|| DEFAULT_TEMPLATE.to_owned())),
    }
}
