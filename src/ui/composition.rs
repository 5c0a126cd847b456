//! Fields and input methods: a key that an input method sees is about the characters that are being put together, and nothing else.

use eframe::egui::{Context, Event, EventFilter, Id, ImeEvent, Memory, Response, Ui};

/// The field in which an input method is putting characters together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composition(Option<Id>);

impl Composition {
    /// Follows a frame's events; true if characters were being put together at any time in it.
    pub fn goes_on(&mut self, ctx: &Context) -> bool {
        let focused = ctx.memory(Memory::focused);
        ctx.input(|input| self.follow(focused, &input.events))
    }

    fn follow(&mut self, focused: Option<Id>, events: &[Event]) -> bool {
        // Nothing tells of a composition that ends because its field has lost the keyboard.
        if self.0 != focused {
            self.0 = None;
        }
        let mut was = self.0.is_some();
        for event in events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.0 = focused.filter(|_| !text.is_empty()),
                Event::Ime(ImeEvent::Commit(_)) => self.0 = None,
                _ => {}
            }
            was |= self.0.is_some();
        }
        was
    }

    /// Keeps the keyboard in a field that has it: Esc gives the composition up, and the toolkit would take the keyboard away as well.
    pub fn hold(&self, ui: &Ui, field: &Response) {
        if self.0 == Some(field.id) && field.has_focus() {
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
        let (field, other) = (Some(Id::unique("field")), Some(Id::unique("other")));
        for (focused, events, expected) in [
            (field, vec![], false),
            (field, vec![preedit("shou")], true),
            (field, vec![], true),
            (field, vec![commit()], true),
            (field, vec![], false),
            (field, vec![preedit("d"), preedit("")], true),
            (field, vec![commit()], false),
            (field, vec![preedit("deng")], true),
            (None, vec![], false),
            (field, vec![], false),
            (field, vec![preedit("deng")], true),
            (other, vec![], false),
            (None, vec![preedit("deng")], false),
        ] {
            assert_eq!(composition.follow(focused, &events), expected, "{focused:?} {events:?}");
        }
    }
}
