//! Marks along the scroll bar: where pairs are in doubt, where notes, bookmarks and hits are. Made anew only when one of these changes.

use super::hits::HitMarks;
use super::{Frame, PageStyle};
use crate::layout::{PageMetrics, RowHeights};
use crate::model::Bitext;
use crate::state::{Article, Notes, SearchId};
use crate::ui::theme::Palette;
use eframe::egui::emath::GuiRounding;
use eframe::egui::{Color32, Mesh, Rect, Shape, Ui, pos2};
use std::iter::from_fn;
use std::sync::Arc;

/// Height of a mark; at most one stands at a place.
const MARK_POINTS: f32 = 2.0;
/// A longer run of marks is narrower than the bar.
const MOST_WHOLE_POINTS: f32 = 16.0;

/// The marks, for one state of everything they depend on.
#[derive(Default)]
pub(super) struct ProgressMarks {
    made_of: Option<MadeOf>,
    /// The rows with pairs in doubt: looked for once in a text, not at each width.
    doubtful: Option<(Arc<Bitext>, Vec<usize>)>,
    /// The first and the last of a run of marks in one colour, as shares of the bar's height.
    marks: Vec<(f32, f32, Color32)>,
    /// All of them in a bar at a scale as one shape: the toolkit would take each through its drawing of shapes in every frame.
    drawn: Option<(Rect, f32, Arc<Mesh>)>,
}

struct MadeOf {
    bitext: Arc<Bitext>,
    notes: Option<u64>,
    bookmarks: usize,
    hits: Option<(SearchId, usize)>,
    bar_points: f32,
    metrics: PageMetrics,
    /// See [`RowHeights::changed_points`].
    changed_points: f64,
    /// Changes that move no mark to be seen.
    slack_points: f64,
    palette: Palette,
}

impl MadeOf {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bitext, &other.bitext)
            && (self.notes, self.bookmarks, self.hits) == (other.notes, other.bookmarks, other.hits)
            && (self.bar_points, self.metrics) == (other.bar_points, other.metrics)
            && (self.changed_points - other.changed_points).abs() <= self.slack_points
            && self.palette == other.palette
    }
}

impl ProgressMarks {
    /// Draws the marks within the bar.
    #[expect(clippy::too_many_arguments, reason = "what the marks depend on")]
    pub fn paint(
        &mut self,
        ui: &Ui,
        article: &Article,
        notes: Option<&Notes>,
        hits: Option<&HitMarks>,
        heights: &RowHeights,
        bar: Rect,
        frame: &Frame,
        style: &PageStyle,
    ) {
        let made_of = MadeOf {
            bitext: article.bitext.clone(),
            notes: notes.map(Notes::stamp),
            bookmarks: article.bookmarks.len(),
            hits: hits.filter(|hits| hits.shows_all).map(|hits| (hits.finding.id(), hits.finding.hits().len())),
            bar_points: bar.height(),
            metrics: frame.metrics,
            changed_points: heights.changed_points(),
            slack_points: heights.total() / f64::from(bar.height().max(1.0)),
            palette: style.palette,
        };
        if !self.made_of.as_ref().is_some_and(|of| of.is(&made_of)) {
            let bitext = &article.bitext;
            let (_, doubtful) = match self.doubtful.take().filter(|(of, _)| Arc::ptr_eq(of, bitext)) {
                Some(known) => self.doubtful.insert(known),
                None => self.doubtful.insert((Arc::clone(bitext), doubtful_rows(bitext))),
            };
            self.marks = marks(article, doubtful, notes, hits, heights, bar.height(), &style.palette);
            self.made_of = Some(made_of);
            self.drawn = None;
        }
        let scale = ui.pixels_per_point();
        let drawn = self.drawn.take().filter(|(of, at, _)| *of == bar && at.total_cmp(&scale).is_eq());
        let (.., mesh) =
            self.drawn.insert(drawn.unwrap_or_else(|| (bar, scale, Arc::new(mesh(&self.marks, bar, scale)))));
        if !mesh.is_empty() {
            ui.painter().add(Shape::mesh(Arc::clone(mesh)));
        }
    }
}

/// The marks as they stand in a bar, on whole pixels.
fn mesh(marks: &[(f32, f32, Color32)], bar: Rect, pixels_per_point: f32) -> Mesh {
    let mut mesh = Mesh::default();
    for (first, last, color) in marks {
        let y = |share: f32| bar.top() + share * (bar.height() - MARK_POINTS);
        // The thumb must be seen beside what stands along much of the bar.
        let is_long = y(*last) - y(*first) > MOST_WHOLE_POINTS;
        let (left, right) = (if is_long { bar.right() - 5.0 } else { bar.left() + 2.0 }, bar.right() - 2.0);
        let mark = Rect::from_min_max(pos2(left, y(*first)), pos2(right, y(*last) + MARK_POINTS));
        mesh.add_colored_rect(mark.round_to_pixels(pixels_per_point), *color);
    }
    mesh
}

fn doubtful_rows(bitext: &Bitext) -> Vec<usize> {
    let rows = bitext.rows.iter().enumerate();
    rows.filter(|(_, row)| (0..row.beads.len()).any(|bead| row.is_marked(bead))).map(|(at, _)| at).collect()
}

/// At most one mark for every two points of the bar: a bookmark before a hit, a hit before a note, a note before a doubt.
fn marks(
    article: &Article,
    doubtful: &[usize],
    notes: Option<&Notes>,
    hits: Option<&HitMarks>,
    heights: &RowHeights,
    bar_points: f32,
    palette: &Palette,
) -> Vec<(f32, f32, Color32)> {
    let slots = ((bar_points / MARK_POINTS) as usize).max(1);
    let mut colors: Vec<Option<Color32>> = vec![None; slots];
    let slot_of = |row: usize| slot_of(row, slots, heights);
    // In a long book the doubts would be one bar along all of it, which says nothing and hides the thumb.
    let most = slots / 3;
    let next_doubtful = |from: usize| doubtful.get(doubtful.partition_point(|row| *row < from)).copied();
    let in_doubt: Vec<usize> = marked_slots(slots, heights, next_doubtful).take(most + 1).collect();
    if in_doubt.len() <= most {
        for slot in in_doubt {
            colors[slot] = Some(palette.outline);
        }
    }
    for (index, note) in notes.into_iter().flat_map(|notes| notes.all().iter().enumerate()) {
        if let Some((row, _)) = notes.and_then(|notes| notes.bead(index)) {
            colors[slot_of(row)] = Some(palette.note(note.colour).ink);
        }
    }
    if let Some(hits) = hits.filter(|hits| hits.shows_all) {
        for slot in marked_slots(slots, heights, |from| hits.finding.row_from(from)) {
            colors[slot] = Some(palette.hit_here_tint);
        }
    }
    for row in article.bookmarks.iter().filter_map(|bookmark| bookmark.row(&article.bitext)) {
        colors[slot_of(row)] = Some(palette.accent);
    }
    let last = (slots - 1).max(1) as f32;
    let runs = colors.chunk_by(|slot, next| slot == next).scan(0, |slot, run| {
        let first = *slot;
        *slot += run.len();
        Some((first as f32 / last, (*slot - 1) as f32 / last, run[0]))
    });
    runs.filter_map(|(first, last, color)| Some((first, last, color?))).collect()
}

/// Which of so many slots along the bar a row begins in.
fn slot_of(row: usize, slots: usize, heights: &RowHeights) -> usize {
    let total = heights.total().max(1.0);
    // Multiplied first: heights are whole points, and so both sides of the border between two slots agree where it is.
    ((heights.top(row) * slots as f64 / total) as usize).min(slots - 1)
}

/// The slots that rows with a mark begin in, ascending, where `row_from` tells the first such row from one on. A long book has thousands of doubts
/// and hits: of those in a slot only the first is looked at.
fn marked_slots(
    slots: usize,
    heights: &RowHeights,
    row_from: impl Fn(usize) -> Option<usize>,
) -> impl Iterator<Item = usize> {
    let total = heights.total().max(1.0);
    let mut next = row_from(0);
    from_fn(move || {
        let row = next?;
        let slot = slot_of(row, slots, heights);
        // What begins in this slot is passed over.
        let (last, into_last) = heights.row_at(total * (slot + 1) as f64 / slots as f64);
        next = row_from((last + usize::from(into_last > 0.0)).max(row + 1));
        Some(slot)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_row_with_a_mark_has_its_slot(
            rows in prop::collection::vec((0_u8..90, any::<bool>()), 1..200),
            slots in 1_usize..60,
        ) {
            let heights = RowHeights::new(rows.iter().map(|(height, _)| f32::from(*height)).collect());
            // A row without a height is not shown.
            let marked: Vec<usize> =
                rows.iter().enumerate().filter(|(_, (height, is))| *is && *height > 0).map(|(row, _)| row).collect();
            let mut expected: Vec<usize> = marked.iter().map(|row| slot_of(*row, slots, &heights)).collect();
            expected.dedup();
            let row_from = |from: usize| marked.iter().copied().find(|row| *row >= from);
            prop_assert_eq!(marked_slots(slots, &heights, row_from).collect::<Vec<_>>(), expected);
        }
    }
}
