//! Choosing other keys: what the choices are after a change. A key is one action's: whoever had chosen it before gives way, and whoever has
//! it by default is without it until it is given back.

use super::{Keys, defaults, text};
use crate::model::KeyChoices;
use crate::ui::actions::Action;
use eframe::egui::KeyboardShortcut;

impl Keys {
    /// The choices with a key for an action, in place of the one it has at this position, or beside those it has.
    #[must_use]
    pub fn with(&self, action: Action, at: usize, key: KeyboardShortcut) -> KeyChoices {
        let mut keys: Vec<_> = self.of(action).collect();
        match keys.get_mut(at) {
            Some(old) => *old = key,
            None => keys.push(key),
        }
        self.chosen(action, &keys)
    }

    /// The choices without the key that an action has at this position.
    #[must_use]
    pub fn without(&self, action: Action, at: usize) -> KeyChoices {
        let mut keys: Vec<_> = self.of(action).collect();
        if at < keys.len() {
            keys.remove(at);
        }
        self.chosen(action, &keys)
    }

    /// The choices with the keys that an action has by default.
    #[must_use]
    pub fn put_back(&self, action: Action) -> KeyChoices {
        self.chosen(action, &defaults(action).collect::<Vec<_>>())
    }

    /// The choices with what every action has by default; what is not known here stays.
    #[must_use]
    pub fn put_all_back(&self) -> KeyChoices {
        let mut choices = self.choices.clone();
        choices.retain(|name, _| !Action::ALL.iter().any(|action| action.name() == name));
        choices
    }

    /// True if an action has other keys than by default.
    #[must_use]
    pub fn is_changed(&self, action: Action) -> bool {
        !action.is_fixed() && self.of(action).ne(defaults(action))
    }

    fn chosen(&self, action: Action, keys: &[KeyboardShortcut]) -> KeyChoices {
        let mut choices = self.choices.clone();
        for key in keys {
            let Some(other) = self.holder(*key).filter(|other| *other != action) else { continue };
            let Some(texts) = choices.get_mut(other.name()) else { continue };
            texts.retain(|text| text::parse(text) != Some(*key));
            if other.default_keys().split_whitespace().eq(texts.iter()) {
                choices.remove(other.name());
            }
        }
        if defaults(action).eq(keys.iter().copied()) {
            choices.remove(action.name());
        } else {
            choices.insert(action.name().to_owned(), keys.iter().copied().map(text::print).collect());
        }
        choices
    }
}
