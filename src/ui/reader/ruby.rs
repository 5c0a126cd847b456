//! Pinyin above the characters of the lines in view: each syllable over the middle of its character, in somewhat narrower letters where it
//! would touch its neighbour. A block is read when a line of it comes into view.

use crate::layout::{BlockLayout, Markup, PlacedChar, TextStyle};
use crate::lexicon::{Level, Lexicon, Readings, Syllable};
use crate::text::ByteSpan;
use eframe::egui::epaint::text::FontsView;
use eframe::egui::{Color32, FontFamily, FontId, Galley, Ui, Vec2, vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// Between two syllables of a word at least, as a multiple of their size, and between two words.
const GAP_EMS: f32 = 0.16;
const WORD_GAP_EMS: f32 = 0.36;
/// From the characters' baseline to the pinyin's: the height of a character, and what a g hangs down with a little air.
const CHARACTER_EMS: f32 = 0.86;
const DROP_EMS: f32 = 0.3;

/// Letters are made narrower in steps of the whole width divided by this, so that what was made narrower once serves again.
const STEPS: f32 = 16.0;
/// Text and headings of a page have a few sizes; a reader who tries sizes leaves others behind.
const MOST_SIZES: usize = 6;
/// More than are in view, but for lists of single words.
const MOST_BLOCKS: usize = 128;
/// What is longer is read line by line: it would take longer than a frame may.
const MOST_WHOLE_BYTES: usize = 4 << 10;

/// The pinyin of one character.
pub(super) struct RubyText {
    /// Where the character is in the block's text.
    pub byte: usize,
    /// From the line's galley to this one.
    pub offset: Vec2,
    /// Without a colour of its own.
    pub galley: Arc<Galley>,
}

/// What is needed to set pinyin.
#[derive(Default)]
pub(super) struct Rubies {
    /// `None` until the dictionary is first needed, or if it cannot be read.
    readings: Option<Readings>,
    is_unreadable: bool,
    /// For `readings`, until these are needed.
    lexicon: Option<Lexicon>,
    /// How blocks are read, and beyond which level.
    blocks: HashMap<usize, (u8, Arc<[Syllable]>)>,
    /// The last ones last.
    letters: Vec<Letters>,
}

/// The syllables that were set before in a size: a language has some thousand, and shaping one takes longer than all else.
struct Letters {
    points: f32,
    set: HashMap<String, SetSyllable>,
}

struct SetSyllable {
    galley: Arc<Galley>,
    /// Narrower, by how many steps of [`STEPS`] are left of its width.
    narrow: Vec<(u8, Arc<Galley>)>,
}

impl Rubies {
    /// To be called once a frame, before lines are asked for, with the dictionary if it is open; `is_anew` if galleys are to be made anew.
    pub fn begin_frame(&mut self, lexicon: Option<&Lexicon>, is_anew: bool) {
        if self.readings.is_none() && self.lexicon.is_none() {
            self.lexicon = lexicon.cloned();
        }
        if is_anew {
            self.letters.clear();
        }
    }

    /// Forgets how blocks are read, for another text.
    pub fn clear(&mut self) {
        self.blocks.clear();
    }

    /// The syllables above the characters of one line of a block with this text, whose galley has its baseline `baseline_points` down.
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
    ) -> Vec<RubyText> {
        let syllables = self.syllables(block.block, block.markup.as_deref(), span, text, above_level);
        let here = syllables.partition_point(|syllable| syllable.byte < span.start());
        set_above(ui, &syllables[here..], chars, &block.style, baseline_points, self.letters(block.style.ruby_points))
    }

    /// How a part of a block is read, or more of it.
    fn syllables(
        &mut self,
        block: usize,
        markup: Option<&Markup>,
        span: ByteSpan,
        text: &str,
        above_level: u8,
    ) -> Arc<[Syllable]> {
        if text.len() > MOST_WHOLE_BYTES {
            return self.read(span, text, markup, above_level).into();
        }
        if let Some((_, known)) = self.blocks.get(&block).filter(|(level, _)| *level == above_level) {
            return Arc::clone(known);
        }
        let syllables: Arc<[Syllable]> = self.read(ByteSpan::whole(text), text, markup, above_level).into();
        if self.blocks.len() >= MOST_BLOCKS {
            self.blocks.clear();
        }
        self.blocks.insert(block, (above_level, Arc::clone(&syllables)));
        syllables
    }

    fn letters(&mut self, points: f32) -> &mut Letters {
        let known = self.letters.iter().position(|letters| letters.points.to_bits() == points.to_bits());
        if let Some(at) = known {
            self.letters[at..].rotate_left(1);
        } else {
            if self.letters.len() == MOST_SIZES {
                self.letters.remove(0);
            }
            self.letters.push(Letters { points, set: HashMap::new() });
        }
        let last = self.letters.len() - 1;
        &mut self.letters[last]
    }

    /// How the words beyond a level are read in a part of a text, as it is drawn: marks inside a word do not part it. Where a syllable is and
    /// where its word begins are places in the source.
    fn read(&mut self, span: ByteSpan, text: &str, markup: Option<&Markup>, above_level: u8) -> Vec<Syllable> {
        if self.readings.is_none() && !self.is_unreadable {
            // A page to look at has no dictionary.
            let lexicon = self.lexicon.take().or_else(|| Lexicon::bundled().ok());
            self.readings = lexicon.map(|lexicon| lexicon.reader());
            self.is_unreadable = self.readings.is_none();
        }
        // A dictionary that cannot be read has said so where words are looked up.
        let Some(readings) = &self.readings else { return vec![] };
        let drawn = markup.map_or(text, |markup| &markup.text);
        let mut syllables = readings.syllables(drawn, markup.map_or(span.range(), |markup| markup.shown_range(span)));
        if above_level > 0 {
            let level = |syllable: &Syllable| Level::of(&drawn[syllable.word.clone()]);
            syllables.retain(|syllable| level(syllable).is_none_or(|level| level.number() > above_level));
        }
        if let Some(markup) = markup {
            for Syllable { byte, word, .. } in &mut syllables {
                (*byte, word.start, word.end) =
                    (markup.source_of(*byte), markup.source_of(word.start), markup.source_of(word.end));
            }
        }
        syllables
    }
}

impl Letters {
    fn galley(&mut self, fonts: &mut FontsView, pinyin: &str) -> Arc<Galley> {
        if let Some(set) = self.set.get(pinyin) {
            return Arc::clone(&set.galley);
        }
        // The face of the interface, which has every letter with its mark.
        let font = FontId::new(self.points, FontFamily::Proportional);
        let galley = fonts.layout_no_wrap(pinyin.to_owned(), font, Color32::PLACEHOLDER);
        self.set.insert(pinyin.to_owned(), SetSyllable { galley: Arc::clone(&galley), narrow: vec![] });
        galley
    }

    /// A syllable that was asked for, in narrower letters, by a scale of some steps.
    fn narrow(&mut self, pinyin: &str, scale: f32) -> Option<Arc<Galley>> {
        let SetSyllable { galley, narrow } = self.set.get_mut(pinyin)?;
        let steps = (scale * STEPS).round() as u8;
        if let Some((_, known)) = narrow.iter().find(|(of, _)| *of == steps) {
            return Some(Arc::clone(known));
        }
        // The toolkit shares it with its cache.
        let mut new = Galley::clone(galley);
        for placed in &mut new.rows {
            let visuals = &mut Arc::make_mut(&mut placed.row).visuals;
            for vertex in &mut visuals.mesh.vertices {
                vertex.pos.x *= scale;
            }
            visuals.mesh_bounds = visuals.mesh.calc_bounds();
        }
        let new = Arc::new(new);
        narrow.push((steps, Arc::clone(&new)));
        Some(new)
    }
}

fn set_above(
    ui: &Ui,
    syllables: &[Syllable],
    chars: &[PlacedChar],
    style: &TextStyle,
    baseline_points: f32,
    letters: &mut Letters,
) -> Vec<RubyText> {
    let size = style.ruby_points;
    let mut set: Vec<(RubyText, &str)> = Vec::with_capacity(chars.len());
    let mut places: Vec<Place> = Vec::with_capacity(chars.len());
    ui.fonts_mut(|fonts| {
        let mut syllables = syllables.iter().peekable();
        for char in chars {
            while syllables.next_if(|syllable| syllable.byte < char.byte).is_some() {}
            let Some(syllable) = syllables.next_if(|syllable| syllable.byte == char.byte) else { continue };
            let galley = letters.galley(fonts, &syllable.pinyin);
            places.push(Place {
                middle: f32::midpoint(char.left_points, char.right_points),
                width: galley.size().x,
                gap_before: size * if syllable.byte == syllable.word.start { WORD_GAP_EMS } else { GAP_EMS },
            });
            set.push((RubyText { byte: char.byte, offset: Vec2::ZERO, galley }, &syllable.pinyin));
        }
    });
    let drop = baseline_points - (style.size_points * CHARACTER_EMS + size * DROP_EMS);
    let rubies = set.into_iter().zip(&places).zip(scales(&places)).map(|(((mut ruby, pinyin), place), scale)| {
        if scale < 1.0
            && let Some(narrow) = letters.narrow(pinyin, scale)
        {
            ruby.galley = narrow;
        }
        let rows = &ruby.galley.rows;
        let baseline = rows.first().and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y)).unwrap_or(0.0);
        ruby.offset = vec2(place.middle - place.width * scale / 2.0, drop - baseline);
        ruby
    });
    rubies.collect()
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
            let fits = (room / needed * STEPS).floor() / STEPS;
            for scale in &mut scales[i..i + 2] {
                *scale = scale.min(fits);
            }
        }
    }
    scales
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
        let syllables = Rubies::default().read(ByteSpan::whole(text), text, Some(&markup), 0);
        let read: Vec<_> = syllables.iter().map(|s| (&text[s.byte..s.byte + 3], s.pinyin.as_str())).collect();
        let expected = [("银", "yín"), ("行", "háng"), ("长", "zhǎng"), ("在", "zài"), ("重", "Chóng"), ("庆", "qìng")];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_block_is_read_once_and_as_its_lines_are() {
        let text = "天亮以前，渡船离开了小岛。船上只有两名乘客，都要去重庆的银行。海上起了大雾，谁也看不见灯塔的光。";
        let mut rubies = Rubies::default();
        let whole = rubies.syllables(3, None, ByteSpan::whole(text), text, 0);
        assert!(Arc::ptr_eq(&whole, &rubies.syllables(3, None, ByteSpan::whole(text), text, 0)));
        let starts: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        for line in starts.windows(9).step_by(4) {
            let span = ByteSpan::new(text, line[0], line[8]).unwrap();
            let of_line = whole.iter().filter(|syllable| span.contains(syllable.byte));
            assert_eq!(of_line.cloned().collect::<Vec<_>>(), rubies.read(span, text, None, 0));
        }
        let rare = rubies.syllables(3, None, ByteSpan::whole(text), text, 3);
        assert!(!rare.is_empty() && rare.len() < whole.len(), "words beyond a level are others");
        rubies.clear();
        assert!(!Arc::ptr_eq(&rare, &rubies.syllables(3, None, ByteSpan::whole(text), text, 3)));
    }

    #[test]
    fn letters_of_a_few_sizes_are_kept() {
        let mut rubies = Rubies::default();
        let sizes = |rubies: &Rubies| rubies.letters.iter().map(|letters| letters.points).collect::<Vec<_>>();
        for points in [9.0, 11.0, 9.0, 12.0, 11.0] {
            assert!((rubies.letters(points).points - points).abs() < f32::EPSILON);
        }
        assert_eq!(sizes(&rubies), [9.0, 12.0, 11.0], "what was asked for last is last");
        for points in [13.0, 14.0, 15.0, 16.0] {
            rubies.letters(points);
        }
        assert_eq!(sizes(&rubies), [12.0, 11.0, 13.0, 14.0, 15.0, 16.0]);
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
