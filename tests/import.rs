//! Bytes to blocks, from outside: a fixture for each shape and each encoding, what must hold for any text, and hostile input.

use duizhao::import::{ImportError, Input, import, read_file};
use duizhao::model::{Block, BlockKind, Encoding, Imported, Order, Warning};
use duizhao::text::Lang;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn input(bytes: impl Into<Vec<u8>>) -> Input {
    Input { path: None, bytes: bytes.into(), encoding: None }
}

fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// One block a line: side, line of the source, kind, text with its line breaks as `⏎`.
fn shown(imported: &Imported) -> String {
    let mut out = format!("{:?}\n", imported.document.order).to_lowercase();
    for Block { lang, kind, text, line, file } in &imported.document.blocks {
        let side = if *lang == Lang::En { "en" } else { "zh" };
        let at = if imported.document.sources.len() > 1 { format!("{file}:{line}") } else { line.to_string() };
        let kind = match kind {
            BlockKind::Paragraph => String::new(),
            BlockKind::Heading(level) => format!(" h{level}"),
            BlockKind::ListItem(0) => " item".into(),
            BlockKind::ListItem(level) => format!(" item {level}"),
            BlockKind::Dateline => " date".into(),
            BlockKind::Verbatim => " verbatim".into(),
            BlockKind::Verse => " verse".into(),
            BlockKind::Rule => " rule".into(),
        };
        writeln!(out, "{side} {at}{kind} | {}", text.replace('\n', "⏎")).expect("a string takes all");
    }
    out
}

/// A fixture is a text (or two, parted by `=== second file`), `=== expected`, and what [`shown`] says of it. `⇥` is a tab, `∅` nothing.
#[test]
fn every_shape_has_its_blocks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 20, "the fixtures are where they are looked for");
    let mut wrong = String::new();
    for path in paths {
        let fixture = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n").replace('⇥', "\t").replace('∅', "");
        let (source, expected) = fixture.split_once("=== expected\n").expect("a fixture says what it expects");
        let inputs: Vec<Input> = source.split("=== second file\n").map(input).collect();
        let imported = import(&inputs).unwrap();
        assert_eq!(lost(source.replace("=== second file", ""), &imported), None, "{}", path.display());
        let got = shown(&imported);
        if got != expected {
            write!(wrong, "{}\n--- expected\n{expected}--- got\n{got}\n", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The letters and digits of a source and of its blocks, side by side by side, if they differ.
fn lost(source: impl AsRef<str>, imported: &Imported) -> Option<(String, String)> {
    let blocks: String = imported.document.blocks.iter().map(|block| letters_and_digits(&block.text)).collect();
    let source = letters_and_digits(source.as_ref());
    (blocks != source).then_some((source, blocks))
}

/// Articles outside the repository, where there are any: the blocks of each side are those a person found.
#[test]
fn evaluation_articles_have_their_blocks() {
    let Some(root) = std::env::var_os("DUIZHAO_EVAL_DATA").map(PathBuf::from) else { return };
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root.join("pairing/dev")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for folder in &folders {
        let gold: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.join("gold.json")).unwrap()).unwrap();
        let names = if folder.join("article.txt").exists() { &["article.txt"][..] } else { &["zh.txt", "en.txt"] };
        let inputs: Vec<Input> = names.iter().map(|name| read_file(&folder.join(name)).unwrap()).collect();
        let imported = import(&inputs).unwrap();
        let right = [("en", Lang::En), ("zh", Lang::Zh)].into_iter().all(|(side, lang)| {
            let gold = gold[side].as_array().unwrap().iter().map(|text| letters_and_digits(text.as_str().unwrap()));
            let blocks = imported.document.blocks.iter().filter(|block| block.lang == lang);
            gold.eq(blocks.map(|block| letters_and_digits(&block.text)))
        });
        let order = if gold["shape"].as_str().is_some_and(|shape| shape.contains("zh")) {
            Order::Interleaved
        } else {
            Order::Consecutive
        };
        if !right || imported.document.order != order || !imported.warnings.is_empty() {
            wrong.push(folder.file_name().unwrap().to_owned());
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong: {wrong:?}", wrong.len(), folders.len());
}

/// The reference article has one paragraph a line, and a line of neither language that a date is.
#[test]
fn evaluation_reference_article_has_a_block_a_line() {
    let Some(root) = std::env::var_os("DUIZHAO_EVAL_DATA").map(PathBuf::from) else { return };
    let path = root.join("seed/article.txt");
    let source = std::fs::read_to_string(&path).unwrap();
    let imported = import(&[read_file(&path).unwrap()]).unwrap();
    let texts: Vec<&str> = imported.document.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, source.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>());
    assert_eq!((imported.document.order, imported.warnings), (Order::Interleaved, vec![]));
}

const SIMPLIFIED: &str = "The harbour reopened on Monday.\n港口于周一重新开放。\n“We had almost forgotten the smell,” said Anna Lee.\n“我们几乎忘了这股味道，”安娜·李说。\n";
const TRADITIONAL: &str = "The harbour reopened on Monday.\n港口於週一重新開放。\n“We had almost forgotten the smell,” said Anna Lee.\n「我們幾乎忘了這股味道，」安娜說。\n";
/// One short Chinese line and a dash among much English.
const MOSTLY_ENGLISH: &str = "Boats left before dawn, and nobody counted them. The market had its first catch by nine — and no ice. The baker opened his window on the tenth day.\n渔船出海了。\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "the test's text fits the encoding");
    bytes.into_owned()
}

fn with_mark(mark: &[u8], bytes: impl AsRef<[u8]>) -> Vec<u8> {
    [mark, bytes.as_ref()].concat()
}

#[test]
fn every_encoding_is_found_out() {
    use encoding_rs::{BIG5, GB18030, GBK, WINDOWS_1252};
    let western = "The café’s owner — “a naïve man” — paid €30 for a soufflé.\n";
    let table: Vec<(&str, Vec<u8>, Encoding, &str)> = vec![
        ("UTF-8", SIMPLIFIED.into(), Encoding::Utf8, SIMPLIFIED),
        ("UTF-8 with mark", with_mark(b"\xef\xbb\xbf", SIMPLIFIED), Encoding::Utf8, SIMPLIFIED),
        ("ASCII", "Boats left.\n".into(), Encoding::Utf8, "Boats left.\n"),
        ("UTF-8, western", western.into(), Encoding::Utf8, western),
        (
            "UTF-16 LE with mark",
            with_mark(b"\xff\xfe", utf16(SIMPLIFIED, u16::to_le_bytes)),
            Encoding::Utf16Le,
            SIMPLIFIED,
        ),
        (
            "UTF-16 BE with mark",
            with_mark(b"\xfe\xff", utf16(SIMPLIFIED, u16::to_be_bytes)),
            Encoding::Utf16Be,
            SIMPLIFIED,
        ),
        ("UTF-16 LE", utf16(SIMPLIFIED, u16::to_le_bytes), Encoding::Utf16Le, SIMPLIFIED),
        ("UTF-16 BE", utf16(SIMPLIFIED, u16::to_be_bytes), Encoding::Utf16Be, SIMPLIFIED),
        ("UTF-16 LE, English", utf16("Boats left.\n", u16::to_le_bytes), Encoding::Utf16Le, "Boats left.\n"),
        ("UTF-16 BE, English", utf16("Boats left.\n", u16::to_be_bytes), Encoding::Utf16Be, "Boats left.\n"),
        (
            "UTF-16 LE, Chinese",
            utf16("一一港口于周一重新开放。\n", u16::to_le_bytes),
            Encoding::Utf16Le,
            "一一港口于周一重新开放。\n",
        ),
        (
            "UTF-16 BE, Chinese",
            utf16("一一港口于周一重新开放。\n", u16::to_be_bytes),
            Encoding::Utf16Be,
            "一一港口于周一重新开放。\n",
        ),
        ("GBK", encoded(SIMPLIFIED, GBK), Encoding::Gb18030, SIMPLIFIED),
        (
            "GB18030, four bytes",
            encoded("他住在㵐河边，名叫𠮷野。\nHe lives by the river.\n", GB18030),
            Encoding::Gb18030,
            "他住在㵐河边，名叫𠮷野。\nHe lives by the river.\n",
        ),
        ("GBK, mostly English", encoded(MOSTLY_ENGLISH, GBK), Encoding::Gb18030, MOSTLY_ENGLISH),
        (
            "GBK, curly quotes alone",
            encoded("“We don’t know,” he said.\n", GBK),
            Encoding::Gb18030,
            "“We don’t know,” he said.\n",
        ),
        ("GBK, one word", encoded("你好", GBK), Encoding::Gb18030, "你好"),
        (
            "GBK, traditional",
            encoded("碼頭上的燈亮了，我們回家吧。\nLet us go home.\n", GBK),
            Encoding::Gb18030,
            "碼頭上的燈亮了，我們回家吧。\nLet us go home.\n",
        ),
        ("Big5", encoded(TRADITIONAL, BIG5), Encoding::Big5, TRADITIONAL),
        ("Big5, one line", encoded("雨停了，河水漲到了橋下。", BIG5), Encoding::Big5, "雨停了，河水漲到了橋下。"),
        ("Windows-1252", encoded(western, WINDOWS_1252), Encoding::Windows1252, western),
    ];
    for (name, bytes, encoding, text) in table {
        let imported = import(&[input(bytes)]).unwrap();
        assert_eq!(imported.document.sources[0].encoding, encoding, "{name}");
        assert_eq!(imported.document.blocks, import(&[input(text)]).unwrap().document.blocks, "{name}");
        assert!(imported.warnings.iter().all(|warning| matches!(warning, Warning::OneLanguage(_))), "{name}");
    }
}

#[test]
fn damaged_text_is_read_as_far_as_it_goes() {
    let cut = |bytes: &[u8], less: usize| bytes[..bytes.len() - less].to_vec();
    let text = "The rain stopped.\n雨停了";
    let undecodable = |count, encoding| Some(Warning::UndecodableBytes { count, encoding });
    let mut damaged = "雨停了。".repeat(20).into_bytes();
    damaged[9] = 0xff;
    let cases: Vec<(&str, Vec<u8>, Encoding, Option<Warning>)> = vec![
        (
            "UTF-8 cut in its last character, one byte",
            cut(text.as_bytes(), 2),
            Encoding::Utf8,
            undecodable(1, Encoding::Utf8),
        ),
        (
            "UTF-8 cut in its last character, two bytes",
            cut(text.as_bytes(), 1),
            Encoding::Utf8,
            undecodable(1, Encoding::Utf8),
        ),
        ("UTF-8 with a damaged byte", damaged, Encoding::Utf8, undecodable(3, Encoding::Utf8)),
        ("U+FFFD that was there before", "雨停\u{fffd}。\nThe rain stopped.".into(), Encoding::Utf8, None),
        (
            "GBK cut in its last character",
            cut(&encoded(text, encoding_rs::GBK), 1),
            Encoding::Gb18030,
            undecodable(1, Encoding::Gb18030),
        ),
        (
            "UTF-16 with a lone surrogate",
            with_mark(b"\xff\xfe", [utf16(text, u16::to_le_bytes), vec![0x00, 0xd8, 0x0a, 0x00]].concat()),
            Encoding::Utf16Le,
            undecodable(1, Encoding::Utf16Le),
        ),
        (
            "a few NULs",
            [text.as_bytes(), b"\0\0\0"].concat(),
            Encoding::Utf8,
            Some(Warning::ControlCharacters { count: 3 }),
        ),
    ];
    for (name, bytes, encoding, warning) in cases {
        let imported = import(&[input(bytes)]).unwrap();
        assert_eq!(imported.document.sources[0].encoding, encoding, "{name}");
        let told = imported.warnings.into_iter().find(|warning| !matches!(warning, Warning::OneLanguage(_)));
        assert_eq!(told, warning, "{name}");
    }
}

#[test]
fn the_readers_encoding_is_honoured() {
    let forced = |encoding| Input { encoding: Some(encoding), ..input(encoded(SIMPLIFIED, encoding_rs::GBK)) };
    for encoding in Encoding::ALL {
        let imported = import(&[forced(encoding)]).unwrap();
        assert_eq!(imported.document.sources[0].encoding, encoding);
        let right = imported.document.blocks == import(&[input(SIMPLIFIED)]).unwrap().document.blocks;
        assert_eq!(right, encoding == Encoding::Gb18030, "{encoding:?}");
    }
    let marked = Input { encoding: Some(Encoding::Utf8), ..input("\u{feff}%PDF- is how it begins.") };
    assert_eq!(import(&[marked]).unwrap().document.blocks[0].text, "%PDF- is how it begins.");
}

#[test]
fn line_ends_and_invisible_characters_change_no_block() {
    let texts = |source: &str| -> Vec<String> {
        import(&[input(source)]).unwrap().document.blocks.into_iter().map(|block| block.text).collect()
    };
    let expected = texts(SIMPLIFIED);
    for end in ["\r\n", "\r", "\u{2028}", "\u{2029}", "\n\u{200b}\n", " \n\u{3000}", "\u{ad}\n\u{feff}"] {
        assert_eq!(texts(&SIMPLIFIED.replace('\n', end)), expected, "{end:?}");
    }
    // Inside a block they stay as they are.
    assert_eq!(texts("Har\u{ad}bour\u{200b}s\r\n港\u{200b}口"), ["Har\u{ad}bour\u{200b}s", "港\u{200b}口"]);
}

#[test]
fn what_is_no_text_is_named() {
    let error =
        |bytes: &[u8]| import(&[Input { path: Some("/texts/a.txt".into()), ..input(bytes) }]).unwrap_err().to_string();
    for empty in ["", " \n\t\r\n", "\u{feff}", "\u{3000}\u{200b}\n"] {
        assert!(error(empty.as_bytes()).contains("/texts/a.txt: there is no text"), "{empty:?}");
    }
    assert!(matches!(import(&[]), Err(ImportError::Empty { path: None })));
    assert!(matches!(import(&[input("Rain."), input("\n")]), Err(ImportError::Empty { path: None })));
    assert!(error(b"\xff\xd8\xff\xe0\0\x10JFIF").contains("this is a JPEG picture"));
    assert!(error(b"PK\x03\x04\x14\0\x06\0").contains("a ZIP archive or Office document"));
    assert!(error(&[0; 64]).contains("a binary file"));
    let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(error(&noise).contains("a binary file"));
    for mark in [b"\xff\xfe", b"\xfe\xff"] {
        assert!(error(&with_mark(mark, &noise)).contains("a binary file"), "a mark of UTF-16 by chance");
    }
    // Bullets and characters of private use are text.
    let bullets =
        with_mark(b"\xff\xfe", utf16(&"\u{f0b7} Rain fell.\n\u{e123}雨停了。\n".repeat(20), u16::to_le_bytes));
    assert_eq!(import(&[input(bullets)]).unwrap().warnings, []);
}

#[test]
fn two_files_are_told_apart_in_either_order() {
    let (en, zh) = ("The rain stopped.\n2025\nWe left.\n", "雨停了。\n2025\n我们走了。\n");
    let sides = |inputs: &[Input]| {
        let imported = import(inputs).unwrap();
        assert_eq!((imported.document.order, imported.warnings), (Order::Consecutive, vec![]));
        Lang::BOTH.map(|lang| {
            let of_side = imported.document.blocks.iter().filter(|block| block.lang == lang);
            of_side.map(|block| block.text.clone()).collect::<Vec<_>>()
        })
    };
    let expected = [vec!["The rain stopped.", "2025", "We left."], vec!["雨停了。", "2025", "我们走了。"]];
    assert_eq!(sides(&[input(en), input(zh)]), expected);
    assert_eq!(sides(&[input(zh), input(encoded(en, encoding_rs::GBK))]), expected);
    let alone = import(&[input(en)]).unwrap();
    assert_eq!(alone.warnings, [Warning::OneLanguage(Lang::En)]);
    for (text, other, lang) in [(en, "Nobody waved.\n", Lang::En), (zh, "没有人挥手。\n", Lang::Zh)] {
        assert_eq!(import(&[input(text), input(other)]).unwrap().warnings, [Warning::SameLanguage(lang)]);
    }
}

/// Pieces that articles are made of, and what stands between them.
fn article() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "The rain stopped.",
        "雨停了。",
        "and nobody counted the nights of it,",
        "没有人数过那些夜晚，",
        "City floods 城市内涝",
        "“We left,” he said.",
        "“我们走了，”他说。",
        "2025",
        "2025年3月2日",
        "01",
        "---",
        "```",
        "~~~ rust",
        "# Rain",
        "* 雨",
        "1. Rain",
        "\u{200b}",
        "\u{ad}",
        "(Anna Lee)",
        "https://example.org/a?b=1",
        "港口经过三个月的维修于周一重新开放住在码头上方的",
        "the people who live above the quay woke up to it",
        "\u{202e}",
        "\0",
        "⾏",
        "𠮷",
        "é",
        "٣",
        "ㄅ",
        "ア",
        ".",
        "。",
        "\"",
        "“",
        "（",
    ]);
    let gap = prop::sample::select(vec![
        "",
        " ",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{2028}",
        "\t",
        "\u{3000}\u{3000}",
        "   ",
        "\n  ",
    ]);
    prop::collection::vec((piece, gap), 1..60).prop_map(|parts| parts.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

fn check_nothing_is_lost(source: &str) -> Result<(), TestCaseError> {
    let forced = Input { encoding: Some(Encoding::Utf8), ..input(source) };
    let Ok(imported) = import(std::slice::from_ref(&forced)) else {
        prop_assert_eq!(letters_and_digits(source), "");
        return Ok(());
    };
    prop_assert_eq!(lost(source.trim_start_matches('\u{feff}'), &imported), None);
    let blocks = &imported.document.blocks;
    prop_assert!(blocks.iter().all(|block| !block.text.trim().is_empty()));
    prop_assert!(blocks.is_sorted_by_key(|block| block.line));
    prop_assert_eq!(import(&[forced]).ok(), Some(imported.clone()));
    // A block is a piece of the source, but for line ends.
    let mut plain = source.replace("\r\n", "\n");
    for end in ["\r", "\u{2028}", "\u{2029}"] {
        plain = plain.replace(end, "\n");
    }
    for line in blocks.iter().flat_map(|block| block.text.lines()) {
        prop_assert!(plain.contains(line), "{:?}", line);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_lost(source in any::<String>()) {
        check_nothing_is_lost(&source)?;
    }

    #[test]
    fn no_text_of_an_article_is_lost(source in article()) {
        check_nothing_is_lost(&source)?;
    }

    #[test]
    fn any_bytes_end_in_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400), forced in prop::option::of(prop::sample::select(Encoding::ALL.to_vec()))) {
        let _ = import(&[Input { encoding: forced, ..input(bytes) }]);
    }
}

/// Sizes are those of a book. Printed are times, which a release build keeps to a second or so for the worst.
#[test]
fn hostile_texts_come_to_an_end() {
    const MANY: usize = if cfg!(debug_assertions) { 1 << 20 } else { 10 << 20 };
    let repeat = |unit: &str| unit.repeat(MANY / unit.len()).into_bytes();
    let surrogates = with_mark(b"\xff\xfe", [0x00, 0xd8].repeat(MANY / 2));
    let cases = [
        ("one English line", repeat("The rain stopped. ")),
        ("one Chinese line", repeat("雨停了。")),
        ("one mixed line", repeat("The rain stopped.雨停了。")),
        ("one mixed line without an end", repeat("rain雨")),
        ("one word", repeat("a")),
        ("full stops", [repeat("a."), "雨".into()].concat()),
        ("brackets", [repeat("(“"), "rain雨".into()].concat()),
        ("addresses", [repeat("https://"), "雨".into()].concat()),
        ("tabs", repeat("雨\ta\t")),
        ("numbers", repeat("1\n")),
        ("empty lines", [b"\n".repeat(1_000_000), b"rain".to_vec()].concat()),
        ("fences", repeat("```a\n")),
        (
            "fences of all lengths",
            (3..3000).rev().flat_map(|len| format!("{}\n", "`".repeat(len)).into_bytes()).collect(),
        ),
        ("wrapped lines", repeat("the people who live above the quay woke up to it\n")),
        ("small words", repeat("a b c d\n")),
        ("direction marks", repeat("\u{202e}雨\u{202c}rain")),
        ("surrogates", surrogates),
        ("Latin bytes", b"\xe9a".repeat(MANY / 2)),
        ("high bytes", vec![0xfe; MANY]),
    ];
    for (name, bytes) in cases {
        let start = std::time::Instant::now();
        let len = import(&[input(bytes)]).map_or(0, |imported| imported.document.blocks.len());
        println!("{name}: {len} blocks, {:.0?}", start.elapsed());
    }
    assert!(import(&[input(vec![0; MANY])]).is_err());
}
