//! Which notebook belongs to an article that was moved, renamed or downloaded again; and what a new notebook's file is called.

use super::backups;
use super::format::{self, Head, Parsed};
use super::fs::Fs;
use crate::model::{ArticleRef, Notebook, Quote};
use crate::text::{Lang, PerLang};
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A head has some hundred bytes; more is read only if this is not enough.
const HEAD_BYTES: u64 = 8 << 10;
/// From this share of what a notebook quotes on, it may be on the article.
const MIN_OVERLAP: f64 = 0.5;
/// Characters of a title in a file's name.
const MAX_SLUG_CHARS: usize = 32;

/// One notebook among all, as far as its first lines tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its file; after damage there may be only backups of it.
    pub path: PathBuf,
    /// Its name for ever.
    pub file_id: Uuid,
    /// How often it was saved.
    pub revision: u64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// The article it belongs to.
    pub article: ArticleRef,
}

/// What is known of an article that a notebook is wanted for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Hash of each side's folded text, as [`ArticleRef::text`] has it.
    pub text: &'a PerLang<String>,
    /// Hash of the files, as in [`crate::model::SourceRef::blake3`].
    pub source_blake3: &'a str,
    /// The files.
    pub paths: &'a [PathBuf],
    /// The hashed shingles of the folded text, both sides together.
    pub shingles: &'a BTreeSet<u64>,
    /// The hashed shingles of any text in a language, folded and cut in the same way.
    pub shingles_of: &'a dyn Fn(Lang, &str) -> Vec<u64>,
}

/// Why a notebook is thought to belong to an article.
#[derive(Clone, Debug, PartialEq)]
pub enum Match {
    /// The text is the same on both sides.
    Text(Entry),
    /// The files are the same, byte for byte.
    Source(Entry),
    /// The files are in the same place.
    Path(Entry),
    /// Much of what it quotes is there. The reader has to be asked.
    Similar {
        /// The notebook.
        entry: Entry,
        /// The share of the shingles of its quotations that the article has, from 0.5 to 1.
        overlap: f64,
    },
}

/// Every notebook in a folder, by name. Files that nothing can be read of are left out.
pub(super) fn list(fs: &dyn Fs, folder: &Path) -> io::Result<Vec<Entry>> {
    let names = match fs.names(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        names => names?,
    };
    // A file may be gone while there are backups of it.
    let own = |name: &String| {
        let (book, rest) = name.split_at(name.find(".ron")? + 4);
        let is_ours = !name.starts_with('.') && (rest.is_empty() || rest == ".bak" || rest.starts_with(".day-"));
        is_ours.then(|| book.to_owned())
    };
    let books: BTreeSet<String> = names.iter().filter_map(own).collect();
    Ok(books.iter().filter_map(|name| entry(fs, &folder.join(name))).collect())
}

fn entry(fs: &dyn Fs, named: &Path) -> Option<Entry> {
    let path = fs.resolved(named).ok()?;
    let head = head(fs, &path).or_else(|| backups::all(fs, &path).iter().find_map(|backup| head(fs, backup)))?;
    let Head { file_id, revision, saved_at, article } = head;
    Some(Entry { path: named.to_owned(), file_id, revision, saved_at, article })
}

fn head(fs: &dyn Fs, path: &Path) -> Option<Head> {
    if let Some(head) = format::parse_head(&fs.read(path, HEAD_BYTES).ok()?) {
        return Some(head);
    }
    let Notebook { file_id, revision, saved_at, article, .. } = whole(fs, path)?;
    Some(Head { file_id, revision, saved_at, article })
}

fn whole(fs: &dyn Fs, path: &Path) -> Option<Notebook> {
    match format::parse(&fs.read(path, format::MAX_BYTES as u64 + 1).ok()?) {
        Parsed::Book { book, .. } | Parsed::Newer(_, Some(book)) => Some(book),
        _ => None,
    }
}

/// The notebook of an article; of several, the one that was saved most often.
pub(super) fn find(fs: &dyn Fs, mut entries: Vec<Entry>, wanted: &Wanted) -> Option<Match> {
    entries.sort_by_key(|entry| Reverse(entry.revision));
    let has_text = Lang::BOTH.iter().any(|lang| !wanted.text[*lang].is_empty());
    let first = |is_it: &dyn Fn(&ArticleRef) -> bool| entries.iter().find(|entry| is_it(&entry.article)).cloned();
    let of_sources =
        |is_it: &dyn Fn(&crate::model::SourceRef) -> bool| first(&|article| article.sources.iter().any(is_it));
    if let Some(entry) = first(&|article| has_text && article.text == *wanted.text) {
        return Some(Match::Text(entry));
    }
    if let Some(entry) = of_sources(&|source| !source.blake3.is_empty() && source.blake3 == wanted.source_blake3) {
        return Some(Match::Source(entry));
    }
    if let Some(entry) = of_sources(&|source| !source.paths.is_empty() && source.paths == wanted.paths) {
        return Some(Match::Path(entry));
    }
    if wanted.shingles.is_empty() {
        return None;
    }
    let mut best = None;
    for entry in entries {
        let path = fs.resolved(&entry.path).ok();
        let Some(book) = path.and_then(|path| whole(fs, &path)) else { continue };
        let share = overlap(&book, wanted);
        if share >= MIN_OVERLAP && best.as_ref().is_none_or(|(_, most)| share > *most) {
            best = Some((entry, share));
        }
    }
    best.map(|(entry, overlap)| Match::Similar { entry, overlap })
}

/// The share of the shingles of a notebook's quotations that the article has; 0 if it quotes nothing.
fn overlap(book: &Notebook, wanted: &Wanted) -> f64 {
    let mut quoted = BTreeSet::new();
    for note in &book.notes {
        for lang in Lang::BOTH {
            if let Some(Quote { quote, prefix, suffix, .. }) = note.target.side(lang) {
                quoted.extend((wanted.shingles_of)(lang, &format!("{prefix}{quote}{suffix}")));
            }
        }
    }
    quoted.intersection(wanted.shingles).count() as f64 / quoted.len().max(1) as f64
}

/// `lighthouse-at-gull-point--6f1d2c8e.ron`: for people to find a file by; programs read its head.
pub(super) fn file_name(title: &str, file_id: Uuid) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.chars().take(MAX_SLUG_CHARS).collect();
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { "notes" } else { slug };
    format!("{slug}--{}.ron", &file_id.simple().to_string()[..8])
}
