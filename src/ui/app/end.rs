//! The frame that the desktop asks for, and the end of the program: by its reader's wish, or by a fault of its own.

use super::{App, motion};
use crate::state::{Command, Message, NotesCommand};
use eframe::egui::{self, ViewportCommand};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// The end waits so long for the last saves.
const LAST_SAVES: Duration = Duration::from_secs(5);

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if let Some(seconds) = frame.info().cpu_usage {
            log::trace!("frame {:.2} ms", seconds * 1000.0);
        }
        self.frame_ui(ui);
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, raw_input: &mut egui::RawInput) {
        if self.session.settings().reduces_motion {
            motion::scroll_at_once(raw_input, ctx.options(|options| options.input_options.line_scroll_speed));
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save_last();
    }
}

/// A fault anywhere on the interface's thread ends the program; what was typed until then is saved all the same.
impl Drop for App {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // Nothing is left to tell a second fault to.
            drop(catch_unwind(AssertUnwindSafe(|| self.save_last())));
        }
    }
}

impl App {
    /// What is done when the window is to be closed: once, it stays open over notes that could not be saved.
    pub(super) fn take_close(&mut self, ctx: &egui::Context) {
        if !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        self.remember_window(ctx);
        let is_told = self.session.messages().iter().any(|message| matches!(message, Message::NotesWouldBeLost));
        if self.session.has_unsaved_notes() && !is_told {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.send(ctx, Command::Report(Message::NotesWouldBeLost));
            // If it can be saved by now, what was said goes away.
            self.send(ctx, Command::Notes(NotesCommand::RetrySave));
            ctx.request_repaint();
        }
    }

    fn save_last(&mut self) {
        let mut last = Vec::new();
        self.notes.flush(&mut last);
        last.push(Command::RememberPlace);
        for effect in last.into_iter().flat_map(|command| self.session.apply(command)).collect::<Vec<_>>() {
            // Only texts for the clipboard come back, and this is none.
            drop(self.jobs.run(effect));
        }
        if !self.jobs.flush(LAST_SAVES) {
            log::error!("settings, places or notes could not be saved at the end");
        }
    }

    /// Remembers the window's size, so that the next one is like it.
    fn remember_window(&mut self, ctx: &egui::Context) {
        let (rect, maximised) =
            ctx.input(|input| (input.viewport().inner_rect, input.viewport().maximized.unwrap_or(false)));
        if let Some(size) = rect.map(|rect| rect.size()).filter(|size| size.x > 0.0 && size.y > 0.0) {
            self.send(ctx, Command::SetWindow { size_points: (size.x, size.y), maximised });
        }
    }
}
