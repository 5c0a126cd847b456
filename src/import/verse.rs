//! Verse: short lines that stay lines, in both languages alike. Pure.
//!
//! Stanzas are told by their shape: lines right below each other, too short for prose, most of which end inside a sentence. That is also what a
//! list of names looks like, so there has to be more: a stanza of as many lines in the other language, or a capital at every line of English.

use super::kind::{Mark, is_chapter, is_dateline};
use super::wrap::Measured;
use crate::text::{Lang, PerLang};
use std::ops::Range;

/// Wider lines are prose, in columns.
const MOST_COLUMNS: PerLang<usize> = PerLang { en: 64, zh: 27 };
/// A stanza that has its counterpart, and one that has only its capitals.
const LEAST_LINES: usize = 3;
const LEAST_CAPITALISED_LINES: usize = 4;
/// Fewer words in most lines of English are names, or what one clicks on.
const LEAST_WORDS: usize = 3;

/// Lines of one language right below each other.
struct Run {
    lang: Lang,
    lines: Range<usize>,
    /// It has the shape of a stanza.
    is_short: bool,
    is_verse: bool,
}

/// The stanzas among some lines, in order. Linear.
pub fn stanzas(lines: &[Measured]) -> Vec<Range<usize>> {
    let mut runs = runs(lines);
    for run in &mut runs {
        run.is_verse = run.is_short && run.lang == Lang::En && is_capitalised(&lines[run.lines.clone()]);
    }
    for at in 1..runs.len() {
        let [before, after] = &mut runs[at - 1..=at] else { continue };
        let are_stanzas = before.lang != after.lang && before.is_short && after.is_short;
        let is_twin = before.lines.len() == after.lines.len() && before.lines.len() >= LEAST_LINES;
        if are_stanzas && (is_twin || before.is_verse || after.is_verse) {
            (before.is_verse, after.is_verse) = (true, true);
        }
    }
    // The whole poem, then its translation; over either may stand what it is called and who wrote it.
    let shape = PerLang::from_fn(|lang| {
        let runs = runs.iter().filter(move |run| run.is_short && run.lang == lang).map(|run| run.lines.len());
        runs.enumerate().filter(|(at, len)| *at > 0 || *len >= LEAST_LINES).map(|(_, len)| len).collect::<Vec<_>>()
    });
    if shape.en == shape.zh && shape.en.iter().all(|len| *len >= LEAST_LINES) {
        let runs = runs.iter_mut().filter(|run| run.is_short && run.lines.len() >= LEAST_LINES);
        runs.for_each(|run| run.is_verse = true);
    }
    runs.into_iter().filter(|run| run.is_verse).map(|run| run.lines).collect()
}

fn runs(lines: &[Measured]) -> Vec<Run> {
    let (mut runs, mut start) = (Vec::new(), 0);
    let go_on = |a: &Measured, b: &Measured| {
        a.lang == b.lang && a.mark == b.mark && a.mark == Mark::Plain && a.line.number + 1 == b.line.number
    };
    for run in lines.chunk_by(go_on) {
        let range = start..start + run.len();
        start = range.end;
        if let Some(lang) = run[0].lang {
            runs.push(Run { lang, lines: range, is_short: is_short(run, lang), is_verse: false });
        }
    }
    runs
}

fn is_short(run: &[Measured], lang: Lang) -> bool {
    let has = |line: &Measured| line.line.text.split_whitespace().nth(LEAST_WORDS - 1).is_some();
    let is_line = |line: &Measured| {
        line.columns() <= MOST_COLUMNS[lang] && !is_dateline(line.line.text) && !is_chapter(line.line.text)
    };
    run.len() > 1
        && run[0].mark == Mark::Plain
        && run.iter().all(is_line)
        && 2 * run.iter().filter(|line| line.ends_sentence()).count() <= run.len()
        && (lang == Lang::Zh || 2 * run.iter().filter(|line| has(line)).count() > run.len())
}

fn is_capitalised(run: &[Measured]) -> bool {
    let begins = |line: &Measured| line.line.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    run.len() >= LEAST_CAPITALISED_LINES && run.iter().all(begins)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    /// The first and last line of each stanza, as they are counted in the source.
    fn found(text: &str) -> Vec<(usize, usize)> {
        let lines: Vec<Measured> = lines(text).map(Measured::new).collect();
        let number = |at: usize| lines[at].line.number;
        stanzas(&lines).into_iter().map(|stanza| (number(stanza.start), number(stanza.end - 1))).collect()
    }

    #[test]
    fn stanzas_are_told() {
        for (what, text, stanzas) in [
            (
                "as many lines on both sides",
                "the boats lie still\nand nobody is calling\nacross the bay\n\n船静静地躺着\n没有人呼唤\n在海湾那边",
                &[(0, 2), (4, 6)][..],
            ),
            (
                "capitals",
                "The boats lie still below the hill,\nAnd nobody is calling,\nThe lamp is lit, the nets are knit,\nAnd quietly night is falling.",
                &[(0, 3)],
            ),
            (
                "the poem, then its translation",
                "the boats lie still\nand nobody is calling\nacross the bay\n\na lamp is lit\nabove the pier\nfor no one now\n\n\
                 船静静地躺着\n没有人呼唤\n在海湾那边\n\n一盏灯亮了\n在码头上\n不为谁亮",
                &[(0, 2), (4, 6), (8, 10), (12, 14)],
            ),
            (
                "the same with who wrote it",
                "夜归\n李安娜\n\n船静静地躺着，\n没有人呼唤。\n海湾那边，\n灯亮着。\n\nComing Home\nAnna Lee\n\nThe boats lie still,\n\
                 And nobody calls.\nAcross the bay,\nA lamp is lit.",
                &[(3, 6), (11, 14)],
            ),
            ("sentences", "The boats are in.\nIt is late.\nWe go home.\n\n船回来了。\n天晚了。\n我们回家。", &[]),
            ("names", "Anna Lee\nWang Fang\nLi Ming\n\n李安娜\n王芳\n李明", &[]),
            (
                "prose that was wrapped",
                "The boats lie still below the hill and\nnobody is calling across the bay as\nquietly night is falling.\n\n\
                 船静静地躺在山脚下，海湾那边没有人呼唤，\n夜悄悄地降临了。",
                &[],
            ),
            (
                "a byline",
                "The Boats Lie Still Below\nBy Anna Lee\nIn the old harbour town\n\n船静静地躺着\n作者：李安娜\n在旧港",
                &[],
            ),
        ] {
            assert_eq!(found(text), stanzas, "{what}");
        }
    }
}
