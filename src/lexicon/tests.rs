use super::*;
use proptest::prelude::*;

fn lexicon() -> Lexicon {
    Lexicon::bundled().unwrap()
}

#[test]
fn looks_words_up_in_both_scripts() {
    let lexicon = lexicon();
    for (headword, pinyin, sense) in [
        ("港口", "gang3 kou3", "harbor"),
        ("银行", "yin2 hang2", "bank"),
        ("銀行", "yin2 hang2", "bank"),
        ("重庆", "Chong2 qing4", "Chongqing"),
        ("電腦", "dian4 nao3", "computer"),
    ] {
        let entries = lexicon.entries(headword);
        assert!(
            entries.iter().any(|e| e.pinyin == pinyin && e.senses.iter().any(|s| s.contains(sense))),
            "{headword}: {entries:?}"
        );
    }
    assert!(lexicon.entries("港口港口").is_empty());
    assert!(!lexicon.is_headword(""));
}

#[test]
fn ties_headwords_to_english_stems() {
    let lexicon = lexicon();
    for (headword, word) in [
        ("港口", "harbors"),
        ("港口", "port"),
        ("渡轮", "ferries"),
        ("灯塔", "lighthouse"),
        ("燈塔", "lighthouse"),
        ("跑", "ran"),
    ] {
        let wanted = lexicon.stem_id(&stem(word));
        let weights: Vec<_> = lexicon.associations(headword).collect();
        assert!(weights.iter().any(|(id, w)| Some(*id) == wanted && *w > 0.2), "{headword} {word}");
        assert!(weights.windows(2).all(|w| w[0].0 < w[1].0), "ascending");
    }
    assert_eq!(lexicon.associations("没有这个词条").count(), 0);
}

#[test]
fn reads_characters_without_tones() {
    let lexicon = lexicon();
    let read = |c| lexicon.syllables(c).collect::<Vec<_>>();
    assert_eq!(read('重'), ["chong", "zhong"]);
    assert_eq!(read('銀'), ["yin"]);
    assert!(read('a').is_empty());
    assert!(lexicon.is_syllable("zhuang") && !lexicon.is_syllable("zhuangx") && !lexicon.is_syllable(""));
}

#[test]
fn splits_romanised_names() {
    let lexicon = lexicon();
    let mut ways = split_syllables(&lexicon, "Xian");
    ways.sort();
    assert_eq!(ways, [vec!["xi", "an"], vec!["xian"]]);
    assert_eq!(split_syllables(&lexicon, "Weiming").len(), 1);
    assert!(split_syllables(&lexicon, "Thornton").is_empty());
    assert!(split_syllables(&lexicon, "").is_empty());
    assert!(split_syllables(&lexicon, "École").is_empty());
}

#[test]
fn stems_bring_forms_together() {
    for family in
        ["run ran running runs", "port ports", "say said saying", "child children", "ferry ferries", "she her hers"]
    {
        let stems: std::collections::BTreeSet<_> = family.split(' ').map(stem).collect();
        assert_eq!(stems.len(), 1, "{family}: {stems:?}");
    }
}

#[test]
fn cuts_text_into_words() {
    let lexicon = lexicon();
    for (text, words) in [
        ("渡轮停在港口。", "渡轮|停|在|港口"),
        ("他在银行工作了3.5年,很累!", "他|在|银行|工作|了|3.5|年|很|累|!"),
        ("A.I.“改变”世界", "A|I|“|改变|”|世界"),
        ("", ""),
    ] {
        assert_eq!(lexicon.segment(text).join("|"), words, "{text}");
    }
}

#[test]
fn the_notice_travels_with_the_data() {
    let notice = std::str::from_utf8(lexicon().data.section(Section::Notice)).unwrap();
    assert!(notice.contains("CC-CEDICT") && notice.contains("Creative Commons"));
}

#[test]
fn a_file_of_another_kind_is_refused() {
    for bytes in
        [&b""[..], b"DUIZHAO-LEX", b"DUIZHAO-LEX\x01", b"DUIZHAO-LEX\x02\0\0\0\0", b"PK\x03\x04 something else"]
    {
        assert!(Lexicon::from_static(bytes).is_err());
    }
}

/// A small dictionary in packed form, so that damaging it at random hits something that matters.
fn small() -> Vec<u8> {
    let mut writer = Writer::default();
    let fst = |keys: &[&str]| {
        let mut builder = fst::MapBuilder::memory();
        for (i, key) in keys.iter().enumerate() {
            builder.insert(key, i as u64).unwrap();
        }
        builder.into_inner().unwrap()
    };
    writer.set(Section::Headwords, fst(&["停", "渡轮", "港口"]));
    writer.set(Section::Stems, fst(&["ferri", "port", "stop"]));
    let weight = |id: u32| (id << 12 | 4095).to_le_bytes();
    writer.set_lists(
        Section::AssociationEnds,
        Section::Associations,
        &[vec![weight(2)], vec![weight(0)], vec![weight(1)]],
    );
    writer.set_lists(Section::ReadingEnds, Section::Readings, &[vec![[0, 0]], vec![], vec![]]);
    writer.set_lists(Section::SyllableEnds, Section::Syllables, &["ting".bytes().map(|b| [b]).collect()]);
    writer.set_lists(
        Section::EntryListEnds,
        Section::EntryLists,
        &[vec![[0; 4]], vec![[1, 0, 0, 0]], vec![[2, 0, 0, 0]]],
    );
    let text = "停 停 [ting2] /to stop/\n渡輪 渡轮 [du4 lun2] /ferry/\n港口 港口 [gang3 kou3] /port/";
    let block = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6);
    writer.set_lists(Section::BlockEnds, Section::Blocks, &[block.into_iter().map(|b| [b]).collect()]);
    writer.finish()
}

proptest! {
    #[test]
    fn segmenting_loses_no_chinese_character(text in "[港口渡轮停在银行a1。 ]{0,40}") {
        let words = lexicon().segment(&text).concat();
        let han = |s: &str| s.chars().filter(|c| crate::text::is_han(*c)).collect::<String>();
        prop_assert_eq!(han(&words), han(&text));
    }

    #[test]
    fn damage_never_panics_outside_the_index(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        // The two automata are left whole: `fst` checks its own format and documents that it panics on a forged one.
        let mut bytes = small();
        let free = bytes.len() - 200;
        for (at, value) in hits {
            let at = bytes.len() - 1 - at.index(free.min(180));
            bytes[at] = value;
        }
        if let Ok(lexicon) = Lexicon::from_static(bytes.leak()) {
            for word in ["停", "渡轮", "港口"] {
                let _ = lexicon.entries(word);
                lexicon.associations(word).count();
            }
            lexicon.syllables('停').count();
        }
    }
}
