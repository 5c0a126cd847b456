//! The place in a list of rows whose heights are partly guesses: a row and how far into it. What is on the screen is laid out downwards
//! from there, so a height that turns out otherwise above never moves what is being read.

use super::RowHeights;
use crate::model::Place;

/// A place in a list of rows, and the heights.
#[derive(Clone, Debug, Default)]
pub struct Scroll {
    heights: RowHeights,
    row: usize,
    /// Points of `row` that are above the view; may be out of the row's bounds until [`Scroll::settle`].
    offset_points: f64,
    /// True while `offset_points` is a share of a height that may be a guess.
    is_share: bool,
    has_moved: bool,
}

impl Scroll {
    /// Takes new heights for the same or another list; keeps the row and the fraction of it.
    pub fn set_heights(&mut self, heights: impl Iterator<Item = f32>) {
        let place = self.place();
        self.heights.replace(heights);
        self.jump_to(place);
    }

    /// Takes heights that were measured elsewhere, of the rows from `first` on. Nothing in view moves.
    pub fn take_heights(&mut self, first: usize, points: &[f32]) {
        // What the place is a fraction of is for `settle` to change.
        let here = self.heights.get(self.row);
        self.heights.set_from(first, points);
        self.heights.set(self.row, here);
    }

    /// True if it was told to move since this was asked last.
    pub fn take_moved(&mut self) -> bool {
        std::mem::take(&mut self.has_moved)
    }

    /// All heights.
    #[must_use]
    pub fn heights(&self) -> &RowHeights {
        &self.heights
    }

    /// The place at the top of the view.
    #[must_use]
    pub fn place(&self) -> Place {
        let height = f64::from(self.heights.get(self.row));
        let fraction = if height > 0.0 { (self.offset_points / height).clamp(0.0, 1.0) } else { 0.0 };
        Place { row: self.row, fraction }
    }

    /// The place so many points above the top of the view, or below it with a negative distance; never beyond the start or the end.
    #[must_use]
    pub fn place_above(&self, points: f64) -> Place {
        let height = |row| f64::from(self.heights.get(row));
        let (mut row, mut offset) = (self.row, self.offset_points - points);
        while offset < 0.0 && row > 0 {
            row -= 1;
            offset += height(row);
        }
        while row + 1 < self.heights.len() && offset >= height(row) {
            offset -= height(row);
            row += 1;
        }
        Place { row, fraction: if height(row) > 0.0 { (offset / height(row)).clamp(0.0, 1.0) } else { 0.0 } }
    }

    /// The row that the view begins in, and how far into it, in points: not changed by heights that arrive.
    #[must_use]
    pub fn anchor(&self) -> (usize, f64) {
        (self.row, self.offset_points)
    }

    /// True if it was told to move since [`Scroll::take_moved`].
    #[must_use]
    pub fn has_moved(&self) -> bool {
        self.has_moved
    }

    /// The top of the view, in points from the top of everything.
    #[must_use]
    pub fn top_points(&self) -> f64 {
        self.heights.top(self.row) + self.offset_points
    }

    /// Takes the true height of a row; the view stays where it is in its own row.
    pub fn set_height(&mut self, row: usize, height_points: f32) {
        self.heights.set(row, height_points);
    }

    /// Goes to a place; past the end is the end.
    pub fn jump_to(&mut self, place: Place) {
        self.row = place.row.min(self.heights.len().saturating_sub(1));
        let fraction = if place.row > self.row { 1.0 } else { place.fraction };
        (self.is_share, self.has_moved) = (true, true);
        self.offset_points = fraction * f64::from(self.heights.get(self.row));
    }

    /// Puts a row's point at a distance below the top of the view.
    pub fn put(&mut self, row: usize, point_in_row: f64, below_top: f64) {
        self.row = row.min(self.heights.len().saturating_sub(1));
        self.offset_points = point_in_row - below_top;
        (self.is_share, self.has_moved) = (false, true);
    }

    /// Moves towards the end, or with a negative distance towards the start.
    pub fn move_by(&mut self, points: f64) {
        self.offset_points += points;
        self.has_moved |= points != 0.0;
    }

    /// Where the view is in the whole, as the top of the scroll bar's thumb: 0 at the start, 1 at the end.
    #[must_use]
    pub fn fraction(&self, view_points: f64) -> f64 {
        let most = self.heights.total() - view_points;
        if most > 0.0 { (self.top_points() / most).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Goes where the scroll bar says.
    pub fn jump_to_fraction(&mut self, fraction: f64, view_points: f64) {
        let most = (self.heights.total() - view_points).max(0.0);
        let (row, offset) = self.heights.row_at(fraction.clamp(0.0, 1.0) * most);
        (self.row, self.offset_points) = (row, offset);
        (self.is_share, self.has_moved) = (true, true);
    }

    /// Brings the place inside the list and tells which rows are in view: each row with its top below the top of the view. `measure` lays
    /// a row out and tells its true height; it is asked for what is in view, and for what is passed on the way. A row without a height has nothing
    /// to show, and is passed over.
    pub fn settle(&mut self, view_points: f64, mut measure: impl FnMut(usize) -> f32) -> Vec<(usize, f64)> {
        if self.heights.is_empty() {
            (self.row, self.offset_points) = (0, 0.0);
            return vec![];
        }
        // A fraction of a guessed height becomes the same fraction of the true one.
        let guessed = f64::from(self.heights.get(self.row));
        let height = self.learn(self.row, &mut measure);
        if std::mem::take(&mut self.is_share)
            && guessed > 0.0
            && (0.0..=guessed).contains(&self.offset_points)
            && (guessed - height).abs() > 1e-6
        {
            self.offset_points *= height / guessed;
        }
        self.rewind(&mut measure);
        let rows = self.walk_down(view_points, &mut measure);
        let end = rows.last().map_or(0.0, |(row, top)| top + f64::from(self.heights.get(*row)));
        let is_at_end = rows.last().is_some_and(|(row, _)| self.heights.next_tall(*row) == self.heights.len());
        if is_at_end && end < view_points && (self.row > 0 || self.offset_points > 0.0) {
            self.offset_points -= view_points - end;
            self.rewind(&mut measure);
            return self.walk_down(view_points, &mut measure);
        }
        rows
    }

    /// Which rows would be in view if it were moved so far, as [`Scroll::settle`] tells them; moves nothing.
    pub fn settle_after(
        &mut self,
        points: f64,
        view_points: f64,
        measure: impl FnMut(usize) -> f32,
    ) -> Vec<(usize, f64)> {
        let before = (self.row, self.offset_points, self.is_share, self.has_moved);
        self.move_by(points);
        let rows = self.settle(view_points, measure);
        (self.row, self.offset_points, self.is_share, self.has_moved) = before;
        rows
    }

    /// Walks up until the offset lies inside its row, or at the very top.
    fn rewind(&mut self, measure: &mut impl FnMut(usize) -> f32) {
        while self.offset_points < 0.0 {
            if self.row == 0 {
                self.offset_points = 0.0;
                return;
            }
            self.row = self.heights.last_tall(self.row);
            self.offset_points += self.learn(self.row, measure);
        }
    }

    /// Walks down past the rows that are wholly above, then collects the rows in view.
    fn walk_down(&mut self, view_points: f64, measure: &mut impl FnMut(usize) -> f32) -> Vec<(usize, f64)> {
        loop {
            let height = self.learn(self.row, measure);
            let next = self.heights.next_tall(self.row);
            if self.offset_points < height || next == self.heights.len() {
                break;
            }
            self.offset_points -= height;
            self.row = next;
        }
        let mut rows = Vec::new();
        let mut top = -self.offset_points;
        let mut row = self.row;
        while row < self.heights.len() && top < view_points {
            let height = self.learn(row, measure);
            rows.push((row, top));
            top += height;
            row = self.heights.next_tall(row);
        }
        rows
    }

    fn learn(&mut self, row: usize, measure: &mut impl FnMut(usize) -> f32) -> f64 {
        let height = measure(row);
        self.heights.set(row, height);
        f64::from(height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scroll(guesses: &[f32]) -> Scroll {
        let mut scroll = Scroll::default();
        scroll.set_heights(guesses.iter().copied());
        scroll
    }

    #[derive(Clone, Debug)]
    enum Step {
        Move(f64),
        Fraction(f64),
        Jump(usize, f64),
        Guess(usize, f32),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (-900.0..900.0).prop_map(Step::Move),
            (0.0..1.0).prop_map(Step::Fraction),
            (0_usize..50, 0.0..1.0).prop_map(|(row, fraction)| Step::Jump(row, fraction)),
            (0_usize..40, 5.0_f32..300.0).prop_map(|(row, height)| Step::Guess(row, height)),
        ];
        prop::collection::vec(step, 1..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn the_view_is_always_filled_and_never_jumps(
            truth in prop::collection::vec(5.0_f32..300.0, 1..40),
            guesses in prop::collection::vec(5.0_f32..300.0, 40),
            steps in steps(),
        ) {
            let view = 240.0;
            let mut scroll = scroll(&guesses[..truth.len()]);
            for step in steps {
                let before = scroll.settle(view, |row| truth[row]);
                match step {
                    Step::Move(points) => {
                        scroll.move_by(points);
                        let after = scroll.settle(view, |row| truth[row]);
                        // Rows that stay in view all move by the same distance, never more than was asked.
                        let moved: Vec<f64> = after.iter()
                            .filter_map(|(row, top)| Some(before.iter().find(|(r, _)| r == row)?.1 - top)).collect();
                        prop_assert!(moved.windows(2).all(|m| (m[0] - m[1]).abs() < 1e-3));
                        prop_assert!(moved.iter().all(|m| m.abs() <= points.abs() + 1e-3));
                    }
                    Step::Fraction(fraction) => scroll.jump_to_fraction(fraction, view),
                    Step::Jump(row, fraction) => scroll.jump_to(Place { row, fraction }),
                    Step::Guess(row, height) => {
                        // A height that arrives late, for a row out of view: nothing in view moves.
                        if row < truth.len() && before.iter().all(|(r, _)| *r != row) {
                            scroll.take_heights(row, &[height]);
                            let after = scroll.settle(view, |row| truth[row]);
                            prop_assert_eq!(&before, &after);
                        }
                    }
                }
                let rows = scroll.settle(view, |row| truth[row]);
                let total: f64 = truth.iter().map(|h| f64::from(*h)).sum();
                let (first, last) = (rows[0], rows[rows.len() - 1]);
                prop_assert!(first.1 <= 1e-6, "nothing empty above: {:?}", first);
                let end = last.1 + f64::from(truth[last.0]);
                prop_assert!(end >= view.min(total) - 1e-3, "nothing empty below: {}", end);
            }
        }

        #[test]
        fn a_place_is_kept_over_new_heights(
            truth in prop::collection::vec(50.0_f32..300.0, 20), other in prop::collection::vec(50.0_f32..300.0, 20),
            row in 0_usize..12, fraction in 0.0_f64..0.99,
        ) {
            let mut scroll = scroll(&truth);
            scroll.jump_to(Place { row, fraction });
            scroll.settle(100.0, |row| truth[row]);
            let before = scroll.place();
            scroll.set_heights([77.0; 20].into_iter());
            scroll.settle(100.0, |row| other[row]);
            prop_assert_eq!(scroll.place().row, before.row);
            prop_assert!((scroll.place().fraction - before.fraction).abs() < 1e-3);
        }
    }

    #[test]
    fn an_empty_list_has_a_place() {
        let mut scroll = Scroll::default();
        scroll.move_by(50.0);
        assert!(scroll.settle(100.0, |_| 10.0).is_empty());
        assert_eq!(scroll.place(), Place::default());
    }
}
