//! What the page needs to know to draw itself: sizes and colours, filled in from the settings and the theme.

use crate::model::{PageView, Typography};
use crate::text::PerLang;
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;

/// Sizes and colours of the page.
#[derive(Clone, Copy, Debug)]
pub struct PageStyle {
    /// Size of running text in points.
    pub size_points: PerLang<f32>,
    /// How lines are set.
    pub typography: Typography,
    /// What is shown, and how.
    pub view: PageView,
    /// The theme's colours.
    pub palette: Palette,
    /// Words for what can be named.
    pub words: &'static Strings,
}
