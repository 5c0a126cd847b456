//! What a reader writes about a text: notes, what they are attached to, and the book of notes of one article.
//!
//! Targets follow the W3C Web Annotation model: a quotation with what stands around it, and its position. Where a note stands in the text
//! that is open now is found out by `anchor` and never stored: a target is rewritten only when the reader confirms a new place.

use super::{path_text, shared};
use crate::text::{Lang, PerLang};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// One note, or a highlight if its body is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its name for ever: in merges, exports and links.
    #[serde(default)]
    pub id: NoteId,
    /// When it was made. For display; order is by `revision`.
    #[serde(default)]
    pub created: Timestamp,
    /// When it was last changed. For display.
    #[serde(default)]
    pub modified: Timestamp,
    /// Rises by one with every change.
    #[serde(default)]
    pub revision: u32,
    /// What the reader wrote: plain text of any number of lines.
    #[serde(default)]
    pub body: String,
    /// Words to find it by, in the order they were given; no two alike.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Colour of its mark in the text.
    #[serde(default)]
    pub colour: Colour,
    /// What it is about.
    #[serde(default)]
    pub target: Target,
    /// The note that this is another version of: both were changed at the same time in two places, and the reader has to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict_of: Option<NoteId>,
}

impl Note {
    /// A new note without words: a highlight.
    #[must_use]
    pub fn new(id: NoteId, made: Timestamp, target: Target, colour: Colour) -> Self {
        let (body, tags) = (String::new(), Vec::new());
        Self { id, created: made, modified: made, revision: 1, body, tags, colour, target, conflict_of: None }
    }
}

/// A note's name, unique everywhere. New ones are UUIDs of version 7 and so sort by the time they were made; what stands in a file is
/// taken as it is, for people write such files too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(pub String);

impl NoteId {
    /// The name of a note made at this time; `random` tells notes of one millisecond apart.
    #[must_use]
    pub fn new(made: Timestamp, random: [u8; 10]) -> Self {
        let millis = u64::try_from(made.as_millisecond()).unwrap_or(0);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().simple().to_string())
    }
}

/// The colours a highlight can have, in the order of their keys 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "colours")]
pub enum Colour {
    #[default]
    Yellow,
    Green,
    Blue,
    Pink,
    Purple,
}

impl Colour {
    /// Every colour, in the order of the keys.
    pub const ALL: [Self; 5] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink, Self::Purple];
}

/// What a note is about: a passage in one language or, mostly, in both.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Target {
    /// The English passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<Quote>,
    /// The Chinese passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<Quote>,
}

impl Target {
    /// The passage in one language.
    #[must_use]
    pub fn side(&self, lang: Lang) -> Option<&Quote> {
        match lang {
            Lang::En => self.en.as_ref(),
            Lang::Zh => self.zh.as_ref(),
        }
    }
}

/// A passage of one side as it was when the note was written: text quote and text position selector in one.
///
/// Positions count **characters** (`char`s) of the side's whole text: its blocks' texts one after the other, with one line feed between two blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The passage itself, as the source has it.
    pub quote: String,
    /// Up to [`Quote::CONTEXT_CHARS`] characters before it.
    #[serde(default)]
    pub prefix: String,
    /// Up to [`Quote::CONTEXT_CHARS`] characters after it.
    #[serde(default)]
    pub suffix: String,
    /// Where it was: half-open, in characters.
    #[serde(default)]
    pub chars: (usize, usize),
    /// Which of how many equal passages of the side it was, the first being 1.
    #[serde(default = "Quote::once")]
    pub occurrence: (usize, usize),
}

impl Quote {
    /// How much of what stands around a passage is kept.
    pub const CONTEXT_CHARS: usize = 96;

    /// The only one of its kind: what a quotation written by hand is taken for.
    fn once() -> (usize, usize) {
        (1, 1)
    }
}

/// All notes on one article: what one file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notebook {
    /// Random, given when the book is begun; names its file.
    pub file_id: Uuid,
    /// Rises by one with every save.
    #[serde(default)]
    pub revision: u64,
    /// When it was last saved. For display.
    #[serde(default)]
    pub saved_at: Timestamp,
    /// The article it belongs to.
    #[serde(default)]
    pub article: ArticleRef,
    /// The notes, by id. Shared, so that a copy of a book for a thread that saves it copies no words.
    #[serde(default, with = "shared::many")]
    pub notes: Vec<Arc<Note>>,
    /// What was being typed and is not yet a note.
    #[serde(default)]
    pub drafts: Vec<Draft>,
    /// Notes that were deleted, until they are old enough to go.
    #[serde(default)]
    pub trash: Vec<Trashed>,
}

/// How an article is known again when it was moved, renamed or downloaded once more.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ArticleRef {
    /// Its title or the name of its file. For display.
    #[serde(default)]
    pub title: String,
    /// The files it was read from, one entry for each place where it was met.
    #[serde(default)]
    pub sources: Vec<SourceRef>,
    /// Hash of each side's folded text (16 hexadecimal digits of BLAKE3); empty for a side without text.
    #[serde(default)]
    pub text: PerLang<String>,
}

/// Files that an article was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    /// One, or two for a text and its translation.
    #[serde(with = "path_text")]
    pub paths: Vec<PathBuf>,
    /// 16 hexadecimal digits of the BLAKE3 hash of their bytes, one file after the other.
    #[serde(default)]
    pub blake3: String,
    /// Their size together.
    #[serde(default)]
    pub bytes: u64,
}

/// A note that is being written: saved while it is typed, offered again after a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The note it will change or become.
    pub id: NoteId,
    /// The text so far.
    #[serde(default)]
    pub body: String,
    /// The tags so far.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The colour so far.
    #[serde(default)]
    pub colour: Colour,
    /// What the new note is about; `None` if it is a change of a note that exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// When it was last typed at.
    #[serde(default)]
    pub modified: Timestamp,
}

/// A deleted note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trashed {
    /// What it was.
    #[serde(with = "shared::one")]
    pub note: Arc<Note>,
    /// When it was deleted, as the clock had it.
    #[serde(default)]
    pub deleted: Timestamp,
    /// On how many different days the book was saved since. Clocks lie; a note goes for good only when both agree.
    #[serde(default)]
    pub days_used: u32,
}
