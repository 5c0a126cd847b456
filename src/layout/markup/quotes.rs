//! Straight quotes and rows of full stops beside Chinese characters, and what they stand for. Only where that can be told: a block in which one
//! quote has no partner keeps them all.

use super::Edit;
use crate::text::is_wide;

/// False if there is nothing to widen in a text.
pub(super) fn may_widen(text: &str) -> bool {
    text.contains(['"', '\'', '＂']) || text.contains("...") || text.contains("。。。")
}

/// The quotes and dots of a text that are drawn as others. Linear.
pub(super) fn widened(text: &str) -> Vec<Edit> {
    let mut edits = double_quotes(text).unwrap_or_default();
    edits.extend(single_quotes(text).unwrap_or_default());
    edits.extend(dots(text));
    edits
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character behind the one at `at`.
fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().nth(1)
}

fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| is_wide(c) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—'))
}

fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn is_letter_or_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() && !is_wide(c))
}

/// `None` if they cannot be told: one is alone, a mark of inches (`12"`), or does not hug what it quotes.
fn double_quotes(text: &str) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut marks = text.match_indices(['"', '＂']);
    while let Some((open, mark)) = marks.next() {
        let (close, other) = marks.next()?;
        let (first, last) = (after(text, open), before(text, close));
        let is_inch = before(text, open).is_some_and(|c| c.is_ascii_digit());
        if is_inch || is_blank(first) || is_blank(last) || open + mark.len() == close {
            return None;
        }
        let (outer, behind) = (text[..open].trim_end(), text[close + other.len()..].trim_start());
        let neighbours = [first, last, outer.chars().next_back(), behind.chars().next()];
        if neighbours.into_iter().any(is_chinese) {
            edits.push((open..open + mark.len(), "“"));
            edits.push((close..close + other.len(), "”"));
        }
    }
    Some(edits)
}

/// [`double_quotes`] of the inner ones. Apostrophes are none of them; beside digits nothing can be told (`'90年代`).
fn single_quotes(text: &str) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let is_apostrophe = |at: usize| is_letter_or_digit(before(text, at)) && is_letter_or_digit(after(text, at));
    let mut marks = text.match_indices('\'').map(|(at, _)| at).filter(|at| !is_apostrophe(*at));
    while let Some(open) = marks.next() {
        let close = marks.next()?;
        let (first, last) = (after(text, open), before(text, close));
        let has_chinese = (is_chinese(first) || is_chinese(before(text, open)))
            && (is_chinese(last) || is_chinese(after(text, close)));
        if !has_chinese
            || is_blank(first)
            || is_blank(last)
            || is_letter_or_digit(after(text, close))
            || open + 1 == close
        {
            return None;
        }
        edits.push((open..open + 1, "‘"));
        edits.push((close..close + 1, "’"));
    }
    Some(edits)
}

/// Three or more full stops in a row, of either width.
fn dots(text: &str) -> impl Iterator<Item = Edit> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + text[from..].find(['.', '。'])?;
            let dot = if text[at..].starts_with('.') { '.' } else { '。' };
            let end = text.len() - text[at..].trim_start_matches(dot).len();
            from = end;
            let is_row = end - at >= 3 * dot.len_utf8();
            let is_beside = dot == '。' || is_chinese(before(text, at)) || is_chinese(text[end..].chars().next());
            if is_row && is_beside {
                return Some((at..end, "……"));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::layout::Markup;
    use crate::model::BlockKind;

    #[test]
    fn typed_quotes_and_dots_are_drawn_as_what_they_stand_for() {
        for (source, drawn) in [
            ("\"旧码头\"还在", "“旧码头”还在"),
            ("她说:\"走吧!\"", "她说:“走吧!”"),
            ("他点了 \"OK\" 键", "他点了 “OK” 键"),
            ("**\"好\"**，*\"坏\"*", "“好”，“坏”"),
            ("\"他真说了'等等我'吗?\"她问。", "“他真说了‘等等我’吗?”她问。"),
            ("＂好＂", "“好”"),
            ("“他说'好'”", "“他说‘好’”"),
            ("等等...", "等等……"),
            ("等等......走吧", "等等……走吧"),
            ("OK...好", "OK……好"),
            ("完了。。。", "完了……"),
            ("\"唉...\"她说", "“唉……”她说"),
            // Of code nothing is.
            ("输入`echo \"好\"`,\"好\"", "输入echo \"好\",“好”"),
            ("`a...`好...", "a...好……"),
            // What cannot be told stays.
            ("她说:\"走吧!", "她说:\"走吧!"),
            ("12\"屏幕和14\"屏幕", "12\"屏幕和14\"屏幕"),
            ("他 \" 说 \" 了", "他 \" 说 \" 了"),
            ("从'80年代到'90年代", "从'80年代到'90年代"),
            ("it's 好 isn't 坏", "it's 好 isn't 坏"),
            ("the \"OK\" key", "the \"OK\" key"),
            ("a...b", "a...b"),
            ("好。。", "好。。"),
            ("\"\"", "\"\""),
        ] {
            let markup = Markup::of(source, BlockKind::Paragraph, true);
            assert_eq!(markup.map_or_else(|| source.to_owned(), |markup| markup.text), drawn);
            let kept = Markup::of(source, BlockKind::Paragraph, false);
            let bare = source.replace(['*', '`'], "");
            assert!(kept.is_none_or(|markup| bare == markup.text), "only if it is chosen: {source}");
        }
    }
}
