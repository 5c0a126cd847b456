//! What a reader chooses, and where a reader was.

use serde::{Deserialize, Serialize};

/// The reader's choices; every field has a default, so an older file still reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Language of menus and messages.
    pub interface_lang: InterfaceLang,
    /// English text size in points; Chinese follows at [`Settings::ZH_SIZE_RATIO`].
    pub text_size_points: f32,
    /// Size of the window in points, if it was ever closed.
    pub window_size_points: Option<(f32, f32)>,
    /// True if the window was maximised.
    pub window_maximised: bool,
}

impl Settings {
    /// Smallest and largest text size offered, in points.
    pub const TEXT_SIZE_RANGE_POINTS: (f32, f32) = (10.0, 40.0);
    /// Chinese characters look as large as English words when set a little larger.
    pub const ZH_SIZE_RATIO: f32 = 10.0 / 9.0;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            interface_lang: InterfaceLang::System,
            text_size_points: 18.0,
            window_size_points: None,
            window_maximised: false,
        }
    }
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
