//! The edges by which panels beside the page are made larger: named, and moved by the arrow keys as by the pointer.

use super::strings::Strings;
use eframe::egui::accesskit::{Action, ActionRequest, TreeId};
use eframe::egui::{Event, EventFilter, Id, IdSalt, Key, Ui};

/// Which way a panel grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grows {
    /// A panel on the right.
    Left,
    /// A panel on the left.
    Right,
    /// A panel at the foot.
    Up,
}

/// Takes the arrow keys for the edge of a panel that is about to stand in `ui`, if it has the keyboard. True if it was asked to move, by them
/// or by a screen reader.
pub fn take_edge_keys(ui: &Ui, panel: &'static str, grows: Grows) -> bool {
    let id = edge_id(ui, panel);
    if ui.memory(|memory| memory.has_focus(id)) {
        let (less, more) = match grows {
            Grows::Left => (Key::ArrowRight, Key::ArrowLeft),
            Grows::Right => (Key::ArrowLeft, Key::ArrowRight),
            Grows::Up => (Key::ArrowDown, Key::ArrowUp),
        };
        let is_level = grows != Grows::Up;
        let filter = EventFilter { horizontal_arrows: is_level, vertical_arrows: !is_level, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        // The toolkit moves its edges for screen readers, and for the pointer, but not for keys.
        ui.input_mut(|input| {
            for event in &mut input.events {
                let action = match event {
                    Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() && *key == less => {
                        Action::Decrement
                    }
                    Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() && *key == more => {
                        Action::Increment
                    }
                    _ => continue,
                };
                *event = Event::AccessKitActionRequest(ActionRequest {
                    action,
                    target_tree: TreeId::ROOT,
                    target_node: id.accesskit_id(),
                    data: None,
                });
            }
        });
    }
    let asked = [Action::Increment, Action::Decrement, Action::SetValue];
    ui.input(|input| asked.iter().any(|action| input.num_accesskit_action_requests(id, *action) > 0))
}

/// Names the edge of a panel that stands in `ui`; the toolkit knows one language only.
pub fn name_edge(ui: &Ui, panel: &'static str, words: &Strings) {
    ui.ctx().accesskit_node_builder(edge_id(ui, panel), |node| node.set_label(words.panel_edge));
}

fn edge_id(ui: &Ui, panel: &'static str) -> Id {
    ui.scope_id().with_salt(IdSalt::new(panel)).with("__resize")
}
