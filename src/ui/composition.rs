//! Fields and input methods: a key that an input method sees is about the characters that are being put together, and nothing else.

use eframe::egui::{Event, EventFilter, ImeEvent, Response, Ui};

/// Whether an input method is putting characters together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composition(bool);

impl Composition {
    /// Follows a frame's events; true if characters were being put together at any time in it.
    pub fn goes_on(&mut self, events: &[Event]) -> bool {
        let mut was = self.0;
        for event in events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.0 = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) => self.0 = false,
                _ => {}
            }
            was |= self.0;
        }
        was
    }

    /// Keeps the keyboard in a field that has it: Esc gives the composition up, and the toolkit would take the keyboard away as well.
    pub fn hold(&self, ui: &Ui, field: &Response) {
        if self.0 && field.has_focus() {
            let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(field.id, filter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_composition_goes_on_until_it_is_committed_or_given_up() {
        let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
        let commit = || Event::Ime(ImeEvent::Commit("守".into()));
        let mut composition = Composition::default();
        for (events, expected) in [
            (vec![], false),
            (vec![preedit("shou")], true),
            (vec![], true),
            (vec![commit()], true),
            (vec![], false),
            (vec![preedit("d"), preedit("")], true),
            (vec![commit()], false),
        ] {
            assert_eq!(composition.goes_on(&events), expected, "{events:?}");
        }
    }
}
