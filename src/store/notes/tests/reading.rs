//! What a file of notes looks like, what people make of it, and which one belongs to an article.

use super::super::find::file_name;
use super::super::format::{parse, render};
use super::*;
use std::sync::Arc;

const FIXTURE: &str = include_str!("../../../../tests/data/notes/schema-1.ron");

fn read(text: &str) -> (Notebook, bool, Vec<String>) {
    match parse(text.as_bytes()) {
        Parsed::Book { book, is_ours, mended, .. } => (book, is_ours, mended),
        other => panic!("{other:?}: {text}"),
    }
}

#[test]
fn schema_1_is_read_and_written() {
    let (book, is_ours, mended) = read(FIXTURE);
    let written = render(&book).unwrap();
    assert!(is_ours && mended.is_empty(), "{written}");
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.contains("blake3=") && !line.contains("app:")).map(str::to_owned).collect()
    };
    assert_eq!(lines(&written), lines(FIXTURE));
    assert_eq!((book.notes.len(), book.drafts.len(), book.trash.len()), (2, 1, 1));
}

#[test]
fn reads_what_people_write() {
    let (sound, ..) = read(FIXTURE);
    for text in [
        format!("\u{feff}{FIXTURE}"),
        FIXTURE.replace('\n', "\r\n"),
        FIXTURE.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join("\n"),
        format!("{FIXTURE}// and a word of mine\n"),
        FIXTURE.replace("end notes=2", "end notes=3"),
    ] {
        let (book, is_ours, mended) = read(&text);
        assert!(book == sound && !is_ours && mended.is_empty(), "{text}");
    }
    let id = "6f1d2c8e-4b0a-4c57-9a2f-0d6f0c2f9b11";
    let twice = format!(
        "(schema: 1, file_id: \"{id}\", notes: [(id: \"x\", body: \"one\", target: (en: (quote: \"q\"))), (id: \"x\", body: \"two\"), \
         (body: \"none\"), (id: \"x\", body: \"two\"), (id: \"a\", tags: [\"t\", \"t\"])], trash: [(note: (id: \"x\", body: \"gone\"))])"
    );
    let (book, _, mended) = read(&twice);
    let bodies: BTreeSet<_> = book.notes.iter().map(|note| &*note.body).collect();
    assert_eq!(bodies, BTreeSet::from(["", "none", "one", "two"]));
    assert_eq!(book.trash[0].note.body, "gone");
    let ids: BTreeSet<_> = book.notes.iter().map(|note| &note.id).chain([&book.trash[0].note.id]).collect();
    assert_eq!(ids.len(), book.notes.len() + 1, "{ids:?}");
    assert!(mended.len() >= 3 && book.notes.iter().all(|note| note.tags.len() < 2));
    let again = render(&book).unwrap();
    assert_eq!(read(&again), (book, true, vec![]));
}

#[test]
fn refuses_what_is_no_notebook() {
    let deep = format!("(schema: 1, x: {}", "[".repeat(1_000_000));
    let notes = "(id: \"x\"),".repeat(100_001);
    let many = format!("(schema: 1, file_id: \"6f1d2c8e-4b0a-4c57-9a2f-0d6f0c2f9b11\", notes: [{notes}])");
    for text in
        ["", "(", "(schema: 1)", "(schema: 0)", "(schema: -1)", "{\"schema\": 1}", &FIXTURE[..400], &deep, &many]
    {
        assert!(matches!(parse(text.as_bytes()), Parsed::Unusable(_)), "{}", &text[..text.len().min(60)]);
    }
    assert!(matches!(parse(&vec![b' '; (64 << 20) + 1]), Parsed::Unusable(_)));
    assert!(matches!(parse(b"\xff\xfe"), Parsed::Unusable(_)));
}

#[test]
fn a_newer_program_is_read_and_never_overwritten() {
    let model = Model::default();
    let path = Path::new("/notes/x.ron");
    let newer = FIXTURE.replace("schema: 1", "schema: 2").replace("colour: Yellow", "colour: Yellow, glow: Strong");
    model.put(path, newer.as_bytes());
    let mut store = store_on(&model);
    let loaded = store.load(path, time(0)).unwrap();
    assert!(matches!(&loaded.warnings[..], [StoreError::Newer { .. }]) && loaded.kept.is_read_only());
    assert_eq!(loaded.kept.notebook.notes.len(), 2);
    let error = store.save(&loaded.kept, &with(&loaded.kept, note("n", "")), time(0)).unwrap_err();
    assert!(matches!(error, StoreError::Newer { .. }));
    model.put(path, FIXTURE.as_bytes());
    let seen = store.load(path, time(0)).unwrap().kept;
    model.put(path, newer.as_bytes());
    assert!(matches!(store.save(&seen, &with(&seen, note("n", "")), time(0)), Err(StoreError::Newer { .. })));
    model.put(path, newer.replace("Yellow", "Ultraviolet").as_bytes());
    assert!(matches!(store.load(path, time(0)), Err(StoreError::Newer { .. })));
    assert_eq!(model.file_names(), ["x.ron"]);
}

#[test]
fn hand_edits_are_copied_and_good_backups_stay() {
    let model = Model::default();
    let mut store = store_on(&model);
    let path = Path::new("/notes/x.ron");
    model.put(path, FIXTURE.as_bytes());
    let seen = store.load(path, time(0)).unwrap().kept;
    let seen = store.save(&seen, &with(&seen, note("n", "mine")), time(0)).unwrap().kept;
    let edited = String::from_utf8(model.get(path).unwrap()).unwrap().replace("守灯", "守护灯塔");
    model.put(path, edited.as_bytes());
    let saved = store.save(&seen, &with(&seen, note("o", "mine too")), time(0)).unwrap();
    let [StoreError::HandEdited { copy, .. }] = &saved.warnings[..] else { panic!("{:?}", saved.warnings) };
    assert_eq!(model.get(copy).unwrap(), edited.as_bytes());
    assert_eq!(model.get(&path.with_extension("ron.bak")).unwrap(), FIXTURE.as_bytes(), "the last good one");
    assert!(saved.merged_from_elsewhere);
    let notes = &saved.kept.notebook.notes;
    assert!(notes.iter().any(|note| note.body.contains("守护灯塔")) && notes.len() == 4);
    assert_eq!(store.check(path).unwrap(), Check { notes: 4, faults: vec![] });
    assert_eq!(store.check(copy).unwrap().faults.len(), 1);
}

#[test]
fn a_save_that_would_lose_notes_is_refused() {
    let model = Model::default();
    let mut store = store_on(&model);
    let seen = store.begin(article()).unwrap();
    let seen = store.save(&seen, &with(&seen, note("a", "first")), time(0)).unwrap().kept;
    let (bytes, mut book) = (model.get(&seen.path), with(&seen, note("b", "second")));
    let lost = book.notes.remove(0);
    let error = store.save(&seen, &book, time(0)).unwrap_err();
    assert!(matches!(&error, StoreError::WouldLose { ids, .. } if *ids == ["a"]), "{error}");
    assert_eq!(model.get(&seen.path), bytes);
    book.trash.push(Trashed { note: lost, deleted: time(0), days_used: 0 });
    store.save(&seen, &book, time(0)).unwrap();
}

#[test]
fn what_was_damaged_while_open_is_kept_aside_and_saved_again() {
    let model = Model::default();
    let mut store = store_on(&model);
    let seen = store.begin(article()).unwrap();
    let seen = store.save(&seen, &with(&seen, note("a", "first")), time(0)).unwrap().kept;
    let seen = store.save(&seen, &with(&seen, note("b", "second")), time(0)).unwrap().kept;
    model.put(&seen.path, b"damaged");
    let saved = store.save(&seen, &with(&seen, note("c", "third")), time(0)).unwrap();
    assert!(matches!(&saved.warnings[..], [StoreError::Restored { .. }]), "{:?}", saved.warnings);
    assert_eq!(saved.kept.notebook.notes.len(), 3);
    model.put(&seen.path, b"damaged");
    store.load(&seen.path, time(0)).unwrap();
    let damaged = model.file_names().iter().filter(|name| name.contains(".corrupt-20261121T190244Z")).count();
    assert_eq!(damaged, 2, "{:?}", model.file_names());
    let lonely = Path::new("/notes/lonely.ron");
    model.put(lonely, b"damaged");
    assert!(matches!(store.load(lonely, time(0)), Err(StoreError::MovedAside { .. })), "no backup");
}

#[test]
fn clocks_may_lie() {
    let model = Model::default();
    let mut store = store_on(&model);
    let seen = store.begin(article()).unwrap();
    let mut seen = store.save(&seen, &with(&with_kept(&seen, "a"), note("b", "b")), time(0)).unwrap().kept;
    let mut book = seen.notebook.clone();
    book.trash.push(Trashed { note: book.notes.remove(0), deleted: time(0), days_used: 0 });
    seen = store.save(&seen, &book, time(0)).unwrap().kept;
    let mut save = |seen: &mut Kept, day: i64| {
        let mut book = seen.notebook.clone();
        let revision = book.revision;
        let note = Arc::make_mut(&mut book.notes[0]);
        note.body = format!("{day} {revision}");
        note.revision += 1;
        *seen = store.save(seen, &book, time(day)).unwrap().kept;
    };
    let daily = || model.file_names().iter().filter(|name| name.contains(".day-")).count();
    for jump in [3650, -3650, 3650, -3650, 0] {
        save(&mut seen, jump);
    }
    assert_eq!((seen.notebook.trash.len(), daily()), (1, 3), "ten years ahead and back take nothing");
    for day in 1..=26 {
        save(&mut seen, day);
    }
    assert_eq!(seen.notebook.trash.len(), 1, "enough days of use, too early by the calendar");
    for day in 27..=60 {
        save(&mut seen, day);
    }
    assert!(seen.notebook.trash.is_empty(), "both agree");
    assert!((30..=34).contains(&daily()), "{}", daily());
    assert!(model.file_names().iter().any(|name| name.contains(".bak")));
}

#[test]
fn an_older_schema_is_kept_for_ever() {
    let model = Model::default();
    let path = Path::new("/notes/x.ron");
    let due = |older| backups::due(&model, path, 3, older, time(0)).unwrap();
    assert_eq!(due(None), ["x.ron.bak", "x.ron.day-2026-11-21-r3"]);
    assert_eq!(due(Some(1))[2], "x.ron.schema-1");
    model.put(&path.with_extension("ron.schema-1"), FIXTURE.as_bytes());
    backups::purge(&model, path, time(40_000));
    let loaded = store_on(&model).load(path, time(0)).unwrap();
    assert!(matches!(&loaded.warnings[..], [StoreError::TakenFromBackup { .. }]), "{:?}", loaded.warnings);
}

fn with_kept(seen: &Kept, id: &str) -> Kept {
    Kept { notebook: with(seen, note(id, id)), ..seen.clone() }
}

/// Shingles for tests: three letters each.
fn shingles_of(_: Lang, text: &str) -> Vec<u64> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.windows(3).map(|three| three.iter().fold(0, |sum, c| sum << 21 | u64::from(*c))).collect()
}

#[test]
fn an_article_is_known_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::at(folder.path()).notes();
    assert!(store.list().unwrap().is_empty());
    for n in 0..300 {
        let source = SourceRef { paths: vec![format!("/{n}.txt").into()], blake3: format!("{n:016}"), bytes: n };
        let text = PerLang { en: format!("en{n}"), zh: format!("zh{n}") };
        let seen = store.begin(ArticleRef { title: format!("文 {n}"), sources: vec![source], text }).unwrap();
        let mut book = with(&seen, note("a", "body"));
        Arc::make_mut(&mut book.notes[0]).target.zh.as_mut().unwrap().quote = format!("第{n}{n}{n}{n}章的第一句话");
        store.save(&seen, &book, time(0)).unwrap();
    }
    let entries = store.list().unwrap();
    assert_eq!(entries.len(), 300);
    let find = |text: &PerLang<String>, source: &str, path: &str, words: &str| {
        let shingles = shingles_of(Lang::Zh, words).into_iter().collect();
        let paths = [path.into()];
        store
            .find(&Wanted {
                text,
                source_blake3: source,
                paths: &paths,
                shingles: &shingles,
                shingles_of: &shingles_of,
            })
            .unwrap()
    };
    let text = |n| PerLang { en: format!("en{n}"), zh: format!("zh{n}") };
    let title = |entry: &Entry| entry.article.title.clone();
    let found = find(&text(7), &format!("{:016}", 8), "/9.txt", "");
    assert!(matches!(&found, Some(Match::Text(entry)) if title(entry) == "文 7"), "{found:?}");
    let found = find(&PerLang { en: "en7".into(), zh: "zh8".into() }, &format!("{:016}", 8), "/9.txt", "");
    assert!(matches!(&found, Some(Match::Source(entry)) if title(entry) == "文 8"), "{found:?}");
    let found = find(&PerLang::default(), "", "/9.txt", "");
    assert!(matches!(&found, Some(Match::Path(entry)) if title(entry) == "文 9"), "{found:?}");
    let words = "海湾里的船都认得那束光，第123123123123章的第一句话他从不说";
    let found = find(&PerLang::default(), "", "", words);
    assert!(
        matches!(&found, Some(Match::Similar { entry, overlap }) if title(entry) == "文 123" && *overlap >= 0.5),
        "{found:?}"
    );
    assert_eq!(find(&PerLang::default(), "", "", "完全是另外一篇文章，没有一句话相同"), None);

    // A damaged file is found by its backup.
    let path = &entries[5].path;
    let seen = store.load(path, time(0)).unwrap().kept;
    let seen = store.save(&seen, &with(&seen, note("b", "")), time(0)).unwrap().kept;
    std::fs::write(path, "damaged").unwrap();
    assert_eq!(store.list().unwrap()[5].file_id, seen.notebook.file_id);
    std::fs::remove_file(path).unwrap();
    assert_eq!(store.list().unwrap()[5].file_id, seen.notebook.file_id);
    assert_eq!(store.load(path, time(0)).unwrap().kept.notebook.notes.len(), 1);
}

#[test]
fn files_have_names_for_people() {
    let id = "6f1d2c8e-4b0a-4c57-9a2f-0d6f0c2f9b11".parse().unwrap();
    for (title, slug) in [
        ("The Lighthouse at Gull Point", "the-lighthouse-at-gull-point"),
        ("海角的灯塔（节选）", "海角的灯塔-节选"),
        ("../../etc/passwd\u{202e}\u{200b}", "etc-passwd"),
        ("", "notes"),
        ("...", "notes"),
        (&"长".repeat(500), &"长".repeat(32)),
    ] {
        assert_eq!(file_name(title, id), format!("{slug}--6f1d2c8e.ron"));
    }
}

#[test]
fn another_file_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::at(folder.path()).notes();
    let one = store.begin(article()).unwrap();
    let file = folder.path().join("sent by mail.ron");
    std::fs::write(&file, FIXTURE).unwrap();
    let both = merge_notebooks(None, &with(&one, note("a", "mine")), &store.read(&file).unwrap());
    assert_eq!((both.file_id, both.notes.len(), both.trash.len()), (one.notebook.file_id, 3, 1));
    store.save(&one, &both, time(0)).unwrap();
    std::fs::write(&file, "damaged").unwrap();
    assert!(matches!(store.read(&file), Err(StoreError::NotRead { .. })));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "damaged");
}
