//! A power cut behind every operation of a save leaves the old notes or the new ones; and each mistake that a save could be made with is
//! found out.

use super::model::{Fault, Model, Mutant};
use super::*;

/// States tried for each point; there are more allowed ones than can be.
const SAMPLES: usize = 60;

/// Cuts through six saves; returns how many states were looked at, and what was bad.
fn cuts(mutant: Option<Mutant>, has_no_links: bool, damages_writes: bool) -> (usize, Vec<String>) {
    let model = Model::with(mutant, has_no_links, false, damages_writes);
    let mut store = store_on(&model);
    let mut seen = store.begin(article()).unwrap();
    let mut random = Random(7);
    let (mut states, mut bad) = (0, Vec::new());
    for n in 0..6 {
        let mut book = seen.notebook.clone();
        book.notes.push(note(&format!("n{n}"), &"old words, new words. 灯塔".repeat(12)).into());
        model.forget_history();
        let saved = store.save(&seen, &book, time(n / 2));
        for point in 0..model.points() {
            let is_acknowledged = saved.is_ok() && point + 1 == model.points();
            for _ in 0..SAMPLES {
                states += 1;
                let after = model.after_cut(point, &mut random);
                let notes = match store_on(&after).load(&seen.path, time(n)) {
                    Ok(loaded) if loaded.warnings.is_empty() => loaded.kept.notebook.notes,
                    Err(StoreError::NotRead { .. }) if seen.hash.is_none() => Vec::new(),
                    other => {
                        bad.push(format!("save {n}, point {point}: {other:?}"));
                        continue;
                    }
                };
                let is_old = notes == seen.notebook.notes && !is_acknowledged;
                if !is_old && notes != book.notes {
                    bad.push(format!("save {n}, point {point}: {} notes", notes.len()));
                }
            }
        }
        match saved {
            Ok(saved) => seen = saved.kept,
            Err(_) if damages_writes => {}
            Err(error) => bad.push(error.to_string()),
        }
        if bad.len() > 10 {
            break;
        }
    }
    (states, bad)
}

#[test]
fn a_power_cut_leaves_old_or_new_notes() {
    for (has_no_links, damages_writes) in [(false, false), (true, false), (false, true)] {
        let (states, bad) = cuts(None, has_no_links, damages_writes);
        println!("power cuts: {} bad of {states} states", bad.len());
        assert!(bad.is_empty(), "{} of {states}: {}", bad.len(), bad[0]);
        assert!(states > 1000);
    }
}

#[test]
fn every_mutant_is_caught() {
    use Mutant::{InPlace, NoFileSync, NoFolderSync, NoParseBack, RenameBeforeSync};
    for mutant in [NoFileSync, NoFolderSync, InPlace, RenameBeforeSync, NoParseBack] {
        let (_, bad) = cuts(Some(mutant), false, mutant == NoParseBack);
        assert!(!bad.is_empty(), "{mutant:?} was not found out");
    }
}

/// Every operation of a save fails once, in every way.
#[test]
fn every_fault_leaves_old_or_new_notes_and_nothing_else() {
    let faults = [
        Fault::Error(ErrorKind::StorageFull),
        Fault::Error(ErrorKind::Other),
        Fault::Error(ErrorKind::PermissionDenied),
        Fault::Error(ErrorKind::Interrupted),
        Fault::Short,
    ];
    let mut tried = 0;
    for has_no_links in [false, true] {
        let begun = Model::with(None, has_no_links, false, false);
        let mut store = store_on(&begun);
        let seen = store.begin(article()).unwrap();
        let seen = store.save(&seen, &with(&seen, note("a", "first")), time(0)).unwrap().kept;
        let seen = store.save(&seen, &with(&seen, note("b", "second")), time(0)).unwrap().kept;
        let book = with(&seen, note("c", "third"));
        begun.fail(None);
        let dry = begun.copy();
        store_on(&dry).save(&seen, &book, time(1)).unwrap();
        for at in 1..=dry.operations() {
            for fault in faults {
                tried += 1;
                let model = begun.copy();
                model.fail(Some((at, fault)));
                let saved = store_on(&model).save(&seen, &book, time(1));
                model.fail(None);
                let left: Vec<_> = model.file_names().into_iter().filter(|name| name.contains(".tmp")).collect();
                assert!(left.is_empty(), "{at} {fault:?}: {left:?}");
                let loaded = store_on(&model).load(&seen.path, time(1)).unwrap();
                assert!(loaded.warnings.is_empty(), "{at} {fault:?}: {:?}", loaded.warnings);
                let notes = loaded.kept.notebook.notes;
                assert!(notes == book.notes || (saved.is_err() && notes == seen.notebook.notes), "{at} {fault:?}");
                if let Err(error) = saved {
                    assert!(error.to_string().starts_with("/notes"), "says where: {error}");
                    assert!(!error.to_string().contains(".tmp"), "the same at every try: {error}");
                }
                let again = store_on(&model).save(&seen, &book, time(1)).unwrap();
                assert_eq!(again.kept.notebook.notes, book.notes);
            }
        }
        println!("faults: {} operations, {} ways", dry.operations(), faults.len());
    }
    assert!(tried > 150, "{tried}");
}

#[test]
fn a_full_disk_keeps_the_old_notes_and_the_new_ones_in_memory() {
    let model = Model::default();
    let mut store = store_on(&model);
    let seen = store.begin(article()).unwrap();
    let seen = store.save(&seen, &with(&seen, note("a", "first")), time(0)).unwrap().kept;
    model.fill(true);
    let book = with(&seen, note("b", "second"));
    let error = store.save(&seen, &book, time(0)).unwrap_err();
    assert!(error.to_string().ends_with("no space is left on the disk"), "{error}");
    model.fill(false);
    assert_eq!(store.load(&seen.path, time(0)).unwrap().kept, seen);
    store.save(&seen, &book, time(0)).unwrap();
}

#[test]
fn no_locks_is_told_once() {
    let model = Model::with(None, false, true, false);
    let (mut store, mut other) = (store_on(&model), store_on(&model));
    let seen = store.begin(article()).unwrap();
    let first = store.save(&seen, &with(&seen, note("a", "first")), time(0)).unwrap();
    assert!(matches!(&first.warnings[..], [StoreError::NotLocked { .. }]), "{:?}", first.warnings);
    other.save(&first.kept, &with(&first.kept, note("b", "elsewhere")), time(0)).unwrap();
    let both = store.save(&first.kept, &with(&first.kept, note("c", "here")), time(0)).unwrap();
    assert!(both.warnings.is_empty() && both.merged_from_elsewhere);
    assert_eq!(both.kept.notebook.notes.len(), 3);
}
