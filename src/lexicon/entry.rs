//! One entry of the dictionary, as CC-CEDICT writes it.

use super::syllables::spellings;

/// One entry of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Traditional characters.
    pub traditional: String,
    /// Simplified characters.
    pub simplified: String,
    /// Syllables with tone numbers, `u:` for ü: `"gang3 kou3"`.
    pub pinyin: String,
    /// English senses, in order.
    pub senses: Vec<String>,
}

impl Entry {
    /// Reads a line of CC-CEDICT, `traditional simplified [pin1 yin1] /sense/sense/`. `None` for anything else.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let (traditional, rest) = line.split_once(' ')?;
        let (simplified, rest) = rest.split_once(" [")?;
        let (pinyin, rest) = rest.split_once("] /")?;
        let senses = rest.trim_end().strip_suffix('/')?;
        Some(Self {
            traditional: traditional.to_owned(),
            simplified: simplified.to_owned(),
            pinyin: pinyin.to_owned(),
            senses: senses.split('/').map(str::to_owned).collect(),
        })
    }

    /// True for a name of somebody or something, which is written with a capital.
    #[must_use]
    pub fn is_name(&self) -> bool {
        self.pinyin.starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// The syllables without tones, in lower case. One with ü comes in each way that names are written: `lu`, `lv` and `lyu`.
    pub fn toneless(&self) -> impl Iterator<Item = String> {
        self.pinyin.split_whitespace().flat_map(spellings)
    }
}

/// The words of a gloss, in lower case: letters of ASCII, with apostrophes inside.
pub fn gloss_words(gloss: &str) -> impl Iterator<Item = String> {
    gloss
        .split(|c: char| !(c.is_ascii_alphabetic() || c == '\''))
        .map(|word| word.trim_matches('\'').to_ascii_lowercase())
        .filter(|word| !word.is_empty())
}
