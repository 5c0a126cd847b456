//! Notes put together with their places, to be taken away.

use super::marks::rank;
use super::{Attachment, Noted};
use crate::export::{Collection, Entry, Passage};
use crate::model::{Bitext, BlockKind, Note, Notebook};
use crate::text::{Lang, PerLang};

/// These notes of a book with where they stand in the open text, in its order; those that are not shown in it follow, by where they were
/// written. The window and the command line both take notes away in this order.
#[must_use]
pub fn collect<'a, 'p>(
    bitext: &'a Bitext,
    book: &'a Notebook,
    notes: impl IntoIterator<Item = &'a Note>,
    place: impl Fn(&Note) -> Option<&'p Attachment>,
) -> Collection<'a> {
    let headings = headings(bitext);
    let entry = |note: &'a Note| {
        let words = place(note).filter(|place| place.shown().is_some()).and_then(Attachment::words);
        let spot = words.map(|words| &words.spot);
        let row = spot.and_then(|spot| super::bead_of_spot(bitext, spot)).map(|(row, _)| row);
        Entry {
            note,
            spans: words.map_or_else(PerLang::default, |words| passages(bitext, words)),
            heading: row.and_then(|row| headings.get(row).copied().flatten()),
            sentence: spot.and_then(|spot| {
                Lang::BOTH.into_iter().find(|lang| !spot[*lang].is_empty()).map(|lang| spot[lang].start + 1)
            }),
        }
    };
    let mut ranked: Vec<_> =
        notes.into_iter().map(|note| (rank(bitext, note, place(note).and_then(Attachment::shown)), note)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    Collection { article: &book.article, entries: ranked.into_iter().map(|(_, note)| entry(note)).collect() }
}

fn passages(bitext: &Bitext, noted: &Noted) -> PerLang<Vec<Passage>> {
    PerLang::from_fn(|lang| {
        let passage = |sentence: usize| {
            let span = noted.words_of(bitext, lang, sentence)?;
            Some(Passage { block: bitext.sentences[lang][sentence].block, span })
        };
        noted.spot[lang].clone().filter_map(passage).collect()
    })
}

/// For each row the heading it stands under, if there is one; the title is over all of them and is none.
fn headings(bitext: &Bitext) -> Vec<Option<&str>> {
    let mut present = None;
    let rows = bitext.rows.iter().enumerate().map(|(index, row)| {
        if index > 0 && matches!(row.kind(&bitext.blocks), BlockKind::Heading(_)) {
            let first =
                |lang: Lang| bitext.blocks[lang].get(row.blocks[lang].start).filter(|_| !row.blocks[lang].is_empty());
            present =
                first(Lang::En).or_else(|| first(Lang::Zh)).map(|block| block.text.trim_start_matches(['#', ' ']));
        }
        present
    });
    rows.collect()
}
