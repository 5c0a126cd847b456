//! Headings that are underlined: `Title` above `=====` or `-----`, as Markdown has them. Pure.

use super::kind::{Mark, may_be_title};
use super::wrap::Measured;
use crate::text::Lang;

/// The lines with underlined ones as headings and without what underlines them. Under a paragraph of several lines, under a sentence, in a
/// table and between two languages a rule stays one. Linear.
pub fn headings<'t>(lines: Vec<Measured<'t>>) -> Vec<Measured<'t>> {
    if !lines.iter().any(|line| level(line).is_some()) {
        return lines;
    }
    let mut found: Vec<Measured<'t>> = Vec::with_capacity(lines.len());
    // The line of the last underline, and whether each language has been read before.
    let (mut underline, mut seen) = (None, Vec::<Lang>::new());
    let mut rest = lines.iter().enumerate().peekable();
    while let Some((at, line)) = rest.next() {
        let mut line = *line;
        let level = rest.peek().and_then(|(_, next)| level(next).filter(|_| touches(&line, next)));
        if let Some(level) = level {
            let above = found.last().filter(|above| touches(above, &line));
            let is_free = above.is_none_or(|above| matches!(above.mark, Mark::Heading(_)))
                || underline.is_some_and(|at: usize| at + 1 == line.line.number);
            let is_title =
                line.mark == Mark::Plain && is_free && may_be_title(line.line.text) && is_plain(line.line.text);
            if is_title && !parts_languages(&line, &lines[at + 2..], &seen) {
                line.mark = Mark::Heading(level);
                underline = rest.next().map(|(_, next)| next.line.number);
            }
        }
        seen.extend(line.lang.filter(|lang| !seen.contains(lang)));
        found.push(line);
    }
    found
}

/// What a line that may underline another makes of it.
fn level(line: &Measured) -> Option<u8> {
    let text = line.line.text;
    let is_all = |c| line.mark == Mark::Rule && text.chars().all(|other| other == c);
    if is_all('=') { Some(1) } else { is_all('-').then_some(2) }
}

fn touches(line: &Measured, next: &Measured) -> bool {
    line.line.number + 1 == next.line.number
}

/// False for a row of a table, and for what is quoted.
fn is_plain(text: &str) -> bool {
    !text.contains(['|', '\t']) && !text.contains("  ") && !text.starts_with('>')
}

/// True for a rule below the last line of one language, with the other one behind it.
fn parts_languages(line: &Measured, after: &[Measured], seen: &[Lang]) -> bool {
    let Some(lang) = line.lang.filter(|lang| seen.contains(lang)) else { return false };
    let [next, behind @ ..] = after else { return false };
    let is_underlined = behind.first().is_some_and(|behind| level(behind).is_some() && touches(next, behind));
    next.lang.is_some_and(|next| next != lang && !seen.contains(&next)) && !is_underlined
}
