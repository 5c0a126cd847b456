//! Looking for the marks of Markdown in a block.

use super::{Edit, Emphasis, code, html};
use crate::text::{is_line_end, joint, quote_len};
use std::ops::Range;

/// So far apart may two marks be that go together, in bytes.
const MOST_BYTES: usize = 2000;

/// Looks for marks within a block. Simpler than `CommonMark`, and right where that is not: between Chinese characters, which no space keeps
/// from a mark, `**“so”**` is strong.
pub(super) struct Scan<'t> {
    text: &'t str,
    /// True inside what is set apart: nothing in it is set apart once more.
    is_set_apart: bool,
    pub hidden: Vec<Range<usize>>,
    /// What is drawn as something else.
    pub replaced: Vec<Edit>,
    pub emphasis: Vec<(Range<usize>, Emphasis)>,
    /// The last picture that was found, with the link it stands for.
    pub picture: Range<usize>,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, is_set_apart: false, hidden: vec![], replaced: vec![], emphasis: vec![], picture: 0..0 }
    }

    pub fn hide(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.hidden.push(range);
        }
    }

    pub fn scan(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(next) = self.text[at..range.end].find(['*', '_', '`', '[', '!', '\\', '<', '&']).map(|i| at + i)
        {
            at = self.take(next, range.end);
        }
    }

    /// Takes what a mark opens; gives where to go on.
    fn take(&mut self, at: usize, end: usize) -> usize {
        let text = &self.text[at..end];
        if let Some(escaped) = text.strip_prefix('\\') {
            let next = escaped.chars().next();
            // At the end of a line it asks for the break that is there.
            if next.is_some_and(|c| c.is_ascii_punctuation() || is_line_end(c)) {
                self.hide(at..at + 1);
            }
            return at + 1 + next.map_or(0, char::len_utf8);
        }
        if text.starts_with(['<', '&']) {
            return self.take_html(at, end);
        }
        if text.starts_with('[') || text.starts_with("![") {
            return self.take_link(at, end);
        }
        if text.starts_with('`') {
            return self.take_code(at, end);
        }
        let Some(mark) = ["***", "**", "__", "*", "_"].into_iter().find(|mark| text.starts_with(mark)) else {
            return at + 1;
        };
        let Some(close) = self.close_of(mark, at, end) else {
            return at + (text.len() - text.trim_start_matches(&mark[..1]).len());
        };
        let inside = at + mark.len()..close;
        self.hide(at..inside.start);
        self.hide(close..close + mark.len());
        let kind = if mark.len() == 1 { Emphasis::Stressed } else { Emphasis::Strong };
        if !self.is_set_apart {
            self.emphasis.push((inside.clone(), kind));
        }
        let was_set_apart = std::mem::replace(&mut self.is_set_apart, true);
        self.scan(inside);
        self.is_set_apart = was_set_apart;
        close + mark.len()
    }

    /// Takes what stands between as many backticks as there are here. It is as it is typed, but for the one blank at both ends that keeps
    /// backticks inside from those around it.
    fn take_code(&mut self, at: usize, end: usize) -> usize {
        let start = end - self.text[at..end].trim_start_matches('`').len();
        let Some(close) = code::close_of(self.text, at..start, end.min(start + MOST_BYTES)) else { return start };
        let mut inside = start..close;
        let code = &self.text[inside.clone()];
        if code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty() {
            inside = start + 1..close - 1;
        }
        self.hide(at..inside.start);
        self.hide(inside.end..close + (start - at));
        // Inside what is set apart it parts that.
        match self.emphasis.pop_if(|_| self.is_set_apart) {
            None => self.emphasis.push((inside, Emphasis::Code)),
            Some((outer, kind)) => self.emphasis.extend([
                (outer.start..inside.start, kind),
                (inside.clone(), Emphasis::Code),
                (inside.end..outer.end, kind),
            ]),
        }
        close + (start - at)
    }

    /// Where the mark that closes begins. Marks hug what they set apart, and in the middle of a word of letters or digits (`2*3`, `snake_case`)
    /// nothing is meant.
    fn close_of(&self, mark: &str, at: usize, end: usize) -> Option<usize> {
        let c = mark.chars().next()?;
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let (start, end) = (at + mark.len(), self.text.floor_char_boundary(end.min(at + MOST_BYTES)));
        let first = self.text[start..end].chars().next();
        if is_word(self.text[..at].chars().next_back()) || is_blank(first) || first == Some(c) {
            return None;
        }
        let mut from = start;
        while let Some(close) = self.text[from..end].find(mark).map(|i| from + i) {
            let row = self.text[close..end].len() - self.text[close..end].trim_start_matches(c).len();
            let is_hugging = !is_blank(self.text[..close].chars().next_back());
            let is_open_end = !is_word(self.text[close + row..].chars().next());
            let is_escaped = self.text[start..close].ends_with('\\');
            if row == mark.len() && !is_escaped && is_hugging && is_open_end {
                return Some(close);
            }
            from = close + row;
        }
        None
    }

    /// What HTML is found in Markdown: comments, line breaks, entities, and addresses in angle brackets.
    fn take_html(&mut self, at: usize, end: usize) -> usize {
        let text = &self.text[at..self.text.floor_char_boundary(end.min(at + MOST_BYTES))];
        match html::at_start(text) {
            None => at + 1,
            Some(html::Html::Comment(len)) => {
                self.hide(at..at + len);
                at + len
            }
            Some(html::Html::Break(len)) => {
                let before = &self.text[..at];
                let close = end - self.text[at + len..end].trim_start().len();
                let after = &self.text[close..];
                // Behind it may be what closes a heading.
                let is_last = after.trim_start_matches([' ', '#']).is_empty();
                let is_apart = before.ends_with(char::is_whitespace);
                self.replaced.push((
                    at..close,
                    if is_apart || is_last { "" } else { joint(before, &after[quote_len(after)..]) },
                ));
                close
            }
            Some(html::Html::Address(len)) => {
                self.hide(at..at + 1);
                self.hide(at + len - 1..at + len);
                at + len
            }
            Some(html::Html::Entity(len, drawn)) => {
                self.replaced.push((at..at + len, drawn));
                at + len
            }
        }
    }

    /// `[so](where)`, `![so](where)`: what is said stays, where it leads is not drawn. A picture without a name has that of its file.
    fn take_link(&mut self, at: usize, end: usize) -> usize {
        let is_picture = self.text[at..].starts_with('!');
        let open = at + if is_picture { 2 } else { 1 };
        let text = &self.text[..self.text.floor_char_boundary(end.min(at + MOST_BYTES))];
        let Some(middle) = partner(text, open, ['[', ']']) else { return open };
        let address = middle + 2;
        let close = text[middle..].starts_with("](").then(|| partner(text, address, ['(', ')'])).flatten();
        let Some(close) = close.filter(|close| !text[address..*close].contains('\n')) else { return open };
        self.hide(at..open);
        if is_picture && text[open..middle].trim().is_empty() {
            let name = file_name(&text[address..close]);
            self.hide(open..address + name.start);
            self.hide(address + name.end..close + 1);
        } else {
            self.scan(open..middle);
            self.hide(middle..close + 1);
        }
        if is_picture || self.picture == (open..middle) {
            self.picture = at..close + 1;
        }
        close + 1
    }
}

/// Where the bracket that was opened before a place is closed; what is opened in between is closed before.
fn partner(text: &str, start: usize, [open, close]: [char; 2]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text[start..].match_indices([open, close]) {
        let is_escaped = text[..start + at].ends_with('\\');
        match c.starts_with(close) {
            _ if is_escaped => {}
            true if depth == 0 => return Some(start + at),
            true => depth -= 1,
            false => depth += 1,
        }
    }
    None
}

/// The last part of the path in an address.
fn file_name(address: &str) -> Range<usize> {
    let path = address.find(['?', '#', ' ']).unwrap_or(address.len());
    let end = address[..path].trim_end_matches('/').len();
    address[..end].rfind('/').map_or(0, |slash| slash + 1)..end
}

/// What stands between the marks of `## so ##`.
pub(super) fn inside_heading(text: &str) -> (usize, usize) {
    let rest = text.trim_start_matches('#');
    if rest.len() == text.len() || !rest.starts_with(char::is_whitespace) {
        return (0, text.len());
    }
    let start = text.len() - rest.trim_start().len();
    let core = rest.trim_end().trim_end_matches('#');
    let end =
        if core.ends_with(char::is_whitespace) { text.len() - rest.len() + core.trim_end().len() } else { text.len() };
    (start, end.max(start))
}
