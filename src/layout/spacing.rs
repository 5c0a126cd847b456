//! Room between the characters of a Chinese line (W3C clreq): a quarter of an em between Chinese and Western characters (3.2.2), half an em
//! less where marks meet (3.1.6), and the places where a justified line may grow (3.3).

use super::rules::{NOT_AT_END, NOT_AT_START, is_digit};
use crate::text::{is_han, is_wide};

/// Between Chinese and Western characters.
const GAP_EMS: f32 = 0.25;
/// A mark of full width has about half an em of nothing on one side.
const BLANK_EMS: f32 = 0.5;
/// True for a mark with nothing on its right half, in the mainland's faces.
fn has_blank_right(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '”'
            | '’'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '］'
            | '｝'
            | '〗'
            | '．'
    )
}

/// True for a mark with nothing on its left half.
fn has_blank_left(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '［' | '｛' | '〖')
}

/// What a reader may choose about the setting of Chinese; all off for English.
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Setting {
    /// Marks of full width give up half of it where they meet, at the start of a line, and at the end of one that is justified or too long.
    pub trims_marks: bool,
    /// A quarter of an em between Chinese and Western characters.
    pub has_gaps: bool,
    /// Half-width marks beside Chinese characters are drawn in full width.
    pub widens_marks: bool,
    /// Lines end at the measure, but for the last.
    pub is_justified: bool,
    /// Between two Chinese characters, in ems: room for the syllables above them.
    pub ruby_gap_ems: f32,
}

/// A character with its advance in ems.
#[derive(Clone, Copy, Debug)]
pub(super) struct Advance {
    pub c: char,
    pub ems: f32,
    /// True in code, in which nothing is moved or trimmed.
    pub is_code: bool,
}

impl Advance {
    fn is_full(self) -> bool {
        self.ems > 0.9 && !self.is_code
    }

    /// What it is to its neighbours: code is a Western word to them, whatever it begins and ends with.
    pub(super) fn seen(self) -> char {
        if self.is_code { 'a' } else { self.c }
    }

    /// What its left side can give up.
    pub(super) fn blank_left(self) -> f32 {
        if self.is_full() && has_blank_left(self.c) { BLANK_EMS } else { 0.0 }
    }

    /// What its right side can give up.
    pub(super) fn blank_right(self) -> f32 {
        if self.is_full() && has_blank_right(self.c) { BLANK_EMS } else { 0.0 }
    }
}

/// Between two characters of a line, in ems.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Joint {
    /// Taken from the right of the first.
    pub trim_before: f32,
    /// Taken from the left of the second.
    pub trim_after: f32,
    /// Put between them.
    pub gap: f32,
}

pub(super) fn joint(before: Advance, after: Advance, setting: Setting) -> Joint {
    let mut joint = Joint::default();
    let is_mark = |c: char| has_blank_right(c) || has_blank_left(c);
    if setting.trims_marks && is_mark(before.seen()) && is_mark(after.seen()) {
        joint.trim_before = before.blank_right();
        if joint.trim_before == 0.0 {
            joint.trim_after = after.blank_left();
        }
    }
    if setting.has_gaps && is_border(before.seen(), after.seen()) {
        joint.gap = GAP_EMS;
    }
    if is_han(before.c) && is_han(after.c) {
        joint.gap = joint.gap.max(setting.ruby_gap_ems);
    }
    joint
}

/// How wide a space of the source is between its neighbours: between Chinese and Western characters it is the gap that would be there anyway.
pub(super) fn space_ems(before: char, after: char, setting: Setting) -> Option<f32> {
    (setting.has_gaps && is_border(before, after)).then_some(GAP_EMS)
}

fn is_border(before: char, after: char) -> bool {
    is_han(before) && is_western_start(after) || is_western_end(before) && is_han(after)
}

fn is_western(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() && !is_wide(c) && c < '\u{2000}'
}

fn is_western_start(c: char) -> bool {
    is_western(c) || matches!(c, '$' | '£' | '€' | '¥' | '#' | '@' | '+' | '±')
}

fn is_western_end(c: char) -> bool {
    is_western(c) || matches!(c, '%' | '°' | '+')
}

/// True for a dash that may stand between figures.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '～' | '〜' | '－')
}

/// True beside the dash of a range: `1990|—2000`, `３％～|５％`. Most dashes have no room before them anyway, and would stand askew.
pub(super) fn is_beside_range_dash(before_dash: Option<char>, before: char, after: char) -> bool {
    let ends_figure = |c: char| is_digit(c) || matches!(c, '%' | '％' | '°' | '℃');
    is_dash(after) && ends_figure(before) || is_dash(before) && is_digit(after) && before_dash.is_some_and(ends_figure)
}

/// True if a justified line may grow between two characters: beside Chinese ones and at spaces; never inside words and figures, between the
/// halves of a dash, or on the inner side of a mark.
pub(super) fn may_grow(before: char, after: char) -> bool {
    if before == ' ' || is_han(before) && is_han(after) {
        return true;
    }
    let is_pair = before == after && matches!(before, '—' | '…' | '⋯');
    let is_inner = NOT_AT_END.contains(before) || NOT_AT_START.contains(after);
    let is_wide = |c: char| is_wide(c) || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…');
    after != ' ' && !is_pair && !is_inner && (is_wide(before) || is_wide(after))
}
