//! What of a text is drawn, and as which character.

use crate::text::is_wide;

/// The characters of a text that are drawn, each with its byte. A line break of the source is a space between words and nothing between
/// Chinese characters; marks without width are left out.
pub fn shown(text: &str, range: std::ops::Range<usize>) -> impl Iterator<Item = (usize, char)> {
    let start = range.start;
    text[range].char_indices().filter_map(move |(i, c)| {
        let byte = start + i;
        let shown = match c {
            '\n' if text[..byte].ends_with(is_wide) || text[byte + 1..].starts_with(is_wide) => return None,
            '\r' if text[byte + 1..].starts_with('\n') => return None,
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{ad}' | '\u{feff}' => {
                return None;
            }
            c if c.is_control() => '\u{fffd}',
            c => c,
        };
        Some((byte, shown))
    })
}
