//! On a real disk: permissions, links, forbidden folders, a disk that is full.
#![cfg(unix)]

use super::*;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

fn begun(folder: &Path) -> (NotesStore, Kept) {
    let mut store = Store::at(folder).notes();
    let seen = store.begin(article()).unwrap();
    let seen = store.save(&seen, &with(&seen, note("a", "first")), time(0)).unwrap().kept;
    (store, seen)
}

fn names(folder: &Path) -> Vec<String> {
    Disk.names(folder).unwrap()
}

#[test]
fn are_nobody_elses_business() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, seen) = begun(folder.path());
    fs::set_permissions(&seen.path, fs::Permissions::from_mode(0o644)).unwrap();
    store.save(&seen, &with(&seen, note("b", "second")), time(0)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let notes = folder.path().join("notes");
    assert_eq!((mode(&notes), mode(&seen.path), mode(&notes.join(".lock"))), (0o700, 0o600, 0o600));
    let id = &seen.notebook.file_id.simple().to_string()[..8];
    let name = format!("the-lighthouse-at-gull-point--{id}.ron");
    assert_eq!(
        names(&notes),
        [".lock".to_owned(), name.clone(), format!("{name}.bak"), format!("{name}.day-2026-11-21-r1")]
    );
}

#[test]
fn a_linked_file_stays_linked() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, seen) = begun(folder.path());
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::rename(&seen.path, elsewhere.join("mine.ron")).unwrap();
    symlink("../elsewhere/mine.ron", &seen.path).unwrap();
    let saved = store.save(&seen, &with(&seen, note("b", "second")), time(0)).unwrap();
    assert!(seen.path.is_symlink() && saved.warnings.is_empty());
    assert_eq!(names(&elsewhere), ["mine.ron", "mine.ron.bak", "mine.ron.day-2026-11-21-r1"]);
    assert_eq!(store.load(&seen.path, time(0)).unwrap().kept, saved.kept);
    assert_eq!(store.list().unwrap().len(), 1);
}

#[test]
fn what_a_killed_save_left_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, seen) = begun(folder.path());
    let name = seen.path.file_name().unwrap().to_str().unwrap();
    let stale = seen.path.with_file_name(format!(".{name}.0123abcd.tmp"));
    let foreign = seen.path.with_file_name(".another.ron.0123abcd.tmp");
    fs::write(&stale, "half").unwrap();
    fs::write(&foreign, "half").unwrap();
    store.save(&seen, &with(&seen, note("b", "second")), time(0)).unwrap();
    assert!(!stale.exists() && foreign.exists());
}

#[test]
fn a_lock_that_is_never_given_back_is_an_error_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, seen) = begun(folder.path());
    let book = with(&seen, note("b", "second"));
    let lock = Disk.lock(&folder.path().join("notes")).unwrap();
    let error = store.save(&seen, &book, time(0)).unwrap_err();
    assert!(matches!(&error, StoreError::NotSaved { source, .. } if source.kind() == ErrorKind::TimedOut), "{error}");
    drop(lock);
    store.save(&seen, &book, time(0)).unwrap();
}

#[test]
fn a_read_only_folder_is_read_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, seen) = begun(folder.path());
    let notes = folder.path().join("notes");
    fs::set_permissions(&notes, fs::Permissions::from_mode(0o500)).unwrap();
    // The superuser may write everywhere.
    if fs::write(notes.join("probe"), "").is_err() {
        let before = names(&notes);
        let error = store.save(&seen, &with(&seen, note("b", "second")), time(0)).unwrap_err();
        assert!(matches!(&error, StoreError::NotSaved { .. }), "{error}");
        assert_eq!((store.load(&seen.path, time(0)).unwrap().kept, names(&notes)), (seen, before));
    }
    fs::set_permissions(&notes, fs::Permissions::from_mode(0o700)).unwrap();
}

/// Where it may, mounts a disk of a few pages.
#[test]
fn a_disk_that_is_really_full() {
    let folder = tempfile::tempdir().unwrap();
    let mount =
        std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "none"]).arg(folder.path()).output();
    if !mount.is_ok_and(|output| output.status.success()) {
        return;
    }
    let (mut store, mut seen) = begun(folder.path());
    let mut saves = 0;
    let error = loop {
        let book = with(&seen, note(&format!("n{saves:03}"), &"ten thousand words ".repeat(60)));
        match store.save(&seen, &book, time(0)) {
            Ok(done) => seen = done.kept,
            Err(error) => break error,
        }
        saves += 1;
        assert!(saves < 200, "the disk is never full");
    };
    let loaded = store.load(&seen.path, time(0)).unwrap();
    let left = names(&folder.path().join("notes"));
    let unmount = std::process::Command::new("umount").arg(folder.path()).status();
    assert!(unmount.is_ok_and(|status| status.success()));
    let is_full = matches!(&error, StoreError::NotSaved { source, .. } if source.kind() == ErrorKind::StorageFull);
    assert!(is_full, "{error}");
    assert!(loaded.kept == seen && loaded.warnings.is_empty() && saves > 2, "{saves} saves");
    assert!(left.iter().all(|name| !name.contains(".tmp")), "{left:?}");
}
