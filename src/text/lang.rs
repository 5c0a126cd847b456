//! The two languages, and a value for each of them.

use serde::{Deserialize, Serialize};
use std::ops::{Index, IndexMut};

/// One side of a bilingual text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lang {
    /// English, or whatever is written in Latin letters.
    En,
    /// Chinese, simplified or traditional.
    Zh,
}

impl Lang {
    /// English, then Chinese.
    pub const BOTH: [Self; 2] = [Self::En, Self::Zh];

    /// The side across.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }

    /// As screen readers know it (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

/// A value for each language, indexed by [`Lang`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PerLang<T> {
    /// The English side's.
    pub en: T,
    /// The Chinese side's.
    pub zh: T,
}

impl<T> PerLang<T> {
    /// Both values from a function of the language, English first.
    pub fn from_fn(mut f: impl FnMut(Lang) -> T) -> Self {
        let en = f(Lang::En);
        Self { en, zh: f(Lang::Zh) }
    }

    /// English, then Chinese, by reference.
    pub fn as_ref(&self) -> PerLang<&T> {
        PerLang { en: &self.en, zh: &self.zh }
    }

    /// Both values through a function.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> PerLang<U> {
        let en = f(self.en);
        PerLang { en, zh: f(self.zh) }
    }
}

impl<T> Index<Lang> for PerLang<T> {
    type Output = T;
    fn index(&self, lang: Lang) -> &T {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

impl<T> IndexMut<Lang> for PerLang<T> {
    fn index_mut(&mut self, lang: Lang) -> &mut T {
        match lang {
            Lang::En => &mut self.en,
            Lang::Zh => &mut self.zh,
        }
    }
}
