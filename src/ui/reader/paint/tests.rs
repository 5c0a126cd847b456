use super::*;
use crate::layout::{Face, Hang, Line, Setting};
use crate::model::{Bead, Block, BlockKind, Library, Row, Sentence, Settings, Theme};
use crate::state::Session;
use crate::text::PerLang;
use crate::ui::reader::ruby::RubyText;
use crate::ui::strings::EN;
use crate::ui::theme::Palette;
use crate::ui::{page_style, prepare};
use eframe::egui::{Context, FontId, RawInput};

const CHAR_BYTES: usize = 3;

/// A Chinese paragraph of so many characters in sentences of two.
fn bitext(chars: usize) -> Bitext {
    let text = "船".repeat(chars);
    let span = |n: usize| ByteSpan::new(&text, n * 2 * CHAR_BYTES, (n + 1) * 2 * CHAR_BYTES).unwrap();
    let sentences: Vec<_> = (0..chars / 2).map(|n| Sentence { block: 0, span: span(n) }).collect();
    let bead = |n: usize| Bead { sentences: PerLang { en: 0..0, zh: n..n + 1 }, confidence: 1.0, doubt: None };
    let beads = (0..chars / 2).map(bead).collect();
    let row = Row { blocks: PerLang { en: 0..0, zh: 0..1 }, confidence: 1.0, doubt: None, beads };
    let blocks = vec![Block { lang: Lang::Zh, kind: BlockKind::Paragraph, text, line: 0, file: 0 }];
    let bitext = Bitext {
        blocks: PerLang { en: vec![], zh: blocks },
        sentences: PerLang { en: vec![], zh: sentences },
        rows: vec![row],
    };
    bitext.check().unwrap();
    bitext
}

/// A line for each character.
fn layout(bitext: &Bitext) -> BlockLayout {
    let text = &bitext.blocks.zh[0].text;
    let span = |n: usize| ByteSpan::new(text, n * CHAR_BYTES, (n + 1) * CHAR_BYTES).unwrap();
    let lines = (0..text.len() / CHAR_BYTES).map(|n| Line { span: span(n), width_points: 20.0 });
    let style = TextStyle {
        keeps_lines: false,
        face: Face::Zh,
        size_points: 18.0,
        line_height_points: 31.0,
        ink: Ink::Full,
        measure_points: 400.0,
        indent_points: 0.0,
        hang: Hang::default(),
        ruby_points: 0.0,
        setting: Setting::default(),
    };
    BlockLayout { lang: Lang::Zh, block: 0, style, top_points: 0.0, lines: lines.collect(), markup: None }
}

#[test]
fn the_lines_in_view_of_a_very_long_block_stand_evenly_and_their_sentences_are_found() {
    let bitext = bitext(80_000);
    let block = layout(&bitext);
    let ctx = Context::default();
    prepare(&ctx);
    let style =
        page_style(Palette::of(Theme::Light, false), &Session::new(Settings::default(), Library::default()), &EN);
    let view = Rect::from_min_max(pos2(0.0, 30.0), pos2(1000.0, 630.0));
    let (mut cache, mut rubies) = (LineCache::default(), Rubies::default());
    let mut output = ctx.run_ui(RawInput::default(), |ui| {
        let frame = Frame::new(view, &style);
        cache.begin_frame(ui);
        for above in [0_usize, 1, 1000, 79_990] {
            let row_top = 30.0 - above as f64 * 31.0 - 7.3;
            let advances = AdvanceTable::default();
            let lines = ReaderView::screen_lines(
                ui,
                &bitext,
                &block,
                row_top,
                &mut cache,
                &advances,
                &mut rubies,
                &frame,
                &style,
            );
            assert_eq!(lines.len(), 20_usize.min(80_000 - above), "{above}");
            for (n, line) in lines.iter().enumerate() {
                let top = 30.0 - 7.3 + n as f32 * 31.0;
                assert_eq!(line.span.start(), (above + n) * CHAR_BYTES);
                assert!((line.rect.top() - top).abs() < 1e-3, "{above}, {n}: {} {top}", line.rect.top());
                assert!((line.at.y - lines[0].at.y - n as f32 * 31.0).abs() < 1e-3, "{above}, {n}");
            }
            let last = above + lines.len();
            assert_eq!(sentences_on(&bitext, &block, &lines), above / 2..last.div_ceil(2));
            let span = bitext.sentences.zh[above / 2 + 1].span;
            let first = (above / 2 + 1) * 2;
            let expected: Vec<_> = (first..first + 2).map(|n| (n as f32 * 31.0, (n + 1) as f32 * 31.0)).collect();
            assert_eq!(line_tops(&block, span).collect::<Vec<_>>(), expected);
        }
        assert_eq!(sentences_on(&bitext, &block, &[]), 0..0);
    });
    output.textures_delta.clear();
}

#[test]
fn pinyin_is_set_once_for_a_line_that_stays_in_view() {
    let bitext = bitext(4);
    let block = layout(&bitext);
    let ctx = Context::default();
    prepare(&ctx);
    let (mut cache, mut set) = (LineCache::default(), 0);
    // Set, kept, set for another level, kept; gone out of view, and set again.
    for (level, is_in_view, expected) in
        [(0, true, 1), (0, true, 1), (3, true, 2), (3, true, 2), (3, false, 2), (3, true, 3)]
    {
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            cache.begin_frame(ui);
            if !is_in_view {
                return;
            }
            let (text, id) = (&bitext.blocks.zh[0].text, (block.lang, block.block));
            cache.line(id, block.lines[1], block.style, || set_line(ui, text, &block, 1, &AdvanceTable::default()));
            let ruby = cache.ruby(&block, 1, level, || {
                set += 1;
                let galley = ui.fonts_mut(|fonts| {
                    fonts.layout_no_wrap("chuán".to_owned(), FontId::default(), Color32::PLACEHOLDER)
                });
                vec![RubyText { byte: 3, offset: vec2(0.0, 0.0), galley }]
            });
            assert_eq!(ruby.len(), 1);
        });
        output.textures_delta.clear();
        assert_eq!(set, expected);
    }
}
