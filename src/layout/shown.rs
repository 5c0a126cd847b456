//! What of a text is drawn, and as which character.

use super::markup::is_code;
use super::{Emphasis, Setting};
use crate::text::{is_latin, is_wide};
use std::ops::Range;

/// So far apart may brackets be that are drawn in full width together, in bytes.
const BRACKETED_BYTES: usize = 120;
/// Of so many marks in a row the first decides whether they are drawn in full width; what comes after them is as the source has it.
const ROW_MARKS: usize = 64;

/// The characters of a text that are drawn, each with its byte. A line break of the source is a space between words and nothing between
/// Chinese characters; marks without width are left out.
pub fn shown(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, char)> {
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

/// [`shown`] as a block is set: in Chinese an apostrophe is never as wide as a quotation mark, and half-width marks beside Chinese
/// characters are drawn in full width if that is chosen, without the space that may follow them; code stays as it is. Bytes are those of the
/// source.
pub fn set_text(
    text: &str,
    range: Range<usize>,
    setting: Setting,
    emphasis: &[(Range<usize>, Emphasis)],
) -> impl Iterator<Item = (usize, char)> {
    shown(text, range).filter_map(move |(byte, c)| match c {
        // Which form of a character is meant: the faces have one of each.
        '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => None,
        _ if is_code(emphasis, byte) => Some((byte, c)),
        ' ' if setting.widens_marks && is_beside_widened(text, byte, emphasis) => None,
        ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' if setting.widens_marks => Some((byte, widened(text, byte, c))),
        '’' if setting.trims_marks && is_between_letters(text, byte) => Some((byte, 'ʼ')),
        c => Some((byte, c)),
    })
}

fn is_between_letters(text: &str, byte: usize) -> bool {
    text[..byte].ends_with(is_latin) && text[byte + '’'.len_utf8()..].starts_with(is_latin)
}

/// True for a space behind a mark that is drawn in full width, or before an opening one.
fn is_beside_widened(text: &str, byte: usize, emphasis: &[(Range<usize>, Emphasis)]) -> bool {
    let is_mark = |c: &char| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')');
    let mark = |at: usize| text[at..].chars().next().filter(is_mark).filter(|_| !is_code(emphasis, at));
    let is_wider = |at: usize| mark(at).is_some_and(|c| widened(text, at, c) != c);
    let behind = byte > 0 && text.is_char_boundary(byte - 1) && is_wider(byte - 1);
    behind || text[byte..].starts_with(" (") && is_wider(byte + 1)
}

/// The full-width form of a half-width mark that has a Chinese neighbour; otherwise the mark.
pub(super) fn widened(text: &str, byte: usize, c: char) -> char {
    let is_chinese = |c: Option<char>| c.is_some_and(|c| is_wide(c) || matches!(c, '“' | '”' | '…' | '—'));
    // `什么?!`: the first mark of a row decides, and what brackets hold is passed over.
    let before = text.as_bytes()[..byte].iter().rev().take(ROW_MARKS);
    let marks = before.take_while(|mark| b",;:!?)".contains(mark)).count();
    let is_behind_chinese = is_chinese(text[..byte - marks].chars().next_back())
        || text[..byte].ends_with(')') && is_bracket_chinese(text, byte - 1, ')');
    let next = text[byte + 1..].chars().next();
    let full = match c {
        '(' | ')' => return if is_bracket_chinese(text, byte, c) { if c == '(' { '（' } else { '）' } } else { c },
        '.' => {
            let is_end = next.is_none_or(|c| c != '.' && !c.is_alphanumeric() || is_wide(c));
            return if is_behind_chinese && is_end { '。' } else { c };
        }
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        _ => '？',
    };
    if is_behind_chinese || is_chinese(next) { full } else { c }
}

/// Brackets go together: either has a Chinese neighbour, or its partner has.
fn is_bracket_chinese(text: &str, byte: usize, c: char) -> bool {
    let is_beside = |at: usize| {
        text[..at].trim_end_matches(' ').ends_with(is_wide)
            || text[at + 1..].trim_start_matches(' ').starts_with(is_wide)
    };
    let partner = if c == '(' {
        let near = text[byte + 1..].bytes().take(BRACKETED_BYTES).position(|b| b == b')');
        near.map(|i| byte + 1 + i)
    } else {
        text.as_bytes()[..byte].iter().rev().take(BRACKETED_BYTES).position(|b| *b == b'(').map(|i| byte - 1 - i)
    };
    is_beside(byte) || partner.is_some_and(is_beside)
}
