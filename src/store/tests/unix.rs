//! What only systems with modes and links of files have.

use super::*;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn are_nobody_elses_business() {
    let folder = folder();
    let home = folder.path().join("a/b");
    let mut store = Store::at(&home);
    store.save_settings(&settings()).unwrap();
    store.save_library(&library(&[("a", 1)])).unwrap();
    fs::set_permissions(home.join("library.ron"), fs::Permissions::from_mode(0o644)).unwrap();
    store.save_library(&library(&[("b", 1)])).unwrap();
    assert_eq!([mode(&home), mode(&folder.path().join("a"))], [0o700; 2]);
    assert_eq!(["settings.ron", "library.ron", ".lock"].map(|name| mode(&home.join(name))), [0o600; 3]);
}

#[test]
fn an_exported_file_keeps_its_permissions() {
    let folder = folder();
    let path = folder.path().join("out");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    write_atomically(&path, b"new").unwrap();
    assert_eq!((mode(&path), fs::read(&path).unwrap()), (0o640, b"new".to_vec()));
}

#[test]
fn a_linked_file_stays_linked() {
    let folder = folder();
    let (home, elsewhere) = (folder.path().join("home"), folder.path().join("elsewhere"));
    fs::create_dir(&home).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    let (link, target) = (home.join("settings.ron"), elsewhere.join("mine.ron"));
    symlink("../elsewhere/mine.ron", &link).unwrap();
    let store = Store::at(&home);
    assert!(matches!(store.load_settings(), (_, None)), "a link to nothing is a missing file");
    store.save_settings(&settings()).unwrap();
    assert_eq!(
        (fs::read_link(&link).unwrap(), names(&elsewhere)),
        ("../elsewhere/mine.ron".into(), vec!["mine.ron".into()])
    );
    assert_eq!(store.load_settings().0, settings());
    fs::write(&target, "damaged").unwrap();
    let aside = home.join("../elsewhere/mine.ron.corrupt-1");
    has_moved_aside(store.load_settings().1, &home.join("../elsewhere/mine.ron"), &aside);
    store.save_settings(&settings()).unwrap();
    assert!(target.is_file() && link.is_symlink());
}

#[test]
fn links_in_a_circle_are_an_error() {
    let folder = folder();
    symlink("settings.ron", folder.path().join("settings.ron")).unwrap();
    let store = Store::at(folder.path());
    assert!(matches!(store.load_settings(), (_, Some(StoreError::NotRead { .. }))));
    assert!(matches!(store.save_settings(&settings()), Err(StoreError::NotWritten { .. })));
}

#[test]
fn devices_are_written_not_replaced() {
    let folder = folder();
    let link = folder.path().join("null");
    symlink("/dev/null", &link).unwrap();
    write_atomically(&link, b"gone").unwrap();
    assert!(link.is_symlink() && !Path::new("/dev/null").metadata().unwrap().is_file());
    if cfg!(target_os = "linux") {
        assert_eq!(write_atomically("/dev/full".as_ref(), b"x").unwrap_err().kind(), ErrorKind::StorageFull);
    }
}

#[test]
fn a_pipe_in_place_of_the_file_does_not_hang() {
    let folder = folder();
    let path = folder.path().join("settings.ron");
    if std::process::Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success()) {
        has_moved_aside(
            Store::at(folder.path()).load_settings().1,
            &path,
            &folder.path().join("settings.ron.corrupt-1"),
        );
    }
}

#[test]
fn a_read_only_folder_keeps_what_it_has() {
    let folder = folder();
    let path = folder.path().join("settings.ron");
    fs::write(&path, "damaged").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    // The superuser may write everywhere.
    if fs::write(folder.path().join("probe"), "").is_err() {
        let store = Store::at(folder.path());
        assert!(matches!(store.load_settings(), (_, Some(StoreError::Stuck { .. }))));
        assert!(matches!(store.save_settings(&settings()), Err(StoreError::Stuck { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "damaged");
        assert_eq!(names(folder.path()), ["settings.ron"]);
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn names_that_are_no_unicode_come_back() {
    let folder = folder();
    let path = PathBuf::from(std::ffi::OsString::from_vec(b"/\xb5\xc6\xcb\xfe \"\\.txt".to_vec()));
    let mine = Library { recent: vec![RecentArticle { paths: vec![path, "灯塔.txt".into()], ..article("", 4) }] };
    Store::at(folder.path()).save_library(&mine).unwrap();
    assert_eq!(Store::at(folder.path()).load_library().0, mine);
}
