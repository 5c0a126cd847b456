//! Notes as JSON, for programs: an object with the article and its notes, everything a note has.

use super::Collection;
use crate::model::Note;
use serde::Serialize;

#[derive(Serialize)]
struct Exported<'a> {
    title: &'a str,
    source: String,
    notes: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(flatten)]
    note: &'a Note,
    heading: Option<&'a str>,
    sentence: Option<usize>,
}

/// `{"title", "source", "notes": [{"id", "created", "modified", "revision", "body", "tags", "colour", "target", "heading", "sentence"}, …]}`, indented,
/// with a line feed at the end.
#[must_use]
pub fn json(collection: &Collection) -> String {
    let notes = collection.entries.iter().map(|e| Item { note: e.note, heading: e.heading, sentence: e.sentence });
    let exported = Exported { title: &collection.article.title, source: collection.source(), notes: notes.collect() };
    // Strings, numbers and lists always become JSON.
    serde_json::to_string_pretty(&exported).unwrap_or_default() + "\n"
}
