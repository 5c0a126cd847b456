//! Notes on a disk that fails, loses its power, is shared, damaged and full; what people write into the file; and where time goes wrong.

mod damage;
mod disk;
mod merging;
mod model;
mod powercut;
mod process;
mod reading;

use super::super::Store;
use super::*;
use crate::model::{Draft, Note, NoteId, Quote, SourceRef, Target, Trashed};
use crate::text::{Lang, PerLang};
use jiff::SignedDuration;
use model::Model;
use std::collections::{BTreeMap, BTreeSet};

/// A sequence that is the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

fn time(day: i64) -> Timestamp {
    "2026-11-21T19:02:44Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(24 * day)
}

fn article() -> ArticleRef {
    ArticleRef {
        title: "The Lighthouse at Gull Point".to_owned(),
        sources: vec![SourceRef {
            paths: vec!["/home/lin/lighthouse.txt".into()],
            blake3: "9f0c33d1e2a84477".to_owned(),
            bytes: 18_422,
        }],
        text: PerLang { en: "17aa02be6c9931f0".to_owned(), zh: "c2107e99d04b6a31".to_owned() },
    }
}

fn note(id: &str, body: &str) -> Note {
    let quote = Quote {
        quote: "老人守了四十年的灯。".to_owned(),
        prefix: "海湾里的船都认得那束光，".to_owned(),
        suffix: "他从不说自己辛苦。".to_owned(),
        chars: (1843, 1853),
        occurrence: (1, 1),
    };
    Note {
        id: NoteId(id.to_owned()),
        created: time(0),
        modified: time(0),
        revision: 1,
        body: body.to_owned(),
        tags: vec!["idiom".to_owned()],
        colour: crate::model::Colour::Blue,
        target: Target { en: None, zh: Some(quote) },
        conflict_of: None,
    }
}

fn with(seen: &Kept, note: Note) -> Notebook {
    let mut book = seen.notebook.clone();
    book.notes.push(note.into());
    book
}

fn store_on(model: &Model) -> NotesStore {
    NotesStore { folder: Some("/notes".into()), fs: Box::new(model.clone()), is_lock_told: false }
}
