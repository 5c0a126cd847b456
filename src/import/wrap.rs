//! Lines that are one paragraph broken by an editor or a mail program: when to join them. Pure.
//!
//! Most articles have one paragraph a line, so a join needs evidence. Either all lines of a language were filled up to one
//! width: then the first word of a line would not have fitted on the line before. Or a sentence visibly goes on: a line stops
//! without a stop, and the next begins with a small letter.

use super::class::lang_of;
use super::kind::{Mark, ends_sentence, is_bare_number, mark_of};
use super::lines::{Line, is_invisible};
use super::mixed;
use crate::text::{Lang, PerLang, is_closing, is_han};

/// A line with what joining needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Measured<'t> {
    pub line: Line<'t>,
    pub lang: Option<Lang>,
    pub mark: Mark,
    /// Width with its indent, as a terminal would show it.
    columns: usize,
    /// Width of what would have had to fit on the line before.
    first_unit_columns: usize,
    ends_sentence: bool,
}

impl<'t> Measured<'t> {
    /// Linear in the line.
    pub fn new(line: Line<'t>) -> Self {
        let lang = lang_of(line.text);
        Self {
            lang,
            mark: mark_of(line.text),
            columns: line.indent_columns() + columns(line.text),
            first_unit_columns: columns(first_unit(line.text, lang)),
            ends_sentence: ends_sentence(line.text),
            line,
        }
    }

    /// True if `next` would not have fitted on this line too, had the lines been filled up to `width`.
    fn is_full(&self, next: &Self, width: usize) -> bool {
        // Punctuation may hang over, and a space may have been counted: two columns' doubt.
        self.columns + next.first_unit_columns + 2 >= width
    }
}

fn columns(text: &str) -> usize {
    let is_wide =
        |c: char| is_han(c) || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ff60}' | '“' | '”' | '—' | '…');
    text.chars().map(|c| if is_invisible(c) { 0 } else { 1 + usize::from(is_wide(c)) }).sum()
}

/// What may not be broken at the start of a line: a word with its punctuation; in Chinese a character with what closes after it.
fn first_unit(text: &str, lang: Option<Lang>) -> &str {
    let mut chars = text.char_indices();
    let first_is_han = chars.next().is_some_and(|(_, c)| is_han(c));
    let end = if lang == Some(Lang::Zh) && first_is_han {
        chars
            .find(|&(_, c)| !(is_closing(c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | ',' | '.')))
    } else {
        chars.find(|&(_, c)| c.is_whitespace() || is_han(c))
    };
    end.map_or(text, |(at, _)| &text[..at])
}

/// How the lines of one language were filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wrap {
    columns: usize,
    /// A blank line after every line, so that blank lines do not part paragraphs.
    spaced: bool,
}

/// Groups of lines that are one block each, in order; their lengths add up to the number of lines. Linear.
pub fn group(lines: &[Measured]) -> Vec<usize> {
    let wraps = detect_wraps(lines);
    let mut groups: Vec<usize> = Vec::new();
    // The language of the group, and where its first line stands.
    let (mut lang, mut head) = (None, 0);
    for (at, line) in lines.iter().enumerate() {
        let joins = at > 0 && {
            let joint = Joint { head: &lines[head], last: &lines[at - 1], next: line, lang, is_first: head + 1 == at };
            joint.holds(&wraps)
        };
        if joins && let Some(len) = groups.last_mut() {
            *len += 1;
            lang = lang.or(line.lang);
        } else {
            groups.push(1);
            (lang, head) = (line.lang, at);
        }
    }
    groups
}

/// The place between two lines.
struct Joint<'a> {
    /// The first line of the block that would grow.
    head: &'a Measured<'a>,
    last: &'a Measured<'a>,
    next: &'a Measured<'a>,
    lang: Option<Lang>,
    /// The block has one line so far.
    is_first: bool,
}

impl Joint<'_> {
    fn holds(&self, wraps: &PerLang<Option<Wrap>>) -> bool {
        let (last, next) = (self.last, self.next);
        let distance = next.line.number - last.line.number;
        if next.mark != Mark::Plain || !matches!(self.head.mark, Mark::Plain | Mark::ListItem) || distance > 2 {
            return false;
        }
        let Some(lang) = self.lang else {
            // `01` above what it counts.
            return distance == 1
                && self.is_first
                && next.lang.is_some()
                && is_bare_number(last.line.text)
                && mixed::split(next.line.text, true).len() == 1;
        };
        if next.lang.is_some_and(|next| next != lang) {
            return false;
        }
        let indent = next.line.indent_columns();
        if self.head.mark == Mark::ListItem && distance == 1 && indent >= self.head.line.indent_columns() + 2 {
            return true;
        }
        self.goes_on(lang) || wraps[lang].is_some_and(|wrap| self.is_wrapped(wrap, lang, distance))
    }

    /// The sentence visibly goes on in the next line, whatever the width.
    fn goes_on(&self, lang: Lang) -> bool {
        let (last, next) = (self.last.line.text, self.next.line.text);
        match lang {
            Lang::En => {
                self.head.mark == Mark::Plain
                    && last.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '–' | '—'))
                    && begins_small(next)
                    && last.split_whitespace().nth(2).is_some()
                    && next.split_whitespace().nth(1).is_some()
            }
            // Lines of verse end in commas as well, but they are short.
            Lang::Zh => last.ends_with(['，', '、', ',']) && self.last.columns >= LEAST_COLUMNS.zh,
        }
    }

    fn is_wrapped(&self, wrap: Wrap, lang: Lang, distance: usize) -> bool {
        let (last, next) = (self.last, self.next);
        if !last.is_full(next, wrap.columns) {
            return false;
        }
        let neutral = next.lang.is_none();
        if distance == 1 && !wrap.spaced {
            let indented = next.line.indent_columns() >= last.line.indent_columns() + 2;
            let number_alone = neutral && last.ends_sentence;
            return !indented && !number_alone;
        }
        // Across a blank line only what plainly belongs together.
        let next_may_begin = lang == Lang::En && !wrap.spaced && !begins_small(next.line.text);
        !last.ends_sentence && !neutral && !next_may_begin
    }
}

/// True for a word in small letters at the start; `iPhone` is a name.
fn begins_small(line: &str) -> bool {
    let mut letters = line.chars().take_while(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_lowercase) && !letters.any(char::is_uppercase)
}

/// Narrower than this nobody wraps prose; verse and headings are.
const LEAST_COLUMNS: PerLang<usize> = PerLang { en: 30, zh: 28 };
/// Wider than this nobody wraps prose; these are paragraphs.
const MOST_COLUMNS: usize = 130;

fn detect_wraps(lines: &[Measured]) -> PerLang<Option<Wrap>> {
    let spaced = |spaced| PerLang::from_fn(|lang| detect(lines, lang, spaced));
    let (tight, loose) = (spaced(false), spaced(true));
    let chosen = PerLang::from_fn(|lang| if tight[lang].wrap.is_some() { tight[lang] } else { loose[lang] });
    // One broken paragraph is little evidence, unless the other language was broken too.
    PerLang::from_fn(|lang| {
        let found = chosen[lang];
        found.wrap.filter(|_| found.sure || chosen[lang.other()].sure)
    })
}

#[derive(Clone, Copy, Debug, Default)]
struct Found {
    wrap: Option<Wrap>,
    /// Enough lines say so.
    sure: bool,
}

/// Looks at every two lines of one language that follow each other directly (or with one blank line between).
fn detect(lines: &[Measured], lang: Lang, spaced: bool) -> Found {
    let distance = if spaced { 2 } else { 1 };
    let pairs = || {
        lines.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((a, b)).filter(|(a, b)| {
                a.lang == Some(lang)
                    && b.lang == Some(lang)
                    && matches!(a.mark, Mark::Plain | Mark::ListItem)
                    && b.mark == Mark::Plain
                    && b.line.number - a.line.number == distance
            }),
            _ => None,
        })
    };
    let mut widths: Vec<usize> = pairs().flat_map(|(a, b)| [a.columns, b.columns]).collect();
    widths.sort_unstable();
    // A title or an address may be wider than the rest.
    let widest =
        [1.0, 0.97, 0.9].map(|share| widths.get(((widths.len() as f64 * share) as usize).saturating_sub(1)).copied());
    for width in widest.into_iter().flatten() {
        if !(LEAST_COLUMNS[lang]..=MOST_COLUMNS).contains(&width) {
            continue;
        }
        let (mut total, mut full, mut full_inside, mut short_inside) = (0_usize, 0_usize, 0_usize, 0_usize);
        for (a, b) in pairs() {
            total += 1;
            if a.is_full(b, width) {
                full += 1;
                full_inside += usize::from(!a.ends_sentence);
            } else {
                short_inside += usize::from(!a.ends_sentence);
            }
        }
        // Most full lines stop inside a sentence; a short line ends a paragraph, so it rarely does.
        let (least_full, least_inside, most_short) = if spaced { (5, 6, 2) } else { (4, 4, 3) };
        let fits = full * 10 >= total * least_full
            && full_inside * 10 >= full * least_inside
            && short_inside * 10 <= total * most_short;
        if full > 0 && fits {
            let sure = full >= if spaced { 4 } else { 3 };
            let all = full == total && full_inside == full;
            return Found { wrap: Some(Wrap { columns: width, spaced }).filter(|_| sure || all), sure };
        }
    }
    Found::default()
}
