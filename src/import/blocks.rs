//! Lines to blocks: what stands together, on which side, and what it is. Pure; never drops a letter or a digit.

use super::class::lang_of;
use super::heading::is_glossary_entry;
use super::kind::{Mark, is_chapter, is_dateline, may_be_title};
use super::levels;
use super::lines::{Line, lines};
use super::mixed;
use super::setext;
use super::verse;
use super::wrap::{self, Measured};
use crate::model::{Block, BlockKind};
use crate::text::{Lang, quote_len};
use crate::threads;

/// Among so many blocks at the start of a file a short line may be a title.
const EARLY_BLOCKS: usize = 4;
/// Fewer lines are not worth a second thread.
const MIN_SHARED_LINES: usize = 2000;

/// The blocks of one file in reading order. Linear.
pub fn blocks(text: &str, file: u8) -> Vec<Block> {
    let lines = measured(&lines(text).collect::<Vec<_>>());
    let mut drafts = Vec::new();
    let mut rest = &lines[..];
    for (plain, len) in stretches(&lines) {
        let (stretch, after) = rest.split_at(len);
        rest = after;
        if !plain {
            drafts.push(Draft::new(source_of(stretch), stretch, BlockKind::Verbatim));
            continue;
        }
        draft_stretch(stretch, &mut drafts);
    }
    mark_titles(&mut drafts);
    let twins = twins(&drafts);
    twins.iter().flat_map(|(one, other)| [*one, *other]).for_each(|code| drafts[code].lang = None);
    settle_languages(&mut drafts);
    for (one, other) in twins {
        if drafts[one].lang == drafts[other].lang {
            (drafts[one].lang, drafts[other].lang) = (Some(Lang::En), Some(Lang::Zh));
        }
    }
    levels::tell(&mut drafts);
    drafts.into_iter().map(|draft| draft.into_block(file)).collect()
}

/// The lines with what joining needs to know; those of a long text on two cores, for the reader waits for them.
fn measured<'t>(lines: &[Line<'t>]) -> Vec<Measured<'t>> {
    let threads = if lines.len() < MIN_SHARED_LINES { 1 } else { threads::available() };
    let (first, second) = lines.split_at(lines.len() / 2);
    let measure = |lines: &[Line<'t>]| lines.iter().map(|line| Measured::new(*line)).collect::<Vec<_>>();
    let [mut all, mut others] = threads::both(threads, [first, second], measure);
    all.append(&mut others);
    all
}

/// A block whose side may still depend on its neighbours.
#[derive(Debug)]
pub(super) struct Draft {
    text: String,
    pub lang: Option<Lang>,
    pub kind: BlockKind,
    pub indent_columns: usize,
    first_line: usize,
    last_line: usize,
}

impl Draft {
    fn new(text: String, lines: &[Measured], kind: BlockKind) -> Self {
        let number = |line: Option<&Measured>| line.map_or(0, |line| line.line.number);
        let lang = match lines {
            _ if is_glossary_entry(&text) => Some(Lang::En),
            // Weighed before.
            [line] if line.line.text.len() == text.len() => line.lang,
            _ => lang_of(&text),
        };
        let indent_columns = lines.first().map_or(0, |line| line.line.indent_columns());
        Self { lang, text, kind, indent_columns, first_line: number(lines.first()), last_line: number(lines.last()) }
    }

    fn into_block(self, file: u8) -> Block {
        Block { lang: self.lang.unwrap_or(Lang::En), kind: self.kind, text: self.text, line: self.first_line, file }
    }
}

/// Lengths of alternating stretches of lines: plain ones, and Markdown's code with its fences. A fence that never closes is plain.
fn stretches(lines: &[Measured]) -> Vec<(bool, usize)> {
    let fence = |line: &Measured| match line.mark {
        Mark::Fence { mark, len, bare } => Some((usize::from(mark == '~'), len, bare)),
        _ => None,
    };
    // The longest fence from each line on that could close one, by its character.
    let mut longest_ahead = vec![[0; 2]; lines.len() + 1];
    for (at, line) in lines.iter().enumerate().rev() {
        longest_ahead[at] = longest_ahead[at + 1];
        if let Some((mark, len, true)) = fence(line) {
            longest_ahead[at][mark] = longest_ahead[at][mark].max(len);
        }
    }
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some((mark, len, _)) = fence(line).filter(|&(mark, len, _)| longest_ahead[at][mark] >= len) else {
            continue;
        };
        let opened = at - 1;
        let ends_it = |line: &Measured| fence(line).is_some_and(|(m, l, bare)| m == mark && l >= len && bare);
        at += lines[at..].iter().position(ends_it).map_or(0, |inside| inside + 1);
        found.extend([(true, opened - start), (false, at - opened)]);
        start = at;
    }
    found.push((true, lines.len() - start));
    found
}

/// The source from the first line's text to the last line's, line ends as `\n`.
fn source_of(lines: &[Measured]) -> String {
    let mut text = String::new();
    let mut number = None;
    for Measured { line, .. } in lines {
        if let Some(last) = number {
            text.extend(std::iter::repeat_n('\n', line.number - last));
            text.push_str(line.indent);
        }
        number = Some(line.number);
        text.push_str(line.text);
    }
    text
}

/// Stanzas, and between them paragraphs and whatever else is no code.
fn draft_stretch(stretch: &[Measured], drafts: &mut Vec<Draft>) {
    // A quotation's blank line is one: there is nothing on it but its mark.
    let stretch: Vec<Measured> = stretch.iter().filter(|line| !is_bare_quote(line.line.text)).copied().collect();
    let stretch = setext::headings(stretch);
    let stanzas = verse::stanzas(&stretch);
    let is_prose = |at: usize| stanzas.get(stanzas.partition_point(|s| s.end <= at)).is_none_or(|s| at < s.start);
    let prose: Vec<Measured> = (0..stretch.len()).filter(|at| is_prose(*at)).map(|at| stretch[at]).collect();
    let mut stanzas = stanzas.into_iter().map(|stanza| &stretch[stanza]).peekable();
    let draft_stanza = |stanza: &[Measured]| Draft::new(source_of(stanza), stanza, BlockKind::Verse);
    let mut rest = &prose[..];
    for len in wrap::group(&prose) {
        let (group, after) = rest.split_at(len);
        rest = after;
        let is_before = |stanza: &&[Measured]| stanza[0].line.number < group[0].line.number;
        while let Some(stanza) = stanzas.next_if(is_before) {
            drafts.push(draft_stanza(stanza));
        }
        draft_group(group, drafts);
    }
    drafts.extend(stanzas.map(draft_stanza));
}

fn is_bare_quote(line: &str) -> bool {
    quote_len(line) == line.len()
}

fn draft_group(group: &[Measured], drafts: &mut Vec<Draft>) {
    let [first, others @ ..] = group else { return };
    let marked = match first.mark {
        Mark::Heading(level) => Some(BlockKind::Heading(level)),
        Mark::ListItem => Some(BlockKind::ListItem(0)),
        Mark::Rule => Some(BlockKind::Rule),
        Mark::Plain | Mark::Fence { .. } => None,
    };
    let kind = |text: &str| match marked {
        Some(kind) => kind,
        None if is_dateline(text) => BlockKind::Dateline,
        None if is_chapter(text) => BlockKind::Heading(2),
        None => BlockKind::Paragraph,
    };
    if others.is_empty() {
        let title = drafts.len() < EARLY_BLOCKS || matches!(first.mark, Mark::Heading(_));
        for part in mixed::split(first.line.text, title) {
            drafts.push(Draft::new(part.into(), group, kind(part)));
        }
    } else {
        let text = source_of(group);
        drafts.push(Draft { kind: kind(&text), ..Draft::new(text, group, BlockKind::Paragraph) });
    }
}

/// The first block of each language, if it stands early, is short and is followed by something longer.
fn mark_titles(drafts: &mut [Draft]) {
    for lang in Lang::BOTH {
        let mut own =
            drafts.iter_mut().enumerate().filter(|(_, d)| d.lang == Some(lang) && d.kind != BlockKind::Dateline);
        if let (Some((at, first)), Some((_, second))) = (own.next(), own.next())
            && at < EARLY_BLOCKS
            && first.kind == BlockKind::Paragraph
            && may_be_title(&first.text)
            && second.text.len() > first.text.len()
        {
            first.kind = BlockKind::Heading(1);
        }
    }
}

/// Code that stands in the text and again in its translation, with nothing changed or a comment: each goes to the side of what it stands in.
fn twins(drafts: &[Draft]) -> Vec<(usize, usize)> {
    let are_alike = |one: usize, other: usize| {
        let [one, other] = [one, other].map(|at| drafts[at].text.lines().map(str::trim).collect::<Vec<_>>());
        // The fences are no evidence.
        let same = one.iter().zip(&other).filter(|(a, b)| a == b).count();
        one.len() == other.len() && same >= 3 && 2 * same >= one.len() + 2
    };
    let (mut twins, mut alone) = (Vec::new(), Vec::new());
    let mut codes = (0..drafts.len()).filter(|at| drafts[*at].kind == BlockKind::Verbatim).peekable();
    while let Some(code) = codes.next() {
        match codes.next_if(|next| are_alike(code, *next)) {
            Some(next) => twins.push((code, next)),
            None => alone.push(code),
        }
    }
    // Where the whole text comes before the whole translation, its code does so, too.
    let (text, translation) = alone.split_at(alone.len() / 2);
    let pairs = text.iter().copied().zip(translation.iter().copied());
    twins.extend(pairs.filter(|(one, other)| are_alike(*one, *other)));
    twins
}

/// What is neutral goes to the side of the line it touches, the one above first; otherwise to the side of what precedes it.
fn settle_languages(drafts: &mut [Draft]) {
    let mut below = None;
    // For each draft, the language and first line of the next one that has a language.
    let next: Vec<_> = drafts
        .iter()
        .rev()
        .map(|draft| {
            let seen = below;
            below = draft.lang.map(|lang| (lang, draft.first_line)).or(below.map(|(lang, _)| (lang, draft.first_line)));
            seen
        })
        .collect();
    let mut above: Option<(Lang, usize)> = None;
    for (draft, next) in drafts.iter_mut().zip(next.into_iter().rev()) {
        let touches_above = above.filter(|(_, last)| last + 1 >= draft.first_line);
        let touches_below = next.filter(|(_, first)| draft.last_line + 1 >= *first);
        let side = touches_above.or(touches_below).or(above).or(next).map(|(lang, _)| lang);
        draft.lang = draft.lang.or(side);
        above = draft.lang.map(|lang| (lang, draft.last_line));
    }
}
