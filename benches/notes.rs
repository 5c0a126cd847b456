//! How fast notes are saved, read and found. `cargo bench --bench notes`; all syncs to the disk count.

use duizhao::model::{ArticleRef, Colour, Note, NoteId, Notebook, Quote, Target};
use duizhao::store::{NotesStore, Store, Wanted};
use duizhao::text::PerLang;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

const NOTES: usize = 10_000;
const NOTEBOOKS: usize = 500;
const ROUNDS: usize = 7;

fn note(n: usize) -> Note {
    let quote = |quote: &str, prefix: &str, suffix: &str| {
        Some(Quote {
            quote: quote.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            chars: (n * 40, n * 40 + quote.chars().count()),
            occurrence: (1, 1),
        })
    };
    let random = [0, 0, 0, 0, 0, 0, (n >> 24) as u8, (n >> 16) as u8, (n >> 8) as u8, n as u8];
    Note {
        id: NoteId::new(Timestamp::UNIX_EPOCH, random),
        created: Timestamp::UNIX_EPOCH,
        modified: Timestamp::UNIX_EPOCH,
        revision: 1,
        body: format!("Note {n}: “keep the light” is 守灯 here,\nand 点灯 in the next chapter."),
        tags: vec!["idiom".to_owned(), "light".to_owned()],
        colour: Colour::Blue,
        target: Target {
            en: quote("He kept the light for forty years.", "The boats knew it well. ", " He never said it was hard."),
            zh: quote("老人守了四十年的灯。", "海湾里的船都认得那束光，", "他从不说自己辛苦。"),
        },
        conflict_of: None,
    }
}

fn median_ms(mut work: impl FnMut(usize)) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let since = Instant::now();
            work(round);
            since.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn begin(store: &mut NotesStore, title: String, notes: usize) -> duizhao::store::Kept {
    let text = PerLang { en: title.clone(), zh: String::new() };
    let seen = store.begin(ArticleRef { title, sources: Vec::new(), text }).expect("there is a folder");
    let book = Notebook { notes: (0..notes).map(|n| note(n).into()).collect(), ..seen.notebook().clone() };
    store.save(&seen, &book, Timestamp::UNIX_EPOCH).expect("saved").kept
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::at(folder.path()).notes();
    let mut seen = begin(&mut store, "large".to_owned(), NOTES);
    let size = std::fs::metadata(seen.path()).expect("a file").len();
    println!("{NOTES} notes, {:.1} MB", size as f64 / 1e6);
    let save = median_ms(|round| {
        let mut book = seen.notebook().clone();
        let note = Arc::make_mut(&mut book.notes[round]);
        note.body.push('!');
        note.revision += 1;
        seen = store.save(&seen, &book, Timestamp::UNIX_EPOCH).expect("saved").kept;
    });
    println!("save {save:.0} ms");
    let load = median_ms(|_| drop(store.load(seen.path(), Timestamp::UNIX_EPOCH).expect("read")));
    println!("load {load:.0} ms");

    for n in 0..NOTEBOOKS {
        begin(&mut store, format!("small {n}"), 10);
    }
    let text = PerLang { en: "small 250".to_owned(), zh: String::new() };
    let none = BTreeSet::new();
    let wanted =
        Wanted { text: &text, source_blake3: "", paths: &[], shingles: &none, shingles_of: &|_, _| Vec::new() };
    let find = median_ms(|_| assert!(store.find(&wanted).expect("read").is_some()));
    println!("find one of {} {find:.0} ms", NOTEBOOKS + 1);
}
