//! `duizhao notes` as scripts meet it: the built program on the notes of an article of our own.

#![allow(clippy::unwrap_used, reason = "a test")]

use duizhao::jobs::Jobs;
use duizhao::lexicon::Lexicon;
use duizhao::model::{Bitext, Colour, Library, Note, NoteId, Notebook, Progress, Quote, Settings, Target};
use duizhao::state::{Command as Do, ExportFormat, LoadRequest, Message, NotesCommand, Reading, Session};
use duizhao::store::Store;
use duizhao::text::PerLang;
use duizhao::{align, import, shelf};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

const ARTICLE: &str = "\
# The Night Ferry

The ferry left at ten. Nobody waved.
渡轮十点离岸。没有人挥手。

## Fog

Fog came up before midnight, and the captain rang the bell.
午夜之前起了雾,船长敲响了钟。
";

struct Home {
    folder: tempfile::TempDir,
    article: PathBuf,
}

impl Home {
    /// A home with an article and no notes.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("ferry.md");
        fs::write(&article, ARTICLE).unwrap();
        Self { folder, article }
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        command.arg("notes").args(args).env("DUIZHAO_HOME", self.folder.path().join("home")).output().unwrap()
    }

    /// Standard output of a command that must go well.
    #[track_caller]
    fn out(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && errors.is_empty(), "{args:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Standard error of a command that must end with exit code 1 and nothing on standard output.
    #[track_caller]
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!((output.status.code(), &*output.stdout), (Some(1), &b""[..]), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn article(&self) -> &str {
        self.article.to_str().unwrap()
    }

    /// Notes on these sentences of the article, saved; returns their file.
    fn write_notes(&self, notes: &[(&str, usize, &str)]) -> PathBuf {
        self.write_notes_and(notes, vec![])
    }

    /// The same, with others of any making.
    fn write_notes_and(&self, notes: &[(&str, usize, &str)], others: Vec<Note>) -> PathBuf {
        let (bitext, sources) = read(&self.article);
        let reading = Reading::new(&bitext);
        let mut store = Store::at(&self.folder.path().join("home")).notes();
        let kept = store.begin(shelf::article_of(&bitext, &sources, reading.index())).unwrap();
        let mut book: Notebook = kept.notebook().clone();
        for (id, sentence, body) in notes {
            book.notes.push(note(&reading, id, *sentence, body).into());
        }
        book.notes.extend(others.into_iter().map(Into::into));
        store.save(&kept, &book, time()).unwrap().kept.path().to_owned()
    }
}

fn read(article: &Path) -> (Bitext, Vec<duizhao::model::Source>) {
    let imported = import::import(&[import::read_file(article).unwrap()]).unwrap();
    let sources = imported.document.sources.clone();
    let lexicon = Lexicon::bundled().unwrap();
    (align::align(imported.document, &lexicon, &Progress::default()).unwrap(), sources)
}

fn time() -> Timestamp {
    "2026-03-01T08:00:00Z".parse().unwrap()
}

fn note(reading: &Reading, id: &str, sentence: usize, body: &str) -> Note {
    let spot = PerLang { en: sentence..sentence + 1, zh: 0..0 };
    Note {
        id: NoteId(id.to_owned()),
        created: time(),
        modified: time(),
        revision: 1,
        body: body.to_owned(),
        tags: vec!["sea".to_owned()],
        colour: Colour::Blue,
        target: reading.target(&spot).unwrap(),
        conflict_of: None,
    }
}

#[test]
fn notes_are_listed_in_the_order_of_the_text_whatever_names_them() {
    let home = Home::new();
    let file = home.write_notes(&[("a", 4, "late\tand\nlong"), ("b", 1, "early")]);
    let expected = "\
b\tblue\tsea\tThe ferry left at ten.\t渡轮十点离岸。\tearly
a\tblue\tsea\tFog came up before midnight, and the captain rang the bell.\t午夜之前起了雾,船长敲响了钟。\tlate\\tand\\nlong
";
    assert_eq!(home.out(&["list", home.article()]), expected);
    assert_eq!(home.out(&["list", file.to_str().unwrap()]), expected);
    let all = home.out(&["list"]);
    assert!(all.starts_with(&format!("{}\tThe Night Ferry\t", file.display())), "{all}");
    assert_eq!(home.out(&["check", file.to_str().unwrap()]), format!("{}: sound, 2 notes\n", file.display()));
    let alone = home.write_notes(&[("a", 4, "alone")]);
    assert_eq!(home.out(&["check", alone.to_str().unwrap()]), format!("{}: sound, 1 note\n", alone.display()));
}

#[test]
fn notes_of_an_article_that_moved_are_found() {
    let home = Home::new();
    home.write_notes(&[("a", 1, "")]);
    let moved = home.folder.path().join("moved.md");
    fs::rename(&home.article, &moved).unwrap();
    assert!(home.out(&["list", moved.to_str().unwrap()]).starts_with("a\t"));
}

#[test]
fn every_format_is_printed_and_twice_the_same() {
    let home = Home::new();
    home.write_notes(&[("a", 4, "=1+1"), ("b", 1, "plain")]);
    for (format, expected) in [
        ("markdown", "## Fog\n\n> Fog came up"),
        ("html", "<mark class=\"blue\">The ferry left at ten.</mark>"),
        ("csv", "'=1+1"),
        ("json", "\"heading\": \"Fog\""),
        ("anki", "\tdùlún shí diǎn lí'àn\t"),
        ("ron", "// end notes=2"),
    ] {
        let text = home.out(&["export", home.article(), "--format", format]);
        assert!(text.contains(expected), "{format}: {text}");
        let file = home.folder.path().join(format!("out.{format}"));
        home.out(&["export", home.article(), "--format", format, "-o", file.to_str().unwrap()]);
        assert_eq!(fs::read_to_string(file).unwrap(), text, "{format}");
    }
    assert!(home.out(&["export", home.article()]).contains("duizhao: ferry.md, sentence 2, b"));
}

#[test]
fn markdown_is_laid_out_as_the_reader_likes() {
    let home = Home::new();
    home.write_notes(&[("a", 1, "body")]);
    let template = home.folder.path().join("mine.jinja");
    fs::write(&template, "{{ notes[0].body }}!").unwrap();
    let named = ["export", home.article(), "--template", template.to_str().unwrap()];
    assert_eq!(home.out(&named), "body!");
    fs::write(home.folder.path().join("home/notes.md.jinja"), "kept: {{ notes[0].id }}").unwrap();
    assert_eq!(home.out(&["export", home.article()]), "kept: a");
    fs::write(&template, "{{ nonsense").unwrap();
    assert!(home.refused(&named).contains("line 1"));
    assert!(home.out(&["template"]).contains("{% for note in notes %}"));
}

#[test]
fn another_machines_notes_are_merged_and_nothing_is_doubled() {
    let (here, there) = (Home::new(), Home::new());
    there.write_notes(&[("a", 1, "theirs"), ("b", 4, "only there")]);
    let carried = here.folder.path().join("carried.ron");
    there.out(&["export", there.article(), "--format", "ron", "-o", carried.to_str().unwrap()]);
    here.write_notes(&[("c", 2, "only here")]);
    let import = ["import", carried.to_str().unwrap()];
    assert!(here.out(&import).contains("2 notes added, 0 of them beside another version; 0 changed"));
    assert!(here.out(&import).contains("0 notes added, 0 of them beside another version; 0 changed"));
    let single = Home::new();
    single.write_notes(&[("d", 3, "one more")]);
    single.out(&["export", single.article(), "--format", "ron", "-o", carried.to_str().unwrap()]);
    assert!(here.out(&import).contains("1 note added, "));
    let ids: Vec<String> =
        here.out(&["list", here.article()]).lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "c", "d", "b"]);
    let own = here.out(&["list"]).split('\t').next().unwrap().to_owned();
    assert!(here.refused(&["import", &own]).contains("kept here already"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let home = Home::new();
    assert!(home.refused(&["list", home.article()]).contains("there are no notes on this article"));
    assert!(home.refused(&["export", "nowhere.txt"]).contains("nowhere.txt"));
    let file = home.write_notes(&[("a", 1, "words")]);
    let damaged = home.folder.path().join("damaged.ron");
    fs::write(&damaged, "(schema: 1, notes: [").unwrap();
    let name = damaged.to_str().unwrap();
    assert!(home.refused(&["list", name]).contains(name));
    assert!(home.refused(&["import", name]).contains(name));
    let edited = fs::read_to_string(&file).unwrap().replace("words", "other words");
    fs::write(&damaged, edited).unwrap();
    let said = home.refused(&["check", name]);
    assert!(said.contains("changed outside this program") && said.contains("1 of 1 have faults"), "{said}");
    assert_eq!(home.run(&["export"]).status.code(), Some(2));
    assert_eq!(home.run(&["export", "a", "--format", "klingon"]).status.code(), Some(2));
}

#[test]
fn what_is_no_notes_file_is_told_for_what_it_is() {
    let home = Home::new();
    let deep = format!("(schema: 1, file_id: {}", "[".repeat(50_000));
    let newer = "(schema: 99, glow: true)";
    for (name, bytes, why) in [
        ("empty.ron", &b" \n"[..], "it is empty"),
        ("binary.ron", b"\xff\xfe\0\x01", "it is not UTF-8"),
        ("wrong.ron", b"hello", "1:1-1:6: Expected struct `Notebook` but found `hello`"),
        ("deep.ron", deep.as_bytes(), "it is nested too deeply"),
        ("newer.ron", newer.as_bytes(), "a newer version of this program wrote it"),
    ] {
        let path = home.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        for task in ["list", "export", "import", "check"] {
            let said = home.refused(&[task, path]);
            let first = said.lines().next().unwrap();
            assert!(first.contains(why) && first.matches(name).count() == 1, "{task}: {said}");
            assert!(!said.contains("readable") && !said.contains("ron::"), "{task}: {said}");
        }
    }
    for task in ["list", "export", "import"] {
        let said = home.refused(&[task, "missing.ron"]);
        assert_eq!(said, "duizhao: missing.ron: cannot be read: there is no such file\n");
    }
    let said = home.refused(&["check", "missing.ron"]);
    assert_eq!(said.lines().next().unwrap().matches("missing.ron").count(), 1, "{said}");
}

/// What the window writes, by its own threads, without the window.
fn exported_by_the_window(home: &Home, format: ExportFormat, path: &Path) -> String {
    let mut session = Session::new(Settings::default(), Library::default());
    let mut jobs = Jobs::new(Store::at(&home.folder.path().join("home")), || ());
    let mut todo = vec![Do::Open(LoadRequest::files([home.article.clone()]))];
    let mut is_asked = false;
    loop {
        for command in std::mem::take(&mut todo) {
            let is_over = matches!(&command, Do::Report(Message::Exported { .. } | Message::NotExported(_)));
            if is_over {
                return fs::read_to_string(path).unwrap();
            }
            for effect in session.apply(command) {
                assert_eq!(jobs.run(effect), None);
            }
        }
        let is_found = |notes: &duizhao::state::Notes| notes.all().iter().all(|note| notes.place(&note.id).is_some());
        let is_ready = session.can_write_notes()
            && session.article().is_some_and(|article| article.is_aligned)
            && session.notes().is_some_and(|notes| !notes.all().is_empty() && is_found(notes));
        if is_ready && !is_asked {
            is_asked = true;
            let of = session.notes().unwrap().opened_by();
            todo.push(Do::Notes(NotesCommand::Export { of, format, path: path.to_owned(), only: None }));
        } else {
            todo.push(jobs.wait(Duration::from_secs(30)).expect("the next step"));
        }
    }
}

#[test]
fn the_window_and_the_command_line_write_the_same_bytes() {
    let home = Home::new();
    let quoted = |id: &str, en: Option<(&str, usize)>, zh: Option<(&str, usize)>| {
        let quote = |(text, at): (&str, usize)| Quote {
            quote: text.to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            chars: (at, at + text.chars().count()),
            occurrence: (1, 1),
        };
        let target = Target { en: en.map(quote), zh: zh.map(quote) };
        Note { body: id.to_owned(), ..Note::new(NoteId(id.to_owned()), time(), target, Colour::Pink) }
    };
    let others = vec![
        quoted("a", Some(("A pelican ate the timetable by mistake.", 70)), None),
        quoted("b", Some(("Seven engineers argued about the kettle.", 9)), None),
        quoted("c", None, Some(("鹈鹕误把时刻表吃掉了。", 2))),
        quoted("k", None, Some(("没有人挥手。", 9))),
    ];
    home.write_notes_and(&[("f", 4, "late"), ("e", 1, "early"), ("g", 1, "early too"), ("d", 2, "between")], others);
    for (format, name) in [
        (ExportFormat::Markdown, "markdown"),
        (ExportFormat::Html, "html"),
        (ExportFormat::Csv, "csv"),
        (ExportFormat::Json, "json"),
        (ExportFormat::Anki, "anki"),
        (ExportFormat::Ron, "ron"),
    ] {
        let by_command = home.out(&["export", home.article(), "--format", name]);
        let by_window = exported_by_the_window(&home, format, &home.folder.path().join(format!("window.{name}")));
        assert_eq!(by_window, by_command, "{name}");
    }
    let listed = home.out(&["list", home.article()]);
    let ids: Vec<&str> = listed.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(
        ids,
        ["e", "g", "d", "f", "b", "a", "c", "k"],
        "by the text; what is not shown in it last, by where it was"
    );
}
