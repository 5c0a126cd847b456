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
    let reader = Lexicon::bundled().unwrap().reader();
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

/// Rows without what stands in brackets behind a character, and those readings by their characters' bytes.
fn unbracketed(row: &str) -> (String, Vec<(usize, &str)>) {
    let (mut text, mut read) = (String::new(), Vec::new());
    for part in row.split_inclusive(']') {
        let (plain, reading) = part.split_once('[').unwrap_or((part, "]"));
        text.push_str(plain);
        let last = plain.chars().next_back().map_or(0, char::len_utf8);
        if let Some(reading) = reading.strip_suffix(']').filter(|reading| !reading.is_empty()) {
            read.push((text.len() - last, reading));
        }
    }
    (text, read)
}

#[test]
fn characters_with_many_readings_in_phrases() {
    let reader = Lexicon::bundled().unwrap().reader();
    let (mut wrong, mut all) = (Vec::new(), 0);
    for row in include_str!("phrases.txt").lines().filter(|row| !row.starts_with('#')) {
        let (text, expected) = unbracketed(row);
        let syllables = reader.syllables(&text, 0..text.len());
        for (byte, expected) in expected {
            all += 1;
            let got = syllables.iter().find(|syllable| syllable.byte == byte).map(|s| s.pinyin.to_lowercase());
            if got.as_deref() != Some(expected) {
                wrong.push(format!("{row} {got:?}"));
            }
        }
    }
    println!("{} of {all} right\n{}", all - wrong.len(), wrong.join("\n"));
    assert!(all > 300 && wrong.len() <= 1, "{wrong:#?}");
}

#[test]
fn nearly_every_syllable_of_a_text_is_right() {
    let reader = Lexicon::bundled().unwrap().reader();
    let (mut wrong, mut all) = (Vec::new(), 0);
    for row in include_str!("text.txt").lines().filter(|row| !row.starts_with('#')) {
        let (text, expected) = row.split_once('|').unwrap();
        let syllables = reader.syllables(text, 0..text.len());
        assert_eq!(syllables.len(), expected.split(' ').count(), "{text}");
        for (syllable, expected) in syllables.iter().zip(expected.split(' ')) {
            all += 1;
            // Whether a name has a capital is another question.
            if syllable.pinyin.to_lowercase() != expected.to_lowercase() {
                wrong.push(format!("{} {}, not {expected}", &text[syllable.byte..], syllable.pinyin));
            }
        }
    }
    println!("{} of {all} right\n{}", all - wrong.len(), wrong.join("\n"));
    assert!(all > 700 && wrong.len() <= 1, "{wrong:#?}");
}

#[test]
fn every_word_of_the_list_has_that_reading_in_the_dictionary_and_another_first() {
    let lexicon = Lexicon::bundled().unwrap();
    for line in USUAL.lines() {
        let (word, numbered) = line.split_once(' ').unwrap();
        let read: Vec<String> = lexicon.entries(word).into_iter().map(|entry| entry.pinyin).collect();
        assert!(read.iter().any(|pinyin| pinyin == numbered), "{word}: {read:?}");
        assert_ne!(lexicon.spoken(word).as_deref(), Some(numbered), "{word} needs no line");
    }
}

#[test]
fn a_part_behind_a_latin_word_is_read_as_in_its_text() {
    let reader = Lexicon::bundled().unwrap().reader();
    let text = "了aa得了";
    let part = text.find('得').unwrap()..text.len();
    let whole = reader.syllables(text, 0..text.len());
    assert_eq!(reader.syllables(text, part), whole[1..]);
}

#[test]
fn what_is_no_chinese_character_has_no_syllable() {
    let reader = Lexicon::bundled().unwrap().reader();
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
        let reader = Lexicon::bundled().unwrap().reader();
        let whole = reader.syllables(&text, 0..text.len());
        // Every character of these has a reading, and its own place.
        let han: Vec<usize> = text.char_indices().filter(|(_, c)| is_han(*c)).map(|(byte, _)| byte).collect();
        prop_assert_eq!(whole.iter().map(|syllable| syllable.byte).collect::<Vec<_>>(), han);
        let [start, end] = ends;
        let inside: Vec<_> = whole.into_iter().filter(|syllable| (start..end).contains(&syllable.byte)).collect();
        prop_assert_eq!(reader.syllables(&text, start..end), inside);
    }
}
