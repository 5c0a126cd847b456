//! A list that opens below its button. The toolkit's own is closed by the pointer alone, and where a key closes it, nothing has the keyboard.

use eframe::egui::{ComboBox, Ui};

/// Draws a list to choose from, which closes once `content` says that something was chosen; the keyboard is at its button then, and so it is
/// behind Esc. To a screen reader it is called `name`.
pub fn combo_ui(ui: &mut Ui, name: &str, combo: ComboBox, content: impl FnOnce(&mut Ui) -> bool) {
    let shown = combo.show_ui(ui, |ui| {
        if content(ui) {
            ui.close();
        }
    });
    let (button, ctx) = (shown.response, ui.ctx());
    ctx.accesskit_node_builder(button.id, |node| node.set_label(name));
    let is_closed = shown.inner.is_some() && !ComboBox::is_open(ctx, button.id);
    if is_closed && !ctx.input(|input| input.pointer.any_click()) {
        button.request_focus();
    }
}
