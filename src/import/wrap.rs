//! Lines that are one paragraph broken by an editor or a mail program: when to join them. Pure.
//!
//! Most articles have one paragraph a line, so a join needs evidence. Either all lines of a language were filled up to one
//! width: then the first word of a line would not have fitted on the line before. Or a sentence visibly goes on: a line stops
//! without a stop, and the next begins with a small letter.

use super::class::lang_of;
use super::kind::{Mark, ends_sentence, is_bare_number, mark_of};
use super::lines::{Line, is_invisible};
use super::mixed;
use crate::text::{Lang, PerLang, is_closing, is_han, quote_len};

/// A line with what joining needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Measured<'t> {
    pub line: Line<'t>,
    pub lang: Option<Lang>,
    pub mark: Mark,
    /// Width with its indent.
    width: Width,
    /// Width of what would have had to fit on the line before.
    first_unit: Width,
    ends_sentence: bool,
}

impl<'t> Measured<'t> {
    /// Linear in the line.
    pub fn new(line: Line<'t>) -> Self {
        let lang = lang_of(line.text);
        Self {
            lang,
            mark: mark_of(line.text),
            width: Width::of(line.indent).plus(Width::of(line.text)),
            first_unit: Width::of(first_unit(line.text, lang)),
            ends_sentence: ends_sentence(line.text),
            line,
        }
    }

    /// Its width as a terminal shows it, with its indent.
    pub fn columns(&self) -> usize {
        self.width.columns
    }

    /// True if it ends where a sentence ends.
    pub fn ends_sentence(&self) -> bool {
        self.ends_sentence
    }

    /// True if `next` would not have fitted on this line too, had the lines been filled up to a width.
    fn is_full(&self, next: &Self, fill: Fill) -> bool {
        // Punctuation may hang over, and a space may have been counted: a character's doubt.
        let doubt = Width { columns: 2, chars: 1 };
        self.width.plus(next.first_unit).plus(doubt).by(fill.measure) >= fill.width
    }
}

/// How wide a text is. Some programs count columns when they break lines, some count characters.
#[derive(Clone, Copy, Debug)]
struct Width {
    /// As a terminal shows it: two for Han and full-width marks.
    columns: usize,
    chars: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Columns,
    Chars,
}

impl Width {
    /// Linear. What cannot be seen has no width, and a tab four columns.
    fn of(text: &str) -> Self {
        let is_wide = |c: char| {
            is_han(c) || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ff60}' | '“' | '”' | '—' | '…')
        };
        text.chars().filter(|&c| !is_invisible(c)).fold(Self { columns: 0, chars: 0 }, |width, c| {
            let columns = if c == '\t' { 4 } else { 1 + usize::from(is_wide(c)) };
            width.plus(Self { columns, chars: 1 })
        })
    }

    fn plus(self, other: Self) -> Self {
        Self { columns: self.columns + other.columns, chars: self.chars + other.chars }
    }

    fn by(self, measure: Measure) -> usize {
        match measure {
            Measure::Columns => self.columns,
            Measure::Chars => self.chars,
        }
    }
}

/// The width lines were filled up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fill {
    width: usize,
    measure: Measure,
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
    fill: Fill,
    /// A blank line after every line, so that blank lines do not part paragraphs.
    spaced: bool,
    /// The least indent, in columns; a line with two more begins a paragraph.
    indent_columns: usize,
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
        if next.line.text.starts_with('>') && self.head.mark == Mark::Plain {
            return distance == 1 && self.is_one_quotation();
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
        self.goes_on(lang) || wraps[lang].is_some_and(|wrap| self.is_wrapped(wrap, distance))
    }

    /// Both lines are of one paragraph of Markdown's quotation, each with its mark.
    fn is_one_quotation(&self) -> bool {
        let (last, next) = (self.last, self.next);
        let depth = |text: &str| text[..quote_len(text)].matches('>').count();
        let is_text = |line: &Measured| {
            let text = &line.line.text[quote_len(line.line.text)..];
            !text.is_empty() && mark_of(text) == Mark::Plain && mixed::split(text, false).len() == 1
        };
        depth(last.line.text) == depth(next.line.text)
            && self.lang.zip(next.lang).is_none_or(|(lang, next)| lang == next)
            && is_text(last)
            && is_text(next)
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
            Lang::Zh => last.ends_with(['，', '、', ',']) && self.last.width.columns >= LEAST_COLUMNS.zh,
        }
    }

    fn is_wrapped(&self, wrap: Wrap, distance: usize) -> bool {
        let (last, next) = (self.last, self.next);
        if !last.is_full(next, wrap.fill) {
            return false;
        }
        let neutral = next.lang.is_none();
        if distance == 1 && !wrap.spaced {
            let indented = next.line.indent_columns() >= wrap.indent_columns + 2;
            let number_alone = neutral && last.ends_sentence;
            return !indented && !number_alone;
        }
        // Where every line has a blank one after it, only what plainly goes on belongs together.
        wrap.spaced && !last.ends_sentence && !neutral
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
    let sure = |spaced| {
        let found = PerLang::from_fn(|lang| detect(lines, lang, spaced));
        // A few lines are little evidence, unless the other language was broken in the same way.
        PerLang::from_fn(|lang: Lang| {
            let also_there = found[lang.other()].is_some_and(|other: Found| other.enough);
            found[lang].filter(|found| found.enough || found.clean && also_there).map(|found| found.wrap)
        })
    };
    let (tight, loose) = (sure(false), sure(true));
    PerLang::from_fn(|lang| tight[lang].or(loose[lang]))
}

#[derive(Clone, Copy, Debug)]
struct Found {
    wrap: Wrap,
    /// How many lines are full.
    full: usize,
    /// There are several.
    enough: bool,
    /// All are, and all stop inside a sentence.
    clean: bool,
}

/// Looks at every two lines of one language that follow each other directly (or with one blank line between).
fn detect(lines: &[Measured], lang: Lang, spaced: bool) -> Option<Found> {
    let distance = if spaced { 2 } else { 1 };
    let indent_columns =
        lines.iter().filter(|line| line.lang == Some(lang)).map(|line| line.line.indent_columns()).min()?;
    let is_pair = |a: &Measured, b: &Measured| {
        a.lang == Some(lang)
            && b.lang == Some(lang)
            && matches!(a.mark, Mark::Plain | Mark::ListItem)
            && b.mark == Mark::Plain
            && b.line.number - a.line.number == distance
            && b.line.indent_columns() < indent_columns + 2
    };
    let pairs: Vec<(&Measured, &Measured)> =
        lines.iter().zip(lines.iter().skip(1)).filter(|(a, b)| is_pair(a, b)).collect();
    let by = |measure: Measure| {
        let mut widths: Vec<usize> =
            pairs.iter().flat_map(|(a, b)| [a.width.by(measure), b.width.by(measure)]).collect();
        widths.sort_unstable();
        // A title or an address may be wider than the rest.
        let widest = [1.0, 0.97, 0.9]
            .map(|share| widths.get(((widths.len() as f64 * share) as usize).saturating_sub(1)).copied());
        widest
            .into_iter()
            .flatten()
            .find_map(|width| judge(&pairs, lang, Wrap { fill: Fill { width, measure }, spaced, indent_columns }))
    };
    let (columns, chars) = (by(Measure::Columns), by(Measure::Chars));
    match (columns, chars) {
        (Some(a), Some(b)) => Some(if b.full > a.full { b } else { a }),
        (one, other) => one.or(other),
    }
}

/// What speaks for a width, unless too much speaks against it.
fn judge(pairs: &[(&Measured, &Measured)], lang: Lang, wrap: Wrap) -> Option<Found> {
    let Fill { width, measure } = wrap.fill;
    let per_char = if lang == Lang::Zh && measure == Measure::Chars { 2 } else { 1 };
    if !(LEAST_COLUMNS[lang]..=MOST_COLUMNS).contains(&(width * per_char)) {
        return None;
    }
    let (mut full, mut full_inside, mut short_inside) = (0_usize, 0_usize, 0_usize);
    for (a, b) in pairs {
        let inside = usize::from(!a.ends_sentence);
        if a.is_full(b, wrap.fill) {
            full += 1;
            full_inside += inside;
        } else {
            short_inside += inside;
        }
    }
    let total = pairs.len();
    // Most full lines stop inside a sentence; a short line ends a paragraph, so it rarely does.
    let (least_full, least_inside, most_short, many) = if wrap.spaced { (5, 6, 2, 4) } else { (4, 4, 3, 3) };
    let fits = full > 0
        && full * 10 >= total * least_full
        && full_inside * 10 >= full * least_inside
        && short_inside * 10 <= total * most_short;
    fits.then_some(Found { wrap, full, enough: full >= many, clean: full == total && full_inside == full })
}
