//! How Chinese text is read: pinyin with tone marks, by the readings of the dictionary's words.

use super::{Entry, Lexicon};
use crate::text::is_han;
use std::collections::HashMap;

/// Words of one character that are mostly read otherwise than in the dictionary's first entry, which goes by the alphabet.
const USUAL: [(char, &str); 58] = [
    ('着', "zhe5"),
    ('得', "de5"),
    ('为', "wei4"),
    ('為', "wei4"),
    ('行', "xing2"),
    ('要', "yao4"),
    ('觉', "jue2"),
    ('覺', "jue2"),
    ('看', "kan4"),
    ('倒', "dao4"),
    ('更', "geng4"),
    ('几', "ji3"),
    ('幾', "ji3"),
    ('说', "shuo1"),
    ('說', "shuo1"),
    ('转', "zhuan3"),
    ('轉', "zhuan3"),
    ('吗', "ma5"),
    ('嗎', "ma5"),
    ('吧', "ba5"),
    ('打', "da3"),
    ('号', "hao4"),
    ('號', "hao4"),
    ('奇', "qi2"),
    ('么', "me5"),
    ('叶', "ye4"),
    ('葉', "ye4"),
    ('重', "zhong4"),
    ('血', "xue4"),
    ('量', "liang4"),
    ('落', "luo4"),
    ('弄', "nong4"),
    ('强', "qiang2"),
    ('強', "qiang2"),
    ('圈', "quan1"),
    ('散', "san4"),
    ('校', "xiao4"),
    ('占', "zhan4"),
    ('折', "zhe2"),
    ('载', "zai4"),
    ('載', "zai4"),
    ('差', "cha4"),
    ('称', "cheng1"),
    ('稱', "cheng1"),
    ('斗', "dou4"),
    ('鬥', "dou4"),
    ('禁', "jin4"),
    ('累', "lei4"),
    ('露', "lu4"),
    ('秘', "mi4"),
    ('宁', "ning2"),
    ('片', "pian4"),
    ('屏', "ping2"),
    ('吓', "xia4"),
    ('嚇', "xia4"),
    ('处', "chu4"),
    ('處', "chu4"),
    ('尽', "jin4"),
];

/// Reads text; looks every word up once.
pub struct Readings<'l> {
    lexicon: &'l Lexicon,
    known: HashMap<String, String>,
}

impl Lexicon {
    /// For reading much text: it remembers what it has looked up.
    #[must_use]
    pub fn reader(&self) -> Readings<'_> {
        Readings { lexicon: self, known: HashMap::new() }
    }
}

impl Readings<'_> {
    /// The pinyin of a text, `"lǎorén shǒu le sìshí nián de dēng"`: its words with spaces between them, without punctuation. Latin words and
    /// numbers stay; a character without a reading stays too.
    pub fn pinyin(&mut self, text: &str) -> String {
        let words = self.lexicon.segment(text).into_iter().filter(|word| word.starts_with(char::is_alphanumeric));
        let read: Vec<String> = words.map(|word| self.word(word)).collect();
        read.join(" ")
    }

    fn word(&mut self, word: &str) -> String {
        if !word.starts_with(is_han) {
            return word.to_owned();
        }
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let read = reading(self.lexicon, word).map_or_else(|| word.to_owned(), |numbered| tone_marked(&numbered));
        self.known.insert(word.to_owned(), read.clone());
        read
    }
}

/// The usual reading of a headword, its syllables with tone numbers.
fn reading(lexicon: &Lexicon, word: &str) -> Option<String> {
    let mut chars = word.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && let Some((_, usual)) = USUAL.iter().find(|(usual, _)| *usual == c)
    {
        return Some((*usual).to_owned());
    }
    // A variant stands for another word, a capital for a surname or a place.
    let is_minor = |entry: &Entry| {
        let sense = entry.senses.first().map_or("", String::as_str);
        // Surnames and other names are written with a capital.
        (
            entry.pinyin.starts_with(|c: char| c.is_ascii_uppercase()),
            sense.contains("variant of") || sense.starts_with("used in"),
        )
    };
    let entries = lexicon.entries(word);
    entries.iter().min_by_key(|entry| is_minor(entry)).map(|entry| entry.pinyin.clone())
}

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
    let place = lower.find(['a', 'e']).or_else(|| lower.find("ou")).or_else(|| lower.rfind(['i', 'o', 'u', 'ü']));
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
    format!("{}{with_mark}{}", &letters[..place], &letters[place + vowel.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Lexicon::bundled().unwrap().reader().pinyin(text), expected);
    }

    #[test]
    fn words_are_read_as_words_and_particles_as_particles() {
        check("老人守了四十年的灯。", "lǎorén shǒu le sìshí nián de dēng");
        check("重庆的音乐", "Chóngqìng de yīnyuè");
        check("他看着银行的行长说话", "tā kàn zhe yínháng de hángzhǎng shuōhuà");
        check("西安", "Xī'ān");
        check("女人旅行", "nǚrén lǚxíng");
        check("王先生都还在 A.I. 公司，3 点", "wáng xiānsheng dōu hái zài A I gōngsī 3 diǎn");
        check("為什麼說謊", "wèishénme shuōhuǎng");
        check("", "");
    }

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
        ] {
            assert_eq!(tone_marked(numbered), marked);
        }
    }
}
