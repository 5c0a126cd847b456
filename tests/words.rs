//! `duizhao words` as scripts see it. Runs the built program.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PAIRS: &str = "\
渡轮 清晨 离开 了 港口 。 ||| the ferry left the harbor at dawn .

三十七 名 乘客 睡 着 了 。 ||| thirty-seven passengers were asleep .
";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let turned: Vec<String> = PAIRS
        .lines()
        .map(|line| line.split_once(" ||| ").map_or(String::new(), |(zh, en)| format!("{en} ||| {zh}")))
        .collect();
    for (name, text) in [
        ("pairs.txt", PAIRS.to_owned()),
        ("turned.txt", turned.join("\n") + "\n"),
        ("glued.txt", PAIRS.replace("清晨 离开 了", "清晨离开了")),
        ("one-side.txt", format!("{PAIRS}the harbor\n")),
        ("three.txt", format!("{PAIRS}a ||| 一 ||| b\n")),
        ("english.txt", "a harbor ||| the ferry\n".to_owned()),
        ("chinese.txt", "渡轮 ||| 港口\n".to_owned()),
        ("lone.txt", format!("{PAIRS}港口 |||\n")),
        ("empty.txt", String::new()),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn duizhao(folder: &Path, args: &[&str], stdin: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.current_dir(folder).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("RUST_LOG");
    let mut child = command.spawn().unwrap();
    // A program that reads no standard input has closed it.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

fn links(output: &Output) -> Vec<Vec<(usize, usize)>> {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let link = |link: &str| {
        let (left, right) = link.split_once('-').unwrap();
        (left.parse().unwrap(), right.parse().unwrap())
    };
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| line.split(' ').filter(|l| !l.is_empty()).map(link).collect()).collect()
}

#[test]
fn a_line_of_links_for_each_line_of_tokens() {
    let folder = folder();
    let output = duizhao(folder.path(), &["words", "pairs.txt"], "");
    let found = links(&output);
    assert_eq!(found.len(), 3);
    for (line, link) in [(0, (0, 1)), (0, (1, 6)), (0, (2, 2)), (0, (4, 4)), (0, (5, 7)), (2, (0, 0)), (2, (2, 1))] {
        assert!(found[line].contains(&link), "{link:?} in line {line} of {found:?}");
    }
    assert!(found[1].is_empty(), "an empty line stays empty");
    assert!(found.iter().all(|line| line.is_sorted()));
    let piped = duizhao(folder.path(), &["words", "-"], PAIRS);
    assert_eq!(piped.stdout, output.stdout, "standard input is read the same, and links are the same each time");
    let written = duizhao(folder.path(), &["words", "pairs.txt", "-o", "out.txt"], "");
    assert_eq!((written.status.code(), &written.stdout[..]), (Some(0), &b""[..]));
    assert_eq!(fs::read(folder.path().join("out.txt")).unwrap(), output.stdout);
}

#[test]
fn links_stand_in_the_order_of_the_sides() {
    let folder = folder();
    let plain = links(&duizhao(folder.path(), &["words", "pairs.txt"], ""));
    let turned = links(&duizhao(folder.path(), &["words", "turned.txt"], ""));
    let turn = |line: &Vec<(usize, usize)>| {
        let mut line: Vec<(usize, usize)> = line.iter().map(|(a, b)| (*b, *a)).collect();
        line.sort_unstable();
        line
    };
    assert_eq!(turned, plain.iter().map(turn).collect::<Vec<_>>());
}

#[test]
fn a_threshold_leaves_links_out() {
    let folder = folder();
    let at = |p: &str| links(&duizhao(folder.path(), &["words", "pairs.txt", "--threshold", p], "")).concat().len();
    let (all, likely, sure) = (at("0"), at("0.5"), at("0.9"));
    assert_eq!(all, 6 * 8 + 7 * 5, "every cell has a probability");
    assert!(sure > 3 && sure <= likely && likely < all, "{sure} {likely} {all}");
}

#[test]
fn tokens_are_cut_anew_when_asked() {
    let folder = folder();
    let found = links(&duizhao(folder.path(), &["words", "glued.txt", "--resegment"], ""));
    // 渡轮 清晨离开了 港口 。: the long token has the links of its words.
    for link in [(0, 1), (1, 2), (1, 6), (2, 4)] {
        assert!(found[0].contains(&link), "{link:?} in {found:?}");
    }
    assert!(found[0].iter().all(|(zh, en)| *zh < 4 && *en < 8));
}

#[test]
fn a_side_without_tokens_has_no_links() {
    let folder = folder();
    let found = links(&duizhao(folder.path(), &["words", "lone.txt"], ""));
    assert_eq!((found.len(), found[3].len()), (4, 0));
    assert!(links(&duizhao(folder.path(), &["words", "empty.txt"], "")).is_empty());
}

#[test]
fn errors_say_what_and_where_on_one_line() {
    let folder = folder();
    for (args, code, said) in [
        ("words", 2, &["FILE"][..]),
        ("words pairs.txt --threshold 2", 2, &["--threshold", "0 to 1"]),
        ("words pairs.txt --threshold few", 2, &["--threshold"]),
        ("words pairs.txt more.txt", 2, &["more.txt"]),
        ("words one-side.txt", 1, &["one-side.txt", "line 4", "|||"]),
        ("words three.txt", 1, &["three.txt", "line 4", "more than one"]),
        ("words english.txt", 1, &["english.txt", "both sides are English"]),
        ("words chinese.txt", 1, &["chinese.txt", "both sides are Chinese"]),
        ("words gone.txt", 1, &["gone.txt", "no such file"]),
        ("words pairs.txt -o pairs.txt", 1, &["pairs.txt", "one of the files to read"]),
        ("words pairs.txt -o nowhere/out.txt", 1, &["nowhere/out.txt", "cannot be written"]),
    ] {
        let output = duizhao(folder.path(), &args.split(' ').collect::<Vec<_>>(), "");
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args}: {text}");
        assert!(output.stdout.is_empty(), "{args}: standard output stays clean");
        assert!(text.starts_with("duizhao: ") && text.lines().count() == 1, "{args}: {text}");
        for word in said {
            assert!(text.contains(word), "{args}: {word} is not in {text}");
        }
    }
    assert_eq!(fs::read_to_string(folder.path().join("pairs.txt")).unwrap(), PAIRS, "inputs are never touched");
    let help = duizhao(folder.path(), &["words", "--help"], "");
    assert!(help.status.success() && String::from_utf8_lossy(&help.stdout).contains("--resegment"));
}
