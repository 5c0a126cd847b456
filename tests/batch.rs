//! Many files at once: `duizhao align --out-dir`, and the formats that other programs read.

#![allow(clippy::unwrap_used, reason = "a test")]

use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const EN: &str = "The kiln was cold.\n\nShe wrote “fish & salt < 3” on the door. Nobody read it.\n";
const ZH: &str = "窑是冷的。\n\n她在门上写了“鱼 & 盐 < 3”。没有人看。\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let mixed = "The kiln was cold.\n窑是冷的。\n\nNobody came.\n没有人来。\n";
    put("texts/a.txt", mixed.as_bytes());
    put("texts/deep/kiln.en.txt", EN.as_bytes());
    put("texts/deep/kiln.zh-CN.txt", ZH.as_bytes());
    put("texts/deep/.hidden.txt", mixed.as_bytes());
    put("texts/deep/photo.jpg", b"\xff\xd8\xff\xe0");
    put("texts/bad.txt", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01");
    put("texts/z.md", mixed.as_bytes());
    put("other/a.txt", mixed.as_bytes());
    fs::create_dir(folder.path().join("nothing")).unwrap();
    folder
}

fn duizhao(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duizhao")).current_dir(folder).args(args).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found
}

#[test]
fn a_bad_file_is_told_and_the_others_go_on() {
    let folder = folder();
    let output = duizhao(folder.path(), &["align", "texts", "missing.txt", "--out-dir", "out/deeper"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty());
    let out = folder.path().join("out/deeper");
    assert_eq!(files(&out), ["a.json", "deep/kiln.json", "z.json"].map(String::from).into());
    let lines: Vec<&str> = said.lines().collect();
    let starts = [
        "missing.txt: ",
        "texts/a.txt: 2 rows, 2 beads",
        "texts/bad.txt: ",
        "texts/deep/kiln.en.txt and ",
        "texts/z.md: ",
    ];
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(&format!("duizhao: {start}")), "{line} is not about {start}");
    }
    assert_eq!(lines[5..], ["duizhao: 2 of 5 could not be aligned: missing.txt, texts/bad.txt"]);
    let kiln: Value = serde_json::from_slice(&fs::read(out.join("deep/kiln.json")).unwrap()).unwrap();
    assert_eq!(kiln["rows"][0]["zh"][0], "窑是冷的。");
}

#[test]
fn what_cannot_be_done_is_said_before_anything_is_lost() {
    let folder = folder();
    for (args, code, told, written) in [
        (
            &["texts/a.txt", "other/a.txt"][..],
            1,
            "is written for texts/a.txt already; rename one of them",
            &["a.json"][..],
        ),
        (&["nothing"], 1, "nothing: there are no texts in this folder", &[]),
        (&["-"], 2, "standard input has no name", &[]),
        (&["texts/a.txt", "-o", "x"], 2, "cannot be used with", &[]),
        (&["--segmented", "texts/a.txt", "other/a.txt"], 2, "cannot be used with", &[]),
    ] {
        let out = folder.path().join("out");
        let _ = fs::remove_dir_all(&out);
        let output = duizhao(folder.path(), &[&["align", "--out-dir", "out"], args].concat());
        assert!(stderr(&output).contains(told), "{args:?}: {}", stderr(&output));
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        let found = if out.exists() { files(&out) } else { BTreeSet::new() };
        assert_eq!(found, written.iter().map(|name| (*name).to_owned()).collect(), "{args:?}");
    }
    let output = duizhao(folder.path(), &["align", "texts/a.txt", "texts/z.md", "other/a.txt"]);
    assert!(stderr(&output).contains("--out-dir"), "{}", stderr(&output));
    assert_eq!(output.status.code(), Some(2));
    // An output that would take the place of a text.
    fs::write(folder.path().join("texts/b.json"), EN).unwrap();
    fs::write(folder.path().join("texts/b.txt"), ZH).unwrap();
    let output = duizhao(folder.path(), &["align", "texts/b.json", "texts/b.txt", "--out-dir", "texts"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(folder.path().join("texts/b.json")).unwrap(), EN);
}

#[test]
fn a_folder_that_cannot_be_written_is_told_for_each_file() {
    let folder = folder();
    fs::write(folder.path().join("out"), "a file").unwrap();
    let output = duizhao(folder.path(), &["align", "texts/a.txt", "--out-dir", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("out/a.json: cannot be written: "), "{}", stderr(&output));
}

/// Every text in the elements of this name, as a real parser reads it.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut inside) = (Vec::new(), None);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == name.as_bytes() => inside = Some(String::new()),
            Event::Text(text) => {
                if let Some(inside) = &mut inside {
                    inside.push_str(&text.decode().unwrap());
                }
            }
            Event::GeneralRef(name) => {
                if let Some(inside) = &mut inside {
                    let entity = name.decode().unwrap();
                    let resolved = quick_xml::escape::resolve_predefined_entity(&entity).unwrap().to_owned();
                    inside.push_str(&resolved);
                }
            }
            Event::End(tag) if tag.name().as_ref() == name.as_bytes() => found.extend(inside.take()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn a_translation_memory_reads_back() {
    let folder = folder();
    let args = ["align", "texts/deep/kiln.en.txt", "texts/deep/kiln.zh-CN.txt", "--format", "tmx"];
    let output = duizhao(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let xml = String::from_utf8(output.stdout).unwrap();
    assert!(xml.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">"
    ));
    let expected = [
        ("The kiln was cold.", "窑是冷的。"),
        ("She wrote “fish & salt < 3” on the door.", "她在门上写了“鱼 & 盐 < 3”。"),
        ("Nobody read it.", "没有人看。"),
    ];
    assert_eq!(texts(&xml, "seg"), expected.iter().flat_map(|(en, zh)| [*en, *zh]).collect::<Vec<_>>());
    let sure = texts(&xml, "prop");
    assert_eq!(sure.len(), 3);
    assert!(sure.iter().all(|p| (0.0..=1.0).contains(&p.parse::<f64>().unwrap())));
}

#[test]
fn json_lines_are_beads() {
    let folder = folder();
    let output = duizhao(folder.path(), &["align", "texts/a.txt", "--format", "jsonl"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sides: Vec<_> = lines.iter().map(|line| (&line["row"], &line["en"][0], &line["zh"][0])).collect();
    let expected = serde_json::json!([[0, "The kiln was cold.", "窑是冷的。"], [1, "Nobody came.", "没有人来。"]]);
    assert_eq!(serde_json::to_value(sides).unwrap(), expected);
}
