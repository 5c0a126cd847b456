//! How an article is shown: how its two sides stand, which of them, and what of them is hidden.

use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// How an article is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct PageView {
    /// How the two sides stand.
    pub arrangement: Arrangement,
    /// Which of them are shown.
    pub sides: Sides,
    /// True if Chinese comes first, and English is read as its translation.
    pub is_swapped: bool,
    /// True if the translation is covered until it is looked at.
    pub is_covered: bool,
    /// True if all but the pinned pair is dimmed.
    pub is_focused: bool,
    /// True if pinyin stands above the Chinese characters.
    pub has_pinyin: bool,
    /// Pinyin is for words above this level of HSK, and for words that have none; 0 is every word.
    pub pinyin_above_level: u8,
    /// True if each column scrolls for itself.
    pub is_sync_off: bool,
}

/// How the two sides stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arrangement {
    /// Beside each other, a paragraph level with its translation; stacked where the window is too narrow for that.
    #[default]
    Aligned,
    /// Beside each other, each side a text of its own that scrolls in step with the other.
    Columns,
    /// The translation under each paragraph.
    Stacked,
}

/// The sides that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sides {
    /// Both languages.
    #[default]
    Both,
    /// English only.
    En,
    /// Chinese only.
    Zh,
}

impl PageView {
    /// The side that is read first: on the left, or above.
    #[must_use]
    pub fn first(&self) -> Lang {
        if self.is_swapped { Lang::Zh } else { Lang::En }
    }

    /// True if each side is a column of its own where there is room for two: then they scroll in step or apart, and only then.
    #[must_use]
    pub fn is_in_columns(&self) -> bool {
        self.arrangement == Arrangement::Columns && self.sides == Sides::Both
    }

    /// The side that is covered. Alone on the page, a side is there to be read.
    #[must_use]
    pub fn covered(&self) -> Option<Lang> {
        (self.is_covered && self.sides == Sides::Both).then(|| self.first().other())
    }
}

impl Sides {
    /// One side alone.
    #[must_use]
    pub fn only_of(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Zh => Self::Zh,
        }
    }

    /// The side that is shown alone.
    #[must_use]
    pub fn only(self) -> Option<Lang> {
        match self {
            Self::Both => None,
            Self::En => Some(Lang::En),
            Self::Zh => Some(Lang::Zh),
        }
    }

    /// True if a side is shown.
    #[must_use]
    pub fn has(self, lang: Lang) -> bool {
        self.only().is_none_or(|only| only == lang)
    }
}
