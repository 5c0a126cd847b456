//! Owns which pairs of positions the programme looks at: a band around anchor points, so that a book costs time and memory
//! in proportion to its length. Depends on the two sides' words.

use super::side::Units;
use super::sparse::Sparse;
use std::collections::HashMap;
use std::ops::Range;

/// Words that occur more often than this in a region on either side make no anchors.
const MAX_ANCHOR_COUNT: usize = 6;
/// Pairs of words with more combinations of places than this make no anchors.
const MAX_ANCHOR_COMBINATIONS: usize = 9;
/// Weaker associations make no anchors.
const MIN_ANCHOR_WEIGHT: f32 = 0.4;
/// A stretch between two anchors is looked at in full while its area is at most this many times its two sides together.
const FULL_AREA: usize = 24;
/// Otherwise so many positions to either side of its diagonal.
const DIAGONAL_RADIUS: usize = 24;

/// Positions (i, j): after i Chinese and j English units, counted from the beginning of a region.
pub type Point = (usize, usize);

/// For every i of a region the range of j that is looked at, both ends included; both rise with i, neighbours overlap.
pub struct Band {
    low: Vec<usize>,
    high: Vec<usize>,
}

impl Band {
    /// Everything.
    pub fn full(zh_len: usize, en_len: usize) -> Self {
        Self { low: vec![0; zh_len + 1], high: vec![en_len; zh_len + 1] }
    }

    /// A band around a chain of points, which rises on both sides and begins at (0, 0); its last point is the region's end.
    pub fn around(chain: &[Point], radius: usize) -> Self {
        let (zh_len, en_len) = chain.last().copied().unwrap_or((0, 0));
        let mut low = vec![usize::MAX; zh_len + 1];
        let mut high = vec![0; zh_len + 1];
        for pair in chain.windows(2) {
            let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
            let (rows, columns) = (i1 - i0, j1 - j0);
            let full = rows * columns <= FULL_AREA * (rows + columns);
            for i in i0..=i1 {
                let (mut first, mut last) = (j0, j1);
                if !full {
                    let middle = j0 + columns * (i - i0) / rows;
                    let slope = columns.div_ceil(rows);
                    first = first.max(middle.saturating_sub(DIAGONAL_RADIUS + slope));
                    last = last.min(middle + DIAGONAL_RADIUS + slope);
                }
                low[i] = low[i].min(first);
                high[i] = high[i].max(last);
            }
        }
        for i in (0..zh_len).rev() {
            low[i] = low[i].min(low[i + 1]);
        }
        for i in 1..=zh_len {
            high[i] = high[i].max(high[i - 1]);
        }
        let widened = |i: usize| {
            let (above, below) = (low[i.saturating_sub(radius)], high[(i + radius).min(zh_len)]);
            (above.saturating_sub(radius), (below + radius).min(en_len))
        };
        let (low, high) = (0..=zh_len).map(widened).unzip();
        Self { low, high }
    }

    /// The range of j at i.
    pub fn at(&self, i: usize) -> Range<usize> {
        self.low[i]..self.high[i] + 1
    }
}

/// Finds points that the pairing very likely passes, from words that are rare in the region on both sides and associated:
/// the heaviest rising chain of such meetings. Begins with (0, 0) and ends with the region's end.
pub fn anchors(zh: &Units, en: &Units, region: (&Range<usize>, &Range<usize>), weights: &Sparse) -> Vec<Point> {
    let (zh_range, en_range) = region;
    let zh_places = rare_places(zh, zh_range);
    let en_places = rare_places(en, en_range);
    let en_rows: HashMap<u32, &[(u32, u32)]> = en_places.chunk_by(|a, b| a.0 == b.0).map(|c| (c[0].0, c)).collect();
    let mut meetings: Vec<(u32, u32, f32)> = Vec::new();
    for places in zh_places.chunk_by(|a, b| a.0 == b.0) {
        for &(e, weight) in weights.row(places[0].0).iter().filter(|item| item.1 >= MIN_ANCHOR_WEIGHT) {
            let Some(across) = en_rows.get(&e) else { continue };
            let combinations = places.len() * across.len();
            if combinations <= MAX_ANCHOR_COMBINATIONS {
                let weight = weight / (combinations as f32).sqrt();
                meetings.extend(places.iter().flat_map(|z| across.iter().map(move |e| (z.1, e.1, weight))));
            }
        }
    }
    // Later positions first within one Chinese unit, so that a chain takes one of them at most.
    meetings.sort_by_key(|meeting| (meeting.0, std::cmp::Reverse(meeting.1)));
    meetings.dedup_by(|later, earlier| {
        let same = (later.0, later.1) == (earlier.0, earlier.1);
        earlier.2 += if same { later.2 } else { 0.0 };
        same
    });
    let chain = heaviest_chain(&meetings, en_range.len());
    let mut points = vec![(0, 0)];
    points.extend(chain.into_iter().map(|(i, j)| (i as usize, j as usize)));
    points.push((zh_range.len(), en_range.len()));
    points.dedup();
    points
}

/// (word, unit counted from the region's beginning) of the words that are rare in the region, by word and then unit.
fn rare_places(units: &Units, range: &Range<usize>) -> Vec<(u32, u32)> {
    let mut places: Vec<(u32, u32)> = range
        .clone()
        .flat_map(|unit| units.tokens(unit..unit + 1).iter().map(move |token| (*token, (unit - range.start) as u32)))
        .collect();
    places.sort_unstable();
    places.dedup();
    let mut kept = Vec::new();
    for same in places.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() <= MAX_ANCHOR_COUNT) {
        kept.extend_from_slice(same);
    }
    kept
}

/// The rising chain (strictly, on both sides) with the largest sum of weights; a Fenwick tree holds the best chain that ends
/// at or before each column. `O(n log n)`.
fn heaviest_chain(meetings: &[(u32, u32, f32)], columns: usize) -> Vec<(u32, u32)> {
    const NONE: u32 = u32::MAX;
    let mut tree: Vec<(f32, u32)> = vec![(0.0, NONE); columns + 1];
    let mut before: Vec<u32> = Vec::with_capacity(meetings.len());
    let mut best = (0.0_f32, NONE);
    for (at, &(_, j, weight)) in meetings.iter().enumerate() {
        let mut top = (0.0_f32, NONE);
        let mut node = j as usize;
        while node > 0 {
            if tree[node].0 > top.0 {
                top = tree[node];
            }
            node &= node - 1;
        }
        before.push(top.1);
        let sum = top.0 + weight;
        if sum > best.0 {
            best = (sum, at as u32);
        }
        let mut node = j as usize + 1;
        while node <= columns {
            if sum > tree[node].0 {
                tree[node] = (sum, at as u32);
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != NONE {
        chain.push((meetings[at as usize].0, meetings[at as usize].1));
        at = before[at as usize];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_heaviest_chain_wins() {
        let meetings = [(0, 5, 1.0), (0, 0, 1.0), (1, 1, 1.0), (2, 9, 0.5), (3, 3, 0.2), (3, 2, 1.0)];
        assert_eq!(heaviest_chain(&meetings, 10), [(0, 0), (1, 1), (3, 2)]);
        assert!(heaviest_chain(&[], 4).is_empty());
    }

    proptest! {
        #[test]
        fn a_band_is_connected_and_holds_its_chain(
            steps in proptest::collection::vec((0_usize..90, 0_usize..90), 1..8), radius in 0_usize..9
        ) {
            let mut chain = vec![(0, 0)];
            for (rows, columns) in steps {
                let &(i, j) = chain.last().unwrap();
                chain.push((i + rows, j + columns));
            }
            let band = Band::around(&chain, radius);
            let &(zh_len, en_len) = chain.last().unwrap();
            for &(i, j) in &chain {
                prop_assert!(band.at(i).contains(&j));
            }
            for i in 0..=zh_len {
                prop_assert!(band.at(i).end <= en_len + 1 && !band.at(i).is_empty());
                if i > 0 {
                    let (above, here) = (band.at(i - 1), band.at(i));
                    prop_assert!(above.start <= here.start && above.end <= here.end && here.start < above.end);
                }
            }
        }
    }
}
