//! Sentences in the lists around the page, each on one line and set as on the page: in its faces, with its marks, without those of Markdown,
//! and covered where it is covered.

use super::PageStyle;
use super::cover::Cover;
use super::line_cache::{LineCache, SetLine};
use super::screen_line::set_line;
use crate::layout::{AdvanceTable, BlockLayout, Face, Line, Markup, PageMetrics, Setting, TextStyle};
use crate::model::{Bitext, BlockKind, Sides};
use crate::text::{ByteSpan, Lang, PerLang, start_of};
use eframe::egui::Ui;
use std::borrow::Cow;

/// Sizes of text in lists.
pub const LIST_SIZES_POINTS: PerLang<f32> = PerLang { en: 15.0, zh: 15.5 };
/// So much of a sentence is told to a screen reader.
const TOLD_CHARS: usize = 240;
/// The marks of a longer block are shown: it would be read for each of its lines.
const MOST_MARKED_BYTES: usize = 16 << 10;
/// Wider than any line of a list.
const UNBROKEN_POINTS: f32 = 1e6;

/// What lists show sentences with.
#[derive(Clone, Copy)]
pub struct Lists<'a> {
    /// The article.
    pub bitext: &'a Bitext,
    /// How the page is set.
    pub style: &'a PageStyle,
    /// The advances of its faces.
    pub advances: &'a AdvanceTable,
    /// What is not to be seen.
    pub cover: Cover,
}

impl Lists<'_> {
    /// True if a sentence is not to be seen.
    #[must_use]
    pub fn hides(&self, lang: Lang, sentence: usize) -> bool {
        self.cover.lang == Some(lang) && self.cover.hides(lang, self.bitext.bead_of_sentence(lang, sentence))
    }

    /// A sentence to a screen reader, cut if it is long.
    #[must_use]
    pub fn told(&self, lang: Lang, sentence: usize) -> Cow<'_, str> {
        if self.hides(lang, sentence) {
            return Cow::Borrowed(self.style.words.covered_sentence);
        }
        let Some(there) = self.bitext.sentences[lang].get(sentence) else { return Cow::Borrowed("") };
        match self.markup(lang, there.block) {
            Some(markup) => Cow::Owned(start_of(markup.shown_part(there.span), TOLD_CHARS).into_owned()),
            None => start_of(self.bitext.sentence(lang, sentence), TOLD_CHARS),
        }
    }

    /// A part of a block on one line; its characters have the bytes of the block's text.
    pub fn line(&self, ui: &Ui, lang: Lang, block: usize, span: ByteSpan, kept: &mut LineCache) -> SetLine {
        let (line, style) = (Line { span, width_points: 0.0 }, self.text_style(lang, block));
        kept.line((lang, block), line, style, || {
            let markup = self.markup(lang, block);
            let laid = BlockLayout { lang, block, style, top_points: 0.0, lines: vec![line], markup };
            set_line(ui, &self.bitext.blocks[lang][block].text, &laid, 0, self.advances)
        })
    }

    fn text_style(&self, lang: Lang, block: usize) -> TextStyle {
        let typography = self.style.typography;
        let metrics = PageMetrics {
            column_points: UNBROKEN_POINTS,
            is_stacked: true,
            size_points: LIST_SIZES_POINTS,
            typography,
            first: lang,
            sides: Sides::Both,
            has_pinyin: false,
        };
        let mut style = metrics.style(lang, BlockKind::Paragraph, false);
        let kind = self.bitext.blocks[lang][block].kind;
        style.face = Face::of(lang, typography.styles[lang], kind);
        style.indent_points = 0.0;
        style.setting.is_justified = false;
        if kind == BlockKind::Verbatim {
            style.setting = Setting::default();
        }
        style
    }

    fn markup(&self, lang: Lang, block: usize) -> Option<Box<Markup>> {
        let block = self.bitext.blocks[lang].get(block).filter(|block| block.text.len() <= MOST_MARKED_BYTES)?;
        Markup::of(&block.text, block.kind, lang == Lang::Zh && self.style.typography.widens_marks)
    }
}
