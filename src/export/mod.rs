//! Level 3: notes to take away, as Markdown, HTML, CSV, JSON or cards for Anki. Depends on `model`, on `layout` for what is
//! shown of a text, and on `lexicon` for pinyin. Pure: makes text, writes no files, reads no clock, so the same notes give the same bytes.
//!
//! What a reader wrote is text, never markup: every format escapes it in its own way, and tests read the results back with a parser of each.

mod anki;
mod csv;
mod html;
mod json;
mod markdown;

pub use anki::anki;
pub use csv::csv;
pub use html::html;
pub use json::json;
pub use markdown::{DEFAULT_TEMPLATE, TemplateError, markdown};

use crate::layout::plain_quote;
use crate::model::{ArticleRef, Note, NoteId, Notebook};
use crate::text::{ByteSpan, Lang, PerLang};
use jiff::tz::TimeZone;
use minijinja::syntax::SyntaxConfig;

/// Notes in the order they are to be read, with what the open text says of their places.
#[derive(Clone, Debug)]
pub struct Collection<'a> {
    /// The article they belong to.
    pub article: &'a ArticleRef,
    /// The notes, each once.
    pub entries: Vec<Entry<'a>>,
}

/// One note and its place.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The note.
    pub note: &'a Note,
    /// Where it stands in the text that is open; empty if it is not known.
    pub spans: PerLang<Vec<Passage>>,
    /// The heading of the section it stands in.
    pub heading: Option<&'a str>,
    /// Which sentence of the English side it stands at, or of the Chinese one where there is no English; the first is 1.
    pub sentence: Option<usize>,
}

/// A stretch of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Index into `Bitext::blocks` of its side.
    pub block: usize,
    /// Where in that block's text.
    pub span: ByteSpan,
}

impl<'a> Collection<'a> {
    /// All notes of a book in the order of their targets, for when no text is at hand: by where they were in the English text; notes that have
    /// only Chinese follow, by where they were in that.
    #[must_use]
    pub fn of_notebook(book: &'a Notebook) -> Self {
        let mut notes: Vec<&Note> = book.notes.iter().map(AsRef::as_ref).collect();
        notes.sort_unstable_by_key(|note| written_at(note));
        let entry = |note| Entry { note, spans: PerLang::default(), heading: None, sentence: None };
        Self { article: &book.article, entries: notes.into_iter().map(entry).collect() }
    }

    /// What the files it was read from are called; empty if it was pasted.
    fn source(&self) -> String {
        let paths = self.article.sources.first().map_or(&[][..], |source| &source.paths);
        let names = paths.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The day of the latest change, `2026-11-24`, in Universal Time; empty without notes.
    fn date(&self) -> String {
        let latest = self.entries.iter().map(|entry| entry.note.modified).max();
        latest.map_or_else(String::new, |time| time.to_zoned_datetime(TimeZone::UTC).date().to_string())
    }
}

/// Where a note was written, to put notes in order when nothing is known of where they stand.
pub type Written<'a> = ([usize; 2], &'a NoteId);

/// The character where its English passage began, and its Chinese one; then its name, which tells the older from the newer.
#[must_use]
pub fn written_at(note: &Note) -> Written<'_> {
    (Lang::BOTH.map(|lang| note.target.side(lang).map_or(usize::MAX, |quote| quote.chars.0)), &note.id)
}

/// A notebook to be carried elsewhere: the wanted notes alone, in the order of their names, without what was typed or thrown away.
#[must_use]
pub fn notebook(book: &Notebook, is_wanted: impl Fn(&NoteId) -> bool) -> Notebook {
    let mut notes: Vec<_> = book.notes.iter().filter(|note| is_wanted(&note.id)).cloned().collect();
    notes.sort_by(|a, b| a.id.cmp(&b.id));
    let (article, revision, saved_at) = (book.article.clone(), book.revision, book.saved_at);
    Notebook { file_id: book.file_id, revision, saved_at, article, notes, drafts: vec![], trash: vec![] }
}

/// The passage a note is about, in one language; empty if it has none.
fn quote(note: &Note, lang: Lang) -> &str {
    note.target.side(lang).map_or("", |quote| quote.quote.trim())
}

/// The same as it is read, without marks of Markdown.
fn read_quote(note: &Note, lang: Lang) -> String {
    note.target.side(lang).map_or_else(String::new, plain_quote)
}

/// Tags on lines of their own leave no trace in what templates make.
fn syntax() -> SyntaxConfig {
    // Nothing but delimiters can be wrong here, and they are the usual ones.
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
