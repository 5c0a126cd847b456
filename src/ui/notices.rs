//! Messages above the page: what happened, and the button that helps. They stay until dismissed or no longer true.

use super::actions::Action;
use super::strings::Strings;
use super::theme::{Palette, level_ui};
use crate::model::Warning;
use crate::state::{Command, Message, NotesCommand, Session};
use eframe::egui::accesskit::Live;
use eframe::egui::{Frame, Label, Margin, Response, TextStyle, TextWrapMode, Ui, WidgetText};

/// As much room as the buttons of one message take.
const BUTTONS_POINTS: f32 = 240.0;

/// Draws every message of the session.
pub fn notices_ui(
    ui: &mut Ui,
    session: &Session,
    s: &Strings,
    palette: &Palette,
    actions: &mut Vec<Action>,
    out: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for (index, message) in session.messages().iter().enumerate() {
        Frame::new().fill(palette.notice).inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
            ui.push_id(("notice", index), |ui| {
                let text = s.message(message);
                let galley = WidgetText::from(&*text).into_galley(
                    ui,
                    Some(TextWrapMode::Extend),
                    f32::INFINITY,
                    TextStyle::Body,
                );
                // What does not fit on one line with its buttons stands above them.
                if galley.size().x + BUTTONS_POINTS > ui.available_width() {
                    let label = ui.add(Label::new(text).wrap());
                    say(&label, message);
                    level_ui(ui, |ui| buttons_ui(ui, (index, message), s, actions, out));
                } else {
                    level_ui(ui, |ui| {
                        say(&ui.label(text), message);
                        buttons_ui(ui, (index, message), s, actions, out);
                    });
                }
            });
        });
    }
}

/// Has a screen reader say a message when it comes: at once where something would be lost.
fn say(label: &Response, message: &Message) {
    let is_urgent = matches!(message, Message::NotesNotSaved { .. } | Message::NotesWouldBeLost);
    let live = if is_urgent { Live::Assertive } else { Live::Polite };
    label.ctx.accesskit_node_builder(label.id, |node| node.set_live(live));
}

fn buttons_ui(
    ui: &mut Ui,
    (index, message): (usize, &Message),
    s: &Strings,
    actions: &mut Vec<Action>,
    out: &mut Vec<Command>,
) {
    help_ui(ui, message, s, actions);
    if let Message::NotesMaybe(similar) = message
        && ui.button(s.use_notes).clicked()
    {
        out.push(Command::Notes(NotesCommand::Use(similar.path.clone())));
    }
    if matches!(message, Message::PairingStopped) && ui.button(s.pair_again).clicked() {
        out.push(Command::Reload);
    }
    if !message.stays() && ui.button(s.dismiss).clicked() {
        out.push(Command::Dismiss(index));
    }
}

/// The button for what a reader is likely to do about it.
fn help_ui(ui: &mut Ui, message: &Message, s: &Strings, actions: &mut Vec<Action>) {
    let action = match message {
        Message::CannotOpen(_) | Message::TooManyFiles(_) => Action::Open,
        Message::Warning(Warning::OneLanguage(_) | Warning::SameLanguage(_)) => Action::AddTranslation,
        Message::NoDialog => Action::OpenPath,
        Message::NotesNotSaved { .. } => Action::RetrySave,
        Message::NotesNotOpened(_) => Action::Reload,
        Message::NotExported(_) | Message::NotesWouldBeLost => Action::Export,
        Message::Warning(_)
        | Message::NoDictionary(_)
        | Message::Store(..)
        | Message::FileLost(..)
        | Message::CannotReadAgain(_)
        | Message::NotesWarning(_)
        | Message::NotesMaybe(_)
        | Message::Exported { .. }
        | Message::NothingDoubtful { .. }
        | Message::PairingStopped
        | Message::NothingToPaste => return,
    };
    if ui.button(action.label(s)).clicked() {
        actions.push(action);
    }
}
