//! Notes as one HTML page that needs nothing else: the article in two columns, the notes in the margin, made to be printed too.

use super::{Collection, Entry, Passage, quote};
use crate::layout::{Markup, is_aside, shown};
use crate::model::{Bitext, BlockKind};
use crate::text::{ByteSpan, Lang, PerLang, Wrap, wraps};
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use std::ops::Range;

const PAGE: &str = include_str!("../../assets/export/page.html.jinja");

#[derive(Serialize)]
struct PageRow<'a> {
    /// `heading`, `small` or `text`.
    kind: &'static str,
    en: Vec<PageBlock>,
    zh: Vec<PageBlock>,
    notes: Vec<PageNote<'a>>,
}

#[derive(Serialize)]
struct PageBlock {
    /// True if its lines stay lines, and their blanks blanks.
    is_code: bool,
    pieces: Vec<Piece>,
}

/// A stretch of text, marked in a note's colour or not.
#[derive(Serialize)]
struct Piece {
    text: String,
    colour: Option<String>,
}

#[derive(Serialize)]
struct PageNote<'a> {
    body: Vec<&'a str>,
    tags: &'a [String],
    colour: String,
    date: String,
    /// The passages, where the text itself does not show them.
    quotes: Vec<&'a str>,
}

/// The whole article with its notes beside it; notes whose place is not known come at the end with what they quote. Without a text, the notes with
/// what they quote.
#[must_use]
pub fn html(collection: &Collection, bitext: Option<&Bitext>) -> String {
    let (mut rows, mut unplaced) = (Vec::new(), collection.entries.iter().collect::<Vec<_>>());
    if let Some(bitext) = bitext {
        let row_of = |entry: &Entry| {
            let first = |lang: Lang| entry.spans[lang].first().and_then(|p| bitext.row_of_block(lang, p.block));
            first(Lang::En).or_else(|| first(Lang::Zh))
        };
        rows = (0..bitext.rows.len()).map(|row| page_row(row, bitext, &collection.entries)).collect();
        unplaced.retain(|entry| match row_of(entry) {
            Some(row) => {
                rows[row].notes.push(page_note(entry, false));
                false
            }
            None => true,
        });
    }
    let quoted: Vec<PageRow> = unplaced.into_iter().map(quoted_row).collect();
    let mut jinja = Environment::empty();
    jinja.set_auto_escape_callback(|_| AutoEscape::Html);
    jinja.set_syntax(super::syntax());
    let title = &collection.article.title;
    let page = jinja.render_str(
        PAGE,
        context! { title, source => collection.source(), date => collection.date(), rows => Value::from(Serde(&rows)), quoted => Value::from(Serde(&quoted)), has_text => bitext.is_some() },
    );
    // The template is part of the program, and tests fill it in.
    page.unwrap_or_else(|error| error.to_string())
}

fn page_row<'a>(index: usize, bitext: &Bitext, entries: &[Entry]) -> PageRow<'a> {
    let row = &bitext.rows[index];
    let sides = PerLang::from_fn(|lang| {
        let blocks = row.blocks[lang].clone();
        blocks.map(|block| page_block(bitext, lang, block, entries)).collect::<Vec<_>>()
    });
    let mut blocks = Lang::BOTH.into_iter().flat_map(|lang| &bitext.blocks[lang][row.blocks[lang].clone()]);
    let is_small = blocks.all(|block| is_aside(bitext, index, block));
    let kind = match row.kind(&bitext.blocks) {
        BlockKind::Heading(_) => "heading",
        BlockKind::Dateline => "small",
        _ if is_small => "small",
        _ => "text",
    };
    PageRow { kind, en: sides.en, zh: sides.zh, notes: vec![] }
}

/// A block cut wherever a mark begins or ends. Where marks overlap, the later note's colour shows, as it does on the page. Code is without its
/// fences, as it is there.
fn page_block(bitext: &Bitext, lang: Lang, block: usize, entries: &[Entry]) -> PageBlock {
    let (text, kind) = (&*bitext.blocks[lang][block].text, bitext.blocks[lang][block].kind);
    let code = (kind == BlockKind::Verbatim).then(|| Markup::of(text, kind, false)).flatten();
    let wraps: Vec<Wrap> = if kind.keeps_lines() { vec![] } else { wraps(text).collect() };
    let marks: Vec<(&Passage, &Entry)> = entries
        .iter()
        .flat_map(|entry| entry.spans[lang].iter().map(move |passage| (passage, entry)))
        .filter(|(passage, _)| passage.block == block)
        .collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(p, _)| [p.span.start(), p.span.end()]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |range: &[usize]| {
        let covering = marks.iter().rev().find(|(p, _)| p.span.start() <= range[0] && range[1] <= p.span.end());
        let text = match code.as_ref().zip(ByteSpan::new(text, range[0], range[1])) {
            Some((code, span)) => code.shown_part(span).to_owned(),
            None => read(text, range[0]..range[1], &wraps),
        };
        Piece { text, colour: covering.map(|(_, entry)| colour(entry)) }
    };
    PageBlock { is_code: code.is_some(), pieces: cuts.windows(2).map(piece).collect() }
}

/// A part of a text as it is read without its hard wraps.
fn read(text: &str, part: Range<usize>, wraps: &[Wrap]) -> String {
    let first = wraps.partition_point(|wrap| wrap.blank.start < part.start);
    let mut from = wraps[..first].last().map_or(part.start, |wrap| wrap.end.clamp(part.start, part.end));
    let mut read = String::with_capacity(part.len());
    for wrap in wraps[first..].iter().take_while(|wrap| wrap.blank.start < part.end) {
        read.extend(shown(text, from..wrap.blank.start).map(|(_, c)| c));
        read.push_str(wrap.read);
        from = wrap.end.min(part.end);
    }
    read.extend(shown(text, from..part.end).map(|(_, c)| c));
    read
}

fn quoted_row<'a>(entry: &Entry<'a>) -> PageRow<'a> {
    let side = |lang: Lang| {
        let text = quote(entry.note, lang);
        let pieces = || vec![Piece { text: text.to_owned(), colour: Some(colour(entry)) }];
        if text.is_empty() { vec![] } else { vec![PageBlock { is_code: false, pieces: pieces() }] }
    };
    PageRow { kind: "text", en: side(Lang::En), zh: side(Lang::Zh), notes: vec![page_note(entry, true)] }
}

fn page_note<'a>(entry: &Entry<'a>, is_quoted: bool) -> PageNote<'a> {
    let note = entry.note;
    let missing = |lang: &Lang| !is_quoted && entry.spans[*lang].is_empty();
    PageNote {
        body: note.body.trim().lines().collect(),
        tags: &note.tags,
        colour: colour(entry),
        date: note.modified.to_string().chars().take(10).collect(),
        quotes: Lang::BOTH
            .into_iter()
            .filter(missing)
            .map(|lang| quote(note, lang))
            .filter(|q| !q.is_empty())
            .collect(),
    }
}

fn colour(entry: &Entry) -> String {
    format!("{:?}", entry.note.colour).to_lowercase()
}
