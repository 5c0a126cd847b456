//! Texts to put notes on and to edit: a document as pairs of sentences that know who they are, and where they come from.

use super::edits::Random;
use duizhao::align::provisional;
use duizhao::import::{self, Input};
use duizhao::model::{Bead, Bitext, Block, BlockKind, Row, Sentence};
use duizhao::text::{ByteSpan, Lang, PerLang};
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A sentence through all edits.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its name, one of its own on each side.
    pub id: usize,
    pub text: String,
    /// Where each of its first characters is now, and its end.
    pub map: Vec<usize>,
    /// It and the next make one sentence.
    pub joins_next: bool,
    /// A sentence ends after so many characters.
    pub split_at: Option<usize>,
}

impl Sent {
    pub fn new(id: usize, text: &str) -> Self {
        let map = (0..=text.chars().count()).collect();
        Self { id, text: text.to_owned(), map, joins_next: false, split_at: None }
    }
}

pub type Pair = PerLang<Vec<Sent>>;

/// Paragraphs of pairs.
#[derive(Clone, Debug, Default)]
pub struct Doc {
    pub name: String,
    pub paragraphs: Vec<Vec<Pair>>,
}

/// Where each sentence is: block, and first byte in it.
pub type Places = PerLang<HashMap<usize, (usize, usize)>>;

impl Doc {
    pub fn sents(&self, lang: Lang) -> impl Iterator<Item = &Sent> {
        self.paragraphs.iter().flatten().flat_map(move |pair| &pair[lang])
    }

    pub fn sents_mut(&mut self, lang: Lang) -> impl Iterator<Item = &mut Sent> {
        self.paragraphs.iter_mut().flatten().flat_map(move |pair| &mut pair[lang])
    }

    /// The text as the program has it, paired truly.
    pub fn build(&self) -> (Bitext, Places) {
        let mut bitext = Bitext::default();
        let mut places = Places::default();
        for paragraph in &self.paragraphs {
            let first = PerLang::from_fn(|lang| bitext.blocks[lang].len());
            let mut beads: Vec<Bead> = paragraph
                .iter()
                .map(|_| Bead { sentences: PerLang { en: 0..0, zh: 0..0 }, confidence: 1.0, doubt: None })
                .collect();
            for lang in Lang::BOTH {
                let (mut text, block) = (String::new(), bitext.blocks[lang].len());
                let mut start = 0;
                let count = paragraph.iter().map(|pair| pair[lang].len()).sum::<usize>();
                let mut seen = 0;
                for (pair, bead) in paragraph.iter().zip(&mut beads) {
                    let first_sentence = bitext.sentences[lang].len();
                    for sent in &pair[lang] {
                        seen += 1;
                        places[lang].insert(sent.id, (block, text.len()));
                        let split = sent.split_at.map_or(0, |at| byte_of(&sent.text, at));
                        let cut = text.len() + split;
                        text += &sent.text;
                        if lang == Lang::En && seen < count {
                            text.push(' ');
                        }
                        let ends = [cut, text.len()];
                        for end in ends {
                            if end > start && !(sent.joins_next && end == text.len()) {
                                let span = ByteSpan::new(&text, start, end).unwrap();
                                bitext.sentences[lang].push(Sentence { block, span });
                                start = end;
                            }
                        }
                    }
                    bead.sentences[lang] = first_sentence..bitext.sentences[lang].len();
                }
                if !text.is_empty() {
                    bitext.blocks[lang].push(Block { lang, kind: BlockKind::Paragraph, text, line: block, file: 0 });
                }
            }
            let blocks = PerLang::from_fn(|lang| first[lang]..bitext.blocks[lang].len());
            beads.retain(|bead| !bead.sentences.en.is_empty() || !bead.sentences.zh.is_empty());
            if !blocks.en.is_empty() || !blocks.zh.is_empty() {
                bitext.rows.push(Row { blocks, confidence: 1.0, doubt: None, beads });
            }
        }
        assert_eq!(bitext.check(), Ok(()), "{}", self.name);
        (bitext, places)
    }

    /// A document from a bitext, with names from `first` on.
    pub fn of(name: &str, bitext: &Bitext, first: usize) -> Self {
        let mut next = first;
        let mut sents = |lang: Lang, range: Range<usize>| -> Vec<Sent> {
            let texts = range.map(|index| bitext.sentence(lang, index)).filter(|text| !text.is_empty());
            texts
                .map(|text| {
                    next += 1;
                    Sent::new(next, text)
                })
                .collect()
        };
        let paragraphs = bitext.rows.iter().map(|row| {
            let beads = row.beads.iter();
            beads.map(|bead| PerLang::from_fn(|lang| sents(lang, bead.sentences[lang].clone()))).collect()
        });
        Self { name: name.to_owned(), paragraphs: paragraphs.collect() }
    }
}

pub fn byte_of(text: &str, char: usize) -> usize {
    text.char_indices().nth(char).map_or(text.len(), |(at, _)| at)
}

fn read(name: &str, text: &str, first: usize) -> Option<Doc> {
    let document =
        import::import(&[Input { path: None, bytes: text.as_bytes().to_vec(), encoding: None }]).ok()?.document;
    Some(Doc::of(name, &provisional(document), first))
}

/// Texts that come with the project. The rules were tuned on them and on the log book.
pub fn own() -> Vec<Doc> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut docs = Vec::new();
    for file in ["assets/sample/harbour.txt", "tests/anchor/wells.txt"] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        docs.push(read(file, &text, docs.len() * 100_000).unwrap());
    }
    docs
}

/// A text in which everything is nearly said twice.
pub fn log_book(first: usize) -> Doc {
    let mut random = Random(7);
    let ships = [("Heron", "苍鹭"), ("Magpie", "喜鹊"), ("Swallow", "燕子"), ("Gannet", "塘鹅"), ("Plover", "千鸟")];
    let cargo =
        [("salt", "盐"), ("timber", "木材"), ("tea", "茶叶"), ("coal", "煤"), ("paper", "纸张"), ("rice", "大米")];
    let places = [("north pier", "北码头"), ("old quay", "旧码头"), ("fish market", "鱼市"), ("customs house", "海关")];
    let sky = [
        ("Fog until noon.", "雾到中午才散。"),
        ("Rain.", "下雨。"),
        ("Clear.", "晴。"),
        ("Wind from the east.", "东风。"),
    ];
    let mut paragraphs = Vec::new();
    let mut id = first;
    let mut pair = |en: String, zh: String| {
        id += 1;
        PerLang { en: vec![Sent::new(id, &en)], zh: vec![Sent::new(id, &zh)] }
    };
    for day in 1..=90 {
        let (ship, goods, place) = (random.pick(&ships), random.pick(&cargo), random.pick(&places));
        let weather = random.pick(&sky);
        let (tons, hour) = (random.below(90) + 10, random.below(12) + 1);
        paragraphs.push(vec![
            pair(weather.0.to_owned(), weather.1.to_owned()),
            pair(
                format!("The {} came in at {hour} with {tons} tons of {} for the {}.", ship.0, goods.0, place.0),
                format!("{}号{hour}点进港，给{}运来{tons}吨{}。", ship.1, place.1, goods.1),
            ),
            pair(
                format!("Her crew unloaded it at the {} before dark and slept on board.", place.0),
                format!("船员天黑前在{}卸完货，睡在船上。", place.1),
            ),
            pair(format!("Page {day} ends here."), format!("第{day}页到此为止。")),
        ]);
    }
    Doc { name: "log book".to_owned(), paragraphs }
}

/// Evaluation texts, if the folder is there: the rules were not tuned on them.
pub fn evaluation() -> Vec<Doc> {
    let Some(root) = std::env::var_os("DUIZHAO_EVAL_DATA").map(PathBuf::from) else {
        return Vec::new();
    };
    let entries = |folder: &str| {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(root.join(folder)).into_iter().flatten().filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        paths
    };
    let mut docs = Vec::new();
    for path in entries("align/dev").into_iter().filter(|path| path.extension().is_some_and(|e| e == "gold")) {
        docs.extend(ladder(&path, docs.len() * 100_000 + 1_000_000));
    }
    for folder in entries("pairing/dev") {
        let text = std::fs::read_to_string(folder.join("article.txt")).unwrap_or_default();
        docs.extend(read(&folder.display().to_string(), &text, docs.len() * 100_000 + 1_000_000));
    }
    docs
}

/// Sentences a line each and the beads between them, in paragraphs of one to six beads.
fn ladder(gold: &Path, first: usize) -> Option<Doc> {
    let lines = |extension: &str| -> Option<Vec<String>> {
        let text = std::fs::read_to_string(gold.with_extension(extension)).ok()?;
        Some(text.lines().map(|line| line.trim().to_owned()).collect())
    };
    let sides = PerLang { en: lines("en")?, zh: lines("zh")? };
    let mut id = first;
    let mut pairs: Vec<Pair> = Vec::new();
    for line in std::fs::read_to_string(gold).ok()?.lines() {
        let (zh, en) = line.split_once("]:[")?;
        let mut side = |lang: Lang, list: &str| -> Vec<Sent> {
            let list = list.trim_start_matches('[').split(']').next().unwrap_or("");
            let indices = list.split(',').filter_map(|n| n.trim().parse::<usize>().ok());
            let texts = indices.filter_map(|index| sides[lang].get(index)).filter(|text| !text.is_empty());
            texts
                .map(|text| {
                    id += 1;
                    Sent::new(id, text)
                })
                .collect()
        };
        let zh = side(Lang::Zh, zh);
        pairs.push(PerLang { en: side(Lang::En, en), zh });
    }
    let (mut random, mut paragraphs) = (Random(first as u64), Vec::new());
    let mut rest = pairs.into_iter().peekable();
    while rest.peek().is_some() {
        paragraphs.push(rest.by_ref().take(1 + random.below(6)).collect());
    }
    Some(Doc { name: gold.display().to_string(), paragraphs })
}
