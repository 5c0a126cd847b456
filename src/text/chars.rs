//! What a character is: Han, Latin, an opening or a closing mark.

/// True for a Chinese character: the unified ideographs with their extensions, compatibility and radical forms, and `〇`.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '〇' | '々'
        | '\u{2e80}'..='\u{2fd5}' // radicals: what some PDF exporters put in place of the character
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// True for a letter of the Latin script, accents included.
#[must_use]
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

/// True for what is set without spaces: Chinese characters and their punctuation.
#[must_use]
pub fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
}

/// True for a letter of a script that is written from right to left: Hebrew, Arabic, Syriac and their like, with their points, but not
/// their figures.
#[must_use]
pub fn is_right_to_left(c: char) -> bool {
    match c {
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => false,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => true,
        _ => false,
    }
}

/// True for a mark that opens and belongs to what follows. The straight quotes are neither opening nor closing.
#[must_use]
pub fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '［' | '｛' | '«' | '〖')
}

/// True for a mark that closes and belongs to what stands before.
#[must_use]
pub fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '］' | '｝' | '»' | '〗')
}
