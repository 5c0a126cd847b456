//! Code: between backticks in a line, and between fences. It is drawn as it is typed.

use super::Edit;
use std::ops::Range;

/// From one stop of tabs to the next, in columns.
const TAB_COLUMNS: usize = 4;

/// Where the backticks begin that close those of `marks`: as many of them, and before `end`. `None` if there are none, or if the two are
/// opening quotes of a typist (`` `so,' he said, `and `` so).
pub(super) fn close_of(text: &str, marks: Range<usize>, end: usize) -> Option<usize> {
    let end = text.floor_char_boundary(end);
    let mut from = marks.end;
    while let Some(close) = text[from..end].find('`').map(|i| from + i) {
        let behind = end - text[close..end].trim_start_matches('`').len();
        if behind - close == marks.len() {
            let opens = text[behind..].starts_with(|c: char| c.is_ascii_alphanumeric());
            return (!opens || !text[marks.end..close].contains('\'')).then_some(close);
        }
        from = behind;
    }
    None
}

/// What a block of code is drawn with: without its fences, and with tabs as the spaces that they stand for. `None` if there is nothing between
/// the fences. Linear.
pub(super) fn inside_fences(text: &str) -> Option<Vec<Edit>> {
    let inside = text.find('\n')? + 1..text.rfind('\n')?;
    let code = text.get(inside.clone()).filter(|code| !code.trim().is_empty())?;
    let mut column = 0;
    let tabs = code.char_indices().filter_map(|(i, c)| {
        let columns = if c == '\t' { TAB_COLUMNS - column % TAB_COLUMNS } else { 1 };
        column = if c == '\n' { 0 } else { column + columns };
        let at = inside.start + i;
        (c == '\t').then(|| (at..at + 1, &"    "[..columns]))
    });
    let fences = [(0..inside.start, ""), (inside.end..text.len(), "")];
    let mut edits: Vec<Edit> = tabs.chain(fences).collect();
    edits.sort_unstable_by_key(|(range, _)| range.start);
    Some(edits)
}

/// A text with letters in place of its code, for those who look for marks in it.
pub(super) fn masked(text: &str, code: impl Iterator<Item = Range<usize>>) -> String {
    let mut masked = String::with_capacity(text.len());
    for range in code {
        masked.push_str(&text[masked.len()..range.start]);
        masked.extend(std::iter::repeat_n('a', range.len()));
    }
    masked.push_str(&text[masked.len()..]);
    masked
}
