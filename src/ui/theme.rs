//! The look of the page and of the controls around it, for every theme. The only place that names colours.

mod dress;
mod palettes;

pub use dress::{level_ui, outlined_ui};

use crate::model::{Colour, Theme};
use eframe::egui::Color32;
use palettes::{DARK, HIGH_CONTRAST, LIGHT, SEPIA, SEPIA_DARK};

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// True if text is lighter than the page.
    pub is_dark: bool,
    /// The page.
    pub page: Color32,
    /// Bars, menus and windows around the page.
    pub chrome: Color32,
    /// Running text.
    pub text: Color32,
    /// Captions, datelines, the status line: quieter, still at least 4.5:1 on the page.
    pub quiet: Color32,
    /// Lines between parts; decoration only.
    pub rule: Color32,
    /// Lines around what is written in or ticked, at least 3:1 on bars.
    pub outline: Color32,
    /// Under the sentence the pointer is on, and its counterpart.
    pub hover_tint: Color32,
    /// Under the pinned pair.
    pub pinned_tint: Color32,
    /// Under text that is selected.
    pub text_tint: Color32,
    /// Under what was looked for and found.
    pub hit_tint: Color32,
    /// Under the one of them that the reader is at; its text is never quiet.
    pub hit_here_tint: Color32,
    /// Under a word the pointer is on or that is looked up, and under its counterpart where that is sure.
    pub word_tint: Color32,
    /// Under a counterpart that is only likely.
    pub likely_word_tint: Color32,
    /// The four tones of Chinese and the neutral one, on bars and cards.
    pub tones: [Color32; 5],
    /// Focus, progress, links.
    pub accent: Color32,
    /// Under a button.
    pub button: Color32,
    /// Under a button that the pointer is on.
    pub button_hover: Color32,
    /// Under a message that asks for attention.
    pub notice: Color32,
    /// The colours of notes, in the order of [`Colour::ALL`].
    pub notes: [NoteColour; 5],
}

/// How one colour of notes looks in a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoteColour {
    /// Under the text.
    pub tint: Color32,
    /// Lines and marks, at least 3:1 on the page and on bars.
    pub ink: Color32,
}

impl Palette {
    /// The colours of a theme; `system_is_dark` decides for [`Theme::System`].
    #[must_use]
    pub fn of(theme: Theme, system_is_dark: bool) -> &'static Self {
        match theme {
            Theme::System if system_is_dark => &DARK,
            Theme::System | Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Sepia => &SEPIA,
            Theme::SepiaDark => &SEPIA_DARK,
            Theme::HighContrast => &HIGH_CONTRAST,
        }
    }

    /// How a colour of notes looks.
    #[must_use]
    pub fn note(&self, colour: Colour) -> NoteColour {
        self.notes[colour as usize]
    }

    /// Text beside the sentence being read, where a reader asked for that: at least 3:1 on the page.
    #[must_use]
    pub fn dimmed(&self) -> Color32 {
        self.text.lerp_to_gamma(self.page, 0.36)
    }

    /// What stands for covered text; decoration only.
    #[must_use]
    pub fn veil(&self) -> Color32 {
        self.page.lerp_to_gamma(self.text, 0.16)
    }
}

#[cfg(test)]
mod tests;
