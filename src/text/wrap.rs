//! Hard wraps taken out of a text.

use super::is_wide;
use std::borrow::Cow;

/// A text on one line: a line break is a space between words and nothing beside Chinese characters; spaces around it go.
#[must_use]
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        if !whole.is_empty() && !whole.ends_with(is_wide) && !line.starts_with(is_wide) {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_their_language_joins_them() {
        for (text, expected) in [
            ("one line ", "one line "),
            ("the old\nlight", "the old light"),
            ("the old \r\n  light\n", "the old light"),
            ("守灯\n的人", "守灯的人"),
            ("守灯，\nA.I.", "守灯，A.I."),
            ("\n", ""),
        ] {
            assert_eq!(unwrapped(text), expected);
        }
    }
}
