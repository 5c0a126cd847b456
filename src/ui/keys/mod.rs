//! Which key asks for what: the table of actions with what the reader has chosen instead. Says what was pressed; what it means is done
//! elsewhere.

mod choose;
mod sheet;
mod text;

pub use sheet::KeysSheet;
pub use text::shown;

use super::actions::Action;
use crate::model::KeyChoices;
use eframe::egui::{Context, Event, Key, KeyboardShortcut, Memory, Modifiers, Popup};

/// The keys as they are now.
#[derive(Debug, Default)]
pub struct Keys {
    /// What the reader has chosen.
    choices: KeyChoices,
    /// Each key once; those of an action in the order in which they are shown.
    bound: Vec<(KeyboardShortcut, Action)>,
}

/// What else wants the keyboard.
#[derive(Clone, Copy, Debug, Default)]
struct Wanted {
    /// Characters are typed.
    for_text: bool,
    /// A button, or another control, has the keyboard.
    for_control: bool,
    /// A menu is open.
    for_menu: bool,
}

impl Keys {
    /// The keys that a reader has who made these choices. What nobody can read, or what cannot be taken, is as if it were not there.
    #[must_use]
    pub fn new(choices: &KeyChoices) -> Self {
        let mut keys = Self { choices: choices.clone(), bound: Vec::new() };
        let is_chosen = |action: Action| !action.is_fixed() && choices.contains_key(action.name());
        // A key that was chosen for one action is no longer another one's by default.
        for action in Action::ALL.iter().copied().filter(|action| is_chosen(*action)) {
            for text in &choices[action.name()] {
                keys.bind(action, text::parse(text).filter(|key| !is_fixed(*key)));
            }
        }
        for action in Action::ALL.iter().copied().filter(|action| !is_chosen(*action)) {
            for key in defaults(action) {
                keys.bind(action, Some(key));
            }
        }
        keys
    }

    fn bind(&mut self, action: Action, key: Option<KeyboardShortcut>) {
        self.bound.extend(key.filter(|key| self.holder(*key).is_none()).map(|key| (key, action)));
    }

    /// Makes the keys anew if the reader has chosen others.
    pub fn follow(&mut self, choices: &KeyChoices) {
        if self.bound.is_empty() || self.choices != *choices {
            *self = Self::new(choices);
        }
    }

    /// The keys of an action.
    pub fn of(&self, action: Action) -> impl Iterator<Item = KeyboardShortcut> {
        // Two actions share the key for copying; which one is meant depends on what is selected.
        let holder = if action == Action::CopyPair { Action::CopyText } else { action };
        self.bound.iter().filter(move |(_, of)| *of == holder).map(|(key, _)| *key)
    }

    /// The action that has a key.
    #[must_use]
    pub fn holder(&self, key: KeyboardShortcut) -> Option<Action> {
        self.bound.iter().find(|(bound, _)| *bound == key).map(|(_, action)| *action)
    }

    /// The actions whose keys were pressed in this frame, in order, one for each press; the keys are taken so that nothing else sees them.
    pub fn pressed(&self, ctx: &Context) -> Vec<Action> {
        let wanted = Wanted {
            for_text: ctx.text_edit_focused(),
            for_control: ctx.memory(Memory::focused).is_some(),
            for_menu: Popup::is_any_open(ctx),
        };
        let mut pressed = Vec::new();
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let action = self.meant(event, wanted);
                pressed.extend(action);
                action.is_none()
            });
        });
        pressed
    }

    /// What is meant by an event. On some keyboards Shift or Alt is needed to type a mark, so more may be held down than its key says;
    /// the one that says most is meant. Letters, digits and all that types nothing are meant just as they are pressed.
    fn meant(&self, event: &Event, wanted: Wanted) -> Option<Action> {
        let Event::Key { key, modifiers, pressed: true, .. } = event else { return None };
        let is_mark = (Key::Colon..Key::Num0).contains(key);
        let is_held = |bound: Modifiers| {
            if is_mark { modifiers.matches_logically(bound) } else { modifiers.matches_exact(bound) }
        };
        let is_meant = |bound: &KeyboardShortcut| bound.logical_key == *key && is_held(bound.modifiers);
        let held = |Modifiers { alt, shift, .. }: Modifiers| u8::from(alt) + u8::from(shift);
        let meant = self.bound.iter().filter(|(bound, _)| is_meant(bound));
        let (bound, action) = meant.max_by_key(|(bound, _)| held(bound.modifiers))?;
        (!action.is_fixed() && wanted.leaves(*bound)).then_some(*action)
    }
}

impl Wanted {
    /// True if nothing else has a use for a key.
    fn leaves(self, key: KeyboardShortcut) -> bool {
        let KeyboardShortcut { modifiers, logical_key } = key;
        let is_alone = !modifiers.command && !modifiers.alt;
        let is_function = (Key::F1..=Key::F35).contains(&logical_key);
        !(self.for_text && is_for_text(key)
            || self.for_control && is_alone && (is_arrow(logical_key) || logical_key == Key::Space)
            || self.for_menu && is_alone && !is_function)
    }
}

/// The keys that an action has where the reader has chosen none.
fn defaults(action: Action) -> impl Iterator<Item = KeyboardShortcut> {
    action.default_keys().split_whitespace().filter_map(text::parse)
}

fn is_arrow(key: Key) -> bool {
    matches!(key, Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight)
}

/// True for what types a character, moves the caret, or is a field's own undo, copy and paste.
fn is_for_text(KeyboardShortcut { modifiers, logical_key: key }: KeyboardShortcut) -> bool {
    let types = key == Key::Space || (Key::Colon..=Key::Z).contains(&key);
    let edits = is_arrow(key)
        || matches!(key, Key::Home | Key::End | Key::PageUp | Key::PageDown)
        || matches!(key, Key::Insert | Key::Delete | Key::Backspace | Key::Enter);
    // With Shift it pastes as well: whoever writes means the field, and no article.
    let is_clipboard = key == Key::V || matches!(key, Key::A | Key::C | Key::X | Key::Y) && !modifiers.shift;
    edits || types && !modifiers.command || modifiers.command && (is_clipboard || key == Key::Z)
}

/// True for a key that belongs to the toolkit or to fields of text, so that no action can have it.
fn is_fixed(KeyboardShortcut { modifiers, logical_key: key }: KeyboardShortcut) -> bool {
    let is_clipboard = matches!(key, Key::A | Key::C | Key::V | Key::X);
    matches!(key, Key::Escape | Key::Tab | Key::Enter | Key::Copy | Key::Cut | Key::Paste)
        || matches!(key, Key::Backspace | Key::Delete) && modifiers.is_none()
        || is_clipboard && modifiers == Modifiers::COMMAND
}

#[cfg(test)]
mod tests;
