//! `duizhao notes`: the same files as the window's, without it.

mod export;
mod import;
mod subject;

use super::args::NotesCommand;
use super::problem::{Problem, say};
use super::write::escaped;
use crate::export::DEFAULT_TEMPLATE;
use crate::store::{NotesStore, StoreError};
use crate::text::Lang;
use std::io::Write;
use std::path::PathBuf;
use subject::Subject;

pub(super) fn run(asked: &NotesCommand, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<(), Problem> {
    match asked {
        NotesCommand::List { files } if files.is_empty() => list_articles(stdout),
        NotesCommand::List { files } => list(&Subject::open(files, stderr)?, stdout),
        NotesCommand::Export(asked) => export::run(asked, stdout, stderr),
        NotesCommand::Import { file } => import::run(file, stdout, stderr),
        NotesCommand::Check { files } => check(files, stdout, stderr),
        NotesCommand::Template => stdout.write_all(DEFAULT_TEMPLATE.as_bytes()).map_err(Problem::output),
    }
}

/// A notebook a line: its file, its article's title, when it was last saved.
fn list_articles(stdout: &mut dyn Write) -> Result<(), Problem> {
    for entry in NotesStore::open().list()? {
        let (path, title) = (entry.path.display().to_string(), &entry.article.title);
        let line = [escaped(&path), escaped(title), entry.saved_at.to_string()].join("\t");
        writeln!(stdout, "{line}").map_err(Problem::output)?;
    }
    Ok(())
}

fn list(subject: &Subject, stdout: &mut dyn Write) -> Result<(), Problem> {
    for entry in subject.collection().entries {
        let note = entry.note;
        let quote = |lang: Lang| note.target.side(lang).map_or("", |quote| quote.quote.trim());
        let colour = format!("{:?}", note.colour).to_lowercase();
        let fields = [&*note.id.0, &colour, &note.tags.join(", "), quote(Lang::En), quote(Lang::Zh), &note.body];
        writeln!(stdout, "{}", fields.map(escaped).join("\t")).map_err(Problem::output)?;
    }
    Ok(())
}

/// A line for each file that is sound on standard output, and for each fault of the others on standard error.
fn check(files: &[PathBuf], stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<(), Problem> {
    let store = NotesStore::open();
    let mut failed = Vec::new();
    for file in files {
        let (notes, faults) = match store.check(file) {
            Ok(check) => (check.notes, check.faults),
            // The file is named below.
            Err(StoreError::NotRead { source, .. }) => (0, vec![source.to_string()]),
            Err(error) => (0, vec![error.to_string()]),
        };
        if faults.is_empty() {
            let what = if notes == 1 { "note" } else { "notes" };
            writeln!(stdout, "{}: sound, {notes} {what}", file.display()).map_err(Problem::output)?;
            continue;
        }
        failed.push(file.display().to_string());
        for fault in faults {
            let rest = if notes == 0 { String::new() } else { format!(" (readable notes: {notes})") };
            say(stderr, &format!("{}: {fault}{rest}", file.display()));
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(Problem::Faults { failed, of: files.len() }) }
}
