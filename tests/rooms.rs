//! Keeps the rooms apart: a room uses those on lower levels only, and what belongs to one room stays in it. Reads the sources; comments do
//! not count.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

const LEVELS: [(&str, u8); 18] = [
    ("text", 0),
    ("threads", 0),
    ("model", 1),
    ("anchor", 2),
    ("import", 2),
    ("segment", 2),
    ("lexicon", 2),
    ("layout", 2),
    ("store", 2),
    ("align", 3),
    ("export", 3),
    ("find", 3),
    ("shelf", 3),
    ("state", 4),
    ("jobs", 5),
    ("cli", 5),
    ("ui", 6),
    ("main.rs", 7),
];

/// What may stand only below certain paths; `true` if tests are free to use it.
const KEPT: [(&[&str], &[&str], bool); 5] = [
    (&["egui", "eframe", "rfd", "winit"], &["ui/"], false),
    (&["thread::spawn", "thread::Builder"], &["jobs/"], true),
    // Threads that end with the call that started them: a book is read and aligned on two cores in two thirds of the time.
    (&["thread::scope"], &["cli/batch.rs", "threads/"], true),
    (
        &[
            "fs::write",
            "fs::rename",
            "fs::remove_file",
            "fs::remove_dir",
            "fs::remove_dir_all",
            "fs::create_dir",
            "fs::create_dir_all",
            "fs::copy",
            "File::create",
            "File::create_new",
            "File::options",
            "OpenOptions",
            "atomic_write_file",
        ],
        &["store/"],
        true,
    ),
    (&["Color32::from_"], &["ui/theme.rs", "ui/theme/"], false),
];

fn level(room: &str) -> Option<u8> {
    LEVELS.iter().find(|(name, _)| *name == room).map(|(_, level)| *level)
}

/// What is wrong with one file; `path` from `src/` on, with `/`.
fn violations(path: &str, source: &str) -> Vec<String> {
    let code: String = source.lines().map(|line| without_comment(line).to_owned() + "\n").collect();
    let room = path.split('/').next().unwrap();
    if room == "lib.rs" {
        return Vec::new();
    }
    let Some(own) = level(room) else {
        return vec![format!("{path}: {room} is no known room; give it a level")];
    };
    let mut wrong = Vec::new();
    for used in mentions(path, &code) {
        if used != room && level(&used).is_some_and(|level| level >= own) {
            wrong.push(format!("{path}: uses {used}, which is not below {room}"));
        }
    }
    let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
    let product = if is_test { "" } else { code.split("#[cfg(test)]\nmod tests {").next().unwrap() };
    for (words, homes, tests_are_free) in KEPT {
        let code = if tests_are_free { product } else { &code };
        if homes.iter().any(|home| path.starts_with(home)) {
            continue;
        }
        let found = words.iter().filter(|word| has_word(code, word));
        wrong.extend(found.map(|word| format!("{path}: {word} belongs in {}", homes[0])));
    }
    wrong
}

/// Rooms that a file names: behind `crate::`, `duizhao::`, as many `super::` as lead out of the room, or in the braces behind one of them.
fn mentions(path: &str, code: &str) -> Vec<String> {
    let depth = path.trim_end_matches("/mod.rs").trim_end_matches(".rs").split('/').count();
    let out = "super::".repeat(depth);
    let mut found = Vec::new();
    for root in ["crate::", "duizhao::", &out] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &code[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(list) => found.extend(first_names(list)),
                None => found.push(name(rest)),
            }
        }
    }
    found
}

/// The first name of each item of `{a, b::c, d::{e, f}}`, from behind its brace.
fn first_names(list: &str) -> Vec<String> {
    let (mut names, mut depth, mut is_first) = (Vec::new(), 0, true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_first = true,
            c if is_first && !c.is_whitespace() => {
                names.push(name(&list[at..]));
                is_first = false;
            }
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// True if a path or a name stands in the code as a word of its own; one that ends in `_` may go on.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let joins = |c: char| c.is_alphanumeric() || c == '_';
        let (before, after) = (code[..at].chars().next_back(), code[at + word.len()..].chars().next());
        !before.is_some_and(joins) && (word.ends_with('_') || !after.is_some_and(joins))
    })
}

/// A line up to its comment; `//` inside an address is none.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
    comment.map_or(line, |(at, _)| &line[..at])
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn rooms_use_lower_rooms_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = sources(&src);
    assert!(sources.len() > LEVELS.len(), "the sources were found");
    let wrong: Vec<String> = sources
        .iter()
        .flat_map(|path| {
            let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
            violations(&name, &fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_program_is_thin() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() <= 60, "arguments, logger, window");
}

#[test]
fn what_is_forbidden_is_found() {
    for (path, source) in [
        ("text/span.rs", "use crate::model::Block;"),
        ("model/mod.rs", "use crate::{text::Lang, segment};"),
        ("import/mod.rs", "use crate::{\n    model::{Block, Document},\n    lexicon::Lexicon,\n};"),
        ("segment/english.rs", "fn f() { crate::lexicon::stem(\"x\"); }"),
        ("segment/mod.rs", "use super::lexicon;"),
        ("segment/english.rs", "use super::super::lexicon;"),
        ("align/mod.rs", "pub use crate::state::Session;"),
        ("state/session.rs", "use crate::jobs::Jobs; // why not"),
        ("cli/mod.rs", "use crate::jobs::Jobs;"),
        ("jobs/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::cli;\n}"),
        ("cli/mod.rs", "use crate::ui::run;"),
        ("garden/mod.rs", ""),
        ("state/mod.rs", "use eframe::egui::Color32;"),
        ("jobs/mod.rs", "rfd::FileDialog::new();"),
        ("import/read.rs", "std::thread::spawn(|| ());"),
        ("cli/align.rs", "std::fs::write(path, bytes)?;"),
        ("cli/align.rs", "let url = \"http://x\"; File::create(path)?;"),
        ("ui/reader/mod.rs", "let red = Color32::from_rgb(255, 0, 0);"),
    ] {
        assert!(!violations(path, source).is_empty(), "{path}: {source}");
    }
}

#[test]
fn what_is_allowed_is_let_be() {
    for (path, source) in [
        ("lib.rs", "pub mod ui;"),
        ("main.rs", "duizhao::ui::run(paths); duizhao::cli::run();"),
        ("align/mod.rs", "use crate::{model::Bead, text::{ByteSpan, Lang}};"),
        ("align/mod.rs", "//! Never uses `crate::ui`.\n/// Nor `egui`.\nuse crate::segment;"),
        ("lexicon/tests.rs", "use super::segment;"),
        ("lexicon/mod.rs", "use crate::lexicon::stem; use crate::text::is_han;"),
        ("import/read.rs", "#[cfg(test)]\nmod tests {\n    fn f() { File::create(p).unwrap(); }\n}"),
        ("store/atomic.rs", "std::fs::write(path, bytes)?;"),
        ("jobs/mod.rs", "std::thread::spawn(work);"),
        ("ui/theme.rs", "Color32::from_rgb(1, 2, 3);"),
        ("ui/app.rs", "let egui_like = eframe::egui::vec2(1.0, 2.0);"),
        ("state/mod.rs", "let not_egui_but_megui = 1;"),
    ] {
        assert_eq!(violations(path, source), Vec::<String>::new(), "{path}: {source}");
    }
}
