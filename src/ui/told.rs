//! What the window tells a screen reader, made fit to be told: names are text of the article, which may hold anything, and one character
//! that the desktop's bus refuses would take the whole window from the reader until a restart.

use eframe::egui::accesskit::Node;
use eframe::egui::{Context, FullOutput, Plugin};

/// Looks through every name, value and description on its way out.
pub struct Told;

impl Plugin for Told {
    fn debug_name(&self) -> &'static str {
        "told"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        for (_, node) in output.platform_output.accesskit_update.iter_mut().flat_map(|update| &mut update.nodes) {
            mend(node, Node::label, Node::set_label);
            mend(node, Node::value, Node::set_value);
            mend(node, Node::description, Node::set_description);
            mend(node, Node::placeholder, Node::set_placeholder);
            mend(node, Node::tooltip, Node::set_tooltip);
        }
    }
}

fn mend(node: &mut Node, get: impl Fn(&Node) -> Option<&str>, set: impl Fn(&mut Node, String)) {
    if let Some(fit) = get(node).filter(|text| text.contains(is_unfit)).map(|text| text.replace(is_unfit, " ")) {
        set(node, fit);
    }
}

/// Controls that are neither the end of a line nor a tab. Each is one byte long, as is the space that stands for it: lengths of characters
/// that go with a value stay true.
fn is_unfit(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t')
}
