//! Owns what the rims of a sentence tell: quotation marks, how it ends, how many of which mark it has. Depends on `text`;
//! never looks at words.

use super::weights::MARK_KINDS;
use crate::text::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Index of the quotation mark in [`Marks`]; of these and of parentheses no more than two are counted.
pub const QUOTE: usize = 2;
/// See [`QUOTE`].
pub const PAREN: usize = 7;
/// Index of the semicolon, the colon, the comma: what parts clauses.
pub const CLAUSE_ENDS: [usize; 3] = [5, 6, 8];
const COMMA: usize = 8;

/// Counts of each kind of mark: `? ! “ … — ; : ( ,`, then of small words: I, you, he, not, who or what.
pub type Marks = [u8; MARK_KINDS];

/// Small words whose counts should agree; the Chinese ones are looked for character by character.
const SMALL_WORDS: [(usize, &str, &str); 5] = [
    (9, "我咱俺吾", "i me my mine we us our myself i'm i've i'll i'd we're we've we'll"),
    (10, "你您妳汝", "you your yours yourself you're you've you'll you'd"),
    (11, "他她它牠", "he him his she her hers they them their it its he's she's they're it's"),
    (12, "不没沒未别別无無非勿莫", "not no never none nothing nobody neither nor without cannot"),
    (13, "谁誰什何怎哪几幾", "who what why how where which when whose whom"),
];
/// Words at the beginning that lean on what was said before.
const LEANING_EN: &str = "and but so then or yet that this it which for because however still therefore";
const LEANING_ZH: [&str; 16] =
    ["但", "可是", "却", "不过", "于是", "而", "然", "因此", "所以", "后来", "接着", "便", "就", "卻", "不過", "於是"];

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
#[allow(clippy::struct_excessive_bools, reason = "each is a cue of its own")]
#[derive(Clone, Copy, Debug)]
pub struct Edges {
    /// True if a quotation is open after this sentence.
    pub inside_quote: bool,
    /// True if it begins with an opening quotation mark.
    pub opens: bool,
    /// True if it ends with a closing one.
    pub closes: bool,
    /// True if it begins with a word that leans on what was said before.
    pub leans: bool,
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
            leans: leans(text, self.lang),
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
            ',' | '，' => Some(COMMA),
            _ if lang == Lang::Zh => ZH_SMALL.get(&c).copied(),
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
    if lang == Lang::En {
        for word in en_words(text) {
            let word = word.to_lowercase();
            let kind = if word.ends_with("n't") || word.ends_with("n’t") { Some(&12) } else { EN_SMALL.get(&*word) };
            if let Some(&kind) = kind {
                counts[kind] = counts[kind].saturating_add(1).min(4);
            }
        }
    }
    counts
}

static ZH_SMALL: LazyLock<HashMap<char, usize>> =
    LazyLock::new(|| SMALL_WORDS.iter().flat_map(|(kind, zh, _)| zh.chars().map(|c| (c, *kind))).collect());
static EN_SMALL: LazyLock<HashMap<&str, usize>> =
    LazyLock::new(|| SMALL_WORDS.iter().flat_map(|(kind, _, en)| en.split(' ').map(|word| (word, *kind))).collect());

/// Words with the apostrophes inside them.
fn en_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic() && c != '\'' && c != '’')
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
}

fn leans(text: &str, lang: Lang) -> bool {
    match lang {
        Lang::En => {
            en_words(text).next().is_some_and(|word| LEANING_EN.split(' ').any(|w| w.eq_ignore_ascii_case(word)))
        }
        Lang::Zh => {
            let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            LEANING_ZH.iter().any(|word| text.starts_with(word))
        }
    }
}

/// The marks of two neighbours together.
pub fn add_marks(a: Marks, b: Marks) -> Marks {
    std::array::from_fn(|kind| a[kind].saturating_add(b[kind]))
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
            assert_eq!(marks(en, Lang::En)[..9], marks(zh, Lang::Zh)[..9], "{en}");
        }
    }
}
