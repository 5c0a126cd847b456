//! What a reader chooses, and where a reader was.

use super::PageView;
use crate::text::PerLang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Keys that a reader has chosen: the name of an action, and its keys as text, such as `"Ctrl+Shift+N"`; none take its key away. What is
/// not known here stays as it is.
pub type KeyChoices = BTreeMap<String, Vec<String>>;

/// The reader's choices; every field has a default, so an older file still reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Language of menus and messages.
    pub interface_lang: InterfaceLang,
    /// English text size in points where the reader has not chosen one for the article; Chinese follows at
    /// [`Typography::zh_size_ratio`].
    pub text_size_points: f32,
    /// How articles are shown that the reader has not chosen it for.
    pub view: PageView,
    /// Size of the window in points, if it was ever closed.
    pub window_size_points: Option<(f32, f32)>,
    /// True if the window was maximised.
    pub window_maximised: bool,
    /// True while headings and bookmarks are shown beside the text.
    pub contents_open: bool,
    /// Their width in points.
    pub contents_points: f32,
    /// How lines are set.
    pub typography: Typography,
    /// True if nothing is to glide: every movement is done at once.
    pub reduces_motion: bool,
    /// The notes panel as it was left.
    pub notes_panel: NotesPanel,
    /// Keys in place of those that actions have by default.
    pub keys: KeyChoices,
}

impl Settings {
    /// Smallest and largest text size offered, in points.
    pub const TEXT_SIZE_RANGE_POINTS: (f32, f32) = (10.0, 40.0);
    /// Least width of headings and bookmarks in points.
    pub const CONTENTS_LEAST_POINTS: f32 = 140.0;

    /// All that the sheet of settings shows as it was at first; keys, panels and the window as they are.
    #[must_use]
    pub fn reset(&self) -> Self {
        let first = Self::default();
        Self {
            theme: first.theme,
            interface_lang: first.interface_lang,
            text_size_points: first.text_size_points,
            view: first.view,
            typography: first.typography,
            reduces_motion: first.reduces_motion,
            ..self.clone()
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            interface_lang: InterfaceLang::System,
            text_size_points: 18.0,
            view: PageView::default(),
            typography: Typography::default(),
            reduces_motion: false,
            window_size_points: None,
            window_maximised: false,
            contents_open: false,
            contents_points: 220.0,
            notes_panel: NotesPanel::default(),
            keys: KeyChoices::new(),
        }
    }
}

/// Kinds of typefaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeStyle {
    /// With serifs; Song for Chinese.
    #[default]
    Serif,
    /// Without; Hei for Chinese.
    Sans,
}

/// How lines are set. Nothing of it changes offsets, copies, searches or exports.
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typography {
    /// Faces with or without serifs.
    pub styles: PerLang<TypeStyle>,
    /// The Chinese size as a multiple of the English one.
    pub zh_size_ratio: f32,
    /// Chinese lines end at one edge, but for the last of a paragraph.
    pub is_justified: bool,
    /// The first line of a Chinese paragraph begins two characters later.
    pub is_indented: bool,
    /// A quarter of a character between Chinese and Western ones.
    pub has_gaps: bool,
    /// Half-width marks beside Chinese characters are drawn in full width.
    pub widens_marks: bool,
}

impl Typography {
    /// Smallest and largest Chinese size offered, as a multiple of the English one.
    pub const ZH_SIZE_RATIO_RANGE: (f32, f32) = (0.8, 1.5);

    /// With values that no menu offers put right.
    #[must_use]
    pub fn mended(self) -> Self {
        let (least, most) = Self::ZH_SIZE_RATIO_RANGE;
        let ratio = self.zh_size_ratio;
        let zh_size_ratio = if ratio.is_nan() { Self::default().zh_size_ratio } else { ratio.clamp(least, most) };
        Self { zh_size_ratio, ..self }
    }
}

impl Default for Typography {
    fn default() -> Self {
        // Chinese characters look as large as English words when set a little larger.
        Self {
            styles: PerLang::default(),
            zh_size_ratio: 1.11,
            is_justified: true,
            is_indented: true,
            has_gaps: true,
            widens_marks: true,
        }
    }
}

/// How the notes panel stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotesPanel {
    /// True while it is shown.
    pub is_open: bool,
    /// Its width in points.
    pub width_points: f32,
    /// Which notes it lists.
    pub filter: NotesFilter,
}

impl NotesPanel {
    /// Least width in points.
    pub const LEAST_POINTS: f32 = 240.0;
}

impl Default for NotesPanel {
    fn default() -> Self {
        Self { is_open: false, width_points: 320.0, filter: NotesFilter::default() }
    }
}

/// Which notes are listed; all of them at first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotesFilter {
    /// Looked for in the body, the quotations and the tags, whatever the case.
    pub text: String,
    /// Those with this tag.
    pub tag: Option<String>,
    /// Those of these colours, in the order of [`super::Colour::ALL`]; none means all.
    pub colours: [bool; 5],
    /// Those of this kind.
    pub kind: NotesKind,
}

/// Kinds of notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotesKind {
    /// Every kind.
    #[default]
    All,
    /// Something is written.
    WithWords,
    /// Nothing is written.
    Highlights,
    /// The reader is asked for something.
    ToDecide,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// Light or dark, as the desktop is.
    #[default]
    System,
    /// Black on white.
    Light,
    /// Light grey on near black.
    Dark,
    /// Brown on cream.
    Sepia,
    /// Cream on brown.
    SepiaDark,
    /// White on black, every line bright.
    HighContrast,
}

/// The language of menus and messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum InterfaceLang {
    /// Chinese where the desktop's locale is Chinese, otherwise English.
    #[default]
    System,
    /// English.
    En,
    /// 简体中文.
    Zh,
}

/// A place in an article that survives resizing and other fonts: a row and how far into it.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Zero-based row at the top of the view.
    pub row: usize,
    /// How much of that row is above the view, 0 to 1.
    pub fraction: f64,
}
