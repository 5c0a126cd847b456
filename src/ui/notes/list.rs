//! The list of notes: which are listed, in what order, and which of them are in view. Only those are drawn; the heights of the others are
//! what they were when last drawn, or a guess.

use super::filter::{matches, words_of};
use super::item::estimate_height_points;
use crate::model::{NoteId, NotesFilter};
use crate::state::Notes;
use std::collections::{BTreeSet, HashMap};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Over what is to be decided; so many.
    ToDecide(usize),
    /// Over all others; so many.
    Others(usize),
    /// A note, by its index.
    Note(usize),
}

const HEADING_POINTS: f32 = 26.0;
/// Between two entries.
pub(super) const GAP_POINTS: f32 = 3.0;

/// What is listed, kept as long as neither notes nor filter change.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub entries: Vec<Entry>,
    /// In points, gap included, one for each entry.
    heights: Vec<f32>,
    /// Every tag there is.
    pub tags: BTreeSet<String>,
    /// Notes among the entries.
    pub count: usize,
    made_of: Option<(u64, NotesFilter)>,
    /// What is searched, by note; empty until something is.
    words: Vec<String>,
    /// Heights as drawn, for this width.
    drawn: HashMap<NoteId, f32>,
    width_points: f32,
}

impl Listed {
    /// Brings the list up to date.
    pub fn update(&mut self, notes: &Notes, filter: &NotesFilter, width_points: f32) {
        let is_same = self.made_of.as_ref().is_some_and(|(stamp, of)| *stamp == notes.stamp() && of == filter);
        let is_as_wide = (self.width_points - width_points).abs() < 0.5;
        if is_same && is_as_wide {
            return;
        }
        if !is_as_wide {
            self.drawn.clear();
            self.width_points = width_points;
        }
        let text = filter.text.trim().to_lowercase();
        let all = notes.all();
        if self.made_of.as_ref().is_none_or(|(stamp, _)| *stamp != notes.stamp()) {
            self.words.clear();
            self.tags.clear();
            for tag in all.iter().flat_map(|note| &note.tags) {
                if !self.tags.contains(tag) {
                    self.tags.insert(tag.clone());
                }
            }
        }
        if self.words.is_empty() && !text.is_empty() {
            self.words = all.iter().map(|note| words_of(note)).collect();
        }
        let has_text = |index: usize| text.is_empty() || self.words[index].contains(&text);
        let order = notes.order().iter().copied();
        let listed = order.filter(|index| matches(filter, notes, *index) && has_text(*index));
        let (to_decide, others): (Vec<_>, Vec<_>) = listed.partition(|index| notes.asks(*index));
        self.count = to_decide.len() + others.len();
        self.entries.clear();
        if !to_decide.is_empty() {
            self.entries.push(Entry::ToDecide(to_decide.len()));
            self.entries.extend(to_decide.into_iter().map(Entry::Note));
            if !others.is_empty() {
                self.entries.push(Entry::Others(others.len()));
            }
        }
        self.entries.extend(others.into_iter().map(Entry::Note));
        self.heights = self.entries.iter().map(|entry| self.height_of(notes, entry) + GAP_POINTS).collect();
        self.made_of = Some((notes.stamp(), filter.clone()));
    }

    fn height_of(&self, notes: &Notes, entry: &Entry) -> f32 {
        let Entry::Note(index) = entry else { return HEADING_POINTS };
        let note = &notes.all()[*index];
        let guess = || estimate_height_points(note, notes.asks(*index), self.width_points);
        self.drawn.get(&note.id).copied().unwrap_or_else(guess)
    }

    /// The height of all of it.
    pub fn total_points(&self) -> f32 {
        self.heights.iter().sum()
    }

    /// The first entry that reaches below `y_points`, and its top.
    pub fn first_below(&self, y_points: f32) -> (usize, f32) {
        let mut top = 0.0;
        for (at, height) in self.heights.iter().enumerate() {
            if top + height > y_points {
                return (at, top);
            }
            top += height;
        }
        (self.entries.len(), top)
    }

    /// The height an entry is given, without the gap.
    pub fn height_points(&self, at: usize) -> f32 {
        self.heights.get(at).map_or(HEADING_POINTS, |height| height - GAP_POINTS)
    }

    /// Remembers how high an entry turned out; true if it was given another height.
    pub fn set_height(&mut self, at: usize, id: &NoteId, height_points: f32) -> bool {
        let Some(known) = self.heights.get_mut(at) else { return false };
        let is_new = (*known - GAP_POINTS - height_points).abs() > 0.5;
        if is_new {
            *known = height_points + GAP_POINTS;
            self.drawn.insert(id.clone(), height_points);
        }
        is_new
    }

    /// Top and height of a note.
    pub fn extent(&self, notes: &Notes, id: &NoteId) -> Option<(f32, f32)> {
        let at = self.position(notes, id)?;
        Some((self.heights[..at].iter().sum(), self.heights[at]))
    }

    fn position(&self, notes: &Notes, id: &NoteId) -> Option<usize> {
        self.entries.iter().position(|entry| matches!(entry, Entry::Note(index) if notes.all()[*index].id == *id))
    }

    /// The notes from one to another, both included, in the order of the list.
    pub fn between(&self, notes: &Notes, from: &NoteId, to: &NoteId) -> Vec<NoteId> {
        let (Some(a), Some(b)) = (self.position(notes, from), self.position(notes, to)) else {
            return vec![to.clone()];
        };
        self.ids(notes, a.min(b)..=a.max(b))
    }

    /// Every note that is listed.
    pub fn all(&self, notes: &Notes) -> Vec<NoteId> {
        if self.entries.is_empty() { vec![] } else { self.ids(notes, 0..=self.entries.len() - 1) }
    }

    fn ids(&self, notes: &Notes, range: std::ops::RangeInclusive<usize>) -> Vec<NoteId> {
        let id = |entry: &Entry| match entry {
            Entry::Note(index) => notes.all().get(*index).map(|note| note.id.clone()),
            Entry::ToDecide(_) | Entry::Others(_) => None,
        };
        self.entries[range].iter().filter_map(id).collect()
    }
}
