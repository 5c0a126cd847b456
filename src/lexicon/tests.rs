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
fn what_is_used_more_is_less_rare() {
    let lexicon = lexicon();
    let rarity = |word: &str| lexicon.headwords.get(word).map(|value| Headword(value).rarity()).unwrap();
    for row in [["的", "确切", "新手", "在华"], ["中國", "發展", "燈塔", "㿠"]] {
        assert!(row.is_sorted_by_key(|word| rarity(word)), "{:?}", row.map(rarity));
    }
    // Every word that was counted is in the dictionary with its number.
    let listed: Vec<&str> = include_str!("../../assets/dictionary/frequencies.txt").lines().collect();
    assert!(listed.len() > 36_000);
    for line in listed {
        let (word, often) = line.split_once('\t').unwrap();
        assert_eq!(rarity(word), 9 - often.parse::<u32>().unwrap(), "{word}");
    }
    assert_eq!(Headword::new(0, 16), None);
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
fn irregular_forms_have_their_lemmas() {
    let lexicon = lexicon();
    let forms = "ran run;went go;gone go;better good;best good;worse bad;worst bad;children child;men man;women woman;feet foot;teeth tooth;\
        mice mouse;geese goose;wives wife;lives life;knives knife;leaves leaf;thieves thief;wolves wolf;halves half;shelves shelf;\
        took take;taken take;gave give;came come;saw see;seen see;knew know;thought think;told tell;found find;felt feel;left leave;\
        kept keep;began begin;brought bring;written write;sat sit;stood stand;heard hear;lost lose;paid pay;met meet;led lead;\
        spoke speak;rose rise;fell fall;sent send;built build;spent spend;caught catch;bought buy;sold sell;taught teach;fought fight;\
        held hold;grew grow;drawn draw;drove drive;broken break;chose choose;threw throw;flew fly;ate eat;drank drink;sung sing;\
        swam swim;wore wear;stole steal;froze freeze;forgot forget;hidden hide;ridden ride;woke wake;won win;struck strike;slept sleep;\
        understood understand;became become;dying die;tied tie;was be;has have;did do;made make;said say;got get";
    assert!(forms.split(';').count() >= 40);
    for pair in forms.split(';') {
        let (form, base) = pair.split_once(' ').unwrap();
        assert_eq!(lexicon.lemma(form), base, "{form}");
        assert_eq!(stem(form), stem(base), "{form}");
    }
}

#[test]
fn knows_traditional_headwords() {
    let lexicon = lexicon();
    for (traditional, simplified) in [
        ("臺灣", "台湾"),
        ("裡面", "里面"),
        ("著", "着"),
        ("這裡", "这里"),
        ("圖書館", "图书馆"),
        ("鐘", "钟"),
        ("聽", "听"),
        ("隻", "只"),
        ("門", "门"),
        ("還", "还"),
        ("車到山前必有路", "车到山前必有路"),
    ] {
        let entries = lexicon.entries(traditional);
        assert!(entries.iter().any(|e| e.simplified == simplified), "{traditional}: {entries:?}");
        assert_eq!(lexicon.longest_match(&format!("{traditional}。")), Some(traditional));
        assert!(lexicon.associations(traditional).count() > 0, "{traditional}");
    }
    let words = lexicon.segment("修鐘的人還在裡面，門關著。");
    assert_eq!(words.join("|"), "修|鐘|的|人|還|在|裡面|門|關|著");
}

#[test]
fn reads_characters_without_tones() {
    let lexicon = lexicon();
    let read = |c| lexicon.syllables(c).collect::<Vec<_>>();
    assert_eq!(read('重'), ["chong", "zhong"]);
    assert_eq!(read('銀'), ["yin"]);
    assert_eq!(read('绿'), ["lu", "lv", "lyu"]);
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
    for (accented, plain) in [("Xī'ān", "Xian"), ("Lü", "Lu"), ("Běijīng", "Beijing")] {
        assert_eq!(split_syllables(&lexicon, accented), split_syllables(&lexicon, plain), "{accented}");
    }
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
fn finds_the_longest_headword() {
    let lexicon = lexicon();
    for (text, word) in [
        ("港口的灯塔", Some("港口")),
        ("银行家来了", Some("银行家")),
        ("銀行", Some("銀行")),
        ("。", None),
        ("", None),
        ("xyz", None),
    ] {
        assert_eq!(lexicon.longest_match(text), word, "{text}");
    }
}

#[test]
fn finds_headwords_by_english() {
    let lexicon = lexicon();
    for (word, headword) in [("ferries", "渡轮"), ("lighthouse", "灯塔"), ("computers", "电脑"), ("bank", "银行")]
    {
        let found = lexicon.glossed_with(lexicon.stem_id(&stem(word)).unwrap(), 100);
        assert!(found.iter().any(|entry| entry.simplified == headword), "{word}: {found:?}");
        assert!(found.len() <= 100);
    }
    assert!(lexicon.glossed_with(StemId(u32::MAX), 5).is_empty());
}

#[test]
fn the_whole_dictionary_is_there() {
    let lexicon = lexicon();
    let notice = std::str::from_utf8(lexicon.data.section(Section::Notice)).unwrap();
    let stated = notice.lines().find_map(|line| line.strip_prefix("#! entries=")).unwrap();
    let last = stated.parse::<usize>().unwrap() - 1;
    assert_eq!(lexicon.data.entries([last, last + 1]).len(), 1);
    assert!(lexicon.len() > last);
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
    let fst = |pairs: &[(&str, usize)]| {
        let mut builder = fst::MapBuilder::memory();
        for (key, value) in pairs {
            builder.insert(key, *value as u64).unwrap();
        }
        builder.into_inner().unwrap()
    };
    let lines = ["停 停 [ting2] /to stop/", "渡輪 渡轮 [du4 lun2] /ferry/boat/", "港口 港口 [gang3 kou3] /port/"];
    writer.set_entries(&lines.map(|line| Entry::parse(line).unwrap()));
    let stop = RecordItems { readings: &[0], spoken: &[3], is_verb: true, ..RecordItems::default() };
    let words: [(RecordItems, [(u16, f32); 1]); 3] = [
        (stop, [(2, 1.0)]),
        (RecordItems { spoken: &[0, 2], ..RecordItems::default() }, [(0, 1.0)]),
        (RecordItems { spoken: &[], ..RecordItems::default() }, [(1, 0.5)]),
    ];
    let mut entry = 0;
    let records = words.map(|(items, associations)| {
        entry += 1;
        let items = RecordItems { entries: &[entry - 1], associations: &associations, ..items };
        Writer::record(&items).unwrap()
    });
    let [second, third] = [records[0].len(), records[0].len() + records[1].len()];
    writer.set(Section::Records, records.concat());
    let at = |offset: usize, rarity| Headword::new(offset as u64, rarity).unwrap().value() as usize;
    writer.set(Section::Headwords, fst(&[("停", at(0, 3)), ("渡轮", at(second, 15)), ("港口", at(third, 0))]));
    writer.set(Section::Stems, fst(&[("ferri", 0), ("port", 1), ("stop", 2)]));
    writer.set(Section::Words, fst(&[("boat", 1), ("ferry", 1), ("port", 1), ("stop", 1), ("to", 1)]));
    writer.set_lists(Section::SyllableEnds, Section::Syllables, &["ting"]);
    writer.set_lists(Section::SpokenEnds, Section::Spoken, &["du4", "gang3", "lun2", "ting2"]);
    writer.set(Section::KinChars, fst(&[("港", 0)]));
    writer.set_lists(Section::KinEnds, Section::Kin, &[Writer::associations(&[(0, 0.25), (1, 0.5)])]);
    writer.finish()
}

#[test]
fn reads_what_it_writes() {
    let lexicon = Lexicon::from_static(small().leak()).unwrap();
    let ferry = lexicon.entries("渡轮");
    assert_eq!(ferry.iter().map(|e| e.traditional.as_str()).collect::<Vec<_>>(), ["渡輪"]);
    assert_eq!(ferry[0].senses, ["ferry", "boat"]);
    assert_eq!(lexicon.associations("港口").collect::<Vec<_>>(), [(StemId(1), 0.5)]);
    assert_eq!(lexicon.syllables('停').collect::<Vec<_>>(), ["ting"]);
    assert_eq!(
        ["停", "渡轮", "港口", "口"].map(|word| lexicon.spoken(word)),
        [Some("ting2".to_owned()), Some("du4 lun2".to_owned()), None, None]
    );
    assert_eq!(["停", "渡轮", "口"].map(|word| lexicon.is_verb(word)), [true, false, false]);
    assert_eq!(lexicon.kin('港').collect::<Vec<_>>(), [(StemId(0), 0.25), (StemId(1), 0.5)]);
    assert_eq!(lexicon.kin('停').count(), 0);
    assert_eq!(lexicon.glossed_with(StemId(2), 9), lexicon.entries("停"));
}

proptest! {
    #[test]
    fn segmenting_loses_no_chinese_character(text in "[港口渡轮停在银行a1。 ]{0,40}") {
        let words = lexicon().segment(&text).concat();
        let han = |s: &str| s.chars().filter(|c| crate::text::is_han(*c)).collect::<String>();
        prop_assert_eq!(han(&words), han(&text));
    }

    #[test]
    fn damage_never_panics(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in 0_usize..40) {
        let mut bytes = small();
        for (at, value) in hits {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(bytes.len() - cut);
        if let Ok(lexicon) = Lexicon::from_static(bytes.leak()) {
            for word in ["停", "渡轮", "港口"] {
                let _ = lexicon.segment(word);
                let _ = lexicon.entries(word);
                lexicon.associations(word).count();
            }
            let _ = lexicon.glossed_with(StemId(1), 9);
            lexicon.syllables('停').count();
            let _ = lexicon.is_syllable("ting");
            let _ = lexicon.lemma("stops");
        }
    }
}
