//! Why a pairing may be wrong, in a form that can be said in any language. Depends on `text`; weighs nothing.

use crate::text::{Lang, PerLang};
use std::fmt;
use std::ops::Range;

/// Why a row or a bead is in doubt. Its text is an English clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It was paired by the order of lines and by lengths; the dictionary has not been asked yet.
    OrderAlone,
    /// No name, number or dictionary word of one side is found on the other.
    NothingShared,
    /// This side is too long for the one across.
    LengthsDiffer(Lang),
    /// It stands alone, and nothing tells that there is no counterpart.
    NoCounterpart,
    /// One other reading is nearly as likely.
    NearlyAsLikely(Reading),
    /// Several other readings are possible, each of them less likely.
    ManyReadings,
}

/// Another reading of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How far its ends lie from the pair's own, in units, positive towards the end of the text.
    starts: PerLang<i8>,
    ends: PerLang<i8>,
    change: Change,
}

/// What another reading does with the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// What comes before on this side belongs to it too.
    TakesBefore(Lang),
    /// What follows on this side belongs to it too.
    TakesAfter(Lang),
    /// Its beginning on this side belongs to the pair before.
    GivesBefore(Lang),
    /// Its end on this side belongs to the pair after.
    GivesAfter(Lang),
    /// What comes before on this side is its counterpart instead.
    IsBefore(Lang),
    /// What follows on this side is its counterpart instead.
    IsAfter(Lang),
    /// It has no counterpart on this side.
    Loses(Lang),
}

impl Reading {
    /// How `other` differs from `own`; `None` if it does not, or lies too far away.
    #[must_use]
    pub fn new(own: &PerLang<Range<usize>>, other: &PerLang<Range<usize>>) -> Option<Self> {
        let shift = |from: usize, to: usize| to.checked_signed_diff(from).and_then(|by| i8::try_from(by).ok());
        let (mut starts, mut ends) = (PerLang::default(), PerLang::default());
        for lang in Lang::BOTH {
            starts[lang] = shift(own[lang].start, other[lang].start)?;
            ends[lang] = shift(own[lang].end, other[lang].end)?;
        }
        let lost = Lang::BOTH.into_iter().find(|lang| other[*lang].is_empty() && !own[*lang].is_empty());
        // The Chinese side first: most translations here are Chinese, and a translation is cut up more freely.
        let moved = [Lang::Zh, Lang::En].into_iter().find_map(|lang| match (starts[lang], ends[lang]) {
            (0, 0) => None,
            (1.., 1..) => Some(Change::IsAfter(lang)),
            (..=-1, ..=-1) => Some(Change::IsBefore(lang)),
            (_, 1..) => Some(Change::TakesAfter(lang)),
            (..=-1, _) => Some(Change::TakesBefore(lang)),
            (_, ..=-1) => Some(Change::GivesAfter(lang)),
            (1.., _) => Some(Change::GivesBefore(lang)),
        });
        let change = lost.map(Change::Loses).or(moved)?;
        Some(Self { starts, ends, change })
    }

    /// The other reading's ranges, of a pair with these.
    #[must_use]
    pub fn of(&self, own: &PerLang<Range<usize>>) -> PerLang<Range<usize>> {
        PerLang::from_fn(|lang| {
            let moved = |at: usize, by: i8| at.saturating_add_signed(isize::from(by));
            moved(own[lang].start, self.starts[lang])..moved(own[lang].end, self.ends[lang])
        })
    }

    /// What it does, in one word.
    #[must_use]
    pub fn change(&self) -> Change {
        self.change
    }
}

fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Zh => "Chinese",
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OrderAlone => f.write_str("paired by order alone so far"),
            Self::NothingShared => f.write_str("no name, number or dictionary word in common"),
            Self::LengthsDiffer(long) => write!(f, "the {} is too long for the {}", name(*long), name(long.other())),
            Self::NoCounterpart => f.write_str("no counterpart found, but there may be one"),
            Self::NearlyAsLikely(reading) => reading.change.fmt(f),
            Self::ManyReadings => f.write_str("several other pairings are possible"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TakesBefore(lang) => write!(f, "the {} before may belong here too", name(*lang)),
            Self::TakesAfter(lang) => write!(f, "the {} that follows may belong here too", name(*lang)),
            Self::GivesBefore(lang) => write!(f, "the first of its {} may belong to the pair before", name(*lang)),
            Self::GivesAfter(lang) => write!(f, "the last of its {} may belong to the pair after", name(*lang)),
            Self::IsBefore(lang) => write!(f, "the {} before may be its counterpart instead", name(*lang)),
            Self::IsAfter(lang) => write!(f, "the {} that follows may be its counterpart instead", name(*lang)),
            Self::Loses(Lang::En) => f.write_str("the Chinese may have no counterpart"),
            Self::Loses(Lang::Zh) => f.write_str("the English may have no counterpart"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(en: Range<usize>, zh: Range<usize>) -> PerLang<Range<usize>> {
        PerLang { en, zh }
    }

    #[test]
    fn tells_what_another_reading_changes() {
        for (own, other, change) in [
            (pair(4..5, 7..8), pair(4..5, 7..9), Some(Change::TakesAfter(Lang::Zh))),
            (pair(4..5, 7..8), pair(3..5, 7..8), Some(Change::TakesBefore(Lang::En))),
            (pair(4..5, 7..9), pair(4..5, 7..8), Some(Change::GivesAfter(Lang::Zh))),
            (pair(4..6, 7..8), pair(5..6, 7..8), Some(Change::GivesBefore(Lang::En))),
            (pair(4..5, 7..8), pair(4..5, 8..9), Some(Change::IsAfter(Lang::Zh))),
            (pair(4..5, 7..8), pair(4..5, 6..7), Some(Change::IsBefore(Lang::Zh))),
            (pair(4..5, 7..8), pair(4..4, 7..8), Some(Change::Loses(Lang::En))),
            (pair(4..4, 7..8), pair(4..5, 7..8), Some(Change::TakesAfter(Lang::En))),
            (pair(4..5, 7..8), pair(4..5, 7..8), None),
            (pair(4..5, 7..8), pair(4..5, 7..900), None),
        ] {
            let reading = Reading::new(&own, &other);
            assert_eq!(reading.map(|r| r.change()), change, "{own:?} {other:?}");
            if let Some(reading) = reading {
                assert_eq!(reading.of(&own), other);
            }
        }
    }

    #[test]
    fn takes_little_room() {
        assert!(size_of::<Option<Doubt>>() <= 8, "a book has a hundred thousand beads");
    }
}
