//! Lines that begin further in than the column: items of lists behind their markers, and what is quoted.

use super::place::place_line;
use super::{AdvanceTable, Markup, Setting, TextStyle};
use crate::model::BlockKind;
use crate::text::{Lang, PerLang};

/// Where the text of an item of a list begins, behind that of the item it is in, and all lines of what is quoted; and what stands between a
/// marker and its text.
const HANG_EMS: PerLang<f32> = PerLang { en: 1.75, zh: 2.0 };
const MARKER_GAP_EMS: f32 = 0.4;
/// What is deeper stands no further in.
const MAX_LEVEL: u8 = 4;

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
pub(super) fn hung(
    style: TextStyle,
    (lang, kind): (Lang, BlockKind),
    markup: &Markup,
    advances: &AdvanceTable,
) -> TextStyle {
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
    let level = if let BlockKind::ListItem(level) = kind { level.min(MAX_LEVEL) } else { 0 };
    let ems = ems + f32::from(level) * HANG_EMS[lang];
    let points = (ems * pitch_points).min(style.measure_points / 2.0);
    let indent_points = if marker_bytes == 0 { points } else { (points - marker_points).max(0.0) };
    TextStyle { indent_points, hang: Hang { points, marker_bytes }, ..style }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Face, Ink};

    #[test]
    fn an_item_inside_another_begins_where_that_one_has_its_text() {
        let advances = AdvanceTable::default();
        for (lang, source, level, width_ems, expected_ems) in [
            (Lang::En, "- so", 0, 30.0, 1.75),
            (Lang::En, "- so", 1, 30.0, 3.5),
            (Lang::En, "- so", 2, 30.0, 5.25),
            (Lang::Zh, "- 面包", 0, 30.0, 2.0),
            (Lang::Zh, "1. 面包", 1, 30.0, 4.0),
            (Lang::Zh, "- 面包", 4, 30.0, 10.0),
            // As deep as it goes, and half of a narrow column at most.
            (Lang::Zh, "- 面包", 200, 30.0, 10.0),
            (Lang::Zh, "- 面包", 4, 12.0, 6.0),
        ] {
            let style = TextStyle {
                face: Face::Zh,
                size_points: 10.0,
                line_height_points: 17.0,
                ink: Ink::Full,
                measure_points: width_ems * 10.0,
                indent_points: 0.0,
                hang: Hang::default(),
                ruby_points: 0.0,
                keeps_lines: false,
                setting: Setting::default(),
            };
            let kind = BlockKind::ListItem(level);
            let markup = Markup::of(source, kind, false).unwrap();
            let hung = hung(style, (lang, kind), &markup, &advances);
            assert!((hung.hang.points - expected_ems * 10.0).abs() < 1e-3, "{source} at {level}: {:?}", hung.hang);
            // Its marker stands against its text.
            let marker_points = hung.hang.points - hung.indent_points;
            assert!(hung.indent_points >= 0.0 && marker_points <= 20.0, "{source} at {level}: {marker_points}");
        }
    }
}
