//! Lines that begin further in than the column: items of lists behind their markers, and what is quoted.

use super::place::place_line;
use super::{AdvanceTable, Markup, Setting, TextStyle};
use crate::text::{Lang, PerLang};

/// Where the text of an item of a list begins, and all lines of what is quoted; and what stands between a marker and its text.
const HANG_EMS: PerLang<f32> = PerLang { en: 1.75, zh: 2.0 };
const MARKER_GAP_EMS: f32 = 0.4;

/// How lines hang behind a marker: `• so`, `12. so`; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hang {
    /// Where they begin.
    pub points: f32,
    /// The bytes of the first line before that.
    pub marker_bytes: usize,
}

/// A style whose lines stand behind the marker of an item of a list, which is set against them, or inside a quotation. Chinese stays on
/// its grid.
pub(super) fn hung(style: TextStyle, lang: Lang, markup: &Markup, advances: &AdvanceTable) -> TextStyle {
    let pitch_points = style.size_points * (1.0 + style.setting.ruby_gap_ems);
    let marker_bytes = markup.marker_bytes;
    if marker_bytes == 0 && !markup.is_quote {
        return style;
    }
    let setting = Setting { is_justified: false, ..style.setting };
    let bare = TextStyle { indent_points: 0.0, setting, ..style };
    let marker = place_line(&markup.text, 0..marker_bytes, &bare, &[], advances);
    let ink = marker.iter().rfind(|p| !p.c.is_whitespace());
    let marker_points = ink.map_or(0.0, |last| {
        // Marks of full width have room of their own.
        let has_room = last.right_points - last.left_points > 0.9 * style.size_points;
        last.right_points + if has_room { 0.0 } else { MARKER_GAP_EMS * style.size_points }
    });
    let ems = (marker_points / pitch_points - 0.01).ceil().max(HANG_EMS[lang]);
    let points = (ems * pitch_points).min(style.measure_points / 2.0);
    let indent_points = if marker_bytes == 0 { points } else { (points - marker_points).max(0.0) };
    TextStyle { indent_points, hang: Hang { points, marker_bytes }, ..style }
}
