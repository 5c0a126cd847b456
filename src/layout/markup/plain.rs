//! Passages without their marks, for lists that know a passage and not the block it is of.

use super::scan::{Scan, inside_heading};
use super::{Edit, Markup, item};
use crate::model::Quote;
use crate::text::{is_line_end, quote_len};
use std::ops::Range;

/// A passage as it is read, without marks of Markdown; its lines stay lines. `prefix` and `suffix` are what stands around it, as far as that is
/// known: a mark may open before it or close behind it. Linear.
#[must_use]
pub fn plain(prefix: &str, passage: &str, suffix: &str) -> String {
    let is_at_start = prefix.is_empty() || prefix.ends_with(is_line_end);
    let alone = without_marks(passage, 0..passage.len(), is_at_start);
    if !alone.contains(['*', '_', '`', '[', ']', '<', '>']) || prefix.is_empty() && suffix.is_empty() {
        return alone;
    }
    let whole = [prefix, passage, suffix].concat();
    without_marks(&whole, prefix.len()..prefix.len() + passage.len(), prefix.is_empty())
}

/// What a note quotes, as it is read.
#[must_use]
pub fn plain_quote(quote: &Quote) -> String {
    plain(&quote.prefix, &quote.quote, &quote.suffix)
}

fn without_marks(text: &str, part: Range<usize>, is_at_start: bool) -> String {
    let mut scan = Scan::new(text);
    scan.scan(0..text.len());
    let breaks = text.match_indices(is_line_end).map(|(at, _)| at + 1);
    let mut edits = std::mem::take(&mut scan.replaced);
    for start in is_at_start.then_some(0).into_iter().chain(breaks) {
        edits.extend(line_marks(text, start));
    }
    edits.extend(scan.hidden.into_iter().map(|range| (range, "")));
    edits.sort_unstable_by_key(|(range, _)| range.start);
    let markup = Markup::with(text, &edits);
    markup.text[markup.shown_of(part.start)..markup.shown_of(part.end)].trim().to_owned()
}

/// The marks at the start of a line, with its indent.
fn line_marks(text: &str, start: usize) -> Vec<Edit> {
    let line = text[start..].split(is_line_end).next().unwrap_or("");
    let indent = line.len() - line.trim_start().len();
    let quote = indent + quote_len(&line[indent..]);
    let body = &line[quote..];
    let mut edits: Vec<Edit> = vec![(start..start + quote, "")];
    let (from, to) = inside_heading(body);
    let at = start + quote;
    edits.extend([(at..at + from, ""), (at + to..at + body.len(), "")]);
    edits.extend(item::bullet(body).map(|(range, drawn)| (at + range.start..at + range.end, drawn)));
    edits.retain(|(range, _)| !range.is_empty());
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_read_without_marks() {
        for (prefix, passage, suffix, read) in [
            ("", "In the *morning* the ice had **gone**.", "", "In the morning the ice had gone."),
            ("", "# 守灯人", "", "守灯人"),
            ("A line\n", "> The sea\n> forgets", "", "The sea\nforgets"),
            ("", "- bread\n- *salt*", "", "• bread\n• salt"),
            ("", "a line\n   that goes on", "", "a line\nthat goes on"),
            ("**One.", " Two.", " Three.** Four.", "Two."),
            ("", "**One.", " Two.** Three.", "One."),
            ("**One. ", "Two.**", " Three.", "Two."),
            ("One ", "- two", "", "- two"),
            ("", "2 * 3 * 4", "", "2 * 3 * 4"),
            ("", "type ``a`b`` or `c`", "", "type a`b or c"),
            ("", "**", "", "**"),
        ] {
            assert_eq!(plain(prefix, passage, suffix), read, "{passage}");
        }
    }
}
