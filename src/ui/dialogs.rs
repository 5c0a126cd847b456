//! The desktop's file dialog, on a thread of its own, behind a trait so that tests can answer in its place.

use super::strings::Strings;
use crate::jobs;
use eframe::egui::Context;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// What a file is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An article, or a text and its translation.
    Article,
    /// The translation of the article that is open.
    Translation,
}

/// What became of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// These files, at least one.
    Files(Purpose, Vec<PathBuf>),
    /// This file is to be written; one that is there is to be replaced.
    SaveTo(PathBuf),
    /// The reader thought better of it.
    Cancelled,
    /// The desktop has no dialog to show.
    Unavailable,
}

/// Asks the reader for files.
pub trait Dialogs {
    /// Shows a dialog, unless one is being shown. Returns at once.
    fn ask(&mut self, ctx: &Context, purpose: Purpose, words: &'static Strings);
    /// Shows a dialog for a file to write, unless one is being shown. Returns at once.
    fn ask_where(&mut self, ctx: &Context, file_name: &str, words: &'static Strings);
    /// What became of the dialog, once.
    fn answer(&mut self) -> Option<Answer>;
}

/// The desktop's own dialog.
#[derive(Default)]
pub struct DesktopDialogs {
    waiting: Option<Receiver<Answer>>,
}

/// Nobody cancels a dialog faster than this: the desktop had none to show.
const TOO_SOON: Duration = Duration::from_millis(250);

impl Dialogs for DesktopDialogs {
    fn ask(&mut self, ctx: &Context, purpose: Purpose, words: &'static Strings) {
        if self.waiting.is_some() {
            return;
        }
        let title = match purpose {
            Purpose::Article => words.open_title,
            Purpose::Translation => words.translation_title,
        };
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(title)
            .add_filter(words.text_files, &["txt", "md", "markdown", "text"])
            .add_filter(words.all_files, &["*"]);
        // The dialog is made here, where macOS wants it, and waited for elsewhere.
        let picked = dialog.pick_files();
        self.wait_for(ctx, async move {
            let files = picked.await.unwrap_or_default();
            let files: Vec<_> = files.iter().map(|file| file.path().to_owned()).collect();
            (!files.is_empty()).then_some(Answer::Files(purpose, files))
        });
    }

    fn ask_where(&mut self, ctx: &Context, file_name: &str, words: &'static Strings) {
        if self.waiting.is_some() {
            return;
        }
        let title = words.export_notes.trim_end_matches('…');
        let picked = rfd::AsyncFileDialog::new().set_title(title).set_file_name(file_name).save_file();
        self.wait_for(ctx, async move { picked.await.map(|file| Answer::SaveTo(file.path().to_owned())) });
    }

    fn answer(&mut self) -> Option<Answer> {
        let answer = match self.waiting.as_ref()?.try_recv() {
            Ok(answer) => answer,
            Err(std::sync::mpsc::TryRecvError::Empty) => return None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => Answer::Unavailable,
        };
        self.waiting = None;
        Some(answer)
    }
}

impl DesktopDialogs {
    /// Waits on a thread of its own for what a dialog gives; nothing, soon, means that there was none.
    fn wait_for(&mut self, ctx: &Context, given: impl Future<Output = Option<Answer>> + Send + 'static) {
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        self.waiting = Some(receiver);
        let spawned = jobs::spawn("file dialog", move || {
            let asked = Instant::now();
            let answer = pollster::block_on(given);
            let none = if asked.elapsed() < TOO_SOON { Answer::Unavailable } else { Answer::Cancelled };
            // Fails only if the window has gone, and then nobody waits for an answer.
            let _ = sender.send(answer.unwrap_or(none));
            ctx.request_repaint();
        });
        if let Err(error) = spawned {
            // The receiver then finds nobody at the other end, which is answered with `Unavailable`.
            log::error!("no thread for the file dialog: {error}");
        }
    }
}
