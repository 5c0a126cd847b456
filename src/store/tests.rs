//! Files that are missing, damaged, newer, linked, forbidden; two windows.

use super::record::{Found, parse, render};
use super::*;
use crate::model::{
    Arrangement, Encoding, InterfaceLang, NotesFilter, NotesKind, NotesPanel, PageView, Place, RecentArticle, Sides,
    Theme, TypeStyle, Typography,
};
use crate::text::PerLang;
use proptest::prelude::*;
use std::io::{self, ErrorKind};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn settings() -> Settings {
    Settings {
        theme: Theme::Sepia,
        interface_lang: InterfaceLang::Zh,
        text_size_points: 21.5,
        typography: Typography {
            styles: PerLang { en: TypeStyle::Serif, zh: TypeStyle::Sans },
            zh_size_ratio: 1.25,
            is_justified: false,
            ..Typography::default()
        },
        reduces_motion: true,
        view: PageView {
            arrangement: Arrangement::Stacked,
            sides: Sides::Zh,
            is_covered: true,
            has_pinyin: true,
            pinyin_above_level: 3,
            ..PageView::default()
        },
        window_size_points: Some((1200.0, 800.25)),
        window_maximised: true,
        contents_open: true,
        contents_points: 260.5,
        notes_panel: NotesPanel {
            is_open: true,
            width_points: 400.5,
            filter: NotesFilter {
                text: "灯 \"a\"".into(),
                tag: Some("idiom".into()),
                colours: [true, false, false, false, true],
                kind: NotesKind::ToDecide,
            },
        },
        keys: [("Cover".to_owned(), vec!["Ctrl+Plus".to_owned(), "V".to_owned()]), ("Fly".to_owned(), vec![])].into(),
    }
}

fn article(path: &str, row: usize) -> RecentArticle {
    RecentArticle { paths: vec![path.into()], place: Place { row, fraction: 0.25 }, ..RecentArticle::default() }
}

fn library(entries: &[(&str, usize)]) -> Library {
    Library { recent: entries.iter().map(|(path, row)| article(path, *row)).collect() }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[track_caller]
fn has_moved_aside(problem: Option<StoreError>, path: &Path, to: &Path) {
    let Some(error @ StoreError::MovedAside { .. }) = problem else { panic!("{problem:?}") };
    let text = error.to_string();
    assert!(text.contains(path.to_str().unwrap()) && text.contains(to.to_str().unwrap()), "names both files: {text}");
    assert!(!path.exists() && to.exists());
}

#[test]
fn nothing_there_means_defaults_and_no_files() {
    let folder = folder();
    let mut store = Store::at(&folder.path().join("not/made/yet"));
    assert!(matches!(store.load_settings(), (settings, None) if settings == Settings::default()));
    assert!(matches!(store.load_library(), (library, None) if library == Library::default()));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn what_was_saved_comes_back() {
    let folder = folder();
    let home = folder.path().join("made/on the way/文件夹");
    let mut store = Store::at(&home);
    let mut articles = library(&[("/home/lin/灯塔 \"a\\b\".txt", 3), ("relative.md", 0)]);
    articles.recent[0].paths.push("/home/lin/译文\n.txt".into());
    articles.recent[1].encoding = Some(Encoding::Gb18030);
    articles.recent[1].pasted = Some("灯塔 \"a\"".into());
    articles.recent[1].other_notes = vec!["/notes/灯塔.ron".into()];
    store.save_settings(&settings()).unwrap();
    store.save_library(&articles).unwrap();
    let mut again = Store::at(&home);
    assert_eq!(again.load_settings().0, settings());
    assert_eq!(again.load_library().0, articles);
    assert_eq!(names(&home), [".lock", "library.ron", "settings.ron"], "no temporary file is left");
}

#[test]
fn pasted_text_is_kept_once_and_dropped() {
    let folder = folder();
    let store = Store::at(&folder.path().join("home"));
    let first = store.keep_pasted("One boat.\n一条船。\n").unwrap();
    assert_eq!(store.keep_pasted("One boat.\n一条船。\n").unwrap(), first);
    let second = store.keep_pasted("Two boats.\n").unwrap();
    assert_eq!(fs::read_to_string(&first).unwrap(), "One boat.\n一条船。\n");
    let pasted = first.parent().unwrap();
    assert_eq!(names(pasted).len(), 2);
    let other = folder.path().join("other.txt");
    fs::write(&other, "not ours").unwrap();
    store.drop_pasted(&[second, other.clone(), pasted.join("gone.txt")]);
    assert!(first.exists() && other.exists() && names(pasted).len() == 1);
}

#[test]
fn pasted_text_that_a_library_has_again_is_not_dropped() {
    let folder = folder();
    let home = folder.path().join("home");
    let mut store = Store::at(&home);
    let texts = ["Here.\n", "There.\n", "Nowhere.\n"].map(|text| store.keep_pasted(text).unwrap());
    let with = |path: &Path| {
        let mut library = library(&[(path.to_str().unwrap(), 0)]);
        library.recent[0].pasted = Some("a text".into());
        library
    };
    Store::at(&home).save_library(&with(&texts[1])).unwrap();
    store.save_library(&with(&texts[0])).unwrap();
    store.drop_pasted(&texts);
    assert_eq!(texts.each_ref().map(|text| text.exists()), [true, true, false], "here, and in another window");
    fs::write(home.join("library.ron"), "damaged").unwrap();
    let text = store.keep_pasted("Nowhere.\n").unwrap();
    store.drop_pasted(std::slice::from_ref(&text));
    assert!(text.exists(), "what the library has cannot be read");
}

#[test]
fn is_written_for_people() {
    let text = render(&settings()).unwrap();
    let expected = "\
#![enable(implicit_some)]
// Duizhao's settings. You may read, back up or edit this file.
(
    schema: 5,
    theme: Sepia,
    interface_lang: Zh,
    text_size_points: 21.5,
    view: (
        arrangement: Stacked,
        sides: Zh,
        is_swapped: false,
        is_covered: true,
        is_focused: false,
        has_pinyin: true,
        pinyin_above_level: 3,
        is_sync_off: false,
    ),
    window_size_points: (1200.0, 800.25),
    window_maximised: true,
    contents_open: true,
    contents_points: 260.5,
    typography: (
        styles: (
            en: Serif,
            zh: Sans,
        ),
        zh_size_ratio: 1.25,
        is_justified: false,
        is_indented: true,
        has_gaps: true,
        widens_marks: true,
    ),
    reduces_motion: true,
    notes_panel: (
        is_open: true,
        width_points: 400.5,
        filter: (
            text: \"灯 \\\"a\\\"\",
            tag: \"idiom\",
            colours: (true, false, false, false, true),
            kind: ToDecide,
        ),
    ),
    keys: {
        \"Cover\": [
            \"Ctrl+Plus\",
            \"V\",
        ],
        \"Fly\": [],
    },
)
";
    assert_eq!(text, expected);
}

#[test]
fn reads_what_people_write() {
    let check = |text: &str, expected: Settings| assert_eq!(parse::<Settings>(text), Found::Good(expected), "{text}");
    check("(schema: 1)", Settings::default());
    check("\u{feff}(schema: 1, theme: Dark)", Settings { theme: Theme::Dark, ..Settings::default() });
    check(
        "#![enable(implicit_some)]\r\n(\r\n schema: 1, no_such_field: [(a: Some(B(1)))],\r\n)\r\n",
        Settings::default(),
    );
    check("(schema: 1, text_size_points: 900)", Settings { text_size_points: 40.0, ..Settings::default() });
    let wide = Typography { zh_size_ratio: 1.5, is_indented: false, ..Typography::default() };
    check(
        "(schema: 3, typography: (zh_size_ratio: 9, is_indented: false))",
        Settings { typography: wide, ..Settings::default() },
    );
    check("(schema: 3, typography: (zh_size_ratio: NaN))", Settings::default());
    let panel = NotesPanel { is_open: true, ..NotesPanel::default() };
    for width in ["NaN", "-inf", "3"] {
        let text = format!("(schema: 2, notes_panel: (is_open: true, width_points: {width}))");
        check(&text, Settings { notes_panel: panel.clone(), ..Settings::default() });
    }
    check("(schema: 1, text_size_points: NaN, window_size_points: (inf, -3.0))", Settings::default());
    let twice =
        "(schema: 1, recent: [(paths: [\"b\"], place: (row: 2, fraction: 7.0)), (paths: []), (paths: [\"b\"])])";
    let Found::Good(library) = parse::<Library>(twice) else { panic!("{twice}") };
    assert_eq!(library.recent, [RecentArticle { place: Place { row: 2, fraction: 1.0 }, ..article("b", 2) }]);
}

#[test]
fn refuses_what_it_does_not_understand() {
    let deep = format!("(schema: 1, x: {}", "[".repeat(1_000_000));
    for text in [
        "",
        "(",
        "()",
        "(theme: Dark)",
        "(schema: -1)",
        "(schema: 1, theme: Plaid)",
        "Lamp(schema: 1)",
        "(schema: 1, typography: 3)",
        "(schema: 1, theme: Dark, theme: Light)",
        "{\"schema\": 1}",
        "(schema: 1) (",
        &deep,
    ] {
        let start = &text[..text.len().min(40)];
        let Found::Unusable(Unusable::Damaged(reason)) = parse::<Settings>(text) else { panic!("{start}") };
        let names_a_type = ["Head", "Settings", "Typography", "Theme"].iter().any(|name| reason.contains(name));
        assert!(!names_a_type, "{start}: {reason}");
    }
}

#[test]
fn a_newer_program_is_read_and_never_overwritten() {
    for (text, expected) in [
        ("(schema: 98, theme: Dark, glow: Strong)", Settings { theme: Theme::Dark, ..Settings::default() }),
        ("(schema: 99, theme: Plaid)", Settings::default()),
    ] {
        let folder = folder();
        let path = folder.path().join("settings.ron");
        fs::write(&path, text).unwrap();
        let store = Store::at(folder.path());
        let (got, problem) = store.load_settings();
        assert_eq!(got, expected);
        assert!(matches!(&problem, Some(StoreError::Newer { path: named }) if *named == path), "{problem:?}");
        assert!(matches!(store.save_settings(&settings()), Err(StoreError::Newer { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn cut_off_at_any_byte_is_moved_aside_whole() {
    let folder = folder();
    let mut store = Store::at(folder.path());
    let articles = library(&[("/articles/lamp.txt", 12), ("/articles/灯.txt", 0)]);
    let (path, aside) = (folder.path().join("library.ron"), folder.path().join("library.ron.corrupt-1"));
    store.save_library(&articles).unwrap();
    let bytes = fs::read(&path).unwrap();
    for length in 0..bytes.len() - 1 {
        fs::write(&path, &bytes[..length]).unwrap();
        let (got, problem) = store.load_library();
        assert_eq!(got, Library::default(), "{length}");
        has_moved_aside(problem, &path, &aside);
        assert_eq!(fs::read(&aside).unwrap(), bytes[..length]);
        fs::remove_file(&aside).unwrap();
    }
}

#[test]
fn damaged_files_never_replace_each_other() {
    let folder = folder();
    let store = Store::at(folder.path());
    let path = folder.path().join("settings.ron");
    for n in 1..=12 {
        fs::write(&path, format!("damaged {n}")).unwrap();
        has_moved_aside(store.load_settings().1, &path, &folder.path().join(format!("settings.ron.corrupt-{n}")));
    }
    assert_eq!(fs::read_to_string(folder.path().join("settings.ron.corrupt-3")).unwrap(), "damaged 3");
}

#[test]
fn what_was_damaged_while_open_is_moved_aside_by_the_save() {
    let folder = folder();
    let mut store = Store::at(folder.path());
    let path = folder.path().join("library.ron");
    let mut articles = library(&[("a", 1), ("b", 2)]);
    store.save_library(&articles).unwrap();
    fs::write(&path, "damaged").unwrap();
    articles.remember(article("c", 3));
    let problem = store.save_library(&articles).unwrap_err();
    assert!(matches!(&problem, StoreError::MovedAside { .. }), "{problem}");
    assert_eq!(Store::at(folder.path()).load_library().0, articles, "all of it is written again");
    assert_eq!(fs::read_to_string(folder.path().join("library.ron.corrupt-1")).unwrap(), "damaged");
    store.save_library(&articles).unwrap();
}

#[test]
fn a_folder_in_place_of_the_file_is_moved_aside() {
    let folder = folder();
    let path = folder.path().join("settings.ron");
    fs::create_dir_all(path.join("with something in it")).unwrap();
    let store = Store::at(folder.path());
    has_moved_aside(store.load_settings().1, &path, &folder.path().join("settings.ron.corrupt-1"));
    store.save_settings(&settings()).unwrap();
    assert_eq!(store.load_settings().0, settings());
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error_and_stays() {
    let folder = folder();
    let home = folder.path().join("home");
    fs::write(&home, "mine").unwrap();
    let mut store = Store::at(&home);
    assert!(matches!(store.load_settings(), (_, Some(StoreError::Stuck { .. }))));
    assert!(matches!(store.save_settings(&settings()), Err(StoreError::NotWritten { .. })));
    assert!(matches!(store.save_library(&library(&[("a", 1)])), Err(StoreError::NotWritten { .. })));
    assert_eq!(fs::read_to_string(&home).unwrap(), "mine");
}

#[test]
fn a_platform_without_folders_keeps_nothing_and_says_so() {
    let mut store = Store { folders: None, known: Library::default() };
    assert!(matches!(store.load_settings(), (_, Some(StoreError::NoFolder))));
    assert!(matches!(store.load_library(), (_, Some(StoreError::NoFolder))));
    assert!(matches!(store.save_settings(&settings()), Err(StoreError::NoFolder)));
    assert!(matches!(store.save_library(&library(&[])), Err(StoreError::NoFolder)));
}

#[test]
fn two_windows_lose_nothing_of_each_other() {
    let folder = folder();
    let (mut one, mut two) = (Store::at(folder.path()), Store::at(folder.path()));
    one.save_library(&library(&[("old", 1), ("older", 1), ("oldest", 1)])).unwrap();
    let (mut in_one, mut in_two) = (one.load_library().0, two.load_library().0);
    let on_disk = || Store::at(folder.path()).load_library().0;

    in_one.remember(article("new in one", 0));
    one.save_library(&in_one).unwrap();
    in_two.remember(article("new in two", 0));
    two.save_library(&in_two).unwrap();
    assert_eq!(on_disk(), library(&[("new in two", 0), ("new in one", 0), ("old", 1), ("older", 1), ("oldest", 1)]));

    in_two.recent[2] = article("older", 7);
    in_one.remember(article("oldest", 1));
    two.save_library(&in_two).unwrap();
    one.save_library(&in_one).unwrap();
    let both = library(&[("oldest", 1), ("new in two", 0), ("new in one", 0), ("old", 1), ("older", 7)]);
    assert_eq!(on_disk(), both, "one reopened an article, two read on in another");

    in_one.recent.retain(|entry| entry.paths != [PathBuf::from("old")]);
    one.save_library(&in_one).unwrap();
    two.save_library(&in_two).unwrap();
    assert!(on_disk().find(&["old".into()]).is_none(), "forgotten in one, not touched in two");

    in_one.recent.clear();
    one.save_library(&in_one).unwrap();
    two.save_library(&in_two).unwrap();
    assert_eq!(on_disk(), Library::default(), "all forgotten, those of the other window too");
}

#[test]
fn windows_that_save_at_the_same_moment_lose_nothing() {
    let folder = folder();
    std::thread::scope(|scope| {
        for window in 0..4 {
            let home = folder.path();
            scope.spawn(move || {
                let mut store = Store::at(home);
                let mut mine = store.load_library().0;
                for n in 0..10 {
                    mine.remember(article(&format!("{window}/{n}"), n));
                    store.save_library(&mine).unwrap();
                }
            });
        }
    });
    let (library, problem) = Store::at(folder.path()).load_library();
    assert!(problem.is_none(), "{problem:?}");
    assert_eq!(library.recent.len(), 40);
}

#[test]
fn the_library_forgets_the_oldest() {
    let folder = folder();
    let mut store = Store::at(folder.path());
    let mut mine = Library::default();
    for n in 0..Library::MAX_ENTRIES + 10 {
        mine.remember(article(&n.to_string(), n));
        if n % 50 == 0 {
            store.save_library(&mine).unwrap();
        }
    }
    store.save_library(&mine).unwrap();
    assert_eq!(Store::at(folder.path()).load_library().0, mine);
}

#[test]
fn writes_any_file_whole() {
    let folder = folder();
    let path = folder.path().join("out.json");
    write_atomically(&path, b"first").unwrap();
    write_atomically(&path, b"").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"");
    assert_eq!(write_atomically(folder.path(), b"x").unwrap_err().kind(), ErrorKind::IsADirectory);
    assert_eq!(write_atomically(&folder.path().join("no/such/out"), b"x").unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(names(folder.path()), ["out.json"], "no temporary file is left");
}

#[cfg(unix)]
mod unix;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = parse::<Settings>(&text);
        let _ = parse::<Library>(&format!("(schema: 1, recent: [{text}])"));
    }

    #[test]
    fn any_byte_may_change(at in 0.0..1.0, byte: u8) {
        let folder = folder();
        let mut bytes = render(&library(&[("/a/灯.txt", 12), ("b.md", 0)])).unwrap().into_bytes();
        let at = (bytes.len() as f64 * at) as usize;
        bytes[at] = byte;
        let path = folder.path().join("library.ron");
        fs::write(&path, &bytes).unwrap();
        let mut store = Store::at(folder.path());
        let kept = match store.load_library() {
            (_, Some(StoreError::MovedAside { aside, .. })) => aside,
            (_, None | Some(StoreError::Newer { .. })) => path,
            (_, Some(other)) => return Err(TestCaseError::fail(other.to_string())),
        };
        prop_assert_eq!(fs::read(kept).unwrap(), bytes);
    }

    #[test]
    fn any_library_comes_back(paths in prop::collection::vec(prop::collection::vec("\\PC{1,30}", 1..3), 0..8), row: usize, fraction in 0.0..=1.0) {
        let mut library = Library::default();
        for paths in paths {
            let paths = paths.into_iter().map(PathBuf::from).collect();
            library.remember(RecentArticle { paths, place: Place { row, fraction }, ..RecentArticle::default() });
        }
        prop_assert_eq!(parse(&render(&library).unwrap()), Found::Good(library));
    }
}

#[test]
fn errors_say_what_the_system_said() {
    let error =
        StoreError::NotWritten { path: "/a/settings.ron".into(), source: io::Error::from(ErrorKind::StorageFull) };
    assert_eq!(error.to_string(), "/a/settings.ron: could not be saved: no space is left on the disk");
}
