//! Where the columns stand in the room there is.

use super::PageStyle;
use crate::layout::PageMetrics;
use crate::model::{Arrangement, Bitext, Sides};
use crate::text::{Lang, PerLang};
use eframe::egui::Rect;

/// Between the columns, and at both edges.
const GUTTER_POINTS: f32 = 40.0;
const EDGE_POINTS: f32 = 28.0;
/// Room for the scroll bar.
pub(super) const SCROLL_BAR_POINTS: f32 = 14.0;
/// Longer lines are hard to follow.
const MAX_COLUMN_POINTS: f32 = 720.0;
/// Below this width the translation stands under its text.
const STACKED_BELOW_POINTS: f32 = 720.0;
/// From the text to the middle of a mark in the margin.
const MARK_DISTANCE_POINTS: f32 = 14.0;

/// Where things are on the page in this frame.
pub(super) struct Frame {
    pub view: Rect,
    pub metrics: PageMetrics,
    /// Left edge of each side's column.
    pub left: PerLang<f32>,
}

impl Frame {
    pub fn new(rect: Rect, bitext: &Bitext, style: &PageStyle) -> Self {
        let PageStyle { view, size_points, typography, .. } = *style;
        // An article that has not the language asked for is shown as it is.
        let sides =
            view.sides.only().filter(|only| bitext.blocks[*only].is_empty()).map_or(view.sides, |_| Sides::Both);
        let width = rect.width() - SCROLL_BAR_POINTS;
        let is_stacked =
            width < STACKED_BELOW_POINTS || view.arrangement == Arrangement::Stacked || sides != Sides::Both;
        let room =
            if is_stacked { width - 2.0 * EDGE_POINTS } else { (width - 2.0 * EDGE_POINTS - GUTTER_POINTS) / 2.0 };
        let column_points = room.clamp(80.0, MAX_COLUMN_POINTS).floor();
        let middle = (rect.left() + width / 2.0).round();
        let first = view.first();
        let left = PerLang::from_fn(|lang| {
            if is_stacked {
                (middle - column_points / 2.0).round()
            } else if lang == first {
                middle - GUTTER_POINTS / 2.0 - column_points
            } else {
                middle + GUTTER_POINTS / 2.0
            }
        });
        Self {
            view: rect,
            metrics: PageMetrics {
                column_points,
                is_stacked,
                size_points,
                typography,
                first,
                sides,
                has_pinyin: view.has_pinyin,
            },
            left,
        }
    }

    /// The middle of a mark about the pairing: between the columns, or beside the only one.
    pub fn pair_mark_x(&self) -> f32 {
        let first = self.metrics.first;
        if self.metrics.is_stacked {
            self.left[first] - MARK_DISTANCE_POINTS
        } else {
            self.left[first.other()] - GUTTER_POINTS / 2.0
        }
    }

    /// The middle of a mark about one side: in its outer margin; what stands between the columns is about the pairing.
    pub fn side_mark_x(&self, lang: Lang) -> f32 {
        if lang == self.metrics.first && !self.metrics.is_stacked {
            self.left[lang] - MARK_DISTANCE_POINTS
        } else {
            self.left[lang] + self.metrics.column_points + MARK_DISTANCE_POINTS
        }
    }
}
