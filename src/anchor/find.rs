//! Owns finding one quotation again in one side: candidates, their scores, and what they amount to.

use super::distance::{Pattern, Start};
use super::grams::Votes;
use super::side::Side;
use super::target;
use super::wanted::{LONG, NEIGHBOURS, Neighbours, Wanted};
use crate::model::Quote;
use std::ops::Range;

/// Candidates from the passage's own characters.
const BY_QUOTE: usize = 12;
/// Candidates from what stood before it, and from what stood after it, if its own characters led nowhere.
const BY_CONTEXT: usize = 3;
/// Passages of more folded characters than this are only found word for word.
const MOST_CHARS: usize = 16_384;
/// Exact matches that are weighed; the rest have less in common with what stood around the passage.
const MOST_EXACT: usize = 16;
/// The characters next to the passage are compared so far to choose them.
const NEIGHBOUR_CHARS: usize = 32;

/// What a quotation amounts to now, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Orphan,
    Ask,
    Changed,
    Exact,
}

/// A place that may be the passage's.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// In the side's folded characters.
    pub range: Range<usize>,
    /// Of the passage itself, 0 to 1; 1 is word for word.
    pub similarity: f32,
    /// Likeness of what stands before and after, 0 to 1.
    pub context: (f32, f32),
    pub score: f32,
}

impl Candidate {
    fn mean_context(&self) -> f32 {
        f32::midpoint(self.context.0, self.context.1)
    }

    fn best_context(&self) -> f32 {
        self.context.0.max(self.context.1)
    }

    fn has_context(&self, least: f32) -> bool {
        self.context.0.min(self.context.1) >= least
    }

    pub fn overlaps(&self, range: &Range<usize>) -> bool {
        self.range.start < range.end && range.start < self.range.end
    }
}

/// What was found on one side.
pub struct Found {
    pub fit: Fit,
    /// The passage is there word for word and once, as it was.
    pub is_unique: bool,
    /// Best first.
    pub candidates: Vec<Candidate>,
}

/// Where the passage stands if the side's text is the one it was taken from: position, and a check of the quotation and of what stands
/// around it. `O(1)`, but for a passage that was there more than once: it must be as often there as it was, and the same one of them.
pub fn by_position(side: &Side, quote: &Quote) -> Option<Range<usize>> {
    if quote.chars.1.checked_sub(quote.chars.0)? != quote.quote.chars().count() {
        return None;
    }
    let start = side.byte_of(quote.chars.0)?;
    let end = start + quote.quote.len();
    let is_there = side.text.get(start..end)? == quote.quote
        && side.text[..start].ends_with(&quote.prefix)
        && side.text[end..].starts_with(&quote.suffix)
        && !quote.quote.is_empty();
    let is_same_one = || quote.occurrence.1 == 1 || target::occurrence(side, quote, start) == quote.occurrence;
    (is_there && is_same_one()).then_some(start..end)
}

pub fn find(side: &Side, wanted: &Wanted, votes: &mut Votes) -> Found {
    let exact = exact(side, wanted);
    let count = exact.len();
    let rest = || Rest { candidates: Vec::new(), is_slot: false };
    let (mut candidates, rivals) = if exact.is_empty() {
        let found = changed(side, wanted, votes);
        (found.candidates, Rest { is_slot: found.is_slot, ..rest() })
    } else {
        let near = nearest(side, wanted, &exact).into_iter();
        let found: Vec<Candidate> =
            near.map(|start| candidate(side, wanted, start..start + wanted.chars.len(), 1.0, count > 1)).collect();
        let is_held = |c: &Candidate| wanted.neighbours(side.folded.chars(), &c.range).is_held();
        let rivals = if found.iter().any(is_held) { rest() } else { changed(side, wanted, votes) };
        (found, rivals)
    };
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.range.start.cmp(&b.range.start)));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if !kept.iter().any(|better| better.overlaps(&candidate.range)) {
            kept.push(candidate);
        }
    }
    let mut fit = judge(side, wanted, &kept, count, &rivals);
    if fit <= Fit::Ask
        && let Some(place) = in_place(&kept)
    {
        kept[..=place].rotate_right(1);
        fit = Fit::Ask;
    }
    Found { fit, is_unique: count == 1 && wanted.source.occurrence.1 == 1, candidates: kept }
}

/// If the likest place is not where the passage stood: the one that is, to be offered first.
fn in_place(candidates: &[Candidate]) -> Option<usize> {
    let is_in_place = |c: &Candidate| c.has_context(STRONG_CONTEXT) || c.best_context() >= ASK_CONTEXT;
    candidates.iter().position(is_in_place)
}

/// What speaks against the best place.
struct Rest {
    candidates: Vec<Candidate>,
    /// What stood around the passage stands together elsewhere: it was taken out.
    is_slot: bool,
}

/// Starts of the places where the passage stands word for word; inside longer words only if it was inside one.
pub fn exact(side: &Side, wanted: &Wanted) -> Vec<usize> {
    let mut starts = side.grams().exact(side.folded.chars(), &wanted.chars);
    starts.retain(|start| is_uncut(side, wanted, *start));
    starts
}

/// True unless a match stands inside a longer word and the passage did not.
fn is_uncut(side: &Side, wanted: &Wanted, start: usize) -> bool {
    (wanted.cuts.0 || !side.cuts_word(start)) && (wanted.cuts.1 || !side.cuts_word(start + wanted.chars.len()))
}

/// The exact matches that have most in common with what stood around the passage.
fn nearest(side: &Side, wanted: &Wanted, starts: &[usize]) -> Vec<usize> {
    if starts.len() <= MOST_EXACT {
        return starts.to_vec();
    }
    let chars = side.folded.chars();
    let common = |start: usize| {
        let end = start + wanted.chars.len();
        let pairs = wanted.before.iter().rev().zip(chars[..start].iter().rev());
        let before = pairs.take(NEIGHBOUR_CHARS).take_while(|(a, b)| a == b).count();
        let pairs = wanted.after.iter().zip(&chars[end..]);
        before + pairs.take(NEIGHBOUR_CHARS).take_while(|(a, b)| a == b).count()
    };
    let mut scored: Vec<(usize, usize)> = starts.iter().map(|start| (usize::MAX - common(*start), *start)).collect();
    scored.sort_unstable();
    scored.into_iter().take(MOST_EXACT).map(|(_, start)| start).collect()
}

/// Places where the passage may stand changed.
fn changed(side: &Side, wanted: &Wanted, votes: &mut Votes) -> Rest {
    let len = wanted.chars.len();
    if len == 0 || len > MOST_CHARS || side.folded.is_empty() {
        return Rest { candidates: Vec::new(), is_slot: false };
    }
    let pattern = Pattern::new(wanted.chars.iter().copied());
    let backwards = Pattern::new(wanted.chars.iter().rev().copied());
    let starts = side.grams().likely(&wanted.chars, 0, BY_QUOTE, votes);
    let ranges = starts.into_iter().filter_map(|start| fitted(side, wanted, (&pattern, &backwards), start));
    let mut found: Vec<Candidate> =
        ranges.map(|(range, similarity)| candidate(side, wanted, range, similarity, false)).collect();
    if found.iter().any(|c| c.similarity >= CHANGED.similarity && c.best_context() >= STRONG_CONTEXT) {
        return Rest { candidates: found, is_slot: false };
    }
    let before = votes_from(&wanted.before, true);
    let after = votes_from(&wanted.after, false);
    let mut starts = side.grams().likely(before, before.len().cast_signed(), BY_CONTEXT, votes);
    starts.extend(side.grams().likely(after, -len.cast_signed(), BY_CONTEXT, votes));
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for start in starts {
        let mut at = start.saturating_sub(NEIGHBOUR_CHARS / 2);
        while let Some(sentence) = side.sentence_at(at).filter(|s| s.start < start + NEIGHBOUR_CHARS / 2) {
            at = sentence.end.max(at + 1);
            sentences.push(sentence);
        }
    }
    sentences.sort_unstable_by_key(|s| (s.start, s.end));
    sentences.dedup();
    sentences.retain(|s| !s.is_empty() && s.len() <= MOST_CHARS);
    let chars = side.folded.chars();
    let is_slot = sentences.iter().any(|sentence| {
        let context = (wanted.before_at(chars, sentence.start), wanted.after_at(chars, sentence.start));
        context.0.min(context.1) >= STRONG_CONTEXT
    });
    found.extend(sentences.into_iter().map(|range| {
        let similarity = similarity(side, &pattern, &range);
        candidate(side, wanted, range, similarity, false)
    }));
    Rest { candidates: found, is_slot }
}

/// The characters next to the passage, which say most about where it was.
fn votes_from(context: &[char], is_before: bool) -> &[char] {
    let len = context.len().min(NEIGHBOUR_CHARS);
    if is_before { &context[context.len() - len..] } else { &context[..len] }
}

/// The part of the side near a likely start that is most like the passage, and how like it is.
fn fitted(side: &Side, wanted: &Wanted, pattern: (&Pattern, &Pattern), start: usize) -> Option<(Range<usize>, f32)> {
    let len = wanted.chars.len();
    let slack = NEIGHBOUR_CHARS + len / 4;
    let range = start.saturating_sub(slack)..(start + len + slack).min(side.folded.len());
    fitted_in(side, wanted, pattern, range, start)
}

/// The same within a range, of equal ones the one nearest to a start.
fn fitted_in(
    side: &Side,
    wanted: &Wanted,
    pattern: (&Pattern, &Pattern),
    range: Range<usize>,
    start: usize,
) -> Option<(Range<usize>, f32)> {
    let (low, len) = (range.start, wanted.chars.len());
    let window = side.folded.chars().get(range)?;
    let (distance, end) = pattern.0.best(window.iter().copied(), Start::Anywhere, (start + len).saturating_sub(low));
    if distance >= len {
        return None;
    }
    let (_, taken) = pattern.1.best(window[..end].iter().rev().copied(), Start::First, len);
    let range = low + end - taken..low + end;
    let alike = similarity(side, pattern.0, &range);
    // A sentence whose first or last letters were changed is still the sentence.
    let whole = to_sentence(side, wanted, &range);
    let whole_alike = if whole == range { alike } else { similarity(side, pattern.0, &whole) };
    Some(if whole_alike + SNAP >= alike { (whole, whole_alike) } else { (range, alike) })
}

/// What may be lost in likeness so that a sentence stays a sentence.
const SNAP: f32 = 0.1;

/// The range with those ends that were a sentence's moved to the nearest end of a sentence.
fn to_sentence(side: &Side, wanted: &Wanted, range: &Range<usize>) -> Range<usize> {
    let nearer =
        |at: usize, ends: [usize; 2]| if at.abs_diff(ends[0]) <= at.abs_diff(ends[1]) { ends[0] } else { ends[1] };
    let (mut start, mut end) = (range.start, range.end);
    if let Some(first) = side.sentence_at(start).filter(|_| wanted.is_sentence.0) {
        start = nearer(start, [first.start, first.end]);
    }
    if let Some(last) = side.sentence_at(end.saturating_sub(1)).filter(|_| wanted.is_sentence.1) {
        end = nearer(end, [last.start, last.end]);
    }
    if start < end { start..end } else { range.clone() }
}

/// The part of a range that is the passage: there word for word and once, or long and much like it.
pub fn inside(side: &Side, wanted: &Wanted, range: &Range<usize>) -> Option<Range<usize>> {
    let len = wanted.chars.len();
    if len == 0 || len > MOST_CHARS || range.len() > MOST_CHARS {
        return None;
    }
    let text = side.folded.chars().get(range.clone())?;
    let equal = text.windows(len).enumerate().filter(|(_, part)| *part == wanted.chars);
    let mut equal = equal.map(|(at, _)| range.start + at).filter(|start| is_uncut(side, wanted, *start));
    let (first, second) = (equal.next(), equal.next());
    if let Some(start) = first {
        return second.is_none().then_some(start..start + len);
    }
    let pattern = Pattern::new(wanted.chars.iter().copied());
    let backwards = Pattern::new(wanted.chars.iter().rev().copied());
    let middle = range.start + range.len().saturating_sub(len) / 2;
    let (found, similarity) = fitted_in(side, wanted, (&pattern, &backwards), range.clone(), middle)?;
    let is_inside = range.start <= found.start && found.end <= range.end;
    (wanted.is_long() && similarity >= CHANGED.similarity && is_inside).then_some(found)
}

fn similarity(side: &Side, pattern: &Pattern, range: &Range<usize>) -> f32 {
    let text = &side.folded.chars()[range.clone()];
    1.0 - pattern.whole(text) as f32 / pattern.len().max(text.len()).max(1) as f32
}

/// Weighs a place. Of several that are word for word the one counts most that both contexts speak for.
fn candidate(side: &Side, wanted: &Wanted, range: Range<usize>, similarity: f32, is_repeated: bool) -> Candidate {
    let chars = side.folded.chars();
    let context = (wanted.before_at(chars, range.start), wanted.after_at(chars, range.end));
    let byte = side.folded.source(&side.text, range.start..range.start + 1).start;
    let shift = side.char_of(byte).abs_diff(wanted.source.chars.0) as f32 / side.char_of(side.text.len()).max(1) as f32;
    let told = if is_repeated { f32::midpoint(context.0, context.1) } else { context.0.max(context.1) };
    let score = 0.62 * similarity + 0.34 * told + 0.04 * (1.0 - shift).max(0.0);
    Candidate { range, similarity, context, score }
}

/// What it takes to attach a changed passage.
pub struct Least {
    pub similarity: f32,
    margin: f32,
    context: f32,
}

const CHANGED: Least = Least { similarity: 0.70, margin: 0.06, context: 0.35 };
/// So like that it needs no context.
const ALIKE: f32 = 0.90;
/// What it takes where all that stands around it is as it was.
const IN_PLACE: Least = Least { similarity: 0.50, margin: 0.06, context: 0.60 };
/// Another place that is so like the passage and stands where it stood.
pub const RIVAL: Least = Least { similarity: 0.55, margin: 0.05, context: 0.60 };
const REPEATED_MARGIN: f32 = 0.05;
const STRONG_CONTEXT: f32 = 0.60;
const ASK: Least = Least { similarity: 0.45, margin: 0.0, context: 0.40 };
/// Enough to ask even if the passage is gone.
const ASK_CONTEXT: f32 = 0.85;

fn judge(side: &Side, wanted: &Wanted, candidates: &[Candidate], count_exact: usize, against: &Rest) -> Fit {
    let Some(best) = candidates.first() else {
        return Fit::Orphan;
    };
    let margin = candidates.get(1).map_or(1.0, |second| best.score - second.score);
    let is_unique = count_exact == 1 && wanted.source.occurrence.1 == 1;
    let is_same_of_many = count_exact > 1 && count_exact == wanted.source.occurrence.1 && margin >= REPEATED_MARGIN;
    let neighbours = |candidate: &Candidate| wanted.neighbours(side.folded.chars(), &candidate.range);
    let next = neighbours(best);
    let is_rivalled = against.candidates.iter().any(|other| {
        !other.overlaps(&best.range)
            && other.similarity >= RIVAL.similarity
            && other.best_context() >= RIVAL.context
            && other.mean_context() + RIVAL.margin >= best.mean_context()
    });
    let is_exact = if is_unique && wanted.is_long() {
        let is_whole = side.starts_sentence(best.range.start) && side.ends_sentence(best.range.end);
        let is_known = best.best_context() >= STRONG_CONTEXT || next.most() >= NEIGHBOURS;
        let is_enough = if is_whole { is_known || wanted.is_very_long() } else { is_known };
        is_enough && !is_rivalled
    } else {
        // What is short or repeated is known by what stands next to it, and to no other.
        let is_another_held = || {
            let least = |other: Neighbours| (2 * LONG).max(2 * other.least());
            candidates[1..].iter().map(neighbours).any(|other| other.is_held() && next.least() < least(other))
        };
        is_unique && (next.is_held() || next.most() >= 2 * LONG) && !is_rivalled
            || is_same_of_many && next.is_held() && !is_another_held()
    };
    if is_exact {
        return Fit::Exact;
    }
    let meets = |least: &Least| best.similarity >= least.similarity && margin >= least.margin;
    let is_changed =
        wanted.is_long() && meets(&CHANGED) && (best.best_context() >= CHANGED.context || best.similarity >= ALIKE)
            || meets(&IN_PLACE) && best.has_context(IN_PLACE.context);
    // A place far from all that stood around the passage is not taken if that place is known and the passage is gone from it.
    let is_taken_out = (against.is_slot || is_rivalled) && best.best_context() < STRONG_CONTEXT;
    if is_changed && !is_taken_out {
        return Fit::Changed;
    }
    let is_asked = meets(&ASK) && best.best_context() >= ASK.context
        || best.best_context() >= ASK_CONTEXT
        || is_changed
        || is_unique;
    if is_asked { Fit::Ask } else { Fit::Orphan }
}
