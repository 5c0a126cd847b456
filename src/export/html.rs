//! Notes as one HTML page that needs nothing else: the article in two columns, the notes in the margin, made to be printed too.

use super::{Collection, Entry, Passage, read_quote};
use crate::layout::{Emphasis, Markup, emphasis_at, is_aside, plain, shown};
use crate::model::{Bitext, BlockKind};
use crate::text::{ByteSpan, Lang, PerLang};
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use std::ops::Range;

const PAGE: &str = include_str!("../../assets/export/page.html.jinja");

#[derive(Serialize)]
struct PageRow<'a> {
    /// `heading` with how high it is, `small`, `rule` or `text`.
    kind: &'static str,
    en: Vec<PageBlock>,
    zh: Vec<PageBlock>,
    notes: Vec<PageNote<'a>>,
}

#[derive(Serialize)]
struct PageBlock {
    /// `code`, or the classes of a paragraph.
    kind: &'static str,
    /// Of an item of a list, as [`BlockKind::ListItem`] has it.
    level: u8,
    stretches: Vec<Stretch>,
}

/// A stretch of text, marked in a note's colour or not.
#[derive(Serialize)]
struct Stretch {
    colour: Option<String>,
    pieces: Vec<Piece>,
}

/// A part of it, set apart or not.
#[derive(Clone, Serialize)]
struct Piece {
    text: String,
    /// The element it is in.
    tag: Option<&'static str>,
}

#[derive(Serialize)]
struct PageNote<'a> {
    body: Vec<&'a str>,
    tags: &'a [String],
    colour: String,
    date: String,
    /// The passages, where the text itself does not show them.
    quotes: Vec<String>,
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
    let title = plain("", &collection.article.title, "");
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
        BlockKind::Heading(1) => "heading first",
        BlockKind::Heading(2) => "heading second",
        BlockKind::Heading(_) => "heading",
        BlockKind::Rule => "rule",
        BlockKind::Dateline => "small",
        _ if is_small => "small",
        _ => "text",
    };
    PageRow { kind, en: sides.en, zh: sides.zh, notes: vec![] }
}

/// A block as it is on the page, without its marks, cut wherever a note or what is set apart begins or ends. Where notes overlap, the later one's
/// colour shows, as it does there.
fn page_block(bitext: &Bitext, lang: Lang, block: usize, entries: &[Entry]) -> PageBlock {
    let (text, kind) = (&*bitext.blocks[lang][block].text, bitext.blocks[lang][block].kind);
    let markup = Markup::of(text, kind, false);
    let notes: Vec<(&Passage, &Entry)> = entries
        .iter()
        .flat_map(|entry| entry.spans[lang].iter().map(move |passage| (passage, entry)))
        .filter(|(passage, _)| passage.block == block)
        .collect();
    let emphasis = markup.iter().flat_map(|markup| {
        let of_source = |(shown, kind): &(Range<usize>, Emphasis)| (markup.source_of_range(shown.clone()), *kind);
        markup.emphasis.iter().map(of_source)
    });
    let emphasis: Vec<(Range<usize>, Emphasis)> = emphasis.collect();
    let mut cuts: Vec<usize> = notes.iter().flat_map(|(p, _)| [p.span.start(), p.span.end()]).collect();
    cuts.extend(emphasis.iter().flat_map(|(range, _)| [range.start, range.end]));
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |range: &[usize]| {
        let (start, end) = (range[0], range[1]);
        let covering = notes.iter().rev().find(|(p, _)| p.span.start() <= start && end <= p.span.end());
        let shown = match markup.as_ref().zip(ByteSpan::new(text, start, end)) {
            Some((markup, span)) => read(&markup.text, markup.shown_range(span), kind),
            None => read(text, start..end, kind),
        };
        let tag = emphasis_at(&emphasis, start).and_then(tag);
        (covering.map(|(_, entry)| colour(entry)), Piece { text: shown, tag })
    };
    let pieces: Vec<_> = cuts.windows(2).map(piece).filter(|(_, piece)| !piece.text.is_empty()).collect();
    // A mark has no seams where its words are set apart.
    let stretches = pieces.chunk_by(|a, b| a.0 == b.0).map(|stretch| Stretch {
        colour: stretch[0].0.clone(),
        pieces: stretch.iter().map(|(_, piece)| piece.clone()).collect(),
    });
    let is_quote = markup.as_ref().is_some_and(|markup| markup.is_quote);
    PageBlock { kind: page_kind(kind, is_quote), level: level(kind), stretches: stretches.collect() }
}

fn page_kind(kind: BlockKind, is_quote: bool) -> &'static str {
    match kind {
        BlockKind::Verbatim => "code",
        BlockKind::Verse if is_quote => "quote verse",
        BlockKind::Verse => "verse",
        _ if is_quote => "quote",
        _ => "",
    }
}

/// How deep an item of a list is inside others.
fn level(kind: BlockKind) -> u8 {
    if let BlockKind::ListItem(level) = kind { level } else { 0 }
}

/// A part of a drawn text as its readers see it: code as it is, of other texts no invisible marks.
fn read(text: &str, part: Range<usize>, kind: BlockKind) -> String {
    let drawn = |line: &str| shown(line, 0..line.len()).map(|(_, c)| c).collect::<String>();
    match kind {
        BlockKind::Verbatim => text[part].to_owned(),
        BlockKind::Verse => text[part].split('\n').map(drawn).collect::<Vec<_>>().join("\n"),
        _ => shown(text, part).map(|(_, c)| c).collect(),
    }
}

/// The element for what is set apart.
fn tag(emphasis: Emphasis) -> Option<&'static str> {
    match emphasis {
        Emphasis::Strong => Some("strong"),
        Emphasis::Stressed => Some("em"),
        Emphasis::Code => Some("code"),
        Emphasis::Bullet => None,
    }
}

fn quoted_row<'a>(entry: &Entry<'a>) -> PageRow<'a> {
    let side = |lang: Lang| {
        let text = read_quote(entry.note, lang);
        let stretch = || Stretch { colour: Some(colour(entry)), pieces: vec![Piece { text: text.clone(), tag: None }] };
        let block = || PageBlock { kind: "", level: 0, stretches: vec![stretch()] };
        if text.is_empty() { vec![] } else { vec![block()] }
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
            .map(|lang| read_quote(note, lang))
            .filter(|q| !q.is_empty())
            .collect(),
    }
}

fn colour(entry: &Entry) -> String {
    format!("{:?}", entry.note.colour).to_lowercase()
}
