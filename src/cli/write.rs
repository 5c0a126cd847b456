//! A bitext as JSON, JSON Lines, TSV or a ladder. Writes what the source has; never changes a text but to escape it.

use crate::model::{Bead, Bitext, Row};
use crate::text::{ByteSpan, Lang};
use serde::Serialize;
use std::io::{self, Write};

/// One bead of a ladder: numbers of sentences on either side.
pub(super) type Rung = [Vec<usize>; 2];

#[derive(Serialize)]
struct JsonRow<'b> {
    en: Vec<&'b str>,
    zh: Vec<&'b str>,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    beads: Vec<JsonBead<'b>>,
}

/// A bead that stands by itself.
#[derive(Serialize)]
struct JsonLine<'b> {
    row: usize,
    #[serde(flatten)]
    bead: JsonBead<'b>,
}

#[derive(Serialize)]
struct JsonBead<'b> {
    en: Vec<&'b str>,
    zh: Vec<&'b str>,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// A row a line, which line tools can handle.
pub(super) fn json(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"rows\":[")?;
    for (i, row) in bitext.rows.iter().enumerate() {
        writeln!(out, "{}", if i == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &json_row(bitext, row))?;
    }
    writeln!(out, "\n]}}")
}

fn json_row<'b>(bitext: &'b Bitext, row: &Row) -> JsonRow<'b> {
    let blocks = |lang: Lang| bitext.blocks[lang][row.blocks[lang].clone()].iter().map(|block| &*block.text).collect();
    JsonRow {
        en: blocks(Lang::En),
        zh: blocks(Lang::Zh),
        confidence: rounded(row.confidence),
        reason: row.doubt.map(|doubt| doubt.to_string()),
        beads: (0..row.beads.len()).map(|bead| json_bead(bitext, row, bead)).collect(),
    }
}

fn json_bead<'b>(bitext: &'b Bitext, row: &Row, index: usize) -> JsonBead<'b> {
    let bead = &row.beads[index];
    let sentences = |lang: Lang| bead.sentences[lang].clone().map(|i| bitext.sentence(lang, i)).collect();
    JsonBead {
        en: sentences(Lang::En),
        zh: sentences(Lang::Zh),
        confidence: rounded(bead.confidence),
        reason: row.doubt_of(index).map(|doubt| doubt.to_string()),
    }
}

/// A bead a line, with the number of its row.
pub(super) fn json_lines(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    for (number, row) in bitext.rows.iter().enumerate() {
        for bead in 0..row.beads.len() {
            serde_json::to_writer(&mut *out, &JsonLine { row: number, bead: json_bead(bitext, row, bead) })?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A bead a line.
pub(super) fn tsv(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    for bead in beads(bitext) {
        let [en, zh] = Lang::BOTH.map(|lang| escaped(&bead_text(bitext, bead, lang)));
        writeln!(out, "{en}\t{zh}\t{}", rounded(bead.confidence))?;
    }
    Ok(())
}

/// A bead a line.
pub(super) fn ladder(rungs: &[Rung], out: &mut dyn Write) -> io::Result<()> {
    let numbers = |side: &[usize]| side.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    rungs.iter().try_for_each(|[left, right]| writeln!(out, "[{}]:[{}]", numbers(left), numbers(right)))
}

/// The ladder of a bitext: English on the left, sentences counted over the whole text.
pub(super) fn rungs(bitext: &Bitext) -> Vec<Rung> {
    beads(bitext).map(|bead| Lang::BOTH.map(|lang| bead.sentences[lang].clone().collect())).collect()
}

/// Every bead in reading order.
pub(super) fn beads(bitext: &Bitext) -> impl Iterator<Item = &Bead> {
    bitext.rows.iter().flat_map(|row| &row.beads)
}

/// One side of a bead as the source has it; a line break between blocks.
pub(super) fn bead_text(bitext: &Bitext, bead: &Bead, lang: Lang) -> String {
    let sentences = &bitext.sentences[lang][bead.sentences[lang].clone()];
    let of_blocks = sentences.chunk_by(|a, b| a.block == b.block);
    let parts = of_blocks.filter_map(|same| {
        let (first, last) = (same.first()?, same.last()?);
        let text = &bitext.blocks[lang][first.block].text;
        Some(ByteSpan::new(text, first.span.start(), last.span.end())?.slice(text).trim())
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// A text as one field of a line.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// To four decimals, as a number that prints as such.
pub(super) fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence.clamp(0.0, 1.0)) * 1e4).round() / 1e4
}
