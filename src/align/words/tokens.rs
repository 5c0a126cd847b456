//! Sentences as words and marks, each with its place: Chinese by the dictionary, English by spaces, apostrophes and marks.

use crate::lexicon::Lexicon;
use crate::text::{ByteSpan, is_han, is_latin};

/// English endings that are words: "don't" is "do n't", "ferry's" is "ferry 's".
const ENDINGS: [&str; 7] = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];

/// The words and marks of a Chinese sentence, in order. White space is left out, nothing else.
pub(super) fn chinese(text: &str, lexicon: &Lexicon) -> Vec<ByteSpan> {
    let mut spans = Vec::new();
    for run in runs(text) {
        let whole = run.slice(text);
        if !whole.starts_with(is_han) {
            spans.push(run);
            continue;
        }
        let mut start = run.start();
        for word in lexicon.segment(whole) {
            spans.extend(ByteSpan::new(text, start, start + word.len()));
            start += word.len();
        }
    }
    spans
}

/// The words and marks of an English sentence, in order. White space is left out, nothing else.
pub(super) fn english(text: &str) -> Vec<ByteSpan> {
    let mut spans = Vec::new();
    for run in runs(text) {
        let word = run.slice(text).to_ascii_lowercase().replace('’', "'");
        let ending = ENDINGS.iter().find(|ending| word.len() > ending.len() && word.ends_with(*ending));
        let chars = ending.map_or(0, |ending| ending.chars().count());
        let cut = run.slice(text).char_indices().rev().take(chars).last().map_or(run.len(), |(at, _)| at);
        spans.extend(ByteSpan::new(text, run.start(), run.start() + cut));
        spans.extend(ByteSpan::new(text, run.start() + cut, run.end()).filter(|span| !span.is_empty()));
    }
    spans
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Han,
    Word,
    Mark,
}

fn class(c: char) -> Class {
    if c.is_whitespace() {
        Class::Space
    } else if is_han(c) {
        Class::Han
    } else if is_latin(c) || c.is_alphanumeric() {
        Class::Word
    } else {
        Class::Mark
    }
}

/// Runs of Chinese characters, words and numbers with what joins their parts, and single marks (the same mark twice is one).
fn runs(text: &str) -> Vec<ByteSpan> {
    let mut spans = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let own = class(c);
        if own == Class::Space {
            continue;
        }
        let mut last = c;
        while let Some((at, next)) = chars.peek().copied() {
            let following = text[at + next.len_utf8()..].chars().next();
            let joins = match own {
                Class::Mark => next == c && matches!(c, '—' | '…' | '-' | '.'),
                Class::Word => {
                    let is_inside = following.is_some_and(|f| class(f) == Class::Word);
                    let between_digits = last.is_ascii_digit() && following.is_some_and(|f| f.is_ascii_digit());
                    let is_initial = next == '.' && is_abbreviation(&text[start..at], following);
                    class(next) == Class::Word
                        || matches!(next, '\'' | '’' | '-' | '‐' | '&') && is_inside
                        || matches!(next, '.' | ',') && between_digits
                        || is_initial
                        || matches!(next, '%' | '％') && last.is_ascii_digit()
                }
                _ => class(next) == own,
            };
            if !joins {
                break;
            }
            last = next;
            chars.next();
        }
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        spans.extend(ByteSpan::new(text, start, end));
    }
    spans
}

/// True where a full stop belongs to the word before it: "U.S.", "Mr.".
fn is_abbreviation(word: &str, following: Option<char>) -> bool {
    let is_letter = |part: &str| part.len() == 1 && part.starts_with(is_latin);
    let of_letters = word.split('.').all(is_letter) && (word.contains('.') || following.is_some_and(is_latin));
    of_letters
        || matches!(word, "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "Jan" | "Feb" | "Aug" | "Sept" | "Oct" | "Nov" | "Dec")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words<'t>(text: &'t str, spans: &[ByteSpan]) -> Vec<&'t str> {
        spans.iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn english_words_as_a_reader_counts_them() {
        for (text, expected) in [
            ("The ferry’s late.", &["The", "ferry", "’s", "late", "."][..]),
            ("Don't go -- yet…", &["Do", "n't", "go", "--", "yet", "…"]),
            ("A well-known U.S. man, 1,500.5 kg", &["A", "well-known", "U.S.", "man", ",", "1,500.5", "kg"]),
            ("Mr. Li paid $5, 30%.", &["Mr.", "Li", "paid", "$", "5", ",", "30%", "."]),
            ("“No,” he said.", &["“", "No", ",", "”", "he", "said", "."]),
            ("", &[]),
        ] {
            assert_eq!(words(text, &english(text)), expected);
        }
    }

    #[test]
    fn chinese_words_are_the_dictionarys() {
        let lexicon = Lexicon::bundled().expect("it is whole");
        let text = "“渡轮，离开 DNA 港口……”";
        let expected = ["“", "渡轮", "，", "离开", "DNA", "港口", "……", "”"];
        assert_eq!(words(text, &chinese(text, &lexicon)), expected);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-zA-Z'’.,%0-9 渡轮港口离开。，“”…é-]{0,40}") {
            let lexicon = Lexicon::bundled().expect("it is whole");
            for spans in [chinese(&text, &lexicon), english(&text)] {
                let joined: String = spans.iter().map(|span| span.slice(&text)).collect();
                prop_assert_eq!(joined, text.split_whitespace().collect::<String>());
                prop_assert!(spans.iter().all(|span| !span.is_empty()));
            }
        }
    }
}
