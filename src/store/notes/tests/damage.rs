//! Ten thousand ways to damage a file.

use super::model::Model;
use super::*;

#[test]
fn damaged_files_are_kept_and_the_last_good_backup_is_read() {
    let model = Model::default();
    let mut store = store_on(&model);
    let mut seen = store.begin(article()).unwrap();
    for n in 0..4 {
        let book = with(&seen, note(&format!("n{n}"), "The lamp \"burns\"\nall night. 灯一直亮着。"));
        seen = store.save(&seen, &book, time(0)).unwrap().kept;
    }
    let (path, good) = (seen.path.clone(), model.get(&seen.path).unwrap());
    let before = store.load(&path.with_extension("ron.bak"), time(0)).unwrap().kept.notebook;
    let mut random = Random(11);
    let mut counts = [0; 4];
    for round in 0..10_000 {
        let bytes = damaged(&good, &mut random);
        let model = model.copy();
        model.put(&path, &bytes);
        let loaded = store_on(&model).load(&path, time(0)).unwrap();
        match &loaded.warnings[..] {
            [] => {
                assert_eq!(bytes, good, "{round}: damage was not seen");
                counts[0] += 1;
            }
            [problem @ StoreError::Restored { aside, .. }] => {
                assert_eq!(loaded.kept.notebook, before, "{round}");
                assert_eq!(model.get(aside), Some(bytes), "{round}: the damaged file is kept");
                names_both(problem, &path, aside);
                counts[1] += 1;
            }
            [problem @ StoreError::HandEdited { copy, .. }] => {
                assert_eq!(model.get(copy), Some(bytes), "{round}: the edited file is kept");
                names_both(problem, &path, copy);
                counts[2] += 1;
            }
            [StoreError::Newer { .. }] => {
                assert_eq!(model.get(&path), Some(bytes), "{round}");
                assert!(matches!(
                    store_on(&model).save(&loaded.kept, loaded.kept.notebook(), time(0)),
                    Err(StoreError::Newer { .. })
                ));
                counts[3] += 1;
            }
            other => panic!("{round}: {other:?}"),
        }
        assert!(store_on(&model).check(&path).is_ok());
    }
    println!("damage: {counts:?} unchanged, restored, read as edited, newer");
    assert!(counts[1] > 1000 && counts[2] > 1000, "{counts:?}");
}

fn names_both(problem: &StoreError, path: &Path, other: &Path) {
    let text = problem.to_string();
    assert!(text.contains(path.to_str().unwrap()) && text.contains(other.to_str().unwrap()), "{text}");
}

fn damaged(good: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let at = random.below(bytes.len());
    match random.below(5) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes.truncate(at),
        2 => {
            let added = (0..=random.below(8)).map(|_| random.below(256) as u8).collect::<Vec<_>>();
            bytes.splice(at..at, added);
        }
        3 => {
            let length = random.below(40).min(bytes.len() - at);
            bytes.drain(at..at + length);
        }
        _ => {
            let length = 16.min(bytes.len() / 2);
            let (one, two) = (random.below(bytes.len() - length), random.below(bytes.len() - length));
            for n in 0..length {
                bytes.swap(one + n, two + n);
            }
        }
    }
    bytes
}
