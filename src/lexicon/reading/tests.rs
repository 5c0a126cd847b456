use super::*;
use proptest::prelude::*;

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
fn characters_with_many_readings_in_sentences() {
    let mut reader = Lexicon::bundled().unwrap().reader();
    let mut wrong = Vec::new();
    for row in include_str!("sentences.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (text, expected) = row.split_once('|').unwrap();
        let syllables = reader.syllables(text, 0..text.len());
        let got: Vec<_> = syllables.iter().map(|syllable| syllable.pinyin.as_str()).collect();
        if got.join(" ") != expected {
            wrong.push(format!("{text}|{}", got.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_word_of_the_list_has_that_reading_in_the_dictionary_and_another_first() {
    let lexicon = Lexicon::bundled().unwrap();
    for line in USUAL.lines() {
        let (word, numbered) = line.split_once(' ').unwrap();
        let read: Vec<String> = lexicon.entries(word).into_iter().map(|entry| entry.pinyin).collect();
        assert!(read.iter().any(|pinyin| pinyin == numbered), "{word}: {read:?}");
        assert_ne!(first_reading(&lexicon, word).as_deref(), Some(numbered), "{word} needs no line");
    }
}

#[test]
fn what_is_no_chinese_character_has_no_syllable() {
    let mut reader = Lexicon::bundled().unwrap().reader();
    let text = "“船”, A 3\u{200b}灯！";
    let syllables = reader.syllables(text, 0..text.len());
    let read: Vec<_> = syllables.iter().map(|s| (&text[s.byte..s.byte + 3], s.pinyin.as_str())).collect();
    assert_eq!(read, [("船", "chuán"), ("灯", "dēng")]);
    assert_eq!(reader.syllables("", 0..0), []);
}

proptest! {
    #[test]
    fn a_part_is_read_as_in_its_text(
        parts in prop::collection::vec(prop::sample::select(vec!["银行", "行走", "了", "长", "大", "我", "得", "，", "a", "3", " ", "只", "圕"]), 0..20),
        cuts in any::<[prop::sample::Index; 2]>(),
    ) {
        let text = parts.concat();
        let bounds: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let mut ends = cuts.map(|cut| bounds[cut.index(bounds.len())]);
        ends.sort_unstable();
        let mut reader = Lexicon::bundled().unwrap().reader();
        let whole = reader.syllables(&text, 0..text.len());
        // Every character of these has a reading, and its own place.
        let han: Vec<usize> = text.char_indices().filter(|(_, c)| is_han(*c)).map(|(byte, _)| byte).collect();
        prop_assert_eq!(whole.iter().map(|syllable| syllable.byte).collect::<Vec<_>>(), han);
        let [start, end] = ends;
        let inside: Vec<_> = whole.into_iter().filter(|syllable| (start..end).contains(&syllable.byte)).collect();
        prop_assert_eq!(reader.syllables(&text, start..end), inside);
    }
}
