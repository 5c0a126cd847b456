//! Tone numbers to tone marks.

use unicode_normalization::UnicodeNormalization;

/// `"Xi1 an1"` as `"Xī'ān"`: tone marks over vowels, `ü` for `u:`, an apostrophe before a syllable that begins with a vowel.
#[must_use]
pub fn tone_marked(numbered: &str) -> String {
    let mut marked = String::new();
    for syllable in numbered.split_whitespace() {
        if !marked.is_empty() && syllable.starts_with(['a', 'o', 'e']) {
            marked.push('\'');
        }
        marked.push_str(&syllable_marked(syllable));
    }
    marked
}

/// The mark stands over a or e, over the o of ou, otherwise over the last vowel.
fn syllable_marked(syllable: &str) -> String {
    let tone = syllable.bytes().last().filter(u8::is_ascii_digit).map_or(5, |digit| usize::from(digit - b'0'));
    let letters = syllable.trim_end_matches(|c: char| c.is_ascii_digit()).replace("u:", "ü").replace("U:", "Ü");
    let lower = letters.to_lowercase();
    let vowel = lower.find(['a', 'e', 'ê']).or_else(|| lower.find("ou")).or_else(|| lower.rfind(['i', 'o', 'u', 'ü']));
    // Some interjections have no vowel: 嗯, 呣.
    let place = vowel.or_else(|| lower.find(['m', 'n']));
    let Some(place) = place.filter(|_| (1..=4).contains(&tone)) else { return letters };
    let vowel = letters[place..].chars().next().unwrap_or('a');
    let over = |row: [char; 4]| row[tone - 1];
    let with_mark = match vowel {
        'a' => over(['ā', 'á', 'ǎ', 'à']),
        'e' => over(['ē', 'é', 'ě', 'è']),
        'i' => over(['ī', 'í', 'ǐ', 'ì']),
        'o' => over(['ō', 'ó', 'ǒ', 'ò']),
        'u' => over(['ū', 'ú', 'ǔ', 'ù']),
        'ü' => over(['ǖ', 'ǘ', 'ǚ', 'ǜ']),
        'A' => over(['Ā', 'Á', 'Ǎ', 'À']),
        'E' => over(['Ē', 'É', 'Ě', 'È']),
        'O' => over(['Ō', 'Ó', 'Ǒ', 'Ò']),
        other => other,
    };
    let mut marked = format!("{}{with_mark}", &letters[..place]);
    if with_mark == vowel {
        // What Unicode has no letter for: m̀, ê̌.
        marked.push(['\u{304}', '\u{301}', '\u{30c}', '\u{300}'][tone - 1]);
    }
    marked.push_str(&letters[place + vowel.len_utf8()..]);
    marked.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_over_the_right_vowel() {
        for (numbered, marked) in [
            ("ma1", "mā"),
            ("hao3", "hǎo"),
            ("gou3", "gǒu"),
            ("gui4", "guì"),
            ("liu2", "liú"),
            ("xue2", "xué"),
            ("lu:4", "lǜ"),
            ("nu:e4", "nüè"),
            ("de5", "de"),
            ("Ou1 zhou1", "Ōuzhōu"),
            ("ping2 an1", "píng'ān"),
            ("er2 zi5", "érzi"),
            ("r5", "r"),
            ("xx5", "xx"),
            ("lu:e4 hao2", "lüèháo"),
            ("m2", "ḿ"),
            ("m4", "m\u{300}"),
            ("ng3", "ňg"),
            ("n4", "ǹ"),
            ("ê4", "ề"),
            ("ê1", "ê\u{304}"),
        ] {
            assert_eq!(tone_marked(numbered), marked);
        }
    }
}
