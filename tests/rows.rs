//! Files to rows and beads, the whole way: every shape an article comes in, and the bundled sample.

use duizhao::align::align;
use duizhao::import::{Input, import};
use duizhao::lexicon::Lexicon;
use duizhao::model::{Bitext, Progress};
use duizhao::text::{Lang, is_han};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn pair(texts: impl IntoIterator<Item = String>) -> Bitext {
    let inputs: Vec<Input> =
        texts.into_iter().map(|text| Input { path: None, bytes: text.into_bytes(), encoding: None }).collect();
    let document = import(&inputs).expect("there is text").document;
    let lexicon = Lexicon::bundled().expect("the dictionary is part of the program");
    align(document, &lexicon, &Progress::default()).expect("nobody cancels")
}

/// One row a line: its English blocks, ` || `, its Chinese blocks; blocks are parted by ` ¶ `, line breaks inside them show as `⏎`.
fn rows(bitext: &Bitext) -> String {
    let mut out = String::new();
    for row in &bitext.rows {
        let side = |lang: Lang| {
            let blocks = &bitext.blocks[lang][row.blocks[lang].clone()];
            blocks.iter().map(|block| block.text.replace('\n', "⏎")).collect::<Vec<_>>().join(" ¶ ")
        };
        writeln!(out, "{} || {}", side(Lang::En), side(Lang::Zh)).expect("a string takes all");
    }
    out
}

/// The fixtures of `tests/data/import` that have their rows in `tests/data/rows`. `UPDATE_ROWS=1` writes what comes out, to be read. A few
/// fixtures are about blocks alone and too short to be paired.
#[test]
fn every_shape_has_its_rows() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let folder = std::fs::read_dir(data.join("import")).expect("the fixtures are there");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("a fixture").path()).collect();
    paths.sort();
    let mut wrong = String::new();
    let mut checked = 0;
    for path in paths {
        let fixture = std::fs::read_to_string(&path).expect("a fixture is text");
        let fixture = fixture.replace("\r\n", "\n").replace('⇥', "\t").replace('∅', "");
        let (source, _) = fixture.split_once("=== expected\n").expect("a fixture says what it expects");
        let got = rows(&pair(source.split("=== second file\n").map(str::to_owned)));
        let name = path.file_name().expect("a file has a name");
        let expected_path = data.join("rows").join(name);
        if !expected_path.exists() {
            continue;
        }
        checked += 1;
        if std::env::var_os("UPDATE_ROWS").is_some() {
            std::fs::write(&expected_path, &got).expect("the folder can be written to");
        }
        let expected = std::fs::read_to_string(&expected_path).expect("rows are text").replace("\r\n", "\n");
        if got != expected {
            write!(wrong, "{}\n--- expected\n{expected}--- got\n{got}\n", name.display()).expect("a string takes all");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(checked >= 30, "the fixtures are where they are looked for: {checked}");
}

/// The sample has a paragraph a line; each English line is followed by its translation, and what stands alone is Chinese.
#[test]
fn the_sample_is_wholly_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/harbour.txt");
    let sample = std::fs::read_to_string(path).expect("the sample is there");
    let mut expected = String::new();
    let mut lines = sample.lines();
    while let Some(line) = lines.next() {
        if line.contains(is_han) {
            writeln!(expected, " || {line}").expect("a string takes all");
        } else {
            writeln!(expected, "{line} || {}", lines.next().unwrap_or_default()).expect("a string takes all");
        }
    }
    let bitext = pair([sample]);
    assert_eq!(rows(&bitext), expected);
    for (number, row) in bitext.rows.iter().enumerate() {
        let got: Vec<_> = row.beads.iter().map(|bead| (bead.sentences.en.len(), bead.sentences.zh.len())).collect();
        // English and Chinese sentences of each bead, by the number of the row; the others are one to one throughout.
        let expected = match number {
            2 => vec![(1, 2)],
            7 | 12 => vec![(1, 1), (2, 1)],
            8 | 15 | 16 => vec![(2, 1)],
            _ if row.is_one_sided() => vec![(0, 1)],
            _ => vec![(1, 1); got.len()],
        };
        assert_eq!(got, expected, "row {number}: {row:?}");
    }
}
