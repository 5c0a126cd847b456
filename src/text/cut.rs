//! Texts cut short where there is little room.

use std::borrow::Cow;

/// The first characters of a text, with an ellipsis if there are more; costs no more for a longer text.
#[must_use]
pub fn start_of(text: &str, chars: usize) -> Cow<'_, str> {
    match text.char_indices().nth(chars) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        for (text, chars, expected) in [("守灯人", 2, "守灯…"), ("守灯人", 3, "守灯人"), ("", 0, ""), ("ab", 0, "…")]
        {
            assert_eq!(start_of(text, chars), expected);
        }
    }
}
