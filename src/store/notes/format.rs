//! What a notes file looks like: RON for people, its schema first, a checksum in the closing comment. Reads and writes text; knows no files.

use super::mend::mend;
use crate::model::{ArticleRef, Draft, Note, Notebook, Target, Trashed};
use jiff::Timestamp;
use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The newest schema this program reads, and the one it writes. Any new field or variant raises it.
pub(super) const SCHEMA: u32 = 1;
/// A file beyond this is no notebook: 100,000 long notes have less.
pub(super) const MAX_BYTES: usize = 64 << 20;
/// Notes, drafts and deleted notes together.
pub(super) const MAX_NOTES: usize = 100_000;
/// As deep as values may be nested; a notebook of ours has seven levels.
const MAX_DEPTH: usize = 128;
/// Where the notes begin in a file of ours, and the head ends.
const NOTES: &str = "\n    notes: [";
const END: &str = "\n// end notes=";

/// What stands before the notes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Head {
    pub file_id: Uuid,
    #[serde(default)]
    pub revision: u64,
    #[serde(default)]
    pub saved_at: Timestamp,
    #[serde(default)]
    pub article: ArticleRef,
}

/// What a text turned out to be.
#[derive(Debug, PartialEq)]
pub(super) enum Parsed {
    /// A notebook; `is_ours` if it is as this program wrote it, to the last byte. `mended` says what had to be put right.
    Book { book: Notebook, schema: u32, is_ours: bool, mended: Vec<String> },
    /// Of this newer schema, as far as it is understood.
    Newer(u32, Option<Notebook>),
    /// No notebook, and why.
    Unusable(String),
}

/// Named as the whole is: the name stands in what is said of a file that is none.
#[derive(Deserialize)]
#[serde(rename = "Notebook")]
struct SchemaOnly {
    schema: u32,
}

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    if bytes.len() > MAX_BYTES {
        return Parsed::Unusable(format!("it has more than {} MiB", MAX_BYTES >> 20));
    }
    let Ok(whole) = std::str::from_utf8(bytes) else { return Parsed::Unusable("it is not UTF-8".to_owned()) };
    // Some editors put a byte order mark before a file they save.
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let schema = match head_part(text).map_or_else(|| options().from_str(text), Ok) {
        Ok(SchemaOnly { schema }) => schema,
        Err(_) if text.trim().is_empty() => return Parsed::Unusable("it is empty".to_owned()),
        Err(error) => return Parsed::Unusable(why(&error)),
    };
    let book = options().from_str::<Notebook>(text);
    if schema > SCHEMA {
        return Parsed::Newer(schema, book.ok());
    }
    if schema == 0 {
        return Parsed::Unusable("there is no schema 0".to_owned());
    }
    let mut book = match book {
        Ok(book) => book,
        Err(error) => return Parsed::Unusable(why(&error)),
    };
    let count = book.notes.len() + book.drafts.len() + book.trash.len();
    if count > MAX_NOTES {
        return Parsed::Unusable(format!("it has {count} notes, and {MAX_NOTES} are allowed"));
    }
    let is_ours = whole.rfind(END).is_some_and(|at| whole[at + 1..] == closing(&whole[..=at], book.notes.len()));
    let mended = mend(&mut book);
    Parsed::Book { book, schema, is_ours, mended }
}

fn why(error: &SpannedError) -> String {
    match error.code {
        // What it says is advice to programmers.
        ron::Error::ExceededRecursionLimit => format!("{}: it is nested too deeply", error.span),
        _ => error.to_string(),
    }
}

/// The head of a file from its first bytes, if they have all of it.
pub(super) fn parse_head(bytes: &[u8]) -> Option<Head> {
    // What was read may end inside a character.
    let text = bytes.utf8_chunks().next()?.valid();
    head_part(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn head_part<T: for<'de> Deserialize<'de>>(text: &str) -> Option<T> {
    let end = text.find(NOTES)?;
    options().from_str(&format!("{}\n)", &text[..end])).ok()
}

/// The last line, over everything before it.
fn closing(before: &str, notes: usize) -> String {
    let hash = blake3::hash(before.as_bytes()).to_hex();
    format!("// end notes={notes} blake3={}\n", &hash[..16])
}

/// The text of a notebook.
///
/// # Errors
/// If a value cannot be written as RON.
pub(super) fn render(book: &Notebook) -> ron::Result<String> {
    let Notebook { file_id, revision, saved_at, article, notes, drafts, trash } = book;
    let mut page = Page(String::with_capacity(1024 + notes.len() * 512));
    page.0 += "#![enable(implicit_some)]\n// Duizhao notes. You may read, back up or edit this file.\n(\n";
    page.field(1, "schema", &SCHEMA)?;
    page.field(1, "app", concat!("duizhao ", env!("CARGO_PKG_VERSION")))?;
    page.field(1, "file_id", file_id)?;
    page.field(1, "revision", revision)?;
    page.field(1, "saved_at", saved_at)?;
    let ArticleRef { title, sources, text } = article;
    page.line(1, "article: (");
    page.field(2, "title", title)?;
    page.field(2, "sources", sources)?;
    page.field(2, "text", text)?;
    page.line(1, "),");
    page.list("notes", notes, |page, note| page.note(2, "(", note))?;
    page.list("drafts", drafts, Page::draft)?;
    page.list("trash", trash, |page, trashed| {
        let Trashed { note, deleted, days_used } = trashed;
        page.line(2, "(");
        page.note(3, "note: (", note)?;
        page.field(3, "deleted", deleted)?;
        page.field(3, "days_used", days_used)?;
        page.line(2, "),");
        Ok(())
    })?;
    page.line(0, ")");
    let closing = closing(&page.0, notes.len());
    Ok(page.0 + &closing)
}

/// A text in the making: one line a field. Values are written by `ron`; the layout is ours, for its own breaks every tuple into lines.
struct Page(String);

impl Page {
    fn indent(&mut self, depth: usize) {
        self.0.extend(std::iter::repeat_n("    ", depth));
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.indent(depth);
        self.0 += text;
        self.0.push('\n');
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> ron::Result<()> {
        let style = PrettyConfig::new().new_line("\n").depth_limit(0).struct_names(false);
        options().to_writer_pretty(&mut self.0, value, style)?;
        self.0 += ",\n";
        Ok(())
    }

    fn field(&mut self, depth: usize, name: &str, value: &(impl Serialize + ?Sized)) -> ron::Result<()> {
        self.indent(depth);
        self.0 += name;
        self.0 += ": ";
        self.value(value)
    }

    fn list<T>(
        &mut self,
        name: &str,
        items: &[T],
        mut item: impl FnMut(&mut Self, &T) -> ron::Result<()>,
    ) -> ron::Result<()> {
        if items.is_empty() {
            self.line(1, &format!("{name}: [],"));
            return Ok(());
        }
        self.line(1, &format!("{name}: ["));
        items.iter().try_for_each(|one| item(self, one))?;
        self.line(1, "],");
        Ok(())
    }

    fn note(&mut self, depth: usize, opening: &str, note: &Note) -> ron::Result<()> {
        let Note { id, created, modified, revision, body, tags, colour, target, conflict_of } = note;
        self.line(depth, opening);
        self.field(depth + 1, "id", id)?;
        self.field(depth + 1, "created", created)?;
        self.field(depth + 1, "modified", modified)?;
        self.field(depth + 1, "revision", revision)?;
        self.field(depth + 1, "body", body)?;
        self.field(depth + 1, "tags", tags)?;
        self.field(depth + 1, "colour", colour)?;
        self.target(depth + 1, target)?;
        if let Some(other) = conflict_of {
            self.field(depth + 1, "conflict_of", other)?;
        }
        self.line(depth, "),");
        Ok(())
    }

    fn target(&mut self, depth: usize, target: &Target) -> ron::Result<()> {
        let Target { en, zh } = target;
        self.line(depth, "target: (");
        for (name, quote) in [("en", en), ("zh", zh)] {
            if let Some(quote) = quote {
                self.field(depth + 1, name, quote)?;
            }
        }
        self.line(depth, "),");
        Ok(())
    }

    fn draft(&mut self, draft: &Draft) -> ron::Result<()> {
        let Draft { id, body, tags, colour, target, modified } = draft;
        self.line(2, "(");
        self.field(3, "id", id)?;
        self.field(3, "body", body)?;
        self.field(3, "tags", tags)?;
        self.field(3, "colour", colour)?;
        if let Some(target) = target {
            self.target(3, target)?;
        }
        self.field(3, "modified", modified)?;
        self.line(2, "),");
        Ok(())
    }
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(MAX_DEPTH)
}
