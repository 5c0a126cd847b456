//! Level 3: an article and its notebook. Owns what an article is known by (its title, its files and their content, its text) and finds, with
//! these, its notebook among all. Depends on `anchor`, `import` and `store`; reads files, writes none.

use crate::anchor::{Index, shingles};
use crate::import;
use crate::model::{ArticleRef, Bitext, BlockKind, Source, SourceRef};
use crate::store::{Entry, Match, NotesStore, StoreError, Wanted};
use crate::text::Lang;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A title is for display and for the name of a file.
const TITLE_CHARS: usize = 80;
/// Of what a notebook quotes, the share that a file in its article's place must have to be that article.
const LEAST_QUOTED: f64 = 0.1;
/// Of a text longer than this, only every eighth shingle is kept: a book has millions.
const LONG_CHARS: usize = 300_000;

/// What an article is known by; its files are read once more for their hash.
#[must_use]
pub fn article_of(bitext: &Bitext, sources: &[Source], index: &Index) -> ArticleRef {
    let paths: Vec<PathBuf> = sources.iter().filter_map(|source| source.path.clone()).collect();
    let mut hasher = blake3::Hasher::new();
    let mut bytes = 0;
    let mut is_whole = !paths.is_empty();
    for path in &paths {
        match import::read_file(path) {
            Ok(input) => {
                hasher.update(&input.bytes);
                bytes += input.bytes.len() as u64;
            }
            Err(_) => is_whole = false,
        }
    }
    let hash = if is_whole { hasher.finalize().to_hex()[..16].to_owned() } else { String::new() };
    let source = (!paths.is_empty()).then(|| SourceRef { paths: paths.clone(), blake3: hash, bytes });
    ArticleRef {
        title: title_of(bitext, &paths),
        sources: source.into_iter().collect(),
        text: index.text_hashes().clone(),
    }
}

fn title_of(bitext: &Bitext, paths: &[PathBuf]) -> String {
    let blocks = || Lang::BOTH.into_iter().flat_map(|lang| &bitext.blocks[lang]);
    let heading = blocks().find(|block| matches!(block.kind, BlockKind::Heading(_)));
    let name = paths.first().and_then(|path| path.file_stem()).map(|name| name.to_string_lossy().into_owned());
    let first = || blocks().next().map(|block| block.text.clone());
    let title = heading.map(|block| block.text.clone()).or(name).or_else(first).unwrap_or_default();
    title
        .trim_start_matches(['#', ' '])
        .chars()
        .take(TITLE_CHARS)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Puts what is known of an article now into what its notebook knows of it.
pub fn bring_up_to_date(known: &mut ArticleRef, now: &ArticleRef) {
    for source in &now.sources {
        match known.sources.iter_mut().find(|old| old.paths == source.paths) {
            Some(old) if !source.blake3.is_empty() => old.clone_from(source),
            Some(_) => {}
            None => known.sources.push(source.clone()),
        }
    }
    known.text.clone_from(&now.text);
    if known.title.is_empty() {
        known.title.clone_from(&now.title);
    }
}

/// The notebook that is on this article for certain.
///
/// # Errors
/// If the folder of notebooks cannot be read.
pub fn known(store: &NotesStore, article: &ArticleRef) -> Result<Option<Entry>, StoreError> {
    Ok(ask(store, article, &BTreeSet::new(), &|_, _| vec![])?.and_then(|found| match found {
        Match::Text(entry) | Match::Source(entry) => Some(entry),
        // Where it lies says nothing of what it is.
        Match::Path(_) | Match::Similar { .. } => None,
    }))
}

/// All notebooks that are on this very text.
///
/// # Errors
/// If the folder of notebooks cannot be read.
pub fn twins(store: &NotesStore, article: &ArticleRef) -> Result<Vec<Entry>, StoreError> {
    let has_text = Lang::BOTH.into_iter().any(|lang| !article.text[lang].is_empty());
    let is_twin = |entry: &Entry| has_text && entry.article.text == article.text;
    Ok(store.list()?.into_iter().filter(is_twin).collect())
}

fn ask(
    store: &NotesStore,
    article: &ArticleRef,
    shingles: &BTreeSet<u64>,
    shingles_of: &dyn Fn(Lang, &str) -> Vec<u64>,
) -> Result<Option<Match>, StoreError> {
    let none: &[PathBuf] = &[];
    let source = article.sources.first();
    store.find(&Wanted {
        text: &article.text,
        source_blake3: source.map_or("", |source| &source.blake3),
        paths: source.map_or(none, |source| &source.paths),
        shingles,
        shingles_of,
    })
}

/// The notebook of an article. What it quotes is compared only if nothing else tells.
///
/// # Errors
/// If the folder of notebooks cannot be read.
pub fn find(store: &NotesStore, article: &ArticleRef, bitext: &Bitext) -> Result<Option<Match>, StoreError> {
    let found = ask(store, article, &BTreeSet::new(), &|_, _| vec![])?;
    if matches!(found, Some(Match::Text(_) | Match::Source(_))) {
        return Ok(found);
    }
    let text = |lang: Lang| bitext.blocks[lang].iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
    let sides = Lang::BOTH.map(|lang| (lang, text(lang)));
    let is_long = sides.iter().map(|(_, text)| text.len()).sum::<usize>() > LONG_CHARS;
    let shingles_of = |lang: Lang, text: &str| {
        shingles(lang, text).into_iter().filter(|hash| !is_long || hash % 8 == 0).collect::<Vec<_>>()
    };
    let all: BTreeSet<u64> = sides.iter().flat_map(|(lang, text)| shingles_of(*lang, text)).collect();
    match found {
        // Another text under a name that was used before is another article.
        Some(Match::Path(entry)) => Ok(quotes_of(store, &entry, &all, &shingles_of).then_some(Match::Path(entry))),
        _ => ask(store, article, &all, &shingles_of),
    }
}

/// True unless a notebook quotes something and hardly any of it is among these shingles.
fn quotes_of(
    store: &NotesStore,
    entry: &Entry,
    all: &BTreeSet<u64>,
    shingles_of: &dyn Fn(Lang, &str) -> Vec<u64>,
) -> bool {
    // A file that cannot be read now is not another article's for that; loading it puts it right or says what is wrong.
    let Ok(book) = store.read(&entry.path) else { return true };
    let quotes = |lang: Lang| book.notes.iter().filter_map(move |note| note.target.side(lang));
    let parts: BTreeSet<u64> =
        Lang::BOTH.iter().flat_map(|lang| quotes(*lang).flat_map(|quote| shingles_of(*lang, &quote.quote))).collect();
    parts.is_empty() || parts.intersection(all).count() as f64 >= LEAST_QUOTED * parts.len() as f64
}
