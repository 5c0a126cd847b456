//! The command line as scripts see it: exit codes, what is printed where, what is written. Runs the built program.

#![allow(clippy::unwrap_used, reason = "a test")]

use duizhao::cli::{Exit, Outcome, run};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const ARTICLE: &str = "\
2031年4月2日
The Ferry Returns
渡轮归来
The old ferry crossed the bay on Monday for the first time in nine years. Two hundred people stood on the pier.
周一,旧渡轮九年来首次横渡海湾。码头上站着两百人。
工人们在甲板上挂灯笼。
“I had given up hope,” said Captain Rowe, who is 71.
71岁的罗船长说:“我本来已经不抱希望了。”
";

/// A folder with the files that the tests read.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in [
        ("ferry.txt", ARTICLE.as_bytes()),
        ("ferry.en", b"The ferry left at dawn.\nNobody waved.\n\nIt rained.\n"),
        ("ferry.zh", "渡轮天亮时出发,没有人挥手。\n下雨了。\n".as_bytes()),
        ("english.txt", b"Rain fell. Nobody minded.\n"),
        ("chinese.txt", "雨停了。\n".as_bytes()),
        ("control.txt", "Rain fell.\u{1}\n下雨了。\n".as_bytes()),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01"),
        ("odd\nname.txt", b""),
        ("gbk.txt", b"Rain fell.\n\xcf\xc2\xd3\xea\xc1\xcb\xa1\xa3\n"),
        ("escapes.txt", "Press Ctrl\\C twice.\n请按两次Ctrl\\C。\n".as_bytes()),
        ("hard.txt", "The harbour was\nclosed for weeks\nbefore it opened.\n\n港口关闭数周后重新开放。\n".as_bytes()),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    fs::create_dir(folder.path().join("inner")).unwrap();
    folder
}

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    // A window must not open, whatever a test does wrong.
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("RUST_LOG");
    command
}

fn duizhao(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn parsed(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Takes the confidences and reasons out of a result, having looked whether they are what they should be: what is not sure has a reason.
fn without_confidence(value: &mut Value) -> usize {
    match value {
        Value::Array(items) => items.iter_mut().map(without_confidence).sum(),
        Value::Object(fields) => {
            let reason = fields.remove("reason");
            let own = fields.remove("confidence").map_or(0, |confidence| {
                let confidence = confidence.as_f64().unwrap();
                assert_eq!(
                    reason.is_some_and(|why| !why.as_str().unwrap().is_empty()),
                    confidence < 0.8,
                    "{confidence}"
                );
                assert!((0.0..=1.0).contains(&confidence));
                assert!((confidence * 1e4).fract().min(1.0 - (confidence * 1e4).fract()) < 1e-6, "{confidence}");
                1
            });
            own + fields.values_mut().map(without_confidence).sum::<usize>()
        }
        _ => 0,
    }
}

#[test]
fn errors_say_what_and_where_on_one_line() {
    let folder = folder();
    for (args, code, said) in [
        ("align", 2, &["FILE", "--help"][..]),
        ("align ferry.txt ferry.en ferry.zh", 2, &["--help"]),
        ("align ferry.txt --format xml", 2, &["xml", "json", "ladder", "tsv"]),
        ("align ferry.txt --format", 2, &["--format"]),
        ("align ferry.txt --encoding klingon", 2, &["klingon", "GB18030"]),
        ("align ferry.txt --loud", 2, &["--loud"]),
        ("align - -", 2, &["standard input", "once"]),
        ("align --segmented ferry.en", 2, &["--segmented", "two files"]),
        ("align --segmented ferry.en ferry.zh --format tsv", 2, &["--segmented", "ladder"]),
        ("--loud", 2, &["--loud"]),
        ("ferry.txt ferry.en ferry.zh", 2, &["ferry.zh"]),
        ("-", 2, &["window", "standard input"]),
        ("align gone.txt", 1, &["gone.txt", "no such file"]),
        ("align inner", 1, &["inner", "folder"]),
        ("align empty.txt", 1, &["empty.txt", "no text"]),
        ("align blank.txt", 1, &["blank.txt", "no text"]),
        ("align photo.jpg", 1, &["photo.jpg", "JPEG"]),
        ("align ferry.txt photo.jpg", 1, &["photo.jpg", "JPEG"]),
        ("align -", 1, &["standard input", "no text"]),
        ("align odd\nname.txt", 1, &["odd\\nname.txt"]),
        ("align --segmented ferry.en english.txt", 1, &["ferry.en", "english.txt", "English"]),
        ("align --segmented ferry.zh chinese.txt", 1, &["ferry.zh", "chinese.txt", "Chinese"]),
        ("align --segmented ferry.zh ferry.zh", 1, &["ferry.zh", "twice"]),
        ("align ferry.en ./inner/../ferry.en", 1, &["./inner/../ferry.en", "twice"]),
        ("align --segmented ferry.en blank.txt", 1, &["blank.txt", "no text"]),
        ("align --segmented ferry.en gone.zh", 1, &["gone.zh", "no such file"]),
        ("align ferry.txt -o ferry.txt", 1, &["ferry.txt", "one of the files to read"]),
        ("align ferry.en ferry.zh -o ./inner/../ferry.zh", 1, &["ferry.zh", "one of the files to read"]),
        ("align ferry.txt -o inner", 1, &["inner", "cannot be written"]),
        ("align ferry.txt -o nowhere/out.json", 1, &["nowhere/out.json", "cannot be written"]),
    ] {
        let output = duizhao(folder.path(), &args.split(' ').collect::<Vec<_>>());
        let said_text = stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{args}: {said_text}");
        assert!(output.stdout.is_empty(), "{args}: standard output stays clean");
        assert!(said_text.starts_with("duizhao: ") && said_text.ends_with('\n'), "{args}: {said_text}");
        assert_eq!(said_text.lines().count(), 1, "{args}: {said_text}");
        for word in said {
            assert!(said_text.contains(word), "{args}: {word} is not in {said_text}");
        }
    }
    assert_eq!(fs::read_to_string(folder.path().join("ferry.txt")).unwrap(), ARTICLE, "inputs are never touched");
}

#[test]
fn help_and_version_are_results() {
    let folder = folder();
    for (args, said) in [("--help", "align"), ("align --help", "--segmented"), ("--version", env!("CARGO_PKG_VERSION"))]
    {
        let output = duizhao(folder.path(), &args.split(' ').collect::<Vec<_>>());
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{args}");
        assert!(stdout(&output).contains(said), "{args}");
    }
}

#[test]
fn without_a_command_a_window_is_wanted() {
    let folder = folder();
    for args in [&[][..], &["ferry.txt"], &["ferry.en", "ferry.zh"]] {
        let given = [OsString::from("duizhao")].into_iter().chain(args.iter().map(OsString::from));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let outcome = run(given, &mut io::empty(), &mut out, &mut err);
        assert_eq!(outcome, Outcome::Window(args.iter().map(Into::into).collect()));
        assert!(out.is_empty() && err.is_empty());
        if cfg!(feature = "gui") && !cfg!(target_os = "linux") {
            continue; // Only Linux can be asked not to show a window.
        }
        let output = duizhao(folder.path(), args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(output.stdout.is_empty() && stderr(&output).starts_with("duizhao: "), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn json_is_the_article_row_by_row() {
    let folder = folder();
    let mut got = parsed(&duizhao(folder.path(), &["align", "ferry.txt"]));
    let captain = ["“I had given up hope,” said Captain Rowe, who is 71.", "71岁的罗船长说:“我本来已经不抱希望了。”"];
    let crossing = [
        "The old ferry crossed the bay on Monday for the first time in nine years.",
        "周一,旧渡轮九年来首次横渡海湾。",
    ];
    let pier = ["Two hundred people stood on the pier.", "码头上站着两百人。"];
    let single = |en: &[&str], zh: &[&str]| json!({"en": en, "zh": zh, "beads": [{"en": en, "zh": zh}]});
    let expected = json!({"rows": [
        single(&[], &["2031年4月2日"]),
        single(&["The Ferry Returns"], &["渡轮归来"]),
        {
            "en": [crossing[0].to_owned() + " " + pier[0]],
            "zh": [crossing[1].to_owned() + pier[1]],
            "beads": [{"en": [crossing[0]], "zh": [crossing[1]]}, {"en": [pier[0]], "zh": [pier[1]]}],
        },
        single(&[], &["工人们在甲板上挂灯笼。"]),
        single(&captain[..1], &captain[1..]),
    ]});
    assert_eq!(without_confidence(&mut got), 5 + 6, "every row and bead has a confidence");
    assert_eq!(got, expected);
    let asked = duizhao(folder.path(), &["align", "--format", "json", "ferry.txt"]);
    assert_eq!(
        asked.stdout,
        duizhao(folder.path(), &["align", "ferry.txt"]).stdout,
        "the default, and the same every time"
    );
}

#[test]
fn json_keeps_every_character_of_the_source() {
    let folder = folder();
    for (args, source) in [
        (&["align", "ferry.txt"][..], ARTICLE.to_owned()),
        (&["align", "hard.txt"], fs::read_to_string(folder.path().join("hard.txt")).unwrap()),
        (&["align", "english.txt"], fs::read_to_string(folder.path().join("english.txt")).unwrap()),
        (&["align", "gbk.txt"], "Rain fell.\n下雨了。\n".to_owned()),
    ] {
        let got = parsed(&duizhao(folder.path(), args));
        let texts = |row: &Value, lang: &str| -> String {
            row[lang].as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect()
        };
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let (mut blocks, mut whole) = (String::new(), String::new());
        for row in got["rows"].as_array().unwrap() {
            for lang in ["en", "zh"] {
                let of_beads: String = row["beads"].as_array().unwrap().iter().map(|bead| texts(bead, lang)).collect();
                assert_eq!(squeezed(&of_beads), squeezed(&texts(row, lang)), "beads tile their row");
                for block in row[lang].as_array().unwrap() {
                    assert!(source.contains(block.as_str().unwrap()), "as the source has it: {block}");
                }
                blocks += &texts(row, lang);
            }
            whole = squeezed(&blocks);
        }
        assert_eq!(whole, squeezed(&source), "{args:?}");
    }
}

#[test]
fn a_hard_wrapped_block_keeps_its_line_ends() {
    let folder = folder();
    let got = parsed(&duizhao(folder.path(), &["align", "hard.txt"]));
    assert_eq!(got["rows"][0]["en"], json!(["The harbour was\nclosed for weeks\nbefore it opened."]));
    let tsv = duizhao(folder.path(), &["align", "hard.txt", "--format", "tsv"]);
    assert!(
        stdout(&tsv).starts_with("The harbour was\\nclosed for weeks\\nbefore it opened.\t港口"),
        "{}",
        stdout(&tsv)
    );
}

#[test]
fn tsv_reads_back() {
    let folder = folder();
    for file in ["ferry.txt", "hard.txt", "escapes.txt", "english.txt"] {
        let json = parsed(&duizhao(folder.path(), &["align", file]));
        let beads = json["rows"].as_array().unwrap().iter().flat_map(|row| row["beads"].as_array().unwrap());
        let output = duizhao(folder.path(), &["align", file, "--format", "tsv"]);
        let lines: Vec<[String; 3]> = stdout(&output)
            .lines()
            .map(|line| line.split('\t').map(unescaped).collect::<Vec<_>>().try_into().expect("three fields"))
            .collect();
        assert_eq!(lines.len(), beads.clone().count(), "{file}: a bead a line");
        for ([en, zh, confidence], bead) in lines.iter().zip(beads) {
            for (text, lang) in [(en, "en"), (zh, "zh")] {
                let parts = bead[lang].as_array().unwrap().iter().map(|part| part.as_str().unwrap());
                let squeezed = |text: &str| text.split_whitespace().collect::<String>();
                assert_eq!(squeezed(text), squeezed(&parts.collect::<String>()), "{file}");
            }
            assert_eq!(Some(confidence.parse::<f64>().unwrap()), bead["confidence"].as_f64());
        }
    }
    let output = duizhao(folder.path(), &["align", "escapes.txt", "--format", "tsv"]);
    assert!(stdout(&output).starts_with("Press Ctrl\\\\C twice.\t请按两次Ctrl\\\\C。\t"), "{}", stdout(&output));
}

fn unescaped(field: &str) -> String {
    let mut chars = field.chars();
    let next = move || {
        let c = chars.next()?;
        if c != '\\' {
            return Some(c);
        }
        Some(match chars.next()? {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            other => other,
        })
    };
    std::iter::from_fn(next).collect()
}

#[test]
fn a_ladder_counts_sentences_over_the_whole_text() {
    let folder = folder();
    let output = duizhao(folder.path(), &["align", "ferry.txt", "--format", "ladder"]);
    assert_eq!(stdout(&output), "[]:[0]\n[0]:[1]\n[1]:[2]\n[2]:[3]\n[]:[4]\n[3]:[5]\n");
    assert!(output.status.success());
}

#[test]
fn a_segmented_ladder_counts_lines_in_the_order_of_the_files() {
    let folder = folder();
    // The English file has a blank line, which is counted and belongs to no bead.
    let expected = [("ferry.en ferry.zh", "[0,1]:[0]\n[3]:[1]\n"), ("ferry.zh ferry.en", "[0]:[0,1]\n[1]:[3]\n")];
    for (files, ladder) in expected {
        for format in ["", " --format ladder"] {
            let args = format!("align --segmented {files}{format}");
            let output = duizhao(folder.path(), &args.split(' ').collect::<Vec<_>>());
            assert_eq!((stdout(&output), stderr(&output)), (ladder, ""), "{args}");
        }
    }
}

#[test]
fn a_text_and_its_translation_come_in_either_order() {
    let folder = folder();
    let [one, other] = [["ferry.en", "ferry.zh"], ["ferry.zh", "ferry.en"]]
        .map(|[a, b]| parsed(&duizhao(folder.path(), &["align", a, b])));
    assert_eq!(one, other);
    assert_eq!(one["rows"][0]["en"][0], "The ferry left at dawn.");
}

#[test]
fn one_language_is_a_warning() {
    let folder = folder();
    for (args, missing) in [(&["align", "english.txt"][..], "Chinese"), (&["align", "ferry.zh"], "English")] {
        let output = duizhao(folder.path(), args);
        assert!(
            stderr(&output).starts_with(&format!("duizhao: warning: {}: no {missing}", args[1])),
            "{}",
            stderr(&output)
        );
        let rows = parsed(&output);
        assert!(!rows["rows"].as_array().unwrap().is_empty());
    }
}

#[test]
fn two_files_in_one_language_are_a_warning_about_both() {
    let folder = folder();
    for (files, said) in [
        (
            ["ferry.en", "english.txt"],
            "ferry.en and english.txt: both files are in English; give a text and its translation",
        ),
        (
            ["ferry.zh", "chinese.txt"],
            "ferry.zh and chinese.txt: both files are in Chinese; give a text and its translation",
        ),
    ] {
        let output = duizhao(folder.path(), &["align", files[0], files[1]]);
        assert_eq!(stderr(&output), format!("duizhao: warning: {said}\n"));
        assert!(!parsed(&output)["rows"].as_array().unwrap().is_empty());
    }
}

#[test]
fn one_of_something_is_said_in_the_singular() {
    let folder = folder();
    let output = duizhao(folder.path(), &["align", "control.txt"]);
    assert!(stderr(&output).contains(": 1 control character is in the text"), "{}", stderr(&output));
}

#[test]
fn the_encoding_can_be_said() {
    let folder = folder();
    let rows = |args: &[&str]| parsed(&duizhao(folder.path(), args))["rows"][0]["zh"][0].clone();
    assert_eq!(rows(&["align", "gbk.txt"]), "下雨了。");
    assert_eq!(rows(&["align", "gbk.txt", "--encoding", "gbk"]), "下雨了。");
    let wrong = duizhao(folder.path(), &["align", "gbk.txt", "--encoding", "utf-8"]);
    assert!(wrong.status.success() && stderr(&wrong).contains("are not UTF-8"), "{}", stderr(&wrong));
}

#[test]
fn a_dash_is_standard_input_and_output() {
    let folder = folder();
    let mut child = program(folder.path(), &["align", "-", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(ARTICLE.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stdout, duizhao(folder.path(), &["align", "ferry.txt"]).stdout);
    assert!(!folder.path().join("-").exists());
}

#[test]
fn standard_input_has_the_limit_of_files() {
    let args = ["duizhao", "align", "-"].map(OsString::from);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = run(args, &mut io::repeat(b'a'), &mut out, &mut err);
    assert_eq!(outcome, Outcome::Done(Exit::BadInput));
    let said = String::from_utf8(err).unwrap();
    assert!(out.is_empty() && said.contains("standard input") && said.contains("64 MiB"), "{said}");
}

#[test]
fn an_output_file_is_replaced_whole() {
    let folder = folder();
    let out = folder.path().join("out.json");
    fs::write(&out, "what was here before").unwrap();
    let failed = duizhao(folder.path(), &["align", "photo.jpg", "-o", "out.json"]);
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&out).unwrap(), "what was here before", "an error leaves the old file");

    let written = duizhao(folder.path(), &["align", "ferry.txt", "-o", "out.json"]);
    assert_eq!((stdout(&written), stderr(&written), written.status.code()), ("", "", Some(0)));
    assert_eq!(fs::read(&out).unwrap(), duizhao(folder.path(), &["align", "ferry.txt"]).stdout);
    let strange = fs::read_dir(folder.path())
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(strange.count(), 0, "nothing is left beside it");
}

#[cfg(unix)]
#[test]
fn links_are_followed() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink("inner/real.tsv", at("link.tsv")).unwrap();
    std::os::unix::fs::symlink("ferry.txt", at("same.txt")).unwrap();
    assert!(duizhao(folder.path(), &["align", "ferry.txt", "--format", "tsv", "-o", "link.tsv"]).status.success());
    assert!(at("link.tsv").is_symlink(), "the link stays a link");
    assert_eq!(fs::read_to_string(at("inner/real.tsv")).unwrap().lines().count(), 6);
    let refused = duizhao(folder.path(), &["align", "ferry.txt", "-o", "same.txt"]);
    assert_eq!(refused.status.code(), Some(1), "a link to an input is the input");
    assert_eq!(fs::read_to_string(at("ferry.txt")).unwrap(), ARTICLE);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder();
    fs::write(folder.path().join("long.txt"), ARTICLE.repeat(300)).unwrap();
    let mut child =
        program(folder.path(), &["align", "long.txt"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut head = [0; 4];
    child.stdout.take().unwrap().read_exact(&mut head).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((stderr(&output), output.status.code()), ("", Some(0)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = folder();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program(folder.path(), &["align", "ferry.txt"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("duizhao: standard output cannot be written"), "{}", stderr(&output));
}
