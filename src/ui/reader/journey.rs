//! The places a reader has jumped away from, with a way back and forth, as in a browser.

use crate::model::Place;

/// Older places are forgotten.
const MAX_PLACES: usize = 100;

/// Where a reader was, in the article that is open.
#[derive(Debug, Default)]
pub(super) struct Journey {
    behind: Vec<Place>,
    ahead: Vec<Place>,
}

impl Journey {
    /// A jump leaves this place; what was ahead is forgotten.
    pub fn leave(&mut self, place: Place) {
        self.ahead.clear();
        if self.behind.last() != Some(&place) {
            self.behind.push(place);
        }
        if self.behind.len() > MAX_PLACES {
            self.behind.remove(0);
        }
    }

    /// The text was paired anew or read again: says where each place is now.
    pub fn move_all(&mut self, moved: impl Fn(Place) -> Place) {
        for place in self.behind.iter_mut().chain(&mut self.ahead) {
            *place = moved(*place);
        }
    }

    /// Back from `now` to the last place that was left for another one.
    pub fn back(&mut self, now: Place) -> Option<Place> {
        step(&mut self.behind, &mut self.ahead, now)
    }

    /// Where the last step back came from.
    pub fn forward(&mut self, now: Place) -> Option<Place> {
        step(&mut self.ahead, &mut self.behind, now)
    }

    /// Whether [`Journey::back`] and [`Journey::forward`] lead anywhere from `now`.
    pub fn ways(&self, now: Place) -> [bool; 2] {
        [&self.behind, &self.ahead].map(|places| places.iter().any(|place| *place != now))
    }
}

fn step(from: &mut Vec<Place>, to: &mut Vec<Place>, now: Place) -> Option<Place> {
    let place = std::iter::from_fn(|| from.pop()).find(|place| *place != now)?;
    to.push(now);
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: usize) -> Place {
        Place { row, fraction: 0.25 }
    }

    #[test]
    fn goes_back_and_forth_and_forgets_what_was_ahead_at_the_next_jump() {
        let mut journey = Journey::default();
        assert_eq!((journey.ways(at(1)), journey.back(at(1))), ([false, false], None));
        journey.leave(at(1));
        journey.leave(at(5));
        assert_eq!(journey.ways(at(9)), [true, false]);
        assert_eq!(journey.back(at(9)), Some(at(5)));
        assert_eq!(journey.ways(at(5)), [true, true]);
        assert_eq!(journey.back(at(5)), Some(at(1)));
        assert_eq!((journey.ways(at(1)), journey.back(at(1))), ([false, true], None));
        assert_eq!(journey.forward(at(1)), Some(at(5)));
        assert_eq!(journey.forward(at(5)), Some(at(9)));
        assert_eq!(journey.forward(at(9)), None);
        assert_eq!(journey.back(at(9)), Some(at(5)));
        journey.leave(at(5));
        assert_eq!(journey.forward(at(7)), None);
        assert_eq!(journey.back(at(7)), Some(at(5)));
    }

    #[test]
    fn a_place_is_not_left_twice_nor_gone_back_to_while_there() {
        let mut journey = Journey::default();
        journey.leave(at(1));
        journey.leave(at(1));
        assert_eq!(journey.back(at(1)), None);
        for row in 0..1000 {
            journey.leave(at(row));
        }
        assert_eq!(journey.behind.len(), MAX_PLACES);
    }
}
