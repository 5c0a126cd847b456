//! Notes as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, without which Excel takes Chinese for something else.

use super::{Collection, Entry, quote};
use crate::text::Lang;

const HEADER: [&str; 9] = ["id", "english", "chinese", "note", "tags", "colour", "heading", "sentence", "modified"];

/// A line of headings, then a line a note.
#[must_use]
pub fn csv(collection: &Collection) -> String {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail, and every record has as many fields as the first.
    let _ = writer.write_record(HEADER);
    for entry in &collection.entries {
        let _ = writer.write_record(fields(entry).map(|field| cell(&field)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

fn fields(entry: &Entry) -> [String; 9] {
    let note = entry.note;
    [
        note.id.0.clone(),
        quote(note, Lang::En).to_owned(),
        quote(note, Lang::Zh).to_owned(),
        note.body.clone(),
        note.tags.join("; "),
        format!("{:?}", note.colour).to_lowercase(),
        entry.heading.unwrap_or_default().to_owned(),
        entry.sentence.map_or_else(String::new, |n| n.to_string()),
        note.modified.to_string(),
    ]
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe before it makes it text (OWASP, CSV Injection).
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}
