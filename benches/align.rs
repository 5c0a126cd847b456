//! How good and how fast the aligner is. `cargo bench --bench align`; figures on evaluation texts need the folder that
//! `DUIZHAO_EVAL_DATA` names. Parts are chosen by name: `beads`, `unsegmented`, `rows`, `reference`, `ablate`, `speed`,
//! `1mib`, `10mib`.

#[path = "../tests/measure/mod.rs"]
mod measure;

use duizhao::align::{align, align_segmented, align_segmented_with, first_look};
use duizhao::import;
use duizhao::lexicon::Lexicon;
use duizhao::model::{Bitext, Block, BlockKind, Document, Doubt, Order, Progress};
use duizhao::text::{Lang, PerLang};
use measure::{Counts, Pair, counts_in_characters, document, ends, joined, pairs};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

mod gold;

use gold::{GoldText, pairs_in_order, reliability};

fn sentences(folder: &Path, lexicon: &Lexicon) {
    let (mut total, mut secs) = (Counts::default(), 0.0);
    let mut said = Vec::new();
    for text in GoldText::all(folder) {
        let (zh, en): (Vec<&str>, Vec<&str>) =
            (text.zh.iter().map(String::as_str).collect(), text.en.iter().map(String::as_str).collect());
        let start = Instant::now();
        let beads = align_segmented(PerLang { en: &en, zh: &zh }, lexicon, &Progress::default()).unwrap_or_default();
        let took = start.elapsed().as_secs_f64();
        secs += took;
        let gold = &text.beads;
        let counts = Counts::of(gold, &pairs(&beads));
        let (strict, lax) = counts.f1();
        println!(
            "  {} {:4} zh {:4} en  strict {strict:.4} lax {lax:.4}  {:.1} ms",
            text.name,
            zh.len(),
            en.len(),
            took * 1e3
        );
        let right = pairs_in_order(&beads).into_iter().map(|pair| gold.contains(&pair));
        said.extend(beads.iter().map(|bead| bead.confidence).zip(right));
        total.add(counts);
    }
    let (strict, lax) = total.f1();
    println!("  all  strict F1 {strict:.4}  lax F1 {lax:.4}  {:.0} ms", secs * 1e3);
    reliability(&mut said);
}

/// The whole way from texts without any paragraphs, against the same gold by ranges of characters.
fn unsegmented(folder: &Path, lexicon: &Lexicon) {
    let (mut total, mut best) = (Counts::default(), Counts::default());
    for GoldText { name, zh, en, beads } in GoldText::all(folder) {
        let sides = PerLang { en, zh };
        let whole = PerLang::from_fn(|lang| vec![joined(lang, &sides[lang])]);
        let Some(found) = align(document(&whole), lexicon, &Progress::default()) else { continue };
        let counts = counts_in_characters(&beads, &sides, &found);
        println!(
            "  {name} zh {:4} for {:4}, en {:4} for {:4}  strict {:.4}",
            found.sentences.zh.len(),
            sides.zh.len(),
            found.sentences.en.len(),
            sides.en.len(),
            counts.f1().0
        );
        total.add(counts);
        best.add(best_on(&beads, &sides, &found));
    }
    println!("  all  strict F1 {:.4}, the best on the same sentences {:.4}", total.f1().0, best.f1().0);
}

/// What the hand-made ladder itself would reach with the sentences that a text came apart into: where one of its beads ends within
/// a sentence, it is joined to the next.
fn best_on(gold: &BTreeSet<Pair>, gold_lines: &PerLang<Vec<String>>, found: &Bitext) -> Counts {
    let gold_ends = PerLang::from_fn(|lang| ends(gold_lines[lang].iter().map(String::as_str)));
    let sentences = |lang| (0..found.sentences[lang].len()).map(move |sentence| found.sentence(lang, sentence));
    let found_ends = PerLang::from_fn(|lang| ends(sentences(lang)));
    let mut beads: Vec<&Pair> = gold.iter().filter(|(zh, en)| !zh.is_empty() && !en.is_empty()).collect();
    beads.sort();
    let meets = |(zh, en): &Pair| {
        let end = |lang: Lang, lines: &[usize]| lines.last().map(|line| gold_ends[lang][*line]);
        let is_end =
            |lang: Lang, lines| end(lang, lines).is_some_and(|end| found_ends[lang].binary_search(&end).is_ok());
        is_end(Lang::Zh, zh) && is_end(Lang::En, en)
    };
    let joined = beads.chunk_by(|before, _| !meets(before));
    let join = |run: &[&Pair]| {
        let side = |of: fn(&Pair) -> &Vec<usize>| run.iter().flat_map(|bead| of(bead).clone()).collect::<Vec<_>>();
        (side(|bead| &bead.0), side(|bead| &bead.1))
    };
    Counts::of(gold, &joined.map(join).collect())
}

/// What each cue is worth: strict F1 without it, all else as it is.
fn ablation(folder: &Path, lexicon: &Lexicon) {
    use duizhao::align::weights::{
        CLAUSES, CLOSES, CUES, EN_WORDS, FINAL, FITTED, INSIDE, KIND, LEANS, LENGTH, MARKS, OPENS, ZH_WORDS,
    };
    let texts = GoldText::all(folder);
    for (name, cues) in [
        ("nothing", 0..0),
        ("English words", EN_WORDS..ZH_WORDS),
        ("Chinese words", ZH_WORDS..LENGTH),
        ("all words", EN_WORDS..LENGTH),
        ("words of neighbours, English", EN_WORDS + 2..ZH_WORDS),
        ("words of neighbours, Chinese", ZH_WORDS + 2..LENGTH),
        ("length", LENGTH..CLAUSES),
        ("clauses", CLAUSES..INSIDE),
        ("open quotations", INSIDE..CLOSES),
        ("closing marks", CLOSES..OPENS),
        ("opening marks", OPENS..FINAL),
        ("final marks", FINAL..LEANS),
        ("leaning words", LEANS..MARKS),
        ("marks within", MARKS..MARKS + 27),
        ("small words", MARKS + 27..KIND),
        ("kinds of bead", KIND..CUES),
    ] {
        let mut weights = FITTED;
        weights[cues].fill(0.0);
        let mut total = Counts::default();
        for text in &texts {
            let (zh, en): (Vec<&str>, Vec<&str>) =
                (text.zh.iter().map(String::as_str).collect(), text.en.iter().map(String::as_str).collect());
            let beads = align_segmented_with(PerLang { en: &en, zh: &zh }, lexicon, &weights, &Progress::default());
            total.add(Counts::of(&text.beads, &pairs(&beads.unwrap_or_default())));
        }
        println!("  without {name}: {:.4}", total.f1().0);
    }
}

/// Letters and digits alone.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn open(folder: &Path) -> Option<Document> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let inputs: Option<Vec<_>> = paths.iter().map(|path| import::read_file(path).ok()).collect();
    Some(import::import(&inputs?).ok()?.document)
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|text| text.as_str().unwrap_or("").to_owned()).collect()
}

/// Rows as the keys of their two sides, numbered so that equal ones stay apart.
fn counted(rows: impl Iterator<Item = (String, String)>) -> BTreeSet<(String, String, usize)> {
    let mut set = BTreeSet::new();
    for (en, zh) in rows.filter(|(en, zh)| !en.is_empty() || !zh.is_empty()) {
        let mut copies = 0;
        while set.contains(&(en.clone(), zh.clone(), copies)) {
            copies += 1;
        }
        set.insert((en, zh, copies));
    }
    set
}

fn row_keys(bitext: &Bitext) -> BTreeSet<(String, String, usize)> {
    counted(bitext.rows.iter().map(|row| {
        let side = |lang: Lang| bitext.blocks[lang][row.blocks[lang].clone()].iter().map(|b| key(&b.text)).collect();
        (side(Lang::En), side(Lang::Zh))
    }))
}

fn articles(folder: &Path, lexicon: &Lexicon, verbose: bool) {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    let (mut n, mut whole) = (Counts::default(), 0);
    let mut said = Vec::new();
    let start = Instant::now();
    for folder in &folders {
        let gold: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(folder.join("gold.json")).unwrap_or_default()).unwrap_or_default();
        let (en, zh) = (strings(&gold["en"]), strings(&gold["zh"]));
        let join = |side: &[String], indices: &serde_json::Value| -> String {
            indices.as_array().into_iter().flatten().map(|i| key(&side[i.as_u64().unwrap_or(0) as usize])).collect()
        };
        let beads = gold["beads"].as_array().into_iter().flatten();
        let gold_rows = counted(beads.map(|bead| (join(&en, &bead[0]), join(&zh, &bead[1]))));
        let Some(document) = open(folder) else { continue };
        let Some(bitext) = align(document, lexicon, &Progress::default()) else { continue };
        let rows = row_keys(&bitext);
        let both =
            |set: &BTreeSet<(String, String, usize)>| set.iter().filter(|r| !r.0.is_empty() && !r.1.is_empty()).count();
        let hits = rows.intersection(&gold_rows).cloned().collect::<BTreeSet<_>>();
        n.add(Counts([hits.len(), 0, rows.len(), both(&hits), 0, both(&gold_rows)]));
        whole += usize::from(rows == gold_rows);
        if verbose && rows != gold_rows {
            println!("  {} {}", folder.display(), gold["shape"]);
            for (mark, wrong) in [("-", gold_rows.difference(&rows)), ("+", rows.difference(&gold_rows))] {
                for (en, zh, _) in wrong {
                    let short = |text: &str, n: usize| text.chars().take(n).collect::<String>();
                    println!("    {mark} {} {} | {} {}", en.len(), short(en, 60), zh.chars().count(), short(zh, 30));
                }
            }
        }
        for row in &bitext.rows {
            let side =
                |lang: Lang| bitext.blocks[lang][row.blocks[lang].clone()].iter().map(|b| key(&b.text)).collect();
            let (en, zh): (String, String) = (side(Lang::En), side(Lang::Zh));
            // A rule between paragraphs has no letters: nobody says how it pairs.
            if !en.is_empty() || !zh.is_empty() {
                said.push((row.confidence, gold_rows.contains(&(en, zh, 0))));
            }
        }
    }
    println!(
        "  rows F1 {:.4}, articles wholly right {whole} of {}, {:.0} ms with reading",
        n.f1().0,
        folders.len(),
        start.elapsed().as_secs_f64() * 1e3
    );
    reliability(&mut said);
}

/// Rows and two-sided beads of the reference article.
fn reference(folder: &Path, lexicon: &Lexicon) {
    let gold: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("gold.json")).unwrap_or_default()).unwrap_or_default();
    let Some(document) = open(folder) else { return println!("  not found") };
    let start = Instant::now();
    let Some(bitext) = align(document, lexicon, &Progress::default()) else { return };
    let secs = start.elapsed().as_secs_f64();
    let text = |value: &serde_json::Value| key(value.as_str().unwrap_or(""));
    let mut gold_rows = Vec::new();
    let mut gold_beads = BTreeSet::new();
    for pair in gold["pairs"].as_array().into_iter().flatten() {
        gold_rows.push((text(&pair["en"]).is_empty(), pair));
        let join = |lang: &str, indices: &serde_json::Value| -> String {
            indices
                .as_array()
                .into_iter()
                .flatten()
                .map(|i| text(&pair[lang][i.as_u64().unwrap_or(0) as usize]))
                .collect()
        };
        for bead in pair["beads"].as_array().into_iter().flatten() {
            gold_beads.insert((join("en", &bead["en"]), join("zh", &bead["zh"])));
        }
    }
    let side =
        |pair: &serde_json::Value, lang: &str| -> String { strings(&pair[lang]).iter().map(|t| key(t)).collect() };
    let alone = gold["alone"].as_array().into_iter().flatten().map(|a| (String::new(), text(&a["text"])));
    let gold_rows = counted(gold_rows.iter().map(|(_, pair)| (side(pair, "en"), side(pair, "zh"))).chain(alone));
    let rows = row_keys(&bitext);
    let beads: BTreeSet<(String, String)> = bitext
        .rows
        .iter()
        .flat_map(|row| &row.beads)
        .filter(|bead| !bead.sentences.en.is_empty() && !bead.sentences.zh.is_empty())
        .map(|bead| {
            let join = |lang: Lang| bead.sentences[lang].clone().map(|s| key(bitext.sentence(lang, s))).collect();
            (join(Lang::En), join(Lang::Zh))
        })
        .collect();
    println!(
        "  rows right {} of {} (given {}), beads right {} of {} (given {}), {:.1} ms",
        rows.intersection(&gold_rows).count(),
        gold_rows.len(),
        rows.len(),
        beads.intersection(&gold_beads).count(),
        gold_beads.len(),
        beads.len(),
        secs * 1e3
    );
    for bead in gold_beads.difference(&beads) {
        println!("    missing {bead:?}");
    }
}

/// A generator of numbers that are the same everywhere (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    /// Small numbers far more often than large ones, as words are used.
    fn zipf(&mut self, n: usize) -> usize {
        let part = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (((n as f64 + 1.0).powf(part) - 1.0) as usize).min(n - 1)
    }
}

/// Words of two characters with the words of their first sense.
fn vocabulary(lexicon: &Lexicon) -> Vec<(String, String)> {
    const CHARS: &str = "人大中国日本年月时分生学天地山水火木金土上下前后东西南北风雨雪云海河江湖石田林花草树鸟鱼马牛羊门\
        口手足心头目耳身衣食住行车船路桥城市村家店书文字画音乐歌舞工商农业经济政法军民公私新老少男女父母子友爱情思想知识道德\
        真美善恶好坏高低长短多少轻重快慢早晚春夏秋冬红黄白黑青电话报纸信息机器科技力量动静开关出入来去进退走跑飞落起立坐安全危险";
    let chars: Vec<char> = CHARS.chars().filter(|c| !c.is_whitespace()).collect();
    let mut words = Vec::new();
    for a in &chars {
        for b in &chars {
            let word: String = [*a, *b].iter().collect();
            if !lexicon.is_headword(&word) {
                continue;
            }
            let sense = lexicon.entries(&word).into_iter().flat_map(|entry| entry.senses).next().unwrap_or_default();
            let english: Vec<&str> =
                sense.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() > 2).take(3).collect();
            if !english.is_empty() {
                words.push((word, english.join(" ").to_lowercase()));
            }
        }
    }
    words
}

/// An invented bitext of about `len_bytes`: English and Chinese paragraphs in turn, each the other's translation word by
/// word, with splits, joins and omissions.
fn invented(words: &[(String, String)], len_bytes: usize) -> Vec<Block> {
    let mut dice = Dice(88_172_645_463_325_252);
    let mut blocks = Vec::new();
    let mut size = 0;
    while size < len_bytes {
        let (mut en, mut zh) = (String::new(), String::new());
        for _ in 0..=dice.below(4) {
            let kind = dice.below(100);
            let count = 6 + dice.below(9);
            for at in 0..count {
                let (chinese, english) = &words[dice.zipf(words.len())];
                if kind != 98 && dice.below(5) > 0 {
                    zh.push_str(chinese);
                    zh.push_str(if at + 1 == count {
                        ""
                    } else if dice.below(6) == 0 {
                        "，"
                    } else {
                        "的"
                    });
                }
                if kind != 99 && dice.below(5) > 0 {
                    en.push_str(english);
                    en.push_str(if kind < 15 && at == count / 2 { ". The " } else { " the " });
                }
                if (94..98).contains(&kind) && at == count / 2 {
                    zh.push('。');
                }
            }
            if kind != 98 {
                zh.push_str(if kind.is_multiple_of(10) { "？" } else { "。" });
            }
            if kind != 99 {
                en.push_str(if kind.is_multiple_of(10) { "end? The " } else { "end. The " });
            }
        }
        size += en.len() + zh.len();
        for (lang, text) in [(Lang::En, en), (Lang::Zh, zh)] {
            if !text.is_empty() && dice.below(50) > 0 {
                let line = blocks.len();
                blocks.push(Block {
                    lang,
                    kind: BlockKind::Paragraph,
                    text: text.trim_end_matches("The ").trim().to_owned(),
                    line,
                    file: 0,
                });
            }
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

/// The largest memory of this process since the last call, in MiB; Linux only.
fn peak_mib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    fs::write("/proc/self/clear_refs", "5").ok();
    Some(kib / 1024.0)
}

fn speed(lexicon: &Lexicon, mib: usize) {
    let words = vocabulary(lexicon);
    println!("invented bitexts of {} distinct words:", words.len());
    {
        let paragraphs = invented(&words, mib << 20);
        let mut halves = paragraphs.clone();
        halves.sort_by_key(|block| block.lang);
        let one = |lang: Lang| Block {
            text: paragraphs.iter().filter(|b| b.lang == lang).map(|b| b.text.as_str()).collect::<Vec<_>>().join(" "),
            ..paragraphs[0].clone()
        };
        let whole = vec![Block { lang: Lang::En, ..one(Lang::En) }, Block { lang: Lang::Zh, ..one(Lang::Zh) }];
        for (name, order, blocks) in [
            ("in turn", Order::Interleaved, paragraphs.clone()),
            ("halves", Order::Consecutive, halves),
            ("one block a side", Order::Consecutive, whole),
        ] {
            let document = Document { blocks, order, sources: Vec::new() };
            let start = Instant::now();
            let guess = first_look(document.clone(), lexicon);
            let guess_secs = start.elapsed().as_secs_f64();
            let aligned = guess.rows.iter().take_while(|row| row.doubt != Some(Doubt::OrderAlone)).count();
            drop(guess);
            peak_mib();
            let start = Instant::now();
            let Some(bitext) = align(document, lexicon, &Progress::default()) else { continue };
            println!(
                "  {mib:2} MiB {name}: {} rows, {} beads, first {aligned} rows {guess_secs:.3} s, all {:.2} s, peak {:.0} MiB",
                bitext.rows.len(),
                bitext.rows.iter().map(|row| row.beads.len()).sum::<usize>(),
                start.elapsed().as_secs_f64(),
                peak_mib().unwrap_or(f64::NAN)
            );
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let verbose = arguments.iter().any(|arg| arg == "--verbose");
    let wanted =
        |name: &str| arguments.iter().all(|arg| arg.starts_with("--")) || arguments.iter().any(|arg| arg == name);
    let Ok(lexicon) = Lexicon::bundled() else { return println!("no dictionary") };
    if let Some(data) = std::env::var_os("DUIZHAO_EVAL_DATA").map(PathBuf::from) {
        if wanted("beads") {
            println!("beads, hand-aligned novels:");
            sentences(&data.join("align/dev"), &lexicon);
        }
        if wanted("unsegmented") {
            println!("beads, the same novels without paragraphs or sentence ends:");
            unsegmented(&data.join("align/dev"), &lexicon);
        }
        if arguments.iter().any(|arg| arg.trim_start_matches('-') == "ablate") {
            println!("cues:");
            ablation(&data.join("align/dev"), &lexicon);
        }
        if wanted("rows") {
            println!("rows, disturbed articles:");
            articles(&data.join("pairing/dev"), &lexicon, verbose);
        }
        if wanted("reference") {
            println!("reference article:");
            reference(&data.join("seed"), &lexicon);
        }
    } else {
        println!("DUIZHAO_EVAL_DATA is not set: no figures on evaluation texts");
    }
    for mib in [1, 10] {
        if wanted("speed") || wanted(&format!("{mib}mib")) {
            speed(&lexicon, mib);
        }
    }
}
