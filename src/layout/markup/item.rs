//! What stands before an item of a list.

use super::Edit;

/// The hyphen, asterisk or plus sign that stands for a bullet.
pub(super) fn bullet(text: &str) -> Option<Edit> {
    let rest = text.strip_prefix(['-', '*', '+'])?;
    (rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()).then_some((0..1, "•"))
}

/// The bytes of a bullet or number, with the blanks behind it; 0 if there is none, or nothing behind it.
pub(super) fn marker_bytes(text: &str) -> usize {
    let body = text.strip_prefix(|c: char| matches!(c, '•' | '●' | '○' | '▪' | '‣' | '◦' | '■' | '◆' | '①'..='⑳'));
    let body = body.or_else(|| after_number(text)).map_or("", str::trim_start);
    if body.is_empty() { 0 } else { text.len() - body.len() }
}

/// What follows `1.`, `1)`, `1、`, `(1)`.
fn after_number(text: &str) -> Option<&str> {
    let open = text.strip_prefix(['(', '（']);
    let number = open.unwrap_or(text);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    if !(1..=3).contains(&(number.len() - rest.len())) {
        return None;
    }
    let behind = rest.strip_prefix([')', '）']);
    if open.is_some() {
        return behind;
    }
    let behind = behind.or_else(|| rest.strip_prefix(['、', '．']));
    behind.or_else(|| rest.strip_prefix('.').filter(|behind| !behind.starts_with(|c: char| c.is_ascii_digit())))
}
