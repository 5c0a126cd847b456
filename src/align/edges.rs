//! Owns what the rims of a sentence tell: quotation marks, how it ends, how many of which mark it has. Depends on `text`;
//! never looks at words.

use crate::text::Lang;

/// The kinds of mark that are counted and compared across, with what an agreement is worth.
pub const MARK_WEIGHTS: [f32; 8] = [1.2, 0.5, 0.35, 0.4, 0.2, 0.15, 0.15, 0.5];
/// Index of the quotation mark in [`MARK_WEIGHTS`]; of these and of parentheses no more than two are counted.
const QUOTE: usize = 2;
const PAREN: usize = 7;

/// Counts of each kind of mark.
pub type Marks = [u8; 8];

/// How a sentence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Final {
    /// A full stop, or nothing.
    Stop,
    /// A comma, semicolon or colon.
    Comma,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// An ellipsis or a dash.
    Trailing,
}

/// What the rims of one sentence tell.
#[derive(Clone, Copy, Debug)]
pub struct Edges {
    /// True if a quotation is open after this sentence.
    pub inside_quote: bool,
    /// True if it begins with an opening quotation mark.
    pub opens: bool,
    /// True if it ends with a closing one.
    pub closes: bool,
    /// How it ends.
    pub last: Final,
    /// What it contains.
    pub marks: Marks,
}

/// Reads the sentences of one side in order; the state of quotations runs on from one to the next.
pub struct EdgeReader {
    lang: Lang,
    inside_quote: bool,
}

impl EdgeReader {
    /// At the beginning of a text no quotation is open.
    pub fn new(lang: Lang) -> Self {
        Self { lang, inside_quote: false }
    }

    /// The next sentence.
    pub fn read(&mut self, text: &str) -> Edges {
        let text = text.trim();
        let state = match self.lang {
            Lang::Zh => zh_quote_state(text, self.inside_quote),
            Lang::En => en_quote_state(text, self.inside_quote),
        };
        self.inside_quote = state.unwrap_or(self.inside_quote);
        Edges {
            inside_quote: self.inside_quote,
            opens: text.starts_with(match self.lang {
                Lang::Zh => &['"', '“', '「', '『'][..],
                Lang::En => &['“', '"', '‘', '\'', '`'][..],
            }),
            closes: text.ends_with(match self.lang {
                Lang::Zh => &['”', '」', '』', '"'][..],
                Lang::En => &['”', '"', '’', '\''][..],
            }),
            last: final_mark(text),
            marks: marks(text, self.lang),
        }
    }
}

/// Whether a quotation is open after the last mark of a Chinese sentence; `None` if it has none.
fn zh_quote_state(text: &str, before: bool) -> Option<bool> {
    if text.contains('"') {
        let straight = text.matches('"').count();
        return Some(before ^ (straight % 2 == 1));
    }
    text.chars().rev().find_map(|c| match c {
        '“' | '「' => Some(true),
        '”' | '」' => Some(false),
        _ => None,
    })
}

/// The same for English, where single marks are also apostrophes and straight ones neither open nor close.
fn en_quote_state(text: &str, before: bool) -> Option<bool> {
    let mut state = None;
    let mut previous: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let opens_here = next.is_some_and(|n| n.is_ascii_alphanumeric() || matches!(n, '“' | '"' | '.' | '…'));
        match c {
            '“' => state = Some(true),
            '”' => state = Some(false),
            '"' => state = Some(!state.unwrap_or(before)),
            '`' if next == Some('`') => {
                state = Some(true);
                chars.next();
            }
            '‘' | '\'' | '’' => {
                let after_word = previous.is_some_and(|p| {
                    p.is_ascii_alphanumeric() || matches!(p, '.' | ',' | '!' | '?' | ';' | '…' | '—' | '-')
                });
                let after_stop = previous.is_some_and(|p| matches!(p, '.' | ',' | '!' | '?' | '…' | '—'));
                let letter_next = next.is_some_and(|n| n.is_ascii_alphabetic());
                let opens = c != '’' && !after_word && opens_here;
                let closes = c != '‘'
                    && (after_stop && !letter_next
                        || previous.is_some_and(|p| p.is_ascii_lowercase()) && next.is_none());
                if opens || closes {
                    let open_before = previous.is_none_or(|p| matches!(p, ' ' | '(' | '—' | '[' | '-'));
                    state = Some(opens_here && open_before);
                }
            }
            _ => {}
        }
        previous = Some(c);
    }
    state
}

fn final_mark(text: &str) -> Final {
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '”' | '’' | '"' | '\'' | ')' | '）' | '」' | '』' | ']')
    });
    if text.ends_with(['…', '—', '-']) || text.ends_with("...") || text.ends_with(". . .") {
        return Final::Trailing;
    }
    match text.chars().next_back() {
        Some('？' | '?') => Final::Question,
        Some('！' | '!') => Final::Exclamation,
        Some('，' | ',' | ';' | '；' | ':' | '：') => Final::Comma,
        _ => Final::Stop,
    }
}

fn marks(text: &str, lang: Lang) -> Marks {
    let mut counts = Marks::default();
    let mut previous: [char; 2] = [' '; 2];
    for c in text.chars() {
        let kind = match c {
            '?' | '？' => Some(0),
            '!' | '！' => Some(1),
            '“' | '”' | '"' => Some(QUOTE),
            '「' | '」' | '『' | '』' if lang == Lang::Zh => Some(QUOTE),
            '…' => Some(3),
            '.' if lang == Lang::En && previous == ['.', '.'] => Some(3),
            '—' => Some(4),
            '-' if lang == Lang::En && previous[1] == '-' => Some(4),
            ';' | '；' => Some(5),
            ':' | '：' => Some(6),
            '(' | ')' | '（' | '）' => Some(PAREN),
            _ => None,
        };
        previous = [previous[1], c];
        if let Some(kind) = kind {
            counts[kind] = counts[kind].saturating_add(1).min(4);
            if c == '.' || c == '-' {
                previous = [' '; 2];
            }
        }
    }
    counts
}

/// The marks of two neighbours together.
pub fn add_marks(a: Marks, b: Marks) -> Marks {
    std::array::from_fn(|kind| a[kind].saturating_add(b[kind]))
}

/// How well the marks of two blocks of sentences agree, in nats before weighing.
pub fn marks_score(zh: Marks, en: Marks) -> f32 {
    if zh == en && zh == Marks::default() {
        return 0.0;
    }
    let mut total = 0.0;
    for kind in 0..MARK_WEIGHTS.len() {
        let (mut z, mut e) = (zh[kind], en[kind]);
        if kind == QUOTE || kind == PAREN {
            (z, e) = (z.min(2), e.min(2));
        }
        total += MARK_WEIGHTS[kind] * (f32::from(z.min(e)) - 0.7 * f32::from(z.abs_diff(e).min(2)));
    }
    total
}

/// Agreement of how two blocks end, in nats before weighing.
pub fn final_score(zh: Final, en: Final) -> f32 {
    use Final::{Comma, Exclamation, Question, Stop, Trailing};
    match (zh, en) {
        (Question, Question) => 1.2,
        (Exclamation, Exclamation) => 0.7,
        (Trailing, Trailing) => 0.8,
        (Stop, Stop) => 0.15,
        (Comma, Comma) => 0.2,
        (Question, _) | (_, Question) => -0.9,
        (Trailing, _) | (_, Trailing) => -0.3,
        (Exclamation, _) | (_, Exclamation) => -0.25,
        _ => -0.15,
    }
}

/// Agreement of the state of quotations after two blocks, in nats before weighing.
pub fn quote_score(zh: &Edges, en: &Edges) -> f32 {
    let state = if zh.inside_quote == en.inside_quote { 0.15 } else { -0.85 };
    let closing = match (zh.closes, en.closes) {
        (true, true) => 0.4,
        (false, false) => 0.0,
        _ => -0.2,
    };
    state + closing
}

/// Agreement of how two blocks begin, in nats before weighing.
pub fn opening_score(zh: &Edges, en: &Edges) -> f32 {
    match (zh.opens, en.opens) {
        (true, true) => 0.5,
        (false, false) => 0.02,
        _ => -0.25,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_quotations_from_sentence_to_sentence() {
        for (lang, sentences, inside) in [
            (Lang::En, &["“Come in,” she said.", "“It is late.", "Sit down.”"][..], &[false, true, false][..]),
            (Lang::En, &["\"Come in.", "Sit down,\" he said.", "It's Anna's."], &[true, false, false]),
            (Lang::En, &["'Come in.", "Don't wait.'", "They left."], &[true, false, false]),
            (Lang::En, &["‘Come in,’ she said.", "The boys’ boat left."], &[false, false]),
            (Lang::En, &["``Wait.", "He said \"no\" twice."], &[true, true]),
            (Lang::Zh, &["“进来，”她说。", "“很晚了。", "坐吧。”"], &[false, true, false]),
            (Lang::Zh, &["「進來。", "坐吧。」"], &[true, false]),
            (Lang::Zh, &["\"进来。", "坐吧。\"他说。"], &[true, false]),
        ] {
            let mut reader = EdgeReader::new(lang);
            let got: Vec<bool> = sentences.iter().map(|s| reader.read(s).inside_quote).collect();
            assert_eq!(got, inside, "{sentences:?}");
        }
    }

    #[test]
    fn sees_how_a_sentence_ends() {
        for (text, last) in [
            ("Is it over?” ", Final::Question),
            ("雨停了吗？」", Final::Question),
            ("Stop!", Final::Exclamation),
            ("他走了……", Final::Trailing),
            ("He left...", Final::Trailing),
            ("He left—", Final::Trailing),
            ("说：", Final::Comma),
            ("雨停了。", Final::Stop),
            ("", Final::Stop),
        ] {
            assert_eq!(final_mark(text), last, "{text}");
        }
    }

    #[test]
    fn counts_marks_alike_in_both_scripts() {
        for (en, zh) in [
            ("Who? (Anna) “Me!”", "谁？（安娜）“我！”"),
            ("Well... no; wait: --", "嗯…不；等等：—"),
            ("Nothing.", "没有。"),
        ] {
            assert_eq!(marks(en, Lang::En), marks(zh, Lang::Zh), "{en}");
        }
        assert!(marks_score(marks("Who?", Lang::En), marks("谁？", Lang::Zh)) > 1.0);
        assert!(marks_score(marks("Who?", Lang::En), marks("谁。", Lang::Zh)) < 0.0);
    }
}
