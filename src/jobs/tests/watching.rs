//! Files are watched: what changes, goes and comes back is noticed, however it is done.

use super::*;

/// What is done to a file, by name.
type Change<'a> = (&'a str, &'a dyn Fn(&Path));

#[test]
fn a_watched_file_is_noticed_however_it_is_written() {
    let mut world = World::new();
    let path = world.write("ferry.txt", "one");
    let other = world.write("other.txt", "one");
    world.watch(&[&path, &other]);
    let ways: [Change<'_>; 4] = [
        ("truncated and written", &|path| fs::write(path, "two").unwrap()),
        ("replaced", &|path| {
            let new = path.with_extension("new");
            fs::write(&new, "three").unwrap();
            fs::rename(new, path).unwrap();
        }),
        ("deleted and made again", &|path| {
            fs::remove_file(path).unwrap();
            fs::write(path, "four").unwrap();
        }),
        ("appended", &|path| {
            use std::io::Write;
            fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"and a half").unwrap();
        }),
    ];
    for (how, write) in ways {
        // Happens in one go with things that are no change: reading, the same bytes again, other permissions, another file.
        fs::read(&other).unwrap();
        fs::write(&other, "one").unwrap();
        fs::set_permissions(&other, fs::metadata(&other).unwrap().permissions()).unwrap();
        world.write("neighbour.txt", how);
        write(&path);
        world.wait_for_change(&path);
    }
    fs::remove_file(&path).unwrap();
    fs::write(&other, "two").unwrap();
    // That it is gone is told after a second look, which may be before or after the test goes on.
    let told = [world.wait(), world.wait()];
    assert!(told.iter().any(|told| matches!(told, Command::FileChanged(of) if *of == other)), "{told:?}");
    assert!(told.iter().any(|told| matches!(told, Command::FileLost(of, Loss::Gone) if *of == path)), "{told:?}");
    assert!(world.jobs.poll().is_empty(), "a file that is gone is not a new text");
    fs::write(&path, "five").unwrap();
    world.wait_for_change(&path);
}

#[test]
fn a_file_that_is_lost_is_told_once_and_its_return_as_a_change() {
    type Loses = fn(&Path);
    let mut world = World::new();
    let path = world.write("ferry.txt", ARTICLE);
    world.watch(&[&path]);
    let ways: [(Loss, Loses); 3] = [
        (Loss::Gone, |path| fs::remove_file(path).unwrap()),
        (Loss::Emptied, |path| fs::write(path, "").unwrap()),
        (Loss::Unreadable, |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        }),
    ];
    for (loss, lose) in ways {
        lose(&path);
        match world.wait() {
            Command::FileLost(of, how) if of == path && how == loss => {}
            other => panic!("{loss:?}: {other:?}"),
        }
        if path.is_dir() {
            fs::remove_dir(&path).unwrap();
        }
        // The same words as before: it is its return that is told.
        world.write("ferry.txt", ARTICLE);
        world.wait_for_change(&path);
    }
}

#[test]
fn a_file_is_noticed_again_once_its_folder_has_come_back() {
    let mut world = World::new();
    let folder = world.folder.path().join("texts");
    fs::create_dir(&folder).unwrap();
    let path = world.write("texts/ferry.txt", "one");
    world.watch(&[&path]);
    fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(world.wait(), Command::FileLost(of, Loss::Gone) if of == path));
    fs::create_dir(&folder).unwrap();
    fs::write(&path, "two").unwrap();
    world.wait_for_change(&path);
    // Nobody looks any more: the system tells.
    fs::write(&path, "three").unwrap();
    world.wait_for_change(&path);
    // Another folder in its place, with the same in it.
    fs::rename(&folder, folder.with_extension("old")).unwrap();
    fs::create_dir(&folder).unwrap();
    fs::write(&path, "three").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(900));
    fs::write(&path, "four").unwrap();
    world.wait_for_change(&path);
}

#[test]
fn a_file_is_not_its_own_translation() {
    let mut world = World::new();
    let path = world.write("ferry.txt", ARTICLE);
    let same = world.folder.path().join(".").join("ferry.txt");
    let (job, _) = world.load(LoadRequest::files([path, same.clone()]));
    assert!(matches!(world.wait_for_failure(job), ImportError::Twice { path } if path == same));
}

#[test]
fn what_changes_between_reading_and_watching_is_noticed() {
    let mut world = World::new();
    let path = world.write("ferry.txt", "one");
    world.jobs.watcher.send(Request::Read(vec![(path.clone(), Fingerprint::of(b"before"))])).unwrap();
    world.run(Effect::Watch(vec![path.clone()]));
    world.wait_for_change(&path);
}

#[test]
fn a_file_that_is_no_longer_open_is_not_watched() {
    let mut world = World::new();
    let (old, new) = (world.write("old.txt", "one"), world.write("new.txt", "one"));
    world.watch(&[&old]);
    world.watch(&[&new]);
    fs::write(&old, "two").unwrap();
    fs::write(&new, "two").unwrap();
    world.wait_for_change(&new);
    world.watch(&[]);
    fs::write(&new, "three").unwrap();
    world.watch(&[&old]);
    fs::write(&old, "three").unwrap();
    world.wait_for_change(&old);
}

#[cfg(unix)]
#[test]
fn a_linked_file_is_noticed_where_it_is() {
    let mut world = World::new();
    fs::create_dir(world.folder.path().join("elsewhere")).unwrap();
    let target = world.write("elsewhere/text.txt", "one");
    let link = world.folder.path().join("link.txt");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    world.watch(&[&link]);
    fs::write(&target, "two").unwrap();
    world.wait_for_change(&link);
}

#[test]
fn where_the_system_does_not_tell_files_are_looked_at() {
    let mut world = World::new();
    let (watcher, requests) = mpsc::channel();
    let (post, touched) = (world.jobs.poster(), watcher.clone());
    let none = |_: &[PathBuf], _: &Sender<Request>| Err(notify::Error::generic("no watches are left"));
    spawn("watch", move || watch::serve(&requests, &touched, &post, none)).unwrap();
    world.jobs.watcher = watcher;
    let path = world.write("ferry.txt", "one");
    world.watch(&[&path]);
    for text in ["longer", "no", "again"] {
        fs::write(&path, text).unwrap();
        world.wait_for_change(&path);
    }
    fs::remove_file(&path).unwrap();
    fs::write(&path, "back").unwrap();
    world.wait_for_change(&path);
}
