//! The lines of the last frame, kept for the next: where nothing changes and nothing comes into view, nothing is shaped.

use super::ruby::RubyText;
use crate::layout::{BlockLayout, Line, PlacedChar, TextStyle};
use crate::text::Lang;
use eframe::egui::{Color32, FontId, Galley, Ui};
use std::collections::HashMap;
use std::sync::Arc;

/// A line as it is drawn wherever it stands, in whatever ink.
#[derive(Clone)]
pub struct SetLine {
    /// Its glyphs, without ink of their own.
    pub galley: Arc<Galley>,
    /// Every character that is drawn, from left to right; points from the left end.
    pub chars: Arc<[PlacedChar]>,
}

/// Where a line is in an article: side, block, and its first byte there.
type LineId = (Lang, usize, usize);

/// What was drawn in this frame and in the one before.
#[derive(Default)]
pub struct LineCache {
    before: HashMap<LineId, Kept>,
    now: HashMap<LineId, Kept>,
    witness: Option<Arc<Galley>>,
}

struct Kept {
    line: Line,
    style: TextStyle,
    set: SetLine,
    /// What stands above it, where words are above a level.
    ruby: Option<(u8, Arc<[RubyText]>)>,
}

impl LineCache {
    /// Lets go of what was not drawn in the last frame. True if whatever galleys are kept are to be made anew.
    pub fn begin_frame(&mut self, ui: &Ui) -> bool {
        std::mem::swap(&mut self.before, &mut self.now);
        self.now.clear();
        // Lines point into the toolkit's picture of all glyphs. When that is made anew, by another scale or because it is full, the toolkit
        // forgets its own galleys, so one that is asked for every frame tells.
        let witness =
            ui.fonts_mut(|fonts| fonts.layout_no_wrap("对".to_owned(), FontId::default(), Color32::PLACEHOLDER));
        let is_anew = !self.witness.as_ref().is_some_and(|before| Arc::ptr_eq(before, &witness));
        if is_anew {
            self.before.clear();
            self.witness = Some(witness);
        }
        is_anew
    }

    /// Forgets everything, for another text.
    pub fn clear(&mut self) {
        self.before.clear();
        self.now.clear();
    }

    /// A line of a block, as it was set before or as `set` sets it.
    pub(super) fn line(
        &mut self,
        (lang, block): (Lang, usize),
        line: Line,
        style: TextStyle,
        set: impl FnOnce() -> SetLine,
    ) -> SetLine {
        let id = (lang, block, line.span.start());
        // A list may show a line twice.
        let kept = self.now.remove(&id).or_else(|| self.before.remove(&id));
        let kept = kept.filter(|kept| kept.line == line && kept.style == style);
        let kept = kept.unwrap_or_else(|| Kept { line, style, set: set(), ruby: None });
        let set = kept.set.clone();
        self.now.insert(id, kept);
        set
    }

    /// What stands above a line that this frame has asked for, as it was set before or as `set` sets it.
    pub(super) fn ruby(
        &mut self,
        block: &BlockLayout,
        line: usize,
        above_level: u8,
        set: impl FnOnce() -> Vec<RubyText>,
    ) -> Arc<[RubyText]> {
        let id = (block.lang, block.block, block.lines[line].span.start());
        let Some(kept) = self.now.get_mut(&id) else { return Arc::default() };
        if let Some((level, ruby)) = &kept.ruby
            && *level == above_level
        {
            return Arc::clone(ruby);
        }
        let ruby: Arc<[RubyText]> = set().into();
        kept.ruby = Some((above_level, Arc::clone(&ruby)));
        ruby
    }
}
