//! Text that was selected on one side: by dragging over it, or sentence by sentence. What is selected is a pair or text, never both.

use super::{Effect, Selection, Session, Spot, Step};
use crate::model::Bitext;
use crate::text::{ByteSpan, Lang, unwrapped};
use std::ops::Range;

/// Nobody looks for more.
const MAX_WANTED_BYTES: usize = 240;

/// A place between two characters of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPoint {
    /// Index into the bitext's blocks of that side.
    pub block: usize,
    /// Byte in that block's text.
    pub byte: usize,
}

/// Selected text. It is kept by its places in the text, whatever is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextRange {
    /// The side.
    pub lang: Lang,
    /// Where selecting began.
    pub from: TextPoint,
    /// Where it has come to; before or behind `from`.
    pub to: TextPoint,
}

impl TextRange {
    /// Sentences of one side, from the first letter to the space behind the last; `None` if there are none.
    #[must_use]
    pub fn of_sentences(bitext: &Bitext, lang: Lang, range: Range<usize>) -> Option<Self> {
        let sentences = bitext.sentences[lang].get(range)?;
        let point = |block, byte| TextPoint { block, byte };
        let (first, last) = (sentences.first()?, sentences.last()?);
        let (from, to) = (point(first.block, first.span.start()), point(last.block, last.span.end()));
        Some(Self { lang, from, to })
    }

    /// All of a block; `None` if there is no such.
    #[must_use]
    pub fn of_block(bitext: &Bitext, lang: Lang, block: usize) -> Option<Self> {
        let point = |byte| TextPoint { block, byte };
        Some(Self { lang, from: point(0), to: point(bitext.blocks[lang].get(block)?.text.len()) })
    }

    /// First and last place.
    #[must_use]
    pub fn ends(&self) -> (TextPoint, TextPoint) {
        (self.from.min(self.to), self.from.max(self.to))
    }

    /// Its part of a block; `None` if it has none there, or the block's text is another one.
    #[must_use]
    pub fn in_block(&self, lang: Lang, block: usize, text: &str) -> Option<ByteSpan> {
        let (first, last) = self.ends();
        if lang != self.lang || !(first.block..=last.block).contains(&block) {
            return None;
        }
        let start = if block == first.block { first.byte } else { 0 };
        let end = if block == last.block { last.byte } else { text.len() };
        ByteSpan::new(text, start, end).filter(|span| !span.is_empty())
    }

    /// Its parts, a block and the span in it each.
    pub fn parts<'a>(&self, bitext: &'a Bitext) -> impl Iterator<Item = (usize, ByteSpan)> + use<'a> {
        let (range, (first, last)) = (*self, self.ends());
        let blocks = bitext.blocks[self.lang].iter().enumerate().take(last.block + 1).skip(first.block);
        blocks.filter_map(move |(block, text)| Some((block, range.in_block(range.lang, block, &text.text)?)))
    }

    /// The text, without the line breaks of hard-wrapped sources; a blank line between two blocks.
    #[must_use]
    pub fn text(&self, bitext: &Bitext) -> String {
        let blocks = &bitext.blocks[self.lang];
        let parts =
            self.parts(bitext).map(|(block, span)| match (span.slice(&blocks[block].text), blocks[block].kind) {
                (text, kind) if kind.keeps_lines() => text.to_owned(),
                (text, _) => unwrapped(text.trim()).into_owned(),
            });
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// What of it is in its first block, if that is short enough to be looked for; empty otherwise.
    #[must_use]
    pub fn start<'a>(&self, bitext: &'a Bitext) -> &'a str {
        let part = self.parts(bitext).next();
        let text = part.map_or("", |(block, span)| span.slice(&bitext.blocks[self.lang][block].text).trim());
        if text.len() <= MAX_WANTED_BYTES { text } else { "" }
    }

    /// True if its ends are places in a text.
    fn is_in(&self, bitext: &Bitext) -> bool {
        [self.from, self.to].iter().all(|point| {
            bitext.blocks[self.lang].get(point.block).is_some_and(|block| block.text.is_char_boundary(point.byte))
        })
    }

    /// The sentences it touches. `O(log n)`.
    #[must_use]
    pub fn sentences(&self, bitext: &Bitext) -> Range<usize> {
        let (first, last) = self.ends();
        let all = &bitext.sentences[self.lang];
        let start = all.partition_point(|s| (s.block, s.span.end()) <= (first.block, first.byte));
        let end = all.partition_point(|s| (s.block, s.span.start()) < (last.block, last.byte));
        start..end.max(start)
    }

    /// The sentences on both sides of the beads it touches. `O(log n)`.
    #[must_use]
    pub fn beads(&self, bitext: &Bitext) -> Option<Spot> {
        let sentences = self.sentences(bitext);
        let bead = |sentence: usize| {
            let (row, bead) = bitext.bead_of_sentence(self.lang, sentence)?;
            Some(&bitext.rows[row].beads[bead].sentences)
        };
        let (first, last) = (bead(sentences.start)?, bead(sentences.end.checked_sub(1)?)?);
        Some(Spot::from_fn(|lang| first[lang].start..last[lang].end))
    }
}

impl Session {
    /// The selected text, if text is selected and not a pair.
    #[must_use]
    pub fn text_range(&self) -> Option<TextRange> {
        self.text_range
    }

    /// The pinned sentence.
    #[must_use]
    pub fn pinned_range(&self) -> Option<TextRange> {
        let Selection { lang, sentence } = self.selection?;
        TextRange::of_sentences(&self.article.as_ref()?.bitext, lang, sentence..sentence + 1)
    }

    /// True if a pair or text is selected.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        self.selection.is_some() || self.text_range.is_some()
    }

    /// Pins a pair or lets go of it; in either case text is no longer selected.
    pub(super) fn pin(&mut self, selection: Option<Selection>) {
        (self.selection, self.text_range) = (selection, None);
    }

    /// Selects text in place of a pair; a place that is not in the text selects nothing.
    pub(super) fn select_text(&mut self, range: Option<TextRange>) -> Vec<Effect> {
        let Some(article) = &self.article else { return vec![] };
        let is_text = |range: &TextRange| range.is_in(&article.bitext) && range.from != range.to;
        let range = range.filter(is_text);
        (self.selection, self.text_range) = (None, range);
        vec![]
    }

    /// Moves the end of the selected text by a sentence; the pinned sentence is selected first.
    pub(super) fn extend_text(&mut self, step: Step) -> Vec<Effect> {
        let Some(article) = &self.article else { return vec![] };
        let bitext = &article.bitext;
        let ends =
            |lang, sentence| TextRange::of_sentences(bitext, lang, sentence..sentence + 1).map(|range| range.ends());
        let extended = match (self.text_range, self.selection) {
            (Some(range), _) => {
                let all = &bitext.sentences[range.lang];
                let to = (range.to.block, range.to.byte);
                let point = match step {
                    Step::Previous => {
                        let before = all.partition_point(|s| (s.block, s.span.start()) < to);
                        before.checked_sub(1).and_then(|at| ends(range.lang, at)).map(|(start, _)| start)
                    }
                    Step::Next | Step::NextDoubtful(..) | Step::From(..) => {
                        let next = all.partition_point(|s| (s.block, s.span.end()) <= to);
                        ends(range.lang, next).map(|(_, end)| end)
                    }
                };
                point.map(|to| TextRange { to, ..range })
            }
            (None, Some(Selection { lang, sentence })) => ends(lang, sentence).map(|(start, end)| match step {
                Step::Previous => TextRange { lang, from: end, to: start },
                Step::Next | Step::NextDoubtful(..) | Step::From(..) => TextRange { lang, from: start, to: end },
            }),
            (None, None) => None,
        };
        // Back where it began nothing is selected, but going on must be possible.
        match extended.filter(|range| range.from != range.to) {
            Some(range) => self.select_text(Some(range)),
            None => vec![],
        }
    }

    /// The selected text.
    pub(super) fn selected_text(&self) -> Option<String> {
        let (range, bitext) = (self.text_range?, &self.article.as_ref()?.bitext);
        Some(range.text(bitext)).filter(|text| !text.is_empty())
    }

    /// The selected text or the pinned pair: English and Chinese, each empty if there is none.
    pub(super) fn both_sides(&self) -> Option<[String; 2]> {
        let bitext = &self.article.as_ref()?.bitext;
        if let Some(range) = self.text_range {
            let text = self.selected_text()?;
            let other = range.lang.other();
            let across = range.beads(bitext).map(|spot| to_copy(bitext, other, spot[other].clone()));
            let across = across.unwrap_or_default();
            return Some(if range.lang == Lang::En { [text, across] } else { [across, text] });
        }
        let (row, bead) = self.selected_bead()?;
        let spot = &bitext.rows.get(row)?.beads.get(bead)?.sentences;
        Some(Lang::BOTH.map(|lang| to_copy(bitext, lang, spot[lang].clone())))
    }

    /// The pinned sentence alone.
    pub(super) fn sentence_text(&self) -> Option<String> {
        let Selection { lang, sentence } = self.selection?;
        Some(to_copy(&self.article.as_ref()?.bitext, lang, sentence..sentence + 1))
    }

    /// What is selected as a quotation in Markdown, and its source: the selected text alone, or both sides of the pinned pair.
    pub(super) fn quotation(&self, source: &str) -> Option<String> {
        let sides = match self.selected_text() {
            Some(text) => vec![text],
            None => self.both_sides()?.to_vec(),
        };
        let text = sides.into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join("\n\n");
        let quoted: Vec<String> = text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
        Some(format!("{}\n\n— {source}\n", quoted.join("\n")))
    }
}

/// Sentences of one side as they would be copied if their text were selected; empty if there are none.
fn to_copy(bitext: &Bitext, lang: Lang, sentences: Range<usize>) -> String {
    let range = TextRange::of_sentences(bitext, lang, sentences);
    range.map_or_else(String::new, |range| range.text(bitext).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bead, BlockKind, Library, Sentence, Settings};
    use crate::state::tests::{bitext, loaded, open_job};
    use crate::state::{Command, LoadRequest};
    use crate::text::PerLang;
    use proptest::prelude::*;
    use std::path::PathBuf;
    use std::sync::Arc;

    fn ferry() -> Arc<Bitext> {
        bitext(&[
            ("The ferry\nis late.", "渡轮晚点了。"),
            ("", "乘客\n在码头等候。"),
            ("Nobody minds.", "没有人在意。"),
        ])
    }

    fn opened() -> Session {
        let mut session = Session::new(Settings::default(), Library::default());
        let job = open_job(&mut session, LoadRequest::files([PathBuf::from("/texts/ferry.txt")]));
        session.apply(Command::TextReady(job, loaded(ferry())));
        session.apply(Command::Aligned(job, ferry()));
        session
    }

    fn range(lang: Lang, from: (usize, usize), to: (usize, usize)) -> TextRange {
        let point = |(block, byte)| TextPoint { block, byte };
        TextRange { lang, from: point(from), to: point(to) }
    }

    fn copied(session: &mut Session, command: Command) -> Option<String> {
        session.apply(command).into_iter().find_map(|effect| match effect {
            Effect::CopyText(text) => Some(text),
            _ => None,
        })
    }

    #[test]
    fn text_is_copied_as_it_reads_and_never_the_other_column() {
        let mut session = opened();
        for (selected, text, pair) in [
            (range(Lang::En, (0, 4), (0, 12)), "ferry is", "ferry is\n渡轮晚点了。"),
            (range(Lang::En, (0, 12), (0, 4)), "ferry is", "ferry is\n渡轮晚点了。"),
            (
                range(Lang::En, (0, 4), (1, 6)),
                "ferry is late.\n\nNobody",
                "ferry is late.\n\nNobody\n渡轮晚点了。\n\n乘客在码头等候。\n\n没有人在意。",
            ),
            (range(Lang::Zh, (0, 6), (1, 16)), "晚点了。\n\n乘客在码头", "The ferry is late.\n晚点了。\n\n乘客在码头"),
            (range(Lang::Zh, (1, 0), (1, 6)), "乘客", "乘客"),
        ] {
            session.apply(Command::SelectText(Some(selected)));
            assert_eq!(copied(&mut session, Command::CopyText).as_deref(), Some(text));
            assert_eq!(copied(&mut session, Command::CopyPair).as_deref(), Some(pair));
        }
        session.apply(Command::SelectText(Some(range(Lang::En, (0, 4), (1, 6)))));
        let quote = copied(&mut session, Command::CopyQuote("ferry.txt".into()));
        assert_eq!(quote.as_deref(), Some("> ferry is late.\n>\n> Nobody\n\n— ferry.txt\n"));
        session.apply(Command::Select(Some(Selection { lang: Lang::Zh, sentence: 2 })));
        let quote = copied(&mut session, Command::CopyQuote("ferry.txt".into()));
        assert_eq!(quote.as_deref(), Some("> Nobody minds.\n>\n> 没有人在意。\n\n— ferry.txt\n"));
        assert_eq!(copied(&mut session, Command::CopyText), None);
        session.apply(Command::Select(Some(Selection { lang: Lang::En, sentence: 0 })));
        let quote = copied(&mut session, Command::CopyQuote("ferry.txt".into()));
        assert_eq!(quote.as_deref(), Some("> The ferry is late.\n>\n> 渡轮晚点了。\n\n— ferry.txt\n"));
        for command in [Command::CopyPair, Command::CopyPairWithNotes] {
            assert_eq!(copied(&mut session, command).as_deref(), Some("The ferry is late.\n渡轮晚点了。"));
        }
        assert_eq!(copied(&mut session, Command::CopySentence).as_deref(), Some("The ferry is late."));
    }

    #[test]
    fn lines_and_paragraphs_of_a_pair_are_copied_as_they_stand() {
        let mut text =
            Bitext::clone(&bitext(&[("One boat.\nTwo boats.\n  Three.", "一条船。"), ("Four\nboats.", "四条船。")]));
        let whole = text.blocks.en[0].text.clone();
        let span = |start, end| ByteSpan::new(&whole, start, end).unwrap();
        let lines = [span(0, 10), span(10, 23), span(23, 29)];
        text.sentences.en.splice(..1, lines.map(|span| Sentence { block: 0, span }));
        text.rows[0].beads[0].sentences.en = 0..2;
        text.rows[0].beads.push(Bead { sentences: PerLang { en: 2..3, zh: 1..1 }, confidence: 1.0, doubt: None });
        text.rows[1].beads[0].sentences.en = 3..4;
        for (kind, pair, range) in [
            (
                BlockKind::Verse,
                "One boat.\nTwo boats.\n一条船。",
                "One boat.\nTwo boats.\n  Three.\n\nFour boats.\n一条船。\n\n四条",
            ),
            (
                BlockKind::Paragraph,
                "One boat. Two boats.\n一条船。",
                "One boat. Two boats. Three.\n\nFour boats.\n一条船。\n\n四条",
            ),
        ] {
            text.blocks.en[0].kind = kind;
            text.check().unwrap();
            let mut session = Session::default();
            let job = open_job(&mut session, LoadRequest::files([PathBuf::from("/texts/boats.txt")]));
            session.apply(Command::TextReady(job, loaded(Arc::new(text.clone()))));
            session.apply(Command::Select(Some(Selection { lang: Lang::En, sentence: 1 })));
            assert_eq!(copied(&mut session, Command::CopyPair).as_deref(), Some(pair));
            session.apply(Command::SelectText(Some(self::range(Lang::Zh, (0, 0), (1, 6)))));
            assert_eq!(copied(&mut session, Command::CopyPair).as_deref(), Some(range));
        }
    }

    #[test]
    fn a_pair_or_text_is_selected_never_both() {
        let mut session = opened();
        let text = range(Lang::En, (0, 4), (0, 9));
        let pair = Selection { lang: Lang::Zh, sentence: 0 };
        session.apply(Command::Select(Some(pair)));
        session.apply(Command::SelectText(Some(text)));
        assert_eq!((session.selection(), session.text_range(), session.has_selection()), (None, Some(text), true));
        session.apply(Command::Select(Some(pair)));
        assert_eq!((session.selection(), session.text_range()), (Some(pair), None));
        session.apply(Command::SelectText(Some(range(Lang::Zh, (1, 0), (1, 6)))));
        session.apply(Command::Walk(Step::Next));
        let walked = Selection { lang: Lang::Zh, sentence: 1 };
        assert_eq!((session.selection(), session.text_range()), (Some(walked), None), "walking begins at the text");
        session.apply(Command::SelectText(Some(text)));
        session.apply(Command::Select(None));
        assert!(!session.has_selection());
        for nowhere in
            [range(Lang::En, (0, 4), (9, 0)), range(Lang::Zh, (0, 1), (0, 3)), range(Lang::En, (0, 4), (0, 4))]
        {
            session.apply(Command::SelectText(Some(nowhere)));
            assert!(!session.has_selection(), "{nowhere:?}");
        }
    }

    #[test]
    fn text_grows_and_shrinks_by_sentences() {
        let mut session = opened();
        session.apply(Command::ExtendText(Step::Next));
        assert!(!session.has_selection(), "there is nothing to begin with");
        session.apply(Command::Select(Some(Selection { lang: Lang::Zh, sentence: 1 })));
        let mut ends = Vec::new();
        for step in [Step::Next, Step::Next, Step::Next, Step::Previous, Step::Previous, Step::Previous] {
            session.apply(Command::ExtendText(step));
            let range = session.text_range().unwrap();
            assert_eq!(range.from, TextPoint { block: 1, byte: 0 });
            ends.push((range.to.block, range.to.byte));
        }
        let (second, third) = ((1, ferry().blocks.zh[1].text.len()), (2, 18));
        assert_eq!(ends, [second, third, third, (2, 0), (2, 0), (2, 0)], "it does not go back over where it began");
    }

    #[test]
    fn a_note_keeps_the_text_and_its_counterpart() {
        let bitext = ferry();
        let reading = crate::state::Reading::new(&bitext);
        let target = reading.target_of_text(&bitext, &range(Lang::En, (0, 4), (0, 9))).unwrap();
        let quotes = [target.en, target.zh].map(|quote| quote.unwrap().quote);
        assert_eq!(quotes, ["ferry", "渡轮晚点了。"]);
        assert!(reading.target_of_text(&bitext, &range(Lang::En, (0, 9), (0, 10))).is_none(), "a space is no passage");
    }

    proptest! {
        #[test]
        fn parts_are_the_text_between_both_ends(a in (0_usize..3, 0_usize..20), b in (0_usize..3, 0_usize..20)) {
            let bitext = ferry();
            let range = range(Lang::Zh, a, b);
            let blocks = &bitext.blocks.zh;
            if range.is_in(&bitext) {
                let (first, last) = range.ends();
                let whole: String = blocks.iter().map(|block| block.text.as_str()).collect();
                let at = |point: TextPoint| {
                    blocks[..point.block].iter().map(|block| block.text.len()).sum::<usize>() + point.byte
                };
                let parts: String = range.parts(&bitext).map(|(block, span)| span.slice(&blocks[block].text)).collect();
                prop_assert_eq!(parts, &whole[at(first)..at(last)]);
            }
            // Whatever the ends are, nothing panics.
            drop((range.text(&bitext), range.sentences(&bitext), range.beads(&bitext)));
        }
    }
}
