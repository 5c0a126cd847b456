//! Pinyin above the characters of the lines in view: each syllable over the middle of its character, in somewhat narrower letters where it
//! would touch its neighbour. Read line by line when a line comes into view, and kept for a few screens.

use crate::layout::{BlockLayout, Markup, PlacedChar, TextStyle};
use crate::lexicon::{Lexicon, Readings, Syllable};
use crate::text::ByteSpan;
use eframe::egui::{Color32, FontFamily, FontId, Galley, Ui, Vec2, vec2};
use std::rc::Rc;
use std::sync::Arc;

/// Between two syllables of a word at least, as a multiple of their size, and between two words.
const GAP_EMS: f32 = 0.16;
const WORD_GAP_EMS: f32 = 0.36;
/// From the characters' baseline to the pinyin's: the height of a character, and what a g hangs down with a little air.
const CHARACTER_EMS: f32 = 0.86;
const DROP_EMS: f32 = 0.3;
/// So many new words are looked up in a frame, a quarter of a millisecond each; the rest follow in the next.
const WORDS_A_FRAME: usize = 24;
/// Lines that are kept; a large screen shows some hundred.
const LINES_KEPT: usize = 300;

/// The pinyin of one character.
pub(super) struct RubyText {
    /// Where the character is in the block's text.
    pub byte: usize,
    /// From the line's galley to this one.
    pub offset: Vec2,
    /// Without a colour of its own.
    pub galley: Arc<Galley>,
}

/// The readings of the lines that were shown last.
#[derive(Default)]
pub(super) struct Rubies {
    /// `None` until the dictionary is first needed, or if it cannot be read.
    readings: Option<Readings>,
    is_unreadable: bool,
    /// For `readings`, until these are needed.
    lexicon: Option<Lexicon>,
    lines: Vec<(Line, Rc<[Syllable]>)>,
    /// Words that were looked up before this frame.
    looked_up: usize,
}

/// A block of the Chinese side, and a line of it.
type Line = (usize, ByteSpan);

impl Rubies {
    /// Another text or other lines.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// To be called once a frame, before lines are asked for, with the dictionary if it is open.
    pub fn begin_frame(&mut self, lexicon: Option<&Lexicon>) {
        if self.readings.is_none() && self.lexicon.is_none() {
            self.lexicon = lexicon.cloned();
        }
        self.looked_up = self.readings.as_ref().map_or(0, Readings::looked_up);
        if self.lines.len() > LINES_KEPT {
            self.lines.drain(..LINES_KEPT / 2);
        }
    }

    /// The syllables above the characters of one line of a block with this text, whose galley has its baseline `baseline_points` down; `None`
    /// for now if this frame has looked enough up.
    #[expect(clippy::too_many_arguments, reason = "a line, and what it is set with")]
    pub fn above(
        &mut self,
        ui: &Ui,
        block: &BlockLayout,
        text: &str,
        span: ByteSpan,
        chars: &[PlacedChar],
        baseline_points: f32,
        above_level: u8,
    ) -> Option<Vec<RubyText>> {
        let Some(syllables) = self.read((block.block, span), text, block.markup.as_deref()) else {
            ui.ctx().request_repaint();
            return None;
        };
        let is_shown = |syllable: &&Syllable| syllable.level.is_none_or(|level| level.number() > above_level);
        Some(set_above(ui, syllables.iter().filter(is_shown), chars, &block.style, baseline_points))
    }

    /// How a line is read, as it is drawn: marks inside a word do not part it. `None` if this frame has looked enough up.
    fn read(&mut self, line: Line, text: &str, markup: Option<&Markup>) -> Option<Rc<[Syllable]>> {
        if let Some((_, syllables)) = self.lines.iter().rev().find(|(kept, _)| *kept == line) {
            return Some(syllables.clone());
        }
        if self.readings.is_none() && !self.is_unreadable {
            // A page to look at has no dictionary.
            let lexicon = self.lexicon.take().or_else(|| Lexicon::bundled().ok());
            self.readings = lexicon.map(|lexicon| lexicon.reader());
            self.is_unreadable = self.readings.is_none();
        }
        // A dictionary that cannot be read has said so where words are looked up.
        let Some(readings) = &mut self.readings else { return Some(Rc::default()) };
        if readings.looked_up() > self.looked_up + WORDS_A_FRAME {
            return None;
        }
        let mut syllables = match markup {
            None => readings.syllables(text, line.1.range()),
            Some(markup) => readings.syllables(&markup.text, markup.shown_range(line.1)),
        };
        if let Some(markup) = markup {
            for syllable in &mut syllables {
                syllable.byte = markup.source_of(syllable.byte);
            }
        }
        let syllables: Rc<[Syllable]> = syllables.into();
        self.lines.push((line, syllables.clone()));
        Some(syllables)
    }
}

fn set_above<'s>(
    ui: &Ui,
    syllables: impl Iterator<Item = &'s Syllable>,
    chars: &[PlacedChar],
    style: &TextStyle,
    baseline_points: f32,
) -> Vec<RubyText> {
    let size = style.ruby_points;
    // The face of the interface, which has every letter with its mark.
    let font = FontId::new(size, FontFamily::Proportional);
    let mut set: Vec<RubyText> = Vec::with_capacity(chars.len());
    let mut places: Vec<Place> = Vec::with_capacity(chars.len());
    ui.fonts_mut(|fonts| {
        let mut syllables = syllables.peekable();
        for char in chars {
            while syllables.next_if(|syllable| syllable.byte < char.byte).is_some() {}
            let Some(syllable) = syllables.next_if(|syllable| syllable.byte == char.byte) else { continue };
            let galley = fonts.layout_no_wrap(syllable.pinyin.clone(), font.clone(), Color32::PLACEHOLDER);
            places.push(Place {
                middle: f32::midpoint(char.left_points, char.right_points),
                width: galley.size().x,
                gap_before: size * if syllable.begins_word { WORD_GAP_EMS } else { GAP_EMS },
            });
            set.push(RubyText { byte: char.byte, offset: Vec2::ZERO, galley });
        }
    });
    let drop = baseline_points - (style.size_points * CHARACTER_EMS + size * DROP_EMS);
    for ((ruby, place), scale) in set.iter_mut().zip(&places).zip(scales(&places)) {
        if scale < 1.0 {
            narrow(&mut ruby.galley, scale);
        }
        let rows = &ruby.galley.rows;
        let baseline = rows.first().and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y)).unwrap_or(0.0);
        ruby.offset = vec2(place.middle - place.width * scale / 2.0, drop - baseline);
    }
    set
}

/// Where a syllable stands; in points along the line.
#[derive(Clone, Copy, Debug)]
struct Place {
    middle: f32,
    width: f32,
    /// To the one before at least.
    gap_before: f32,
}

/// How much narrower each of some syllables has to be so that no two are nearer than they may.
fn scales(syllables: &[Place]) -> Vec<f32> {
    let mut scales = vec![1.0_f32; syllables.len()];
    for (i, pair) in syllables.windows(2).enumerate() {
        let room = pair[1].middle - pair[0].middle - pair[1].gap_before;
        let needed = f32::midpoint(pair[0].width, pair[1].width);
        if needed > room && room > 0.0 {
            for scale in &mut scales[i..i + 2] {
                *scale = scale.min(room / needed);
            }
        }
    }
    scales
}

/// Makes a galley's letters narrower. The toolkit shares it with its cache, so what is changed is a copy.
fn narrow(galley: &mut Arc<Galley>, scale: f32) {
    let galley = Arc::make_mut(galley);
    for placed in &mut galley.rows {
        let visuals = &mut Arc::make_mut(&mut placed.row).visuals;
        for vertex in &mut visuals.mesh.vertices {
            vertex.pos.x *= scale;
        }
        visuals.mesh_bounds = visuals.mesh.calc_bounds();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use proptest::prelude::*;

    #[test]
    fn marks_inside_a_word_do_not_part_it() {
        let text = "银**行**长在**重**庆。";
        let markup = Markup::of(text, BlockKind::Paragraph, true).unwrap();
        let syllables = Rubies::default().read((0, ByteSpan::whole(text)), text, Some(&markup)).unwrap();
        let read: Vec<_> = syllables.iter().map(|s| (&text[s.byte..s.byte + 3], s.pinyin.as_str())).collect();
        let expected = [("银", "yín"), ("行", "háng"), ("长", "zhǎng"), ("在", "zài"), ("重", "Chóng"), ("庆", "qìng")];
        assert_eq!(read, expected);
    }

    proptest! {
        #[test]
        fn no_two_syllables_touch(
            steps in prop::collection::vec((20.0_f32..60.0, 5.0_f32..40.0), 0..20),
            gap_before in 0.5_f32..3.0,
        ) {
            let mut middle = 0.0;
            let place = |(step, width): &(f32, f32)| {
                middle += step;
                Place { middle, width: *width, gap_before }
            };
            let syllables: Vec<Place> = steps.iter().map(place).collect();
            let scales = scales(&syllables);
            let room = |pair: &[Place]| pair[1].middle - pair[0].middle - gap_before;
            for (i, pair) in syllables.windows(2).enumerate() {
                let taken = f32::midpoint(pair[0].width * scales[i], pair[1].width * scales[i + 1]);
                prop_assert!(taken <= room(pair) + 0.001);
            }
            // What has room is left as it is.
            if syllables.windows(2).all(|pair| f32::midpoint(pair[0].width, pair[1].width) <= room(pair)) {
                prop_assert!(scales.iter().all(|scale| *scale > 0.999));
            }
        }
    }
}
