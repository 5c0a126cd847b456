//! Where the columns stand in the room there is.

use super::PageStyle;
use crate::layout::PageMetrics;
use crate::model::{Arrangement, Sides};
use crate::text::{Lang, PerLang};
use eframe::egui::{Pos2, Rangef, Rect, pos2};

/// Between the columns, and at both edges.
const GUTTER_POINTS: f32 = 40.0;
const EDGE_POINTS: f32 = 28.0;
/// Room for the scroll bar.
pub(super) const SCROLL_BAR_POINTS: f32 = 14.0;
/// Longer lines are hard to follow: some 80 letters, as many characters as this of Chinese in the size it has beside English.
const MAX_COLUMN_EMS: f32 = 36.0;
const MIN_COLUMN_POINTS: f32 = 80.0;
/// Below this width the translation stands under its text, and so it does where columns would be as narrow as this.
const STACKED_BELOW_POINTS: f32 = 720.0;
const STACKED_BELOW_EMS: f32 = 14.0;
/// From the text to the middle of a mark in the margin.
const MARK_DISTANCE_POINTS: f32 = 14.0;

/// Where things are on the page in this frame.
pub(super) struct Frame {
    pub view: Rect,
    /// Of the page; in columns of the first side, which is a list of its own then.
    pub metrics: PageMetrics,
    /// Of the second side, in columns.
    pub other: Option<PageMetrics>,
    /// True if the sides stand beside each other.
    pub is_beside: bool,
    /// True if columns scroll in step.
    pub is_in_step: bool,
    /// Left edge of each side's column.
    pub left: PerLang<f32>,
}

impl Frame {
    pub fn new(rect: Rect, style: &PageStyle) -> Self {
        let PageStyle { view, size_points, typography, .. } = *style;
        let sides = view.sides;
        let mut width = rect.width() - SCROLL_BAR_POINTS;
        let em = sides.only().map_or(size_points.en.max(size_points.zh), |only| size_points[only]);
        let beside_points = (width - 2.0 * EDGE_POINTS - GUTTER_POINTS) / 2.0;
        let is_narrow = width < STACKED_BELOW_POINTS || beside_points < STACKED_BELOW_EMS * em;
        let is_stacked = is_narrow || view.arrangement == Arrangement::Stacked || sides != Sides::Both;
        let mut page_left = rect.left();
        let is_columns = !is_stacked && view.arrangement == Arrangement::Columns;
        if is_columns {
            page_left += SCROLL_BAR_POINTS;
            width -= SCROLL_BAR_POINTS;
        }
        let room =
            if is_stacked { width - 2.0 * EDGE_POINTS } else { (width - 2.0 * EDGE_POINTS - GUTTER_POINTS) / 2.0 };
        let column_points = room.min(MAX_COLUMN_EMS * em).max(MIN_COLUMN_POINTS).floor();
        let middle = (page_left + width / 2.0).round();
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
        let has_pinyin = view.has_pinyin;
        let page = PageMetrics { column_points, is_stacked, size_points, typography, first, sides, has_pinyin };
        let alone = |lang: Lang| PageMetrics { is_stacked: true, sides: Sides::only_of(lang), ..page };
        Self {
            view: rect,
            metrics: if is_columns { alone(first) } else { page },
            other: is_columns.then(|| alone(first.other())),
            is_beside: !is_stacked,
            is_in_step: !view.is_sync_off,
            left,
        }
    }

    /// True if a side is shown at all.
    pub fn shows(&self, lang: Lang) -> bool {
        self.other.is_some() || self.metrics.sides.has(lang)
    }

    /// From the left edge to the right one of the list that a side stands in.
    pub fn list(&self, lang: Lang) -> Rangef {
        let own = self.left[lang]..=self.left[lang] + self.metrics.column_points;
        if self.other.is_some() || !self.is_beside {
            return Rangef::from(own);
        }
        let first = self.metrics.first;
        Rangef::new(self.left[first], self.left[first.other()] + self.metrics.column_points)
    }

    /// The side that a point is over, where they stand beside each other; the first one otherwise.
    pub fn side_at(&self, at: Pos2) -> Lang {
        let first = self.metrics.first;
        if self.is_beside && at.x > self.left[first.other()] - GUTTER_POINTS / 2.0 { first.other() } else { first }
    }

    /// The room between the columns, up to their edges.
    pub fn gutter(&self) -> Rect {
        let first = self.metrics.first;
        let left = self.left[first] + self.metrics.column_points;
        Rect::from_x_y_ranges(left..=self.left[first.other()], self.view.y_range())
    }

    /// Where a side's scroll bar is: at the outer edge of its column.
    pub fn scroll_bar(&self, lang: Lang) -> Rect {
        let is_left = self.other.is_some() && lang == self.metrics.first;
        let left = if is_left { self.view.left() } else { self.view.right() - SCROLL_BAR_POINTS };
        Rect::from_min_max(pos2(left, self.view.top()), pos2(left + SCROLL_BAR_POINTS, self.view.bottom()))
    }

    /// True if a point is on a scroll bar.
    pub fn is_on_bar(&self, at: Pos2) -> bool {
        Lang::BOTH.into_iter().any(|lang| self.scroll_bar(lang).contains(at))
    }

    /// The middle of a mark about the pairing: between the columns, or beside the only one.
    pub fn pair_mark_x(&self) -> f32 {
        let first = self.metrics.first;
        if self.is_beside {
            self.left[first.other()] - GUTTER_POINTS / 2.0
        } else {
            self.left[first] - MARK_DISTANCE_POINTS
        }
    }

    /// The left edge of a ribbon of this width beside a side: at the outer edge of its margin.
    pub fn ribbon_left(&self, lang: Lang, width_points: f32) -> f32 {
        let from_text = EDGE_POINTS - 1.0;
        if lang == self.metrics.first || !self.is_beside {
            self.left[lang] - from_text
        } else {
            self.left[lang] + self.metrics.column_points + from_text - width_points
        }
    }

    /// The middle of a mark about one side: in its outer margin; what stands between the columns is about the pairing.
    pub fn side_mark_x(&self, lang: Lang) -> f32 {
        if lang == self.metrics.first && self.is_beside {
            self.left[lang] - MARK_DISTANCE_POINTS
        } else {
            self.left[lang] + self.metrics.column_points + MARK_DISTANCE_POINTS
        }
    }
}
