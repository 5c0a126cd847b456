//! Owns the last step: what the two sides found is put together, each with a voice in where the other's passage is.

use super::find::{self, Candidate, Fit, Found, RIVAL};
use super::grams::Votes;
use super::target::with_marks;
use super::wanted::Wanted;
use super::{Attachment, Index, State};
use crate::model::{Quote, Target};
use crate::text::{Lang, PerLang};
use std::cmp::Ordering;
use std::ops::Range;

/// What one side says.
struct Voice<'q> {
    quote: &'q Quote,
    found: Found,
    /// The place by position, in bytes.
    at: Option<Range<usize>>,
}

impl Voice<'_> {
    fn best(&self) -> Option<&Candidate> {
        self.found.candidates.first()
    }

    /// Bytes of its own best place.
    fn place(&self, index: &Index, lang: Lang) -> Option<Range<usize>> {
        let found = || Some(with_marks(&index.sides[lang], self.quote, &self.best()?.range));
        self.at.clone().or_else(found).filter(|bytes| !bytes.is_empty())
    }

    /// True if the best place has something of the passage itself.
    fn is_alike(&self) -> bool {
        self.found.fit >= Fit::Ask && self.best().is_some_and(|best| best.similarity >= RIVAL.similarity)
    }

    fn strength(&self) -> (Fit, f32) {
        (self.found.fit, self.best().map_or(0.0, |best| best.score))
    }
}

pub fn attach(index: &Index, target: &Target, is_same: PerLang<bool>, votes: &mut Votes) -> Attachment {
    let voices = PerLang::from_fn(|lang| {
        let quote = target.side(lang)?;
        let side = &index.sides[lang];
        if let Some(at) = is_same[lang].then(|| find::by_position(side, quote)).flatten() {
            return Some(Voice {
                quote,
                found: Found { fit: Fit::Exact, is_unique: true, candidates: Vec::new() },
                at: Some(at),
            });
        }
        Some(Voice { quote, found: find::find(side, &Wanted::new(quote), votes), at: None })
    });
    let stronger = match (&voices.en, &voices.zh) {
        (Some(en), Some(zh)) => {
            let ((en_fit, en_score), (zh_fit, zh_score)) = (en.strength(), zh.strength());
            let is_zh = en_fit.cmp(&zh_fit).then(en_score.total_cmp(&zh_score)) == Ordering::Less;
            if is_zh { Lang::Zh } else { Lang::En }
        }
        (None, Some(_)) => Lang::Zh,
        _ => Lang::En,
    };
    let Some(leader) = &voices[stronger] else {
        return Attachment { state: State::Orphan, places: PerLang::default() };
    };
    let other = stronger.other();
    let mut places = PerLang::default();
    places[stronger] = leader.place(index, stronger);
    let across = places[stronger].as_ref().and_then(|bytes| {
        let sentences = index.across(stronger, index.sides[stronger].covered(bytes))?;
        index.sides[other].sentences(sentences)
    });
    let follower = voices[other].as_ref();
    let agrees = follower.zip(across.as_ref()).is_some_and(|(follower, across)| {
        follower.place(index, other).is_some_and(|own| own.start < across.end && across.start < own.end)
    });
    // In the text they were made on there is nothing to doubt.
    let is_torn = follower.is_some_and(|follower| {
        let is_there = follower.found.fit == Fit::Exact || follower.found.is_unique;
        is_there && !agrees && (leader.at.is_none() || follower.at.is_none())
    });
    places[other] = match (follower, across) {
        (Some(follower), _) if follower.found.fit == Fit::Exact => follower.place(index, other),
        (Some(follower), Some(across)) => Some(across_from(index, other, follower, across)),
        _ => None,
    };
    let passages = PerLang::from_fn(|lang| places[lang].clone().map(|bytes| index.sides[lang].passage(bytes)));
    let similarity = leader.best().map_or(1.0, |best| best.similarity);
    let state = match leader.found.fit {
        // Both are there word for word, but no longer each other's translation.
        Fit::Exact if is_torn => State::Changed { similarity },
        Fit::Exact => State::Exact,
        Fit::Changed => State::Changed { similarity },
        // Two guesses that are each other's translation are more than a guess.
        Fit::Ask if agrees && leader.is_alike() && follower.is_some_and(Voice::is_alike) => {
            State::Changed { similarity }
        }
        Fit::Ask => return Attachment { state: State::Ask { guess: passages }, places: PerLang::default() },
        Fit::Orphan => return Attachment { state: State::Orphan, places: PerLang::default() },
    };
    Attachment { state, places: passages }
}

/// The part of what lies across that is the passage, if that is plain; all of it if not.
fn across_from(index: &Index, lang: Lang, voice: &Voice, across: Range<usize>) -> Range<usize> {
    let side = &index.sides[lang];
    let range = side.folded.index_at(across.start)..side.folded.index_at(across.end);
    let found = find::inside(side, &Wanted::new(voice.quote), &range);
    found.map(|found| with_marks(side, voice.quote, &found)).filter(|bytes| !bytes.is_empty()).unwrap_or(across)
}
