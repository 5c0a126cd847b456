//! Real processes: killed while they save, saving at the same time, failing at every system call. The child is this test program itself.
#![cfg(unix)]

use super::*;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const CHILD: &str = "store::notes::tests::process::child";
/// Notes that are changed over and over.
const SLOTS: usize = 30;

fn command(mode: &str, folder: &Path, from: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", CHILD, "--nocapture", "--test-threads=1"]);
    command.env("NOTES_CHILD", mode).env("NOTES_FOLDER", folder).env("NOTES_FROM", from.to_string());
    command
}

/// On a line of its own, whatever the test harness has begun.
fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{text}").unwrap();
    out.flush().unwrap();
}

fn only_notebook(store: &mut NotesStore) -> Loaded {
    let entries = store.list().unwrap();
    let [entry] = &entries[..] else { panic!("{entries:?}") };
    store.load(&entry.path, time(1)).unwrap()
}

/// The note of a slot now says `n`.
fn write_slot(book: &mut Notebook, who: &str, n: usize) {
    let id = NoteId(format!("{who}{:02}", n % SLOTS));
    match book.notes.iter_mut().find(|note| note.id == id) {
        Some(note) => {
            let note = Arc::make_mut(note);
            note.body = n.to_string();
            note.revision += 1;
        }
        None => book.notes.push(note(&id.0, &n.to_string()).into()),
    }
}

/// What each slot says.
fn slots(book: &Notebook, who: &str) -> BTreeMap<usize, usize> {
    let own = book.notes.iter().filter(|note| note.id.0.len() == who.len() + 2);
    own.filter_map(|note| Some((note.id.0.strip_prefix(who)?.parse().ok()?, note.body.parse().ok()?))).collect()
}

/// Calls are counted for each thread, and this is one of two: after these, the numbers of a save's calls are beyond all that the other one
/// ever makes, and only the save is hit.
fn count_ahead(path: &Path) {
    let mut nowhere = std::fs::File::options().write(true).open("/dev/null").unwrap();
    for _ in 0..40 {
        assert!(!std::fs::read(path).unwrap().is_empty() && std::fs::read_link(path).is_err());
        assert!(path.is_file() && std::fs::read_dir(path.parent().unwrap()).unwrap().count() > 1);
        nowhere.write_all(b"x").unwrap();
    }
}

/// Not a test: what the other processes do.
#[test]
fn child() {
    let Ok(mode) = std::env::var("NOTES_CHILD") else { return };
    let folder = PathBuf::from(std::env::var_os("NOTES_FOLDER").unwrap());
    let from: usize = std::env::var("NOTES_FROM").unwrap_or_default().parse().unwrap_or(0);
    let mut store = Store::at(&folder).notes();
    if mode == "begin" {
        let seen = store.begin(article()).unwrap();
        let seen = store.save(&seen, &with(&seen, note("a", "first")), time(0)).unwrap().kept;
        store.save(&seen, &with(&seen, note("b", "second")), time(0)).unwrap();
        return;
    }
    let mut kept = only_notebook(&mut store).kept;
    match mode.as_str() {
        "once" => {
            let book = with(&kept, note("c", "third"));
            count_ahead(kept.path());
            let _ = Path::new("/notes-save-begins").exists();
            let saved = store.save(&kept, &book, time(1));
            let _ = Path::new("/notes-save-ends").exists();
            tell(&saved.map_or_else(|error| format!("error: {error}"), |_| "saved".to_owned()));
        }
        "look" => {
            let loaded = only_notebook(&mut store);
            let book = loaded.kept.notebook();
            assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
            let bodies: Vec<_> = book.notes.iter().map(|note| &*note.body).collect();
            match bodies[..] {
                ["first", "second"] => tell("old"),
                ["first", "second", "third"] => tell("new"),
                _ => tell("bad"),
            }
            let book = with(&loaded.kept, note("d", "fourth"));
            store.save(&loaded.kept, &book, time(1)).unwrap();
        }
        who => {
            for n in from..from + 1000 {
                let mut book = kept.notebook().clone();
                write_slot(&mut book, who, n);
                kept = loop {
                    match store.save(&kept, &book, time(1)) {
                        Ok(saved) => break saved.kept,
                        Err(StoreError::NotSaved { source, .. }) if source.kind() == ErrorKind::TimedOut => {}
                        Err(error) => panic!("{error}"),
                    }
                };
                tell(&format!("saved {n}"));
            }
        }
    }
}

fn acknowledged(out: impl Read) -> Vec<usize> {
    let lines = BufReader::new(out).lines().map_while(Result::ok);
    lines.filter_map(|line| line.rsplit_once("saved ")?.1.parse().ok()).collect()
}

fn begin(folder: &Path) {
    assert!(command("begin", folder, 0).stdout(Stdio::null()).status().unwrap().success());
}

/// `NOTES_KILLS` sets how often; 500 otherwise.
#[test]
fn killed_at_any_moment_no_acknowledged_note_is_lost() {
    let kills: usize = std::env::var("NOTES_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(500);
    let folder = tempfile::tempdir().unwrap();
    begin(folder.path());
    let mut random = Random(3);
    let (mut last, mut next, mut acknowledgements) = (BTreeMap::new(), 0, 0);
    for cycle in 0..kills {
        let mut child = command("k", folder.path(), next).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut told = Vec::new();
        // At any time since the start, and every other time since the first save.
        let mut line = String::new();
        while cycle % 2 == 0 && told.is_empty() && out.read_line(&mut line).unwrap() > 0 {
            told = acknowledged(line.as_bytes());
            line.clear();
        }
        std::thread::sleep(Duration::from_micros(random.below(30_000) as u64));
        child.kill().unwrap();
        told.extend(acknowledged(out));
        child.wait().unwrap();
        acknowledgements += told.len();
        for n in told {
            last.insert(n % SLOTS, n);
            next = n + 1;
        }
        let loaded = only_notebook(&mut Store::at(folder.path()).notes());
        assert!(loaded.warnings.is_empty(), "cycle {cycle}: {:?}", loaded.warnings);
        let there = slots(loaded.kept.notebook(), "k");
        for (slot, n) in &last {
            assert!(there.get(slot).is_some_and(|there| there >= n), "cycle {cycle}: {n} was acknowledged: {there:?}");
        }
        // What was saved and not told counts as saved.
        next = there.values().map(|n| n + 1).max().unwrap_or(0).max(next);
    }
    println!("kill -9: {kills} of {kills} cycles, {acknowledgements} acknowledged edits, 0 lost");
    assert!(acknowledgements >= kills / 2, "{acknowledgements} in {kills} cycles");
}

#[test]
fn two_processes_lose_nothing_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    begin(folder.path());
    let start = |who: &str| -> Child { command(who, folder.path(), 0).stdout(Stdio::piped()).spawn().unwrap() };
    let children = [start("x"), start("y")];
    let told: Vec<_> = children
        .into_iter()
        .map(|mut child| {
            let told = acknowledged(child.stdout.take().unwrap());
            assert!(child.wait().unwrap().success());
            told
        })
        .collect();
    assert_eq!((told[0].len(), told[1].len()), (1000, 1000));
    let loaded = only_notebook(&mut Store::at(folder.path()).notes());
    let expected: BTreeMap<usize, usize> = (0..1000).map(|n| (n % SLOTS, n)).collect();
    for who in ["x", "y"] {
        assert_eq!(slots(loaded.kept.notebook(), who), expected, "{who}");
    }
    assert_eq!(loaded.kept.notebook().notes.len(), 2 + 2 * SLOTS, "no conflicts");
    println!("two processes: 2000 edits, 0 lost, {} saves", loaded.kept.notebook().revision);
}

/// Every system call of a save fails with every error, and is the last before a kill: `scripts/fault-injection`.
#[test]
#[cfg(target_os = "linux")]
fn every_system_call_may_fail() {
    let can_trace = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !can_trace.is_ok_and(|output| output.status.success()) {
        println!("strace cannot be run here");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/fault-injection");
    let output = Command::new(script).arg(std::env::current_exe().unwrap()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{out}");
    assert!(output.status.success(), "{out}{err}");
    let line = out.lines().last().unwrap();
    let (good, all) = line.trim_start_matches("system calls of a save: ").split_once(" of ").unwrap();
    assert!(good == all && all.parse::<usize>().unwrap() > 100, "{line}");
}
